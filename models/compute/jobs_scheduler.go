package compute

import (
	"cmp"
	"math"
	"time"

	"caloduc/models/compute/batch"
	"caloduc/sim/param"
)

// SchedulerSpec says who starts when.
type SchedulerSpec struct {
	Policy       string
	Placement    string
	SpanHalls    bool
	SpanCampuses bool
	CampusMFU    float64
	Depth        int
	MinRunH      float64
	KeepMin      float64
	HalfLifeD    float64
	PowerAware   bool
	ShiftBy      string
	SlackH       float64
	Quantile     float64
	EURPerGPUh   float64
	RunPriority  int
	TargetD      float64
	ServicePrior int

	OverflowTo     string
	OverflowAfterH float64
}

const (
	placeFastest = "fastest"
	placeSpread  = "most-free"
	placePrice   = "price"
	placeCarbon  = "carbon"

	shiftNone   = "none"
	shiftPrice  = "price"
	shiftCarbon = "carbon"
)

// jobPolicies are the schedulers that jobs can name.
var jobPolicies = []string{"easy-backfill", "fifo", "conservative-backfill", "priority", "fair-share"}

// Params declares the keys of the scheduler.
func (s *SchedulerSpec) Params(p *param.Set) {
	p.Choice(&s.Policy, "policy", jobPolicies[0], jobPolicies,
		"easy-backfill: first in, first out, later jobs may overtake where that does not delay the first; fifo: none overtakes; conservative-backfill: none delays any; priority: the urgent first, taking GPUs from others; fair-share: first whoever has used least of his share")
	p.Choice(&s.Placement, "placement", placeFastest, []string{placeFastest, placeSpread, placePrice, placeCarbon}, "fastest: the fastest hall with room; most-free: the hall with most free GPUs; price, carbon: in a queue over campuses the campus whose energy costs least, or emits least, when the job starts, there the fastest hall")
	p.Bool(&s.SpanHalls, "span_halls", false, "a job may lie in several halls of a campus where no single one has room")
	p.Bool(&s.SpanCampuses, "span_campuses", false, "in a queue over campuses a job may lie in several of them, too, where none has room for it")
	p.Float(&s.CampusMFU, "span_campuses_mfu_factor", 0.96, param.AboveTo(0, 1), "MFU of a job that lies in several campuses over that in one",
		"NVIDIA 2025, NeMo Framework 25.02: 96 % of the throughput of one site in training of 340B parameters over two data centres 1,000 km apart (https://developer.nvidia.com/blog/turbocharge-llm-training-across-long-haul-data-center-networks-with-nvidia-nemo-framework)")
	p.Int(&s.Depth, "backfill_depth", 100, param.Between(1, 100_000), "jobs behind the first that are looked at", "Slurm, default_queue_depth")
	p.Float(&s.MinRunH, "preempt_after_h", 2, param.AtLeast(0), "time that a job has run before a more urgent one may take its GPUs", param.Unverified("Kokolis et al. 2024 (arXiv 2410.21680), quoted: two hours"))
	p.Float(&s.KeepMin, "job_checkpoint_interval_min", 60, param.AtLeast(0), "work between checkpoints of jobs of the trace and the mix, which a job that gives way goes back to; 0: nothing is lost", param.Assumption)
	p.Float(&s.HalfLifeD, "fair_share_half_life_d", 7, param.Above(0), "time in which half of a user's use is forgotten", "Slurm, PriorityDecayHalfLife")
	p.Bool(&s.PowerAware, "power_aware", false, "start no job that would pass what the connection carries now, and have jobs give way where that falls")
	p.Choice(&s.ShiftBy, "shift_by", shiftNone, []string{shiftNone, shiftPrice, shiftCarbon}, "hold jobs back for hours of low price or low carbon, no longer than slack_h")
	p.Float(&s.SlackH, "slack_h", 24, param.AtLeast(0), "time that a job may be held back", param.Assumption)
	p.Float(&s.Quantile, "shift_quantile", 0.3, param.Fraction(), "part of the last week's hours that count as low", param.Assumption)
	p.Float(&s.EURPerGPUh, "waiting_EUR_per_GPUh", 2.5, param.AtLeast(0), "what an hour of a GPU is worth that waits for a job held back", param.Unverified("market price of an hour of an H100, USD 1.8 to 3.5"))
	p.Int(&s.RunPriority, "run_priority", 5, param.Between(0, 9), "priority of planned runs", param.Assumption)
	p.Float(&s.TargetD, "target_duration_d", 48, param.Above(0), "time in which a planned run without a number of GPUs wants to finish",
		"own fit to Epoch AI (CC BY 4.0): 45 runs of at least 1e23 FLOP, median 48 days")
	p.String(&s.OverflowTo, "overflow_to", "", "campus to which jobs go that wait too long and would start there at once")
	p.Float(&s.OverflowAfterH, "overflow_after_h", 1, param.AtLeast(0), "time that they wait at home", param.Assumption)
	p.Int(&s.ServicePrior, "service_priority", 9, param.Between(0, 9), "priority of the service", param.Assumption)
}

