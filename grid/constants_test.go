package grid

import (
	"math"
	"testing"
)

// A line's type follows from its conductors: one of 240/40, 490/64 and 679/86 has
// 0.1188, 0.0590 and 0.0426 ohm/km and carries 645, 960 and 1150 A at 80 degC (DIN EN
// 50182, DIN 48204); a bundle shares them out. The type of high temperature is a line's
// own.
func TestLinesFollowFromTheirConductors(t *testing.T) {
	for name, c := range map[string]struct{ wires, ohmPerKm, kA, degC float64 }{
		"Al/St 240/40 4-bundle 380": {4, 0.1188, 0.645, 80},
		"Al/St 490/64 4-bundle 380": {4, 0.0590, 0.960, 80},
		"HTLS 4-bundle 380":         {4, 0.08, 1, 150},
		"490-AL1/64-ST1A 380":       {1, 0.0590, 0.960, 80},
		"679-AL1/86-ST1A 380":       {1, 0.0426, 1.150, 80},
		"Al/St 240/40 2-bundle 220": {2, 0.1188, 0.645, 80},
		"490-AL1/64-ST1A 220":       {1, 0.0590, 0.960, 80},
		"243-AL1/39-ST1A 110":       {1, 0.1188, 0.645, 80},
	} {
		v := valuesOf(t, name)
		near(t, name+": ohm/km", v["resistance_ohm_per_km"], c.ohmPerKm/c.wires, 0.02*c.ohmPerKm/c.wires)
		near(t, name+": kA", v["rating_kA"], c.kA*c.wires, 1e-9)
		near(t, name+": degC", v["max_conductor_degC"], c.degC, 0)
	}
}

// Surge impedance, ohm, and speed of a wave over that of light, from the published
// reactances at 50 Hz and capacitances. The speed is near 1 on a line without losses;
// where it is well above, the source calls its reactance or its capacitance estimated.
func TestLinesCarryWaves(t *testing.T) {
	for name, c := range map[string]struct{ ohm, speed float64 }{
		"Al/St 240/40 4-bundle 380":    {238.2, 1.015},
		"Al/St 490/64 4-bundle 380":    {175.7, 1.151},
		"HTLS 4-bundle 380":            {244.0, 0.983},
		"490-AL1/64-ST1A 380":          {270.6, 1.121},
		"679-AL1/86-ST1A 380":          {233.5, 0.979},
		"Al/St 240/40 2-bundle 220":    {276.9, 0.964},
		"490-AL1/64-ST1A 220":          {301.2, 1.107},
		"243-AL1/39-ST1A 110":          {371.4, 0.998},
		"NA2XS2Y 1x240 RM/25 12/20 kV": {34.2, 0.320}, // a cable
	} {
		v := valuesOf(t, name)
		henry, farad := v["reactance_ohm_per_km"]/(2*math.Pi*50), v["capacitance_nF_per_km"]*1e-9
		near(t, name+": surge impedance", math.Sqrt(henry/farad), c.ohm, 0.1)
		near(t, name+": speed of a wave", 1/math.Sqrt(henry*farad)/299792.458, c.speed, 0.001)
	}
}

func valuesOf(t *testing.T, name string) map[string]float64 {
	t.Helper()
	e, ok := LineTypes.Find(name)
	if !ok {
		t.Fatalf("no %s", name)
	}
	v := map[string]float64{}
	for key, x := range e.Values {
		v[key] = x.(float64)
	}
	return v
}
