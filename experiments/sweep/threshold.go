package sweep

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"gonum.org/v1/gonum/stat"

	"caloduc/experiments"
	"caloduc/experiments/design"
	"caloduc/sim/list"
	"caloduc/sim/param"
)

// ThresholdOptions say which conclusion is looked at and along which axis.
type ThresholdOptions struct {
	Options
	// Metric is the column of an indicator: campus.Fouju.cost_EUR.
	Metric string
	// SignChange is what flips: PATH=A,B for the metric at A less the metric at B,
	// NAME,NAME for that between two named points of the file's sweeps, or a
	// number that the metric passes.
	SignChange string
	// Axis is the parameter that is varied: PATH=LOW:HIGH, with :log for a
	// logarithmic axis.
	Axis       string
	Replicates int     // common random numbers; 1 unless given
	Tolerance  float64 // in the axis' unit; unless given a thousandth of the axis, 1 where it takes whole numbers
	Scan       int     // values looked at before bisection; 5 unless given
	Level      float64 // confidence; 0.95 unless given
}

// Threshold finds by bisection where along an axis the sign of a difference
// changes. Its runs, their table and what it finds are stored in o.Out as those of a
// sweep are: a search that was cut short goes on with the same command.
func Threshold(ctx context.Context, file string, o ThresholdOptions) (design.Threshold, error) {
	o.fill()
	search, path, err := o.search()
	if err != nil {
		return design.Threshold{}, &experiments.InputError{Err: err}
	}
	spec, base, err := experiments.Load(file, o.Sets)
	if err != nil {
		return design.Threshold{}, err
	}
	f := &flip{ctx: ctx, path: path, o: o, source: source{filepath.Base(file), base}}
	for _, v := range base.Values() {
		if param.Unpicked(v.Path) != param.Unpicked(path) {
			continue
		}
		if search.Whole = v.Field.Kind == param.Int; !search.Whole && v.Field.Kind != param.Float {
			return design.Threshold{}, &experiments.InputError{Err: fmt.Errorf("axis %q: %s is no number", o.Axis, v.Path)}
		}
	}
	if search.Tolerance == 0 {
		search.Tolerance = (search.High - search.Low) / 1000
		if search.Whole {
			search.Tolerance = 1
		}
	}
	if err := errors.Join(search.Check(), f.sides(spec)); err != nil {
		return design.Threshold{}, &experiments.InputError{Err: err}
	}
	quiet := o.Options
	quiet.Quiet = true // a line for each evaluation is enough
	if f.session, err = openSession(quiet); err != nil {
		return design.Threshold{}, err
	}
	t, err := design.FindThreshold(search, f.difference)
	if err == nil {
		err = f.store(spec, t)
	}
	return t, errors.Join(err, f.session.close())
}

// search reads the axis.
func (o *ThresholdOptions) search() (design.Search, string, error) {
	s := design.Search{Scan: cmp.Or(o.Scan, 5), Level: cmp.Or(o.Level, 0.95), Tolerance: o.Tolerance}
	path, span, ok := cutLast(o.Axis, "=")
	parts := strings.Split(span, ":")
	if s.Log = len(parts) == 3 && parts[2] == "log"; !ok || len(parts) != 2 && !s.Log {
		return s, "", fmt.Errorf("axis %q: wants PATH=LOW:HIGH or PATH=LOW:HIGH:log", o.Axis)
	}
	for i, end := range []*float64{&s.Low, &s.High} {
		var err error
		if *end, err = strconv.ParseFloat(parts[i], 64); err != nil {
			return s, "", fmt.Errorf("axis %q: %q is no number", o.Axis, parts[i])
		}
	}
	o.Replicates = max(1, o.Replicates)
	return s, path, nil
}

// flip evaluates the difference whose sign is looked at.
type flip struct {
	ctx     context.Context
	o       ThresholdOptions
	path    string // of the axis
	source  source
	session *session
	a, b    []string // what is set on either side; b nil where a number is passed
	names   []string // of the sides, where they are points of the file
	passed  float64
	looked  []float64 // values of the axis
}

// sides reads what is compared.
func (f *flip) sides(spec *experiments.Spec) error {
	text := strings.TrimSpace(f.o.SignChange)
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		f.passed = x
		return nil
	}
	path, values, ok := strings.Cut(text, "=")
	if !ok {
		path, values = "", text
	}
	sides := topLevel(values)
	if len(sides) != 2 {
		return fmt.Errorf("sign change %q: wants PATH=A,B, two names of points, or a number", text)
	}
	if ok {
		f.a, f.b = []string{path + "=" + sides[0]}, []string{path + "=" + sides[1]}
		return nil
	}
	points, err := design.Points(spec.Sweeps)
	if err != nil {
		return err
	}
	for _, p := range points {
		if p.Name == sides[0] && f.a == nil {
			f.a = p.Sets()
		}
		if p.Name == sides[1] && f.b == nil {
			f.b = p.Sets()
		}
	}
	f.names = sides
	if f.a == nil || f.b == nil {
		return fmt.Errorf("sign change %q: no two points of the file's sweeps have these names", text)
	}
	return nil
}

