package design

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// RankEffect tells how surely a metric moves with one parameter of a sample, all
// others held by regression, in ranks: no outlier and no curvature of a monotone
// answer matters. Its interval holds 0 where no effect is seen.
type RankEffect struct {
	Path string
	// Ratio tells that the parameter holds names: the estimate is then the partial
	// correlation ratio, from 0 to 1, else the partial correlation, from -1 to 1.
	Ratio bool
	Interval
}

// RankEffects returns the partial rank correlation of a metric with each parameter
// of a block that draws its points, or that lacks some of a grid (Iman and Conover
// 1979, The use of the rank transform in regression, Technometrics 21, 499-509). y
// holds the metric of each row that `where` keeps; NaN leaves a row out.
//
// The intervals are Fisher's with the variance of ranks (Bonett and Wright 2000,
// Sample size requirements for estimating Pearson, Kendall and Spearman
// correlations, Psychometrika 65, 23-28), less a row for each regressor held. Those
// of names invert the F test of their levels, the non-central F taken as a scaled
// central one. level is the confidence that all intervals of a metric hold at once
// (Bonferroni): else one idle parameter in twenty would seem to act. An effect that
// rises and falls as much is not seen.
func (b *Block) RankEffects(y []float64, level float64) ([]RankEffect, error) {
	rows := b.kept()
	if len(rows) != len(y) {
		return nil, fmt.Errorf("%d responses for a design of %d points", len(y), len(rows))
	}
	if !(level > 0 && level < 1) {
		return nil, fmt.Errorf("confidence level %v: must be above 0 and below 1", level)
	}
	var there []row
	var answers []float64
	for i, r := range rows {
		if finite(y[i]) {
			there, answers = append(there, r), append(answers, y[i])
		}
	}
	m := rankModel{n: len(there)}
	for j, a := range b.Axes {
		m.add(a.Path, there, j)
	}
	return m.effects(ranks(answers), level)
}

// kept returns the rows of the design that `where` keeps.
func (b *Block) kept() []row {
	rows := b.rows()
	if keep := b.filter(); keep != nil {
		rows = slices.DeleteFunc(rows, func(r row) bool { return !keep(r) })
	}
	return rows
}

// rankModel is a linear model in ranks: a column for each parameter of numbers,
// and one for each level but the first of a parameter of names.
type rankModel struct {
	n       int
	columns [][]float64
	terms   []term
}

// term is the columns of one parameter, from and up to; none where it never varies.
type term struct {
	path     string
	ratio    bool
	from, to int
}

// add appends the columns of axis j.
func (m *rankModel) add(path string, rows []row, j int) {
	t := term{path: path, from: len(m.columns)}
	numbers, levels := make([]float64, len(rows)), []string{}
	for i, r := range rows {
		x, ok := ordered(r.values[j])
		numbers[i], t.ratio = x, t.ratio || !ok
		if name := text(r.values[j]); !slices.Contains(levels, name) {
			levels = append(levels, name)
		}
	}
	switch {
	case len(levels) < 2:
	case !t.ratio:
		m.columns = append(m.columns, ranks(numbers))
	default:
		for _, level := range levels[1:] {
			c := make([]float64, len(rows))
			for i, r := range rows {
				if text(r.values[j]) == level {
					c[i] = 1
				}
			}
			m.columns = append(m.columns, c)
		}
	}
	t.to = len(m.columns)
	m.terms = append(m.terms, t)
}

// ordered is a value as a number in its order, false for names.
func ordered(v any) (float64, bool) {
	switch v := v.(type) {
	case cell:
		return ordered(v.value)
	case int64:
		return float64(v), true
	case float64:
		return v, true
	case time.Time:
		return float64(v.Unix()), true
	}
	return 0, false
}

// ranks returns the rank of each value, of equal ones their mean rank.
func ranks(xs []float64) []float64 {
	order := make([]int, len(xs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case xs[a] < xs[b]:
			return -1
		case xs[a] > xs[b]:
			return 1
		}
		return 0
	})
	out := make([]float64, len(xs))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && xs[order[j]] == xs[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			out[k] = float64(i+j-1) / 2
		}
		i = j
	}
	return out
}

// fewestFreedom is the number of rows beyond the regressors that an interval needs.
const fewestFreedom = 5

