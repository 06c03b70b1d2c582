package validation

import (
	"fmt"

	"caloduc/cooling/psychro"
)

const (
	psychroLib       = "PsychroLib 3066345d, tests/test_psychrolib_si.py, its own truths and tolerances"
	psychroLibStates = "PsychroLib 3066345d, evaluated; the wet bulb within its iteration tolerance"
	handbookExample  = "ASHRAE Handbook of Fundamentals 2017, ch. 1, example 1 (40 degC, wet bulb 20 degC, 101325 Pa)"
)

const seaLevelPa = 101325.0

func saturationPressures() []Comparison {
	var list []Comparison
	for _, c := range []struct {
		tDegC, pa float64
		tolerance Tolerance
	}{
		{-60, 1.08, within(0.01)}, {-20, 103.24, share(3e-4)}, {-5, 401.74, share(3e-4)}, {5, 872.6, share(3e-4)}, {25, 3169.7, share(3e-4)},
		{50, 12351.3, share(3e-4)}, {100, 101418, share(3e-4)}, {150, 476101.4, share(3e-4)},
	} {
		list = append(list, Comparison{Name: fmt.Sprintf("saturation-pressure.%gdegC", c.tDegC), Quantity: fmt.Sprintf("saturation pressure at %g degC", c.tDegC),
			Unit: "Pa", Source: psychroLib, Published: value(c.pa), Tolerance: c.tolerance,
			Run: number(func() float64 { return psychro.SaturationPressurePa(c.tDegC) })})
	}
	return list
}

func saturatedAir() []Comparison {
	var list []Comparison
	for _, c := range []struct{ tDegC, w, wTol, h, hTol float64 }{
		{-50, 2.43e-5, 0.01, -50222, 0.01}, {-20, 6.373e-4, 0.01, -18542, 0.01}, {-5, 0.0024863, 0.005, 1164, 0.03}, {5, 0.005425, 0.005, 18639, 0.01},
		{25, 0.020173, 0.005, 76504, 0.01}, {50, 0.086863, 0.01, 275353, 0.01}, {85, 0.838105, 0.02, 2307539, 0.01},
	} {
		list = append(list,
			Comparison{Name: fmt.Sprintf("saturated-humidity-ratio.%gdegC", c.tDegC), Quantity: fmt.Sprintf("humidity ratio of saturated air at %g degC", c.tDegC),
				Source: psychroLib, Published: value(c.w), Tolerance: share(c.wTol),
				Run: number(func() float64 { return psychro.SaturationHumidityRatio(c.tDegC, seaLevelPa) })},
			Comparison{Name: fmt.Sprintf("saturated-enthalpy.%gdegC", c.tDegC), Quantity: fmt.Sprintf("enthalpy of saturated air at %g degC", c.tDegC),
				Unit: "J/kg", Source: psychroLib, Published: value(c.h), Tolerance: share(c.hTol),
				Run: number(func() float64 {
					return psychro.EnthalpyJPerKg(c.tDegC, psychro.SaturationHumidityRatio(c.tDegC, seaLevelPa))
				})})
	}
	return list
}

func wetBulbs() []Comparison {
	const pPa = 95461.0
	var list []Comparison
	for _, c := range []struct{ tDegC, wbDegC, w float64 }{{30, 25, 0.0192281274}, {-1, -5, 0.00120399820}} {
		list = append(list,
			Comparison{Name: fmt.Sprintf("humidity-ratio-of-wet-bulb.%gdegC", c.wbDegC), Quantity: fmt.Sprintf("humidity ratio at %g degC, wet bulb %g degC", c.tDegC, c.wbDegC),
				Source: psychroLib, Published: value(c.w), Tolerance: share(3e-4),
				Run: number(func() float64 { return psychro.HumidityRatioFromWetBulb(c.tDegC, c.wbDegC, pPa) })},
			Comparison{Name: fmt.Sprintf("wet-bulb.inverse-%gdegC", c.wbDegC), Quantity: fmt.Sprintf("wet bulb of that air, %g degC by definition", c.wbDegC),
				Unit: "degC", Source: psychroLib, Published: value(c.wbDegC), Tolerance: within(0.001),
				Run: number(func() float64 {
					return psychro.WetBulbDegC(c.tDegC, psychro.HumidityRatioFromWetBulb(c.tDegC, c.wbDegC, pPa), pPa)
				})})
	}
	return append(list, Comparison{Name: "wet-bulb.7degC-61pc", Quantity: "wet bulb at 7 degC, 61 %, 100000 Pa", Unit: "degC", Source: psychroLib,
		Published: value(3.92667), Tolerance: share(1e-3), Run: number(func() float64 { return psychro.FromRelHumidity(7, 0.61, 100000).WetBulbDegC })})
}

