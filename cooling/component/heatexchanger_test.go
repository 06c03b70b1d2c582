package component

import (
	"math"
	"testing"
)

// The counterflow effectiveness is Incropera and DeWitt's eq. 11.29 in both cases, and
// its limits: one stream that does not change its temperature, and no conductance.
func TestCounterflowIsTheTextbooks(t *testing.T) {
	for ntu := 0.001; ntu < 40; ntu *= 1.07 {
		for _, z := range []float64{0, 0.1, 0.5, 0.9, 0.99, 0.999999, 1} {
			e := math.Exp(-ntu * (1 - z))
			want := (1 - e) / (1 - z*e)
			if z > 0.9999 {
				want = ntu / (1 + ntu)
			}
			near(t, "effectiveness", CounterflowEffectiveness(ntu, z), want, 2e-6*z*z*z*z+1e-12)
		}
	}
	if CounterflowEffectiveness(0, 0.5) != 0 {
		t.Error("no conductance exchanges heat")
	}
	for _, flows := range [][2]float64{{0, 1e3}, {1e3, 0}} {
		if g := EffectiveWPerK(CounterflowEffectiveness, 1e6, flows[0], flows[1]); g != 0 {
			t.Errorf("a stream that stands exchanges %g W/K", g)
		}
	}
	near(t, "either stream may be the smaller", EffectiveWPerK(CounterflowEffectiveness, 2e3, 1e3, 3e3), EffectiveWPerK(CounterflowEffectiveness, 2e3, 3e3, 1e3), 0)
	near(t, "much conductance takes all of the smaller flow", EffectiveWPerK(CounterflowEffectiveness, 1e9, 1e3, 3e3), 1e3, 1e-12)
}
