package plots

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

var paretoFrench = map[string]string{
	"Pareto front":              "Front de Pareto",
	"points":                    "points",
	"no point is better in all": "aucun point n’est meilleur sur tout",
	"Outputs of all points, means over their replicates; marked are those that no other betters in all of them, the third as a colour where there are three.": "Sorties de tous les points, moyennes sur leurs réplicats ; sont marqués ceux qu’aucun autre ne surpasse sur toutes, la troisième en couleur s’il y en a trois.",
}

// pareto draws two outputs against each other, a third as the colour, and the
// points that no other betters.
func pareto(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	if len(t.Outputs) < 2 {
		return nil, lacks("two outputs", "")
	}
	axes := []string{cmp.Or(f.X, t.Outputs[0].Name), cmp.Or(f.Y, t.Outputs[1].Name)}
	if f.Output != "" {
		axes = append(axes, f.Output)
	}
	var shown []Column
	var more []bool
	for _, name := range axes {
		c, err := t.output(name)
		if err != nil {
			return nil, err
		}
		shown, more = append(shown, t.perPoint(c)), append(more, slices.Contains(f.Highest, c.Name))
	}
	x, y := shown[0], shown[1]
	front := paretoFront(shown, more)
	st := &stack{style: s, words: w, n: 1}
	cloud := paretoCloud{points: shown, front: front, names: t.names(len(x.Values)), st: st}
	var numbered []keyEntry
	if cloud.names == nil {
		cloud.names, numbered = t.numbers(shown, front, w)
	}
	best := keyEntry{label: w.say("no point is better in all"), col: colour(1), line: true}
	if len(shown) == 3 {
		lo, hi := span(shown[2].Values, 0)
		st.bar = &colourBar{ramp: ramp{lo, hi}, label: shown[2].label()}
		best.col, best.line, best.round = ink, false, true
	}
	st.key = []keyEntry{{label: w.say("points"), col: tint(grey, 0.6), round: true}, best}
	st.key = append(st.key, numbered...)
	p := st.plot(y.label())
	p.Y.Min, p.Y.Max = span(y.Values, 0.06)
	lo, hi := span(x.Values, 0.06)
	st.plainAxis(p, lo, hi, x.label())
	p.Add(cloud)
	st.add(panel{Plot: p})
	d := st.drawing(w.say("Pareto front"),
		w.say("Outputs of all points, means over their replicates; marked are those that no other betters in all of them, the third as a colour where there are three."))
	d.table = t.pointTable(shown, front)
	return d, nil
}

// pointTable has a row for each point: its inputs, the outputs shown, and whether
// it is on the front.
func (t *Runs) pointTable(shown []Column, front []int) (out table) {
	out.head = []string{"point"}
	for _, c := range slices.Concat(t.Inputs, shown) {
		out.head = append(out.head, c.Name)
	}
	out.head = append(out.head, "on_front")
	for i := range shown[0].Values {
		row := []string{cell(float64(i))}
		for _, c := range t.Inputs {
			row = append(row, c.cell(t.firstOf(c, i)))
		}
		for _, c := range shown {
			row = append(row, cell(c.Values[i]))
		}
		on := "0"
		if slices.Contains(front, i) {
			on = "1"
		}
		out.add(append(row, on)...)
	}
	return out
}

// perPoint is an output averaged over the replicates of each point; NaN where one
// of them failed.
func (t *Runs) perPoint(c Column) Column {
	if t.Point == nil {
		return c
	}
	n := 1 + slices.Max(append([]int{-1}, t.Point...))
	sum, count := make([]float64, n), make([]float64, n)
	for run, v := range c.Values {
		sum[t.Point[run]] += v
		count[t.Point[run]]++
	}
	for i := range sum {
		sum[i] /= count[i]
	}
	c.Values = sum
	return c
}

// firstOf is an input at a point.
func (t *Runs) firstOf(c Column, point int) float64 {
	if t.Point == nil {
		return c.Values[point]
	}
	return c.Values[slices.Index(t.Point, point)]
}

// paretoCloud draws the points, those of the front above all.
type paretoCloud struct {
	points []Column
	front  []int
	names  []string // of the points, where they have any
	st     *stack
}

// mostNamed is the number of points up to which their names are written.
const mostNamed = 16

// names are those of few points that have names, nil otherwise.
func (t *Runs) names(points int) (out []string) {
	c, err := t.input(result.NameColumn)
	if err != nil || points > mostNamed || len(t.Inputs) == 0 {
		return nil
	}
	for i := range points {
		name := ""
		if v := t.firstOf(c, i); !math.IsNaN(v) {
			name = c.Levels[int(v)]
		}
		out = append(out, name)
	}
	return out
}

// mostNumbered is the number of points of a front that are told in the key.
const mostNumbered = 9

// numbers numbers the points of the front, or the best in each output and some between
// where they are many, and tells what they are.
func (t *Runs) numbers(shown []Column, front []int, w words) (names []string, key []keyEntry) {
	told := map[int]bool{}
	if len(front) > mostNumbered {
		for _, c := range shown {
			best := slices.MinFunc(front, func(i, j int) int { return cmp.Compare(c.Values[i], c.Values[j]) })
			told[best] = true
		}
		for k := range mostNumbered {
			if len(told) < mostNumbered {
				told[front[k*(len(front)-1)/(mostNumbered-1)]] = true
			}
		}
	}
	names = make([]string, len(shown[0].Values))
	for _, i := range front {
		if len(front) > mostNumbered && !told[i] {
			continue
		}
		var parts []string
		for _, in := range t.Inputs {
			if v := t.firstOf(in, i); !math.IsNaN(v) {
				parts = append(parts, in.end(w, bin{v, v, v}))
			}
		}
		names[i] = strconv.Itoa(len(key) + 1)
		key = append(key, keyEntry{label: strings.Join(parts, ", "), sample: names[i]})
	}
	return names, key
}

