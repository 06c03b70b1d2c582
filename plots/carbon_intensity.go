package plots

import (
	"slices"
	"time"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

var carbonIntensityFrench = map[string]string{
	"Carbon, average and consequential": "Carbone, moyen et conséquentiel",
	"Direct":                            "Direct",
	"Life cycle":                        "Cycle de vie",
	"average of what the zone consumes": "moyenne de la consommation de la zone",
	"caused by the campuses":            "causé par les sites",
	"CO₂ (g/kWh)":                       "CO₂ (g/kWh)",
	"Carbon of the campuses’ energy by month, as the mean of what their zone consumes and as what they cause in all zones, of stacks and over the life cycle: two accounts that are never added.": "Carbone de l’énergie des sites par mois, en moyenne de la consommation de leur zone et tel que causé dans toutes les zones, aux cheminées et sur le cycle de vie : deux comptes qui ne s’additionnent jamais.",
}

// carbonAccounts are the two accounts of carbon.
var carbonAccounts = []struct{ name, average, caused string }{
	{phrase("Direct"), channel.ZoneCarbonDirect, channel.ConsequentialGPerKWh},
	{phrase("Life cycle"), channel.ZoneCarbonLifeCycle, channel.ConsequentialLifeGPerKWh},
}

// carbonIntensity draws a panel for each account of carbon.
func carbonIntensity(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	hub := hubOf(r)
	if hub == "" || f.Scope != "" && f.Scope != hub {
		return nil, lacks("a zone's channel "+channel.ZoneCarbonDirect+": [dispatch] kind = \"zones\"", f.Scope)
	}
	m := r.Manifest()
	months := calendarMonths(m)
	drawn := list.Map(r.Match("campus.*."+channel.SentPowerMW), func(c result.Channel) string { return c.Name })
	caused := indicator(r, channel.ConsequentialGPerKWh, "dispatch", months) != nil
	st := &stack{style: s, words: w, n: len(carbonAccounts), over: 1, key: []keyEntry{
		{label: w.say("average of what the zone consumes"), col: colour(0), line: true}}}
	if caused {
		st.key = append(st.key, keyEntry{label: w.say("caused by the campuses"), col: colour(1), line: true})
	}
	d := st.drawing(f.titled(w.say("Carbon, average and consequential")),
		w.say("Carbon of the campuses’ energy by month, as the mean of what their zone consumes and as what they cause in all zones, of stacks and over the life cycle: two accounts that are never added."),
		"panel", "month", "factor", "carbon_g_per_kWh")
	for _, a := range carbonAccounts {
		average, err := meansOfMonths(r, hub+"."+a.average, drawn, months)
		if err != nil {
			return nil, err
		}
		all := []monthly{{column: "average", col: colour(0), values: average}} // kg/MWh is g/kWh
		if caused {
			all = append(all, monthly{column: "consequential", col: colour(1), values: indicator(r, a.caused, "dispatch", months)})
		}
		st.add(st.factorsPanel(m, months, all, w.say(a.name)))
		d.table.months(months, a.name, all)
	}
	return d, nil
}

// factorsPanel draws factors of months as steps.
func (st *stack) factorsPanel(m *result.Manifest, months []time.Time, all []monthly, name string) panel {
	p := panel{Plot: st.runPlot(st.words.say("CO₂ (g/kWh)"), m), name: name}
	x, pick := monthSteps(months, m.Start, ending(m))
	top, low := 1.0, 0.0
	for _, a := range slices.Backward(all) {
		p.Add(line{x, pick(a.values), draw.LineStyle{Color: a.col, Width: st.style.Line}})
		top, low = max(top, highest(a.values)), min(low, lowestOr(a.values))
	}
	p.Y.Min, p.Y.Max = 1.08*low, 1.08*top
	return p
}
