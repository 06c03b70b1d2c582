package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// recordedPlants are the plants whose balances are recorded, and how many balances
// they have.
var recordedPlants = append(append([]airPlant{}, airPlants...),
	airPlant{"rear doors with fans", "chilled-water-economiser", "rear_doors = true\ndoors.door_fan_pressure_Pa = 60"},
	airPlant{"chilled water with a tank and wet coils", "chilled-water-economiser", withTank + "sensible_heat_ratio = 0.97"})

// recordedWeeks runs a plant through forty days with all seasons, an idle day and
// a stop, as recorded.
func recordedWeeks(t *testing.T, p *joined, perturb int) (*record.Registry, *record.Recorder) {
	hours := year()
	return recorded(t, p, 40*sim.Day, perturb, func(m sim.Minute) {
		out := &loop.Outdoor{Air: &hours[int(m/60*9)%8760]}
		switch m / sim.Day % 8 {
		case 0:
			out = outdoor(36, 0.3)
		case 1:
			out = outdoor(-20, 0.5)
		}
		switch m / sim.Day {
		case 30:
			p.Stop()
		case 31:
			p.Step(m, out, loop.Load{})
		default:
			p.Step(m, out, loop.Load{ITMW: 17 + 2*float64(m%2), RoomHeatMW: 0.7})
		}
	})
}

// The recorder finds every balance closed and sees any flow that is changed.
func TestRecordedBalances(t *testing.T) {
	for i := range recordedPlants {
		a := &recordedPlants[i]
		balances := 2 // heat and water
		if a.word == "direct-expansion" {
			balances++ // moisture
		}
		t.Run(a.name, func(t *testing.T) {
			seen(t, balances, func(string) bool { return true }, func(perturb int) (*record.Registry, *record.Recorder) {
				return recordedWeeks(t, a.of(""), perturb)
			})
		})
	}
}

// seen runs a plant and checks its balances, then anew with each of their flows that is
// among those meant and large enough changed by a millionth.
func seen(t *testing.T, balances int, among func(channel string) bool, run func(perturb int) (*record.Registry, *record.Recorder)) {
	t.Helper()
	reg, rec := run(-1)
	results, err := rec.CheckBalances()
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != balances {
		t.Errorf("%d balances, want %d", len(results), balances)
	}
	through := map[*record.Balance]float64{}
	for _, r := range results {
		through[r.Balance] = r.Throughput
		t.Logf("%s: residual %.2g of %.6g", r.Name, r.Residual, r.Throughput)
	}
	for i, flow := range reg.BalanceFlows() {
		name := reg.Channels[flow.Channel].Name
		if sum := rec.Totals().Of(flow.Channel); !among(name) || math.Abs(sum) <= 1e-5*through[flow.Balance] {
			continue // too little to see
		}
		_, changed := run(i)
		if _, err := changed.CheckBalances(); err == nil {
			t.Errorf("%s changed by a millionth goes unseen", name)
		}
	}
}

// Two plants of one registry, through ninety days spread over the year, with idle weeks
// and a day's stop.
func TestRecordedQuarter(t *testing.T) {
	seen(t, 4, func(string) bool { return true }, func(perturb int) (*record.Registry, *record.Recorder) {
		reg := record.NewRegistry()
		f, c := made("free-air", ""), made("air-cooled-chiller", "")
		f.Declare(reg.Root().Group("H1", "hall H1"))
		c.Declare(reg.Root().Group("H2", "hall H2"))
		hours := year()
		return reg, recordMinutes(t, reg, 90*sim.Day, perturb, func(m sim.Minute) {
			if m/sim.Day == 60 {
				f.Stop()
				c.Stop()
				return
			}
			out := &loop.Outdoor{Air: &hours[int(m/60*4)%8760]}
			if m/sim.Day%9 == 0 {
				out = outdoor(33, 0.2)
			}
			share := 0.9
			if m/sim.Week%4 == 3 {
				share = 0
			}
			load := loop.Load{ITMW: share * airHall.DesignITMW, RoomHeatMW: share * airHall.DesignRoomHeatMW}
			f.Step(m, out, load)
			c.Step(m, out, load)
		})
	})
}

// Every plant with a loop of water takes a tank and a district network: through
// hot days and cool nights the tank is charged and discharged, heat is delivered,
// every balance of the recorder closes, and it sees any of their flows changed.
func TestStorageAndRecovery(t *testing.T) {
	for i := range airPlants {
		a := &airPlants[i]
		if a.word == "free-air" || a.word == "indirect-free-air" || a.word == "direct-expansion" {
			continue
		}
		t.Run(a.name, func(t *testing.T) {
			d := extraDays{limit: 1}
			among := func(name string) bool {
				return strings.Contains(name, "storage") || strings.Contains(name, "recovered")
			}
			seen(t, 3, among, func(perturb int) (reg *record.Registry, rec *record.Recorder) {
				reg, rec, d = a.days(t, perturb)
				return reg, rec
			})
			// On outdoor air chilled water rests, at night when a tank would be charged.
			resting := strings.Contains(a.name, "outdoor air") || a.word == "chilled-water-air-economiser"
			if d.charged < 5 && !resting || d.discharged < 5 || d.reused < 10 || d.limit < 1 {
				t.Errorf("%+v", d)
			}
			t.Logf("%+v", d)
		})
	}
}

// extraDays are a plant's days with storage and recovery, MWh.
type extraDays struct{ charged, discharged, reused, limit float64 }

func (a *airPlant) days(t *testing.T, perturb int) (*record.Registry, *record.Recorder, extraDays) {
	tank := "cold_degC = 22.5, warm_degC = 28"
	switch {
	case a.word == "air-cooled-chiller":
		tank = "cold_degC = 16, warm_degC = 21"
	case a.keys == "rear_doors = true":
		tank = "cold_degC = 20, warm_degC = 25"
	}
	p := a.of("random_failures = false\nthermal_storage = true\nheat_recovery.district_peak_MW = 3\n" +
		"storage = {volume_m3 = 2000, max_charge_kg_per_s = 100, max_discharge_kg_per_s = 100, " + tank + "}")
	d := extraDays{limit: 1}
	reg, rec := recorded(t, p, 6*sim.Day, perturb, func(m sim.Minute) {
		swing := -math.Cos(2 * math.Pi * float64(m) / float64(sim.Day))
		// Days at the site's extreme wet bulb, nights 14 K colder.
		wet := 18 + 7*swing
		air := psychro.FromHumidityRatio(28+13*swing, psychro.HumidityRatioFromWetBulb(28+13*swing, wet, 101325), 101325)
		switch m / sim.Day {
		case 4:
			p.Stop()
		case 5:
			p.Step(m, &loop.Outdoor{Air: &air}, loop.Load{})
		default:
			p.Step(m, &loop.Outdoor{Air: &air}, loop.Load{ITMW: 0.9 * airHall.DesignITMW, RoomHeatMW: 0.9 * airHall.DesignRoomHeatMW})
		}
		mw := coils(p).Water.Store.TakenMW
		d.charged += max(-mw, 0) / 60
		d.discharged += max(mw, 0) / 60
		d.reused += p.Duty().ReusedMW / 60
		d.limit = min(d.limit, p.Duty().HeatLimit)
	})
	return reg, rec, d
}
