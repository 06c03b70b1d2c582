package component

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim/record"
)

// FanCurve is the power of a tower's fans at the fraction y of full speed as a
// fraction of full power: rest + (1-rest)·y³. rest is 0 for the affinity law, 0.02
// in EnergyPlus's example of CoolingTower:VariableSpeed:Merkel, which like this
// leaves out that denser air takes more.
type FanCurve struct{ Rest float64 }

func (f FanCurve) power(y float64) float64 { return f.Rest + (1-f.Rest)*FanLaw(y) }

// Modes of a tower bank, in the order of its control sequence.
const (
	TowerOff        = 0 // no heat wanted, or water not warmer than the wet bulb
	TowerBypass     = 1 // fans off, still air carries more than wanted: water bypasses
	towerCycling    = 2 // fans cycle between off and least speed
	TowerModulating = 3 // fan speed holds the heat wanted
	TowerSaturated  = 4 // fans at full speed carry less than wanted
)

// TowerBank is a bank of equal cells with variable-speed fans, all wet and all
// at one speed. Each minute: enter, then carry.
//
// Below least speed the fans cycle: the bank is then taken at its mean air flow,
// between that of still air (free) and that of least speed.
type TowerBank struct {
	towerSize
	towerMinute
	towerDuty
	towerSearch
	ranMinutes    int64 // with water on the towers
	boundsMinutes int64 // out of the corrections' bounds
	stillMinutes  int64 // air flow below its correction's bounds: fans off or cycling
	Failures      int64 // searches into their iteration limit
}

// towerSize is what a bank is built with.
type towerSize struct {
	Tower       MerkelTower
	YorkKgPerS  float64 // reference flow of a York tower; 0: Merkel
	fan         FanCurve
	FanW        float64 // all cells' fans at full speed
	Least, Free float64 // least speed; air flow of still air; fractions of full
	saturated   saturatedAir
}

// towerMinute is what a bank meets in a minute.
type towerMinute struct {
	at       MerkelState
	humidity float64 // ratio of outdoor air
	PerCw    float64 // inverse of the capacity flow of water, K/W
	Cells    float64 // fraction in service
	flow     float64 // of water through a cell as a fraction of design
}

// towerDuty is what a bank did in the last carry.
type towerDuty struct {
	HeatW, GWPerK float64 // heat and conductance to the wet bulb
	Air           float64 // air flow as a fraction of full
	Speed         float64 // fan speed as a fraction of full, times the fraction of time it runs
	FanPowerW     float64
	Mode          int
}

// towerSearch is where the searches start: air flow per heat, its change in the last
// minute but for heat's; and the relative rise of the heat of fans at full speed with
// the residual's.
type towerSearch struct{ perW, drift, perResidual float64 }

// NewTowerBank makes a bank. least is the fans' least speed, free the air flow
// with fans off, both fractions of full; pressurePa is the site's mean.
func NewTowerBank(t MerkelTower, fan FanCurve, fanW, least, free, pressurePa float64) TowerBank {
	return TowerBank{towerSize: towerSize{Tower: t, fan: fan, FanW: fanW, Least: least, Free: free, saturated: newSaturatedAir(pressurePa)},
		towerDuty: towerDuty{Air: 0.5}}
}

// Enter sets outdoor air, water flow and the fraction of cells in service, both
// above 0. It counts the minute if it lies out of the corrections' bounds.
func (b *TowerBank) Enter(air *psychro.Air, waterKgPerS, cells float64) {
	b.towerMinute = towerMinute{at: b.Tower.At(air, b.saturated.pressurePa, waterKgPerS, cells), humidity: air.HumidityRatio,
		PerCw: 1 / (WaterJPerKgK * waterKgPerS), Cells: cells, flow: waterKgPerS / (cells * b.Tower.WaterKgPerS)}
	b.ranMinutes++
	if b.YorkKgPerS == 0 && !(towerWaterFlow.Contains(b.flow) && towerWetBulb.Contains(b.Tower.WetBulbDegC-air.WetBulbDegC)) {
		b.boundsMinutes++
	}
}

// flowing returns the heat, W, that flows at air flow x if the air leaves with the
// enthalpy that heat q, W, gives it: q where both equations of MerkelState hold.
func (b *TowerBank) flowing(x, q float64) float64 {
	out := b.saturated.tempDegC(b.at.EnthalpyJPerKg + q/(b.at.FullAirKgPerS*x))
	return b.at.FlowingW(x, q/(out-b.at.WetBulbDegC))
}

