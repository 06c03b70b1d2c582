package component

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// At design flows the coil has the effectiveness it was sized for, and tables follow the
// equation within 1e-6.
func TestCoilConductance(t *testing.T) {
	ca, cw := 1.5e6, 3.3e6
	ua := CoilSizeWPerK(0.8, ca, cw)
	near(t, "design", CoilConductanceWPerK(ua, CoilFilmRatio, ca, cw, 1, 1), 0.8*ca, 1e-12)
	w := NewCoil(ua, ca, cw, 0.2)
	byEquation := func(y, f float64) float64 {
		air, water := math.Pow(y, 0.8), math.Pow(f, 0.85)
		u, lo, hi := ua*1.5*air*water/(water+0.5*air), min(ca*y, cw*f), max(ca*y, cw*f)
		return CounterflowEffectiveness(u/lo, lo/hi) * lo
	}
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.Float64Range(0.05, 1.2).Draw(t, "y")
		f := rapid.Float64Range(0.1, 1.2).Draw(t, "f")
		got, want := w.Conductance(y, f), byEquation(y, f)
		if math.Abs(got-want) > 1e-6*want {
			t.Fatalf("%g, equation %g", got, want)
		}
		if !(want < ca*y && want < cw*f) {
			t.Fatalf("conductance %g above a capacity flow", want)
		}
		if !(CoilConductanceWPerK(ua, CoilFilmRatio, ca, cw, y, f*1.01) > want) {
			t.Fatal("more water carries less")
		}
	})
}

// The valve finds the flow for any conductance from any start, or its end stop.
func TestValveControl(t *testing.T) {
	ca, cw := 1.5e6, 3.3e6
	w := NewCoil(CoilSizeWPerK(0.7, ca, cw), ca, cw, 0.2)
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.Float64Range(0.2, 1).Draw(t, "y")
		least, most := w.Conductance(y, 0.2), w.Conductance(y, 1)
		want := rapid.Float64Range(0.3*least, 1.3*most).Draw(t, "want")
		w.Valve.x = rapid.Float64Range(0, 2).Draw(t, "start")
		w.Valve.perSlope = rapid.Float64Range(0, 1e-4).Draw(t, "slope")
		w.Valve.last = rapid.Float64Range(0, 2e6).Draw(t, "last")
		w.Valve.trend = rapid.Float64Range(-1e-5, 1e-5).Draw(t, "trend")
		f, g := w.FlowFor(y, want, 1)
		switch {
		case want <= least*(1-2e-4):
			if f != 0.2 || g != least {
				t.Fatalf("flow %g for less than the least", f)
			}
		case want >= most*(1+2e-4):
			if f != 1 || g != most {
				t.Fatalf("flow %g for more than the most", f)
			}
		default:
			if math.Abs(g-want) > 2e-4*want {
				t.Fatalf("conductance %g at flow %g, want %g", g, f, want)
			}
		}
	})
	if w.Valve.Failures != 0 {
		t.Errorf("%d failures", w.Valve.Failures)
	}
}
