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
	"Interruptions":            "Interruptions",
	"per 1000 busy GPUs a day": "par 1000 GPU occupés et jour",
	"GPUs":                     "GPU",
	"thousands":                "milliers",
	"busy":                     "occupés",
	"online":                   "en service",
	"By month: the share of busy GPU time that became lasting progress, interruptions of runs, GPUs online and busy.": "Par mois : part du temps GPU occupé devenue progrès durable, interruptions, GPU en service et occupés.",
}

// training are the months of a campus.
type training struct {
	name                 string
	goodput, per, online []float64
	busy, interruptions  []float64
}

// trainingGoodput draws three panels with a line for each campus.
func trainingGoodput(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	m := r.Manifest()
	months := calendarMonths(m)
	hours := monthHours(m, months)
	var all []training
	for _, scope := range scopesOf(r, f.Scope, channel.Goodput) {
		if t, ok := readTraining(r, scope, months, hours); ok {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return nil, lacks("indicators "+channel.Goodput+", "+channel.Interruptions+", "+channel.BusyGPUh+" and "+channel.OnlineGPUh, f.Scope)
	}
	st := &stack{style: s, words: w, n: 3, over: 1}
	d := st.drawing(f.titled(w.say("Training")),
		w.say("By month: the share of busy GPU time that became lasting progress, interruptions of runs, GPUs online and busy."),
		"campus", "month", "goodput", "interruptions", "interruptions_per_1000_busy_gpus_per_day", "gpus_online", "gpus_busy")
	_, cols := st.grid()
	direct := cols < 3 && len(all) > 1 // too narrow otherwise
	for i, t := range all {
		if direct {
			st.roomFor(endName{text: t.name})
		} else if len(all) > 1 {
			st.key = append(st.key, keyEntry{label: t.name, col: distinct(i), line: true})
		}
		for j, month := range months {
			d.table.add(t.name, month.Format("2006-01"), cell(t.goodput[j]), cell(t.interruptions[j]), cell(t.per[j]), cell(t.online[j]), cell(t.busy[j]))
		}
	}
	gpus := []keyEntry{{label: w.say("online"), col: ink, dashed: true, line: true}, {label: w.say("busy"), col: ink, line: true}}
	st.over = st.headLines(w.say("GPUs"), gpus)
	if len(all) == 1 {
		d.title += ", " + all[0].name
	}
	st.add(st.trainingPanel(m, months, all, w.say("Goodput"), w.say("share of busy GPU time"), 1, func(t training) []float64 { return t.goodput }, nil))
	st.add(st.trainingPanel(m, months, all, w.say("Interruptions"), w.say("per 1000 busy GPUs a day"), 1, func(t training) []float64 { return t.per }, nil))
	last := st.trainingPanel(m, months, all, w.say("GPUs"), w.say("thousands"), 1e-3,
		func(t training) []float64 { return t.busy }, func(t training) []float64 { return t.online })
	last.key = gpus
	st.add(last)
	return d, nil
}

// readTraining reads the months of a campus, and tells whether all are there.
func readTraining(r *result.Result, scope string, months []time.Time, hours []float64) (t training, ok bool) {
	t = training{name: called(scope), goodput: indicator(r, channel.Goodput, scope, months), interruptions: indicator(r, channel.Interruptions, scope, months)}
	busy, online := indicator(r, channel.BusyGPUh, scope, months), indicator(r, channel.OnlineGPUh, scope, months)
	if t.interruptions == nil || busy == nil || online == nil {
		return t, false
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
