package sparse

import (
	"fmt"
	"math"
	"slices"
)

// LU is the factorisation of a square matrix whose pattern is nearly symmetric: columns
// in the order of elimination, rows by pivoting, the diagonal preferred where it is not
// much smaller than the largest value of its column.
type LU struct {
	n             int
	order         []int32 // order[k] is the column that stands k-th
	place         []int32 // place[i] is the position of row i as a pivot, -1 before it has one
	lower, upper  triangle
	over          []float64 // 1/pivot
	x             []float64
	stack, marked []int32
	found         []int32
	next          []int32
	pattern       Matrix // of the matrix whose pivots these are, without values
}

// triangle holds columns that grow one after the other.
type triangle struct {
	start []int32
	row   []int32
	value []float64
}

// preference is how small the diagonal may be, over the largest value of its column, to
// be the pivot all the same: it keeps the fill-in that the order was chosen for.
const preference = 1e-3

// keeping is how small a pivot of before may be, over the largest value of its column below,
// to be kept.
const keeping = 1e-7

// NewLU factorises a matrix, column after column (Gilbert and Peierls, Sparse Partial
// Pivoting in Time Proportional to Arithmetic Operations, SIAM J. Sci. Stat. Comput. 9,
// 1988).
func NewLU(m *Matrix, order []int32) (*LU, error) {
	f := &LU{n: m.N, order: order, place: make([]int32, m.N), over: make([]float64, m.N),
		x: make([]float64, m.N), stack: make([]int32, m.N), marked: make([]int32, m.N),
		found: make([]int32, m.N), next: make([]int32, m.N)}
	return f, f.Refactor(m)
}

// Refactor factorises another matrix of the same size in the same order of columns. Where
// its pattern is that of before, rows keep their order too, and nothing is searched for,
// unless a pivot has become too small.
func (f *LU) Refactor(m *Matrix) error {
	same := slices.Equal(f.pattern.Start, m.Start) && slices.Equal(f.pattern.Row, m.Row)
	if same && f.refactorInPlace(m) {
		return nil
	}
	f.pattern = Matrix{}
	for i := range f.place {
		f.place[i], f.marked[i] = -1, -1
	}
	f.lower.reset()
	f.upper.reset()
	for k := range f.n {
		top := f.solveColumn(m, k)
		if err := f.pivot(k, top); err != nil {
			return err
		}
	}
	for p, i := range f.lower.row { // rows of L by their positions, as all are known now
		f.lower.row[p] = f.place[i]
	}
	f.pattern = Matrix{Start: slices.Clone(m.Start), Row: slices.Clone(m.Row)}
	return nil
}

// refactorInPlace works out the values of L and U with the pivots of before; false where
// one is too small for that beside its column. (Davis and Palamadai Natarajan, Algorithm
// 907: KLU, ACM TOMS 37, 2010, section 2.5.)
func (f *LU) refactorInPlace(m *Matrix) bool {
	x := f.x
	for k := range f.n {
		u, un := f.upper.start[k], f.upper.start[k+1]
		l, ln := f.lower.start[k], f.lower.start[k+1]
		for _, i := range f.upper.row[u:un] {
			x[i] = 0
		}
		for _, i := range f.lower.row[l:ln] {
			x[i] = 0
		}
		x[k] = 0
		j := f.order[k]
		for p := m.Start[j]; p < m.Start[j+1]; p++ {
			x[f.place[m.Row[p]]] = m.Value[p]
		}
		for p := u; p < un; p++ {
			at := f.upper.row[p]
			xi := x[at]
			f.upper.value[p] = xi
			from, to := f.lower.start[at], f.lower.start[at+1]
			value := f.lower.value[from:to]
			for q, i := range f.lower.row[from:to] {
				x[i] -= value[q] * xi
			}
		}
		largest := 0.0
		for _, i := range f.lower.row[l:ln] {
			largest = max(largest, math.Abs(x[i]))
		}
		if size := math.Abs(x[k]); !(size > 0) || size < keeping*largest || math.IsInf(size, 0) {
			return false
		}
		over := 1 / x[k]
		f.over[k] = over
		for p := l; p < ln; p++ {
			f.lower.value[p] = x[f.lower.row[p]] * over
		}
	}
	return true
}

