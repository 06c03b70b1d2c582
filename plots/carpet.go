package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

var carpetFrench = map[string]string{
	"Carpet of PUE":                      "Carte jour-heure du PUE",
	"Carpet":                             "Carte jour-heure",
	"hour of day (%s)":                   "heure du jour (%s)",
	"local time":                         "heure locale",
	"each column is the mean of %s days": "chaque colonne est la moyenne de %s jours",
	"Means by day and hour of the day, as colours.":      "Moyennes par jour et heure du jour, en couleurs.",
	"Values beyond the colour bar take its last colour.": "Les valeurs au-delà de l’échelle prennent sa dernière couleur.",
}

// maxColumns is the number of columns that a carpet has at most: more would not
// be told apart in a journal's column, and make files large.
const maxColumns = 270

// leastRug is the height of a panel in sizes of the text, for which up to mostRugs
// stand side by side.
const leastRug, mostRugs = 7, 4

// rug is one panel of a carpet: hourly values, or ratios of two of them.
type rug struct {
	scope     string
	zone      string // in which its hours are told
	name      string
	up, under []float64 // under is nil where up is no ratio
	symbol    string
	values    [][]float64 // by column of days, then hour of the day
}

// carpet draws a panel for each campus, or for each channel asked for.
func carpet(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	rugs, label, err := readRugs(r, f.Figure, p)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, n: len(rugs), over: 1, bar: &colourBar{ramp: ramp{1, 2}, label: label}}
	for st.dataHeight() < leastRug*s.TextSize && st.across < mostRugs {
		_, cols := st.grid()
		st.across = cols + 1
	}
	days := daysPerColumn(p, maxColumns)
	if days > 1 {
		st.key = []keyEntry{{sample: fill(w.say("each column is the mean of %s days"), fmt.Sprint(days))}}
	}
	for i := range rugs {
		own, err := p.at(r, rugs[i].scope)
		if err != nil {
			return nil, err
		}
		rugs[i].zone = own.zone
		rugs[i].fold(own, days)
	}
	st.bar.ramp, st.bar.beyond = carpetRamp(rugs)
	if f.Channel == "" && st.bar.hi-st.bar.lo < 0.01 { // so small a range is no pattern
		st.bar.ramp = rounded(min(st.bar.lo, st.bar.hi-0.01), st.bar.hi)
	}
	d := st.drawing(f.titled(w.say("Carpet")), w.say("Means by day and hour of the day, as colours."))
	d.table = rugTable(rugs, p, days)
	if f.Title == "" && f.Channel == "" {
		d.title = w.say("Carpet of PUE")
	}
	if st.bar.beyond {
		d.description += " " + w.say("Values beyond the colour bar take its last colour.")
	}
	for _, rug := range rugs {
		st.add(panel{Plot: st.rugPlot(rug, p, days), name: rug.name})
	}
	return d, nil
}

// readRugs reads what the panels show, and what the colour bar is called.
func readRugs(r *result.Result, f result.Figure, p period) (rugs []rug, label string, err error) {
	if f.Channel == "" {
		for _, scope := range recorders(r, f.Scope, campuses, channel.FacilityPowerMW, channel.ITPowerMW) {
			v, err := p.of(r, scope, channel.FacilityPowerMW, channel.ITPowerMW)
			if err != nil {
				return nil, "", err
			}
			rugs = append(rugs, rug{scope: scope, name: called(scope), up: v[0], under: v[1]})
		}
		if len(rugs) == 0 {
			return nil, "", lacks("channels "+channel.FacilityPowerMW+" and "+channel.ITPowerMW, f.Scope)
		}
		return rugs, "PUE", nil
	}
	for _, c := range r.Match(f.Channel) {
		if !isWithin(c.Scope, f.Scope) {
			continue
		}
		g := rug{scope: c.Scope, name: c.Label, symbol: c.Symbol}
		if g.up, err = p.means(r, c.Name); err != nil {
			return nil, "", err
		}
		if name, quantity, ok := strings.Cut(c.Label, ": "); ok {
			g.name, label = name, quantity
		} else {
			g.name, label = "", c.Label
		}
		if c.Symbol != "" {
			label += " (" + c.Symbol + ")"
		}
		if len(rugs) > 0 && rugs[0].symbol != g.symbol {
			continue // another quantity has no place on this colour bar
		}
		rugs = append(rugs, g)
	}
	if len(rugs) == 0 {
		return nil, "", lacks("channel "+f.Channel, f.Scope)
	}
	return rugs, label, nil
}

