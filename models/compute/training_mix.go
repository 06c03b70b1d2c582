package compute

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

const (
	epochFit       = param.Source("own fit to Epoch AI notable models since 2020 (epochai.org, CC BY 4.0), 80 runs of at least 1e23 FLOP")
	llama3         = param.Source("Grattafiori et al. 2024, The Llama 3 Herd of Models (arXiv 2407.21783), section 3.3.4")
	llama3Failures = llama3 + ": 419 unexpected interruptions of 16,384 GPUs in 54 days"
	swings         = param.Source("arXiv 2508.14318: compute phases near rated power, communication and checkpoints near idle")
)

// TrainingMix is a stream of training runs given by FLOP, GPUs and MFU, with
// runs listed by name beside it, and small jobs on the GPUs that runs leave.
//
// A run stays inside one hall. Who starts when is the scheduler's to decide.
type TrainingMix struct {
	Runs []*RunSpec

	InitialBusyFraction float64
	Backlog             int
	OfferedLoad         float64
	RunsPerYear         float64
	MedianFLOP          float64
	SameAs              string
	ReferenceDate       time.Time
	GrowthPerYear       float64
	SizeSpread          float64
	MFU, MFUSpread      float64
	Precision           string
	TargetD, MaxD       float64
	DurationSpread      float64
	MinHallFraction     float64
	MaxQueue            int
	Scheduler           string

	FailureSpec
	RecoverySpec
	GPUPowerSpec
	PhaseSpec
	BackgroundSpec
}

// RunSpec is one training run of the file.
type RunSpec struct {
	Name      string
	FLOP      float64
	GPUs      int
	MFU       float64
	Precision string
	Submit    time.Time
}

var precisions = []string{"bf16", "fp8"}

// Params declares the run's keys.
func (s *RunSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the run").Require()
	p.Float(&s.FLOP, "training_FLOP", 0, param.Above(0), "model FLOP of the whole run", "").Require()
	p.Int(&s.GPUs, "gpus", 0, param.AtLeast(0), "GPUs it runs on, rounded up to nodes; 0: as many as finish in target_duration_d", param.Assumption)
	p.Float(&s.MFU, "mfu", 0.36, param.AboveTo(0, 1), "model FLOPs utilisation at the given precision's dense peak", epochFit)
	p.Choice(&s.Precision, "precision", "bf16", precisions, "arithmetic that sets the peak")
	p.Date(&s.Submit, "submit", time.Time{}, "day it is submitted; absent: when the counted time begins")
}

