package plots

import (
	"math"
	"slices"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var winterWeekFrench = map[string]string{
	"A winter week by source": "Une semaine d’hiver par source",
	"%s, supply by source":    "%s, approvisionnement par source",
	"Price":                   "Prix",
	"power (GW)":              "puissance (GW)",
	"price (€/MWh)":           "prix (€/MWh)",
	"demand, campuses in it":  "demande, sites compris",
	"Hourly supply of a zone by source with its demand, and its day-ahead price below, in the dearest week of winter or the days given; exports and charging stores point downwards.": "Approvisionnement horaire d’une zone par source et sa demande, et son prix de gros au-dessous, pendant la semaine d’hiver la plus chère ou les jours donnés ; exportations et charge des stockages vers le bas.",
}

// weekDays is the length of the stretch that the figure picks.
const weekDays = 7

// winterWeek draws the hub's supply by source over a week, and its price below.
func winterWeek(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	run, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	hub := hubOf(r)
	if hub == "" || f.Scope != "" && f.Scope != hub {
		return nil, lacks("a zone's channels "+channel.ZoneDemandMW+" and by technology: [dispatch] kind = \"zones\"", f.Scope)
	}
	p, err := dearestWeek(r, hub, run, f.Figure)
	if err != nil {
		return nil, err
	}
	read := func(name string) ([]float64, error) { return p.means(r, name) }
	sources, err := readSources(hub, w, read)
	if err != nil {
		return nil, err
	}
	v, err := p.of(r, hub, channel.ZoneDemandMW, channel.ZonePriceEURPerMWh)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, under: 1, n: 2, over: 1, key: append(keyOfSources(sources), keyEntry{label: w.say("demand, campuses in it"), col: ink, line: true})}
	d := st.drawing(f.titled(w.say("A winter week by source")),
		w.say("Hourly supply of a zone by source with its demand, and its day-ahead price below, in the dearest week of winter or the days given; exports and charging stores point downwards."),
		"panel", "hour", "quantity", "value")
	x, same := p.middles(), func(v []float64) []float64 { return v }
	supply := panel{Plot: st.weekPlot(p, w.say("power (GW)")), name: fill(w.say("%s, supply by source"), zoneName(hub))}
	low, high := stackAround(supply.Plot, x, sources, same, 1e3)
	supply.Add(line{x, scaled(v[0], 1e-3), draw.LineStyle{Color: ink, Width: s.Line}})
	supply.Y.Min, supply.Y.Max = 1.05*low, 1.05*max(high, highest(v[0])/1e3)
	st.add(supply)
	price := panel{Plot: st.weekPlot(p, w.say("price (€/MWh)")), name: w.say("Price")}
	price.Add(line{x, v[1], draw.LineStyle{Color: colour(1), Width: s.Line}})
	price.Y.Min, price.Y.Max = min(0, 1.05*lowestOr(v[1])), 1.05*max(highest(v[1]), 1)
	st.add(price)
	for i := range x {
		hour := p.times[p.first+i].UTC().Format("2006-01-02T15:00Z")
		for _, a := range sources {
			d.table.add("supply", hour, a.column+"_MW", short(a.values[i]))
		}
		d.table.add("supply", hour, "demand_MW", short(v[0][i]))
		d.table.add("price", hour, channel.PriceEURPerMWh, short(v[1][i]))
	}
	return d, nil
}

// weekPlot is an empty plot over a period, told in its zone.
func (st *stack) weekPlot(p period, label string) *plot.Plot {
	q := st.plot(label)
	st.timeAxis(q, unix(p.from), unix(p.to))
	q.X.Tick.Marker = calendarTicks{width: st.dataWidth(), sty: st.style.letters(1, ink), words: st.words, zone: p.local()}
	return q
}

// dearestWeek is the week from midnight on, of November to March where the run has that,
// in which the zone's price is highest on average; the days asked for where a figure asks
// for any.
func dearestWeek(r *result.Result, hub string, run period, f result.Figure) (period, error) {
	days := weekDays
	if f.Days > 0 {
		days = int(f.Days)
	}
	if f.From != "" {
		return run.within(run.from, run.from.AddDate(0, 0, days)), nil
	}
	price, err := run.means(r, hub+"."+channel.ZonePriceEURPerMWh)
	if err != nil {
		return run, err
	}
	n := 24 * days
	if len(price) <= n {
		return run, nil
	}
	winter := func(t time.Time) bool { return t.Month() >= time.November || t.Month() <= time.March }
	always := !slices.ContainsFunc(run.times[run.first:run.last-n], winter)
	best, first, sum := math.Inf(-1), 0, 0.0
	for i, x := range price {
		sum += x
		if i >= n {
			sum -= price[i-n]
		}
		begin := i - n + 1
		if begin < 0 {
			continue
		}
		t := run.times[run.first+begin]
		if t.In(run.local()).Hour() == 0 && (always || winter(t)) && sum > best {
			best, first = sum, begin
		}
	}
	from := run.times[run.first+first]
	return run.within(from, from.Add(time.Duration(n)*time.Hour)), nil
}
