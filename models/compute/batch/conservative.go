package batch

import (
	"iter"
	"math"
	"slices"
	"sort"
)

// Conservative backfill promises every waiting job a start as it comes to be looked at; a
// later one may start if it breaks no promise. When jobs end early the promises are moved
// up, in the order of the queue, never back (Mu'alem & Feitelson 2001,
// doi:10.1109/71.932708).
type Conservative struct{}

// Before lets none overtake in the queue.
func (Conservative) Before(*System, *Job, *Job) bool { return false }

// Decide renews the promises and starts whom they let start now.
func (Conservative) Decide(s *System) iter.Seq[Decision] {
	return func(act func(Decision) bool) {
		for again := true; again; {
			again = false
			for _, d := range s.promises() {
				if d.Job.GPUs == 0 { // others may have taken the room on a shared GPU since
					d.Place.share = d.Place.pool.roomFor(d.Job.Milli)
					if d.Place.share == nil && d.Place.pool.Free() == 0 {
						continue
					}
				}
				if !act(d) {
					return
				}
				again = s.Spans // parts of pools are planned one job at a time
				if again {
					break
				}
			}
		}
	}
}

// promise is a job's promised place in the plan.
type promise struct {
	j        *Job
	profile  *profile
	from, to float64
}

// promises plans the jobs that are looked at and lists those that start now.
func (s *System) promises() (now []Decision) {
	profiles := s.profiles()
	looked := s.queue[:min(len(s.queue), s.Depth)]
	kept := make([]promise, len(looked))
	for i, j := range looked {
		kept[i].j = j
		if at := j.PromisedMin; at >= s.Now { // NaN: not yet promised
			for _, p := range profiles {
				if to := at + p.lasts(j); p.known == j.vowed && p.room(at, to, j.whole()) {
					p.book(at, to, j.whole())
					kept[i].profile, kept[i].from, kept[i].to = p, at, to
					break
				}
			}
		}
	}
	drawn := 0.0
	for i, j := range looked {
		k := &kept[i]
		if k.profile != nil {
			k.profile.book(k.from, k.to, -j.whole())
		}
		best, at := (*profile)(nil), math.Inf(1)
		for _, p := range profiles {
			if t := p.earliest(p.lasts(j), j.whole()); t < at {
				best, at = p, t
			}
		}
		j.PromisedMin = math.NaN()
		if best == nil {
			continue
		}
		best.book(at, at+best.lasts(j), j.whole())
		j.PromisedMin, j.vowed = at, best.known
		if at > s.Now || j.user.full(j) {
			continue
		}
		if place, ok := best.place(j); ok && s.DrawMW()+drawn+place.mw(j) <= s.Signal.CapMW {
			drawn += place.mw(j)
			now = append(now, Decision{j, place})
		}
	}
	return now
}

// profile is how many GPUs of a pool, or of all, will be free from which time on: those
// that running jobs give up by then, read off their plan as far as is asked for, less
// those that are promised.
type profile struct {
	pool     *Pool   // nil: several
	group    []*Pool // those
	known    *Pool   // by which the profile is known
	s        *System
	speed    float64 // of its jobs
	ahead    releases
	all      bool   // those are all read
	free     []step // that are given up: rising
	promised []step
}

// step is a number of GPUs from a time on.
type step struct {
	at   float64
	gpus int
}

// profiles are those of the pools as running jobs are planned to end; of those
// together that jobs may span.
func (s *System) profiles() (all []*profile) {
	for _, group := range s.spans() {
		free := 0
		for _, o := range group {
			free += o.GPUs - o.held
		}
		p := s.profile(nil, free, group...)
		p.group, p.known = group, s.first(group)
		all = append(all, p)
	}
	if s.Spans {
		return all
	}
	for _, o := range s.order {
		p := s.profile(o, o.GPUs-o.held, o)
		p.known = o
		all = append(all, p)
	}
	return all
}

func (s *System) profile(pool *Pool, free int, of ...*Pool) *profile {
	p := &profile{pool: pool, s: s, speed: math.Inf(1), ahead: newReleases(s.Now, of...), free: []step{{s.Now, free}}, promised: []step{{s.Now, 0}}}
	for _, o := range of {
		if o.GPUs > 0 || pool != nil {
			p.speed = min(p.speed, o.Speed)
		}
	}
	return p
}

