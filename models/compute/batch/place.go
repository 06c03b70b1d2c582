package batch

import (
	"cmp"
	"slices"
)

// Prefer puts the pools in order: those of the lowest rank first, of equal ones as they
// stand in Pools.
func (s *System) Prefer(rank func(pool int) float64) {
	ranks := make(map[*Pool]float64, len(s.Pools))
	for i, p := range s.Pools {
		ranks[p] = rank(i)
	}
	copy(s.order, s.Pools)
	slices.SortStableFunc(s.order, func(a, b *Pool) int { return cmp.Compare(ranks[a], ranks[b]) })
	s.groups = nil
}

// spans are the groups of pools that a job may span, the preferred first: those of a site,
// or all.
func (s *System) spans() [][]*Pool {
	if s.groups != nil || !s.Spans {
		return s.groups
	}
	if s.SpansSites {
		s.groups = [][]*Pool{s.order}
		return s.groups
	}
	place := map[int]int{}
	for _, p := range s.order {
		i, ok := place[p.Site]
		if !ok {
			i = len(s.groups)
			place[p.Site] = i
			s.groups = append(s.groups, nil)
		}
		s.groups[i] = append(s.groups[i], p)
	}
	return s.groups
}

// fits is where a job can start now by the GPUs that are free: in the preferred pool
// that has enough, or over several, where it may span them.
func (s *System) fits(j *Job) (at Place, ok bool) {
	if at, ok = s.fitsOne(s.order, j); ok {
		return at, true
	}
	for _, group := range s.spans() {
		if n := j.whole(); free(group) >= n {
			return s.over(group, n), true
		}
	}
	return at, false
}

// fitsIn is fits within a group that the job may span.
func (s *System) fitsIn(group []*Pool, j *Job) (at Place, ok bool) {
	if at, ok = s.fitsOne(group, j); ok || free(group) < j.whole() {
		return at, ok
	}
	return s.over(group, j.whole()), true
}

// fitsOne is the preferred of some pools that has enough free GPUs.
func (s *System) fitsOne(pools []*Pool, j *Job) (at Place, ok bool) {
	var best *Pool
	n := j.whole()
	for _, p := range pools {
		if j.GPUs == 0 && p.GPUs > 0 {
			if g := p.roomFor(j.Milli); g != nil {
				return Place{pool: p, share: g}, true
			}
		}
		if p.Free() >= n && (best == nil || s.Spread && p.Free() > best.Free()) {
			best = p
		}
	}
	return Place{pool: best}, best != nil
}

// first is the pool by which a group is known, whatever is preferred now.
func (s *System) first(group []*Pool) *Pool {
	return s.Pools[slices.IndexFunc(s.Pools, func(p *Pool) bool { return slices.Contains(group, p) })]
}

// over is a place in several pools of a group: of one site where that has room.
func (s *System) over(group []*Pool, n int) (at Place) {
	for _, p := range group {
		site := slices.DeleteFunc(slices.Clone(group), func(o *Pool) bool { return o.Site != p.Site })
		if len(site) < len(group) && free(site) >= n {
			return s.over(site, n)
		}
	}
	first := -1
	for _, p := range group {
		take := min(n, p.Free())
		if take == 0 {
			continue
		}
		if at.parts = append(at.parts, part{pool: p, gpus: take}); first < 0 {
			first = p.Site
		} else if p.Site != first {
			at.far = s.SiteRate
		}
		n -= take
	}
	return at
}

// free is the number of free GPUs in pools.
func free(pools []*Pool) int {
	n := 0
	for _, p := range pools {
		n += p.Free()
	}
	return n
}

// free is the number of free GPUs in all pools.
func (s *System) free() int { return free(s.Pools) }

// Holds tells whether the machines could hold a job, were they empty.
func (s *System) Holds(j *Job) bool {
	for _, p := range s.Pools {
		if p.GPUs >= j.whole() {
			return true
		}
	}
	for _, group := range s.spans() {
		all := 0
		for _, p := range group {
			all += p.GPUs
		}
		if all >= j.whole() {
			return true
		}
	}
	return false
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
