package psychro

import (
	"math"
	"testing"
)

// The wet bulb is that of adiabatic saturation, by which ASHRAE defines it (HoF 2017 ch. 1
// eq. 32): with water at the wet bulb, added until it is saturated, air keeps its enthalpy
// and the water's.
func TestWetBulbIsAdiabaticSaturation(t *testing.T) {
	const pa = 101325
	for _, c := range []struct{ tDegC, wetBulbDegC float64 }{{30, 20}, {40, 18}, {50, 35}, {10, 3}} {
		w, ws := HumidityRatioFromWetBulb(c.tDegC, c.wetBulbDegC, pa), SaturationHumidityRatio(c.wetBulbDegC, pa)
		added := (ws - w) * LiquidJPerKgK * c.wetBulbDegC
		near(t, "water's enthalpy", EnthalpyJPerKg(c.wetBulbDegC, ws)-EnthalpyJPerKg(c.tDegC, w), added, 1e-6, true)
	}
}

// Ice ends at the triple point, 0.01 degC: half a millikelvin above, saturation is over
// water.
func TestIceEndsAtTheTriplePoint(t *testing.T) {
	for tDegC, ice := range map[float64]bool{0.0095: true, 0.0105: false} {
		ln, _ := lnSaturation(tDegC, ice)
		near(t, "saturation pressure", SaturationPressurePa(tDegC), math.Exp(ln), 1e-9, true)
	}
	near(t, "pressure at the triple point", SaturationPressurePa(0.01), 611.657, 2e-4, true)
}
