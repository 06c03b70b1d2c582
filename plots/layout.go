package plots

import (
	"image/color"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

// panel is one plot of a stack, with what stands above it.
type panel struct {
	*plot.Plot
	name  string     // in bold
	key   []keyEntry // of this panel alone, behind the name or below it
	notes []note     // in lines below the name
	ownX  bool       // its horizontal axis is not that of the panel below

	leastX, leastY float64 // above nothing, for a scale of powers of ten; 0: not told
}

// note is a small text above a panel, centred on a value of the horizontal axis.
type note struct {
	x    float64
	text string
	line int // from the lowest up
}

// noteLines are the lines that notes take.
func noteLines(notes []note) (lines int) {
	for _, n := range notes {
		lines = max(lines, n.line+1)
	}
	return lines
}

// noteShare is the size of notes to the text's.
const noteShare = 0.85

// stack is a column of panels that share their horizontal axis, or two columns
// where they are many, under a key.
type stack struct {
	style  Style
	words  words
	n      int // panels there will be
	over   int // lines of text above a panel at the most, those of its own key included
	under  int // lines of text below panels, that of the marks apart
	key    []keyEntry
	bar    *colourBar // to the right of the panels, or nil
	labels vg.Length  // kept free at the right of each panel for the names of its lines
	each   vg.Length  // height of a panel, where it is not the style's
	across int        // panels side by side, where it is not the style's number
	panels []panel
	title  string
}

// add puts a panel below the last, or beside it. Only the lowest panel of a
// column labels its horizontal axis; the label of the vertical one is no longer than that.
func (s *stack) add(p panel) {
	if _, cols := s.grid(); len(s.panels)+cols < s.n && !p.ownX {
		p.X.Tick.Marker = unlabelled{p.X.Tick.Marker}
		p.X.Label.Text = ""
	}
	p.Y.Label.Text = strings.Join(s.wrapped(p.Y.Label.Text, s.dataHeight()-1.5*s.style.TextSize), "\n")
	s.panels = append(s.panels, p)
}

// grid is the number of rows and columns of panels.
func (s *stack) grid() (rows, cols int) {
	cols, told := s.sides()
	switch {
	case told:
	case s.across > 0:
		cols = s.across
	case s.n < s.style.Many:
		cols = 1
	case s.n <= 3:
		cols = s.n
	default:
		cols = s.style.Columns
	}
	return (s.n + cols - 1) / cols, cols
}

// margin is kept free around a figure.
func (s *stack) margin() vg.Length { return 0.5 * s.style.TextSize }

// gap is kept free between panels.
func (s *stack) gap() vg.Length { return 0.8 * s.style.TextSize }

func (s *stack) lineHeight() vg.Length { return 1.35 * s.style.TextSize }

// heading is the height of what stands above a panel.
func (s *stack) heading() vg.Length { return vg.Length(s.over)*s.lineHeight() + 0.3*s.style.TextSize }

// dataWidth is about the width between the axes' ends of a panel.
func (s *stack) dataWidth() vg.Length {
	_, cols := s.grid()
	return (s.style.Width-2*s.margin()-s.bar.width(s)-vg.Length(cols-1)*s.gap())/vg.Length(cols) - 4.5*s.style.TextSize - s.labels
}

// panelHeight is the height of a panel, its heading included: the style's,
// less where many must share a page, more where there is one.
func (s *stack) panelHeight() vg.Length {
	rows, _ := s.grid()
	if s.style.Height > 0 {
		room := s.style.Height - s.style.titleHeight(s.title) - 2*s.margin() - s.keyHeight()
		for _, unused := range s.spare() {
			room += unused
		}
		return room / vg.Length(rows)
	}
	if s.each > 0 {
		return s.each
	}
	h := s.style.Panel
	if s.n == 1 {
		h *= 1.4
	}
	if rows == 1 && s.n > 1 { // side by side, about square
		h = max(0.85*s.style.Width/vg.Length(s.n), 0.7*s.style.Tallest)
	}
	h += vg.Length(max(s.over-1, 0)) * s.lineHeight()
	room := s.style.Tallest - 2*s.margin() - s.keyHeight()
	return max(min(h, room/vg.Length(rows)), 7*s.style.TextSize+s.heading()+vg.Length(s.under)*1.6*s.lineHeight())
}

// height is the height of the whole figure, whose panels are all there.
func (s *stack) height() vg.Length {
	rows, _ := s.grid()
	h := 2*s.margin() + s.keyHeight() + vg.Length(rows)*s.panelHeight()
	for _, spare := range s.spare() {
		h -= spare
	}
	return h
}

// spare is by how much less than the heading the panels of each row need above
// them; panels without a text of the stack's use the room themselves.
func (s *stack) spare() []vg.Length {
	rows, cols := s.grid()
	out := make([]vg.Length, rows)
	for i := range out {
		lines := 0
		for k := i * cols; k < min((i+1)*cols, len(s.panels)); k++ {
			lines = max(lines, s.linesOver(s.panels[k]))
		}
		if lines > 0 {
			out[i] = vg.Length(s.over-lines) * s.lineHeight()
		}
	}
	return out
}

// linesOver are the lines of text above a panel.
func (s *stack) linesOver(p panel) (lines int) {
	if p.name != "" || len(p.key) > 0 {
		lines = s.headLines(p.name, p.key)
	}
	return lines + noteLines(p.notes)
}

// dataHeight is about the height of a panel's vertical axis.
func (s *stack) dataHeight() vg.Length { return s.panelHeight() - s.heading() - s.gap() }

// ticks are the marks of a panel's vertical axis.
func (s *stack) ticks() plot.Ticker {
	return plainTicks{most: max(3, min(6, int(s.dataHeight()/(1.8*s.style.TextSize)))), words: s.words}
}

// plainAxis sets up a panel's horizontal axis as numbers.
func (s *stack) plainAxis(p *plot.Plot, from, to float64, label string) {
	p.X.Min, p.X.Max = from, to
	p.X.Label.Text = label
	p.X.Tick.Marker = plainTicks{most: max(3, min(9, int(s.dataWidth()/(5*s.style.TextSize)))), words: s.words}
}

// plot is an empty plot with a labelled vertical axis and grid lines.
func (s *stack) plot(label string) *plot.Plot {
	p := s.style.panel()
	p.Y.Label.Text, p.Y.Tick.Marker = label, s.ticks()
	p.Add(gridLines{s.style.Hair})
	return p
}

// runPlot is such a plot over the time of a run.
func (s *stack) runPlot(label string, m *result.Manifest) *plot.Plot {
	p := s.plot(label)
	s.timeAxis(p, unix(m.Start), unix(ending(m)))
	return p
}

// timeAxis sets up a panel's horizontal axis as time in Unix seconds.
func (s *stack) timeAxis(p *plot.Plot, from, to float64) {
	p.X.Min, p.X.Max = from, to
	p.X.Tick.Marker = calendarTicks{width: s.dataWidth(), sty: s.style.letters(1, ink), words: s.words}
}

// draw puts key and panels on a canvas.
func (s *stack) draw(c draw.Canvas) {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	m := s.margin()
	c = draw.Crop(c, m, -m, m, -m)
	s.drawKey(c)
	c = draw.Crop(c, 0, 0, 0, -s.keyHeight()-s.heading())
	spare := s.spare()
	for _, unused := range spare { // rows are laid out alike, and then moved up
		c.Min.Y -= unused
	}
	whole := c
	c = draw.Crop(c, 0, -s.bar.width(s)-s.labels, 0, 0)
	nrows, cols := s.grid()
	rows := make([][]*plot.Plot, nrows)
	for i := range rows {
		rows[i] = make([]*plot.Plot, cols)
		for j := range cols {
			if k := i*cols + j; k < len(s.panels) {
				rows[i][j] = s.panels[k].Plot
			}
		}
	}
	tiles := draw.Tiles{Rows: nrows, Cols: cols, PadX: s.gap() + s.labels, PadY: s.gap() + s.heading()}
	at := plot.Align(rows, tiles, c)
	up := vg.Length(0)
	for i := range at {
		up += spare[i]
		for j := range at[i] {
			at[i][j].Min.Y += up
			at[i][j].Max.Y += up
		}
	}
	if s.bar != nil {
		first, last := s.panels[0].DataCanvas(at[0][0]), s.panels[len(s.panels)-1].DataCanvas(at[nrows-1][(len(s.panels)-1)%cols])
		s.bar.draw(s, draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
			Min: vg.Point{X: whole.Max.X - s.bar.width(s), Y: last.Min.Y}, Max: vg.Point{X: whole.Max.X, Y: first.Max.Y}}})
	}
	for k, p := range s.panels {
		tile := at[k/cols][k%cols]
		p.Draw(tile)
		s.drawHeading(p.DataCanvas(tile), p)
	}
}

