package reactor

import "math"

// Step advances the unit by one minute, cold being its cold source.
func (u *Unit) Step(cold *ColdSource) {
	lost := u.lost(cold)
	full := u.heat.Gross(1, lost)
	able := u.limit*full - u.houseMW
	u.fullMW = full
	u.still++
	if u.phase != operating || u.level != u.limit || u.TargetMW < able { // else it gives all it can, as asked
		u.steer(full)
	}
	if !u.settled {
		u.advancePoison()
	}
	level := u.level
	u.burnupD += level * daysPerMinute
	u.CondenserHeatMW = u.heat.CondenserHeat(level, lost)
	u.deliver(level * full)
	u.offer(able)
}

// lost returns the power lost at rated thermal power to the cold source, and
// counts a minute in which it lies outside the bounds of the derating.
func (u *Unit) lost(cold *ColdSource) float64 {
	temp := cold.WaterDegC
	if u.tower {
		temp = cold.WetBulbDegC
	}
	if temp < u.coldMin || temp > u.coldMax {
		u.coldOutOfBounds++
	}
	return u.heat.Lost(temp - u.coldRefDegC)
}

// deliver shares the gross power out: the house load is served first, by the
// grid where the unit makes too little.
func (u *Unit) deliver(grossMW float64) {
	u.GrossMW = grossMW
	if surplus := grossMW - u.HouseLoadMW; surplus >= 0 {
		u.NetMW, u.GridDrawMW = surplus, 0
	} else {
		u.NetMW, u.GridDrawMW = 0, -surplus
	}
}

// offer says what the unit can give: able, unless it is shut down. One that the river
// alone keeps down is technically available.
func (u *Unit) offer(ableMW float64) {
	available, availability := 0.0, 0.0
	switch {
	case u.phase == operating || u.phase == startingUp:
		availability = min(u.topLevel, u.caps.event)
		if ableMW > 0 {
			available = ableMW
		}
	case u.halted && !u.unfit():
		availability = u.topLevel
	}
	u.AvailableMW, u.Availability = available, availability
}

// steer moves the unit's level by a minute.
func (u *Unit) steer(full float64) {
	level := u.nextLevel(full)
	if level == u.level {
		return
	}
	if moved := level - u.level; moved > trim/10 || moved < -trim/10 {
		u.still, u.rising = 0, moved > 0
		if u.phase == operating && level < u.deepLevel && u.level >= u.deepLevel {
			u.deepToday++
			u.deepYear++
		}
	}
	u.setLevel(level)
}

// nextLevel returns the level of this minute; full is the gross power at rated
// thermal power now.
func (u *Unit) nextLevel(full float64) float64 {
	switch u.phase {
	case operating:
		return u.follow(full)
	case shuttingDown:
		u.pending = true
		level := max(u.level-u.rampMW/full, 0)
		if level == 0 {
			u.phase = shutDown
		}
		return level
	case shutDown:
		if u.unfit() || u.halted {
			return 0
		}
		u.pending = true
		if !u.mayRestart() {
			return 0
		}
		u.phase = startingUp
		fallthrough
	default:
		u.pending = true
		return u.startUp(full)
	}
}

// startUp returns the level of a unit on its way up; it is in operation again
// when it has reached the level wanted.
func (u *Unit) startUp(full float64) float64 {
	ramp := u.rampMW / full
	if !u.conditioned {
		ramp = min(ramp, u.restartRamp)
	}
	want := u.wanted(full)
	level := approach(u.level, want, ramp)
	if level == want {
		u.pending = false
		u.phase = operating
		u.conditioned = u.conditioned || level == u.limit
	}
	return level
}

// approach moves x towards y by at most by.
func approach(x, y, by float64) float64 {
	if x < y {
		return min(x+by, y)
	}
	return max(x-by, y)
}

// setLevel changes the level and with it what follows from it alone: heat,
// house load and the poison's coefficients.
func (u *Unit) setLevel(level float64) {
	u.level = level
	u.ThermalMW = level * u.heat.ThermalMW
	u.HouseLoadMW = u.houseMW
	if level == 0 {
		u.HouseLoadMW = u.standbyMW
	}
	u.step = u.poison.step(level, 60)
	u.settled = false
}

// advancePoison advances iodine and xenon by a minute, until they no longer
// move.
func (u *Unit) advancePoison() {
	const still = 1e-10
	s := &u.step
	iodine, xenon := s.advance(u.iodine, u.Xenon)
	if math.Abs(iodine-s.iodine) < still && math.Abs(xenon-s.xenon) < still {
		iodine, xenon, u.settled = s.iodine, s.xenon, true
	}
	u.iodine, u.Xenon = iodine, xenon
}

// mayRestart tells whether the margin at this point of the cycle outweighs the
// xenon.
func (u *Unit) mayRestart() bool {
	x := &u.spec.Xenon
	return RestartAllowed(u.Xenon, x.WorthPcm, u.boronPpm(), x.BoronWorthPcmPerPpm)
}

// boronPpm is the boron left at this point of the cycle.
func (u *Unit) boronPpm() float64 {
	x := &u.spec.Xenon
	return Boron(x.BoronStartPpm, x.BoronEndPpm, u.burnupD/u.spec.NaturalLengthD)
}
