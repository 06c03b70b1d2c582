package network

import (
	"fmt"
	"math"
	"math/cmplx"

	"caloduc/grid/network/sparse"
)

// What ends an AC flow: the largest mismatch of any bus, pu, or as many iterations.
const (
	TolerancePu     = 1e-9
	newtonRounds    = 30
	decoupledRounds = 200
)

// Newton solves the AC power flow in polar coordinates from the case's own voltages
// (Tinney and Hart, Power Flow Solution by Newton's Method, IEEE Trans. PAS-86, 1967).
// Limits of reactive power are not enforced.
func Newton(c *Case) (*Flow, error) {
	m, err := newMismatch(c)
	if err != nil {
		return nil, err
	}
	j := newJacobian(m)
	worst := m.eval()
	var lu *sparse.LU
	for round := 0; round <= newtonRounds; round++ {
		if worst <= TolerancePu {
			return m.flow(round, worst), nil
		}
		j.fill(m)
		if lu == nil {
			lu, err = sparse.NewLU(j.matrix, j.order)
		} else {
			err = lu.Refactor(j.matrix)
		}
		if err != nil {
			return nil, fmt.Errorf("power flow, iteration %d: %w", round+1, err)
		}
		for k, i := range m.angles {
			j.step[k] = m.mw[i] - real(m.s[i])
		}
		for k, i := range m.magnitudes {
			j.step[len(m.angles)+k] = m.mvar[i] - imag(m.s[i])
		}
		lu.Solve(j.step)
		for k, i := range m.angles {
			m.va[i] += j.step[k]
		}
		for k, i := range m.magnitudes {
			m.vm[i] += j.step[len(m.angles)+k]
		}
		if worst = m.eval(); math.IsNaN(worst) {
			break
		}
	}
	return nil, fmt.Errorf("the power flow does not converge: a mismatch of %.3g pu after %d iterations", worst, newtonRounds)
}

// jacobian is the matrix of how powers follow angles and voltages.
type jacobian struct {
	angle, magnitude []int32 // place of a bus' angle and voltage among the unknowns, -1 where known
	matrix           *sparse.Matrix
	order            []int32
	step             []float64
}

// newJacobian lays out the matrix: powers and unknowns of a bus stand together in the
// order of elimination, which is that of the buses.
func newJacobian(m *mismatch) *jacobian {
	n := len(m.vm)
	j := &jacobian{angle: none(n), magnitude: none(n)}
	for k, i := range m.angles {
		j.angle[i] = int32(k)
	}
	for k, i := range m.magnitudes {
		j.magnitude[i] = int32(len(m.angles) + k)
	}
	size := len(m.angles) + len(m.magnitudes)
	j.step = make([]float64, size)
	b := sparse.NewBuilder(size)
	j.terms(m, func(row, col int32, _, _ int, _ complex128) { b.Add(int(row), int(col), 0) })
	j.matrix = b.Matrix()
	for _, bus := range sparse.MinimumDegree(m.a.pattern) {
		for _, at := range []int32{j.angle[bus], j.magnitude[bus]} {
			if at >= 0 {
				j.order = append(j.order, at)
			}
		}
	}
	return j
}

func none(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = -1
	}
	return all
}

// terms visits the places of the matrix in a fixed order, with the buses of power and
// unknown and their admittance.
func (j *jacobian) terms(m *mismatch, visit func(row, col int32, i, k int, y complex128)) {
	p := m.a.pattern
	for k := range p.N {
		for at := p.Start[k]; at < p.Start[k+1]; at++ {
			i := int(p.Row[at])
			for _, row := range [2]int32{j.angle[i], j.magnitude[i]} {
				for _, col := range [2]int32{j.angle[k], j.magnitude[k]} {
					if row >= 0 && col >= 0 {
						visit(row, col, i, k, m.a.y[at])
					}
				}
			}
		}
	}
}

// fill works out the derivatives of the powers by angles and voltages (Zimmerman, AC
// Power Flows, Generalized OPF Costs and their Derivatives, MATPOWER Technical Note 2,
// 2010, eqs. 21 and 29), term by term.
func (j *jacobian) fill(m *mismatch) {
	angles := int32(len(m.angles))
	j.terms(m, func(row, col int32, i, k int, y complex128) {
		flow := m.v[i] * cmplx.Conj(y*m.v[k])
		var d complex128
		if col < angles {
			d = -1i * flow
			if i == k {
				d += 1i * m.s[i]
			}
		} else {
			d = flow / complex(m.vm[k], 0)
			if i == k {
				d += m.s[i] / complex(m.vm[i], 0)
			}
		}
		value := real(d)
		if row >= angles {
			value = imag(d)
		}
		j.matrix.Value[j.matrix.Find(int(row), int(col))] = value
	})
}
