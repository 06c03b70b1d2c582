package batch

import (
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
		unheld := p.GPUs - p.held
		if p.GPUs < j.whole() {
			continue
		}
		r := newReleases(s.Now, p)
		if at, more, ok := r.until(j.whole() - unheld); ok && (at < best.at || best.pool == nil) {
			best = reservation{pool: p, at: at, extra: unheld + more - j.whole()}
		}
	}
	for _, group := range s.spans() {
		if wide := s.reserveWide(j, group); wide.at < best.at {
			best = wide
		}
	}
	return best
}

// reserveWide finds the reservation of a job that may span a group of pools; never: +Inf.
func (s *System) reserveWide(j *Job, group []*Pool) reservation {
	free := 0
	for _, p := range group {
		free += p.GPUs - p.held
	}
	r := newReleases(s.Now, group...)
	if at, more, ok := r.until(j.whole() - free); ok {
		return reservation{at: at, extra: free + more - j.whole()}
	}
	return reservation{at: math.Inf(1)}
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
	asked, n := j.asked()/at.rate(j), j.whole()
	clock := at.pool
	if clock == nil {
		clock = s.wideOf(at.parts)
	}
	if clock.when(s.Now, clock.clock+asked) <= r.at || at.share != nil && clock.clock+asked <= at.share.hold.until {
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
