package compute

import (
	"math"
	"math/rand/v2"
	"slices"

	"caloduc/sim"
)

// largest is the open hall that does most FLOP in a day, nil if none is open.
func (x *mix) largest() *hall {
	var best *hall
	most := 0.0
	for _, h := range x.c.halls {
		if v := float64(h.schedulable) * h.spec.PeakTFLOPS; h.isOpen && v > most {
			best, most = h, v
		}
	}
	return best
}

// mostFLOP is the largest run that is drawn: growth ends there, a million times above
// the largest run of 2025, so that numbers stay numbers in any year.
const mostFLOP = 1e33

// mostYearsBack is how far before its reference date the size of runs still shrinks:
// before 2016 no fit holds, and runs on today's machines would last seconds.
const mostYearsBack = 10

// draw makes one run of the stream: its size is lognormal and grows over the
// years, its GPUs follow from the time it wants to take. nil: no hall is open.
func (x *mix) draw(r *rand.Rand, now sim.Minute) *job {
	if x.largest() == nil {
		return nil
	}
	s := x.spec
	x.drawnRuns++
	j := &job{fp8: s.Precision == "fp8", account: unknown(x.drawnRuns, "")}
	years := max(-mostYearsBack, float64(now-x.c.cal.MinuteOf(s.ReferenceDate))/sim.MinutesPerYear)
	j.flop = min(s.MedianFLOP*math.Pow(s.GrowthPerYear, years)*math.Exp(s.SizeSpread*r.NormFloat64()), mostFLOP)
	j.mfu = min(0.7, max(0.1, s.MFU+s.MFUSpread*r.NormFloat64()))
	days := min(s.MaxD, s.TargetD*math.Exp(s.DurationSpread*r.NormFloat64()))
	j.wantFLOPS = j.flop / (days * 86400)
	j.power = s.drawPower(r)
	return j
}

// drawPower draws the power of a run's GPUs over their rating.
func (s *GPUPowerSpec) drawPower(r *rand.Rand) float64 {
	return s.Power + s.PowerSpread*r.NormFloat64()
}

// listed makes a run of the file.
func (s *TrainingMix) listed(r *RunSpec, power float64) *job {
	return &job{flop: r.FLOP, mfu: r.MFU, fp8: r.Precision == "fp8", wantGPUs: r.GPUs,
		wantFLOPS: r.FLOP / (s.TargetD * 86400), power: power, listed: true, account: unknown(0, r.Name)}
}

// workMinutes is how long all open halls together need for a run, failures
// counted in.
func (x *mix) workMinutes(j *job) float64 {
	rate := 0.0
	for _, h := range x.c.halls {
		if h.isOpen {
			rate += float64(h.schedulable) * j.peakFLOPS(h.spec) * j.mfu
		}
	}
	h := x.largest()
	gpus := float64(max(1, j.gpusIn(h, x.spec.MinHallFraction)))
	d, mtbf := x.spec.CheckpointS/60, x.spec.mtbfMin(h.spec, gpus)
	tau := x.spec.checkpointMin(mtbf)
	most := float64(h.schedulable) * j.peakFLOPS(h.spec) * j.mfu * 86400 * x.spec.MaxD
	return min(j.flop, most) / (rate * 60) / max(0.01, ETTR(tau, d, x.spec.RestartMin, mtbf))
}

// submit queues a run, or turns it away when too many wait already.
func (x *mix) submit(j *job) {
	if !j.listed && len(x.queue) >= x.spec.MaxQueue {
		x.c.sum.turnedAway++
		return
	}
	j.submitMin = float64(x.engine.Now())
	x.queue = append(x.queue, j)
	x.schedule(x.engine.Now())
}

// schedule carries out what the policy decides and counts what still waits.
func (x *mix) schedule(now sim.Minute) {
	x.now = now
	x.topUp()
	for d := range x.decide(&x.site) {
		if d.hall == nil {
			x.release(d.run)
			continue
		}
		x.queue = slices.DeleteFunc(x.queue, func(j *job) bool { return j == d.run })
		x.launch(d.run, d.hall)
		x.topUp()
	}
	x.c.sum.jobsQueued = float64(len(x.queue))
}

// topUp draws runs until as many wait as the backlog wants.
func (x *mix) topUp() {
	if x.spec.open() {
		return
	}
	for len(x.queue) < x.spec.Backlog {
		j := x.draw(x.runRand, x.now)
		if j == nil {
			return
		}
		j.submitMin = float64(x.now)
		x.queue = append(x.queue, j)
	}
}

// launch starts a run in a hall where it fits.
func (x *mix) launch(j *job, h *hall) {
	j.begin(h, x.fits(j, h), x.now, x.spec)
	x.planFailures(j, x.now)
	x.planMaintenance(j, x.now)
}

// release takes a run off its hall: it waits again, with what it has saved,
// unless it has ended.
func (x *mix) release(j *job) {
	j.leave()
	if j.ended {
		x.c.sum.finished++
		if j.endMin = float64(x.engine.Now()); x.c.table != nil {
			x.gone = append(x.gone, j)
		}
		return
	}
	x.queue = append(x.queue, j)
}