func moistAir() []Comparison {
	list := []Comparison{
		{Name: "enthalpy.30degC", Quantity: "enthalpy at 30 degC, 0.02 kg/kg", Unit: "J/kg", Published: value(81316), Tolerance: share(3e-4),
			Run: number(func() float64 { return psychro.EnthalpyJPerKg(30, 0.02) })},
		{Name: "volume.30degC", Quantity: "volume at 30 degC, 0.02 kg/kg, 95461 Pa", Unit: "m3/kg", Published: value(0.940855), Tolerance: share(3e-4),
			Run: number(func() float64 { return psychro.VolumeM3PerKg(30, 0.02, 95461) })},
	}
	for _, c := range [][2]float64{{500, 95461}, {1000, 89875}, {4000, 61640}} {
		list = append(list, Comparison{Name: fmt.Sprintf("pressure.%gm", c[0]), Quantity: fmt.Sprintf("pressure at %g m", c[0]), Unit: "Pa",
			Published: value(c[1]), Tolerance: within(1), Run: number(func() float64 { return psychro.PressureAtAltitudePa(c[0]) })})
	}
	for i := range list {
		list[i].Source = psychroLib
	}
	return list
}

func handbook() []Comparison {
	w := func() float64 { return psychro.HumidityRatioFromWetBulb(40, 20, seaLevelPa) }
	list := []Comparison{
		{Name: "humidity-ratio", Quantity: "humidity ratio", Published: value(0.0065), Tolerance: within(0.0001), Run: number(w)},
		{Name: "dew-point", Quantity: "dew point", Unit: "degC", Published: value(7), Tolerance: within(0.5),
			Run: number(func() float64 { return psychro.DewPointDegC(w(), seaLevelPa) })},
		{Name: "relative-humidity", Quantity: "relative humidity", Published: value(0.14), Tolerance: within(0.005),
			Run: number(func() float64 { return psychro.RelHumidity(40, w(), seaLevelPa) })},
		{Name: "enthalpy", Quantity: "enthalpy", Unit: "J/kg", Published: value(56700), Tolerance: within(50),
			Run: number(func() float64 { return psychro.EnthalpyJPerKg(40, w()) })},
		{Name: "volume", Quantity: "volume", Unit: "m3/kg", Published: value(0.896), Tolerance: within(0.0005),
			Run: number(func() float64 { return psychro.VolumeM3PerKg(40, w(), seaLevelPa) })},
	}
	for i := range list {
		list[i].Name, list[i].Source = "example-1."+list[i].Name, handbookExample
	}
	return list
}

// referenceStates are eight states of air, the wet bulb and the dew point of
// each.
func referenceStates() []Comparison {
	var list []Comparison
	for _, c := range []struct{ tDegC, rh, pPa, wb, dp float64 }{
		{7, .61, 100000, 3.92633, .00083}, {30, .50, 101325, 22.00524, 18.44664}, {35, .30, 101325, 21.52355, 14.84360},
		{20, .40, 101325, 12.35505, 6.00426}, {40, .14, 101325, 20.00752, 7.45505}, {-5, .80, 101325, -5.88395, -7.58527},
		{25, .60, 95461, 19.36569, 16.70113}, {0, .50, 101325, -2.97516, -8.16363},
	} {
		at := fmt.Sprintf("%g degC, %.0f %%, %g Pa", c.tDegC, 100*c.rh, c.pPa)
		name := fmt.Sprintf("%gdegC-%.0fpc-%.0fkPa", c.tDegC, 100*c.rh, c.pPa/1e3)
		air := func() psychro.Air { return psychro.FromRelHumidity(c.tDegC, c.rh, c.pPa) }
		list = append(list,
			Comparison{Name: "state.wet-bulb." + name, Quantity: "wet bulb at " + at, Unit: "degC", Source: psychroLibStates, Published: value(c.wb),
				Tolerance: within(1e-3), Run: number(func() float64 { return air().WetBulbDegC })},
			Comparison{Name: "state.dew-point." + name, Quantity: "dew point at " + at, Unit: "degC", Source: psychroLibStates, Published: value(c.dp),
				Tolerance: within(1e-3), Run: number(func() float64 { return psychro.DewPointDegC(air().HumidityRatio, c.pPa) })})
	}
	return list
}