// Params declares the keys of the training mix.
func (s *TrainingMix) Params(p *param.Set) {
	p.String(&s.SameAs, "same_as", "", "name of a campus whose runs, failures and settings this one shares, draw for draw: what then differs is no chance. The table's other keys are that campus'")
	param.List(p, &s.Runs, "run", "name", "training runs given by name, beside the stream")
	p.Float(&s.InitialBusyFraction, "initial_busy_fraction", 0.85, param.Fraction(),
		"share of the GPUs there at the start that training runs hold already", param.Assumption)
	p.Int(&s.Backlog, "backlog", 4, param.Between(0, 100),
		"runs that always wait, where the stream has neither offered_load nor runs_per_year: demand that never runs dry; 0: no stream", param.Assumption)
	p.Float(&s.OfferedLoad, "offered_load", param.Auto, param.Above(0),
		"training work arriving at random over what the open halls can do; absent: see backlog", param.Assumption)
	p.Float(&s.RunsPerYear, "runs_per_year", param.Auto, param.Above(0),
		"runs arriving in a year (Poisson), in place of offered_load; absent: see backlog", param.Assumption)
	p.Float(&s.MedianFLOP, "median_FLOP", 7.2e24, param.Above(0), "median size of a run at reference_date", epochFit)
	p.Date(&s.ReferenceDate, "reference_date", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), "day of median_FLOP")
	p.Float(&s.GrowthPerYear, "size_growth_factor", 1.94, param.Above(0), "growth of the median size in a year, as a factor", epochFit)
	p.Float(&s.SizeSpread, "size_spread", 1.5, param.Between(0, 5), "standard deviation of the logarithm of size", epochFit)
	p.Float(&s.MFU, "mfu", 0.36, param.AboveTo(0, 1), "mean model FLOPs utilisation of the stream",
		"own fit to Epoch AI (CC BY 4.0): 30 runs since 2020, mean 0.36, standard deviation 0.11")
	p.Float(&s.MFUSpread, "mfu_spread", 0.11, param.Between(0, 0.3), "standard deviation of MFU between runs (held within 0.1 and 0.7)",
		"own fit to Epoch AI (CC BY 4.0): 30 runs since 2020")
	p.Choice(&s.Precision, "precision", "bf16", precisions, "arithmetic of the stream's runs")
	p.Float(&s.TargetD, "target_duration_d", 48, param.Above(0), "median time in which a run wants to finish, which sets its GPUs",
		"own fit to Epoch AI (CC BY 4.0): 45 runs of at least 1e23 FLOP, median 48 days")
	p.Float(&s.DurationSpread, "duration_spread", 0.8, param.Between(0, 3), "standard deviation of the logarithm of that time", param.Assumption)
	p.Float(&s.MaxD, "max_duration_d", 180, param.Above(0),
		"longest run: a larger one of the stream is cut to what its GPUs do in that time",
		"own reading of Epoch AI (CC BY 4.0): the longest of 45 runs took 180 days")
	p.Float(&s.MinHallFraction, "min_hall_fraction", 0.1, param.Fraction(),
		"smallest share of a hall that a run takes; smaller work is among the small jobs", param.Assumption)
	p.Int(&s.MaxQueue, "max_queue", 20, param.Between(1, 1000), "runs that wait at most; later ones are turned away", param.Assumption)
	p.Choice(&s.Scheduler, "scheduler", policies[0].word, policyWords(),
		"who starts when: easy-backfill, first in, first out, but later runs may overtake where that does not delay the first; fifo, none overtakes")
	s.failureParams(p)
	s.recoveryParams(p)
	s.powerParams(p)
	s.phaseParams(p)
	s.backgroundParams(p)
}

// open tells whether runs arrive at random rather than from a backlog.
func (s *TrainingMix) open() bool { return !math.IsNaN(s.OfferedLoad) || !math.IsNaN(s.RunsPerYear) }

// Check reports combinations that cannot be.
func (s *TrainingMix) Check(report func(key, format string, args ...any)) {
	if !math.IsNaN(s.OfferedLoad) && !math.IsNaN(s.RunsPerYear) {
		report("runs_per_year", "give offered_load or runs_per_year, not both")
	}
	if s.MaxD < s.TargetD {
		report("max_duration_d", "%g days is shorter than the target of %g days", s.MaxD, s.TargetD)
	}
	if s.ExposedS >= s.StepS {
		report("exposed_communication_s", "%g s is not below step_s, %g s", s.ExposedS, s.StepS)
	}
	if s.EvaluateEveryS > 0 && s.EvaluateS >= s.EvaluateEveryS {
		report("evaluation_s", "%g s is not below evaluation_every_s, %g s", s.EvaluateS, s.EvaluateEveryS)
	}
	if s.SwingLow >= s.SwingHigh {
		report("swing_low_fraction", "%g is not below swing_high_fraction %g", s.SwingLow, s.SwingHigh)
	}
}

func (s *TrainingMix) build(c *Cluster, streams sim.Streams) (workload, error) {
	prefix := "campus." + cmp.Or(s.SameAs, c.name) + "."
	x := &mix{site: site{spec: s, halls: slices.Clone(c.halls)}, c: c,
		runRand:   streams.Stream(prefix + "runs"),
		gapRand:   streams.Stream(prefix + "arrivals"),
		fillRand:  streams.Stream(prefix + "initial_runs"),
		failRand:  streams.Stream(prefix + "failures"),
		powerRand: streams.Stream(prefix + "gpu_power"), domainRand: streams.Stream(prefix + "stopped_racks"),
		runName: prefix + "runs", failName: prefix + "failures"}
	x.noise = newAR1(s.NoiseSpread, s.NoiseMin)
	x.small = newAR1(s.BackgroundSpread, s.BackgroundHours*60/float64(smallEvery))
	largest := 0
	for _, h := range c.halls {
		h.smallUse = s.BackgroundUse
		h.failsUpTo, _ = s.split(h.spec)
		largest = max(largest, h.schedulable)
		if mtbf := s.mtbfMin(h.spec, float64(h.schedulable)); 1/mtbf > mostFailures/2 {
			return nil, fmt.Errorf("a run on the %d GPUs of hall %s fails every %.3g minutes: mtbf_GPUh is too small for it", h.schedulable, h.spec.Name, mtbf)
		}
	}
	for _, r := range s.Runs {
		if r.GPUs > largest {
			return nil, fmt.Errorf("run %q wants %d GPUs; the largest hall schedules %d (a run stays inside one hall)", r.Name, r.GPUs, largest)
		}
		x.listed = append(x.listed, s.listed(r, s.drawPower(streams.Stream(prefix+"run."+r.Name))))
	}
	fastestFirst(x.halls)
	for _, p := range policies {
		if p.word == s.Scheduler {
			x.decide = p.decide
		}
	}
	return x, nil
}

