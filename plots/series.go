package plots

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// runs calls f for every stretch [i, j) in which all the values exist.
func runs(n int, exists func(i int) bool, f func(i, j int)) {
	for i := 0; i < n; i++ {
		if !exists(i) {
			continue
		}
		j := i
		for j < n && exists(j) {
			j++
		}
		f(i, j)
		i = j
	}
}

// band fills between a lower and an upper line, with gaps where either is NaN.
type band struct {
	x, lo, hi []float64
	col       color.Color
}

// Plot implements plot.Plotter.
func (b band) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	runs(len(b.x), func(i int) bool { return !math.IsNaN(b.lo[i]) && !math.IsNaN(b.hi[i]) }, func(i, j int) {
		pts := make([]vg.Point, 0, 2*(j-i))
		for k := i; k < j; k++ {
			pts = append(pts, vg.Point{X: fx(b.x[k]), Y: fy(b.hi[k])})
		}
		for k := j - 1; k >= i; k-- {
			pts = append(pts, vg.Point{X: fx(b.x[k]), Y: fy(b.lo[k])})
		}
		c.FillPolygon(b.col, c.ClipPolygonXY(pts))
	})
}

// line joins values, with gaps at NaN. A line with more points than the canvas
// can show is thinned to the lowest and highest value of each hundredth of a
// point of width, which looks the same and keeps files small.
type line struct {
	x, y []float64
	sty  draw.LineStyle
}

// Plot implements plot.Plotter.
func (l line) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	runs(len(l.x), func(i int) bool { return !math.IsNaN(l.y[i]) }, func(i, j int) {
		pts := make([]vg.Point, 0, j-i)
		for k := i; k < j; k++ {
			pts = append(pts, vg.Point{X: fx(l.x[k]), Y: fy(l.y[k])})
		}
		c.StrokeLines(l.sty, c.ClipLinesXY(decimate(pts, 0.24))...)
	})
}

// decimate thins a line whose x never falls: of the points within each step of
// width it keeps the first, the lowest, the highest and the last.
func decimate(pts []vg.Point, width vg.Length) []vg.Point {
	if len(pts) < 4 || float64(len(pts)) < 4*float64((pts[len(pts)-1].X-pts[0].X)/width) {
		return pts
	}
	var out []vg.Point
	for i := 0; i < len(pts); {
		cell := math.Floor(float64(pts[i].X / width))
		lo, hi, j := i, i, i
		for ; j < len(pts) && math.Floor(float64(pts[j].X/width)) == cell; j++ {
			if pts[j].Y < pts[lo].Y {
				lo = j
			}
			if pts[j].Y > pts[hi].Y {
				hi = j
			}
		}
		last := -1
		for _, k := range []int{i, min(lo, hi), max(lo, hi), j - 1} {
			if k > last {
				out, last = append(out, pts[k]), k
			}
		}
		i = j
	}
	return out
}

// beyond marks where a line leaves the axis upwards: an arrowhead for each
// stretch, with the highest value that is cut off.
type beyond struct {
	x, y  []float64
	style Style
	words words
}

// Plot implements plot.Plotter.
func (b beyond) Plot(c draw.Canvas, p *plot.Plot) {
	fx, _ := p.Transforms(&c)
	size := b.style.TextSize
	sty := b.style.aligned(noteShare, ink, draw.XLeft, draw.YTop)
	runs(len(b.x), func(i int) bool { return b.y[i] > p.Y.Max }, func(i, j int) {
		top := slices.Max(b.y[i:j])
		x, y := (fx(b.x[i])+fx(b.x[j-1]))/2, c.Max.Y
		c.FillPolygon(ink, []vg.Point{{X: x, Y: y}, {X: x - 0.25*size, Y: y - 0.5*size}, {X: x + 0.25*size, Y: y - 0.5*size}})
		text := b.words.number(top, 2)
		at := vg.Point{X: fx(b.x[i]) - 0.25*size - sty.Width(text), Y: y + 0.1*size} // before an opening there is nothing
		if at.X < c.Min.X {
			at.X = fx(b.x[j-1]) + 0.25*size
		}
		c.FillText(sty, at, text)
	})
}
