package network

import (
	"math"
	"slices"
)

// Security is what the loss of any one branch does to the flows of the others. Equal
// circuits in parallel are a set, for which one stands.
type Security struct {
	d        *DC
	branch   []int32   // of each set in service, the first circuit
	circuits []int32   // of each set
	set      []int32   // of each branch, -1 out of service
	ptdf     []float64 // by bus, then by set: what a MW that the bus feeds in, taken out at the slack, adds to a circuit's flow
	lodf     []float64 // by the set that loses a circuit, then by set; of itself, that of its other circuits
	parts    []bool    // by set: the loss of a circuit parts the grid
}

// NewSecurity works out the effects of all outages in the grid's present state.
func NewSecurity(d *DC) *Security {
	s := &Security{d: d}
	s.Update()
	return s
}

// Update works the effects out again, after branches went or came back.
func (s *Security) Update() {
	s.findSets()
	n, buses := len(s.branch), len(s.d.place)
	s.ptdf = slices.Grow(s.ptdf[:0], n*buses)[:n*buses]
	for bus := range buses {
		s.d.solveUnit(bus)
		s.response(s.ptdf[bus*n : (bus+1)*n])
	}
	s.lodf, s.parts = slices.Grow(s.lodf[:0], n*n)[:n*n], slices.Grow(s.parts[:0], n)[:n]
	for o, out := range s.branch {
		from, to := s.at(s.d.from[out]), s.at(s.d.to[out])
		left := 1 - (from[o] - to[o])
		row := s.lodf[o*n : (o+1)*n]
		if s.parts[o] = math.Abs(left) < bridging; s.parts[o] {
			clear(row)
			continue
		}
		for k := range row {
			row[k] = (from[k] - to[k]) / left
		}
		if s.circuits[o] == 1 {
			row[o] = 0
		}
	}
}

// findSets puts equal circuits together that stand one after the other.
func (s *Security) findSets() {
	s.branch, s.circuits, s.set = s.branch[:0], s.circuits[:0], s.set[:0]
	for k, b := range s.d.over {
		last := len(s.branch) - 1
		switch {
		case b == 0:
			s.set = append(s.set, -1)
			continue
		case last >= 0 && s.d.equal(int(s.branch[last]), k):
			s.circuits[last]++
		default:
			s.branch, s.circuits = append(s.branch, int32(k)), append(s.circuits, 1)
		}
		s.set = append(s.set, int32(len(s.branch)-1))
	}
}

// at is the row of a bus in the PTDF.
func (s *Security) at(bus int32) []float64 {
	n := len(s.branch)
	return s.ptdf[int(bus)*n : int(bus+1)*n]
}

// response sets what the solved angles, as a change, change in the flows of sets.
func (s *Security) response(mw []float64) {
	d := s.d
	for i, k := range s.branch {
		mw[i] = d.over[k] * (d.solved(d.from[k]) - d.solved(d.to[k]))
	}
}

// FlowsMW sets the flow over one circuit of each set.
func (s *Security) FlowsMW(angle, mw []float64) {
	d := s.d
	for i, k := range s.branch {
		mw[i] = d.over[k] * (angle[d.from[k]] - angle[d.to[k]] - d.shift[k])
	}
}

// ratingMVA is that of one circuit of a set, 0 without.
func (s *Security) ratingMVA(set int) float64 { return s.d.c.Branches[s.branch[set]].RateMVA }

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
	Intact      bool    // no outage is asked for

	limits []binding
	shift  []float64 // what a MW of load adds to the flow of each set
	s      *Security
}

// binding is a set with the one that may have lost a circuit. What the load may grow by
// until a circuit carries its rating then is rating − own·flow − taken·flow of what is out.
type binding struct {
	set, out           int32 // out is set in the intact grid
	lost               bool  // a circuit of out
	rating, own, taken float64
}

// Update works out which sets may bind a bus, with its load fed by weights, which sum to
// 1 over the buses.
func (a *Access) Update(s *Security, bus int, weights []float64) {
	a.Bus, a.s, a.limits = bus, s, a.limits[:0]
	s.transfer(bus, weights, a)
	for k, slope := range a.shift {
		a.add(k, k, false, 0, slope)
	}
	n := len(s.branch)
	for o := range n {
		if s.parts[o] || a.Intact {
			continue
		}
		row, out := s.lodf[o*n:(o+1)*n], a.shift[o]
		for k, lodf := range row {
			if slope := a.shift[k] + lodf*out; math.Abs(slope) >= a.LeastEffect && (k != o || s.circuits[o] > 1) {
				a.add(k, o, true, lodf, slope)
			}
		}
	}
}

// add notes a limit where the load bears on a set by slope, MW/MW.
func (a *Access) add(set, out int, lost bool, lodf, slope float64) {
	if rating := a.s.ratingMVA(set); rating > 0 && math.Abs(slope) >= a.LeastEffect {
		if lost {
			rating *= a.Emergency
		}
		a.limits = append(a.limits, binding{set: int32(set), out: int32(out), lost: lost, rating: rating / math.Abs(slope), own: 1 / slope, taken: lodf / slope})
	}
}

// transfer sets what one MW of load at the bus, fed by weights, adds to each flow.
func (s *Security) transfer(bus int, weights []float64, a *Access) {
	a.shift = slices.Grow(a.shift[:0], len(s.branch))[:len(s.branch)]
	for k, mw := range s.at(int32(bus)) {
		a.shift[k] = -mw
	}
	for i, w := range weights {
		if w != 0 {
			for k, mw := range s.at(int32(i)) {
				a.shift[k] += w * mw
			}
		}
	}
}

// Headroom is what binds a bus' load, and how much more it may take.
type Headroom struct {
	MW          float64 // more load; infinite where nothing binds
	Branch, Out int     // what binds, and what is out then; -1: none

	at int // of the limits
}

// At is the headroom at a state of flows, MW by set, with ratings times a factor. It
// is below 0 where a branch would be overloaded already. It allocates nothing.
func (a *Access) At(flow []float64, rating float64) Headroom {
	least, at := math.Inf(1), -1
	for i := range a.limits {
		l := &a.limits[i]
		if room := l.rating*rating - l.own*flow[l.set] - l.taken*flow[l.out]; room < least {
			least, at = room, i
		}
	}
	h := Headroom{MW: least, Branch: -1, Out: -1, at: at}
	if at >= 0 {
		l := &a.limits[at]
		h.Branch = int(a.s.branch[l.set])
		if l.lost {
			h.Out = int(a.s.branch[l.out])
		}
		if h.Out == h.Branch {
			h.Branch = a.s.other(l.set)
		}
	}
	return h
}

// other is the second circuit of a set.
func (s *Security) other(set int32) int {
	k := int(s.branch[set]) + 1
	for s.set[k] != set {
		k++
	}
	return k
}

// Limits is how many pairs of branch and outage may bind.
func (a *Access) Limits() int { return len(a.limits) }
