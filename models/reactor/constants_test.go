package reactor

import (
	"math"
	"testing"

	"caloduc/sim"
)

// A unit of 50 trips a year of operation trips so often in the Julian years, of
// 365.25 days, in which it was in operation: some 2,000 times, so that chance moves
// the count by 2.2 %.
func TestTripsPerYearOfOperation(t *testing.T) {
	const years, perYear = 60, 50
	f, err := NewFleet([]*Spec{decoded(t, "Nogent 1", `since_refuelling_d = 0
cycle_length_d = 1500
natural_length_d = 1500
forced = { scrams_per_year = 50, scram_repair_h = 1, failures_per_year = 0, partial_loss_fraction = 0 }
`)}, calendar(t, years), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	u := &f.units[0]
	running := 0.0
	simulate(t, f, years, func(m sim.Minute) {
		u.Step(&design)
		if u.phase != shutDown && u.phase != shuttingDown {
			running++
		}
	})
	want := perYear * running / 60 / 24 / 365.25
	t.Logf("%d trips, %.0f expected", u.trips, want)
	if math.Abs(float64(u.trips)/want-1) > 0.045 {
		t.Errorf("%d trips, want %.0f", u.trips, want)
	}
}

// Sea water of 35 g/kg freezes at -1.92 degC (UNESCO 1983): no colder water can enter a
// condenser, so that minutes below are counted as out of bounds.
func TestWaterFreezes(t *testing.T) {
	for i, degC := range []float64{-1.92, -2.1} {
		u := single(t, "Saint-Alban 1", steady)
		u.Step(&ColdSource{WaterDegC: degC})
		if u.coldOutOfBounds != int64(i) {
			t.Errorf("%g degC: %d minutes out of bounds, want %d", degC, u.coldOutOfBounds, i)
		}
	}
}

// Rated thermal power by series as the safety authority and EDF give it, and the
// full-power days of its fuel: 220 to 280 where a quarter of the core is changed every
// year, the middle of 400 to 430 where a third is every 18 months.
func TestSeriesAreAsRated(t *testing.T) {
	for name, want := range map[string]struct{ thermalMW, days float64 }{
		"Bugey 2":       {2785, (400. + 430) / 2},
		"Blayais 1":     {2785, 280},
		"Paluel 1":      {3817, (400. + 430) / 2},
		"Nogent 1":      {3817, (400. + 430) / 2},
		"Chooz B1":      {4270, (400. + 430) / 2},
		"Flamanville 3": {4500, (400. + 430) / 2},
	} {
		s := decoded(t, name, "")
		near(t, name+": thermal MW", s.ThermalPowerMW, want.thermalMW, 1e-9)
		near(t, name+": full-power days", s.NaturalLengthD, want.days, 1e-9)
		near(t, name+": days between outages", s.CycleLengthD, want.days/0.93, 1)
	}
}
