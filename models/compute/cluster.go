package compute

import (
	"fmt"
	"math"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// WorkloadSpec is what occupies the halls of a campus.
type WorkloadSpec interface {
	param.Spec
	// build returns the workload of a cluster whose halls are made.
	build(c *Cluster, streams sim.Streams) (workload, error)
}

// Workloads are the kinds a campus can choose.
var Workloads = param.NewRegistry("kind",
	param.Option[WorkloadSpec]{Word: "training-mix", Meaning: "a stream of training runs, with small jobs on the GPUs between them",
		New: func() WorkloadSpec { return new(TrainingMix) }},
	param.Option[WorkloadSpec]{Word: "jobs", Meaning: "single jobs in a batch system: a trace, planned runs, a stochastic mix, a service of inference",
		New: func() WorkloadSpec { return new(Jobs) }},
	param.Option[WorkloadSpec]{Word: "measured-power", Meaning: "a measured series of power (CSV) in place of jobs",
		New: func() WorkloadSpec { return new(MeasuredPower) }})

// workload is the mutable side of a WorkloadSpec.
type workload interface {
	// start registers the first events; halls that are there already are open.
	start(e *sim.Engine)
	// opened and closing follow a hall's life; they run as events.
	opened(h *hall, now sim.Minute)
	closing(h *hall, now sim.Minute)
	// step computes demand, settles every open hall and books the minute.
	step(m sim.Minute, in []Limit)
	// declare declares what the workload alone reports.
	declare(g record.Group)
	// notices tells what a reader must know of the workload's input.
	notices() sim.Notices
}

// Limit is what the rest of the campus allowed a hall in the last minute. Its
// zero value allows nothing; see NoLimit.
type Limit struct {
	PowerMW      float64 // cap on the hall's DC power, +Inf for none
	Heat         float64 // thermal cap as a share of the design power, 0 to 1
	InletAirDegC float64 // air at the servers' inlet
	CoolantDegC  float64 // liquid at the cold plates; 0 (unset): chips see the inlet air
	Stopped      float64 // share of the racks whose own unit of cooling or power is out, 0 to 1
}

// Cluster is the compute load of one campus.
type Cluster struct {
	name  string
	cal   sim.Calendar
	halls []*hall
	work  workload
	sum   totals
	table *useBook // what its runs use; nil: nobody asks

	members []*Cluster // campuses whose halls stand in its queue
}

// totals are the campus's recorded quantities.
type totals struct {
	gpusOnline, gpusBusy              float64
	jobsRunning, jobsQueued           float64
	jobsSpanning                      float64 // of those running, in several halls
	trainingPFLOPS, interruptionsPerH float64
	lostPFLOPS, finishedPerH          float64
	usefulGPUs, lostGPUs, background  float64
	turnedAway                        int64
	planned                           int64
	interruptions, finished           int                 // since the last minute's end
	byComponent                       [componentCount]int // failures since the last minute's end
	failed                            bool                // there are some
	byComponentPerH                   hazards             // those of the hour so far
	events                            int                 // of the last minute
	stale                             bool                // GPUs or their progress have changed: see takeStock
}

// NewCluster returns the load of a campus with these halls and this workload.
// Members are clusters whose halls stand in its queue of jobs (see Shares).
func NewCluster(name string, halls []*HallSpec, w WorkloadSpec, cal sim.Calendar, streams sim.Streams, members ...*Cluster) (*Cluster, error) {
	if len(halls) == 0 {
		return nil, fmt.Errorf("campus %s: no halls", name)
	}
	c := &Cluster{name: name, cal: cal, members: members}
	for i, s := range halls {
		h := newHall(i, s)
		h.stale = &c.sum.stale
		c.halls = append(c.halls, h)
	}
	var err error
	if c.work, err = w.build(c, streams); err != nil {
		return nil, err
	}
	return c, nil
}

// Notices tells what a reader must know of the load's input.
func (c *Cluster) Notices() sim.Notices { return c.work.notices() }

// FileMeter is the meter of what the file of an absolute measured load says, MW.
const FileMeter = "measured_file_MW"

// MeasuredAt is where the cluster's load was measured as an absolute power; "" where it was
// not.
func (c *Cluster) MeasuredAt() string {
	if x, ok := c.work.(*measured); ok && x.spec.Scale == scaleAbsolute {
		return x.spec.MeasuredAt
	}
	return ""
}

// Start opens the halls that are there and registers the events of the rest and
// of the workload. It is called once, before the first minute.
func (c *Cluster) Start(e *sim.Engine) {
	now := e.Now()
	for _, h := range c.halls {
		if h.spec.Online.IsZero() || c.cal.MinuteOf(h.spec.Online) <= now {
			h.open()
			c.fillUp(e, h)
		}
	}
	c.work.start(e)
	for _, h := range c.halls {
		if !h.isOpen {
			e.At(c.cal.MinuteOf(h.spec.Online), "campus."+c.name+".hall."+h.spec.Name+".open", func() error {
				h.open()
				c.fillUp(e, h)
				c.work.opened(h, e.Now())
				return nil
			})
		}
		if !h.spec.Retire.IsZero() {
			e.At(c.cal.MinuteOf(h.spec.Retire), "campus."+c.name+".hall."+h.spec.Name+".retire", func() error {
				c.close(h, e.Now())
				return nil
			})
		}
		c.replace(e, h)
	}
}

// Step advances the load by minute m. in[i] is what hall i was allowed.
func (c *Cluster) Step(m sim.Minute, in []Limit) {
	c.work.step(m, in)
	t := &c.sum
	t.countComponents(m)
	if t.stale {
		c.takeStock()
	}
	if t.events != 0 || t.interruptions != 0 || t.finished != 0 {
		t.interruptionsPerH, t.finishedPerH = 60*float64(t.interruptions), 60*float64(t.finished)
		t.events = t.interruptions + t.finished
		t.interruptions, t.finished = 0, 0
	}
}

// takeStock sums up what changes now and then.
func (c *Cluster) takeStock() {
	t := &c.sum
	t.stale = false
	t.gpusOnline, t.gpusBusy, t.background, t.jobsRunning = 0, 0, 0, t.jobsSpanning
	t.trainingPFLOPS, t.lostPFLOPS, t.usefulGPUs, t.lostGPUs = 0, 0, 0, 0
	for _, h := range c.halls {
		t.gpusOnline += h.GPUsOnline
		t.gpusBusy += h.GPUsBusy
		t.background += h.GPUsBackground
		t.jobsRunning += h.JobsRunning
		t.trainingPFLOPS += h.TrainingPFLOPS
		t.lostPFLOPS += h.LostPFLOPS
		t.usefulGPUs += h.ProductiveGPUs
		t.lostGPUs += h.LostGPUs
	}
}

// GPUsOnline is the number of GPUs installed and not under repair.
func (c *Cluster) GPUsOnline() float64 { return c.sum.gpusOnline }

// Hall returns the state of hall i; the pointer stays valid.
func (c *Cluster) Hall(i int) *HallState { return &c.halls[i].HallState }

// NoLimit allows everything at a cool inlet.
func NoLimit() Limit { return Limit{PowerMW: math.Inf(1), Heat: 1, InletAirDegC: 25} }
