package record

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
)

// IndicatorHeader is the first line of the file of indicators.
var IndicatorHeader = []string{"indicator", "scope", "period", "value", "unit"}

// WriteIndicators writes every indicator for every month, every year and the
// total as CSV, one figure a line. A figure that does not exist is empty.
func (r *Recorder) WriteIndicators(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(IndicatorHeader); err != nil {
		return err
	}
	periods := r.periods()
	for _, ind := range r.reg.Indicators {
		for i := range periods {
			p := &periods[i]
			line := []string{ind.Name, ind.Scope, p.name, number(ind.Value(p)), ind.Unit.Symbol}
			if err := out.Write(line); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// rangeSlack is how far rounding may take a value out of its range, over its size.
const rangeSlack = 1e-9

// CheckRanges returns an error for every indicator whose value over the whole run is
// impossible.
func (r *Recorder) CheckRanges() error {
	var all []error
	total := r.Totals()
	for _, i := range r.reg.Indicators {
		x := i.Value(total)
		if slack := rangeSlack * max(1, math.Abs(x)); x < i.lo-slack || x > i.hi+slack || math.IsInf(x, 0) {
			all = append(all, fmt.Errorf("indicator %s of %s is %g over the run: only %g to %g is possible", i.Name, cmp.Or(i.Scope, "the whole"), x, i.lo, i.hi))
		}
	}
	return errors.Join(all...)
}

// Ratio is a over b, and does not exist (NaN) where b is not positive: a PUE of a
// month without IT load is empty, not infinite.
func Ratio(a, b float64) float64 {
	if !(b > 0) {
		return math.NaN()
	}
	return a / b
}

// number prints a figure with twelve significant digits at most.
func number(x float64) string {
	switch {
	case !finite(x):
		return ""
	case x == 0:
		return "0" // and not "-0"
	}
	return strconv.FormatFloat(x, 'g', 12, 64)
}

// IndicatorValue is an indicator with its value over the whole run.
type IndicatorValue struct {
	*Indicator
	Total float64 // NaN where it does not exist
}

// MainIndicators returns the indicators marked Main with their values over
// everything recorded.
func (r *Recorder) MainIndicators() []IndicatorValue {
	total := r.Totals()
	var values []IndicatorValue
	for _, ind := range r.reg.Indicators {
		if ind.Main {
			values = append(values, IndicatorValue{ind, ind.Value(total)})
		}
	}
	return values
}
