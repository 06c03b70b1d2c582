package plots

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/sim/list"
)

// atlas draws a map of the country, and beside it the surroundings of campuses at a
// larger scale, where a line of some kilometres can be seen.
type atlas struct {
	*stack
	spots        []spot
	wires        []wire
	details      []wire // the lines that have a detail
	availability *scale
	loading      *scale
}

// scale is a quantity told by a colour: a bar explains it.
type scale struct {
	ramp
	colours []color.NRGBA
	label   string
}

func (s *scale) colour(v float64) color.NRGBA {
	if s == nil || math.IsNaN(v) {
		return grey
	}
	return along(s.colours, (float64(s.shade(v))+0.5)/shades)
}

// mostDetails have room beside the map.
const mostDetails = 4

// Colours of the map's ground and of campuses.
var (
	land         = color.NRGBA{0xF4, 0xF4, 0xF0, 0xFF}
	campusColour = palette[1]
)

// leastAbroadKm is what a map without an outline shows at least.
const leastAbroadKm = 400.0

// abroad tells whether any place lies outside France and its neighbourhood: the map
// then shows the places between parallels and meridians, and not that country.
func (m *atlas) abroad() bool {
	return slices.ContainsFunc(m.spots, func(p spot) bool {
		return p.LatDeg < 41 || p.LatDeg > 52 || p.LonDeg < -6 || p.LonDeg > 10
	})
}

// outline is that of France where the map shows it.
func (m *atlas) outline() [][][2]float64 {
	if m.abroad() {
		return nil
	}
	return franceOutline
}

