package plots

import (
	"cmp"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var supplyBySourceFrench = map[string]string{
	"Supply by source":        "Approvisionnement par source",
	"allocated nuclear power": "nucléaire alloué",
	"market":                  "marché",
	"not used by campuses":    "non utilisé par les sites",
	"Reactors":                "Réacteurs",
	"mean power (GW)":         "puissance moyenne (GW)",
	"mean power (MW)":         "puissance moyenne (MW)",
	"Mean power of each month by source: of the reactors, and of each campus.": "Puissance moyenne de chaque mois par source : réacteurs, et chaque site.",
}

// supplyBySource draws a panel for the reactors and one for each campus.
func supplyBySource(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	m := r.Manifest()
	months := calendarMonths(m)
	hours := monthHours(m, months)
	scopes := scopesOf(r, f.Scope, channel.EnergyContractMWh)
	if len(scopes) == 0 {
		return nil, lacks("indicators "+channel.EnergyContractMWh+" and "+channel.EnergyMarketMWh, f.Scope)
	}
	st := &stack{style: s, words: w, n: len(scopes), over: 1}
	st.key = []keyEntry{{label: w.say("allocated nuclear power"), col: colour(0)}, {label: w.say("market"), col: colour(3)}}
	d := st.drawing(f.titled(w.say("Supply by source")),
		w.say("Mean power of each month by source: of the reactors, and of each campus."),
		"panel", "month", "source", "mean_power_MW")
	fleet := indicator(r, channel.FleetNetEnergyMWh, "", months)
	if f.Scope == "" && fleet != nil {
		st.n++
		st.key = append(st.key, keyEntry{label: w.say("not used by campuses"), col: tint(grey, 0.4)})
		used := make([]float64, len(months))
		for _, scope := range scopes {
			add(used, zeroes(indicator(r, channel.EnergyContractMWh, scope, months)))
		}
		rest := make([]float64, len(months))
		for i := range rest {
			rest[i] = max(fleet[i]-used[i], 0)
		}
		all := []monthly{{column: "used by campuses", col: colour(0), values: mean(used, hours)},
			{column: "not used by campuses", col: tint(grey, 0.4), values: mean(rest, hours)}}
		st.add(st.supplyPanel(m, months, all, 1e3, w.say("Reactors"), w.say("mean power (GW)")))
		d.table.months(months, "reactors", all)
	}
	for _, scope := range scopes {
		all := []monthly{
			{column: "allocated nuclear power", col: colour(0), values: mean(indicator(r, channel.EnergyContractMWh, scope, months), hours)},
			{column: "market", col: colour(3), values: mean(zeroes(indicator(r, channel.EnergyMarketMWh, scope, months)), hours)}}
		p := st.supplyPanel(m, months, all, 1, called(scope), w.say("mean power (MW)"))
		if bought, drawn := r.Total(channel.EnergyMarketMWh, scope), r.Total(channel.EnergyContractMWh, scope); bought > 0 {
			p.key = []keyEntry{{label: w.percent(bought / (bought + zero(drawn))), col: colour(3)}}
		}
		st.add(p)
		d.table.months(months, called(scope), all)
	}
	return d, nil
}

// mean is energy over hours.
func mean(energy, hours []float64) []float64 {
	out := make([]float64, len(energy))
	for i := range energy {
		out[i] = energy[i] / hours[i]
	}
	return out
}

// supplyPanel stacks the sources of one panel.
func (st *stack) supplyPanel(m *result.Manifest, months []time.Time, all []monthly, unit float64, name, label string) panel {
	p := panel{Plot: st.runPlot(label, m), name: name}
	top := stackMonths(p.Plot, m, months, all, unit)
	p.Y.Min, p.Y.Max = 0, 1.05*cmp.Or(top, 1)
	return p
}
