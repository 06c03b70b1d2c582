package cooling

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim/record"
)

// fanCurve is the power of a tower's fans at the fraction y of full speed as a
// fraction of full power: rest + (1-rest)·y³. rest is 0 for the affinity law, 0.02
// in EnergyPlus's example of CoolingTower:VariableSpeed:Merkel, which like this
// leaves out that denser air takes more.
type fanCurve struct{ rest float64 }

func (f fanCurve) power(y float64) float64 { return f.rest + (1-f.rest)*fanLaw(y) }

// Modes of a tower bank, in the order of its control sequence.
const (
	towerOff        = 0 // no heat wanted, or water not warmer than the wet bulb
	towerBypass     = 1 // fans off, still air carries more than wanted: water bypasses
	towerCycling    = 2 // fans cycle between off and least speed
	towerModulating = 3 // fan speed holds the heat wanted
	towerSaturated  = 4 // fans at full speed carry less than wanted
)

// towerBank is a bank of equal cells with variable-speed fans, all wet and all
// at one speed. Each minute: enter, then carry.
//
// Below least speed the fans cycle: the bank is then taken at its mean air flow,
// between that of still air (free) and that of least speed.
type towerBank struct {
	towerSize
	towerMinute
	towerDuty
	towerSearch
	boundsMinutes int64 // out of the corrections' bounds
	stillMinutes  int64 // air flow below its correction's bounds: fans off or cycling
	failures      int64 // searches into their iteration limit
}

// towerSize is what a bank is built with.
type towerSize struct {
	tower       MerkelTower
	yorkKgPerS  float64 // reference flow of a York tower; 0: Merkel
	fan         fanCurve
	fanW        float64 // all cells' fans at full speed
	least, free float64 // least speed; air flow of still air; fractions of full
	saturated   saturatedAir
}

// towerMinute is what a bank meets in a minute.
type towerMinute struct {
	at       MerkelState
	humidity float64 // ratio of outdoor air
	perCw    float64 // inverse of the capacity flow of water, K/W
	cells    float64 // fraction in service
	flow     float64 // of water through a cell as a fraction of design
}

// towerDuty is what a bank did in the last carry.
type towerDuty struct {
	heatW, gWPerK float64 // heat and conductance to the wet bulb
	air           float64 // air flow as a fraction of full
	speed         float64 // fan speed as a fraction of full, times the fraction of time it runs
	fanPowerW     float64
	mode          int
}

// towerSearch is where the searches start: air flow per heat, its change in the last
// minute but for heat's; and the relative rise of the heat of fans at full speed with
// the residual's.
type towerSearch struct{ perW, drift, perResidual float64 }

// newTowerBank makes a bank. least is the fans' least speed, free the air flow
// with fans off, both fractions of full; pressurePa is the site's mean.
func newTowerBank(t MerkelTower, fan fanCurve, fanW, least, free, pressurePa float64) towerBank {
	return towerBank{towerSize: towerSize{tower: t, fan: fan, fanW: fanW, least: least, free: free, saturated: newSaturatedAir(pressurePa)},
		towerDuty: towerDuty{air: 0.5}}
}

// enter sets outdoor air, water flow and the fraction of cells in service, both
// above 0. It counts the minute if it lies out of the corrections' bounds.
func (b *towerBank) enter(air *psychro.Air, waterKgPerS, cells float64) {
	b.towerMinute = towerMinute{at: b.tower.At(air, b.saturated.pressurePa, waterKgPerS, cells), humidity: air.HumidityRatio,
		perCw: 1 / (waterJPerKgK * waterKgPerS), cells: cells, flow: waterKgPerS / (cells * b.tower.WaterKgPerS)}
	if b.yorkKgPerS == 0 && !(towerWaterFlow.Contains(b.flow) && towerWetBulb.Contains(b.tower.WetBulbDegC-air.WetBulbDegC)) {
		b.boundsMinutes++
	}
}

// flowing returns the heat, W, that flows at air flow x if the air leaves with the
// enthalpy that heat q, W, gives it: q where both equations of MerkelState hold.
func (b *towerBank) flowing(x, q float64) float64 {
	out := b.saturated.tempDegC(b.at.EnthalpyJPerKg + q/(b.at.FullAirKgPerS*x))
	return b.at.FlowingW(x, q/(out-b.at.WetBulbDegC))
}

