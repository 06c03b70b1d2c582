package main

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"caloduc/models/economics/price"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// lags is how many hours of autocorrelation the noises are fitted to.
const lags = 14 * 24

// fitYears fits a regime to whole years of a record: normal scores of the
// prices, the shape by least squares on them, the two noises by the
// autocorrelation of what is left, the prices at each level by quantiles.
func fitYears(record *price.Record, first, last int) (price.Regime, error) {
	var r price.Regime
	var prices []float64
	var days []time.Time
	for d := day(first); d.Before(day(last + 1)); d = d.AddDate(0, 0, 1) {
		prices = append(prices, record.Day(d)...)
		days = append(days, d)
	}
	scores := normalScores(prices)
	rest, err := fitShape(&r, days, scores)
	if err != nil {
		return r, err
	}
	if err := fitNoise(&r, rest); err != nil {
		return r, err
	}
	sorted := slices.Sorted(slices.Values(prices))
	for i, z := range price.Levels {
		r.Prices[i] = stat.Quantile(r.Below(z), stat.LinInterp, sorted, nil)
	}
	r.Prices[0], r.Prices[len(price.Levels)-1] = sorted[0], sorted[len(sorted)-1]
	crossZero(&r, sorted)
	return r, nil
}

// crossZero moves one of the two prices around zero, the one that has to move
// less, so that the price turns negative at the level below which the observed
// share of negative hours lies. Many hours are priced at or next to zero, and
// straight lines between quantiles would count some of them as negative.
func crossZero(r *price.Regime, sorted []float64) {
	share := float64(sort.SearchFloat64s(sorted, 0)) / float64(len(sorted))
	for i := range len(price.Levels) - 1 {
		lo, hi := price.Levels[i], price.Levels[i+1]
		if !(r.Below(lo) < share && share < r.Below(hi)) || r.Prices[i] >= 0 {
			continue
		}
		zero := bisect(r.Below, share, lo, hi)
		ratio := (hi - zero) / (zero - lo)
		above, below := -r.Prices[i]*ratio, -r.Prices[i+1]/ratio
		if math.Abs(above-r.Prices[i+1]) < math.Abs(below-r.Prices[i]) {
			r.Prices[i+1] = above
		} else {
			r.Prices[i] = below
		}
	}
}

// bisect returns where the rising function f takes the value y in [lo, hi].
func bisect(f func(float64) float64, y, lo, hi float64) float64 {
	for range 30 {
		if mid := (lo + hi) / 2; f(mid) < y {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

func day(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }

// normalScores replaces each value by the standard normal quantile of its rank;
// equal values share the mean of their ranks.
func normalScores(v []float64) []float64 {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return v[order[i]] < v[order[j]] })
	z := make([]float64, len(v))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && v[order[j]] == v[order[i]] {
			j++
		}
		s := distuv.UnitNormal.Quantile(float64(i+j) / 2 / float64(len(v)))
		for ; i < j; i++ {
			z[order[i]] = s
		}
	}
	return z
}

// shapeNumbers are the numbers of a regime on which its shape depends linearly.
func shapeNumbers(r *price.Regime) []*float64 {
	n := []*float64{&r.Mean, &r.Saturday, &r.Sunday}
	for i := range r.Annual {
		n = append(n, &r.Annual[i])
	}
	for i := range r.Diurnal {
		for j := range r.Diurnal[i] {
			n = append(n, &r.Diurnal[i][j])
		}
	}
	for i := range r.Weekend {
		n = append(n, &r.Weekend[i])
	}
	return n
}

// fitShape sets the shape of r by least squares and returns what it leaves.
func fitShape(r *price.Regime, days []time.Time, scores []float64) ([]float64, error) {
	numbers := shapeNumbers(r)
	a := mat.NewDense(len(scores), len(numbers), nil)
	var level [24]float64
	for j, x := range numbers { // the shape is linear: one number at a time is a column
		*x = 1
		for i, d := range days {
			r.Shape(d.YearDay()-1, d.Weekday(), &level)
			for h, z := range level {
				a.Set(24*i+h, j, z)
			}
		}
		*x = 0
	}
	var k mat.VecDense
	if err := k.SolveVec(a, mat.NewVecDense(len(scores), scores)); err != nil {
		return nil, fmt.Errorf("shape: %w", err)
	}
	for j, x := range numbers {
		*x = k.AtVec(j)
	}
	var fitted mat.VecDense
	fitted.MulVec(a, &k)
	rest := make([]float64, len(scores))
	for i, z := range scores {
		rest[i] = z - fitted.AtVec(i)
	}
	return rest, nil
}

// fitNoise sets the noises of r to the standard deviation and autocorrelation
// of the series.
func fitNoise(r *price.Regime, series []float64) error {
	r.Sigma = stat.StdDev(series, nil)
	acf := make([]float64, lags+1)
	for k := 1; k <= lags; k++ {
		acf[k] = stat.Correlation(series[:len(series)-k], series[k:], nil)
	}
	unpack := func(x []float64) (share, slow, fast float64) {
		return logistic(x[0]), math.Exp(-math.Exp(x[1])), math.Exp(-math.Exp(x[2]))
	}
	p := optimize.Problem{Func: func(x []float64) float64 {
		share, slow, fast := unpack(x)
		sum := 0.0
		for k := 1; k <= lags; k++ {
			d := share*math.Pow(slow, float64(k)) + (1-share)*math.Pow(fast, float64(k)) - acf[k]
			sum += d * d / float64(k) // near lags count most
		}
		return sum
	}}
	res, err := optimize.Minimize(p, []float64{0, math.Log(0.005), math.Log(0.1)}, nil, &optimize.NelderMead{})
	if err != nil {
		return fmt.Errorf("noise: %w", err)
	}
	r.SlowShare, r.Slow, r.Fast = unpack(res.X)
	return nil
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
