package reactor

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// reporter is what *testing.T and *rapid.T share.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

func near(t reporter, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.9g, want %.9g within %g", what, got, want, tolerance)
	}
}

// peak runs the chain from equilibrium at rated power at the power p and
// returns the highest xenon, its hour, and the hour it is back at 1.
func peak(c Poison, p float64) (highest, at, back float64) {
	i, x := c.Equilibrium(1)
	for minute := 1; minute < 60*60; minute++ {
		i, x = c.Advance(i, x, p, 60)
		if x > highest {
			highest, at = x, float64(minute)/60
		}
		if back == 0 && at < float64(minute)/60 && x < 1 {
			back = float64(minute) / 60
		}
	}
	return
}

// Peaks after a trip from equilibrium at rated power, from an independent
// integration with step refinement (decay constants 2.93e-5 and 2.11e-5 per
// second, yields 0.0639 and 0.0023).
func TestPeakAfterTrip(t *testing.T) {
	for _, want := range []struct{ r, ratio, hour, back float64 }{
		{2, 1.4051, 6.85, 0}, {3, 1.6829, 7.87, 0}, {4, 1.9693, 8.50, 27.1}, {5, 2.2599, 8.92, 30.0},
	} {
		c := NewPoison(want.r)
		c.LambdaI, c.LambdaX = 2.93e-5, 2.11e-5
		ratio, hour, back := peak(c, 0)
		near(t, "peak", ratio, want.ratio, 5e-5)
		near(t, "hour of the peak", hour, want.hour, 0.02)
		if want.back > 0 {
			near(t, "hour back at equilibrium", back, want.back, 0.1)
		}
	}
}

// Steps down at r = 3: peak and new equilibrium.
func TestPeakAfterStepDown(t *testing.T) {
	c := NewPoison(3)
	for _, want := range []struct{ power, ratio, equilibrium float64 }{
		{0.2, 1.46, 0.50}, {0.3, 1.37, 0.63}, {0.5, 1.23, 0.80}, {0.8, 1.08, 0.94},
	} {
		ratio, hour, _ := peak(c, want.power)
		near(t, "peak", ratio, want.ratio, 0.01)
		if want.power == 0.2 {
			near(t, "hour", hour, 6.65, 0.05)
		}
		_, x := c.Equilibrium(want.power)
		near(t, "equilibrium", x, want.equilibrium, 0.005)
	}
}

// The decay constants are those of the half-lives.
func TestDecayConstants(t *testing.T) {
	c := NewPoison(2.5)
	near(t, "lambda I", c.LambdaI, 2.93e-5, 0.005e-5)
	near(t, "lambda Xe", c.LambdaX, 2.11e-5, 0.005e-5)
}

// Being exact, the step may be cut anywhere; xenon stays positive and what is in
// equilibrium remains there.
func TestAdvanceIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := NewPoison(rapid.Float64Range(0, 10).Draw(t, "r"))
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		i0, x0 := rapid.Float64Range(0, 2).Draw(t, "i"), rapid.Float64Range(0, 3).Draw(t, "x")
		span := rapid.Float64Range(1, 100000).Draw(t, "s")
		cut := span * rapid.Float64Range(0, 1).Draw(t, "cut")
		i1, x1 := c.Advance(i0, x0, p, span)
		ia, xa := c.Advance(i0, x0, p, cut)
		i2, x2 := c.Advance(ia, xa, p, span-cut)
		near(t, "iodine in two steps", i2, i1, 1e-12)
		near(t, "xenon in two steps", x2, x1, 1e-11)
		if x1 < 0 || i1 < 0 {
			t.Fatalf("negative: %g, %g", i1, x1)
		}
		ie, xe := c.Equilibrium(p)
		i3, x3 := c.Advance(ie, xe, p, span)
		near(t, "iodine at rest", i3, ie, 1e-12)
		near(t, "xenon at rest", x3, xe, 1e-11)
	})
}

// The closed form agrees with the differential equations, also where both
// nuclides vanish equally fast.
func TestAdvanceAgainstEquations(t *testing.T) {
	c := NewPoison(2.5)
	same := (c.LambdaI/c.LambdaX - 1) / c.FluxRatio
	for _, p := range []float64{0, 0.1, same - 1e-9, same, same + 1e-9, 0.7, 1} {
		i, x := 1.3, 0.4
		wantI, wantX := i, x
		const dt = 0.5
		for range 7200 {
			slope := func(i, x float64) (float64, float64) {
				total := c.YieldI + c.YieldX
				return c.LambdaI * (p - i),
					c.LambdaX*(1+c.FluxRatio)*(c.YieldX*p+c.YieldI*i)/total - c.LambdaX*(1+c.FluxRatio*p)*x
			}
			di, dx := slope(wantI, wantX)
			mi, mx := slope(wantI+di*dt/2, wantX+dx*dt/2)
			wantI, wantX = wantI+mi*dt, wantX+mx*dt
		}
		i, x = c.Advance(i, x, p, 3600)
		near(t, "iodine", i, wantI, 1e-9)
		near(t, "xenon", x, wantX, 1e-9)
	}
}

// Restart after a trip is impossible for many hours late in the cycle, and
// always possible early (training notes on the CPY series: not between 6 and
// 30 h after a trip, late in the cycle).
func TestRestartMargin(t *testing.T) {
	c := NewPoison(2.5)
	forbidden := func(burnt float64) (minutes int) {
		i, x := c.Equilibrium(1)
		for range 72 * 60 {
			i, x = c.Advance(i, x, 0, 60)
			if !RestartAllowed(x, 2750, Boron(1200, 10, burnt), 6.67) {
				minutes++
			}
		}
		return
	}
	if m := forbidden(0.2); m != 0 {
		t.Errorf("early in the cycle restart is forbidden for %d minutes", m)
	}
	if h := float64(forbidden(1)) / 60; h < 15 || h > 24 {
		t.Errorf("at the end of the cycle restart is forbidden for %.1f h", h)
	}
	if forbidden(0.9) >= forbidden(1) {
		t.Error("the margin does not shrink with burn-up")
	}
}
