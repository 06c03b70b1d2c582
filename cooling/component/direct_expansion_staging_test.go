package component

import (
	"math"
	"testing"
)

// Units start at once, wait before they stop, and do not hunt within the dead
// band.
func TestRunningUnits(t *testing.T) {
	u := newRunningUnits(&CompressorStagingSpec{Up: 0.9, Down: 0.7, MinRunMin: 15}, 10)
	if n := u.stage(4.6, 1); n != 6 {
		t.Errorf("%g units for 4.6 at 0.9", n)
	}
	for i := range 14 {
		if n := u.stage(1, 1); n != 6 {
			t.Fatalf("%g units after %d minutes", n, i+1)
		}
	}
	if n := u.stage(1, 1); n != 2 {
		t.Errorf("%g units for 1 at 0.7", n)
	}
	if n := u.stage(50, 1); n != 10 {
		t.Errorf("%g units beyond capacity", n)
	}
	changes, last := 0, 0.0
	u = newRunningUnits(&CompressorStagingSpec{Up: 0.9, Down: 0.7, MinRunMin: 0}, 10)
	for i := range 1000 {
		n := u.stage(5+0.2*math.Sin(float64(i)), 1)
		if n != last {
			changes, last = changes+1, n
		}
	}
	if changes > 2 {
		t.Errorf("%d changes within the dead band", changes)
	}
	for range 20 {
		u.stage(0, 1)
	}
	if u.Running != 0 {
		t.Errorf("%g units run for nothing", u.Running)
	}
}
