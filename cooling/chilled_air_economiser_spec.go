package cooling

import (
	"fmt"

	"caloduc/sim/param"
)

func init() {
	Plants.Register("chilled-water-air-economiser", "chilled water from water-cooled chillers, and outdoor air within humidity limits", func() PlantSpec { return new(ChilledAirSpec) })
}

// ChilledAirSpec describes chilled water from water-cooled chillers with an
// air-side economiser.
type ChilledAirSpec struct {
	ChilledWaterSpec
	Outdoor OutdoorAirSpec
}

// OutdoorAirSpec is the table of an air-side economiser.
type OutdoorAirSpec struct{ EconomiserSpec }

// Params declares the parameters.
func (s *OutdoorAirSpec) Params(p *param.Set) { s.EconomiserSpec.declare(p) }

// Check reports impossible combinations.
func (s *OutdoorAirSpec) Check(report func(key, format string, args ...any)) { s.check(report) }

// Params declares the parameters.
func (s *ChilledAirSpec) Params(p *param.Set) {
	s.ChilledWaterSpec.Params(p)
	p.Table(&s.Outdoor, "outdoor_air", "outdoor air mixed into the hall's")
}

// Check reports impossible combinations.
func (s *ChilledAirSpec) Check(report func(key, format string, args ...any)) {
	s.ChilledWaterSpec.Check(report)
	if s.RearDoors {
		report("rear_doors", "outdoor air replaces the hall's air, which rear doors keep neutral: take chilled-water or chilled-water-economiser")
	}
	if !isAuto(s.ChilledDegC) && s.ChilledDegC < s.Outdoor.MaxDewPointDegC {
		report("chilled_water_temp_degC", "is below outdoor_air.max_dew_point_degC (%g degC): coils are modelled dry", s.Outdoor.MaxDewPointDegC)
	}
}

// Build sizes the plant.
func (s *ChilledAirSpec) Build(site Site, h Hall) (Plant, error) {
	site = site.complete()
	base, err := s.ChilledWaterSpec.Build(site, h)
	if err != nil {
		return nil, err
	}
	p := &chilledAir{chilledWater: base.(*chilledWater)}
	if p.setDegC < s.Outdoor.MaxDewPointDegC && !s.Force {
		return nil, fmt.Errorf("hall %s: chilled water of %.1f degC is below outdoor_air.max_dew_point_degC = %g: coils are modelled dry", h.Name, p.setDegC, s.Outdoor.MaxDewPointDegC)
	}
	p.eco = s.Outdoor.build(p.air.setDegC, site.PressurePa)
	return p, nil
}
