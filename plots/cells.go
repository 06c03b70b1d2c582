package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// cells is a heat map of rectangles between edges, with holes at NaN. Cells of a
// column that share a colour are drawn as one, and all of one colour as one path:
// files stay small. They lie over a ground of each column's middle colour, which
// reaches under the next column: no seam shows where cells meet, whoever draws
// them.
type cells struct {
	x, y   []float64   // edges
	values [][]float64 // by column, then row
	ramp   ramp
}

// overlap is by how much a cell reaches over its right and upper neighbour.
const overlap = vg.Length(0.1)

// Plot implements plot.Plotter.
func (h cells) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	paths := make([]vg.Path, shades)
	for i, column := range h.values {
		l, r := max(fx(h.x[i]), c.Min.X), min(fx(h.x[i+1]), c.Max.X)
		h.eachRun(i, func(from, to int) {
			right := r
			if h.continues(i, from, to) {
				right = min(r+6*overlap, c.Max.X)
			}
			c.SetColor(shadeColour(h.middle(column[from:to])))
			c.Fill(appendRect(nil, l, fy(h.y[from])+overlap, right, fy(h.y[to])-overlap)) // short of the edge, which would be blended twice
			for j := from; j < to; {
				k, shade := j, h.ramp.shade(column[j])
				for k < to && h.ramp.shade(column[k]) == shade {
					k++
				}
				right, top := r, fy(h.y[k])
				if h.continues(i, j, k) {
					right += overlap
				}
				if k < to {
					top += overlap
				}
				paths[shade] = appendRect(paths[shade], l, fy(h.y[j]), right, top)
				j = k
			}
		})
	}
	for i, path := range paths {
		if path != nil {
			c.SetColor(shadeColour(i))
			c.Fill(path)
		}
	}
}

// eachRun calls f for every stretch of a column that has values.
func (h cells) eachRun(i int, f func(from, to int)) {
	column := h.values[i]
	runs(len(column), func(j int) bool { return !math.IsNaN(column[j]) }, f)
}

// continues tells whether the next column has values beside a stretch of rows.
func (h cells) continues(i, from, to int) bool {
	return i+1 < len(h.values) && !slices.ContainsFunc(h.values[i+1][from:to], math.IsNaN)
}

// middle is the colour of the middle value.
func (h cells) middle(values []float64) int {
	sorted := existing(values)
	return h.ramp.shade(sorted[len(sorted)/2])
}

func appendRect(p vg.Path, l, b, r, t vg.Length) vg.Path {
	p.Move(vg.Point{X: l, Y: b})
	p.Line(vg.Point{X: r, Y: b})
	p.Line(vg.Point{X: r, Y: t})
	p.Line(vg.Point{X: l, Y: t})
	p.Close()
	return p
}
