package cooling

import "caloduc/cooling/psychro"

// Modes of the air side, in the order of its control sequence.
const (
	airOff         = 0 // no heat, fans stopped
	airWarming     = 1 // return air below the set point: recirculated, not cooled
	airMixing      = 2 // outdoor air mixed with return air
	airAdiabatic   = 3 // as 2 with wet pads, to cool or to humidify
	airTrim        = 4 // outdoor air alone, trimmed by chillers where there are any
	airRecirculate = 5 // outdoor air shut out, chillers carry all
	airStagnant    = 6 // all fans failed: nothing moves
)

// outdoorMarginK is the dead band of the outdoor dampers: they open once outdoor
// air (after pads) is this much cooler than return air.
const outdoorMarginK = 1

// airSide moves a hall's air: sizes, then state, then what the last step did.
type airSide struct {
	designW, massFlow, minFlow, fanW, capJPerK float64
	perDesign                                  float64
	perCap, capMW                              float64 // a minute over capJPerK; capJPerK over a minute, MW/K
	riseK                                      float64 // fans' heat in dry air at full flow
	setDegC, maxInletDegC, rackShare           float64
	maxW, reopenW, minW                        float64 // humidity limits of supply air, kg/kg
	padEff, padPumpW                           float64
	water                                      waterLaw
	mechanical                                 bool
	chilledDegC, coilEff, coilW                float64
	recirculationK                             float64
	pump                                       pump
	chillers                                   chillers
	failing                                    airFailures

	returnDegC float64 // hot-aisle air with all that it warms
	w          float64 // humidity ratio of the hall's air
	admitted   bool    // outdoor air is dry enough
	open       bool    // outdoor dampers are open

	in                             intake
	inletDegC, fanPowerW, storedMW float64
	airFlows
	mode, meanReturnDegC, fanSpeed float64
	humidMinutes, chillerMinutes   int64
}

// airFlows are what one minute's cooling took and carried away.
type airFlows struct {
	ventedMW                              float64 // carried out by air exchange
	evaporatorMW, pumpHeatMW              float64
	coilHeatW                             float64
	pumpPowerMW, compressorMW, padPowerMW float64
	waterStoredW                          float64 // stored in chilled water that is off its set point
	use                                   waterUse
	outdoorShare                          float64
}

// step carries heat q, W, out of the hall for one minute.
func (a *airSide) step(air *psychro.Air, q float64) {
	a.airFlows = airFlows{}
	if q <= 0 && !a.failing.impaired { // else the hall must cool, so that servers may restart
		a.rest()
		return
	}
	y := q * a.perDesign
	if y < a.minFlow {
		y = a.minFlow
	}
	if y > a.failing.mostFlow {
		if y = a.failing.mostFlow; y == 0 {
			a.stagnate(air, q)
			return
		}
	}
	m := a.massFlow * y
	a.fanSpeed, a.fanPowerW = y, a.fanW*fanLaw(y)*a.failing.perFans
	a.admit(air)
	in := &a.in
	in.take(air)
	if t := a.setDegC - a.riseK*y*y*a.failing.perFans; a.wants(air, t) {
		a.wet(air, t)
	}
	g := m * (dryAirJPerKgK + vapourJPerKgK*in.w)
	perG := 1 / g
	tPre := a.setDegC - a.fanPowerW*perG
	// Return air if the set point is held all minute: oneNode, spelt out so that its
	// series is inlined.
	z := g * a.perCap
	p := phi1NegNear(z)
	if z >= phi1Near {
		p = phi1Neg.at(z)
	}
	next, held := relax(a.returnDegC, a.setDegC+q*perG, z, p)
	if a.open {
		a.open = in.tDegC < held
	} else {
		a.open = in.tDegC < held-outdoorMarginK
	}
	switch {
	case held <= tPre:
		a.mode = airWarming
		a.drift(q, m, 0)
	case !a.open || !a.admitted && a.removable(air, q) >= g*(held-tPre):
		a.recirculate(air, q, m)
	case in.tDegC <= tPre:
		a.mode = airMixing
		if in.wet {
			a.mode = airAdiabatic
		}
		share := (held - tPre) / (held - in.tDegC)
		a.outdoorShare = share
		a.settle(next, held, a.setDegC)
		a.vent(m*share, held)
	default:
		a.trim(air, q, m, g, tPre)
	}
	if a.failing.impaired {
		a.endure(air, q)
	}
}

// trim takes in outdoor air alone, which is too warm, and cools it by coils as
// far as they go; what is missing warms the supply.
func (a *airSide) trim(air *psychro.Air, q, m, g, tPre float64) {
	in := &a.in
	need := g * (in.tDegC - tPre)
	var got float64
	if a.failing.impaired {
		got = a.draw(need, g, in.tDegC, a.condenserAir(air, q))
	} else {
		got = min(need, a.removable(air, q), a.coilEff*max(0, g*(in.tDegC-a.chilledDegC)))
		a.cool(got, a.condenserAir(air, q))
	}
	a.mode = airTrim
	if got == 0 && in.wet {
		a.mode = airAdiabatic
	}
	supply := a.setDegC + (need-got)/g
	next, mean := oneNode(a.returnDegC, supply+q/g, g*a.perCap)
	a.outdoorShare = 1
	a.vent(m, mean)
	a.settle(next, mean, supply)
}

