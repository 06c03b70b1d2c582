package plots

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

var costOverYearsFrench = map[string]string{
	"electricity":                          "électricité",
	"grid":                                 "réseau",
	"excise duty":                          "accise",
	"water":                                "eau",
	"buildings and plant":                  "bâtiments et installations",
	"accelerators":                         "accélérateurs",
	"operation":                            "exploitation",
	"capacity":                             "capacité",
	"nuclear payment":                      "versement nucléaire",
	"demand response":                      "effacement",
	"heat sold":                            "chaleur vendue",
	"other":                                "autres",
	"€ thousand per year":                  "milliers d’€ par an",
	"€ thousand, cumulated":                "milliers d’€, cumulés",
	"€ million per year":                   "millions d’€ par an",
	"€ million, cumulated":                 "millions d’€, cumulés",
	"€ billion per year":                   "milliards d’€ par an",
	"€ billion, cumulated":                 "milliards d’€, cumulés",
	"Cost over the years":                  "Coût au fil des années",
	"too thin to see:":                     "trop mince pour être vu :",
	"total, 95 % interval over replicates": "total, intervalle à 95 % sur les réplicats",
	"Cost by kind for each year, and cumulated.": "Coût par poste pour chaque année, et cumulé.",
}

// costKinds are the accounts of the figure from the ground up, as far as a
// result has them: the indicator, how it is called, its colour. What the total
// holds beyond them is drawn as "other".
var costKinds = []struct {
	indicator, name string
	colour          int
}{
	{channel.CostFacilityEUR, "buildings and plant", 0},
	{channel.CostAcceleratorsEUR, "accelerators", 5},
	{channel.CostOMEUR, "operation", 4},
	{channel.CostElectricityEUR, "electricity", 3},
	{channel.CostGridEUR, "grid", 1},
	{channel.CostExciseEUR, "excise duty", 6},
	{channel.CostWaterEUR, "water", 2},
}

// incomes are what is had back, drawn below nothing.
var incomes = []struct {
	indicator, name string
	colour          color.NRGBA
}{
	{channel.IncomeHeatEUR, phrase("heat sold"), grey},
	{channel.IncomeVNUEUR, phrase("nuclear payment"), shaded(colour(0))},
	{channel.IncomeResponseEUR, phrase("demand response"), shaded(colour(2))},
}

// costOverYears draws yearly costs as stacked bars, and their cumulated sum below: of
// replicates their mean, with the interval of the total.
func costOverYears(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	replicates := groupsOf(r, f, s, w)[0].results
	years, costs := meanCosts(replicates, f.Scope)
	if len(costs) == 0 {
		return nil, lacks("indicators cost_…_EUR", f.Scope)
	}
	st := &stack{style: s, words: w, n: 2}
	sums := cumulate(costs)
	unit, perYear, summed := moneyUnit(sums)
	d := st.drawing(f.titled(w.say("Cost over the years")), w.say("Cost by kind for each year, and cumulated."), "year")
	d.several = len(replicates) > 1
	whole := 0.0
	for _, c := range sums {
		whole += c.values[len(years)-1]
		d.table.head = append(d.table.head, c.indicator)
	}
	st.key = costKey(sums, whole, w)
	all := totals(costs)
	if all != nil && len(years) > 1 {
		st.over = 1
	}
	if len(years) == 1 { // nothing to cumulate, and one bar tells little
		st.n, st.key = 1, nil
		st.costRows(costs, unit, strconv.Itoa(years[0])+", "+w.say(perYear), whole)
	} else {
		st.add(st.costPanel(costs, years, unit, w.say(perYear)))
		st.add(st.costPanel(sums, years, unit, w.say(summed)))
	}
	if all != nil {
		mark := keyEntry{label: w.say("95 % interval over replicates"), col: ink, line: true}
		if len(years) > 1 {
			mark = keyEntry{label: w.say("total, 95 % interval over replicates"), sample: "± 1" + nonBreaking + "%"}
		}
		st.key = append(st.key, mark)
		d.table.head = append(d.table.head, channel.CostTotalEUR, channel.CostTotalEUR+"_low", channel.CostTotalEUR+"_high")
	}
	for i, y := range years {
		row := list.Map(costs, func(c account) string { return cell(c.values[i]) })
		if all != nil {
			row = append(row, cell(all[i].value), cell(all[i].lo), cell(all[i].hi))
		}
		d.table.add(append([]string{strconv.Itoa(y)}, row...)...)
	}
	return d, nil
}

// leastSeen is the share of the whole below which a part of a bar is not seen.
const leastSeen = 0.01

