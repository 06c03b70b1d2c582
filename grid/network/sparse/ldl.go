package sparse

import (
	"fmt"
	"math"
)

// LDL is the factorisation P·A·Pᵀ = L·D·Lᵀ of a symmetric matrix, which may be
// indefinite: L is unit lower triangular, D diagonal, P the order of elimination.
type LDL struct {
	n     int
	order []int32 // order[k] is the row that stands k-th
	// L by columns, without its diagonal of ones.
	start []int32
	row   []int32
	value []float64
	over  []float64 // 1/D

	parent []int32   // elimination tree, -1 at a root
	place  []int32   // inverse of order
	x      []float64 // of Solve, in the order of elimination
	pivot  float64   // least |D| over the largest term of its row
}

// smallestPivot is how small a pivot may be, over the largest value of its row, before
// the matrix counts as singular.
const smallestPivot = 1e-13

// NewLDL factorises a symmetric matrix of which both triangles are stored. Pivots are
// taken in the order given, without exchange: a zero pivot is an error even where the
// matrix is regular. (Davis, Algorithm 849: a concise sparse Cholesky factorization
// package, ACM TOMS 31, 2005: up-looking, by the elimination tree.)
func NewLDL(m *Matrix, order []int32) (*LDL, error) {
	f := &LDL{n: m.N, order: order, start: make([]int32, m.N+1), parent: make([]int32, m.N),
		place: make([]int32, m.N), over: make([]float64, m.N), x: make([]float64, m.N)}
	for k, i := range order {
		f.place[i] = int32(k)
	}
	f.symbolic(m)
	return f, f.Refactor(m)
}

// symbolic finds the elimination tree and the length of each column.
func (f *LDL) symbolic(m *Matrix) {
	mark := make([]int32, f.n)
	length := make([]int32, f.n)
	for k := range f.n {
		f.parent[k], mark[k] = -1, int32(k)
		f.above(m, k, func(i int32, _ float64) {
			for ; mark[i] != int32(k); i = f.parent[i] {
				if f.parent[i] < 0 {
					f.parent[i] = int32(k)
				}
				length[i]++
				mark[i] = int32(k)
			}
		})
	}
	for k := range f.n {
		f.start[k+1] = f.start[k] + length[k]
	}
	f.row, f.value = make([]int32, f.start[f.n]), make([]float64, f.start[f.n])
}

// above visits the terms of the k-th column in the upper triangle, diagonal included, by
// their place in the order.
func (f *LDL) above(m *Matrix, k int, visit func(i int32, v float64)) {
	j := f.order[k]
	for p := m.Start[j]; p < m.Start[j+1]; p++ {
		if i := f.place[m.Row[p]]; i <= int32(k) {
			visit(i, m.Value[p])
		}
	}
}

// Refactor factorises a matrix of the same pattern.
func (f *LDL) Refactor(m *Matrix) error {
	n := f.n
	y, pattern, path := make([]float64, n), make([]int32, n), make([]int32, n)
	mark, length := make([]int32, n), make([]int32, n)
	f.pivot = math.Inf(1)
	for k := range n {
		mark[k] = int32(k)
		top, largest := n, 0.0
		y[k] = 0
		f.above(m, k, func(i int32, v float64) {
			y[i] += v
			largest = max(largest, math.Abs(v))
			steps := 0
			for ; mark[i] != int32(k); i = f.parent[i] {
				path[steps] = i
				steps++
				mark[i] = int32(k)
			}
			for steps > 0 {
				steps--
				top--
				pattern[top] = path[steps]
			}
		})
		d := y[k]
		y[k] = 0
		for _, i := range pattern[top:] {
			d -= f.eliminate(int(i), k, y, length)
		}
		if size := math.Abs(d) / max(largest, math.SmallestNonzeroFloat64); !(size > smallestPivot) {
			return fmt.Errorf("sparse: the matrix is singular at row %d", f.order[k])
		} else if size < f.pivot {
			f.pivot = size
		}
		f.over[k] = 1 / d
	}
	return nil
}

// eliminate takes column i out of row k and returns what it takes from the diagonal.
func (f *LDL) eliminate(i, k int, y []float64, length []int32) float64 {
	yi := y[i]
	y[i] = 0
	end := f.start[i] + length[i]
	for p := f.start[i]; p < end; p++ {
		y[f.row[p]] -= f.value[p] * yi
	}
	l := yi * f.over[i]
	f.row[end], f.value[end] = int32(k), l
	length[i]++
	return l * yi
}

// NonZeros is the number of values in L below its diagonal.
func (f *LDL) NonZeros() int { return len(f.value) }

// Solve replaces b by the solution of A·x = b. It allocates nothing; one factorisation
// serves one goroutine at a time.
func (f *LDL) Solve(b []float64) {
	x := f.x
	for k, i := range f.order {
		x[k] = b[i]
	}
	for j, xj := range x {
		from, to := f.start[j], f.start[j+1]
		value := f.value[from:to]
		for p, i := range f.row[from:to] {
			x[i] -= value[p] * xj
		}
	}
	for j := len(x) - 1; j >= 0; j-- {
		from, to := f.start[j], f.start[j+1]
		value := f.value[from:to]
		xj := x[j] * f.over[j]
		for p, i := range f.row[from:to] {
			xj -= value[p] * x[i]
		}
		x[j] = xj
	}
	for k, i := range f.order {
		b[i] = x[k]
	}
}

// Pass adds v times each value of L to its row of x: one indexed multiply-add over the
// factor, the measure of what a solution costs.
func (f *LDL) Pass(x []float64, v float64) {
	for p, i := range f.row {
		x[i] += f.value[p] * v
	}
}
