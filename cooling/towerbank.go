package cooling

import (
	"math"

	"caloduc/cooling/psychro"
)

// fanCurve is the power of a tower's fans at the share y of full speed as a
// share of full power: rest + (1-rest)·y³. rest is 0 for the affinity law, 0.02
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
// at one speed. Each minute: enter, carry, and evaporated once the heat is known.
//
// Below least speed the fans cycle: the bank is then taken at its mean air flow,
// between that of still air (free) and that of least speed.
type towerBank struct {
	tower       MerkelTower
	york        *YorkTower // nil: Merkel
	fan         fanCurve
	fanW        float64 // all cells' fans at full speed
	least, free float64 // least speed; air flow of still air; shares of full
	saturated   saturatedAir

	// Of water flow and share of cells in service.
	waterKgPerS, cells float64
	cw, perCw          float64 // capacity flow of water, W/K, and its inverse
	volume, wetUA      float64 // air at full speed, m3/s, and conductance of the cells
	flowOut            bool    // water flow out of bounds

	// Of the minute, from enter and carry.
	wetBulbDegC, humidity, enthalpy float64
	fullAir                         float64 // dry air at full speed, kg/s
	ua                              float64 // conductance but for air flow, over cp of air
	lift                            float64 // water in minus wet bulb, K

	// Of the last carry.
	heatW, gWPerK float64 // heat and conductance to the wet bulb
	air           float64 // air flow as a share of full
	speed         float64 // fan speed as a share of full, times the share of time it runs
	fanPowerW     float64
	mode          int

	// Warm start: air per heat, and where that was taken; heat carried per heat
	// that leaves, fans full; and the minutes of both.
	perW, slopeAt, rise float64
	slopeIn, riseIn     towerMinute
	drift               float64 // air flow's change in the last minute but for heat's

	boundsMinutes int64 // out of the corrections' bounds
	stillMinutes  int64 // air flow below its correction's bounds: fans off or cycling
	failures      int64 // searches into their iteration limit
}

// newTowerBank makes a bank. least is the fans' least speed, free the air flow
// with fans off, both shares of full; pressurePa is the site's mean.
func newTowerBank(t MerkelTower, fan fanCurve, fanW, least, free, pressurePa float64) towerBank {
	return towerBank{tower: t, fan: fan, fanW: fanW, least: least, free: free, saturated: newSaturatedAir(pressurePa), air: 0.5, rise: 0.3}
}

// enter sets outdoor air, water flow and the share of cells in service, both
// above 0. It counts the minute if it lies out of the corrections' bounds.
func (b *towerBank) enter(air *psychro.Air, waterKgPerS, cells float64) {
	if waterKgPerS != b.waterKgPerS || cells != b.cells {
		b.wet(waterKgPerS, cells)
	}
	wb, w := air.WetBulbDegC, air.HumidityRatio
	ps := psychro.SaturationPressurePa(wb)
	ws := molarRatio * ps / (b.saturated.pressurePa - ps)
	b.wetBulbDegC, b.humidity = wb, w
	b.enthalpy = dryAirJPerKgK*wb + ws*(latentJPerKg+vapourJPerKgK*wb)
	b.fullAir = b.volume * air.PressurePa / (287.042 * (air.DryBulbDegC + 273.15) * (1 + 1.607858*w))
	below := b.tower.WetBulbDegC - wb
	b.ua = b.wetUA * TowerUAOfWetBulb(below) / moistAirJPerKgK(w)
	if b.york == nil && (b.flowOut || !towerWetBulb.Contains(below)) {
		b.boundsMinutes++
	}
}

// molarRatio is the ratio of the molar masses of water and dry air (ASHRAE HoF
// 2017 ch. 1 eq. 20).
const molarRatio = 0.621945

// wet works out what depends on water flow and cells alone.
func (b *towerBank) wet(waterKgPerS, cells float64) {
	if cells != b.cells {
		b.slopeIn, b.riseIn = towerMinute{}, towerMinute{} // slopes of another bank
	}
	b.waterKgPerS, b.cells = waterKgPerS, cells
	b.cw = waterJPerKgK * waterKgPerS
	b.perCw = 1 / b.cw
	b.volume = cells * b.tower.AirM3PerS
	flow := waterKgPerS / (cells * b.tower.WaterKgPerS)
	b.wetUA = cells * b.tower.UAWPerK * TowerUAOfWater(flow)
	b.flowOut = !towerWaterFlow.Contains(flow)
}

