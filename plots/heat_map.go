package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/sim/list"
)

var heatMapFrench = map[string]string{
	"Heat map": "Carte de chaleur",
	"Mean of an output over the values of two inputs, as colours.": "Moyenne d’une sortie selon deux entrées, en couleurs.",
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
	var all []float64
	for _, a := range columns {
		var column []float64
		for _, b := range rows {
			v := meanWhere(output, func(run int) bool { return a.holds(x.Values[run]) && b.holds(y.Values[run]) })
			column = append(column, v)
			d.table.add(x.cell(a.at), y.cell(b.at), cell(v))
		}
		h.values, all = append(h.values, column), append(all, column...)
	}
	h.ramp.lo, h.ramp.hi = span(all, 0)
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
	p.Add(h, figures{h, st, output})
	st.add(panel{Plot: p})
	return d, nil
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

// figures writes each cell's value into it where all of them fit.
type figures struct {
	cells
	st     *stack
	output Column
}

// Plot implements plot.Plotter.
func (n figures) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	sty := n.st.style.aligned(0.8, ink, draw.XCenter, draw.YCenter)
	places := decimalsOf(n.ramp.lo, n.ramp.hi)
	for pass := range 2 {
		for i, column := range n.values {
			for j, v := range column {
				text := n.st.words.number(v, places)
				if math.IsNaN(v) {
					continue
				}
				if pass == 0 && (sty.Width(text) > 0.9*(fx(n.x[i+1])-fx(n.x[i])) || sty.Font.Size*1.1 > fy(n.y[j+1])-fy(n.y[j])) {
					return
				}
				if pass == 1 {
					sty.Color = color.Color(ink)
					if n.ramp.shade(v) < shades*6/10 {
						sty.Color = color.White
					}
					c.FillText(sty, vg.Point{X: (fx(n.x[i]) + fx(n.x[i+1])) / 2, Y: (fy(n.y[j]) + fy(n.y[j+1])) / 2}, text)
				}
			}
		}
	}
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
