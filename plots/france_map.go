package plots

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

func init() {
	register("france-map", "map of France: reactors coloured by availability, campuses sized by power, lines to those of their buses that have coordinates", franceMap)
	inFrench(map[string]string{
		"Reactors, network and campuses": "Réacteurs, réseau et sites",
		"availability of reactors":       "disponibilité des réacteurs",
		"reactor":                        "réacteur",
		"campus, area after mean power":  "site, aire selon la puissance moyenne",
		"bus":                            "poste",
		"Metropolitan France with reactors coloured by their availability over the run and campuses sized by their mean facility power.": "France métropolitaine, réacteurs colorés par leur disponibilité sur la durée et sites de taille selon leur puissance moyenne.",
	})
}

// spot is a place on the map.
type spot struct {
	result.Place
	value float64 // availability of a reactor, mean power of a campus in MW
	at    vg.Point
	r     vg.Length // of its mark
}

// wire is a line between a bus and a campus.
type wire struct {
	bus, campus string
	loading     float64 // highest, NaN where it is not recorded
}

// franceMap draws the places of a result.
func franceMap(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	spots := readSpots(r, f.Scope)
	if len(spots) == 0 {
		return nil, lacks("places on the map", f.Scope)
	}
	wires, err := readWires(r, spots)
	if err != nil {
		return nil, err
	}
	m := &atlas{stack: &stack{style: s, words: w, bar: &colourBar{ramp: ramp{0, 1}, label: w.say("availability of reactors")}}, spots: spots, wires: wires}
	for _, k := range []struct {
		kind  string
		entry keyEntry
	}{
		{"reactor", keyEntry{label: w.say("reactor"), col: shadeColour(shades / 2), round: true}},
		{"campus", keyEntry{label: w.say("campus, area after mean power"), col: campusColour}},
		{"bus", keyEntry{label: w.say("bus"), col: ink}},
	} {
		if slices.ContainsFunc(spots, func(p spot) bool { return p.Kind == k.kind }) {
			m.key = append(m.key, k.entry)
		} else if k.kind == "reactor" {
			m.bar = nil
		}
	}
	if m.bar != nil {
		m.bar.ramp = availabilityRamp(spots)
	}
	d := &drawing{width: s.Width, height: m.height(), draw: m.draw, title: f.titled(w.say("Reactors, network and campuses")),
		description: w.say("Metropolitan France with reactors coloured by their availability over the run and campuses sized by their mean facility power."),
		table:       table{head: []string{"place", "kind", "lat_deg", "lon_deg", "value", "quantity"}}}
	for _, p := range spots {
		quantity := map[string]string{"reactor": "availability_factor", "campus": "mean_facility_power_MW"}[p.Kind]
		d.table.add(p.Name, p.Kind, cell(p.LatDeg), cell(p.LonDeg), cell(p.value), quantity)
	}
	for _, l := range wires {
		d.table.add(l.bus+" to "+l.campus, "line", "", "", cell(l.loading), "highest_loading")
	}
	return d, nil
}

// availabilityRamp spans tenths around the availabilities.
func availabilityRamp(spots []spot) ramp {
	lo, hi := 1.0, 0.0
	for _, p := range spots {
		if p.Kind == "reactor" && !math.IsNaN(p.value) {
			lo, hi = min(lo, p.value), max(hi, p.value)
		}
	}
	if lo > hi {
		return ramp{0, 1}
	}
	lo, hi = math.Floor(lo*10-1e-9)/10, math.Ceil(hi*10+1e-9)/10
	return ramp{max(lo, 0), min(hi, 1)}
}

// readSpots are the places with their values.
func readSpots(r *result.Result, within string) (out []spot) {
	m := r.Manifest()
	hours := m.Start.AddDate(m.Years, 0, 0).Sub(m.Start).Hours()
	for _, p := range m.Places {
		s := spot{Place: p, value: math.NaN()}
		switch p.Kind {
		case "reactor":
			s.value = r.Total("availability_factor", "reactor."+p.Name)
		case "campus":
			if within != "" && within != "campus."+p.Name {
				continue
			}
			s.value = r.Total("facility_energy_MWh", "campus."+p.Name) / hours
		}
		if !math.IsNaN(p.LatDeg) && !math.IsNaN(p.LonDeg) {
			out = append(out, s)
		}
	}
	return out
}

// readWires are the lines between the campuses and those of their buses that
// stand on the map.
func readWires(r *result.Result, spots []spot) (out []wire, err error) {
	for _, p := range spots {
		if p.Kind != "campus" {
			continue
		}
		bus, err := r.Setting("campus[" + p.Name + "].grid.bus")
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(spots, func(b spot) bool { return b.Kind == "bus" && b.Name == bus }) {
			continue
		}
		l := wire{bus, p.Name, math.NaN()}
		if len(recorders(r, "campus."+p.Name, campuses, "loading")) > 0 {
			v, err := series(r, "campus."+p.Name+".loading")
			if err != nil {
				return nil, err
			}
			l.loading = highest(wide(v.Max))
		}
		out = append(out, l)
	}
	return out, nil
}

// Colours of the map's ground and of campuses.
var (
	land         = color.NRGBA{0xF4, 0xF4, 0xF0, 0xFF}
	campusColour = palette[1]
)

// atlas draws the map.
type atlas struct {
	*stack
	spots []spot
	wires []wire
}

