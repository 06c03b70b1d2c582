package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// coolPlant is a plant with a loop of water, and a tank that fits its water.
type coolPlant struct {
	name, tank string
	spec       func() PlantSpec
	hall       Hall
	store      func(p Plant) *chilledStore
}

var coolPlants = []coolPlant{
	{"air-cooled-chiller", "cold_degC = 16, warm_degC = 21", func() PlantSpec { return new(AirCooledSpec) }, airHall,
		func(p Plant) *chilledStore { return &p.(*airCooled).store }},
	{"chilled-water", "cold_degC = 22.5, warm_degC = 28", func() PlantSpec { return new(ChilledWaterSpec) }, airHall,
		func(p Plant) *chilledStore { return &p.(*chilledWater).store }},
	{"chilled-water-economiser", "cold_degC = 22.5, warm_degC = 28", func() PlantSpec { return &ChilledWaterSpec{economiser: true} }, airHall,
		func(p Plant) *chilledStore { return &p.(*chilledWater).store }},
	{"chilled-water-air-economiser", "cold_degC = 22.5, warm_degC = 28", func() PlantSpec { return new(ChilledAirSpec) }, airHall,
		func(p Plant) *chilledStore { return &p.(*chilledAir).store }},
	{"river", "cold_degC = 22.5, warm_degC = 28", func() PlantSpec { return new(RiverPlantSpec) }, liquidHall,
		func(p Plant) *chilledStore { return &p.(*river).store }},
	{"river without cold plates", "cold_degC = 22.5, warm_degC = 28", func() PlantSpec { return new(RiverPlantSpec) }, airHall,
		func(p Plant) *chilledStore { return &p.(*river).store }},
	{"direct-liquid-dry", "cold_degC = 40, warm_degC = 50", func() PlantSpec { return new(DirectLiquidDrySpec) }, liquidHall,
		func(p Plant) *chilledStore { return p.(*directLiquidDry).store }},
	{"direct-liquid-tower", "cold_degC = 40, warm_degC = 50", func() PlantSpec { return new(DirectLiquidTowerSpec) }, liquidHall,
		func(p Plant) *chilledStore { return p.(*directLiquidTower).store }},
	{"direct-liquid-trim", "cold_degC = 40, warm_degC = 50", func() PlantSpec { return &DirectLiquidTowerSpec{trim: true} }, liquidHall,
		func(p Plant) *chilledStore { return p.(*directLiquidTower).store }},
}

// Every plant with a loop of water takes a tank and a district network: through
// hot days and cool nights the tank is charged and discharged, heat is delivered,
// every balance of the recorder closes, and it sees any of their flows changed.
func TestStorageAndRecoveryOfEveryPlant(t *testing.T) {
	for i := range coolPlants {
		c := &coolPlants[i]
		t.Run(c.name, func(t *testing.T) {
			reg, rec, d := c.days(t, -1)
			results, err := rec.CheckBalances()
			if err != nil {
				t.Fatal(err)
			}
			through := map[*record.Balance]float64{}
			for _, r := range results {
				through[r.Balance] = r.Throughput
			}
			// On outdoor air chilled water rests, at night when a tank would be charged.
			if d.charged < 5 && c.name != "chilled-water-air-economiser" || d.discharged < 5 || d.reused < 10 || d.limit < 1 {
				t.Errorf("%+v", d)
			}
			t.Logf("%+v", d)
			for k, flow := range reg.BalanceFlows() {
				name := reg.Channels[flow.Channel].Name
				if sum := rec.Totals().Of(flow.Channel); !strings.Contains(name, "storage") && !strings.Contains(name, "recovered") || math.Abs(sum) < 1e-5*through[flow.Balance] {
					continue
				}
				_, changed, _ := c.days(t, k)
				if _, err := changed.CheckBalances(); err == nil {
					t.Errorf("%s changed by a millionth goes unseen", name)
				}
			}
		})
	}
}

// extraDays are a plant's days with storage and recovery, MWh.
type extraDays struct{ charged, discharged, reused, limit float64 }

func (c *coolPlant) days(t *testing.T, perturb int) (*record.Registry, *record.Recorder, extraDays) {
	text := "random_failures = false\nthermal_storage = true\nheat_recovery.district_peak_MW = 3\n" +
		"storage = {volume_m3 = 2000, max_charge_kg_per_s = 100, max_discharge_kg_per_s = 100, " + c.tank + "}"
	p := build(t, decodeSpec(t, c.spec(), text), paris, c.hall)
	d := extraDays{limit: 1}
	reg, rec := recorded(t, p, 6*sim.Day, perturb, func(m sim.Minute) {
		swing := -math.Cos(2 * math.Pi * float64(m) / float64(sim.Day))
		// Days at the site's extreme wet bulb, nights 14 K colder.
		wet := 18 + 7*swing
		air := psychro.FromHumidityRatio(28+13*swing, psychro.HumidityRatioFromWetBulb(28+13*swing, wet, 101325), 101325)
		if u, ok := p.(WaterUser); ok {
			waterAt(u, 19+6*swing)
		}
		switch m / sim.Day {
		case 4:
			p.Stop()
		case 5:
			p.Step(m, &air, Load{})
		default:
			p.Step(m, &air, Load{ITMW: 0.9 * c.hall.DesignITMW, RoomHeatMW: 0.9 * c.hall.DesignRoomHeatMW})
		}
		mw := c.store(p).takenMW
		d.charged += max(-mw, 0) / 60
		d.discharged += max(mw, 0) / 60
		d.reused += p.Duty().ReusedMW / 60
		d.limit = min(d.limit, p.Duty().HeatLimit)
	})
	return reg, rec, d
}

// A tank bridges a failure of all chillers for longer.
func TestTankBridgesAirCooledChillers(t *testing.T) {
	first := map[bool]int{}
	for _, tank := range []bool{false, true} {
		text := `
random_failures = false
event = [{what = "chiller", at = "2027-07-15T16:00", for_min = 120, units = 9}]
storage = {volume_m3 = 1500, cold_degC = 16, warm_degC = 21, max_discharge_kg_per_s = 1500}
thermal_storage = ` + map[bool]string{false: "false", true: "true"}[tank]
		p := build(t, decodeSpec(t, new(AirCooledSpec), text), paris, airHall).(*airCooled)
		first[tank] = -1
		staged(t, p, airHall, outdoor(34, 0.3), func(m int, d *Duty) {
			if first[tank] < 0 && d.HeatLimit < 1 {
				first[tank] = m
			}
		})
	}
	t.Logf("throttled after %d minutes, with a tank after %d", first[false], first[true])
	if !(first[false] > 1 && first[true] > 3*first[false]) {
		t.Errorf("throttled after %d minutes, with a tank after %d", first[false], first[true])
	}
}

// What carries a hall's heat by no loop of water refuses both, with the reason
// and the place.
func TestExtrasRefused(t *testing.T) {
	for _, spec := range []func() param.Spec{func() param.Spec { return new(FreeAirSpec) }, func() param.Spec { return new(IndirectAirSpec) }, func() param.Spec { return new(DirectExpansionSpec) }} {
		for text, want := range map[string]string{
			"thermal_storage = true":                "a tank",
			"[storage]\nvolume_m3 = 3":              "a tank",
			"[heat_recovery]\ndistrict_peak_MW = 3": "a district network needs a loop of warm water",
		} {
			s := spec()
			_, err := param.Decode("p.toml", []byte(text), s, nil)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%T, %s: %v", s, text, err)
			}
		}
		if complaints := param.Lint(spec()); complaints != nil {
			t.Error(complaints)
		}
	}
}
