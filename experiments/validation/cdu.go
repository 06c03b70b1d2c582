package validation

import "caloduc/cooling/component"

const cduExample = "worked example: 1.3 MW, coolant 50 to 40 degC, facility water 36 to 46 degC (counterflow, equal capacity flows; Incropera and DeWitt, eq. 11.29b)"

func cduWorkedExample() []Comparison {
	const heatW, c = 1.3e6, 130e3
	ua := func() float64 { return component.CDUSizeWPerK(heatW, 10, 10, 4) }
	return []Comparison{
		{Name: "conductance", Quantity: "conductance", Unit: "kW/K", Source: cduExample, Published: value(325), Tolerance: share(1e-3),
			Run: number(func() float64 { return ua() / 1e3 })},
		{Name: "ntu", Quantity: "number of transfer units", Source: cduExample, Published: value(2.5), Tolerance: share(1e-3),
			Run: number(func() float64 { return ua() / c })},
		{Name: "effectiveness", Quantity: "effectiveness", Source: cduExample, Published: value(0.7143), Tolerance: share(1e-3),
			Run: number(func() float64 { return component.CDUConductanceWPerK(ua(), c, c, 1, 1) / c })},
		{Name: "heat", Quantity: "heat between 50 and 36 degC", Unit: "MW", Source: cduExample, Published: value(1.3), Tolerance: share(1e-6),
			Class: Identity, Why: "the exchanger was sized for this heat",
			Run: number(func() float64 { return component.CDUConductanceWPerK(ua(), c, c, 1, 1) * (50 - 36) / 1e6 })},
	}
}
