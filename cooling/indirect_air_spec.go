package cooling

import (
	"fmt"
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

func init() {
	Plants.Register("indirect-free-air", "outdoor air cools the hall's air through plate heat exchangers, with wetted scavenger air and chillers as trim", func() PlantSpec { return new(IndirectAirSpec) })
}

// IndirectAirSpec describes indirect free air.
type IndirectAirSpec struct {
	Force               bool
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
	TrimMW              float64
	Reserve             float64
	Chillers            int
	ChillerCOP          float64
	ChillerMinLoad      float64
	ChilledDegC         float64
	LoopMass            float64
	ChilledRangeK       float64
	ChilledHeadkPa      float64
	PumpEfficiency      float64
	MotorEfficiency     float64
	CoilEffective       float64
	RecirculationK      float64
	Staging             ChillerStagingSpec
	Throttle            ThrottleSpec
	without             withoutWater
	Failures            FailureSpec
	Units               IndirectUnitsSpec
	HallAirSpec
}

// Params declares the parameters.
func (s *IndirectAirSpec) Params(p *param.Set) {
	p.Bool(&s.Force, "force", false, "run a plant that cannot serve the hall, throttling counted")
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
	p.Float(&s.PadPumpShare, "pad_pump_share", 0.0005, param.Between(0, 0.1), "power of pad pumps, while pads are wet, as a share of design air heat", param.Assumption)
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of pad water", likeTowerCycles)
	p.Float(&s.Drift, "drift", 0.002, param.Between(0, 0.2), "drift of pads as a share of evaporation", param.Assumption)
	p.Bool(&s.Mechanical, "mechanical", true, "air-cooled chillers trim what the plates cannot carry")
	p.Float(&s.TrimMW, "chiller_capacity_MW", param.Auto, param.Above(0), "reference capacity of all chillers; auto: what the plates lack at the site's extreme", param.Assumption)
	p.Float(&s.Reserve, "reserve", 0.05, param.Between(0, 1), "coils and chillers are sized larger by this share of design air heat", param.Assumption)
	p.Int(&s.Chillers, "chillers", 4, param.Between(1, 100), "number of equal chillers", param.Assumption)
	p.Float(&s.ChillerCOP, "chiller_cop", 2.96, param.Between(1, 10), "chiller COP at 6.67 degC leaving water and 35 degC air, condenser fans included", param.Unverified("ASHRAE 90.1-2019 Table 6.8.1-3, air-cooled, 10.1 Btu/Wh"))
	p.Float(&s.ChillerMinLoad, "chiller_min_load", 0.15, param.AboveTo(0.01, 1), "part load below which a chiller cycles", param.Assumption)
	p.Float(&s.ChilledDegC, "chilled_water_temp_degC", 15, param.Between(4.4, 27), "leaving chilled water", param.Assumption)
	p.Float(&s.LoopMass, "chilled_water_thermal_mass_MJ_per_K_per_MW", 20, param.Between(0.1, 1000), "heat capacity of the chilled-water loop per MW of coil heat: it bridges a chiller's failure", loopWater)
	p.Float(&s.ChilledRangeK, "chilled_water_range_K", 6, param.Between(3, 15), "rise of chilled water through the coils at design", leiMasanet)
	p.Float(&s.ChilledHeadkPa, "chilled_water_head_kPa", 143.658, param.Between(10, 1000), "head of chilled-water pumps at design flow", leiMasanet)
	p.Float(&s.PumpEfficiency, "chilled_water_pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of chilled-water pumps", leiMasanet)
	p.Float(&s.MotorEfficiency, "chilled_water_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "share of pump power that becomes heat in the chilled water; the rest leaves with the plant room's air", param.Assumption)
	p.Float(&s.CoilEffective, "coil_effectiveness", 0.8, param.AboveTo(0.1, 1), "largest effectiveness of chilled-water coils", leiMasanet)
	p.Float(&s.RecirculationK, "recirculation_K", 2, param.Between(0, 10), "scavenger and condenser air above outdoor air at full heat", recirculationQuoted)
	s.Staging.Params(p)
	s.HallAirSpec.declare(p, param.Auto, 13.9, 450)
	s.Throttle.Params(p)
	s.Failures.Params(p)
	p.Table(&s.Units, "units", "the plant's units, their redundancy and failures")
	s.without.declare(p, "air", trimsOnly)
}

// Check reports impossible combinations.
func (s *IndirectAirSpec) Check(report func(key, format string, args ...any)) {
	s.Staging.Check(report)
	s.without.check(report)
}

// Build sizes the plant.
func (s *IndirectAirSpec) Build(site Site, h Hall) (Plant, error) {
	site = site.complete()
	a, err := s.HallAirSpec.build(site, h, "indirect free air", s.Force)
	if err != nil {
		return nil, err
	}
	p := &indirectAir{hall: h, air: a, throttle: newThrottle(&s.Throttle), bandK: s.BandK, recirculationK: s.RecirculationK}
	ca := a.massFlow * dryAirJPerKgK
	ms := s.ScavengerRatio * a.massFlow
	fans := ms * psychro.VolumeM3PerKg(plateScavengerK-zeroDegCInK, hallHumidity, site.PressurePa) * s.ScavengerPressurePa / s.ScavengerEfficiency
	if z := min(s.ScavengerRatio, 1/s.ScavengerRatio); !(CrossflowNTU(s.Effectiveness, z) <= maxPlateNTU) {
		return nil, fmt.Errorf("hall %s: plate_effectiveness = %g is more than plates in crossflow give at scavenger_flow_ratio = %g", h.Name, s.Effectiveness, s.ScavengerRatio)
	}
	p.plates = newPlates(s.Effectiveness, ca, ms*dryAirJPerKgK, s.MinScavenger, fans)
	p.scavengerKgPerS = ms
	s.sizePads(p)
	if err := s.sizeTrim(p, site); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	if err := s.sizeUnits(p); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p.duty.HeatLimit, p.duty.LiquidSupplyDegC = min(1, a.rackShare), math.NaN()
	return p, nil
}

// maxPlateNTU is the largest size of plates that is built.
const maxPlateNTU = 20

// fullConductance is the plates' eps·Cmin, W/K, at design flows with scavenger
// air at ts, degC.
func (p *indirectAir) fullConductance(ts float64) float64 {
	m := p.plates.minute(1, p.air.returnDegC, ts)
	return p.plates.conductance(&m, 1)
}

// sizePads sets the pads' threshold: the outdoor dry bulb at which dry plates
// just carry design heat, less the dead band.
func (s *IndirectAirSpec) sizePads(p *indirectAir) {
	if !s.Adiabatic {
		return
	}
	a := &p.air
	p.padEff, p.padPumpW = s.PadEffectiveness, s.PadPumpShare*a.designW
	p.water = waterLaw{drift: s.Drift, cycles: s.Cycles}
	lo, hi := -60.0, a.returnDegC
	for range 50 {
		if t := 0.5 * (lo + hi); p.fullConductance(t)*(a.returnDegC-t) >= a.designW+a.fanW {
			lo = t
		} else {
			hi = t
		}
	}
	p.padsOnDegC = given(s.AdiabaticOnDegC, max(lo-s.RecirculationK-s.AdiabaticBandK, padLeastDegC))
	p.padsBandK = s.AdiabaticBandK
}

// sizeTrim sizes coils and chillers for what the plates lack at the site's
// extreme, and tells whether the set point or at least the servers' limit can be
// held there.
func (s *IndirectAirSpec) sizeTrim(p *indirectAir, site Site) error {
	a := &p.air
	ts := site.DesignDryBulbDegC
	if s.Adiabatic {
		ts = AirAfterPads(ts, site.DesignWetBulbDegC, s.PadEffectiveness)
	}
	ts += s.RecirculationK
	need := a.designW + a.fanW
	carried := max(p.fullConductance(ts)*(a.returnDegC-ts), 0)
	lack := max(need-carried, 0)
	if s.Mechanical {
		p.coilW = lack + s.Reserve*need
		flow := p.coilW / (waterJPerKgK * s.ChilledRangeK * waterKgPerM3)
		p.pump = pump{designW: PumpPowerW(flow, 1e3*s.ChilledHeadkPa, s.PumpEfficiency), toFluid: s.MotorEfficiency}
		c := &AirCooledScrew
		tc := site.DesignDryBulbDegC + s.RecirculationK
		auto := (p.coilW + p.pump.toFluid*p.pump.designW) / c.Capacity(s.ChilledDegC, tc)
		ref := given(1e6*s.TrimMW, auto)
		p.mechanical, p.designDegC, p.coilEff = true, s.ChilledDegC, s.CoilEffective
		p.loop = newLoopNode(s.LoopMass*p.coilW, s.ChilledDegC)
		p.chillers = newAirChillerBank(ref, s.ChillerCOP, s.ChillerMinLoad, s.Staging, s.Chillers)
		after := a.returnDegC - carried/(a.massFlow*dryAirJPerKgK)
		coil := s.CoilEffective * a.massFlow * dryAirJPerKgK * max(after-s.ChilledDegC, 0)
		carried += min(lack, coil, ref*c.Capacity(s.ChilledDegC, tc)-p.pump.toFluid*p.pump.designW)
	}
	// What is not carried warms supply and return air alike.
	inlet := a.setDegC + (need-carried)/min(p.fullConductance(ts), a.massFlow*dryAirJPerKgK)
	if inlet > a.maxInletDegC && !s.Force {
		return fmt.Errorf("the servers would get air of %.1f degC at the site's extreme (%.1f degC dry bulb, %.1f degC wet bulb: %.1f degC into the plates); they bear %.1f degC",
			inlet, site.DesignDryBulbDegC, site.DesignWetBulbDegC, ts, a.maxInletDegC)
	}
	return nil
}
