package plots

import (
	"cmp"
	"math"
	"time"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var trainingGoodputFrench = map[string]string{
	"Training":                 "Entraînement",
	"Goodput":                  "Rendement utile (goodput)",
	"share of busy GPU time":   "part du temps GPU occupé",
	"Cost of a GPU-hour":       "Coût d’une heure de GPU",
	"Energy of 10²¹ FLOP":      "Énergie de 10²¹ FLOP",
	"Interruptions":            "Interruptions",
	"per 1000 busy GPUs a day": "par 1000 GPU occupés et jour",
	"useful":                   "utile",
	"online":                   "en service",
	"By month: the share of busy GPU time that became lasting progress, what an hour of it and an hour online cost, energy at the meter for training that lasted, interruptions of runs.": "Par mois : part du temps GPU occupé devenue progrès durable, coût d’une heure utile et d’une heure en service, énergie au compteur par entraînement durable, interruptions.",
}

// training are the months of a campus.
type training struct {
	name                                 string
	goodput, per, useful, hour           []float64
	energy, carbon, water                []float64
	busy, online, interruptions, perWork []float64
}

// trainingGoodput draws panels with a line for each campus: goodput, what useful work
// costs and takes, and interruptions. A result without the cost of useful work has two.
func trainingGoodput(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	m := r.Manifest()
	months := calendarMonths(m)
	hours := monthHours(m, months)
	var all []training
	perWork := true
	for _, scope := range scopesOf(r, f.Scope, channel.Goodput) {
		if t, ok := readTraining(r, scope, months, hours); ok {
			all = append(all, t)
			perWork = perWork && t.useful != nil
		}
	}
	if len(all) == 0 {
		return nil, lacks("indicators "+channel.Goodput+", "+channel.Interruptions+", "+channel.BusyGPUh+" and "+channel.OnlineGPUh, f.Scope)
	}
	st := &stack{style: s, words: w, n: 2, over: 1}
	if perWork {
		st.n = 4
	}
	d := st.drawing(f.titled(w.say("Training")),
		w.say("By month: the share of busy GPU time that became lasting progress, what an hour of it and an hour online cost, energy at the meter for training that lasted, interruptions of runs."),
		"campus", "month", "goodput", "cost_useful_EUR_per_GPUh", "cost_EUR_per_GPUh", "cost_EUR_per_ZFLOP", "energy_kWh_per_ZFLOP", "carbon_kg_per_ZFLOP", "water_L_per_ZFLOP",
		"interruptions", "interruptions_per_1000_busy_gpus_per_day", "gpus_online", "gpus_busy")
	_, cols := st.grid()
	direct := cols < 3 && len(all) > 1 // too narrow otherwise
	for i, t := range all {
		if direct {
			st.roomFor(endName{text: t.name})
		} else if len(all) > 1 {
			st.key = append(st.key, keyEntry{label: t.name, col: distinct(i), line: true})
		}
		t.tabulate(&d.table, months)
	}
	hour := []keyEntry{{label: w.say("useful"), col: ink, line: true}, {label: w.say("online"), col: ink, dashed: true, line: true}}
	st.over = st.headLines(w.say("Cost of a GPU-hour"), hour)
	if len(all) == 1 {
		d.title += ", " + all[0].name
	}
	st.add(st.trainingPanel(m, months, all, w.say("Goodput"), w.say("share of busy GPU time"), 1, func(t training) []float64 { return t.goodput }, nil))
	if perWork {
		cost := st.trainingPanel(m, months, all, w.say("Cost of a GPU-hour"), "€", 1, func(t training) []float64 { return t.useful }, func(t training) []float64 { return t.hour })
		cost.key = hour
		st.add(cost)
		st.add(st.trainingPanel(m, months, all, w.say("Energy of 10²¹ FLOP"), "kWh", 1, func(t training) []float64 { return t.energy }, nil))
	}
	st.add(st.trainingPanel(m, months, all, w.say("Interruptions"), w.say("per 1000 busy GPUs a day"), 1, func(t training) []float64 { return t.per }, nil))
	return d, nil
}

// readTraining reads the months of a campus, and tells whether all are there that every
// result has.
func readTraining(r *result.Result, scope string, months []time.Time, hours []float64) (t training, ok bool) {
	of := func(name string) []float64 { return indicator(r, name, scope, months) }
	t = training{name: called(scope), goodput: of(channel.Goodput), interruptions: of(channel.Interruptions), useful: of(channel.CostUsefulEURPerGPUh), hour: of(channel.CostEURPerGPUh),
		perWork: of(channel.CostEURPerZFLOP), energy: of(channel.EnergyKWhPerZFLOP), carbon: of(channel.CarbonKgPerZFLOP), water: of(channel.WaterLPerZFLOP)}
	busy, online := of(channel.BusyGPUh), of(channel.OnlineGPUh)
	if t.interruptions == nil || busy == nil || online == nil {
		return t, false
	}
	if t.hour == nil || t.energy == nil {
		t.useful = nil
	}
	t.busy, t.online = mean(busy, hours), mean(online, hours)
	for i := range months {
		per := math.NaN()
		if busy[i] > 0 {
			per = t.interruptions[i] / (busy[i] / 1000 / 24)
		}
		t.per = append(t.per, per)
	}
	return t, true
}

// tabulate adds the months to the figure's table.
func (t *training) tabulate(to *table, months []time.Time) {
	at := func(v []float64, i int) string {
		if v == nil {
			return cell(math.NaN())
		}
		return cell(v[i])
	}
	for i, month := range months {
		to.add(t.name, month.Format("2006-01"), at(t.goodput, i), at(t.useful, i), at(t.hour, i), at(t.perWork, i), at(t.energy, i), at(t.carbon, i), at(t.water, i),
			at(t.interruptions, i), at(t.per, i), at(t.online, i), at(t.busy, i))
	}
}

// trainingPanel draws a line for each campus, and a dashed one where there is a
// second quantity.
func (st *stack) trainingPanel(m *result.Manifest, months []time.Time, all []training, name, label string, unit float64, of, second func(training) []float64) panel {
	p := panel{Plot: st.runPlot(label, m), name: name}
	x, pick := monthSteps(months, m.Start, ending(m))
	top := 0.0
	var names []endName
	for i, t := range all {
		v := scaled(of(t), unit)
		top = max(top, highest(v))
		if second != nil {
			v2 := scaled(second(t), unit)
			top = max(top, highest(v2))
			p.Add(line{x, pick(v2), draw.LineStyle{Color: distinct(i), Width: 0.7 * st.style.Line, Dashes: st.style.dashes()}})
		}
		p.Add(line{x, pick(v), draw.LineStyle{Color: distinct(i), Width: st.style.Line}})
		names = append(names, endName{text: t.name, y: lastOf(v), col: distinct(i)})
	}
	if st.labels > 0 {
		p.Add(endNames{names, st})
	}
	p.Y.Min, p.Y.Max = 0, 1.05*cmp.Or(top, 1)
	return p
}
