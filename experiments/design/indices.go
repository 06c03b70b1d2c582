package design

import (
	"errors"
	"math"
)

// Indices are the shares of a metric's variance.
type Indices struct {
	Mean, Variance float64
	Axes           []Index
	Pairs          []PairIndex // with second_order only
}

// Index holds the Sobol indices of one axis: First is the share of the variance
// that the axis explains alone, Total the share that it has any part in.
type Index struct {
	Path         string
	First, Total Interval
}

// PairIndex is the share of the variance that two axes explain together beyond what
// each explains alone.
type PairIndex struct {
	Paths  [2]string
	Second Interval
}

// Indices returns the Sobol indices of a saltelli block. y holds the metric of each
// row of the design (see Responses).
//
// First order: Saltelli et al. 2010, Comput. Phys. Commun. 181, 259-270, Table 2,
// estimator (b). Total: Jansen 1999, Comput. Phys. Commun. 117, 35-43, as Table 2,
// estimator (f). Pairs: Saltelli 2002, Comput. Phys. Commun. 145, 280-297, Theorem 2.
// The variance is that of the rows of A and B together; their mean is taken off
// before products are formed, which changes no expectation and spares digits.
//
// The intervals resample base points. Those of a Sobol sequence are more evenly
// spread than independent ones, so that the intervals are wider than they need be.
// Small indices may come out below zero.
func (b *Block) Indices(y []float64, s Bootstrap) (Indices, error) {
	if err := b.Err(); err != nil {
		return Indices{}, err
	}
	if err := s.check(); err != nil {
		return Indices{}, err
	}
	m := matrices{k: len(b.Axes), pairs: b.SecondOrder}
	if err := b.complete(Saltelli, b.Samples*m.width(), y); err != nil {
		return Indices{}, err
	}
	if b.Samples < 2 {
		return Indices{}, errors.New("indices need at least two base samples")
	}
	m.fill(b.Samples, y)
	if m.variance == 0 {
		return Indices{}, errors.New("the metric is the same at every point: it has no variance to share out")
	}
	found := s.intervals("design.indices", b.Samples, m.statistics(), m.estimate)
	out := Indices{Mean: m.mean, Variance: m.variance}
	for j, a := range b.Axes {
		out.Axes = append(out.Axes, Index{a.Path, found[j], found[m.k+j]})
	}
	if n := 2 * m.k; m.pairs {
		for i := range b.Axes {
			for j := range i {
				out.Pairs = append(out.Pairs, PairIndex{[2]string{b.Axes[j].Path, b.Axes[i].Path}, found[n]})
				n++
			}
		}
	}
	return out, nil
}

// matrices holds the responses of a saltelli design, by matrix and base point, less
// their mean.
type matrices struct {
	k              int
	pairs          bool
	mean, variance float64
	a, b           []float64
	ab, ba         [][]float64
}

// width is the number of rows of a base point.
func (m *matrices) width() int {
	if m.pairs {
		return 2*m.k + 2
	}
	return m.k + 2
}

// statistics is the number of indices: first, total, and those of pairs.
func (m *matrices) statistics() int {
	if m.pairs {
		return 2*m.k + m.k*(m.k-1)/2
	}
	return 2 * m.k
}

// fill takes the responses apart.
func (m *matrices) fill(n int, y []float64) {
	w := m.width()
	column := func(c int) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = y[i*w+c]
		}
		return out
	}
	m.a, m.b = column(0), column(w-1)
	for j := range m.k {
		m.ab = append(m.ab, column(1+j))
		if m.pairs {
			m.ba = append(m.ba, column(1+m.k+j))
		}
	}
	for i := range m.a {
		m.mean += (m.a[i] + m.b[i]) / float64(2*n)
	}
	for _, xs := range append(append([][]float64{m.a, m.b}, m.ab...), m.ba...) {
		for i := range xs {
			xs[i] -= m.mean
		}
	}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	_, m.variance = m.spread(all)
}

// spread returns mean and variance of A and B together (divisor 2n).
func (m *matrices) spread(units []int) (mean, variance float64) {
	var sum, square float64
	for _, u := range units {
		sum += m.a[u] + m.b[u]
		square += m.a[u]*m.a[u] + m.b[u]*m.b[u]
	}
	n := float64(2 * len(units))
	mean = sum / n
	return mean, math.Max(0, square/n-mean*mean)
}

// estimate writes all indices of the chosen base points.
func (m *matrices) estimate(units []int, out []float64) {
	n := float64(len(units))
	_, v := m.spread(units)
	for j := range m.k {
		var first, total float64
		for _, u := range units {
			step := m.ab[j][u] - m.a[u]
			first += m.b[u] * step
			total += step * step
		}
		out[j], out[m.k+j] = share(first/n, v), share(total/(2*n), v)
	}
	if !m.pairs {
		return
	}
	at := 2 * m.k
	for i := range m.k {
		for j := range i {
			closed := 0.0
			for _, u := range units {
				closed += m.ba[i][u]*m.ab[j][u] - m.a[u]*m.b[u]
			}
			out[at] = share(closed/n, v) - out[i] - out[j]
			at++
		}
	}
}

// share is a part of the variance, 0 where there is none: a resample may hold one
// base point only.
func share(part, variance float64) float64 {
	if variance == 0 {
		return 0
	}
	return part / variance
}
