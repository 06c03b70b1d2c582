package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

func init() {
	register("hall-temperatures", "temperatures of each hall's cooling over its hottest week, or the days given, with the limits of its servers", hallTemperatures)
	inFrench(map[string]string{
		"Temperatures in the halls": "Températures dans les salles",
		"Temperatures of each hall's cooling over its hottest week, hourly means with lowest and highest, and the limits of its servers.": "Températures du refroidissement de chaque salle pendant sa semaine la plus chaude, moyennes horaires avec minimum et maximum, et limites de ses serveurs.",
		"temperature (°C)":         "température (°C)",
		"dry bulb":                 "air extérieur",
		"server inlet air":         "air à l’entrée des serveurs",
		"return air":               "air de retour",
		"facility supply":          "eau, départ",
		"facility return":          "eau, retour",
		"cold-plate coolant":       "liquide des plaques froides",
		"chilled water":            "eau glacée",
		"chilled water, set point": "eau glacée, consigne",
		"tower water":              "eau des tours",
		"water to the coils":       "eau des batteries",
		"river at the outfall":     "rivière au rejet",
		"river downstream":         "rivière à l’aval",
		"coolant limit":            "limite du liquide",
		"inlet air limit":          "limite de l’air",
	})
}

// hallColours are those of temperatures by the stem of their channel; others take
// what is left.
var hallColours = []struct {
	stem, name string
	colour     int
}{
	{"dry_bulb", phrase("dry bulb"), 5},
	{"server_inlet_air", phrase("server inlet air"), 2},
	{"return_air", phrase("return air"), 3},
	{"facility_supply", phrase("facility supply"), 0},
	{"facility_return", phrase("facility return"), 1},
	{"tcs_supply", phrase("cold-plate coolant"), 4},
	{"chilled_water_temp", phrase("chilled water"), 0},
	{"chilled_water_set", phrase("chilled water, set point"), 7},
	{"tower_water", phrase("tower water"), 6},
	{"coil_water", phrase("water to the coils"), 8},
	{"outfall", phrase("river at the outfall"), 9},
	{"downstream", phrase("river downstream"), 10},
}

// temperature is one line of a panel.
type temperature struct {
	stem, name   string
	col          int
	mean, lo, hi []float64
	x            []float64 // where they are not those of the panel
}

// limit is a temperature that must not be exceeded.
type limit struct {
	name string
	degC float64
	col  int // of the medium
}

// heatDays is the length of the hottest stretch that the figure picks.
const heatDays = 7

// hallTemperatures draws a panel for each hall that records a temperature.
func hallTemperatures(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	run, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	scopes := hallsWithTemperatures(r, f.Scope)
	if len(scopes) == 0 {
		return nil, lacks("channels of a hall's temperatures", f.Scope)
	}
	st := &stack{style: s, words: w, under: 2, n: len(scopes), over: 1}
	d := &drawing{width: s.Width, draw: st.draw, title: f.titled(w.say("Temperatures in the halls")),
		description: w.say("Temperatures of each hall's cooling over its hottest week, hourly means with lowest and highest, and the limits of its servers."),
		table:       table{head: []string{"hall", "hour", "temperature", "mean_degC", "min_degC", "max_degC"}}}
	for _, scope := range scopes {
		p := run
		if f.From == "" {
			if p, err = hottest(r, scope, run, f.Days); err != nil {
				return nil, err
			}
		} else if f.Days == 0 {
			p = run.within(run.from, run.from.AddDate(0, 0, heatDays))
		}
		lines, err := readTemperatures(r, scope, p, w)
		if err != nil {
			return nil, err
		}
		limits, err := limitsOf(r, scope, lines, w)
		if err != nil {
			return nil, err
		}
		st.addToKey(lines, limits)
		st.add(panel{Plot: st.temperaturePlot(p, lines, limits), name: called(scope), ownX: true})
		for _, l := range lines {
			for i := range l.mean {
				d.table.add(called(scope), p.times[p.first+i].Format("2006-01-02T15:04Z"), l.stem, short(l.mean[i]), short(l.lo[i]), short(l.hi[i]))
			}
		}
	}
	d.height = st.height()
	return d, nil
}

// hallsWithTemperatures lists the halls that record a temperature.
func hallsWithTemperatures(r *result.Result, within string) (out []string) {
	for _, c := range r.Channels() {
		if c.Unit == "degC" && levelOf(c.Scope) == halls && !slices.Contains(out, c.Scope) &&
			(within == "" || c.Scope == within || strings.HasPrefix(c.Scope, within+".")) {
			out = append(out, c.Scope)
		}
	}
	return out
}

