package design

import (
	"math"
	"slices"
	"sort"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"
)

// Axis is one parameter that a block varies.
type Axis struct {
	Path   string // of the parameter, as --set takes it
	As     string // another name for it in `where`
	N      int    // number of values of a range or distribution on a grid or zip
	Whole  bool   // whole numbers only
	Domain Domain
}

// Domain is what an axis ranges over: Values, Weighted, Range, LogRange, Normal,
// LogNormal or Triangular.
type Domain interface {
	fault() string        // what is wrong with it, "" if nothing
	bounded() bool        // it has two ends, both of which may be taken
	quantile(float64) any // of 0 ≤ u ≤ 1; never rounded
}

// at returns the axis' value at a probability.
func (a Axis) at(u float64) any {
	if c, ok := a.Domain.(Continuous); ok && a.Whole {
		return c.whole(u)
	}
	if x, ok := a.Domain.quantile(u).(float64); ok {
		if c, ok := a.Domain.(Continuous); ok {
			return c.clamp(digits12(x))
		}
		return x
	}
	return a.Domain.quantile(u)
}

// level returns the i-th of n values: from end to end in even steps of
// probability where the domain has both ends, otherwise the middles of n slices of
// equal probability.
func (a Axis) level(i, n int) any {
	if a.Domain.bounded() && n > 1 {
		return a.at(float64(i) / float64(n-1))
	}
	return a.at((float64(i) + 0.5) / float64(n))
}

// values returns the axis' values on a grid or zip.
func (a Axis) values() []any {
	if d, ok := a.Domain.(discrete); ok {
		return d.values
	}
	values := make([]any, a.N)
	for i := range values {
		values[i] = a.level(i, a.N)
	}
	return values
}

// discrete is a list of values, each with its probability.
type discrete struct {
	values  []any
	weights []float64 // nil for equal ones
}

// Values is a list: numbers, texts, dates, switches or lists of numbers. A sample
// takes each with the same probability.
func Values(values ...any) Domain { return discrete{values: normalised(values)} }

// Weighted is a list of values with the weight of each. Weights need not add up
// to one.
func Weighted(values []any, weights []float64) Domain {
	return discrete{normalised(values), append([]float64{}, weights...)}
}

func (d discrete) bounded() bool { return false }

func (d discrete) fault() string {
	if len(d.values) == 0 {
		return "an axis needs at least one value"
	}
	first, _ := kindOf(d.values[0])
	for _, v := range d.values {
		k, ok := kindOf(v)
		if !ok {
			return "cannot set a parameter to " + text(v)
		}
		if k != first {
			return "mixes " + string(first) + " with " + string(k)
		}
	}
	if d.weights == nil {
		return ""
	}
	if len(d.weights) != len(d.values) {
		return strconv.Itoa(len(d.values)) + " values but " + strconv.Itoa(len(d.weights)) + " weights"
	}
	total := 0.0
	for _, w := range d.weights {
		if !(w >= 0) || math.IsInf(w, 0) {
			return "a weight must be a number of at least 0"
		}
		total += w
	}
	if !(total > 0) || math.IsInf(total, 0) {
		return "the weights must add up to a number above 0"
	}
	return ""
}

func (d discrete) quantile(u float64) any {
	n := len(d.values)
	if d.weights == nil {
		return d.values[min(n-1, int(u*float64(n)))]
	}
	sums := make([]float64, n)
	total := 0.0
	for i, w := range d.weights {
		total += w
		sums[i] = total
	}
	i := sort.Search(n, func(i int) bool { return sums[i] > u*total })
	for i = min(i, n-1); i > 0 && d.weights[i] == 0; i-- { // only at u = 1
	}
	return d.values[i]
}

// Continuous is a distribution of numbers, cut off at From and To and scaled to
// what remains.
type Continuous struct {
	From, To float64
	dist     interface {
		CDF(float64) float64
		Quantile(float64) float64
	}
	even  bool   // a range with the same probability everywhere
	wrong string // what is wrong with its parameters
}

