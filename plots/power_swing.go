package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

func init() {
	register("power-swing", "power swings: hours with a swing of chip power within the minute above a value, per hall, and with a change of facility power to the next hour, per campus", powerSwing)
	inFrench(map[string]string{
		"Power swings":                               "Variations de puissance",
		"Swing of chip power within a minute":        "Amplitude de la puissance des puces dans la minute",
		"Change of facility power from hour to hour": "Variation d’une heure à l’autre",
		"swing exceeded (MW)":                        "amplitude dépassée (MW)",
		"change exceeded (MW)":                       "variation dépassée (MW)",
		"share of hours":                             "part des heures",
		"Share of the hours in which the swing of chip power within a minute, and the change of facility power to the next hour, exceed a value.": "Part des heures où l’amplitude de la puissance des puces dans une minute, et la variation de la puissance du site à l’heure suivante, dépassent une valeur.",
	})
}

// exceedance is the distribution of a quantity: the share of the hours above it.
type exceedance struct {
	name         string
	value, share []float64
}

// powerSwing draws the swings of the halls above, the changes of the campuses
// below.
func powerSwing(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	swings, err := readSwings(r, f.Scope, p)
	if err != nil {
		return nil, err
	}
	changes, err := readChanges(r, f.Scope, p)
	if err != nil {
		return nil, err
	}
	if len(swings)+len(changes) == 0 {
		return nil, lacks("channels swing_MW and facility_power_MW", f.Scope)
	}
	st := &stack{style: s, words: w, under: 1, over: 1}
	d := &drawing{width: s.Width, draw: st.draw, title: f.titled(w.say("Power swings")),
		description: w.say("Share of the hours in which the swing of chip power within a minute, and the change of facility power to the next hour, exceed a value."),
		table:       table{head: []string{"curve", "value_MW", "share_of_hours_above"}}}
	for _, list := range [][]exceedance{swings, changes} {
		if len(list) > 0 {
			st.n++
		}
	}
	if len(swings) > 0 {
		q := st.exceedancePanel(swings, 0, false, w.say("swing exceeded (MW)"), &d.table, "swing")
		q.name, q.ownX = w.say("Swing of chip power within a minute"), true
		st.add(q)
	}
	if len(changes) > 0 {
		q := st.exceedancePanel(changes, len(swings), true, w.say("change exceeded (MW)"), &d.table, "change")
		q.name = w.say("Change of facility power from hour to hour")
		st.add(q)
	}
	d.height = st.height()
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
	for _, scope := range recorders(r, within, halls, "swing_MW") {
		v, err := p.means(r, scope+".swing_MW")
		if err != nil {
			return nil, err
		}
		some := slices.DeleteFunc(v, func(x float64) bool { return !(x > 0) })
		if len(some) > 1 {
			share, value := duration(some, curveSteps/2)
			out = append(out, exceedance{called(scope), value, share})
		}
	}
	return out, nil
}

// readChanges reads by how much the facility power of each campus differs from
// hour to hour, whichever way.
func readChanges(r *result.Result, within string, p period) (out []exceedance, err error) {
	for _, scope := range recorders(r, within, campuses, "facility_power_MW") {
		v, err := p.means(r, scope+".facility_power_MW")
		if err != nil {
			return nil, err
		}
		var some []float64
		for i := 1; i < len(v); i++ {
			if v[i] > 0 && v[i-1] > 0 {
				some = append(some, math.Abs(v[i]-v[i-1]))
			}
		}
		if len(some) > 1 {
			out = append(out, exceed(called(scope), some))
		}
	}
	return out, nil
}

// exceedancePanel draws distributions over their share or its logarithm: the rare
// changes are what a network feels.
func (st *stack) exceedancePanel(all []exceedance, first int, log bool, label string, t *table, what string) panel {
	p := panel{Plot: st.style.panel()}
	p.Plot.Add(gridLines{st.style.Hair})
	top, least := 0.0, 1.0
	for i, e := range all {
		y := make([]float64, len(e.share))
		for j, v := range e.share {
			if y[j] = v; log {
				y[j] = math.Log10(v)
			}
			t.add(e.name+" "+what, cell(e.value[j]), cell(v))
		}
		top, least = max(top, highest(e.value)), min(least, e.share[0])
		st.key = append(st.key, keyEntry{label: e.name, col: distinct(first + i), line: true})
		p.Add(line{reversed(e.value), reversed(y), draw.LineStyle{Color: distinct(first + i), Width: st.style.Line}})
	}
	st.plainAxis(p.Plot, 0, 1.03*max(top, 1e-3), label)
	p.Y.Label.Text = st.words.say("share of hours")
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = 0, 1.03, st.ticks()
	if log {
		p.Y.Min, p.Y.Max, p.Y.Tick.Marker = math.Log10(least), 0.05, logTicks{st.words}
	}
	return p
}
