package psychro

import (
	"math"
	"testing"
)

// near fails unless got is within tol of want: relative where tol is marked so.
func near(t *testing.T, what string, got, want, tol float64, relative bool) {
	t.Helper()
	d := math.Abs(got - want)
	if relative {
		d /= math.Abs(want)
	}
	if !(d <= tol) {
		t.Errorf("%s = %.9g, want %.9g within %g (off by %.2g)", what, got, want, tol, d)
	}
}

// The truths and tolerances of PsychroLib's own tests (test_psychrolib_si.py).

func TestSaturationPressurePsychroLib(t *testing.T) {
	near(t, "pws(-60)", SaturationPressurePa(-60), 1.08, 0.01, false)
	for _, c := range []struct{ tDegC, pa float64 }{
		{-20, 103.24}, {-5, 401.74}, {5, 872.6}, {25, 3169.7}, {50, 12351.3}, {100, 101418}, {150, 476101.4},
	} {
		near(t, "pws", SaturationPressurePa(c.tDegC), c.pa, 3e-4, true)
	}
}

func TestSaturatedAirPsychroLib(t *testing.T) {
	for _, c := range []struct{ tDegC, w, tol float64 }{
		{-50, 2.43e-5, 0.01}, {-20, 6.373e-4, 0.01}, {-5, 0.0024863, 0.005}, {5, 0.005425, 0.005},
		{25, 0.020173, 0.005}, {50, 0.086863, 0.01}, {85, 0.838105, 0.02},
	} {
		near(t, "Wsat", SaturationHumidityRatio(c.tDegC, 101325), c.w, c.tol, true)
	}
	for _, c := range []struct{ tDegC, h, tol float64 }{
		{-50, -50222, 0.01}, {-20, -18542, 0.01}, {-5, 1164, 0.03}, {5, 18639, 0.01},
		{25, 76504, 0.01}, {50, 275353, 0.01}, {85, 2307539, 0.01},
	} {
		h := EnthalpyJPerKg(c.tDegC, SaturationHumidityRatio(c.tDegC, 101325))
		near(t, "hsat", h, c.h, c.tol, true)
	}
}

func TestWetBulbPsychroLib(t *testing.T) {
	w := HumidityRatioFromWetBulb(30, 25, 95461)
	near(t, "W(30, 25)", w, 0.0192281274, 3e-4, true)
	near(t, "Twb(30)", WetBulbDegC(30, w, 95461), 25, 1e-3, false)
	w = HumidityRatioFromWetBulb(-1, -5, 95461)
	near(t, "W(-1, -5)", w, 0.00120399820, 3e-4, true)
	near(t, "Twb(-1)", WetBulbDegC(-1, w, 95461), -5, 1e-3, false)
	near(t, "Twb(7, 61 %)", FromRelHumidity(7, 0.61, 100000).WetBulbDegC, 3.92667433781955, 1e-3, true)
}

func TestMoistAirPsychroLib(t *testing.T) {
	near(t, "h(30, 0.02)", EnthalpyJPerKg(30, 0.02), 81316, 3e-4, true)
	near(t, "v(30, 0.02)", VolumeM3PerKg(30, 0.02, 95461), 0.940855, 3e-4, true)
	near(t, "density(30, 0.02)", DensityKgPerM3(30, 0.02, 95461), 1.02/0.940855, 3e-4, true)
	near(t, "p(500)", PressureAtAltitudePa(500), 95461, 1, false)
	near(t, "p(1000)", PressureAtAltitudePa(1000), 89875, 1, false)
	near(t, "p(4000)", PressureAtAltitudePa(4000), 61640, 1, false)
}

