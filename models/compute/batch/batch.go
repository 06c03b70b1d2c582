// Package batch is a batch system: jobs wait in a queue, a policy says who starts where
// and who gives way, and GPUs are held to the thousandth of one. It is driven by events;
// between them clocks of the pools run, so that a job costs the same however many run.
// Times are minutes.
package batch

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"sort"
)

// Job is one job and what became of it.
type Job struct {
	Name, User string
	Tag        int     // of the caller
	GPUs       int     // whole ones; 0 for a share of one
	Milli      int     // thousandths of one GPU, where GPUs is 0
	SubmitMin  float64 // when it was submitted
	WorkMin    float64 // of running at full speed
	AskedMin   float64 // that it says it will take; below WorkMin: WorkMin
	SlackMin   float64 // for which it may be held back for a better hour
	KeepMin    float64 // minutes of work at full speed between checkpoints: what is stopped goes back to the last; +Inf: to its beginning
	Priority   int     // 0 to 9, 9 first
	Use        float64 // of its GPUs, as a share of the span from idle to rated power
	Scaled     bool    // WorkMin is that of a pool of rate 1
	Low        bool    // it computes in low precision
	WorkShare  float64 // of its time that is work, the rest being checkpoints; 0: all
	Weight     float64 // of what a GPU does at rate 1: pools add up the weights of their running jobs

	StartMin    float64 // when it first started; NaN before
	EndMin      float64 // when it ended; NaN before
	ReadyMin    float64 // when it would have started had it not been held back
	Stops       int     // how often it had to give way or was interrupted
	LostMin     float64 // work thrown away by that
	HeldMin     float64 // for which it held its GPUs
	PromisedMin float64 // start that conservative backfill has promised; NaN for none

	user     *user
	pool     *Pool // whose clock it runs by, nil while it waits
	parts    []part
	shared   *sharing
	hold     *hold
	vowed    *Pool   // where that is
	left     float64 // work, while it waits or stands
	since    float64 // when it started this stay
	standing bool    // it holds its GPUs and does nothing
	ends     float64 // on the pool's clock
	mw       float64 // that it draws beyond idle, as admission reckons
	rate     float64 // work in a minute of that
	heapI    int

	earlier, later *Job // of those of its pool and priority that run, where they are ranked
	aged           bool
}

// Size is what the job takes, in GPUs.
func (j *Job) Size() float64 { return float64(j.GPUs) + float64(j.Milli)/1000 }

// Waits tells whether the job holds no GPU and has not ended.
func (j *Job) Waits() bool { return j.pool == nil && math.IsNaN(j.EndMin) }

// whole is how many GPUs the job needs free, at most.
func (j *Job) whole() int { return max(j.GPUs, 1) }

// asked is how long the job says it will still take.
func (j *Job) asked() float64 { return max(j.left, j.AskedMin-(j.WorkMin-j.left)) }

// Signal is what a scheduler sees of the world in a minute.
type Signal struct {
	PriceEURPerMWh float64
	CarbonGPerKWh  float64
	CapMW          float64 // that the machines may draw, +Inf for none
}

// Decision is that a waiting job starts at a place, or, without a place, that a running
// one gives way.
type Decision struct {
	Job   *Job
	Place Place
}

// Policy decides which waiting jobs start and which running ones give way. Each decision
// is carried out before the next is asked for.
type Policy interface {
	// Before tells whether a waiting job is to stand before another.
	Before(s *System, a, b *Job) bool
	Decide(s *System) iter.Seq[Decision]
}