// daysPerColumn is how many days a column must take up for there to be no more
// columns than that.
func daysPerColumn(p period, most int) int {
	days := p.to.Sub(p.from).Hours() / 24
	for _, n := range []int{1, 2, 3, 5, 7, 10, 14, 28} {
		if days/float64(n) <= float64(most) {
			return n
		}
	}
	return int(math.Ceil(days / float64(most)))
}

// fold sums the hours up by columns of days and local hours of the day.
func (g *rug) fold(p period, days int) {
	zone, err := time.LoadLocation(p.zone)
	if err != nil {
		zone = time.UTC
	}
	n := int(math.Ceil(p.to.Sub(p.from).Hours() / 24 / float64(days)))
	up, under := make([]float64, 24*n), make([]float64, 24*n)
	for i := range g.up {
		t := p.times[p.first+i]
		_, ahead := t.In(zone).Zone()
		hour := int(t.Sub(p.from).Hours()) + int(math.Floor(float64(ahead)/3600))
		if math.IsNaN(g.up[i]) || hour < 0 || hour/24/days >= n {
			continue
		}
		at := 24*(hour/24/days) + hour%24
		up[at] += g.up[i]
		if g.under == nil {
			under[at]++
		} else {
			under[at] += g.under[i]
		}
	}
	g.values = make([][]float64, n)
	for i := range g.values {
		for h := range 24 {
			v := math.NaN()
			if under[24*i+h] > 0 {
				v = up[24*i+h] / under[24*i+h]
			}
			g.values[i] = append(g.values[i], v)
		}
	}
}

// carpetRamp reaches over all values but the highest in twenty, if those are far
// out: start-ups must not take the colours from all other hours. It begins and ends
// at round values, which its bar shows.
func carpetRamp(rugs []rug) (r ramp, beyond bool) {
	var all []float64
	for _, g := range rugs {
		all = append(all, slices.Concat(g.values...)...)
	}
	if all = existing(all); len(all) == 0 {
		return ramp{0, 1}, false
	}
	lo, hi := all[0], all[len(all)-1]
	if usual := stat.Quantile(0.95, stat.Empirical, all, nil); hi-lo > 1.5*(usual-lo) && usual > lo {
		return rounded(lo, usual), true
	}
	if hi == lo {
		hi++
	}
	return rounded(lo, hi), false
}

// rounded is a ramp from one tick of a colour bar to another around two values.
func rounded(lo, hi float64) ramp {
	for range 4 { // a wider ramp may have wider steps
		ticks := plainTicks{most: barTicks}.Ticks(lo, hi)
		if len(ticks) < 2 {
			break
		}
		step := ticks[1].Value - ticks[0].Value
		lo, hi = math.Floor(lo/step+1e-9)*step, math.Ceil(hi/step-1e-9)*step
	}
	return ramp{lo, hi}
}

// rugPlot draws one panel.
func (st *stack) rugPlot(g rug, p period, days int) *plot.Plot {
	q := st.style.panel()
	name := st.words.say("local time")
	if g.zone == "" || g.zone == "UTC" {
		name = "UTC"
	}
	q.Y.Label.Text = fill(st.words.say("hour of day (%s)"), name)
	sty := st.style.letters(1, ink)
	if sty.Width(q.Y.Label.Text) > st.dataHeight() {
		q.Y.Label.Text = name + " (h)"
	}
	q.Y.Min, q.Y.Max = 0, 24
	ticks := plot.ConstantTicks{{Value: 0, Label: "0"}, {Value: 6, Label: "6"}, {Value: 12, Label: "12"}, {Value: 18, Label: "18"}, {Value: 24, Label: "24"}}
	if 5*1.3*st.style.TextSize > st.dataHeight() {
		ticks[1].Label, ticks[3].Label = "", ""
	}
	q.Y.Tick.Marker = ticks
	q.Y.Padding = vg.Length(0)
	st.timeAxis(q, unix(p.from), unix(p.to))
	h := cells{values: g.values, ramp: st.bar.ramp}
	for i := range len(g.values) + 1 {
		h.x = append(h.x, min(unix(p.from.AddDate(0, 0, i*days)), unix(p.to)))
	}
	for i := range 25 {
		h.y = append(h.y, float64(i))
	}
	q.Add(h)
	return q
}

// rugTable has a line for each column of a panel and a value for each hour.
func rugTable(rugs []rug, p period, days int) (t table) {
	t.head = []string{"panel", "from_day", "days"}
	for h := range 24 {
		t.head = append(t.head, fmt.Sprintf("hour_%02d", h))
	}
	for _, g := range rugs {
		for i, column := range g.values {
			row := []string{g.name, p.from.AddDate(0, 0, i*days).Format(time.DateOnly), fmt.Sprint(days)}
			t.add(append(row, list.Map(column, short)...)...)
		}
	}
	return t
}
