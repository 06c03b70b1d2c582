package plots

import (
	"cmp"
	"image/color"
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
	names  []vg.Rectangle // names and marks, which no line to a name crosses
	halo   bool           // names stand on a light ground, for they may cross lines
}

// view shows the map around a point in the middle of a canvas.
func (m *atlas) view(c draw.Canvas, x, y, scale float64) *view {
	return &view{atlas: m, canvas: c, x: x, y: y, scale: scale, middle: vg.Point{X: (c.Min.X + c.Max.X) / 2, Y: (c.Min.Y + c.Max.Y) / 2}}
}

// halo is the ground of names that may cross lines.
var halo = color.NRGBA{0xFF, 0xFF, 0xFF, 0xD0}

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
	v.mark(marks)
	v.drawNames(slices.DeleteFunc(marks, func(p mapMark) bool { return p.Kind == "campus" && p.Name == said }))
}

// mark keeps names, and lines to names, off marks.
func (v *view) mark(marks []mapMark) {
	for _, p := range marks {
		v.taken, v.names = append(v.taken, around(p.at, p.r, p.r)), append(v.names, around(p.at, p.r, p.r))
	}
}

// marks are those of spots; reactors of one site stand side by side, where the first does.
func (v *view) marks(spots []spot) (out []mapMark) {
	size := min(v.style.TextSize, 0.03*v.canvas.Size().Y) // of marks, on a small map
	most := 0.0
	for _, p := range v.spots {
		if p.Kind == "campus" && p.value > most {
			most = p.value
		}
	}
	sites := map[string][]vg.Point{}
	for _, p := range spots {
		k := mapMark{p, v.at(p.LatDeg, p.LonDeg), 0.45 * size}
		switch p.Kind {
		case "reactor":
			site, _, _ := cutLast(p.Name)
			k.r = 0.34 * size
			if stand := sites[site]; len(stand) > 0 && near(stand[0], k.at, size) {
				k.at = vg.Point{X: stand[0].X + vg.Length(len(stand))*2.1*k.r, Y: stand[0].Y}
			}
			sites[site] = append(sites[site], k.at)
		case "campus":
			k.r = 0.6 * size * max(0.4, vg.Length(math.Sqrt(zero(p.value)/max(most, 1e-9))))
		default:
			k.r = 0.28 * size
		}
		out = append(out, k)
	}
	spreadApart(out)
	return out
}

// near tells whether two points are within a distance along both axes.
func near(a, b vg.Point, within vg.Length) bool {
	return max(a.X-b.X, b.X-a.X) < within && max(a.Y-b.Y, b.Y-a.Y) < within
}

