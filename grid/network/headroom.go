package network

import (
	"math"
	"slices"
)

// Security is what the loss of any one branch does to the flows of the others. Of equal
// circuits in parallel one stands for all.
type Security struct {
	d       *DC
	branch  []int32   // one of each set of equal circuits in service
	sibling []int32   // another of the set, -1 without
	lodf    []float64 // by what is out, then by branch; of what is out itself, that of its sibling
	parts   []bool    // by what is out: its loss parts the grid, or is not asked for
	column  []float64
}

// NewSecurity works out the effects of all outages in the grid's present state.
func NewSecurity(d *DC) *Security {
	s := &Security{d: d, column: make([]float64, len(d.over))}
	s.Update()
	return s
}

// Update works the effects out again, after branches went or came back.
func (s *Security) Update() {
	s.branch, s.sibling = s.branch[:0], s.sibling[:0]
	for k, b := range s.d.over {
		if b == 0 {
			continue
		}
		if n := len(s.branch) - 1; n >= 0 && s.d.equal(int(s.branch[n]), k) {
			if s.sibling[n] < 0 {
				s.sibling[n] = int32(k)
			}
			continue
		}
		s.branch, s.sibling = append(s.branch, int32(k)), append(s.sibling, -1)
	}
	n := len(s.branch)
	s.lodf, s.parts = slices.Grow(s.lodf[:0], n*n)[:n*n], slices.Grow(s.parts[:0], n)[:n]
	for o, out := range s.branch {
		s.parts[o] = !s.d.Outage(int(out), s.column)
		row := s.lodf[o*n : (o+1)*n]
		for m, k := range s.branch {
			if m == o {
				k = s.sibling[o]
			}
			row[m] = 0
			if k >= 0 && !s.parts[o] {
				row[m] = s.column[k]
			}
		}
	}
}

// equal tells whether two branches are equal circuits in parallel.
func (d *DC) equal(a, b int) bool {
	return d.from[a] == d.from[b] && d.to[a] == d.to[b] && d.over[a] == d.over[b] && d.shift[a] == d.shift[b] &&
		d.c.Branches[a].RateMVA == d.c.Branches[b].RateMVA
}

// Access tells how much more load a bus may take while the loss of any one circuit, or
// none, overloads nothing that the load bears on.
type Access struct {
	Bus         int
	LeastEffect float64 // part of the load that a branch must carry for its rating to bind it
	Emergency   float64 // of a rating, carried after an outage

	limits []binding
	shift  []float64
}

// binding is a branch with what may be out. What the load may grow by until the branch
// carries its rating after the outage is rating − own·flow − taken·flow of what is out.
type binding struct {
	branch, out        int32 // out is branch in the intact grid
	rating, own, taken float64
}

// Update works out which branches may bind a bus, with its load fed by weights, which sum to
// 1 over the buses.
func (a *Access) Update(s *Security, bus int, weights []float64) {
	a.Bus, a.limits = bus, a.limits[:0]
	if a.shift == nil {
		a.shift = make([]float64, len(s.d.over))
	}
	s.d.transfer(bus, weights, a.shift)
	for _, k := range s.branch {
		a.add(s.d, k, k, 0, a.shift[k])
	}
	n := len(s.branch)
	for o, out := range s.branch {
		if s.parts[o] {
			continue
		}
		for m, k := range s.branch {
			if m == o {
				if k = s.sibling[o]; k < 0 {
					continue
				}
			}
			lodf := s.lodf[o*n+m]
			a.add(s.d, k, out, lodf, a.shift[k]+lodf*a.shift[out])
		}
	}
}

// add notes a limit where the load bears on a branch by slope, MW/MW.
func (a *Access) add(d *DC, branch, out int32, lodf, slope float64) {
	if rating := d.c.Branches[branch].RateMVA; rating > 0 && math.Abs(slope) >= a.LeastEffect {
		if out != branch {
			rating *= a.Emergency
		}
		a.limits = append(a.limits, binding{branch: branch, out: out, rating: rating / math.Abs(slope), own: 1 / slope, taken: lodf / slope})
	}
}

// transfer sets what one MW of load at the bus, fed by weights, adds to each flow.
func (d *DC) transfer(bus int, weights, shift []float64) {
	clear(d.rhs)
	for i, k := range d.place {
		if k >= 0 {
			d.rhs[k] = weights[i]
		}
	}
	if k := d.place[bus]; k >= 0 {
		d.rhs[k]--
	}
	d.factor.Solve(d.rhs)
	d.response(shift)
}

// Headroom is what binds a bus' load, and how much more it may take.
type Headroom struct {
	MW          float64 // more load; infinite where nothing binds
	Branch, Out int     // what binds, and what is out then; -1: none

	at int // of the limits
}

// At is the headroom at a state of flows, MW by branch, with ratings times a factor. It
// is below 0 where a branch would be overloaded already. It allocates nothing.
func (a *Access) At(flow []float64, rating float64) Headroom {
	least, at := math.Inf(1), -1
	for i := range a.limits {
		l := &a.limits[i]
		if room := l.rating*rating - l.own*flow[l.branch] - l.taken*flow[l.out]; room < least {
			least, at = room, i
		}
	}
	if at < 0 {
		return Headroom{MW: least, Branch: -1, Out: -1}
	}
	l := &a.limits[at]
	h := Headroom{MW: least, Branch: int(l.branch), Out: int(l.out), at: at}
	if l.out == l.branch {
		h.Out = -1
	}
	return h
}

// Limits is how many pairs of branch and outage may bind.
func (a *Access) Limits() int { return len(a.limits) }