// effects returns the effect of each term on the ranks y.
func (m *rankModel) effects(y []float64, level float64) ([]RankEffect, error) {
	p := len(m.columns)
	if m.n-p-1 < fewestFreedom {
		return nil, fmt.Errorf("%d points for %d regressors: rank statistics need %d more than there are regressors", m.n, p, fewestFreedom+1)
	}
	out := make([]RankEffect, len(m.terms))
	for i, t := range m.terms {
		out[i] = RankEffect{Path: t.path, Ratio: t.ratio}
	}
	all := stat.Variance(y, nil)
	if all == 0 {
		return out, nil // nothing moves it
	}
	var c mat.SymDense
	data := mat.NewDense(m.n, p+1, nil)
	for j, x := range append(slices.Clone(m.columns), y) {
		data.SetCol(j, x)
	}
	stat.CovarianceMatrix(&c, data, nil)
	whole, err := residual(&c, term{})
	if err != nil {
		return nil, err
	}
	alpha := (1 - level) / float64(len(m.terms))
	for i, t := range m.terms {
		without, err := residual(&c, t)
		if err != nil {
			return nil, err
		}
		if t.from == t.to || without < 1e-9*all {
			continue // all is explained by the others
		}
		share := min(max(1-whole/without, 0), 1)
		if t.ratio {
			out[i].Interval = ratioInterval(share, float64(t.to-t.from), float64(m.n-p-1), alpha)
			continue
		}
		held := m.n - (p - 1)
		out[i].Interval = fisher(math.Copysign(math.Sqrt(share), slope(&c, t.from)), float64(held), alpha)
	}
	return out, nil
}

// others are the places of the regressors but those of a term.
func others(p int, but term) (keep []int) {
	for j := range p {
		if j < but.from || j >= but.to {
			keep = append(keep, j)
		}
	}
	return keep
}

// residual is the variance of the last variable of a covariance that its
// regression on the others leaves, without the columns of one term.
func residual(c *mat.SymDense, but term) (float64, error) {
	p := c.SymmetricDim() - 1
	keep := others(p, but)
	if len(keep) == 0 {
		return c.At(p, p), nil
	}
	s, b := mat.NewSymDense(len(keep), nil), mat.NewVecDense(len(keep), nil)
	for i, k := range keep {
		b.SetVec(i, c.At(k, p))
		for j := i; j < len(keep); j++ {
			s.SetSym(i, j, c.At(k, keep[j]))
		}
	}
	var f mat.Cholesky
	if !f.Factorize(s) || f.Cond() > 1e12 {
		return 0, errors.New("parameters vary together: their effects cannot be told apart")
	}
	var x mat.VecDense
	if err := f.SolveVecTo(&x, b); err != nil {
		return 0, err
	}
	return max(c.At(p, p)-mat.Dot(&x, b), 0), nil
}

// slope has the sign of the last variable's partial slope along column j: the
// regression on all columns, solved.
func slope(c *mat.SymDense, j int) float64 {
	p := c.SymmetricDim() - 1
	s, b := mat.NewSymDense(p, nil), mat.NewVecDense(p, nil)
	for i := range p {
		b.SetVec(i, c.At(i, p))
		for k := i; k < p; k++ {
			s.SetSym(i, k, c.At(i, k))
		}
	}
	var f mat.Cholesky
	var x mat.VecDense
	if f.Factorize(s); f.SolveVecTo(&x, b) != nil {
		return 1
	}
	return x.AtVec(j)
}

// fisher is the interval of a rank correlation over n rows.
func fisher(r, n, alpha float64) Interval {
	if math.Abs(r) > 1-1e-9 {
		return Interval{r, r, r}
	}
	half := distuv.UnitNormal.Quantile(1-alpha/2) * math.Sqrt((1+r*r/2)/(n-3))
	return Interval{r, math.Tanh(math.Atanh(r) - half), math.Tanh(math.Atanh(r) + half)}
}

// ratioInterval is the interval of the correlation ratio of a parameter of so many
// degrees of freedom that explains a share of what the others leave.
func ratioInterval(share, freedom, rest, alpha float64) Interval {
	if share > 1-1e-9 {
		return Interval{1, 1, 1}
	}
	f := distuv.F{D1: freedom, D2: rest}
	found := share / freedom / ((1 - share) / rest)
	at := func(quantile float64) float64 {
		excess := max(found/quantile-1, 0) * freedom
		return math.Sqrt(excess / (excess + freedom + rest + 1))
	}
	// What chance alone explains on average is taken off the estimate.
	return Interval{at(1), at(f.Quantile(1 - alpha)), at(f.Quantile(alpha / 2))}
}
