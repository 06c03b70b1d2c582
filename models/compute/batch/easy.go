package batch

import (
	"cmp"
	"iter"
	"math"
	"slices"
)

// EASY starts jobs in their order; then a later one may start if it fits now and does not
// delay the first one's earliest start (Lifka 1995, doi:10.1007/3-540-60153-8_35). A
// first one that waits for power is not overtaken.
type EASY struct{}

// Before lets none overtake in the queue.
func (EASY) Before(*System, *Job, *Job) bool { return false }

// Decide starts the first ones and fills up behind them.
func (EASY) Decide(s *System) iter.Seq[Decision] { return s.easy }

// easy is what EASY, priorities and fair share have in common: the queue's order is theirs.
func (s *System) easy(act func(Decision) bool) {
	first, done := s.startFirst(act)
	if first == nil || done || len(s.queue) < 2 {
		return
	}
	if _, ok := s.fits(first); ok {
		return // it waits for power
	}
	r := s.reserve(first)
	i, seen := slices.Index(s.queue, first)+1, 0
	for i < len(s.queue) && seen < s.Depth {
		j := s.queue[i]
		seen++
		at, ok := s.backfill(j, &r)
		if !ok {
			i++
		} else if !act(Decision{j, at}) {
			return
		}
	}
}

// reservation is where and when the first waiting job can start as planned, and how many
// GPUs it then leaves free there. No pool: over several.
type reservation struct {
	pool  *Pool
	at    float64
	extra int
}

// reserve finds the reservation of a job.
func (s *System) reserve(j *Job) reservation {
	best := reservation{at: math.Inf(1)}
	for _, p := range s.order {
		if p.GPUs < j.whole() {
			continue
		}
		free, at := p.GPUs-p.held, s.Now
		for h := range p.plan.all() {
			if free >= j.whole() {
				break
			}
			free += h.gpus
			at = p.when(s.Now, h.until)
		}
		if free >= j.whole() && (at < best.at || best.pool == nil) {
			best = reservation{pool: p, at: at, extra: free - j.whole()}
		}
	}
	for _, group := range s.spans() {
		best = s.reserveWide(j, group, best)
	}
	return best
}

// reserveWide finds the reservation of a job that may span a group of pools.
func (s *System) reserveWide(j *Job, group []*Pool, best reservation) reservation {
	type release struct {
		at   float64
		gpus int
	}
	free := 0
	var all []release
	for _, p := range group {
		free += p.GPUs - p.held
		for h := range p.plan.all() {
			all = append(all, release{p.when(s.Now, h.until), h.gpus})
		}
	}
	slices.SortStableFunc(all, func(a, b release) int { return cmp.Compare(a.at, b.at) })
	at := s.Now
	for _, r := range all {
		if free >= j.whole() {
			break
		}
		free += r.gpus
		at = r.at
	}
	if free >= j.whole() && at < best.at {
		return reservation{at: at, extra: free - j.whole()}
	}
	return best
}

// backfill is where a later job can start and leave the reservation alone.
func (s *System) backfill(j *Job, r *reservation) (at Place, ok bool) {
	if j.user.full(j) {
		return at, false
	}
	if at, ok = s.fits(j); !ok || !s.powered(j, &at) {
		return at, false
	}
	if at.pool != nil && r.pool != nil && at.pool != r.pool {
		return at, true
	}
	end, n := s.Now+j.asked(), j.whole()
	if at.pool != nil {
		end = at.pool.when(s.Now, at.pool.clock+j.asked())
	}
	if end <= r.at || at.share != nil && at.pool.clock+j.asked() <= at.share.hold.until {
		return at, true
	}
	if at.parts != nil && r.pool != nil {
		n = 0
		for _, a := range at.parts {
			if a.pool == r.pool {
				n = a.gpus
			}
		}
	}
	if n > r.extra {
		return at, false
	}
	r.extra -= n
	return at, true
}
