package loop

import (
	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

// Controls of a tower loop.
const (
	TowerFanSpeed     = "fan-speed"
	TowerApproachHeld = "approach-held"
)

const frontierTwin = param.Source("ORNL Frontier, public configuration of its digital twin (ExaDigiT/RAPS): set point 7 to 32 degC")

// CondenserSpec describes a loop of tower water: towers, their set point, pumps.
type CondenserSpec struct {
	Control             string
	ApproachK           float64
	FreeMinDegC         float64
	MinDegC, MaxDegC    float64
	HeadkPa, Efficiency float64
	StaticHead          float64
	MinFlow, FlowBand   float64
	MotorEfficiency     float64
	ExchangerApproachK  float64
	Tower               TowerSpec
	Cells               int
	FilterShare         float64
	FilterkPa           float64
}

// Declare declares the parameters; chillers and plate tell what the loop serves.
func (s *CondenserSpec) Declare(p *param.Set, chillers, plate bool) {
	p.Choice(&s.Control, "tower_control", TowerFanSpeed, []string{TowerFanSpeed, TowerApproachHeld}, "fan-speed: fans hold the set point of tower water; approach-held: an ideal tower leaves water at tower_set_approach_K above wet bulb all year, air in proportion to water (the assumption of Lei and Masanet 2022)")
	p.Float(&s.ApproachK, "tower_set_approach_K", 3, param.Between(0.5, 20), "tower water is asked for no colder than this above wet bulb", ChillerCooled)
	if chillers {
		p.Float(&s.MinDegC, "condenser_min_degC", param.Auto, param.Between(0, 40), "coldest set point of tower water without economiser; auto: 15.56 degC, or the least the chillers' curves cover", ChillerCooled)
		p.Float(&s.MaxDegC, "condenser_max_degC", 29.44, param.Between(10, 60), "warmest set point of tower water without economiser", ChillerCooled)
	}
	p.Float(&s.HeadkPa, "tower_pump_head_kPa", 208.66, param.Between(0, 1000), "head of tower pumps at design flow", component.LeiMasanet)
	p.Float(&s.Efficiency, "tower_pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of tower pumps", component.LeiMasanet)
	p.Float(&s.StaticHead, "tower_static_head", 0.2, param.Fraction(), "share of tower pumps' head that does not fall with flow", param.Assumption)
	p.Float(&s.MotorEfficiency, "tower_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "share of tower pumps' power that becomes heat in their water; the rest leaves with the plant room's air", param.Assumption)
	p.Float(&s.MinFlow, "tower_min_flow", 0.5, param.Between(0.1, 1), "smallest flow of tower water as a share of design; above, flow follows the heat rejected", param.Assumption)
	p.Float(&s.FlowBand, "tower_flow_dead_band", 0.03, param.Between(0, 0.2), "tower pumps keep their speed while the flow asked for stays this near, as a share of design", param.Assumption)
	if plate {
		p.Float(&s.FreeMinDegC, "tower_min_degC", 7, param.Between(0, 40), "coldest set point of tower water while it cools the loop by the exchanger", frontierTwin)
		p.Float(&s.ExchangerApproachK, "exchanger_approach_K", 2, param.Between(0.5, 10), "water leaving the plate heat exchanger above the tower water that enters it, at design heat", component.LeiMasanet)
	}
	p.Float(&s.FilterShare, "tower_filter_share", 0, param.Between(0, 0.5), "flow through side-stream filters over design flow of tower water, while it runs", param.Unverified("US DOE FEMP, Side Stream Filtration for Cooling Towers, 2012: usually 3 to 10 %"))
	p.Float(&s.FilterkPa, "tower_filter_head_kPa", 200, param.Between(0, 1000), "head of the side-stream filters' pumps", param.Assumption)
	p.Int(&s.Cells, "tower_cells", 4, param.Between(1, 100), "cells of the cooling towers", param.Assumption)
	p.Table(&s.Tower, "tower", "cooling towers")
}

// TowerLoop is a loop of tower water: a bank of towers and its pumps. Its water
// has no thermal mass of its own.
type TowerLoop struct {
	Bank component.TowerBank
	towerLoopSize
	share float64 // of cells in service
	towerLoopMinute
	approachPerW float64 // approach per heat when fans last ran at full speed, K/W
}

// towerLoopSize is what the loop is built with.
type towerLoopSize struct {
	law               component.TowerWater
	pump              component.Pump
	DesignKgPerS      float64
	ratedW            float64 // heat rejected at the conditions by which towers are sold
	perDesignW        float64 // inverse of design heat
	minFlow, flowBand float64 // fractions of design
	held              bool    // approach held by ideal towers

	approachK, freeMinDegC, MinDegC, maxDegC float64 // of the set point
}

// towerLoopMinute is the loop's minute. Water leaves the towers at sinkDegC + perW·heat.
type towerLoopMinute struct {
	flow               float64 // fraction of design
	cw, perCw          float64 // capacity flow, W/K, and its inverse
	wetBulbDegC        float64
	g                  float64 // conductance to wet bulb, W/K
	sinkDegC, perW     float64
	pumpW, pumpHeatW   float64
	coldDegC, warmDegC float64 // water leaving and entering the towers, means
	heatW              float64 // rejected
	use                component.WaterUse
}

// Build sizes the loop for heat, W, besides that of its own pumps.
func (s *CondenserSpec) Build(site Site, heat float64) (t TowerLoop, err error) {
	perWater := component.PumpPowerW(1/component.WaterKgPerM3, 1e3*s.HeadkPa, s.Efficiency) // W per kg/s
	heat /= 1 - s.MotorEfficiency*perWater*s.Tower.CapacityFactor/(component.WaterJPerKgK*s.Tower.RangeK)
	t.share = 1
	t.towerLoopSize = towerLoopSize{minFlow: s.MinFlow, flowBand: s.FlowBand, held: s.Control == TowerApproachHeld, perDesignW: 1 / heat,
		approachK: s.ApproachK, freeMinDegC: s.FreeMinDegC, MinDegC: s.MinDegC, maxDegC: s.MaxDegC}
	if t.Bank, t.law, t.DesignKgPerS, err = s.Tower.build(site, heat, t.held); err != nil {
		return t, err
	}
	if t.ratedW = component.NominalTowerW(t.Bank.Tower.UAWPerK, s.Tower.LiquidToGas); t.ratedW == 0 { // ideal ones
		t.ratedW = component.WaterJPerKgK * t.DesignKgPerS * s.Tower.RangeK
	}
	t.pump = component.Pump{DesignW: perWater * t.DesignKgPerS, Static: s.StaticHead, ToFluid: s.MotorEfficiency,
		FilterW: s.FilterShare * component.PumpPowerW(t.DesignKgPerS/component.WaterKgPerM3, 1e3*s.FilterkPa, s.Efficiency)}
	t.coldDegC = site.DesignWetBulbDegC + s.Tower.ApproachK
	return t, nil
}

// begin starts a minute in which about heat, W, is to be rejected.
func (t *TowerLoop) begin(air *psychro.Air, heat float64) {
	f := min(max(heat*t.perDesignW, t.minFlow), t.share)
	if off := f - t.flow; t.flow == 0 || off > t.flowBand || off < -t.flowBand {
		t.flow = f
		t.cw = component.WaterJPerKgK * t.DesignKgPerS * f
		t.perCw = 1 / t.cw
		t.pumpW = t.pump.PowerW(f)
		t.pumpHeatW = t.pump.ToFluid * t.pumpW
	}
	cells := t.share
	if t.held {
		cells = t.flow
	}
	t.Bank.Enter(air, t.DesignKgPerS*t.flow, cells)
	t.wetBulbDegC = air.WetBulbDegC
}

// floorDegC is the coldest set point of tower water for an economiser.
func (t *TowerLoop) floorDegC() float64 { return higher(t.wetBulbDegC+t.approachK, t.freeMinDegC) }

// higher is max without its care for NaN and signed zeros, which would cost ten
// cycles on the way to every set point.
func higher(a, b float64) float64 {
	if a > b {
		return a
	}
	return b
}

// condenserDegC is the set point of tower water for condensers alone.
func (t *TowerLoop) condenserDegC() float64 {
	return min(max(t.wetBulbDegC+t.approachK, t.MinDegC), t.maxDegC)
}

// hold sets the fans so that water leaves at setDegC while heat, W, is rejected.
func (t *TowerLoop) hold(setDegC, heat float64) {
	b := &t.Bank
	if t.held {
		t.sinkDegC, t.perW = setDegC, 0
		b.Air, b.Speed, b.FanPowerW, b.Mode = 1, b.Cells, b.FanW*b.Cells, component.TowerModulating
		return
	}
	setDegC = higher(setDegC, t.wetBulbDegC+leastApproachK)
	in := setDegC + heat*t.perCw
	if !(b.Mode == component.TowerSaturated && t.full(in, heat)) {
		b.Carry(in, heat)
		if b.Mode == component.TowerSaturated {
			t.full(in, heat)
		}
	}
	t.g = b.GWPerK
	if t.g < t.cw*leastConductance { // YorkCalc has no range at so small a lift
		b.Carry(t.wetBulbDegC+2*heat*t.perCw, unlimited)
		t.g = max(b.GWPerK, t.cw*leastConductance)
	}
	t.sinkDegC, t.perW = t.wetBulbDegC, 1/t.g-t.perCw
}

// unlimited is the conductance, or the heat, asked for where all that there is is
// wanted.
const unlimited = 1e18

// leastApproachK keeps a set point above wet bulb.
const leastApproachK = 0.1

// leastConductance is the least conductance of towers, as a fraction of their
// water's capacity flow, that a lift of twice the range does not better.
const leastConductance = 0.01

// full runs the fans at full speed on water as warm as it was last minute,
// where that is warmer than in, and tells whether that is warmer than water that
// gives off heat, W, must enter.
func (t *TowerLoop) full(in, heat float64) bool {
	if t.warmDegC <= in {
		return false
	}
	t.Bank.Carry(t.warmDegC, unlimited)
	return t.wetBulbDegC*t.Bank.GWPerK+heat >= in*t.Bank.GWPerK
}

// settle ends a minute in which heat, W, entered the water, which left the
// towers at coldDegC on average. What the towers reject follows from their own
// equation.
func (t *TowerLoop) settle(coldDegC, heat float64) {
	t.coldDegC, t.warmDegC = coldDegC, coldDegC+heat*t.perCw
	if t.held {
		t.heatW = t.cw * (t.warmDegC - t.sinkDegC)
	} else {
		t.heatW = t.g * (t.warmDegC - t.wetBulbDegC)
	}
	if t.Bank.Mode == component.TowerSaturated {
		t.approachPerW = (coldDegC - t.wetBulbDegC) / heat
	}
	t.use = t.law.Of(&t.Bank, t.heatW, 0.5*(t.coldDegC+t.warmDegC))
}

// rest is a minute in which nothing flows.
func (t *TowerLoop) rest() {
	b := &t.Bank
	b.Speed, b.FanPowerW, b.Mode = 0, 0, component.TowerOff
	t.flow, t.pumpW, t.pumpHeatW, t.heatW, t.use = 0, 0, 0, 0, component.WaterUse{}
	t.warmDegC = t.coldDegC
}
