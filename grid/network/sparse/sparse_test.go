package sparse

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// network draws the matrix of a connected network: reactances of either sign, ground at
// node 0 so that it is regular.
func network(t *rapid.T, symmetric bool) (*Matrix, *mat.Dense) {
	n := rapid.IntRange(1, 40).Draw(t, "nodes")
	b, dense := NewBuilder(n), mat.NewDense(n, n, nil)
	add := func(i, j int, v float64) {
		b.Add(i, j, v)
		dense.Set(i, j, dense.At(i, j)+v)
	}
	add(0, 0, 3)
	for k := 1; k < 2*n; k++ {
		i, j := k%n, rapid.IntRange(0, n-1).Draw(t, "to")
		v := rapid.Float64Range(0.2, 5).Draw(t, "susceptance")
		if rapid.IntRange(0, 19).Draw(t, "capacitive") == 0 {
			v = -v / 7
		}
		skew := 1.0
		if !symmetric {
			skew = rapid.Float64Range(0.5, 1.5).Draw(t, "skew")
		}
		add(i, i, v)
		add(j, j, v)
		add(i, j, -v*skew)
		add(j, i, -v/skew)
	}
	return b.Matrix(), dense
}

// What a factorisation solves is what gonum's dense one solves, to the condition of the
// matrix.
func TestSolveIsDenseSolve(t *testing.T) {
	for name, factorise := range map[string]func(*Matrix) (interface{ Solve([]float64) }, error){
		"LDL": func(m *Matrix) (interface{ Solve([]float64) }, error) { return NewLDL(m, MinimumDegree(m)) },
		"LU":  func(m *Matrix) (interface{ Solve([]float64) }, error) { return NewLU(m, MinimumDegree(m)) },
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m, dense := network(t, name == "LDL")
				var lu mat.LU
				lu.Factorize(dense)
				if lu.Cond() > 1e8 {
					t.Skip("nearly singular")
				}
				f, err := factorise(m)
				if err != nil {
					t.Skip(err)
				}
				x, y := make([]float64, m.N), make([]float64, m.N)
				for i := range x {
					x[i] = float64(i%7) - 2.5
				}
				m.Multiply(x, y)
				f.Solve(y)
				for i := range x {
					if math.Abs(x[i]-y[i]) > 1e-6 {
						t.Fatalf("x[%d] = %g, want %g (condition %.3g)", i, y[i], x[i], lu.Cond())
					}
				}
			})
		})
	}
}

// grid is the matrix of a square grid of side nodes a side.
func grid(side int) *Matrix {
	b := NewBuilder(side * side)
	tie := func(i, j int, v float64) {
		b.Add(i, i, v)
		b.Add(j, j, v)
		b.Add(i, j, -v)
		b.Add(j, i, -v)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	b.Add(0, 0, 1)
	for i := range side {
		for j := range side {
			if i+1 < side {
				tie(i*side+j, (i+1)*side+j, 1+rng.Float64())
			}
			if j+1 < side {
				tie(i*side+j, i*side+j+1, 1+rng.Float64())
			}
		}
	}
	return b.Matrix()
}

// The order is a permutation and fills in far less than that of the rows.
func TestMinimumDegreeFillsInLittle(t *testing.T) {
	m := grid(30)
	order := MinimumDegree(m)
	natural := make([]int32, m.N)
	for i := range natural {
		natural[i] = int32(i)
	}
	if sorted := slices.Sorted(slices.Values(order)); !slices.Equal(sorted, natural) {
		t.Fatal("not a permutation")
	}
	ordered, err := NewLDL(m, order)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := NewLDL(m, natural)
	if err != nil {
		t.Fatal(err)
	}
	if ordered.NonZeros()*2 > plain.NonZeros() {
		t.Errorf("%d values in L against %d in the order of rows", ordered.NonZeros(), plain.NonZeros())
	}
}

// A network without ground is singular; both factorisations say so.
func TestSingular(t *testing.T) {
	b := NewBuilder(3)
	for _, tie := range [][2]int{{0, 1}, {1, 2}, {0, 2}} {
		i, j := tie[0], tie[1]
		b.Add(i, i, 1)
		b.Add(j, j, 1)
		b.Add(i, j, -1)
		b.Add(j, i, -1)
	}
	m := b.Matrix()
	if _, err := NewLDL(m, MinimumDegree(m)); err == nil {
		t.Error("LDL of a singular matrix gives no error")
	}
	empty := NewBuilder(2)
	empty.Add(0, 0, 1)
	if _, err := NewLU(empty.Matrix(), []int32{0, 1}); err == nil {
		t.Error("LU of a singular matrix gives no error")
	}
}

// A second factorisation in place gives what a new one gives, and solving allocates
// nothing.
func TestRefactor(t *testing.T) {
	m := grid(12)
	order := MinimumDegree(m)
	ldl, err := NewLDL(m, order)
	if err != nil {
		t.Fatal(err)
	}
	lu, err := NewLU(m, order)
	if err != nil {
		t.Fatal(err)
	}
	for p := range m.Value {
		m.Value[p] *= 2
	}
	if err := ldl.Refactor(m); err != nil {
		t.Fatal(err)
	}
	if err := lu.Refactor(m); err != nil {
		t.Fatal(err)
	}
	a, b, y := make([]float64, m.N), make([]float64, m.N), make([]float64, m.N)
	a[5], b[5] = 1, 1
	ldl.Solve(a)
	lu.Solve(b)
	m.Multiply(a, y)
	for i := range a {
		want := 0.0
		if i == 5 {
			want = 1
		}
		if math.Abs(a[i]-b[i]) > 1e-12 || math.Abs(y[i]-want) > 1e-12 {
			t.Fatalf("row %d: LDL %g, LU %g, residual %g", i, a[i], b[i], y[i]-want)
		}
	}
	if n := testing.AllocsPerRun(10, func() { ldl.Solve(a); lu.Solve(b) }); n > 0 {
		t.Errorf("solving allocates %g times", n)
	}
}

// Where the pivots of before are nought in the new matrix, others are found.
func TestRefactorFindsOtherPivots(t *testing.T) {
	full := func(values ...float64) *Matrix {
		return &Matrix{N: 2, Start: []int32{0, 2, 4}, Row: []int32{0, 1, 0, 1}, Value: values}
	}
	lu, err := NewLU(full(4, 1, 1, 3), []int32{0, 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := lu.Refactor(full(0, 2, 5, 0)); err != nil {
		t.Fatal(err)
	}
	b := []float64{10, 6}
	if lu.Solve(b); b[0] != 3 || b[1] != 2 {
		t.Errorf("solved to %v, want [3 2]", b)
	}
}
