package psychro

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// air draws a state of moist air from -60 to 60 degC.
func air(t *rapid.T) (tDegC, rh, pPa float64) {
	tDegC = rapid.Float64Range(-60, 60).Draw(t, "tDegC")
	rh = rapid.Float64Range(0.01, 1).Draw(t, "rh")
	pPa = rapid.Float64Range(60000, 108000).Draw(t, "pPa")
	return tDegC, rh, pPa
}

func TestWetBulbBetweenDewPointAndDryBulb(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tDegC, rh, pPa := air(t)
		a := FromRelHumidity(tDegC, rh, pPa)
		dp := DewPointDegC(a.HumidityRatio, pPa)
		if !(dp-1e-7 <= a.WetBulbDegC && a.WetBulbDegC <= tDegC) {
			t.Fatalf("wet bulb %.9f not between dew point %.9f and dry bulb %.9f", a.WetBulbDegC, dp, tDegC)
		}
	})
}

func TestRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tDegC, rh, pPa := air(t)
		a := FromRelHumidity(tDegC, rh, pPa)
		w := a.HumidityRatio
		same := func(what string, got, want, tol float64) {
			if !(math.Abs(got-want) <= tol) {
				t.Fatalf("%s: %.12g, want %.12g", what, got, want)
			}
		}
		same("relative humidity", RelHumidity(tDegC, w, pPa), rh, 1e-12)
		same("W by wet bulb", HumidityRatioFromWetBulb(tDegC, a.WetBulbDegC, pPa), w, 1e-11)
		dp := math.Min(DewPointDegC(w, pPa), tDegC)
		same("W by dew point", SaturationHumidityRatio(dp, pPa), w, 1e-8*w+1e-12)
		same("dry bulb by enthalpy", DryBulbFromEnthalpyDegC(EnthalpyJPerKg(tDegC, w), w), tDegC, 1e-11)
		same("vapour pressure", HumidityRatioFromVapourPressure(VapourPressurePa(w, pPa), pPa), w, 1e-14)
	})
}

func TestWetBulbRoundTripFromWetBulb(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tDegC, rh, pPa := air(t)
		wb := WetBulbDegC(tDegC, HumidityRatioFromRelHumidity(tDegC, rh, pPa), pPa)
		again := WetBulbDegC(tDegC, HumidityRatioFromWetBulb(tDegC, wb, pPa), pPa)
		if !(math.Abs(wb-again) < 1e-6) {
			t.Fatalf("wet bulb %.9f came back as %.9f", wb, again)
		}
	})
}

// TestWetBulbRises: moister air has a higher wet bulb, the step at 0 degC
// included.
func TestWetBulbRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tDegC, rh, pPa := air(t)
		lower := rh * rapid.Float64Range(0.1, 0.999).Draw(t, "part")
		hi, lo := FromRelHumidity(tDegC, rh, pPa), FromRelHumidity(tDegC, lower, pPa)
		if !(lo.WetBulbDegC <= hi.WetBulbDegC) {
			t.Fatalf("wet bulb %.9f at rh %.6f, %.9f at rh %.6f", lo.WetBulbDegC, lower, hi.WetBulbDegC, rh)
		}
	})
}

// TestSaturationTable holds the table to 1e-10 of the equations, and its slope to 1e-8.
func TestSaturationTable(t *testing.T) {
	worst, at, slope := 0.0, 0.0, 0.0
	for i := range 159_980 {
		x := -79.98 + float64(i)*0.001
		ln, d := lnSaturation(x, x <= triplePointDegC)
		if e := math.Abs(SaturationPressurePa(x)/math.Exp(ln) - 1); e > worst {
			worst, at = e, x
		}
		p, dp := saturation(x)
		if p != SaturationPressurePa(x) {
			t.Fatalf("two pressures at %g degC", x)
		}
		if math.Abs(x-triplePointDegC) > 1e-9 {
			slope = max(slope, math.Abs(dp/(d*p)-1))
		}
	}
	if worst > 1e-10 || slope > 1e-8 {
		t.Errorf("worst relative error %.2g at %g degC, of the slope %.2g", worst, at, slope)
	}
	t.Logf("worst relative error %.2g at %.3f degC, of the slope %.2g", worst, at, slope)
	for _, x := range []float64{-99, -80, 80.02, 150} {
		ln, _ := lnSaturation(x, x < 0)
		if SaturationPressurePa(x) != math.Exp(ln) {
			t.Errorf("outside the table at %g degC the equation must serve", x)
		}
	}
}

var sink float64

func BenchmarkSaturationPressure(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		sink = SaturationPressurePa(float64(i&63) - 20)
	}
}

func BenchmarkWetBulb(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		sink = WetBulbDegC(float64(i&31)+5, 0.004, 101325)
	}
}

func BenchmarkDewPoint(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		sink = DewPointDegC(0.001*float64(i&15+1), 101325)
	}
}
