package compute

import (
	"cmp"
	"iter"
	"math"
	"slices"
)

// easyBackfill starts runs first in, first out; then a later run may start if it
// fits now and does not delay the first one's earliest start (EASY backfill, Lifka
// 1995, doi:10.1007/3-540-60153-8_35).
func easyBackfill(s *site) iter.Seq[decision] {
	return func(carryOut func(decision) bool) {
		for d := range fifo(s) {
			if !carryOut(d) {
				return
			}
		}
		if len(s.queue) < 2 {
			return
		}
		r := s.reserve(s.queue[0])
		for i := 1; i < len(s.queue); {
			if h := s.backfill(s.queue[i], &r); h == nil {
				i++
			} else if !carryOut(decision{s.queue[i], h}) {
				return
			}
		}
	}
}

// reservation is where and when the first waiting run will start, and how many
// GPUs of that hall it will leave free.
type reservation struct {
	hall  *hall
	at    float64
	extra int
}

// reserve finds the hall where the run can start first, by the estimated ends of
// the runs there; no hall: nowhere.
func (s *site) reserve(j *job) reservation {
	best := reservation{at: math.Inf(1)}
	for _, h := range s.halls {
		n := j.gpusIn(h, s.spec.MinHallFraction)
		if n == 0 {
			continue
		}
		end := (*job).endEstimate
		ends := slices.SortedStableFunc(slices.Values(h.jobs), func(a, b *job) int { return cmp.Compare(end(a), end(b)) })
		free, at := h.free(), float64(s.now)
		for _, o := range ends {
			if free >= n {
				break
			}
			free += o.gpus
			at = max(at, end(o))
		}
		if free >= n && at < best.at {
			best = reservation{hall: h, at: at, extra: free - n}
		}
	}
	return best
}

// backfill is the fastest hall where a later run can start and leave the
// reservation alone, nil if there is none.
func (s *site) backfill(j *job, r *reservation) *hall {
	for _, h := range s.halls {
		n := s.fits(j, h)
		if n == 0 {
			continue
		}
		if h == r.hall && float64(s.now)+j.flop/(float64(n)*j.peakFLOPS(h.spec)*j.mfu*60) > r.at {
			if n > r.extra {
				continue
			}
			r.extra -= n
		}
		return h
	}
	return nil
}
