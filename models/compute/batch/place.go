package batch

// fits is where a job can start now by the GPUs that are free: in the preferred pool
// that has enough, or over several, where it may span them.
func (s *System) fits(j *Job) (at Place, ok bool) {
	var best *Pool
	n := j.whole()
	for _, p := range s.Pools {
		if j.GPUs == 0 && p.GPUs > 0 {
			if g := p.roomFor(j.Milli); g != nil {
				return Place{pool: p, share: g}, true
			}
		}
		if p.Free() >= n && (best == nil || s.Spread && p.Free() > best.Free()) {
			best = p
		}
	}
	if best != nil {
		return Place{pool: best}, true
	}
	if !s.Spans || s.free() < n {
		return at, false
	}
	for _, p := range s.Pools {
		if take := min(n, p.Free()); take > 0 {
			at.parts = append(at.parts, part{pool: p, gpus: take})
			n -= take
		}
	}
	return at, true
}

// free is the number of free GPUs in all pools.
func (s *System) free() int {
	n := 0
	for _, p := range s.Pools {
		n += p.Free()
	}
	return n
}

// Holds tells whether the machines could hold a job, were they empty.
func (s *System) Holds(j *Job) bool {
	all := 0
	for _, p := range s.Pools {
		if p.GPUs >= j.whole() {
			return true
		}
		all += p.GPUs
	}
	return s.Spans && all >= j.whole()
}

// powered tells whether a job may start at a place under the cap.
func (s *System) powered(j *Job, at *Place) bool { return s.DrawMW()+at.mw(j) <= s.Signal.CapMW }

// mw is what a job would draw at a place beyond idle, as admission reckons.
func (at *Place) mw(j *Job) float64 {
	if at.parts == nil {
		return at.pool.mw(j, j.Size())
	}
	sum := 0.0
	for _, a := range at.parts {
		sum += a.pool.mw(j, float64(a.gpus))
	}
	return sum
}

func (p *Pool) mw(j *Job, gpus float64) float64 { return gpus * (p.HeldMW + j.Use*p.UseMW) }

// DrawMW is what the machines draw, as admission reckons.
func (s *System) DrawMW() float64 { return s.BaseMW + s.drawMW }
