package network

import (
	"math"
	"math/cmplx"

	"caloduc/grid/network/sparse"
)

// pi is a branch as it stands between its buses: the currents into its ends are
//
//	i_from = ff·v_from + ft·v_to,  i_to = tf·v_from + tt·v_to
//
// (MATPOWER User's Manual 8.1, eqs. 3.2 to 3.4), pu.
type pi struct {
	ff, ft, tf, tt complex128
}

// pi returns the branch's admittances.
func (b *Branch) pi() pi {
	series := 1 / complex(b.RPu, b.XPu)
	tap := cmplx.Rect(b.ratio(), b.ShiftDeg/degrees)
	tt := series + complex(0, b.BPu/2)
	ratio := b.ratio()
	return pi{ff: tt / complex(ratio*ratio, 0), ft: -series / cmplx.Conj(tap), tf: -series / tap, tt: tt}
}

// admittance is the bus admittance matrix by columns, real and imaginary parts apart.
type admittance struct {
	pattern *sparse.Matrix
	y       []complex128
	pis     []pi // of branches; nought where out of service
}

func newAdmittance(t *topology) *admittance {
	n := len(t.c.Buses)
	b := sparse.NewBuilder(n)
	a := &admittance{pis: make([]pi, len(t.on))}
	for k, on := range t.on {
		if !on {
			continue
		}
		a.pis[k] = t.c.Branches[k].pi()
		f, to := int(t.from[k]), int(t.to[k])
		for _, at := range [][2]int{{f, f}, {f, to}, {to, f}, {to, to}} {
			b.Add(at[0], at[1], 0)
		}
	}
	for i := range n {
		b.Add(i, i, 0)
	}
	a.pattern = b.Matrix()
	a.y = make([]complex128, len(a.pattern.Value))
	for k, p := range a.pis {
		f, to := int(t.from[k]), int(t.to[k])
		if !t.on[k] {
			continue
		}
		a.add(f, f, p.ff)
		a.add(f, to, p.ft)
		a.add(to, f, p.tf)
		a.add(to, to, p.tt)
	}
	for i := range n {
		if bus := &t.c.Buses[i]; t.island[i] >= 0 {
			a.add(i, i, complex(bus.ShuntMW, bus.ShuntMvar)/complex(t.c.BaseMVA, 0))
		}
	}
	return a
}

func (a *admittance) add(i, j int, y complex128) { a.y[a.pattern.Find(i, j)] += y }

// powers sets s to the complex power that each bus injects at voltages v, pu.
func (a *admittance) powers(v, s []complex128) {
	clear(s)
	for j, vj := range v {
		for p := a.pattern.Start[j]; p < a.pattern.Start[j+1]; p++ {
			s[a.pattern.Row[p]] += a.y[p] * vj
		}
	}
	for i, current := range s {
		s[i] = v[i] * cmplx.Conj(current)
	}
}

// voltages is the starting point of an AC flow: what generators hold, and the case's
// voltages elsewhere.
func (t *topology) voltages() (magnitude, angle []float64) {
	for i := range t.c.Buses {
		magnitude, angle = append(magnitude, t.c.Buses[i].VMPu), append(angle, t.c.Buses[i].VADeg/degrees)
	}
	for i := range t.c.Generators {
		g := &t.c.Generators[i]
		if bus := t.index[g.Bus]; t.generator[i] && t.kind[bus] != Load {
			magnitude[bus] = g.SetPu
		}
	}
	return magnitude, angle
}

// mismatch is what an AC flow works on: the buses' powers against what they should be.
type mismatch struct {
	*topology
	a          *admittance
	mw, mvar   []float64 // injected, pu
	vm, va     []float64
	v, s       []complex128
	angles     []int32 // buses whose angle is unknown
	magnitudes []int32 // buses whose voltage is unknown
}

func newMismatch(c *Case) (*mismatch, error) {
	t, errs := newTopology(c)
	if len(errs) > 0 {
		return nil, errs[0]
	}
	m := &mismatch{topology: t, a: newAdmittance(t)}
	m.mw, m.mvar = t.injections()
	for i := range m.mw {
		m.mw[i], m.mvar[i] = m.mw[i]/c.BaseMVA, m.mvar[i]/c.BaseMVA
		if t.island[i] < 0 || t.kind[i] == Slack {
			continue
		}
		m.angles = append(m.angles, int32(i))
		if t.kind[i] == Load {
			m.magnitudes = append(m.magnitudes, int32(i))
		}
	}
	m.vm, m.va = t.voltages()
	m.v, m.s = make([]complex128, len(c.Buses)), make([]complex128, len(c.Buses))
	return m, nil
}

// eval works out the powers at the present voltages and returns the largest mismatch, pu.
func (m *mismatch) eval() (worst float64) {
	for i := range m.v {
		m.v[i] = cmplx.Rect(m.vm[i], m.va[i])
	}
	m.a.powers(m.v, m.s)
	for _, i := range m.angles {
		worst = worse(worst, real(m.s[i])-m.mw[i])
	}
	for _, i := range m.magnitudes {
		worst = worse(worst, imag(m.s[i])-m.mvar[i])
	}
	return worst
}

// worse keeps the larger size; what is not a number is worst of all.
func worse(worst, x float64) float64 {
	if x = math.Abs(x); x > worst || math.IsNaN(x) {
		return x
	}
	return worst
}

// flow is the state that the voltages make.
func (m *mismatch) flow(iterations int, worst float64) *Flow {
	f := &Flow{Iterations: iterations, MismatchPu: worst, VMPu: m.vm}
	base := m.c.BaseMVA
	for i := range m.va {
		f.VADeg = append(f.VADeg, m.va[i]*degrees)
		f.InjectedMW = append(f.InjectedMW, real(m.s[i])*base)
		if m.island[i] < 0 {
			f.VADeg[i], f.VMPu[i] = math.NaN(), math.NaN()
		}
	}
	for k, p := range m.a.pis {
		from, to := m.v[m.from[k]], m.v[m.to[k]]
		sf := from * cmplx.Conj(p.ff*from+p.ft*to) * complex(base, 0)
		st := to * cmplx.Conj(p.tf*from+p.tt*to) * complex(base, 0)
		f.FromMW, f.FromMvar = append(f.FromMW, real(sf)), append(f.FromMvar, imag(sf))
		f.ToMW, f.ToMvar = append(f.ToMW, real(st)), append(f.ToMvar, imag(st))
		f.LossMW = append(f.LossMW, real(sf)+real(st))
	}
	return f
}
