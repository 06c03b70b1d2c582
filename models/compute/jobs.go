package compute

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"caloduc/models/compute/batch"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Jobs is a load of single jobs in a batch system: a trace that is replayed, planned
// training runs, a stochastic mix fitted to published clusters, a service of inference.
type Jobs struct {
	QueueOf   string
	Trace     TraceSpec
	Runs      []*RunSpec
	Mix       JobMixSpec
	Service   ServiceSpec
	Users     []*UserSpec
	Limits    []*LimitSpec
	Scheduler SchedulerSpec

	PowerFraction float64
	Use           float64
	MFU           float64

	FailureSpec
}

// UserSpec is what one user of the machines may have.
type UserSpec struct {
	Name      string
	Share     float64
	QuotaGPUs float64
	Priority  int
}

// Params declares the keys of a user.
func (s *UserSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the user, as the trace has it").Require()
	p.Float(&s.Share, "share", 1, param.Above(0), "part of the machines, relative to those of others", param.Assumption)
	p.Float(&s.QuotaGPUs, "quota_gpus", 0, param.AtLeast(0), "GPUs that the user's jobs may hold at once; 0: no limit", param.Assumption)
	p.Int(&s.Priority, "priority", 0, param.Between(0, 9), "priority of the user's jobs, 9 first", param.Assumption)
}

// Params declares the keys of jobs.
func (s *Jobs) Params(p *param.Set) {
	p.String(&s.QueueOf, "queue_of", "", "name of a campus of jobs in whose queue the halls of this one stand: one queue over campuses (see scheduler.placement there). The table's other keys are that campus'")
	p.Table(&s.Trace, "trace", "jobs of a file")
	param.List(p, &s.Runs, "run", "name", "training runs given by name")
	p.Table(&s.Mix, "mix", "jobs drawn at random like those of a published cluster")
	p.Table(&s.Service, "service", "a service of inference that answers all day")
	param.List(p, &s.Users, "user", "name", "users with a share, a quota or a priority of their own")
	param.List(p, &s.Limits, "limit", "name", "times in which the campus holds its power below a limit")
	p.Table(&s.Scheduler, "scheduler", "who starts when")
	p.Float(&s.PowerFraction, "power_fraction", 0.88, param.AboveTo(0, 1), "power of a GPU of a planned run over its rating, between checkpoints",
		"own fit: an H100 node of this model then draws 0.76 of its 10.2 kW rating (arXiv 2506.14551)")
	p.Float(&s.Use, "gpu_utilisation", 0.58, param.Fraction(), "power of a GPU of a job of the trace or the mix, as a share of the span from idle to rated",
		"own fit to Acme (CC BY 4.0): mean A100 power 169 W (Seren) and 192 W (Kalos); occupied share assumed")
	p.Float(&s.MFU, "mfu", 0.36, param.AboveTo(0, 1), "model FLOPs utilisation credited to jobs of the trace and the mix", epochFit)
	s.failureParams(p)
}

// Check reports what cannot be.
func (s *Jobs) Check(report func(key, format string, args ...any)) {
	if key := s.own(); s.QueueOf != "" && key != "" {
		report(key, "the campus' halls stand in the queue of %q: give it there", s.QueueOf)
	}
	if s.Scheduler.SpanCampuses && !s.Scheduler.SpanHalls {
		report("scheduler.span_campuses", "a job that may lie in several campuses may lie in several halls: give span_halls = true")
	}
	for _, l := range s.Limits {
		if !l.to().After(l.from()) {
			report("limit", "%s ends before it begins", l.Name)
		}
	}
}

func (s *Jobs) build(c *Cluster, streams sim.Streams) (workload, error) {
	if s.QueueOf != "" { // the other campus' queue joins it
		return new(desk), nil
	}
	prefix := "campus." + c.name + "."
	x := &jobs{ranks: map[*Cluster]float64{}, advanced: math.MinInt64, spec: s, c: c, shift: s.Scheduler.ShiftBy != shiftNone, name: prefix + "jobs",
		failRand: streams.Stream(prefix + "job_failures"), mixRand: streams.Stream(prefix + "job_mix"), serviceRand: streams.Stream(prefix + "service"), domainRand: streams.Stream(prefix + "job_stopped_racks")}
	if err := x.join(c.members); err != nil {
		return nil, err
	}
	site, sites := map[*hall]int{}, make([]int, len(x.desks))
	for i, d := range x.desks {
		x.halls = append(x.halls, d.c.halls...)
		for _, h := range d.c.halls {
			site[h] = i
		}
	}
	fastestFirst(x.halls)
	x.fastest = x.halls[0].spec
	for _, h := range x.halls {
		x.pools = append(x.pools, &batch.Pool{Name: h.spec.Name, Speed: 1, Site: site[h]})
		x.equip(x.pools[len(x.pools)-1], h)
		x.largest = max(x.largest, h.spec.schedulable())
		if s.Scheduler.SpanCampuses {
			x.all += h.spec.schedulable()
		} else {
			sites[site[h]] += h.spec.schedulable()
			x.all = max(x.all, sites[site[h]])
		}
	}
	if err := x.plan(); err != nil {
		return nil, err
	}
	x.books.halls = make([]hallBook, len(x.halls))
	x.sys = batch.NewSystem(x.policy(), x.pools, 0)
	x.sys.Spans, x.sys.Depth, x.sys.Spread = s.Scheduler.SpanHalls, s.Scheduler.Depth, s.Scheduler.Placement == placeSpread
	x.sys.SpansSites, x.sys.SiteRate = s.Scheduler.SpanCampuses, s.Scheduler.CampusMFU
	x.sys.Started, x.sys.Stopped, x.sys.Ended = x.started, x.stopped, x.ended
	return x, nil
}