// joined are names, those of points that lie on one another in one.
func joined(names []string, at func(i int) vg.Point, near vg.Length) []string {
	out := slices.Clone(names)
	for i := range out {
		for j := range i {
			if d := at(i).Sub(at(j)); out[i] != "" && out[j] != "" && math.Hypot(float64(d.X), float64(d.Y)) < float64(near) {
				out[j], out[i] = out[j]+", "+out[i], ""
			}
		}
	}
	return out
}

// write writes each name on a side of its point where nothing else is written.
func (l paretoCloud) write(c draw.Canvas, at func(i int) vg.Point) {
	sty := l.st.style.letters(noteShare, ink)
	size := l.st.style.TextSize
	var taken []vg.Rectangle
	for i := range l.names {
		taken = append(taken, around(at(i), 0.3*size, 0.3*size))
	}
	for i, name := range joined(l.names, at, 0.6*size) {
		w, h := sty.Width(name), 0.8*size
		sides := []vg.Point{{X: 0.7 * size, Y: -h / 2}, {X: -0.7*size - w, Y: -h / 2}, {X: -w / 2, Y: 0.7 * size}, {X: -w / 2, Y: -0.7*size - h}}
		for far := vg.Length(1); far <= 5; far++ { // where a line must lead to it
			for turn := range 8 {
				sin, cos := math.Sincos(float64(turn)*math.Pi/4 + math.Pi/8)
				reach := (0.8 + 0.8*far) * size
				sides = append(sides, vg.Point{X: vg.Length(cos)*(reach+w/2) - w/2, Y: vg.Length(sin)*(reach+h/2) - h/2})
			}
		}
		for k, from := range sides {
			box := vg.Rectangle{Min: at(i).Add(from)}
			box.Max = box.Min.Add(vg.Point{X: w, Y: h})
			inside := box.Min.X >= c.Min.X && box.Max.X <= c.Max.X && box.Min.Y >= c.Min.Y && box.Max.Y <= c.Max.Y
			if name == "" || !inside || slices.ContainsFunc(taken, func(o vg.Rectangle) bool {
				return overlapping(o, around(box.Min.Add(box.Size().Scale(0.5)), w/2+0.15*size, h/2+0.1*size))
			}) {
				continue
			}
			taken = append(taken, box)
			if k > 3 {
				end := vg.Point{X: max(box.Min.X, min(at(i).X, box.Max.X)), Y: max(box.Min.Y, min(at(i).Y, box.Max.Y))}
				c.StrokeLine2(draw.LineStyle{Color: grey, Width: l.st.style.Hair}, at(i).X, at(i).Y, end.X, end.Y)
			}
			c.FillText(sty, box.Min, name)
			break
		}
	}
}

// Plot implements plot.Plotter.
func (l paretoCloud) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	size := l.st.style.TextSize
	x, y := l.points[0].Values, l.points[1].Values
	at := func(i int) vg.Point { return vg.Point{X: fx(x[i]), Y: fy(y[i])} }
	for i := range x {
		if math.IsNaN(x[i]+y[i]) || !c.Contains(at(i)) {
			continue
		}
		col := tint(grey, 0.6)
		if l.st.bar != nil {
			if math.IsNaN(l.points[2].Values[i]) {
				continue
			}
			col = l.st.bar.colour(l.points[2].Values[i])
		}
		disc(c, at(i), 0.24*size, col)
	}
	if l.st.bar == nil {
		var fx, fy []float64
		for _, i := range l.front {
			fx, fy = append(fx, x[i]), append(fy, y[i])
		}
		line{fx, fy, draw.LineStyle{Color: colour(1), Width: l.st.style.Line}}.Plot(c, p)
		discs{fx, fy, colour(1), 0.28 * size}.Plot(c, p)
		l.write(c, at)
		return
	}
	for _, i := range l.front {
		if !c.Contains(at(i)) {
			continue
		}
		disc(c, at(i), 0.44*size, ink)
		disc(c, at(i), 0.44*size-1.2*l.st.style.Hair, l.st.bar.colour(l.points[2].Values[i]))
	}
	l.write(c, at)
}

// paretoFront lists the points that no other betters in all quantities, along the
// first. Less is better, or more where told.
func paretoFront(columns []Column, more []bool) (front []int) {
	value := func(c, i int) float64 {
		if more[c] {
			return -columns[c].Values[i]
		}
		return columns[c].Values[i]
	}
	compare := func(i, j int) int {
		for c := range columns {
			if d := cmp.Compare(value(c, i), value(c, j)); d != 0 {
				return d
			}
		}
		return 0
	}
	var order []int
	for i := range columns[0].Values {
		if !slices.ContainsFunc(columns, func(c Column) bool { return math.IsNaN(c.Values[i]) }) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, compare)
	for _, i := range order { // none that comes later betters it
		bettered := slices.ContainsFunc(front, func(j int) bool {
			for c := range columns {
				if value(c, j) > value(c, i) {
					return false
				}
			}
			return true
		})
		if !bettered {
			front = append(front, i)
		}
	}
	slices.SortStableFunc(front, func(i, j int) int { return cmp.Compare(columns[0].Values[i], columns[0].Values[j]) })
	return front
}
