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
)

// Pads stay dry below this outdoor temperature for fear of frost; humidifying
// happens in mixed, warm air and goes on.
const padFrostDegC = 5

// outdoorMarginK is the dead band of the outdoor dampers: they open once outdoor
// air (after pads) is this much cooler than return air.
const outdoorMarginK = 1

// airSide moves a hall's air: sizes, then state, then what the last step did.
type airSide struct {
	designW, massFlow, minFlow, fanW, capJPerK float64
	setDegC, maxInletDegC, rackShare           float64
	maxW, reopenW, minW                        float64 // humidity limits of supply air, kg/kg
	padEff, padPumpW                           float64
	water                                      waterLaw
	mechanical                                 bool
	chilledDegC, coilEff, coilW                float64
	recirculationK                             float64
	pump                                       pump
	chillers                                   chillers

	returnDegC float64 // hot-aisle air with all that it warms
	w          float64 // humidity ratio of the hall's air
	admitted   bool    // outdoor air is dry enough
	open       bool    // outdoor dampers are open

	mode                                int
	inletDegC, meanReturnDegC, fanSpeed float64
	outdoorShare                        float64
	fanPowerW, pumpPowerW, compressorW  float64
	padPowerW                           float64
	use                                 waterUse
	ventedW, coilHeatW, evaporatorW     float64
	pumpHeatW, storedW                  float64
	humidMinutes, chillerMinutes        int64
}

// intake is outdoor air brought to the humidity at which it joins the hall:
// what it would be after pads, were they in the intake. Pads stand behind the
// mixing box, which is the same thing in energy and water.
type intake struct {
	enthalpy, w0  float64 // outdoor air
	waterJPerKg   float64 // enthalpy of pad water
	tDegC, w      float64 // after pads
	wet           bool
	waterTempDegC float64
}

// intake prepares outdoor air for supply at tPre or below where that can be.
func (a *airSide) intake(air *psychro.Air, tPre float64) intake {
	i := intake{enthalpy: psychro.EnthalpyJPerKg(air.DryBulbDegC, air.HumidityRatio),
		w0: air.HumidityRatio, tDegC: air.DryBulbDegC, w: air.HumidityRatio}
	if a.padEff == 0 || !a.admitted {
		return i
	}
	i.waterTempDegC = max(air.WetBulbDegC, 0)
	i.waterJPerKg = liquidJPerKgK * i.waterTempDegC
	switch {
	case i.tDegC > tPre && i.tDegC > padFrostDegC:
		t := max(tPre, AirAfterPads(air.DryBulbDegC, air.WetBulbDegC, a.padEff))
		w := max(HumidityOnWetBulbLine(i.enthalpy, i.w0, i.waterTempDegC, t), i.w0)
		if a.mechanical && w > a.maxW {
			w = max(a.maxW, i.w0)
		}
		i.w = w
	case i.w0 < a.minW:
		i.w = a.minW
	default:
		return i
	}
	i.wet = i.w > i.w0
	i.tDegC = DryBulbOnWetBulbLine(i.enthalpy, i.w0, i.waterTempDegC, i.w)
	return i
}

// step carries heat q, W, out of the hall for one minute.
func (a *airSide) step(air *psychro.Air, q float64) {
	if q <= 0 {
		a.rest()
		return
	}
	y := min(max(q/a.designW, a.minFlow), 1)
	m := a.massFlow * y
	a.fanSpeed, a.fanPowerW = y, a.fanW*fanLaw(y)
	a.admit(air)
	in := a.intake(air, a.setDegC-a.fanPowerW/(m*dryAirJPerKgK))
	cp := dryAirJPerKgK + vapourJPerKgK*in.w
	g := m * cp
	rise := a.fanPowerW / g
	tPre := a.setDegC - rise
	// Return air if the set point is held all minute, from the exact solution of
	// C·dT/dt = q - g·(T - Tset).
	z := g * minuteS / a.capJPerK
	_, held := oneNode(a.returnDegC, a.setDegC+q/g, z)
	if a.open {
		a.open = in.tDegC < held
	} else {
		a.open = in.tDegC < held-outdoorMarginK
	}
	tc := air.DryBulbDegC + a.recirculationK*min(q/a.designW, 1)
	removable := 0.0
	if a.mechanical {
		removable = a.removable(tc)
	}
	outdoor := a.open && (a.admitted || g*(held-tPre) > removable)
	a.clear()
	supply := a.setDegC
	switch {
	case held <= tPre:
		a.drift(q, m, 0, a.fanPowerW, in)
		a.mode = airWarming
		return
	case outdoor && in.tDegC <= tPre:
		a.outdoorShare = (held - tPre) / (held - in.tDegC)
		a.mode = airMixing
		if in.wet {
			a.mode = airAdiabatic
		}
	case outdoor:
		need := g * (in.tDegC - tPre)
		got := min(need, removable, a.coilEff*max(0, g*(in.tDegC-a.chilledDegC)))
		a.outdoorShare, a.mode = 1, airTrim
		if got == 0 && in.wet {
			a.mode = airAdiabatic
		}
		a.cool(got, tc)
		supply += (need - got) / g
	default:
		a.recirculate(q, m, removable, tc, in)
		return
	}
	next, mean := oneNode(a.returnDegC, supply+q/g, z)
	a.vent(m, mean, in)
	a.settle(next, mean, supply)
}

