package plots

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var powerSwingFrench = map[string]string{
	"Power swings":               "Variations de puissance",
	"Chips, within a minute":     "Puces, dans la minute",
	"Connection, within an hour": "Raccordement, dans l’heure",
	"Hour to hour":               "D’une heure à l’autre",
	"span exceeded (MW)":         "plage dépassée (MW)",
	"swing exceeded (MW)":        "amplitude dépassée (MW)",
	"change exceeded (MW)":       "variation dépassée (MW)",
	"share of hours":             "part des heures",
	"first hall":                 "première salle",
	"second hall":                "deuxième salle",
	"further halls":              "autres salles",
	"Share of the hours in which the swing of chip power within a minute, the span of the minutes' power at the connection point within the hour, and its change to the next hour exceed a value.": "Part des heures où l’amplitude de la puissance des puces dans une minute, la plage de la puissance des minutes au raccordement dans l’heure et sa variation à l’heure suivante dépassent une valeur.",
}

// exceedance is the distribution of a quantity: the share of the hours above it.
type exceedance struct {
	name         string
	value, share []float64
	col          color.NRGBA // of its campus
	hall         int         // of its campus, from 0
}

// swings is a panel of the figure.
type swings struct {
	name, label, what string
	all               []exceedance
	key               []keyEntry
	log               bool
}

// powerSwing draws the swings of the halls above, the spans and changes of the
// campuses below.
func powerSwing(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	chips, err := readSwings(r, f.Scope, p)
	if err != nil {
		return nil, err
	}
	spans, changes, err := readConnections(r, f.Scope, p)
	if err != nil {
		return nil, err
	}
	if len(chips)+len(changes) == 0 {
		return nil, lacks("channels "+channel.SwingMW+" and "+channel.SentPowerMW, f.Scope)
	}
	st := &stack{style: s, words: w, under: 1, over: 1}
	d := st.drawing(f.titled(w.say("Power swings")),
		w.say("Share of the hours in which the swing of chip power within a minute, the span of the minutes' power at the connection point within the hour, and its change to the next hour exceed a value."),
		"curve", "value_MW", "share_of_hours_above")
	campuses := colourByCampus(chips, spans, changes)
	st.key = campusKey(campuses)
	panels := []swings{
		{w.say("Chips, within a minute"), w.say("swing exceeded (MW)"), "swing", chips, hallKey(chips, len(campuses), w), false},
		{w.say("Connection, within an hour"), w.say("span exceeded (MW)"), "span", spans, nil, false},
		{w.say("Hour to hour"), w.say("change exceeded (MW)"), "change", changes, nil, true},
	}
	panels = slices.DeleteFunc(panels, func(q swings) bool { return len(q.all) == 0 })
	st.n = len(panels)
	top := 1e-3 // of one axis for all, so that what is larger looks larger
	for _, q := range panels {
		for _, e := range q.all {
			top = max(top, highest(e.value))
		}
	}
	for _, q := range panels {
		st.over = max(st.over, st.headLines(q.name, q.key))
	}
	for _, q := range panels {
		p := st.exceedancePanel(q.all, top, q.log, q.label, &d.table, q.what)
		p.name, p.key, p.ownX = q.name, q.key, true
		st.add(p)
	}
	return d, nil
}

// exceed sorts values into a distribution, thinned evenly in the logarithm of
// its share.
func exceed(name string, values []float64) (e exceedance) {
	e.name = name
	all := existing(values)
	n := len(all)
	for _, k := range logRanks(n, curveSteps/2) {
		e.value = append(e.value, all[n-1-k])
		e.share = append(e.share, float64(k+1)/float64(n))
	}
	return e
}

// readSwings reads the mean swing of each hour in which a hall's chips work.
func readSwings(r *result.Result, within string, p period) (out []exceedance, err error) {
	for _, scope := range recorders(r, within, halls, channel.SwingMW) {
		v, err := p.means(r, scope+"."+channel.SwingMW)
		if err != nil {
			return nil, err
		}
		some := slices.DeleteFunc(v, func(x float64) bool { return !(x > 0) })
		if len(some) > 1 {
			share, value := duration(some, curveSteps/2)
			out = append(out, exceedance{name: called(scope), value: value, share: share})
		}
	}
	return out, nil
}

