package plots

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/sim/list"
)

var heatMapFrench = map[string]string{
	"Heat map": "Carte de chaleur",
	"Mean of an output over the values of two inputs, as colours.": "Moyenne d’une sortie selon deux entrées, en couleurs.",
	"not told apart from a neighbour by the replicates":            "que les réplicats ne distinguent pas d’une voisine",
	"± is half the 95 % interval over replicates; a dot marks cells whose difference from a neighbour, replicate by replicate, has an interval that holds 0.": "± : demi-largeur de l’intervalle à 95 % sur les réplicats ; un point marque les cases dont l’écart à une voisine, réplicat par réplicat, a un intervalle qui contient 0.",
}

// heatMap draws the mean of an output over the levels of two inputs.
func heatMap(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	x, y, err := t.twoInputs(f.X, f.Y)
	if err != nil {
		return nil, err
	}
	columns, rows := x.tiles(), y.tiles()
	h := cells{x: edgesOf(columns), y: edgesOf(rows)}
	st := &stack{style: s, words: w, n: 1}
	d := st.drawing(w.say("Heat map"),
		w.say("Mean of an output over the values of two inputs, as colours."),
		x.Name, y.Name, output.Name)
	each := h.fill(t, x, y, output, &d.table)
	if each != nil {
		d.description += " " + w.say("± is half the 95 % interval over replicates; a dot marks cells whose difference from a neighbour, replicate by replicate, has an interval that holds 0.")
		st.key = []keyEntry{{label: w.say("not told apart from a neighbour by the replicates"), col: ink, round: true}}
	}
	h.ramp.lo, h.ramp.hi = span(slices.Concat(h.values...), 0)
	if least := leastShade * math.Abs(h.ramp.lo); h.ramp.hi-h.ramp.lo < least {
		h.ramp.lo, h.ramp.hi = (h.ramp.lo+h.ramp.hi-least)/2, (h.ramp.lo+h.ramp.hi+least)/2
	}
	st.bar = &colourBar{ramp: h.ramp, label: output.label()}
	p := s.panel()
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker, p.Y.Label.Text, p.Y.Padding = h.y[0], h.y[len(h.y)-1], st.ticks(), y.label(), 0
	data := st.dataWidth()
	if y.Levels != nil || len(rows) <= 12 && y.discrete() {
		p.Y.Tick.Marker = y.ticks(w, middles(rows))
		data += 1.5*s.TextSize - st.widest(y.ticks(w, middles(rows)))
	}
	st.plainAxis(p, h.x[0], h.x[len(h.x)-1], x.label())
	lines := vg.Length(0)
	if x.Levels != nil {
		lines = st.nameTicks(p, x.ticks(w, middles(columns)), data)
	} else if ticks := x.ticks(w, middles(columns)); x.discrete() && fit(ticks, float64(data)/(h.x[len(h.x)-1]-h.x[0]), p.X.Tick.Label) {
		p.X.Tick.Marker = ticks
	}
	body := 1.4 * s.Panel
	if y.Levels != nil {
		body = min(body, vg.Length(len(rows))*5*s.TextSize+5*s.TextSize)
	}
	st.each = max(body, vg.Length(len(rows))*1.5*s.TextSize+5*s.TextSize) + lines
	p.Add(h, figures{h, st, each})
	st.add(panel{Plot: p})
	return d, nil
}

// leastShade is the least that the colours span, of the value: what differs by less has
// one colour.
const leastShade = 0.001

// fill gives each cell the mean of its runs, and a table the same; each are the means of
// the replicates, where there are some.
func (h *cells) fill(t *Runs, x, y, output Column, to *table) (each [][][]float64) {
	spread := t.spreadOf(x, output)
	replicated := spread.kind == meanOverReplicates
	if replicated {
		to.head = append(to.head, "low", "high")
	}
	for _, a := range x.tiles() {
		var column []float64
		var replicates [][]float64
		for _, b := range y.tiles() {
			holds := func(run int) bool { return a.holds(x.Values[run]) && b.holds(y.Values[run]) }
			v := meanWhere(output, holds)
			row := []string{x.cell(a.at), y.cell(b.at), cell(v)}
			if replicated {
				_, low, high := spread.at(t, output, holds)
				row = append(row, cell(low), cell(high))
				replicates = append(replicates, spread.each(t, output, holds))
			}
			column = append(column, v)
			to.add(row...)
		}
		h.values = append(h.values, column)
		if replicated {
			each = append(each, replicates)
		}
	}
	return each
}

// twoInputs are those of a name, or the first two.
func (t *Runs) twoInputs(nameX, nameY string) (x, y Column, err error) {
	if len(t.Inputs) < 2 {
		return x, y, lacks("two inputs", "")
	}
	if x, err = t.input(nameX); err != nil {
		return x, y, err
	}
	if nameY == "" {
		nameY = t.Inputs[0].Name
		if nameY == x.Name {
			nameY = t.Inputs[1].Name
		}
	}
	y, err = t.input(nameY)
	return x, y, err
}

// mostTiles is the number of cells across to which a sample is put.
const mostTiles = 10

