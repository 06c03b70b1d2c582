package plots

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/list"
)

var tornadoFrench = map[string]string{
	"Tornado":                               "Tornade",
	"low end of the input":                  "extrémité basse de l’entrée",
	"high end of the input":                 "extrémité haute de l’entrée",
	"no effect seen":                        "aucun effet décelé",
	"An input has no bar where %s holds 0.": "Une entrée n’a pas de barre là où %s contient 0.",
	"An input has no bar where both ends give the same.":                            "Une entrée n’a pas de barre là où les deux extrémités donnent le même résultat.",
	"the interval of its partial rank correlation (95 % over all inputs together)":  "l’intervalle de sa corrélation partielle de rangs (95 % pour toutes les entrées ensemble)",
	"the interval of its swing over the replicates (95 % over all inputs together)": "l’intervalle de son amplitude sur les répétitions (95 % pour toutes les entrées ensemble)",
	"the interval of its mean elementary effect (95 %)":                             "l’intervalle de son effet élémentaire moyen (95 %)",
	"the interval of its total Sobol index (95 %)":                                  "l’intervalle de son indice de Sobol total (95 %)",
	"Means of an output over the runs at the lowest and at the highest value of each input, of names at those of its lowest and highest mean, the widest first.": "Moyennes d’une sortie sur les calculs à la plus faible et à la plus forte valeur de chaque entrée, de noms à ceux de plus faible et de plus forte moyenne, les plus larges d’abord.",
}

// reach is what an output is at the ends of an input.
type reach struct {
	input      Column
	low, high  float64 // means of the output
	from, to   string  // the input's values there
	atLow, top float64

	surety Surety
	none   bool // no effect is seen
}

// suretyWords name the interval of each statistic.
var suretyWords = map[string]string{
	result.PartialRank:      phrase("the interval of its partial rank correlation (95 % over all inputs together)"),
	result.PartialRankRatio: phrase("the interval of its partial rank correlation (95 % over all inputs together)"),
	result.Swing:            phrase("the interval of its swing over the replicates (95 % over all inputs together)"),
	result.MuStar:           phrase("the interval of its mean elementary effect (95 %)"),
	result.TotalIndex:       phrase("the interval of its total Sobol index (95 %)"),
}

// judge says whether an effect is seen: the interval that lies furthest from 0
// tells, of the blocks that vary the input; without any, the means themselves.
func (r *reach) judge(f SweepFigure) {
	r.surety = Surety{Estimate: math.NaN(), Low: math.NaN(), High: math.NaN()}
	r.none = f.Unsure || math.Abs(r.high-r.low) <= 1e-9*math.Abs(r.high)
	told := false
	for _, s := range f.Sureties {
		if s.Input == r.input.Name && (!told || r.none && !s.holdsNothing()) {
			told, r.surety, r.none = true, s, s.holdsNothing()
		}
	}
}

// untold is what the description of a tornado says of inputs without a bar.
func untold(all []reach, w words) string {
	for _, r := range all {
		if text, ok := suretyWords[r.surety.Statistic]; ok {
			return fill(w.say("An input has no bar where %s holds 0."), w.say(text))
		}
	}
	return w.say("An input has no bar where both ends give the same.")
}

// reachOf is the reach of an input: at its lowest and highest values that have
// runs; of names, at those where the output's mean is lowest and highest.
func reachOf(in, output Column, w words) (r reach, ok bool) {
	mean := func(b bin) float64 {
		return meanWhere(output, func(run int) bool { return b.holds(in.Values[run]) })
	}
	at := slices.DeleteFunc(in.bins(10), func(b bin) bool { return math.IsNaN(mean(b)) })
	if len(at) < 2 {
		return r, false
	}
	first, final := at[0], at[len(at)-1]
	if in.Levels != nil {
		for _, b := range at {
			if mean(b) < mean(first) {
				first = b
			}
			if mean(b) > mean(final) {
				final = b
			}
		}
	}
	return reach{input: in, low: mean(first), high: mean(final), from: in.end(w, first), to: in.end(w, final), atLow: first.at, top: final.at}, true
}

// end names the values of an input's end.
func (c Column) end(w words, b bin) string {
	if b.hi > b.lo && c.Levels == nil {
		return w.digits(b.lo, 3) + "–" + w.digits(b.hi, 3)
	}
	return c.name(w, b.at)
}

// width is the length of an input's bars, negative without any.
func (r reach) width() float64 {
	if r.none {
		return -1
	}
	return math.Abs(r.high - r.low)
}