// System is the state of a batch system.
type System struct {
	Now    float64
	Pools  []*Pool // the preferred first
	Signal Signal
	BaseMW float64 // that the machines draw with no job on them
	Spans  bool    // a job may lie in several pools, of one site
	// SpansSites lets it lie in several sites too, where no single one has room; it then does
	// the part SiteRate of its work.
	SpansSites bool
	SiteRate   float64
	Depth      int  // jobs that are looked at behind the first
	Spread     bool // to the pool with most free GPUs, not to the first that has enough

	// Started, Stopped and Ended are told what happens to a job, at the time Now; nil
	// where nobody asks.
	Started, Stopped, Ended func(*Job)

	policy   Policy
	order    []*Pool   // Pools, the preferred ones of now first
	groups   [][]*Pool // that a job may span
	queue    []*Job
	held     []*Job
	heldSize float64 // GPUs that those want
	wides    []*wide // the clocks of jobs that span pools
	users    map[string]*user
	drawMW   float64 // of running jobs, beyond idle
	sorted   float64 // when the queue was last put in order
	resort   float64 // how often its order changes by itself; +Inf: never
	halfLife float64 // by which the users' use is forgotten; 0: nobody asks
	holds    bool    // jobs with slack are held back
	ranked   bool    // running jobs are ranked: see ranks
	running  int
}

// NewSystem returns an empty system.
func NewSystem(p Policy, pools []*Pool, now float64) *System {
	s := &System{Now: now, Pools: pools, policy: p, users: map[string]*user{}, Depth: 100, wides: clocks(pools), resort: math.Inf(1), sorted: now, Signal: Signal{CapMW: math.Inf(1)}}
	s.order = slices.Clone(pools)
	for _, o := range unwrap(p) {
		switch o := o.(type) {
		case *FairShare:
			s.resort, s.halfLife = o.PeriodMin, o.HalfLifeMin
			for name, t := range o.Terms {
				s.users[name] = &user{Terms: t, at: now}
			}
		case *Shift:
			s.holds = true
		case *Priority, *PowerCap:
			s.ranked = true
		}
	}
	return s
}

// unwrap lists a policy and those inside it.
func unwrap(p Policy) (all []Policy) {
	for p != nil {
		all = append(all, p)
		switch o := p.(type) {
		case *Shift:
			p = o.Inner
		case *PowerCap:
			p = o.Inner
		default:
			p = nil
		}
	}
	return all
}

// Running is the number of jobs that hold GPUs.
func (s *System) Running() int { return s.running }

// Spanning is the number of those that lie in several pools.
func (s *System) Spanning() (jobs int) {
	for _, w := range s.wides {
		jobs += w.Jobs()
	}
	return jobs
}

// Waiting is the number of jobs that wait, those held back among them.
func (s *System) Waiting() int { return len(s.queue) + len(s.held) }

// HeldBack is the number of jobs that are held back for a better hour.
func (s *System) HeldBack() int { return len(s.held) }

// Due tells whether a job that is held back may be held no longer, jobs of equal slack
// given.
func (s *System) Due() bool {
	return len(s.held) > 0 && s.Now >= s.held[0].SubmitMin+s.held[0].SlackMin
}

// CouldRun is the number of free GPUs that jobs held back would take.
func (s *System) CouldRun() float64 { return min(s.heldSize, float64(s.free())) }

// Submit takes a job in at the time Now.
func (s *System) Submit(j *Job) {
	j.StartMin, j.EndMin, j.PromisedMin, j.ReadyMin = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	j.left = j.WorkMin
	j.user = s.user(j.User)
	if s.holds && j.SlackMin > 0 {
		s.held = append(s.held, j)
		s.heldSize += j.Size()
		return
	}
	s.enqueue(j)
}

// enqueue puts a job among those that wait, behind all that do not stand behind it.
func (s *System) enqueue(j *Job) {
	i := sort.Search(len(s.queue), func(i int) bool { return s.policy.Before(s, j, s.queue[i]) })
	s.queue = slices.Insert(s.queue, i, j)
}

// Withdraw takes jobs out of the queue, asked one by one.
func (s *System) Withdraw(want func(*Job) bool) (out []*Job) {
	s.queue = slices.DeleteFunc(s.queue, func(j *Job) bool {
		if !want(j) {
			return false
		}
		out = append(out, j)
		return true
	})
	return out
}

// StartsNow tells whether a job would start at once: there is room, power, and nobody waits.
func (s *System) StartsNow(j *Job) bool {
	if len(s.queue) > 0 {
		return false
	}
	at, ok := s.fits(j)
	return ok && s.powered(j, &at)
}

