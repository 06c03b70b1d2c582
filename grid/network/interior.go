package network

import (
	"fmt"
	"math"

	"caloduc/grid/network/sparse"
)

// state is where the interior point method stands.
type state struct {
	x, y  []float64 // unknowns; multipliers of the equations
	z, mu []float64 // slacks of the limits, and their multipliers

	residual, excess []float64 // of the equations and the limits
	gradient         []float64 // of the Lagrangian
	rounds           int
}

// Parameters of the method, named as in MIPS.
const (
	interiorRounds    = 150
	interiorTolerance = 1e-10
	towardsCentre     = 0.1     // σ
	withinStep        = 0.99995 // ξ
)

// solve finds the optimum, step by step.
func (q *dispatch) solve() error {
	q.begin()
	gamma := 1.0
	var lu *sparse.LU
	var order []int32
	for q.rounds = 0; ; q.rounds++ {
		q.evaluate()
		if q.done() {
			return nil
		}
		kkt := q.matrix()
		if order == nil {
			order = sparse.MinimumDegree(kkt)
		}
		var err error
		if lu == nil {
			lu, err = sparse.NewLU(kkt, order)
		} else {
			err = lu.Refactor(kkt)
		}
		if err != nil || q.rounds == interiorRounds {
			return fmt.Errorf("no dispatch serves all loads within the limits of generators and branches: short by %.4g MW, %.4g MW over a limit after %d iterations",
				largest(q.residual)*q.d.c.BaseMVA, max(0, largestOf(q.excess))*q.d.c.BaseMVA, q.rounds)
		}
		gamma = q.step(lu, gamma)
	}
}

// begin is the point of departure: no flow, half the powers.
func (q *dispatch) begin() {
	m, l := len(q.b), len(q.h)
	q.state = state{x: make([]float64, q.n), y: make([]float64, m), z: make([]float64, l), mu: make([]float64, l),
		residual: make([]float64, m), excess: make([]float64, l), gradient: make([]float64, q.n)}
	for j, s := range q.segments {
		q.x[q.na+j] = s.wide / 2
	}
	q.evaluate()
	for i, e := range q.excess {
		q.z[i] = max(1, -e)
		q.mu[i] = 1
		if 1/q.z[i] > 1 {
			q.mu[i] = 1 / q.z[i]
		}
	}
}

// evaluate works out residuals, excesses and the Lagrangian's gradient.
func (q *dispatch) evaluate() {
	for i, b := range q.b {
		q.residual[i] = -b
	}
	clear(q.gradient)
	for j, s := range q.segments {
		at := q.na + j
		q.gradient[at] = (s.slope + s.curve*q.x[at]) / q.scale
	}
	for _, t := range q.a {
		q.residual[t.row] += t.value * q.x[t.column]
		q.gradient[t.column] += t.value * q.y[t.row]
	}
	for i, row := range q.g {
		q.excess[i] = -q.h[i]
		for _, t := range row {
			if t.column >= 0 {
				q.excess[i] += t.value * q.x[t.column]
				q.gradient[t.column] += t.value * q.mu[i]
			}
		}
	}
}

// done tells whether equations, limits, gradient and complementarity are met.
func (q *dispatch) done() bool {
	gap := 0.0
	for i, z := range q.z {
		gap += z * q.mu[i]
	}
	size := 1 + max(largest(q.x), largest(q.z))
	return max(largest(q.residual), largestOf(q.excess))/size < interiorTolerance &&
		largest(q.gradient)/(1+max(largest(q.y), largest(q.mu))) < interiorTolerance && gap/(1+largest(q.x)) < interiorTolerance
}

// matrix is that of the Newton step: curvature with the barrier of the limits, and the
// equations.
func (q *dispatch) matrix() *sparse.Matrix {
	b := sparse.NewBuilder(q.n + len(q.b))
	for i := range q.n + len(q.b) {
		b.Add(i, i, 0)
	}
	for j, s := range q.segments {
		b.Add(q.na+j, q.na+j, s.curve/q.scale)
	}
	for i, row := range q.g {
		barrier := q.mu[i] / q.z[i]
		for _, s := range row {
			for _, t := range row {
				if s.column >= 0 && t.column >= 0 {
					b.Add(int(s.column), int(t.column), barrier*s.value*t.value)
				}
			}
		}
	}
	for _, t := range q.a {
		b.Add(q.n+int(t.row), int(t.column), t.value)
		b.Add(int(t.column), q.n+int(t.row), t.value)
	}
	return b.Matrix()
}

// step goes one Newton step towards the point where each limit's slack times its
// multiplier is gamma, as far as both stay above 0, and returns the next gamma.
func (q *dispatch) step(lu *sparse.LU, gamma float64) float64 {
	delta := make([]float64, q.n+len(q.b))
	for j := range q.n {
		delta[j] = -q.gradient[j]
	}
	for i, row := range q.g {
		for _, t := range row {
			if t.column >= 0 {
				delta[t.column] -= t.value * (q.mu[i]*q.excess[i] + gamma) / q.z[i]
			}
		}
	}
	for i, r := range q.residual {
		delta[q.n+i] = -r
	}
	lu.Solve(delta)
	dz, dmu := make([]float64, len(q.z)), make([]float64, len(q.z))
	primal, dual := 1.0, 1.0
	for i, row := range q.g {
		dz[i] = -q.excess[i] - q.z[i]
		for _, t := range row {
			if t.column >= 0 {
				dz[i] -= t.value * delta[t.column]
			}
		}
		dmu[i] = -q.mu[i] + (gamma-q.mu[i]*dz[i])/q.z[i]
		if dz[i] < 0 {
			primal = min(primal, -withinStep*q.z[i]/dz[i])
		}
		if dmu[i] < 0 {
			dual = min(dual, -withinStep*q.mu[i]/dmu[i])
		}
	}
	for j := range q.x {
		q.x[j] += primal * delta[j]
	}
	for i := range q.y {
		q.y[i] += dual * delta[q.n+i]
	}
	gap := 0.0
	for i := range q.z {
		q.z[i] += primal * dz[i]
		q.mu[i] += dual * dmu[i]
		gap += q.z[i] * q.mu[i]
	}
	return towardsCentre * gap / float64(max(1, len(q.z)))
}

// largest is the largest size of any value.
func largest(values []float64) (most float64) {
	for _, v := range values {
		most = worse(most, v)
	}
	return most
}

// largestOf is the largest value.
func largestOf(values []float64) float64 {
	most := math.Inf(-1)
	for _, v := range values {
		most = max(most, v)
	}
	return most
}
