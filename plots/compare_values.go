package plots

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"caloduc/experiments/result"
	"caloduc/sim/list"
)

// group are the results of one experiment that differ by chance alone.
type group struct {
	name    string
	results []*result.Result
}

// grouped puts the results together that differ in nothing but seed and
// replicate, in the order given, and names them.
func grouped(results []*result.Result) []group { return groupedIn(results, words{}) }

// groupedIn names them in a language.
func groupedIn(results []*result.Result, w words) (out []group) {
	at := map[string]int{}
	for _, r := range results {
		key := inputs(r)
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, group{})
		}
		out[i].results = append(out[i].results, r)
	}
	for i, name := range groupNames(out, w) {
		out[i].name = name
		if n := len(out[i].results); n > 1 {
			out[i].name = fmt.Sprintf("%s (n = %d)", name, n)
		}
	}
	return out
}

// groupNames calls groups by their titles where those differ, or else by the
// settings in which they do, or else by where the results lie.
func groupNames(groups []group, w words) []string {
	title := func(g group) string { return g.results[0].Manifest().Title }
	if names := list.Map(groups, title); allDiffer(names) {
		return names
	}
	if names := list.Map(groups, func(g group) string { return settingsOf(g.results[0], changedAmong(groups), w) }); allDiffer(names) {
		return names
	}
	return list.Map(groups, func(g group) string { return filepath.Base(g.results[0].Dir()) })
}

func allDiffer(names []string) bool {
	return !slices.Contains(names, "") && len(slices.Compact(slices.Sorted(slices.Values(names)))) == len(names)
}

// changedAmong lists the settings in which groups differ.
func changedAmong(groups []group) (out []result.Setting) {
	for _, g := range groups {
		for _, s := range g.results[0].Manifest().Changed {
			known := slices.ContainsFunc(out, func(o result.Setting) bool { return o.Path == s.Path })
			if known || isNotInput(s.Path) {
				continue
			}
			if slices.ContainsFunc(groups, func(o group) bool { return settingOf(o.results[0], s.Path) != settingOf(g.results[0], s.Path) }) {
				out = append(out, s)
			}
		}
	}
	return out
}

// settingOf is a setting of a result, given or default.
func settingOf(r *result.Result, path string) string {
	for _, s := range r.Manifest().Changed {
		if s.Path == path {
			return strings.Trim(s.Value, `"`)
		}
	}
	v, err := r.Setting(path)
	if err != nil {
		return ""
	}
	return v
}

// mostSettings is the number of settings that a group's name says.
const mostSettings = 3

// settingsOf names a result by its values of some settings.
func settingsOf(r *result.Result, settings []result.Setting, w words) string {
	var parts []string
	for i, s := range settings {
		if i == mostSettings {
			parts = append(parts, fill(w.say("and %s more"), fmt.Sprint(len(settings)-i)))
			break
		}
		text := "–"
		if v := settingOf(r, s.Path); v != "" {
			text = v + unitAfter(s.Unit)
		}
		var c result.SweepColumn
		c.Name, c.Unit = s.Path, s.Unit
		parts = append(parts, w.label(c, nil, "")+" "+text)
	}
	return strings.Join(parts, ", ")
}

// unitAfter is a unit behind its number.
func unitAfter(unit string) string {
	switch unit {
	case "", "1":
		return ""
	case "degC":
		unit = "°C"
	}
	return nonBreaking + strings.ReplaceAll(unit, "_per_", "/")
}

// isNotInput tells whether a setting does not change what comes out, but by chance.
func isNotInput(path string) bool {
	return slices.Contains([]string{"seed", "replicate", "title", "question"}, path) || strings.HasPrefix(path, "figure")
}

// inputs tells experiments apart, and not their seeds.
func inputs(r *result.Result) string {
	m := r.Manifest()
	var key strings.Builder
	fmt.Fprintln(&key, m.ModelVersion, m.Start, m.Ending(), m.Zone)
	for _, s := range m.Changed {
		if !isNotInput(s.Path) {
			fmt.Fprintln(&key, s.Path, s.Value)
		}
	}
	for _, in := range m.Inputs {
		if filepath.Ext(in.Path) != ".toml" {
			fmt.Fprintln(&key, in.SHA256)
		}
	}
	return key.String()
}

// interval is an indicator of a group: of one result the value of the whole run
// with the lowest and highest of its whole calendar years, of replicates their
// mean with its 95 % interval by Student's distribution.
type interval struct{ value, lo, hi float64 }

// values, lows and highs are the parts of intervals.
func values(v []interval) []float64 {
	return list.Map(v, func(i interval) float64 { return i.value })
}
func lows(v []interval) []float64  { return list.Map(v, func(i interval) float64 { return i.lo }) }
func highs(v []interval) []float64 { return list.Map(v, func(i interval) float64 { return i.hi }) }

func (g group) interval(name, scope string) interval {
	if len(g.results) == 1 {
		r := g.results[0]
		out := interval{value: r.Total(name, scope), lo: math.NaN(), hi: math.NaN()}
		m := r.Manifest()
		n := 0
		years, v := r.Yearly(name, scope)
		for i, y := range years {
			if math.IsNaN(v[i]) || y.Before(m.Start) || y.AddDate(1, 0, 0).After(ending(m)) {
				continue
			}
			if n++; n == 1 {
				out.lo, out.hi = v[i], v[i]
			}
			out.lo, out.hi = min(out.lo, v[i]), max(out.hi, v[i])
		}
		return out
	}
	return meanOf(g.each(name, scope))
}

// each are the values of the results.
func (g group) each(name, scope string) []float64 {
	return list.Map(g.results, func(r *result.Result) float64 { return r.Total(name, scope) })
}

// meanOf is the mean of values with its 95 % interval by Student's distribution.
func meanOf(v []float64) interval {
	mean, sd := stat.MeanStdDev(v, nil)
	n := float64(len(v))
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975) * sd / math.Sqrt(n)
	return interval{value: mean, lo: mean - half, hi: mean + half}
}

// isExtensive tells whether an indicator grows with the length of its period: a
// year's then says nothing about the run's.
func isExtensive(unit string) bool {
	switch unit {
	case "MWh", "GWh", "TWh", "€", "kg", "t", "m³", "h", "GPU·h", "EFLOP", "FLOP":
		return true
	}
	return false
}

// unitOf is the unit of an indicator.
func unitOf(r *result.Result, name string) string {
	rows, err := r.Indicators()
	if err != nil {
		return ""
	}
	for _, row := range rows {
		if row.Name == name {
			return row.Unit
		}
	}
	return ""
}
