package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// keyEntry explains one mark above the panels, where it hides no data.
type keyEntry struct {
	label  string
	col    color.Color
	line   bool   // a line, not a filled swatch
	round  bool   // a disc
	dashed bool   // that is dashed
	sample string // a note, not a swatch
	steps  bool   // strengths of a colour, weak to strong
}

// swatch is the width of a mark of the key.
func (s *stack) swatch(k keyEntry) vg.Length {
	if k.sample != "" {
		return s.style.letters(noteShare, grey).Width(k.sample)
	}
	return 1.4 * s.style.TextSize
}

// keyLines lays the key's entries out in lines and returns the x of each.
func (s *stack) keyLines() (lines [][]int, x []vg.Length) {
	sty := s.style.letters(1, ink)
	room := s.style.Width - 2*s.margin()
	x = make([]vg.Length, len(s.key))
	at := vg.Length(0)
	for i, k := range s.key {
		w := s.swatch(k) + 0.4*s.style.TextSize + sty.Width(k.label)
		if len(lines) == 0 || at+w > room {
			lines, at = append(lines, nil), 0
		}
		x[i] = at
		at += w + 1.2*s.style.TextSize
		lines[len(lines)-1] = append(lines[len(lines)-1], i)
	}
	return lines, x
}

// keyHeight is the height of the whole key, with the space below it.
func (s *stack) keyHeight() vg.Length {
	lines, _ := s.keyLines()
	if len(lines) == 0 {
		return 0
	}
	return vg.Length(len(lines))*s.lineHeight() + 0.4*s.style.TextSize
}

// drawKey draws the key at the top of a canvas.
func (s *stack) drawKey(c draw.Canvas) {
	lines, x := s.keyLines()
	sty := s.style.letters(1, ink)
	for n, line := range lines {
		y := c.Max.Y - vg.Length(n)*s.lineHeight() - s.style.TextSize
		for _, i := range line {
			k := s.key[i]
			at := vg.Point{X: c.Min.X + x[i], Y: y}
			s.drawMark(c, k, at)
			at.X += s.swatch(k) + 0.4*s.style.TextSize
			c.FillText(sty, at, k.label)
		}
	}
}

// drawMark draws what an entry explains, on the baseline of its text.
func (s *stack) drawMark(c draw.Canvas, k keyEntry, at vg.Point) {
	w, h := s.swatch(k), 0.72*s.style.TextSize
	switch {
	case k.sample != "":
		c.FillText(s.style.letters(noteShare, grey), at, k.sample)
	case k.steps:
		for i := range densitySteps {
			part := w / densitySteps
			x := at.X + vg.Length(i)*part
			c.SetColor(tint(ink, 0.25+0.75*float64(i)/(densitySteps-1)))
			c.Fill(appendRect(nil, x, at.Y, x+part, at.Y+h))
		}
	case k.round:
		disc(c, vg.Point{X: at.X + w/2, Y: at.Y + h/2}, h/2, k.col)
	case k.line:
		sty := draw.LineStyle{Color: k.col, Width: s.style.Line}
		if k.dashed {
			sty.Dashes = s.style.dashes()
		}
		c.StrokeLine2(sty, at.X, at.Y+h/2, at.X+w, at.Y+h/2)
	default:
		c.FillPolygon(k.col, []vg.Point{at, {X: at.X + w, Y: at.Y}, {X: at.X + w, Y: at.Y + h}, {X: at.X, Y: at.Y + h}})
	}
}
