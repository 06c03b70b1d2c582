package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// account is one kind of a stacked bar, with its value in each bar.
type account struct {
	indicator, name string
	col             color.Color
	values          []float64
	each            [][]float64 // of replicates, where there are some
}

// intervals are the means over replicates with their intervals.
func (a account) intervals() (out []interval) {
	for i := range a.each[0] {
		out = append(out, intervalAt(a.each, i))
	}
	return out
}

// bars draws stacked bars at 0, 1, 2, …, negative parts below zero.
type bars struct {
	unit     float64
	accounts []account
}

// reach is how far bar i reaches below and above zero.
func (b bars) reach(i int) (down, up float64) {
	for _, a := range b.accounts {
		if v := a.values[i] / b.unit; v > 0 {
			up += v
		} else {
			down += v
		}
	}
	return down, up
}

// top is the end of the longest bar, whichever way.
func (b bars) top() (top float64) {
	for i := range b.accounts[0].values {
		down, up := b.reach(i)
		top = max(top, up, -down)
	}
	return top
}

// extent is the vertical range that the bars need.
func (b bars) extent() (lo, hi float64) {
	for i := range b.accounts[0].values {
		down, up := b.reach(i)
		lo, hi = min(lo, down), max(hi, up)
	}
	if hi == lo {
		hi = 1
	}
	return lo * 1.05, hi * 1.05
}

// Plot implements plot.Plotter.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for i := range b.accounts[0].values {
		up, down := 0.0, 0.0
		for _, a := range b.accounts {
			v := a.values[i] / b.unit
			from := up
			if v < 0 {
				from, down = down, down+v
			} else {
				up += v
			}
			if v == 0 {
				continue
			}
			l, r := x(float64(i)-0.36), x(float64(i)+0.36)
			c.FillPolygon(a.col, []vg.Point{{X: l, Y: y(from)}, {X: r, Y: y(from)}, {X: r, Y: y(from + v)}, {X: l, Y: y(from + v)}})
		}
	}
	if p.Y.Min < 0 {
		c.StrokeLine2(p.X.LineStyle, c.Min.X, y(0), c.Max.X, y(0))
	}
}
