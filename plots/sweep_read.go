package plots

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

// DrawSweep draws the figures of a stored sweep as Draw draws those of a run:
// those that its experiment asks for, or else those that its design allows.
func DrawSweep(s *result.Sweep, o Options) (paths, notices []string, err error) {
	if err := o.prepare(); err != nil {
		return nil, nil, err
	}
	o.Dir = cmp.Or(o.Dir, filepath.Join(s.Dir(), result.FiguresDir))
	figures := slices.Clone(s.FiguresAsked())
	for _, kind := range sweepKinds.names() {
		asked := slices.ContainsFunc(figures, func(f result.Figure) bool { return f.Kind == kind || f.Name == kind })
		if !asked && (o.Only == kind || o.Every) {
			f, _ := s.DefaultFigure(kind, -1)
			figures = append(figures, f)
		}
	}
	wanted := func(f result.Figure) bool { return o.Only == f.Name || o.Only == f.Kind }
	return o.drawAll(figures, wanted, sweepKinds.names(), func(f result.Figure) ([]string, error) {
		f, style, w, err := o.dress(f, sweepKinds.keys(f.Kind))
		if err != nil {
			return nil, err
		}
		t, figure, err := tableOf(s, f, w)
		if err != nil {
			return nil, err
		}
		var written []string
		painted(f.Colours, func() { written, err = drawRuns(t, figure, style, w, o) })
		o.tellUnused(f, style)
		return written, err
	})
}

// The indicators that figures show unless they are told which, as far as the
// sweep has them.
var (
	shownMetrics  = []string{channel.PUE, channel.WUELPerKWh, channel.CostEURPerGPUh, channel.CarbonKg, channel.Goodput}
	paretoMetrics = []string{channel.PUE, channel.CostEURPerGPUh, channel.CarbonKg}
	moreIsBetter  = []string{channel.Goodput, channel.Availability, channel.GPUOccupancy, channel.TrainingEFLOP, channel.LoadFactor}
)

// tableOf makes the table of one figure, and says how the figure is drawn.
func tableOf(s *result.Sweep, f result.Figure, w words) (*Runs, SweepFigure, error) {
	figure := SweepFigure{Kind: f.Kind, Name: f.Name, Title: f.Title, X: f.X, Y: f.Y, About: s.Title}
	block, ok := s.Block(f.Sweep)
	if !ok {
		return nil, figure, lacks("a sweep "+f.Sweep, "")
	}
	if block >= 0 && len(s.Blocks) > 1 {
		figure.Block = s.BlockName(block)
	}
	rows := s.RunsOf(block)
	t := &Runs{}
	points := map[[2]int]int{}
	for _, i := range rows {
		key := [2]int{s.Runs[i].Block, s.Runs[i].Index}
		if _, ok := points[key]; !ok {
			points[key] = len(points)
		}
		t.Point, t.Replicate = append(t.Point, points[key]), append(t.Replicate, s.Runs[i].Replicate)
	}
	varied := s.Varied(rows)
	for _, c := range varied {
		in := w.input(c, varied, rows)
		in.Sampled = sampled(s, rows) && in.Levels == nil
		t.Inputs = append(t.Inputs, in)
	}
	columns, err := metrics(s, f)
	if err != nil {
		return nil, figure, err
	}
	for _, c := range columns {
		t.Outputs = append(t.Outputs, w.output(c, s.Outputs, rows))
		if slices.Contains(moreIsBetter, last(c.Name)) {
			figure.Highest = append(figure.Highest, c.Name)
		}
	}
	switch f.Kind {
	case result.Pareto:
		if len(t.Outputs) > 2 {
			figure.Output = t.Outputs[2].Name
		}
		figure.X, figure.Y = "", ""
	case result.SobolBars:
		figure.Effects = effects(s, block, columns[0].Name, t)
	case result.ThresholdFigure:
		figure.Along, figure.Crossing = alongAxis(s, f.X, columns[0].Name)
	case result.Tornado:
		figure.Sureties = sureties(s, block, columns[0].Name)
		figure.Unsure = slices.ContainsFunc(rows, func(i int) bool { return result.Samples(s.Blocks[s.Runs[i].Block].Method) })
	}
	return t, figure, nil
}

// sampled tells whether all of some runs are of designs that draw values.
func sampled(s *result.Sweep, rows []int) bool {
	return len(s.Blocks) > 0 && !slices.ContainsFunc(rows, func(i int) bool { return !result.Samples(s.Blocks[s.Runs[i].Block].Method) })
}

// metrics are the indicators that a figure shows.
func metrics(s *result.Sweep, f result.Figure) (out []result.SweepColumn, err error) {
	names, given := shownMetrics, f.Metric != ""
	if f.Kind == result.Pareto {
		names = paretoMetrics
	}
	if given {
		names = strings.Split(f.Metric, ",")
	}
	for _, name := range names {
		c, ok := result.Find(s.Outputs, strings.TrimSpace(name))
		if ok {
			out = append(out, c)
		} else if given {
			return nil, lacks("the indicator "+strings.TrimSpace(name), "")
		}
	}
	if f.Kind == result.Pareto && !given { // of another experiment
		for _, c := range s.Outputs {
			if len(out) < 2 && !slices.ContainsFunc(out, func(o result.SweepColumn) bool { return last(o.Name) == last(c.Name) }) {
				out = append(out, c)
			}
		}
	}
	if len(out) == 0 {
		return nil, lacks("any of the indicators "+strings.Join(names, ", "), "")
	}
	return out, nil
}

// sureties are what the statistics of a block, -1 for all, hold of whether inputs
// move an indicator.
func sureties(s *result.Sweep, block int, indicator string) (out []Surety) {
	for _, x := range s.Statistics {
		if x.IsEffect() && x.Indicator == indicator && (block < 0 || x.Block == block) {
			out = append(out, Surety{x.Of, x.Kind, x.Estimate, x.Low, x.High})
		}
	}
	return out
}

// effects are the Sobol indices of an indicator that the statistics of a block
// hold; of the first block that has any, where none is told.
func effects(s *result.Sweep, block int, indicator string, t *Runs) (out []Effect) {
	var paths []string
	for _, x := range s.Statistics {
		if x.Indicator != indicator || x.Kind != "first" && x.Kind != result.TotalIndex || block >= 0 && x.Block != block {
			continue
		}
		block = x.Block
		at := slices.Index(paths, x.Of)
		if at < 0 {
			at = len(out)
			e := Effect{Input: x.Of}
			if c, err := t.input(x.Of); err == nil {
				e.Input, _, _ = strings.Cut(c.label(), " (")
			}
			out, paths = append(out, e), append(paths, x.Of)
		}
		if e := &out[at]; x.Kind == "first" {
			e.First, e.FirstLow, e.FirstHigh = x.Estimate, x.Low, x.High
		} else {
			e.Total, e.TotalLow, e.TotalHigh = x.Estimate, x.Low, x.High
		}
	}
	return out
}
