package loop

import (
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
)

// The bank is the published equation: one chiller at part load, and cycling below
// the least; it counts minutes out of the curves' range.
func TestAirChillerBank(t *testing.T) {
	s := AirChillersSpec{Number: 1, COP: 3, MinLoad: 0.2, Staging: testStaging}
	b := s.Build(1e6, new(failure.UnitsTable), &failure.AirChillerUnits)
	run := func(heat, te, tc float64) float64 {
		b.start(0, te, tc)
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
	run(1e5, 18, 5)
	if b.ClampedMinutes != 1 {
		t.Error("not counted out of bounds")
	}
}