// tornado draws by how much each input moves an output: the output's mean over the
// runs at either end of the input.
func tornado(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	var all []reach
	ends := []float64{meanWhere(output, func(int) bool { return true })}
	for _, in := range t.Inputs {
		if r, ok := reachOf(in, output, w); ok {
			r.judge(f)
			all = append(all, r)
			if !r.none {
				ends = append(ends, r.low, r.high)
			}
		}
	}
	if len(all) == 0 {
		return nil, lacks("an input with two values", "")
	}
	slices.SortStableFunc(all, func(a, b reach) int { return cmp.Compare(b.width(), a.width()) })
	st := &stack{style: s, words: w, n: 1, each: (vg.Length(len(all))*2.6 + 6.5) * s.TextSize, key: []keyEntry{
		{label: w.say("low end of the input"), col: colour(5)}, {label: w.say("high end of the input"), col: colour(1)}}}
	p := s.panel()
	names := list.Map(all, func(r reach) string { return r.input.label() })
	ticks := rowAxis(p, names)
	lo, hi := st.roomForEnds(all, ends, st.style.Width-2*st.margin()-st.widest(ticks)-2*s.TextSize)
	st.plainAxis(p, lo, hi, output.label())
	p.Add(tornadoBars{all, ends[0], st})
	st.add(panel{Plot: p})
	d := st.drawing(w.say("Tornado"),
		w.say("Means of an output over the runs at the lowest and at the highest value of each input, of names at those of its lowest and highest mean, the widest first.")+" "+untold(all, w),
		"input", "lowest", "mean_at_lowest", "highest", "mean_at_highest", "mean", "statistic", "estimate", "low", "high", "effect_seen")
	for _, r := range all {
		s := r.surety
		d.table.add(r.input.Name, r.input.cell(r.atLow), cell(r.low), r.input.cell(r.top), cell(r.high), cell(ends[0]),
			s.Statistic, cell(s.Estimate), cell(s.Low), cell(s.High), strconv.FormatBool(!r.none))
	}
	return d, nil
}

// roomForEnds is the range of an axis of a width that leaves room for what is
// written beside the bars; ends begins with the mean that bars start from.
func (s *stack) roomForEnds(all []reach, ends []float64, width vg.Length) (lo, hi float64) {
	sty := s.style.letters(noteShare, ink)
	lo, hi = span(ends, 0)
	from, to := lo, hi
	for range 8 { // the wider the axis, the less room a text takes of it
		unit := (to - from) / float64(width)
		newFrom, newTo := lo, hi
		beside := func(v float64, text string) {
			room := float64(sty.Width(text)+0.9*s.style.TextSize) * unit
			if v < ends[0] {
				newFrom = min(newFrom, v-room)
			} else {
				newTo = max(newTo, v+room)
			}
		}
		for _, r := range all {
			if r.none {
				beside(ends[0], s.words.say("no effect seen"))
				continue
			}
			beside(r.low, r.from)
			beside(r.high, r.to)
		}
		from, to = newFrom, newTo
	}
	return from, to
}

// tornadoBars are bars to both sides of a mean.
type tornadoBars struct {
	all  []reach
	mean float64
	st   *stack
}

// Plot implements plot.Plotter.
func (b tornadoBars) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	sty := b.st.style.aligned(noteShare, ink, draw.XLeft, draw.YCenter)
	pad := 0.4 * b.st.style.TextSize
	for i, r := range b.all {
		row := float64(len(b.all) - 1 - i)
		if r.none {
			faint := b.st.style.aligned(noteShare, grey, draw.XLeft, draw.YCenter)
			c.FillText(faint, vg.Point{X: fx(b.mean) + pad, Y: fy(row)}, b.st.words.say("no effect seen"))
			continue
		}
		half := func(v, foot, top float64, col int) {
			l, r := min(fx(v), fx(b.mean)), max(fx(v), fx(b.mean))
			c.FillPolygon(colour(col), []vg.Point{{X: l, Y: fy(foot)}, {X: r, Y: fy(foot)}, {X: r, Y: fy(top)}, {X: l, Y: fy(top)}})
		}
		half(r.low, row, row+0.32, 5)
		half(r.high, row-0.32, row, 1)
		write := func(text string, v, y float64) {
			sty.XAlign = draw.XLeft
			at := fx(v) + pad
			if v < b.mean {
				sty.XAlign = draw.XRight
				at = fx(v) - pad
			}
			c.FillText(sty, vg.Point{X: at, Y: fy(y)}, text)
		}
		write(r.from, r.low, row+0.16)
		write(r.to, r.high, row-0.16)
	}
	c.StrokeLine2(draw.LineStyle{Color: ink, Width: b.st.style.Hair}, fx(b.mean), c.Min.Y, fx(b.mean), c.Max.Y)
}
