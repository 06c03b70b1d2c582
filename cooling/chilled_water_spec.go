package cooling

import (
	"fmt"
	"math"

	"caloduc/sim/param"
)

func init() {
	Plants.Register("chilled-water-economiser", "chilled water to coils with variable fans, from water-cooled chillers and a water-side economiser", func() PlantSpec { return &ChilledWaterSpec{economiser: true} })
	Plants.Register("chilled-water", "chilled water to coils with variable fans, from water-cooled chillers alone", func() PlantSpec { return new(ChilledWaterSpec) })
}

// ChilledWaterSpec describes chilled water from water-cooled chillers, with or
// without a water-side economiser.
type ChilledWaterSpec struct {
	economiser      bool
	Force           bool
	ChilledDegC     float64
	ResetK          float64
	ChilledRangeK   float64
	ChilledHeadkPa  float64
	ExchangerkPa    float64
	StaticHead      float64
	PumpEfficiency  float64
	MotorEfficiency float64
	MinWaterFlow    float64
	LoopMass        float64
	CoilEffective   float64
	SensibleRatio   float64
	SprayJPerKg     float64
	Reserve         float64
	Mode            ModeSpec
	Chillers        ChillerGroupSpec
	Condenser       CondenserSpec
	Storage         StorageSpec
	Air             HallAirSpec
	Throttle        ThrottleSpec
	Recovery        HeatRecoverySpec
	Failures        FailureSpec
	ChilledPump     UnitsSpec
	Fan             UnitsSpec
	RearDoors       bool
	Doors           RearDoorSpec
}

