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
	small  bool   // a small square
	dashed bool   // that is dashed
	dotted bool   // or dotted
	thin   bool   // or half as wide
	sample string // a note, not a swatch
	steps  bool   // sizes of a square, small to large
}

// swatch is the width of a mark of the key.
func (s *stack) swatch(k keyEntry) vg.Length {
	if k.sample != "" {
		return s.style.letters(noteShare, grey).Width(k.sample)
	}
	if k.steps {
		return 3 * s.style.TextSize
	}
	return 1.4 * s.style.TextSize
}

// layKey lays entries out in lines of a width and returns the x of each.
func (s *stack) layKey(key []keyEntry, room vg.Length) (lines [][]int, x []vg.Length) {
	sty := s.style.letters(1, ink)
	x = make([]vg.Length, len(key))
	at := vg.Length(0)
	for i, k := range key {
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

// keyLines lays out the key of all panels.
func (s *stack) keyLines() (lines [][]int, x []vg.Length) {
	return s.layKey(s.key, s.style.Width-2*s.margin())
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
	for n, line := range lines {
		s.drawKeyLine(c, s.key, line, x, vg.Point{X: c.Min.X, Y: c.Max.Y - vg.Length(n)*s.lineHeight() - s.style.TextSize})
	}
}

// drawKeyLine draws a line of a key on its baseline.
func (s *stack) drawKeyLine(c draw.Canvas, key []keyEntry, line []int, x []vg.Length, at vg.Point) {
	sty := s.style.letters(1, ink)
	for _, i := range line {
		k := key[i]
		p := vg.Point{X: at.X + x[i], Y: at.Y}
		s.drawMark(c, k, p)
		p.X += s.swatch(k) + 0.4*s.style.TextSize
		c.FillText(sty, p, k.label)
	}
}

// headLines are the lines that a panel's name and own key take: one where both
// have room beside each other.
func (s *stack) headLines(name string, key []keyEntry) int {
	if s.behind(name, key) {
		return 1
	}
	lines, _ := s.layKey(key, s.headRoom())
	return 1 + len(lines)
}

// behind tells whether a key has room behind the name.
func (s *stack) behind(name string, key []keyEntry) bool {
	room := s.headRoom() - s.nameWidth(name)
	lines, x := s.layKey(key, room)
	if len(lines) == 0 {
		return true
	}
	last := key[len(key)-1]
	return len(lines) == 1 && x[len(key)-1]+s.swatch(last)+0.4*s.style.TextSize+s.style.letters(1, ink).Width(last.label) <= room
}

// headRoom is the width for a panel's name and key: that of the data at the least.
func (s *stack) headRoom() vg.Length { return s.dataWidth() - 2.5*s.style.TextSize }

// nameWidth is the width of a panel's name, with the space to a key behind it.
func (s *stack) nameWidth(name string) vg.Length {
	sty := s.style.heading(draw.XLeft, draw.YBottom)
	return sty.Width(name) + 1.5*s.style.TextSize
}

// drawHeadKey draws a panel's own key behind its name, whose baseline it is given,
// or below it.
func (s *stack) drawHeadKey(c draw.Canvas, p panel, y vg.Length) {
	if len(p.key) == 0 {
		return
	}
	left := s.nameWidth(p.name)
	if s.behind(p.name, p.key) {
		lines, x := s.layKey(p.key, s.headRoom()-left)
		s.drawKeyLine(c, p.key, lines[0], x, vg.Point{X: c.Min.X + left, Y: y})
		return
	}
	lines, x := s.layKey(p.key, s.headRoom())
	for n, line := range lines {
		s.drawKeyLine(c, p.key, line, x, vg.Point{X: c.Min.X, Y: y - vg.Length(n+1)*s.lineHeight()})
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
			side := w / densitySteps / 2 * vg.Length(0.3+0.7*float64(i)/(densitySteps-1))
			x := at.X + (vg.Length(i)+0.5)*w/densitySteps
			c.SetColor(grey)
			c.Fill(appendRect(nil, x-side, at.Y+h/2-side, x+side, at.Y+h/2+side))
		}
	case k.round:
		disc(c, vg.Point{X: at.X + w/2, Y: at.Y + h/2}, h/2, k.col)
	case k.small:
		r := 0.28 * s.style.TextSize
		c.FillPolygon(k.col, []vg.Point{{X: at.X + w/2 - r, Y: at.Y + h/2 - r}, {X: at.X + w/2 + r, Y: at.Y + h/2 - r}, {X: at.X + w/2 + r, Y: at.Y + h/2 + r}, {X: at.X + w/2 - r, Y: at.Y + h/2 + r}})
	case k.line:
		sty := draw.LineStyle{Color: k.col, Width: s.style.Line}
		if k.dashed {
			sty.Dashes = s.style.dashes()
		}
		if k.dotted {
			sty.Dashes = s.style.dots()
		}
		if k.thin {
			sty.Width /= 2
		}
		c.StrokeLine2(sty, at.X, at.Y+h/2, at.X+w, at.Y+h/2)
	default:
		c.FillPolygon(k.col, []vg.Point{at, {X: at.X + w, Y: at.Y}, {X: at.X + w, Y: at.Y + h}, {X: at.X, Y: at.Y + h}})
	}
}