// release takes a job that was held back to the queue.
func (s *System) release(i int) {
	j := s.held[i]
	s.held = slices.Delete(s.held, i, i+1)
	if s.heldSize -= j.Size(); len(s.held) == 0 {
		s.heldSize = 0
	}
	s.enqueue(j)
}

// Next is when the next job ends, +Inf for never.
func (s *System) Next() float64 {
	at := math.Inf(1)
	for _, w := range s.wides {
		at = min(at, w.next(s.Now))
	}
	for _, p := range s.Pools {
		at = min(at, p.next(s.Now))
	}
	return at
}

// AdvanceTo lets time pass, in which no job may end, and ends those that are then done.
func (s *System) AdvanceTo(t float64) (ended int) {
	dt := t - s.Now
	s.Now = t
	for _, p := range s.Pools {
		p.pass(dt)
	}
	for _, w := range s.wides {
		w.follow()
		w.pass(dt)
		ended += s.finish(&w.Pool)
	}
	for _, p := range s.Pools {
		ended += s.finish(p)
	}
	return ended
}

// finish ends the jobs of a pool that are done.
func (s *System) finish(p *Pool) (ended int) {
	for p.ends.first() <= p.clock+justDone {
		j := p.ends[0].j
		s.take(j)
		j.left, j.EndMin = 0, s.Now
		ended++
		if s.Ended != nil {
			s.Ended(j)
		}
	}
	return ended
}

// justDone is the work, in minutes, below which a job is done: rounding of the clocks.
const justDone = 1e-7

// Schedule carries out what the policy decides.
func (s *System) Schedule() {
	if s.Now >= s.sorted+s.resort {
		s.sorted = s.Now
		slices.SortStableFunc(s.queue, func(a, b *Job) int {
			switch {
			case s.policy.Before(s, a, b):
				return -1
			case s.policy.Before(s, b, a):
				return 1
			}
			return 0
		})
	}
	if len(s.queue)+len(s.held) == 0 && s.Signal.CapMW == math.Inf(1) && !s.holds {
		return
	}
	for d := range s.policy.Decide(s) {
		if d.Place.none() {
			s.Stop(d.Job)
		} else {
			s.start(d.Job, d.Place)
		}
	}
}

// start puts a waiting job at a place.
func (s *System) start(j *Job, at Place) {
	i := slices.Index(s.queue, j)
	if i == 0 && len(s.queue) > 1 {
		s.queue = s.queue[1:]
	} else {
		s.queue = slices.Delete(s.queue, i, i+1)
	}
	s.put(j, at)
	if math.IsNaN(j.StartMin) {
		j.StartMin = s.Now
	}
	if s.Started != nil {
		s.Started(j)
	}
}

// Stop takes a running job off its GPUs: it waits again, with what it has saved.
func (s *System) Stop(j *Job) {
	left := j.toDo()
	s.take(j)
	lost := j.loss(j.WorkMin - left)
	j.left = left + lost
	j.LostMin += lost
	j.Stops++
	if s.Stopped != nil {
		s.Stopped(j)
	}
	s.enqueue(j)
}

// loss is the part of the work done, in minutes, that no checkpoint holds.
func (j *Job) loss(done float64) float64 {
	switch {
	case j.KeepMin <= 0:
		return 0
	case math.IsInf(j.KeepMin, 1):
		return done
	}
	keep := j.KeepMin * j.Pace()
	return done - keep*math.Floor(done/keep)
}

// HeldUntil is how long a job has held its GPUs up to a time.
func (j *Job) HeldUntil(now float64) float64 {
	if j.pool == nil {
		return j.HeldMin
	}
	return j.HeldMin + now - j.since
}

// Pace is the work that a job did in a minute where it ran last; 1 before.
func (j *Job) Pace() float64 {
	if j.rate > 0 {
		return j.rate / j.share()
	}
	return 1
}