// costKey names the parts of the bars with their shares; those too thin to be seen have
// no colour there.
func costKey(sums []account, whole float64, w words) (key []keyEntry) {
	var thin []keyEntry
	for _, c := range sums {
		share := c.values[len(c.values)-1] / whole
		if math.Abs(share) < leastSeen {
			thin = append(thin, keyEntry{sample: w.say(c.name) + " " + w.percent(share)})
			continue
		}
		key = append(key, keyEntry{label: w.say(c.name) + ", " + w.percent(share), col: c.col})
	}
	if thin != nil {
		key = append(append(key, keyEntry{sample: w.say("too thin to see:")}), thin...)
	}
	return key
}

// meanCosts reads the accounts of a scope, of replicates their means with the values of
// each.
func meanCosts(replicates []*result.Result, within string) (years []int, costs []account) {
	years, costs = readCosts(replicates[0], within)
	if len(replicates) == 1 {
		return years, costs
	}
	costs = nil
	for k, r := range replicates {
		_, own := readCosts(r, within)
		for _, c := range own {
			at := slices.IndexFunc(costs, func(o account) bool { return o.indicator == c.indicator })
			if at < 0 {
				at = len(costs)
				c := c
				c.each = make([][]float64, len(replicates))
				for i := range c.each {
					c.each[i] = make([]float64, len(years))
				}
				costs = append(costs, c)
			}
			copy(costs[at].each[k], c.values)
		}
	}
	for i := range costs {
		costs[i].values = values(costs[i].intervals())
	}
	return years, costs
}

// totals are the sums of accounts in each year with their intervals over replicates, nil
// where there are none.
func totals(costs []account) []interval {
	sum := account{}
	for _, c := range costs {
		if c.each == nil {
			return nil
		}
		for k := range c.each {
			if k == len(sum.each) {
				sum.each = append(sum.each, make([]float64, len(c.values)))
			}
			add(sum.each[k], c.each[k])
		}
	}
	return sum.intervals()
}

// moneyUnit is the unit in which the highest bar has four digits at most, and
// the labels of the two axes.
func moneyUnit(sums []account) (unit float64, perYear, summed string) {
	top := bars{unit: 1, accounts: sums}.top()
	switch {
	case top >= 10e9:
		return 1e9, "€ billion per year", "€ billion, cumulated"
	case top >= 10e6:
		return 1e6, "€ million per year", "€ million, cumulated"
	}
	return 1e3, "€ thousand per year", "€ thousand, cumulated"
}

// readCosts reads the accounts of a scope: of the whole system, or the sum over
// its campuses where the system has none.
func readCosts(r *result.Result, within string) (years []int, costs []account) {
	index := map[int]int{}
	read := func(indicator string) (values []float64) {
		scopes := []string{within}
		if _, v := r.Yearly(indicator, within); len(v) == 0 {
			scopes = scopesOf(r, within, indicator)
		}
		for _, scope := range scopes {
			when, v := r.Yearly(indicator, scope)
			for i, t := range when {
				at, ok := index[t.Year()]
				if !ok {
					at = len(years)
					index[t.Year()] = at
					years = append(years, t.Year())
				}
				for len(values) <= at {
					values = append(values, 0)
				}
				if !math.IsNaN(v[i]) {
					values[at] += v[i]
				}
			}
		}
		return values
	}
	for _, k := range costKinds {
		if v := read(k.indicator); len(v) > 0 {
			costs = append(costs, account{k.indicator, k.name, colour(k.colour), v, nil})
		}
	}
	if v := read(channel.CostCapacityEUR); len(v) > 0 {
		costs = append(costs, account{channel.CostCapacityEUR, phrase("capacity"), shaded(colour(1)), v, nil})
	}
	for _, k := range incomes {
		if v := read(k.indicator); slices.Max(append(v, 0)) > 0 {
			costs = append(costs, account{"less_" + k.indicator, k.name, k.colour, list.Map(v, func(x float64) float64 { return -x }), nil})
		}
	}
	if rest := remainder(read(channel.CostTotalEUR), costs); rest != nil {
		costs = append(costs, account{"cost_other_EUR", "other", grey, rest, nil})
	}
	for i := range costs {
		for len(costs[i].values) < len(years) {
			costs[i].values = append(costs[i].values, 0)
		}
	}
	return years, costs
}

// remainder is what totals hold beyond the accounts, nil where that is nothing
// but rounding.
func remainder(totals []float64, costs []account) []float64 {
	rest := slices.Clone(totals)
	real := false
	for i, total := range totals {
		for _, c := range costs {
			if i < len(c.values) {
				rest[i] -= c.values[i]
			}
		}
		real = real || math.Abs(rest[i]) > 1e-6*math.Abs(total)
	}
	if !real {
		return nil
	}
	return rest
}