// tiles are the levels of a column, or equal ranges of its values where they are
// those of a sample.
func (c Column) tiles() (out []bin) {
	if c.discrete() {
		return c.bins(0)
	}
	lo, hi := span(c.Values, 0)
	n := max(2, min(mostTiles, int(math.Sqrt(float64(len(existing(c.Values)))/fewRuns*2))))
	step := (hi - lo) / float64(n)
	for i := range n {
		from := lo + float64(i)*step
		to := math.Nextafter(lo+float64(i+1)*step, math.Inf(-1))
		if i == n-1 {
			to = hi
		}
		out = append(out, bin{from + step/2, from, to})
	}
	return out
}

func middles(bins []bin) []float64 {
	return list.Map(bins, func(b bin) float64 { return b.at })
}

// edgesOf are those of cells around bins.
func edgesOf(bins []bin) []float64 { return edges(middles(bins)) }

// figures writes each cell's value into it where all of them fit, with half its interval
// over replicates where there is one, and marks those that are not told apart from a
// neighbour.
type figures struct {
	cells
	st   *stack
	each [][][]float64 // of the replicates, by cell; nil without
}

// halfAt is half the interval of a cell, NaN where there is none.
func (n figures) halfAt(i, j int) float64 {
	if n.each == nil {
		return math.NaN()
	}
	means := existing(n.each[i][j])
	if len(means) < 2 {
		return math.NaN()
	}
	of := meanOf(means)
	return (of.hi - of.lo) / 2
}

// blurred tells whether the replicates leave open how a cell differs from a neighbour:
// the interval of the differences holds 0.
func (n figures) blurred(i, j int) bool {
	for _, step := range [][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
		k, l := i+step[0], j+step[1]
		if n.each == nil || k < 0 || k >= len(n.each) || l < 0 || l >= len(n.each[k]) {
			continue
		}
		var by []float64
		for r, v := range n.each[i][j] {
			by = append(by, n.each[k][l][r]-v)
		}
		if by = existing(by); len(by) < 2 {
			continue
		}
		if d := meanOf(by); d.lo <= 0 && d.hi >= 0 {
			return true
		}
	}
	return false
}

// text is what stands in a cell.
func (n figures) text(i, j int) (lines []string) {
	v := n.values[i][j]
	if math.IsNaN(v) {
		return nil
	}
	places := decimalsOf(n.ramp.lo, n.ramp.hi)
	lines = []string{n.st.words.number(v, places)}
	if half := n.halfAt(i, j); !math.IsNaN(half) {
		lines = append(lines, "± "+n.st.words.digits(half, 2))
	}
	return lines
}

// Plot implements plot.Plotter.
func (n figures) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	sty := n.st.style.aligned(0.8, ink, draw.XCenter, draw.YCenter)
	most := n.fitting(sty, fx, fy)
	for i, column := range n.values {
		for j, v := range column {
			sty.Color = color.Color(ink)
			if n.ramp.shade(v) < shades*6/10 {
				sty.Color = color.White
			}
			lines := n.text(i, j)
			lines = lines[:min(most, len(lines))]
			x, y := (fx(n.x[i])+fx(n.x[i+1]))/2, (fy(n.y[j])+fy(n.y[j+1]))/2
			for k, text := range lines {
				up := (vg.Length(len(lines)-1)/2 - vg.Length(k)) * 1.15 * sty.Font.Size
				c.FillText(sty, vg.Point{X: x, Y: y + up}, text)
			}
			if n.blurred(i, j) {
				r := 0.18 * n.st.style.TextSize
				disc(c, vg.Point{X: fx(n.x[i]) + 2*r, Y: fy(n.y[j+1]) - 2*r}, r, sty.Color)
			}
		}
	}
}

// fitting is the number of lines of text for which every cell has room.
func (n figures) fitting(sty text.Style, fx, fy func(float64) vg.Length) int {
	most := 2
	for i := range n.values {
		for j := range n.values[i] {
			for k, text := range n.text(i, j) {
				if sty.Width(text) > 0.9*(fx(n.x[i+1])-fx(n.x[i])) || vg.Length(k+1)*sty.Font.Size*1.1 > fy(n.y[j+1])-fy(n.y[j]) {
					most = min(most, k)
				}
			}
		}
	}
	return most
}

// decimalsOf is how many decimals tell values of a range apart.
func decimalsOf(lo, hi float64) int {
	if hi <= lo {
		return 2
	}
	return min(6, max(0, 1-int(math.Floor(math.Log10(hi-lo)))))
}

// edges are those of cells around levels: half-way between neighbours.
func edges(levels []float64) []float64 {
	n := len(levels)
	if n == 0 {
		return []float64{0, 1}
	}
	if n == 1 {
		half := max(math.Abs(levels[0])*0.05, 0.5)
		return []float64{levels[0] - half, levels[0] + half}
	}
	out := []float64{1.5*levels[0] - 0.5*levels[1]}
	for i := 1; i < n; i++ {
		out = append(out, (levels[i-1]+levels[i])/2)
	}
	return append(out, 1.5*levels[n-1]-0.5*levels[n-2])
}
