package network

import (
	"fmt"
	"math"
)

// OptimalDC is the cheapest dispatch of the generators in service that serves all loads
// over the linear power flow within the branches' ratings and the generators' limits, with
// the price of one MWh more at each bus. Costs are linear, quadratic or points of a convex
// line. It is solved by a primal-dual interior point method (Wang, Murillo-Sánchez,
// Zimmerman, Thomas, On Computational Issues of Market-Based Optimal Power Flow, IEEE
// Trans. Power Syst. 22, 2007, section III; MATPOWER's MIPS).
func OptimalDC(c *Case) (*Flow, error) {
	d, err := NewDC(c)
	if err != nil {
		return nil, err
	}
	q, err := newDispatch(d)
	if err != nil {
		return nil, err
	}
	if err := q.solve(); err != nil {
		return nil, err
	}
	return q.flow(), nil
}

// segment is what a generator gives above its least power, or a stretch of that where
// its cost is points: from 0 to wide.
type segment struct {
	generator, bus int
	wide           float64 // pu
	slope, curve   float64 // EUR/h per pu, and per pu²
}

// dispatch is the quadratic programme
//
//	min ½xᵀHx + cᵀx   where Ax = b, Gx ≤ h
//
// in the unknowns x: angles of all buses but slack ones, then powers of segments, pu.
type dispatch struct {
	d        *DC
	segments []segment
	n, na    int // unknowns; of them angles

	equation []int32   // of a bus, -1 where isolated
	a        []term    // of A
	b        []float64 // what the buses take, pu
	g        [][2]term // rows of G: a few terms of x
	h        []float64 // their limits
	scale    float64   // EUR/h of one unit of the objective
	state
}

// term is a value of a matrix; row or column are -1 where nothing is unknown.
type term struct {
	row, column int32
	value       float64
}

// newDispatch sets the programme up: at each bus, what segments give less what lines take
// away is what the bus takes.
func newDispatch(d *DC) (*dispatch, error) {
	q := &dispatch{d: d, na: len(d.unknown), equation: none(len(d.place))}
	base := d.c.BaseMVA
	for i, k := range d.island {
		if k >= 0 {
			q.equation[i] = int32(len(q.b))
			q.b = append(q.b, (d.c.Buses[i].LoadMW-d.fixed[i])/base)
		}
	}
	for k, over := range d.over {
		if over != 0 {
			q.line(d.from[k], d.to[k], over/base)
			q.line(d.to[k], d.from[k], over/base)
		}
		if over != 0 {
			q.hold(k)
		}
	}
	for i := range d.c.Generators {
		if d.generator[i] {
			if err := q.offer(i); err != nil {
				return nil, err
			}
		}
	}
	q.n = q.na + len(q.segments)
	for j, s := range q.segments {
		at := int32(q.na + j)
		q.a = append(q.a, term{q.equation[s.bus], at, 1})
		q.limit(s.wide, term{column: at, value: 1}, term{column: -1})
		q.limit(0, term{column: at, value: -1}, term{column: -1})
		q.scale = max(q.scale, math.Abs(s.slope), s.curve)
	}
	if q.scale == 0 {
		q.scale = 1
	}
	return q, nil
}

// line adds to a bus' equation what a line to another takes away; what the shifter and a
// known angle at the far end do is in fixed.
func (q *dispatch) line(bus, far int32, over float64) {
	d, row := q.d, q.equation[bus]
	if at := d.place[bus]; at >= 0 {
		q.a = append(q.a, term{row, at, -over})
	} else {
		q.b[row] += over * d.angle[bus]
	}
	if at := d.place[far]; at >= 0 {
		q.a = append(q.a, term{row, at, over})
	}
}

func (q *dispatch) limit(most float64, a, b term) {
	q.g, q.h = append(q.g, [2]term{a, b}), append(q.h, most)
}

