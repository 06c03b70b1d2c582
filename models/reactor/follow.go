package reactor

// trim is the part of rated power by which a unit may move at any time: regulation, not
// a move that its xenon feels.
const trim = 0.01

// longStill, in minutes, is longer than any hold.
const longStill = 1 << 40

// Ask requests net power of the unit, MW of the whole unit, from the next minute: it
// moves there within its limits, and no further than they let it.
func (u *Unit) Ask(mw float64) {
	if mw != u.TargetMW {
		u.TargetMW = mw
		u.wake()
	}
}

// follow returns the next level of a unit in operation, on its way to what is asked of
// it: no faster than the ramp, back only when it has held, up only with margin for its
// xenon. A limit is obeyed whatever else holds.
func (u *Unit) follow(full float64) float64 {
	want := u.wanted(full)
	if want == u.level {
		return want
	}
	if change := want - u.level; u.level <= u.limit && (change > trim || change < -trim) {
		if u.pending = true; change > 0 != u.rising && u.still < u.hold || change > 0 && !u.mayRestart() {
			return u.level
		}
	}
	level := approach(u.level, want, u.rampMW/full)
	u.pending = level != want
	return level
}

// wanted returns the level that serves the target within what is possible.
func (u *Unit) wanted(full float64) float64 {
	if u.TargetMW >= u.limit*full-u.houseMW {
		return u.limit
	}
	return min(max((u.TargetMW+u.houseMW)/full, u.lowest()), u.limit)
}

// lowest returns the lowest level to which the unit follows now: no lower than its limit
// where it does not follow, nor into another deep cycle when it has had its number.
func (u *Unit) lowest() float64 {
	f := &u.spec.Following
	switch {
	case !u.follows:
		return u.limit
	case u.level >= u.deepLevel && (u.deepToday >= f.DeepPerDay || u.deepYear >= f.DeepPerYear):
		return max(u.deepLevel, u.floor)
	}
	return u.floor
}

// newDay sets what the unit may do on a day: the highest level, whether it follows, how
// far down and how often.
func (u *Unit) newDay(day int64) {
	u.deepToday = 0
	if day%365 == 0 {
		u.deepYear = 0
	}
	u.refresh()
}

// refresh takes the cycle's progress into what the unit may do.
func (u *Unit) refresh() {
	s := u.spec
	u.follows = u.burnupD >= s.Following.ConditioningD && u.burnupD <= s.NaturalLengthD
	u.floor = u.lowestSteady()
	u.bound()
}

// lowestSteady returns the level of the least steady power at this point of the cycle:
// it rises as boron is used up, and beyond that where the boron left could not outweigh
// the xenon that builds up after a step down.
func (u *Unit) lowestSteady() float64 {
	s, x := u.spec, &u.spec.Xenon
	boron := u.boronPpm()
	used := 0.0
	if x.BoronStartPpm > x.BoronEndPpm {
		used = (x.BoronStartPpm - boron) / (x.BoronStartPpm - x.BoronEndPpm)
	}
	net := (s.MinStableFraction + (s.MinStableEndFraction-s.MinStableFraction)*used) * s.NetCapacityMW
	return u.poison.LowestPower(min((net+u.houseMW)/u.heat.GrossMW, 1), boron*x.BoronWorthPcmPerPpm, x.WorthPcm)
}

// caps bound a unit's level from outside, 1 where nothing does.
type caps struct{ river, strike, event float64 }

var noCaps = caps{1, 1, 1}

// bound sets the highest level: the partial loss, beyond the natural length of the cycle
// what the fuel gives less every day, and what bounds the unit from outside; not below
// the least stable power.
func (u *Unit) bound() {
	over := max(u.burnupD-u.spec.NaturalLengthD, 0)
	own := u.topLevel - u.spec.StretchOutPerDay*over
	u.limit = max(min(own, u.caps.river, u.caps.strike, u.caps.event), u.minLevel)
	u.wake()
}

// reach returns the net power between which the unit can be asked to be within the next
// hour: one point where it does not follow, or has just moved and must hold.
func (u *Unit) reach() (low, high float64) {
	if u.phase != operating {
		return u.NetMW, u.NetMW
	}
	full := u.fullMW
	high = max(u.limit*full-u.houseMW, 0)
	low = min(max(u.lowest()*full-u.houseMW, 0), high)
	if u.still < u.hold {
		if u.rising {
			low = min(max(low, u.NetMW), high)
		} else {
			high = max(min(high, u.NetMW), low)
		}
	}
	return low, high
}
