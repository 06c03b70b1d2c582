package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg/draw"
)

func init() {
	sweepKinds["pareto"] = pareto
	inFrench(map[string]string{
		"Pareto front":             "Front de Pareto",
		"runs":                     "calculs",
		"no run is better in both": "aucun calcul n’est meilleur sur les deux",
		"Two outputs of all runs; the line joins those that no other run betters in both.": "Deux sorties de tous les calculs ; la ligne relie ceux qu’aucun autre ne surpasse sur les deux.",
	})
}

// pareto draws two outputs against each other, and the runs that no other betters.
func pareto(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	if len(t.Outputs) < 2 {
		return nil, lacks("two outputs", "")
	}
	if f.X == "" {
		f.X = t.Outputs[0].Name
	}
	if f.Y == "" {
		f.Y = t.Outputs[1].Name
	}
	x, err := t.output(f.X)
	if err != nil {
		return nil, err
	}
	y, err := t.output(f.Y)
	if err != nil {
		return nil, err
	}
	front := paretoFront(x.Values, y.Values, slices.Contains(f.Highest, x.Name), slices.Contains(f.Highest, y.Name))
	st := &stack{style: s, words: w, n: 1, key: []keyEntry{
		{label: w.say("runs"), col: grey, round: true}, {label: w.say("no run is better in both"), col: colour(1), line: true}}}
	p := s.panel()
	p.Y.Min, p.Y.Max = span(y.Values, 0.06)
	p.Y.Tick.Marker, p.Y.Label.Text = st.ticks(), y.label()
	lo, hi := span(x.Values, 0.06)
	st.plainAxis(p, lo, hi, x.label())
	var fx, fy []float64
	for _, i := range front {
		fx, fy = append(fx, x.Values[i]), append(fy, y.Values[i])
	}
	p.Add(gridLines{s.Hair}, discs{x.Values, y.Values, tint(grey, 0.6), 0.22 * s.TextSize},
		line{fx, fy, draw.LineStyle{Color: colour(1), Width: s.Line}}, discs{fx, fy, colour(1), 0.26 * s.TextSize})
	st.add(panel{Plot: p})
	d := &drawing{width: s.Width, height: st.height(), draw: st.draw, title: w.say("Pareto front"),
		description: w.say("Two outputs of all runs; the line joins those that no other run betters in both."),
		table:       table{head: []string{"run", x.Name, y.Name, "on_front"}}}
	for i := range x.Values {
		on := "0"
		if slices.Contains(front, i) {
			on = "1"
		}
		d.table.add(cell(float64(i)), cell(x.Values[i]), cell(y.Values[i]), on)
	}
	return d, nil
}

// paretoFront lists the runs that no other run betters in both quantities, along
// the first. Less is better, or more where told.
func paretoFront(x, y []float64, moreX, moreY bool) (front []int) {
	sign := func(more bool) float64 {
		if more {
			return -1
		}
		return 1
	}
	sx, sy := sign(moreX), sign(moreY)
	var order []int
	for i := range x {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch a, b := [2]float64{sx * x[i], sy * y[i]}, [2]float64{sx * x[j], sy * y[j]}; {
		case a[0] < b[0], a[0] == b[0] && a[1] < b[1]:
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	best := math.Inf(1)
	for _, i := range order {
		if v := sy * y[i]; v < best {
			best = v
			front = append(front, i)
		}
	}
	slices.SortFunc(front, func(i, j int) int {
		if x[i] < x[j] {
			return -1
		}
		return 1
	})
	return front
}
