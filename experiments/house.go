package experiments

import "caloduc/sim/param"

// houseParams declares the kind of house that a hall stands in and how far it is filled.
func (s *HallSpec) houseParams(p *param.Set) {
	p.Preset(&s.House, "house", "operated", &houses,
		"age and kind of the house, whose values replace the defaults of fill_fraction and of keys in power, services and cooling; commissioned: full, new and measured at once, which leaves every default as it stands here")
	p.Float(&s.Fill, "fill_fraction", 1, param.AboveTo(0.02, 1), "rated power of the hall's servers over that for which the house was built: power chain, cooling and services are sized for racks over this", param.Assumption)
}

// Sources of what houses have.
var (
	sourceUtilisation = param.Unverified("LBNL, 2024 United States Data Center Energy Usage Report: half of the capacity is used on average; with servers at 0.6 to 0.7 of their rating that fills a house to 0.8")
	sourceOversized   = param.Unverified("APC, White Paper 37, Avoiding Costs from Oversizing Data Center and Network Room Infrastructure: about a half of what is built is ever used")
	sourceLegacyAir   = param.Unverified("ASHRAE TC9.9, Thermal Guidelines 2004: 20 to 25 degC recommended, kept at the low end")
	sourceLegacyDew   = param.Unverified("ASHRAE TC9.9, Thermal Guidelines 2004: 55 % relative humidity at most, at 20 degC a dew point of 10.7 degC")
	sourceLegacyWater = param.Source("assumption: such houses were built for 7 degC (AHRI 550/590: 6.7 degC) and dehumidified; coils are modelled dry, so that their water stays above the dew point")
	sourceFixedSpeed  = param.Unverified("LBNL, benchmarking of data centres, and EU Code of Conduct, best practices 5.5: variable fans are an improvement on houses of before 2010")
	sourceMinSpeed    = param.Unverified("usual least speed of fans and pumps on drives as commissioned, 30 to 60 %")
	sourceFilters     = param.Unverified("US DOE FEMP, Side Stream Filtration for Cooling Towers, 2012: usually 3 to 10 % of the flow")
	sourceEngines     = param.Unverified("Energy Efficient Emerging Technologies (e3tnw.org, item 381): 8,560 kWh a year for an engine of 60 kW; larger ones take less per kW, here 2 kW a MW of IT")
	sourceHouseLight  = param.Unverified("The Green Grid, Guidelines for Energy-Efficient Datacenters, 2007: lighting 1 % of the energy of a typical house")
)

// houses are kinds of houses. None was chosen for, or fitted to, the PUE of a place.
var houses = param.Catalogue{Entries: []param.CatalogueEntry{
	{Name: "commissioned", Source: param.Assumption},
	{Name: "operated", Source: param.Assumption,
		Values: map[string]any{
			"fill_fraction":                       0.8,
			"services.offices_m2_per_MW":          150.0,
			"services.security_kW_per_MW":         1.0,
			"services.makeup_air_m3_per_s_per_MW": 0.15,
			"services.engine_heater_kW_per_MW":    2.0,
			"services.jockey_pump_kW_per_MW":      0.1,
			"services.trace_heating_kW_per_MW":    2.0,
			"services.electrical_room_share":      1.0,
			"cooling.**.min_air_flow":             0.5,
			"cooling.**.min_flow":                 0.6,
			"cooling.**.min_water_flow":           0.5,
			"cooling.**.tower_filter_share":       0.05,
		},
		Sources: map[string]param.Source{
			"fill_fraction": sourceUtilisation, "services.makeup_air_m3_per_s_per_MW": param.Unverified("ASHRAE 62.1: 0.3 L/s per m2 of computer room, at 2 kW/m2"),
			"services.engine_heater_kW_per_MW": sourceEngines, "cooling.**.tower_filter_share": sourceFilters,
			"cooling.**.min_air_flow": sourceMinSpeed, "cooling.**.min_flow": sourceMinSpeed, "cooling.**.min_water_flow": sourceMinSpeed,
		}},
	{Name: "legacy", Source: param.Assumption,
		Values: map[string]any{
			"fill_fraction":                       0.5,
			"power.ups.redundancy":                "2N",
			"power.house_load_fraction":           0.01,
			"services.offices_m2_per_MW":          500.0,
			"services.security_kW_per_MW":         2.0,
			"services.makeup_air_m3_per_s_per_MW": 0.3,
			"services.engine_heater_kW_per_MW":    4.0,
			"services.jockey_pump_kW_per_MW":      0.2,
			"services.trace_heating_kW_per_MW":    4.0,
			"services.electrical_room_share":      1.0,
			"cooling.**.supply_air_temp_degC":     20.0,
			"cooling.**.chilled_water_temp_degC":  12.0,
			"cooling.**.max_dew_point_degC":       10.7,
			"cooling.**.min_air_flow":             1.0,
			"cooling.**.min_flow":                 1.0,
			"cooling.**.min_water_flow":           1.0,
			"cooling.**.tower_min_flow":           1.0,
			"cooling.**.tower_filter_share":       0.05,
		},
		Sources: map[string]param.Source{
			"fill_fraction": sourceOversized, "power.house_load_fraction": sourceHouseLight, "cooling.**.supply_air_temp_degC": sourceLegacyAir,
			"cooling.**.chilled_water_temp_degC": sourceLegacyWater, "cooling.**.max_dew_point_degC": sourceLegacyDew,
			"cooling.**.min_air_flow": sourceFixedSpeed, "cooling.**.min_flow": sourceFixedSpeed, "cooling.**.min_water_flow": sourceFixedSpeed,
			"cooling.**.tower_min_flow": sourceFixedSpeed, "cooling.**.tower_filter_share": sourceFilters,
		}},
}}
