package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// view is a part of the map on a canvas.
type view struct {
	*atlas
	canvas draw.Canvas
	x, y   float64 // of the middle, in the projection's units
	scale  float64 // points to one of those
	middle vg.Point
	taken  []vg.Rectangle // where no name may stand
}

// view shows the map around a point in the middle of a canvas.
func (m *atlas) view(c draw.Canvas, x, y, scale float64) *view {
	return &view{atlas: m, canvas: c, x: x, y: y, scale: scale, middle: vg.Point{X: (c.Min.X + c.Max.X) / 2, Y: (c.Min.Y + c.Max.Y) / 2}}
}

// keepOff keeps names off a line.
func (v *view) keepOff(from, to vg.Point) {
	n := max(1, math.Ceil(math.Hypot(float64(to.X-from.X), float64(to.Y-from.Y))/float64(v.style.Line)))
	for i := range int(n) + 1 {
		t := vg.Length(float64(i) / n)
		v.taken = append(v.taken, around(vg.Point{X: from.X + t*(to.X-from.X), Y: from.Y + t*(to.Y-from.Y)}, v.style.Line, v.style.Line))
	}
}

// at is where a place lies on the canvas.
func (v *view) at(latDeg, lonDeg float64) vg.Point {
	x, y := v.project(latDeg, lonDeg)
	return vg.Point{X: v.middle.X + vg.Length((x-v.x)*v.scale), Y: v.middle.Y + vg.Length((y-v.y)*v.scale)}
}

// mapMark is a spot's mark: where, and half its width.
type mapMark struct {
	spot
	at vg.Point
	r  vg.Length
}

// draw draws the marks of spots, and their names but that of a campus which is
// said already.
func (v *view) draw(spots []spot, said string) {
	marks := v.marks(spots)
	for _, kind := range []string{"campus", "bus", "reactor"} {
		for _, p := range marks {
			if p.Kind == kind {
				v.drawMark(p)
			}
		}
	}
	for _, p := range marks {
		v.taken = append(v.taken, around(p.at, p.r, p.r))
	}
	v.drawNames(slices.DeleteFunc(marks, func(p mapMark) bool { return p.Kind == "campus" && p.Name == said }))
}

// marks are those of spots; reactors of one site stand side by side.
func (v *view) marks(spots []spot) (out []mapMark) {
	size := v.style.TextSize
	most := 0.0
	for _, p := range v.spots {
		if p.Kind == "campus" && p.value > most {
			most = p.value
		}
	}
	sites := map[[2]float64]int{}
	for _, p := range spots {
		k := mapMark{p, v.at(p.LatDeg, p.LonDeg), 0.45 * size}
		switch p.Kind {
		case "reactor":
			where := [2]float64{p.LatDeg, p.LonDeg}
			k.at.X += vg.Length(sites[where]) * 2.1 * k.r
			sites[where]++
		case "campus":
			k.r = 0.6 * size * max(0.4, vg.Length(math.Sqrt(zero(p.value)/max(most, 1e-9))))
		default:
			k.r = 0.28 * size
		}
		out = append(out, k)
	}
	return out
}

// drawMark draws a mark: a disc for a reactor, a square for a campus or a bus.
func (v *view) drawMark(p mapMark) {
	square := func(r vg.Length) []vg.Point {
		return []vg.Point{{X: p.at.X - r, Y: p.at.Y - r}, {X: p.at.X + r, Y: p.at.Y - r}, {X: p.at.X + r, Y: p.at.Y + r}, {X: p.at.X - r, Y: p.at.Y + r}}
	}
	switch p.Kind {
	case "reactor":
		disc(v.canvas, p.at, p.r+0.5*v.style.Hair, ink)
		disc(v.canvas, p.at, p.r-0.5*v.style.Hair, v.availability.colour(p.value))
	case "campus":
		v.canvas.FillPolygon(land, square(p.r+v.atlas.style.Hair))
		v.canvas.FillPolygon(campusColour, square(p.r))
	default:
		v.canvas.FillPolygon(land, square(p.r+v.style.Hair))
		v.canvas.FillPolygon(ink, square(p.r))
	}
}

// drawNames writes names beside their marks, where they cover nothing and stay on
// the canvas. Reactors of one site share a name.
func (v *view) drawNames(marks []mapMark) {
	sty := v.style.aligned(noteShare, ink, draw.XLeft, draw.YCenter)
	h := 0.6 * sty.Font.Size
	for _, l := range mapLabels(marks) {
		w := sty.Width(l.text)
		gap := 0.45 * v.style.TextSize // more than the margin below
		left, right, centre := l.left-gap-w/2, l.right+gap+w/2, (l.left+l.right)/2
		up, down := l.y+l.r+gap/2+h, l.y-l.r-gap/2-h
		places := []vg.Point{{X: right, Y: l.y}, {X: left, Y: l.y}, {X: centre, Y: up}, {X: centre, Y: down},
			{X: right - gap, Y: up}, {X: right - gap, Y: down}, {X: left + gap, Y: up}, {X: left + gap, Y: down}}
		near := len(places)
		for far := vg.Length(1); far <= 6; far++ { // where a line must lead to it
			places = append(places, vg.Point{X: right + far*v.style.TextSize, Y: l.y}, vg.Point{X: left - far*v.style.TextSize, Y: l.y})
		}
		free := func(q vg.Point) bool {
			box := around(q, w/2+0.3*v.style.TextSize, h+0.15*v.style.TextSize) // names keep apart
			return box.Max.X < v.canvas.Max.X && box.Min.X > v.canvas.Min.X && box.Max.Y < v.canvas.Max.Y && box.Min.Y > v.canvas.Min.Y &&
				!slices.ContainsFunc(v.taken, func(t vg.Rectangle) bool { return overlapping(box, t) })
		}
		n := max(slices.IndexFunc(places, free), 0)
		best := places[n]
		if n >= near {
			end := best.X - w/2 - gap/2
			from := l.right
			if best.X < l.left {
				end, from = best.X+w/2+gap/2, l.left
			}
			v.canvas.StrokeLine2(draw.LineStyle{Color: grey, Width: v.style.Hair}, from, l.y, end, l.y)
		}
		v.taken = append(v.taken, around(best, w/2, h))
		v.canvas.FillText(sty, vg.Point{X: best.X - w/2, Y: best.Y}, l.text)
	}
}
