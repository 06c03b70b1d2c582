package plots

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

var thresholdFrench = map[string]string{
	"Threshold":                 "Seuil",
	"difference":                "différence",
	"interval of its mean":      "intervalle de sa moyenne",
	"change of sign: %s":        "changement de signe : %s",
	"interval of the threshold": "intervalle du seuil",
	"difference of %s":          "différence : %s",
	"The difference of an indicator along a parameter, and where it changes its sign.": "La différence d’un indicateur selon un paramètre, et le point où elle change de signe.",
}

// thresholdCurve draws the difference along an axis, the interval of its mean where there
// is one, and the threshold with its own.
func thresholdCurve(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	if f.Crossing == nil || len(f.Along) == 0 {
		return nil, lacks("a threshold, which caloduc threshold finds", "")
	}
	x, err := t.input(f.X)
	if err != nil {
		return nil, err
	}
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, n: 1}
	p := s.panel()
	d := st.drawing(w.say("Threshold"), w.say("The difference of an indicator along a parameter, and where it changes its sign."), x.Name, "difference", "low", "high")
	var at, mean, low, high []float64
	for _, a := range f.Along {
		at, mean, low, high = append(at, a.X), append(mean, a.Estimate), append(low, a.Low), append(high, a.High)
		d.table.add(cell(a.X), cell(a.Estimate), cell(a.Low), cell(a.High))
	}
	lo, hi := span(at, 0.03)
	st.plainAxis(p, lo, hi, x.label())
	p.Y.Min, p.Y.Max = span(slices.Concat([]float64{0}, mean, low, high), 0.06)
	p.Y.Tick.Marker, p.Y.Label.Text = st.ticks(), fill(w.say("difference of %s"), output.label())
	p.Add(gridLines{s.Hair})
	c := f.Crossing
	st.key = append(st.key, keyEntry{label: w.say("difference"), col: colour(0), line: true}, keyEntry{label: fill(w.say("change of sign: %s"), w.digits(c.X, 4)), col: colour(1), line: true})
	if !math.IsNaN(c.Low) && !math.IsNaN(c.High) {
		p.Add(band{[]float64{c.Low, c.High}, []float64{p.Y.Min, p.Y.Min}, []float64{p.Y.Max, p.Y.Max}, tint(colour(1), 0.2)})
		st.key = append(st.key, keyEntry{label: w.say("interval of the threshold"), col: tint(colour(1), 0.2)})
	}
	if slices.ContainsFunc(low, func(v float64) bool { return !math.IsNaN(v) }) {
		p.Add(band{at, low, high, tint(colour(0), 0.22)})
		st.key = append(st.key, keyEntry{label: w.say("interval of its mean"), col: tint(colour(0), 0.22)})
	}
	p.Add(line{[]float64{lo, hi}, []float64{0, 0}, draw.LineStyle{Color: grey, Width: s.Hair}},
		line{[]float64{c.X, c.X}, []float64{p.Y.Min, p.Y.Max}, draw.LineStyle{Color: colour(1), Width: s.Line}},
		line{at, mean, draw.LineStyle{Color: colour(0), Width: s.Line}}, discs{at, mean, colour(0), 0.25 * s.TextSize})
	st.add(panel{Plot: p})
	return d, nil
}

// alongAxis reads the differences of a stored search and where they change their sign; nil
// where the sweep is none.
func alongAxis(s *result.Sweep, axis, indicator string) (all []Along, crossing *Along) {
	for _, x := range s.Statistics {
		if x.Of != axis || x.Indicator != indicator {
			continue
		}
		switch at, err := strconv.ParseFloat(x.Against, 64); {
		case x.Kind == result.Threshold:
			crossing = &Along{X: x.Estimate, Low: x.Low, High: x.High}
		case x.Kind == result.DifferenceAlong && err == nil:
			all = append(all, Along{at, x.Estimate, x.Low, x.High})
		}
	}
	slices.SortFunc(all, func(a, b Along) int { return cmp.Compare(a.X, b.X) })
	return all, crossing
}
