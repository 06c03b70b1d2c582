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
		same("W by dew point", FromDewPoint(tDegC, dp, pPa).HumidityRatio, w, 1e-8*w+1e-12)
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

// TestSaturationPressureFast holds the table to 2e-6 of the equation, fifty
// times better than minute loops need.
func TestSaturationPressureFast(t *testing.T) {
	worst, at := 0.0, 0.0
	for i := range 159_000 {
		x := -79 + float64(i)*0.001
		if e := math.Abs(SaturationPressureFast(x)/SaturationPressurePa(x) - 1); e > worst {
			worst, at = e, x
		}
	}
	if worst > 2e-6 {
		t.Errorf("worst relative error %.2g at %g degC, want at most 2e-6", worst, at)
	}
	t.Logf("worst relative error %.2g at %.3f degC", worst, at)
	for _, x := range []float64{-99, -80, 80.02, 150} {
		if SaturationPressureFast(x) != SaturationPressurePa(x) {
			t.Errorf("outside the table at %g degC the equation must serve", x)
		}
	}
}

func TestWetBulbFast(t *testing.T) {
	worst := 0.0
	rapid.Check(t, func(t *rapid.T) {
		tDegC, rh, pPa := air(t)
		w := HumidityRatioFromRelHumidity(tDegC, rapid.SampledFrom([]float64{rh, rh * rh, 0}).Draw(t, "moisture"), pPa)
		fast, exact := WetBulbFastDegC(tDegC, w, pPa), WetBulbDegC(tDegC, w, pPa)
		if !(math.Abs(fast-exact) <= 1e-4) {
			t.Fatalf("fast %.9f, exact %.9f", fast, exact)
		}
		worst = math.Max(worst, math.Abs(fast-exact))
	})
	t.Logf("worst error %.2g K", worst)
}

var sink float64

func BenchmarkSaturationPressure(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		sink = SaturationPressurePa(float64(i&63) - 20)
	}
}

func BenchmarkSaturationPressureFast(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		sink = SaturationPressureFast(float64(i&63) - 20)
	}
}

func BenchmarkWetBulb(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		sink = WetBulbDegC(float64(i&31)+5, 0.004, 101325)
	}
}

func BenchmarkWetBulbFast(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		sink = WetBulbFastDegC(float64(i&31)+5, 0.004, 101325)
	}
}

func BenchmarkDewPoint(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		sink = DewPointDegC(0.001*float64(i&15+1), 101325)
	}
}
