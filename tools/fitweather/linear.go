package main

import (
	"errors"
	"math"
	"slices"

	"caloduc/models/weather"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// design is a weighted linear least-squares problem whose terms are seasons
// times regressors.
type design struct {
	harmonics []int // length of each regressor's season
	rows      [][]float64
	right     []float64
	weight    []float64
	month     []int // of each row, where monthly means are to hold
}

// newDesign returns an empty problem; every argument is the length of the
// season that multiplies one regressor.
func newDesign(harmonics ...int) *design { return &design{harmonics: harmonics} }

// add adds the equation y = Σ seasonᵢ(b) · xᵢ with a weight.
func (d *design) add(b *weather.Basis, weight, y float64, x ...float64) {
	var row []float64
	for i, n := range d.harmonics {
		for _, v := range b[:n] {
			row = append(row, v*x[i])
		}
	}
	d.rows = append(d.rows, row)
	d.right = append(d.right, y)
	d.weight = append(d.weight, weight)
}

// addOn is add for a day whose calendar month is to keep its mean.
func (d *design) addOn(day int64, b *weather.Basis, weight, y float64, x ...float64) {
	d.add(b, weight, y, x...)
	d.month = append(d.month, monthOf(day))
}

// keepMonths adds an equation for every calendar month: the mean of its days,
// with the weight of many.
func (d *design) keepMonths() {
	n := len(d.month)
	for m := range 12 {
		row, right, count := make([]float64, len(d.rows[0])), 0.0, 0.0
		for i := range n {
			if d.month[i] == m {
				for j, v := range d.rows[i] {
					row[j] += v
				}
				right += d.right[i]
				count++
			}
		}
		for j := range row {
			row[j] /= count
		}
		d.rows = append(d.rows, row)
		d.right = append(d.right, right/count)
		d.weight = append(d.weight, monthWeight)
	}
}

// monthWeight is the weight of a month's mean, in days.
const monthWeight = 3000

// solve returns the seasons.
func (d *design) solve() ([]weather.Season, error) {
	a := mat.NewDense(len(d.rows), len(d.rows[0]), nil)
	y := mat.NewVecDense(len(d.rows), nil)
	for i, row := range d.rows {
		w := math.Sqrt(d.weight[i])
		for j, v := range row {
			a.Set(i, j, w*v)
		}
		y.SetVec(i, w*d.right[i])
	}
	var x mat.VecDense
	if err := x.SolveVec(a, y); err != nil {
		return nil, err
	}
	var out []weather.Season
	at := 0
	for _, n := range d.harmonics {
		s := make(weather.Season, n)
		for j := range s {
			s[j] = x.AtVec(at + j)
		}
		at += n
		out = append(out, s)
	}
	return out, nil
}

// windowDays is half the width of the season in which a day is ranked.
const windowDays = 40

// normalScores ranks every day's value among the days of its season, of all
// years, and returns the Gaussian value of the rank.
func normalScores(days []int64, x []float64) []float64 {
	z := make([]float64, len(x))
	for i := range x {
		below, all := 0.5, 0.0
		for j := range x {
			d := math.Mod(math.Abs(float64(days[i]-days[j])), 365.2425)
			if min(d, 365.2425-d) > windowDays {
				continue
			}
			all++
			if x[j] < x[i] {
				below++
			} else if j != i && x[j] == x[i] {
				below += 0.5
			}
		}
		z[i] = distuv.UnitNormal.Quantile(below / all)
	}
	return z
}

// fitMap fits a map to values and returns it with the Gaussian value of each
// day under it.
func fitMap(days []int64, bases []weather.Basis, x []float64, sd, skew, kurt int) (weather.Map, []float64, error) {
	z := normalScores(days, x)
	d := newDesign(sd, skew, kurt)
	for i, v := range z {
		d.add(&bases[i], 1, x[i], v, v*v-1, v*v*v-3*v)
	}
	s, err := d.solve()
	if err != nil {
		return weather.Map{}, nil, err
	}
	m := weather.Map{SD: s[0], Skew: s[1], Kurt: s[2]}
	for tries := 0; !rising(&m); tries++ {
		if tries == 200 {
			return weather.Map{}, nil, errors.New("the spread fitted to the seasons is not positive")
		}
		for _, c := range []weather.Season{m.Skew, m.Kurt} {
			for i := range c {
				c[i] *= 0.97
			}
		}
	}
	for i := range z {
		z[i] = invert(&m, &bases[i], x[i])
	}
	return m, z, nil
}

// rising reports whether a map rises everywhere by at least a quarter of its
// standard deviation.
func rising(m *weather.Map) bool {
	const step = 0.05
	for day := 0.0; day < 365; day += 5 {
		b := weather.SeasonOf(day)
		for z := -2.6; z < 2.6; z += step {
			if m.At(&b, z+step)-m.At(&b, z) < 0.25*step*m.SD.At(&b) {
				return false
			}
		}
	}
	return true
}

// invert returns the Gaussian value that a map takes to x.
func invert(m *weather.Map, b *weather.Basis, x float64) float64 {
	lo, hi := -4.0, 4.0
	for range 60 {
		if mid := (lo + hi) / 2; m.At(b, mid) < x {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// autocorrelation returns the correlations at lags 0 to n of a daily series,
// over the pairs of days that the record holds.
func autocorrelation(days []int64, z []float64, n int) []float64 {
	out := make([]float64, n+1)
	for lag := range out {
		sum, xx, yy := 0.0, 0.0, 0.0
		for i := lag; i < len(z); i++ {
			if days[i]-days[i-lag] == int64(lag) {
				sum += z[i] * z[i-lag]
				xx += z[i] * z[i]
				yy += z[i-lag] * z[i-lag]
			}
		}
		out[lag] = sum / math.Sqrt(xx*yy)
	}
	return out
}

// autoregression returns the coefficients of order n by the Yule-Walker
// equations.
func autoregression(days []int64, z []float64, n int) ([]float64, error) {
	r := autocorrelation(days, z, n)
	a := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			a.Set(i, j, r[max(i-j, j-i)])
		}
	}
	var x mat.VecDense
	if err := x.SolveVec(a, mat.NewVecDense(n, r[1:])); err != nil {
		return nil, err
	}
	return slices.Clone(x.RawVector().Data), nil
}
