package cooling

import (
	"math"
	"testing"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/sim"
)

func near(t *testing.T, what string, got, want, rel float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Abs(want)) {
		t.Errorf("%s = %.6g, want %.6g within %g", what, got, want, rel)
	}
}

// airAt is outdoor air of a relative humidity 90 m above the sea.
func airAt(tDegC, rh float64) *psychro.Air {
	a := psychro.FromRelHumidity(tDegC, rh, psychro.PressureAtAltitudePa(90))
	return &a
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