// Tolerances of the searches, fractions of heat.
const (
	towerTolerance     = 1e-6
	towerFullTolerance = 1e-8
)

// Carry finds the air flow with which the bank takes heat, W, from water that
// enters at waterInDegC, or what it takes where full speed does not suffice.
func (b *TowerBank) Carry(waterInDegC, heat float64) {
	s := &b.at
	s.LiftK = waterInDegC - s.WetBulbDegC
	if !(heat > 0) || s.LiftK <= 0 || s.WaterWPerK <= 0 {
		b.HeatW, b.GWPerK, b.Speed, b.FanPowerW, b.Mode = 0, 0, 0, 0, TowerOff
		return
	}
	if b.YorkKgPerS > 0 {
		b.carryYork(heat)
		return
	}
	if heat < 1e-3*b.Free*s.LiftK*min(s.WaterWPerK, DryAirJPerKgK*s.FullAirKgPerS) { // still air carries far more
		b.Air = b.Free
		b.book(heat)
		return
	}
	if b.Mode == TowerSaturated || heat >= s.WaterWPerK*s.LiftK {
		if b.full(); b.HeatW < heat {
			return
		}
	}
	held := b.Air + (heat-b.HeatW)*b.perW // were all else as last minute
	x := min(max(held+b.drift, b.Free), 1)
	of := func(x float64) float64 { return b.flowing(x, heat) }
	x, q, perW := secant(of, x, of(x), b.Free, 1, heat, towerTolerance, b.perW, &b.Failures)
	if b.perW = perW; x >= 1 && q < heat {
		b.full()
		return
	}
	if b.Air, b.drift = x, x-held; math.Abs(b.drift) > 0.01 {
		b.drift = 0 // no trend but a step
	}
	b.book(heat)
}

// full takes what the bank carries with fans at full speed: the heat q that is as
// much as flows.
func (b *TowerBank) full() {
	of := func(q float64) float64 { return q / b.flowing(1, q) }
	most := b.at.WaterWPerK * b.at.LiftK
	q := b.GWPerK * b.at.LiftK
	if !(q > 0.02*most && q < most) {
		q = 0.7 * most
	}
	q, _, rise := secant(of, q, of(q), 1e-3*most, most, 1, towerFullTolerance, b.perResidual*q, &b.Failures)
	b.Air, b.perResidual = 1, rise/q
	b.book(q)
	b.Mode = TowerSaturated
}

// book ends a carry at the air flow found.
func (b *TowerBank) book(heat float64) {
	b.HeatW, b.GWPerK = heat, heat/b.at.LiftK
	fans := b.FanW * b.Cells
	if b.Air < towerAirFlow.Min {
		b.stillMinutes++
	}
	switch x := b.Air; {
	case x >= b.Least:
		b.Speed, b.FanPowerW, b.Mode = x, fans*b.fan.power(x), TowerModulating
	case x <= b.Free:
		b.Speed, b.FanPowerW, b.Mode = 0, 0, TowerBypass
	default:
		on := (x - b.Free) / (b.Least - b.Free)
		b.Speed, b.FanPowerW, b.Mode = on*b.Least, on*fans*b.fan.power(b.Least), towerCycling
	}
}

// airKgPerS is the dry air that the bank moved in the last carry.
func (b *TowerBank) airKgPerS() float64 { return b.Air * b.at.FullAirKgPerS }

// Declare declares the bank's counters.
func (b *TowerBank) Declare(g record.Group) {
	bounds := towerWetBulb.String() + "; " + towerWaterFlow.String()
	if b.YorkKgPerS > 0 {
		bounds = YorkWetBulb.String() + "; " + YorkRange.String() + "; " + YorkApproach.String() + "; " + yorkWaterFlow.String() + "; " + YorkLiquidToGas.String()
	}
	g.Bound(&b.boundsMinutes, &b.ranMinutes, "tower_out_of_bounds_minutes", "minutes in which cooling towers ran out of their correlation's bounds", bounds)
	g.Bound(&b.stillMinutes, &b.ranMinutes, "tower_still_air_minutes", "minutes in which towers' fans were off or cycled, the correction for air flow continued by its tangent (merkel)", towerAirFlow.String())
	g.Counter(&b.Failures, "tower_control_failures", "minutes in which the search for the towers' air flow or heat ran into its iteration limit", "")
}
