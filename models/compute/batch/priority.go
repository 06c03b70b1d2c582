package batch

import "iter"

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
		if p.GPUs < j.whole() {
			continue
		}
		need, lower := j.whole()-p.Free(), p.ranks[:min(max(0, j.Priority), priorities)]
		can := 0
		for i := range lower {
			lower[i].age(s.Now - o.MinRunMin)
			can += lower[i].agedGPUs
		}
		if can < need {
			continue
		}
		power := s.DrawMW() + p.mw(j, j.Size())
		var out []*Job
		for i := range lower {
			for v := lower[i].aged; v != nil; v = v.earlier {
				if v.GPUs == 0 {
					continue
				}
				need -= v.GPUs
				power -= v.mw
				out = append(out, v)
				if need <= 0 && power <= s.Signal.CapMW {
					return out
				}
			}
		}
	}
	return nil
}
