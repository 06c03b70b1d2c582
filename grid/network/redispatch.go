package network

import "math"

// redispatchRounds is how many pairs of buses generation is moved between, at most, in one
// solution.
const redispatchRounds = 20

// redispatch relieves overloads of the intact grid: for the most overloaded circuit,
// generation moves from the bus where it loads the circuit most to the bus where it
// relieves it most, as far as the stations go, until none is overloaded or nothing is left
// to move.
func (t *Transmission) redispatch(s *Schedule) {
	t.RedispatchMW, t.CostEURPerH = 0, 0
	if t.OverloadMW == 0 {
		return
	}
	clear(t.movedMW)
	for range redispatchRounds {
		worst, over := -1, 1e-6
		for k, mw := range t.flow {
			if more := math.Abs(mw) - t.dc.c.Branches[k].RateMVA*t.rating; t.dc.over[k] != 0 && more > over {
				worst, over = k, more
			}
		}
		if worst < 0 || !t.relieve(worst, over, s) {
			break
		}
	}
	t.load()
	t.CostEURPerH = t.RedispatchMW * t.spec.RedispatchEURPerMWh
}

// relieve moves generation to take over MW off a branch; false where nothing can move.
func (t *Transmission) relieve(branch int, over float64, s *Schedule) bool {
	d := t.dc
	sign := math.Copysign(1, t.flow[branch])
	clear(d.rhs)
	if k := d.place[d.from[branch]]; k >= 0 {
		d.rhs[k] += d.over[branch] * sign
	}
	if k := d.place[d.to[branch]]; k >= 0 {
		d.rhs[k] -= d.over[branch] * sign
	}
	d.factor.Solve(d.rhs) // by symmetry: what a MW at each bus adds to the branch
	down, up := -1, -1
	for i := range t.mw {
		if d.island[i] != d.island[d.from[branch]] {
			continue
		}
		effect := t.effect(i)
		if room, _ := t.movable(i, s); room > 1 && (down < 0 || effect > t.effect(down)) {
			down = i
		}
		if _, room := t.movable(i, s); room > 1 && (up < 0 || effect < t.effect(up)) {
			up = i
		}
	}
	if down < 0 || up < 0 || t.effect(down)-t.effect(up) < Relevance {
		return false
	}
	less, _ := t.movable(down, s)
	_, more := t.movable(up, s)
	moved := min(over/(t.effect(down)-t.effect(up)), less, more)
	t.movedMW[down] -= moved
	t.movedMW[up] += moved
	t.mw[down] -= moved
	t.mw[up] += moved
	t.RedispatchMW += moved
	d.Solve(t.mw, t.angle)
	d.FlowsMW(t.angle, t.flow)
	return moved > 0
}

// effect is what a MW at a bus adds to the branch that is being relieved.
func (t *Transmission) effect(bus int) float64 {
	if k := t.dc.place[bus]; k >= 0 {
		return t.dc.rhs[k]
	}
	return 0
}

// movable is by how much the stations of a bus can go down and up.
func (t *Transmission) movable(bus int, s *Schedule) (down, up float64) {
	for f, parts := range t.spread.fuels {
		if !Fuel(f).steady() {
			continue
		}
		now := parts[bus] * s.OutputMW[f]
		down += now
		up += max(0, t.grid.Sites[bus].CapacityMW[f]-now)
	}
	return max(0, down+t.movedMW[bus]), max(0, up-t.movedMW[bus])
}
