package plots

import (
	"math"

	"gonum.org/v1/plot"
)

func init() {
	sweepKinds["heat-map"] = heatMap
	inFrench(map[string]string{
		"Heat map": "Carte de chaleur",
		"Mean of an output over the values of two inputs, as colours.": "Moyenne d’une sortie selon deux entrées, en couleurs.",
	})
}

// heatMap draws the mean of an output over the levels of two inputs.
func heatMap(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	if len(t.Inputs) < 2 {
		return nil, lacks("two inputs", "")
	}
	if f.X == "" {
		f.X = t.Inputs[0].Name
	}
	if f.Y == "" {
		f.Y = t.Inputs[1].Name
	}
	x, err := t.input(f.X)
	if err != nil {
		return nil, err
	}
	y, err := t.input(f.Y)
	if err != nil {
		return nil, err
	}
	h := cells{x: edges(x.levels()), y: edges(y.levels())}
	d := &drawing{width: s.Width, title: w.say("Heat map"), description: w.say("Mean of an output over the values of two inputs, as colours."),
		table: table{head: []string{x.Name, y.Name, output.Name}}}
	var all []float64
	for _, a := range x.levels() {
		var column []float64
		for _, b := range y.levels() {
			v := meanWhere(output, func(run int) bool { return x.Values[run] == a && y.Values[run] == b })
			column = append(column, v)
			d.table.add(cell(a), cell(b), cell(v))
		}
		h.values, all = append(h.values, column), append(all, column...)
	}
	h.ramp.lo, h.ramp.hi = span(all, 0)
	st := &stack{style: s, words: w, n: 1, bar: &colourBar{ramp: h.ramp, label: output.label()}}
	p := s.panel()
	st.plainAxis(p, h.x[0], h.x[len(h.x)-1], x.label())
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker, p.Y.Label.Text, p.Y.Padding = h.y[0], h.y[len(h.y)-1], st.ticks(), y.label(), 0
	if levels := x.levels(); len(levels) <= 8 {
		p.X.Tick.Marker = w.levelTicks(levels)
	}
	if levels := y.levels(); len(levels) <= 12 {
		p.Y.Tick.Marker = w.levelTicks(levels)
	}
	p.Add(h)
	st.add(panel{Plot: p})
	d.height, d.draw = st.height(), st.draw
	return d, nil
}

// levelTicks marks each level.
func (w words) levelTicks(levels []float64) (ticks plot.ConstantTicks) {
	for _, v := range levels {
		ticks = append(ticks, plot.Tick{Value: v, Label: w.digits(v, 4)})
	}
	return ticks
}

// edges are those of cells around levels: half-way between neighbours.
func edges(levels []float64) []float64 {
	n := len(levels)
	if n == 0 {
		return []float64{0, 1}
	}
	if n == 1 {
		half := max(math.Abs(levels[0])*0.05, 0.5)
		return []float64{levels[0] - half, levels[0] + half}
	}
	out := []float64{1.5*levels[0] - 0.5*levels[1]}
	for i := 1; i < n; i++ {
		out = append(out, (levels[i-1]+levels[i])/2)
	}
	return append(out, 1.5*levels[n-1]-0.5*levels[n-2])
}