// lasts is how long a job will take there, as it says, in minutes from now.
func (p *profile) lasts(j *Job) float64 {
	rate := j.share() * p.speed
	if j.Scaled {
		slowest := math.Inf(1)
		for i := range p.ahead.of {
			if o := p.ahead.of[i].pool; o.GPUs > 0 || p.pool != nil {
				slowest = min(slowest, o.rateOf(j))
			}
		}
		rate *= slowest
	}
	if rate <= 0 {
		return math.Inf(1)
	}
	return j.asked() / rate
}

// read reads one release more; false: there is none.
func (p *profile) read() bool {
	if p.all {
		return false
	}
	at, gpus, ok := p.ahead.next()
	if p.all = !ok; p.all {
		return false
	}
	if last := &p.free[len(p.free)-1]; at > last.at {
		p.free = append(p.free, step{at, last.gpus + gpus})
	} else {
		last.gpus += gpus
	}
	return true
}

// freed is how many GPUs are free at a time, the promised ones among them.
func (p *profile) freed(t float64) int {
	for p.free[len(p.free)-1].at <= t && p.read() {
	}
	return p.free[at(p.free, t)].gpus
}

// when is the first time at which so many are.
func (p *profile) when(gpus int) float64 {
	for p.free[len(p.free)-1].gpus < gpus && p.read() {
	}
	i := sort.Search(len(p.free), func(i int) bool { return p.free[i].gpus >= gpus })
	if i == len(p.free) {
		return math.Inf(1)
	}
	return p.free[i].at
}

// at is the place of the step in which a time lies, 0 before all.
func at(steps []step, t float64) int {
	return max(0, sort.Search(len(steps), func(i int) bool { return steps[i].at > t })-1)
}

// short is the first step of promises after the i-th and before a time at whose beginning
// fewer GPUs are free, -1 for none. Between them those can only become more.
func (p *profile) short(i int, to float64, gpus int) int {
	for i++; i < len(p.promised) && p.promised[i].at < to; i++ {
		if s := p.promised[i]; s.gpus > p.promised[i-1].gpus && p.freed(s.at)-s.gpus < gpus {
			return i
		}
	}
	return -1
}

// room tells whether so many GPUs are free between two times.
func (p *profile) room(from, to float64, gpus int) bool {
	i := at(p.promised, from)
	return p.freed(from)-p.promised[i].gpus >= gpus && p.short(i, to, gpus) < 0
}

// earliest is the first time from which so many GPUs are free for so long.
func (p *profile) earliest(forMin float64, gpus int) float64 {
	from := p.s.Now
	for i := 0; ; i++ {
		from = max(from, p.promised[i].at)
		t := max(from, p.when(gpus+p.promised[i].gpus))
		if i+1 < len(p.promised) && t >= p.promised[i+1].at {
			continue
		}
		if math.IsInf(t, 1) {
			return t
		}
		k := p.short(i, t+forMin, gpus)
		if k < 0 {
			return t
		}
		i = k - 1
	}
}

// book promises so many GPUs between two times.
func (p *profile) book(from, to float64, gpus int) {
	first := p.split(from)
	end := p.split(to)
	for i := first; i < end; i++ {
		p.promised[i].gpus += gpus
	}
}

// split has a step of promises begin at a time and returns its place.
func (p *profile) split(t float64) int {
	if math.IsInf(t, 1) {
		return len(p.promised)
	}
	i := sort.Search(len(p.promised), func(i int) bool { return p.promised[i].at >= t })
	if i == len(p.promised) || p.promised[i].at != t {
		p.promised = slices.Insert(p.promised, i, step{t, p.promised[max(0, i-1)].gpus})
	}
	return i
}

// place is where a job starts now.
func (p *profile) place(j *Job) (Place, bool) {
	if p.pool == nil {
		return p.s.fitsIn(p.group, j)
	}
	if j.GPUs == 0 {
		if g := p.pool.roomFor(j.Milli); g != nil {
			return Place{pool: p.pool, share: g}, true
		}
	}
	return Place{pool: p.pool}, p.pool.Free() >= j.whole()
}
