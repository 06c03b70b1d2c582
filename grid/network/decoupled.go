package network

import (
	"fmt"
	"math"

	"caloduc/grid/network/sparse"
)

// FastDecoupled solves the AC power flow by the fast decoupled method: active power sets
// angles, reactive power sets voltages, each by a matrix that stays (Stott and Alsaç,
// Fast Decoupled Load Flow, IEEE Trans. PAS-93, 1974; version XB: the matrix of angles
// without resistances, charging, shunts and ratios, that of voltages without shifts).
func FastDecoupled(c *Case) (*Flow, error) {
	m, err := newMismatch(c)
	if err != nil {
		return nil, err
	}
	angles, err := m.decoupled(m.angles, func(b *Branch) { b.RPu, b.BPu, b.Ratio = 0, 0, 0 }, false)
	if err != nil {
		return nil, err
	}
	voltages, err := m.decoupled(m.magnitudes, func(b *Branch) { b.ShiftDeg = 0 }, true)
	if err != nil {
		return nil, err
	}
	step := make([]float64, len(m.angles))
	worst := m.eval()
	for round := 0; round <= decoupledRounds; round++ {
		if worst <= TolerancePu {
			return m.flow(round, worst), nil
		}
		for k, i := range m.angles {
			step[k] = (m.mw[i] - real(m.s[i])) / m.vm[i]
		}
		angles.Solve(step[:len(m.angles)])
		for k, i := range m.angles {
			m.va[i] += step[k]
		}
		m.eval()
		for k, i := range m.magnitudes {
			step[k] = (m.mvar[i] - imag(m.s[i])) / m.vm[i]
		}
		voltages.Solve(step[:len(m.magnitudes)])
		for k, i := range m.magnitudes {
			m.vm[i] += step[k]
		}
		if worst = m.eval(); math.IsNaN(worst) {
			break
		}
	}
	return nil, fmt.Errorf("the decoupled power flow does not converge: a mismatch of %.3g pu after %d iterations", worst, decoupledRounds)
}

// decoupled factorises the susceptances between some buses of the grid with its branches
// simplified, with shunts or without.
func (m *mismatch) decoupled(buses []int32, simplify func(*Branch), shunts bool) (*sparse.LU, error) {
	place := none(len(m.vm))
	for k, i := range buses {
		place[i] = int32(k)
	}
	b := sparse.NewBuilder(len(buses))
	add := func(i, j int32, y complex128) {
		if i, j = place[i], place[j]; i >= 0 && j >= 0 {
			b.Add(int(i), int(j), -imag(y))
		}
	}
	for k, on := range m.on {
		if !on {
			continue
		}
		branch := m.c.Branches[k]
		simplify(&branch)
		p, f, t := branch.pi(), m.from[k], m.to[k]
		add(f, f, p.ff)
		add(f, t, p.ft)
		add(t, f, p.tf)
		add(t, t, p.tt)
	}
	for k, i := range buses {
		b.Add(k, k, 0)
		if shunts {
			b.Add(k, k, -m.c.Buses[i].ShuntMvar/m.c.BaseMVA)
		}
	}
	matrix := b.Matrix()
	lu, err := sparse.NewLU(matrix, sparse.MinimumDegree(matrix))
	if err != nil {
		return nil, fmt.Errorf("the decoupled power flow cannot be solved: %w", err)
	}
	return lu, nil
}