// TestHandbookExample1 is example 1 of ASHRAE HoF 2017 ch. 1: moist air at 40
// degC dry bulb, 20 degC wet bulb, 101325 Pa.
func TestHandbookExample1(t *testing.T) {
	w := HumidityRatioFromWetBulb(40, 20, 101325)
	near(t, "W", w, 0.0065, 0.0001, false)
	near(t, "dew point", DewPointDegC(w, 101325), 7, 0.5, false)
	near(t, "RH", RelHumidity(40, w, 101325), 0.14, 0.01, false)
	near(t, "h", EnthalpyJPerKg(40, w), 56700, 100, false)
	near(t, "v", VolumeM3PerKg(40, w, 101325), 0.896, 0.01, true)
}

// TestReferencePoints compares with PsychroLib's results at eight states, as
// printed: to the last digit, wet bulb within PsychroLib's own iteration
// tolerance of 0.001 K.
func TestReferencePoints(t *testing.T) {
	for _, c := range []struct{ tDegC, rh, pPa, wb, dp, w, h float64 }{
		{7, .61, 100000, 3.92633, .00083, .0038247, 16657.3},
		{30, .50, 101325, 22.00524, 18.44664, .0133102, 64211.5},
		{35, .30, 101325, 21.52355, 14.84360, .0105389, 62253.8},
		{20, .40, 101325, 12.35505, 6.00426, .0057959, 34831.0},
		{40, .14, 101325, 20.00752, 7.45505, .0064103, 56749.0},
		{-5, .80, 101325, -5.88395, -7.58527, .0019791, -98.6},
		{25, .60, 95461, 19.36569, 16.70113, .0126406, 57351.9},
		{0, .50, 101325, -2.97516, -8.16363, .0018813, 4705.2},
	} {
		a := FromRelHumidity(c.tDegC, c.rh, c.pPa)
		near(t, "wet bulb", a.WetBulbDegC, c.wb, 1e-3, false)
		near(t, "dew point", DewPointDegC(a.HumidityRatio, c.pPa), c.dp, 1e-3, false)
		near(t, "W", a.HumidityRatio, c.w, 6e-8, false)
		near(t, "h", EnthalpyJPerKg(c.tDegC, a.HumidityRatio), c.h, 0.06, false)
	}
}

func TestOutOfBoundsIsNaN(t *testing.T) {
	for what, got := range map[string]float64{
		"pws below":                  SaturationPressurePa(-101),
		"pws above":                  SaturationPressurePa(201),
		"pws of NaN":                 SaturationPressurePa(math.NaN()),
		"boiling air":                SaturationHumidityRatio(101, 101325),
		"relative humidity above 1":  HumidityRatioFromRelHumidity(20, 1.01, 101325),
		"wet bulb above dry bulb":    HumidityRatioFromWetBulb(20, 20.1, 101325),
		"wet bulb below that of W=0": HumidityRatioFromWetBulb(40, 5, 101325),
		"wet bulb of negative W":     WetBulbDegC(20, -1e-9, 101325),
		"wet bulb of NaN":            WetBulbDegC(math.NaN(), 0.01, 101325),
		"wet bulb at NaN pressure":   WetBulbDegC(20, 0.01, math.NaN()),
		"dew point of dry air":       DewPointDegC(0, 101325),
		"altitude":                   PressureAtAltitudePa(12000),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s = %g, want NaN", what, got)
		}
	}
}

// TestWetBulbAtFreezing holds the choice at 0 degC, where ice and water wicks
// disagree: air that has a wet bulb at or above 0 on a water wick gets that.
func TestWetBulbAtFreezing(t *testing.T) {
	const tDegC, pPa = 5.0, 101325.0
	w := HumidityRatioFromWetBulb(tDegC, 0, pPa)
	near(t, "wet bulb", WetBulbDegC(tDegC, w, pPa), 0, 1e-9, false)
	below := WetBulbDegC(tDegC, w*(1-1e-9), pPa)
	if !(below < -0.3 && below > -0.8) {
		t.Errorf("wet bulb just below the water wick's 0 degC = %g, want the ice wick's, up to 0.7 K lower", below)
	}
}
