// Package market clears the wholesale market of electricity hour by hour: zones with
// demand, weather-driven output, stacks of plants, stores and transfer limits around a
// hub; price, exchange, output by technology and carbon follow from who runs.
package market

import "caloduc/sim/param"

// Technology is a kind of generation, store or exchange in a zone.
type Technology int

// The technologies, in the order in which results list them.
const (
	Nuclear Technology = iota
	RunOfRiver
	Wind
	Solar
	Bioenergy
	Lignite
	Coal
	Gas     // combined cycles
	GasCHP  // gas-fired heat and power, which runs for its heat
	GasPeak // open cycles and old steam plant
	Oil
	Reservoir
	Pumped    // generation less pumping
	Battery   // discharge less charge
	Elsewhere // net import from zones outside the market
	Scarcity  // reserve given up and demand cut
	Technologies
)

// Names are the technologies' names in keys and results.
var Names = [Technologies]string{"nuclear", "run_of_river", "wind", "solar", "bioenergy", "lignite", "coal",
	"gas", "gas_chp", "gas_peak", "oil", "reservoir", "pumped", "battery", "elsewhere", "scarcity"}

// String returns the technology's name.
func (t Technology) String() string { return Names[t] }

// ThermalSpec is what a fuel-burning technology costs and emits: a table of
// [dispatch.technology].
type ThermalSpec struct {
	BestEfficiency, WorstEfficiency float64 // net, on the lower heating value
	KgPerMWhTh                      float64 // CO2 of the fuel, lower heating value
	VariableEURPerMWh               float64 // other variable cost
	LifeCycleExtraKgPerMWh          float64 // of electricity: fuel chain and construction, beside the stack
	WaterLPerKWh                    float64 // fresh water consumed

	tech Technology
}

// thermal is a row of defaults.
type thermal struct {
	fuel        Fuel
	best, worst float64
	kg, eur     float64
	extraKg     float64
	water       float64
}

// thermals holds the fuel-burning technologies.
var thermals = [Technologies]thermal{
	Lignite: {BrownCoal, 0.42, 0.31, 407, 4.1, 30, 2.6},
	Coal:    {HardCoal, 0.44, 0.34, 336, 4.1, 60, 2.6},
	Gas:     {NaturalGas, 0.60, 0.48, 198, 3, 120, 0.75},
	GasCHP:  {NaturalGas, 0.50, 0.42, 198, 3, 120, 0.75},
	GasPeak: {NaturalGas, 0.42, 0.32, 198, 6, 120, 0},
	Oil:     {HeatingOil, 0.38, 0.28, 257, 8, 150, 3.1},
}

// Params declares a technology's parameters.
func (s *ThermalSpec) Params(p *param.Set) {
	d := &thermals[s.tech]
	const pypsa = "PyPSA technology-data v0.14, costs_2025"
	p.Float(&s.BestEfficiency, "best_efficiency", d.best, param.AboveTo(0, 1), "net efficiency of the best unit, lower heating value", "around the mean of "+pypsa+" (combined cycle 0.57, open 0.405, coal 0.356, lignite 0.33, oil 0.35); the spread is an assumption")
	p.Float(&s.WorstEfficiency, "worst_efficiency", d.worst, param.AboveTo(0, 1), "net efficiency of the worst unit", param.Assumption)
	p.Float(&s.KgPerMWhTh, "fuel_carbon_kg_per_MWh", d.kg, param.AtLeast(0), "CO2 per energy of the fuel", pypsa)
	p.Float(&s.VariableEURPerMWh, "variable_EUR_per_MWh", d.eur, param.AtLeast(0), "variable cost beside fuel and allowances", pypsa+", rounded")
	p.Float(&s.LifeCycleExtraKgPerMWh, "life_cycle_extra_kg_per_MWh", d.extraKg, param.AtLeast(0), "what the life cycle emits beside the stack", "IPCC 2014, medians: gas 490 less 370, coal 820 less 760; lignite, oil: assumption")
	p.Float(&s.WaterLPerKWh, "water_L_per_kWh", d.water, param.Between(0, 10), "fresh water that a plant consumes", "Macknick et al. 2012, Environmental Research Letters 7, 045802, medians with towers: coal 687, combined cycle 198, steam 826, open cycle 0 gal/MWh")
}