// Params declares the parameters.
func (s *ChilledWaterSpec) Params(p *param.Set) {
	p.Bool(&s.Force, "force", false, "run a plant that cannot serve the hall, throttling counted")
	p.Float(&s.ChilledDegC, "chilled_water_temp_degC", param.Auto, param.Between(4.4, 40), "set point of chilled water at design heat; auto: the warmest with which coils of coil_effectiveness hold the supply air; chillers' leaving water is no warmer than their curves cover, and return water mixed in", param.Assumption)
	p.Float(&s.ResetK, "chilled_water_reset_K", 0, param.Between(0, 10), "rise of the chilled-water set point from design heat to none", param.Assumption)
	p.Float(&s.ChilledRangeK, "chilled_water_range_K", 6, param.Between(3, 15), "rise of chilled water through the coils at design", leiMasanet)
	p.Float(&s.ChilledHeadkPa, "chilled_water_head_kPa", 143.658, param.Between(0, 1000), "head of chilled-water pumps at design flow, the exchanger's not included", leiMasanet)
	if s.economiser {
		p.Float(&s.ExchangerkPa, "exchanger_head_kPa", 34.5, param.Between(0, 1000), "head of the exchanger's chilled-water side at design flow, while it is used", chillerCooled)
	}
	p.Float(&s.StaticHead, "static_head", 0.2, param.Fraction(), "share of pump head that does not fall with flow", param.Assumption)
	p.Float(&s.PumpEfficiency, "chilled_water_pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of chilled-water pumps", leiMasanet)
	p.Float(&s.MotorEfficiency, "chilled_water_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "share of chilled-water pump power that becomes heat in the water; the rest leaves with the plant room's air", param.Assumption)
	p.Float(&s.MinWaterFlow, "min_water_flow", 0.3, param.Between(0.1, 1), "smallest flow of chilled water as a share of design; coils take less by bypass", param.Assumption)
	p.Float(&s.LoopMass, "chilled_water_thermal_mass_MJ_per_K_per_MW", 20, param.Between(0.1, 1000), "heat capacity of the chilled-water loop per MW of design air heat", loopWater)
	p.Float(&s.CoilEffective, "coil_effectiveness", 0.8, param.AboveTo(0.1, 0.95), "largest effectiveness a coil is sized for", leiMasanet)
	p.Float(&s.SensibleRatio, "sensible_heat_ratio", 1, param.AboveTo(0.5, 1), "sensible over total heat of the coils; what they condense is made up by a humidifier", param.Assumption)
	p.Float(&s.SprayJPerKg, "humidifier_pump_J_per_kg", 10e3, param.Between(0, 1e6), "energy of the humidifier's pump per kg of water: 7 MPa at an efficiency of 0.7", param.Unverified("7 MPa, in the code published with Lei and Masanet (2022)"))
	p.Float(&s.Reserve, "reserve", 0.05, param.Between(0, 1), "coils, chillers and towers are sized larger than design heat at the site's extreme by this share", param.Assumption)
	if s.economiser {
		s.Mode.declare(p)
	}
	s.Chillers.declare(p)
	s.Condenser.declare(p, true, s.economiser)
	s.Air.declare(p, param.Auto, 13.9, 400)
	p.Bool(&s.RearDoors, "rear_doors", false, "racks have rear doors on chilled water, described by the table doors; air handlers carry what they leave")
	p.Table(&s.Doors, "doors", "rear-door heat exchangers, where rear_doors is true")
	s.Throttle.Params(p)
	s.Storage.declare(p, byWetBulb)
	p.Table(&s.Recovery, "heat_recovery", "heat from return water for a district network")
	s.Failures.Params(p)
	p.Table((*chilledUnitsSpec)(s), "units", "the plant's units, their redundancy and failures")
}

// Check reports impossible combinations.
func (s *ChilledWaterSpec) Check(report func(key, format string, args ...any)) {
	s.Mode.check(report)
	s.Chillers.Staging.Check(report)
	s.Storage.check(report)
}

// Build sizes the plant.
func (s *ChilledWaterSpec) Build(site Site, h Hall) (Plant, error) {
	site = site.complete()
	a, err := s.Air.build(site, h, "a chilled-water plant", s.Force)
	var doors *doorHall
	if err == nil && s.RearDoors {
		doors, a, err = s.sizeDoors(site, h)
	}
	if err != nil {
		return nil, err
	}
	p := &chilledWater{doors: doors, perDesign: 1e-6 / (h.DesignITMW + h.DesignRoomHeatMW), heat: s.Recovery.build(), hall: h, air: a, throttle: newThrottle(&s.Throttle), resetK: s.ResetK, sprayJPerKg: s.SprayJPerKg, latentShare: 1/s.SensibleRatio - 1}
	for _, size := range []func(*chilledWater, Site) error{s.sizeCoils, s.sizeCentral} {
		if err := size(p, site); err != nil {
			return nil, fmt.Errorf("hall %s: %w", h.Name, err)
		}
	}
	p.central.sizeUnits(&s.Condenser.Units)
	p.chilledPumps = newUnitBank(&chilledUnits, &s.ChilledPump, chilledUnits.number)
	p.air.sizeFans(&fanUnits, &s.Fan)
	if p.failures, err = s.Failures.join(p.serve, append([]*unitBank{&p.air.fans, &p.chilledPumps}, p.central.banks()...)...); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p.duty.HeatLimit, p.duty.LiquidSupplyDegC = min(1, a.rackShare), math.NaN()
	p.duty.ServerInletAirDegC = a.setDegC
	return p, nil
}

// sizeCoils sizes coils, chilled water and its pumps for design heat and the
// reserve.
func (s *ChilledWaterSpec) sizeCoils(p *chilledWater, site Site) error {
	a := &p.air
	coilW := (1 + s.Reserve) * (a.designW + a.fanW)
	ca := a.massFlow * dryAirJPerKgK
	cw := coilW * (1 + p.latentShare) / s.ChilledRangeK
	lo := min(ca, cw)
	warmest := a.returnDegC - coilW/(lo*s.CoilEffective)
	p.heatW, p.cwWPerK = coilW*(1+p.latentShare), cw
	massW := a.designW
	if d := p.doors; d != nil {
		warmest = min(warmest, s.Doors.warmestWater(d, a.returnDegC))
		p.heatW += (1 + s.Reserve) * s.Doors.DesignShare * (d.designW + d.fansW)
		p.cwWPerK += d.coil.waterW
		massW = 1 / p.perDesign
	}
	p.setDegC = given(s.ChilledDegC, warmest)
	if p.setDegC > warmest+1e-9 && !s.Force {
		return fmt.Errorf("chilled water of %.1f degC cannot hold supply air of %.1f degC with coil_effectiveness = %g; %.1f degC can", p.setDegC, a.setDegC, s.CoilEffective, warmest)
	}
	eps := min(coilW/(lo*(a.returnDegC-p.setDegC)), s.CoilEffective)
	if !(eps > 0) {
		eps = s.CoilEffective
	}
	p.coil = newFanWall(CoilSizeWPerK(eps, ca, cw), ca, cw, s.MinWaterFlow)
	pumpOf := func(headkPa float64) float64 {
		return PumpPowerW(p.cwWPerK/(waterJPerKgK*waterKgPerM3), 1e3*headkPa, s.PumpEfficiency)
	}
	p.pump = pump{designW: pumpOf(s.ChilledHeadkPa), static: s.StaticHead, toFluid: s.MotorEfficiency}
	if s.economiser {
		p.exchangerW = pumpOf(s.ExchangerkPa)
	}
	p.loop = newLoopNode(s.LoopMass*massW, p.setDegC)
	if p.doors != nil && !s.Force {
		return p.doors.checkDew(p.setDegC, a.w, site.PressurePa)
	}
	return nil
}

// sizeCentral sizes chillers, towers and exchanger: chillers carry all at the
// site's extreme wet bulb, the exchanger does where tower water is cold enough.
func (s *ChilledWaterSpec) sizeCentral(p *chilledWater, site Site) error {
	c, w := &p.central, &s.Condenser
	heat := p.heatW + s.MotorEfficiency*(p.pump.designW+p.exchangerW)
	cold := site.DesignWetBulbDegC + w.Tower.ApproachK
	var err error
	if c.chillers, err = s.Chillers.build(heat, p.setDegC, cold, s.Force); err != nil {
		return err
	}
	c.hasChill = true
	if in := c.chillers.entering(); cold > in.Max && !s.Force {
		return fmt.Errorf("towers of %g K approach give condenser water of %.1f degC at the site's extreme of %.1f degC wet bulb; %s is known up to %.1f degC", w.Tower.ApproachK, cold, site.DesignWetBulbDegC, s.Chillers.Name, in.Max)
	}
	if c.towers, err = w.build(site, heat*(1+c.chillers.fullPowerPerW(p.setDegC, cold))); err != nil {
		return err
	}
	c.towers.minDegC = given(w.MinDegC, max(15.56, c.chillers.entering().Min))
	if s.economiser {
		c.hasPlate, c.mode = true, newEconomiserMode(s.Mode)
		if c.plate, err = newPlateExchanger(heat, p.cwWPerK, waterJPerKgK*c.towers.designKgPerS, w.ExchangerApproachK); err != nil {
			return fmt.Errorf("towers of %g K range: %w", w.Tower.RangeK, err)
		}
	}
	p.store, err = s.Storage.build(site.DesignWetBulbDegC, p.setDegC, p.setDegC+heat/p.cwWPerK, s.Force)
	return err
}

// chilledUnitsSpec declares the table of failing units.
type chilledUnitsSpec ChilledWaterSpec

// Params declares the parameters.
func (s *chilledUnitsSpec) Params(p *param.Set) {
	p.Table(s.Fan.of(&fanUnits), fanUnits.key, "fans that move the hall's air")
	p.Table(s.ChilledPump.of(&chilledUnits), chilledUnits.key, "pumps of chilled water")
	s.Condenser.Units.declare(p, s.economiser, true)
}
