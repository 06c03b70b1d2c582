package cooling

import (
	"testing"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// A humid spell wets the coils until they take out what ventilation brings in;
// frost dries the hall to the humidifier's limit.
func TestDirectExpansionHumidity(t *testing.T) {
	var m sim.Minute
	p := made("direct-expansion", "")
	s := p.air.(*loop.DxSide)
	d := steady(p, &m, outdoor(28, 0.85), 0.9, 3000)
	near(t, "inlet air", d.ServerInletAirDegC, 20, 1e-9)
	near(t, "condensate", s.Taken, s.Vent(), 1e-3)
	if s.Mode != float64(loop.DxWet) || s.Taken <= 0 || s.W < s.Bank.DryW || s.SensibleShare < 0.97 {
		t.Errorf("mode %g, %g kg/s, sensible share %g", s.Mode, s.Taken, s.SensibleShare)
	}
	frost := outdoor(-20, 0.6)
	d = steady(p, &m, frost, 0.9, 6000)
	near(t, "dew point", psychro.DewPointDegC(s.W, paris.Complete().PressurePa), -9, 1e-3)
	near(t, "water", d.EvaporatedKgPerS, s.VentKgPerS*(s.MinW-frost.HumidityRatio), 1e-6)
}
