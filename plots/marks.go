package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// levelLine is a dashed line at a value, with its name above it at the right.
type levelLine struct {
	y     float64
	text  string
	style Style
}

// Plot implements plot.Plotter.
func (l levelLine) Plot(c draw.Canvas, p *plot.Plot) {
	_, fy := p.Transforms(&c)
	y := fy(l.y)
	c.StrokeLine2(draw.LineStyle{Color: grey, Width: l.style.Hair, Dashes: []vg.Length{3 * l.style.Hair, 3 * l.style.Hair}}, c.Min.X, y, c.Max.X, y)
	sty := l.style.aligned(noteShare, grey, draw.XRight, draw.YBottom)
	c.FillText(sty, vg.Point{X: c.Max.X - 0.2*l.style.TextSize, Y: y + 0.25*l.style.TextSize}, l.text)
}

// dots marks points of a falling curve and names them below it, to the left,
// where nothing is drawn.
type dots struct {
	x, y  []float64
	text  []string
	col   color.Color
	style Style
}

// Plot implements plot.Plotter.
func (d dots) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	size := d.style.TextSize
	sty := d.style.aligned(noteShare, ink, draw.XRight, draw.YBottom)
	below := c.Max.Y
	for i := range d.x {
		at := vg.Point{X: fx(d.x[i]), Y: fy(d.y[i])}
		text := vg.Point{X: at.X - 0.8*size, Y: min(at.Y-1.3*size, below-1.2*size)}
		below = text.Y
		if least := c.Min.X + sty.Width(d.text[i]) + 0.3*size; text.X < least {
			text.X = least
		}
		c.StrokeLine2(draw.LineStyle{Color: grey, Width: 0.6 * d.style.Hair}, at.X, at.Y, text.X+0.1*size, text.Y+0.3*size)
		c.FillText(sty, text, d.text[i])
		disc(c, at, 0.22*size, d.col)
	}
}

// disc fills a circle.
func disc(c draw.Canvas, at vg.Point, radius vg.Length, col color.Color) {
	var p vg.Path
	p.Move(vg.Point{X: at.X + radius, Y: at.Y})
	p.Arc(at, radius, 0, 2*math.Pi)
	p.Close()
	c.SetColor(col)
	c.Fill(p)
}