// share is the part of its time that is work.
func (j *Job) share() float64 {
	if j.WorkShare > 0 {
		return j.WorkShare
	}
	return 1
}

// Holding tells whether any pool has GPUs.
func (s *System) Holding() bool {
	return slices.ContainsFunc(s.Pools, func(p *Pool) bool { return p.GPUs > 0 })
}

// SetUse changes the use of a running job's GPUs.
func (s *System) SetUse(j *Job, use float64) {
	j.eachPart(func(p *Pool, gpus float64) { p.load(j, gpus, -1) })
	s.drawMW -= j.mw
	j.Use, j.mw = use, 0
	j.eachPart(func(p *Pool, gpus float64) {
		p.load(j, gpus, 1)
		j.mw += p.mw(j, gpus)
	})
	s.drawMW += j.mw
}

// Done is the work, in minutes, that a job has done and saved.
func (j *Job) Done() float64 {
	switch {
	case !math.IsNaN(j.EndMin):
		return j.WorkMin
	case j.pool != nil:
		return j.WorkMin - j.toDo()
	}
	return j.WorkMin - j.left
}

// toDo is the work, in minutes, that a running job has still to do.
func (j *Job) toDo() float64 {
	if j.standing {
		return j.left
	}
	return (j.ends - j.pool.clock) * j.rate
}

// Parts hands out the places of the pools in which a running job lies, and its GPUs there.
func (s *System) Parts(j *Job, do func(pool int, gpus float64)) {
	j.eachPart(func(p *Pool, gpus float64) { do(slices.Index(s.Pools, p), gpus) })
}

// Interrupt throws a running job back to its last checkpoint and has it stand on its GPUs
// until Resume, for standMin as is planned. It returns the work lost.
func (s *System) Interrupt(j *Job, standMin float64) (lost float64) {
	p := j.pool
	if !j.standing {
		j.left = j.toDo()
		lost = max(0, j.loss(j.WorkMin-j.left))
		j.left += lost
		j.LostMin += lost
	}
	j.Stops++
	s.stand(j, true)
	j.ends = math.Inf(1)
	p.ends.move(j)
	p.extend(j, p.clock+standMin*p.Speed+j.left/j.rate)
	return lost
}

// Resume has a job run again that stands.
func (s *System) Resume(j *Job) {
	if j.pool == nil || !j.standing {
		return
	}
	s.stand(j, false)
	j.ends = j.pool.clock + j.left/j.rate
	j.pool.ends.move(j)
	j.pool.extend(j, j.ends)
}

func (s *System) stand(j *Job, standing bool) {
	j.eachPart(func(p *Pool, gpus float64) { p.load(j, gpus, -1) })
	j.standing = standing
	j.eachPart(func(p *Pool, gpus float64) { p.load(j, gpus, 1) })
}

// extend has whole GPUs of one pool be given up no earlier than at a time of its clock.
func (p *Pool) extend(j *Job, until float64) {
	if j.hold != nil && j.shared == nil && until > j.hold.until {
		p.replan(j.hold, until)
	}
}

// Standing tells whether a job holds its GPUs and does nothing.
func (j *Job) Standing() bool { return j.standing }

// Close empties a pool that closes: its jobs wait again.
func (s *System) Close(p *Pool) {
	p.GPUs = 0
	for _, q := range s.clocks() {
		for _, e := range slices.Clone(q.ends) {
			if q == p || slices.ContainsFunc(e.j.parts, func(a part) bool { return a.pool == p }) {
				s.Stop(e.j)
			}
		}
	}
}

// RunningJobs lists the running jobs, in the order of their start.
func (s *System) RunningJobs() (all []*Job) {
	for _, p := range s.clocks() {
		for i := range p.ends {
			all = append(all, p.ends[i].j)
		}
	}
	slices.SortStableFunc(all, func(a, b *Job) int { return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.Tag, b.Tag)) })
	return all
}

// Queue lists the jobs that wait, in their order, then those held back.
func (s *System) Queue() []*Job { return slices.Concat(s.queue, s.held) }
