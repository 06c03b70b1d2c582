package economics

import (
	"caloduc/sim/equipment"
	"caloduc/sim/money"
	"caloduc/sim/param"
)

// ComponentSpec is what a kind of component costs: capital per unit of capacity, all
// that is installed counted, and upkeep.
type ComponentSpec struct {
	CapitalEUR    float64 // per unit of the kind's capacity
	PriceYear     int
	UpkeepPerYear float64 // fraction of capital

	of *componentCost
}

// Params declares the parameters.
func (s *ComponentSpec) Params(p *param.Set) {
	d := s.of
	p.Float(&s.CapitalEUR, "capital_EUR_per_"+d.kind.Suffix, d.capitalEUR, param.AtLeast(0), "price as installed, per unit of "+d.kind.Size, d.source)
	p.Int(&s.PriceYear, "price_year", d.year, param.Between(money.FirstYear, 2100), "year of the price's money; it is converted to economics.price_year", param.Setting)
	p.Float(&s.UpkeepPerYear, "upkeep_fraction_per_year", d.upkeep, param.Fraction(), "maintenance, inspection and parts as a fraction of capital", d.upkeepSource)
}

// ComponentsSpec is the table `components`: what each kind costs.
type ComponentsSpec struct {
	costs []ComponentSpec // in the order of componentCosts
}

// Params declares a table for each kind.
func (s *ComponentsSpec) Params(p *param.Set) {
	s.costs = make([]ComponentSpec, len(componentCosts))
	for i := range componentCosts {
		c := &s.costs[i]
		c.of = &componentCosts[i]
		p.Table(c, c.of.kind.Key(), c.of.kind.Word)
	}
}

// Cost returns what installed components cost, EUR of the price year, and their
// upkeep, EUR a year. All units are counted, those not needed included.
func (s *Spec) Cost(c *equipment.Component) (capitalEUR, upkeepEUR float64) {
	for i := range s.Components.costs {
		if k := &s.Components.costs[i]; k.of.kind == c.Kind {
			capitalEUR = s.now(c.Total()*k.CapitalEUR, k.PriceYear)
			return capitalEUR, capitalEUR * k.UpkeepPerYear
		}
	}
	panic("economics: no price of a " + c.Word)
}

// componentCost are the defaults of a kind.
type componentCost struct {
	kind         *equipment.Kind
	capitalEUR   float64
	year         int
	source       param.Source
	upkeep       float64
	upkeepSource param.Source
}

// Sources of component costs.
const (
	cea      = "City Energy Analyst 4, database SG, components/conversion: "
	ceaVCC   = param.Source(cea + "water-cooled chillers above 2.1 MW 0.3606 USD of 2015 per W, upkeep 5 % a year")
	ceaTower = param.Source(cea + "open cooling towers 0.0161 USD of 2015 per W beside a small fixed sum, upkeep 10 % a year")
	ceaPlate = param.Source("derived from " + cea + "plate heat exchangers 229.8 USD of 2015 per m2, upkeep 5 % a year; 4 kW/(m2 K) assumed")
	ceaDH    = param.Source(cea + "heat exchangers of substations above 100 kW 0.0832 USD of 2015 per W, upkeep 5 % a year")
	reoptTES = param.Source("NREL REopt.jl, ColdThermalStorage: 1.50 USD per US gallon; of 2021 assumed")
	reoptGen = param.Source("NREL REopt.jl, Generator that runs during outages alone: 650 USD/kW, 20 USD/kW a year; of 2022 assumed")
	dea      = param.Source("Danish Energy Agency, technology data for electricity and district heating, compression heat pump, air source 3 MW, as in PyPSA technology-data, costs_2025: 1,007 EUR of 2020 per kW of heat; an excess-heat source is not dearer")
	deaTank  = param.Source("Danish Energy Agency, technology data for energy storage, as in PyPSA technology-data: 0.53 % a year")
	building = param.Source("Building magazine, cost model of data centres in London, 4th quarter 2000: UPS with ten minutes of batteries 215 GBP/kVA; 0.6095 GBP per EUR")
	nep      = param.Source("German network development plan 2023, as in PyPSA-DE: overhead lines of the transmission network 772 EUR of 2020 per MW and km; taken for all voltages")
	guess    = param.Assumption

	techOCGT    = param.Source("Danish Energy Agency, as in PyPSA technology-data v0.14, costs_2025: open-cycle gas turbine 593.9 EUR of 2020 per kW, upkeep 1.78 % a year")
	techOil     = param.Source("Danish Energy Agency, as in PyPSA technology-data v0.14, costs_2025: diesel engine farm 458.2 EUR of 2020 per kW, upkeep 2.51 % a year")
	techInvert  = param.Source("Danish Energy Agency, energy storage, as in PyPSA technology-data v0.14, costs_2025: 287.5 EUR of 2020 per kW, upkeep 0.25 % a year")
	techBattery = param.Source("Danish Energy Agency, energy storage, as in PyPSA technology-data v0.14, costs_2025: 250.0 EUR of 2020 per kWh")
	techSolar   = param.Source("Danish Energy Agency, as in PyPSA technology-data v0.14, costs_2025: utility solar 594.9 EUR of 2020 per kW, upkeep 2.20 % a year")
	techWind    = param.Source("Danish Energy Agency, as in PyPSA technology-data v0.14, costs_2025: onshore wind 1,438.9 EUR of 2020 per kW, upkeep 1.23 % a year")
)

