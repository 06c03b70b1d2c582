package plots

import (
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

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

// costOverYears draws yearly costs as stacked bars, and their cumulated sum
// below.
func costOverYears(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	years, costs := readCosts(r, f.Scope)
	if len(costs) == 0 {
		return nil, lacks("indicators cost_…_EUR", f.Scope)
	}
	st := &stack{style: s, words: w, n: 2}
	if len(years) == 1 {
		st.n = 1 // there is nothing to cumulate
	}
	d := st.drawing(f.titled(w.say("Cost over the years")), w.say("Cost by kind for each year, and cumulated."), "year")
	for _, c := range costs {
		st.key = append(st.key, keyEntry{label: w.say(c.name), col: c.col})
		d.table.head = append(d.table.head, c.indicator)
	}
	sums := cumulate(costs)
	unit, perYear, summed := moneyUnit(sums)
	st.add(st.costPanel(costs, years, unit, w.say(perYear)))
	if st.n > 1 {
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
	if v := read(channel.IncomeHeatEUR); slices.Max(append(v, 0)) > 0 {
		costs = append(costs, account{"less_" + channel.IncomeHeatEUR, phrase("heat sold"), grey, list.Map(v, func(x float64) float64 { return -x })})
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
