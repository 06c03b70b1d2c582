package plots

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/plot"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

var zonesFrench = map[string]string{
	"nuclear":         "nucléaire",
	"hydropower":      "hydraulique",
	"wind":            "éolien",
	"sun":             "solaire",
	"bioenergy":       "bioénergies",
	"coal":            "charbon",
	"gas":             "gaz",
	"oil":             "fioul",
	"stores":          "stockage",
	"net imports":     "importations nettes",
	"reserve and cut": "réserve et délestage",
}

// A source of a zone: several technologies of its dispatch that a figure shows as one.
type zoneSource struct {
	name, column string
	parts        []string // technologies; a minus sign takes a channel away
	col          color.NRGBA
}

// zoneSources are those from the ground up.
var zoneSources = []zoneSource{
	{phrase("nuclear"), "nuclear", []string{"nuclear"}, colour(0)},
	{phrase("hydropower"), "hydropower", []string{"run_of_river", "reservoir"}, colour(5)},
	{phrase("bioenergy"), "bioenergy", []string{"bioenergy"}, shaded(colour(2))},
	{phrase("wind"), "wind", []string{"wind"}, colour(2)},
	{phrase("sun"), "sun", []string{"solar"}, colour(6)},
	{phrase("coal"), "coal", []string{"lignite", "coal"}, shaded(grey)},
	{phrase("gas"), "gas", []string{"gas", "gas_chp", "gas_peak"}, colour(1)},
	{phrase("oil"), "oil", []string{"oil"}, shaded(colour(1))},
	{phrase("stores"), "stores", []string{"pumped", "battery"}, colour(4)},
	{phrase("net imports"), "net imports", []string{"elsewhere", "-" + channel.NetExportMW}, tint(grey, 0.45)},
	{phrase("reserve and cut"), "reserve and cut", []string{"scarcity"}, ink},
}

// hubOf is the scope of the zone whose output a result holds by technology, "" without
// one.
func hubOf(r *result.Result) string {
	for _, c := range r.Match("dispatch.zone.*." + channel.ZoneDemandMW) {
		return c.Scope
	}
	return ""
}

// zoneName is what a zone's scope calls it.
func zoneName(scope string) string { return scope[strings.LastIndexByte(scope, '.')+1:] }

// readSources reads a zone's sources; those that never count are left out.
func readSources(scope string, w words, read func(name string) ([]float64, error)) (out []monthly, err error) {
	most := 0.0
	for _, z := range zoneSources {
		var sum []float64
		for _, part := range z.parts {
			name, sign := part+"_"+channel.OutputPowerMW, 1.0
			if rest, minus := strings.CutPrefix(part, "-"); minus {
				name, sign = rest, -1
			}
			v, err := read(scope + "." + name)
			if err != nil {
				return nil, err
			}
			sum = add(sum, scaled(v, sign))
		}
		out = append(out, monthly{w.say(z.name), z.column, z.col, sum})
		most = max(most, highest(sum))
	}
	return slices.DeleteFunc(out, func(m monthly) bool {
		return !slices.ContainsFunc(m.values, func(x float64) bool { return math.Abs(x) > 1e-3*most })
	}), nil
}

// keyOfSources explains sources by their colours.
func keyOfSources(all []monthly) []keyEntry {
	return list.Map(all, func(m monthly) keyEntry { return keyEntry{label: m.name, col: m.col} })
}

// meansOfMonths are the means of a channel month by month, weighted by the sum of others
// where they are named.
func meansOfMonths(r *result.Result, name string, weights []string, months []time.Time) ([]float64, error) {
	times, err := r.Times()
	if err != nil {
		return nil, err
	}
	v, err := means(r, name)
	if err != nil {
		return nil, err
	}
	var by []float64
	for _, weight := range weights {
		w, err := means(r, weight)
		if err != nil {
			return nil, err
		}
		by = add(by, wide(w))
	}
	sum, all := make([]float64, len(months)), make([]float64, len(months))
	for i, t := range times[:len(v)] {
		k := 12*(t.Year()-months[0].Year()) + int(t.Month()-months[0].Month())
		if k < 0 || k >= len(months) || math.IsNaN(float64(v[i])) {
			continue
		}
		part := 1.0
		if by != nil {
			part = by[i]
		}
		sum[k] += part * float64(v[i])
		all[k] += part
	}
	for k := range sum {
		sum[k] /= all[k]
	}
	return sum, nil
}

// stackAround stacks positive values upwards and negative ones downwards, each list in
// the shape that its points have on the axis, and returns the ends.
func stackAround(p *plot.Plot, x []float64, all []monthly, shape func([]float64) []float64, unit float64) (low, high float64) {
	n := 0
	if len(all) > 0 {
		n = len(all[0].values)
	}
	up, down := make([]float64, n), make([]float64, n)
	for _, a := range all {
		head, foot := slices.Clone(up), slices.Clone(down)
		for i, v := range zeroes(a.values) {
			head[i] += max(v, 0) / unit
			foot[i] += min(v, 0) / unit
		}
		if !slices.Equal(head, up) {
			p.Add(band{x, shape(up), shape(head), a.col})
		}
		if !slices.Equal(foot, down) {
			p.Add(band{x, shape(foot), shape(down), a.col})
		}
		up, down = head, foot
	}
	return min(0, lowestOr(down)), highest(up)
}

// lowestOr is the lowest value, 0 without one.
func lowestOr(v []float64) float64 {
	if low := lowest(v); !math.IsInf(low, 0) {
		return low
	}
	return 0
}
