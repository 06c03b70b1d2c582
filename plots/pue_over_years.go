package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"caloduc/experiments/result"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

func init() {
	register("pue-over-years", "PUE of each campus: monthly means, with the band of the hourly values", pueOverYears)
}

// monthlyPUE is what the figure shows of one campus: a value for each month.
type monthlyPUE struct {
	scope, name string
	months      []time.Time
	mean        []float64 // energy over energy, from kpis.csv
	min, max    []float64 // of the hourly values
	p5, p95     []float64
}

// pueOverYears draws one panel per campus over a shared calendar. The monthly
// line is facility energy over IT energy; the bands show the hourly ratios.
func pueOverYears(r *result.Result, f result.Figure, s Style, w words) (*drawing, error) {
	var campuses []monthlyPUE
	for _, scope := range campusScopes(r, f.Scope) {
		c, err := readPUE(r, scope)
		if err != nil {
			return nil, err
		}
		campuses = append(campuses, c)
	}
	if len(campuses) == 0 {
		return nil, fmt.Errorf("%w: indicator pue of a campus", ErrLacks)
	}
	st := &stack{style: s, ratio: 2.4, key: []keyEntry{
		{w.say("monthly mean"), colour(0), true},
		{w.say("hours, 5th to 95th pct."), tint(colour(0), 0.45), false},
		{w.say("hours, min. to max."), tint(colour(0), 0.18), false},
	}}
	if len(campuses) == 1 {
		st.ratio = golden
	}
	lo, hi := pueRange(campuses)
	for i, c := range campuses {
		st.panels = append(st.panels, s.puePanel(c, r, lo, hi, len(campuses) > 1, i == len(campuses)-1))
	}
	title := f.Title
	if title == "" {
		title = w.say("PUE over the years")
	}
	d := &drawing{width: s.Width, height: st.height(), draw: st.draw, title: title,
		description: "Power usage effectiveness by month, with the band of hourly values. " + r.Manifest().Title,
		table:       table{head: []string{"campus", "month", "pue", "pue_hour_p5", "pue_hour_p95", "pue_hour_min", "pue_hour_max"}}}
	for _, c := range campuses {
		for i, m := range c.months {
			d.table.add(c.name, m.Format("2006-01"), cell(c.mean[i]), cell(c.p5[i]), cell(c.p95[i]), cell(c.min[i]), cell(c.max[i]))
		}
	}
	return d, nil
}

// campusScopes lists the scopes of kpis.csv that are campuses and lie within a
// scope, in the order of the result.
func campusScopes(r *result.Result, within string) []string {
	var out []string
	rows, err := r.Indicators()
	if err != nil {
		return nil
	}
	for _, row := range rows {
		if row.Name == "pue" && strings.HasPrefix(row.Scope, "campus.") && !slices.Contains(out, row.Scope) &&
			(within == "" || row.Scope == within) {
			out = append(out, row.Scope)
		}
	}
	return out
}

// readPUE reads the monthly means and bins the hourly ratios by month.
func readPUE(r *result.Result, scope string) (monthlyPUE, error) {
	c := monthlyPUE{scope: scope, name: strings.TrimPrefix(scope, "campus.")}
	c.months, c.mean = r.Monthly("pue", scope)
	facility, err := r.Series(scope + ".facility_power_MW")
	if err != nil {
		return c, fmt.Errorf("%w: %s.facility_power_MW", ErrLacks, scope)
	}
	it, err := r.Series(scope + ".it_power_MW")
	if err != nil {
		return c, fmt.Errorf("%w: %s.it_power_MW", ErrLacks, scope)
	}
	times, err := r.Times()
	if err != nil {
		return c, err
	}
	hour := 0
	for i := range c.months {
		end := c.months[i].AddDate(0, 1, 0)
		var v []float64
		for ; hour < len(times) && times[hour].Before(end); hour++ {
			if it.Mean[hour] > 0 {
				v = append(v, float64(facility.Mean[hour])/float64(it.Mean[hour]))
			}
		}
		lo, p5, p95, hi := math.NaN(), math.NaN(), math.NaN(), math.NaN()
		if len(v) > 0 && !math.IsNaN(c.mean[i]) {
			slices.Sort(v)
			lo, hi = v[0], v[len(v)-1]
			p5, p95 = stat.Quantile(0.05, stat.Empirical, v, nil), stat.Quantile(0.95, stat.Empirical, v, nil)
		}
		c.min, c.p5, c.p95, c.max = append(c.min, lo), append(c.p5, p5), append(c.p95, p95), append(c.max, hi)
	}
	return c, nil
}

// pueRange is the common vertical range: from 1 to a little above what the
// bands reach, the few hours of an opening hall left out.
func pueRange(campuses []monthlyPUE) (lo, hi float64) {
	var top []float64
	for _, c := range campuses {
		for _, v := range c.max {
			if !math.IsNaN(v) {
				top = append(top, v)
			}
		}
		for _, v := range c.p95 {
			if !math.IsNaN(v) {
				hi = max(hi, v)
			}
		}
	}
	if len(top) > 0 {
		slices.Sort(top)
		hi = max(hi, stat.Quantile(0.9, stat.Empirical, top, nil))
	}
	return 1, 1 + max(hi-1, 0.05)*1.06
}

// puePanel draws one campus.
func (s Style) puePanel(c monthlyPUE, r *result.Result, lo, hi float64, named, last bool) *plot.Plot {
	p := s.panel()
	p.Y.Min, p.Y.Max = lo, hi
	p.Y.Tick.Marker = plainTicks{5}
	p.Y.Label.Text = "PUE"
	from := r.Manifest().Start
	s.timeAxis(p, float64(from.Unix()), float64(from.AddDate(r.Manifest().Years, 0, 0).Unix()), last)
	// A month is a flat step, drawn from its first to its last instant.
	x, pick := monthSteps(c.months)
	p.Add(gridLines{s.Hair},
		band{x, pick(c.min), pick(c.max), tint(colour(0), 0.18)},
		band{x, pick(c.p5), pick(c.p95), tint(colour(0), 0.45)},
		line{x, pick(c.mean), draw.LineStyle{Color: colour(0), Width: s.Line}})
	if named {
		p.Add(corner{c.name, s})
	}
	return p
}

// monthSteps turns months into the corners of a step line, and a function that
// doubles values accordingly.
func monthSteps(months []time.Time) (x []float64, pick func([]float64) []float64) {
	for _, m := range months {
		x = append(x, float64(m.Unix()), float64(m.AddDate(0, 1, 0).Unix()))
	}
	return x, func(v []float64) []float64 {
		out := make([]float64, 0, 2*len(v))
		for _, y := range v {
			out = append(out, y, y)
		}
		return out
	}
}

// corner names a panel in its upper left corner.
type corner struct {
	text  string
	style Style
}

// Plot implements plot.Plotter.
func (n corner) Plot(c draw.Canvas, p *plot.Plot) {
	sty := n.style.letters(1, ink)
	sty.Font.Weight = bold
	sty.YAlign = draw.YTop
	pad := 0.5 * n.style.TextSize
	at := c.Min
	at.X, at.Y = at.X+pad, c.Max.Y-0.2*pad
	c.FillText(sty, at, n.text)
}