func (t *triangle) reset() {
	t.start, t.row, t.value = append(t.start[:0], 0), t.row[:0], t.value[:0]
}

func (t *triangle) add(i int32, v float64) { t.row, t.value = append(t.row, i), append(t.value, v) }

func (t *triangle) close() { t.start = append(t.start, int32(len(t.row))) }

// solveColumn solves with the columns of L so far for the k-th column of the matrix; the
// rows of the result are in found[top:], each before those it acts on.
func (f *LU) solveColumn(m *Matrix, k int) (top int) {
	j := f.order[k]
	from, to := m.Start[j], m.Start[j+1]
	top = f.n
	for p := from; p < to; p++ {
		if i := m.Row[p]; f.marked[i] != int32(k) {
			top = f.reach(i, int32(k), top)
		}
	}
	for _, i := range f.found[top:] {
		f.x[i] = 0
	}
	for p := from; p < to; p++ {
		f.x[m.Row[p]] = m.Value[p]
	}
	for _, i := range f.found[top:] {
		at := f.place[i]
		if at < 0 {
			continue
		}
		xi := f.x[i]
		for p := f.lower.start[at]; p < f.lower.start[at+1]; p++ {
			f.x[f.lower.row[p]] -= f.lower.value[p] * xi
		}
	}
	return top
}

// reach puts row i, and all rows that it acts on through the columns of L, before top.
func (f *LU) reach(i, k int32, top int) int {
	depth := 0
	f.stack[0] = i
	f.enter(0, k)
	for depth >= 0 {
		i, at := f.stack[depth], f.place[f.stack[depth]]
		deeper := false
		if at >= 0 {
			for p := f.next[depth]; p < f.lower.start[at+1]; p++ {
				if r := f.lower.row[p]; f.marked[r] != k {
					f.next[depth] = p + 1
					depth++
					f.stack[depth] = r
					f.enter(depth, k)
					deeper = true
					break
				}
			}
		}
		if !deeper {
			top--
			f.found[top] = i
			depth--
		}
	}
	return top
}

// enter marks the row at this depth and begins its column of L.
func (f *LU) enter(depth int, k int32) {
	i := f.stack[depth]
	f.marked[i] = k
	if at := f.place[i]; at >= 0 {
		f.next[depth] = f.lower.start[at]
	}
}

// pivot chooses the k-th pivot among the rows found and stores the columns of L and U.
func (f *LU) pivot(k, top int) error {
	best, largest := int32(-1), 0.0
	for _, i := range f.found[top:] {
		if f.place[i] >= 0 {
			f.upper.add(f.place[i], f.x[i])
		} else if size := math.Abs(f.x[i]); size > largest {
			best, largest = i, size
		}
	}
	if !(largest > 0) || math.IsInf(largest, 0) {
		return fmt.Errorf("sparse: the matrix is singular at column %d", f.order[k])
	}
	if j := f.order[k]; f.marked[j] == int32(k) && f.place[j] < 0 && math.Abs(f.x[j]) >= preference*largest {
		best = j
	}
	over := 1 / f.x[best]
	f.place[best], f.over[k] = int32(k), over
	for _, i := range f.found[top:] {
		if f.place[i] < 0 {
			f.lower.add(i, f.x[i]*over)
		}
	}
	f.lower.close()
	f.upper.close()
	return nil
}

// NonZeros is the number of values in L and U off their diagonals.
func (f *LU) NonZeros() int { return len(f.lower.value) + len(f.upper.value) }

// Solve replaces b by the solution of A·x = b. It allocates nothing; one factorisation
// serves one goroutine at a time.
func (f *LU) Solve(b []float64) {
	x := f.x
	for i, at := range f.place {
		x[at] = b[i]
	}
	for j, xj := range x {
		for p := f.lower.start[j]; p < f.lower.start[j+1]; p++ {
			x[f.lower.row[p]] -= f.lower.value[p] * xj
		}
	}
	for j := f.n - 1; j >= 0; j-- {
		x[j] *= f.over[j]
		xj := x[j]
		for p := f.upper.start[j]; p < f.upper.start[j+1]; p++ {
			x[f.upper.row[p]] -= f.upper.value[p] * xj
		}
	}
	for k, j := range f.order {
		b[j] = x[k]
	}
}
