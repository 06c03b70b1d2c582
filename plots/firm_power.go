package plots

import (
	"image/color"
	"math"
	"time"

	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var firmPowerFrench = map[string]string{
	"Firm power":                             "Puissance garantie",
	"whole run":                              "toute la durée",
	"Power that is there without the market": "Puissance disponible sans le marché",
	"lowest to highest year":                 "de la plus faible à la plus forte année",
	"firm power (GW)":                        "puissance garantie (GW)",
	"share of the hours with at least that":  "part des heures avec au moins cette puissance",
	"Power that is there, by year":           "Puissance disponible, par année",
	"in %s % of the hours":                   "pendant %s % des heures",
	"%s GW in %s % of the hours":             "%s GW pendant %s % des heures",
	"rated %s GW":                            "nominale : %s GW",
	"Power of reactors, contracts and own sources without the market, sorted over the run with what half, 95 % and 99 % of the hours reach, and the same by year.": "Puissance des réacteurs, des contrats et des sources propres, sans le marché : triée sur toute la durée, avec ce qu’atteignent la moitié, 95 % et 99 % des heures, et la même chose par année.",
}

// firmShares are the shares of the hours at which the figure names the power, each with
// its indicator.
var firmShares = []struct {
	share float64
	name  string
}{{0.5, channel.FirmP50MW}, {0.95, channel.FirmP95MW}, {0.99, channel.FirmP99MW}}

// firmPower answers what part of the power is firm, of the whole or of one campus.
func firmPower(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	name := channel.FirmPowerMW
	if f.Scope != "" {
		name = f.Scope + "." + name
	} else if len(r.Match(channel.FirmPowerMW)) == 0 { // stored before there was such a channel
		name = channel.FleetNetPowerMW
	}
	power, err := p.means(r, name)
	if err != nil {
		return nil, err
	}
	years, _ := r.Yearly(channel.FirmP50MW, f.Scope)
	st := &stack{style: s, words: w, under: 2, n: 1, over: 1}
	if len(years) > 1 {
		st.n = 2
	}
	var key []keyEntry
	for i, q := range firmShares {
		key = append(key, keyEntry{label: fill(w.say("in %s % of the hours"), w.number(100*q.share, 0)), col: firmColour(i), line: true})
	}
	st.over = max(st.headLines(w.say("Power that is there, by year"), key),
		st.headLines(w.say("Power that is there without the market"), []keyEntry{{label: w.say("whole run"), line: true}, {label: w.say("lowest to highest year")}}))
	d := st.drawing(f.titled(w.say("Firm power")),
		w.say("Power of reactors, contracts and own sources without the market, sorted over the run with what half, 95 % and 99 % of the hours reach, and the same by year."),
		"curve", "share_of_hours", "value", "lowest_year", "highest_year")
	capacity := r.Total(channel.OwnedMW, f.Scope)
	if name == channel.FleetNetPowerMW {
		capacity = rated(r)
	}
	st.add(st.fleetPanel(power, p, capacity, &d.table))
	if st.n > 1 {
		q := st.yearsPanel(r, f.Scope, capacity, &d.table)
		q.key = key
		st.add(q)
	}
	return d, nil
}

// firmColour is the colour of a share of the hours.
func firmColour(i int) color.Color { return []color.Color{ink, colour(0), colour(1)}[i] }

// yearsPanel draws what is firm in each year as steps.
func (st *stack) yearsPanel(r *result.Result, scope string, capacityMW float64, t *table) panel {
	s, w := st.style, st.words
	p := panel{Plot: st.runPlot(w.say("firm power (GW)"), r.Manifest()), name: w.say("Power that is there, by year")}
	top := 0.0
	for i, q := range firmShares {
		years, values := r.Yearly(q.name, scope)
		var x, y []float64
		for k, year := range years {
			x, y = append(x, unix(year), unix(year.AddDate(1, 0, 0))), append(y, values[k]/1e3, values[k]/1e3)
			t.add(year.Format("2006")+" "+q.name, cell(q.share), cell(values[k]), "", "")
		}
		top = max(top, highest(y))
		p.Add(line{x, y, draw.LineStyle{Color: firmColour(i), Width: s.Line}})
	}
	if !math.IsNaN(capacityMW) {
		top = max(top, capacityMW/1e3)
		p.Add(levelLine{capacityMW / 1e3, fill(w.say("rated %s GW"), w.number(capacityMW/1e3, 2)), s})
	}
	p.Y.Min, p.Y.Max = 0, 1.12*top
	return p
}

// rated is the fleet's rated net power in MW: its energy over the hours at full
// power that its load factor counts. NaN where the result has neither.
func rated(r *result.Result) float64 {
	m := r.Manifest()
	hours := ending(m).Sub(m.Start).Hours()
	return r.Total(channel.FleetNetEnergyMWh, "") / r.Total(channel.FleetLoadFactor, "") / hours
}

// yearSpread are the lowest and highest of the sorted curves of whole calendar
// years, nil where the period has not two of them.
func yearSpread(values []float64, p period) (lo, hi []float64) {
	n := 0
	for y := p.from.Year(); y <= p.to.Year(); y++ {
		start := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
		q := p.within(start, start.AddDate(1, 0, 0))
		if start.Before(p.from) || q.to.After(p.to) || q.last-q.first < 8760 {
			continue
		}
		_, v := duration(values[q.first-p.first:q.last-p.first], curveSteps)
		if n++; n == 1 {
			lo, hi = append(lo, v...), append(hi, v...)
			continue
		}
		for i := range v {
			lo[i], hi[i] = min(lo[i], v[i]), max(hi[i], v[i])
		}
	}
	if n < 2 {
		return nil, nil
	}
	return lo, hi
}

// fleetPanel draws the sorted power.
func (st *stack) fleetPanel(fleet []float64, hours period, ratedMW float64, t *table) panel {
	s, w := st.style, st.words
	p := panel{Plot: st.plot(w.say("firm power (GW)")), name: w.say("Power that is there without the market"), ownX: true}
	share, sorted := duration(fleet, curveSteps)
	lo, hi := yearSpread(fleet, hours)
	if lo != nil {
		p.Add(band{share, scaled(lo, 1e-3), scaled(hi, 1e-3), tint(grey, 0.35)})
		p.key = []keyEntry{{label: w.say("whole run"), col: ink, line: true}, {label: w.say("lowest to highest year"), col: tint(grey, 0.35)}}
	}
	top := highest(sorted, hi)
	if !math.IsNaN(ratedMW) {
		top = max(top, ratedMW)
		p.Add(levelLine{ratedMW / 1e3, fill(w.say("rated %s GW"), w.number(ratedMW/1e3, 2)), s})
	}
	p.Add(line{share, scaled(sorted, 1e-3), draw.LineStyle{Color: ink, Width: s.Line}})
	p.Add(st.quantileMarks(fleet, lo))
	p.Y.Min, p.Y.Max = 0, 1.12*top/1e3
	st.plainAxis(p.Plot, 0, 1, w.say("share of the hours with at least that"))
	for i := range share {
		low, high := math.NaN(), math.NaN()
		if lo != nil {
			low, high = lo[i], hi[i]
		}
		t.add(channel.FirmPowerMW, cell(share[i]), cell(sorted[i]), cell(low), cell(high))
	}
	return p
}

// quantileMarks are dots on the sorted curve, with the output that is exceeded in
// a share of the hours; lo is the foot of a band around it.
func (st *stack) quantileMarks(fleet, lo []float64) dots {
	all := existing(fleet)
	d := dots{style: st.style, col: ink}
	for _, q := range firmShares {
		share := q.share
		// At least that share of the hours reaches it: existing has sorted them.
		v := all[min(int((1-share)*float64(len(all))+1e-9), len(all)-1)] / 1e3
		text := fill(st.words.say("%s GW in %s % of the hours"), st.words.number(v, 2), st.words.number(100*share, 0))
		if lo != nil {
			d.foot = append(d.foot, lo[int(share*float64(len(lo)-1))]/1e3)
		}
		d.x, d.y, d.text = append(d.x, share), append(d.y, v), append(d.text, text)
	}
	return d
}
