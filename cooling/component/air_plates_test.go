package component

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Plates at design have their effectiveness, follow the equation off it, and
// their conductance rises with either flow.
func TestPlates(t *testing.T) {
	p := NewPlates(0.65, 1.5e6, 2e6, 0.3, 1e5)
	near(t, "design", EffectiveWPerK(CrossflowEffectiveness, p.ua, 1.5e6, 2e6), 0.65*1.5e6, 1e-9)
	// Half of both flows: both films fall to 0.5^0.78, NTU rises to 0.5^-0.22.
	near(t, "half flow", PlateUAWPerK(PlateFilm, 1, 1, 0.5, 0.5), math.Pow(0.5, 0.78), 1e-12)
	near(t, "series of unequal films", PlateUAWPerK(PlateFilm, 1, 2, 1, 0.5), 3/(1+2*math.Pow(2, 0.78)), 1e-12)
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.Float64Range(0.3, 1).Draw(t, "y")
		v := rapid.Float64Range(0.3, 1).Draw(t, "v")
		th := rapid.Float64Range(25, 50).Draw(t, "hall")
		ts := rapid.Float64Range(-30, 45).Draw(t, "scavenger")
		m := p.Minute(y, th, ts)
		ua := 2 * p.ua / (math.Pow(y*(th+273.15)/313.15, -0.78) + math.Pow(v*(ts+273.15)/303.15, -0.78))
		want := EffectiveWPerK(CrossflowEffectiveness, ua, 1.5e6*y, 2e6*v)
		if got := p.Conductance(&m, v); math.Abs(got-want) > 2e-5*want {
			t.Fatalf("conductance %g, equation %g", got, want)
		}
		if !(p.Conductance(&m, v*1.01) > p.Conductance(&m, v)) {
			t.Fatal("more scavenger air carries less")
		}
	})
	for _, eps := range []float64{0.3, 0.65, 0.8} {
		near(t, "NTU", CrossflowEffectiveness(CrossflowNTU(eps, 0.75), 0.75), eps, 1e-9)
	}
}