// usd is an amount of dollars of a year in euros of that year, to a tenth.
func usd(amount float64, year int) float64 {
	return float64(int(10*money.FromUSD(amount, year)+0.5)) / 10
}

// componentCosts are the prices of all kinds, as installed: with connection, controls
// and the contractor's work, without design and contingency.
var componentCosts = []componentCost{
	{&equipment.Chiller, usd(360.6, 2015), 2015, ceaVCC, 0.05, ceaVCC},
	{&equipment.AirChiller, 400, 2024, guess, 0.04, guess},
	{&equipment.CondensingUnit, 400, 2024, guess, 0.05, guess},
	{&equipment.Tower, usd(16.1, 2015), 2015, ceaTower, 0.10, ceaTower},
	{&equipment.DryCooler, 90, 2024, guess, 0.02, guess},
	{&equipment.AdiabaticCooler, 120, 2024, guess, 0.03, guess},
	{&equipment.PlateExchanger, usd(229.8/4, 2015), 2015, ceaPlate, 0.05, ceaPlate},
	{&equipment.RiverIntake, 3000, 2024, guess, 0.02, guess},
	{&equipment.CDU, 150, 2024, guess, 0.03, guess},
	{&equipment.ImmersionTank, 500, 2024, guess, 0.03, guess},
	{&equipment.Pump, 600, 2024, guess, 0.03, guess},
	{&equipment.Pipework, 2500, 2024, guess, 0.01, guess},
	{&equipment.CRAH, 150, 2024, guess, 0.03, guess},
	{&equipment.CRAC, 200, 2024, guess, 0.04, guess},
	{&equipment.FanWall, 90, 2024, guess, 0.03, guess},
	{&equipment.OutdoorSection, 60, 2024, guess, 0.05, guess},
	{&equipment.Pads, 25, 2024, guess, 0.10, guess},
	{&equipment.PlateHandler, 300, 2024, guess, 0.03, guess},
	{&equipment.RearDoor, 200, 2024, guess, 0.02, guess},
	{&equipment.StorageTank, usd(1.50*264.172, 2021), 2021, reoptTES, 0.0053, deaTank},
	{&equipment.RecoveryPlate, usd(83.2, 2015), 2015, ceaDH, 0.05, ceaDH},
	{&equipment.HeatPump, 1007, 2020, dea, 0.01, guess},
	{&equipment.UPS, 353, 2000, building, 0.04, guess},
	{&equipment.Distribution, 60, 2024, guess, 0.02, guess},
	{&equipment.Generator, usd(650, 2022), 2022, reoptGen, 0.031, reoptGen},
	{&equipment.HallTransformer, 120, 2024, guess, 0.02, guess},
	{&equipment.GridTransformer, 30e3, 2024, guess, 0.02, guess},
	{&equipment.GridLine, 772, 2020, nep, 0.01, guess},
	{&equipment.BatteryInverter, 287.5, 2020, techInvert, 0.0025, techInvert},
	{&equipment.BatteryStore, 250e3, 2020, techBattery, 0.005, guess},
	{&equipment.GasTurbine, 593.9, 2020, techOCGT, 0.0178, techOCGT},
	{&equipment.DieselSet, 458.2, 2020, techOil, 0.0251, techOil},
	{&equipment.SolarField, 594.9, 2020, techSolar, 0.022, techSolar},
	{&equipment.WindTurbines, 1438.9, 2020, techWind, 0.0123, techWind},
}
