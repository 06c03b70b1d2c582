package plots

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/list"
)

var tornadoFrench = map[string]string{
	"Tornado":                               "Tornade",
	"lowest value":                          "plus faible valeur",
	"highest value":                         "plus forte valeur",
	"other values, names":                   "autres valeurs, noms",
	"mean of all runs":                      "moyenne de tous les calculs",
	"swing %s":                              "amplitude %s",
	"swing %s (%s to %s)":                   "amplitude %s (%s à %s)",
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
	means      []float64 // at all its values

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
	return reach{input: in, low: mean(first), high: mean(final), from: in.end(w, first), to: in.end(w, final), atLow: first.at, top: final.at, means: list.Map(at, mean)}, true
}

// end names the values of an input's end, with their unit.
func (c Column) end(w words, b bin) string {
	if c.Levels != nil {
		return c.name(w, b.at)
	}
	text := c.name(w, b.at)
	if b.hi > b.lo {
		text = w.digits(b.lo, 3) + "–" + w.digits(b.hi, 3)
	}
	if _, unit, ok := strings.Cut(c.label(), " ("); ok {
		text += nonBreaking + strings.TrimSuffix(unit, ")")
	}
	return text
}

// width is the length of an input's bars, negative without any.
func (r reach) width() float64 {
	if r.none {
		return -1
	}
	return math.Abs(r.high - r.low)
}

// tornado draws by how much each input moves an output. Its reader wants to know
// which inputs matter, in which direction, and which are told from chance: a row for
// each input, the widest first, with the swing and its interval as a number; a dot
// for the mean at each of its values, the ends named; no bar where no effect is seen.
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
	st := &stack{style: s, words: w, n: 1}
	st.key = tornadoKey(all, w)
	chart := st.tornadoChart(all, ends)
	st.each = chart.height(output.label())
	lo, hi := st.roomForEnds(all, ends, st.chartWidth())
	st.add(panel{Plot: chart.plot(lo, hi, output.label())})
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

// tornadoKey explains the dots that there are.
func tornadoKey(all []reach, w words) (key []keyEntry) {
	seen := func(numbers bool) bool {
		return slices.ContainsFunc(all, func(r reach) bool { return !r.none && (r.input.Levels == nil) == numbers })
	}
	if seen(true) {
		key = append(key, keyEntry{label: w.say("lowest value"), col: colour(0), round: true}, keyEntry{label: w.say("highest value"), col: colour(1), round: true})
	}
	if len(key) == 0 && seen(false) || slices.ContainsFunc(all, func(r reach) bool { return !r.none && (len(r.means) > 2 || r.input.Levels != nil) }) {
		key = append(key, keyEntry{label: w.say("other values, names"), col: grey, round: true})
	}
	return append(key, keyEntry{label: w.say("mean of all runs"), col: grey, line: true})
}

// tornadoChart has a row for each input; ends begins with the mean of all runs.
func (st *stack) tornadoChart(all []reach, ends []float64) rowChart {
	chart := rowChart{st: st, base: ends[0]}
	for _, r := range all {
		name, _, _ := strings.Cut(r.input.label(), " (")
		row := chartRow{name: name}
		if r.none {
			row.value, row.faint = st.words.say("no effect seen"), true
		} else {
			row.value = r.swing(st.words)
			row.bar = func(c draw.Canvas, x func(float64) vg.Length, y vg.Length) { st.drawReach(c, x, y, r) }
		}
		chart.rows = append(chart.rows, row)
	}
	return chart
}

// swing is by how much an input moves the output, and its interval where that is
// known in the output's unit.
func (r reach) swing(w words) string {
	by := r.high - r.low
	if s := r.surety; s.Statistic == result.Swing && s.High > s.Low {
		places := min(9, max(0, 1-int(math.Floor(math.Log10(s.High-s.Low)))))
		return fill(w.say("swing %s (%s to %s)"), w.number(by, places), w.number(s.Low, places), w.number(s.High, places))
	}
	return fill(w.say("swing %s"), w.digits(math.Abs(by), 3))
}

// drawReach draws the range of means, a dot at each value, and what the ends are.
func (st *stack) drawReach(c draw.Canvas, x func(float64) vg.Length, y vg.Length, r reach) {
	size := st.style.TextSize
	rectangle(c, tint(grey, 0.3), x(r.low), x(r.high), y, 0.22*size)
	for _, v := range r.means {
		disc(c, vg.Point{X: x(v), Y: y}, 0.22*size, grey)
	}
	low, high := colour(0), colour(1)
	if r.input.Levels != nil {
		low, high = grey, grey
	}
	disc(c, vg.Point{X: x(r.low), Y: y}, 0.38*size, low)
	disc(c, vg.Point{X: x(r.high), Y: y}, 0.38*size, high)
	for _, end := range []struct {
		at, other float64
		text      string
	}{{r.low, r.high, r.from}, {r.high, r.low, r.to}} {
		sty := st.style.aligned(noteShare, ink, draw.XLeft, draw.YCenter)
		at := vg.Point{X: x(end.at) + 0.7*size, Y: y}
		if end.at < end.other {
			sty.XAlign, at.X = draw.XRight, x(end.at)-0.7*size
		}
		left := at.X + vg.Length(sty.XAlign)*sty.Width(end.text)
		c.SetColor(color.White) // the line of the mean stands behind
		c.Fill(appendRect(nil, left, y-0.5*size, left+sty.Width(end.text), y+0.5*size))
		c.FillText(sty, at, end.text)
	}
}

// roomForEnds is the range of an axis of a width that leaves room for what is
// written beside the bars.
func (s *stack) roomForEnds(all []reach, ends []float64, width vg.Length) (lo, hi float64) {
	sty := s.style.letters(noteShare, ink)
	lo, hi = span(ends, 0)
	from, to := lo, hi
	for range 12 { // the wider the axis, the less room a text takes of it
		unit := (to - from) / float64(width)
		newFrom, newTo := lo, hi
		for _, r := range all {
			if r.none {
				continue
			}
			left, right := r.from, r.to
			if r.high < r.low {
				left, right = right, left
			}
			newFrom = min(newFrom, min(r.low, r.high)-float64(sty.Width(left)+1.1*s.style.TextSize)*unit)
			newTo = max(newTo, max(r.low, r.high)+float64(sty.Width(right)+1.1*s.style.TextSize)*unit)
		}
		from, to = newFrom, newTo
	}
	return from, to
}
