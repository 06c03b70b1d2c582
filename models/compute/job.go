package compute

import (
	"math"
	"slices"

	"caloduc/sim"
)

// job is one training run. Progress is counted in minutes of productive time at
// full speed on the GPUs it holds.
type job struct {
	// Its progress.
	fullFrom  sim.Minute // from here on it runs whole minutes
	resumeAt  float64    // minute (with fraction) from which it runs
	carry     float64    // share of this minute it ran before a failure
	mean      float64    // mean utilisation of the span from idle to rated power, checkpoints mixed in
	n         float64    // GPUs it holds
	swingMW   float64
	share     float64 // productive share of running time: tau/(tau+d)
	steady    bool    // see steady.go
	from      float64 // where the hall's clock stood at the last restart, while steady
	ends      float64 // where it will stand when the run has done its work, while steady
	since     float64 // productive minutes since the last restart, while loose: see done
	remaining float64 // productive minutes to do, counted from the last restart's checkpoint
	pflops    float64 // model PFLOP/s at full speed
	work      float64 // productive minutes done in this minute, caps aside, while loose

	recovery

	// While it runs.
	hall    *hall
	epoch   int // distinguishes this stay in a hall from earlier ones
	running bool
	starved bool // it waits for GPUs in place of racks that have stopped
	ended   bool
	gpus    int
	tau     float64 // minutes of work between checkpoints
	cycle   float64 // tau and the checkpoint, minutes
	mtbf    float64 // minutes between failures

	// What it is.
	flop      float64 // model FLOP still to do when it was last queued
	mfu       float64
	fp8       bool
	wantGPUs  int     // fixed number; 0: as many as wantFLOPS asks for
	wantFLOPS float64 // model FLOP/s
	power     float64 // power of its GPUs over their rating while training
	listed    bool    // from the file, not from the stream

	account
}

// peakFLOPS is the dense peak of one GPU of the hall at the job's precision.
func (j *job) peakFLOPS(s *HallSpec) float64 {
	peak := s.PeakTFLOPS * 1e12
	if j.fp8 {
		peak *= s.FP8Factor
	}
	return peak
}

// gpusIn is how many GPUs the job takes in a hall, 0 where it cannot run there:
// a fixed number must fit into what the hall can schedule; a free one is rounded
// up to whole nodes between the smallest share of a hall and all of it.
func (j *job) gpusIn(h *hall, minShare float64) int {
	if !h.isOpen {
		return 0
	}
	node := h.spec.GPUsPerNode
	nodes := func(n float64) int { return int(math.Ceil(n/float64(node)-1e-9)) * node }
	if j.wantGPUs > 0 {
		if n := nodes(float64(j.wantGPUs)); n <= h.schedulable {
			return n
		}
		return 0
	}
	want := max(j.wantFLOPS/(j.peakFLOPS(h.spec)*j.mfu), minShare*float64(h.schedulable))
	return min(h.schedulable, nodes(min(want, float64(h.schedulable))))
}

// begin puts the job on n GPUs of a hall at minute now. A run of the stream that
// would take longer than the longest run is cut to that.
func (j *job) begin(h *hall, n int, now sim.Minute, s *TrainingMix) {
	j.hall, j.gpus, j.n, j.running = h, n, float64(n), true
	perGPU := j.peakFLOPS(h.spec) * j.mfu
	if j.epoch == 0 && !j.listed {
		j.flop = min(j.flop, j.n*perGPU*86400*s.MaxD)
	}
	j.epoch++
	j.pflops = j.n * perGPU * 1e-15
	j.mtbf = s.mtbfMin(h.spec, j.n)
	j.plan(s)
	idle := h.spec.IdlePowerW / h.spec.ChipPowerW
	level := min(1, max(0, (j.power-idle)/(1-idle)))
	j.mean = j.share*s.filled(level) + (1-j.share)*s.floor()
	j.swingMW = j.n * h.spanMW * (s.SwingHigh - s.floor()) * (1 - h.spec.SwingSmoothingFraction)
	j.remaining = j.flop / (j.n * perGPU * 60)
	j.since, j.carry, j.starved = 0, 0, false
	j.begins(j, now)
	j.resumeAt, j.fullFrom = float64(now), now
	h.jobs, h.loose = append(h.jobs, j), append(h.loose, j)
	h.disturb()
	h.allocated += n
	h.count()
}

// leave takes the job off its hall; what it saved stays done.
func (j *job) leave() {
	h := j.hall
	j.loosen()
	this := func(o *job) bool { return o == j }
	if p := j.closes(); h.use.keeps {
		h.use.parts = append(h.use.parts, p)
	}
	h.jobs, h.loose = slices.DeleteFunc(h.jobs, this), slices.DeleteFunc(h.loose, this)
	h.allocated -= j.gpus
	h.count()
	j.flop = max(0, j.remaining-j.since) * j.pflops * 1e15 * 60
	j.running, j.hall = false, nil
}

// endEstimate is when the job should end, failures counted in.
func (j *job) endEstimate() float64 {
	d := j.cycle - j.tau
	return j.resumeAt + (j.remaining-j.done())/max(0.01, ETTR(j.tau, d, j.restart, j.mtbf))
}
