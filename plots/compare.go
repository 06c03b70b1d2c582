package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

// compareKind is the kind that puts several results side by side.
const compareKind = "compare"

var compareResultsFrench = map[string]string{
	"Comparison":              "Comparaison",
	"mean of replicates":      "moyenne des réplicats",
	"95 % interval of a mean": "intervalle à 95 % d’une moyenne",
	"Cost":                    "Coût",
	"WUE":                     "WUE",
	"Carbon intensity":        "Intensité carbone",
	"each replicate":          "chaque réplicat",
	"none":                    "aucune valeur",
	" (%s to %s)":             " (%s à %s)",
	"and %s more":             "et %s autres",
	"Indicators of several results, with intervals.": "Indicateurs de plusieurs résultats, avec intervalles.",
}

// compared are the indicators that the figure shows unless it is told which.
var compared = []string{channel.PUE, channel.WUELPerKWh, channel.CostEURPerGPUh, channel.Goodput, channel.CarbonIntensityGPerKWh}

// indicatorNames are those of well-known indicators.
var indicatorNames = map[string]string{channel.PUE: "PUE", channel.WUELPerKWh: phrase("WUE"), channel.CostEURPerGPUh: phrase("Cost"), channel.Goodput: phrase("Goodput"),
	channel.CarbonIntensityGPerKWh: phrase("Carbon intensity")}

// comparison is one indicator over all groups.
type comparison struct {
	indicator, label string
	values           []interval
	each             [][]float64 // of the replicates, where there are some
}

// compareResults draws a panel for each indicator. Its reader wants to know which of
// the results is better, by how much, and whether by more than chance: a row for each
// result is named after what it changes, its bar begins at nothing (a PUE at 1), and
// its number stands with its interval and the difference from the first.
func compareResults(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	if len(f.compare) == 0 {
		return nil, lacks("another result beside it (--compare)", "")
	}
	groups := groupedIn(append([]*result.Result{r}, f.compare...), w)
	names := compared
	if f.Channel != "" {
		names = strings.Split(strings.ReplaceAll(f.Channel, " ", ""), ",")
	}
	var rows []comparison
	for _, name := range names {
		if c, ok := readComparison(r, groups, name, f.Scope, w); ok {
			rows = append(rows, c)
		}
	}
	if len(rows) == 0 {
		return nil, lacks("indicator "+strings.Join(names, ", "), f.Scope)
	}
	st := &stack{style: s, words: w, n: len(rows), over: 1}
	st.key = compareKey(groups, rows, w)
	d := st.drawing(f.titled(w.say("Comparison")),
		w.say("Indicators of several results, with intervals."),
		"indicator", "result", "results", "value", "low", "high")
	for _, c := range rows {
		chart := st.compareChart(groups, c)
		st.each = max(st.each, chart.height("")+st.heading())
		lo, hi := c.extent()
		st.add(panel{Plot: chart.plot(lo, hi, ""), name: c.label, ownX: true})
		for i, v := range c.values {
			d.table.add(c.indicator, groups[i].name, fmt.Sprint(len(groups[i].results)), cell(v.value), cell(v.lo), cell(v.hi))
		}
	}
	return d, nil
}

// compareKey explains the bars that there are: of one result each, or of replicates.
func compareKey(groups []group, rows []comparison, w words) (key []keyEntry) {
	single, years, many := false, false, false
	for i, g := range groups {
		if len(g.results) > 1 {
			many = true
			continue
		}
		single = true
		for _, c := range rows {
			years = years || c.values[i].hi > c.values[i].lo
		}
	}
	if single {
		key = append(key, keyEntry{label: w.say("whole run"), col: tint(colour(0), 0.55)})
	}
	if years {
		key = append(key, keyEntry{label: w.say("lowest to highest year"), col: ink, line: true})
	}
	if many {
		key = append(key, keyEntry{label: w.say("mean of replicates"), col: tint(colour(2), 0.55)}, keyEntry{label: w.say("each replicate"), col: ink, round: true}, keyEntry{label: w.say("95 % interval of a mean"), col: ink, line: true})
	}
	return key
}