// equip gives a pool what its hall's machines do and draw.
func (x *jobs) equip(p *batch.Pool, h *hall) {
	h.failsUpTo, _ = x.spec.split(h.spec)
	p.Rate = h.spec.PeakTFLOPS / x.fastest.PeakTFLOPS
	p.Low = h.spec.PeakTFLOPS * h.spec.FP8Factor / (x.fastest.PeakTFLOPS * x.fastest.FP8Factor)
	p.HeldMW, p.UseMW = h.hostSpanMW*(1+h.fanPerIT), h.spanMW*(1+h.fanPerIT)
}

// schedulable is how many GPUs of the full hall jobs may hold.
func (s *HallSpec) schedulable() int {
	nodes := s.GPUs() / s.GPUsPerNode
	return (nodes - int(math.Ceil(s.SpareFraction*float64(nodes)))) * s.GPUsPerNode
}

// plan makes the jobs that are known before the run.
func (x *jobs) plan() error {
	s := x.spec
	if len(s.Trace.Files) == 0 && len(s.Runs) == 0 && !s.Mix.wanted() && s.Service.GPUs == 0 {
		return errors.New("there are no jobs: give a trace, a run, a mix or a service")
	}
	if s.Service.GPUs > 0 {
		if s.Service.GPUs > x.most() {
			return fmt.Errorf("the service wants %d GPUs; %s %d", s.Service.GPUs, x.mostWords(), x.most())
		}
		x.serve()
		x.besideService()
	}
	if err := x.replay(); err != nil {
		return err
	}
	for _, r := range s.Runs {
		if err := x.planned(r); err != nil {
			return err
		}
	}
	if s.Mix.wanted() {
		x.mix = s.Mix.fit()
	}
	slices.SortStableFunc(x.known, func(a, b int) int { return cmp.Compare(x.recs[a].SubmitMin, x.recs[b].SubmitMin) })
	return nil
}

// besideService takes the service's GPUs off the hall that will hold them, for good.
func (x *jobs) besideService() {
	gpus, at := x.spec.Service.GPUs, -1
	x.all -= gpus
	x.largest = 0
	for i, h := range x.halls {
		if n := h.spec.schedulable(); n >= gpus && (at < 0 || x.spec.Scheduler.Placement == placeSpread && n > x.halls[at].spec.schedulable()) {
			at = i
		}
	}
	for i, h := range x.halls {
		n := h.spec.schedulable()
		if i == at {
			n -= gpus
		}
		x.largest = max(x.largest, n)
	}
}

// most is the largest job that the halls hold once they are full, beside the service.
func (x *jobs) most() int {
	if x.spec.Scheduler.SpanHalls {
		return x.all
	}
	return x.largest
}

func (x *jobs) mostWords() string {
	beside := ""
	if x.service != nil {
		beside = ", beside the service,"
	}
	if x.spec.Scheduler.SpanHalls {
		if len(x.desks) > 1 && !x.spec.Scheduler.SpanCampuses {
			return "the largest campus schedules" + beside
		}
		return "all halls together schedule" + beside
	}
	return "the largest hall schedules" + beside
}

// planned makes a job of a run of the file. One without a day is submitted when the
// counted time begins.
func (x *jobs) planned(r *RunSpec) error {
	s, h := x.spec, x.fastest
	peak := h.PeakTFLOPS * 1e12
	if r.Precision == "fp8" {
		peak *= h.FP8Factor
	}
	gpus := r.GPUs
	if gpus == 0 {
		gpus = int(min(float64(x.most()), math.Ceil(r.FLOP/(peak*r.MFU*86400*s.Scheduler.TargetD))))
	}
	gpus = (gpus + h.GPUsPerNode - 1) / h.GPUsPerNode * h.GPUsPerNode
	if gpus > x.most() {
		return fmt.Errorf("run %q wants %d GPUs; %s %d", r.Name, gpus, x.mostWords(), x.most())
	}
	at := 0.0
	if !r.Submit.IsZero() {
		at = float64(x.c.cal.MinuteOf(r.Submit))
	}
	n := float64(gpus)
	mtbf := s.mtbfMin(h, n)
	tau, d := s.checkpointMin(mtbf), s.CheckpointS/60
	idle := h.IdlePowerW / h.ChipPowerW
	level := min(1, max(0, (s.PowerFraction-idle)/(1-idle)))
	share := tau / (tau + d)
	work := r.FLOP / (n * peak * r.MFU * 60)
	x.add(jobRecord{Job: &batch.Job{Name: r.Name, GPUs: gpus, SubmitMin: at, WorkMin: work, AskedMin: work * share / max(0.01, ETTR(tau, d, s.RestartMin, mtbf)),
		KeepMin: tau, Scaled: true, Low: r.Precision == "fp8", WorkShare: share, Weight: peak * r.MFU * 1e-15, Use: share * level, Priority: s.Scheduler.RunPriority, SlackMin: s.Scheduler.SlackH * 60},
		kind: "run", flop: r.FLOP, outcome: "completed"})
	return nil
}

// add takes note of a job that will be submitted.
func (x *jobs) add(r jobRecord) *jobRecord {
	r.Tag = len(x.recs)
	r.StartMin, r.EndMin, r.ReadyMin = math.NaN(), math.NaN(), math.NaN()
	x.recs = append(x.recs, &r)
	x.known = append(x.known, r.Tag)
	return &r
}

func (x *jobs) notices() sim.Notices { return x.told }

func (x *jobs) declare(g record.Group) { x.declareJobs(g) }
