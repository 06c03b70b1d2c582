package cooling

import (
	"math"

	"caloduc/cooling/psychro"
)

// saturatedAir is SaturatedAirTempDegC at one pressure, as tables on both sides
// of the triple point, where its slope jumps. It covers -45 to 75 degC and goes
// on straight above, where only a search may look.
type saturatedAir struct {
	pressurePa float64
	knee, top  float64 // enthalpies at the triple point and at 75 degC
	perJPerKg  float64 // slope above
	ice, water *curve
}

const saturatedTopDegC = 75

func newSaturatedAir(pressurePa float64) saturatedAir {
	h := func(t float64) float64 { return SaturatedAirJPerKg(t, pressurePa) }
	inverse := func(h float64) float64 { return SaturatedAirTempDegC(h, pressurePa) }
	const triple = 0.01
	top := h(saturatedTopDegC)
	return saturatedAir{pressurePa: pressurePa, knee: h(triple), top: top, perJPerKg: 1 / (top - h(saturatedTopDegC-1)),
		ice: newCurve(inverse, h(-45), h(triple), 64), water: newCurve(inverse, h(triple+1e-9), top, 512)}
}

func (s *saturatedAir) tempDegC(h float64) float64 {
	if h <= s.knee {
		return s.ice.at(h)
	} else if h >= s.top {
		return saturatedTopDegC + (h-s.top)*s.perJPerKg
	}
	return s.water.at(h)
}

// fanCurve is the power of a tower's fans at the share y of full speed as a
// share of full power: rest + (1-rest)·y³. rest is 0 for the affinity law, 0.02
// in EnergyPlus's example of CoolingTower:VariableSpeed:Merkel.
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

// TowerModes describes the modes of a tower bank in order.
const TowerModes = "0 off, 1 bypass, 2 fans cycling, 3 fans modulating, 4 fans saturated"

// towerBank is a bank of equal cells with variable-speed fans, all wet and all
// at one speed. Each minute: enter, carry, and evaporated once the heat is known.
//
// Below least speed the fans cycle: the bank is then taken at its mean air flow,
// between that of still air (free) and that of least speed.
type towerBank struct {
	tower       MerkelTower
	fan         fanCurve
	fanW        float64 // all cells' fans at full speed
	least, free float64 // least speed; air flow of still air; shares of full
	saturated   saturatedAir

	// Of the minute, from enter.
	wetBulbDegC, humidity, enthalpy float64
	fullAir                         float64 // dry air at full speed, kg/s
	ua                              float64 // conductance but for air flow, W·kg/(J·s)
	cw, perCw                       float64 // capacity flow of water, W/K, and its inverse
	wetCells                        float64 // share of cells in service
	lift                            float64

	// Of the last carry.
	heatW, gWPerK float64 // heat and conductance to the wet bulb
	air           float64 // air flow as a share of full
	speed         float64 // fan speed as a share of full, times the share of time it runs
	fanPowerW     float64
	mode          int

	perW, rise float64 // warm start: air per heat; heat carried per heat leaving, fans full
	// Minutes out of the corrections' bounds; searches into their iteration limit.
	boundsMinutes, failures int64
}

// newTowerBank makes a bank. least is the fans' least speed, free the air flow
// with fans off, both shares of full; pressurePa is the site's mean.
func newTowerBank(t MerkelTower, fan fanCurve, fanW, least, free, pressurePa float64) towerBank {
	return towerBank{tower: t, fan: fan, fanW: fanW, least: least, free: free, saturated: newSaturatedAir(pressurePa), air: 0.5, rise: 0.3, wetCells: 1}
}

// enter sets outdoor air, water flow and the share of cells in service (above
// 0). It counts the minute if it lies out of the corrections' bounds.
func (b *towerBank) enter(air *psychro.Air, waterKgPerS, cells float64) {
	wb := air.WetBulbDegC
	b.wetBulbDegC, b.humidity, b.wetCells = wb, air.HumidityRatio, cells
	ws := psychro.SaturationHumidityRatioFast(wb, b.saturated.pressurePa)
	b.enthalpy = dryAirJPerKgK*wb + ws*(latentJPerKg+vapourJPerKgK*wb)
	b.fullAir = cells * b.tower.AirM3PerS * dryAirKgPerM3(air.DryBulbDegC, air.HumidityRatio, air.PressurePa)
	flow := waterKgPerS / (cells * b.tower.WaterKgPerS)
	below := b.tower.WetBulbDegC - wb
	b.ua = cells * b.tower.UAWPerK * TowerUAOfWater(flow) * TowerUAOfWetBulb(below) / moistAirJPerKgK(air.HumidityRatio)
	b.cw = waterJPerKgK * waterKgPerS
	b.perCw = 1 / b.cw
	if !towerWetBulb.Contains(below) || !towerWaterFlow.Contains(flow) {
		b.boundsMinutes++
	}
}

