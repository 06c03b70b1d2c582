package cooling

import (
	"fmt"

	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim/param"
)

// AirCooledSpec describes chilled water from air-cooled chillers to coils, with or
// without an air-side economiser (see loop.CoilSide).
type AirCooledSpec struct {
	commonSpec
	loop.AirSpec
	Economiser           string
	EconomiserPressurePa float64
	Storage              loop.StorageSpec
	Recovery             loop.HeatRecoverySpec
}

// Params declares the parameters.
func (s *AirCooledSpec) Params(p *param.Set) {
	s.commonSpec.declare(p, &failure.FanUnits, &failure.AirChillerUnits, &failure.ChilledUnits)
	p.Choice(&s.Economiser, "economiser", "none", []string{"none", "air"}, "none: the hall's air is recirculated; air: outdoor air is mixed in within the humidity limits")
	p.Float(&s.EconomiserPressurePa, "economiser_pressure_Pa", 120, param.Between(0, 1000), "pressure drop of louvres and filters of an air-side economiser at design flow", param.Assumption)
	s.AirSpec.Declare(p, 400)
	s.DeclareReserve(p)
	s.Storage.Declare(p, loop.ByDryBulb)
	p.Table(&s.Recovery, "heat_recovery", "heat from return water for a district network")
}

// Check reports impossible combinations.
func (s *AirCooledSpec) Check(report func(key, format string, args ...any)) {
	s.complete()
	s.AirSpec.Check(report)
	s.Storage.CheckKeys(report)
}

// complete tells the air side what the plant's own keys say.
func (s *AirCooledSpec) complete() {
	s.Outdoor, s.FilterPressurePa, s.MechanicalShare = s.Economiser == "air", s.EconomiserPressurePa, 1+s.Reserve
}

// Build sizes the plant.
func (s *AirCooledSpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	s.complete()
	site = site.Complete()
	d, err := h.AllInAir("an air-cooled chiller plant")
	var side *loop.CoilSide
	if err == nil {
		side, err = s.AirSpec.Build(site, d, &s.Units, s.Force)
	}
	if err == nil {
		w := side.Water
		w.District = s.Recovery.Build()
		w.Store, err = s.Storage.Build(site.DesignDryBulbDegC, w.SetAtDesignDegC, w.SetAtDesignDegC+s.CoilWaterSpec.RangeK, s.Force)
	}
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(&joined{air: side, extras: Extras{Reuse: side.Water.District.PeakW > 0}}, h)
}
