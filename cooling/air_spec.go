package cooling

import (
	"caloduc/sim/channel"
	"fmt"
	"math"

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
	outdoor          bool
}

// declare declares the parameters of a hall's air on coils.
func (s *AirSpec) declare(p *param.Set, pressurePa float64) {
	s.HallAirSpec.declare(p, param.Auto, 13.9, pressurePa)
	s.OutdoorAirSpec.Params(p)
	s.CoilWaterSpec.declare(p, param.Auto)
	s.Chillers.declare(p, "")
}

// Params declares the parameters of free air: outdoor air on pads, with coils as
// fallback.
func (s *AirSpec) Params(p *param.Set) {
	s.declare(p, 250)
	s.outdoor = true
	p.Float(&s.FilterPressurePa, "filter_pressure_Pa", 120, param.Between(0, 1000), "pressure drop of louvres and filters, half loaded, at design flow", param.Assumption)
	p.Float(&s.PadPressurePa, "pad_pressure_Pa", 60, param.Between(0, 500), "pressure drop of wetted pads at design flow", param.Assumption)
	p.Float(&s.CoilPressurePa, "coil_pressure_Pa", 90, param.Between(0, 500), "pressure drop of chilled-water coils at design flow", param.Assumption)
	p.Bool(&s.Adiabatic, "adiabatic", true, "wetted pads cool and humidify outdoor air")
	p.Float(&s.PadEffectiveness, "pad_effectiveness", 0.8, param.AboveTo(0, 1), "saturation effectiveness of pads", param.Unverified("rigid media .6 to .85"))
	p.Float(&s.PadPumpShare, "pad_pump_share", 0.0005, param.Between(0, 0.1), "power of pad pumps, while pads are wet, as a fraction of design air heat", param.Assumption)
	p.Float(&s.MechanicalShare, "mechanical_share", 1.05, param.Between(0, 2), "capacity of coils and chillers as a fraction of design air heat at the site's extreme, 5 % being reserve; 0: no chillers", param.Assumption)
}

// Check reports impossible combinations.
func (s *AirSpec) Check(report func(key, format string, args ...any)) {
	s.OutdoorAirSpec.Check(report)
	s.Chillers.Staging.Check(report)
	if s.outdoor && s.MechanicalShare > 0 && !isAuto(s.SetDegC) && s.SetDegC < s.MaxDewPointDegC {
		report("chilled_water_temp_degC", "is below max_dew_point_degC (%g degC): coils are modelled dry", s.MaxDewPointDegC)
	}
}

// build sizes the side for a hall's air.
func (s *AirSpec) build(site Site, d airDemand, units *unitsTable, force bool) (*coilSide, error) {
	drop := 0.0
	if s.outdoor {
		drop += s.FilterPressurePa
	}
	if s.Adiabatic {
		drop += s.PadPressurePa
	}
	if s.MechanicalShare > 0 {
		drop += s.CoilPressurePa
	}
	a, err := s.HallAirSpec.build(site, d, drop, units, &fanUnits, force)
	if err != nil {
		return nil, err
	}
	side := &coilSide{hallAir: a, names: coilNames{mode: channel.CoolingMode, modes: AirModes, water: channel.ChilledWaterTempDegC}}
	if s.outdoor {
		side.outdoor = s.OutdoorAirSpec.build(a.setDegC, site.PressurePa)
		side.outdoor.alone = s.MechanicalShare == 0
		if s.Adiabatic {
			side.outdoor.padEff, side.outdoor.padPumpW = s.PadEffectiveness, s.PadPumpShare*a.designW
		}
	}
	if s.MechanicalShare > 0 {
		if err := s.sizeChillers(side, site, units, force); err != nil {
			return nil, err
		}
	}
	if s.outdoor && !force {
		return side, s.feasible(side, site)
	}
	return side, nil
}

// sizeChillers sizes coils, chilled water and chillers for the site's extreme.
func (s *AirSpec) sizeChillers(side *coilSide, site Site, units *unitsTable, force bool) error {
	s.Reserve = s.MechanicalShare - 1
	most := AirCooledScrew.Leaving.Max
	if s.outdoor {
		most = max(most, s.MaxDewPointDegC) // warmer water keeps coils dry
	}
	c, err := s.CoilWaterSpec.size(&side.hallAir, s.allAir(&side.hallAir), most, nil, units, force)
	if err != nil {
		return err
	}
	set := c.water.setAtDesignDegC
	if s.outdoor && set < s.MaxDewPointDegC && !force {
		return fmt.Errorf("chilled water of %.1f degC is below max_dew_point_degC = %g: coils are modelled dry", set, s.MaxDewPointDegC)
	}
	ref, err := s.Chillers.refW(site, c.fullHeatW(), set, min(1, 1/s.MechanicalShare), force)
	if err != nil {
		return err
	}
	side.coil, side.water = c.coil, &c.water
	b := s.Chillers.build(ref, units, &airChillerUnits)
	b.loop = &side.water.node
	side.water.sink = b
	return nil
}

// feasible tells whether full load can be held at the site's extremes by outdoor air,
// trimmed by coils where there are any.
func (s *AirSpec) feasible(side *coilSide, site Site) error {
	a := &side.hallAir
	air := site.DesignDryBulbDegC
	if s.Adiabatic {
		air = AirAfterPads(air, site.DesignWetBulbDegC, s.PadEffectiveness)
	}
	best := air + s.Chillers.RecirculationK + a.fanW/(dryAirJPerKgK*a.massFlow)
	if w := side.water; w != nil {
		heat := s.MechanicalShare * (a.designW + a.fanW)
		best -= math.Min(heat/(dryAirJPerKgK*a.massFlow), s.CoilEffective*max(0, air-w.setAtDesignDegC))
	}
	if best > a.maxInletDegC {
		return fmt.Errorf("outdoor air reaches %.1f degC at the servers at the site's extreme (%.1f degC dry bulb, %.1f degC wet bulb); the servers bear %.1f degC", best, site.DesignDryBulbDegC, site.DesignWetBulbDegC, a.maxInletDegC)
	}
	return nil
}
