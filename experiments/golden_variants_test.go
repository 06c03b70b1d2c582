package experiments

import (
	"fmt"
	"strings"

	"caloduc/sim/param"
)

// Halls other than those that suit a plant by default.
const (
	hotHall    = `accelerator = "H200", racks = 200, online = 2026-02-01, retire = 2026-11-15`
	liquidHall = `accelerator = "GB300 NVL72", racks = 200, online = 2026-02-01, retire = 2026-11-15`
	denseHall  = `accelerator = "H200", racks = 200, rack_power_kW = 60`
	smallHall  = `accelerator = "GB300 NVL72", racks = 40`
)

// stagedRuns stop all units of each kind of a plant for five hours, one kind after
// the other in July, in a hall that opens and closes within the year and whose one
// circuit to the grid fails a dozen times.
func stagedRuns() []goldenRun {
	var runs []goldenRun
	for _, word := range plantWords() {
		if word == "hybrid" {
			continue // its plants are among the others
		}
		var events []string // of a river's chillers of cold plates there are none by default
		for _, k := range param.Reference(new(Spec)) {
			kind, ours := strings.CutPrefix(k.Path, "campus[].hall[].cooling.units.")
			if ours && k.IsTable && k.Variant == "plant = "+word && kind != "liquid_chiller" {
				events = append(events, outage(strings.ReplaceAll(kind, "_", "-"), 2*len(events)+1))
			}
		}
		hall, sets := hotHall, noHeat
		if word == "direct-expansion" {
			sets = darkTimes // a standing hall that restarts from no heat gets hotter than coils are modelled
		}
		for _, w := range liquidPlants {
			if w == word {
				hall = liquidHall
			}
		}
		runs = append(runs, goldenRun{name: "staged-" + word, site: "Paris", hall: hall,
			cooling: []string{fmt.Sprintf("plant = %q%s, event = [%s]", word, plantKeys[word], strings.Join(events, ", "))},
			sets:    sets})
	}
	return runs
}

// outage is a staged event: all units of a kind stop for five hours of a day in July.
func outage(kind string, day int) string {
	return fmt.Sprintf("{ what = %q, at = \"2026-07-%02dT10:00\", for_min = 300, units = 100 }", kind, day)
}

// darkTimes take the campus off the grid a dozen times a year; noHeat leaves a hall in
// the dark, or without work, no heat at all.
var (
	darkTimes = []string{"campus.grid.circuits=1", "campus.grid.n_minus_1=false", "campus.grid.line_outages_per_100km_per_year=100"}
	noHeat    = append([]string{"campus.hall.idle_power_W=0", "campus.hall.host_idle_fraction=0", "campus.hall.power.house_load_fraction=0",
		"campus.hall.power.ups.mode=none", "campus.hall.power.supply.k0=0"}, darkTimes...)
)

