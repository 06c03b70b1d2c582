package plots

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

var responseCurveFrench = map[string]string{
	"Response curve":                 "Courbe de réponse",
	"mean of the runs":               "moyenne des calculs",
	"all within %s":                  "écart total %s",
	"lowest to highest run":          "du plus faible au plus fort",
	"5th to 95th percentile of runs": "5e au 95e centile des calculs",
	"An output over an input: mean of the runs at each value, and their range or the interval of the mean.": "Une sortie selon une entrée : moyenne des calculs à chaque valeur, et leur étendue ou l’intervalle de la moyenne.",
}

// mostLines is the number of lines that a figure can tell apart.
const mostLines = 8

// curve is an output over the values of an input.
type curve struct {
	group          float64
	x              []float64
	mean, low, top []float64
	col            color.NRGBA
}

// responseCurve draws an output over an input, with a line for each level of a
// second input where one is asked for.
func responseCurve(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	x, err := t.input(f.X)
	if err != nil {
		return nil, err
	}
	by, groups, err := t.groupBy(f.Y, mostLines)
	if err != nil {
		return nil, err
	}
	at := x.bins(12)
	if len(at) == 0 {
		return nil, lacks("values of "+x.Name, "")
	}
	spread := t.spreadOf(x, output)
	st := &stack{style: s, words: w, n: 1}
	p := s.panel()
	d := st.drawing(w.say("Response curve"),
		w.say("An output over an input: mean of the runs at each value, and their range or the interval of the mean."),
		x.Name, "group", output.Name, "low", "high")
	var curves []curve
	var ends []float64
	var names []endName // of lines, where they end
	for g, group := range groups {
		c := curve{group: group.at, col: distinct(g)}
		for _, b := range at {
			mean, low, top := spread.at(t, output, func(run int) bool { return b.holds(x.Values[run]) && (f.Y == "" || group.holds(by.Values[run])) })
			if f.Y != "" && math.IsNaN(mean) {
				continue
			}
			c.x, c.mean, c.low, c.top = append(c.x, b.at), append(c.mean, mean), append(c.low, low), append(c.top, top)
			d.table.add(x.cell(b.at), by.cell(group.at), cell(mean), cell(low), cell(top))
		}
		curves, ends = append(curves, c), slices.Concat(ends, c.mean, c.low, c.top)
		name := w.say("mean of the runs")
		if f.Y != "" {
			name = by.groupName(w, group)
		}
		if x.Levels == nil && len(groups) > 1 {
			names = append(names, endName{text: name, y: lastOf(c.mean), col: c.col})
		} else {
			st.key = append(st.key, keyEntry{label: name, col: c.col, line: x.Levels == nil, round: x.Levels != nil})
		}
	}
	st.roomFor(names...)
	st.inputAxis(p, x, at)
	if spread.shown(curves) {
		st.key = append(st.key, keyEntry{label: w.say(spread.name), col: tint(grey, 0.35)})
	}
	name := st.outputAxis(p, ends)
	p.Y.Tick.Marker, p.Y.Label.Text = st.ticks(), output.label()
	p.Add(gridLines{s.Hair})
	st.drawCurves(p, x, curves)
	p.Add(endNames{names, st})
	st.add(panel{Plot: p, name: name})
	return d, nil
}

// outputAxis spans an axis over values, and says how little they differ where it spans
// more than that.
func (st *stack) outputAxis(p *plot.Plot, values []float64) (name string) {
	p.Y.Min, p.Y.Max = span(values, 0.06)
	all := existing(values)
	if len(all) == 0 {
		return ""
	}
	by := leastSpan * math.Abs(all[len(all)/2])
	if p.Y.Max-p.Y.Min >= by {
		return ""
	}
	middle := (p.Y.Min + p.Y.Max) / 2
	p.Y.Min, p.Y.Max, st.over = middle-by/2, middle+by/2, 1
	return fill(st.words.say("all within %s"), st.words.digits(all[len(all)-1]-all[0], 2))
}

// leastSpan is the least that the axis of an output spans, of its value: differences
// of less are shown as the little that they are.
const leastSpan = 0.005

// groupName is what the key says of a line.
func (c Column) groupName(w words, b bin) string {
	if c.Levels != nil {
		return c.name(w, b.at)
	}
	text := w.digits(b.lo, 4)
	if b.hi > b.lo {
		text = w.digits(b.lo, 3) + "–" + w.digits(b.hi, 3)
	}
	return c.label() + " " + text
}

// inputAxis sets up a panel's horizontal axis for an input.
func (s *stack) inputAxis(p *plot.Plot, x Column, at []bin) {
	lo, hi := span(x.Values, 0.03)
	s.plainAxis(p, lo, hi, s.shortened(x.label(), s.dataWidth()))
	if x.Levels == nil {
		return
	}
	p.X.Min, p.X.Max = -0.6, float64(len(x.Levels))-0.4
	s.each = 1.4*s.style.Panel + s.nameTicks(p, x.ticks(s.words, middles(at)), s.dataWidth())
}