// mix is the state of a training mix.
type mix struct {
	site
	decide                     policy
	c                          *Cluster
	engine                     *sim.Engine
	runRand, gapRand, fillRand *rand.Rand
	failRand, powerRand        *rand.Rand
	domainRand                 *rand.Rand
	runName, failName          string

	listed    []*job // of the file, in its order
	noise     ar1    // of each run's utilisation
	small     ar1    // of the small jobs' occupancy
	smallX    float64
	smallNext sim.Minute
	streaming bool

	drawnRuns int
	gone      []*job // runs that ended in this hour
	smallUse  useRow // of small jobs
	taken     uses   // of both, so far
}

// start fills the halls that are there and begins the stream.
func (x *mix) start(e *sim.Engine) {
	x.engine = e
	now := e.Now()
	x.now, x.smallNext = now, now
	e.At(0, x.runName, func() error {
		x.forget()
		return nil
	})
	for i, r := range x.spec.Runs {
		at := max(now, 0)
		if !r.Submit.IsZero() {
			at = max(now, x.c.cal.MinuteOf(r.Submit))
		}
		e.At(at, x.runName, func() error {
			x.submit(x.listed[i])
			return nil
		})
	}
	x.fill(now)
	x.stream(now)
	x.schedule(now)
}

// fill starts runs at random points of their lives until the wanted share of
// GPUs is busy.
func (x *mix) fill(now sim.Minute) {
	total, busy := 0, 0
	for _, h := range x.c.halls {
		if h.isOpen {
			total += h.gpus
		}
	}
	for tries := 0; tries < 100 && float64(busy) < x.spec.InitialBusyFraction*float64(total); tries++ {
		j := x.draw(x.fillRand, now)
		if j == nil {
			return
		}
		j.flop *= 1 - x.fillRand.Float64()
		if h := x.fastest(j); h != nil {
			x.launch(j, h)
			j.startMin = math.NaN() // it has run before
			busy += j.gpus
		}
	}
}

func (x *mix) opened(h *hall, now sim.Minute) {
	h.failsUpTo, _ = x.spec.split(h.spec) // it may have other machines
	copy(x.halls, x.c.halls)
	fastestFirst(x.halls)
	x.stream(now)
	x.schedule(now)
}

// closing sends the hall's runs back to the queue with what they have saved.
func (x *mix) closing(h *hall, now sim.Minute) {
	for len(h.jobs) > 0 {
		x.release(h.jobs[0])
	}
	x.schedule(now)
}

// stream plans the next arrival if a stream is wanted and a hall is open.
func (x *mix) stream(now sim.Minute) {
	if x.streaming || !x.spec.open() || x.largest() == nil {
		return
	}
	x.streaming = true
	x.plan(now)
}

func (x *mix) plan(now sim.Minute) {
	j := x.draw(x.runRand, now)
	if j == nil { // no hall is open any more
		x.streaming = false
		return
	}
	gap := sim.MinutesPerYear / x.spec.RunsPerYear
	if math.IsNaN(x.spec.RunsPerYear) {
		gap = x.workMinutes(j) / x.spec.OfferedLoad
	}
	x.engine.At(now+sim.Minute(math.Ceil(gap*x.gapRand.ExpFloat64())), x.runName, func() error {
		x.submit(j)
		x.plan(x.engine.Now())
		return nil
	})
}
