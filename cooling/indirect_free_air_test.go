package cooling

import (
	"testing"

	"caloduc/sim"
)

// The set point holds from frost to hot days, in the mode that serves.
func TestIndirectAirModes(t *testing.T) {
	var m sim.Minute
	p := made("indirect-free-air", "")
	for _, c := range []struct {
		t, rh float64
		mode  airMode
	}{{-20, 0.7, platesDry}, {10, 0.7, platesDry}, {30, 0.2, platesWet}, {33, 0.5, platesTrimmed}} {
		d := steady(p, &m, outdoor(c.t, c.rh), 1, 300)
		near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
		if mode := coils(p).mode; mode != float64(c.mode) || d.HeatLimit != 1 {
			t.Errorf("mode %g at %g degC, want %g", mode, c.t, c.mode)
		}
		if (d.CompressorMW > 0) != (c.mode == platesTrimmed) || (d.WaterKgPerS > 0) != (c.mode >= platesWet) {
			t.Errorf("at %g degC: %+v", c.t, d)
		}
	}
	near(t, "inlet air at the extreme", steady(p, &m, extreme(), 1, 600).ServerInletAirDegC, 27, 1e-9)
}

// The heat through the plates is what their equation says of the speed.
func TestIndirectAirIsThePlates(t *testing.T) {
	var m sim.Minute
	p := made("indirect-free-air", "")
	steady(p, &m, outdoor(12, 0.6), 0.8, 300)
	s := p.air.(*platesSide)
	at := s.plates.minute(s.fanSpeed, s.meanReturnDegC, s.intakeDegC)
	near(t, "plates", 1e-6*s.plates.conductance(&at, s.speed)*(s.meanReturnDegC-s.intakeDegC), p.heat[plateHeat], 2e-4)
}
