package batch

import (
	"cmp"
	"iter"
	"math"
	"slices"
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
				if p.known == j.vowed && p.room(at, at+j.asked()) >= j.whole() {
					p.book(at, at+j.asked(), j.whole())
					kept[i].profile, kept[i].from, kept[i].to = p, at, at+j.asked()
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
			if t := p.earliest(s.Now, j.asked(), j.whole()); t < at {
				best, at = p, t
			}
		}
		j.PromisedMin = math.NaN()
		if best == nil {
			continue
		}
		best.book(at, at+j.asked(), j.whole())
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

// profile is how many GPUs of a pool, or of all, will be free from which time on.
type profile struct {
	pool  *Pool   // nil: several
	group []*Pool // those
	known *Pool   // by which the profile is known
	s     *System
	steps []step
}

type step struct {
	at   float64
	free int
}

// profiles are those of the pools as running jobs are planned to end; of those
// together that jobs may span.
func (s *System) profiles() (all []*profile) {
	for _, group := range s.spans() {
		p := &profile{s: s, group: group, known: s.first(group)}
		free := 0
		for _, o := range group {
			free += o.GPUs - o.held
			p.releases(s.Now, o)
		}
		all = append(all, p.run(s.Now, free))
	}
	if s.Spans {
		return all
	}
	for _, o := range s.order {
		p := &profile{s: s, pool: o, known: o}
		p.releases(s.Now, o)
		all = append(all, p.run(s.Now, o.GPUs-o.held))
	}
	return all
}

func (p *profile) releases(now float64, o *Pool) {
	for h := range o.plan.all() {
		p.steps = append(p.steps, step{max(now, o.when(now, h.until)), h.gpus})
	}
}

// run makes of releases the running number of free GPUs.
func (p *profile) run(now float64, free int) *profile {
	slices.SortStableFunc(p.steps, func(a, b step) int { return cmp.Compare(a.at, b.at) })
	out := []step{{now, free}}
	for _, r := range p.steps {
		free += r.free
		if last := &out[len(out)-1]; r.at > last.at {
			out = append(out, step{r.at, free})
		} else {
			last.free = free
		}
	}
	p.steps = out
	return p
}

// at is the place of the step in which a time lies.
func (p *profile) at(t float64) int {
	i, ok := slices.BinarySearchFunc(p.steps, t, func(s step, t float64) int { return cmp.Compare(s.at, t) })
	if !ok {
		i--
	}
	return max(0, i)
}

// room is the least number of free GPUs between two times.
func (p *profile) room(from, to float64) int {
	least := math.MaxInt
	for i := p.at(from); i < len(p.steps) && p.steps[i].at < to; i++ {
		least = min(least, p.steps[i].free)
	}
	return least
}

// earliest is the first time from which so many GPUs are free for so long.
func (p *profile) earliest(now, forMin float64, gpus int) float64 {
	from := now
	for i := p.at(now); i < len(p.steps); i++ {
		switch {
		case p.steps[i].free < gpus:
			if i+1 == len(p.steps) {
				return math.Inf(1)
			}
			from = p.steps[i+1].at
		case i+1 == len(p.steps) || p.steps[i+1].at >= from+forMin:
			return from
		}
	}
	return math.Inf(1)
}

// book takes so many GPUs between two times.
func (p *profile) book(from, to float64, gpus int) {
	first := p.split(from)
	end := p.split(to)
	for i := first; i < end; i++ {
		p.steps[i].free -= gpus
	}
}

// split has a step begin at a time and returns its place.
func (p *profile) split(t float64) int {
	if math.IsInf(t, 1) {
		return len(p.steps)
	}
	i, ok := slices.BinarySearchFunc(p.steps, t, func(s step, t float64) int { return cmp.Compare(s.at, t) })
	if !ok {
		p.steps = slices.Insert(p.steps, i, step{t, p.steps[max(0, i-1)].free})
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
