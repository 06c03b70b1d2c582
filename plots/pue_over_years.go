package plots

import (
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var pueOverYearsFrench = map[string]string{
	"PUE of the month":              "PUE du mois",
	"hours, 5th to 95th percentile": "heures, 5e au 95e centile",
	"hours, minimum to maximum":     "heures, minimum à maximum",
	"days, 5th to 95th percentile":  "jours, 5e au 95e centile",
	"days, minimum to maximum":      "jours, minimum à maximum",
	"Power usage effectiveness by month, with the band of daily values.": "Indicateur d’efficacité énergétique (PUE) par mois, avec la bande des valeurs quotidiennes.",
	"PUE of the calendar year":                                            "PUE de l’année civile",
	"PUE over the years":                                                  "PUE au fil des années",
	"Power usage effectiveness by month, in common axes.":                 "Indicateur d’efficacité énergétique (PUE) par mois, sur des axes communs.",
	"Power usage effectiveness by month, with the band of hourly values.": "Indicateur d’efficacité énergétique (PUE) par mois, avec la bande des valeurs horaires.",
	"each campus has its own scale":                                       "chaque site a sa propre échelle",
	"Each campus has its own scale.":                                      "Chaque site a sa propre échelle.",
	"Values above the axis are cut off.":                                  "Les valeurs au-dessus de l’axe sont coupées.",
}

// monthlyPUE is what the figure shows of one campus.
type monthlyPUE struct {
	scope, name string
	months      []time.Time
	mean        []float64 // energy over energy, from kpis.csv
	min, max    []float64 // of the hourly values
	p5, p95     []float64
	years       []time.Time
	yearly      []float64
	daily       bool // the bands are those of days
}

// pueOverYears draws one panel per campus over a shared calendar. The monthly
// line is facility energy over IT energy; the bands show the hourly ratios.
func pueOverYears(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	if s.together() || len(f.compare) > 0 {
		return pueTogether(r, f, s, w)
	}
	var campuses []monthlyPUE
	for _, scope := range scopesOf(r, f.Scope, channel.PUE) {
		c, err := readPUE(r, scope)
		if err != nil {
			return nil, err
		}
		campuses = append(campuses, c)
	}
	if len(campuses) == 0 {
		return nil, lacks("indicator "+channel.PUE, f.Scope)
	}
	st := &stack{style: s, words: w, n: len(campuses), key: []keyEntry{
		{label: w.say("PUE of the month"), col: colour(0), line: true},
	}}
	if len(campuses) > 1 {
		st.over++
	}
	notes, sample := st.yearNotes(campuses, r.Manifest())
	if sample != "" {
		st.over++
		st.key = append(st.key, keyEntry{label: w.say("PUE of the calendar year"), sample: sample})
	}
	most, all := w.say("hours, 5th to 95th percentile"), w.say("hours, minimum to maximum")
	if campuses[0].daily {
		most, all = w.say("days, 5th to 95th percentile"), w.say("days, minimum to maximum")
	}
	st.key = append(st.key, keyEntry{label: most, col: tint(colour(0), 0.45)}, keyEntry{label: all, col: tint(colour(0), 0.18)})
	axes, own, cut := pueAxes(campuses)
	if own {
		st.key = append(st.key, keyEntry{sample: w.say("each campus has its own scale")})
	}
	for i, c := range campuses {
		p := panel{Plot: st.puePlot(c, r.Manifest(), axes[i]), notes: notes[i]}
		if st.n > 1 {
			p.name = c.name
		}
		st.add(p)
	}
	d := st.drawing(f.titled(w.say("PUE over the years")), w.say("Power usage effectiveness by month, with the band of hourly values."))
	d.table = pueTable(campuses)
	if campuses[0].daily {
		d.description = w.say("Power usage effectiveness by month, with the band of daily values.")
	}
	if own {
		d.description += " " + w.say("Each campus has its own scale.")
	}
	if cut {
		d.description += " " + w.say("Values above the axis are cut off.")
	}
	return d, nil
}

// readPUE reads the monthly means and bins the hourly ratios by month.
func readPUE(r *result.Result, scope string) (monthlyPUE, error) {
	c := monthlyPUE{scope: scope, name: strings.TrimPrefix(scope, "campus.")}
	c.months, c.mean = r.Monthly(channel.PUE, scope)
	c.years, c.yearly = r.Yearly(channel.PUE, scope)
	facility, err := means(r, scope+"."+channel.FacilityPowerMW)
	if err != nil {
		return c, err
	}
	it, err := means(r, scope+"."+channel.ITPowerMW)
	if err != nil {
		return c, err
	}
	times, err := r.Times()
	if err != nil {
		return c, err
	}
	c.daily = len(times) > 1 && times[1].Sub(times[0]) > time.Hour
	hour := 0
	var v []float64
	for i := range c.months {
		end := c.months[i].AddDate(0, 1, 0)
		v = v[:0]
		for ; hour < len(times) && times[hour].Before(end); hour++ {
			if it[hour] > 0 {
				v = append(v, float64(facility[hour])/float64(it[hour]))
			}
		}
		lo, p5, p95, hi := math.NaN(), math.NaN(), math.NaN(), math.NaN()
		if len(v) > 0 && !math.IsNaN(c.mean[i]) {
			lo, hi = slices.Min(v), slices.Max(v)
			p5, p95 = quantile(v, 0.05), quantile(v, 0.95)
		}
		c.min, c.p5, c.p95, c.max = append(c.min, lo), append(c.p5, p5), append(c.p95, p95), append(c.max, hi)
	}
	return c, nil
}

func pueTable(campuses []monthlyPUE) (t table) {
	t.head = []string{"campus", "month", "pue", "pue_hour_p5", "pue_hour_p95", "pue_hour_min", "pue_hour_max"}
	if campuses[0].daily {
		for i := range t.head {
			t.head[i] = strings.Replace(t.head[i], "_hour_", "_day_", 1)
		}
	}
	for _, c := range campuses {
		for i, m := range c.months {
			t.add(c.name, m.Format("2006-01"), cell(c.mean[i]), cell(c.p5[i]), cell(c.p95[i]), cell(c.min[i]), cell(c.max[i]))
		}
	}
	return t
}

// pueTop is the common upper end of the axes, which begin at 1, and whether
// anything lies above it. While a hall starts up its few racks share the plant's
// fixed losses, and PUE goes to 2 and beyond: such hours must not flatten all
// others, so the axis ends a little above what nine months of ten reach.
func pueTop(campuses []monthlyPUE) (hi float64, cut bool) {
	hi = 1.05
	most := 1.0
	for _, c := range campuses {
		tops, typical := existing(c.max), existing(c.p95)
		if len(tops) == 0 {
			continue
		}
		usual := min(stat.Quantile(0.9, stat.Empirical, tops, nil), 1+4*(stat.Quantile(0.5, stat.Empirical, typical, nil)-1))
		top := tops[len(tops)-1]
		hi = max(hi, min(top, 1+1.25*(usual-1)))
		most = max(most, top)
	}
	hi = 1 + 1.04*(hi-1)
	return hi, most > hi
}

// pueAxes are the axes of the panels and whether each is its own: a campus whose PUE
// moves much less than another's would be a flat line on a common one. An axis that
// would be empty below its values begins short of them rather than at 1.
func pueAxes(campuses []monthlyPUE) (axes []ramp, own, cut bool) {
	axis := func(of ...monthlyPUE) ramp {
		hi, beyond := pueTop(of)
		cut = cut || beyond
		low := math.Inf(1)
		for _, c := range of {
			low = min(low, lowest(c.min))
		}
		if low-1 > 0.3*(hi-1) && hi > low {
			return ramp{low - 0.15*(hi-low), hi}
		}
		return ramp{1, hi}
	}
	least, most := math.Inf(1), 0.0
	for _, c := range campuses {
		a := axis(c)
		axes = append(axes, a)
		least, most = min(least, a.hi-a.lo), max(most, a.hi-a.lo)
	}
	if own = most > 1.6*least; !own {
		common := axis(campuses...)
		for i := range axes {
			axes[i] = common
		}
	}
	return axes, own, cut
}

// existing returns the values that exist, sorted.
func existing(v []float64) []float64 {
	out := slices.DeleteFunc(slices.Clone(v), math.IsNaN)
	slices.Sort(out)
	return out
}

// yearNotes are the yearly values that go above each panel, for whole calendar
// years, with three decimals or as many as there is room for, and one of them.
func (st *stack) yearNotes(campuses []monthlyPUE, m *result.Manifest) (notes [][]note, sample string) {
	notes = make([][]note, len(campuses))
	sty := st.style.letters(noteShare, grey)
	decimals := 3
	for sty.Width(st.words.number(1, decimals)) > st.dataWidth()/vg.Length(m.Years)-0.5*sty.Font.Size {
		if decimals--; decimals < 2 {
			return notes, ""
		}
	}
	for i, c := range campuses {
		for j, year := range c.years {
			next := year.AddDate(1, 0, 0)
			if math.IsNaN(c.yearly[j]) || year.Before(m.Start) || next.After(ending(m)) {
				continue
			}
			sample = st.words.number(c.yearly[j], decimals)
			notes[i] = append(notes[i], note{x: (unix(year) + unix(next)) / 2, text: sample})
		}
	}
	return notes, sample
}

// puePlot draws one campus.
func (st *stack) puePlot(c monthlyPUE, m *result.Manifest, axis ramp) *plot.Plot {
	p := st.runPlot("PUE", m)
	p.Y.Min, p.Y.Max = axis.lo, axis.hi
	// A month is a flat step, drawn from its first to its last instant.
	x, pick := monthSteps(c.months, m.Start, ending(m))
	p.Add(
		band{x, pick(c.min), pick(c.max), tint(colour(0), 0.18)},
		band{x, pick(c.p5), pick(c.p95), tint(colour(0), 0.45)},
		line{x, pick(c.mean), draw.LineStyle{Color: colour(0), Width: st.style.Line}},
		beyond{x, pick(c.mean), st.style, st.words})
	return p
}
