package plots

import (
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/sim/list"
)

var parallelCoordinatesFrench = map[string]string{
	"Parallel coordinates": "Coordonnées parallèles",
	"Each run as a line over its inputs and outputs, each axis from its lowest to its highest value, coloured by an output.": "Chaque calcul comme une ligne sur ses entrées et sorties, chaque axe de sa plus faible à sa plus forte valeur, coloré selon une sortie.",
}

// parallelCoordinates draws each run as a line over parallel axes.
func parallelCoordinates(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	axes := slices.Concat(t.Inputs, t.Outputs)
	lo, hi := span(output.Values, 0)
	st := &stack{style: s, words: w, n: 1, over: 1, bar: &colourBar{ramp: ramp{lo, hi}, label: output.label()}}
	p := s.panel()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = -0.3, float64(len(axes))-0.7, 0, 1
	p.Y.Tick.Marker, p.X.Tick.Marker = plot.ConstantTicks{}, plot.ConstantTicks{}
	p.X.LineStyle.Width, p.Y.LineStyle.Width = 0, 0
	names := st.axisNames(axes)
	below := vg.Length(len(names)) * st.lineHeight()
	st.each = 1.4 * s.Panel
	p.Add(parallelLines{axes, output, st})
	st.add(panel{Plot: p})
	d := &drawing{width: s.Width, height: st.height() + below, draw: func(c draw.Canvas) { st.drawAbove(c, names, below) }, title: w.say("Parallel coordinates"),
		description: w.say("Each run as a line over its inputs and outputs, each axis from its lowest to its highest value, coloured by an output.")}
	for _, a := range axes {
		d.table.head = append(d.table.head, a.Name)
	}
	for run := range output.Values {
		row := list.Map(axes, func(a Column) string { return a.cell(a.Values[run]) })
		d.table.add(row...)
	}
	return d, nil
}

// drawAbove draws the stack above lines of text.
func (s *stack) drawAbove(c draw.Canvas, lines []string, below vg.Length) {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	s.draw(draw.Crop(c, 0, 0, below, 0))
	sty := s.style.letters(1, ink)
	for i, text := range lines {
		c.FillText(sty, vg.Point{X: c.Min.X + s.margin(), Y: c.Min.Y + below - vg.Length(i+1)*s.lineHeight() + s.margin() + 0.3*s.style.TextSize}, text)
	}
}

// axisNames lists what the axes are, below them: an input of names with all of
// them, by the numbers that mark them.
func (s *stack) axisNames(axes []Column) (lines []string) {
	width := s.style.Width - 2*s.margin()
	for i, a := range axes {
		text := string(rune('a'+i)) + nonBreaking + nonBreaking + a.label()
		for n, name := range a.Levels {
			if n == 0 {
				text += ": "
			} else {
				text += ", "
			}
			text += strconv.Itoa(n+1) + nonBreaking + strings.ReplaceAll(name, " ", nonBreaking)
		}
		lines = append(lines, s.wrapped(text, width)...)
	}
	return lines
}

// parallelLines draws the axes and the runs.
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
	height := func(a Column, lo, hi, v float64) vg.Length {
		return foot + vg.Length((v-lo)/(hi-lo))*(top-foot)
	}
	thin := 0.6 * l.st.style.Line
	if len(l.output.Values) > 200 {
		thin = 0.3 * l.st.style.Line
	}
	for run, v := range l.output.Values {
		if math.IsNaN(v) {
			continue
		}
		var pts []vg.Point
		flush := func() {
			if len(pts) > 1 {
				c.StrokeLines(draw.LineStyle{Color: l.st.bar.colour(v), Width: thin}, pts)
			}
			pts = nil
		}
		for i, a := range l.axes {
			if math.IsNaN(a.Values[run]) { // a run of a block that has no such axis
				flush()
				continue
			}
			lo, hi := span(a.Values, 0)
			pts = append(pts, vg.Point{X: fx(float64(i)), Y: height(a, lo, hi, a.Values[run])})
		}
		flush()
	}
	l.drawAxes(c, p, foot, top)
}

// drawAxes draws the axes over the runs, with their ends.
func (l parallelLines) drawAxes(c draw.Canvas, p *plot.Plot, foot, top vg.Length) {
	fx, _ := p.Transforms(&c)
	size := l.st.style.TextSize
	sty := l.st.style.aligned(noteShare, ink, draw.XCenter, draw.YBottom)
	name := l.st.style.heading(draw.XCenter, draw.YBottom)
	for i, a := range l.axes {
		x := fx(float64(i))
		lo, hi := span(a.Values, 0)
		c.StrokeLine2(draw.LineStyle{Color: ink, Width: l.st.style.Hair}, x, foot, x, top)
		low, high := l.st.words.digits(lo, 4), l.st.words.digits(hi, 4)
		if a.Levels != nil {
			low, high = strconv.Itoa(int(lo)+1), strconv.Itoa(int(hi)+1)
		}
		c.FillText(sty, vg.Point{X: x, Y: foot - 1.1*size}, low)
		c.FillText(sty, vg.Point{X: x, Y: top + 0.3*size}, high)
		c.FillText(name, vg.Point{X: x, Y: top + 1.5*size}, string(rune('a'+i)))
	}
}
