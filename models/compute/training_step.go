package compute

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/record"
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

func (x *mix) declare(record.Group) {}
func (x *mix) notices() sim.Notices { return nil }

// step computes every open hall's minute.
func (x *mix) step(m sim.Minute, in []Limit) {
	if m >= x.smallNext {
		x.smallNext = m + smallEvery
		x.occupy()
	}
	random := uint64(0)
	halls := x.c.halls
	in = in[:len(halls)]
	for i, h := range halls {
		if i&7 == 0 { // eight bytes serve eight halls
			random = x.powerRand.Uint64()
		}
		if h.isOpen {
			if stopped := in[i].Stopped; stopped != h.stoppedShare || h.starving {
				x.stopRacks(h, m, stopped)
			}
			h.noise = x.noise.next(h.noise, random)
			if throughput := h.minute(m, &in[i]); throughput < 1 || h.ending {
				x.interrupt(h, m)
			}
		}
		random >>= 8
	}
}

// stopRacks has racks of a hall stop, or come back, and runs wait for what they lack.
func (x *mix) stopRacks(h *hall, m sim.Minute, stopped float64) {
	if stopped != h.stoppedShare {
		if stopped < h.stoppedShare { // there is room for more
			x.engine.At(m+1, x.runName, func() error {
				x.schedule(x.engine.Now())
				return nil
			})
		}
		x.c.sum.interruptions += h.stop(stopped, m, x.domainRand.Float64())
	}
	h.mendUntil(m)
	h.starve(m)
}

// occupy changes the share of the GPUs left by runs that small jobs use.
func (x *mix) occupy() {
	x.smallX = x.small.next(x.smallX, x.powerRand.Uint64())
	share := min(1, max(0, x.spec.Background+x.smallX))
	for _, h := range x.c.halls {
		h.occupied = share
		h.countSmall()
	}
}

// minute computes an open hall's minute and returns the throughput that caps have
// left of it.
func (h *hall) minute(m sim.Minute, in *Limit) float64 {
	if m >= h.mended {
		h.mendUntil(m)
	}
	c := h.conditions(in)
	d := h.together.demand(h.noise)
	if m >= h.calm || h.clock+1 >= h.together.ends {
		d = h.advance(m)
	}
	d.dynamic += h.small.dynamic
	d.active += h.small.active
	throughput := h.settle(c, d)
	h.clock += throughput
	return throughput
}

// interrupt takes back what a cap has cost the hall's runs in this minute, sends
// off those that are done and stops all where racks lost power.
func (x *mix) interrupt(h *hall, m sim.Minute) {
	lost := h.ThrottledFraction
	if lost > 0 {
		h.slow(lost)
	}
	if h.ending {
		x.end(h, m)
	}
	if lost > 0 && h.off {
		x.blackout(h, m)
	}
}

// advance lets the hall's runs do their minute as if no cap bound: it adds up
// what they would draw and books their progress. Where events have booked nothing
// and loose runs only wait, the next minutes make the same progress, until the
// first of them runs again or something disturbs the hall.
func (h *hall) advance(m sim.Minute) demand {
	h.sort(m)
	h.calm, h.ending, *h.stale = math.MaxInt64, false, true
	if h.booked != (book{}) {
		h.calm = m
	}
	h.LostGPUs, h.LostPFLOPS = h.booked.lostGPUs, h.booked.lostPFLOPS
	useful, pflops := h.booked.usefulGPUs, h.booked.usefulPFLOPS
	h.booked = book{}
	d := h.together.demand(h.noise)
	useful += h.together.useful
	pflops += h.together.pflops
	swing := h.together.swingMW
	for _, j := range h.loose { // what ran before a failure is booked already
		after := max(0, min(1, float64(m+1)-j.resumeAt))
		ran := j.carry + after
		j.carry = 0
		j.drawn += ran
		d.dynamic += ran * j.n * j.mean
		d.active += ran * j.n
		swing += ran * j.swingMW
		j.work = after * j.share
		if left := j.remaining - j.since; j.work >= left {
			j.work, h.ending = left, true
		}
		j.since += j.work
		useful += j.work * j.n
		pflops += j.work * j.pflops
		if ran > 0 || h.ending {
			h.calm = m
		} else {
			h.calm = min(h.calm, sim.Minute(math.Floor(j.resumeAt)))
		}
	}
	h.SwingMW = swing
	h.ProductiveGPUs, h.TrainingPFLOPS = useful, pflops
	return d
}

// slow takes back the share of the minute's work that a cap has cost.
func (h *hall) slow(lost float64) {
	h.disturb()
	*h.stale = true
	h.ProductiveGPUs -= lost * h.together.useful
	h.TrainingPFLOPS -= lost * h.together.pflops
	for _, j := range h.loose {
		cut := lost * j.work
		j.since -= cut
		h.ProductiveGPUs -= cut * j.n
		h.TrainingPFLOPS -= cut * j.pflops
	}
}

// end sends off the runs that are done.
func (x *mix) end(h *hall, m sim.Minute) {
	for _, j := range h.loose {
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
			x.release(j)
			x.schedule(x.engine.Now())
		}
		return nil
	})
}

// blackout stops the runs of a hall whose racks lost power: they go back to
// their last checkpoint and restart when power is back.
func (x *mix) blackout(h *hall, m sim.Minute) {
	before := h.dark == m-1
	h.dark = m
	for _, j := range h.jobs {
		if !before {
			j.lose(float64(m), m, inStorage)
			x.c.sum.interruptions++
		}
		j.resume(float64(m+1) + j.restart)
	}
}
