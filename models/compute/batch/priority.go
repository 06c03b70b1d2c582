package batch

import (
	"cmp"
	"iter"
	"slices"
)

// Priority starts jobs of higher priority first, with EASY backfill, and takes GPUs from
// running ones of lower priority that have run for MinRunMin at least: the least urgent
// first, of these the last that started.
type Priority struct{ MinRunMin float64 }

// Before goes by priority, then by submission.
func (*Priority) Before(_ *System, a, b *Job) bool {
	return a.Priority > b.Priority || a.Priority == b.Priority && a.SubmitMin < b.SubmitMin
}

// Decide starts and pre-empts.
func (o *Priority) Decide(s *System) iter.Seq[Decision] {
	return func(act func(Decision) bool) {
		for {
			open := true
			s.easy(func(d Decision) bool {
				open = act(d)
				return open
			})
			if !open || len(s.queue) == 0 {
				return
			}
			victims := o.victims(s, s.queue[0])
			if victims == nil {
				return
			}
			for _, v := range victims {
				if !act(Decision{Job: v}) {
					return
				}
			}
		}
	}
}

// victims are the jobs of one pool that must give way for a job to start, nil where that
// would not do.
func (o *Priority) victims(s *System, j *Job) []*Job {
	if _, ok := s.fits(j); ok || j.user.full(j) {
		return nil
	}
	for _, p := range s.order {
		need := j.whole() - p.Free()
		if p.GPUs < j.whole() {
			continue
		}
		var can []*Job
		for _, r := range p.ends {
			if r.Priority < j.Priority && r.GPUs > 0 && s.Now-r.since >= o.MinRunMin {
				can = append(can, r)
			}
		}
		slices.SortFunc(can, func(a, b *Job) int {
			return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(b.since, a.since), cmp.Compare(a.Tag, b.Tag))
		})
		power := s.DrawMW() + p.mw(j, j.Size())
		for i, v := range can {
			need -= v.GPUs
			power -= v.mw
			if need <= 0 && power <= s.Signal.CapMW {
				return can[:i+1]
			}
		}
	}
	return nil
}
