package plots

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// drawNames writes names beside their marks, where they cover no other mark or
// name. Reactors of one site share a name.
func (m *atlas) drawNames(c draw.Canvas) {
	sty := m.style.letters(noteShare, ink)
	sty.YAlign = draw.YCenter
	var taken []vg.Rectangle
	for _, p := range m.spots {
		taken = append(taken, around(p.at, p.r, p.r))
	}
	h := 0.6 * sty.Font.Size
	for _, l := range m.labels() {
		w := sty.Width(l.text)
		gap := 0.35 * m.style.TextSize
		centre := (l.left + l.right) / 2
		places := []vg.Point{{X: l.right + gap + w/2, Y: l.y}, {X: l.left - gap - w/2, Y: l.y},
			{X: centre, Y: l.y + l.r + gap/2 + h}, {X: centre, Y: l.y - l.r - gap/2 - h},
			{X: l.right + w/2, Y: l.y + l.r + h}, {X: l.right + w/2, Y: l.y - l.r - h}}
		best := places[0]
		for _, q := range places {
			box := around(q, w/2, h)
			if box.Max.X < c.Max.X && !slices.ContainsFunc(taken, func(t vg.Rectangle) bool { return overlapping(box, t) }) {
				best = q
				break
			}
		}
		taken = append(taken, around(best, w/2, h))
		box := around(best, w/2+0.1*sty.Font.Size, 0.55*sty.Font.Size)
		c.SetColor(land) // no border runs through a name
		c.Fill(box.Path())
		c.FillText(sty, vg.Point{X: best.X - w/2, Y: best.Y}, l.text)
	}
}

// mapLabel is a name, and what it stands beside.
type mapLabel struct {
	text        string
	left, right vg.Length
	y, r        vg.Length
}

// labels are the names of the marks, with the power of campuses.
func (m *atlas) labels() (out []mapLabel) {
	for i, p := range m.spots {
		text := p.Name
		if p.Kind == "campus" && !math.IsNaN(p.value) {
			text += " " + m.words.number(p.value, 0) + " MW"
		}
		if i > 0 && p.Kind == "reactor" {
			last, before := &out[len(out)-1], m.spots[i-1]
			site, unit, _ := cutLast(p.Name)
			if other, _, _ := cutLast(before.Name); before.Kind == p.Kind && before.LatDeg == p.LatDeg && before.LonDeg == p.LonDeg && other == site {
				last.text += ", " + unit
				last.right = p.at.X + p.r
				continue
			}
		}
		out = append(out, mapLabel{text, p.at.X - p.r, p.at.X + p.r, p.at.Y, p.r})
	}
	return out
}

// cutLast cuts the last word off.
func cutLast(s string) (before, last string, ok bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func around(p vg.Point, w, h vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: p.X - w, Y: p.Y - h}, Max: vg.Point{X: p.X + w, Y: p.Y + h}}
}

func overlapping(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}
