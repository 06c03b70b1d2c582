package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func init() {
	sweepKinds["parallel"] = parallelCoordinates
	inFrench(map[string]string{
		"Parallel coordinates": "Coordonnées parallèles",
		"Each run as a line over its inputs and outputs, each axis from its lowest to its highest value, coloured by an output.": "Chaque calcul comme une ligne sur ses entrées et sorties, chaque axe de sa plus faible à sa plus forte valeur, coloré selon une sortie.",
	})
}

// parallelCoordinates draws each run as a line over parallel axes.
func parallelCoordinates(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	axes := append(append([]Column(nil), t.Inputs...), t.Outputs...)
	lo, hi := span(output.Values, 0)
	st := &stack{style: s, words: w, n: 1, over: 1, bar: &colourBar{ramp: ramp{lo, hi}, label: output.label()}}
	p := s.panel()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = -0.15, float64(len(axes))-0.85, 0, 1
	p.Y.Tick.Marker, p.X.Tick.Marker = plot.ConstantTicks{}, plot.ConstantTicks{}
	p.X.LineStyle.Width, p.Y.LineStyle.Width = 0, 0
	st.each = 1.4*s.Panel + vg.Length(len(axes))*st.lineHeight()
	p.X.Label.Text = numberedNames(axes)
	p.Add(parallelLines{axes, output, st})
	st.add(panel{Plot: p})
	d := &drawing{width: s.Width, height: st.height(), draw: st.draw, title: w.say("Parallel coordinates"),
		description: w.say("Each run as a line over its inputs and outputs, each axis from its lowest to its highest value, coloured by an output.")}
	for _, a := range axes {
		d.table.head = append(d.table.head, a.Name)
	}
	for run := range output.Values {
		var row []string
		for _, a := range axes {
			row = append(row, cell(a.Values[run]))
		}
		d.table.add(row...)
	}
	return d, nil
}

// numberedNames lists what the axes are, below them.
func numberedNames(axes []Column) (text string) {
	for i, a := range axes {
		if i > 0 {
			text += "\n"
		}
		text += string(rune('a'+i)) + "  " + a.label()
	}
	return text
}

// parallelLines draws the axes and the runs, low outputs first.
type parallelLines struct {
	axes   []Column
	output Column
	st     *stack
}

// Plot implements plot.Plotter.
func (l parallelLines) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	size := l.st.style.TextSize
	foot, top := fy(0)+1.4*size, fy(1)-1.4*size
	for run, v := range l.output.Values {
		if math.IsNaN(v) {
			continue
		}
		pts := make([]vg.Point, len(l.axes))
		for i, a := range l.axes {
			lo, hi := span(a.Values, 0)
			pts[i] = vg.Point{X: fx(float64(i)), Y: foot + vg.Length((a.Values[run]-lo)/(hi-lo))*(top-foot)}
		}
		c.StrokeLines(draw.LineStyle{Color: l.st.bar.colour(v), Width: 0.6 * l.st.style.Line}, pts)
	}
	sty := l.st.style.letters(noteShare, ink)
	sty.XAlign = draw.XCenter
	name := l.st.style.letters(1, ink)
	name.XAlign = draw.XCenter
	name.Font.Weight = bold
	for i, a := range l.axes {
		x := fx(float64(i))
		lo, hi := span(a.Values, 0)
		c.StrokeLine2(draw.LineStyle{Color: ink, Width: l.st.style.Hair}, x, foot, x, top)
		c.FillText(sty, vg.Point{X: x, Y: foot - 1.1*size}, l.st.words.digits(lo, 4))
		c.FillText(sty, vg.Point{X: x, Y: top + 0.3*size}, l.st.words.digits(hi, 4))
		c.FillText(name, vg.Point{X: x, Y: top + 1.5*size}, string(rune('a'+i)))
	}
}
