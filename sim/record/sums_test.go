package record

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"caloduc/sim"
)

// At any start, months and years follow the calendar: leap days, months cut by
// the start, and hours counted once.
func TestPeriodsEqualBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(rapid.IntRange(2023, 2029).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")),
			rapid.IntRange(1, 28).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		cal, err := sim.NewCalendar(start, 1, "UTC")
		if err != nil {
			t.Fatal(err)
		}
		days := sim.Minute(rapid.IntRange(1, 400).Draw(t, "days"))
		var x, y float64
		reg := NewRegistry()
		ids := [2]ID{reg.Root().Channel(&x, "x_MW", ""), reg.Root().Meter(&y, "y_MW", "")}
		r, err := NewRecorder(reg, cal, Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]*[3]float64{}
		span := min(days*sim.Day, cal.End())
		record(t, r, span, func(m sim.Minute) {
			if m%360 == 0 {
				x, y = math.Sin(float64(m)), float64(m%7919)-4000
			}
			if m%60 != 0 {
				return
			}
			at := cal.Time(m)
			for _, name := range []string{at.Format("2006-01"), at.Format("2006"), "total"} {
				if want[name] == nil {
					want[name] = &[3]float64{}
				}
				want[name][0]++
				want[name][1] += x
				want[name][2] += y
			}
		})
		periods := r.periods()
		if len(periods) != len(want) {
			t.Fatalf("%d periods, want %d", len(periods), len(want))
		}
		for i := range periods {
			p := &periods[i]
			w := want[p.name]
			if w == nil {
				t.Fatalf("period %q is not of the run", p.name)
			}
			got := [3]float64{p.Hours(), p.Of(ids[0]), p.Of(ids[1])}
			for k := range got {
				if math.Abs(got[k]-w[k]) > 1e-9*w[0]*4000 {
					t.Fatalf("%s: %v, want %v", p.name, got, *w)
				}
			}
		}
	})
}

// TestNeumaier adds what a plain sum loses.
func TestNeumaier(t *testing.T) {
	var n neumaier
	for _, x := range []float64{1, 1e100, 1, -1e100} {
		n.add(x)
	}
	if n.value() != 2 {
		t.Errorf("sum %v, want 2", n.value())
	}
}
