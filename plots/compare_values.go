package plots

import (
	"fmt"
	"math"
	"path/filepath"
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
// replicate, in the order given.
func grouped(results []*result.Result) (out []group) {
	at := map[string]int{}
	for _, r := range results {
		key := inputs(r)
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, group{name: filepath.Base(r.Dir())})
		}
		out[i].results = append(out[i].results, r)
	}
	for i, g := range out {
		if n := len(g.results); n > 1 {
			out[i].name = fmt.Sprintf("%s (n = %d)", g.name, n)
		}
	}
	return out
}

// inputs tells experiments apart, and not their seeds.
func inputs(r *result.Result) string {
	m := r.Manifest()
	var key strings.Builder
	fmt.Fprintln(&key, m.ModelVersion, m.Start, m.Ending(), m.Zone)
	for _, s := range m.Changed {
		switch s.Path {
		case "seed", "replicate", "title", "question":
		default:
			if !strings.HasPrefix(s.Path, "figure") {
				fmt.Fprintln(&key, s.Path, s.Value)
			}
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

func (g group) interval(name, scope string) interval {
	if len(g.results) == 1 {
		r := g.results[0]
		out := interval{r.Total(name, scope), math.NaN(), math.NaN()}
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
	v := list.Map(g.results, func(r *result.Result) float64 { return r.Total(name, scope) })
	return meanOf(v)
}

// meanOf is the mean of values with its 95 % interval by Student's distribution.
func meanOf(v []float64) interval {
	mean, sd := stat.MeanStdDev(v, nil)
	n := float64(len(v))
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975) * sd / math.Sqrt(n)
	return interval{mean, mean - half, mean + half}
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