// project is where a place lies on the map: of France in its projection, of others
// with equal steps of latitude and of longitude, to scale at their middle.
func (m *atlas) project(latDeg, lonDeg float64) (x, y float64) {
	if !m.abroad() {
		return lambert(latDeg, lonDeg)
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range m.spots {
		low, high = min(low, p.LatDeg), max(high, p.LatDeg)
	}
	const rad = math.Pi / 180
	return lonDeg * rad * math.Cos((low+high)/2*rad), latDeg * rad
}

// drawDegrees draws parallels and meridians over a canvas, with their degrees at its
// left and foot.
func (m *atlas) drawDegrees(v *view, x0, y0, x1, y1 float64) {
	const rad = math.Pi / 180
	c, hair := v.canvas, draw.LineStyle{Color: rule, Width: m.style.Hair}
	ticks := plainTicks{most: 5, words: m.words}
	_, equator := m.project(0, 0)
	perDeg, _ := m.project(0, 1)
	sty := m.style.aligned(noteShare, grey, draw.XLeft, draw.YBottom)
	for _, t := range ticks.Ticks((y0-equator)/rad, (y1-equator)/rad) {
		at := v.at(t.Value, x0/perDeg)
		c.StrokeLine2(hair, c.Min.X, at.Y, c.Max.X, at.Y)
		v.write(sty, vg.Point{X: c.Min.X + 0.2*m.style.TextSize, Y: at.Y + 0.15*m.style.TextSize}, t.Label+nonBreaking+"°")
	}
	for _, t := range ticks.Ticks(x0/perDeg, x1/perDeg) {
		at := v.at(0, t.Value)
		c.StrokeLine2(hair, at.X, c.Min.Y, at.X, c.Max.Y)
		v.write(sty, vg.Point{X: at.X + 0.2*m.style.TextSize, Y: c.Min.Y + 0.15*m.style.TextSize}, t.Label+nonBreaking+"°")
	}
}

// write writes a text that names keep off.
func (v *view) write(sty text.Style, at vg.Point, txt string) {
	v.taken = append(v.taken, vg.Rectangle{Min: at, Max: vg.Point{X: at.X + sty.Width(txt), Y: at.Y + sty.Font.Size}})
	v.canvas.FillText(sty, at, txt)
}

func newAtlas(s Style, w words, spots []spot, wires []wire) *atlas {
	m := &atlas{stack: &stack{style: s, words: w}, spots: spots, wires: wires, details: wires[:min(len(wires), mostDetails)]}
	for _, k := range []struct {
		kind  string
		entry keyEntry
	}{
		{"reactor", keyEntry{label: w.say("reactor"), col: shadeColour(shades / 2), round: true}},
		{"campus", keyEntry{label: w.say("campus, area after mean power"), col: campusColour}},
		{"bus", keyEntry{label: w.say("bus"), col: ink, small: true}},
	} {
		if slices.ContainsFunc(spots, func(p spot) bool { return p.Kind == k.kind }) {
			m.key = append(m.key, k.entry)
		}
	}
	var available, loadings []float64
	for _, p := range spots {
		if p.Kind == "reactor" {
			available = append(available, p.value)
		}
	}
	for _, l := range wires {
		loadings = append(loadings, l.highest)
	}
	if len(existing(available)) > 0 {
		m.availability = &scale{tenths(available), viridis, w.say("availability of reactors")}
	}
	if len(existing(loadings)) > 0 {
		m.loading = &scale{ramp{0, tenths(loadings).hi}, plasma, w.say("highest line loading")}
	}
	if n := vg.Length(len(m.details)); n > 0 && m.mapHeight() < n*leastDetail*m.style.TextSize {
		m.details = nil // the lines stand on the map
	}
	return m
}

// leastDetail is the height of a detail that has room for its line, in text sizes.
const leastDetail = 12

// share is that of the width which the map takes beside the details.
func (m *atlas) share() vg.Length {
	if len(m.details) == 0 {
		return 1
	}
	return 0.6
}

// height is the height of the figure: that of the map at its width, if a page or
// slide has room for it.
func (m *atlas) height() vg.Length {
	return m.mapHeight() + 2*m.margin() + m.keyHeight() + m.barsHeight()
}

// mapHeight is that of the map alone.
func (m *atlas) mapHeight() vg.Length {
	x0, y0, x1, y1 := m.extentOf()
	width := (m.style.Width - 2*m.margin()) * m.share()
	return min(width*vg.Length((y1-y0)/(x1-x0)), 124*vg.Millimeter, 0.72*m.style.Tallest)
}

// extentOf is the rectangle of the map in the projection's units.
func (m *atlas) extentOf() (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	grow := func(lat, lon float64) {
		x, y := m.project(lat, lon)
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	for _, ring := range m.outline() {
		for _, p := range ring {
			grow(p[1], p[0])
		}
	}
	for _, p := range m.spots {
		grow(p.LatDeg, p.LonDeg)
	}
	if m.abroad() { // some country around the places
		wide := max(0.15*max(x1-x0, y1-y0), leastAbroadKm/earthKm/2)
		x0, y0, x1, y1 = x0-wide, y0-wide, x1+wide, y1+wide
	}
	return x0, y0, x1, y1
}

// draw draws key, map, details and colour bars.
func (m *atlas) draw(c draw.Canvas) {
	c = m.frame(c)
	size := c.Size()
	m.drawCountry(draw.Crop(c, 0, -(1-m.share())*size.X, 0, 0))
	if len(m.details) == 0 {
		return
	}
	gap := 0.6 * m.style.TextSize
	each := min((size.Y-vg.Length(len(m.details)-1)*gap)/vg.Length(len(m.details)), 0.55*size.Y)
	for i, l := range m.details {
		top := c.Max.Y - vg.Length(i)*(each+gap)
		m.drawDetail(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
			Min: vg.Point{X: c.Min.X + m.share()*size.X + gap, Y: top - each}, Max: vg.Point{X: c.Max.X, Y: top}}}, l)
	}
}

// frame draws the key above and the colour bars below, and returns what is left for
// maps.
func (m *atlas) frame(c draw.Canvas) draw.Canvas {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	edge := m.margin()
	c = draw.Crop(c, edge, -edge, edge, -edge)
	m.drawKey(c)
	c = draw.Crop(c, 0, 0, 0, -m.keyHeight())
	m.drawBars(c)
	return draw.Crop(c, 0, 0, m.barsHeight(), 0)
}

// ground draws the country, or parallels and meridians, and returns its view: it fills the
// inner part of a canvas.
func (m *atlas) ground(c, inner draw.Canvas) *view {
	x0, y0, x1, y1 := m.extentOf()
	v := m.view(inner, (x0+x1)/2, (y0+y1)/2, min(float64(inner.Size().X)/(x1-x0), float64(inner.Size().Y)/(y1-y0)))
	v.canvas = c
	if m.abroad() {
		m.drawDegrees(v, x0, y0, x1, y1)
	}
	coast := draw.LineStyle{Color: tint(grey, 0.55), Width: m.style.Hair} // fainter than lines to names
	for _, ring := range m.outline() {
		pts := list.Map(ring, func(p [2]float64) vg.Point { return v.at(p[1], p[0]) })
		c.FillPolygon(land, pts)
		c.StrokeLines(coast, append(pts, pts[0]))
	}
	return v
}

