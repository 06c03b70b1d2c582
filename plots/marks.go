package plots

import (
	"cmp"
	"image/color"
	"math"
	"slices"

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
	foot  []float64 // what else is drawn reaches down to here; nil: nothing
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
		if d.foot != nil {
			text.Y = min(text.Y, fy(d.foot[i])-1.2*size)
		}
		below = text.Y
		if least := c.Min.X + sty.Width(d.text[i]) + 0.3*size; text.X < least {
			text.X = least
		}
		c.StrokeLine2(draw.LineStyle{Color: grey, Width: 0.6 * d.style.Hair}, at.X, at.Y, text.X+0.1*size, text.Y+0.3*size)
		c.FillText(sty, text, d.text[i])
		disc(c, at, 0.22*size, d.col)
	}
}

// endName is the name of a line, to be written where it ends.
type endName struct {
	text   string
	y      float64 // of the line's end
	col    color.Color
	dashed bool
}

// lastOf is the last value that exists, NaN where there is none.
func lastOf(v []float64) float64 {
	for i := len(v) - 1; i >= 0; i-- {
		if !math.IsNaN(v[i]) {
			return v[i]
		}
	}
	return math.NaN()
}

// keyOf names lines above a panel that is too narrow for names beside it.
func keyOf(names []endName) (key []keyEntry) {
	for _, n := range names {
		key = append(key, keyEntry{label: n.text, col: n.col, line: true, dashed: n.dashed})
	}
	return key
}

// endNames writes the names of lines at the right of a panel, each joined to the end
// of its line, and pushes them apart where ends lie close.
type endNames struct {
	all []endName
	st  *stack
}

// roomFor keeps room at the right of panels for names of lines, each broken into lines
// of the most that they may take.
func (s *stack) roomFor(names ...endName) {
	for _, n := range names {
		for _, text := range s.nameLines(n.text) {
			s.labels = max(s.labels, s.style.letters(noteShare, ink).Width(text)+1.9*s.style.TextSize)
		}
	}
}

// nameLines breaks a name into lines of a fifth of a panel.
func (s *stack) nameLines(text string) []string {
	_, cols := s.grid()
	small := *s
	small.style.TextSize *= noteShare
	return small.wrapped(s.style.labels.of(text), 0.19*s.style.Width/vg.Length(cols))
}

// Plot implements plot.Plotter.
func (l endNames) Plot(c draw.Canvas, p *plot.Plot) {
	_, fy := p.Transforms(&c)
	size := l.st.style.TextSize
	sty := l.st.style.letters(noteShare, ink)
	row := 1.05 * sty.Font.Size
	all := slices.DeleteFunc(slices.Clone(l.all), func(n endName) bool { return math.IsNaN(n.y) })
	slices.SortStableFunc(all, func(a, b endName) int { return cmp.Compare(b.y, a.y) })
	heights, ends := make([]vg.Length, len(all)), make([]vg.Length, len(all))
	for i, n := range all {
		heights[i] = vg.Length(len(l.st.nameLines(n.text))) * row
		ends[i] = max(c.Min.Y, min(fy(n.y), c.Max.Y))
	}
	places := keptApart(ends, heights, c.Min.Y-0.3*size, c.Max.Y+0.8*size)
	for i, n := range all {
		join := draw.LineStyle{Color: n.col, Width: 0.8 * l.st.style.Line}
		if n.dashed {
			join.Dashes = l.st.style.dashes()
		}
		x := c.Max.X + 0.15*size
		c.StrokeLines(join, []vg.Point{{X: x, Y: ends[i]}, {X: x + 0.8*size, Y: places[i]}, {X: x + 1.2*size, Y: places[i]}})
		for k, text := range l.st.nameLines(n.text) {
			c.FillText(sty, vg.Point{X: x + 1.5*size, Y: places[i] + heights[i]/2 - vg.Length(k+1)*row + 0.22*sty.Font.Size}, text)
		}
	}
}

// keptApart moves the middles of boxes, given from the top down, as little as it takes
// for them to keep apart and within limits.
func keptApart(middles, heights []vg.Length, foot, top vg.Length) []vg.Length {
	at := slices.Clone(middles)
	for i := range at {
		at[i] = min(at[i], top-heights[i]/2)
		if i > 0 {
			at[i] = min(at[i], at[i-1]-(heights[i-1]+heights[i])/2)
		}
	}
	for i := len(at) - 1; i >= 0; i-- {
		least := foot + heights[i]/2
		if i+1 < len(at) {
			least = at[i+1] + (heights[i]+heights[i+1])/2
		}
		at[i] = max(at[i], least)
	}
	return at
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
