package plots

import (
	"cmp"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

var sobolBarsFrench = map[string]string{
	"Sobol indices":               "Indices de Sobol",
	"%s alone, %s in all":         "%s seul, %s au total",
	"first order":                 "premier ordre",
	"95 % interval":               "intervalle à 95 %",
	"total":                       "total",
	"share of variance":           "part de la variance",
	"share of the variance of %s": "part de la variance : %s",
	"Share of an output's variance that each input explains alone (first order) and in all (total), with intervals.": "Part de la variance d’une sortie expliquée par chaque entrée seule (premier ordre) et au total, avec intervalles.",
}

// sobolBars draws first-order and total indices, the largest total first. Its reader
// wants to know what decides an output and how sure that is: a row for each input
// with both indices and their whole intervals, which may reach below 0.
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
	st := &stack{style: s, words: w, n: 1, key: []keyEntry{
		{label: w.say("first order"), col: colour(0)}, {label: w.say("total"), col: colour(5)}, {label: w.say("95 % interval"), col: ink, line: true}}}
	d := st.drawing(w.say("Sobol indices"),
		w.say("Share of an output's variance that each input explains alone (first order) and in all (total), with intervals."),
		"input", "first", "first_low", "first_high", "total", "total_low", "total_high")
	ends := []float64{0, 1}
	chart := rowChart{st: st}
	for _, e := range all {
		chart.rows = append(chart.rows, chartRow{name: e.Input, value: fill(w.say("%s alone, %s in all"), w.number(e.First, 2), w.number(e.Total, 2)),
			bar: func(c draw.Canvas, x func(float64) vg.Length, y vg.Length) {
				size := s.TextSize
				rectangle(c, colour(0), x(0), x(e.First), y+0.34*size, 0.29*size)
				rectangle(c, colour(5), x(0), x(e.Total), y-0.34*size, 0.29*size)
				s.whisker(c, x(e.FirstLow), x(e.FirstHigh), y+0.34*size)
				s.whisker(c, x(e.TotalLow), x(e.TotalHigh), y-0.34*size)
			}})
		ends = append(ends, e.First, e.FirstLow, e.FirstHigh, e.Total, e.TotalLow, e.TotalHigh)
		d.table.add(e.Input, cell(e.First), cell(e.FirstLow), cell(e.FirstHigh), cell(e.Total), cell(e.TotalLow), cell(e.TotalHigh))
	}
	st.each = chart.height(axis)
	lo, hi := span(ends, 0.01)
	st.add(panel{Plot: chart.plot(lo, hi, axis)})
	return d, nil
}
