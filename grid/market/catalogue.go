package market

import (
	"math"

	"caloduc/sim/param"
)

// path is a row of the catalogue: a key's value in each of anchorYears, NaN where it
// follows from the years beside it, and where the numbers come from.
type path struct {
	key    string
	by     [anchors]float64
	source param.Source
}

// fact is a row of the catalogue that no year changes.
type fact struct {
	key    string
	value  float64
	source param.Source
}

var (
	installed = param.Source("installed capacity at the beginning of 2024 and 2026 as ENTSO-E, Fraunhofer ISE, REE, Elexon and Ember give it (electricitymaps-contrib b354f28)")
	ppe3      = param.Source("PPE3, decree of 12 February 2026: 48 GW of sun in 2030, 55 to 80 GW in 2035 (middle), six EPR2 of 1,650 MW from 2038, demand up to 618 TWh in 2035 (assumed lower); 2024 and 2026: ENTSO-E; wind and what else the decree as quoted does not give: assumption")
	eeg       = param.Unverified("2026: Fraunhofer ISE; 2024: Bundesnetzagentur, rounded, not read; 2030 to 2045: EEG 2023, section 4 (215, 309, 400 GW of sun; wind taken lower than the 145 GW of 2030)")
	pniec     = param.Unverified("2024 and 2026: ENTSO-E, REE; 2030: national plans for energy and climate (PNIEC 2024), wind of Spain taken lower")
	hydroTWh  = param.Source("PyPSA-Eur, hydro_capacities.csv")
	ntc       = param.Source("first and last hundredth of the hourly flows of 2021 (ENTSO-E); with Spain 2,800 MW, with Great Britain 4,000 MW since ElecLink, from Italy 2,160 MW: electricitymaps-contrib exchange files")
	henryHub  = param.Unverified("World Bank, Commodity Markets (Pink Sheet): Henry Hub about 2.2 USD/mmbtu in the mean of 2024; 1.082 USD per EUR")
	usCoal    = param.Unverified("EIA, coal delivered to power plants in 2024, about 2.5 USD/mmbtu")
	eia       = param.Unverified("EIA-930 and EIA-860, 2022, rounded")
)

// Demand by year is public history for 2021 and 2024 (ENTSO-E, rounded) and an
// assumption after.
var demandPath = param.Unverified("2021 and 2024: ENTSO-E and the operators' balances, rounded")

var left = math.NaN()

