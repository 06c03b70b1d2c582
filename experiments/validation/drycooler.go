package validation

import (
	"fmt"

	"caloduc/cooling/component"
)

const trillium = "Modelica Buildings Library, Fluid/HeatExchangers (DryCoolerUA, HADryCoil), BAC Trillium TDFS1238N-C60ET40B, its equations evaluated"

// dryCoolerPoints are operating points of one unit at rated coolant flow.
func dryCoolerPoints() []Comparison {
	u := component.TrilliumTDFS1238
	list := []Comparison{{Name: "effectiveness", Quantity: "nominal effectiveness at NTU 1.1524", Source: trillium, Published: value(0.5005), Tolerance: within(5e-5),
		Run: number(func() float64 { return component.CrossflowEffectiveness(1.1524, 1) })}}
	for _, c := range []struct{ inDegC, airDegC, speed, heatkW, outDegC float64 }{
		{46.11, 35, 1, 2931, 40.55}, {46.11, 35, 0.6, 2209, 41.92}, {40, 25, 1, 3916, 32.57},
		{40, 25, 0.5, 2629, 35.01}, {38, 15, 0.4, 3437, 31.48}, {38, 5, 0.25, 3431, 31.49},
	} {
		heat := func() float64 { return u.Conductance(c.inDegC, c.airDegC, 1, c.speed) * (c.inDegC - c.airDegC) }
		name := fmt.Sprintf("%g-%gdegC-%gpc", c.inDegC, c.airDegC, 100*c.speed)
		at := fmt.Sprintf("coolant %g degC, air %g degC, fans %g %%", c.inDegC, c.airDegC, 100*c.speed)
		list = append(list,
			Comparison{Name: "heat." + name, Quantity: "heat, " + at, Unit: "kW", Source: trillium, Published: value(c.heatkW), Tolerance: share(5e-4),
				Run: number(func() float64 { return heat() / 1e3 })},
			Comparison{Name: "outlet." + name, Quantity: "outlet, " + at, Unit: "degC", Source: trillium, Published: value(c.outDegC), Tolerance: within(0.005),
				Run: number(func() float64 { return c.inDegC - heat()/u.WaterWPerK })})
	}
	return list
}
