package compute

import (
	"container/heap"
	"math"
	"math/rand/v2"
	"slices"

	"caloduc/models/compute/batch"
	"caloduc/sim"
)

// jobs is the state of a load of jobs. Within a minute the batch system runs from event
// to event; the halls then draw what their jobs asked for on the mean of the minute. What
// a cap leaves of their speed acts in the next minute.
type jobs struct {
	spec                           *Jobs
	c                              *Cluster
	name                           string
	sys                            *batch.System
	halls                          []*hall // the fastest first, as the pools are
	pools                          []*batch.Pool
	fastest                        *HallSpec
	largest, all                   int // GPUs that the largest hall, and all, schedule
	failRand, mixRand, serviceRand *rand.Rand
	domainRand                     *rand.Rand

	recs           []*jobRecord
	known          []int // of them that are not yet submitted, in the order of submission
	next           int   // among those
	mix            *jobMix
	mixNext        float64
	service        *jobRecord
	wave           service
	failing        failing
	before, beyond int // jobs of the trace that are over before the run, or come after it
	told           sim.Notices

	desks    []*desk // the campuses that it serves, its own first
	ranks    map[*Cluster]float64
	advanced sim.Minute // to which the batch system has come

	targets    []batch.Target
	capped     bool
	shift      bool
	reckonedMW float64 // of the minute before, as admission reckons; 0 where jobs came or went in it
	ratio      float64 // of that to the power at the meter, when it was last seen
	capMW      float64
	dirty      bool
	overflow   *jobs // of another campus, to which jobs go that wait too long; nil for none

	mixCount int

	books jobBooks
}

func (x *jobs) start(e *sim.Engine) {
	now := float64(e.Now())
	x.sys.Now = now
	x.mixNext = math.Inf(1)
	x.dirty = true
	x.openPools()
	if x.service != nil {
		x.service.SubmitMin = now
	}
	x.wave.begin(&x.spec.Service)
	if x.mix != nil {
		x.planDraw(now)
	}
}

func (x *jobs) opened(h *hall, _ sim.Minute) {
	x.equip(x.pools[slices.Index(x.halls, h)], h) // it may have other machines
	x.dirty = true
}

func (x *jobs) closing(h *hall, _ sim.Minute) {
	for i, o := range x.halls {
		if o == h {
			x.sys.Close(x.pools[i])
			x.dirty = true
		}
	}
}

// openPools has each pool hold what its hall schedules.
func (x *jobs) openPools() {
	for i, h := range x.halls {
		gpus := 0
		if h.isOpen {
			gpus = max(0, min(h.schedulable, h.gpus-h.darkGPUs-len(h.repairs)*h.spec.GPUsPerNode))
		}
		if p := x.pools[i]; p.GPUs != gpus {
			p.GPUs = gpus
			x.dirty = true
		}
	}
}

func (x *jobs) step(m sim.Minute, in []Limit) { x.minute(m, in, x.desks[0]) }

// minute works out a campus' minute: the batch system's at the first that asks.
func (x *jobs) minute(m sim.Minute, in []Limit, d *desk) {
	if d.in = in; m != x.advanced {
		x.advanced = m
		x.advance(m)
	}
	x.settle(m, in, d)
}

// advance lets the batch system do its minute.
func (x *jobs) advance(m sim.Minute) {
	if m == 0 {
		for _, r := range x.recs {
			if r != nil {
				x.countFrom(r)
			}
		}
	}
	x.openPools()
	x.stopRacks()
	x.passOn(m)
	x.prepare(float64(m))
	quiet := true
	for end := float64(m + 1); ; {
		if x.dirty {
			x.dirty, quiet = false, false
			x.sys.Schedule()
		}
		at := max(x.sys.Now, min(x.upcoming(), x.sys.Next(), end))
		if x.sys.AdvanceTo(at) > 0 {
			x.dirty = true
		}
		if at >= end {
			break
		}
		x.happen(at)
	}
	x.reckonedMW = 0
	if quiet {
		x.reckonedMW = x.sys.DrawMW()
	}
	x.books.waitedGPUs = x.sys.CouldRun()
	x.c.sum.jobsQueued, x.c.sum.jobsSpanning = float64(x.sys.Waiting()), float64(x.sys.Spanning())
}

// prepare looks at what has changed with the minute.
func (x *jobs) prepare(now float64) {
	x.sys.BaseMW = 0
	for _, h := range x.halls {
		if h.isOpen {
			x.sys.BaseMW += (h.GPUsOnline*h.idleMW + h.hostIdleMW) * (1 + h.fanPerIT)
		}
	}
	x.hear(now)
	if x.capped && (x.sys.DrawMW() > x.sys.Signal.CapMW || x.sys.Signal.CapMW > x.capMW && x.sys.Waiting() > 0) || x.shift && (math.Mod(now, 60) == 0 || x.sys.Due()) {
		x.dirty = true
	}
	x.capMW = x.sys.Signal.CapMW
	if x.service != nil {
		x.answer(now)
	}
}