func cumulate(costs []account) []account {
	out := make([]account, len(costs))
	for i, c := range costs {
		out[i] = c
		out[i].values = running(c.values)
		out[i].each = nil
		for _, each := range c.each {
			out[i].each = append(out[i].each, running(each))
		}
	}
	return out
}

// running are the sums of values up to each.
func running(v []float64) []float64 { return floats.CumSum(make([]float64, len(v)), v) }

// costRows has a row for each account of the only year, the largest first.
func (st *stack) costRows(costs []account, unit float64, label string, whole float64) {
	all := slices.Clone(costs)
	slices.SortStableFunc(all, func(a, b account) int { return cmp.Compare(b.values[0], a.values[0]) })
	chart := rowChart{st: st}
	lo, hi := 0.0, 0.0
	for _, c := range all {
		v := c.values[0] / unit
		if v == 0 {
			continue
		}
		lo, hi = min(lo, v), max(hi, v)
		row := chartRow{name: st.words.say(c.name), value: st.words.digits(v, 3)}
		var spread95 interval
		if c.each != nil {
			spread95 = c.intervals()[0]
			lo, hi = min(lo, spread95.lo/unit), max(hi, spread95.hi/unit)
			if half := (spread95.hi - spread95.lo) / 2; half > 0 {
				row.value += " ± " + st.words.digits(half/unit, 2)
			}
		}
		row.value += " (" + st.words.percent(c.values[0]/whole) + ")"
		row.bar = func(canvas draw.Canvas, x func(float64) vg.Length, y vg.Length) {
			rectangle(canvas, c.col, x(0), x(v), y, 0.5*st.style.TextSize)
			st.style.whisker(canvas, x(spread95.lo/unit), x(spread95.hi/unit), y)
		}
		chart.rows = append(chart.rows, row)
	}
	st.each = chart.height(label)
	st.add(panel{Plot: chart.plot(lo-0.03*(hi-lo), hi+0.03*(hi-lo), label)})
}

// costPanel stacks the accounts of each year as one bar.
func (st *stack) costPanel(costs []account, years []int, unit float64, label string) panel {
	p := st.plot(label)
	b := bars{unit: unit, accounts: costs}
	p.Y.Min, p.Y.Max = b.extent()
	n := max(float64(len(years)), 5) // a few bars stay slender
	p.X.Min, p.X.Max = (float64(len(years))-1-n)/2, (float64(len(years))-1+n)/2
	p.X.Tick.Marker = yearTicks(years, st.dataWidth()/vg.Length(n), st.style.letters(1, ink))
	p.Add(b)
	all := totals(costs)
	if all == nil {
		return panel{Plot: p}
	}
	var mid []float64
	for i := range years {
		mid = append(mid, float64(i))
	}
	of := func(v []float64) []float64 { return scaled(v, 1/unit) }
	p.Y.Max = max(p.Y.Max, 1.05*highest(of(highs(all))))
	p.Add(whiskers{mid, of(lows(all)), of(highs(all)), draw.LineStyle{Color: ink, Width: st.style.Line}})
	return panel{Plot: p, notes: st.halfWidths(all)}
}

// halfWidths are those of the intervals of totals, above as many of their bars as there
// is room for.
func (st *stack) halfWidths(totals []interval) (notes []note) {
	widest := st.style.letters(noteShare, grey).Width("± 0.05 %") + 0.3*st.style.TextSize
	every := 1 + int(widest*vg.Length(max(len(totals), 5))/st.dataWidth())
	for i, v := range totals {
		if half := (v.hi - v.lo) / 2; half > 0 && v.value != 0 && i%every == 0 {
			notes = append(notes, note{x: float64(i), text: "± " + st.words.percent(half/math.Abs(v.value))})
		}
	}
	return notes
}

// yearTicks marks bars that stand so far apart, each for a year, and labels as
// many as there is room for.
func yearTicks(years []int, apart vg.Length, sty text.Style) plot.ConstantTicks {
	for _, every := range []int{1, 2, 5, 10, 20, 50} {
		ticks := make(plot.ConstantTicks, len(years))
		for i, y := range years {
			ticks[i].Value = float64(i)
			if y%every == 0 {
				ticks[i].Label = strconv.Itoa(y)
			}
		}
		if fit(ticks, float64(apart), sty) {
			return ticks
		}
	}
	return nil
}
