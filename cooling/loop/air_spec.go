package loop

import (
	"fmt"
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/sim/channel"
	"caloduc/sim/param"
)

// AirSpec describes the air of a hall on coils whose chilled water comes from
// air-cooled chillers, with or without outdoor air, wetted pads and chillers.
type AirSpec struct {
	HallAirSpec
	OutdoorAirSpec
	CoilWaterSpec
	Chillers AirChillersSpec

	FilterPressurePa float64 // in the stream of outdoor air
	PadPressurePa    float64
	CoilPressurePa   float64
	Adiabatic        bool
	PadEffectiveness float64
	PadPumpShare     float64
	MechanicalShare  float64
	Outdoor          bool

	Sequence        string
	EvaporativeDegC float64
	StageEffective  float64
	StagePressurePa float64
	StagePowerShare float64
}

// Words of a free-air sequence.
const (
	sequenceDirect     = "direct"
	sequenceIndirect   = "indirect-direct"
	sequenceWaterFirst = "water-first"
)

// Declare declares the parameters of a hall's air on coils.
func (s *AirSpec) Declare(p *param.Set, pressurePa float64) {
	s.HallAirSpec.Declare(p, param.Auto, 13.9, pressurePa)
	s.OutdoorAirSpec.Params(p)
	s.CoilWaterSpec.Declare(p, param.Auto)
	s.DeclareSensible(p)
	s.Chillers.Declare(p, "")
}

// Params declares the parameters of free air: outdoor air on pads, with coils as
// fallback.
func (s *AirSpec) Params(p *param.Set) {
	s.Declare(p, 250)
	s.Outdoor = true
	p.Float(&s.FilterPressurePa, "filter_pressure_Pa", 120, param.Between(0, 1000), "pressure drop of louvres and filters, half loaded, at design flow", param.Assumption)
	p.Float(&s.PadPressurePa, "pad_pressure_Pa", 60, param.Between(0, 500), "pressure drop of wetted pads at design flow", param.Assumption)
	p.Float(&s.CoilPressurePa, "coil_pressure_Pa", 90, param.Between(0, 500), "pressure drop of chilled-water coils at design flow", param.Assumption)
	p.Bool(&s.Adiabatic, "adiabatic", true, "wetted pads cool and humidify outdoor air")
	p.Float(&s.PadEffectiveness, "pad_effectiveness", 0.8, param.AboveTo(0, 1), "saturation effectiveness of pads", param.Unverified("rigid media .6 to .85"))
	p.Float(&s.PadPumpShare, "pad_pump_share", 0.0005, param.Between(0, 0.1), "power of pad pumps, while pads are wet, as a fraction of design air heat", param.Assumption)
	s.declareSequence(p)
	p.Float(&s.MechanicalShare, "mechanical_share", 1.05, param.Between(0, 2), "capacity of coils and chillers as a fraction of design air heat at the site's extreme, 5 % being reserve; 0: no chillers", param.Assumption)
}

// declareSequence declares what cools outdoor air that is too warm, and in which order.
func (s *AirSpec) declareSequence(p *param.Set) {
	p.Choice(&s.Sequence, "sequence", sequenceDirect, []string{sequenceDirect, sequenceIndirect, sequenceWaterFirst}, "what cools outdoor air that is too warm, in order. direct: wetted pads, then coils, the least energy (Open Compute Project, Prineville and Forest City; Lei and Masanet 2022, air-side economiser with adiabatic cooling); indirect-direct: a wetted surface that adds no vapour, pads, coils (ASHRAE Handbook, HVAC Systems and Equipment, two-stage evaporative cooling); water-first: coils, and pads only while coils do not suffice, the least water (The Green Grid, WUE: water is traded for energy)")
	p.Float(&s.EvaporativeDegC, "evaporative_supply_degC", param.Auto, param.Between(10, 45), "supply air up to which outdoor air is not trimmed by coils: 27 degC is ASHRAE's recommended limit, 29.4 that of Open Compute's Forest City; auto: the set point", param.Assumption)
	p.Float(&s.StageEffective, "indirect_effectiveness", 0.65, param.AboveTo(0, 0.9), "wet-bulb effectiveness of the indirect stage (indirect-direct)", param.Unverified("0.5 to 0.75, as commonly quoted after the ASHRAE Handbook"))
	p.Float(&s.StagePressurePa, "indirect_pressure_Pa", 100, param.Between(0, 500), "pressure drop of the indirect stage at design flow (indirect-direct)", param.Assumption)
	p.Float(&s.StagePowerShare, "indirect_power_share", 0.008, param.Between(0, 0.1), "power of the indirect stage's secondary fans and pump, while it is wet, as a fraction of design air heat: half the flow at 150 Pa and an efficiency of 0.6 (indirect-direct)", param.Assumption)
}

// indirect tells whether an indirect stage stands before the pads.
func (s *AirSpec) indirect() bool { return s.Adiabatic && s.Sequence == sequenceIndirect }

