package plots

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

// sharedLoad is a line of loads in common axes.
type sharedLoad struct {
	sortedLoad
	panel, line string
}

// loadsTogether draws the load duration curves of all campuses in one panel, or of
// several results in a panel for each campus, in a colour each. Replicates are one line,
// of the hours of all.
func loadsTogether(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	all, panels, span, label, err := readTogether(r, f, s, w)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, under: 1, n: len(panels), over: min(1, len(panels)-1)}
	d := st.drawing(f.titled(w.say("Load duration")), w.say("Hours in which facility power and IT load exceed a value, in common axes."),
		"campus", "line", "hours_above_h", "facility_power_MW", "it_power_MW")
	d.several = len(f.compare) > 0
	for i, name := range panels {
		q := panel{Plot: st.plot(w.say("power (MW)"))}
		if len(panels) > 1 {
			q.name = name
		}
		lines := slices.DeleteFunc(slices.Clone(all), func(o sharedLoad) bool { return o.panel != name })
		q.Y.Min, q.Y.Max = 0, 1e-9
		for n, o := range lines {
			st.sharedCurve(&q, o, distinct(n), span, &d.table)
			if i == 0 {
				st.key = append(st.key, keyEntry{label: o.line, col: distinct(n), line: true})
			}
		}
		st.plainAxis(q.Plot, 0, span, label)
		st.add(q)
	}
	st.key = append(st.key, keyEntry{label: w.say("facility power"), col: ink, line: true}, keyEntry{label: w.say("IT load"), col: ink, line: true, dashed: true})
	return d, nil
}

// sharedCurve adds a line to a panel, and its numbers to the table.
func (s *stack) sharedCurve(q *panel, o sharedLoad, col color.Color, span float64, t *table) {
	share, facility := duration(o.facility, curveSteps)
	_, it := duration(o.it, curveSteps)
	x := scaled(share, span)
	q.Y.Max, q.leastX, q.leastY = max(q.Y.Max, 1.04*highest(facility)), x[min(1, len(x)-1)], min(cmp.Or(q.leastY, math.Inf(1)), leastOf(facility, it))
	q.Add(line{x, facility, draw.LineStyle{Color: col, Width: s.style.Line}},
		line{x, it, draw.LineStyle{Color: col, Width: 0.7 * s.style.Line, Dashes: s.style.dashes()}})
	for j := range x {
		t.add(o.panel, o.line, cell(x[j]), cell(facility[j]), cell(it[j]))
	}
}

// readTogether reads the loads of every campus in every group of results, the panels that
// show them, and the length and label of their axis.
func readTogether(r *result.Result, f asked, s Style, w words) (all []sharedLoad, panels []string, span float64, label string, err error) {
	groups := groupsOf(r, f, s, w)
	for _, g := range groups {
		first := len(all)
		for _, one := range g.results {
			p, err := periodOf(one, f.Figure)
			if err != nil {
				return nil, nil, 0, "", err
			}
			if one == r {
				span, label = p.axis(w.say("hours with more"), w.say("hours per year with more"))
			}
			loads, err := readLoads(one, f.Scope, p, w)
			if err != nil {
				return nil, nil, 0, "", err
			}
			for _, l := range loads {
				o := sharedLoad{l, l.name, g.name}
				if s.together() {
					o.panel, o.line = "", lineName("campus."+l.name, g.name, true, len(groups) > 1)
				}
				if s.together() && l.name == w.say("all campuses") {
					continue
				}
				if i := slices.IndexFunc(all[first:], func(b sharedLoad) bool { return b.name == l.name }); i >= 0 { // a replicate's
					b := &all[first+i]
					b.facility, b.it = slices.Concat(b.facility, l.facility), slices.Concat(b.it, l.it)
					continue
				}
				if all = append(all, o); !slices.Contains(panels, o.panel) {
					panels = append(panels, o.panel)
				}
			}
		}
	}
	if slices.ContainsFunc(all, func(l sharedLoad) bool { return l.opened > 0 }) {
		span, label = 8766, w.say("hours per year with more") // of the year from the opening on
	}
	return all, panels, span, label, nil
}
