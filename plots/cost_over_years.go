package plots

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

var costOverYearsFrench = map[string]string{
	"electricity":           "électricité",
	"grid":                  "réseau",
	"excise duty":           "accise",
	"water":                 "eau",
	"buildings and plant":   "bâtiments et installations",
	"accelerators":          "accélérateurs",
	"operation":             "exploitation",
	"capacity":              "capacité",
	"nuclear payment":       "versement nucléaire",
	"demand response":       "effacement",
	"heat sold":             "chaleur vendue",
	"other":                 "autres",
	"€ thousand per year":   "milliers d’€ par an",
	"€ thousand, cumulated": "milliers d’€, cumulés",
	"€ million per year":    "millions d’€ par an",
	"€ million, cumulated":  "millions d’€, cumulés",
	"€ billion per year":    "milliards d’€ par an",
	"€ billion, cumulated":  "milliards d’€, cumulés",
	"Cost over the years":   "Coût au fil des années",
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

// costOverYears draws yearly costs as stacked bars, and their cumulated sum
// below.
func costOverYears(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	years, costs := readCosts(r, f.Scope)
	if len(costs) == 0 {
		return nil, lacks("indicators cost_…_EUR", f.Scope)
	}
	st := &stack{style: s, words: w, n: 2}
	sums := cumulate(costs)
	unit, perYear, summed := moneyUnit(sums)
	d := st.drawing(f.titled(w.say("Cost over the years")), w.say("Cost by kind for each year, and cumulated."), "year")
	whole := 0.0
	for _, c := range sums {
		whole += c.values[len(years)-1]
	}
	for _, c := range sums { // a part too small to be seen has its share in the key
		st.key = append(st.key, keyEntry{label: w.say(c.name) + ", " + w.percent(c.values[len(years)-1]/whole), col: c.col})
		d.table.head = append(d.table.head, c.indicator)
	}
	if len(years) == 1 { // nothing to cumulate, and one bar tells little
		st.n, st.key = 1, nil
		st.costRows(costs, unit, strconv.Itoa(years[0])+", "+w.say(perYear), whole)
	} else {
		st.add(st.costPanel(costs, years, unit, w.say(perYear)))
		st.add(st.costPanel(sums, years, unit, w.say(summed)))
	}
	for i, y := range years {
		row := list.Map(costs, func(c account) string { return cell(c.values[i]) })
		d.table.add(append([]string{strconv.Itoa(y)}, row...)...)
	}
	return d, nil
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
			costs = append(costs, account{k.indicator, k.name, colour(k.colour), v})
		}
	}
	if v := read(channel.CostCapacityEUR); len(v) > 0 {
		costs = append(costs, account{channel.CostCapacityEUR, phrase("capacity"), shaded(colour(1)), v})
	}
	for _, k := range incomes {
		if v := read(k.indicator); slices.Max(append(v, 0)) > 0 {
			costs = append(costs, account{"less_" + k.indicator, k.name, k.colour, list.Map(v, func(x float64) float64 { return -x })})
		}
	}
	if rest := remainder(read(channel.CostTotalEUR), costs); rest != nil {
		costs = append(costs, account{"cost_other_EUR", "other", grey, rest})
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
		out[i].values = make([]float64, len(c.values))
		sum := 0.0
		for j, v := range c.values {
			sum += v
			out[i].values[j] = sum
		}
	}
	return out
}

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
		chart.rows = append(chart.rows, chartRow{name: st.words.say(c.name), value: st.words.digits(v, 3) + " (" + st.words.percent(c.values[0]/whole) + ")",
			bar: func(canvas draw.Canvas, x func(float64) vg.Length, y vg.Length) {
				rectangle(canvas, c.col, x(0), x(v), y, 0.5*st.style.TextSize)
			}})
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
	return panel{Plot: p}
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
