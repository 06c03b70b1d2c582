package loop

import (
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
)

// The bank is the published equation: one chiller at part load, and cycling below
// the least; it counts minutes out of the curves' range.
func TestAirChillerBank(t *testing.T) {
	s := AirChillersSpec{Number: 1, COP: 3, MinLoad: 0.2, Staging: testStaging, Condenser: component.AirCondenserSpec{LeastDegC: 12.8}}
	b := s.Build(seaLevel, 1e6, new(failure.UnitsTable), &failure.AirChillerUnits)
	run := func(heat, te, tc float64) float64 {
		b.start(0, te, tc, 0)
		b.couldTakeW(heat)
		b.Carry(heat)
		return b.PowerW
	}
	full, c := 1e6*component.AirCooledScrew.Capacity(10, 30), component.AirCooledScrew.EIRFPLR
	atFull := full / 3 * component.AirCooledScrew.EIR(10, 30)
	near(t, "power", run(0.7*full, 10, 30), atFull*(c[0]+0.7*c[1]+0.49*c[2]), 1e-12)
	near(t, "cycling", run(0.1*full, 10, 30), 0.5*atFull*(c[0]+0.2*c[1]+0.04*c[2]), 1e-12)
	if b.ClampedMinutes != 0 {
		t.Error("counted within bounds")
	}
	// Cold air is held at head pressure, water warmer than the curves is mixed: the
	// machines work at the edges, within bounds.
	run(1e5, 18, 5)
	if b.ClampedMinutes != 0 || b.HeldMinutes != 1 {
		t.Errorf("%d minutes out of bounds and %d held, want 0 and 1", b.ClampedMinutes, b.HeldMinutes)
	}
	cold := b.PowerW
	near(t, "power of head pressure control", cold, run(1e5, 15.6, 12.8), 1e-12)
	run(1e5, 10, 52)
	if b.ClampedMinutes != 1 {
		t.Error("not counted out of bounds")
	}
}

var seaLevel = Site{PressurePa: component.SeaLevelPa}
