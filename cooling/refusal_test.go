package cooling

import (
	"math"
	"strings"
	"testing"
)

// What cannot be is refused with the reason, or runs throttled when forced.
func TestRefusals(t *testing.T) {
	refuse := func(s PlantSpec, site Site, h Hall, words ...string) {
		t.Helper()
		_, err := s.Build(site, h)
		if err == nil {
			t.Errorf("built; want an error with %q", words)
			return
		}
		for _, w := range words {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("error %q lacks %q", err, w)
			}
		}
	}
	dense := airHall
	dense.RackPowerkW = 120
	refuse(airSpec(), paris, dense, "120 kW", "max_air_rack_kW")
	forced := airSpec()
	forced.Force = true
	if d := settle(build(t, forced, paris, dense), outdoor(10, 0.5), dense, 1, 10); math.Abs(d.HeatLimit-50./120) > 1e-9 {
		t.Errorf("forced: heat limit %g", d.HeatLimit)
	}
	cold := liquidSpec()
	cold.SupplyTempDegC, cold.Adiabatic = 27, false
	refuse(cold, Site{PressurePa: 101325, DesignDryBulbDegC: 33, DesignWetBulbDegC: 24}, liquidHall, "27.0 degC", "33.0 degC", "without adiabatic assist")
	warm := liquidSpec()
	warm.SupplyTempDegC = 45
	refuse(warm, paris, liquidHall, "45", "servers bear")
	hot := liquidSpec()
	hot.PlateHeatW = 2500
	refuse(hot, paris, liquidHall, "cold plate", "2500 W")
	small := liquidSpec()
	small.Units = 2
	refuse(small, paris, liquidHall, "dry_cooler_units")
	refuse(liquidSpec(), paris, airHall, "cold plates")
	refuse(airSpec(), paris, liquidHall, "cold plates")
	bare := airSpec()
	bare.MechanicalShare, bare.Adiabatic = 0, false
	refuse(bare, paris, airHall, "41.0 degC", "mechanical_share")
	small.Force = true
	if d := settle(build(t, small, paris, liquidHall), outdoor(35, 0.4), liquidHall, 1, 3000); d.HeatLimit > 0.9 {
		t.Errorf("forced, undersized: heat limit %g", d.HeatLimit)
	}
}
