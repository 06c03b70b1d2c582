package component

import (
	"testing"

	"caloduc/sim"

	"pgregory.net/rapid"
)

// A ramp up and down of load in units of one machine.
func TestStagingRamp(t *testing.T) {
	g := NewStager(testStaging, 4)
	n := 0
	for m := sim.Minute(0); m < 2000; m++ {
		load := 3.2 * float64(min(m, 2000-m)) / 1000
		n = g.Step(m, load, 1, 4)
		if m > 10 && load > float64(n) {
			t.Fatalf("minute %d: %d machines for %g", m, n, load)
		}
		if m == 999 && n != 4 {
			t.Errorf("%d machines at the peak of 3.2, want 4", n)
		}
	}
	if n > 1 || g.Starts != 4 {
		t.Errorf("%d machines at the end after %d starts", n, g.Starts)
	}
}

// Load that swings within the dead band starts nothing.
func TestStagingDeadBand(t *testing.T) {
	g := NewStager(testStaging, 3)
	for m := sim.Minute(0); m < 5000; m++ {
		load := 1.6
		if m/7%2 == 0 {
			load = 1.77
		}
		g.Step(m, load, 1, 3)
	}
	if g.On != 2 || g.Starts != 2 {
		t.Errorf("%d machines after %d starts, want 2 after 2", g.On, g.Starts)
	}
}

// However load and service change, no machine short-cycles: it runs its least
// time unless it goes out of service, and rests its least time.
func TestStagingNoShortCycling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const machines = 4
		g := NewStager(testStaging, machines)
		start, stop := [machines]sim.Minute{}, [machines]sim.Minute{}
		for i := range machines {
			start[i], stop[i] = LongAgo, LongAgo
		}
		on := [machines]bool{}
		service := machines
		load := 0.0
		for m := sim.Minute(0); m < 600; m++ {
			if m%11 == 0 {
				load = rapid.Float64Range(0, 4.4).Draw(t, "load")
			}
			if m%97 == 0 {
				service = rapid.IntRange(1, machines).Draw(t, "in service")
			}
			running := g.Step(m, load, 1, service)
			if running > g.On || g.On > service {
				t.Fatalf("minute %d: %d carry, %d on, %d in service", m, running, g.On, service)
			}
			for i := range machines {
				place := (i - g.head + machines) % machines
				now := place < g.On
				switch {
				case now && !on[i]:
					if m-stop[i] < 20 {
						t.Fatalf("machine %d rested %d min", i, m-stop[i])
					}
					start[i] = m
				case !now && on[i]:
					if m-start[i] < 20 && service == machines {
						t.Fatalf("machine %d ran %d min", i, m-start[i])
					}
					stop[i] = m
				}
				on[i] = now
			}
			if running == g.On && m-g.newest < 3 && g.newest != LongAgo {
				t.Fatalf("minute %d: a machine carries load %d min after its start", m, m-g.newest)
			}
		}
	})
}

func BenchmarkStaging(b *testing.B) {
	g := NewStager(testStaging, 6)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		sinkW = float64(g.Step(sim.Minute(i), 2+float64(i>>6&3), 1, 6))
	}
}
