package network

import "math"

// redispatchRounds is how many pairs of buses generation is moved between, at most, in one
// solution.
const redispatchRounds = 12

// leastMoveMW is the smallest power that is worth a move.
const leastMoveMW = 1

// overload is a set whose circuits carry more than their rating, in the intact grid or after
// the loss of a circuit.
type overload struct {
	set, out int32   // out is set in the intact grid
	lodf     float64 // of the flow of what is out
	mw       float64 // above the rating
	sign     float64 // of the flow
}

// overloaded is the most overloaded set of the intact grid.
func (t *Transmission) overloaded() (o overload) {
	for k, mw := range t.flow {
		rate := t.security.ratingMVA(k)
		if over := math.Abs(mw) - rate*t.rating; over > o.mw && rate > 0 {
			o = overload{set: int32(k), out: int32(k), mw: over, sign: math.Copysign(1, mw)}
		}
	}
	return o
}

// overload is what binds a campus' bus, by which it would be overloaded with more load than
// is left for.
func (a *Access) overload(h *Headroom, moreMW float64) overload {
	l := &a.limits[h.at]
	slope := 1 / l.own
	return overload{set: l.set, out: l.out, lodf: l.taken * slope, mw: (moreMW - h.MW) * math.Abs(slope), sign: math.Copysign(1, slope)}
}

// redispatch relieves overloads of the intact grid, and those after the loss of a circuit
// that campuses bear on.
func (t *Transmission) redispatch() {
	t.RedispatchMW, t.CostEURPerH, t.insecure, t.begun = 0, 0, 0, false
	left := t.moves
	t.relieveAll(&left, t.overloaded)
	for i := range t.Campuses {
		c := &t.Campuses[i]
		if t.dc.island[c.bus] < 0 {
			continue
		}
		t.relieveAll(&left, func() overload {
			c.room = c.of.At(t.flow, t.rating)
			if c.room.MW >= 0 {
				return overload{}
			}
			t.insecure = 1
			return c.of.overload(&c.room, 0)
		})
	}
	if t.RedispatchMW > 0 {
		t.LeftMW = t.load(t.flow)
		t.CostEURPerH = t.RedispatchMW * t.spec.RedispatchEURPerMWh
	}
}

// relieveAll relieves one overload after the other, the worst first.
func (t *Transmission) relieveAll(left *int, worst func() overload) {
	for o := worst(); *left > 0 && o.mw >= leastMoveMW; o = worst() {
		moved := t.relieve(&o)
		if moved == 0 {
			return
		}
		t.RedispatchMW += moved
		*left--
	}
}

// reach is what a campus' bus can take beyond its draw. Where that is less than it has
// contracted, generation moves for it, on trial: what binds is relieved until the contract
// is served, or as far as that goes. (The relaxation method for linear inequalities: Agmon,
// Canadian J. Math. 6, 1954, with one pair of buses a step.)
func (t *Transmission) reach(c *Campus, drawnMW float64) Headroom {
	if t.RedispatchMW > 0 { // for another campus, maybe
		c.room = c.of.At(t.flow, t.rating)
	}
	h := c.room
	want := c.ContractedMW - drawnMW
	if h.MW >= want {
		return h
	}
	t.begin()
	copy(t.trial, t.flow)
	copy(t.trialMW[0], t.downMW)
	copy(t.trialMW[1], t.upMW)
	best := h
	for left := t.moves; left > 0 && h.MW < want; left-- {
		o := c.of.overload(&h, want)
		if t.relieve(&o) == 0 {
			break
		}
		if h = c.of.At(t.flow, t.rating); h.MW > best.MW {
			best = h
		}
	}
	copy(t.flow, t.trial)
	copy(t.downMW, t.trialMW[0])
	copy(t.upMW, t.trialMW[1])
	return best
}

// begin works out by how much the stations of each bus can go down and up as scheduled.
func (t *Transmission) begin() {
	if t.begun {
		return
	}
	if !t.ready {
		t.stations(t.schedule, t.stationsMW[0], t.stationsMW[1])
	}
	copy(t.downMW, t.stationsMW[0])
	copy(t.upMW, t.stationsMW[1])
	t.ready, t.begun = true, true
}

// stations works out by how much the stations of each bus can go down and up. Reactors
// give what the market takes of them, and go down alone.
func (t *Transmission) stations(s *Schedule, down, up []float64) {
	clear(down)
	clear(up)
	for f, shares := range t.spread.fuels {
		if !Fuel(f).steady() || Fuel(f) == Nuclear && s.Nuclear != nil {
			continue
		}
		for _, at := range shares {
			now := at.part * s.OutputMW[f]
			down[at.bus] += max(0, now)
			if Fuel(f) != Nuclear {
				up[at.bus] += max(0, t.grid.Sites[at.bus].CapacityMW[f]-now)
			}
		}
	}
	for i, part := range s.Nuclear {
		down[i] += max(0, part*s.OutputMW[Nuclear])
	}
}

// relieve moves generation to take an overload off, from the bus where it loads the set
// most to the bus where it relieves it most, as far as the stations go, and returns how
// much; 0 where nothing can move.
func (t *Transmission) relieve(o *overload) (moved float64) {
	t.begin()
	down, up := -1, -1
	most, least := math.Inf(-1), math.Inf(1)
	for i, island := range t.dc.island {
		if island < 0 {
			continue
		}
		row := t.security.at(int32(i))
		effect := o.sign * (row[o.set] + o.lodf*row[o.out]) // of a MW at the bus on the overload
		if effect > most && t.downMW[i] > leastMoveMW {
			down, most = i, effect
		}
		if effect < least && t.upMW[i] > leastMoveMW {
			up, least = i, effect
		}
	}
	if down < 0 || up < 0 || most-least < t.spec.LeastEffect {
		return 0
	}
	moved = min(o.mw/(most-least), t.downMW[down], t.upMW[up])
	t.downMW[down], t.upMW[down] = t.downMW[down]-moved, t.upMW[down]+moved
	t.downMW[up], t.upMW[up] = t.downMW[up]+moved, t.upMW[up]-moved
	less, more := t.security.at(int32(down)), t.security.at(int32(up))
	for k := range t.flow {
		t.flow[k] += moved * (more[k] - less[k])
	}
	return moved
}
