package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func init() {
	sweepKinds["tornado"] = tornado
	inFrench(map[string]string{
		"Tornado":                      "Tornade",
		"at the input's lowest value":  "à la plus faible valeur de l’entrée",
		"at the input's highest value": "à la plus forte valeur de l’entrée",
		"Means of an output over the runs at the lowest and at the highest value of each input, the widest first.": "Moyennes d’une sortie sur les calculs à la plus faible et à la plus forte valeur de chaque entrée, les plus larges d’abord.",
	})
}

// reach is what an output is at the ends of an input.
type reach struct {
	input     Column
	low, high float64
}

// tornado draws by how much each input moves an output: the output's mean over the
// runs with the input at its lowest and at its highest value.
func tornado(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	var all []reach
	ends := []float64{meanWhere(output, func(int) bool { return true })}
	for _, in := range t.Inputs {
		levels := in.levels()
		if len(levels) < 2 {
			continue
		}
		at := func(v float64) float64 {
			return meanWhere(output, func(run int) bool { return in.Values[run] == v })
		}
		r := reach{in, at(levels[0]), at(levels[len(levels)-1])}
		if !math.IsNaN(r.low) && !math.IsNaN(r.high) {
			all, ends = append(all, r), append(ends, r.low, r.high)
		}
	}
	if len(all) == 0 {
		return nil, lacks("an input with two values", "")
	}
	slices.SortStableFunc(all, func(a, b reach) int {
		if math.Abs(a.high-a.low) > math.Abs(b.high-b.low) {
			return -1
		}
		return 1
	})
	st := &stack{style: s, words: w, n: 1, each: (vg.Length(len(all))*1.9 + 6.5) * s.TextSize, key: []keyEntry{
		{label: w.say("at the input's lowest value"), col: colour(5)}, {label: w.say("at the input's highest value"), col: colour(1)}}}
	p := s.panel()
	var ticks plot.ConstantTicks
	for i, r := range all {
		ticks = append(ticks, plot.Tick{Value: float64(len(all) - 1 - i), Label: r.input.label()})
	}
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker, p.Y.Tick.Length = -0.6, float64(len(all))-0.4, ticks, 0
	lo, hi := span(ends, 0.08)
	st.plainAxis(p, lo, hi, output.label())
	p.Add(tornadoBars{all, ends[0], s})
	st.add(panel{Plot: p})
	d := &drawing{width: s.Width, height: st.height(), draw: st.draw, title: w.say("Tornado"),
		description: w.say("Means of an output over the runs at the lowest and at the highest value of each input, the widest first."),
		table:       table{head: []string{"input", "mean_at_lowest", "mean_at_highest", "mean"}}}
	for _, r := range all {
		d.table.add(r.input.Name, cell(r.low), cell(r.high), cell(ends[0]))
	}
	return d, nil
}

// tornadoBars are bars to both sides of a mean.
type tornadoBars struct {
	all   []reach
	mean  float64
	style Style
}

// Plot implements plot.Plotter.
func (b tornadoBars) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	for i, r := range b.all {
		row := float64(len(b.all) - 1 - i)
		half := func(v, foot, top float64, col int) {
			l, r := min(fx(v), fx(b.mean)), max(fx(v), fx(b.mean))
			c.FillPolygon(colour(col), []vg.Point{{X: l, Y: fy(foot)}, {X: r, Y: fy(foot)}, {X: r, Y: fy(top)}, {X: l, Y: fy(top)}})
		}
		half(r.low, row, row+0.32, 5)
		half(r.high, row-0.32, row, 1)
	}
	c.StrokeLine2(draw.LineStyle{Color: ink, Width: b.style.Hair}, fx(b.mean), c.Min.Y, fx(b.mean), c.Max.Y)
}
