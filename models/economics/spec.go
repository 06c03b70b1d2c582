// Package economics keeps the accounts: what energy, grid, water, capital and
// upkeep cost a campus, and the carbon of what it uses.
//
// All money is booked in euros of one price year: every price has the year of its
// money and is converted (package sim/money); within a run nothing inflates. Costs
// are rates in EUR/h, so that their integral over a period is the cost of the period.
package economics

import (
	"caloduc/sim/money"
	"caloduc/sim/param"
)

// Spec is the table [economics] of an experiment.
type Spec struct {
	PriceYear       int
	InflationBeyond float64

	WACC                  float64
	FacilityEURPerW       float64
	BuildingEURPerW       float64
	BuildingYear          int
	BuildingUpkeep        float64
	DesignFraction        float64
	Components            ComponentsSpec
	FacilityYears         float64
	AcceleratorYears      float64
	NetworkRatio          float64
	AcceleratorOMPerYear  float64
	Renew                 bool
	TariffYear            int
	GridEURPerMWh         float64
	GridEURPerKWPerYear   float64
	GridFixedEURPerYear   float64
	Excise                ExciseSpec
	Turpe                 TurpeSpec
	Capacity              CapacitySpec
	VNU                   VNUSpec
	Response              ResponseSpec
	WaterEURPerM3         float64
	HeatEURPerMWh         float64
	HeatYear              int
	HeatDisplacedKgPerMWh float64
	NuclearGPerKWh        float64
	GridGPerKWh           float64
	GridWaterLPerKWh      float64
	FacilityEmbodiedKgPKW float64
}

// Params declares the parameters of the accounts.
func (s *Spec) Params(p *param.Set) {
	p.Int(&s.PriceYear, "price_year", 2025, param.Between(money.FirstYear, 2100), "year of the money in which all costs are booked; every price is converted to it from the year of its own", param.Setting)
	p.Float(&s.InflationBeyond, "inflation_beyond_per_year", 0.02, param.Between(-0.1, 0.5), "inflation after 2025, the last year whose consumer prices are known", "European Central Bank: target of the medium term")
	s.capital(p)
	s.facility(p)
	s.tariffs(p)
	s.heat(p)
	s.carbon(p)
}

func (s *Spec) capital(p *param.Set) {
	p.Float(&s.WACC, "wacc", 0.085, param.Between(0, 0.5), "weighted average cost of capital, per year, real",
		param.Unverified("7 to 10 % for data centres, 10 to 15 % for GPU clouds"))
	p.Float(&s.FacilityYears, "facility_lifetime_years", 20, param.Above(0), "years over which shell and plant are paid off", param.Assumption)
	p.Float(&s.AcceleratorYears, "accelerator_lifetime_years", 5, param.Above(0), "years over which accelerators are paid off",
		param.Unverified("5 to 6 years in the accounts of cloud providers, 3 to 5 economically"))
	p.Float(&s.NetworkRatio, "network_ratio", 0.34, param.AtLeast(0), "network and storage per euro of accelerator racks, paid off with them",
		"derived from Bernstein's split of 35 bn USD per GW: network 13 %, storage 1.4 %, GPU 39 %, CPU 3 %")
	p.Float(&s.AcceleratorOMPerYear, "accelerator_om_fraction_per_year", 0.02, param.Fraction(), "maintenance and spares of accelerators and network, as a fraction of their capital", param.Assumption)
	p.Bool(&s.Renew, "renew", true, "equipment past its lifetime is replaced at the same cost and its annuity goes on; otherwise the annuity ends")
}

// cushman is the source of what a building costs beside its plant.
const cushman = param.Source("derived from Cushman & Wakefield, Data Center Development Cost Guide 2025: 11.7 M USD per MW of critical load, mean of 19 US markets in October 2024, of which shell 21 %, site 10 %, white space 10 %, back of house 4 % and offices 2 %")

func (s *Spec) facility(p *param.Set) {
	p.Float(&s.FacilityEURPerW, "facility_EUR_per_W", param.Auto, param.AtLeast(0), "building and plant per watt of a hall's design IT power, all included, in money of price_year; auto: the sum of the building and of all components installed, which alone tells plants apart", "")
	p.Float(&s.BuildingEURPerW, "building_EUR_per_W", 5.1, param.AtLeast(0), "site, shell, white space, back of house and offices per watt of design IT power", cushman)
	p.Int(&s.BuildingYear, "building_price_year", 2024, param.Between(money.FirstYear, 2100), "year of the money of building_EUR_per_W", param.Setting)
	p.Float(&s.BuildingUpkeep, "building_upkeep_fraction_per_year", 0.015, param.Fraction(), "upkeep, guarding and staff of the building, as a fraction of its capital; of facility_EUR_per_W where that is given", param.Assumption)
	p.Float(&s.DesignFraction, "design_fraction", 0.15, param.Between(0, 1), "design, management, commissioning and contingency, over the price of building and components", param.Assumption)
	p.Table(&s.Components, "components", "what each kind of component costs; caloduc check lists how many are installed")
}

