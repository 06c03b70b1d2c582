package validation

import (
	"fmt"

	"caloduc/cooling/component"
)

const (
	chillerEIR  = "Modelica Buildings Library, Fluid/Chillers/BaseClasses/PartialElectric.mo with Data/ElectricEIR.mo, evaluated; leaving chilled and entering condenser water, part load"
	chillerWarm = "Carrier 30XW-P1012 catalogue, as in AixLib, TableData2D/EN14511/Carrier30XWP1012_1MW.mo (e5df9a8d)"
)

// chillerPoints are operating points of six centrifugal chillers: leaving chilled
// and entering condenser water, part load ratio, heat, and power.
func chillerPoints() []Comparison {
	var list []Comparison
	for _, c := range []struct {
		record                       string
		te, tc, plr, heatkW, powerkW float64
	}{
		{"York-YK-4969kW-7.14COP-vanes", 6.67, 26.11, 1, 4943, 689.26},
		{"York-YK-4969kW-7.14COP-vanes", 6.67, 26.11, 0.5, 2471.5, 329.04},
		{"York-YK-4969kW-7.14COP-vanes", 8.89, 19.44, 0.6, 3852.5, 415.62},
		{"York-YK-4969kW-7.14COP-vanes", 8.89, 12.78, 0.4, 2144.4, 202.73},
		{"Carrier-19XR-2391kW-6.44COP-VSD", 7.22, 23.89, 1, 2438.9, 383.64},
		{"Carrier-19XR-2391kW-6.44COP-VSD", 7.22, 23.89, 0.5, 1219.5, 147.88},
		{"Carrier-19XR-2391kW-6.44COP-VSD", 12.22, 18.33, 0.6, 1573, 160.04},
		{"Carrier-19XR-2391kW-6.44COP-VSD", 12.22, 12.78, 0.4, 811.8, 66.79},
		{"York-YT-1881kW-6.77COP-VSD", 6.67, 23.89, 1, 1919.6, 287.64},
		{"York-YT-1881kW-6.77COP-VSD", 6.67, 23.89, 0.5, 959.8, 119.76},
		{"York-YT-1881kW-6.77COP-VSD", 8.89, 18.33, 0.6, 1271.2, 136.44},
		{"York-YT-1881kW-6.77COP-VSD", 8.89, 12.78, 0.4, 753.7, 63.91},
		{"York-YK-1881kW-6.53COP-vanes", 8.89, 26.67, 1, 1885.6, 288.98},
		{"York-YK-1881kW-6.53COP-vanes", 8.89, 26.67, 0.5, 942.8, 113.78},
		{"York-YK-1881kW-6.53COP-vanes", 12.78, 18.06, 0.6, 1473.6, 144.77},
		{"York-YK-1881kW-6.53COP-vanes", 12.78, 9.44, 0.4, 1007.7, 83.99},
		{"Carrier-19XR-1143kW-6.57COP-VSD", 10, 26.67, 1, 1150.1, 179.98},
		{"Carrier-19XR-1143kW-6.57COP-VSD", 10, 26.67, 0.5, 575.1, 56.94},
		{"Carrier-19XR-1143kW-6.57COP-VSD", 12.78, 19.72, 0.6, 816.2, 80.07},
		{"Carrier-19XR-1143kW-6.57COP-VSD", 12.78, 12.78, 0.4, 548.5, 44},
		{"York-YT-1055kW-5.96COP-vanes", 6.67, 29.44, 1, 1065.9, 180.47},
		{"York-YT-1055kW-5.96COP-vanes", 6.67, 29.44, 0.5, 532.9, 91.37},
		{"York-YT-1055kW-5.96COP-vanes", 8.89, 21.11, 0.6, 783.2, 98.44},
		{"York-YT-1055kW-5.96COP-vanes", 8.89, 12.78, 0.4, 378.3, 40.6},
	} {
		run := func(of func(takenW, powerW float64) float64) func(*Env) (float64, error) {
			return func(*Env) (float64, error) {
				for i := range component.CentrifugalChillers {
					if r := &component.CentrifugalChillers[i]; r.Name == c.record {
						p := r.At(c.te, c.tc)
						return of(r.PowerW(p, c.plr*p.AvailableW)), nil
					}
				}
				return 0, fmt.Errorf("no chiller %q", c.record)
			}
		}
		at := fmt.Sprintf("%s, %g/%g degC, %g %%", c.record, c.te, c.tc, 100*c.plr)
		name := fmt.Sprintf("%s.%gdegC-%gdegC-%gpc", c.record, c.te, c.tc, 100*c.plr)
		list = append(list,
			Comparison{Name: "heat." + name, Quantity: at + ": heat", Unit: "kW", Source: chillerEIR, Published: value(c.heatkW), Tolerance: share(1e-3),
				Run: run(func(takenW, _ float64) float64 { return takenW / 1e3 })},
			Comparison{Name: "power." + name, Quantity: at + ": power", Unit: "kW", Source: chillerEIR, Published: value(c.powerkW), Tolerance: share(1e-3),
				Run: run(func(_, powerW float64) float64 { return powerW / 1e3 })})
	}
	return list
}

// warmChiller is the catalogue's coefficient of performance at full load.
func warmChiller() []Comparison {
	var list []Comparison
	for _, c := range []struct{ te, tc, cop float64 }{{7, 35, 4.78}, {18, 25, 7.62}, {18, 35, 6.06}} {
		list = append(list, Comparison{Name: fmt.Sprintf("warm.%gdegC-%gdegC", c.te, c.tc), Quantity: fmt.Sprintf("warm-water screw chiller, full-load COP at %g/%g degC", c.te, c.tc),
			Source: chillerWarm, Published: value(c.cop), Tolerance: share(1e-3), Why: "points of the table that the model interpolates",
			Run: number(func() float64 { return 1 / component.WarmChillerAt(995e3, c.te, c.tc).PerW })})
	}
	return list
}
