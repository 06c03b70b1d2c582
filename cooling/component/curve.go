package component

// Curve is a table of a smooth function of one variable: cubic Hermite pieces
// on equal cells. Out of its range the function itself answers, so that a
// curve is as exact as its table within and exact without.
type Curve struct {
	lo, perCell float64
	cells       []cubic
	f           func(float64) float64
}

// NewCurve tabulates f between lo and hi in n cells. Slopes are taken by
// central differences, one-sided at the ends.
func NewCurve(f func(float64) float64, lo, hi float64, n int) *Curve {
	c := &Curve{lo: lo, perCell: float64(n) / (hi - lo), cells: make([]cubic, n), f: f}
	w := (hi - lo) / float64(n)
	slope := func(x float64) float64 { // per cell
		const h = 1e-4
		a, b := max(x-h*w, lo), min(x+h*w, hi)
		return (f(b) - f(a)) / (b - a) * w
	}
	for i := range c.cells {
		x := lo + float64(i)*w
		y0, y1, s0, s1 := f(x), f(x+w), slope(x), slope(x+w)
		c.cells[i] = hermite(y0, y1, s0, s1)
	}
	return c
}

// At returns f(x).
func (c *Curve) At(x float64) float64 {
	u := (x - c.lo) * c.perCell
	i := int(u)
	if !(u >= 0) || i >= len(c.cells) {
		return c.f(x)
	}
	u -= float64(i)
	return c.cells[i].at(u)
}

// Tables shared by all plants. Their cells are so narrow that cubics are within
// 1e-8 (relative) of the functions.
var (
	Phi1Neg = NewCurve(func(x float64) float64 { return phi1(-x) }, 0, 8, 256)
	phi2Neg = NewCurve(func(x float64) float64 { return phi2(-x) }, 0, 32, 1024)
)
