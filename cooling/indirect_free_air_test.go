package cooling

import (
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"
)

// The set point holds from frost to hot days, in the mode that serves.
func TestIndirectAirModes(t *testing.T) {
	var m sim.Minute
	p := made("indirect-free-air", "")
	for _, c := range []struct {
		t, rh float64
		mode  loop.AirMode
	}{{-20, 0.7, loop.PlatesDry}, {10, 0.7, loop.PlatesDry}, {30, 0.2, loop.PlatesWet}, {33, 0.5, loop.PlatesTrimmed}} {
		d := steady(p, &m, outdoor(c.t, c.rh), 1, 300)
		near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
		if mode := coils(p).Mode; mode != float64(c.mode) || d.HeatLimit != 1 {
			t.Errorf("mode %g at %g degC, want %g", mode, c.t, c.mode)
		}
		if (d.CompressorMW > 0) != (c.mode == loop.PlatesTrimmed) || (d.WaterKgPerS > 0) != (c.mode >= loop.PlatesWet) {
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
	s := p.air.(*loop.PlatesSide)
	at := s.Plates.Minute(s.FanSpeed, s.MeanReturnDegC, s.IntakeDegC)
	near(t, "plates", 1e-6*s.Plates.Conductance(&at, s.Speed)*(s.MeanReturnDegC-s.IntakeDegC), p.heat[loop.PlateHeat], 2e-4)
}