// spreadApart moves marks that would hide each other apart, up and down, the reactors of a site
// as one.
func spreadApart(marks []mapMark) {
	labels := mapLabels(marks)
	box := func(l mapLabel) vg.Rectangle {
		return vg.Rectangle{Min: vg.Point{X: l.left, Y: l.y - l.r}, Max: vg.Point{X: l.right, Y: l.y + l.r}}
	}
	const rounds = 1000
	for range rounds {
		moved := false
		for i := range labels {
			for k := range i {
				a, b := box(labels[i]), box(labels[k])
				if !overlapping(a, b) {
					continue
				}
				moved = true
				up, down := i, k
				if labels[i].y < labels[k].y {
					up, down = k, i
				}
				by := (labels[up].r+labels[down].r-(labels[up].y-labels[down].y))/2 + 0.1
				labels[up].y += by
				labels[down].y -= by
			}
		}
		if !moved {
			break
		}
	}
	n, before := -1, mapMark{}
	for i, p := range marks {
		if i == 0 || !sameSite(before, p) {
			n++
		}
		before, marks[i].at.Y = p, labels[n].y
	}
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
// the canvas; further away a hairline leads to them. A name that finds no place is left
// out: names never touch. Reactors of one site share a name.
func (v *view) drawNames(marks []mapMark) {
	sty := v.style.aligned(noteShare, ink, draw.XLeft, draw.YCenter)
	h := 0.6 * sty.Font.Size
	type placed struct {
		at   vg.Rectangle
		text string
	}
	var names []placed
	labels := briefly(mapLabels(marks))
	slices.SortStableFunc(labels, func(a, b mapLabel) int { return cmp.Compare(a.turn, b.turn) })
	for _, l := range labels {
		w := sty.Width(l.text)
		at, near, found := v.placeOf(l, w, h)
		if !found {
			continue
		}
		box := around(at, w/2, h)
		if !near {
			from, to := l.leader(box)
			v.canvas.StrokeLine2(draw.LineStyle{Color: grey, Width: v.style.Hair}, from.X, from.Y, to.X, to.Y)
			v.keepOff(from, to)
		}
		v.names = append(v.names, box)
		v.taken, names = append(v.taken, box), append(names, placed{box, l.text})
	}
	for _, n := range names {
		if v.halo {
			b := around(vg.Point{X: (n.at.Min.X + n.at.Max.X) / 2, Y: (n.at.Min.Y + n.at.Max.Y) / 2}, (n.at.Max.X-n.at.Min.X)/2+0.1*v.style.TextSize, h)
			v.canvas.FillPolygon(halo, []vg.Point{b.Min, {X: b.Max.X, Y: b.Min.Y}, b.Max, {X: b.Min.X, Y: b.Max.Y}})
		}
		v.canvas.FillText(sty, vg.Point{X: n.at.Min.X, Y: (n.at.Min.Y + n.at.Max.Y) / 2}, n.text)
	}
}

// placeOf is the nearest free place for the middle of a name of half a height h: beside
// the mark, above or below it, then on rings around it.
func (v *view) placeOf(l mapLabel, w, h vg.Length) (at vg.Point, near, found bool) {
	size := v.style.TextSize
	gap := 0.45 * size // more than the margin below
	left, right, centre := l.left-gap-w/2, l.right+gap+w/2, (l.left+l.right)/2
	up, down := l.y+l.r+gap/2+h, l.y-l.r-gap/2-h
	places := []vg.Point{{X: right, Y: l.y}, {X: left, Y: l.y}, {X: centre, Y: up}, {X: centre, Y: down},
		{X: right - gap, Y: up}, {X: right - gap, Y: down}, {X: left + gap, Y: up}, {X: left + gap, Y: down}}
	beside := len(places)
	const directions = 24
	for ring := vg.Length(1); ring <= 20; ring++ {
		for k := range directions {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / directions)
			places = append(places, vg.Point{X: centre + vg.Length(cos)*((l.right-l.left+w)/2+ring*size), Y: l.y + vg.Length(sin)*(l.r+h+ring*size)})
		}
	}
	length := func(q vg.Point) float64 {
		from, to := l.leader(around(q, w/2, h))
		return math.Hypot(float64(to.X-from.X), float64(to.Y-from.Y))
	}
	slices.SortStableFunc(places[beside:], func(a, b vg.Point) int { return cmp.Compare(length(a), length(b)) })
	c := v.canvas
	for n, q := range places {
		box := around(q, w/2+0.3*size, h+0.15*size) // names keep apart
		if box.Max.X < c.Max.X && box.Min.X > c.Min.X && box.Max.Y < c.Max.Y && box.Min.Y > c.Min.Y &&
			!slices.ContainsFunc(v.taken, func(t vg.Rectangle) bool { return overlapping(box, t) }) && (n < beside || !v.crosses(l, around(q, w/2, h))) {
			return q, n < beside, true
		}
	}
	return at, false, false
}

// leader is the line from a mark to the box of its name.
func (l *mapLabel) leader(box vg.Rectangle) (from, to vg.Point) {
	from = vg.Point{X: min(max((box.Min.X+box.Max.X)/2, l.left), l.right), Y: l.y}
	return from, vg.Point{X: min(max(from.X, box.Min.X), box.Max.X), Y: min(max(from.Y, box.Min.Y), box.Max.Y)}
}

// crosses tells whether the line to a name would cross a name or another's mark.
func (v *view) crosses(l mapLabel, box vg.Rectangle) bool {
	from, to := l.leader(box)
	own := vg.Rectangle{Min: vg.Point{X: l.left, Y: l.y - l.r}, Max: vg.Point{X: l.right, Y: l.y + l.r}}
	const points = 40
	for i := range points + 1 {
		t := vg.Length(i) / points
		at := around(vg.Point{X: from.X + t*(to.X-from.X), Y: from.Y + t*(to.Y-from.Y)}, v.style.Hair, v.style.Hair)
		if !overlapping(at, own) && slices.ContainsFunc(v.names, func(n vg.Rectangle) bool { return overlapping(at, n) }) {
			return true
		}
	}
	return false
}
