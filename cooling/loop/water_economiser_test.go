package loop

import (
	"testing"

	"caloduc/sim"
)

// Modes change with their dead bands and not before their least time.
func TestEconomiserMode(t *testing.T) {
	e := NewEconomiserMode(ModeSpec{OnK: 1.1, OffK: 0.5, Minutes: 20})
	for _, c := range []struct {
		m                        sim.Minute
		alone, off, saved, lifts float64
		want                     int
	}{
		{0, 1.0, 0, 9, 9, CentralFree},
		{1, 1.2, 0, 9, 9, CentralPartial},
		{2, 0.2, 0, 9, 9, CentralPartial}, // too early
		{21, 0.6, 0, 9, 9, CentralPartial},
		{22, 0.5, 0, 9, 9, CentralFree},
		{23, 2, 2.9, 9, 9, CentralFree},    // too early
		{24, 2, 3.1, 9, 9, CentralPartial}, // in a hurry
		{44, 2, 0, 0.4, 0.4, CentralMechanical},
		{64, 2, 0, 0, 1.0, CentralMechanical},
		{65, 2, 0, 0, 1.2, CentralPartial},
	} {
		if got := e.step(c.m, c.alone, c.off, c.saved, c.lifts); got != c.want {
			t.Fatalf("minute %d: mode %d, want %d", c.m, got, c.want)
		}
	}
}
