package plots

import (
	"errors"
	"math"
	"os"
	"slices"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

func init() {
	register("cooling-trip", "a hall through the worst loss of its cooling units, or the days given: units in service, temperatures with their limits, power; by the minute where the run recorded that", coolingTrip)
	inFrench(map[string]string{
		"A loss of cooling units":    "Une perte d’unités de froid",
		"Temperatures":               "Températures",
		"Power":                      "Puissance",
		"cooling in service (share)": "froid en service (part)",
		"IT":                         "informatique",
		"A hall through a loss of cooling units: the share of its cooling that is in service, its temperatures with the servers' limits, and its power.": "Une salle pendant une perte d’unités de froid : part de son froid en service, températures avec les limites des serveurs, puissance.",
	})
}

// tripBefore and tripAfter are how much the figure shows around the worst hour.
const (
	tripBefore = 3 * time.Hour
	tripAfter  = 6 * time.Hour
)

// coolingTrip draws three panels of one hall over one stretch of time.
func coolingTrip(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	run, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	scope, p, err := worstTrip(r, run, f.Figure)
	if err != nil {
		return nil, err
	}
	v := trip{r: r, period: p}
	if err := v.findMinutes(scope); err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, under: 1, n: 3, over: 1}
	d := &drawing{width: s.Width, draw: st.draw, title: f.titled(w.say("A loss of cooling units")),
		description: w.say("A hall through a loss of cooling units: the share of its cooling that is in service, its temperatures with the servers' limits, and its power."),
		table:       table{head: []string{"hall", "time", "quantity", "mean", "min", "max"}}}
	service, err := v.read(scope, "capacity_in_service")
	if err != nil {
		return nil, err
	}
	temperatures, powers, err := v.temperaturesAndPowers(scope, w)
	if err != nil {
		return nil, err
	}
	limits, err := limitsOf(r, scope, temperatures, w)
	if err != nil {
		return nil, err
	}
	service.col = 3
	panels := []struct {
		name, label string
		lines       []temperature
		limits      []limit
		zero        bool
	}{
		{called(scope), w.say("cooling in service (share)"), []temperature{service}, nil, true},
		{w.say("Temperatures"), w.say("temperature (°C)"), temperatures, limits, false},
		{w.say("Power"), w.say("power (MW)"), powers, nil, true},
	}
	for _, q := range panels {
		st.over = max(st.over, st.headLines(q.name, v.key(q.lines, q.limits)))
	}
	for _, q := range panels {
		st.add(panel{Plot: st.tripPlot(&v, q.lines, q.limits, q.label, q.zero), name: q.name, key: v.key(q.lines, q.limits)})
		v.addTo(&d.table, scope, q.lines)
	}
	d.height = st.height()
	return d, nil
}

// worstTrip finds the hall and the hour in which least of its cooling was in
// service while it worked, and the hours around it; the days asked for where a
// figure asks for any.
func worstTrip(r *result.Result, run period, f result.Figure) (scope string, p period, err error) {
	scopes := recorders(r, f.Scope, halls, "capacity_in_service", "it_power_MW", "cooling_power_MW")
	least, at := 1.0, -1
	for _, hall := range scopes {
		v, err := series(r, hall+".capacity_in_service")
		if err != nil {
			return "", p, err
		}
		it, err := means(r, hall+".it_power_MW")
		if err != nil {
			return "", p, err
		}
		for i := run.first; i < run.last; i++ {
			if float64(v.Min[i]) < least && it[i] > 0 {
				least, at, scope = float64(v.Min[i]), i, hall
			}
		}
	}
	switch {
	case len(scopes) == 0:
		return "", p, lacks("channel capacity_in_service of a hall", f.Scope)
	case at < 0:
		return "", p, lacks("a loss of cooling units", f.Scope)
	case f.Days > 0:
		return scope, run, nil
	}
	when := run.times[at]
	return scope, run.within(when.Add(-tripBefore), when.Add(tripAfter)), nil
}

// trip reads the quantities of a stretch of time: by the minute where the run
// recorded all of it so, by the hour otherwise.
type trip struct {
	period
	r       *result.Result
	minutes []time.Time // of the file of minutes; nil: not used
	at, end int         // the stretch within them
	known   []result.Channel
	x       []float64
}