// upcoming is when the next job arrives or fails.
func (x *jobs) upcoming() float64 {
	at := x.mixNext
	if x.next < len(x.known) {
		at = min(at, x.recs[x.known[x.next]].SubmitMin)
	}
	if len(x.failing) > 0 {
		at = min(at, x.failing[0].at)
	}
	return at
}

// happen handles the arrivals and failures of a moment.
func (x *jobs) happen(now float64) {
	for x.next < len(x.known) && x.recs[x.known[x.next]].SubmitMin <= now {
		x.submit(x.recs[x.known[x.next]])
		x.next++
	}
	if x.mixNext <= now {
		if x.sys.Holding() {
			x.submit(x.drawn(now))
		}
		x.planDraw(now)
	}
	for len(x.failing) > 0 && x.failing[0].at <= now {
		x.fail(heap.Pop(&x.failing).(*failure))
	}
}

// submit hands a job to the batch system.
func (x *jobs) submit(r *jobRecord) {
	x.sys.Submit(r.Job)
	x.dirty = true
}

// settle works out the power of a campus' halls from what their jobs asked for.
func (x *jobs) settle(m sim.Minute, in []Limit, desk *desk) {
	desk.c.sum.stale = true
	desk.jobsMW = 0
	for i, h := range x.halls {
		if x.home(i) != desk || !h.isOpen {
			continue
		}
		if m >= h.mended {
			h.mendUntil(m)
		}
		p := x.pools[i]
		limit := &in[h.index]
		d := demand{dynamic: p.DynamicMin, active: p.ActiveMin}
		c := h.conditions(limit)
		h.off = false
		throughput := h.settle(c, d)
		h.GPUsBusy, h.JobsRunning = p.HeldMin, float64(p.Jobs())
		h.ProductiveGPUs, h.TrainingPFLOPS = p.UsefulMin, p.WeightMin
		h.LostGPUs, h.LostPFLOPS = h.booked.lostGPUs, h.booked.lostPFLOPS
		h.booked = book{}
		desk.jobsMW += x.books.measure(i, h, &c, d)
		p.DynamicMin, p.ActiveMin, p.HeldMin, p.UsefulMin, p.WeightMin = 0, 0, 0, 0, 0
		p.Speed = throughput
		if h.off {
			h.dark = m
		} else if h.dark == m-1 {
			x.relight(i)
		}
	}
}

// relight has the jobs of a hall start again at their checkpoints when its racks, which had
// lost power, have it back.
func (x *jobs) relight(i int) {
	for _, j := range x.lyingIn(i) {
		x.interrupt(x.recs[j.Tag], x.sys.Now, x.spec.RestartMin)
	}
}

// lyingIn lists the jobs that hold GPUs of a hall, in the order of their start.
func (x *jobs) lyingIn(i int) []*batch.Job {
	return slices.DeleteFunc(x.sys.RunningJobs(), func(j *batch.Job) bool {
		return !slices.ContainsFunc(x.recs[j.Tag].parts, func(a jobPart) bool { return a.hall == i })
	})
}

// stopRacks has racks stop whose own unit of cooling or power is out, or come back. Jobs
// that hold them start again at their checkpoints, on GPUs that are free, or wait.
func (x *jobs) stopRacks() {
	for i, h := range x.halls {
		in := x.home(i).in
		if !h.isOpen || in == nil || in[h.index].Stopped == h.stoppedShare {
			continue
		}
		share := in[h.index].Stopped
		before := h.darkGPUs
		h.stoppedShare = share
		h.darken()
		h.count()
		x.openPools()
		x.dirty = true
		if newly := h.darkGPUs - before; newly > 0 {
			x.strike(i, x.domainRand.Float64()*float64(h.gpus), float64(newly))
		}
	}
}

// strike interrupts the jobs of a hall that hold its GPUs from place first on: jobs lie
// side by side in the order of their start, round a ring. One that the hall has no other
// GPUs for waits.
func (x *jobs) strike(i int, first, count float64) {
	from, size := 0.0, float64(x.halls[i].gpus)
	for _, j := range x.lyingIn(i) {
		r, to := x.recs[j.Tag], from
		for _, a := range r.parts {
			if a.hall == i {
				to += a.gpus
			}
		}
		hit := first < to && first+count > from || first+count-size > from
		from = to
		switch p := x.pools[i]; {
		case hit && p.Held() > p.GPUs:
			x.sys.Stop(j)
		case hit:
			x.interrupt(r, x.sys.Now, x.spec.RestartMin)
		}
	}
}

