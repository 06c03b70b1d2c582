package plots

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var firmPowerFrench = map[string]string{
	"Firm power":                              "Puissance garantie",
	"whole run":                               "toute la durée",
	"Output of the reactors":                  "Production des réacteurs",
	"lowest to highest year":                  "de la plus faible à la plus forte année",
	"net power (GW)":                          "puissance nette (GW)",
	"share of the hours with at least that":   "part des heures avec au moins cette puissance",
	"share covered":                           "part couverte",
	"hours per year with less":                "heures par an au-dessous",
	"hours with less":                         "heures au-dessous",
	"Draw covered by allocated nuclear power": "Soutirage couvert par le nucléaire alloué",
	"%s GW in %s % of the hours":              "%s GW pendant %s % des heures",
	"rated %s GW":                             "nominale : %s GW",
	"The reactors' output sorted over the run, and the share of each campus' draw that allocated nuclear power covers, its worst hours first.": "Production des réacteurs triée sur toute la durée, et part du soutirage de chaque site couverte par le nucléaire alloué, des pires heures aux meilleures.",
}

// firmShares are the shares of the hours at which the figure names the output.
var firmShares = []float64{0.5, 0.9, 0.99}

// firmPower answers what part of a fleet's power is firm.
func firmPower(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	fleet, err := p.means(r, channel.FleetNetPowerMW)
	if err != nil {
		return nil, err
	}
	covered, err := readCovered(r, f.Scope, p)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, under: 2, n: 1, over: 1}
	if len(covered) > 0 {
		st.n = 2
	}
	var key []keyEntry
	for i, c := range covered {
		key = append(key, keyEntry{label: c.name, col: colour(i), line: true})
	}
	st.over = max(st.headLines(w.say("Draw covered by allocated nuclear power"), key),
		st.headLines(w.say("Output of the reactors"), []keyEntry{{label: w.say("whole run"), line: true}, {label: w.say("lowest to highest year")}}))
	d := st.drawing(f.titled(w.say("Firm power")),
		w.say("The reactors' output sorted over the run, and the share of each campus' draw that allocated nuclear power covers, its worst hours first."),
		"curve", "share_of_hours", "value", "lowest_year", "highest_year")
	st.add(st.fleetPanel(fleet, p, rated(r), &d.table))
	if len(covered) > 0 {
		q := st.coveredPanel(covered, p, &d.table)
		q.key = key
		st.add(q)
	}
	return d, nil
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

// fleetPanel draws the sorted output of the reactors.
func (st *stack) fleetPanel(fleet []float64, hours period, ratedMW float64, t *table) panel {
	s, w := st.style, st.words
	p := panel{Plot: st.plot(w.say("net power (GW)")), name: w.say("Output of the reactors"), ownX: true}
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
	p.Add(st.quantileMarks(fleet, firmShares))
	p.Y.Min, p.Y.Max = 0, 1.08*top/1e3
	st.plainAxis(p.Plot, 0, 1, w.say("share of the hours with at least that"))
	for i := range share {
		low, high := math.NaN(), math.NaN()
		if lo != nil {
			low, high = lo[i], hi[i]
		}
		t.add(channel.FleetNetPowerMW, cell(share[i]), cell(sorted[i]), cell(low), cell(high))
	}
	return p
}

// quantileMarks are dots on the sorted curve, with the output that is exceeded in
// a share of the hours.
func (st *stack) quantileMarks(fleet []float64, shares []float64) dots {
	all := existing(fleet)
	d := dots{style: st.style, col: ink}
	for _, share := range shares {
		v := stat.Quantile(1-share, stat.Empirical, all, nil) / 1e3
		text := fill(st.words.say("%s GW in %s % of the hours"), st.words.number(v, 2), st.words.number(100*share, 0))
		d.x, d.y, d.text = append(d.x, share), append(d.y, v), append(d.text, text)
	}
	return d
}

// coverage is the share of a campus' draw that allocated nuclear power covers, by
// hour in which its halls run.
type coverage struct {
	name  string
	share []float64
}

// readCovered reads the coverage of each campus that buys on a market.
func readCovered(r *result.Result, within string, p period) (out []coverage, err error) {
	for _, scope := range recorders(r, within, campuses, channel.SentPowerMW, channel.MarketPowerMW, channel.ITPowerMW) {
		c := coverage{name: called(scope)}
		v, err := p.of(r, scope, channel.SentPowerMW, channel.MarketPowerMW, channel.ITPowerMW)
		if err != nil {
			return nil, err
		}
		sent, market, it := v[0], v[1], v[2]
		for i := range sent {
			if it[i] > 0 && sent[i] > 0 {
				c.share = append(c.share, min(max(1-market[i]/sent[i], 0), 1))
			}
		}
		if len(c.share) > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

// coveredPanel draws the coverage sorted upwards over the logarithm of hours: the
// few hours that lack power are what matters.
func (st *stack) coveredPanel(all []coverage, hours period, t *table) panel {
	s, w := st.style, st.words
	p := panel{Plot: st.plot(w.say("share covered")), name: w.say("Draw covered by allocated nuclear power")}
	p.Y.Min, p.Y.Max = 0, 1.02
	span, label := hours.axis(w.say("hours with less"), w.say("hours per year with less"))
	lowest := math.Log10(span)
	for i, c := range all {
		sorted := existing(c.share)
		per := span / float64(hours.last-hours.first)
		var x, y []float64
		for _, k := range logRanks(len(sorted), curveSteps) {
			x, y = append(x, math.Log10(float64(k+1)*per)), append(y, sorted[k])
			t.add(c.name+" share covered", cell(float64(k+1)/float64(len(sorted))), cell(sorted[k]), "", "")
		}
		lowest = min(lowest, x[0])
		// Where all are covered alike the lines lie on one another: the first is wide.
		width := s.Line * (1 + 1.2*vg.Length(len(all)-1-i))
		p.Add(line{x, y, draw.LineStyle{Color: colour(i), Width: width}})
	}
	p.X.Min, p.X.Max = lowest, math.Log10(span)
	p.X.Tick.Marker = logTicks{w}
	p.X.Label.Text = label
	return p
}

// logRanks are about n ranks below m, evenly spaced in their logarithm, the first
// and the last among them.
func logRanks(m, n int) (out []int) {
	for i := range n + 1 {
		k := int(math.Round(math.Pow(float64(m), float64(i)/float64(n)))) - 1
		if len(out) == 0 || k > out[len(out)-1] {
			out = append(out, k)
		}
	}
	return out
}
