package component

import (
	"math"
	"testing"
)

// plateTable bounds the relative error of the table of films between air plates.
const plateTable = 1e-7

// Each table stays within its bound of the equation it is built from, and is the
// equation out of its range.
func TestTablesOfOneVariable(t *testing.T) {
	power := func(n float64) func(float64) float64 {
		return func(x float64) float64 { return math.Pow(x, n) }
	}
	for _, c := range []struct {
		what         string
		table        *Curve
		equation     func(float64) float64
		lo, hi, most float64
	}{
		{"coil, film of air", coilAirFilm, power(0.8), 0.02, 1.3, 1e-6},
		{"coil, film of water", coilWaterFilm, power(0.85), 0.02, 1.3, 1e-6},
		{"coil, film of air within bounds", coilAirFilm, power(0.8), coilAirFlow.Min, coilAirFlow.Max, 1e-9},
		{"coil, film of water within bounds", coilWaterFilm, power(0.85), coilWaterFlow.Min, coilWaterFlow.Max, 1e-9},
		{"air plates, film", airPlateFilm, power(-0.78), 0.1, 1.5, plateTable},
		{"plate exchanger, film", plateFilm, power(-0.65), 0.05, 1.35, 1e-6},
		{"phi1", Phi1Neg, func(x float64) float64 { return -math.Expm1(-x) / x }, 1e-6, 8, 1e-8},
		{"phi2", phi2Neg, func(x float64) float64 { return phi2(-x) }, 1e-6, 32, 1e-8},
	} {
		worst := 0.0
		for i := range 40_000 {
			x := c.lo + (c.hi-c.lo)*(float64(i)+0.37)/40_000
			worst = max(worst, math.Abs(c.table.At(x)/c.equation(x)-1))
		}
		t.Logf("%s: within %.2g", c.what, worst)
		if worst > c.most {
			t.Errorf("%s: relative error %.2g, at most %g", c.what, worst, c.most)
		}
		for _, x := range []float64{0.5 * c.lo, 1.5 * c.hi} {
			if c.what[:3] != "phi" && c.lo != coilAirFlow.Min && c.lo != coilWaterFlow.Min && c.table.At(x) != c.equation(x) {
				t.Errorf("%s: %g at %g out of the table, equation %g", c.what, c.table.At(x), x, c.equation(x))
			}
		}
	}
}

// The table of crossflow effectiveness against the equation over all capacity ratios.
func TestCrossflowTable(t *testing.T) {
	worst, s := 0.0, crossflow()
	for ntu := 0.2; ntu < 8.2; ntu += 0.0123 {
		for z := 1. / 16; z <= 1; z += 0.0117 {
			worst = max(worst, math.Abs(s.at(ntu, z)/CrossflowEffectiveness(ntu, z)-1))
		}
	}
	t.Logf("within %.2g", worst)
	if worst > 2e-5 {
		t.Errorf("relative error %.2g", worst)
	}
}