// findMinutes looks whether the file of minutes covers the stretch and has the
// hall's capacity in service.
func (v *trip) findMinutes(scope string) error {
	for i := v.first; i < v.last; i++ {
		v.x = append(v.x, unix(v.times[i])+1800) // the mean of an hour stands in its middle
	}
	channels, err := v.r.MinuteChannels()
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	times, err := v.r.MinuteTimes()
	if err != nil || len(times) == 0 || times[0].After(v.from) || times[len(times)-1].Before(v.to.Add(-time.Minute)) ||
		!slices.ContainsFunc(channels, func(c result.Channel) bool { return c.Name == scope+".capacity_in_service" }) {
		return err
	}
	v.minutes, v.known = times, channels
	v.at, v.end = int(v.from.Sub(times[0])/time.Minute), int(v.to.Sub(times[0])/time.Minute)
	return nil
}

// read reads a quantity of a hall.
func (v *trip) read(scope, channel string) (t temperature, err error) {
	t.stem = channel
	name := scope + "." + channel
	if v.minutes != nil && slices.ContainsFunc(v.known, func(c result.Channel) bool { return c.Name == name }) {
		values, err := v.r.MinuteValues(name)
		if err != nil {
			return t, err
		}
		t.mean = wide(values[v.at:v.end])
		t.x = make([]float64, len(t.mean))
		for i := range t.x {
			t.x[i] = unix(v.minutes[v.at+i])
		}
		t.lo, t.hi = t.mean, t.mean
		return t, nil
	}
	s, err := series(v.r, name)
	if err != nil {
		return t, err
	}
	t.x = v.x
	t.mean, t.lo, t.hi = wide(s.Mean[v.first:v.last]), wide(s.Min[v.first:v.last]), wide(s.Max[v.first:v.last])
	return t, nil
}

// temperaturesAndPowers reads all temperatures of a hall, and its powers.
func (v *trip) temperaturesAndPowers(scope string, w words) (temperatures, powers []temperature, err error) {
	for _, c := range v.r.Channels() {
		if c.Scope != scope || c.Unit != "degC" {
			continue
		}
		t, err := v.read(scope, c.Name[len(scope)+1:])
		if err != nil {
			return nil, nil, err
		}
		temperatures = append(temperatures, t.named(len(temperatures), w))
	}
	for i, k := range []struct{ channel, name string }{{"it_power_MW", w.say("IT")}, {"cooling_power_MW", w.say("cooling plant")}} {
		t, err := v.read(scope, k.channel)
		if err != nil {
			return nil, nil, err
		}
		t.name, t.col = k.name, 2*i
		powers = append(powers, t)
	}
	return temperatures, powers, nil
}

// key names lines and limits.
func (v *trip) key(lines []temperature, limits []limit) (key []keyEntry) {
	if len(lines) < 2 {
		return nil
	}
	for _, l := range lines {
		key = append(key, keyEntry{label: l.name, col: distinct(l.col), line: true})
	}
	for _, l := range limits {
		key = append(key, keyEntry{label: l.name, col: distinct(l.col), line: true, dashed: true})
	}
	return key
}

// addTo lists what is drawn.
func (v *trip) addTo(t *table, scope string, lines []temperature) {
	for _, l := range lines {
		for i, x := range l.x {
			t.add(called(scope), time.Unix(int64(x), 0).UTC().Format("2006-01-02T15:04Z"), l.stem, short(l.mean[i]), short(l.lo[i]), short(l.hi[i]))
		}
	}
}

// tripPlot draws the quantities of one panel.
func (st *stack) tripPlot(v *trip, lines []temperature, limits []limit, label string, zero bool) *plot.Plot {
	q := st.style.panel()
	q.Y.Label.Text = label
	q.Y.Tick.Marker = st.ticks()
	st.timeAxis(q, unix(v.from), unix(v.to))
	q.Add(gridLines{st.style.Hair})
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		q.Add(band{l.x, l.lo, l.hi, tint(distinct(l.col), 0.3)})
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
