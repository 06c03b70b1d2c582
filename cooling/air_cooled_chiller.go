package cooling

import (
	"fmt"

	"caloduc/sim/param"
)

// AirCooledSpec describes chilled water from air-cooled chillers to coils, with or
// without an air-side economiser (see coilSide).
type AirCooledSpec struct {
	commonSpec
	AirSpec
	Economiser           string
	EconomiserPressurePa float64
	Storage              StorageSpec
	Recovery             HeatRecoverySpec
}

// Params declares the parameters.
func (s *AirCooledSpec) Params(p *param.Set) {
	s.commonSpec.declare(p, &fanUnits, &airChillerUnits, &chilledUnits)
	p.Choice(&s.Economiser, "economiser", "none", []string{"none", "air"}, "none: the hall's air is recirculated; air: outdoor air is mixed in within the humidity limits")
	p.Float(&s.EconomiserPressurePa, "economiser_pressure_Pa", 120, param.Between(0, 1000), "pressure drop of louvres and filters of an air-side economiser at design flow", param.Assumption)
	s.AirSpec.declare(p, 400)
	s.declareReserve(p)
	s.Storage.declare(p, byDryBulb)
	p.Table(&s.Recovery, "heat_recovery", "heat from return water for a district network")
}

// Check reports impossible combinations.
func (s *AirCooledSpec) Check(report func(key, format string, args ...any)) {
	s.complete()
	s.AirSpec.Check(report)
	s.Storage.check(report)
}

// complete tells the air side what the plant's own keys say.
func (s *AirCooledSpec) complete() {
	s.outdoor, s.FilterPressurePa, s.MechanicalShare = s.Economiser == "air", s.EconomiserPressurePa, 1+s.Reserve
}

// Build sizes the plant.
func (s *AirCooledSpec) Build(site Site, h Hall) (Plant, error) {
	s.complete()
	site = site.complete()
	d, err := h.allInAir("an air-cooled chiller plant", s.Force)
	var side *coilSide
	if err == nil {
		side, err = s.AirSpec.build(site, d, &s.Units, s.Force)
	}
	if err == nil {
		w := side.water
		w.district = s.Recovery.build()
		w.store, err = s.Storage.build(site.DesignDryBulbDegC, w.setAtDesignDegC, w.setAtDesignDegC+s.CoilWaterSpec.RangeK, s.Force)
	}
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(&joined{air: side, extras: Extras{Reuse: side.water.district.peakW > 0}}, h)
}
