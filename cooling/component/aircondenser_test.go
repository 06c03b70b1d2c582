package component

import (
	"testing"

	"caloduc/cooling/psychro"
)

// Conductance in thin air against Carrier's Engineering Guide for Altitude Effects: an
// air-cooled condenser gives 0.95, 0.90, 0.85 and 0.80 of its heat at 2500, 5000, 7500
// and 10,000 ft, and a condensing unit 0.98, 0.97, 0.95 and 0.93 of its capacity. The
// screw chiller loses two fifths less than the unit: its curves are flatter in air.
func TestThinAirAgainstCarrier(t *testing.T) {
	for _, c := range []struct{ m, condenser, unit float64 }{{762, 0.95, 0.98}, {1525, 0.90, 0.97}, {2285, 0.85, 0.95}, {3050, 0.80, 0.93}} {
		sigma := psychro.PressureAtAltitudePa(c.m) / SeaLevelPa
		a := NewAirCondenser(12.8, 15, 0.08, sigma)
		near(t, "conductance", 15/(15+a.ThinK), c.condenser, 0.01)
		tc, held := a.EnteringDegC(35, 1)
		if held || a.FanFactor != 1-0.08*(1-sigma) {
			t.Errorf("%g m: held %t, fans %g", c.m, held, a.FanFactor)
		}
		s := &AirCooledScrew
		near(t, "capacity of a chiller", s.Capacity(6.67, tc)/s.Capacity(6.67, 35), c.unit, 0.035)
		if s.EIR(6.67, tc)*a.FanFactor <= s.EIR(6.67, 35) {
			t.Errorf("%g m: thin air saves power", c.m)
		}
	}
	a := NewAirCondenser(12.8, 15, 0.08, 1)
	if tc, held := a.EnteringDegC(-20, 1); tc != 12.8 || !held {
		t.Errorf("air of -20 degC acts as %g degC, held %t", tc, held)
	}
}
