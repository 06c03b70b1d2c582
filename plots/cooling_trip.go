package plots

import (
	"errors"
	"os"
	"slices"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var coolingTripFrench = map[string]string{
	"A loss of cooling units":    "Une perte d’unités de froid",
	"Temperatures":               "Températures",
	"Power":                      "Puissance",
	"cooling in service (share)": "froid en service (part)",
	"IT":                         "informatique",
	"A hall through a loss of cooling units: the share of its cooling that is in service, its temperatures with the servers' limits, and its power.": "Une salle pendant une perte d’unités de froid : part de son froid en service, températures avec les limites des serveurs, puissance.",
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
	if p, err = p.at(r, scope); err != nil {
		return nil, err
	}
	v := trip{r: r, period: p, x: p.middles()}
	if err := v.findMinutes(scope); err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, under: 1, n: 3, over: 1}
	d := st.drawing(f.titled(w.say("A loss of cooling units")),
		w.say("A hall through a loss of cooling units: the share of its cooling that is in service, its temperatures with the servers' limits, and its power."),
		"hall", "time", "quantity", "mean", "min", "max")
	service, err := v.read(scope, channel.CapacityInService)
	if err != nil {
		return nil, err
	}
	temperatures, err := v.temperatures(scope, nil, w)
	if err != nil {
		return nil, err
	}
	powers, err := v.powers(scope, w)
	if err != nil {
		return nil, err
	}
	limits, err := limitsOf(r, scope, temperatures, w)
	if err != nil {
		return nil, err
	}
	service.col = 3
	st.addTrip(d, p, scope, []tripPanel{
		{called(scope), w.say("cooling in service (share)"), []trace{service}, nil, true},
		{w.say("Temperatures"), w.say("temperature (°C)"), temperatures, limits, false},
		{w.say("Power"), w.say("power (MW)"), powers, nil, true},
	})
	return d, nil
}

// tripPanel is what a panel of the figure shows.
type tripPanel struct {
	name, label string
	lines       []trace
	limits      []limit
	zero        bool // its axis begins at 0
}

// addTrip adds the panels; their lines are named where they end, or above panels that
// are too narrow for that.
func (st *stack) addTrip(d *drawing, p period, scope string, panels []tripPanel) {
	_, cols := st.grid()
	direct := cols < 3
	keys := make([][]keyEntry, len(panels))
	for i, q := range panels {
		if direct {
			st.roomFor(namesOf(q.lines, q.limits)...)
		} else if len(q.lines) > 1 {
			keys[i] = keyOf(namesOf(q.lines, q.limits))
			st.over = max(st.over, st.headLines(q.name, keys[i]))
		}
	}
	for i, q := range panels {
		plot := st.linesPlot(p, q.lines, q.limits, q.label, q.zero)
		if direct && len(q.lines) > 1 {
			plot.Add(endNames{namesOf(q.lines, q.limits), st})
		}
		st.add(panel{Plot: plot, name: q.name, key: keys[i]})
		for _, l := range q.lines {
			l.addTo(&d.table, scope, "2006-01-02T15:04Z")
		}
	}
}

// worstTrip finds the hall and the hour in which least of its cooling was in
// service while it worked, and the hours around it; the days asked for where a
// figure asks for any.
func worstTrip(r *result.Result, run period, f result.Figure) (scope string, p period, err error) {
	scopes := recorders(r, f.Scope, halls, channel.CapacityInService, channel.ITPowerMW, channel.CoolingPowerMW)
	least, at := 1.0, -1
	for _, hall := range scopes {
		v, err := series(r, hall+"."+channel.CapacityInService)
		if err != nil {
			return "", p, err
		}
		it, err := means(r, hall+"."+channel.ITPowerMW)
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
		return "", p, lacks("channel "+channel.CapacityInService+" of a hall", f.Scope)
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
	channels, err := v.r.MinuteChannels()
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	times, err := v.r.MinuteTimes()
	if err != nil || len(times) == 0 || times[0].After(v.from) || times[len(times)-1].Before(v.to.Add(-time.Minute)) ||
		!slices.ContainsFunc(channels, func(c result.Channel) bool { return c.Name == scope+"."+channel.CapacityInService }) {
		return err
	}
	v.minutes, v.known = times, channels
	v.at, v.end = int(v.from.Sub(times[0])/time.Minute), int(v.to.Sub(times[0])/time.Minute)
	return nil
}

// read reads a quantity of a hall.
func (v *trip) read(scope, channel string) (t trace, err error) {
	t.channel = channel
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

// temperatures reads all temperatures of a hall and adds them to others.
func (v *trip) temperatures(scope string, out []trace, w words) ([]trace, error) {
	for _, c := range v.r.Channels() {
		if c.Scope != scope || c.Unit != "degC" {
			continue
		}
		t, err := v.read(scope, c.Name[len(scope)+1:])
		if err != nil {
			return nil, err
		}
		out = append(out, t.named(len(out), w))
	}
	return out, nil
}

// powers reads the powers of a hall.
func (v *trip) powers(scope string, w words) (out []trace, err error) {
	for i, k := range []struct{ channel, name string }{{channel.ITPowerMW, w.say("IT")}, {channel.CoolingPowerMW, w.say("cooling plant")}} {
		t, err := v.read(scope, k.channel)
		if err != nil {
			return nil, err
		}
		t.name, t.col = k.name, 2*i
		out = append(out, t)
	}
	return out, nil
}
