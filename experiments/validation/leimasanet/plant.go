package leimasanet

import (
	"fmt"
	"math"

	"caloduc/cooling"
	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
)

// plantFile is an experiment's table of a hall's cooling, alone.
type plantFile struct{ Cooling cooling.PlantSpec }

// Params declares the parameters.
func (f *plantFile) Params(p *param.Set) {
	param.Select(p, &f.Cooling, "cooling", "", cooling.Plants, "the plant that carries the heat away")
}

// PlantTable is what an experiment file would say to describe a sampled data
// centre by one of caloduc's own plants, "" for cases that have none here.
//
// Case 1 becomes free air. Hall fans carry the whole sampled pressure. The set
// point is the high dry bulb: the plant has one set point where the paper lets
// supply air float between two. Its chillers are air-cooled, the paper's have
// towers.
//
// Case 2 becomes chilled water with a water-side economiser, with the paper's
// ideal tower and regression of chillers, without dead bands and reserve, its
// pumps' power linear in flow. Towers evaporate all heat that they reject, or air
// leaves them saturated; the published program's own count of water has no plant.
func PlantTable(c Case, s *Sample, tower TowerModel) string {
	switch c {
	case LargeAirEconomiser:
		return freeAirTable(s)
	case LargeWaterEconomiser:
		return economiserTable(s, tower)
	}
	return ""
}

func freeAirTable(s *Sample) string {
	return fmt.Sprintf(`[cooling]
plant = "free-air"
force = true
supply_air_temp_degC = %g
air_range_K = %g
hall_pressure_Pa = %g
filter_pressure_Pa = 0
pad_pressure_Pa = 0
coil_pressure_Pa = 0
fan_efficiency = %g
max_dew_point_degC = %g
min_dew_point_degC = %g
max_rel_humidity = %g
min_rel_humidity = %g
humidity_dead_band_K = 0
cycles_of_concentration = 20
drift = 0
chilled_water_range_K = %g
chilled_water_head_kPa = %g
chilled_water_pump_efficiency = %g
coil_effectiveness = 0.95
recirculation_K = 0
`, s.DryBulbHighDegC, s.AirRangeK, s.FanPressurePa, s.FanEfficiency, s.DewPointHighDegC, s.DewPointLowDegC,
		s.RelHumidityHigh, s.RelHumidityLow, s.FacilityRangeK, s.ChilledPumpPressurePa/1e3, s.ChilledPumpEfficiency)
}

// leastLiquidToGas bounds the sampled ratio, from 0.2, to what the plant takes.
const leastLiquidToGas = 0.3

func economiserTable(s *Sample, tower TowerModel) string {
	return "[cooling]\nplant = \"chilled-water-economiser\"\nforce = true\nreserve = 0\n" + coilLines(s) + exchangerLines(s) + towerLines(s, tower)
}

// coilLines are the hall's air and coils on chilled water whose pumps' power is linear in
// flow.
func coilLines(s *Sample) string {
	return fmt.Sprintf(`supply_air_temp_degC = %g
air_range_K = %g
hall_pressure_Pa = %g
fan_efficiency = %g
coil_effectiveness = %g
chilled_water_range_K = %g
chilled_water_head_kPa = %g
chilled_water_pump_efficiency = %g
static_head = 1
min_water_flow = 0.1
sensible_heat_ratio = %g
humidifier_pump_J_per_kg = %g
`, s.DryBulbHighDegC, s.AirRangeK, s.FanPressurePa, s.FanEfficiency, s.CoilEffectiveness, s.FacilityRangeK,
		s.ChilledPumpPressurePa/1e3, s.ChilledPumpEfficiency, s.SensibleHeatRatio, s.HumidifierPressurePa/1000/s.HumidifierEfficiency)
}

// exchangerLines are a water-side economiser without dead bands.
func exchangerLines(s *Sample) string {
	return fmt.Sprintf(`exchanger_head_kPa = 0
exchanger_approach_K = %g
tower_min_degC = 0
mode_on_K = 0
mode_off_K = 0
min_mode_min = 0
`, s.ExchangerApproachK)
}

