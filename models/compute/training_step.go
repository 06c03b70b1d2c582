package compute

import (
	"math"

	"caloduc/sim"
)

// ar1 is a stationary first-order autoregression of a given standard deviation,
// driven by uniform steps: cheap, and normal to all purposes over a memory of
// several steps (excess kurtosis -1.2 (1-phi²)²/(1-phi⁴)).
type ar1 struct{ phi, kick, centre float64 }

// newAR1 returns the process of standard deviation sd whose correlation falls to
// 1/e in memory steps.
func newAR1(sd, memory float64) ar1 {
	phi := math.Exp(-1 / memory)
	// A uniform on 0..255 has variance (256² - 1)/12.
	kick := sd * math.Sqrt((1-phi*phi)*12/(256*256-1))
	return ar1{phi: phi, kick: kick, centre: 127.5 * kick}
}

// next is the value after x; the low byte of v is the random step.
func (a *ar1) next(x float64, v uint64) float64 {
	return a.phi*x + (a.kick*float64(int64(v&0xff)) - a.centre)
}

// smallEvery is how often the small jobs' occupancy changes.
const smallEvery = 15 * sim.Minute(1)

// step computes every open hall's minute.
func (x *mix) step(m sim.Minute, in []Limit) {
	if m >= x.smallNext {
		x.smallNext = m + smallEvery
		x.smallX = x.small.next(x.smallX, x.powerRand.Uint64())
		x.occupied = min(1, max(0, x.spec.Background+x.smallX))
	}
	for i, h := range x.c.halls {
		if !h.isOpen {
			continue
		}
		if len(h.repairs) > 0 && h.repairs[0] <= m {
			h.mendUntil(m)
		}
		small := x.occupied * h.unheld
		d, ending := x.advance(h, m)
		d.dynamic += small * x.spec.BackgroundUse
		d.active += small
		h.GPUsBackground = small
		throughput := h.settle(d, h.climate(&in[i]), h.limit(&in[i]))
		if throughput < 1 {
			h.slow(1 - throughput)
		}
		if ending {
			x.end(h, m)
		}
		if h.off {
			x.blackout(h, m)
		}
		h.dark = h.off
	}
	x.c.sum.jobsQueued = float64(len(x.queue))
}

// advance lets the hall's runs do their minute as if no cap bound: it adds up
// what they would draw and books their progress. ending tells that a run has
// done its last.
func (x *mix) advance(h *hall, m sim.Minute) (d demand, ending bool) {
	busy, swing := 0.0, 0.0
	useful, pflops := h.booked.usefulGPUs, h.booked.usefulPFLOPS
	h.LostGPUs, h.LostPFLOPS = h.booked.lostGPUs, h.booked.lostPFLOPS
	h.booked = book{}
	random := uint64(0)
	for i, j := range h.jobs {
		if i&7 == 0 { // eight bytes serve eight runs
			random = x.powerRand.Uint64()
		}
		j.x = x.noise.next(j.x, random)
		random >>= 8
		u := j.mean + j.x
		if u > 1 {
			u = 1
		} else if u < 0 {
			u = 0
		}
		n, work := j.n, j.share
		busy += n
		if m >= j.fullFrom && j.carry == 0 {
			swing += j.swingMW
		} else { // what ran before a failure is booked already
			after := max(0, min(1, float64(m+1)-j.resumeAt))
			n *= j.carry + after
			work *= after
			swing += (j.carry + after) * j.swingMW
			j.carry = 0
		}
		d.dynamic += n * u
		d.active += n
		if left := j.remaining - j.since; work >= left {
			work, ending = left, true
		}
		j.work = work
		j.since += work
		useful += work * j.n
		pflops += work * j.pflops
	}
	h.GPUsBusy, h.SwingMW = busy, swing
	h.ProductiveGPUs, h.TrainingPFLOPS = useful, pflops
	h.JobsRunning = float64(len(h.jobs))
	return d, ending
}

// slow takes back the share of the minute's work that a cap has cost.
func (h *hall) slow(lost float64) {
	for _, j := range h.jobs {
		cut := lost * j.work
		j.since -= cut
		h.ProductiveGPUs -= cut * j.n
		h.TrainingPFLOPS -= cut * j.pflops
	}
}

// end sends off the runs that are done.
func (x *mix) end(h *hall, m sim.Minute) {
	for _, j := range h.jobs {
		if j.since >= j.remaining-1e-9 && !j.ended {
			j.since = j.remaining
			x.planEnd(j, m+1)
		}
	}
}

// planEnd takes the finished job off its hall at minute m.
func (x *mix) planEnd(j *job, m sim.Minute) {
	j.ended = true
	x.engine.At(m, x.runName, func() error {
		if j.running {
			j.leave()
			x.c.sum.finished++
			x.schedule(x.engine.Now())
		}
		return nil
	})
}

// blackout stops the runs of a hall whose racks lost power: they go back to
// their last checkpoint and restart when power is back.
func (x *mix) blackout(h *hall, m sim.Minute) {
	for _, j := range h.jobs {
		if !h.dark {
			j.lose(float64(m), m)
			x.c.sum.interruptions++
		}
		j.resume(float64(m+1) + x.spec.RestartMin)
	}
}
