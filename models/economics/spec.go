// Package economics keeps the accounts: what energy, grid, water, capital and
// upkeep cost a campus, and the carbon of what it uses.
//
// All money is in euros of one price year; inflation is not modelled. Costs are
// rates in EUR/h, so that their integral over a period is the cost of the
// period.
package economics

import "caloduc/sim/param"

// Spec is the table [economics] of an experiment.
type Spec struct {
	PriceYear int

	WACC                  float64
	FacilityEURPerW       float64
	FacilityYears         float64
	AcceleratorEURPerW    float64
	AcceleratorYears      float64
	NetworkRatio          float64
	FacilityOMPerYear     float64
	AcceleratorOMPerYear  float64
	Renew                 bool
	GridEURPerMWh         float64
	GridEURPerKWPerYear   float64
	GridFixedEURPerYear   float64
	ExciseEURPerMWh       float64
	WaterEURPerM3         float64
	NuclearGPerKWh        float64
	GridGPerKWh           float64
	GridWaterLPerKWh      float64
	AcceleratorEmbodiedKg float64
	FacilityEmbodiedKgPKW float64
}

// Params declares the parameters of the accounts.
func (s *Spec) Params(p *param.Set) {
	p.Int(&s.PriceYear, "price_year", 2025, param.Between(2000, 2100), "year of all prices; inflation is not modelled, prices of other years are to be converted before they are given", param.Assumption)
	s.capital(p)
	s.tariffs(p)
	s.carbon(p)
}

func (s *Spec) capital(p *param.Set) {
	p.Float(&s.WACC, "wacc", 0.085, param.Between(0, 0.5), "weighted average cost of capital, per year, real",
		param.Unverified("7 to 10 % for data centres, 10 to 15 % for GPU clouds"))
	p.Float(&s.FacilityEURPerW, "facility_EUR_per_W", 11, param.AtLeast(0), "shell, mechanical and electrical plant per watt of a hall's design IT power, where the hall names none",
		param.Unverified("Paris 10.5 to 11 USD/W and 7 to 10 % more for AI halls, at 1.08 USD/EUR; Turner & Townsend 2025-26 has Frankfurt 11.6, London 12.0 USD/W"))
	p.Float(&s.FacilityYears, "facility_lifetime_years", 20, param.Above(0), "years over which shell and plant are paid off", param.Assumption)
	p.Float(&s.AcceleratorEURPerW, "accelerator_EUR_per_W", 24, param.AtLeast(0), "accelerator racks per watt of their rating, where a hall gives no rack price",
		"derived from Bernstein: USD 3.4 M for an NVL72 rack of 132 kW; 0.92 EUR per USD assumed")
	p.Float(&s.AcceleratorYears, "accelerator_lifetime_years", 5, param.Above(0), "years over which accelerators are paid off",
		param.Unverified("5 to 6 years in the accounts of cloud providers, 3 to 5 economically"))
	p.Float(&s.NetworkRatio, "network_ratio", 0.34, param.AtLeast(0), "network and storage per euro of accelerator racks, paid off with them",
		"derived from Bernstein's split of 35 bn USD per GW: network 13 %, storage 1.4 %, GPU 39 %, CPU 3 %")
	p.Float(&s.FacilityOMPerYear, "facility_om_fraction_per_year", 0.025, param.Fraction(), "operation and maintenance of shell and plant, as a fraction of their capital",
		param.Unverified("2 to 3 % a year"))
	p.Float(&s.AcceleratorOMPerYear, "accelerator_om_fraction_per_year", 0.02, param.Fraction(), "maintenance and spares of accelerators and network, as a fraction of their capital", param.Assumption)
	p.Bool(&s.Renew, "renew", true, "equipment past its lifetime is replaced at the same cost and its annuity goes on; otherwise the annuity ends")
}

func (s *Spec) tariffs(p *param.Set) {
	const htb3 = "TURPE 7 HTB (CRE 2025-77, from 1 August 2025), 400 kV"
	p.Float(&s.GridEURPerMWh, "grid_EUR_per_MWh", 3.5, param.AtLeast(0), "grid tariff on energy drawn",
		param.Unverified(htb3+": 3 to 4 EUR/MWh"))
	p.Float(&s.GridEURPerKWPerYear, "grid_EUR_per_kW_per_year", 0, param.AtLeast(0), "grid tariff on subscribed power",
		param.Unverified(htb3+" charges energy alone; 225 kV charges power too"))
	p.Float(&s.GridFixedEURPerYear, "grid_fixed_EUR_per_year", 13000, param.AtLeast(0), "management and metering of one connection",
		param.Unverified(htb3+": about 10,000 and 3,000 EUR"))
	p.Float(&s.ExciseEURPerMWh, "excise_EUR_per_MWh", 10, param.AtLeast(0), "excise duty on electricity drawn",
		param.Unverified("French finance bill for 2026, article 18: data centres 10 instead of 12 EUR/MWh (Sénat, amendment I-1961 to bill 138, November 2025); the enacted text has not been read. Full rate from 1 February 2026: 26.58"))
	p.Float(&s.WaterEURPerM3, "water_EUR_per_m3", 3.5, param.AtLeast(0), "price of water",
		param.Unverified("3 to 4.5 EUR/m3 from the network, 0.05 to 0.3 raw"))
}

func (s *Spec) carbon(p *param.Set) {
	p.Float(&s.NuclearGPerKWh, "nuclear_carbon_g_per_kWh", 5.13, param.AtLeast(0), "life-cycle carbon of energy under a nuclear contract (IPCC 2014 median: 12)",
		"UNECE 2022, life-cycle assessment of electricity sources: 5.1 to 6.4, Europe 5.13")
	p.Float(&s.GridGPerKWh, "grid_carbon_g_per_kWh", 56.04, param.AtLeast(0), "carbon of energy bought on the market (France: life cycle 56 in 2023, direct 21.3 in 2024)",
		"Ember 2023, France, life cycle, as in codecarbon")
	p.Float(&s.GridWaterLPerKWh, "grid_water_L_per_kWh", 2.0, param.AtLeast(0), "water that generating the market's energy consumes", param.Assumption)
	p.Float(&s.AcceleratorEmbodiedKg, "accelerator_embodied_kg", 318, param.AtLeast(0), "embodied carbon per GPU with its share of the server, spread over the accelerators' lifetime",
		"Chien et al. 2023, doi:10.1145/3604930.3605705: 318 kg per A100 with its share of the server")
	p.Float(&s.FacilityEmbodiedKgPKW, "facility_embodied_kg_per_kW", 0, param.AtLeast(0), "embodied carbon of shell and plant per kW of design IT power, spread over their lifetime; 0 leaves it out", param.Assumption)
}
