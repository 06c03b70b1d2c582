package component

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"

	"pgregory.net/rapid"
)

// The curves are normalised at 19.4 degC wet bulb and 35 degC (the rating point in
// EnergyPlus, VariableSpeedCoils.cc):
// within 0.2 %; power for a given heat rises with the condenser's air.
func TestWindowACCurves(t *testing.T) {
	c := &WindowACCurves
	near(t, "capacity", c.Capacity(19.4, 35, 1), 1, 0.002)
	near(t, "EIR", c.EIR(19.4, 35, 1), 1, 0.002)
	near(t, "run share at full load", c.RunShare(1), 1, 1e-12)
	near(t, "run share at half load", c.RunShare(0.5), 0.5/0.925, 1e-12)
	// Evaluated by hand from the coefficients.
	near(t, "capacity at 22 degC, 18 degC", c.Capacity(22, 18, 1), 1.282569495, 1e-9)
	near(t, "EIR at 22 degC, 46 degC", c.EIR(22, 46, 1), 1.226905701, 1e-3) // FF(1) = 1
	for wb := 12.8; wb < 23.9; wb += 0.1 {
		for tc := 18.0; tc < 46; tc += 0.1 {
			if !(c.EIR(wb, tc+0.1, 1) > c.EIR(wb, tc, 1) && c.Capacity(wb, tc+0.1, 1) < c.Capacity(wb, tc, 1)) {
				t.Fatalf("warmer condenser air helps at %.1f, %.1f", wb, tc)
			}
		}
	}
}

// The dry-out point: air at its humidity leaves a coil with the bank's full heat
// just saturated at the apparatus dew point.
func TestDryOutPoint(t *testing.T) {
	b := NewDXBank(&WindowACCurves, 4e5, 3, 28, 0.1, 101325, &CompressorStagingSpec{Up: 0.95, Down: 0.8}, 4)
	rapid.Check(t, func(t *rapid.T) {
		tIn := rapid.Float64Range(20, 45).Draw(t, "t")
		tc := rapid.Float64Range(-20, 55).Draw(t, "tc")
		flow := rapid.Float64Range(2, 30).Draw(t, "flow")
		b.Units.Running = float64(rapid.IntRange(0, 4).Draw(t, "n"))
		b.At(tIn, 0, flow, tc)
		m := b.ff * b.ratedFlow
		bf := BypassFactor(0.1, b.ff)
		h := psychro.EnthalpyJPerKg(tIn, b.DryW)
		adp := h - b.EachW/(m*(1-bf))
		sat := psychro.EnthalpyJPerKg(b.AdpDegC, psychro.SaturationHumidityRatio(b.AdpDegC, 101325))
		if math.Abs(adp-sat) > 15 { // J/kg, some 5 mK
			t.Fatalf("enthalpy at the apparatus dew point %g, saturated %g", adp, sat)
		}
		if wb := psychro.WetBulbDegC(tIn, b.DryW, 101325); math.Abs(wb-b.wetBulbDegC) > 1e-3 {
			t.Fatalf("wet bulb %g, psychro %g", b.wetBulbDegC, wb)
		}
		near := b.CapacityW() / 4 / (b.refW * WindowACCurves.Capacity(b.wetBulbDegC, tc, b.ff))
		if math.Abs(near-1) > 1e-12 {
			t.Fatalf("capacity %g of the curves'", near)
		}
	})
	if b.DryOut.Failures != 0 {
		t.Errorf("%d failures", b.DryOut.Failures)
	}
}

// Linearised drying against the coil's own equations (h_ADP from the heat, the
// sensible heat ratio from the bypass line; EnergyPlus,
// CoilCoolingDXCurveFitSpeed.cc): within a twentieth for humidity as
// far above dry-out as ventilation brings it.
func TestWetCoil(t *testing.T) {
	b := NewDXBank(&WindowACCurves, 1e5, 3, 9, 0.1, 101325, &CompressorStagingSpec{Up: 1, Down: 0.8}, 1)
	b.Units.Running = 1
	b.At(31, 0, 9, 35)
	dry := b.DryW
	w := dry + 3e-4
	b.At(31, w, 9, 35)
	got := b.Drying(9, 1) * (w - dry)
	h := psychro.EnthalpyJPerKg(31, w)
	adp := SaturatedAirTempDegC(h-b.EachW/(9*b.contact), 101325)
	want := 9 * b.contact * (w - psychro.SaturationHumidityRatio(adp, 101325))
	near(t, "condensate", got, want, 0.05)
}
