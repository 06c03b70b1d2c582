package loop

import (
	"strings"
	"testing"

	"caloduc/sim/param"
)

// A set point is at its warmest above one outdoor temperature, at its coldest below
// another, and on the straight line between.
func TestReset(t *testing.T) {
	s := ResetSpec{SetDegC: 18, ColdDegC: 10, WarmDegC: 20}
	r, err := s.build("supply_air", 27, 27, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ outdoor, below float64 }{{-30, 9}, {10, 9}, {15, 4.5}, {19, 0.9}, {20, 0}, {40, 0}} {
		near(t, "below", r.BelowK(c.outdoor), c.below, 1e-12)
	}
	auto := ResetSpec{param.Auto, param.Auto, param.Auto}
	if r, err = auto.build("supply_air", 27, 20, 3); err != nil {
		t.Fatal(err)
	}
	for out := 17.0; out <= 24; out++ { // the set point follows outdoor air 3 K below it
		near(t, "below", r.BelowK(out), 24-out, 1e-12)
	}
	for _, none := range []ResetSpec{{}, auto, {27, param.Auto, param.Auto}, {60, param.Auto, param.Auto}} {
		if r, err := none.build("supply_air", 27, 27, 3); err != nil || r.BelowK(-30) != 0 {
			t.Errorf("%v: %v, %g K", none, err, r.BelowK(-30))
		}
	}
	turned := ResetSpec{20, 25, 20}
	if _, err := turned.build("supply_air", 27, 27, 3); err == nil || !strings.Contains(err.Error(), "supply_air_reset_cold_degC = 25 must be below") {
		t.Errorf("%v", err)
	}
}