// drawCurves adds the bands, and above all of them the lines; of an input of
// names marks with their intervals side by side.
func (s *stack) drawCurves(p *plot.Plot, x Column, curves []curve) {
	var lines []plot.Plotter
	for g, c := range curves {
		if x.Levels == nil {
			p.Add(band{c.x, c.low, c.top, tint(c.col, 0.22)})
			lines = append(lines, line{c.x, c.mean, draw.LineStyle{Color: c.col, Width: s.style.Line}})
			if x.discrete() || len(c.x) == 1 { // a line of one point shows nothing
				lines = append(lines, discs{c.x, c.mean, c.col, 0.25 * s.style.TextSize})
			}
			continue
		}
		beside := make([]float64, len(c.x))
		for i := range c.x {
			beside[i] = c.x[i] + (float64(g)-float64(len(curves)-1)/2)*0.7/float64(len(curves))
		}
		p.Add(whiskers{beside, c.low, c.top, draw.LineStyle{Color: tint(c.col, 0.5), Width: 1.5 * s.style.Line}})
		lines = append(lines, discs{beside, c.mean, c.col, 0.28 * s.style.TextSize})
	}
	p.Add(lines...)
}

// spread is how far runs of one value lie apart.
type spread struct {
	name string
	kind int
	reps []int // the replicates
}

const (
	rangeOfRuns = iota
	percentiles
	meanOverReplicates
)

// spreadOf is the interval of the mean where points have replicates, the range of
// runs where each value of the input has some, percentiles of a sample.
func (t *Runs) spreadOf(x, output Column) spread {
	reps := slices.Compact(slices.Sorted(slices.Values(t.Replicate)))
	switch {
	case len(reps) > 1:
		return spread{phrase("95 % interval of a mean"), meanOverReplicates, reps}
	case !x.discrete():
		return spread{phrase("5th to 95th percentile of runs"), percentiles, nil}
	}
	return spread{phrase("lowest to highest run"), rangeOfRuns, nil}
}

// at is the mean of the runs that hold, and the ends of the band.
func (s spread) at(t *Runs, output Column, holds func(run int) bool) (mean, low, top float64) {
	all := existing(where(output.Values, holds))
	if len(all) == 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	mean = stat.Mean(all, nil)
	switch s.kind {
	case percentiles:
		return mean, stat.Quantile(0.05, stat.LinInterp, all, nil), stat.Quantile(0.95, stat.LinInterp, all, nil)
	case rangeOfRuns:
		return mean, all[0], all[len(all)-1]
	}
	means := slices.DeleteFunc(s.each(t, output, holds), math.IsNaN)
	if len(means) < 2 {
		return mean, math.NaN(), math.NaN()
	}
	i := meanOf(means)
	return i.value, i.lo, i.hi
}

// each are the means of the replicates, NaN for one that has fewer runs than others.
func (s spread) each(t *Runs, output Column, holds func(run int) bool) (means []float64) {
	most := 0
	for _, r := range s.reps {
		own := existing(where(output.Values, func(run int) bool { return t.Replicate[run] == r && holds(run) }))
		mean := math.NaN()
		if len(own) > most {
			most = len(own)
			for i := range means {
				means[i] = math.NaN()
			}
		}
		if len(own) == most && most > 0 {
			mean = stat.Mean(own, nil)
		}
		means = append(means, mean)
	}
	return means
}

// shown tells whether there is any band to see.
func (s spread) shown(curves []curve) bool {
	return slices.ContainsFunc(curves, func(c curve) bool {
		for i := range c.x {
			if c.top[i] > c.low[i] {
				return true
			}
		}
		return false
	})
}

// whiskers are upright bars.
type whiskers struct {
	x, low, top []float64
	sty         draw.LineStyle
}

// Plot implements plot.Plotter.
func (v whiskers) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	for i, x := range v.x {
		lo, hi := max(fy(v.low[i]), c.Min.Y), min(fy(v.top[i]), c.Max.Y)
		if hi > lo && c.ContainsX(fx(x)) {
			c.StrokeLine2(v.sty, fx(x), lo, fx(x), hi)
		}
	}
}

// discs marks points.
type discs struct {
	x, y   []float64
	col    color.NRGBA
	radius vg.Length
}

// Plot implements plot.Plotter.
func (d discs) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	for i := range d.x {
		at := vg.Point{X: fx(d.x[i]), Y: fy(d.y[i])}
		if !math.IsNaN(d.y[i]) && !math.IsNaN(d.x[i]) && c.Contains(at) {
			disc(c, at, d.radius, d.col)
		}
	}
}
