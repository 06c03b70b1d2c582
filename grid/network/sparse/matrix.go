// Package sparse solves the linear equations of electrical networks: square
// matrices with a few values a row, a symmetric pattern and no certain sign, ordered
// to fill in little, factorised once and solved often.
package sparse

import "fmt"

// Matrix is a square matrix by columns: the values of column j stand in
// Value[Start[j]:Start[j+1]], their rows, ascending, in Row.
type Matrix struct {
	N     int
	Start []int32
	Row   []int32
	Value []float64
}

// Builder collects the terms of a matrix; terms at one place add up.
type Builder struct {
	n        int
	row, col []int32
	value    []float64
}

// NewBuilder returns the builder of a matrix of n rows, without terms.
func NewBuilder(n int) *Builder { return &Builder{n: n} }

// Add adds v at row i and column j. It panics outside the matrix.
func (b *Builder) Add(i, j int, v float64) {
	if i < 0 || j < 0 || i >= b.n || j >= b.n {
		panic(fmt.Sprintf("sparse: place %d, %d of a matrix of %d rows", i, j, b.n))
	}
	b.row, b.col, b.value = append(b.row, int32(i)), append(b.col, int32(j)), append(b.value, v)
}

// Matrix returns the sum of the terms. A place whose terms cancel keeps its zero, so
// that the pattern is that of the terms.
func (b *Builder) Matrix() *Matrix {
	byRow := distribute(b.n, b.row, b.col, b.value)
	m := distribute(b.n, byRow.Row, byRow.columns(), byRow.Value) // rows ascend, as both sorts are stable
	m.merge()
	return m
}

// distribute sorts terms stably by their key, as the columns of a matrix whose rows
// are the other index.
func distribute(n int, key, other []int32, value []float64) *Matrix {
	m := &Matrix{N: n, Start: make([]int32, n+1), Row: make([]int32, len(key)), Value: make([]float64, len(key))}
	for _, k := range key {
		m.Start[k+1]++
	}
	for k := range n {
		m.Start[k+1] += m.Start[k]
	}
	next := append([]int32(nil), m.Start[:n]...)
	for t, k := range key {
		at := next[k]
		m.Row[at], m.Value[at] = other[t], value[t]
		next[k]++
	}
	return m
}

// columns lists the column of every value.
func (m *Matrix) columns() []int32 {
	all := make([]int32, len(m.Row))
	for j := range m.N {
		for p := m.Start[j]; p < m.Start[j+1]; p++ {
			all[p] = int32(j)
		}
	}
	return all
}

// merge adds up the values that stand at one place.
func (m *Matrix) merge() {
	to := int32(0)
	for j := range m.N {
		from, end := m.Start[j], m.Start[j+1]
		m.Start[j] = to
		for p := from; p < end; p++ {
			if to > m.Start[j] && m.Row[to-1] == m.Row[p] {
				m.Value[to-1] += m.Value[p]
				continue
			}
			m.Row[to], m.Value[to] = m.Row[p], m.Value[p]
			to++
		}
	}
	m.Start[m.N] = to
	m.Row, m.Value = m.Row[:to], m.Value[:to]
}

// Find returns the place of row i in column j within Value, or -1.
func (m *Matrix) Find(i, j int) int {
	low, high := m.Start[j], m.Start[j+1]
	for low < high {
		mid := (low + high) / 2
		if m.Row[mid] < int32(i) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < m.Start[j+1] && m.Row[low] == int32(i) {
		return int(low)
	}
	return -1
}

// Multiply sets y to the product of the matrix and x.
func (m *Matrix) Multiply(x, y []float64) {
	clear(y)
	for j, xj := range x {
		for p := m.Start[j]; p < m.Start[j+1]; p++ {
			y[m.Row[p]] += m.Value[p] * xj
		}
	}
}
