package design

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Search says where FindThreshold looks for a change of sign.
type Search struct {
	Low, High float64 // ends of the axis
	Log       bool    // halve the axis by its logarithm
	Whole     bool    // the axis takes whole numbers only
	Tolerance float64 // width of the final bracket, in the axis' unit
	Scan      int     // evenly spaced evaluations before bisection, at least 2
	Level     float64 // confidence of the interval
}

// Threshold is where a difference changes its sign.
type Threshold struct {
	// X is the middle of the final bracket; on an axis of whole numbers its upper
	// end: with a tolerance of 1 the first with the other sign.
	X     float64
	Whole bool // the axis takes whole numbers only
	// Low and High enclose X: at each of them the confidence interval of the mean
	// difference just touches zero. They are NaN with a single replicate.
	Low, High float64
	// OpenLow and OpenHigh tell that the interval reaches the end of the axis:
	// the sign is not certain even there.
	OpenLow, OpenHigh bool
	// Rising tells that the difference is negative below X and positive above.
	Rising bool
	// Evaluations are all evaluations, by X.
	Evaluations []Evaluation
}

// Evaluation is the mean difference at one value of the axis; Low and High are NaN
// with a single replicate.
type Evaluation struct {
	X          float64
	Difference Interval
}

// ErrNoChange is the error of a search whose ends have one sign.
var ErrNoChange = errors.New("the difference has the same sign along the whole axis")

// FindThreshold finds the value of an axis at which a difference changes its sign.
// difference returns the difference at x for each replicate, the same replicates
// every time: with common random numbers it is then a fixed function of x, and what
// is sought is the zero of its mean over the replicates.
//
// It evaluates Scan values from end to end, then halves the one bracket whose means
// differ in sign until it is no wider than Tolerance. The interval is the set of x
// at which zero lies within Student's t interval of the mean difference, found by
// halving too: it holds the true threshold with the confidence Level, as far as the
// differences at the threshold are normal.
//
// Limits: changes of sign between two values of the scan that undo each other are
// not seen; several changes that are seen are an error that lists them. Where the
// interval of the difference touches zero more than once on a side, the crossing
// nearest to X among the values evaluated counts.
func FindThreshold(s Search, difference func(x float64) ([]float64, error)) (Threshold, error) {
	if err := s.Check(); err != nil {
		return Threshold{}, err
	}
	f := &finder{Search: s, difference: difference}
	for i := range s.Scan {
		if _, err := f.at(f.between(s.Low, s.High, float64(i)/float64(s.Scan-1))); err != nil {
			return Threshold{}, err
		}
	}
	a, b, err := f.bracket()
	if err != nil {
		return Threshold{}, err
	}
	rising := b.Difference.Estimate > a.Difference.Estimate
	mean := func(e Evaluation) float64 { return e.Difference.Estimate }
	if a, b, err = f.halve(a, b, mean); err != nil {
		return Threshold{}, err
	}
	t := Threshold{X: f.middle(a.X, b.X, 1), Whole: f.Whole, Low: math.NaN(), High: math.NaN(), Rising: rising}
	if f.replicates > 1 {
		err = f.interval(&t, a, b)
	}
	t.Evaluations = f.done
	return t, err
}

// Check tells what no search can be made of.
func (s Search) Check() error {
	switch {
	case !finite(s.Low, s.High) || !(s.Low < s.High):
		return fmt.Errorf("threshold: from %v to %v is no axis", s.Low, s.High)
	case s.Whole && (s.Low != math.Round(s.Low) || s.High != math.Round(s.High)):
		return fmt.Errorf("threshold: from %v to %v: the axis takes whole numbers", s.Low, s.High)
	case s.Log && !(s.Low > 0):
		return fmt.Errorf("threshold: a logarithmic axis cannot begin at %v", s.Low)
	case !(s.Tolerance > 0):
		return fmt.Errorf("threshold: tolerance %v: must be above 0", s.Tolerance)
	case s.Scan < 2:
		return fmt.Errorf("threshold: scan %d: must be at least 2", s.Scan)
	case !(s.Level > 0 && s.Level < 1):
		return fmt.Errorf("threshold: level %v: must be above 0 and below 1", s.Level)
	}
	return nil
}

// finder holds the evaluations so far, by x.
type finder struct {
	Search
	difference func(float64) ([]float64, error)
	replicates int
	done       []Evaluation
}

// between returns the value at a share of the way from a to b.
func (f *finder) between(a, b, share float64) float64 {
	switch {
	case share == 0:
		return a
	case share == 1:
		return b
	}
	x := (1-share)*a + share*b
	if f.Log {
		x = math.Exp((1-share)*math.Log(a) + share*math.Log(b))
	}
	if f.Whole {
		return math.Round(x)
	}
	return digits12(x)
}

