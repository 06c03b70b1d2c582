package compute

import (
	"fmt"
	"math"
	"slices"

	"caloduc/sim"
)

// failures are those of a job during one stay in a hall. Failures of n GPUs are a
// Poisson process of n times the rate of one, whether the job works, writes a
// checkpoint or restarts; each is one event.
type failures struct {
	x     *mix
	j     *job
	epoch int     // the stay
	at    float64 // time of the next one, in minutes
	event func() error
}

// planFailures sets the first failure of a job that has just been put in a hall.
func (x *mix) planFailures(j *job, now sim.Minute) {
	f := &failures{x: x, j: j, epoch: j.epoch, at: float64(now)}
	f.event = f.happen
	f.next()
	f.plan()
}

// next draws the time of the next failure.
func (f *failures) next() { f.at += f.x.failRand.ExpFloat64() * f.j.mtbf }

// plan registers the next failure.
func (f *failures) plan() {
	f.x.engine.At(sim.Minute(math.Floor(f.at)), f.x.failName, f.event)
}

// happen interrupts the job by all failures of this minute.
func (f *failures) happen() error {
	now := f.x.engine.Now()
	for n := 0; f.at < float64(now+1); n++ {
		if n == mostFailures {
			return fmt.Errorf("a run on %d GPUs fails %d times within a minute, every %.3g minutes: mtbf_GPUh is too small for it", f.j.gpus, n, f.j.mtbf)
		}
		if !f.j.running || f.j.epoch != f.epoch || f.j.doneBy(f.at, now) {
			return nil
		}
		f.x.fail(f.j, f.at, now)
		f.next()
	}
	f.plan()
	return nil
}

// mostFailures is the number of failures of one run within a minute from which the
// model ends: no machine so large or so frail computes.
const mostFailures = 1000

// doneBy tells whether the job has done all its work by time f of minute now.
func (j *job) doneBy(f float64, now sim.Minute) bool {
	part := max(0, f-max(float64(now), j.resumeAt))
	return j.done()+part*j.share >= j.remaining
}

// fail interrupts the job at time f, within minute now.
func (x *mix) fail(j *job, f float64, now sim.Minute) {
	x.c.sum.interruptions++
	from := inStorage
	if j.memory {
		from = x.spec.back(x.failRand.Float64())
	}
	j.lose(f, now, from)
	what, wait := j.hall.failing(x.failRand.Float64()), 0.0
	x.c.sum.fail(what)
	if nodes, repairMin := x.spec.repair(what, j.hall.spec); nodes > 0 {
		wait = j.hall.breakNodes(f, nodes, repairMin)
		if j.hall.darkGPUs > 0 {
			j.starved, j.hall.starving = true, true
		}
	}
	j.resume(f + wait + j.restartMin(from))
}

// lose throws away the work since the last checkpoint of those that the run goes back to.
// Minutes are booked at the mean productive share; here the booking is made exact: of a
// running time t since the restart, whole cycles are kept.
func (j *job) lose(f float64, now sim.Minute, from saved) {
	j.loosen()
	if from != beforehand {
		j.stops++
	}
	t := f - j.resumeAt
	part, done := 0.0, 0.0
	if t > 0 {
		part = f - max(float64(now), j.resumeAt) // run in this minute, not yet booked
		j.carry += part
		done = j.since + part*j.share
	} else if j.ahead == 0 {
		return
	}
	kept := j.kept(done, t, from)
	j.hall.disturb()
	b := &j.hall.booked
	b.usefulGPUs += part * j.share * j.n
	b.usefulPFLOPS += part * j.share * j.pflops
	b.lostGPUs += (done - kept) * j.n
	b.lostPFLOPS += (done - kept) * j.pflops
	j.remaining -= kept
	j.since = 0
}

// resume lets the job run again from time at, in minutes.
func (j *job) resume(at float64) {
	j.loosen()
	j.hall.disturb()
	j.resumeAt = at
	j.fullFrom = sim.Minute(math.Ceil(at))
}

// breakNodes takes nodes out for repair, as far as they stand, and returns how long the job
// waits for replacements: nodes that no run holds stand in at once; where they are too few,
// the job waits for the repair that frees the last.
func (h *hall) breakNodes(f float64, nodes int, repairMin float64) float64 {
	h.mendUntil(sim.Minute(math.Floor(f)))
	back := sim.Minute(math.Ceil(f + repairMin))
	for range min(nodes, h.gpus/h.spec.GPUsPerNode-len(h.repairs)) {
		i, _ := slices.BinarySearch(h.repairs, back)
		h.repairs = slices.Insert(h.repairs, i, back)
	}
	h.count()
	unheld := (h.gpus - h.darkGPUs - h.allocated) / h.spec.GPUsPerNode
	if short := min(len(h.repairs)-unheld, len(h.repairs)); short > 0 { // what dark racks lack beyond repairs: see starve
		return float64(h.repairs[short-1]) - f
	}
	return 0
}
