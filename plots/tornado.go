package plots

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/sim/list"
)

var tornadoFrench = map[string]string{
	"Tornado":               "Tornade",
	"low end of the input":  "extrémité basse de l’entrée",
	"high end of the input": "extrémité haute de l’entrée",
	"Means of an output over the runs at the lowest and at the highest value of each input, of names at those of its lowest and highest mean, the widest first.": "Moyennes d’une sortie sur les calculs à la plus faible et à la plus forte valeur de chaque entrée, de noms à ceux de plus faible et de plus forte moyenne, les plus larges d’abord.",
}

// reach is what an output is at the ends of an input.
type reach struct {
	input      Column
	low, high  float64 // means of the output
	from, to   string  // the input's values there
	atLow, top float64
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
			all, ends = append(all, r), append(ends, r.low, r.high)
		}
	}
	if len(all) == 0 {
		return nil, lacks("an input with two values", "")
	}
	slices.SortStableFunc(all, func(a, b reach) int { return cmp.Compare(math.Abs(b.high-b.low), math.Abs(a.high-a.low)) })
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
		w.say("Means of an output over the runs at the lowest and at the highest value of each input, of names at those of its lowest and highest mean, the widest first."),
		"input", "lowest", "mean_at_lowest", "highest", "mean_at_highest", "mean")
	for _, r := range all {
		d.table.add(r.input.Name, r.input.cell(r.atLow), cell(r.low), r.input.cell(r.top), cell(r.high), cell(ends[0]))
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