// hottest is the stretch of days with the highest mean dry bulb among those in
// which the hall works.
func hottest(r *result.Result, scope string, run period, days float64) (period, error) {
	if days == 0 {
		days = heatDays
	}
	site, err := weatherOf(r, scope)
	if err != nil {
		return run, err
	}
	air, err := run.means(r, site+".dry_bulb_degC")
	if err != nil {
		return run, err
	}
	it, err := run.means(r, scope+".it_power_MW")
	if err != nil {
		return run, err
	}
	n := int(24 * days)
	best, at := math.Inf(-1), 0
	for from := 0; from+n <= len(air); from += 24 {
		sum := 0.0
		for i := from; i < from+n; i++ {
			sum += air[i]
			if !(it[i] > 0) {
				sum = math.Inf(-1)
			}
		}
		if sum > best {
			best, at = sum, from
		}
	}
	first := run.times[run.first+at]
	return run.within(first, first.AddDate(0, 0, int(days))), nil
}

// readTemperatures reads the outdoor air and the temperatures of a hall.
func readTemperatures(r *result.Result, scope string, p period, w words) (out []temperature, err error) {
	names := []string{}
	if site, err := weatherOf(r, scope); err == nil {
		names = append(names, site+".dry_bulb_degC")
	}
	for _, c := range r.Channels() {
		if c.Scope == scope && c.Unit == "degC" {
			names = append(names, c.Name)
		}
	}
	for _, name := range names {
		v, err := series(r, name)
		if err != nil {
			return nil, err
		}
		t := temperature{stem: name[strings.LastIndexByte(name, '.')+1:]}.named(len(out), w)
		t.mean, t.lo, t.hi = wide(v.Mean[p.first:p.last]), wide(v.Min[p.first:p.last]), wide(v.Max[p.first:p.last])
		out = append(out, t)
	}
	return out, nil
}

// named gives a temperature, whose stem is still its channel's name, its name and
// colour: the n-th colour beyond those of known temperatures if it is none of them.
func (t temperature) named(n int, w words) temperature {
	t.stem = strings.TrimSuffix(t.stem, "_degC")
	t.name, t.col = w.say(strings.ReplaceAll(t.stem, "_", " ")), 6+n
	for _, k := range hallColours {
		if k.stem == t.stem {
			t.col, t.name = k.colour, w.say(k.name)
		}
	}
	return t
}

// limitsOf are the highest temperatures that a hall's servers bear, of the media
// that it records.
func limitsOf(r *result.Result, scope string, lines []temperature, w words) (out []limit, err error) {
	campus, hall, _ := strings.Cut(called(scope), ", ")
	records := func(stem string) bool {
		return slices.ContainsFunc(lines, func(t temperature) bool { return t.stem == stem })
	}
	for _, k := range []struct {
		stem, key, name string
		col             int
	}{
		{"tcs_supply", "max_coolant_degC", w.say("coolant limit"), 4},
		{"server_inlet_air", "max_inlet_air_degC", w.say("inlet air limit"), 2},
	} {
		text, err := r.Setting(fmt.Sprintf("campus[%s].hall[%s].%s", campus, hall, k.key))
		if err != nil {
			return nil, err
		}
		if v, err := strconv.ParseFloat(text, 64); err == nil && records(k.stem) {
			out = append(out, limit{k.name, v, k.col})
		}
	}
	return out, nil
}

// addToKey adds the lines and limits that the key has not yet.
func (s *stack) addToKey(lines []temperature, limits []limit) {
	add := func(k keyEntry) {
		if !slices.ContainsFunc(s.key, func(other keyEntry) bool { return other.label == k.label }) {
			s.key = append(s.key, k)
		}
	}
	for _, l := range lines {
		add(keyEntry{label: l.name, col: distinct(l.col), line: true})
	}
	for _, l := range limits {
		add(keyEntry{label: l.name, col: distinct(l.col), line: true, dashed: true})
	}
}

// temperaturePlot draws one hall.
func (st *stack) temperaturePlot(p period, lines []temperature, limits []limit) *plot.Plot {
	q := st.style.panel()
	q.Y.Label.Text = st.words.say("temperature (°C)")
	q.Y.Tick.Marker = st.ticks()
	st.timeAxis(q, unix(p.from), unix(p.to))
	q.Add(gridLines{st.style.Hair})
	x := make([]float64, p.last-p.first)
	for i := range x {
		x[i] = unix(p.times[p.first+i]) + 1800 // the mean of an hour stands in its middle
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		q.Add(band{x, l.lo, l.hi, tint(distinct(l.col), 0.3)})
	}
	for _, l := range lines {
		q.Add(line{x, l.mean, draw.LineStyle{Color: distinct(l.col), Width: st.style.Line}})
		lo, hi = min(lo, lowest(l.lo)), max(hi, highest(l.hi))
	}
	for _, l := range limits {
		q.Add(line{[]float64{q.X.Min, q.X.Max}, []float64{l.degC, l.degC}, draw.LineStyle{Color: distinct(l.col), Width: 0.7 * st.style.Line, Dashes: st.style.dashes()}})
		hi = max(hi, l.degC)
	}
	q.Y.Min, q.Y.Max = lo-0.05*(hi-lo), hi+0.05*(hi-lo)
	return q
}
