package reactor

import (
	"math/rand/v2"

	"caloduc/sim"
)

// start begins the unit's processes at the engine's current minute.
func (u *Unit) start(e *sim.Engine) {
	e.Process("reactor."+u.name+".outages", u.runOutages)
	e.Process("reactor."+u.name+".trips", u.runForced)
	for _, event := range u.spec.Events {
		e.Process("reactor."+u.name+".event."+event.Name, u.runStaged(event))
	}
}

// runOutages is the life of the unit from refuelling to refuelling.
func (u *Unit) runOutages(p *sim.Process) error {
	at := u.position
	for {
		if !u.planned {
			u.awaitOutage(p, at)
			u.beginOutage()
			at.start = p.Now()
		}
		p.WaitUntil(at.start + at.length)
		u.refuelled()
		at.restart = p.Now()
		at.start, at.length = u.planner.next(at.restart)
	}
}

// awaitOutage waits for the start of the next outage, and on where the core has been used
// less by then than was planned for: by the days it lacks, moved into the season again.
func (u *Unit) awaitOutage(p *sim.Process, at position) {
	const enough = 30 // days
	for start := at.start; ; {
		p.WaitUntil(start)
		use := 1 - u.spec.forcedFraction() // full-power days of a day in operation
		planned := min(float64(start-at.restart)*daysPerMinute*use, u.spec.NaturalLengthD)
		lag := (planned - u.burnupAt(p.Now())) / use
		if lag < enough {
			return
		}
		start = max(start+sim.Day, u.planner.move(start+days(lag)))
	}
}

// runForced trips the unit at random while it is in operation and repairs it.
func (u *Unit) runForced(p *sim.Process) error {
	f := &u.spec.Forced
	rate := f.ScramsPerYear + f.FailuresPerYear
	if rate == 0 {
		return nil
	}
	if u.forced {
		p.WaitUntil(u.position.repair)
		u.forced = false
		u.wake()
	}
	for {
		p.Wait(max(1, sim.Minute(u.tripping.ExpFloat64()/rate*sim.MinutesPerYear)))
		scram := u.tripping.Float64()*rate < f.ScramsPerYear
		if u.phase == shutDown || u.phase == shuttingDown {
			continue // a unit that does not run does not trip
		}
		mean := f.FailureRepairH
		if scram {
			mean = f.ScramRepairH
		}
		u.trip()
		p.Wait(hours(sim.Lognormal(u.repair, mean, f.Spread)))
		u.forced = false
		u.wake()
	}
}

// underRepair draws whether a unit is under repair at a moment in operation, and the
// minutes left of it: repairs that are met by chance are longer than the mean one, by
// their spread, and met anywhere in their course.
func (f *ForcedSpec) underRepair(draw *rand.Rand) (down bool, left sim.Minute) {
	scrams, failures := f.ScramsPerYear*f.ScramRepairH, f.FailuresPerYear*f.FailureRepairH
	if draw.Float64()*sim.HoursPerYear >= scrams+failures {
		return false, 0
	}
	mean := f.FailureRepairH
	if draw.Float64()*(scrams+failures) < scrams {
		mean = f.ScramRepairH
	}
	return true, hours(draw.Float64() * sim.Lognormal(draw, mean*(1+f.Spread*f.Spread), f.Spread))
}

// reason is why a unit is down beside a planned outage and a repair of its own.
type reason int

const (
	generic reason = iota // a defect common to its series
	staged                // an event of the experiment
	reasons
)

// unfit tells whether anything but xenon and river keeps the unit down.
func (u *Unit) unfit() bool { return u.planned || u.forced || u.stops[generic]+u.stops[staged] > 0 }

// beginOutage takes the unit down for refuelling.
func (u *Unit) beginOutage() {
	u.planned = true
	u.outages++
	u.shut()
}

// shut lets a unit ramp down, unless it is down already.
func (u *Unit) shut() {
	if u.phase != shutDown {
		u.phase = shuttingDown
	}
	u.wake()
}

// stop takes the unit down for a reason, release lets it return.
func (u *Unit) stop(r reason) {
	u.stops[r]++
	u.shut()
}

func (u *Unit) release(r reason) {
	u.stops[r]--
	u.wake()
}

// halt keeps a unit down, or lets it return, as its river allows.
func (u *Unit) halt(halted bool) {
	if halted == u.halted {
		return
	}
	if u.halted = halted; halted {
		u.shut()
	}
	u.wake()
}

// refuelled ends a planned outage: the core is fresh, free of poison and at the
// beginning of its cycle.
func (u *Unit) refuelled() {
	u.catchUp()
	u.planned = false
	u.burnupD = 0
	u.conditioned = false
	u.iodine, u.Xenon, u.settled = 0, 0, u.level == 0
	u.refresh()
}

// trip takes the unit to zero power at once.
func (u *Unit) trip() {
	u.catchUp()
	u.forced = true
	u.trips++
	u.phase = shutDown
	u.setLevel(0)
	u.wake()
}
