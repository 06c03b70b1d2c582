package loop

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/sim/param"
)

// loopWater is what is known of the water in loops of chilled water.
var loopWater = param.Unverified("makers of chillers ask for 3 to 10 US gallons of loop water a ton: 13 to 45 MJ/K per MW")

// CoilWaterSpec describes coils and the chilled water that they are on.
type CoilWaterSpec struct {
	SetDegC         float64
	ResetK          float64
	Reset           ResetSpec
	RangeK          float64
	HeadkPa         float64
	StaticHead      float64
	PumpEfficiency  float64
	MotorEfficiency float64
	MinFlow         float64
	LoopMass        float64
	CoilEffective   float64
	Reserve         float64
	SensibleRatio   float64 // 0 where the plant has no such key: coils are dry
}

// Declare declares the parameters; setDegC is the default of the set point.
func (s *CoilWaterSpec) Declare(p *param.Set, setDegC float64) {
	p.Float(&s.SetDegC, "chilled_water_temp_degC", setDegC, param.Between(4.4, 40), "set point of chilled water at design heat; auto: the warmest with which coils of coil_effectiveness hold the supply air, within the curves of air-cooled chillers where they make it", param.Assumption)
	p.Float(&s.ResetK, "chilled_water_reset_K", 0, param.Between(0, 10), "rise of the chilled-water set point from design heat to none", param.Assumption)
	s.Reset.Declare(p, chilledWaterKey, "set point of chilled water", "no reset", 4.4, chilledWaterMarginK)
	p.Float(&s.RangeK, "chilled_water_range_K", 6, param.Between(3, 15), "rise of chilled water through the coils at design", component.LeiMasanet)
	p.Float(&s.HeadkPa, "chilled_water_head_kPa", 143.658, param.Between(0, 1000), "head of chilled-water pumps at design flow, an exchanger's not included", component.LeiMasanet)
	p.Float(&s.StaticHead, "static_head", 0.2, param.Fraction(), "fraction of pump head that does not fall with flow", param.Assumption)
	p.Float(&s.PumpEfficiency, "chilled_water_pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of chilled-water pumps", component.LeiMasanet)
	p.Float(&s.MotorEfficiency, "chilled_water_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "fraction of chilled-water pump power that becomes heat in the water; the rest leaves with the plant room's air", param.Assumption)
	p.Float(&s.MinFlow, "min_water_flow", 0.3, param.Between(0.1, 1), "smallest flow of chilled water as a fraction of design; coils take less by bypass", param.Assumption)
	p.Float(&s.LoopMass, "chilled_water_thermal_mass_MJ_per_K_per_MW", 20, param.Between(0.1, 1000), "heat capacity of the chilled-water loop per MW of design heat on it: it bridges a chiller's failure", loopWater)
	p.Float(&s.CoilEffective, "coil_effectiveness", 0.8, param.AboveTo(0.1, 0.95), "largest effectiveness a coil is sized for", component.LeiMasanet)
}

// DeclareReserve declares the reserve.
func (s *CoilWaterSpec) DeclareReserve(p *param.Set) {
	p.Float(&s.Reserve, "reserve", 0.05, param.Between(0, 1), "coils, and the chillers and towers behind them, are sized larger than design heat at the site's extreme by this fraction", param.Assumption)
}

// DeclareSensible declares what coils condense.
func (s *CoilWaterSpec) DeclareSensible(p *param.Set) {
	p.Float(&s.SensibleRatio, "sensible_heat_ratio", 1, param.AboveTo(0.5, 1), "sensible over total heat of coils that carry the hall's recirculated air; what they condense is made up by a humidifier", param.Assumption)
}

// LatentShare is latent over sensible heat of the coils.
func (s *CoilWaterSpec) LatentShare() float64 {
	if s.SensibleRatio == 0 {
		return 0
	}
	return 1/s.SensibleRatio - 1
}

// PumpOf sizes a pump for water of capacity flow cw, W/K, against a head.
func (s *CoilWaterSpec) PumpOf(cw, headkPa float64) component.Pump {
	return component.Pump{DesignW: component.PumpPowerW(cw/(component.WaterJPerKgK*component.WaterKgPerM3), 1e3*headkPa, s.PumpEfficiency), Static: s.StaticHead, ToFluid: s.MotorEfficiency}
}

// CoilDesign is what coils and their water are sized to.
type CoilDesign struct {
	HeatW float64 // sensible and latent, reserve included
	Coil  component.Coil
	Water Water
}

// CoilDuty is what coils are sized to carry.
type CoilDuty struct {
	SensibleW   float64
	LatentShare float64 // latent over sensible heat
	InletDegC   float64 // air that enters them
	MassW       float64 // by which the water's heat capacity goes
}

// AllAir is the duty of coils that carry all heat of a hall's air.
func (s *CoilWaterSpec) AllAir(a *HallAir) CoilDuty {
	return CoilDuty{SensibleW: (1 + s.Reserve) * (a.DesignW + a.FanW), LatentShare: s.LatentShare(), InletDegC: a.ReturnDegC, MassW: a.DesignW}
}

// Size sizes coils and water for the hall's air; doors, if any, are on the same
// water, which is to be no warmer than mostDegC where its set point is not given.
func (s *CoilWaterSpec) Size(a *HallAir, duty CoilDuty, mostDegC float64, doors *DoorDesign, units *failure.UnitsTable, force bool) (CoilDesign, error) {
	heat := duty.SensibleW * (1 + duty.LatentShare)
	ca, cw := a.MassFlow*component.DryAirJPerKgK, heat/s.RangeK
	lo := min(ca, cw)
	warmest := duty.InletDegC - duty.SensibleW/(lo*s.CoilEffective)
	d := CoilDesign{HeatW: heat}
	w := waterSize{CwWPerK: cw, resetK: s.ResetK, PumpHeat: ChilledPumpHeat}
	if doors != nil {
		warmest = min(warmest, doors.warmestDegC)
		d.HeatW += (1 + s.Reserve) * doors.shareW
		w.CwWPerK += doors.waterW
		duty.MassW = doors.allW
	}
	w.SetAtDesignDegC = component.Given(s.SetDegC, min(warmest, mostDegC))
	set := w.SetAtDesignDegC
	if set > warmest+1e-9 && !force {
		return d, fmt.Errorf("water of %.1f degC cannot hold supply air of %.1f degC with coil_effectiveness = %g; %.1f degC can", set, a.SetDegC, s.CoilEffective, warmest)
	}
	var err error
	if w.reset, err = s.Reset.build(chilledWaterKey, set, set, chilledWaterMarginK); err != nil {
		return d, err
	}
	eps := min(duty.SensibleW/(lo*(duty.InletDegC-set)), s.CoilEffective)
	if !(eps > 0) {
		eps = s.CoilEffective
	}
	d.Coil = component.NewCoil(component.CoilSizeWPerK(eps, ca, cw), ca, cw, s.MinFlow)
	w.pump = s.PumpOf(w.CwWPerK, s.HeadkPa)
	d.Water = NewWater(w, s.LoopMass*duty.MassW)
	d.Water.Pumps = units.Bank(&failure.ChilledUnits, failure.ChilledUnits.Number)
	return d, nil
}

// FullHeatW is the heat that the sink of the water carries at design, W.
func (d *CoilDesign) FullHeatW() float64 {
	w := &d.Water
	return d.HeatW + w.pump.ToFluid*(w.pump.DesignW+w.ExchangerW)
}