// drawCountry draws the map of the country: the buses stand in the details, as far
// as there are some.
func (m *atlas) drawCountry(c draw.Canvas) {
	edge := 0.9 * m.style.TextSize // a mark on the border stays off the key
	v := m.ground(c, draw.Crop(c, edge, -edge, edge, -edge))
	shown := m.spots
	if len(m.details) > 0 {
		shown = slices.DeleteFunc(slices.Clone(m.spots), func(p spot) bool { return p.Kind == "bus" })
	} else {
		for _, l := range m.wires {
			m.drawWire(v, l)
		}
	}
	for _, ring := range m.outline() {
		for i, p := range ring {
			v.keepOff(v.at(p[1], p[0]), v.at(ring[(i+1)%len(ring)][1], ring[(i+1)%len(ring)][0]))
		}
	}
	v.draw(shown, "")
}

// earthKm is the radius of the sphere, and leastKm what a detail shows at least.
const (
	earthKm = 6371.0
	leastKm = 5.0
)

// drawDetail draws the surroundings of a line, with a scale of kilometres.
func (m *atlas) drawDetail(c draw.Canvas, l wire) {
	size := m.style.TextSize
	c.FillPolygon(land, []vg.Point{c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}})
	c.SetColor(grey)
	c.SetLineWidth(m.style.Hair)
	c.SetLineDash(nil, 0)
	c.Stroke(appendRect(nil, c.Min.X, c.Min.Y, c.Max.X, c.Max.Y))
	a, b := m.named(l.bus, "bus"), m.named(l.campus, "campus")
	m.drawDetailHeading(draw.Crop(c, 0.5*size, 0, 0, -0.4*size), l, b)
	inner := draw.Crop(c, 3.2*size, -3.2*size, 2.6*size, -3.4*size) // room for marks and names
	ax, ay := m.project(a.LatDeg, a.LonDeg)
	bx, by := m.project(b.LatDeg, b.LonDeg)
	across := max(math.Abs(bx-ax), leastKm/earthKm)
	up := max(math.Abs(by-ay), leastKm/earthKm)
	v := m.view(inner, (ax+bx)/2, (ay+by)/2, min(float64(inner.Size().X)/across, float64(inner.Size().Y)/up))
	v.canvas = c
	v.taken = append(v.taken, vg.Rectangle{Min: vg.Point{X: c.Min.X, Y: c.Max.Y - 3.2*size}, Max: c.Max},
		vg.Rectangle{Min: c.Min, Max: vg.Point{X: c.Max.X, Y: c.Min.Y + 1.6*size}})
	m.drawWire(v, l)
	var shown []spot
	for _, p := range m.spots {
		if at := v.at(p.LatDeg, p.LonDeg); at.X > c.Min.X+size && at.X < c.Max.X-size && at.Y > c.Min.Y+size && at.Y < c.Max.Y-3*size {
			shown = append(shown, p)
		}
	}
	v.draw(shown, l.campus)
	m.drawKilometres(draw.Crop(c, 0.6*size, 0, 0.6*size, 0), v.scale)
}

// drawDetailHeading says whose line this is, and its loading.
func (m *atlas) drawDetailHeading(c draw.Canvas, l wire, campus spot) {
	sty := m.style.heading(draw.XLeft, draw.YTop)
	c.FillText(sty, vg.Point{X: c.Min.X, Y: c.Max.Y}, l.campus)
	width := sty.Width(l.campus)
	sty = m.style.aligned(1, ink, draw.XLeft, draw.YTop)
	if !math.IsNaN(campus.value) {
		c.FillText(sty, vg.Point{X: c.Min.X + width + 0.5*sty.Font.Size, Y: c.Max.Y}, m.words.number(campus.value, 0)+" MW")
	}
	if math.IsNaN(l.highest) {
		return
	}
	sty = m.style.aligned(noteShare, ink, draw.XLeft, draw.YTop)
	c.FillText(sty, vg.Point{X: c.Min.X, Y: c.Max.Y - m.lineHeight()},
		fill(m.words.say("line: mean %s, highest %s"), m.words.number(l.mean, 2), m.words.number(l.highest, 2)))
}