func (s *Spec) heat(p *param.Set) {
	p.Float(&s.HeatEURPerMWh, "heat_EUR_per_MWh", 20, param.Any(), "price of heat delivered to a district network, heat pumps' included", "derived from Stockholm Exergi, stockholmexergi.se/en/heat-recovery: about 2 million SEK a year for 1 MW; 11.43 SEK per EUR of 2024. Data centres are quoted 12 to 30 EUR/MWh (ardor.institute)")
	p.Int(&s.HeatYear, "heat_price_year", 2024, param.Between(money.FirstYear, 2100), "year of the money of heat_EUR_per_MWh", param.Setting)
	p.Float(&s.HeatDisplacedKgPerMWh, "heat_displaced_kg_per_MWh", 125, param.AtLeast(0), "carbon of the heat that delivered heat displaces; reported as carbon_displaced_kg, taken off no other carbon", "AMORCE and FEDENE, mean of French heat networks in 2021, life cycle (batiweb.com, December 2022)")
}

// now is an amount of a year's money in money of the price year.
func (s *Spec) now(eur float64, year int) float64 {
	return money.Convert(eur, year, s.PriceYear, s.InflationBeyond)
}

func (s *Spec) tariffs(p *param.Set) {
	p.Int(&s.TariffYear, "tariff_price_year", 2025, param.Between(money.FirstYear, 2100), "year of the money of grid tariff, duty and water", param.Setting)
	const htb3 param.Source = "TURPE 7 HTB (CRE 2025-77, from 1 August 2025), 400 kV"
	p.Float(&s.GridEURPerMWh, "grid_EUR_per_MWh", 4.1, param.AtLeast(0), "grid tariff on energy drawn; economics.turpe takes it by voltage and hour",
		htb3+": 4.1 EUR/MWh")
	p.Float(&s.GridEURPerKWPerYear, "grid_EUR_per_kW_per_year", 0, param.AtLeast(0), "grid tariff on subscribed power",
		htb3+" charges energy alone; 225 kV charges power too")
	p.Float(&s.GridFixedEURPerYear, "grid_fixed_EUR_per_year", 15345, param.AtLeast(0), "management and metering of one connection",
		htb3+": 11,545 and, with a meter of RTE, 3,800 EUR")
	p.Table(&s.Turpe, "turpe", "the tariff of the French transmission network")
	s.Excise.declare(p)
	p.Table(&s.Capacity, "capacity", "what the capacity that stands by costs")
	p.Table(&s.VNU, "vnu", "the universal nuclear payment")
	p.Table(&s.Response, "response", "demand response")
	p.Float(&s.WaterEURPerM3, "water_EUR_per_m3", 3.5, param.AtLeast(0), "price of water",
		param.Unverified("3 to 4.5 EUR/m3 from the network, 0.05 to 0.3 raw"))
}

func (s *Spec) carbon(p *param.Set) {
	p.Float(&s.NuclearGPerKWh, "nuclear_carbon_g_per_kWh", 5.13, param.AtLeast(0), "life-cycle carbon of energy under a nuclear contract (IPCC 2014 median: 12)",
		"UNECE 2022, life-cycle assessment of electricity sources: 5.1 to 6.4, Europe 5.13")
	p.Float(&s.GridGPerKWh, "grid_carbon_g_per_kWh", 56.04, param.AtLeast(0), "carbon of energy bought on the market (France: life cycle 56 in 2023, direct 21.3 in 2024)",
		"Ember 2023, France, life cycle, as in codecarbon")
	p.Float(&s.GridWaterLPerKWh, "grid_water_L_per_kWh", 2.0, param.AtLeast(0), "water that generating the market's energy consumes", param.Assumption)
	p.Float(&s.FacilityEmbodiedKgPKW, "facility_embodied_kg_per_kW", 983, param.AtLeast(0), "embodied carbon of building and plant per kW of design IT power, spread over their lifetime", "derived from Data4 and APL, life-cycle assessment of a 5 MW unit at Marcoussis (The Register, 2025): 12,600 t in 20 years, 39 % of it of construction and its equipment")
}
