package cooling

import (
	"caloduc/sim/channel"
	"fmt"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

// IndirectAirSpec describes indirect free air: outdoor air cools the hall's air
// through plate heat exchangers, chilled water trims it (see platesSide).
type IndirectAirSpec struct {
	commonSpec
	HallAirSpec
	CoilWaterSpec
	Chillers            AirChillersSpec
	Effectiveness       float64
	ScavengerRatio      float64
	ScavengerPressurePa float64
	ScavengerEfficiency float64
	MinScavenger        float64
	BandK               float64
	Adiabatic           bool
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
	s.commonSpec.declare(p, &handlerUnits, &airChillerUnits, &chilledUnits)
	p.Float(&s.Effectiveness, "plate_effectiveness", 0.75, param.Between(0.1, 0.9), "effectiveness of the plates at design flow of both streams", param.Assumption)
	p.Float(&s.ScavengerRatio, "scavenger_flow_ratio", 1.3, param.Between(0.3, 5), "scavenger air at full fan speed over hall air at design", param.Assumption)
	p.Float(&s.ScavengerPressurePa, "scavenger_pressure_Pa", 350, param.Between(0, 2000), "pressure drop of the scavenger side, pads included, at full fan speed", param.Assumption)
	p.Float(&s.ScavengerEfficiency, "scavenger_fan_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-air efficiency of scavenger fans", likeHandlerFans)
	p.Float(&s.MinScavenger, "min_scavenger_speed", 0.3, param.Between(0.1, 1), "smallest speed of scavenger fans; below it some stop", likeDryCoolerFans)
	p.Float(&s.BandK, "plate_dead_band_K", 1, param.Between(0, 10), "scavenger air must be this much colder than return air to start the plates", param.Assumption)
	p.Bool(&s.Adiabatic, "adiabatic", true, "wetted pads pre-cool scavenger air on hot days")
	p.Float(&s.AdiabaticOnDegC, "adiabatic_on_degC", param.Auto, param.Between(10, 60), "outdoor dry bulb above which pads are wetted; auto: where dry plates just carry design heat, less the dead band", param.Assumption)
	p.Float(&s.AdiabaticBandK, "adiabatic_dead_band_K", 2, param.Between(0, 10), "pads dry again this far below the threshold", param.Assumption)
	p.Float(&s.PadEffectiveness, "pad_effectiveness", 0.8, param.AboveTo(0, 1), "saturation effectiveness of pads", param.Unverified("rigid media .6 to .85"))
	p.Float(&s.PadPumpShare, "pad_pump_share", 0.0005, param.Between(0, 0.1), "power of pad pumps, while pads are wet, as a fraction of design air heat", param.Assumption)
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of pad water", likeTowerCycles)
	p.Float(&s.Drift, "drift", 0.002, param.Between(0, 0.2), "drift of pads as a fraction of evaporation", param.Assumption)
	p.Bool(&s.Mechanical, "mechanical", true, "air-cooled chillers trim what the plates cannot carry")
	s.CoilWaterSpec.declare(p, 15)
	s.declareReserve(p)
	s.Chillers.declare(p, "")
	s.HallAirSpec.declare(p, param.Auto, 13.9, 450)
	s.without.declare(p, "air", trimsOnly)
}

// Check reports impossible combinations.
func (s *IndirectAirSpec) Check(report func(key, format string, args ...any)) {
	s.Chillers.Staging.Check(report)
	s.without.check(report)
}

// Build sizes the plant.
func (s *IndirectAirSpec) Build(site Site, h Hall) (Plant, error) {
	side, err := s.size(site.complete(), h)
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(&joined{air: side}, h)
}

// maxPlateNTU is the largest size of plates that is built.
const maxPlateNTU = 20

// size sizes air, plates, pads, coils and chillers.
func (s *IndirectAirSpec) size(site Site, h Hall) (*platesSide, error) {
	demand, err := h.allInAir("indirect free air", s.Force)
	if err != nil {
		return nil, err
	}
	side := &platesSide{platesSize: platesSize{bandK: s.BandK, recirculationK: s.Chillers.RecirculationK}}
	side.names = coilNames{mode: channel.CoolingMode, modes: PlatesModes, water: channel.ChilledWaterTempDegC}
	if side.hallAir, err = s.HallAirSpec.build(site, demand, 0, &s.Units, &handlerUnits, s.Force); err != nil {
		return nil, err
	}
	a := &side.hallAir
	if z := min(s.ScavengerRatio, 1/s.ScavengerRatio); !(CrossflowNTU(s.Effectiveness, z) <= maxPlateNTU) {
		return nil, fmt.Errorf("plate_effectiveness = %g is more than plates in crossflow give at scavenger_flow_ratio = %g", s.Effectiveness, s.ScavengerRatio)
	}
	side.scavengerKgPerS = s.ScavengerRatio * a.massFlow
	fans := side.scavengerKgPerS * psychro.VolumeM3PerKg(plateScavengerK-zeroDegCInK, hallHumidity, site.PressurePa) * s.ScavengerPressurePa / s.ScavengerEfficiency
	side.plates = newPlates(s.Effectiveness, a.massFlow*dryAirJPerKgK, side.scavengerKgPerS*dryAirJPerKgK, s.MinScavenger, fans)
	if s.Adiabatic {
		need := a.designW + a.fanW
		most := lastWith(-60, a.returnDegC, func(t float64) bool { return side.plates.full(a.returnDegC, t)*(a.returnDegC-t) >= need })
		side.pads = scavengerPads{eff: s.PadEffectiveness, pumpW: s.PadPumpShare * a.designW, water: waterLaw{drift: s.Drift, cycles: s.Cycles},
			onDegC: given(s.AdiabaticOnDegC, max(most-s.Chillers.RecirculationK-s.AdiabaticBandK, padLeastDegC)), band: s.AdiabaticBandK}
	}
	return side, s.sizeTrim(side, site)
}

// sizeTrim sizes coils and chillers for what the plates lack at the site's
// extreme, and tells whether the set point or at least the servers' limit can be
// held there.
func (s *IndirectAirSpec) sizeTrim(side *platesSide, site Site) error {
	a := &side.hallAir
	ts := site.DesignDryBulbDegC
	if s.Adiabatic {
		ts = AirAfterPads(ts, site.DesignWetBulbDegC, s.PadEffectiveness)
	}
	ts += s.Chillers.RecirculationK
	need, ca, full := a.designW+a.fanW, a.massFlow*dryAirJPerKgK, side.plates.full(a.returnDegC, ts)
	carried := max(full*(a.returnDegC-ts), 0)
	if s.Mechanical {
		lack := max(need-carried, 0)
		duty := coilDuty{sensibleW: lack + s.Reserve*need, inletDegC: a.returnDegC - carried/ca}
		duty.massW = duty.sensibleW
		c, err := s.CoilWaterSpec.size(a, duty, AirCooledScrew.Leaving.Max, nil, &s.Units, s.Force)
		if err != nil {
			return err
		}
		ref, err := s.Chillers.refW(site, c.fullHeatW(), c.water.setAtDesignDegC, 0, s.Force)
		if err != nil {
			return err
		}
		side.coil, side.water = c.coil, &c.water
		side.chillers = s.Chillers.build(ref, &s.Units, &airChillerUnits)
		side.chillers.loop = &side.water.node
		side.water.sink = side.chillers
		able := ref*AirCooledScrew.Capacity(side.water.setAtDesignDegC, site.DesignDryBulbDegC+s.Chillers.RecirculationK) - c.fullHeatW() + c.heatW
		carried += min(lack, side.coil.conductance(1, 1)*max(duty.inletDegC-side.water.setAtDesignDegC, 0), able)
	}
	// What is not carried warms supply and return air alike.
	inlet := a.setDegC + (need-carried)/min(full, ca)
	if inlet > a.maxInletDegC && !s.Force {
		return fmt.Errorf("the servers would get air of %.1f degC at the site's extreme (%.1f degC dry bulb, %.1f degC wet bulb: %.1f degC into the plates); they bear %.1f degC",
			inlet, site.DesignDryBulbDegC, site.DesignWetBulbDegC, ts, a.maxInletDegC)
	}
	return nil
}
