package cooling

import (
	"fmt"

	"caloduc/sim/param"
)

func init() {
	Plants.Register("river", "once-through river or sea water on plate heat exchangers, within limits of withdrawal and discharge", func() PlantSpec { return new(RiverPlantSpec) })
}

// RiverPlantSpec describes a plant on river or sea water.
type RiverPlantSpec struct {
	Force           bool
	DesignDegC      float64
	ExchangerK      float64
	RiverRangeK     float64
	MinRiverFlow    float64
	RiverBand       float64
	RiverHeadkPa    float64
	FacilityHeadkPa float64
	PumpEfficiency  float64
	MotorEfficiency float64
	StaticHead      float64
	Reserve         float64
	FacilityMass    float64
	Liquid          RiverLiquidSpec
	ColdDegC        float64
	ColdRangeK      float64
	MinWaterFlow    float64
	CoilEffective   float64
	TrimShare       float64
	TrimDegC        float64
	TrimCOP         float64
	TrimMinLoad     float64
	Trims           int
	LiquidTrimShare float64
	RecirculationK  float64
	Staging         ChillerStagingSpec
	Throttle        ThrottleSpec
	Failures        FailureSpec
	Units           RiverUnitsSpec
	Water           RiverSpec
	Recovery        HeatRecoverySpec
	Storage         StorageSpec
	HallAirSpec
}

// RiverLiquidSpec describes the cold plates' side of a plant on river water.
type RiverLiquidSpec struct {
	SupplyTempDegC            float64
	CDUApproachK              float64
	TCSRangeK, FacilityRangeK float64
	MinFlow, FlowBand         float64
	TCSMass                   float64
	CDUHeadkPa                float64
	PlateResistance           float64
	PlateMaxCaseDegC          float64
	PlateHeatW                float64
	PlateConvective           float64
}

