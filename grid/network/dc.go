package network

import (
	"fmt"
	"math"

	"caloduc/grid/network/sparse"
)

const degrees = 180 / math.Pi

// DC is the linear power flow of a grid in one state of its branches: voltages are 1 pu,
// angles small, lines without losses, so that the flow over a branch is
//
//	P = (θ_from - θ_to - shift) / (x·ratio)
//
// (Stott, Jardim, Alsaç, DC Power Flow Revisited, IEEE Trans. Power Syst. 24, 2009, eqs.
// 1 to 4). The matrix is factorised once; each operating point is a back-solve. A DC
// serves one goroutine at a time.
type DC struct {
	*topology
	over    []float64 // susceptance of branches over the base power, MW/rad; 0 where out of service
	shift   []float64 // rad
	angle   []float64 // of the slack buses, rad
	factor  *sparse.LDL
	unknown []int32 // buses whose angle is solved for
	place   []int32 // of a bus among them, -1 otherwise
	fixed   []float64
	rhs     []float64
}

// NewDC factorises the linear power flow of a case.
func NewDC(c *Case) (*DC, error) {
	t, errs := newTopology(c)
	if len(errs) > 0 {
		return nil, errs[0]
	}
	d := &DC{topology: t, fixed: make([]float64, len(c.Buses)), angle: make([]float64, len(c.Buses))}
	for i := range c.Branches {
		b := &c.Branches[i]
		over := 0.0
		if t.on[i] {
			over = c.BaseMVA / (b.XPu * b.ratio())
		}
		d.over, d.shift = append(d.over, over), append(d.shift, b.ShiftDeg/degrees)
	}
	for i := range c.Buses {
		d.place = append(d.place, -1)
		switch {
		case t.island[i] < 0:
		case t.kind[i] == Slack:
			d.angle[i] = c.Buses[i].VADeg / degrees
		default:
			d.place[i] = int32(len(d.unknown))
			d.unknown = append(d.unknown, int32(i))
		}
		if t.island[i] >= 0 {
			d.fixed[i] = -c.Buses[i].ShuntMW
		}
	}
	d.rhs = make([]float64, len(d.unknown))
	return d, d.factorise()
}

// ratio of the ideal transformer.
func (b *Branch) ratio() float64 {
	if b.Ratio == 0 {
		return 1
	}
	return b.Ratio
}

// factorise builds the matrix of the unknown angles; what slack angles and phase
// shifters put in is fixed.
func (d *DC) factorise() (err error) {
	m := sparse.NewBuilder(len(d.unknown))
	for k, b := range d.over {
		if b == 0 {
			continue
		}
		f, t := d.from[k], d.to[k]
		d.fixed[f] += b * (d.shift[k] + d.angle[t])
		d.fixed[t] += b * (d.angle[f] - d.shift[k])
		i, j := int(d.place[f]), int(d.place[t])
		if i >= 0 {
			m.Add(i, i, b)
		}
		if j >= 0 {
			m.Add(j, j, b)
		}
		if i >= 0 && j >= 0 {
			m.Add(i, j, -b)
			m.Add(j, i, -b)
		}
	}
	matrix := m.Matrix()
	if d.factor, err = sparse.NewLDL(matrix, sparse.MinimumDegree(matrix)); err != nil {
		return fmt.Errorf("the linear power flow cannot be solved: %w", err)
	}
	return nil
}

// Solve sets the angles, rad by bus, at which the buses inject mw; slack buses inject
// what is missing. It allocates nothing.
func (d *DC) Solve(mw, angle []float64) {
	for k, i := range d.unknown {
		d.rhs[k] = mw[i] + d.fixed[i]
	}
	d.factor.Solve(d.rhs)
	copy(angle, d.angle)
	for k, i := range d.unknown {
		angle[i] = d.rhs[k]
	}
}

// FlowsMW sets the flow over each branch, counted from its from end.
func (d *DC) FlowsMW(angle, mw []float64) {
	for k, b := range d.over {
		mw[k] = b * (angle[d.from[k]] - angle[d.to[k]] - d.shift[k])
	}
}

// LossesMW sets the loss r·P²/base of each branch at a voltage of 1 pu and returns their
// sum (Stott, Jardim, Alsaç, 2009, eq. 13).
func (d *DC) LossesMW(flow, loss []float64) (sum float64) {
	for k := range flow {
		loss[k] = 0
		if d.over[k] != 0 {
			loss[k] = d.c.Branches[k].RPu * flow[k] * flow[k] / d.c.BaseMVA
			sum += loss[k]
		}
	}
	return sum
}

// Flow is a state of the grid, by bus and by branch.
type Flow struct {
	VMPu, VADeg []float64 // by bus; magnitudes NaN where they are not computed
	InjectedMW  []float64 // by bus, slack buses included

	FromMW, FromMvar, ToMW, ToMvar, LossMW []float64 // by branch, into it at each end
	PriceEURPerMWh                         []float64 // by bus, of optimal flow
	Iterations                             int
	MismatchPu                             float64 // largest of any bus
	CostEURPerH                            float64
	GeneratorMW                            []float64
}

// lossRounds and lossToleranceMW end the iteration of losses.
const (
	lossRounds      = 20
	lossToleranceMW = 1e-6
)

// Flow solves the linear power flow at the injections of the case. With losses, each
// branch's loss is drawn half at either end, until it settles.
func (d *DC) Flow(losses bool) (*Flow, error) {
	mw, _ := d.injections()
	n, m := len(d.c.Buses), len(d.c.Branches)
	angle, flow, loss, drawn := make([]float64, n), make([]float64, m), make([]float64, m), make([]float64, n)
	f := &Flow{Iterations: 1}
	d.Solve(mw, angle)
	d.FlowsMW(angle, flow)
	for sum := 0.0; losses; f.Iterations++ {
		now := d.LossesMW(flow, loss)
		if math.Abs(now-sum) < lossToleranceMW {
			break
		}
		if f.Iterations > lossRounds {
			return nil, fmt.Errorf("losses do not settle: %.4g MW, then %.4g: lines carry more than they can", sum, now)
		}
		sum = now
		copy(drawn, mw)
		for k, l := range loss {
			drawn[d.from[k]] -= l / 2
			drawn[d.to[k]] -= l / 2
		}
		d.Solve(drawn, angle)
		d.FlowsMW(angle, flow)
	}
	f.linear(d, angle, flow, loss)
	return f, nil
}

// linear fills in the results of a linear flow.
func (f *Flow) linear(d *DC, angle, flow, loss []float64) {
	f.InjectedMW = make([]float64, len(angle))
	for i := range angle {
		f.VADeg = append(f.VADeg, angle[i]*degrees)
		f.VMPu = append(f.VMPu, math.NaN())
		if d.island[i] < 0 {
			f.VADeg[i] = math.NaN()
			continue
		}
		f.InjectedMW[i] += d.c.Buses[i].ShuntMW
	}
	for k, mw := range flow {
		half := loss[k] / 2
		f.FromMW, f.ToMW = append(f.FromMW, mw+half), append(f.ToMW, half-mw)
		f.FromMvar, f.ToMvar = append(f.FromMvar, math.NaN()), append(f.ToMvar, math.NaN())
		f.LossMW = append(f.LossMW, loss[k])
		f.InjectedMW[d.from[k]] += mw + half
		f.InjectedMW[d.to[k]] += half - mw
	}
}