// recirculate cools return air by coils alone: the set point is held where the
// chillers carry it, else all they have is taken out. No outdoor air comes in:
// the hall keeps its humidity.
func (a *airSide) recirculate(air *psychro.Air, q, m float64) {
	g := m * (dryAirJPerKgK + vapourJPerKgK*a.w)
	tPre := a.setDegC - a.fanPowerW/g
	next, held := oneNode(a.returnDegC, a.setDegC+q/g, g*a.perCap)
	need := max(g*(held-tPre), 0)
	a.mode = airRecirculate
	if a.failing.impaired {
		if got := a.draw(need, g, a.returnDegC, a.condenserAir(air, q)); got < need {
			a.drift(q, m, got)
		} else {
			a.settle(next, held, a.setDegC)
		}
		return
	}
	most := min(a.removable(air, q), a.coilEff*max(0, g*(a.returnDegC-a.chilledDegC)))
	if need <= most {
		a.cool(need, a.condenserAir(air, q))
		a.settle(next, held, a.setDegC)
		return
	}
	a.cool(most, a.condenserAir(air, q))
	a.drift(q, m, most)
}

// drift lets the hall's air warm or cool while the constant heat removed, W, is
// taken out: no air is exchanged.
func (a *airSide) drift(q, m, removed float64) {
	g := m * (dryAirJPerKgK + vapourJPerKgK*a.w)
	rise := (q + a.fanPowerW - removed) * a.perCap
	mean := a.returnDegC + 0.5*rise
	a.settle(a.returnDegC+rise, mean, mean+(a.fanPowerW-removed)/g)
}

// admit moves the humidity limit's dead band.
func (a *airSide) admit(air *psychro.Air) {
	switch {
	case !a.mechanical:
		a.admitted = true // nothing else can cool
	case air.HumidityRatio > a.maxW:
		a.admitted = false
	case air.HumidityRatio < a.reopenW:
		a.admitted = true
	}
}

// condenserAir is the air entering the chillers' condensers, degC.
func (a *airSide) condenserAir(air *psychro.Air, q float64) float64 {
	return air.DryBulbDegC + a.recirculationK*min(q*a.perDesign, 1)
}

// removable is what the chillers can take out of the hall's air, W.
func (a *airSide) removable(air *psychro.Air, q float64) float64 {
	if !a.mechanical {
		return 0
	}
	w := a.chillers.capacityW(a.condenserAir(air, q)) - a.pump.toFluid*a.pump.designW
	return max(0, min(w, a.failing.coilMostW))
}

// cool takes heat, W, out of the air by chilled water.
func (a *airSide) cool(heat, tc float64) {
	if heat <= 0 {
		return
	}
	f := min(max(heat/a.coilW, 0.3), 1)
	pumpW := a.pump.powerW(f)
	a.coilHeatW = heat
	a.chill(pumpW, heat+a.pump.toFluid*pumpW, tc)
}

// chill has the chillers take heat, W, out of chilled water whose pumps draw
// pumpW.
func (a *airSide) chill(pumpW, heat, tc float64) {
	a.pumpPowerMW, a.pumpHeatMW = 1e-6*pumpW, 1e-6*a.pump.toFluid*pumpW
	a.evaporatorMW, a.compressorMW = 1e-6*heat, 1e-6*a.chillers.powerW(heat, tc)
	if !a.chillers.entering.Contains(tc) {
		a.chillerMinutes++
	}
}

// vent books the exchange of flow, kg/s of dry air, with outdoors at the mean
// return temperature.
func (a *airSide) vent(flow, mean float64) {
	in := &a.in
	taken := psychro.EnthalpyJPerKg(mean, in.w) - in.enthalpy
	a.w = in.w
	if in.wet {
		up := in.w - in.w0
		taken -= up * in.waterJPerKg
		a.use = a.water.use(flow * up)
		a.padPowerMW = 1e-6 * a.padPumpW
	}
	a.ventedMW = 1e-6 * flow * taken
	if in.w > a.maxW*(1+1e-9) {
		a.humidMinutes++
	}
}

// settle ends the minute: return air at its end, means of return and inlet.
func (a *airSide) settle(next, mean, inlet float64) {
	a.storedMW = a.capMW * (next - a.returnDegC)
	a.returnDegC, a.meanReturnDegC, a.inletDegC = next, mean, inlet
}

// stop is rest without a minute's passing.
func (a *airSide) stop() {
	a.airFlows = airFlows{}
	a.rest()
}

// rest is a minute without heat: nothing moves, the air keeps its temperature.
func (a *airSide) rest() {
	a.mode, a.fanSpeed, a.fanPowerW, a.storedMW = airOff, 0, 0, 0
	a.meanReturnDegC, a.inletDegC = a.returnDegC, min(a.returnDegC, a.setDegC)
}
