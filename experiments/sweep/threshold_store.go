package sweep

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments"
	"caloduc/experiments/design"
	"caloduc/experiments/result"
	"caloduc/sim/param"
)

// store writes what a search has run as a sweep's table, in which its points are a list,
// and what it has found among its statistics.
func (f *flip) store(spec *experiments.Spec, t design.Threshold) error {
	slices.Sort(f.looked)
	f.looked = slices.Compact(f.looked)
	block := &design.Block{Name: thresholdBlock, Method: design.List, Replicates: f.o.Replicates}
	for _, x := range f.looked {
		for i, side := range f.sidesOf() {
			point := map[string]any{f.path: number(param.Number(x))}
			for _, set := range side {
				path, text, _ := strings.Cut(set, "=")
				point[strings.TrimSpace(path)] = number(strings.TrimSpace(text))
			}
			if f.names != nil {
				point["name"] = f.names[i] + " at " + param.Number(x)
			}
			block.PointsTree = append(block.PointsTree, point)
		}
	}
	if err := block.Err(); err != nil {
		return err
	}
	about := result.SweepAbout{Model: experiments.ModelVersion, Experiment: f.source.name, Title: spec.Title, Question: spec.Question,
		Figures: []result.Figure{{Name: result.ThresholdFigure, Kind: result.ThresholdFigure, X: f.path, Metric: f.o.Metric}}}
	p := &Plan{Version: planVersion, SweepAbout: about, Design: storedBlocks([]*design.Block{block}, f.o.Out), source: f.source, blocks: []*design.Block{block}}
	if err := p.lay(); err != nil {
		return err
	}
	p.Of = len(p.Points)
	if err := p.identify(f.ctx, f.o.Jobs); err != nil {
		return err
	}
	if err := p.store(f.session, false); err != nil {
		return err
	}
	if err := f.note(t); err != nil {
		return err
	}
	return f.session.finish(p)
}

// thresholdBlock names the points of a search among blocks.
const thresholdBlock = "threshold"

// sidesOf are what is set on each side of the comparison.
func (f *flip) sidesOf() [][]string {
	if f.b == nil {
		return [][]string{f.a}
	}
	return [][]string{f.a, f.b}
}

// number returns a value as a list of points has it: a number where it is one.
func number(text string) any {
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return i
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		return x
	}
	if b, err := strconv.ParseBool(text); err == nil {
		return b
	}
	return bare(text)
}

// note begins the statistics anew with the threshold and the differences along the axis.
func (f *flip) note(t design.Threshold) error {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	line := func(kind, against string, i design.Interval) {
		out.Write([]string{"0", kind, f.o.Metric, "", f.path, against, decimal(i.Estimate), decimal(i.Low), decimal(i.High), f.o.SignChange})
	}
	out.Write(result.StatisticsHeader)
	line(result.Threshold, "", design.Interval{Estimate: t.X, Low: t.Low, High: t.High})
	for _, e := range t.Evaluations {
		line(result.DifferenceAlong, param.Number(e.X), e.Difference)
	}
	out.Flush()
	return errors.Join(out.Error(), f.session.write(result.StatisticsFile, b.Bytes()))
}