// topLevel splits a list at its commas, but not within brackets or quotes.
func topLevel(text string) []string {
	var parts []string
	depth, from := 0, 0
	var quote rune
	for i, r := range text {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case strings.ContainsRune("[{(", r):
			depth++
		case strings.ContainsRune("]})", r):
			depth--
		case r == ',' && depth == 0:
			parts = append(parts, strings.TrimSpace(text[from:i]))
			from = i + 1
		}
	}
	return append(parts, strings.TrimSpace(text[from:]))
}

// difference returns the difference at a value of the axis, by replicate.
func (f *flip) difference(x float64) ([]float64, error) {
	sides := f.sidesOf()
	f.looked = append(f.looked, x)
	var points []Point
	for r := range f.o.Replicates {
		for _, side := range sides {
			p, err := f.point(len(points), r, x, side)
			if err != nil {
				return nil, err
			}
			points = append(points, p)
		}
	}
	failures, err := f.session.execute(f.ctx, f.source, points)
	if err != nil {
		return nil, err
	}
	if failures > 0 {
		return nil, failedError(failures, len(points))
	}
	out := make([]float64, f.o.Replicates)
	for i, p := range points {
		y, err := f.metric(p)
		if err != nil {
			return nil, err
		}
		if i%len(sides) == 1 {
			y = -y
		}
		out[i/len(sides)] += y
	}
	if f.b == nil {
		for r := range out {
			out[r] -= f.passed
		}
	}
	if !f.o.Quiet {
		fmt.Fprintf(f.o.Stderr, "%s = %s: difference %.6g\n", f.path, param.Number(x), stat.Mean(out, nil))
	}
	return out, nil
}

// point is the run of one side at a value of the axis.
func (f *flip) point(number, replicate int, x float64, side []string) (Point, error) {
	p := Point{Number: number, Replicate: replicate, sets: append(append([]string(nil), side...), f.path+"="+param.Number(x))}
	if f.o.Replicates > 1 {
		p.sets = append(p.sets, "replicate="+strconv.Itoa(replicate))
	}
	spec, r, err := f.source.load(p)
	if err != nil {
		return p, err
	}
	p.years = spec.Years
	p.Run, err = identity(r)
	return p, err
}

// metric is the metric of a stored run.
func (f *flip) metric(p Point) (float64, error) {
	figures, err := readTotals(f.o.Out, p.Run)
	if err != nil {
		return 0, err
	}
	for _, g := range figures {
		if g.full() == f.o.Metric {
			if math.IsNaN(g.value) {
				return 0, fmt.Errorf("%s does not exist in run %s", f.o.Metric, p.Run)
			}
			return g.value, nil
		}
	}
	names := list.Map(figures, figure.full)
	return 0, &experiments.InputError{Err: fmt.Errorf("there is no indicator %s%s", f.o.Metric, param.DidYouMean(f.o.Metric, names))}
}

// WriteThreshold prints a threshold with its interval.
func WriteThreshold(w io.Writer, o ThresholdOptions, t design.Threshold) {
	path, _, _ := cutLast(o.Axis, "=")
	turn, where := "falls below zero", "above it"
	if t.Rising {
		turn = "rises above zero"
	}
	if t.Whole {
		where = "from there on"
	}
	fmt.Fprintf(w, "%s = %s: the difference of %s %s %s\n", path, param.Number(t.X), o.Metric, turn, where)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	defer tw.Flush()
	if math.IsNaN(t.Low) { // a single replicate
		fmt.Fprintf(tw, "  %s\tdifference\n", path)
		for _, e := range t.Evaluations {
			fmt.Fprintf(tw, "  %s\t%.6g\n", param.Number(e.X), e.Difference.Estimate)
		}
		return
	}
	low, high := param.Number(t.Low), param.Number(t.High)
	if t.OpenLow {
		low = "below " + low
	}
	if t.OpenHigh {
		high = "above " + high
	}
	fmt.Fprintf(w, "interval at confidence %s: %s to %s\n", param.Number(cmp.Or(o.Level, 0.95)), low, high)
	fmt.Fprintf(tw, "  %s\tdifference\tinterval of its mean\n", path)
	for _, e := range t.Evaluations {
		fmt.Fprintf(tw, "  %s\t%.6g\t%.6g to %.6g\n", param.Number(e.X), e.Difference.Estimate, e.Difference.Low, e.Difference.High)
	}
}

// cutLast cuts a text at the last place of a separator.
func cutLast(text, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(text, sep)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(sep):], true
}
