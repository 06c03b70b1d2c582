package plots

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var loadDurationFrench = map[string]string{
	"Load duration":            "Monotone de charge",
	"facility power":           "puissance du site",
	"IT load":                  "charge informatique",
	"all campuses":             "tous les sites",
	"power (MW)":               "puissance (MW)",
	"hours per year with more": "heures par an au-dessus",
	"hours with more":          "heures au-dessus",
	"Hours in which facility power and IT load exceed a value, in common axes.": "Heures pendant lesquelles la puissance du site et la charge informatique dépassent une valeur, sur des axes communs.",
	"since %s": "depuis %s",
	"Hours in which facility power and IT load exceed a value, per campus and together, counted from the first in which there is any.": "Heures pendant lesquelles la puissance du site et la charge informatique dépassent une valeur, par site et ensemble, comptées depuis la première où il y en a.",
}

// curveSteps is the number of steps to which a sorted curve is thinned.
const curveSteps = 400

// sortedLoad is one panel of the figure.
type sortedLoad struct {
	name         string
	facility, it []float64 // by hour, from the first with IT load on
	opened       int       // that hour, of the period
}

// opens leaves out the hours before the load begins, in which there is no campus.
func (l *sortedLoad) opens() {
	for l.opened < len(l.it) && !(l.it[l.opened] > 0) {
		l.opened++
	}
	if l.opened == len(l.it) {
		l.opened = 0
	}
	l.facility, l.it = l.facility[l.opened:], l.it[l.opened:]
}

// since is the month from which on hours are counted, where that is not the beginning.
func (l sortedLoad) since(p period, w words) []keyEntry {
	if l.opened == 0 {
		return nil
	}
	t := p.times[p.first+l.opened]
	return []keyEntry{{sample: fill(w.say("since %s"), w.month(t)+" "+t.Format("2006"))}}
}

// loadDuration draws a panel for each campus, and one for all together.
func loadDuration(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	if s.together() || len(f.compare) > 0 {
		return loadsTogether(r, f, s, w)
	}
	loads, err := readLoads(r, f.Scope, p, w)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, under: 1, n: len(loads), key: []keyEntry{
		{label: w.say("facility power"), col: colour(0), line: true},
		{label: w.say("IT load"), col: colour(1), line: true}}}
	for _, l := range loads {
		st.over = max(st.over, st.headLines(l.name, l.since(p, w)))
	}
	span, label := p.axis(w.say("hours with more"), w.say("hours per year with more"))
	if slices.ContainsFunc(loads, func(l sortedLoad) bool { return l.opened > 0 }) {
		span, label = 8766, w.say("hours per year with more") // of the year from the opening on
	}
	d := st.drawing(f.titled(w.say("Load duration")),
		w.say("Hours in which facility power and IT load exceed a value, per campus and together, counted from the first in which there is any."),
		"campus", "hours_above_h", "facility_power_MW", "it_power_MW")
	for _, l := range loads {
		share, facility := duration(l.facility, curveSteps)
		_, it := duration(l.it, curveSteps)
		x := scaled(share, span)
		p := panel{Plot: st.plot(w.say("power (MW)")), name: l.name, key: l.since(p, w)}
		p.Y.Min, p.Y.Max = 0, 1.04*cmp.Or(highest(facility), 1)
		p.leastX, p.leastY = x[min(1, len(x)-1)], leastOf(facility, it)
		st.plainAxis(p.Plot, 0, span, label)
		p.Add(
			line{x, facility, draw.LineStyle{Color: colour(0), Width: s.Line}},
			line{x, it, draw.LineStyle{Color: colour(1), Width: s.Line}})
		st.add(p)
		for i := range x {
			d.table.add(l.name, cell(x[i]), cell(facility[i]), cell(it[i]))
		}
	}
	return d, nil
}

// readLoads reads the hourly loads of the campuses, and their sum where they are
// several.
func readLoads(r *result.Result, within string, p period, w words) ([]sortedLoad, error) {
	scopes := recorders(r, within, campuses, channel.FacilityPowerMW, channel.ITPowerMW)
	if len(scopes) == 0 {
		return nil, lacks("channels "+channel.FacilityPowerMW+" and "+channel.ITPowerMW, within)
	}
	var loads []sortedLoad
	all := sortedLoad{name: w.say("all campuses")}
	for _, scope := range scopes {
		v, err := p.of(r, scope, channel.FacilityPowerMW, channel.ITPowerMW)
		if err != nil {
			return nil, err
		}
		l := sortedLoad{name: called(scope), facility: v[0], it: v[1]}
		loads = append(loads, l)
		all.facility, all.it = add(all.facility, l.facility), add(all.it, l.it)
	}
	if len(loads) > 1 {
		loads = append(loads, all)
	}
	for i := range loads {
		loads[i].opens()
	}
	return loads, nil
}

// leastOf is the smallest value above nothing, 0 where there is none.
func leastOf(lists ...[]float64) (least float64) {
	for _, v := range lists {
		for _, x := range v {
			if x > 0 && (least == 0 || x < least) {
				least = x
			}
		}
	}
	return least
}
