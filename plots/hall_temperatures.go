package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var hallTemperaturesFrench = map[string]string{
	"Temperatures in the halls": "Températures dans les salles",
	"Temperatures of each hall's cooling over the hottest week, hourly means with lowest and highest, and the limits of its servers.": "Températures du refroidissement de chaque salle pendant la semaine la plus chaude, moyennes horaires avec minimum et maximum, et limites de ses serveurs.",
	"temperature (°C)":         "température (°C)",
	"dry bulb":                 "air extérieur",
	"server inlet air":         "air à l’entrée des serveurs",
	"supply air, set point":    "air soufflé, consigne",
	"return air":               "air de retour",
	"facility supply":          "eau, départ",
	"facility return":          "eau, retour",
	"cold-plate coolant":       "plaques froides",
	"chilled water":            "eau glacée",
	"chilled water, set point": "eau glacée, consigne",
	"tower water":              "eau des tours",
	"water to the coils":       "eau des batteries",
	"river at the outfall":     "rivière au rejet",
	"river downstream":         "rivière à l’aval",
	"coolant limit":            "limite du liquide",
	"inlet air limit":          "limite de l’air",
}

// hallColours are those of temperatures by their channel; others take what is left.
var hallColours = map[string]struct {
	name   string
	colour int
}{
	channel.DryBulbDegC:          {phrase("dry bulb"), 5},
	channel.ServerInletAirDegC:   {phrase("server inlet air"), 2},
	"supply_air_set_degC":        {phrase("supply air, set point"), 6},
	channel.ReturnAirDegC:        {phrase("return air"), 3},
	channel.FacilitySupplyDegC:   {phrase("facility supply"), 0},
	channel.FacilityReturnDegC:   {phrase("facility return"), 1},
	channel.TCSSupplyDegC:        {phrase("cold-plate coolant"), 4},
	channel.ChilledWaterTempDegC: {phrase("chilled water"), 0},
	channel.ChilledWaterSetDegC:  {phrase("chilled water, set point"), 7},
	channel.TowerWaterDegC:       {phrase("tower water"), 6},
	channel.CoilWaterDegC:        {phrase("water to the coils"), 8},
	channel.OutfallDegC:          {phrase("river at the outfall"), 9},
	channel.DownstreamDegC:       {phrase("river downstream"), 10},
}

// trace is a recorded quantity over time: one line of a panel.
type trace struct {
	channel, name string // channel: without its scope
	col           int
	x             []float64 // seconds
	mean, lo, hi  []float64
}

// addTo lists what is drawn, at times in a layout.
func (t trace) addTo(d *table, scope, layout string) {
	what := strings.TrimSuffix(t.channel, "_degC")
	for i, x := range t.x {
		d.add(called(scope), time.Unix(int64(x), 0).UTC().Format(layout), what, short(t.mean[i]), short(t.lo[i]), short(t.hi[i]))
	}
}

// limit is a temperature that must not be exceeded.
type limit struct {
	name string
	degC float64
	col  int // of the medium
}

// heatDays is the length of the hottest stretch that the figure picks.
const heatDays = 7

// hallTemperatures draws a panel for each hall that records a temperature, all over
// one stretch of time, each line named where it ends.
func hallTemperatures(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	run, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	scopes := hallsWithTemperatures(r, f.Scope)
	if len(scopes) == 0 {
		return nil, lacks("channels of a hall's temperatures", f.Scope)
	}
	if run.zone, err = zoneOfAll(r, run, scopes); err != nil {
		return nil, err
	}
	p := run
	if f.From == "" {
		if p, err = hottest(r, scopes, run, f.Days); err != nil {
			return nil, err
		}
	} else if f.Days == 0 {
		p = run.within(run.from, run.from.AddDate(0, 0, heatDays))
	}
	st := &stack{style: s, words: w, under: 2, n: len(scopes), over: 1}
	d := st.drawing(f.titled(w.say("Temperatures in the halls")),
		w.say("Temperatures of each hall's cooling over the hottest week, hourly means with lowest and highest, and the limits of its servers."),
		"hall", "hour", "temperature", "mean_degC", "min_degC", "max_degC")
	lines, limits := make([][]trace, len(scopes)), make([][]limit, len(scopes))
	for i, scope := range scopes {
		if lines[i], err = readTemperatures(r, scope, p, w); err != nil {
			return nil, err
		}
		if limits[i], err = limitsOf(r, scope, lines[i], w); err != nil {
			return nil, err
		}
		st.roomFor(namesOf(lines[i], limits[i])...)
	}
	for i, scope := range scopes {
		q := st.linesPlot(p, lines[i], limits[i], w.say("temperature (°C)"), false)
		q.Add(endNames{namesOf(lines[i], limits[i]), st})
		st.add(panel{Plot: q, name: called(scope)})
		for _, l := range lines[i] {
			l.addTo(&d.table, scope, "2006-01-02T15:00Z") // x is the middle of the hour
		}
	}
	return d, nil
}

// zoneOfAll is the zone of halls over one axis, UTC where their campuses have several.
func zoneOfAll(r *result.Result, run period, scopes []string) (zone string, err error) {
	for i, scope := range scopes {
		p, err := run.at(r, scope)
		if err != nil {
			return "", err
		}
		if i > 0 && p.zone != zone {
			return "UTC", nil
		}
		zone = p.zone
	}
	return zone, nil
}

