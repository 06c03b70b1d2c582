package leimasanet

import (
	"fmt"
	"testing"
	"time"
	"caloduc/cooling/psychro"
)

func TestExplore(t *testing.T) {
	s := Sample{UPSEfficiency: 8.94746094e-01, DistributionLoss: 2.84082031e-02, Lighting: 4.72167969e-02, SensibleHeatRatio: 9.51835937e-01,
		AirRangeK: 9.49707031, FanPressurePa: 650.488281, FanEfficiency: .613867188, HumidifierPressurePa: 6.41894531e6, HumidifierEfficiency: .650976563,
		CoilEffectiveness: .690283203, FacilityRangeK: 6.91894531, TowerApproachK: 3.35986328, ExchangerApproachK: 2.10712891,
		EconomiserPumpPressurePa: 156284.191, EconomiserPumpEfficiency: .668945312, ChilledPumpPressurePa: 171884.552, ChilledPumpEfficiency: .745117188,
		PartLoad: .308984375, TowerRangeK: 5.09960938, TowerPumpPressurePa: 246235.102, TowerPumpEfficiency: .708007812, Windage: .00293588867, Cycles: 11.1650391,
		LiquidToAir: .272070313, TowerFanPressurePa: 395.898438, TowerFanEfficiency: .611914063, DryBulbHighDegC: 28.7041016, DryBulbLowDegC: 15.4423828,
		DewPointHighDegC: 16.7460938, DewPointLowDegC: -11.1123047, RelHumidityHigh: .718554688, RelHumidityLow: .260351562, COPError: -.091796875}
	h := NewHour(psychro.FromRelHumidity(9, .10, 101325))
	pue, wue := Annual([]Hour{h}, MidWaterEconomiser, &s, Options{})
	fmt.Printf("demo %.6f %.8f (1.339161 2.41739038)\n", pue, wue)
	zones := map[string][]Hour{}
	for _, z := range Zones {
		y, err := ReadClimate(ZoneFile("/work/shared/data/weather/lei_zones", z))
		if err != nil { t.Fatal(err) }
		zones[z] = y
	}
	for _, c := range Cases {
		for _, m := range []TowerModel{Published, AllHeat, SaturatedExit} {
			if c>5 && c!=8 && m!=Published {continue}
			st := time.Now()
			fmt.Println("case", c, m)
			for _, z := range Zones {
				got, err := Evaluate(zones[z], c, 150, Options{Tower: m, Seed: 1})
				if err != nil { t.Fatal(err) }
				want, _ := Find(z, c)
				fmt.Printf("%3s PUE %.4f %+.4f  %.4f %+.4f  WUE %.4f %+.1f%%  %.4f %+.1f%%\n", z, got.PUE.P5, got.PUE.P5-want.PUE.P5, got.PUE.P95, got.PUE.P95-want.PUE.P95,
					got.WUE.P5, 100*(got.WUE.P5/want.WUE.P5-1), got.WUE.P95, 100*(got.WUE.P95/want.WUE.P95-1))
			}
			fmt.Println(time.Since(st))
		}
	}
}
