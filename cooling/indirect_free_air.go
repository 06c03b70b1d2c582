package cooling

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim/channel"
	"caloduc/sim/param"
)

// IndirectAirSpec describes indirect free air: outdoor air cools the hall's air
// through plate heat exchangers, chilled water trims it (see loop.PlatesSide).
type IndirectAirSpec struct {
	commonSpec
	loop.HallAirSpec
	loop.CoilWaterSpec
	Chillers            loop.AirChillersSpec
	Effectiveness       float64
	ScavengerRatio      float64
	ScavengerPressurePa float64
	ScavengerEfficiency float64
	MinScavenger        float64
	BandK               float64
	Adiabatic           bool
	Sequence            string
	AdiabaticOnDegC     float64
	AdiabaticBandK      float64
	PadEffectiveness    float64
	PadPumpShare        float64
	Cycles, Drift       float64
	Mechanical          bool
	without             withoutWater
}

// Params declares the parameters.
func (s *IndirectAirSpec) Params(p *param.Set) {
	s.commonSpec.declare(p, &failure.HandlerUnits, &failure.AirChillerUnits, &failure.ChilledUnits)
	p.Float(&s.Effectiveness, "plate_effectiveness", 0.75, param.Between(0.1, 0.9), "effectiveness of the plates at design flow of both streams", param.Assumption)
	p.Float(&s.ScavengerRatio, "scavenger_flow_ratio", 1.3, param.Between(0.3, 5), "scavenger air at full fan speed over hall air at design", param.Assumption)
	p.Float(&s.ScavengerPressurePa, "scavenger_pressure_Pa", 350, param.Between(0, 2000), "pressure drop of the scavenger side, pads included, at full fan speed", param.Assumption)
	p.Float(&s.ScavengerEfficiency, "scavenger_fan_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-air efficiency of scavenger fans", component.LikeHandlerFans)
	p.Float(&s.MinScavenger, "min_scavenger_speed", 0.3, param.Between(0.1, 1), "smallest speed of scavenger fans; below it some stop", component.LikeDryCoolerFans)
	p.Float(&s.BandK, "plate_dead_band_K", 1, param.Between(0, 10), "scavenger air must be this much colder than return air to start the plates", param.Assumption)
	p.Bool(&s.Adiabatic, "adiabatic", true, "wetted pads pre-cool scavenger air on hot days")
	p.Choice(&s.Sequence, "sequence", padsDryFirst, []string{padsDryFirst, padsEnergyFirst, padsWaterFirst}, "when scavenger air is wetted. dry-first: above adiabatic_on_degC, where dry plates cease to suffice (the usual sequence dry, wet, compressors of makers' units; unverified); energy-first: wherever slower fans and compressors save more than the pads' pumps draw; water-first: only while chillers cannot trim what dry plates leave (The Green Grid, WUE: water is traded for energy)")
	p.Float(&s.AdiabaticOnDegC, "adiabatic_on_degC", param.Auto, param.Between(10, 60), "outdoor dry bulb above which pads are wetted; auto: where dry plates just carry design heat, less the dead band, and 10 degC where energy or water comes first", param.Assumption)
	p.Float(&s.AdiabaticBandK, "adiabatic_dead_band_K", 2, param.Between(0, 10), "pads dry again this far below the threshold", param.Assumption)
	p.Float(&s.PadEffectiveness, "pad_effectiveness", 0.8, param.AboveTo(0, 1), "saturation effectiveness of pads", param.Unverified("rigid media .6 to .85"))
	p.Float(&s.PadPumpShare, "pad_pump_share", 0.0005, param.Between(0, 0.1), "power of pad pumps, while pads are wet, as a fraction of design air heat", param.Assumption)
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of pad water", component.LikeTowerCycles)
	p.Float(&s.Drift, "drift", 0.002, param.Between(0, 0.2), "drift of pads as a fraction of evaporation", param.Assumption)
	p.Bool(&s.Mechanical, "mechanical", true, "air-cooled chillers trim what the plates cannot carry")
	s.CoilWaterSpec.Declare(p, 15)
	s.DeclareReserve(p)
	s.Chillers.Declare(p, "")
	s.HallAirSpec.Declare(p, param.Auto, 13.9, 450)
	s.without.declare(p, "air", trimsOnly)
}

// Check reports impossible combinations.
func (s *IndirectAirSpec) Check(report func(key, format string, args ...any)) {
	s.Chillers.Staging.Check(report)
	s.without.check(report)
}

// Build sizes the plant.
func (s *IndirectAirSpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	side, err := s.size(site.Complete(), h)
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(&joined{air: side}, h)
}

// Words of sequence.
const (
	padsDryFirst    = "dry-first"
	padsEnergyFirst = "energy-first"
	padsWaterFirst  = "water-first"
)

var padSequences = map[string]loop.PadSequence{padsDryFirst: loop.PadsDryFirst, padsEnergyFirst: loop.PadsEnergyFirst, padsWaterFirst: loop.PadsWaterFirst}

// maxPlateNTU is the largest size of plates that is built.
const maxPlateNTU = 20