// Tolerances of the searches, fractions of heat.
const (
	towerTolerance     = 1e-6
	towerFullTolerance = 1e-8
)

// carry finds the air flow with which the bank takes heat, W, from water that
// enters at waterInDegC, or what it takes where full speed does not suffice.
func (b *towerBank) carry(waterInDegC, heat float64) {
	s := &b.at
	s.LiftK = waterInDegC - s.WetBulbDegC
	if !(heat > 0) || s.LiftK <= 0 || s.WaterWPerK <= 0 {
		b.heatW, b.gWPerK, b.speed, b.fanPowerW, b.mode = 0, 0, 0, 0, towerOff
		return
	}
	if b.yorkKgPerS > 0 {
		b.carryYork(heat)
		return
	}
	if heat < 1e-3*b.free*s.LiftK*min(s.WaterWPerK, dryAirJPerKgK*s.FullAirKgPerS) { // still air carries far more
		b.air = b.free
		b.book(heat)
		return
	}
	if b.mode == towerSaturated || heat >= s.WaterWPerK*s.LiftK {
		if b.full(); b.heatW < heat {
			return
		}
	}
	held := b.air + (heat-b.heatW)*b.perW // were all else as last minute
	x := min(max(held+b.drift, b.free), 1)
	of := func(x float64) float64 { return b.flowing(x, heat) }
	x, q, perW := secant(of, x, of(x), b.free, 1, heat, towerTolerance, b.perW, &b.failures)
	if b.perW = perW; x >= 1 && q < heat {
		b.full()
		return
	}
	if b.air, b.drift = x, x-held; math.Abs(b.drift) > 0.01 {
		b.drift = 0 // no trend but a step
	}
	b.book(heat)
}

// full takes what the bank carries with fans at full speed: the heat q that is as
// much as flows.
func (b *towerBank) full() {
	of := func(q float64) float64 { return q / b.flowing(1, q) }
	most := b.at.WaterWPerK * b.at.LiftK
	q := b.gWPerK * b.at.LiftK
	if !(q > 0.02*most && q < most) {
		q = 0.7 * most
	}
	q, _, rise := secant(of, q, of(q), 1e-3*most, most, 1, towerFullTolerance, b.perResidual*q, &b.failures)
	b.air, b.perResidual = 1, rise/q
	b.book(q)
	b.mode = towerSaturated
}

// book ends a carry at the air flow found.
func (b *towerBank) book(heat float64) {
	b.heatW, b.gWPerK = heat, heat/b.at.LiftK
	fans := b.fanW * b.cells
	if b.air < towerAirFlow.Min {
		b.stillMinutes++
	}
	switch x := b.air; {
	case x >= b.least:
		b.speed, b.fanPowerW, b.mode = x, fans*b.fan.power(x), towerModulating
	case x <= b.free:
		b.speed, b.fanPowerW, b.mode = 0, 0, towerBypass
	default:
		on := (x - b.free) / (b.least - b.free)
		b.speed, b.fanPowerW, b.mode = on*b.least, on*fans*b.fan.power(b.least), towerCycling
	}
}

// airKgPerS is the dry air that the bank moved in the last carry.
func (b *towerBank) airKgPerS() float64 { return b.air * b.at.FullAirKgPerS }

// declare declares the bank's counters.
func (b *towerBank) declare(g record.Group) {
	bounds := towerWetBulb.String() + "; " + towerWaterFlow.String()
	if b.yorkKgPerS > 0 {
		bounds = yorkWetBulb.String() + "; " + yorkRange.String() + "; " + yorkApproach.String() + "; " + yorkWaterFlow.String() + "; " + yorkLiquidToGas.String()
	}
	g.Counter(&b.boundsMinutes, "tower_out_of_bounds_minutes", "minutes in which cooling towers ran out of their correlation's bounds", bounds)
	g.Counter(&b.stillMinutes, "tower_still_air_minutes", "minutes in which towers' fans were off or cycled, the correction for air flow continued by its tangent (merkel)", towerAirFlow.String())
	g.Counter(&b.failures, "tower_control_failures", "minutes in which the search for the towers' air flow or heat ran into its iteration limit", "")
}
