package reactor

import (
	"math"
	"testing"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// blockOf returns the block of a [fleet] with further keys.
func blockOf(t testing.TB, years int, seed uint64, text string) *Fleet {
	t.Helper()
	s := new(FleetSpec)
	if _, err := param.Decode("test.toml", []byte("country = \"France\"\n"+text), s, nil); err != nil {
		t.Fatal(err)
	}
	f, err := NewFleetOf(s, nil, calendar(t, years), sim.Streams{Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// mild returns the design cold source for all units.
func mild(n int) []ColdSource {
	cold := make([]ColdSource, n)
	for i := range cold {
		cold[i] = design
	}
	return cold
}

// A block's units, stepped when something happens to them, are in every minute what units
// stepped every minute are: same draws, same air, through outages, trips and a power that
// is asked for.
func TestBlockIsItsUnits(t *testing.T) {
	var specs []*Spec
	for _, e := range FrenchUnits.Entries {
		specs = append(specs, decoded(t, e.Name, ""))
	}
	cal, streams := calendar(t, 1), sim.Streams{Seed: 5}
	single, err := NewFleet(specs, cal, streams)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range specs { // of the calendar that a block shares
		single.units[i] = newUnit(s, cal, streams)
	}
	placeTogether(single.units, cal, streams)
	block := blockOf(t, 1, 5, "common_cause = { per_year = 0 }\nstrikes = { days_per_year = 0 }\nrivers = { limits = false }")
	trace := func(f *Fleet) (out []float64) {
		cold := mild(f.Len())
		simulate(t, f, 1, func(m sim.Minute) {
			if m >= 60*sim.Day {
				return
			}
			if m%sim.Hour == 0 {
				f.Request(48000 + 6000*math.Sin(float64(m)/700))
			}
			f.Step(m, cold)
			if m%97 == 0 {
				out = append(out, f.NetMW, f.AvailableMW, f.GridDrawMW)
			}
			if m%sim.Hour == 59 {
				u := f.Named("Nogent 1")
				out = append(out, u.NetMW, u.Xenon, u.burnupD)
			}
		})
		return out
	}
	a, b := trace(single), trace(block)
	if len(a) != len(b) {
		t.Fatalf("%d and %d values", len(a), len(b))
	}
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-6*max(1, math.Abs(a[i])) {
			t.Fatalf("value %d: %g one by one, %g as a block", i, a[i], b[i])
		}
	}
}

// The hour's means of a unit add up to what it did, minute by minute.
func TestBlockHours(t *testing.T) {
	f := blockOf(t, 1, 8, "forced = { scrams_per_year = 50 }")
	cold := mild(f.Len())
	sum, hours := make([]float64, f.Len()), 0
	simulate(t, f, 1, func(m sim.Minute) {
		if m >= 20*sim.Day {
			return
		}
		if m%sim.Hour == 0 {
			f.Request(45000 + 9000*math.Sin(float64(m)/500))
		}
		f.Step(m, cold)
		for i := range f.units {
			sum[i] += f.units[i].NetMW / 60
		}
		if m%sim.Hour == 59 {
			hours++
			for i := range f.units {
				near(t, f.units[i].name, f.units[i].block.mean.netMW, sum[i], 1e-6)
				sum[i] = 0
			}
		}
	})
	if hours != 480 {
		t.Errorf("%d hours", hours)
	}
}

// The fleet gives what is asked of it where its limits let it, through few units.
func TestRequestIsSplit(t *testing.T) {
	f := blockOf(t, 1, 2, "forced = { scrams_per_year = 0, failures_per_year = 0 }\ncommon_cause = { per_year = 0 }\nstrikes = { days_per_year = 0 }")
	cold := mild(f.Len())
	simulate(t, f, 1, func(m sim.Minute) {
		if m >= 2*sim.Day {
			return
		}
		if m == 12*sim.Hour {
			f.Request(f.AvailableMW - 3000)
		}
		f.Step(m, cold)
		if m == 18*sim.Hour {
			near(t, "net", f.NetMW, f.request.mw, 1)
			low := 0
			for i := range f.units {
				if u := &f.units[i]; u.NetMW < 0.95*u.AvailableMW {
					low++
				}
			}
			if low < 2 || low > 6 {
				t.Errorf("%d units took 3,000 MW off", low)
			}
		}
	})
}

// The first January is like the second: the calendar has run before.
func TestFirstJanuary(t *testing.T) {
	const runs = 12
	var up [2]float64
	for seed := range uint64(runs) {
		f := blockOf(t, 2, seed, "common_cause = { per_year = 0 }")
		cold := mild(f.Len())
		simulate(t, f, 2, func(m sim.Minute) {
			f.Step(m, cold)
			if day := m / sim.Day; m%sim.Day == 0 && day%365 < 31 {
				for i := range f.units {
					up[day/365] += f.units[i].Availability * f.units[i].spec.NetCapacityMW / 63000 / 31 / runs
				}
			}
		})
	}
	t.Logf("availability %.3f in the first January, %.3f in the second", up[0], up[1])
	near(t, "the first January less the second", up[0]-up[1], 0, 0.03)
}

// A dedicated unit is nobody else's.
func TestDedicate(t *testing.T) {
	f := blockOf(t, 1, 2, "")
	cold := mild(f.Len())
	f.Step(0, cold)
	all := f.NetMW
	g := blockOf(t, 1, 2, "")
	u, err := g.Dedicate("Chooz B2")
	if err != nil {
		t.Fatal(err)
	}
	g.Step(0, cold)
	near(t, "the others", g.NetMW+u.NetMW, all, 1e-6)
	if _, err := g.Dedicate("Chooz B2"); err == nil {
		t.Error("a unit feeds two campuses")
	}
	if _, err := g.Dedicate("Chooz"); err == nil {
		t.Error("a unit that there is not feeds a campus")
	}
}

// A generic defect takes a series down and lets it return; a fleet with defects is less
// available than one without.
func TestGenericDefects(t *testing.T) {
	const years = 3
	up := func(text string) float64 {
		f := blockOf(t, years, 4, text)
		cold := mild(f.Len())
		sum := 0.0
		simulate(t, f, years, func(m sim.Minute) {
			f.Step(m, cold)
			sum += f.AvailableMW
		})
		if text == "" {
			return sum
		}
		for i := range f.units {
			if n := f.units[i].stops[generic]; n < 0 {
				t.Errorf("%s was released %d times too often", f.units[i].name, -n)
			}
		}
		return sum
	}
	if without, with := up("common_cause = { per_year = 0 }"), up("common_cause = { per_year = 1 }"); with > 0.93*without {
		t.Errorf("%g with a defect a year, %g without", with, without)
	}
}

// Nogent 1 is out from 10 January for 40 days, and back thereafter.
func TestStagedOutage(t *testing.T) {
	f := blockOf(t, 1, 1, `forced = { scrams_per_year = 0, failures_per_year = 0 }
outages = { refuelling_d = 1, partial_d = 1, ten_yearly_d = 1 }
common_cause = { per_year = 0 }
[[event]]
name = "stop"
unit = "Nogent 1"
from = 2026-01-10
length_d = 40
[[event]]
name = "half"
unit = "Golfech 1"
from = 2026-01-10
length_d = 40
power_fraction = 0.5
[[event]]
name = "less than half"
unit = "Golfech 1"
from = 2026-01-15
length_d = 10
power_fraction = 0.7
`)
	cold, u, half := mild(f.Len()), f.Named("Nogent 1"), f.Named("Golfech 1")
	down, bound := 0, 0
	simulate(t, f, 1, func(m sim.Minute) {
		f.Step(m, cold)
		if m >= 80*sim.Day {
			return
		}
		if u.Availability == 0 {
			down++
		}
		if half.Availability > 0 && half.Availability <= 0.5 && half.NetMW < 0.5*half.spec.NetCapacityMW {
			bound++
		}
	})
	if days := float64(down) / float64(sim.Day); days < 40 || days > 43 {
		t.Errorf("%.2f days down, want 40", days)
	}
	if days := float64(bound) / float64(sim.Day); days < 38 || days > 41 {
		t.Errorf("%.2f days at half power, want 40", days)
	}
}

// A hot river holds the units of a site at their least power, within the exceptional
// limits, and stops them beyond; technically they stay available.
func TestRiverLimits(t *testing.T) {
	const keys = "forced = { scrams_per_year = 0, failures_per_year = 0 }\ncommon_cause = { per_year = 0 }\nstrikes = { days_per_year = 0 }\n"
	for _, c := range []struct {
		keys      string
		water     float64
		low, high float64 // net over capacity
	}{
		{"", 20, 0.9, 1.1}, {"", 28.5, 0.15, 0.35}, {"", 30.5, 0, 0.01},
		{"rivers = { exceptional = false }", 28.5, 0, 0.01}, {"rivers = { limits = false }", 30.5, 0.9, 1.1},
		{"rivers = { limit_shift_K = 3 }", 30.5, 0.9, 1.1},
	} {
		f := blockOf(t, 1, 3, keys+c.keys)
		cold := mild(f.Len())
		for i := range cold {
			cold[i].WaterDegC = c.water
		}
		u := f.Named("Golfech 2")
		for m := range 2 * sim.Day {
			f.Step(m, cold)
		}
		if u.planned {
			t.Fatal("in an outage: another seed")
		}
		if part := u.NetMW / u.spec.NetCapacityMW; part < c.low || part > c.high {
			t.Errorf("%s at %g degC: Golfech 2 at %.2f of its capacity, want %g to %g", c.keys, c.water, part, c.low, c.high)
		}
		if u.Availability == 0 {
			t.Errorf("%s at %g degC: the river makes the unit technically unavailable", c.keys, c.water)
		}
		if sea := f.Named("Paluel 3"); !sea.planned && sea.caps.river != 1 {
			t.Error("a river bounds a unit on the sea")
		}
	}
}

// Little water bounds the units once through, not those with towers.
func TestRiverFlow(t *testing.T) {
	f := blockOf(t, 1, 3, "forced = { scrams_per_year = 0, failures_per_year = 0 }\ncommon_cause = { per_year = 0 }\nrivers = { flow_factor = 0.3, dryness_spread = 0 }")
	cold := mild(f.Len())
	f.Step(0, cold)
	for _, c := range []struct {
		unit      string
		low, high float64
	}{{"Bugey 2", 0.3, 0.9}, {"Golfech 2", 1, 1}, {"Cruas 1", 1, 1}} {
		if part := f.Named(c.unit).caps.river; part < c.low || part > c.high {
			t.Errorf("%s may run at %.2f, want %g to %g", c.unit, part, c.low, c.high)
		}
	}
}

func TestBlockDeclares(t *testing.T) {
	r := record.NewRegistry()
	f := blockOf(t, 1, 1, "")
	f.Declare(r.Root())
	want := map[string]bool{}
	for _, scope := range []string{"", "site.Golfech", "reactor.Golfech 2"} {
		for _, name := range []string{"load_factor", "availability_factor", "use_factor"} {
			if scope == "" {
				name = "fleet_" + name
			}
			want[scope+"/"+name] = true
		}
	}
	for _, i := range r.Indicators {
		delete(want, i.Scope+"/"+i.Name)
	}
	if len(want) > 0 {
		t.Errorf("not declared: %v", want)
	}
}

func TestFleetRefuses(t *testing.T) {
	for text, why := range map[string]string{
		`without = "Nogent 3"`: "a unit that there is not", "[[event]]\nunit = \"Nogent\"\nfrom = 2026-01-01": "an event of no unit",
		"[[event]]\nunit = \"Nogent 1\"": "an event without a day", "min_stable_end_fraction = 1": "no room above the least power",
	} {
		if _, err := param.Decode("test.toml", []byte("country = \"France\"\n"+text), new(FleetSpec), nil); err == nil {
			t.Errorf("accepted: %s", why)
		}
	}
}

// A year of the fleet with outages, rivers and a seasonal request, the events of its
// processes among it.
func BenchmarkFleetYear(b *testing.B) {
	for range b.N {
		f := blockOf(b, 1, 3, "request = { kind = \"seasonal\" }")
		cold := mild(f.Len())
		simulate(b, f, 1, func(m sim.Minute) { f.Step(m, cold) })
	}
}
