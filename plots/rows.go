package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// rowChart is a chart of rows, each a line of words above its bar: the name at the
// left, the number at the right. No word stands beside a bar, so none can be struck
// through, however long a name or a bar is.
type rowChart struct {
	st   *stack
	rows []chartRow
	base float64 // a line stands here at every bar; NaN: none
}

// chartRow is a row: its words, and what draws its bar around a height y.
type chartRow struct {
	name, value string
	faint       bool // in grey
	bar         func(c draw.Canvas, x func(float64) vg.Length, y vg.Length)
}

// Heights of a row in sizes of the text: a line of words, the bar, and the gap below.
const (
	rowLine, rowBar, rowGap = 1.25, 1.3, 0.75
	rowAxis, rowLabel       = 3.4, 1.8 // what the horizontal axis takes, and its label
)

// chartWidth is the width of the data of a chart of rows, which has no vertical axis.
func (s *stack) chartWidth() vg.Length {
	_, cols := s.grid()
	return (s.style.Width-2*s.margin()-s.bar.width(s)-vg.Length(cols-1)*s.gap())/vg.Length(cols) - 1.2*s.style.TextSize
}

// lines are those of a row's words: the number stands behind the name if there is
// room, and on a line of its own otherwise.
func (r rowChart) lines(row chartRow) (lines []string, beside bool) {
	width := r.st.chartWidth()
	row.name = r.st.style.labels.of(row.name)
	sty := r.st.style.letters(1, ink)
	number := r.st.style.letters(noteShare, ink).Width(row.value)
	if sty.Width(row.name)+number+r.st.style.TextSize <= width {
		return []string{row.name}, true
	}
	lines = r.st.wrapped(row.name, width)
	for i := range lines {
		lines[i] = r.st.shortened(lines[i], width)
	}
	if last := lines[len(lines)-1]; sty.Width(last)+number+r.st.style.TextSize <= width {
		return lines, true
	}
	return lines, false
}

// rowHeight is the height of every row.
func (r rowChart) rowHeight() vg.Length {
	most := 1
	for _, row := range r.rows {
		lines, beside := r.lines(row)
		n := len(lines)
		if !beside {
			n++
		}
		most = max(most, n)
	}
	return (vg.Length(most)*rowLine + rowBar + rowGap) * r.st.style.TextSize
}

// height is that of a panel for so many rows, without its heading; label is that of
// its axis.
func (r rowChart) height(label string) vg.Length {
	h := vg.Length(len(r.rows))*r.rowHeight() + rowAxis*r.st.style.TextSize
	if label != "" {
		h += rowLabel * r.st.style.TextSize
	}
	return h
}

// plot is the panel of the chart.
func (r rowChart) plot(lo, hi float64, label string) *plot.Plot {
	p := r.st.style.panel()
	p.HideY()
	p.Y.Min, p.Y.Max, p.Y.Padding = 0, float64(len(r.rows)), 0
	r.st.plainAxis(p, lo, hi, label)
	p.Add(r)
	return p
}

// Plot implements plot.Plotter.
func (r rowChart) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	size := r.st.style.TextSize
	for i, row := range r.rows {
		foot := fy(float64(len(r.rows) - 1 - i))
		words := color.Color(ink)
		if row.faint {
			words = grey
		}
		y := foot + (rowGap+rowBar+0.35)*size
		number := r.st.style.aligned(noteShare, words, draw.XRight, draw.YBottom)
		c.FillText(number, vg.Point{X: c.Max.X, Y: y}, row.value)
		lines, beside := r.lines(row)
		if !beside {
			y += rowLine * size
		}
		sty := r.st.style.letters(1, words)
		for n := range lines {
			c.FillText(sty, vg.Point{X: c.Min.X, Y: y + vg.Length(n)*rowLine*size}, lines[len(lines)-1-n])
		}
		if !math.IsNaN(r.base) {
			c.StrokeLine2(draw.LineStyle{Color: grey, Width: r.st.style.Hair}, fx(r.base), foot+0.6*rowGap*size, fx(r.base), foot+(rowGap+rowBar+0.15)*size)
		}
		if row.bar != nil {
			row.bar(c, fx, foot+(rowGap+rowBar/2)*size)
		}
	}
}

// shortened cuts a text to a width.
func (s *stack) shortened(text string, width vg.Length) string {
	sty := s.style.letters(1, ink)
	letters := []rune(text)
	for n := len(letters); sty.Width(text) > width && n > 1; n-- {
		text = string(letters[:n-1]) + "…"
	}
	return text
}

// rectangle fills a bar between two values, half its height above and below y.
func rectangle(c draw.Canvas, col color.Color, l, r, y, half vg.Length) {
	c.FillPolygon(col, []vg.Point{{X: min(l, r), Y: y - half}, {X: max(l, r), Y: y - half}, {X: max(l, r), Y: y + half}, {X: min(l, r), Y: y + half}})
}

// whisker draws an interval with its ends; one that is too narrow to be seen is not
// drawn, since its number stands in the row.
func (s Style) whisker(c draw.Canvas, lo, hi, y vg.Length) {
	if !(hi-lo > 2*s.Hair) {
		return
	}
	thin := draw.LineStyle{Color: ink, Width: 0.8 * s.Line}
	c.StrokeLine2(thin, lo, y, hi, y)
	for _, x := range []vg.Length{lo, hi} {
		c.StrokeLine2(thin, x, y-0.25*s.TextSize, x, y+0.25*s.TextSize)
	}
}