// size sizes air, plates, pads, coils and chillers.
func (s *IndirectAirSpec) size(site loop.Site, h loop.Hall) (*loop.PlatesSide, error) {
	demand, err := h.AllInAir("indirect free air")
	if err != nil {
		return nil, err
	}
	side := &loop.PlatesSide{PlatesSize: loop.PlatesSize{BandK: s.BandK, RecirculationK: s.Chillers.RecirculationK}}
	side.Names = loop.CoilNames{Mode: channel.CoolingMode, Modes: loop.PlatesModes, Water: channel.ChilledWaterTempDegC}
	if side.HallAir, err = s.HallAirSpec.Build(site, demand, 0, &s.Units, &failure.HandlerUnits, s.Force); err != nil {
		return nil, err
	}
	a := &side.HallAir
	if z := min(s.ScavengerRatio, 1/s.ScavengerRatio); !(component.CrossflowNTU(s.Effectiveness, z) <= maxPlateNTU) {
		return nil, fmt.Errorf("plate_effectiveness = %g is more than plates in crossflow give at scavenger_flow_ratio = %g", s.Effectiveness, s.ScavengerRatio)
	}
	side.ScavengerKgPerS = s.ScavengerRatio * a.MassFlow
	fans := side.ScavengerKgPerS * psychro.VolumeM3PerKg(component.PlateScavengerK-component.ZeroDegCInK, loop.HallHumidity, site.PressurePa) * s.ScavengerPressurePa / s.ScavengerEfficiency
	side.Plates = component.NewPlates(s.Effectiveness, a.MassFlow*component.DryAirJPerKgK, side.ScavengerKgPerS*component.DryAirJPerKgK, s.MinScavenger, fans)
	if s.Adiabatic {
		side.Pads = loop.ScavengerPads{Sequence: padSequences[s.Sequence], Eff: s.PadEffectiveness, PumpW: s.PadPumpShare * a.DesignW, Water: component.WaterLaw{Drift: s.Drift, Cycles: s.Cycles},
			OnDegC: component.Given(s.AdiabaticOnDegC, s.padsOnDegC(side)), Band: s.AdiabaticBandK}
	}
	return side, s.sizeTrim(side, site)
}

// padsOnDegC is the automatic threshold of pads, degC.
func (s *IndirectAirSpec) padsOnDegC(side *loop.PlatesSide) float64 {
	if s.Sequence != padsDryFirst {
		return component.PadLeastDegC
	}
	a := &side.HallAir
	need := a.DesignW + a.FanW
	most := component.LastWith(-60, a.ReturnDegC, func(t float64) bool { return side.Plates.Full(a.ReturnDegC, t)*(a.ReturnDegC-t) >= need })
	return max(most-s.Chillers.RecirculationK-s.AdiabaticBandK, component.PadLeastDegC)
}

// sizeTrim sizes coils and chillers for what the plates lack at the site's
// extreme, and tells whether the set point or at least the servers' limit can be
// held there.
func (s *IndirectAirSpec) sizeTrim(side *loop.PlatesSide, site loop.Site) error {
	a := &side.HallAir
	ts := site.DesignDryBulbDegC
	if s.Adiabatic {
		ts = component.AirAfterPads(ts, site.DesignWetBulbDegC, s.PadEffectiveness)
	}
	ts += s.Chillers.RecirculationK
	need, ca, full := a.DesignW+a.FanW, a.MassFlow*component.DryAirJPerKgK, side.Plates.Full(a.ReturnDegC, ts)
	carried := max(full*(a.ReturnDegC-ts), 0)
	lack := max(need-carried, 0)
	if trim := lack + s.Reserve*need; s.Mechanical && trim > 0 {
		duty := loop.CoilDuty{SensibleW: trim, MassW: trim, InletDegC: a.ReturnDegC - carried/ca}
		c, err := s.CoilWaterSpec.Size(a, duty, component.AirCooledScrew.Leaving.Max, nil, &s.Units, s.Force)
		if err != nil {
			return err
		}
		ref, err := s.Chillers.RefW(site, c.FullHeatW(), c.Water.SetAtDesignDegC, 0, s.Force)
		if err != nil {
			return err
		}
		side.Coil, side.Water = c.Coil, &c.Water
		side.Chillers = s.Chillers.Build(site, ref, &s.Units, &failure.AirChillerUnits)
		side.Chillers.Loop = &side.Water.Node
		side.Water.Sink = side.Chillers
		able := ref*component.AirCooledScrew.Capacity(side.Water.SetAtDesignDegC, s.Chillers.DesignDegC(site)) - c.FullHeatW() + c.HeatW
		carried += min(lack, side.Coil.Conductance(1, 1)*max(duty.InletDegC-side.Water.SetAtDesignDegC, 0), able)
	}
	// What is not carried warms supply and return air alike.
	inlet := a.SetDegC + (need-carried)/min(full, ca)
	if inlet > a.MaxInletDegC && !s.Force {
		return fmt.Errorf("the servers would get air of %.1f degC at the site's extreme (%.1f degC dry bulb, %.1f degC wet bulb: %.1f degC into the plates); they bear %.1f degC",
			inlet, site.DesignDryBulbDegC, site.DesignWetBulbDegC, ts, a.MaxInletDegC)
	}
	return nil
}
