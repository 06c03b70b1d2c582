// Package market clears the wholesale market of electricity hour by hour: zones with
// demand, weather-driven output, stacks of plants, stores and transfer limits around a
// hub; price, exchange, output by technology and carbon follow from who runs.
package market

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

// thermal is what a fuel-burning technology costs and emits.
type thermal struct {
	fuel                    Fuel
	bestEff, worstEff       float64 // net, on the lower heating value, of the best and the worst unit
	kgPerMWhTh              float64 // CO2 of the fuel, lower heating value
	variableEURPerMWh       float64 // other variable cost
	lifeCycleExtraKgPerMWhE float64 // fuel chain and construction, beside the stack
}

// thermals holds the fuel-burning technologies. Mean efficiencies, CO2 contents and variable
// costs lie in the ranges of PyPSA technology-data v0.14, costs_2025 (CCGT 0.57, OCGT 0.405, coal
// 0.356, lignite 0.33, oil 0.35; 0.198, 0.336, 0.407, 0.257 t/MWh); the spread
// between best and worst unit is an assumption. What the life cycle adds is the IPCC 2014
// median less direct emission (gas 490 − 370, coal 820 − 760) and, for bioenergy, 230 in all.
var thermals = [Technologies]thermal{
	Bioenergy: {fuel: Biomass, bestEff: 0.4, worstEff: 0.3, variableEURPerMWh: 4, lifeCycleExtraKgPerMWhE: 230},
	Lignite:   {fuel: BrownCoal, bestEff: 0.42, worstEff: 0.31, kgPerMWhTh: 407, variableEURPerMWh: 4.1, lifeCycleExtraKgPerMWhE: 30},
	Coal:      {fuel: HardCoal, bestEff: 0.44, worstEff: 0.34, kgPerMWhTh: 336, variableEURPerMWh: 4.1, lifeCycleExtraKgPerMWhE: 60},
	Gas:       {fuel: NaturalGas, bestEff: 0.60, worstEff: 0.48, kgPerMWhTh: 198, variableEURPerMWh: 3, lifeCycleExtraKgPerMWhE: 120},
	GasCHP:    {fuel: NaturalGas, bestEff: 0.50, worstEff: 0.42, kgPerMWhTh: 198, variableEURPerMWh: 3, lifeCycleExtraKgPerMWhE: 120},
	GasPeak:   {fuel: NaturalGas, bestEff: 0.42, worstEff: 0.32, kgPerMWhTh: 198, variableEURPerMWh: 6, lifeCycleExtraKgPerMWhE: 120},
	Oil:       {fuel: HeatingOil, bestEff: 0.38, worstEff: 0.28, kgPerMWhTh: 257, variableEURPerMWh: 8, lifeCycleExtraKgPerMWhE: 150},
}

// lifeCycleKgPerMWh is the life-cycle carbon of what burns nothing: UNECE 2022, nuclear 5.13,
// hydropower 10.7, wind 12.6; INCER ACV, photovoltaics 30.1 (as electricitymaps-contrib
// b354f28 quotes them for France).
var lifeCycleKgPerMWh = [Technologies]float64{Nuclear: 5.13, RunOfRiver: 10.7, Reservoir: 10.7, Wind: 12.6, Solar: 30.1}

// MarginalCost returns the short-run cost of a plant, EUR/MWh of electricity: fuel and
// allowances over its efficiency, and other variable cost,
//
//	c = (f + e·a/1000)/η + v
//
// with the fuel's price f, EUR/MWh (lower heating value), its CO2 e, kg/MWh, the allowance a,
// EUR/t, and η in (0, 1] (Kirschen and Strbac, Fundamentals of Power System Economics, 2018,
// ch. 4, with the allowance as a fuel).
func MarginalCost(fuelEURPerMWh, kgPerMWhTh, allowanceEURPerT, efficiency, variableEURPerMWh float64) float64 {
	return (fuelEURPerMWh+kgPerMWhTh*allowanceEURPerT*1e-3)/efficiency + variableEURPerMWh
}

// cost returns the marginal cost of a unit of the efficiency, without other variable cost.
func (t *thermal) cost(f *Fuels, efficiency float64) float64 {
	return MarginalCost(f.EURPerMWh[t.fuel], t.kgPerMWhTh, f.AllowanceEURPerT, efficiency, t.variableEURPerMWh)
}

// DirectKgPerMWh returns the emission at the stack of a technology at the mean of its best
// and worst efficiency; 0 for what burns nothing or, by convention, biomass.
func (t Technology) DirectKgPerMWh() float64 {
	h := &thermals[t]
	if h.kgPerMWhTh == 0 {
		return 0
	}
	return h.kgPerMWhTh / (0.5 * (h.bestEff + h.worstEff))
}

// LifeCycleKgPerMWh returns the emission over fuel chain, construction and stack. It holds the
// direct emission and is never added to it.
func (t Technology) LifeCycleKgPerMWh() float64 {
	return t.DirectKgPerMWh() + thermals[t].lifeCycleExtraKgPerMWhE + lifeCycleKgPerMWh[t]
}
