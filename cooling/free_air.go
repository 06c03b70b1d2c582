package cooling

import (
	"fmt"

	"caloduc/sim/param"
)

// FreeAirSpec describes free air: outdoor air with adiabatic cooling cools air-cooled
// servers, chilled water from air-cooled chillers trims it (see coilSide).
type FreeAirSpec struct {
	commonSpec
	AirSpec
	without withoutWater
}

// Params declares the parameters.
func (s *FreeAirSpec) Params(p *param.Set) {
	s.commonSpec.declare(p, &fanUnits, &airChillerUnits, &chilledUnits)
	s.AirSpec.Params(p)
	s.without.declare(p, "air", trimsOnly)
}

// Check reports impossible combinations.
func (s *FreeAirSpec) Check(report func(key, format string, args ...any)) {
	s.AirSpec.Check(report)
	s.without.check(report)
}

// Build sizes the plant.
func (s *FreeAirSpec) Build(site Site, h Hall) (Plant, error) {
	d, err := h.allInAir("free air", s.Force)
	var side *coilSide
	if err == nil {
		side, err = s.AirSpec.build(site.complete(), d, &s.Units, s.Force)
	}
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(&joined{air: side}, h)
}
