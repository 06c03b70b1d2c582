package loop

import (
	"errors"
	"fmt"
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/sim/param"
)

// FacilitySpec describes facility water, its pumps and those of the coolant.
type FacilitySpec struct {
	HeadkPa         float64
	PumpEfficiency  float64
	MotorEfficiency float64
	StaticHead      float64
	Mass            float64
}

// Declare declares the parameters.
func (s *FacilitySpec) Declare(p *param.Set) {
	p.Float(&s.HeadkPa, "facility_pump_head_kPa", 208.66, param.Between(10, 1000), "head of facility pumps at design flow", component.LikeLeiMasanet)
	p.Float(&s.PumpEfficiency, "pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of pumps", component.LikeLeiMasanet)
	p.Float(&s.MotorEfficiency, "pump_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "fraction of pump power that becomes heat in the fluid; the rest leaves with the hall's air (CDU) or the plant room's (facility)", param.Assumption)
	p.Float(&s.StaticHead, "static_head", 0.2, param.Fraction(), "fraction of pump head that does not fall with flow", param.Assumption)
	p.Float(&s.Mass, "facility_thermal_mass_MJ_per_K_per_MW", 6, param.Between(0.1, 1000), "heat capacity of a loop of facility water per MW of the design heat that enters it", param.Assumption)
}

// pumpOf sizes a pump of a volume flow, m3/s, against a head.
func (s *FacilitySpec) pumpOf(m3PerS, headkPa float64) component.Pump {
	return component.Pump{DesignW: component.PumpPowerW(m3PerS, 1e3*headkPa, s.PumpEfficiency), Static: s.StaticHead, ToFluid: s.MotorEfficiency}
}

// Fluid is what cools servers.
type Fluid struct{ JPerKgK, KgPerM3 float64 }

// errNoPlates is the error of a hall whose servers no liquid cools.
var errNoPlates = errors.New("its servers are air-cooled (liquid fraction 0): liquid carries nothing")

// LiquidSpec describes cold plates, coolant distribution units (CDU) and the facility
// water through them.
type LiquidSpec struct {
	SupplyTempDegC            float64
	Reset                     ResetSpec
	Held                      bool // the set point is wanted warm: for a district network, or a tank
	FacilityClass             string
	CDUApproachK              float64
	TCSRangeK, FacilityRangeK float64
	CDUConductance            float64
	TCSFlow, FacilityFlow     float64
	MinFlow, FlowBand         float64
	TCSMass                   float64
	CDUHeadkPa                float64
	PlateResistance           float64
	PlateMaxCaseDegC          float64
	PlateHeatW                float64
	PlateConvective           float64

	Immersed bool // servers stand in coolant; else it is water
	Coolant  Fluid
}

// Declare declares the parameters; sized tells whether class, conductance and flows
// may be given.
func (s *LiquidSpec) Declare(p *param.Set, sized bool) {
	band := 0.03
	if sized {
		band = 0.05
		p.Choice(&s.FacilityClass, "facility_class", "", component.FacilityClassWords(), "ASHRAE class of facility water that the CDUs ask for; its highest temperature bounds the set point; absent: none")
	}
	s.DeclareWater(p, band)
	if sized {
		p.Float(&s.CDUConductance, "cdu_conductance_kW_per_K", param.Auto, param.Above(0), "conductance of all CDUs at design flow; auto: for cdu_approach_K", param.Assumption)
		p.Float(&s.TCSFlow, "tcs_flow_kg_per_s", param.Auto, param.Above(0), "design flow of coolant through all cold plates; auto: for tcs_range_K", param.Assumption)
		p.Float(&s.FacilityFlow, "facility_flow_kg_per_s", param.Auto, param.Above(0), "design flow of facility water; auto: for facility_range_K", param.Assumption)
	}
	p.Float(&s.TCSRangeK, "tcs_range_K", 10, param.Between(2, 30), "rise of coolant through the cold plates at design", param.Assumption)
	p.Float(&s.TCSMass, "tcs_thermal_mass_MJ_per_K_per_MW", 2, param.Between(0.05, 100), "heat capacity of coolant, cold plates and racks per MW of captured design heat", param.Assumption)
	p.Float(&s.CDUHeadkPa, "cdu_pump_head_kPa", 200, param.Between(10, 1000), "head of CDU pumps at design flow", param.Assumption)
	s.declarePlates(p)
}

// DeclareWater declares the facility water of the distribution units and how both
// loops follow the load.
func (s *LiquidSpec) DeclareWater(p *param.Set, band float64) {
	s.CDUConductance, s.TCSFlow, s.FacilityFlow = param.Auto, param.Auto, param.Auto
	p.Float(&s.SupplyTempDegC, "supply_temp_degC", param.Auto, param.Between(5, 60), "set point of facility water supplied to the CDUs; auto: 1 K below what the servers' coolant limit and their chips' case limit need", param.Assumption)
	p.Float(&s.CDUApproachK, "cdu_approach_K", 4, param.Between(0.5, 15), "coolant supply (TCS) above facility supply at design", param.Unverified("3 to 5 K is commonly quoted for plate CDUs"))
	p.Float(&s.FacilityRangeK, "facility_range_K", 10, param.Between(2, 30), "rise of facility water through the CDUs at design", component.LikeLeiMasanet)
	p.Float(&s.MinFlow, "min_flow", 0.5, param.Between(0.2, 1), "smallest flow of coolant and facility water as a fraction of design; above, flow follows the servers' load", param.Assumption)
	p.Float(&s.FlowBand, "flow_dead_band", band, param.Between(0, 0.2), "pumps keep their speed while the flow asked for stays this near, as a fraction of design", param.Assumption)
}

// DeclareReset declares how the facility water's set point falls with outdoor air.
func (s *LiquidSpec) DeclareReset(p *param.Set) {
	s.Reset.Declare(p, facilityKey, "set point of facility water supplied to the CDUs", "25 degC where supply_temp_degC is auto , servers are not immersed and neither a district network nor a tank is on the water; else no reset", 5, facilityMarginK)
}

// declarePlates declares the cold plates.
func (s *LiquidSpec) declarePlates(p *param.Set) {
	p.Float(&s.PlateResistance, "cold_plate_resistance_K_per_W", param.Auto, param.Between(0.001, 1), "thermal resistance from case to coolant inlet at design flow; auto: the hall's", "")
	p.Float(&s.PlateMaxCaseDegC, "cold_plate_max_case_degC", 85, param.Between(40, 120), "case temperature above which a cold plate takes no more heat", param.Assumption)
	p.Float(&s.PlateHeatW, "cold_plate_heat_W", param.Auto, param.Between(10, 10000), "heat of one cold plate at full load; auto: the hall's chip_power_W", "")
	p.Float(&s.PlateConvective, "cold_plate_convective_share", 0.4, param.Fraction(), "fraction of the resistance that varies with flow", param.Assumption)
}

// CheckKeys reports ranges that no distribution unit gives, below the table at path.
func (s *LiquidSpec) CheckKeys(path string, report func(key, format string, args ...any)) {
	sized := component.IsAuto(s.CDUConductance) && component.IsAuto(s.TCSFlow) && component.IsAuto(s.FacilityFlow)
	if most := s.CDUApproachK + s.TCSRangeK; sized && s.FacilityRangeK >= most {
		report(path+"facility_range_K", "facility water would leave the CDUs warmer than coolant enters them: must be below cdu_approach_K and the coolant's rise, %g + %g K", s.CDUApproachK, s.TCSRangeK)
	}
}

// Size sizes the side of hall h; the plant gives its water the sink.
func (s *LiquidSpec) Size(h Hall, f *FacilitySpec, units *failure.UnitsTable, force bool) (*LiquidSide, error) {
	heat, coolant := h.liquidW(), s.Coolant
	if h.LiquidFraction <= 0 {
		return nil, errNoPlates
	}
	if heat <= 0 {
		return nil, ErrNoLoad
	}
	if !s.Immersed {
		coolant = Fluid{component.WaterJPerKgK, component.WaterKgPerM3}
	}
	l := &LiquidSide{liquidSize: liquidSize{immersed: s.Immersed, ownKPerW: s.PlateResistance, ownW: s.PlateHeatW, HeatW: heat, fraction: h.LiquidFraction, perDesign: 1e-6 / h.DesignITMW, racks: h.racks(), MinFlow: s.MinFlow, flowBand: s.FlowBand,
		PlateKPerW: component.Given(s.PlateResistance, h.ColdPlateKPerW), Convective: s.PlateConvective, plateW: component.Given(s.PlateHeatW, h.ChipPowerW), filled: h.Filled(), maxCaseDegC: s.PlateMaxCaseDegC}}
	tcs := component.Given(s.TCSFlow, heat/s.TCSRangeK/coolant.JPerKgK)
	facility := component.Given(s.FacilityFlow, heat/s.FacilityRangeK/component.WaterJPerKgK)
	l.C1, l.C2 = coolant.JPerKgK*tcs, component.WaterJPerKgK*facility
	l.CDUPump = f.pumpOf(tcs/coolant.KgPerM3, s.CDUHeadkPa)
	l.Ua = 1e3 * s.CDUConductance
	if component.IsAuto(l.Ua) {
		l.Ua = component.CDUSizeWPerK(heat, heat/l.C1, heat/l.C2, s.CDUApproachK)
	}
	// What the CDUs' conductance makes of the approach.
	approach := heat/component.CDUConductanceWPerK(l.Ua, l.C1, l.C2, 1, 1) - heat/l.C1
	set := s.SupplyTempDegC
	if component.IsAuto(set) {
		set = l.ownSetDegC(h, approach, component.FacilityMaxDegC(s.FacilityClass))
	}
	l.SupplyDegC = set + approach
	l.designDegC = l.SupplyDegC
	coldest := set
	if component.IsAuto(s.SupplyTempDegC) && !s.Held && !s.Immersed {
		coldest = min(set, freeFacilityDegC)
	}
	fall, err := s.Reset.build(facilityKey, set, coldest, facilityMarginK)
	if err != nil {
		return nil, err
	}
	l.warmDegC = l.SupplyDegC + heat/l.C1
	if err := l.possible(set + heat/l.C2); err != nil {
		return nil, err
	}
	l.Tcs = component.NewLoopNode(s.TCSMass*heat, l.warmDegC)
	l.coolant = partner{perCap: l.Tcs.PerCap, perHeat: 1}
	l.Water = NewWater(waterSize{SetAtDesignDegC: set, CwWPerK: l.C2, pump: f.pumpOf(facility/component.WaterKgPerM3, f.HeadkPa), PumpHeat: FacilityPumpHeat,
		reset: fall, restoreWPerK: (s.TCSMass + f.Mass) * heat / recoveryS, restoreBandK: 0.02}, f.Mass*heat)
	l.Water.Pumps = units.Bank(&failure.PumpUnits, failure.PumpUnits.Number)
	l.cdus = units.Bank(&failure.CDUUnits, math.Ceil(1e-6*heat/failure.CDUMW))
	l.tabulate()
	l.fit()
	if force {
		return l, nil
	}
	if most := component.FacilityMaxDegC(s.FacilityClass); set > most {
		return l, fmt.Errorf("supply_temp_degC = %.4g is above what facility_class %s allows: %.4g degC", set, s.FacilityClass, most)
	}
	return l, l.feasible(&h)
}

// coldestOwnDegC is the coldest facility water that a plant asks for by itself.
const coldestOwnDegC = 5

// ownSetDegC is the set point of facility water where none is given: a kelvin below what
// coolant and cases at their limits need, approach, K, below the coolant, and within
// the class. It notes where the chips decide.
func (l *LiquidSide) ownSetDegC(h Hall, approach, classDegC float64) float64 {
	coolant := h.MaxLiquidSupplyDegC
	if chips := l.maxCaseDegC - l.plateW*l.PlateKPerW; chips < coolant {
		coolant = chips
		l.Why = fmt.Sprintf(": chips of %.0f W behind %g K/W and a case limit of %.4g degC need coolant of at most %.4g degC", l.plateW, l.PlateKPerW, l.maxCaseDegC, chips)
	}
	return max(min(coolant-approach-1, classDegC), coldestOwnDegC)
}

// boilsDegC is where water boils.
const boilsDegC = 100.0

// possible tells whether there are distribution units, and liquids, that carry design
// heat between facility water that comes back at backDegC and the coolant.
func (l *LiquidSide) possible(backDegC float64) error {
	switch {
	case !(l.Ua > 0) || math.IsInf(l.Ua, 0):
		return fmt.Errorf("no CDU warms facility water by %.4g K with coolant that cools by %.4g K: facility water would leave it warmer than coolant enters it", l.HeatW/l.C2, l.HeatW/l.C1)
	case l.warmDegC >= boilsDegC || backDegC >= boilsDegC:
		return fmt.Errorf("coolant would return at %.4g degC and facility water at %.4g degC: one boils; ranges, flows or cdu_conductance_kW_per_K are too far apart", l.warmDegC, backDegC)
	}
	return nil
}

// feasible tells whether coolant and cold plates serve the hall.
func (l *LiquidSide) feasible(h *Hall) error {
	supplyDegC, setDegC := l.designDegC, l.Water.SetAtDesignDegC
	if supplyDegC > h.MaxLiquidSupplyDegC {
		return fmt.Errorf("supply_temp_degC = %.4g with a CDU approach of %.4g K gives coolant of %.4g degC; the servers bear %.4g degC", setDegC, supplyDegC-setDegC, supplyDegC, h.MaxLiquidSupplyDegC)
	}
	if most := component.ColdPlateMaxHeatW(l.maxCaseDegC, supplyDegC, l.PlateKPerW); most < l.plateW {
		way := "a cold plate"
		if l.immersed {
			way = "a chip in fluid"
		}
		return fmt.Errorf("coolant of %.4g degC lets %s of %g K/W take %.0f W of its %.0f W (case limit %.4g degC)", supplyDegC, way, l.PlateKPerW, most, l.plateW, l.maxCaseDegC)
	}
	return nil
}
