package network

import (
	"fmt"
	"math"
)

// Relevance is how much of a transfer a branch must carry for its rating to bind the
// transfer: the threshold of 5 % that European capacity calculation sets for critical
// elements (ACER decision 02/2019 on the Core methodology, annex I, article 15).
const Relevance = 0.05

// Access tells how much more load a bus may take while the loss of any one circuit, or
// none, overloads nothing that the load bears on: N-1 by PTDF and LODF. The load is fed by
// all generators in proportion to given weights.
type Access struct {
	Bus    int
	limits []binding
}

// binding is a branch with what may be out: its flow after the outage and how it follows
// the load, MW/MW.
type binding struct {
	branch, out int32 // out is -1 in the intact grid
	lodf, slope float64
	rating      float64
}

// NewAccess works out which branches may bind a bus of the grid, with the load's feed
// spread by weights, which sum to 1 over the buses.
func NewAccess(d *DC, bus int, weights []float64) (*Access, error) {
	if sum := sumOf(weights); math.Abs(sum-1) > 1e-9 {
		return nil, fmt.Errorf("weights that sum to %g, not 1", sum)
	}
	shift := d.transfer(bus, weights)
	a := &Access{Bus: bus}
	a.add(d, shift, -1, nil)
	lodf := make([]float64, len(shift))
	for _, out := range d.distinct() {
		if d.Outage(int(out), lodf) {
			a.add(d, shift, out, lodf)
		}
	}
	return a, nil
}

func sumOf(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}

// transfer is what one MW of load at the bus, fed by weights, adds to each flow.
func (d *DC) transfer(bus int, weights []float64) []float64 {
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
	shift := make([]float64, len(d.over))
	d.response(shift)
	return shift
}

// distinct lists one branch of each set of equal ones in parallel, in service.
func (d *DC) distinct() (first []int32) {
	seen := map[[3]float64]bool{}
	for k, b := range d.over {
		key := [3]float64{float64(d.from[k]), float64(d.to[k]), b}
		if b != 0 && !seen[key] {
			seen[key] = true
			first = append(first, int32(k))
		}
	}
	return first
}

// add notes the branches that the transfer bears on with a branch out. Of equal circuits
// in parallel one stands for all that are left.
func (a *Access) add(d *DC, shift []float64, out int32, lodf []float64) {
	seen := map[[3]float64]bool{}
	for k, b := range d.over {
		rating := d.c.Branches[k].RateMVA
		key := [3]float64{float64(d.from[k]), float64(d.to[k]), b}
		if b == 0 || rating == 0 || int32(k) == out || seen[key] {
			continue
		}
		seen[key] = true
		l := binding{branch: int32(k), out: out, slope: shift[k], rating: rating}
		if out >= 0 {
			l.lodf = lodf[k]
			l.slope += lodf[k] * shift[out]
		}
		if math.Abs(l.slope) >= Relevance {
			a.limits = append(a.limits, l)
		}
	}
}

// Headroom is what binds a bus' load, and how much more it may take.
type Headroom struct {
	MW          float64 // more load; infinite where nothing binds
	Branch, Out int     // what binds, and what is out then; -1: none
}

// At is the headroom at a state of flows, MW by branch, with ratings times a factor. It
// is below 0 where a branch would be overloaded already. It allocates nothing.
func (a *Access) At(flow []float64, rating float64) Headroom {
	best := Headroom{MW: math.Inf(1), Branch: -1, Out: -1}
	for i := range a.limits {
		l := &a.limits[i]
		mw := flow[l.branch]
		if l.out >= 0 {
			mw += l.lodf * flow[l.out]
		}
		slope := l.slope
		if slope < 0 {
			mw, slope = -mw, -slope
		}
		if room := (l.rating*rating - mw) / slope; room < best.MW {
			best = Headroom{MW: room, Branch: int(l.branch), Out: int(l.out)}
		}
	}
	return best
}

// Limits is how many pairs of branch and outage may bind.
func (a *Access) Limits() int { return len(a.limits) }

// WeightsByCapacity are weights that spread a load's feed over the generators in service by
// their capacity.
func (c *Case) WeightsByCapacity() []float64 {
	index := map[int]int{}
	for i := range c.Buses {
		index[c.Buses[i].Number] = i
	}
	weights := make([]float64, len(c.Buses))
	for i := range c.Generators {
		if g := &c.Generators[i]; !g.OutOfOrder {
			weights[index[g.Bus]] += max(0, g.MaxMW)
		}
	}
	if sum := sumOf(weights); sum > 0 {
		for i := range weights {
			weights[i] /= sum
		}
	}
	return weights
}