// middle returns what stands for a final bracket: its middle, on an axis of whole
// numbers its lower end with step -1, its upper with step 1.
func (f *finder) middle(a, b float64, step int) float64 {
	switch {
	case !f.Whole:
		return f.between(a, b, 0.5)
	case step < 0:
		return a
	}
	return b
}

// at evaluates x, once.
func (f *finder) at(x float64) (Evaluation, error) {
	i, found := slices.BinarySearchFunc(f.done, x, func(e Evaluation, x float64) int { return cmp.Compare(e.X, x) })
	if found {
		return f.done[i], nil
	}
	ds, err := f.difference(x)
	if err != nil {
		return Evaluation{}, fmt.Errorf("threshold: at %v: %w", x, err)
	}
	if f.replicates == 0 {
		f.replicates = len(ds)
	}
	if len(ds) == 0 || len(ds) != f.replicates {
		return Evaluation{}, fmt.Errorf("threshold: at %v: %d replicates, but %d before", x, len(ds), f.replicates)
	}
	e := Evaluation{X: x, Difference: Interval{ds[0], math.NaN(), math.NaN()}}
	if len(ds) > 1 {
		e.Difference, err = Mean(ds, f.Level)
	} else if !finite(ds[0]) {
		err = errors.New("the run is missing or not finite")
	}
	if err != nil {
		return Evaluation{}, fmt.Errorf("threshold: at %v: %w", x, err)
	}
	f.done = slices.Insert(f.done, i, e)
	return e, nil
}

// bracket returns the neighbours of the scan whose means differ in sign.
func (f *finder) bracket() (a, b Evaluation, err error) {
	var found []string
	for i := 1; i < len(f.done); i++ {
		if differ(f.done[i-1].Difference.Estimate, f.done[i].Difference.Estimate) {
			a, b = f.done[i-1], f.done[i]
			found = append(found, fmt.Sprintf("%v to %v", a.X, b.X))
		}
	}
	switch len(found) {
	case 0:
		return a, b, fmt.Errorf("threshold: from %v to %v: %w", f.Low, f.High, ErrNoChange)
	case 1:
		return a, b, nil
	}
	return a, b, fmt.Errorf("threshold: the difference changes its sign %d times: %s. Search one of them", len(found), strings.Join(found, ", "))
}

// differ tells whether two numbers differ in sign; zero counts as positive.
func differ(x, y float64) bool { return (x < 0) != (y < 0) }

// halve narrows a bracket in which value changes its sign.
func (f *finder) halve(a, b Evaluation, value func(Evaluation) float64) (Evaluation, Evaluation, error) {
	for b.X-a.X > f.Tolerance {
		x := f.between(a.X, b.X, 0.5)
		if !(a.X < x && x < b.X) {
			break // the bracket is as narrow as numbers get
		}
		m, err := f.at(x)
		if err != nil {
			return a, b, err
		}
		if differ(value(a), value(m)) {
			b = m
		} else {
			a = m
		}
	}
	return a, b, nil
}

// interval finds the ends of the interval around the bracket from a to b: below it
// the end of the difference's interval that turns first, above it the other.
func (f *finder) interval(t *Threshold, a, b Evaluation) error {
	low := func(e Evaluation) float64 { return e.Difference.Low }
	high := func(e Evaluation) float64 { return e.Difference.High }
	first, last := high, low
	if !t.Rising {
		first, last = low, high
	}
	var err error
	if t.Low, t.OpenLow, err = f.edge(b, -1, first); err != nil {
		return err
	}
	t.High, t.OpenHigh, err = f.edge(a, 1, last)
	t.Low, t.High = min(t.Low, t.X), max(t.High, t.X)
	return err
}

// edge walks from an evaluation towards an end of the axis until value changes its
// sign, and narrows that bracket. It returns the end of the axis, open, where the
// sign never changes.
func (f *finder) edge(from Evaluation, step int, value func(Evaluation) float64) (x float64, open bool, err error) {
	i := slices.IndexFunc(f.done, func(e Evaluation) bool { return e.X == from.X })
	for n := i + step; n >= 0 && n < len(f.done); n += step {
		a, b := f.done[min(n, n-step)], f.done[max(n, n-step)]
		if !differ(value(a), value(b)) {
			continue
		}
		if a, b, err = f.halve(a, b, value); err != nil {
			return 0, false, err
		}
		return f.middle(a.X, b.X, step), false, nil
	}
	if step < 0 {
		return f.Low, true, nil
	}
	return f.High, true, nil
}