// extentOf is the rectangle of the map in the projection's units.
func (m *atlas) extentOf() (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	grow := func(lat, lon float64) {
		x, y := lambert(lat, lon)
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	for _, ring := range franceOutline {
		for _, p := range ring {
			grow(p[1], p[0])
		}
	}
	for _, p := range m.spots {
		grow(p.LatDeg, p.LonDeg)
	}
	return x0, y0, x1, y1
}

// height is the height of the figure: that of the map at the figure's width, up to
// that of a page's half.
func (m *atlas) height() vg.Length {
	x0, y0, x1, y1 := m.extentOf()
	width := m.style.Width - 2*m.margin() - m.bar.width(m.stack)
	high := min(width*vg.Length((y1-y0)/(x1-x0)), 0.55*m.style.Tallest)
	return high + 2*m.margin() + m.keyHeight()
}

// draw draws key, outline, lines, marks and names.
func (m *atlas) draw(c draw.Canvas) {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	edge := m.margin()
	c = draw.Crop(c, edge, -edge, edge, -edge)
	m.drawKey(c)
	c = draw.Crop(c, 0, 0, 0, -m.keyHeight())
	bar := m.bar.width(m.stack)
	ground := draw.Crop(c, 0, -bar, 0, 0)
	at := m.projection(ground)
	hair := draw.LineStyle{Color: grey, Width: m.style.Hair}
	for _, ring := range franceOutline {
		pts := make([]vg.Point, len(ring))
		for i, p := range ring {
			pts[i] = at(p[1], p[0])
		}
		c.FillPolygon(land, pts)
		c.StrokeLines(hair, append(pts, pts[0]))
	}
	m.place(at)
	for _, l := range m.wires {
		a, b := m.named(l.bus, "bus"), m.named(l.campus, "campus")
		c.StrokeLine2(draw.LineStyle{Color: ink, Width: m.style.Line}, a.at.X, a.at.Y, b.at.X, b.at.Y)
	}
	for _, kind := range []string{"campus", "bus", "reactor"} {
		for _, p := range m.spots {
			if p.Kind == kind {
				m.drawSpot(c, p)
			}
		}
	}
	m.drawNames(c)
	if m.bar == nil {
		return
	}
	low := ground.Max.Y - 0.5*(ground.Max.Y-ground.Min.Y)
	m.bar.draw(m.stack, draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
		Min: vg.Point{X: ground.Max.X, Y: low}, Max: vg.Point{X: c.Max.X, Y: ground.Max.Y - m.style.TextSize}}})
}

// projection maps coordinates to points of a canvas, to scale.
func (m *atlas) projection(c draw.Canvas) func(lat, lon float64) vg.Point {
	x0, y0, x1, y1 := m.extentOf()
	size := c.Size()
	scale := min(float64(size.X)/(x1-x0), float64(size.Y)/(y1-y0))
	left := c.Min.X + (size.X-vg.Length((x1-x0)*scale))/2
	foot := c.Min.Y + (size.Y-vg.Length((y1-y0)*scale))/2
	return func(lat, lon float64) vg.Point {
		x, y := lambert(lat, lon)
		return vg.Point{X: left + vg.Length((x-x0)*scale), Y: foot + vg.Length((y-y0)*scale)}
	}
}

// place puts the marks where they belong; reactors of one site stand side by
// side.
func (m *atlas) place(at func(lat, lon float64) vg.Point) {
	size := m.style.TextSize
	most := 0.0
	for _, p := range m.spots {
		if p.Kind == "campus" && p.value > most {
			most = p.value
		}
	}
	sites := map[[2]float64]int{}
	for i := range m.spots {
		p := &m.spots[i]
		p.at, p.r = at(p.LatDeg, p.LonDeg), 0.55*size
		switch p.Kind {
		case "reactor":
			where := [2]float64{p.LatDeg, p.LonDeg}
			p.at.X += vg.Length(sites[where]) * 2.1 * p.r
			sites[where]++
		case "campus":
			p.r = size * max(0.3, vg.Length(math.Sqrt(zero(p.value)/max(most, 1e-9))))
		default:
			p.r = 0.2 * size
		}
	}
}

func (m *atlas) named(name, kind string) spot {
	return m.spots[slices.IndexFunc(m.spots, func(p spot) bool { return p.Name == name && p.Kind == kind })]
}

// drawSpot draws a mark: a disc for a reactor, a square for a campus or a bus.
func (m *atlas) drawSpot(c draw.Canvas, p spot) {
	square := func(r vg.Length) []vg.Point {
		return []vg.Point{{X: p.at.X - r, Y: p.at.Y - r}, {X: p.at.X + r, Y: p.at.Y - r}, {X: p.at.X + r, Y: p.at.Y + r}, {X: p.at.X - r, Y: p.at.Y + r}}
	}
	switch p.Kind {
	case "reactor":
		disc(c, p.at, p.r+0.5*m.style.Hair, ink)
		disc(c, p.at, p.r-0.5*m.style.Hair, m.bar.colour(p.value))
	case "campus":
		c.FillPolygon(color.White, square(p.r+m.style.Hair))
		c.FillPolygon(campusColour, square(p.r))
	default:
		c.FillPolygon(color.White, square(p.r+m.style.Hair))
		c.FillPolygon(ink, square(p.r))
	}
}