// carried returns the heat, W, that flows at air flow x if the air leaves with
// the enthalpy that heat q, W, gives it; perQ is 1/q. It equals q where both
// equations of MerkelTower.HeatW hold.
func (b *towerBank) carried(x, q, perQ float64) float64 {
	perAir := 1 / (b.fullAir * x)
	perCa := (b.saturated.tempDegC(b.enthalpy+q*perAir) - b.wetBulbDegC) * perQ
	ca := 1 / perCa
	ua := b.ua * TowerUAOfAir(x) * ca * perAir
	cmin, z := ca, ca*b.perCw
	if z > 1 {
		cmin, z = b.cw, perCa*b.cw
	}
	d := ua * math.Abs(perCa-b.perCw)
	if d < 1e-6 { // balanced flows
		n := ua / cmin
		return n / (1 + n) * cmin * b.lift
	}
	e := math.Exp(-d)
	return (1 - e) / (1 - z*e) * cmin * b.lift
}

// Tolerances of the searches, as shares of the heat wanted (fan speed) and
// carried (fans full), and the limit of iterations.
const (
	towerSpeedTolerance = 1e-4
	towerHeatTolerance  = 1e-7
	towerIterations     = 60
)

// carry finds the air flow with which the bank takes heat, W, from water that
// enters at waterInDegC, and what it takes where full speed does not suffice.
func (b *towerBank) carry(waterInDegC, heat float64) {
	b.lift = waterInDegC - b.wetBulbDegC
	if heat <= 0 || b.lift <= 0 || b.cw <= 0 {
		b.heatW, b.gWPerK, b.speed, b.fanPowerW, b.mode = 0, 0, 0, 0, towerOff
		return
	}
	if heat >= b.cw*b.lift {
		b.full(heat) // colder than the wet bulb
		return
	}
	x := b.air + (heat-b.heatW)*b.perW
	lo, hi := b.free, 1.0
	if !(x > lo) {
		x = lo
	} else if x > hi {
		x = hi
	}
	perQ := 1 / heat
	r := b.carried(x, heat, perQ) - heat
	perW := b.perW
	if !(perW > 0) {
		perW = x * perQ
	}
	for i := 0; math.Abs(r) > towerSpeedTolerance*heat; i++ {
		if r < 0 {
			if x >= 1 {
				b.full(heat)
				return
			}
			lo = x
		} else {
			if x <= b.free {
				break
			}
			hi = x
		}
		if i == towerIterations {
			b.failures++
			break
		}
		next := x - r*perW
		switch {
		case i < secantSteps && next > lo && next < hi:
		case r < 0 && hi == 1:
			next = 1 // not tried yet, else the search had ended
		case r > 0 && lo == b.free:
			next = lo
		default:
			next = 0.5 * (lo + hi)
		}
		rn := b.carried(next, heat, perQ) - heat
		if s := (next - x) / (rn - r); s > 0 {
			perW = s
		}
		x, r = next, rn
	}
	b.air, b.perW = x, perW
	b.book(heat, r > 0 && x <= b.free)
}

// full takes what the bank carries with fans at full speed, less than want.
func (b *towerBank) full(want float64) {
	lo, hi := 0.0, want
	if top := b.cw * b.lift; hi > top {
		hi = top
	}
	q := b.gWPerK * b.lift
	if b.mode != towerSaturated || !(q > 0 && q < hi) {
		q = 0.9 * hi
	}
	s := b.rise
	r := b.carried(1, q, 1/q) - q
	for i := 0; math.Abs(r) > towerHeatTolerance*q; i++ {
		if r > 0 {
			lo = q
		} else {
			hi = q
		}
		if i == towerIterations {
			b.failures++
			break
		}
		next := q + r/(1-s)
		if i >= secantSteps || !(next > lo && next < hi) {
			next = 0.5 * (lo + hi)
		}
		rn := b.carried(1, next, 1/next) - next
		if n := 1 + (rn-r)/(next-q); n > -1 && n < 0.95 {
			s = n
		}
		q, r = next, rn
	}
	b.air, b.rise = 1, s
	b.book(q, false)
	b.mode = towerSaturated
}

// book ends a carry at the air flow found.
func (b *towerBank) book(heat float64, bypass bool) {
	b.heatW, b.gWPerK = heat, heat/b.lift
	switch x := b.air; {
	case x >= b.least:
		b.speed, b.fanPowerW, b.mode = x, b.fanW*b.wetCells*b.fan.power(x), towerModulating
	case bypass || x <= b.free:
		b.speed, b.fanPowerW, b.mode = 0, 0, towerBypass
	default:
		on := (x - b.free) / (b.least - b.free)
		b.speed, b.fanPowerW, b.mode = on*b.least, on*b.fanW*b.wetCells*b.fan.power(b.least), towerCycling
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
