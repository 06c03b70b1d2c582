package plots

import (
	"math"
	"path/filepath"
	"slices"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

// course is the months of one campus in one group of results: its mean over the
// replicates, with the 95 % interval of that where there are several.
type course struct {
	scope, group   string
	months         []time.Time
	mean, low, top []float64
}

// groupsOf are the result and those beside it, replicates together. A result that is
// labelled is called by the name of its directory, which the label stands for.
func groupsOf(r *result.Result, f asked, s Style, w words) []group {
	groups := groupedIn(append([]*result.Result{r}, f.compare...), w)
	for i, g := range groups {
		base := filepath.Base(g.results[0].Dir())
		if s.labels != nil && s.labels.by[base] != "" {
			groups[i].name = base
		}
	}
	return groups
}

// pueCourses are the months of PUE of each campus in each group, campus by campus.
func pueCourses(r *result.Result, f asked, groups []group) (out []course) {
	var scopes []string
	for _, g := range groups {
		for _, one := range g.results {
			for _, scope := range scopesOf(one, f.Scope, channel.PUE) {
				if !slices.Contains(scopes, scope) && (f.Campus == nil || slices.Contains(f.Campus, called(scope))) {
					scopes = append(scopes, scope)
				}
			}
		}
	}
	months := calendarMonths(r.Manifest())
	for _, scope := range scopes {
		for _, g := range groups {
			c := course{scope: scope, group: g.name, months: months}
			each := list.Map(g.results, func(one *result.Result) []float64 { return indicator(one, channel.PUE, scope, months) })
			each = slices.DeleteFunc(each, func(v []float64) bool { return v == nil })
			if len(each) == 0 {
				continue
			}
			for i := range months {
				at := intervalAt(each, i)
				c.mean, c.low, c.top = append(c.mean, at.value), append(c.low, at.lo), append(c.top, at.hi)
			}
			out = append(out, c)
		}
	}
	return out
}

// intervalAt is the mean of the i-th values of replicates with its 95 % interval, which
// one alone does not have.
func intervalAt(each [][]float64, i int) interval {
	v := existing(list.Map(each, func(values []float64) float64 { return values[i] }))
	switch len(v) {
	case 0:
		return interval{value: math.NaN(), lo: math.NaN(), hi: math.NaN()}
	case 1:
		return interval{value: v[0], lo: math.NaN(), hi: math.NaN()}
	}
	return meanOf(v)
}

// replicated tells whether any of the groups has replicates.
func replicated(groups []group) bool {
	return slices.ContainsFunc(groups, func(g group) bool { return len(g.results) > 1 })
}

// lineName is how a line is called where there are lines of several campuses, groups or
// both in one panel.
func lineName(scope, group string, many, groups bool) string {
	switch {
	case many && groups:
		return called(scope) + ", " + group
	case groups:
		return group
	}
	return called(scope)
}