// LimitSpec is a time in which the campus holds its power below a limit.
type LimitSpec struct {
	Name     string
	From, To time.Time
	FromH    float64
	ToH      float64
	MaxMW    float64
}

// Params declares the keys of a limit.
func (s *LimitSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the limit").Require()
	p.Date(&s.From, "from", time.Time{}, "day on which it begins").Require()
	p.Float(&s.FromH, "from_h", 0, param.Between(0, 24), "hour of that day, UTC", param.Setting)
	p.Date(&s.To, "to", time.Time{}, "day on which it ends").Require()
	p.Float(&s.ToH, "to_h", 0, param.Between(0, 24), "hour of that day, UTC", param.Setting)
	p.Float(&s.MaxMW, "max_MW", 0, param.AtLeast(0), "power at the campus' meter", param.Setting).Require()
}

func (s *LimitSpec) from() time.Time { return s.From.Add(time.Duration(s.FromH * float64(time.Hour))) }
func (s *LimitSpec) to() time.Time   { return s.To.Add(time.Duration(s.ToH * float64(time.Hour))) }

// policy builds what the scheduler's table says.
func (x *jobs) policy() batch.Policy {
	s := &x.spec.Scheduler
	var p batch.Policy = batch.EASY{}
	switch s.Policy {
	case "fifo":
		p = batch.FIFO{}
	case "conservative-backfill":
		p = batch.Conservative{}
	case "priority":
		p = &batch.Priority{MinRunMin: s.MinRunH * 60}
	case "fair-share":
		f := &batch.FairShare{HalfLifeMin: s.HalfLifeD * 1440, PeriodMin: 5, Terms: map[string]batch.Terms{}}
		p = f
		for _, u := range x.spec.Users {
			f.Terms[u.Name] = batch.Terms{Share: u.Share, Quota: u.QuotaGPUs}
		}
	}
	if s.PowerAware || len(x.spec.Limits) > 0 {
		p = &batch.PowerCap{Inner: p}
		x.capped = true
	}
	if s.ShiftBy != shiftNone {
		p = &batch.Shift{Inner: p, Carbon: s.ShiftBy == shiftCarbon, Quantile: s.Quantile}
	}
	for _, l := range x.spec.Limits {
		x.targets = append(x.targets, batch.Target{FromMin: float64(x.c.cal.MinuteOf(l.from())), ToMin: float64(x.c.cal.MinuteOf(l.to())), MW: l.MaxMW})
	}
	return p
}

// Signal is what a scheduler sees of the world in a minute.
type Signal struct {
	PriceEURPerMWh float64
	CarbonGPerKWh  float64
	CapMW          float64 // at the campus' meter, +Inf for none
	FacilityMW     float64 // at the campus' meter, in the minute before
}

// SetSignal tells a scheduler of jobs the world's minute.
func (c *Cluster) SetSignal(s *Signal) {
	if d := c.desk(); d != nil {
		d.signal = *s
	}
}

// HasJobs tells whether the load is single jobs, which hear signals and have books.
func (c *Cluster) HasJobs() bool {
	return c.desk() != nil
}

// desk is the campus' place at a queue of jobs, nil for none.
func (c *Cluster) desk() *desk {
	switch x := c.work.(type) {
	case *jobs:
		return x.desks[0]
	case *desk:
		return x
	}
	return nil
}

// hear translates the minute's signal into what the scheduler reckons by: a cap at the
// meter is one on what it reckons the machines to draw, in the proportion of the last
// minute in which no job came or went.
func (x *jobs) hear(now float64) {
	sig := &x.sys.Signal
	sig.PriceEURPerMWh, sig.CarbonGPerKWh = x.least()
	sig.CapMW = math.Inf(1)
	x.prefer()
	if !x.capped {
		return
	}
	own := &x.desks[0].signal
	limit := batch.LimitAt(x.targets, now)
	if x.spec.Scheduler.PowerAware {
		limit = min(limit, own.CapMW)
	}
	if own.FacilityMW > 0 && (x.reckonedMW > 0 || x.ratio == 0) {
		x.ratio = cmp.Or(x.reckonedMW, x.sys.DrawMW()) / own.FacilityMW
	}
	sig.CapMW = limit * cmp.Or(x.ratio, 1)
}
