package cooling

import (
	"fmt"

	"caloduc/sim/param"
)

// loopWater is what is known of the water in loops of chilled water.
var loopWater = param.Unverified("makers of chillers ask for 3 to 10 US gallons of loop water a ton: 13 to 45 MJ/K per MW")

// CoilWaterSpec describes coils and the chilled water that they are on.
type CoilWaterSpec struct {
	SetDegC         float64
	ResetK          float64
	RangeK          float64
	HeadkPa         float64
	StaticHead      float64
	PumpEfficiency  float64
	MotorEfficiency float64
	MinFlow         float64
	LoopMass        float64
	CoilEffective   float64
	Reserve         float64
}

// declare declares the parameters; setDegC is the default of the set point.
func (s *CoilWaterSpec) declare(p *param.Set, setDegC float64) {
	p.Float(&s.SetDegC, "chilled_water_temp_degC", setDegC, param.Between(4.4, 40), "set point of chilled water at design heat; auto: the warmest with which coils of coil_effectiveness hold the supply air, within the curves of air-cooled chillers where they make it", param.Assumption)
	p.Float(&s.ResetK, "chilled_water_reset_K", 0, param.Between(0, 10), "rise of the chilled-water set point from design heat to none", param.Assumption)
	p.Float(&s.RangeK, "chilled_water_range_K", 6, param.Between(3, 15), "rise of chilled water through the coils at design", leiMasanet)
	p.Float(&s.HeadkPa, "chilled_water_head_kPa", 143.658, param.Between(0, 1000), "head of chilled-water pumps at design flow, an exchanger's not included", leiMasanet)
	p.Float(&s.StaticHead, "static_head", 0.2, param.Fraction(), "fraction of pump head that does not fall with flow", param.Assumption)
	p.Float(&s.PumpEfficiency, "chilled_water_pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of chilled-water pumps", leiMasanet)
	p.Float(&s.MotorEfficiency, "chilled_water_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "fraction of chilled-water pump power that becomes heat in the water; the rest leaves with the plant room's air", param.Assumption)
	p.Float(&s.MinFlow, "min_water_flow", 0.3, param.Between(0.1, 1), "smallest flow of chilled water as a fraction of design; coils take less by bypass", param.Assumption)
	p.Float(&s.LoopMass, "chilled_water_thermal_mass_MJ_per_K_per_MW", 20, param.Between(0.1, 1000), "heat capacity of the chilled-water loop per MW of design heat on it: it bridges a chiller's failure", loopWater)
	p.Float(&s.CoilEffective, "coil_effectiveness", 0.8, param.AboveTo(0.1, 0.95), "largest effectiveness a coil is sized for", leiMasanet)
}

// declareReserve declares the reserve.
func (s *CoilWaterSpec) declareReserve(p *param.Set) {
	p.Float(&s.Reserve, "reserve", 0.05, param.Between(0, 1), "coils, and the chillers and towers behind them, are sized larger than design heat at the site's extreme by this fraction", param.Assumption)
}

// pumpOf sizes a pump for water of capacity flow cw, W/K, against a head.
func (s *CoilWaterSpec) pumpOf(cw, headkPa float64) pump {
	return pump{designW: PumpPowerW(cw/(waterJPerKgK*waterKgPerM3), 1e3*headkPa, s.PumpEfficiency), static: s.StaticHead, toFluid: s.MotorEfficiency}
}

// coilDesign is what coils and their water are sized to.
type coilDesign struct {
	heatW float64 // sensible and latent, reserve included
	coil  coil
	water waterLoop
}

// coilDuty is what coils are sized to carry.
type coilDuty struct {
	sensibleW   float64
	latentShare float64 // latent over sensible heat
	inletDegC   float64 // air that enters them
	massW       float64 // by which the water's heat capacity goes
}

// allAir is the duty of coils that carry all heat of a hall's air.
func (s *CoilWaterSpec) allAir(a *hallAir) coilDuty {
	return coilDuty{sensibleW: (1 + s.Reserve) * (a.designW + a.fanW), inletDegC: a.returnDegC, massW: a.designW}
}

// size sizes coils and water for the hall's air; doors, if any, are on the same
// water, which is to be no warmer than mostDegC where its set point is not given.
func (s *CoilWaterSpec) size(a *hallAir, duty coilDuty, mostDegC float64, doors *doorDesign, units *unitsTable, force bool) (coilDesign, error) {
	heat := duty.sensibleW * (1 + duty.latentShare)
	ca, cw := a.massFlow*dryAirJPerKgK, heat/s.RangeK
	lo := min(ca, cw)
	warmest := duty.inletDegC - duty.sensibleW/(lo*s.CoilEffective)
	d := coilDesign{heatW: heat}
	w := waterSize{cwWPerK: cw, resetK: s.ResetK, pumpHeat: chilledPumpHeat}
	if doors != nil {
		warmest = min(warmest, doors.warmestDegC)
		d.heatW += (1 + s.Reserve) * doors.shareW
		w.cwWPerK += doors.waterW
		duty.massW = doors.allW
	}
	w.setAtDesignDegC = given(s.SetDegC, min(warmest, mostDegC))
	set := w.setAtDesignDegC
	if set > warmest+1e-9 && !force {
		return d, fmt.Errorf("water of %.1f degC cannot hold supply air of %.1f degC with coil_effectiveness = %g; %.1f degC can", set, a.setDegC, s.CoilEffective, warmest)
	}
	eps := min(duty.sensibleW/(lo*(duty.inletDegC-set)), s.CoilEffective)
	if !(eps > 0) {
		eps = s.CoilEffective
	}
	d.coil = newCoil(CoilSizeWPerK(eps, ca, cw), ca, cw, s.MinFlow)
	w.pump = s.pumpOf(w.cwWPerK, s.HeadkPa)
	d.water = newWaterLoop(w, s.LoopMass*duty.massW)
	d.water.pumps = units.bank(&chilledUnits, chilledUnits.number)
	return d, nil
}

// fullHeatW is the heat that the sink of the water carries at design, W.
func (d *coilDesign) fullHeatW() float64 {
	w := &d.water
	return d.heatW + w.pump.toFluid*(w.pump.designW+w.exchangerW)
}
