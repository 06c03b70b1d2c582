package plots

import (
	"cmp"
	"slices"
	"time"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var supplyBySourceFrench = map[string]string{
	"Supply by source":     "Approvisionnement par source",
	"under the contract":   "sous contrat",
	"%s by source":         "%s par source",
	"Net imports by zone":  "Importations nettes par zone",
	"taken by campuses":    "pris par les sites",
	"market":               "marché",
	"not used by campuses": "non utilisé par les sites",
	"Reactors":             "Réacteurs",
	"mean power (GW)":      "puissance moyenne (GW)",
	"mean power (MW)":      "puissance moyenne (MW)",
	"Mean power of each month by source: of the reactors, and of each campus.":                                                                    "Puissance moyenne de chaque mois par source : réacteurs, et chaque site.",
	"Mean power of each month by source: of the zone, with what the campuses take of it, its net imports by zone, the reactors, and each campus.": "Puissance moyenne de chaque mois par source : la zone, avec ce que prennent les sites, ses importations nettes par zone, les réacteurs et chaque site.",
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
	served := []keyEntry{{label: w.say("under the contract"), col: colour(0)}, {label: w.say("market"), col: colour(3)}}
	zones := f.Scope == "" && hubOf(r) != ""
	if !zones {
		st.key = slices.Clone(served)
	}
	d := st.drawing(f.titled(w.say("Supply by source")),
		w.say("Mean power of each month by source: of the reactors, and of each campus."),
		"panel", "month", "source", "mean_power_MW")
	used := make([]float64, len(months))
	for _, scope := range scopes {
		add(used, zeroes(indicator(r, channel.EnergyContractMWh, scope, months)))
	}
	fleet := indicator(r, channel.FleetNetEnergyMWh, "", months)
	reactors := f.Scope == "" && fleet != nil && (!zones || highest(used) > 0) // of a zone without allocations the first panel tells all
	if reactors {
		st.n++
	}
	if zones {
		if err := st.zonePanels(r, m, d, scopes); err != nil {
			return nil, err
		}
		d.description = w.say("Mean power of each month by source: of the zone, with what the campuses take of it, its net imports by zone, the reactors, and each campus.")
	}
	if reactors {
		st.key = append(st.key, keyEntry{label: w.say("not used by campuses"), col: tint(grey, 0.4)})
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
			{column: "contract", col: colour(0), values: mean(indicator(r, channel.EnergyContractMWh, scope, months), hours)},
			{column: "market", col: colour(3), values: mean(zeroes(indicator(r, channel.EnergyMarketMWh, scope, months)), hours)}}
		p := st.supplyPanel(m, months, all, 1, called(scope), w.say("mean power (MW)"))
		p.key = bought(r, scope, served, zones, w)
		st.over = max(st.over, st.headLines(p.name, p.key))
		st.add(p)
		d.table.months(months, called(scope), all)
	}
	return d, nil
}

// bought is a campus' own key: what is bought on the market of all, and, where the figure's
// key is a zone's, both colours.
func bought(r *result.Result, scope string, served []keyEntry, zones bool, w words) []keyEntry {
	market, contract := r.Total(channel.EnergyMarketMWh, scope), r.Total(channel.EnergyContractMWh, scope)
	share := ""
	if market > 0 {
		share = w.percent(market / (market + zero(contract)))
	}
	switch {
	case zones && share != "":
		return []keyEntry{served[0], {label: served[1].label + ", " + share, col: served[1].col}}
	case zones:
		return served
	case share != "":
		return []keyEntry{{label: share, col: served[1].col}}
	}
	return nil
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

// zonePanels draws the supply of the hub by source, with what the campuses take, and its
// net imports by zone.
func (st *stack) zonePanels(r *result.Result, m *result.Manifest, d *drawing, scopes []string) error {
	w, hub, months := st.words, hubOf(r), calendarMonths(m)
	st.n += 2
	read := func(name string) ([]float64, error) { return meansOfMonths(r, name, nil, months) }
	sources, err := readSources(hub, w, read)
	if err != nil {
		return err
	}
	taken, err := read(hub + "." + channel.ZoneCampusMW)
	if err != nil { // a result of before it was recorded
		taken = takenByAll(r, scopes, m, months)
	}
	var imports []monthly
	for _, c := range r.Match("dispatch.zone.*." + channel.NetExportMW) {
		if c.Scope == hub {
			continue
		}
		v, err := read(c.Name)
		if err != nil {
			return err
		}
		imports = append(imports, monthly{zoneName(c.Scope), zoneName(c.Scope), distinct(len(imports)), v})
	}
	campuses := monthly{name: w.say("taken by campuses"), column: "taken by campuses", values: taken}
	of := st.zonePanel(m, months, sources, &campuses, fill(w.say("%s by source"), zoneName(hub)))
	trade := st.zonePanel(m, months, imports, nil, w.say("Net imports by zone"))
	st.key = append(keyOfSources(sources), keyEntry{label: campuses.name, col: ink, line: true})
	trade.key = keyOfSources(imports)
	st.over = max(st.over, st.headLines(trade.name, trade.key))
	st.add(of)
	st.add(trade)
	d.table.months(months, "zone", append(sources, campuses))
	d.table.months(months, "net imports", imports)
	return nil
}

// takenByAll is the mean power that all campuses buy, MW.
func takenByAll(r *result.Result, scopes []string, m *result.Manifest, months []time.Time) []float64 {
	var taken []float64
	for _, scope := range scopes {
		for _, name := range []string{channel.EnergyContractMWh, channel.EnergyMarketMWh} {
			if v := indicator(r, name, scope, months); v != nil {
				taken = add(taken, zeroes(v))
			}
		}
	}
	return mean(taken, monthHours(m, months))
}

// zonePanel stacks the sources of a zone in GW, with a line of what is taken.
func (st *stack) zonePanel(m *result.Manifest, months []time.Time, all []monthly, taken *monthly, name string) panel {
	p := panel{Plot: st.runPlot(st.words.say("mean power (GW)"), m), name: name}
	x, pick := monthSteps(months, m.Start, ending(m))
	low, high := stackAround(p.Plot, x, all, pick, 1e3)
	if taken != nil {
		p.Add(line{x, pick(scaled(taken.values, 1e-3)), draw.LineStyle{Color: ink, Width: st.style.Line}})
		high = max(high, highest(taken.values)/1e3)
	}
	p.Y.Min, p.Y.Max = 1.05*low, 1.05*max(high, 1e-3)
	return p
}