// Check reports impossible combinations.
func (s *AirSpec) Check(report func(key, format string, args ...any)) {
	s.OutdoorAirSpec.Check(report)
	s.Chillers.Staging.Check(report)
	if s.Outdoor && s.MechanicalShare > 0 && !component.IsAuto(s.SetDegC) && s.SetDegC < s.MaxDewPointDegC {
		report("chilled_water_temp_degC", "is below max_dew_point_degC (%g degC): coils are modelled dry", s.MaxDewPointDegC)
	}
}

// Build sizes the side for a hall's air.
func (s *AirSpec) Build(site Site, d AirDemand, units *failure.UnitsTable, force bool) (*CoilSide, error) {
	drop := 0.0
	if s.Outdoor {
		drop += s.FilterPressurePa
	}
	if s.Adiabatic {
		drop += s.PadPressurePa
	}
	if s.indirect() {
		drop += s.StagePressurePa
	}
	if s.MechanicalShare > 0 {
		drop += s.CoilPressurePa
	}
	s.Free = s.Outdoor
	a, err := s.HallAirSpec.Build(site, d, drop, units, &failure.FanUnits, force)
	if err != nil {
		return nil, err
	}
	side := &CoilSide{HallAir: a, LatentShare: s.LatentShare(), SprayJPerKg: s.PumpJPerKg, Names: CoilNames{Mode: channel.CoolingMode, Modes: AirModes, Water: channel.ChilledWaterTempDegC}}
	if s.MechanicalShare > 0 {
		if err := s.sizeChillers(side, site, units, force); err != nil {
			return nil, err
		}
	}
	if s.Outdoor {
		if err := s.letIn(side, site, d.AirClass, force); err != nil {
			return nil, err
		}
	}
	if s.Outdoor && !force {
		return side, s.feasible(side, site)
	}
	return side, nil
}

// letIn builds the outdoor air and what cools it.
func (s *AirSpec) letIn(side *CoilSide, site Site, class AirClass, force bool) error {
	a, coils := &side.HallAir, math.Inf(1)
	if side.Water != nil {
		coils = side.Water.ColdestDegC()
	}
	e, err := s.OutdoorAirSpec.Build(a, coils, site.PressurePa, class, force)
	if err != nil {
		return err
	}
	side.Outdoor = e
	e.alone, e.waterFirst = side.Water == nil, s.Adiabatic && s.Sequence == sequenceWaterFirst
	e.mostDegC = component.Given(s.EvaporativeDegC, 0) // the set point
	if e.mostDegC > a.MaxInletDegC && !force {
		return fmt.Errorf("evaporative_supply_degC = %g exceeds the servers' inlet limit of %.4g degC", s.EvaporativeDegC, a.MaxInletDegC)
	}
	if s.Adiabatic {
		e.padEff, e.padPumpW = s.PadEffectiveness, s.PadPumpShare*a.DesignW
	}
	if s.indirect() {
		e.stageEff, e.stageW = s.StageEffective, s.StagePowerShare*a.DesignW
	}
	return nil
}

// sizeChillers sizes coils, chilled water and chillers for the site's extreme.
func (s *AirSpec) sizeChillers(side *CoilSide, site Site, units *failure.UnitsTable, force bool) error {
	s.Reserve = s.MechanicalShare - 1
	most := component.AirCooledScrew.Leaving.Max
	if s.Outdoor {
		most = max(most, component.Given(s.MaxDewPointDegC, 0)) // warmer water keeps coils dry
	}
	c, err := s.CoilWaterSpec.Size(&side.HallAir, s.AllAir(&side.HallAir), most, nil, units, force)
	if err != nil {
		return err
	}
	set := c.Water.SetAtDesignDegC
	ref, err := s.Chillers.RefW(site, c.FullHeatW(), set, min(1, 1/s.MechanicalShare), force)
	if err != nil {
		return err
	}
	side.Coil, side.Water = c.Coil, &c.Water
	b := s.Chillers.Build(site, ref, units, &failure.AirChillerUnits)
	b.Loop = &side.Water.Node
	side.Water.Sink = b
	return nil
}

// feasible tells whether full load can be held at the site's extremes by outdoor air,
// trimmed by coils where there are any.
func (s *AirSpec) feasible(side *CoilSide, site Site) error {
	a := &side.HallAir
	air := site.DesignDryBulbDegC
	if s.Adiabatic {
		air = component.AirAfterPads(air, site.DesignWetBulbDegC, s.PadEffectiveness)
	}
	air += s.Chillers.RecirculationK
	if side.Water != nil {
		air = min(air, a.ReturnDegC) // dampers shut
	}
	best := air + a.FanW/(component.DryAirJPerKgK*a.MassFlow)
	if w := side.Water; w != nil {
		heat := s.MechanicalShare * (a.DesignW + a.FanW)
		best -= math.Min(heat/(component.DryAirJPerKgK*a.MassFlow), s.CoilEffective*max(0, air-w.SetAtDesignDegC))
	}
	if best > a.MaxInletDegC {
		return fmt.Errorf("outdoor air reaches %.1f degC at the servers at the site's extreme (%.1f degC dry bulb, %.1f degC wet bulb); the servers bear %.1f degC", best, site.DesignDryBulbDegC, site.DesignWetBulbDegC, a.MaxInletDegC)
	}
	return nil
}