// TechnologySpec is the table technology.
type TechnologySpec struct{ Thermal [Technologies]ThermalSpec }

// waterFactors is the fresh water consumed by technology; of nuclear power as given.
func (s *TechnologySpec) waterFactors(nuclear float64) (water [Technologies]float64) {
	for t := range Technologies {
		water[t] = s.Thermal[t].WaterLPerKWh
	}
	water[Nuclear] = nuclear
	return water
}

// Params declares the fuel-burning technologies.
func (s *TechnologySpec) Params(p *param.Set) {
	for t := range Technologies {
		if thermals[t].best > 0 {
			s.Thermal[t].tech = t
			p.Table(&s.Thermal[t], Names[t], "what a plant of the kind costs and emits")
		}
	}
}

// Check refuses a best unit that is worse than the worst.
func (s *ThermalSpec) Check(report func(key, format string, args ...any)) {
	if s.BestEfficiency < s.WorstEfficiency {
		report("best_efficiency", "%g is below worst_efficiency, %g", s.BestEfficiency, s.WorstEfficiency)
	}
}

// lifeCycleKgPerMWh is the life-cycle carbon of what burns no fossil fuel: UNECE 2022,
// nuclear 5.13, hydropower 10.7, wind 12.6; INCER ACV, photovoltaics 30.1; IPCC 2014,
// bioenergy 230 (as electricitymaps-contrib b354f28 quotes them for France).
var lifeCycleKgPerMWh = [Technologies]float64{Nuclear: 5.13, RunOfRiver: 10.7, Reservoir: 10.7, Wind: 12.6, Solar: 30.1, Bioenergy: 230}

// MarginalCost returns the short-run cost of a plant, EUR/MWh of electricity: fuel and
// allowances over its efficiency, and other variable cost,
//
//	c = (f + e·a/1000)/η + v
//
// with the fuel's price f, EUR/MWh (lower heating value), its CO2 e, kg/MWh, the
// allowance a, EUR/t, and η in (0, 1] (Kirschen and Strbac, Fundamentals of Power
// System Economics, 2018, ch. 4, with the allowance as a fuel).
func MarginalCost(fuelEURPerMWh, kgPerMWhTh, allowanceEURPerT, efficiency, variableEURPerMWh float64) float64 {
	return (fuelEURPerMWh+kgPerMWhTh*allowanceEURPerT*1e-3)/efficiency + variableEURPerMWh
}

// cost returns the marginal cost of a unit of the efficiency.
func (s *ThermalSpec) cost(f *Fuels, efficiency float64) float64 {
	return MarginalCost(f.EURPerMWh[thermals[s.tech].fuel], s.KgPerMWhTh, f.AllowanceEURPerT, efficiency, s.VariableEURPerMWh)
}

// Middling is the marginal cost at the mean of the best and the worst efficiency. That
// of combined cycles is what curves, stores and trade elsewhere measure prices by.
func (s *ThermalSpec) Middling(f *Fuels) float64 {
	return s.cost(f, 0.5*(s.BestEfficiency+s.WorstEfficiency))
}

// DirectKgPerMWh is the emission at the stack at the mean efficiency.
func (s *ThermalSpec) DirectKgPerMWh() float64 {
	return s.KgPerMWhTh / (0.5 * (s.BestEfficiency + s.WorstEfficiency))
}

// carbonFactors are the emissions by technology, direct and over the life cycle. The
// second holds the first and is never added to it. Reserve given up is mostly
// gas-fired.
func (s *TechnologySpec) carbonFactors() (direct, life [Technologies]float64) {
	for t := range Technologies {
		life[t] = lifeCycleKgPerMWh[t]
		if thermals[t].best > 0 {
			direct[t] = s.Thermal[t].DirectKgPerMWh()
			life[t] = direct[t] + s.Thermal[t].LifeCycleExtraKgPerMWh
		}
	}
	direct[Scarcity], life[Scarcity] = direct[GasPeak], life[GasPeak]
	return direct, life
}
