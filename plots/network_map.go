package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var networkMapFrench = map[string]string{
	"The network":                        "Le réseau",
	"In %s of the hours":                 "Dans %s des heures",
	"Tightest hour, %s":                  "Heure la plus tendue, %s",
	"loading of lines (of their rating)": "charge des lignes (de leur limite)",
	"campus: its bus can take":           "site : son poste peut fournir",
	"bus of the network":                 "poste du réseau",
	"Lines coloured by loading and campuses by what their buses can take while any one circuit may be lost: values that %s of the hours keep, and those of the hour in which a campus' bus has least left.": "Lignes colorées par leur charge et sites avec ce que leurs postes peuvent fournir malgré la perte d’un circuit quelconque : valeurs tenues dans %s des heures, et celles de l’heure où le poste d’un site garde la moindre marge.",
	"Lines coloured by loading and campuses by what their buses can take while any one circuit may be lost: values that %s of the hours keep, and those of one hour.":                                       "Lignes colorées par leur charge et sites avec ce que leurs postes peuvent fournir malgré la perte d’un circuit quelconque : valeurs tenues dans %s des heures, et celles d’une heure.",
}

// netLine is a line of the network on the map: its ends and its loading by map.
type netLine struct {
	result.Line
	from, to result.Place
	loading  [2]float64
}

// netCampus is a campus on the map: what its bus can take by map, GW.
type netCampus struct {
	result.Place
	may [2]float64
}

// netMap draws two maps: what a share of the hours keeps, and one hour.
type netMap struct {
	*atlas
	share    float64
	lines    []netLine
	campuses []netCampus
	heads    [2]string
}

// networkMap draws the network of a result.
func networkMap(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	m := &netMap{share: cmp.Or(f.HoursShare, 0.95)}
	head, names := phrase("Tightest hour, %s"), [2]string{fmt.Sprintf("p%g", 100*m.share), "tightest_hour"}
	text := phrase("Lines coloured by loading and campuses by what their buses can take while any one circuit may be lost: values that %s of the hours keep, and those of the hour in which a campus' bus has least left.")
	hour, err := p.hourAt(f.At)
	if err != nil {
		return nil, err
	}
	if f.At != "" {
		head, names[1] = "%s", hour.Format("2006-01-02T15:04Z")
		text = phrase("Lines coloured by loading and campuses by what their buses can take while any one circuit may be lost: values that %s of the hours keep, and those of one hour.")
	}
	if hour, err = m.readCampuses(r, f.Scope, p, hour); err != nil {
		return nil, err
	}
	if err = m.readLines(r, p, hour); err != nil {
		return nil, err
	}
	local := hour.In(p.within(hour, hour).local())
	m.heads = [2]string{fill(w.say("In %s of the hours"), w.percent(m.share)), fill(w.say(head), w.day(local)+local.Format(" 15:04")+nonBreaking+local.Format("MST"))}
	m.lay(s, w, r.Manifest().Places)
	d := &drawing{width: s.Width, height: m.height(), draw: m.draw, title: f.titled(w.say("The network")),
		description: fill(w.say(text), w.percent(m.share)),
		table:       table{head: []string{"place", "kind", "lat_deg", "lon_deg", "value", "quantity"}}}
	for i, q := range names {
		for _, l := range m.lines {
			d.table.add(l.Name, "line", "", "", cell(l.loading[i]), q+"_loading")
		}
		for _, c := range m.campuses {
			d.table.add(c.Name, "campus", cell(c.LatDeg), cell(c.LonDeg), cell(1e3*c.may[i]), q+" "+channel.MayDrawMW)
		}
	}
	return d, nil
}

// readCampuses reads what the campuses' buses can take, in the hour asked for or else in that
// in which one has least left beyond what is drawn, and returns the hour.
func (m *netMap) readCampuses(r *result.Result, within string, p period, asked time.Time) (hour time.Time, err error) {
	var all [][]float64
	least, at := math.Inf(1), 0
	for _, place := range r.Manifest().Places {
		scope := "campus." + place.Name
		if place.Kind != "campus" || len(recorders(r, scope, campuses, channel.MayDrawMW, channel.HeadroomMW)) == 0 || !isWithin(scope, within) {
			continue
		}
		v, err := p.of(r, scope, channel.MayDrawMW, channel.HeadroomMW)
		if err != nil {
			return hour, err
		}
		m.campuses, all = append(m.campuses, netCampus{Place: place}), append(all, v[0])
		for i, mw := range v[1] {
			if mw < least {
				least, at = mw, i
			}
		}
	}
	if len(all) == 0 || p.last == p.first {
		return hour, lacks("channel "+channel.MayDrawMW, within)
	}
	if !asked.IsZero() {
		at = slices.IndexFunc(p.times, asked.Equal) - p.first
	}
	for i, v := range all {
		m.campuses[i].may = [2]float64{kept(v, 1-m.share) / 1e3, v[at] / 1e3}
	}
	return p.times[p.first+at], nil
}