// hallsWithTemperatures lists the halls that record a temperature.
func hallsWithTemperatures(r *result.Result, within string) (out []string) {
	for _, c := range r.Channels() {
		if c.Unit == "degC" && levelOf(c.Scope) == halls && !slices.Contains(out, c.Scope) && isWithin(c.Scope, within) {
			out = append(out, c.Scope)
		}
	}
	return out
}

// hottest is the stretch of days, from a midnight on, with the highest mean dry bulb
// over all halls; those in which most of them work go first.
func hottest(r *result.Result, scopes []string, run period, days float64) (period, error) {
	days = cmp.Or(days, heatDays)
	n := int(24 * days)
	sums := make([]float64, run.last-run.first)
	working := make([]int, len(sums))
	for _, scope := range scopes {
		site, err := weatherOf(r, scope)
		if err != nil {
			return run, err
		}
		air, err := run.means(r, site+"."+channel.DryBulbDegC)
		if err != nil {
			return run, err
		}
		it, err := run.means(r, scope+"."+channel.ITPowerMW)
		if err != nil {
			return run, err
		}
		for i := range sums {
			sums[i] += air[i]
			if it[i] > 0 {
				working[i]++
			}
		}
	}
	local := run.local()
	best, at, most := math.Inf(-1), 0, -1
	for from := range sums {
		if from+n > len(sums) || run.times[run.first+from].In(local).Hour() != 0 {
			continue
		}
		sum, least := 0.0, len(scopes)
		for i := from; i < from+n; i++ {
			sum, least = sum+sums[i], min(least, working[i])
		}
		if least > most || least == most && sum > best {
			best, at, most = sum, from, least
		}
	}
	first := run.times[run.first+at]
	return run.within(first, first.Add(time.Duration(n)*time.Hour)), nil
}

// readTemperatures reads the outdoor air and the temperatures of a hall.
func readTemperatures(r *result.Result, scope string, p period, w words) (out []trace, err error) {
	v := trip{r: r, period: p, x: p.middles()}
	if site, err := weatherOf(r, scope); err == nil {
		t, err := v.read(site, channel.DryBulbDegC)
		if err != nil {
			return nil, err
		}
		out = append(out, t.named(0, w))
	}
	return v.temperatures(scope, out, w)
}

// middles are the middles of the hours, where their means stand.
func (p period) middles() []float64 {
	x := make([]float64, p.last-p.first)
	for i := range x {
		x[i] = unix(p.times[p.first+i]) + 1800
	}
	return x
}

// named gives a temperature its name and colour: the n-th colour beyond those of
// known temperatures if it is none of them.
func (t trace) named(n int, w words) trace {
	if k, known := hallColours[t.channel]; known {
		t.name, t.col = w.say(k.name), k.colour
	} else {
		t.name, t.col = w.say(strings.ReplaceAll(strings.TrimSuffix(t.channel, "_degC"), "_", " ")), 6+n
	}
	return t
}

// limitsOf are the highest temperatures that a hall's servers bear, of the media
// that it records.
func limitsOf(r *result.Result, scope string, lines []trace, w words) (out []limit, err error) {
	campus, hall, _ := strings.Cut(called(scope), ", ")
	records := func(name string) bool {
		return slices.ContainsFunc(lines, func(t trace) bool { return t.channel == name })
	}
	for _, k := range []struct {
		channel, key, name string
		col                int
	}{
		{channel.TCSSupplyDegC, "max_coolant_degC", w.say("coolant limit"), 4},
		{channel.ServerInletAirDegC, "max_inlet_air_degC", w.say("inlet air limit"), 2},
	} {
		text, err := r.Setting(fmt.Sprintf("campus[%s].hall[%s].%s", campus, hall, k.key))
		if err != nil {
			return nil, err
		}
		if v, err := strconv.ParseFloat(text, 64); err == nil && records(k.channel) {
			out = append(out, limit{k.name, v, k.col})
		}
	}
	return out, nil
}

// namesOf are the names of lines and limits where they end.
func namesOf(lines []trace, limits []limit) (out []endName) {
	for _, l := range lines {
		out = append(out, endName{text: l.name, y: lastOf(l.mean), col: distinct(l.col)})
	}
	for _, l := range limits {
		out = append(out, endName{text: l.name, y: l.degC, col: distinct(l.col), dashed: true})
	}
	return out
}

// linesPlot draws the quantities of one panel with the range of each; from zero on
// where zero is true.
func (st *stack) linesPlot(p period, lines []trace, limits []limit, label string, zero bool) *plot.Plot {
	q := st.plot(label)
	st.timeAxis(q, unix(p.from), unix(p.to))
	q.X.Tick.Marker = calendarTicks{width: st.dataWidth(), sty: st.style.letters(1, ink), words: st.words, zone: p.local()}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		q.Add(band{l.x, l.lo, l.hi, tint(distinct(l.col), 0.2)})
		lo, hi = min(lo, lowest(l.lo)), max(hi, highest(l.hi))
	}
	for _, l := range lines {
		q.Add(line{l.x, l.mean, draw.LineStyle{Color: distinct(l.col), Width: st.style.Line}})
	}
	for _, l := range limits {
		q.Add(line{[]float64{q.X.Min, q.X.Max}, []float64{l.degC, l.degC}, draw.LineStyle{Color: distinct(l.col), Width: 0.7 * st.style.Line, Dashes: st.style.dashes()}})
		hi = max(hi, l.degC)
	}
	if zero {
		lo = 0
	}
	q.Y.Min, q.Y.Max = lo-0.05*(hi-lo), hi+0.05*(hi-lo)
	if zero {
		q.Y.Min = 0
	}
	return q
}
