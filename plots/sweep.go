package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Column is a varied parameter or an indicator of the runs of a sweep.
type Column struct {
	Name   string    // "campus.hall.cooling.supply_temp_degC", "pue"
	Label  string    // for axes, with its unit; the name unless given
	Values []float64 // by run; NaN where a run failed, or lacks the parameter
	Levels []string  // of a text: values are places among them

	Sampled bool // values are draws, not levels
}

// label is what axes print.
func (c Column) label() string {
	return cmp.Or(c.Label, c.Name)
}

// Runs is the table of a sweep: what was varied, and what came out. Runs of one
// point differ by their replicate alone; where Point is nil every run is a point.
type Runs struct {
	Inputs, Outputs  []Column
	Point, Replicate []int // by run
}

// Effect is the share of an output's variance that an input explains, alone and
// in all, each with its interval (NaN where there is none).
type Effect struct {
	Input                      string
	First, FirstLow, FirstHigh float64
	Total, TotalLow, TotalHigh float64
}

// Surety is a statistic that tells whether an input moves an output: no effect is
// seen where its interval holds 0.
type Surety struct {
	Input, Statistic    string
	Estimate, Low, High float64
}

// holdsNothing tells whether the interval holds 0.
func (s Surety) holdsNothing() bool { return s.Low <= 0 && s.High >= 0 }

// Along is a difference at a value of an axis, with its interval (NaN where there is none).
type Along struct{ X, Estimate, Low, High float64 }

// SweepFigure says what to draw of a sweep. Columns are named as in the table; an
// empty name is the table's first of its kind.
type SweepFigure struct {
	Kind, Name, Title string
	X, Y              string   // inputs of a heat map or response curve (Y: one line for each level); outputs of a Pareto front
	Output            string   // the output shown; that of the colour of a Pareto front
	Highest           []string // outputs of a Pareto front of which more is better
	Effects           []Effect // of bars of Sobol indices
	Sureties          []Surety // of a tornado
	Along             []Along  // of a threshold: the differences along the axis
	Crossing          *Along   // and where their sign changes, its X the place and its interval about it
	Unsure            bool     // values are drawn: without its surety an input of a tornado has no bar
	About             string   // added to the figure's description
	Block             string   // added to its title where that is not given
}

// drawRuns draws a figure of a sweep as drawOne draws one of a run.
func drawRuns(t *Runs, f SweepFigure, style Style, w words, o Options) (paths []string, err error) {
	draw, ok := sweepKinds.named(f.Kind)
	if !ok {
		return nil, fmt.Errorf("unknown kind %q of a sweep's figures: one of %s", f.Kind, strings.Join(sweepKinds.names(), ", "))
	}
	defer undrawable(&err)
	d, err := draw(t, f, style, w)
	if err != nil {
		return nil, err
	}
	if f.Title != "" {
		d.title = f.Title
	} else if f.Block != "" {
		d.title += ", " + f.Block
	}
	d.kind, d.units = f.Kind, unitsOf(slices.Concat(t.Inputs, t.Outputs))
	d.caption = captionOfRuns(t, d, w)
	if f.About != "" {
		d.description += " " + f.About
	}
	d.finish(style)
	d.outlines = o.Outlines
	return d.save(o.Dir, cmp.Or(f.Name, f.Kind), o.Formats)
}

// input and output find a column of the table, the first where the name is empty.
func (t *Runs) input(name string) (Column, error)  { return find(t.Inputs, name, "input") }
func (t *Runs) output(name string) (Column, error) { return find(t.Outputs, name, "output") }

func find(columns []Column, name, what string) (Column, error) {
	for _, c := range columns {
		if name == "" || c.Name == name {
			return c, nil
		}
	}
	for _, c := range columns {
		if strings.HasSuffix(c.Name, "."+name) {
			return c, nil
		}
	}
	return Column{}, fmt.Errorf("%w the %s %q", ErrLacks, what, name)
}

// levels are the distinct values of a column, sorted.
func (c Column) levels() []float64 { return slices.Compact(existing(c.Values)) }

// meanWhere is the mean of the output over the runs that hold, NaN without one.
func meanWhere(output Column, holds func(run int) bool) float64 {
	sum, n := 0.0, 0
	for i, v := range output.Values {
		if !math.IsNaN(v) && holds(i) {
			sum, n = sum+v, n+1
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

// span is the range of values with a margin, never empty.
func span(v []float64, margin float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, x := range v {
		if !math.IsNaN(x) {
			lo, hi = min(lo, x), max(hi, x)
		}
	}
	if lo > hi {
		return 0, 1
	}
	if oneValue(lo, hi) {
		half := max(0.5, 1e-3*math.Abs(lo))
		return lo - half, hi + half
	}
	return lo - margin*(hi-lo), hi + margin*(hi-lo)
}