// readLines reads the lines' loading.
func (m *netMap) readLines(r *result.Result, p period, hour time.Time) error {
	places := map[string]result.Place{}
	for _, place := range r.Manifest().Places {
		if place.Kind == "network-bus" {
			places[place.Name] = place
		}
	}
	at := slices.Index(p.times, hour) - p.first
	for _, l := range r.Manifest().Lines {
		v, err := p.means(r, "network.line."+l.Name+".loading")
		if err != nil {
			return err
		}
		m.lines = append(m.lines, netLine{l, places[l.From], places[l.To], [2]float64{kept(v, m.share), v[at]}})
	}
	if len(m.lines) == 0 {
		return lacks("lines of the network", "")
	}
	return nil
}

// kept is the value that a share of the hours does not exceed.
func kept(values []float64, share float64) float64 {
	all := existing(values)
	if len(all) == 0 {
		return math.NaN()
	}
	return all[min(int(share*float64(len(all))), len(all)-1)]
}

// lay makes the atlas under the maps.
func (m *netMap) lay(s Style, w words, places []result.Place) {
	m.atlas = &atlas{stack: &stack{style: s, words: w}}
	for _, p := range places {
		if p.Kind == "network-bus" || p.Kind == "campus" {
			m.spots = append(m.spots, spot{Place: p})
		}
	}
	var all []float64
	for _, l := range m.lines {
		all = append(all, l.loading[0], l.loading[1])
	}
	m.loading = &scale{ramp{0, max(1, tenths(all).hi)}, plasma, w.say("loading of lines (of their rating)")}
	m.key = []keyEntry{{label: w.say("campus: its bus can take"), col: campusColour}, {label: w.say("bus of the network"), col: ink, small: true}}
}

// beside tells whether the two maps stand side by side.
func (m *netMap) beside() bool { return m.style.Width > 120*vg.Millimeter }

// mapSize is the size of each map.
func (m *netMap) mapSize() (width, high vg.Length) {
	x0, y0, x1, y1 := m.extentOf()
	width, most := m.style.Width-2*m.margin(), 0.34*m.style.Tallest
	if m.beside() {
		width, most = (width-m.gap())/2, 0.75*m.style.Tallest
	}
	return width, min(width*vg.Length((y1-y0)/(x1-x0)), most)
}

func (m *netMap) height() vg.Length {
	_, high := m.mapSize()
	high += m.lineHeight()
	if !m.beside() {
		high = 2*high + m.gap()
	}
	return high + 2*m.margin() + m.keyHeight() + m.barsHeight()
}

func (m *netMap) draw(c draw.Canvas) {
	c = m.frame(c)
	size := c.Size()
	for i := range m.heads {
		part := draw.Crop(c, 0, 0, (size.Y+m.gap())/2, 0)
		switch {
		case m.beside() && i == 0:
			part = draw.Crop(c, 0, -(size.X+m.gap())/2, 0, 0)
		case m.beside():
			part = draw.Crop(c, (size.X+m.gap())/2, 0, 0, 0)
		case i == 1:
			part = draw.Crop(c, 0, 0, 0, -(size.Y+m.gap())/2)
		}
		part.FillText(m.style.heading(draw.XLeft, draw.YTop), vg.Point{X: part.Min.X, Y: part.Max.Y}, m.heads[i])
		m.drawMap(draw.Crop(part, 0, 0, 0, -m.lineHeight()), i)
	}
}

// drawMap draws one of the maps.
func (m *netMap) drawMap(c draw.Canvas, i int) {
	v := m.ground(c, draw.Crop(c, m.style.TextSize, -m.style.TextSize, 0.5*m.style.TextSize, -0.5*m.style.TextSize))
	v.halo = true
	m.drawLines(v, i)
	var marks []mapMark
	for _, b := range m.spots {
		if b.Kind == "network-bus" {
			v.drawMark(mapMark{b, v.at(b.LatDeg, b.LonDeg), 0.13 * m.style.TextSize})
		}
	}
	for _, p := range m.campuses {
		s := spot{Place: p.Place, value: p.may[i]}
		s.Name += " " + m.words.number(p.may[i], 1) + nonBreaking + "GW"
		marks = append(marks, mapMark{s, v.at(p.LatDeg, p.LonDeg), 0.36 * m.style.TextSize})
	}
	spreadApart(marks)
	for _, k := range marks {
		v.drawMark(k)
	}
	v.mark(marks)
	v.drawNames(marks)
}

// drawLines draws the lines, those with the highest loading last.
func (m *netMap) drawLines(v *view, i int) {
	sorted := slices.Clone(m.lines)
	slices.SortStableFunc(sorted, func(a, b netLine) int { return cmp.Compare(a.loading[i], b.loading[i]) })
	for _, l := range sorted {
		from, to := v.at(l.from.LatDeg, l.from.LonDeg), v.at(l.to.LatDeg, l.to.LonDeg)
		width := m.style.Line * vg.Length(0.8+0.3*float64(min(l.Circuits, 4)))
		v.canvas.StrokeLine2(draw.LineStyle{Color: grey, Width: width + 0.6*m.style.Hair}, from.X, from.Y, to.X, to.Y)
		v.canvas.StrokeLine2(draw.LineStyle{Color: m.loading.colour(l.loading[i]), Width: width}, from.X, from.Y, to.X, to.Y)
	}
}