// goldenVariants are plants with set points, machines and extras other than those
// they have by default: together with the twelve they run through every line of the
// cooling that refuses nothing.
var goldenVariants = []goldenRun{
	// Storage.
	{name: "chilled-water-storage", cooling: []string{`plant = "chilled-water", thermal_storage = true, storage = { cold_degC = 23, warm_degC = 27 }`}},
	{name: "chilled-water-storage-failing", cooling: []string{`plant = "chilled-water", thermal_storage = true, storage = { cold_degC = 23, warm_degC = 27, start_charge = 0.5, layers = 7 }, charge_wet_bulb_degC = 8, discharge_wet_bulb_degC = 14`}, sets: failing("chilled-water")},
	{name: "air-cooled-storage", cooling: []string{`plant = "air-cooled-chiller", thermal_storage = true, chilled_water_temp_degC = 10, storage = { cold_degC = 11, warm_degC = 16 }`}},
	{name: "economiser-storage", cooling: []string{`plant = "chilled-water-economiser", thermal_storage = true, chilled_water_temp_degC = 14, storage = { cold_degC = 15, warm_degC = 20 }`}},
	{name: "liquid-dry-storage", cooling: []string{`plant = "direct-liquid-dry", thermal_storage = true, storage = { cold_degC = 41, warm_degC = 50 }`}},
	{name: "liquid-tower-storage", cooling: []string{`plant = "direct-liquid-tower", thermal_storage = true, supply_temp_degC = 33, storage = { cold_degC = 34, warm_degC = 43, wall_W_per_m2_K = 2 }`}},
	{name: "liquid-trim-storage", cooling: []string{`plant = "direct-liquid-trim", thermal_storage = true, supply_temp_degC = 20, storage = { cold_degC = 21, warm_degC = 30 }`}},
	{name: "river-storage", cooling: []string{`plant = "river", thermal_storage = true, storage = { cold_degC = 23, warm_degC = 28 }`}},
	// Heat recovery.
	{name: "chilled-water-recovery", cooling: []string{`plant = "chilled-water", heat_recovery = { district_peak_MW = 3 }`}},
	{name: "air-cooled-recovery", cooling: []string{`plant = "air-cooled-chiller", heat_recovery = { district_peak_MW = 2, heat_pump_heat_MW = 1 }`}},
	{name: "economiser-recovery", cooling: []string{`plant = "chilled-water-economiser", heat_recovery = { district_peak_MW = 10, lorenz_efficiency = 0.6 }`}},
	{name: "liquid-dry-recovery-passive", cooling: []string{`plant = "direct-liquid-dry", heat_recovery = { district_peak_MW = 30, heat_pump = false }`}},
	{name: "liquid-tower-recovery", cooling: []string{`plant = "direct-liquid-tower", heat_recovery = { district_peak_MW = 8, district_return_degC = 30 }`}},
	{name: "liquid-trim-recovery", cooling: []string{`plant = "direct-liquid-trim", heat_recovery = { district_peak_MW = 40 }`}},
	{name: "river-recovery", cooling: []string{`plant = "river", heat_recovery = { district_peak_MW = 8 }`}},
	{name: "liquid-dry-storage-recovery", cooling: []string{`plant = "direct-liquid-dry", thermal_storage = true, storage = { cold_degC = 41, warm_degC = 50 }, heat_recovery = { district_peak_MW = 8 }`}, sets: failing("direct-liquid-dry")},
	// Rear doors.
	{name: "doors", cooling: []string{`plant = "chilled-water", rear_doors = true`}},
	{name: "doors-active", cooling: []string{`plant = "chilled-water-economiser", rear_doors = true, doors = { door_fan_pressure_Pa = 60, door_effectiveness = 0.8 }`}, sets: failing("chilled-water-economiser")},
	{name: "doors-storage-recovery", cooling: []string{`plant = "chilled-water", rear_doors = true, thermal_storage = true, storage = { cold_degC = 19, warm_degC = 24 }, heat_recovery = { district_peak_MW = 3 }`}},
	// Outdoor air.
	{name: "air-cooled-economiser", cooling: []string{`plant = "air-cooled-chiller", economiser = "air"`}},
	{name: "air-cooled-economiser-failing", cooling: []string{`plant = "air-cooled-chiller", economiser = "air", humidify = false, max_dew_point_degC = 10, chilled_water_reset_K = 3`}, sets: failing("air-cooled-chiller")},
	{name: "air-cooled-economiser-singapore", site: "Singapore", cooling: []string{`plant = "air-cooled-chiller", economiser = "air"`}},
	{name: "air-economiser-humid", site: "Singapore", cooling: []string{`plant = "chilled-water-air-economiser", supply_air_temp_degC = 30, chilled_water_temp_degC = 24, outdoor_air = { max_dew_point_degC = 23.5, max_rel_humidity = 0.95, humidify = false }`}, sets: failing("chilled-water-air-economiser")},
	{name: "free-air-bare", cooling: []string{`plant = "free-air", mechanical_share = 0, force = true`}},
	{name: "free-air-dry", cooling: []string{`plant = "free-air", adiabatic = false, supply_air_temp_degC = 22, chilled_water_temp_degC = 12, max_dew_point_degC = 11`}},
	{name: "free-air-small", cooling: []string{`plant = "free-air", mechanical_share = 0.4, force = true, min_dew_point_degC = 5, min_rel_humidity = 0.3`}, sets: failing("free-air")},
	{name: "indirect-dry", cooling: []string{`plant = "indirect-free-air", adiabatic = false`}},
	{name: "indirect-bare", cooling: []string{`plant = "indirect-free-air", mechanical = false, force = true, plate_effectiveness = 0.5, scavenger_flow_ratio = 0.8`}},
	{name: "indirect-small", site: "Singapore", cooling: []string{`plant = "indirect-free-air", chiller_capacity_MW = 1.5, force = true, plate_effectiveness = 0.5`}, sets: failing("indirect-free-air")},
	// Direct expansion.
	{name: "expansion-humid", site: "Singapore", cooling: []string{`plant = "direct-expansion", ventilation_share = 0.02, bypass_factor = 0.2`}},
	{name: "expansion-dry", cooling: []string{`plant = "direct-expansion", humidify = false, supply_air_temp_degC = 25, ventilation_share = 0.01, min_run_min = 20`}},
	{name: "expansion-small", cooling: []string{`plant = "direct-expansion", dx_capacity_MW = 5, force = true`}},
	// Chillers and towers.
	{name: "york", cooling: []string{`plant = "chilled-water", tower = { model = "yorkcalc", fan_law = "energyplus", evaporation = "all-heat" }, chilled_water_reset_K = 4, sensible_heat_ratio = 0.9`}},
	{name: "york-economiser", cooling: []string{`plant = "chilled-water-economiser", tower = { model = "yorkcalc", cycles_of_concentration = 6 }, chilled_water_temp_degC = 8, chiller = "York-YT-1055kW-5.96COP-vanes"`}, sets: failing("chilled-water-economiser")},
	{name: "york-liquid", cooling: []string{`plant = "direct-liquid-tower", tower = { model = "yorkcalc" }, supply_temp_degC = 32`}},
	{name: "held-regression", cooling: []string{`plant = "chilled-water", tower_control = "approach-held", chiller = "lei-masanet"`}},
	{name: "held-regression-economiser", cooling: []string{`plant = "chilled-water-economiser", tower_control = "approach-held", chiller = "lei-masanet", chiller_cop_factor = 0.9, sensible_heat_ratio = 0.95`}, sets: failing("chilled-water-economiser")},
	{name: "held-regression-air", cooling: []string{`plant = "chilled-water-air-economiser", tower_control = "approach-held", chiller = "lei-masanet"`}},
	{name: "held-liquid", cooling: []string{`plant = "direct-liquid-tower", tower_control = "approach-held"`}},
	{name: "centrifugal", cooling: []string{`plant = "chilled-water", chiller = "York-YT-1055kW-5.96COP-vanes", chillers = 2, chilled_water_temp_degC = 8, chiller_cop = 6`}},
	{name: "warm-chiller-cop", cooling: []string{`plant = "chilled-water", chiller_cop = 7, coil_effectiveness = 0.7`}},
	{name: "trim-cold", cooling: []string{`plant = "direct-liquid-trim", supply_temp_degC = 16, chiller = "York-YK-1881kW-6.53COP-vanes", chilled_water_temp_degC = 9`}, sets: failing("direct-liquid-trim")},
	// Liquid.
	{name: "liquid-dry-cold", cooling: []string{`plant = "direct-liquid-dry", supply_temp_degC = 30, adiabatic = false, dry_cooler_units = 20, force = true`}},
	{name: "liquid-dry-class", cooling: []string{`plant = "direct-liquid-dry", facility_class = "W40", tcs_flow_kg_per_s = 700, facility_flow_kg_per_s = 600, cdu_conductance_kW_per_K = 6000`}},
	{name: "liquid-dry-hot-chips", cooling: []string{`plant = "direct-liquid-dry", supply_temp_degC = 40, cold_plate_heat_W = 1430, cold_plate_max_case_degC = 80, min_flow = 0.8, flow_dead_band = 0`}},
	{name: "liquid-tower-hot-chips", cooling: []string{`plant = "direct-liquid-tower", supply_temp_degC = 40, cold_plate_heat_W = 2000, cold_plate_max_case_degC = 80, force = true`}},
	{name: "liquid-dry-small", cooling: []string{`plant = "direct-liquid-dry", force = true, supply_temp_degC = 27`}, site: "Singapore"},
	// Redundancy.
	{name: "redundant", cooling: []string{`plant = "chilled-water"`}, sets: append(unitKeys("chilled-water", "redundancy", "N+2"), unitKeys("chilled-water", "mtbf_h", "300")...)},
	{name: "redundant-liquid", cooling: []string{`plant = "direct-liquid-tower"`}, sets: append(unitKeys("direct-liquid-tower", "redundancy", "2N"), unitKeys("direct-liquid-tower", "mtbf_h", "100")...)},
	{name: "redundant-dry", cooling: []string{`plant = "direct-liquid-dry", dry_cooler_units = 30.5`}, sets: append(unitKeys("direct-liquid-dry", "repair_spread", "0.2"), unitKeys("direct-liquid-dry", "mtbf_h", "200")...)},
	// Rivers.
	{name: "two-halls-river", hall: `accelerator = "GB300 NVL72", racks = 100`, cooling: []string{"plant = \"river\", " + sharedWater, "plant = \"river\", " + sharedWater}},
	{name: "two-plants-river", hall: smallHall, cooling: []string{"plant = \"river\", " + sharedWater, `plant = "hybrid", liquid = { plant = "river", ` + sharedWater + ` }, air = { plant = "free-air" }`, `plant = "hybrid", liquid = { plant = "river", ` + sharedWater + ` }, air = { plant = "river", ` + sharedWater + ` }`}},
	{name: "river-regime", cooling: []string{`plant = "river", force = true, liquid_trim_share = 0.5, water = { regime = "golfech", flow_m3_per_s = 40, power_plant_heat_MW = 200 }`}},
	{name: "river-bugey", cooling: []string{`plant = "river", force = true, water = { regime = "bugey-exceptional", flow_m3_per_s = 30, reserved_flow_m3_per_s = 28 }`}, sets: failing("river")},
	{name: "river-tricastin", cooling: []string{`plant = "river", force = true, design_water_degC = 20, river_range_K = 5, water = { regime = "tricastin", flow_m3_per_s = 10, max_discharge_degC = 28 }`}},
	{name: "sea", site: "Singapore", cooling: []string{`plant = "river", design_water_degC = 31, water = { body = "sea" }`}},
	{name: "river-air-hall", hall: `accelerator = "H200", racks = 200`, cooling: []string{`plant = "river", heat_recovery = { district_peak_MW = 1 }`}, sets: failing("river")},
	{name: "river-liquid-trim", cooling: []string{`plant = "river", force = true, liquid_trim_share = 1, liquid = { supply_temp_degC = 22 }, design_water_degC = 24`}},
	// Hybrids.
	{name: "hybrid-doors", cooling: []string{`plant = "hybrid", liquid = { plant = "direct-liquid-dry" }, air = { plant = "chilled-water", rear_doors = true }`}},
	{name: "hybrid-air-cooled", cooling: []string{`plant = "hybrid", liquid = { plant = "direct-liquid-trim" }, air = { plant = "air-cooled-chiller", economiser = "air" }`}},
	{name: "hybrid-expansion", cooling: []string{`plant = "hybrid", liquid = { plant = "direct-liquid-dry" }, air = { plant = "direct-expansion" }`}},
	{name: "hybrid-free-air", cooling: []string{`plant = "hybrid", liquid = { plant = "direct-liquid-tower" }, air = { plant = "free-air" }`}},
	{name: "hybrid-indirect", cooling: []string{`plant = "hybrid", liquid = { plant = "river" }, air = { plant = "indirect-free-air" }`}},
	{name: "hybrid-river-air", cooling: []string{`plant = "hybrid", liquid = { plant = "direct-liquid-dry", heat_recovery = { district_peak_MW = 5 } }, air = { plant = "river" }`}},
	{name: "hybrid-air-economiser", hall: liquidHall, cooling: []string{`plant = "hybrid", liquid = { plant = "direct-liquid-dry" }, air = { plant = "chilled-water-air-economiser" }`}},
	// Set points that are cold or little air: halls that warm up to them.
	{name: "trim-warm-air", cooling: []string{`plant = "air-cooled-chiller", economiser = "air", chiller_capacity_MW = 4, force = true, economiser_pressure_Pa = 60`}, sets: failing("air-cooled-chiller")},
	{name: "doors-failing", cooling: []string{`plant = "chilled-water", rear_doors = true, chilled_water_thermal_mass_MJ_per_K_per_MW = 2, doors = { door_design_share = 0.99 }`}, sets: append(failing("chilled-water"), "campus.hall.cooling.units.chilled_water_pump.number=1")},
	{name: "doors-staged", hall: hotHall, cooling: []string{`plant = "chilled-water", rear_doors = true, event = [` + outage("fan", 3) + ", " + outage("chiller", 5) + ", " + outage("chilled-water-pump", 7) + ", " + outage("tower", 9) + ", " + outage("fan", 11) + ", " + outage("chiller", 11) + ", " + outage("chilled-water-pump", 11) + `]`}, sets: noHeat},
	{name: "hybrid-staged", hall: liquidHall, cooling: []string{`plant = "hybrid", liquid = { plant = "direct-liquid-dry" }, air = { plant = "free-air", event = [` + outage("fan", 3) + `] }`}, sets: noHeat},
	{name: "expansion-dark", hall: hotHall, cooling: []string{`plant = "direct-expansion", ventilation_share = 0`}, sets: noHeat},
	{name: "expansion-airy", cooling: []string{`plant = "direct-expansion", ventilation_share = 0.1, min_air_flow = 0.06`}},
	{name: "air-cooled-economiser-staged", cooling: []string{`plant = "air-cooled-chiller", economiser = "air", event = [{ what = "chiller", at = "2026-05-10T10:00", for_min = 6000, units = 100 }, { what = "chilled-water-pump", at = "2026-05-20T10:00", for_min = 6000, units = 100 }, { what = "chiller", at = "2026-06-10T10:00", for_min = 6000, units = 3 }]`}},
	{name: "indirect-hot", site: "Singapore", cooling: []string{`plant = "indirect-free-air", supply_air_temp_degC = 18, chilled_water_temp_degC = 8, plate_dead_band_K = 5, event = [` + outage("chiller", 3) + ", " + outage("chilled-water-pump", 5) + `]`}},
	{name: "indirect-bare-hot", site: "Singapore", cooling: []string{`plant = "indirect-free-air", mechanical = false, force = true, adiabatic = false`}},
	{name: "free-air-bare-hot", site: "Singapore", cooling: []string{`plant = "free-air", mechanical_share = 0, force = true`}},
	{name: "free-air-small-hot", site: "Singapore", cooling: []string{`plant = "free-air", mechanical_share = 0.5, force = true`}},
	{name: "free-air-staged-spring", cooling: []string{`plant = "free-air", max_dew_point_degC = 18, chilled_water_temp_degC = 19, event = [{ what = "chiller", at = "2026-05-10T10:00", for_min = 200000, units = 100 }]`}},
	{name: "nimble-air", cooling: []string{`plant = "chilled-water-economiser", thermal_mass_MJ_per_K_per_MW = 5, chilled_water_thermal_mass_MJ_per_K_per_MW = 0.1, min_air_flow = 0.06, min_water_flow = 0.1`}},
	{name: "nimble-liquid", cooling: []string{`plant = "direct-liquid-trim", supply_temp_degC = 25, tcs_thermal_mass_MJ_per_K_per_MW = 0.05, facility_thermal_mass_MJ_per_K_per_MW = 0.1, mode_on_K = 0.5, mode_off_K = 0.4`}},
	{name: "nimble-air-cooled", cooling: []string{`plant = "air-cooled-chiller", thermal_mass_MJ_per_K_per_MW = 5, chilled_water_thermal_mass_MJ_per_K_per_MW = 0.1`}, sets: failing("air-cooled-chiller")},
	{name: "towers-drift", cooling: []string{`plant = "direct-liquid-tower", tower = { drift = 0.01, cycles_of_concentration = 20, min_fan_speed = 0.5, still_air = 0.4 }`}},
	{name: "york-hot", site: "Singapore", cooling: []string{`plant = "chilled-water", tower = { model = "yorkcalc", approach_K = 3, range_K = 12 }`}, sets: failing("chilled-water")},
	{name: "air-economiser-staged-hot", site: "Singapore", cooling: []string{`plant = "chilled-water-air-economiser", outdoor_air = { max_dew_point_degC = 22 }, event = [` + outage("chiller", 3) + ", " + outage("chilled-water-pump", 5) + ", " + outage("tower", 7) + `]`}},
	{name: "york-cold", cooling: []string{`plant = "chilled-water", tower = { model = "yorkcalc", approach_K = 10, range_K = 2 }`}},
	{name: "held-regression-hot", site: "Singapore", cooling: []string{`plant = "chilled-water", tower_control = "approach-held", chiller = "lei-masanet", tower_set_approach_K = 5`}},
	{name: "river-warm", cooling: []string{`plant = "river", force = true, thermal_storage = true, storage = { cold_degC = 23, warm_degC = 28 }, heat_recovery = { district_peak_MW = 2 }, water = { max_downstream_degC = 16, flow_m3_per_s = 60 }`}},
	// Racks beyond what air can carry.
	{name: "dense-liquid-dry", hall: `accelerator = "GB300 NVL72", racks = 50, rack_power_kW = 500, liquid_fraction = 0.85`, cooling: []string{`plant = "direct-liquid-dry", force = true, air = { max_air_rack_kW = 40 }`}},
	{name: "dense-chilled-water", hall: denseHall, cooling: []string{`plant = "chilled-water", force = true`}},
	{name: "dense-free-air", hall: denseHall, cooling: []string{`plant = "free-air", force = true`}},
	{name: "dense-river", hall: denseHall, cooling: []string{`plant = "river", force = true`}},
}