// drawKilometres draws a scale at the foot of a canvas, about a quarter of its
// width. scale is in points for a radian.
func (m *atlas) drawKilometres(c draw.Canvas, scale float64) {
	most := 0.3 * float64(c.Size().X) / scale * earthKm
	km := math.Pow(10, math.Floor(math.Log10(most)))
	for _, k := range []float64{5, 2} {
		if k*km <= most {
			km *= k
			break
		}
	}
	width := vg.Length(km / earthKm * scale)
	ticks := 0.25 * m.style.TextSize
	line := draw.LineStyle{Color: ink, Width: m.style.Hair}
	c.StrokeLines(line, []vg.Point{{X: c.Min.X, Y: c.Min.Y + ticks}, c.Min, {X: c.Min.X + width, Y: c.Min.Y}, {X: c.Min.X + width, Y: c.Min.Y + ticks}})
	c.FillText(m.style.letters(noteShare, ink), vg.Point{X: c.Min.X + width + ticks, Y: c.Min.Y}, m.words.digits(km, 2)+" km")
}

// drawWire draws a line in the colour of its highest loading, with an edge that
// keeps light colours apart from the ground.
func (m *atlas) drawWire(v *view, l wire) {
	a, b := m.named(l.bus, "bus"), m.named(l.campus, "campus")
	from, to := v.at(a.LatDeg, a.LonDeg), v.at(b.LatDeg, b.LonDeg)
	v.keepOff(from, to)
	v.canvas.StrokeLine2(draw.LineStyle{Color: ink, Width: 3*m.style.Line + m.style.Hair}, from.X, from.Y, to.X, to.Y)
	v.canvas.StrokeLine2(draw.LineStyle{Color: m.loading.colour(l.highest), Width: 3 * m.style.Line}, from.X, from.Y, to.X, to.Y)
}

func (m *atlas) named(name, kind string) spot {
	return m.spots[slices.IndexFunc(m.spots, func(p spot) bool { return p.Name == name && p.Kind == kind })]
}

// barsHeight is what the colour bars take below the map.
func (m *atlas) barsHeight() vg.Length {
	if m.availability == nil && m.loading == nil {
		return 0
	}
	return 5 * m.style.TextSize
}

// drawBars draws the colour bars side by side at the foot of a canvas, each with
// its label below.
func (m *atlas) drawBars(c draw.Canvas) {
	scales := slices.DeleteFunc([]*scale{m.availability, m.loading}, func(s *scale) bool { return s == nil })
	size := m.style.TextSize
	for i, s := range scales {
		width := c.Size().X / vg.Length(len(scales))
		left := c.Min.X + vg.Length(i)*width + 1.5*size
		m.drawBar(s, vg.Rectangle{Min: vg.Point{X: left, Y: c.Min.Y + 3*size}, Max: vg.Point{X: left + min(width-3*size, 0.5*c.Size().X), Y: c.Min.Y + 3.9*size}}, c)
	}
}

// drawBar draws one colour bar within a rectangle, its ticks and label below.
func (m *atlas) drawBar(s *scale, at vg.Rectangle, c draw.Canvas) {
	size := m.style.TextSize
	step := (at.Max.X - at.Min.X) / shades
	for i := range shades {
		x := at.Min.X + vg.Length(i)*step
		col := along(s.colours, (float64(i)+0.5)/shades)
		c.FillPolygon(col, []vg.Point{{X: x, Y: at.Min.Y}, {X: at.Max.X, Y: at.Min.Y}, at.Max, {X: x, Y: at.Max.Y}})
	}
	sty := m.style.aligned(1, ink, draw.XCenter, draw.YTop)
	for _, t := range (plainTicks{most: 6, words: m.words}).Ticks(s.lo, s.hi) {
		x := at.Min.X + vg.Length((t.Value-s.lo)/(s.hi-s.lo))*(at.Max.X-at.Min.X)
		c.StrokeLine2(draw.LineStyle{Color: grey, Width: m.style.Hair}, x, at.Min.Y, x, at.Min.Y-0.3*size)
		c.FillText(sty, vg.Point{X: x, Y: at.Min.Y - 0.3*size}, t.Label)
	}
	sty.YAlign = draw.YBottom
	c.FillText(sty, vg.Point{X: (at.Min.X + at.Max.X) / 2, Y: c.Min.Y + 0.25*size}, s.label)
}