// readConnections reads the span of the minutes' power within each hour at each
// campus' connection point, and by how much it differs from hour to hour, whichever
// way.
func readConnections(r *result.Result, within string, p period) (spans, changes []exceedance, err error) {
	for _, scope := range recorders(r, within, campuses, channel.SentPowerMW) {
		s, err := series(r, scope+"."+channel.SentPowerMW)
		if err != nil {
			return nil, nil, err
		}
		var span, change []float64
		v := s.Mean[p.first:p.last]
		for i := range v {
			if v[i] > 0 {
				span = append(span, float64(s.Max[p.first+i]-s.Min[p.first+i]))
			}
			if i > 0 && v[i] > 0 && v[i-1] > 0 {
				change = append(change, math.Abs(float64(v[i]-v[i-1])))
			}
		}
		if len(change) > 1 {
			share, value := duration(span, curveSteps/2)
			spans = append(spans, exceedance{name: called(scope), value: value, share: share})
			changes = append(changes, exceed(called(scope), change))
		}
	}
	return spans, changes, nil
}

// colourByCampus gives the curves of a campus and of its halls one colour, and numbers
// its halls; those of a single campus have colours of their own. It returns the campuses.
func colourByCampus(lists ...[]exceedance) (known []string) {
	halls := map[string]int{}
	for _, all := range lists {
		for i := range all {
			campus, _, isHall := strings.Cut(all[i].name, ", ")
			if !slices.Contains(known, campus) {
				known = append(known, campus)
			}
			all[i].col = distinct(slices.Index(known, campus))
			if isHall {
				all[i].hall = halls[campus]
				halls[campus]++
			}
		}
	}
	for _, all := range lists {
		for i := range all {
			if len(known) == 1 {
				all[i].col, all[i].hall = distinct(all[i].hall), 0
			}
		}
	}
	return known
}

// campusKey names the colours of several campuses.
func campusKey(campuses []string) (key []keyEntry) {
	for i, name := range campuses {
		if len(campuses) > 1 {
			key = append(key, keyEntry{label: name, col: distinct(i), line: true})
		}
	}
	return key
}

// hallKey tells the halls of a campus apart: by their order where several campuses have
// several, by their names where there is one campus.
func hallKey(all []exceedance, campuses int, w words) (key []keyEntry) {
	most := 0
	for _, e := range all {
		most = max(most, e.hall)
		if campuses == 1 && len(all) > 1 {
			key = append(key, keyEntry{label: e.name, col: e.col, line: true})
		}
	}
	if most == 0 {
		return key
	}
	key = []keyEntry{{label: w.say("first hall"), col: ink, line: true}, {label: w.say("second hall"), col: ink, line: true, dashed: true}}
	if most > 1 {
		key = append(key, keyEntry{label: w.say("further halls"), col: ink, line: true, dotted: true})
	}
	return key
}

// exceedancePanel draws distributions over their share or its logarithm: the rare
// changes are what a network feels.
func (st *stack) exceedancePanel(all []exceedance, top float64, log bool, label string, t *table, what string) panel {
	p := panel{Plot: st.plot(st.words.say("share of hours"))}
	least := 1.0
	for _, e := range all {
		y := make([]float64, len(e.share))
		for j, v := range e.share {
			if y[j] = v; log {
				y[j] = math.Log10(v)
			}
			t.add(e.name+" "+what, cell(e.value[j]), cell(v))
		}
		least = min(least, e.share[0])
		sty := draw.LineStyle{Color: e.col, Width: st.style.Line}
		switch {
		case e.hall == 1:
			sty.Dashes = st.style.dashes()
		case e.hall > 1:
			sty.Dashes = st.style.dots()
		}
		p.Add(line{reversed(e.value), reversed(y), sty})
	}
	st.plainAxis(p.Plot, 0, 1.03*top, label)
	p.Y.Min, p.Y.Max = 0, 1.03
	if log {
		p.Y.Min, p.Y.Max, p.Y.Tick.Marker = math.Log10(least), 0.05, logTicks{st.words}
	}
	return p
}
