package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// viridis are ten equally spaced colours of the map of that name by Smith and van
// der Walt (2015), perceptually uniform and readable in grey and by the
// colour-blind; between them is interpolated.
var viridis = []color.NRGBA{
	{0x44, 0x01, 0x54, 0xFF}, {0x48, 0x28, 0x78, 0xFF}, {0x3E, 0x4A, 0x89, 0xFF}, {0x31, 0x68, 0x8E, 0xFF}, {0x26, 0x82, 0x8E, 0xFF},
	{0x1F, 0x9E, 0x89, 0xFF}, {0x35, 0xB7, 0x79, 0xFF}, {0x6D, 0xCD, 0x59, 0xFF}, {0xB4, 0xDE, 0x2C, 0xFF}, {0xFD, 0xE7, 0x25, 0xFF},
}

// plasma is the map of that name by the same authors: for a second quantity in one
// figure.
var plasma = []color.NRGBA{
	{0x0D, 0x08, 0x87, 0xFF}, {0x46, 0x03, 0x9F, 0xFF}, {0x72, 0x01, 0xA8, 0xFF}, {0x9C, 0x17, 0x9E, 0xFF}, {0xBD, 0x37, 0x86, 0xFF},
	{0xD8, 0x57, 0x6B, 0xFF}, {0xED, 0x79, 0x53, 0xFF}, {0xFB, 0x9F, 0x3A, 0xFF}, {0xFD, 0xCA, 0x26, 0xFF}, {0xF0, 0xF9, 0x21, 0xFF},
}

// shades is the number of colours that a heat map uses: finer steps would not be
// told apart, and make files large.
const shades = 32

// uniform returns the map's colour at a share of its length.
func uniform(share float64) color.NRGBA { return along(viridis, share) }

// along is the colour at a share of the length of a map.
func along(colours []color.NRGBA, share float64) color.NRGBA {
	at := min(max(share, 0), 1) * float64(len(colours)-1)
	i := min(int(at), len(colours)-2)
	a, b, t := colours[i], colours[i+1], at-float64(i)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-t) + float64(b)*t)) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xFF}
}

// ramp maps values from lo to hi to colours; what is beyond takes that of the end.
type ramp struct{ lo, hi float64 }

// shade is the number of a value's colour.
func (r ramp) shade(v float64) int {
	return min(max(int((v-r.lo)/(r.hi-r.lo)*shades), 0), shades-1)
}

// colour is a value's colour.
func (r ramp) colour(v float64) color.NRGBA { return shadeColour(r.shade(v)) }

func shadeColour(i int) color.NRGBA { return uniform(float64(i) / (shades - 1)) }

// colourBar explains a ramp: low values at its foot, high ones at its top.
type colourBar struct {
	ramp
	label  string
	beyond bool // there are values above hi
}

// width is what a colour bar takes beside the panels of a stack.
func (b *colourBar) width(s *stack) vg.Length {
	if b == nil {
		return 0
	}
	return s.widest(s.barTicks().Ticks(b.lo, b.hi)) + 4.6*s.style.TextSize
}

// barTicks is the number of ticks of a colour bar at the most.
const barTicks = 6

func (s *stack) barTicks() plainTicks { return plainTicks{most: barTicks, words: s.words} }

// draw draws the bar at the right edge of a canvas, from its foot to its top.
func (b *colourBar) draw(s *stack, c draw.Canvas) {
	size := s.style.TextSize
	left := c.Min.X + size
	right := left + 1.1*size
	top := c.Max.Y
	if b.beyond {
		top -= size
	}
	step := (top - c.Min.Y) / shades
	for i := range shades {
		y := c.Min.Y + vg.Length(i)*step
		c.FillPolygon(shadeColour(i), []vg.Point{{X: left, Y: y}, {X: right, Y: y}, {X: right, Y: top}, {X: left, Y: top}})
	}
	if b.beyond {
		c.FillPolygon(shadeColour(shades-1), []vg.Point{{X: left, Y: top}, {X: right, Y: top}, {X: (left + right) / 2, Y: c.Max.Y}})
	}
	hair := draw.LineStyle{Color: grey, Width: s.style.Hair}
	sty := s.style.aligned(1, ink, draw.XLeft, draw.YCenter)
	widest := vg.Length(0)
	for _, t := range s.barTicks().Ticks(b.lo, b.hi) {
		y := c.Min.Y + vg.Length((t.Value-b.lo)/(b.hi-b.lo))*(top-c.Min.Y)
		c.StrokeLine2(hair, right, y, right+0.35*size, y)
		c.FillText(sty, vg.Point{X: right + 0.6*size, Y: y}, t.Label)
		widest = max(widest, sty.Width(t.Label))
	}
	sty = s.style.letters(1, ink)
	sty.Rotation = math.Pi / 2
	sty.XAlign = draw.XCenter
	c.FillText(sty, vg.Point{X: right + 1.9*size + widest, Y: (c.Min.Y + c.Max.Y) / 2}, b.label)
}
