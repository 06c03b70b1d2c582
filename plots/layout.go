package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// keyEntry explains one colour above the panels, where it hides no data.
type keyEntry struct {
	label string
	col   color.Color
	line  bool // a line, not a filled swatch
}

// stack is a column of panels that share their horizontal axis, under a key.
type stack struct {
	style  Style
	key    []keyEntry
	panels []*plot.Plot
	ratio  float64 // width of a panel to its height
}

// margin is kept free around a figure.
func (s *stack) margin() vg.Length { return 0.5 * s.style.TextSize }

// rows lays the key's entries out in lines and returns the x of each.
func (s *stack) rows() (lines [][]int, x []vg.Length) {
	sty := s.style.letters(1, ink)
	room := s.style.Width - 2*s.margin()
	x = make([]vg.Length, len(s.key))
	at := vg.Length(0)
	for i, k := range s.key {
		w := s.swatch() + 0.4*s.style.TextSize + sty.Width(k.label)
		if len(lines) == 0 || at+w > room {
			lines, at = append(lines, nil), 0
		}
		x[i] = at
		at += w + 1.4*s.style.TextSize
		lines[len(lines)-1] = append(lines[len(lines)-1], i)
	}
	return lines, x
}

func (s *stack) swatch() vg.Length { return 1.4 * s.style.TextSize }

func (s *stack) lineHeight() vg.Length { return 1.5 * s.style.TextSize }

// height is the height of the whole figure.
func (s *stack) height() vg.Length {
	lines, _ := s.rows()
	panel := s.style.Width / vg.Length(s.ratio)
	return 2*s.margin() + vg.Length(len(lines))*s.lineHeight() + vg.Length(len(s.panels))*panel
}

// draw puts key and panels on a canvas. Ticks are labelled on the lowest panel
// only.
func (s *stack) draw(c draw.Canvas) {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	m := s.margin()
	c = draw.Crop(c, m, -m, m, -m)
	lines, x := s.rows()
	sty := s.style.letters(1, ink)
	for n, line := range lines {
		y := c.Max.Y - vg.Length(n+1)*s.lineHeight() + 0.4*s.style.TextSize
		for _, i := range line {
			s.mark(c, s.key[i], vg.Point{X: c.Min.X + x[i], Y: y})
			c.FillText(sty, vg.Point{X: c.Min.X + x[i] + s.swatch() + 0.4*s.style.TextSize, Y: y}, s.key[i].label)
		}
	}
	c = draw.Crop(c, 0, 0, 0, -vg.Length(len(lines))*s.lineHeight())
	rows := make([][]*plot.Plot, len(s.panels))
	for i, p := range s.panels {
		rows[i] = []*plot.Plot{p}
	}
	tiles := draw.Tiles{Rows: len(rows), Cols: 1, PadY: 0.8 * s.style.TextSize}
	for i, row := range plot.Align(rows, tiles, c) {
		s.panels[i].Draw(row[0])
	}
}

// mark draws the swatch of a key's entry.
func (s *stack) mark(c draw.Canvas, k keyEntry, at vg.Point) {
	w, h := s.swatch(), 0.7*s.style.TextSize
	if k.line {
		y := at.Y + h/2
		c.StrokeLine2(draw.LineStyle{Color: k.col, Width: s.style.Line}, at.X, y, at.X+w, y)
		return
	}
	c.FillPolygon(k.col, []vg.Point{at, {X: at.X + w, Y: at.Y}, {X: at.X + w, Y: at.Y + h}, {X: at.X, Y: at.Y + h}})
}

// timeAxis sets up the horizontal axis as time in Unix seconds; labels are
// drawn only where shown.
func (s Style) timeAxis(p *plot.Plot, from, to float64, shown bool) {
	p.X.Min, p.X.Max = from, to
	p.X.Tick.Marker = calendarTicks{width: s.Width * 0.85, size: s.TextSize}
	if !shown {
		hideLabels(p)
	}
}

// hideLabels keeps the ticks of the horizontal axis and drops their labels, on
// all panels of a stack but the lowest.
func hideLabels(p *plot.Plot) { p.X.Tick.Marker = unlabelled{p.X.Tick.Marker} }

// unlabelled are another's ticks without their labels.
type unlabelled struct{ of plot.Ticker }

// Ticks implements plot.Ticker.
func (u unlabelled) Ticks(lo, hi float64) []plot.Tick {
	ticks := u.of.Ticks(lo, hi)
	for i := range ticks {
		ticks[i].Label = ""
	}
	return ticks
}

// gridLines draws hairlines at the ticks of the vertical axis.
type gridLines struct{ width vg.Length }

// Plot implements plot.Plotter.
func (g gridLines) Plot(c draw.Canvas, p *plot.Plot) {
	_, y := p.Transforms(&c)
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		c.StrokeLine2(draw.LineStyle{Color: rule, Width: g.width}, c.Min.X, y(t.Value), c.Max.X, y(t.Value))
	}
}
