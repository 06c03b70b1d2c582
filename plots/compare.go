package plots

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
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
}

// compareResults draws a panel for each indicator, with a bar for each group of results.
func compareResults(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	if len(f.compare) == 0 {
		return nil, lacks("another result beside it (--compare)", "")
	}
	groups := grouped(append([]*result.Result{r}, f.compare...))
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
	st := &stack{style: s, words: w, n: len(rows), over: 1, each: vg.Length(len(groups))*1.9*s.TextSize + 6.5*s.TextSize}
	st.key = compareKey(groups, rows, w)
	d := st.drawing(f.titled(w.say("Comparison")),
		w.say("Indicators of several results, with intervals."),
		"indicator", "result", "results", "value", "low", "high")
	for _, c := range rows {
		st.add(panel{Plot: st.comparePlot(groups, c), name: c.label, ownX: true})
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
			years = years || !math.IsNaN(c.values[i].lo)
		}
	}
	if single {
		key = append(key, keyEntry{label: w.say("whole run"), col: colour(0)})
	}
	if years {
		key = append(key, keyEntry{label: w.say("lowest to highest year"), col: ink, line: true})
	}
	if many {
		key = append(key, keyEntry{label: w.say("mean of replicates"), col: colour(2)}, keyEntry{label: w.say("95 % interval of a mean"), col: ink, line: true})
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
	}
	return c, ok
}

// comparePlot draws the bars of one indicator, the first result uppermost. A PUE
// begins at 1, all else at 0.
func (st *stack) comparePlot(groups []group, c comparison) *plot.Plot {
	p := st.style.panel()
	b := rowBars{style: st.style, words: st.words, values: c.values}
	if strings.HasPrefix(c.indicator, channel.PUE) {
		b.base = 1
	}
	top := b.base
	for i, v := range c.values {
		top = max(top, zero(v.value), zero(v.hi))
		b.base = min(b.base, zero(v.value), zero(v.lo))
		b.cols = append(b.cols, colour(0))
		if len(groups[i].results) > 1 {
			b.cols[i] = colour(2)
		}
	}
	if strings.HasPrefix(c.indicator, channel.PUE) {
		b.base = 1
	}
	b.fixed = max(0, 3-int(math.Floor(math.Log10(max(top, 1e-9)))))
	names := list.Map(groups, func(g group) string { return g.name })
	rowAxis(p, names)
	st.plainAxis(p, b.base, b.base+1.18*max(top-b.base, 1e-9), "")
	p.Add(b)
	return p
}

// rowAxis names rows on a panel's vertical axis, the first uppermost.
func rowAxis(p *plot.Plot, names []string) plot.ConstantTicks {
	ticks := make(plot.ConstantTicks, len(names))
	for i, name := range names {
		ticks[i] = plot.Tick{Value: float64(len(names) - 1 - i), Label: name}
	}
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker, p.Y.Tick.Length = -0.6, float64(len(names))-0.4, ticks, 0
	return ticks
}

// rowBars are bars side by side from a common base, with the interval of each and
// its value at the end.
type rowBars struct {
	style  Style
	words  words
	base   float64
	values []interval
	cols   []color.NRGBA
	fixed  int // decimals of the values, where they are fixed
}

// Plot implements plot.Plotter.
func (b rowBars) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	sty := b.style.aligned(noteShare, ink, draw.XLeft, draw.YCenter)
	for i, v := range b.values {
		row := float64(len(b.values) - 1 - i)
		if math.IsNaN(v.value) {
			continue
		}
		l, r, foot, top := fx(b.base), fx(v.value), fy(row-0.3), fy(row+0.3)
		c.FillPolygon(b.cols[i], []vg.Point{{X: l, Y: foot}, {X: r, Y: foot}, {X: r, Y: top}, {X: l, Y: top}})
		end := r
		if !math.IsNaN(v.lo) {
			end = max(end, fx(v.hi))
			thin := draw.LineStyle{Color: ink, Width: 0.8 * b.style.Line}
			y, cap := fy(row), 0.25*b.style.TextSize
			c.StrokeLine2(thin, max(fx(v.lo), l), y, fx(v.hi), y)
			for _, x := range []vg.Length{max(fx(v.lo), l), fx(v.hi)} {
				c.StrokeLine2(thin, x, y-cap, x, y+cap)
			}
		}
		text := b.words.digits(v.value, 4)
		if b.fixed > 0 && v.value != 0 {
			text = b.words.number(v.value, b.fixed)
		}
		c.FillText(sty, vg.Point{X: end + 0.4*b.style.TextSize, Y: fy(row)}, text)
	}
}
