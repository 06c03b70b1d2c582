package plots

import (
	"math"

	"github.com/golang/freetype/raster"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
)

// polylines are an outline's parts as chains of points; curves become eight
// straight pieces.
func (o *outline) polylines() (out [][]vg.Point) {
	const pieces = 8
	var chain []vg.Point
	end := func() {
		if len(chain) > 1 {
			out = append(out, chain)
		}
		chain = nil
	}
	o.each(func(verb byte, p []vg.Point) {
		switch verb {
		case moveTo:
			end()
			chain = []vg.Point{p[0]}
		case lineTo:
			chain = append(chain, p[0])
		case quadTo, cubeTo:
			pen := chain[len(chain)-1]
			a, b, to := p[0], p[len(p)-2], p[len(p)-1]
			if verb == quadTo {
				a, b = between(pen, p[0]), between(to, p[0])
			}
			for i := 1; i <= pieces; i++ {
				t := vg.Length(i) / pieces
				u := 1 - t
				chain = append(chain, vg.Point{X: u*u*u*pen.X + 3*u*u*t*a.X + 3*u*t*t*b.X + t*t*t*to.X,
					Y: u*u*u*pen.Y + 3*u*u*t*a.Y + 3*u*t*t*b.Y + t*t*t*to.Y})
			}
		case closing:
			chain = append(chain, chain[0])
			end()
		}
	})
	end()
	return out
}

// strokes are the chains of points that a pen draws: dashes where there are some.
func (m *mark) strokes() [][]vg.Point {
	chains := m.polylines()
	total := vg.Length(0)
	for _, d := range m.dashes {
		total += d
	}
	if total <= 0 {
		return chains
	}
	var out [][]vg.Point
	for _, c := range chains {
		out = append(out, m.dashed(c)...)
	}
	return out
}

// dashed cuts a chain into dashes.
func (m *mark) dashed(chain []vg.Point) (out [][]vg.Point) {
	n, left := 0, m.dashes[0]
	next := func() { n, left = n+1, m.dashes[(n+1)%len(m.dashes)] }
	skip := m.offset
	for ; skip >= left; next() {
		skip -= left
	}
	left -= skip
	dash := []vg.Point{chain[0]}
	for i := 1; i < len(chain); i++ {
		from, to := chain[i-1], chain[i]
		length := vg.Length(math.Hypot(float64(to.X-from.X), float64(to.Y-from.Y)))
		done := vg.Length(0)
		for length-done > left {
			done += left
			at := vg.Point{X: from.X + (to.X-from.X)*done/length, Y: from.Y + (to.Y-from.Y)*done/length}
			if n%2 == 0 {
				out = append(out, append(dash, at))
			}
			dash = []vg.Point{at}
			next()
		}
		left -= length - done
		dash = append(dash, to)
	}
	if n%2 == 0 {
		out = append(out, dash)
	}
	return out
}

// strokePath is a chain in pixels, without the pieces shorter than one can tell,
// which have no direction.
func strokePath(chain []vg.Point, place func(vg.Point) fixed.Point26_6) (path raster.Path) {
	last := place(chain[0])
	path.Start(last)
	for i, p := range chain[1:] {
		at := place(p)
		dx, dy := at.X-last.X, at.Y-last.Y
		if dx*dx+dy*dy < 64 && i < len(chain)-2 || dx == 0 && dy == 0 {
			continue
		}
		path.Add1(at)
		last = at
	}
	return path
}
