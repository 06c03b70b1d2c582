package reactor

import "caloduc/sim"

// start begins the unit's processes at the engine's current minute.
func (u *Unit) start(e *sim.Engine) {
	e.Process("reactor."+u.name+".outages", u.runOutages)
	e.Process("reactor."+u.name+".trips", u.runForced)
}

// runOutages is the life of the unit from refuelling to refuelling.
func (u *Unit) runOutages(p *sim.Process) error {
	restart := p.Now() - days(u.position.sinceD)
	if u.planned {
		p.Wait(u.position.remaining)
		u.refuelled()
		restart = p.Now()
	}
	for {
		start, length := u.planner.next(restart)
		if start < p.Now() { // the first outage, too late to bring it forward
			start = restart + days(u.spec.CycleLengthD)
		}
		p.WaitUntil(start)
		u.beginOutage()
		p.Wait(length)
		u.refuelled()
		restart = p.Now()
	}
}

// runForced trips the unit at random while it is in operation and repairs it.
func (u *Unit) runForced(p *sim.Process) error {
	f := &u.spec.Forced
	rate := f.ScramsPerYear + f.FailuresPerYear
	if rate == 0 {
		return nil
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
	}
}

// beginOutage takes the unit down for refuelling.
func (u *Unit) beginOutage() {
	u.planned = true
	u.outages++
	if u.phase != shutDown {
		u.phase = shuttingDown
	}
}

// refuelled ends a planned outage: the core is fresh, free of poison and at the
// beginning of its cycle.
func (u *Unit) refuelled() {
	u.planned = false
	u.burnupD = 0
	u.conditioned = false
	u.iodine, u.Xenon, u.settled = 0, 0, u.level == 0
	u.stretchOut()
}

// trip takes the unit to zero power at once.
func (u *Unit) trip() {
	u.forced = true
	u.trips++
	u.phase = shutDown
	u.setLevel(0)
}
