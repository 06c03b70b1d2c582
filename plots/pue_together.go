package plots

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

// pueTogether draws lines of PUE in common axes: those of all campuses in one panel, or
// of several results in a panel for each campus. Replicates are one line, with the
// interval of their mean.
func pueTogether(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	groups := groupsOf(r, f, s, w)
	courses := pueCourses(r, f, groups)
	if len(courses) == 0 {
		return nil, lacks("indicator "+channel.PUE, f.Scope)
	}
	var scopes []string
	for _, c := range courses {
		if !slices.Contains(scopes, c.scope) {
			scopes = append(scopes, c.scope)
		}
	}
	together := s.together() || len(scopes) == 1
	st := &stack{style: s, words: w, n: len(scopes), over: 1}
	if together {
		st.n, st.over = 1, 0
	}
	d := st.drawing(f.titled(w.say("PUE over the years")), w.say("Power usage effectiveness by month, in common axes."), "campus", "line", "month", "pue", "pue_low", "pue_high")
	d.several = len(f.compare) > 0
	lo, hi := coursesSpan(courses)
	for i, scope := range scopes {
		if together && i > 0 {
			break
		}
		p := panel{Plot: st.runPlot("PUE", r.Manifest())}
		if !together {
			p.name = called(scope)
		}
		p.Y.Min, p.Y.Max = lo, hi
		n := 0
		for _, c := range courses {
			if !together && c.scope != scope {
				continue
			}
			name := lineName(c.scope, c.group, together && len(scopes) > 1, len(groups) > 1)
			x, pick := monthSteps(c.months, r.Manifest().Start, ending(r.Manifest()))
			col := distinct(n)
			p.Add(band{x, pick(c.low), pick(c.top), tint(col, 0.3)}, line{x, pick(c.mean), draw.LineStyle{Color: col, Width: s.Line}})
			if n++; i == 0 {
				st.key = append(st.key, keyEntry{label: name, col: col, line: true})
			}
			for j, m := range c.months {
				d.table.add(p.name, name, m.Format("2006-01"), cell(c.mean[j]), cell(c.low[j]), cell(c.top[j]))
			}
		}
		st.add(p)
	}
	if replicated(groups) {
		st.key = append(st.key, keyEntry{label: w.say("95 % interval of a mean"), col: tint(grey, 0.4)})
	}
	return d, nil
}

// coursesSpan is the common axis of lines of PUE, which begins at 1; a start-up month
// does not flatten all others.
func coursesSpan(courses []course) (lo, hi float64) {
	var like []monthlyPUE
	for _, c := range courses {
		highest := slices.Clone(c.mean)
		for i, top := range c.top {
			highest[i] = max(highest[i], zero(top))
		}
		like = append(like, monthlyPUE{max: highest, p95: highest})
	}
	hi, _ = pueTop(like)
	return 1, cmp.Or(hi, 1.05)
}
