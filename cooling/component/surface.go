package component

import (
	"math"
	"sync"
)

// surface is a table of a smooth function of two variables: bicubic Hermite
// patches on equal cells. Out of its range the function itself answers.
type surface struct {
	x0, y0, perX, perY float64
	nx, ny             int
	patches            [][16]float64 // coefficient of uⁱvʲ at 4i+j
	f                  func(x, y float64) float64
}

// cubic is c₀ + c₁u + c₂u² + c₃u³.
type cubic [4]float64

func (c *cubic) at(u float64) float64 { return (c[0] + u*c[1]) + u*u*(c[2]+u*c[3]) }

// hermite turns values and slopes at both ends of a unit cell into the
// coefficients of the cubic between them.
func hermite(y0, y1, s0, s1 float64) cubic {
	return cubic{y0, s0, 3*(y1-y0) - 2*s0 - s1, 2*(y0-y1) + s0 + s1}
}

// newSurface tabulates f on [x0, x1] × [y0, y1] in nx × ny cells. f must be
// smooth a little beyond the range: slopes are taken by central differences.
func newSurface(f func(x, y float64) float64, x0, x1, y0, y1 float64, nx, ny int) *surface {
	s := &surface{x0: x0, y0: y0, perX: float64(nx) / (x1 - x0), perY: float64(ny) / (y1 - y0),
		nx: nx, ny: ny, f: f, patches: make([][16]float64, nx*ny)}
	const h = 1e-3 // of a cell
	wx, wy := 1/s.perX, 1/s.perY
	along := func(x, y float64) cubic { // the cubic in y over one cell
		d := func(y float64) float64 { return (f(x, y+h*wy) - f(x, y-h*wy)) / (2 * h) }
		return hermite(f(x, y), f(x, y+wy), d(y), d(y+wy))
	}
	for i := range nx {
		for j := range ny {
			x, y := x0+float64(i)*wx, y0+float64(j)*wy
			a, b := along(x, y), along(x+wx, y)
			al, ar, bl, br := along(x-h*wx, y), along(x+h*wx, y), along(x+wx-h*wx, y), along(x+wx+h*wx, y)
			for k := range 4 {
				c := hermite(a[k], b[k], (ar[k]-al[k])/(2*h), (br[k]-bl[k])/(2*h))
				for l := range 4 {
					s.patches[i*ny+j][4*l+k] = c[l]
				}
			}
		}
	}
	return s
}

// at returns f(x, y).
func (s *surface) at(x, y float64) float64 {
	u, v := (x-s.x0)*s.perX, (y-s.y0)*s.perY
	i, j := int(u), int(v)
	if !(u >= 0 && v >= 0) || i >= s.nx || j >= s.ny {
		return s.f(x, y)
	}
	u, v = u-float64(i), v-float64(j)
	p := &s.patches[i*s.ny+j]
	v2 := v * v
	a := (p[0] + v*p[1]) + v2*(p[2]+v*p[3])
	b := (p[4] + v*p[5]) + v2*(p[6]+v*p[7])
	c := (p[8] + v*p[9]) + v2*(p[10]+v*p[11])
	d := (p[12] + v*p[13]) + v2*(p[14]+v*p[15])
	return (a + u*b) + u*u*(c+u*d)
}

// line is the conductance eps·Cmin by UA, W/K, between streams whose capacity flows
// stand: a surface of effectiveness by NTU at one capacity ratio, of which it keeps
// the cubic of the cell last asked for.
type line struct {
	s           *surface
	cmin, ratio float64
	perW        float64 // cells per UA, K/W
	begin       float64 // of the cell, in cells from NTU = 0; NaN: none
	k           cubic   // conductance, W/K
}

// place sets the capacity flows, W/K.
func (l *line) place(cmin, cmax float64) {
	l.cmin, l.ratio, l.perW, l.begin = cmin, cmin/cmax, l.s.perX/cmin, math.NaN()
}

// at returns the conductance at ua, W/K.
func (l *line) at(ua float64) float64 {
	u := ua*l.perW - l.begin
	if u >= 0 && u < 1 {
		return l.k.at(u)
	}
	return l.enter(ua)
}

// enter takes the cubic of the cell of ua, if the surface has it, and returns the
// conductance there.
func (l *line) enter(ua float64) float64 {
	s := l.s
	u, v := ua*l.perW-s.x0*s.perX, (l.ratio-s.y0)*s.perY
	i, j := int(u), int(v)
	if !(u >= 0 && v >= 0) || i >= s.nx || j >= s.ny {
		l.begin = math.NaN()
		return s.f(ua/l.cmin, l.ratio) * l.cmin
	}
	p := &s.patches[i*s.ny+j]
	for n := range l.k {
		l.k[n] = (*cubic)(p[4*n:]).at(v-float64(j)) * l.cmin
	}
	l.begin = s.x0*s.perX + float64(i)
	return l.k.at(u - float64(i))
}

// crossflow is CrossflowEffectiveness as a table, for 0.2 ≤ NTU < 8.2 and all
// capacity ratios; elsewhere it is the equation.
var crossflow = sync.OnceValue(func() *surface {
	return newSurface(CrossflowEffectiveness, 0.2, 8.2, 1./16, 1+1./16, 80, 16)
})