// Params declares the parameters.
func (s *RiverPlantSpec) Params(p *param.Set) {
	p.Bool(&s.Force, "force", false, "run a plant that cannot serve the hall, throttling counted")
	p.Float(&s.DesignDegC, "design_water_degC", 26, param.Between(0, 40), "warmest river or sea water for which the plant is sized", param.Assumption)
	p.Float(&s.ExchangerK, "exchanger_approach_K", 2, param.Between(0.5, 10), "facility water leaving the plate heat exchangers above the river water that enters them, at design", likeLeiMasanet)
	p.Float(&s.RiverRangeK, "river_range_K", 8, param.Between(1, 25), "rise of river water through the exchangers at design", param.Assumption)
	p.Float(&s.MinRiverFlow, "min_river_flow", 0.15, param.Between(0.05, 1), "smallest flow of river water as a share of design", param.Assumption)
	p.Float(&s.RiverBand, "river_flow_dead_band", 0.03, param.Between(0, 0.2), "river pumps keep their speed while the exchangers' conductance exceeds what is needed by less than this share", param.Assumption)
	p.Float(&s.RiverHeadkPa, "river_pump_head_kPa", 150, param.Between(10, 1000), "head of river pumps at design flow, intake screens and lift included", param.Assumption)
	p.Float(&s.FacilityHeadkPa, "facility_pump_head_kPa", 208.66, param.Between(10, 1000), "head of facility pumps at design flow", likeLeiMasanet)
	p.Float(&s.PumpEfficiency, "pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of pumps", likeLeiMasanet)
	p.Float(&s.MotorEfficiency, "pump_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "share of pump power that becomes heat in the fluid; the rest leaves with the hall's air (CDU) or the plant room's", param.Assumption)
	p.Float(&s.StaticHead, "static_head", 0.2, param.Fraction(), "share of pump head that does not fall with flow", param.Assumption)
	p.Float(&s.Reserve, "reserve", 0.05, param.Between(0, 1), "exchangers, coils and trim chillers are sized larger than design heat by this share", param.Assumption)
	p.Float(&s.FacilityMass, "facility_thermal_mass_MJ_per_K_per_MW", 6, param.Between(0.1, 1000), "heat capacity of a circuit of facility water per MW of its design heat", param.Assumption)
	p.Float(&s.ColdDegC, "coil_water_degC", param.Auto, param.Between(4, 30), "set point of facility water to the coils; auto: the warmest that coils allow", param.Assumption)
	p.Float(&s.ColdRangeK, "coil_water_range_K", 6, param.Between(3, 15), "rise of facility water through the coils at design", likeLeiMasanet)
	p.Float(&s.MinWaterFlow, "coil_min_water_flow", 0.3, param.Between(0.1, 1), "smallest flow of facility water in the coils' circuit as a share of design", param.Assumption)
	p.Float(&s.CoilEffective, "coil_effectiveness", 0.8, param.AboveTo(0.1, 0.95), "largest effectiveness a coil is sized for", leiMasanet)
	p.Float(&s.TrimShare, "trim_share", 1, param.Between(0, 2), "capacity of air-cooled trim chillers of the coils' circuit as a share of its design heat; 0: none", param.Assumption)
	p.Float(&s.LiquidTrimShare, "liquid_trim_share", 0, param.Between(0, 2), "capacity of air-cooled trim chillers of the cold plates' circuit as a share of its design heat; 0: none", param.Assumption)
	p.Float(&s.TrimDegC, "trim_leaving_degC", 15, param.Between(4.4, 15.6), "water of the side stream that trim chillers cool; the rest of the circuit is mixed with it", param.Assumption)
	p.Int(&s.Trims, "trim_chillers", 4, param.Between(1, 100), "number of equal trim chillers of a circuit", param.Assumption)
	p.Float(&s.TrimCOP, "trim_chiller_cop", 2.96, param.Between(1, 10), "COP of trim chillers at 6.67 degC leaving water and 35 degC air, condenser fans included", param.Unverified("ASHRAE 90.1-2019 Table 6.8.1-3, air-cooled, 10.1 Btu/Wh"))
	p.Float(&s.TrimMinLoad, "trim_chiller_min_load", 0.15, param.AboveTo(0.01, 1), "part load below which a trim chiller cycles", param.Assumption)
	p.Float(&s.RecirculationK, "recirculation_K", 2, param.Between(0, 10), "air into the trim chillers' condensers above outdoor air", recirculationQuoted)
	s.Staging.Params(p)
	s.HallAirSpec.declare(p, param.Auto, 13.9, 400)
	s.Throttle.Params(p)
	s.Failures.Params(p)
	p.Table(&s.Units, "units", "the plant's units, their redundancy and failures")
	p.Table(&s.Water, "water", "the river or sea, and what may be drawn and discharged")
	p.Table(&s.Liquid, "liquid", "cold plates, coolant and distribution units")
	p.Table(&s.Recovery, "heat_recovery", "heat for a district network from the cold plates' circuit, from the coils' in a hall without cold plates")
	s.Storage.declare(p, byWater)
}

// Check reports impossible combinations.
func (s *RiverPlantSpec) Check(report func(key, format string, args ...any)) {
	s.Staging.Check(report)
	s.Storage.check(report)
}

// Params declares the parameters.
func (s *RiverLiquidSpec) Params(p *param.Set) {
	p.Float(&s.SupplyTempDegC, "supply_temp_degC", param.Auto, param.Between(5, 60), "set point of facility water to the CDUs; auto: 1 K below what the servers' coolant limit needs", param.Assumption)
	p.Float(&s.CDUApproachK, "cdu_approach_K", 4, param.Between(0.5, 15), "coolant supply (TCS) above facility supply at design", param.Unverified("3 to 5 K is commonly quoted for plate CDUs"))
	p.Float(&s.TCSRangeK, "tcs_range_K", 10, param.Between(2, 30), "rise of coolant through the cold plates at design", param.Assumption)
	p.Float(&s.FacilityRangeK, "facility_range_K", 10, param.Between(2, 30), "rise of facility water through the CDUs at design", likeLeiMasanet)
	p.Float(&s.MinFlow, "min_flow", 0.5, param.Between(0.2, 1), "smallest flow of coolant and facility water as a share of design; above, flow follows the servers' load", param.Assumption)
	p.Float(&s.FlowBand, "flow_dead_band", 0.03, param.Between(0, 0.2), "pumps keep their speed while the flow asked for stays this near, as a share of design", param.Assumption)
	p.Float(&s.TCSMass, "tcs_thermal_mass_MJ_per_K_per_MW", 2, param.Between(0.05, 100), "heat capacity of coolant, cold plates and racks per MW of captured design heat", param.Assumption)
	p.Float(&s.CDUHeadkPa, "cdu_pump_head_kPa", 200, param.Between(10, 1000), "head of CDU pumps at design flow", param.Assumption)
	p.Float(&s.PlateResistance, "cold_plate_resistance_K_per_W", 0.025, param.Between(0.001, 1), "thermal resistance from case to coolant inlet at design flow", "EnergyPlus, new feature proposal on liquid-cooled IT equipment (2026)")
	p.Float(&s.PlateMaxCaseDegC, "cold_plate_max_case_degC", 85, param.Between(40, 120), "case temperature above which a cold plate takes no more heat", param.Assumption)
	p.Float(&s.PlateHeatW, "cold_plate_heat_W", 1200, param.Between(10, 10000), "heat of one cold plate at full load", param.Unverified("NVIDIA GB200: up to 1,200 W a GPU"))
	p.Float(&s.PlateConvective, "cold_plate_convective_share", 0.4, param.Fraction(), "share of the resistance that varies with flow", param.Assumption)
}

// Build sizes the plant.
func (s *RiverPlantSpec) Build(site Site, h Hall) (Plant, error) {
	site = site.complete()
	p := &river{hall: h, heat: s.Recovery.build(), throttle: newThrottle(&s.Throttle), recirculationK: s.RecirculationK}
	var err error
	if p.reach, err = site.Water.join(&s.Water); err == nil {
		err = s.sizeAir(p, site, h)
	}
	if err == nil && h.LiquidFraction > 0 {
		err = s.sizeLiquid(p, site)
	}
	if err == nil {
		p.reach.size(p.cold.heatW(s.RiverRangeK) + p.liquid.circuit.heatW(s.RiverRangeK))
		if !s.Force {
			err = s.feasible(p)
		}
	}
	if err == nil {
		c := &p.cold
		p.store, err = s.Storage.build(s.DesignDegC, c.setDegC, c.setDegC+s.ColdRangeK, s.Force)
	}
	if err == nil {
		err = s.sizeUnits(p)
	}
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p.Stop()
	return p, nil
}

func (s *RiverPlantSpec) pumpOf(cw, headkPa float64) pump {
	return pump{designW: PumpPowerW(cw/(waterJPerKgK*waterKgPerM3), 1e3*headkPa, s.PumpEfficiency), static: s.StaticHead, toFluid: s.MotorEfficiency}
}