// Zones is the catalogue of zones.
var Zones = &param.Catalogue{Entries: []param.CatalogueEntry{
	zoneEntry("FR", []path{
		{"demand_TWh", [anchors]float64{468, 449, 452, 490, 550, 620}, ppe3},
		{"nuclear_MW", [anchors]float64{61370, 61370, 62990, 62990, 62990, 72890}, ppe3},
		{"wind_MW", [anchors]float64{17900, 22704, 25200, 35000, 50000, 70000}, ppe3},
		{"solar_MW", [anchors]float64{10900, 17795, 28254, 48000, 67500, 90000}, ppe3},
		{"run_of_river_MW", [anchors]float64{10300, left, left, left, left, left}, param.Assumption},
		{"reservoir_MW", [anchors]float64{10200, left, left, left, left, left}, installed},
		{"pumped_MW", [anchors]float64{5061, left, left, left, left, left}, installed},
		{"bioenergy_MW", [anchors]float64{2200, 2441, 2475, left, left, left}, installed},
		{"coal_MW", [anchors]float64{1818, 1811, 1811, 0, 0, 0}, installed},
		{"gas_MW", [anchors]float64{12600, 12768, 12801, left, left, left}, installed},
		{"oil_MW", [anchors]float64{3100, 2971, 2986, left, left, left}, installed},
		{"battery_MW", [anchors]float64{200, 476, 1200, 4000, 7000, 10000}, installed},
	}, []fact{{"heating_MW_per_K", 2200, "derived from French demand and temperature, 2021 to 2024"}, {"cooling_MW_per_K", 540, "derived from French demand and temperature, 2021 to 2024"},
		{"reservoir_TWh", 9.8, hydroTWh}, {"inflow_TWh", 16, param.Assumption}, {"nuclear_availability", 0.72, "EDF, fleet availability 2019 to 2025"}, {"pumped_h", 20, param.Assumption}}),
	zoneEntry("DE", []path{
		{"demand_TWh", [anchors]float64{504, 464, 470, 560, 680, 780}, demandPath},
		{"nuclear_MW", [anchors]float64{8113, 0, 0, 0, 0, 0}, installed},
		{"wind_MW", [anchors]float64{62200, 69500, 80417, 130000, 180000, 230000}, eeg},
		{"solar_MW", [anchors]float64{54000, 82700, 124341, 215000, 309000, 400000}, eeg},
		{"run_of_river_MW", [anchors]float64{4000, left, left, left, left, left}, installed},
		{"reservoir_MW", [anchors]float64{1500, left, left, left, left, left}, installed},
		{"pumped_MW", [anchors]float64{9870, left, left, left, left, left}, installed},
		{"bioenergy_MW", [anchors]float64{9000, 9168, 8958, left, left, left}, installed},
		{"lignite_MW", [anchors]float64{20300, 16500, 14500, 8000, 5000, 0}, installed},
		{"coal_MW", [anchors]float64{23700, 16100, 15600, 8000, 0, 0}, installed},
		{"gas_MW", [anchors]float64{31000, 36300, 35311, 45000, 50000, 50000}, installed},
		{"oil_MW", [anchors]float64{4442, 4442, 3811, left, left, left}, installed},
		{"battery_MW", [anchors]float64{500, 1500, 2500, 15000, 40000, 60000}, "large batteries alone, assumption; the 12,657 MW of 2024 (Fraunhofer ISE) are mostly in houses and follow their own roof"},
	}, []fact{{"heating_MW_per_K", 500, param.Assumption}, {"cooling_MW_per_K", 300, param.Assumption}, {"reservoir_TWh", 0.3, hydroTWh}, {"inflow_TWh", 2, param.Assumption},
		{"elsewhere_MW", 14000, param.Assumption}, {"gas_chp_fraction", 0.3, param.Assumption}, {"gas_combined_fraction", 0.45, param.Assumption}, {"import_MW", 3760, ntc}, {"export_MW", 3040, ntc}}),
	zoneEntry("BE", []path{
		{"demand_TWh", [anchors]float64{84, 80, 82, 95, 110, 130}, demandPath},
		{"nuclear_MW", [anchors]float64{5942, 3929, 2056, 2056, 2056, 0}, installed},
		{"wind_MW", [anchors]float64{4700, 5315, 5851, 9000, 12000, 16000}, installed},
		{"solar_MW", [anchors]float64{5600, 9986, 11683, 16000, 22000, 30000}, installed},
		{"run_of_river_MW", [anchors]float64{140, left, left, left, left, left}, installed},
		{"pumped_MW", [anchors]float64{1308, left, left, left, left, left}, installed},
		{"bioenergy_MW", [anchors]float64{900, 1114, 1240, left, left, left}, installed},
		{"gas_MW", [anchors]float64{6800, 6995, 8402, left, left, left}, installed},
		{"oil_MW", [anchors]float64{450, 452, 477, left, left, left}, installed},
		{"battery_MW", [anchors]float64{50, 200, 862, 2500, 4000, 6000}, installed},
	}, []fact{{"heating_MW_per_K", 110, param.Assumption}, {"elsewhere_MW", 2400, param.Assumption}, {"gas_chp_fraction", 0.25, param.Assumption}, {"gas_combined_fraction", 0.6, param.Assumption}, {"import_MW", 2870, ntc}, {"export_MW", 3140, ntc}}),
	zoneEntry("ES", []path{
		{"demand_TWh", [anchors]float64{242, 232, 240, 280, 330, 380}, demandPath},
		{"nuclear_MW", [anchors]float64{7117, 7117, 7117, 3181, 0, 0}, pniec},
		{"wind_MW", [anchors]float64{27400, 31464, 32762, 50000, 60000, 75000}, pniec},
		{"solar_MW", [anchors]float64{15500, 34000, 53689, 76000, 95000, 120000}, pniec},
		{"run_of_river_MW", [anchors]float64{3000, left, left, left, left, left}, installed},
		{"reservoir_MW", [anchors]float64{14095, left, left, left, left, left}, installed},
		{"pumped_MW", [anchors]float64{3331, left, left, 6000, 8000, 10000}, pniec},
		{"bioenergy_MW", [anchors]float64{1200, 1233, 1258, left, left, left}, installed},
		{"coal_MW", [anchors]float64{5700, 1820, 1258, 0, 0, 0}, installed},
		{"gas_MW", [anchors]float64{30090, 30090, 30340, left, left, left}, installed},
		{"battery_MW", [anchors]float64{0, 24, 187, 5000, 10000, 15000}, installed},
	}, []fact{{"heating_MW_per_K", 350, param.Assumption}, {"cooling_MW_per_K", 450, param.Assumption}, {"reservoir_TWh", 18.4, hydroTWh}, {"inflow_TWh", 20, param.Assumption},
		{"elsewhere_MW", 2000, param.Assumption}, {"elsewhere_ratio", 1.1, param.Assumption}, {"gas_combined_fraction", 0.8, param.Assumption}, {"nuclear_availability", 0.87, param.Assumption}, {"import_MW", 2800, ntc}, {"export_MW", 2800, ntc}}),
	zoneEntry("IT", []path{
		{"demand_TWh", [anchors]float64{318, 312, 315, 350, 400, 450}, demandPath},
		{"wind_MW", [anchors]float64{10900, 12300, 13500, 28000, 35000, 45000}, pniec},
		{"solar_MW", [anchors]float64{21700, 30300, 40000, 79000, 100000, 130000}, pniec},
		{"run_of_river_MW", [anchors]float64{6500, left, left, left, left, left}, installed},
		{"reservoir_MW", [anchors]float64{9400, left, left, left, left, left}, installed},
		{"pumped_MW", [anchors]float64{7294, left, left, left, left, left}, installed},
		{"bioenergy_MW", [anchors]float64{4900, left, left, left, left, left}, installed},
		{"coal_MW", [anchors]float64{7900, 5598, 4700, 0, 0, 0}, installed},
		{"gas_MW", [anchors]float64{46617, left, left, left, left, left}, installed},
		{"oil_MW", [anchors]float64{1269, left, left, left, left, left}, installed},
		{"battery_MW", [anchors]float64{100, 1000, 4000, 15000, 20000, 25000}, installed},
	}, []fact{{"heating_MW_per_K", 300, param.Assumption}, {"cooling_MW_per_K", 900, param.Assumption}, {"reservoir_TWh", 7.9, hydroTWh}, {"inflow_TWh", 20, param.Assumption},
		{"elsewhere_MW", 6500, param.Assumption}, {"elsewhere_ratio", 0.75, param.Assumption}, {"gas_chp_fraction", 0.25, param.Assumption}, {"gas_combined_fraction", 0.6, param.Assumption}, {"import_MW", 3330, ntc}, {"export_MW", 2160, ntc}}),
	zoneEntry("CH", []path{
		{"demand_TWh", [anchors]float64{62, 60, 61, 65, 72, 80}, demandPath},
		{"nuclear_MW", [anchors]float64{2960, 2960, 2960, 2960, 1220, 0}, installed},
		{"wind_MW", [anchors]float64{90, 100, 110, 300, 600, 1200}, installed},
		{"solar_MW", [anchors]float64{3000, 6500, 8500, 15000, 22000, 37000}, installed},
		{"run_of_river_MW", [anchors]float64{4200, left, left, left, left, left}, installed},
		{"reservoir_MW", [anchors]float64{8500, left, left, left, left, left}, installed},
		{"pumped_MW", [anchors]float64{3500, left, left, left, left, left}, installed},
		{"bioenergy_MW", [anchors]float64{500, left, left, left, left, left}, installed},
		{"gas_MW", [anchors]float64{230, left, left, left, left, left}, installed},
	}, []fact{{"heating_MW_per_K", 100, param.Assumption}, {"reservoir_TWh", 8.4, hydroTWh}, {"inflow_TWh", 17, param.Assumption}, {"pumped_h", 20, param.Assumption},
		{"elsewhere_MW", 4500, param.Assumption}, {"nuclear_availability", 0.87, param.Assumption}, {"import_MW", 3310, ntc}, {"export_MW", 2330, ntc}}),
	zoneEntry("GB", []path{
		{"demand_TWh", [anchors]float64{300, 276, 285, 320, 390, 500}, demandPath},
		{"nuclear_MW", [anchors]float64{7800, 5883, 5883, 4460, 4460, 7660}, installed},
		{"wind_MW", [anchors]float64{24500, 28535, 33500, 60000, 80000, 110000}, installed},
		{"solar_MW", [anchors]float64{13500, 15896, 18500, 40000, 55000, 75000}, installed},
		{"run_of_river_MW", [anchors]float64{1387, left, left, left, left, left}, installed},
		{"pumped_MW", [anchors]float64{2800, left, left, left, left, left}, param.Unverified("2,800 MW in four stations; the ENTSO-E figure looks wrong")},
		{"bioenergy_MW", [anchors]float64{4438, left, left, left, left, left}, installed},
		{"coal_MW", [anchors]float64{5400, 1998, 0, 0, 0, 0}, installed},
		{"gas_MW", [anchors]float64{33000, 32631, left, left, left, left}, installed},
		{"battery_MW", [anchors]float64{1500, 3500, 6000, 20000, 25000, 30000}, installed},
	}, []fact{{"heating_MW_per_K", 600, param.Assumption}, {"elsewhere_MW", 4500, param.Assumption}, {"elsewhere_ratio", 0.85, param.Assumption}, {"nuclear_availability", 0.68, param.Assumption}, {"import_MW", 4000, ntc}, {"export_MW", 4000, ntc}}),
	zoneEntry("PJM", []path{
		{"demand_TWh", [anchors]float64{780, 800, 840, 960, 1100, 1300}, eia},
		{"nuclear_MW", [anchors]float64{33000, left, left, left, left, left}, eia},
		{"wind_MW", [anchors]float64{11000, 12500, 13500, 20000, 28000, 40000}, eia},
		{"solar_MW", [anchors]float64{6000, 13000, 20000, 40000, 60000, 90000}, eia},
		{"run_of_river_MW", [anchors]float64{2900, left, left, left, left, left}, eia},
		{"pumped_MW", [anchors]float64{5200, left, left, left, left, left}, eia},
		{"coal_MW", [anchors]float64{48000, 38000, 35000, 25000, 15000, 0}, eia},
		{"gas_MW", [anchors]float64{84000, 90000, 92000, 100000, 110000, 120000}, eia},
		{"oil_MW", [anchors]float64{9000, left, left, left, left, left}, eia},
		{"battery_MW", [anchors]float64{300, 500, 1000, 5000, 10000, 20000}, eia},
	}, []fact{{"heating_MW_per_K", 1200, param.Assumption}, {"cooling_MW_per_K", 3000, param.Assumption}, {"nuclear_availability", 0.92, param.Assumption},
		{"fuel.gas_EUR_per_MWh", 6.9, henryHub}, {"fuel.coal_EUR_per_t", 55, usCoal}, {"fuel.allowance_EUR_per_t", 0, "no price of carbon in most of its states; the allowances of RGGI in some are left out"}}),
	zoneEntry("ERCOT", []path{
		{"demand_TWh", [anchors]float64{395, 460, 500, 620, 750, 900}, eia},
		{"nuclear_MW", [anchors]float64{5100, left, left, left, left, left}, eia},
		{"wind_MW", [anchors]float64{31000, 38500, 41000, 48000, 55000, 65000}, eia},
		{"solar_MW", [anchors]float64{6000, 22000, 36000, 65000, 85000, 110000}, eia},
		{"run_of_river_MW", [anchors]float64{500, left, left, left, left, left}, eia},
		{"coal_MW", [anchors]float64{14500, 13600, 13600, 10000, 6000, 0}, eia},
		{"gas_MW", [anchors]float64{63000, 65000, 66000, 72000, 80000, 90000}, eia},
		{"battery_MW", [anchors]float64{500, 4000, 12000, 20000, 30000, 40000}, eia},
	}, []fact{{"heating_MW_per_K", 900, param.Assumption}, {"cooling_MW_per_K", 1700, param.Assumption}, {"nuclear_availability", 0.92, param.Assumption}, {"gas_combined_fraction", 0.6, param.Assumption}, {"thermal_availability", 0.92, param.Unverified("ERCOT, seasonal assessments: in summer some 5 to 6 of 78 GW of thermal plants are out, none of it planned")},
		{"fuel.gas_EUR_per_MWh", 6.9, henryHub}, {"fuel.coal_EUR_per_t", 55, usCoal}, {"fuel.allowance_EUR_per_t", 0, "no price of carbon in Texas"}}),
	zoneEntry("CN-Inner-Mongolia", []path{
		{"demand_TWh", [anchors]float64{396, 500, 560, 700, 850, 1000}, param.Assumption},
		{"wind_MW", [anchors]float64{40000, 70000, 95000, 150000, 200000, 260000}, param.Assumption},
		{"solar_MW", [anchors]float64{14000, 23000, 50000, 100000, 150000, 220000}, param.Assumption},
		{"coal_MW", [anchors]float64{97000, 105000, 110000, 120000, 110000, 90000}, param.Assumption},
		{"run_of_river_MW", [anchors]float64{700, left, left, left, left, left}, param.Assumption},
		{"pumped_MW", [anchors]float64{1200, left, left, 6000, 10000, 15000}, param.Assumption},
	}, []fact{{"heating_MW_per_K", 200, param.Assumption}, {"cooling_MW_per_K", 100, param.Assumption}, {"elsewhere_MW", 30000, param.Unverified("exports of about 250 of 650 TWh made in 2022")}, {"elsewhere_ratio", 1.5, param.Assumption},
		{"fuel.coal_EUR_per_t", 80, param.Unverified("thermal coal near its mines in 2024, about 620 CNY/t at 6,000 kcal/kg")}, {"fuel.allowance_EUR_per_t", 0, param.Unverified("the national scheme allots allowances by output at benchmarks, so that output itself costs little of them")}}),
}}

// of is the source of a path's number of an anchor year. Sources give the installed
// capacity of 2024 and 2026, or what never changes; what they say of 2030 on is a
// plan's, if it is one; the rest is assumed.
func (p *path) of(year int) param.Source {
	plan := p.source == ppe3 || p.source == eeg || p.source == pniec
	switch {
	case year == 0 && math.IsNaN(p.by[1]), year == 1, year == 2, year > 2 && plan && (year < 5 || p.source == eeg):
		return p.source
	}
	return param.Assumption
}

// zoneEntry makes a zone of the catalogue out of its rows.
func zoneEntry(name string, paths []path, facts []fact) param.CatalogueEntry {
	e := param.CatalogueEntry{Name: name, Values: map[string]any{}, Source: param.Assumption, Sources: map[string]param.Source{}}
	for _, p := range paths {
		for i, x := range p.by {
			if !math.IsNaN(x) {
				key := anchorKeys[i] + "." + p.key
				e.Values[key], e.Sources[key] = x, p.of(i)
			}
		}
	}
	for _, f := range facts {
		e.Values[f.key], e.Sources[f.key] = f.value, f.source
	}
	return e
}