// readComparison reads an indicator of every group, and tells whether any has it.
func readComparison(r *result.Result, groups []group, name, scope string, w words) (c comparison, ok bool) {
	unit := unitOf(r, name)
	c = comparison{indicator: name, label: name}
	if known := indicatorNames[name]; known != "" {
		c.label = w.say(known)
	}
	if unit != "" {
		c.label += " (" + unit + ")"
	}
	for _, g := range groups {
		v := g.interval(name, scope)
		if isExtensive(unit) && len(g.results) == 1 {
			v.lo, v.hi = math.NaN(), math.NaN()
		}
		ok = ok || !math.IsNaN(v.value)
		c.values = append(c.values, v)
		var each []float64
		if len(g.results) > 1 {
			each = g.each(name, scope)
		}
		c.each = append(c.each, each)
	}
	return c, ok
}

// base is where the bars of an indicator begin.
func (c comparison) base() float64 {
	if c.isPUE() {
		return 1
	}
	return 0
}

func (c comparison) isPUE() bool { return strings.HasPrefix(c.indicator, channel.PUE) }

// extent is the range of an axis for the bars.
func (c comparison) extent() (lo, hi float64) {
	lo, hi = c.base(), c.base()
	for i, v := range c.values {
		for _, x := range append([]float64{v.value, v.lo, v.hi}, c.each[i]...) {
			if !math.IsNaN(x) {
				lo, hi = min(lo, x), max(hi, x)
			}
		}
	}
	if hi == lo {
		hi = lo + 1
	}
	margin := 0.03 * (hi - lo) // room for the first of the axis' numbers
	return lo - margin, hi + margin
}

// compareChart has a row for each group, the first result uppermost.
func (st *stack) compareChart(groups []group, c comparison) rowChart {
	chart := rowChart{st: st, base: c.base()}
	for i, v := range c.values {
		col := colour(0)
		if len(groups[i].results) > 1 {
			col = colour(2)
		}
		each := c.each[i]
		row := chartRow{name: groups[i].name, value: c.number(i, len(groups[i].results) > 1, st.words)}
		row.bar = func(c draw.Canvas, x func(float64) vg.Length, y vg.Length) {
			if math.IsNaN(v.value) {
				return
			}
			rectangle(c, tint(col, 0.55), x(chart.base), x(v.value), y, 0.5*st.style.TextSize)
			c.StrokeLine2(draw.LineStyle{Color: col, Width: 1.5 * st.style.Line}, x(v.value), y-0.5*st.style.TextSize, x(v.value), y+0.5*st.style.TextSize)
			for _, one := range each {
				if !math.IsNaN(one) {
					disc(c, vg.Point{X: x(one), Y: y}, 0.16*st.style.TextSize, ink)
				}
			}
			st.style.whisker(c, x(v.lo), x(v.hi), y)
		}
		chart.rows = append(chart.rows, row)
	}
	return chart
}

// number is what a row says: its value with as many decimals as its interval is
// known to, that interval, and the difference from the first row.
func (c comparison) number(i int, replicates bool, w words) string {
	v := c.values[i]
	if math.IsNaN(v.value) {
		return w.say("none")
	}
	places := 0
	if beyond := math.Abs(v.value - c.base()); beyond > 0 {
		places = min(9, max(0, 3-int(math.Floor(math.Log10(beyond)))))
	}
	if half := (v.hi - v.lo) / 2; half > 0 {
		places = min(places, max(0, 1-int(math.Floor(math.Log10(half)))))
	}
	text := w.number(v.value, places)
	switch {
	case replicates && v.hi > v.lo:
		text += " ± " + w.number((v.hi-v.lo)/2, places)
	case v.hi > v.lo:
		text += fill(w.say(" (%s to %s)"), w.number(v.lo, places), w.number(v.hi, places))
	}
	first := c.values[0].value
	if i == 0 || math.IsNaN(first) || v.value == first {
		return text
	}
	by := w.number(v.value-first, places)
	if !c.isPUE() && first != 0 {
		by = w.number(100*(v.value/first-1), 1) + nonBreaking + "%"
	}
	if !strings.HasPrefix(by, "−") {
		by = "+" + by
	}
	return text + ",  " + by
}
