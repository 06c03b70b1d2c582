package cooling

import (
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// A humid spell wets the coils until they take out what ventilation brings in;
// frost dries the hall to the humidifier's limit.
func TestDirectExpansionHumidity(t *testing.T) {
	var m sim.Minute
	p := made("direct-expansion", "")
	s := p.air.(*dxSide)
	d := steady(p, &m, outdoor(28, 0.85), 0.9, 3000)
	near(t, "inlet air", d.ServerInletAirDegC, 20, 1e-9)
	near(t, "condensate", s.taken, s.vent, 1e-3)
	if s.mode != float64(dxWet) || s.taken <= 0 || s.w < s.bank.dryW || s.sensibleShare < 0.97 {
		t.Errorf("mode %g, %g kg/s, sensible share %g", s.mode, s.taken, s.sensibleShare)
	}
	frost := outdoor(-20, 0.6)
	d = steady(p, &m, frost, 0.9, 6000)
	near(t, "dew point", psychro.DewPointDegC(s.w, paris.complete().PressurePa), -9, 1e-3)
	near(t, "water", d.EvaporatedKgPerS, s.ventKgPerS*(s.minW-frost.HumidityRatio), 1e-6)
}
