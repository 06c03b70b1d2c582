package reactor

import (
	"context"
	"fmt"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

func calendar(t testing.TB, years int) sim.Calendar {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// decoded returns the spec of a unit of the catalogue with further keys.
func decoded(t testing.TB, unit, text string) *Spec {
	t.Helper()
	s := &Spec{}
	if _, err := param.Decode("test.toml", []byte(fmt.Sprintf("unit = %q\n%s", unit, text)), s, nil); err != nil {
		t.Fatal(err)
	}
	return s
}

// steady is a table whose unit runs from the first minute without any outage.
const steady = `since_refuelling_d = 0
cycle_length_d = 1500
natural_length_d = 1500
forced = { scrams_per_year = 0, failures_per_year = 0, partial_loss_fraction = 0 }
`

// single returns a unit outside a fleet.
func single(t testing.TB, unit, text string) *Unit {
	t.Helper()
	streams := sim.Streams{Seed: 1}
	u := newUnit(decoded(t, unit, text), calendar(t, 1), streams)
	u.place(streams)
	return &u
}

// design is the cold source at which a unit with a tower or on a river gives its
// net capacity.
var design = ColdSource{WaterDegC: 15, WetBulbDegC: 10}

// simulate runs the events of a fleet over years, with f in every minute.
func simulate(t testing.TB, f *Fleet, years int, minute func(m sim.Minute)) {
	t.Helper()
	cal := calendar(t, years)
	e := sim.NewEngine(cal, 0)
	f.Start(e)
	err := e.Run(context.Background(), cal.End(), func() string { return "fleet" }, func(m sim.Minute) error {
		minute(m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// french returns the whole French fleet.
func french(t testing.TB, years int, seed uint64) *Fleet {
	t.Helper()
	var specs []*Spec
	for _, e := range FrenchUnits.Entries {
		specs = append(specs, decoded(t, e.Name, ""))
	}
	f, err := NewFleet(specs, calendar(t, years), sim.Streams{Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return f
}
