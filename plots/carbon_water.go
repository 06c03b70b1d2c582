package plots

import (
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var carbonWaterFrench = map[string]string{
	"Carbon and water":      "Carbone et eau",
	"allocated nuclear":     "nucléaire alloué",
	"embodied in equipment": "incorporé aux équipements",
	"Carbon":                "Carbone",
	"Water":                 "Eau",
	"CO₂ (t per month)":     "CO₂ (t par mois)",
	"CO₂ (kt per month)":    "CO₂ (kt par mois)",
	"m³ per month":          "m³ par mois",
	"thousand m³ per month": "milliers de m³ par mois",
	"Carbon emitted by kind and water drawn by campus, for each month.": "Carbone émis par poste et eau prélevée par site, pour chaque mois.",
}

// carbonKinds are the accounts of carbon from the ground up.
var carbonKinds = []struct {
	indicator, name string
	colour          int
}{
	{channel.CarbonEmbodiedKg, phrase("embodied in equipment"), 4},
	{channel.CarbonNuclearKg, phrase("allocated nuclear"), 0},
	{channel.CarbonMarketKg, phrase("market"), 3},
}

// monthlyPanel is a panel of the figure: its parts, in a unit or in thousands of it.
type monthlyPanel struct {
	name, quantity string
	parts          []monthly
	unit           float64
	small, large   string // what the axis is called
	key            []keyEntry
}

// carbonWater draws a panel of carbon and one of water.
func carbonWater(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	m := r.Manifest()
	months := calendarMonths(m)
	carbon := readCarbon(r, f.Scope, months, w)
	water := readWater(r, f.Scope, months)
	if len(carbon)+len(water) == 0 {
		return nil, lacks("indicators carbon_…_kg and "+channel.WaterM3, f.Scope)
	}
	st := &stack{style: s, words: w, over: 1}
	d := st.drawing(f.titled(w.say("Carbon and water")),
		w.say("Carbon emitted by kind and water drawn by campus, for each month."),
		"quantity", "month", "part", "value")
	panels := slices.DeleteFunc([]monthlyPanel{
		{w.say("Carbon"), channel.CarbonKg, carbon, 1e3, w.say("CO₂ (t per month)"), w.say("CO₂ (kt per month)"), nil},
		{w.say("Water"), channel.WaterM3, water, 1, w.say("m³ per month"), w.say("thousand m³ per month"), nil},
	}, func(q monthlyPanel) bool { return len(q.parts) == 0 })
	st.n = len(panels)
	for i, q := range panels {
		whole := summed(q.parts)
		for _, a := range q.parts {
			panels[i].key = append(panels[i].key, keyEntry{label: a.name + ", " + w.percent(stat.Mean(zeroes(a.values), nil)/stat.Mean(whole, nil)), col: a.col})
		}
		st.over = max(st.over, st.headLines(q.name, panels[i].key))
	}
	for _, q := range panels {
		unit, label := q.unit, q.small
		if highest(summed(q.parts)) >= 10e3*unit {
			unit, label = 1e3*unit, q.large
		}
		p := st.supplyPanel(m, months, q.parts, unit, q.name, label)
		p.key = q.key
		st.add(p)
		d.table.months(months, q.quantity, q.parts)
	}
	return d, nil
}

// summed adds lists of months up.
func summed(all []monthly) (sum []float64) {
	for _, a := range all {
		sum = add(sum, zeroes(a.values))
	}
	return sum
}

// readCarbon reads each account of carbon, all campuses together.
func readCarbon(r *result.Result, within string, months []time.Time, w words) (out []monthly) {
	for _, k := range carbonKinds {
		var sum []float64
		for _, scope := range scopesOf(r, within, k.indicator) {
			sum = add(sum, zeroes(indicator(r, k.indicator, scope, months)))
		}
		if sum != nil {
			out = append(out, monthly{w.say(k.name), k.indicator, colour(k.colour), sum})
		}
	}
	return out
}

// readWater reads the water of each campus.
func readWater(r *result.Result, within string, months []time.Time) (out []monthly) {
	for _, scope := range scopesOf(r, within, channel.WaterM3) {
		out = append(out, monthly{called(scope), called(scope), distinct(len(out)), zeroes(indicator(r, channel.WaterM3, scope, months))})
	}
	return out
}
