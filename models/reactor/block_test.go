package reactor

import (
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
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

func TestBlockYear(t *testing.T) {
	const years = 10
	for _, text := range []string{"", "request = { kind = \"seasonal\" }", "common_cause = { per_year = 0 }"} {
		f := blockOf(t, years, 3, text)
		cold := mild(f.Len())
		net, up, capacity := make([]float64, years), make([]float64, years), 0.0
		for i := range f.units {
			capacity += f.units[i].spec.NetCapacityMW
		}
		start := time.Now()
		january := 0.0
		simulate(t, f, years, func(m sim.Minute) {
			f.Step(m, cold)
			y := min(int(float64(m)/sim.MinutesPerYear), years-1)
			net[y] += f.NetMW / capacity / sim.MinutesPerYear
			if m%sim.Hour == 0 {
				for i := range f.units {
					x := f.units[i].Availability * f.units[i].spec.NetCapacityMW / capacity
					up[y] += x / sim.HoursPerYear
					if m < 31*sim.Day {
						january += x / 31 / 24
					}
				}
			}
		})
		t.Logf("%q: %.3f s a year", text, time.Since(start).Seconds()/years)
		out := int64(0)
		for i := range f.units {
			out += f.units[i].outages
		}
		t.Logf("Kp %.3f Kd %.3f january %.3f outages %d", net, up, january, out/years)
	}
}
