package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func init() {
	sweepKinds["response-curve"] = responseCurve
	inFrench(map[string]string{
		"Response curve":        "Courbe de réponse",
		"mean of the runs":      "moyenne des calculs",
		"lowest to highest run": "du plus faible au plus fort",
		"An output over an input: mean of the runs at each value, and their range.": "Une sortie selon une entrée : moyenne des calculs à chaque valeur, et leur étendue.",
	})
}

// responseCurve draws an output over an input, with a line for each level of a
// second input where one is asked for.
func responseCurve(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	x, err := t.input(f.X)
	if err != nil {
		return nil, err
	}
	by, groups := Column{}, []float64{math.NaN()}
	if f.Y != "" {
		if by, err = t.input(f.Y); err != nil {
			return nil, err
		}
		groups = by.levels()
	}
	st := &stack{style: s, words: w, n: 1}
	p := s.panel()
	p.Y.Min, p.Y.Max = span(output.Values, 0.06)
	p.Y.Tick.Marker, p.Y.Label.Text = st.ticks(), output.label()
	lo, hi := span(x.Values, 0.03)
	st.plainAxis(p, lo, hi, x.label())
	p.Add(gridLines{s.Hair})
	d := &drawing{width: s.Width, title: w.say("Response curve"), description: w.say("An output over an input: mean of the runs at each value, and their range."),
		table: table{head: []string{x.Name, "group", "mean", "min", "max"}}}
	var lines []plot.Plotter // over all bands
	for g, level := range groups {
		var mean, low, high []float64
		for _, v := range x.levels() {
			holds := func(run int) bool { return x.Values[run] == v && (f.Y == "" || by.Values[run] == level) }
			var some []float64
			for run, y := range output.Values {
				if holds(run) {
					some = append(some, y)
				}
			}
			mean = append(mean, meanWhere(output, holds))
			if some = existing(some); len(some) == 0 {
				some = []float64{math.NaN()}
			}
			low, high = append(low, some[0]), append(high, some[len(some)-1])
			d.table.add(cell(v), cell(level), cell(mean[len(mean)-1]), cell(some[0]), cell(some[len(some)-1]))
		}
		name := w.say("mean of the runs")
		if f.Y != "" {
			name = by.label() + " " + w.digits(level, 4)
		}
		st.key = append(st.key, keyEntry{label: name, col: distinct(g), line: true})
		p.Add(band{x.levels(), low, high, tint(distinct(g), 0.22)})
		lines = append(lines, line{x.levels(), mean, draw.LineStyle{Color: distinct(g), Width: s.Line}}, discs{x.levels(), mean, distinct(g), 0.25 * s.TextSize})
	}
	p.Add(lines...)
	st.key = append(st.key, keyEntry{label: w.say("lowest to highest run"), col: tint(grey, 0.35)})
	st.add(panel{Plot: p})
	d.height, d.draw = st.height(), st.draw
	return d, nil
}

// discs marks points.
type discs struct {
	x, y   []float64
	col    color.NRGBA
	radius vg.Length
}

// Plot implements plot.Plotter.
func (d discs) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	for i := range d.x {
		if !math.IsNaN(d.y[i]) && !math.IsNaN(d.x[i]) {
			disc(c, vg.Point{X: fx(d.x[i]), Y: fy(d.y[i])}, d.radius, d.col)
		}
	}
}