// recirculate cools return air by coils alone: the set point is held where the
// chillers carry it, else all they have is taken out.
func (a *airSide) recirculate(q, m, removable, tc float64, in intake) {
	in.w = a.w // no outdoor air comes in: humidity stays
	g := m * (dryAirJPerKgK + vapourJPerKgK*a.w)
	tPre := a.setDegC - a.fanPowerW/g
	next, held := oneNode(a.returnDegC, a.setDegC+q/g, g*minuteS/a.capJPerK)
	need := max(g*(held-tPre), 0)
	most := min(removable, a.coilEff*max(0, g*(a.returnDegC-a.chilledDegC)))
	a.mode = airRecirculate
	if need <= most {
		a.cool(need, tc)
		a.settle(next, held, a.setDegC)
		return
	}
	a.cool(most, tc)
	a.drift(q, m, most, a.fanPowerW, in)
	a.mode = airRecirculate
}

// drift lets the hall's air warm or cool while the constant heat removed, W, is
// taken out: no air is exchanged.
func (a *airSide) drift(q, m, removed, fan float64, in intake) {
	g := m * (dryAirJPerKgK + vapourJPerKgK*a.w)
	rate := (q + fan - removed) / a.capJPerK
	mean := a.returnDegC + 0.5*rate*minuteS
	a.settle(a.returnDegC+rate*minuteS, mean, mean+(fan-removed)/g)
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

// removable is what the chillers can take out of the air at condenser air tc, W.
func (a *airSide) removable(tc float64) float64 {
	return max(0, min(a.coilW*1.1, a.chillers.capacityW(tc)-a.pump.toFluid*a.pump.designW))
}

// cool takes heat, W, out of the air by chilled water.
func (a *airSide) cool(heat, tc float64) {
	if heat <= 0 {
		return
	}
	f := min(max(heat/a.coilW, 0.3), 1)
	a.coilHeatW = heat
	a.pumpPowerW = a.pump.powerW(f)
	a.pumpHeatW = a.pump.toFluid * a.pumpPowerW
	a.evaporatorW = heat + a.pumpHeatW
	a.compressorW = a.chillers.powerW(a.evaporatorW, tc)
	if !a.chillers.entering.Contains(tc) {
		a.chillerMinutes++
	}
}

// vent books the exchange with outdoors at the mean return temperature.
func (a *airSide) vent(m, mean float64, in intake) {
	mo := m * a.outdoorShare
	up := in.w - in.w0
	a.ventedW = mo * (psychro.EnthalpyJPerKg(mean, in.w) - in.enthalpy - up*in.waterJPerKg)
	a.w = in.w
	if in.wet {
		a.use = a.water.use(mo * up)
		a.padPowerW = a.padPumpW
	}
	if in.w > a.maxW*(1+1e-9) {
		a.humidMinutes++
	}
}

// settle ends the minute: return air at its end, means of return and inlet.
func (a *airSide) settle(next, mean, inlet float64) {
	a.storedW = a.capJPerK * (next - a.returnDegC) / minuteS
	a.returnDegC, a.meanReturnDegC, a.inletDegC = next, mean, inlet
}

func (a *airSide) clear() {
	a.outdoorShare, a.pumpPowerW, a.pumpHeatW, a.compressorW, a.padPowerW = 0, 0, 0, 0, 0
	a.use = waterUse{}
	a.ventedW, a.coilHeatW, a.evaporatorW = 0, 0, 0
}

// rest is a minute without heat: nothing moves, the air keeps its temperature.
func (a *airSide) rest() {
	a.clear()
	a.mode, a.fanSpeed, a.fanPowerW, a.storedW = airOff, 0, 0, 0
	a.meanReturnDegC, a.inletDegC = a.returnDegC, min(a.returnDegC, a.setDegC)
}
