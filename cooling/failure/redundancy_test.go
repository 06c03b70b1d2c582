package failure

import (
	"context"
	"math"
	"testing"
	"time"

	"caloduc/sim"
)

func TestInstalled(t *testing.T) {
	for _, c := range []struct {
		needed float64
		word   string
		want   int
	}{{4, "N", 4}, {4, "N+1", 5}, {4, "N+2", 6}, {4, "2N", 8}, {41.2, "N+1", 43}, {41.2, "2N", 84}} {
		if got := Installed(c.needed, c.word); got != c.want {
			t.Errorf("%g needed, %s: %d installed, want %d", c.needed, c.word, got, c.want)
		}
	}
	for _, c := range []struct {
		working int
		needed  float64
		want    float64
	}{{5, 4, 1}, {4, 4, 1}, {3, 4, 0.75}, {0, 4, 0}, {-2, 4, 0}} {
		if got := InService(c.working, c.needed); got != c.want {
			t.Errorf("%d of %g: %g, want %g", c.working, c.needed, got, c.want)
		}
	}
}

// engineFor returns an engine over one year (or more) from minute 0.
func engineFor(t testing.TB, years int) *sim.Engine {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return sim.NewEngine(cal, 0)
}

// The availability of a unit that fails and is repaired for a long time is
// MTBF/(MTBF + repair time), and the share of time with k units of n down is
// binomial: units are independent.
func TestAvailability(t *testing.T) {
	u := UnitsSpec{Redundancy: "N+1", MTBFH: 300, RepairH: 60, RepairSpread: 1, Number: 3}
	b := NewBank(&ChillerUnits, &u, 0)
	spec := Spec{Random: true}
	served := 0
	f, err := spec.Join(func() { served++ }, &b)
	if err != nil {
		t.Fatal(err)
	}
	e := engineFor(t, 100)
	f.Start(e, "H1", sim.Streams{Seed: 1})
	var down [5]float64
	minutes := e.Calendar().End()
	err = e.Run(context.Background(), minutes, func() string { return "test" }, func(sim.Minute) error {
		f.Tick()
		down[b.Broken]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a := 300.0 / 360
	for k, p := range []float64{math.Pow(a, 4), 4 * math.Pow(a, 3) * (1 - a), 6 * a * a * (1 - a) * (1 - a)} {
		near(t, "share of time", down[k]/float64(minutes), p, 0.03)
	}
	near(t, "failures", float64(b.Failed), 4*float64(minutes)/60/360, 0.03)
	near(t, "short", float64(b.Short), down[2]+down[3]+down[4], 0)
	if served == 0 || b.Installed != 4 {
		t.Errorf("served %d, installed %d", served, b.Installed)
	}
}

// A spec of zeros never fails, nor does one that is told not to.
func TestNoFailures(t *testing.T) {
	for _, c := range []struct {
		spec  Spec
		units UnitsSpec
	}{{Spec{Random: true}, UnitsSpec{}}, {Spec{}, UnitsSpec{MTBFH: 1, RepairH: 1, Redundancy: "N"}}} {
		b := NewBank(&FanUnits, &c.units, 10)
		f, _ := c.spec.Join(func() { t.Error("served") }, &b)
		e := engineFor(t, 1)
		f.Start(e, "H1", sim.Streams{Seed: 1})
		if err := e.Run(context.Background(), sim.Week, func() string { return "" }, func(sim.Minute) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if b.Failed != 0 || f.Least != 1 {
			t.Errorf("%d failures", b.Failed)
		}
	}
}
