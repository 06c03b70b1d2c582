package cooling

import (
	"testing"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// Thin air at the same temperatures costs energy in every plant that works on air: its
// fans move more of it, condensers and dry coolers give less. Sizes follow the site but
// those of dry coolers, which are given.
func TestThinAirCostsEnergy(t *testing.T) {
	for _, c := range []struct {
		word, keys string
		hall       loop.Hall
		tDegC      float64
	}{
		{"air-cooled-chiller", "", airHall, 30},
		{"air-cooled-chiller", "", airHall, 5}, // at head pressure: hall fans alone
		{"direct-expansion", "", airHall, 30},
		{"free-air", "", airHall, 15},
		{"indirect-free-air", "", airHall, 15},
		{"direct-liquid-dry", "dry_cooler_units = 30", liquidHall, 15},
		{"immersion-dry", "dry_cooler_units = 30", tankHall, 15},
	} {
		powerMW := func(altitudeM float64) float64 {
			s, err := decode(c.word, "random_failures = false\n"+c.keys)
			if err != nil {
				t.Fatal(err)
			}
			site := loop.Site{AltitudeM: altitudeM, DesignDryBulbDegC: 36, DesignWetBulbDegC: 17}
			p, err := s.Build(site, c.hall)
			if err != nil {
				t.Fatal(err)
			}
			air := psychro.FromRelHumidity(c.tDegC, 0.3, psychro.PressureAtAltitudePa(altitudeM))
			var m sim.Minute
			d := steady(p.(*joined), &m, &loop.Outdoor{Air: &air}, 0.8, 600)
			if d.HeatLimit != 1 {
				t.Errorf("%s at %g m: throttled to %g", c.word, altitudeM, d.HeatLimit)
			}
			return d.ElectricMW
		}
		low, high := powerMW(0), powerMW(3000)
		t.Logf("%s at %g degC: %.4f MW at the sea, %.4f MW at 3000 m", c.word, c.tDegC, low, high)
		if !(high > 1.005*low) {
			t.Errorf("%s at %g degC: %.4f MW at the sea, %.4f MW at 3000 m", c.word, c.tDegC, low, high)
		}
	}
}
