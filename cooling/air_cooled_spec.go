package cooling

import (
	"fmt"
	"math"

	"caloduc/sim/param"
)

func init() {
	Plants.Register("air-cooled-chiller", "chilled water from air-cooled chillers to coils with variable fans, with or without an air-side economiser", func() PlantSpec { return new(AirCooledSpec) })
}

// AirCooledSpec describes chilled water from air-cooled chillers.
type AirCooledSpec struct {
	Force                bool
	Economiser           string
	EconomiserPressurePa float64
	ChilledDegC          float64
	ResetK               float64
	ChilledRangeK        float64
	ChilledHeadkPa       float64
	StaticHead           float64
	PumpEfficiency       float64
	MotorEfficiency      float64
	MinWaterFlow         float64
	LoopMass             float64
	CoilEffective        float64
	Reserve              float64
	Chillers             int
	ChillerMW            float64
	ChillerCOP           float64
	ChillerMinLoad       float64
	RecirculationK       float64
	Staging              ChillerStagingSpec
	Throttle             ThrottleSpec
	Failures             FailureSpec
	Storage              StorageSpec
	Recovery             HeatRecoverySpec
	Units                HallUnitsSpec
	HallAirSpec
	EconomiserSpec
}

// Params declares the parameters.
func (s *AirCooledSpec) Params(p *param.Set) {
	p.Bool(&s.Force, "force", false, "run a plant that cannot serve the hall, throttling counted")
	p.Choice(&s.Economiser, "economiser", "none", []string{"none", "air"}, "none: the hall's air is recirculated; air: outdoor air is mixed in within the humidity limits")
	p.Float(&s.EconomiserPressurePa, "economiser_pressure_Pa", 120, param.Between(0, 1000), "pressure drop of louvres and filters of an air-side economiser at design flow", param.Assumption)
	p.Float(&s.ChilledDegC, "chilled_water_temp_degC", param.Auto, param.Between(4.4, 30), "leaving chilled water at design heat; auto: the warmest that coils and chiller curves allow", param.Assumption)
	p.Float(&s.ResetK, "chilled_water_reset_K", 0, param.Between(0, 10), "rise of the chilled-water set point from design heat to none", param.Assumption)
	p.Float(&s.ChilledRangeK, "chilled_water_range_K", 6, param.Between(3, 15), "rise of chilled water through the coils at design", leiMasanet)
	p.Float(&s.ChilledHeadkPa, "chilled_water_head_kPa", 143.658, param.Between(10, 1000), "head of chilled-water pumps at design flow", leiMasanet)
	p.Float(&s.StaticHead, "static_head", 0.2, param.Fraction(), "share of pump head that does not fall with flow", param.Assumption)
	p.Float(&s.PumpEfficiency, "chilled_water_pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of chilled-water pumps", leiMasanet)
	p.Float(&s.MotorEfficiency, "chilled_water_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "share of pump power that becomes heat in the chilled water; the rest leaves with the plant room's air", param.Assumption)
	p.Float(&s.MinWaterFlow, "min_water_flow", 0.3, param.Between(0.1, 1), "smallest flow of chilled water as a share of design; coils take less by bypass", param.Assumption)
	p.Float(&s.LoopMass, "chilled_water_thermal_mass_MJ_per_K_per_MW", 20, param.Between(0.1, 1000), "heat capacity of the chilled-water loop per MW of design air heat: it bridges a chiller's failure", loopWater)
	p.Float(&s.CoilEffective, "coil_effectiveness", 0.8, param.AboveTo(0.1, 0.95), "largest effectiveness a coil is sized for", leiMasanet)
	p.Float(&s.Reserve, "reserve", 0.05, param.Between(0, 1), "coils and chillers are sized larger than design heat at the site's extreme by this share", param.Assumption)
	p.Int(&s.Chillers, "chillers", 4, param.Between(1, 100), "number of equal chillers", param.Assumption)
	p.Float(&s.ChillerMW, "chiller_capacity_MW", param.Auto, param.Above(0), "reference capacity of all chillers; auto: sized for the site's extreme", param.Assumption)
	p.Float(&s.ChillerCOP, "chiller_cop", 2.96, param.Between(1, 10), "chiller COP at 6.67 degC leaving water and 35 degC air, condenser fans included", param.Unverified("ASHRAE 90.1-2019 Table 6.8.1-3, air-cooled, 10.1 Btu/Wh"))
	p.Float(&s.ChillerMinLoad, "chiller_min_load", 0.15, param.AboveTo(0.01, 1), "part load below which a chiller cycles", param.Assumption)
	p.Float(&s.RecirculationK, "recirculation_K", 2, param.Between(0, 10), "air into the condensers above outdoor air at full heat", recirculationQuoted)
	s.Staging.Params(p)
	s.HallAirSpec.declare(p, param.Auto, 13.9, 400)
	s.EconomiserSpec.declare(p)
	s.Throttle.Params(p)
	s.Storage.declare(p, byDryBulb)
	p.Table(&s.Recovery, "heat_recovery", "heat from return water for a district network")
	s.Failures.Params(p)
	p.Table(&s.Units, "units", "the plant's units, their redundancy and failures")
}

// Check reports impossible combinations.
func (s *AirCooledSpec) Check(report func(key, format string, args ...any)) {
	s.Staging.Check(report)
	s.EconomiserSpec.check(report)
	s.Storage.check(report)
	if !isAuto(s.ChilledDegC) && s.Economiser == "air" && s.ChilledDegC < s.MaxDewPointDegC {
		report("chilled_water_temp_degC", "is below max_dew_point_degC (%g degC): coils are modelled dry", s.MaxDewPointDegC)
	}
}

// Build sizes the plant.
func (s *AirCooledSpec) Build(site Site, h Hall) (Plant, error) {
	site = site.complete()
	hall := s.HallAirSpec
	if s.Economiser == "air" {
		hall.PressurePa += s.EconomiserPressurePa
	}
	a, err := hall.build(site, h, "an air-cooled chiller plant", s.Force)
	if err != nil {
		return nil, err
	}
	p := &airCooled{hall: h, air: a, throttle: newThrottle(&s.Throttle), resetK: s.ResetK, recirculationK: s.RecirculationK}
	if s.Economiser == "air" {
		p.free, p.eco = true, s.EconomiserSpec.build(a.setDegC, site.PressurePa)
	}
	if err := s.sizeCoils(p); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	if err := s.sizeChillers(p, site); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p.district = s.Recovery.build()
	if p.store, err = s.Storage.build(site.DesignDryBulbDegC, p.designDegC, p.designDegC+s.ChilledRangeK, s.Force); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p.air.sizeFans(&fanUnits, &s.Units.Fan)
	p.sizeUnits(&s.Units.Chiller, &s.Units.ChilledWaterPump)
	if p.failures, err = s.Failures.join(p.serve, &p.air.fans, &p.chillers.units, &p.pumps); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p.duty.HeatLimit, p.duty.LiquidSupplyDegC = min(1, a.rackShare), math.NaN()
	return p, nil
}

// sizeCoils sizes coils, chilled water and its pumps for design heat and the
// reserve.
func (s *AirCooledSpec) sizeCoils(p *airCooled) error {
	a := &p.air
	p.coilW = (1 + s.Reserve) * (a.designW + a.fanW)
	ca := a.massFlow * dryAirJPerKgK
	cw := p.coilW / s.ChilledRangeK
	lo := min(ca, cw)
	warmest := a.returnDegC - p.coilW/(lo*s.CoilEffective)
	p.designDegC = given(s.ChilledDegC, min(warmest, AirCooledScrew.Leaving.Max))
	if p.designDegC > warmest+1e-9 && !s.Force {
		return fmt.Errorf("chilled water of %.1f degC cannot hold supply air of %.1f degC with coil_effectiveness = %g; %.1f degC can", p.designDegC, a.setDegC, s.CoilEffective, warmest)
	}
	if p.free && p.designDegC < s.MaxDewPointDegC && !s.Force {
		return fmt.Errorf("chilled water of %.1f degC is below max_dew_point_degC = %g: coils are modelled dry", p.designDegC, s.MaxDewPointDegC)
	}
	eps := min(p.coilW/(lo*(a.returnDegC-p.designDegC)), s.CoilEffective)
	if !(eps > 0) {
		eps = s.CoilEffective
	}
	p.coil = newFanWall(CoilSizeWPerK(eps, ca, cw), ca, cw, s.MinWaterFlow)
	p.pump = pump{designW: PumpPowerW(cw/(waterJPerKgK*waterKgPerM3), 1e3*s.ChilledHeadkPa, s.PumpEfficiency), static: s.StaticHead, toFluid: s.MotorEfficiency}
	p.loop, p.cwWPerK = newLoopNode(s.LoopMass*a.designW, p.designDegC), cw
	return nil
}

// sizeChillers sizes the chillers for the site's extreme.
func (s *AirCooledSpec) sizeChillers(p *airCooled, site Site) error {
	c := &AirCooledScrew
	tc := site.DesignDryBulbDegC + s.RecirculationK
	need := (p.coilW + p.pump.toFluid*p.pump.designW) / c.Capacity(p.designDegC, tc)
	ref := given(1e6*s.ChillerMW, need)
	if least := need / (1 + s.Reserve); ref < least*(1-1e-9) && !s.Force {
		return fmt.Errorf("chiller_capacity_MW = %.4g does not carry the hall's heat with %.1f degC into the condensers at the site's extreme; %.4g would", s.ChillerMW, tc, 1e-6*least)
	}
	p.chillers = newAirChillerBank(ref, s.ChillerCOP, s.ChillerMinLoad, s.Staging, s.Chillers)
	return nil
}