// towerMinute is what a slope depends on besides air flow.
type towerMinute struct{ lift, ua, wetBulbDegC float64 }

func (b *towerBank) now() towerMinute { return towerMinute{b.lift, b.ua, b.wetBulbDegC} }

// like tells whether a slope of the minute o, if there is one, holds in m.
func (m *towerMinute) like(o *towerMinute) bool {
	return within(m.lift, o.lift, 0.1) && within(m.ua, o.ua, 0.1) && math.Abs(m.wetBulbDegC-o.wetBulbDegC) < 1
}

// carried returns the heat, W, that flows at air flow x if the air leaves with
// the enthalpy that heat q, W, gives it; perQ is 1/q. It equals q where both
// equations of MerkelTower.HeatW hold.
//
// eps·Cmin = K·p/(1/Ca + K·p·min(1/Ca, 1/Cw)) with UAe = K·Ca, d = UAe·|1/Ca - 1/Cw|
// and p = (1-exp(-d))/d: CounterflowEffectiveness without its pole at Ca = Cw.
func (b *towerBank) carried(x, q, perQ float64) float64 {
	perAir := 1 / (b.fullAir * x)
	perCa := (b.saturated.tempDegC(b.enthalpy+q*perAir) - b.wetBulbDegC) * perQ
	k := b.ua * TowerUAOfAir(x) * perAir
	d, least := (perCa-b.perCw)*k, b.perCw
	if d < 0 {
		d, least = -d, perCa
	}
	kp := k * phi1Neg.at(d/perCa)
	return b.lift * kp / (perCa + kp*least)
}

// Tolerances of the searches. A residual within the first, as a share of heat, is
// good; within the second one last step by the slope makes it good, if that is the
// slope there: where it was taken in an earlier minute the air flow has not moved by
// more than the third, where it is a chord of this search that is no longer than the
// fourth.
const (
	towerTolerance  = 2e-5
	towerLastStep   = 1e-3
	towerSlopeMoves = 0.02
	towerChord      = 0.1
	towerIterations = 60
)

// carry finds the air flow with which the bank takes heat, W, from water that
// enters at waterInDegC, or what it takes where full speed does not suffice.
func (b *towerBank) carry(waterInDegC, heat float64) {
	b.lift = waterInDegC - b.wetBulbDegC
	if !(heat > 0) || b.lift <= 0 || b.cw <= 0 {
		b.heatW, b.gWPerK, b.speed, b.fanPowerW, b.mode = 0, 0, 0, 0, towerOff
		return
	}
	if b.york != nil {
		b.carryYork(heat)
		return
	}
	if heat < 1e-3*b.free*b.lift*min(b.cw, dryAirJPerKgK*b.fullAir) { // still air carries far more
		b.air = b.free
		b.book(heat)
		return
	}
	if b.mode == towerSaturated || heat >= b.cw*b.lift {
		if b.full(); b.heatW < heat {
			return
		}
	}
	held := b.air + (heat-b.heatW)*b.perW // were all else as last minute
	x := held + b.drift
	if !(x > b.free) {
		x = b.free
	} else if x > 1 {
		x = 1
	}
	if x, ok := b.search(x, heat); ok {
		b.air, b.drift = x, x-held
		if math.Abs(b.drift) > 0.01 {
			b.drift = 0 // no trend but a step
		}
		b.book(heat)
		return
	}
	b.full()
}

// book ends a carry at the air flow found.
func (b *towerBank) book(heat float64) {
	b.heatW, b.gWPerK = heat, heat/b.lift
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
func (b *towerBank) airKgPerS() float64 { return b.air * b.fullAir }

// leaving returns temperature, degC, and humidity ratio of the saturated air
// that leaves with heat, W, at the last carry's air flow.
func (b *towerBank) leaving(heat float64) (tDegC, w float64) {
	h := b.enthalpy + heat/b.airKgPerS()
	t := b.saturated.tempDegC(h)
	return t, (h - dryAirJPerKgK*t) / (latentJPerKg + vapourJPerKgK*t)
}