// drawHeading writes a panel's name and notes above its data.
func (s *stack) drawHeading(c draw.Canvas, p panel) {
	y := c.Max.Y + 0.4*s.style.TextSize
	if len(p.notes) > 0 {
		sty := s.style.aligned(noteShare, grey, draw.XCenter, draw.YBottom)
		x, _ := p.Transforms(&c)
		for _, n := range p.notes {
			c.FillText(sty, vg.Point{X: x(n.x), Y: y + vg.Length(n.line)*s.lineHeight()}, n.text)
		}
		y += vg.Length(noteLines(p.notes)) * s.lineHeight()
	}
	if len(p.key) > 0 {
		y += vg.Length(s.headLines(p.name, p.key)-1) * s.lineHeight()
	}
	sty := s.style.heading(draw.XLeft, draw.YBottom)
	c.FillText(sty, vg.Point{X: c.Min.X, Y: y}, p.name)
	s.drawHeadKey(c, p, y)
}

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

// gridLines draws hairlines at the labelled ticks of the vertical axis, above its
// foot.
type gridLines struct{ width vg.Length }

// Plot implements plot.Plotter.
func (g gridLines) Plot(c draw.Canvas, p *plot.Plot) {
	_, y := p.Transforms(&c)
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		if t.Label == "" || y(t.Value) < c.Min.Y+g.width {
			continue
		}
		c.StrokeLine2(draw.LineStyle{Color: rule, Width: g.width}, c.Min.X, y(t.Value), c.Max.X, y(t.Value))
	}
}
