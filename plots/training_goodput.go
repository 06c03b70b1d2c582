package plots

import (
	"cmp"
	"math"
	"slices"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

var trainingGoodputFrench = map[string]string{
	"Training":                      "Entraînement",
	"Goodput":                       "Rendement utile (goodput)",
	"share of busy GPU time":        "part du temps GPU occupé",
	"Cost of a GPU-hour":            "Coût d’une heure de GPU",
	"Energy of 10²¹ FLOP":           "Énergie de 10²¹ FLOP",
	"Interruptions":                 "Interruptions",
	"per day":                       "par jour",
	"useful":                        "utile",
	"online":                        "en service",
	"calendar year":                 "année civile",
	"month":                         "mois",
	"95 % interval over replicates": "intervalle à 95 % sur les réplicats",
	"By calendar year, and by month as a thin line: the share of busy GPU time that became lasting progress, what an hour of it and an hour online cost, energy at the meter for training that lasted, interruptions of runs.": "Par année civile, et par mois en trait fin : part du temps GPU occupé devenue progrès durable, coût d’une heure utile et d’une heure en service, énergie au compteur par entraînement durable, interruptions.",
	"Months above an axis are cut off; the highest is written beside its arrowhead.": "Les mois au-dessus d’un axe sont coupés ; le plus haut est écrit à côté de sa pointe.",
}

// training is what the figure shows of a campus: quantities of its months and years.
type training struct {
	name   string
	months map[string][]interval
	years  map[string][]interval
}

// What the table holds besides indicators.
const (
	perGPU = "interruptions_per_1000_busy_gpus_per_day"
	perDay = "interruptions_per_day"
	online = "gpus_online"
	busy   = "gpus_busy"
)

// trainingColumns are the quantities of the table.
var trainingColumns = []string{channel.Goodput, channel.CostUsefulEURPerGPUh, channel.CostEURPerGPUh, channel.CostEURPerZFLOP, channel.EnergyKWhPerZFLOP,
	channel.CarbonKgPerZFLOP, channel.WaterLPerZFLOP, channel.Interruptions, perDay, perGPU, online, busy}

// trainingPanels are the panels; what is dashed shares the axis.
var trainingPanels = []struct{ name, label, quantity, dashed string }{
	{phrase("Goodput"), phrase("share of busy GPU time"), channel.Goodput, ""},
	{phrase("Cost of a GPU-hour"), "€", channel.CostUsefulEURPerGPUh, channel.CostEURPerGPUh},
	{phrase("Energy of 10²¹ FLOP"), "kWh", channel.EnergyKWhPerZFLOP, ""},
	{phrase("Interruptions"), phrase("per day"), perDay, ""},
}

// trainingGoodput draws a panel for each quantity, in which the campuses stand side by
// side: goodput, what useful work costs and takes, and interruptions. A result without
// the cost of useful work has two. Of replicates it shows the mean.
func trainingGoodput(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	m := r.Manifest()
	replicates := groupsOf(r, f, s, w)[0].results
	months, years := calendarMonths(m), calendarYears(m)
	var all []training
	perWork := true
	for _, scope := range scopesOf(r, f.Scope, channel.Goodput) {
		if t, ok := readTraining(replicates, scope, months, years); ok {
			all = append(all, t)
			perWork = perWork && t.has(channel.CostUsefulEURPerGPUh) && t.has(channel.CostEURPerGPUh) && t.has(channel.EnergyKWhPerZFLOP)
		}
	}
	if len(all) == 0 {
		return nil, lacks("indicators "+channel.Goodput+", "+channel.Interruptions+", "+channel.BusyGPUh+" and "+channel.OnlineGPUh, f.Scope)
	}
	panels := slices.Clone(trainingPanels)
	if !perWork {
		panels = slices.Delete(panels, 1, 3)
	}
	st := &stack{style: s, words: w, n: len(panels), key: trainingKey(len(years), len(replicates), w)}
	hour := []keyEntry{{label: w.say("useful"), col: ink, line: true}, {label: w.say("online"), col: ink, dashed: true, line: true}}
	d := st.drawing(f.titled(w.say("Training")),
		w.say("By calendar year, and by month as a thin line: the share of busy GPU time that became lasting progress, what an hour of it and an hour online cost, energy at the meter for training that lasted, interruptions of runs."))
	d.several = len(replicates) > 1
	d.table = trainingTable(all, months, years)
	if len(all) == 1 {
		d.title += ", " + all[0].name
	}
	beside := st.timeSlots(list.Map(all, func(t training) string { return t.name }), m)
	st.key = append(beside.key(), st.key...)
	st.over = st.headLines(w.say("Cost of a GPU-hour"), hour) + noteLines(beside.headings())
	cut := false
	for _, q := range panels {
		p := beside.panel(w.say(q.name), w.say(q.label), func(label string) *plot.Plot { return st.runPlot(label, m) })
		if q.dashed != "" {
			p.key = hour
		}
		axis := trainingAxis{beside, months, years, trainingTop(all, len(years), q.quantity, q.dashed)}
		p.Y.Min, p.Y.Max = 0, axis.top
		for i, t := range all {
			cut = axis.add(&p, i, t.months[q.quantity], t.years[q.quantity], false) || cut
			axis.add(&p, i, t.months[q.dashed], t.years[q.dashed], true)
		}
		st.add(p)
	}
	if cut {
		d.description += " " + w.say("Months above an axis are cut off; the highest is written beside its arrowhead.")
	}
	return d, nil
}

// trainingKey explains the lines of months and years, and the band of replicates.
func trainingKey(years, replicates int, w words) (key []keyEntry) {
	if years > 1 {
		key = []keyEntry{{label: w.say("calendar year"), col: ink, line: true}, {label: w.say("month"), col: tint(ink, monthTint), line: true, thin: true}}
	}
	if replicates > 1 {
		key = append(key, keyEntry{label: w.say("95 % interval over replicates"), col: tint(grey, 0.35)})
	}
	return key
}

// monthTint is the strength of a line of months behind one of years.
const monthTint = 0.4

// readTraining reads the months and years of a campus, and tells whether all are there
// that every result has.
func readTraining(replicates []*result.Result, scope string, months, years []time.Time) (t training, ok bool) {
	t = training{called(scope), map[string][]interval{}, map[string][]interval{}}
	var ofMonths, ofYears []map[string][]float64
	for _, r := range replicates {
		m := trainingOf(func(name string) []float64 { return indicator(r, name, scope, months) }, monthHours(r.Manifest(), months))
		y := trainingOf(func(name string) []float64 { return yearly(r, name, scope, years) }, yearHours(r.Manifest(), years))
		if m == nil || y == nil {
			return t, false
		}
		ofMonths, ofYears = append(ofMonths, m), append(ofYears, y)
	}
	for _, name := range trainingColumns {
		each := func(of []map[string][]float64, n int) (out []interval) {
			values := list.Map(of, func(q map[string][]float64) []float64 { return q[name] })
			if slices.ContainsFunc(values, func(v []float64) bool { return v == nil }) {
				return nil
			}
			for i := range n {
				out = append(out, intervalAt(values, i))
			}
			return out
		}
		t.years[name] = each(ofYears, len(years))
		t.months[name] = each(ofMonths, len(months))
	}
	return t, true
}

// trainingOf are the quantities of one result's months or years, by what reads its
// indicators and the hours of each; nil where one is missing that every result has.
func trainingOf(read func(name string) []float64, hours []float64) map[string][]float64 {
	out := map[string][]float64{}
	for _, name := range trainingColumns {
		out[name] = read(name)
	}
	busyH, onlineH := read(channel.BusyGPUh), read(channel.OnlineGPUh)
	if out[channel.Interruptions] == nil || busyH == nil || onlineH == nil {
		return nil
	}
	out[busy], out[online] = mean(busyH, hours), mean(onlineH, hours)
	for i, n := range out[channel.Interruptions] {
		day, gpu := math.NaN(), math.NaN()
		if busyH[i] > 0 {
			day, gpu = n/(hours[i]/24), n/(busyH[i]/1000/24)
		}
		out[perDay], out[perGPU] = append(out[perDay], day), append(out[perGPU], gpu)
	}
	return out
}

// has tells whether there are values of a quantity.
func (t training) has(name string) bool { return t.months[name] != nil }

// trainingTable has a row for each month and one for each year, with intervals over
// replicates.
func trainingTable(all []training, months, years []time.Time) (out table) {
	out.head = []string{"campus", "month"}
	for _, name := range trainingColumns {
		out.head = append(out.head, name, name+"_low", name+"_high")
	}
	for _, t := range all {
		rows := func(times []time.Time, layout string, of map[string][]interval) {
			for i, at := range times {
				cells := []string{t.name, at.Format(layout)}
				for _, name := range trainingColumns {
					v := interval{math.NaN(), math.NaN(), math.NaN()}
					if of[name] != nil {
						v = of[name][i]
					}
					cells = append(cells, cell(v.value), cell(v.lo), cell(v.hi))
				}
				out.add(cells...)
			}
		}
		rows(months, "2006-01", t.months)
		rows(years, "2006", t.years)
	}
	return out
}

// trainingTop is where the axis of a quantity ends: all years fit, and the months but
// for those that would flatten all others. A run within one year shows its months
// alone, and far more of them.
func trainingTop(all []training, years int, names ...string) float64 {
	top, most := 0.0, 0.0
	var usual []float64
	for _, t := range all {
		for _, name := range names {
			for _, y := range t.years[name] {
				top = max(top, zero(y.value), zero(y.hi))
			}
			for _, m := range t.months[name] {
				usual = append(usual, m.value)
				if most = max(most, zero(m.value)); years == 1 {
					most = max(most, zero(m.hi))
				}
			}
		}
	}
	if usual = existing(usual); len(usual) > 0 {
		top = max(top, 1.15*usual[len(usual)*9/10])
	}
	beyond := 1.25
	if years == 1 {
		beyond = 4
	}
	if most <= beyond*top {
		top = max(top, most)
	}
	return 1.05 * cmp.Or(top, 1)
}

// trainingAxis is what the lines of a panel have in common.
type trainingAxis struct {
	slots
	months, years []time.Time
	top           float64
}

// add draws the years of a campus as a thick line with its band, behind it the months as
// a thin one, and tells whether months are cut off. A run within one year has its months
// alone.
func (a trainingAxis) add(p *panel, i int, months, years []interval, dashed bool) (cut bool) {
	if months == nil {
		return false
	}
	col, s := distinct(i), a.st.style
	sty := draw.LineStyle{Color: col, Width: s.Line}
	if dashed {
		sty.Width, sty.Dashes = 0.7*s.Line, s.dashes()
	}
	x, pick := periodSteps(a.months, 0, 1, a.from, a.to)
	thick, shown, of := x, months, pick
	if len(a.years) > 1 {
		thick, of = periodSteps(a.years, 1, 0, a.from, a.to)
		shown = years
	}
	if !dashed {
		p.Add(band{a.at(i, thick), of(lows(shown)), of(highs(shown)), tint(col, 0.22)})
	}
	y := pick(values(months))
	if len(a.years) > 1 && !dashed {
		p.Add(line{a.at(i, x), y, draw.LineStyle{Color: tint(col, monthTint), Width: 0.5 * s.Line}})
	}
	p.Add(line{a.at(i, thick), of(values(shown)), sty})
	if k := highestAt(y); !dashed && y[k] > a.top {
		p.Add(a.cutOff(i, (x[k]+x[k+1])/2, y[k]))
		return true
	}
	return false
}

// highestAt is the place of the highest value.
func highestAt(v []float64) (at int) {
	for i, x := range v {
		if x > v[at] || math.IsNaN(v[at]) {
			at = i
		}
	}
	return at
}
