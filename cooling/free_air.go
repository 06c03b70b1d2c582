package cooling

import (
	"fmt"

	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim/param"
)

// FreeAirSpec describes free air: outdoor air with adiabatic cooling cools air-cooled
// servers, chilled water from air-cooled chillers trims it (see loop.CoilSide).
type FreeAirSpec struct {
	commonSpec
	loop.AirSpec
	without withoutWater
}

// Params declares the parameters.
func (s *FreeAirSpec) Params(p *param.Set) {
	s.commonSpec.declare(p, &failure.FanUnits, &failure.AirChillerUnits, &failure.ChilledUnits)
	s.AirSpec.Params(p)
	s.without.declare(p, "air", trimsOnly)
}

// Check reports impossible combinations.
func (s *FreeAirSpec) Check(report func(key, format string, args ...any)) {
	s.AirSpec.Check(report)
	s.without.check(report)
}

// Build sizes the plant.
func (s *FreeAirSpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	d, err := h.AllInAir("free air")
	var side *loop.CoilSide
	if err == nil {
		side, err = s.AirSpec.Build(site.Complete(), d, &s.Units, s.Force)
	}
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(&joined{air: side}, h)
}