// hold keeps the flow over a branch within its rating, either way, and the angle over it
// within its limits, where it has any (MATPOWER User's Manual 8.1, table B-3: 0 is none).
func (q *dispatch) hold(k int) {
	d, b := q.d, &q.d.c.Branches[k]
	if over, rate := d.over[k]/d.c.BaseMVA, b.RateMVA/d.c.BaseMVA; rate > 0 {
		q.holdAngle(k, over, rate+over*d.shift[k])
		q.holdAngle(k, -over, rate-over*d.shift[k])
	}
	if b.MaxAngleDeg != 0 && b.MaxAngleDeg < 360 {
		q.holdAngle(k, 1, b.MaxAngleDeg/degrees)
	}
	if b.MinAngleDeg != 0 && b.MinAngleDeg > -360 {
		q.holdAngle(k, -1, -b.MinAngleDeg/degrees)
	}
}

// holdAngle keeps the angle over a branch, times a factor, within a limit.
func (q *dispatch) holdAngle(k int, factor, most float64) {
	d := q.d
	f, t := d.from[k], d.to[k]
	if d.place[f] < 0 {
		most -= factor * d.angle[f]
	}
	if d.place[t] < 0 {
		most += factor * d.angle[t]
	}
	q.limit(most, term{column: d.place[f], value: factor}, term{column: d.place[t], value: -factor})
}

// offer makes the segments of a generator; its least power counts as taken from the bus.
func (q *dispatch) offer(i int) error {
	g, base := &q.d.c.Generators[i], q.d.c.BaseMVA
	bus := q.d.index[g.Bus]
	q.b[q.equation[bus]] -= g.MinMW / base
	add := func(mw, slope, curve float64) {
		if mw > 0 {
			q.segments = append(q.segments, segment{generator: i, bus: bus, wide: mw / base, slope: slope * base, curve: curve * base * base})
		}
	}
	cost := &g.Cost
	if len(cost.Points) == 0 {
		k := append(append([]float64(nil), cost.Coefficients...), 0, 0, 0)
		if len(cost.Coefficients) > 3 || k[2] < 0 {
			return fmt.Errorf("generator %d, at bus %d: optimal flow takes linear and quadratic costs that do not curve down", i+1, g.Bus)
		}
		add(g.MaxMW-g.MinMW, k[1]+2*k[2]*g.MinMW, 2*k[2])
		return nil
	}
	from, last, n := g.MinMW, math.Inf(-1), len(cost.Points)
	for p := 1; p < n; p++ {
		a, b := cost.Points[p-1], cost.Points[p]
		slope := (b[1] - a[1]) / (b[0] - a[0])
		if !(b[0] > a[0]) || slope < last {
			return fmt.Errorf("generator %d, at bus %d: the points of its cost must ascend, each stretch dearer than the one before", i+1, g.Bus)
		}
		to := min(b[0], g.MaxMW)
		if p == n-1 {
			to = g.MaxMW
		}
		add(to-from, slope, 0)
		from, last = max(from, to), slope
	}
	return nil
}

// flow is the state at the optimum.
func (q *dispatch) flow() *Flow {
	d, base := q.d, q.d.c.BaseMVA
	angle := append([]float64(nil), d.angle...)
	for k, i := range d.unknown {
		angle[i] = q.x[k]
	}
	mw := make([]float64, len(d.over))
	d.FlowsMW(angle, mw)
	f := &Flow{Iterations: q.rounds}
	f.linear(d, angle, mw, make([]float64, len(mw)))
	for i := range d.c.Generators {
		f.GeneratorMW = append(f.GeneratorMW, 0)
		if d.generator[i] {
			f.GeneratorMW[i] = d.c.Generators[i].MinMW
		}
	}
	for j, s := range q.segments {
		f.GeneratorMW[s.generator] += q.x[q.na+j] * base
	}
	for i, g := range f.GeneratorMW {
		if d.generator[i] {
			f.CostEURPerH += d.c.Generators[i].Cost.At(g)
		}
	}
	for _, k := range q.equation {
		price := math.NaN()
		if k >= 0 {
			price = -q.y[k] * q.scale / base
		}
		f.PriceEURPerMWh = append(f.PriceEURPerMWh, price)
	}
	return f
}