// failure is that of a running job, or the end of its restart.
type failure struct {
	at     float64
	rec    *jobRecord
	stay   int
	resume bool
}

// failing is a heap of failures by their time.
type failing []*failure

func (f failing) Len() int { return len(f) }
func (f failing) Less(a, b int) bool {
	return f[a].at < f[b].at || f[a].at == f[b].at && f[a].rec.Tag < f[b].rec.Tag
}
func (f failing) Swap(a, b int) { f[a], f[b] = f[b], f[a] }

// Push and Pop are those of container/heap.
func (f *failing) Push(v any) { *f = append(*f, v.(*failure)) }

// Pop takes the last.
func (f *failing) Pop() any {
	last := len(*f) - 1
	v := (*f)[last]
	(*f)[last] = nil
	*f = (*f)[:last]
	return v
}

// planFailure draws when a job of planned runs fails next; those of a trace and the mix
// have their failures in their times of running.
func (x *jobs) planFailure(r *jobRecord, from float64) {
	if r.failPerMin > 0 {
		heap.Push(&x.failing, &failure{at: from + x.failRand.ExpFloat64()/r.failPerMin, rec: r, stay: r.stay})
	}
}

// fail interrupts a job, or lets it run again.
func (x *jobs) fail(f *failure) {
	r := f.rec
	if !r.running || r.stay != f.stay {
		return
	}
	if f.resume {
		if f.at >= r.standsTo {
			x.sys.Resume(r.Job)
			x.mark(r)
		}
		return
	}
	x.interrupt(r, f.at, x.spec.RestartMin)
	x.broken(r, f.at)
	x.planFailure(r, f.at)
}

// broken takes out for repair what has failed under a job: any of its GPUs may have.
func (x *jobs) broken(r *jobRecord, at float64) {
	draw := x.failRand.Float64() * r.failPerMin
	for i, a := range r.parts {
		h := x.halls[a.hall]
		rate := 1 / x.spec.mtbfMin(h.spec, a.gpus)
		if draw >= rate && i < len(r.parts)-1 {
			draw -= rate
			continue
		}
		what := h.failing(draw / rate)
		x.home(a.hall).c.sum.fail(what)
		if nodes, repairMin := x.spec.repair(what, h.spec); nodes > 0 {
			h.breakNodes(at, nodes, repairMin)
			x.openPools()
		}
		return
	}
}

// interrupt throws a job back to its last checkpoint and has it restart.
func (x *jobs) interrupt(r *jobRecord, now, restart float64) {
	x.home(r.parts[0].hall).c.sum.interruptions++
	lost := x.sys.Interrupt(r.Job, restart)
	x.lose(r, lost)
	x.mark(r)
	r.standsTo = now + restart
	heap.Push(&x.failing, &failure{at: r.standsTo, rec: r, stay: r.stay, resume: true})
	x.dirty = true
}

// lose books work that is thrown away, in minutes at rate 1.
func (x *jobs) lose(r *jobRecord, lost float64) {
	for _, a := range r.parts {
		h := x.halls[a.hall]
		flops := r.Weight // of a GPU, by the work that it does
		if !r.Scaled {
			flops *= x.pools[a.hall].Rate
		}
		h.booked.lostGPUs += lost / r.Pace() * a.gpus
		h.booked.lostPFLOPS += lost * a.gpus * flops
	}
}

// started, stopped and ended keep the books of a job.
func (x *jobs) started(j *batch.Job) {
	r := x.recs[j.Tag]
	r.running = true
	r.stay++
	r.flopPerMin, r.failPerMin = 0, 0
	x.sys.Parts(j, func(pool int, gpus float64) {
		r.parts = append(r.parts, jobPart{pool, gpus})
		r.flopPerMin += gpus * r.Weight * x.pools[pool].Rate * 60e15
		if r.kind == "run" {
			r.failPerMin += 1 / x.spec.mtbfMin(x.halls[pool].spec, gpus)
		}
	})
	r.campus = x.lies(r)
	x.mark(r)
	x.planFailure(r, x.sys.Now)
}

func (x *jobs) stopped(j *batch.Job) {
	r := x.recs[j.Tag]
	x.home(r.parts[0].hall).c.sum.interruptions++
	x.lose(r, j.LostMin-r.lostBefore)
	x.leave(r)
}

func (x *jobs) ended(j *batch.Job) {
	r := x.recs[j.Tag]
	x.home(r.parts[0].hall).c.sum.finished++
	x.leave(r)
	x.books.gone = append(x.books.gone, r)
	if r.ReadyMin < r.StartMin {
		x.books.ends = append(x.books.ends, r)
	}
}

func (x *jobs) leave(r *jobRecord) {
	r.gain()
	r.running, r.parts = false, nil
	x.mark(r)
	r.lostBefore = r.LostMin
}