// towerLines are the paper's chillers and its ideal tower.
func towerLines(s *Sample, tower TowerModel) string {
	evaporation := "saturated-exit"
	if tower != SaturatedExit {
		evaporation = "all-heat"
	}
	return fmt.Sprintf(`tower_control = "approach-held"
tower_set_approach_K = %g
condenser_min_degC = 0
condenser_max_degC = 60
tower_pump_head_kPa = %g
tower_pump_efficiency = %g
tower_static_head = 1
tower_min_flow = 0.1
tower_flow_dead_band = 0
chiller = "lei-masanet"
chiller_part_load = %g
chiller_cop_factor = %g
tower.range_K = %g
tower.approach_K = %g
tower.liquid_to_gas = %g
tower.fan_pressure_Pa = %g
tower.fan_efficiency = %g
tower.evaporation = "%s"
tower.drift = %g
tower.cycles_of_concentration = %g
`, s.TowerApproachK, s.TowerPumpPressurePa/1e3, s.TowerPumpEfficiency, s.PartLoad, 1+s.COPError,
		s.TowerRangeK, s.TowerApproachK, max(s.LiquidToAir, leastLiquidToGas), s.TowerFanPressurePa, s.TowerFanEfficiency,
		evaporation, s.Windage, s.Cycles)
}

// AnnualOfPlant is Annual with one of caloduc's plants, stepped as a campus steps
// it: what the plant allows is what the servers make in the next minute. Each
// hour's air is held for so many minutes, after one hour's warming up. The power
// chain is the sample's, the plant is sized for the extremes of the hours alone.
func AnnualOfPlant(year []Hour, c Case, s *Sample, tower TowerModel, minutes int) (pue, wue float64, err error) {
	text := PlantTable(c, s, tower)
	if text == "" {
		return 0, 0, fmt.Errorf("case %d has no plant here", c)
	}
	return annualOf(text, year, s, airHall, minutes)
}

// classA2 is the humidity that ASHRAE's class A2 allows, where a case gives no limits.
var classA2 = loop.AirClass{MaxDewPointDegC: 21, MaxRelHumidity: 0.8}

// airHall and liquidHall are halls of 1 MW whose servers are cooled by air, and by
// coolant up to nine tenths.
var (
	airHall    = loop.Hall{Name: "sample", AirClass: classA2, DesignITMW: 1, RackPowerkW: 15, MaxInletAirDegC: 45}
	liquidHall = loop.Hall{Name: "sample", AirClass: classA2, DesignITMW: 1, RackPowerkW: 130, LiquidFraction: 0.9, MaxInletAirDegC: 35, MaxLiquidSupplyDegC: 45}
)

// annualOf steps the plant of a table through the year.
func annualOf(text string, year []Hour, s *Sample, hall loop.Hall, minutes int) (pue, wue float64, err error) {
	var f plantFile
	if _, err := param.Decode("plant.toml", []byte(text), &f, nil); err != nil {
		return 0, 0, err
	}
	r := newRoom(0, s, Options{})
	hall.DesignRoomHeatMW = r.heat - 1
	plant, err := f.Cooling.Build(siteOf(year), hall)
	if err != nil {
		return 0, 0, err
	}
	du := plant.Duty()
	it := 1.0 // MW
	now := sim.Minute(0)
	step := func(air *psychro.Air) {
		plant.Step(now, &loop.Outdoor{Air: air}, loop.Load{ITMW: it, RoomHeatMW: it * (r.heat - 1)})
		now++
	}
	for range 60 {
		step(&year[0].Air)
	}
	sum, electric, water := 0.0, 0.0, 0.0
	for i := range year {
		for range minutes {
			it = min(1, du.HeatLimit)
			step(&year[i].Air)
			sum += it
			electric += du.ElectricMW
			water += du.WaterKgPerS
		}
	}
	return r.heat + electric/sum, 3.6 * water / sum, nil
}

// RunPlant is Run with one of caloduc's plants (see AnnualOfPlant).
func RunPlant(zoneFile string, c Case, samples int, tower TowerModel, minutes int) (Percentiles, error) {
	year, err := ReadClimate(zoneFile)
	if err != nil {
		return Percentiles{}, err
	}
	pue, wue := make([]float64, samples), make([]float64, samples)
	for i, s := range Draw(c, samples, Options{Tower: tower}) {
		if pue[i], wue[i], err = AnnualOfPlant(year, c, &s, tower, minutes); err != nil {
			return Percentiles{}, err
		}
	}
	return Percentiles{band(pue), band(wue)}, nil
}

// siteOf has the extremes of the hours.
func siteOf(year []Hour) loop.Site {
	s := loop.Site{DesignDryBulbDegC: math.Inf(-1), DesignWetBulbDegC: math.Inf(-1)}
	for i := range year {
		s.DesignDryBulbDegC = max(s.DesignDryBulbDegC, year[i].DryBulbDegC)
		s.DesignWetBulbDegC = max(s.DesignWetBulbDegC, year[i].WetBulbDegC)
		s.PressurePa += year[i].PressurePa / float64(len(year))
	}
	return s
}
