package leimasanet

import (
	"fmt"
	"math"

	"caloduc/cooling"
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
func PlantTable(c Case, s *Sample) string {
	if c != LargeAirEconomiser {
		return ""
	}
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
coil_effectiveness = 1
recirculation_K = 0
`, s.DryBulbHighDegC, s.AirRangeK, s.FanPressurePa, s.FanEfficiency, s.DewPointHighDegC, s.DewPointLowDegC,
		s.RelHumidityHigh, s.RelHumidityLow, s.FacilityRangeK, s.ChilledPumpPressurePa/1e3, s.ChilledPumpEfficiency)
}

// AnnualOfPlant is Annual with one of caloduc's plants: each hour's air is held
// for so many minutes, after one hour's warming up. The power chain is the
// sample's.
func AnnualOfPlant(year []Hour, c Case, s *Sample, minutes int) (pue, wue float64, err error) {
	text := PlantTable(c, s)
	if text == "" {
		return 0, 0, fmt.Errorf("case %d has no plant here", c)
	}
	var f plantFile
	if _, err := param.Decode("plant.toml", []byte(text), &f, nil); err != nil {
		return 0, 0, err
	}
	r := newRoom(c, s, Options{})
	load := cooling.Load{ITMW: 1, RoomHeatMW: r.heat - 1}
	plant, err := f.Cooling.Build(siteOf(year), cooling.Hall{Name: "sample", DesignITMW: load.ITMW, DesignRoomHeatMW: load.RoomHeatMW,
		RackPowerkW: 15, MaxInletAirDegC: 45})
	if err != nil {
		return 0, 0, err
	}
	now := sim.Minute(0)
	for range 60 {
		plant.Step(now, &year[0].Air, load)
		now++
	}
	du := plant.Duty()
	for i := range year {
		for range minutes {
			plant.Step(now, &year[i].Air, load)
			pue += du.ElectricMW
			wue += du.WaterKgPerS
			now++
		}
	}
	n := float64(len(year) * minutes)
	return r.heat + pue/n, 3.6 * wue / n, nil
}

// siteOf has the extremes of the hours.
func siteOf(year []Hour) cooling.Site {
	s := cooling.Site{DesignDryBulbDegC: math.Inf(-1), DesignWetBulbDegC: math.Inf(-1)}
	for i := range year {
		s.DesignDryBulbDegC = max(s.DesignDryBulbDegC, year[i].DryBulbDegC)
		s.DesignWetBulbDegC = max(s.DesignWetBulbDegC, year[i].WetBulbDegC)
		s.PressurePa += year[i].PressurePa / float64(len(year))
	}
	return s
}
