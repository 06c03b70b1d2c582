package network

import "math"

// redispatchRounds is how many pairs of buses generation is moved between, at most, in one
// solution.
const redispatchRounds = 12

// leastMoveMW is the smallest power that is worth a move.
const leastMoveMW = 1

// overload is a branch that carries more than its rating, in the intact grid or after an
// outage.
type overload struct {
	branch, out int32   // out is branch in the intact grid
	lodf        float64 // of the flow of what is out
	mw          float64 // above the rating
	sign        float64 // of the flow
}

// overloaded is the most overloaded branch of the intact grid.
func (t *Transmission) overloaded() (o overload) {
	for k, mw := range t.flow {
		rate := t.dc.c.Branches[k].RateMVA
		if over := math.Abs(mw) - rate*t.rating; t.dc.over[k] != 0 && over > o.mw {
			o = overload{branch: int32(k), out: int32(k), mw: over, sign: math.Copysign(1, mw)}
		}
	}
	return o
}

// overload is what binds a campus' bus beyond what it bears.
func (a *Access) overload(h *Headroom) overload {
	l := &a.limits[h.at]
	slope := 1 / l.own
	return overload{branch: l.branch, out: l.out, lodf: l.taken * slope, mw: -h.MW * math.Abs(slope), sign: math.Copysign(1, slope)}
}

// redispatch relieves overloads of the intact grid, and those after the loss of a circuit
// that campuses bear on: generation moves from the bus where it loads the branch most to
// the bus where it relieves it most, as far as the stations go.
func (t *Transmission) redispatch(s *Schedule) {
	t.RedispatchMW, t.CostEURPerH, t.insecure = 0, 0, 0
	t.ready = false
	left := redispatchRounds
	for o := t.overloaded(); left > 0 && o.mw >= leastMoveMW && t.relieve(&o, s); o = t.overloaded() {
		left--
	}
	for i := range t.Campuses {
		c := &t.Campuses[i]
		if t.dc.island[c.bus] < 0 {
			continue
		}
		for h := c.of.At(t.flow, t.rating); h.MW < 0; h = c.of.At(t.flow, t.rating) {
			t.insecure = 1
			o := c.of.overload(&h)
			if left == 0 || o.mw < leastMoveMW || !t.relieve(&o, s) {
				break
			}
			left--
		}
	}
	if t.RedispatchMW > 0 {
		t.load()
		t.CostEURPerH = t.RedispatchMW * t.spec.RedispatchEURPerMWh
	}
}

// stations works out by how much the stations of each bus can go down and up. Reactors
// give what the market takes of them, and go down alone.
func (t *Transmission) stations(s *Schedule) {
	clear(t.downMW)
	clear(t.upMW)
	for f, parts := range t.spread.fuels {
		if !Fuel(f).steady() {
			continue
		}
		if Fuel(f) == Nuclear && s.Nuclear != nil {
			parts = s.Nuclear
		}
		for i, part := range parts {
			now := part * s.OutputMW[f]
			t.downMW[i] += max(0, now)
			if Fuel(f) != Nuclear {
				t.upMW[i] += max(0, t.grid.Sites[i].CapacityMW[f]-now)
			}
		}
	}
}

// relieve moves generation to take an overload off; false where nothing can move.
func (t *Transmission) relieve(o *overload, s *Schedule) bool {
	d := t.dc
	if !t.ready {
		t.stations(s)
		t.ready = true
	}
	clear(d.rhs)
	d.row(int(o.branch), o.sign)
	if o.out != o.branch {
		d.row(int(o.out), o.sign*o.lodf)
	}
	d.factor.Solve(d.rhs) // by symmetry: what a MW at each bus adds to the overload
	down, up := -1, -1
	most, least := math.Inf(-1), math.Inf(1)
	for i, k := range d.place {
		if d.island[i] != d.island[d.from[o.branch]] {
			continue
		}
		effect := 0.0
		if k >= 0 {
			effect = d.rhs[k]
		}
		if effect > most && t.downMW[i] > leastMoveMW {
			down, most = i, effect
		}
		if effect < least && t.upMW[i] > leastMoveMW {
			up, least = i, effect
		}
	}
	if down < 0 || up < 0 || most-least < t.spec.LeastEffect {
		return false
	}
	moved := min(o.mw/(most-least), t.downMW[down], t.upMW[up])
	t.downMW[down], t.upMW[down] = t.downMW[down]-moved, t.upMW[down]+moved
	t.downMW[up], t.upMW[up] = t.downMW[up]+moved, t.upMW[up]-moved
	t.mw[down] -= moved
	t.mw[up] += moved
	t.RedispatchMW += moved
	d.Solve(t.mw, t.angle)
	d.FlowsMW(t.angle, t.flow)
	return true
}

// row adds a branch's row of the flow equations, times a factor, to the right-hand side.
func (d *DC) row(branch int, factor float64) {
	if k := d.place[d.from[branch]]; k >= 0 {
		d.rhs[k] += d.over[branch] * factor
	}
	if k := d.place[d.to[branch]]; k >= 0 {
		d.rhs[k] -= d.over[branch] * factor
	}
}
