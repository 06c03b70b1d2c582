package plots

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

var sobolBarsFrench = map[string]string{
	"Sobol indices":               "Indices de Sobol",
	"first order":                 "premier ordre",
	"total":                       "total",
	"share of variance":           "part de la variance",
	"share of the variance of %s": "part de la variance : %s",
	"Share of an output's variance that each input explains alone (first order) and in all (total), with intervals.": "Part de la variance d’une sortie expliquée par chaque entrée seule (premier ordre) et au total, avec intervalles.",
}

// sobolBars draws first-order and total indices, the largest total first.
func sobolBars(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	if len(f.Effects) == 0 {
		return nil, lacks("Sobol indices, which a whole saltelli design has", "")
	}
	axis := w.say("share of variance")
	if output, err := t.output(f.Output); err == nil {
		name, _, _ := strings.Cut(output.label(), " (")
		axis = fill(w.say("share of the variance of %s"), name)
	}
	all := slices.Clone(f.Effects)
	slices.SortStableFunc(all, func(a, b Effect) int { return cmp.Compare(b.Total, a.Total) })
	st := &stack{style: s, words: w, n: 1, each: (vg.Length(len(all))*3 + 6.5) * s.TextSize, key: []keyEntry{
		{label: w.say("first order"), col: colour(0)}, {label: w.say("total"), col: colour(5)}}}
	p := s.panel()
	var ticks plot.ConstantTicks
	b := rowBars{style: s, words: w, fixed: 2}
	d := st.drawing(w.say("Sobol indices"),
		w.say("Share of an output's variance that each input explains alone (first order) and in all (total), with intervals."),
		"input", "first", "first_low", "first_high", "total", "total_low", "total_high")
	ends := []float64{0, 1}
	for i, e := range all {
		ticks = append(ticks, plot.Tick{Value: float64(2*(len(all)-i)) - 1.5, Label: e.Input})
		b.values = append(b.values, interval{e.First, e.FirstLow, e.FirstHigh}, interval{e.Total, e.TotalLow, e.TotalHigh})
		b.cols = append(b.cols, colour(0), colour(5))
		ends = append(ends, e.FirstLow, e.FirstHigh, e.TotalHigh)
		d.table.add(e.Input, cell(e.First), cell(e.FirstLow), cell(e.FirstHigh), cell(e.Total), cell(e.TotalLow), cell(e.TotalHigh))
	}
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker, p.Y.Tick.Length = -0.7, float64(2*len(all))-0.3, ticks, 0
	lo, hi := span(ends, 0)
	st.plainAxis(p, min(lo, 0), math.Max(1, hi)*1.12, axis)
	p.Add(b)
	st.add(panel{Plot: p})
	return d, nil
}