// Range is the numbers from from to to, all as probable; n of them on a grid are
// evenly spaced, both ends included.
func Range(from, to float64) Continuous {
	return Continuous{From: from, To: to, dist: distuv.Uniform{Min: from, Max: to}, even: true}
}

// LogRange is a range whose logarithm is evenly spaced: each factor is as
// probable as another.
func LogRange(from, to float64) Continuous {
	c := Continuous{From: from, To: to, dist: logUniform{distuv.Uniform{Min: math.Log(from), Max: math.Log(to)}}}
	if !(from > 0 && to > 0) {
		c.wrong = "a logarithmic scale needs from and to above 0"
	}
	return c
}

// logUniform is the distribution whose logarithm is uniform.
type logUniform struct{ log distuv.Uniform }

func (d logUniform) CDF(x float64) float64      { return d.log.CDF(math.Log(x)) }
func (d logUniform) Quantile(p float64) float64 { return math.Exp(d.log.Quantile(p)) }

// Normal is the normal distribution, cut off at from and to (±Inf for no cut).
func Normal(mean, sd, from, to float64) Continuous {
	c := Continuous{From: from, To: to, dist: distuv.Normal{Mu: mean, Sigma: sd}}
	if !finite(mean, sd) || !(sd > 0) {
		c.wrong = "a normal distribution needs a mean and an sd above 0"
	}
	return c
}

// LogNormal is the distribution whose logarithm is normal with the standard
// deviation sdLog, cut off at from and to (0 and +Inf for no cut).
func LogNormal(median, sdLog, from, to float64) Continuous {
	c := Continuous{From: from, To: to, dist: distuv.LogNormal{Mu: math.Log(median), Sigma: sdLog}}
	if !finite(median, sdLog) || !(median > 0) || !(sdLog > 0) {
		c.wrong = "a lognormal distribution needs a median and an sd_log above 0"
	}
	return c
}

// Triangular is the triangular distribution with its peak at mode.
func Triangular(from, mode, to float64) Continuous {
	c := Continuous{From: from, To: to}
	if !finite(from, mode, to) || !(from <= mode && mode <= to && from < to) {
		c.wrong = "a triangular distribution needs from ≤ mode ≤ to, from below to"
		return c
	}
	c.dist = distuv.NewTriangle(from, to, mode, nil)
	return c
}

func (c Continuous) fault() string {
	switch {
	case c.wrong != "":
		return c.wrong
	case !(c.From < c.To):
		return "from must be below to"
	case c.even && !finite(c.From, c.To):
		return "from and to must be finite"
	case !(c.share(c.To)-c.share(c.From) > 0):
		return "nothing of the distribution lies between from and to"
	}
	return ""
}

// share is the probability below x, 0 and 1 at the ends of the line.
func (c Continuous) share(x float64) float64 {
	switch {
	case math.IsInf(x, -1):
		return 0
	case math.IsInf(x, 1):
		return 1
	}
	return c.dist.CDF(x)
}

func (c Continuous) bounded() bool { return finite(c.From, c.To) }

func (c Continuous) quantile(u float64) any {
	switch u {
	case 0:
		return c.From
	case 1:
		return c.To
	}
	lo, hi := c.share(c.From), c.share(c.To)
	return c.dist.Quantile(lo + u*(hi-lo))
}

// whole returns the value at u as a whole number. Of a range, all whole numbers
// are as probable, the ends included.
func (c Continuous) whole(u float64) int64 {
	lo, hi := math.Ceil(c.From), math.Floor(c.To)
	x, _ := c.quantile(u).(float64)
	if c.even {
		x = math.Floor(digits12(lo + u*(hi-lo+1)))
	} else {
		x = math.Round(x)
	}
	return int64(min(max(x, lo), hi))
}

func (c Continuous) clamp(x float64) float64 { return min(max(x, c.From), c.To) }

// digits12 rounds to twelve significant digits: short to write, the same on every
// processor, and far below anything a model resolves.
func digits12(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	if err != nil {
		return x
	}
	return y
}

func finite(xs ...float64) bool {
	return !slices.ContainsFunc(xs, func(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) })
}
