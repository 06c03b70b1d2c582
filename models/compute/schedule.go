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

// draw makes one run of the stream: its size is lognormal and grows over the
// years, its GPUs follow from the time it wants to take. nil: no hall is open.
func (x *mix) draw(r *rand.Rand, now sim.Minute) *job {
	if x.largest() == nil {
		return nil
	}
	s := x.spec
	j := &job{fp8: s.Precision == "fp8"}
	years := float64(now-x.c.cal.MinuteOf(s.ReferenceDate)) / 525960
	j.flop = s.MedianFLOP * math.Pow(s.GrowthPerYear, years) * math.Exp(s.SizeSpread*r.NormFloat64())
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
		wantFLOPS: r.FLOP / (s.TargetD * 86400), power: power, listed: true}
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
	d, mtbf := x.spec.CheckpointS/60, x.spec.MTBFGPUh*60/gpus
	tau := x.spec.CheckpointIntervalMin
	if math.IsNaN(tau) {
		tau = DalyInterval(d, mtbf)
	}
	most := float64(h.schedulable) * j.peakFLOPS(h.spec) * j.mfu * 86400 * x.spec.MaxD
	return min(j.flop, most) / (rate * 60) / max(0.01, ETTR(tau, d, x.spec.RestartMin, mtbf))
}

// submit queues a run, or turns it away when too many wait already.
func (x *mix) submit(j *job) {
	if !j.listed && len(x.queue) >= x.spec.MaxQueue {
		x.c.sum.turnedAway++
		return
	}
	x.queue = append(x.queue, j)
	x.schedule(x.engine.Now())
}

// schedule starts what can start and counts what still waits.
func (x *mix) schedule(now sim.Minute) {
	x.startWaiting(now)
	x.c.sum.jobsQueued = float64(len(x.queue))
}

// startWaiting starts what can start: first in, first out, then EASY backfill
// (Lifka 1995, doi:10.1007/3-540-60153-8_35): a later run may start if it fits
// now and does not delay the first one's earliest start.
func (x *mix) startWaiting(now sim.Minute) {
	x.topUp(now)
	for len(x.queue) > 0 && x.place(x.queue[0], now) {
		x.queue = slices.Delete(x.queue, 0, 1)
		x.topUp(now)
	}
	if len(x.queue) < 2 {
		return
	}
	r := x.reserve(x.queue[0], now)
	for i := 1; i < len(x.queue); {
		if x.backfill(x.queue[i], &r, now) {
			x.queue = slices.Delete(x.queue, i, i+1)
			x.topUp(now)
		} else {
			i++
		}
	}
}

// topUp draws runs until as many wait as the backlog wants.
func (x *mix) topUp(now sim.Minute) {
	if x.spec.open() {
		return
	}
	for len(x.queue) < x.spec.Backlog {
		j := x.draw(x.runRand, now)
		if j == nil {
			return
		}
		x.queue = append(x.queue, j)
	}
}

// place starts a run in the fastest hall with enough free GPUs.
func (x *mix) place(j *job, now sim.Minute) bool {
	for _, h := range x.order {
		if n := x.fits(j, h, now); n > 0 {
			x.launch(j, h, n, now)
			return true
		}
	}
	return false
}

// fits returns the GPUs a run would take in a hall now, 0 where it cannot.
func (x *mix) fits(j *job, h *hall, now sim.Minute) int {
	h.mendUntil(now)
	if n := j.gpusIn(h, x.spec.MinHallFraction); n <= h.free() {
		return n
	}
	return 0
}

func (x *mix) launch(j *job, h *hall, n int, now sim.Minute) {
	j.begin(h, n, now, x.spec)
	x.planFailures(j, now)
}

// reservation is where and when the first waiting run will start, and how many
// GPUs of that hall it will leave free.
type reservation struct {
	hall  *hall
	at    float64
	extra int
}

// reserve finds the hall where the run can start first, by the estimated ends of
// the runs there. The zero reservation: nowhere.
func (x *mix) reserve(j *job, now sim.Minute) reservation {
	best := reservation{at: math.Inf(1)}
	for _, h := range x.order {
		n := j.gpusIn(h, x.spec.MinHallFraction)
		if n == 0 {
			continue
		}
		ends := slices.Clone(h.jobs)
		slices.SortStableFunc(ends, func(a, b *job) int {
			if a.endEstimate(x.spec.RestartMin) < b.endEstimate(x.spec.RestartMin) {
				return -1
			}
			return 1
		})
		free, at := h.free(), float64(now)
		for _, o := range ends {
			if free >= n {
				break
			}
			free += o.gpus
			at = max(at, o.endEstimate(x.spec.RestartMin))
		}
		if free >= n && at < best.at {
			best = reservation{hall: h, at: at, extra: free - n}
		}
	}
	return best
}

// backfill starts a later run if it leaves the reservation alone.
func (x *mix) backfill(j *job, r *reservation, now sim.Minute) bool {
	for _, h := range x.order {
		n := x.fits(j, h, now)
		if n == 0 {
			continue
		}
		if h == r.hall {
			perGPU := j.peakFLOPS(h.spec) * j.mfu
			ends := float64(now) + j.flop/(float64(n)*perGPU*60)
			if ends > r.at && n > r.extra {
				continue
			}
			if ends > r.at {
				r.extra -= n
			}
		}
		x.launch(j, h, n, now)
		return true
	}
	return false
}
