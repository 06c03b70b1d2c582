package plots

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"

	"github.com/golang/freetype/raster"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
)

// png writes the sheet in pixels.
func (s *sheet) png(dpi int) ([]byte, error) {
	p := newPainting(s.width, s.height, dpi)
	for i := range s.marks {
		p.add(&s.marks[i])
	}
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, p.image())
	return out.Bytes(), err
}

// painting is a picture whose pixels are numbers of its colours, which a figure
// has few of.
type painting struct {
	width, height int
	scale         float64 // pixels to a point
	pixels        []uint16
	colours       []color.NRGBA
	pure          []bool // of a colour: a part is filled with it
	numbers       map[color.NRGBA]uint16
	raster        *raster.Rasterizer
	brush         brush
}

// The part of a pixel that an edge covers is told in so many steps, and what comes
// of it in multiples of colourStep: finer is not seen, and would be more colours than
// a PNG with a palette can hold.
const (
	coverSteps = 32
	colourStep = 8
)

// brush mixes one colour with those that it covers in part.
type brush struct {
	colour color.NRGBA
	number uint16
	over   uint16 // the colour of the last mixture
	mixed  [coverSteps + 1]uint16
	known  [coverSteps + 1]bool
}

func newPainting(width, height vg.Length, dpi int) *painting {
	p := &painting{scale: float64(dpi) / float64(vg.Inch), numbers: map[color.NRGBA]uint16{}, raster: raster.NewRasterizer(0, 0)}
	p.width, p.height = int(float64(width)*p.scale+0.5), int(float64(height)*p.scale+0.5)
	p.pixels = make([]uint16, p.width*p.height)
	p.number(color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF})
	return p
}

// number is that of a colour. Beyond 65,536 colours the last one serves for all.
func (p *painting) number(c color.NRGBA) uint16 {
	n, ok := p.numbers[c]
	if !ok {
		n = uint16(min(len(p.colours), math.MaxUint16))
		if len(p.colours) <= math.MaxUint16 {
			p.colours, p.pure = append(p.colours, c), append(p.pure, false)
		}
		p.numbers[c] = n
	}
	return n
}

// add paints a mark over what is there.
func (p *painting) add(m *mark) {
	if p.brush.colour != m.colour || len(p.colours) == 1 {
		p.brush = brush{colour: m.colour, number: p.number(m.colour)}
		p.pure[p.brush.number] = true
	}
	lo, hi := m.bounds(m.width)
	left, top := int(math.Floor(float64(lo.X)*p.scale)), p.height-int(math.Ceil(float64(hi.Y)*p.scale))
	right, foot := int(math.Ceil(float64(hi.X)*p.scale)), p.height-int(math.Floor(float64(lo.Y)*p.scale))
	left, top, right, foot = max(left, 0), max(top, 0), min(right, p.width), min(foot, p.height)
	if left >= right || top >= foot {
		return
	}
	p.raster.SetBounds(right-left, foot-top)
	p.raster.Dx, p.raster.Dy = left, top
	p.raster.UseNonZeroWinding = true
	place := func(q vg.Point) fixed.Point26_6 {
		return fixed.Point26_6{X: fixed.Int26_6(math.Round((float64(q.X)*p.scale - float64(left)) * 64)),
			Y: fixed.Int26_6(math.Round((float64(p.height-top) - float64(q.Y)*p.scale) * 64))}
	}
	if m.width == 0 {
		m.fill(p.raster, place)
	} else {
		width := fixed.Int26_6(math.Round(float64(m.width) * p.scale * 64))
		for _, stroke := range m.strokes() {
			if path := strokePath(stroke, place); len(path) > 4 {
				p.raster.AddStroke(path, width, raster.ButtCapper, raster.RoundJoiner)
			}
		}
	}
	p.raster.Rasterize(p)
}

// Paint implements raster.Painter.
func (p *painting) Paint(spans []raster.Span, _ bool) {
	b := &p.brush
	for _, s := range spans {
		row := p.pixels[s.Y*p.width+s.X0 : s.Y*p.width+s.X1]
		cover := (s.Alpha*coverSteps + 0x7FFF) / 0xFFFF
		if cover == coverSteps {
			for i := range row {
				row[i] = b.number
			}
			continue
		}
		for i, under := range row {
			if under != b.over {
				b.over, b.known = under, [coverSteps + 1]bool{}
			}
			if !b.known[cover] {
				b.mixed[cover], b.known[cover] = p.number(mixed(p.colours[under], b.colour, cover)), true
			}
			row[i] = b.mixed[cover]
		}
	}
}

// mixed is a colour covered by another in so many of coverSteps.
func mixed(under, over color.NRGBA, cover uint32) color.NRGBA {
	mix := func(u, o uint8) uint8 {
		v := (uint32(u)*(coverSteps-cover) + uint32(o)*cover + coverSteps/2) / coverSteps
		return uint8(min((v+colourStep/2)/colourStep*colourStep, 0xFF))
	}
	return color.NRGBA{mix(under.R, over.R), mix(under.G, over.G), mix(under.B, over.B), 0xFF}
}

// image is the picture: with a palette where a PNG can hold it.
func (p *painting) image() image.Image {
	size := image.Rect(0, 0, p.width, p.height)
	palette, entry := p.palette()
	if palette == nil {
		out := image.NewNRGBA(size)
		for i, n := range p.pixels {
			c := p.colours[n]
			out.Pix[4*i], out.Pix[4*i+1], out.Pix[4*i+2], out.Pix[4*i+3] = c.R, c.G, c.B, c.A
		}
		return out
	}
	out := image.NewPaletted(size, palette)
	for i, n := range p.pixels {
		out.Pix[i] = entry[n]
	}
	return out
}

// bounds is a rectangle that holds the outline and a stroke of some width.
func (o *outline) bounds(width vg.Length) (lo, hi vg.Point) {
	lo, hi = vg.Point{X: vg.Length(math.Inf(1)), Y: vg.Length(math.Inf(1))}, vg.Point{X: vg.Length(math.Inf(-1)), Y: vg.Length(math.Inf(-1))}
	for _, p := range o.points {
		lo.X, lo.Y = min(lo.X, p.X-width), min(lo.Y, p.Y-width)
		hi.X, hi.Y = max(hi.X, p.X+width), max(hi.Y, p.Y+width)
	}
	return lo, hi
}

// fill puts the outline on a rasterizer.
func (o *outline) fill(r *raster.Rasterizer, place func(vg.Point) fixed.Point26_6) {
	var start fixed.Point26_6
	open := false
	shut := func() {
		if open {
			r.Add1(start)
		}
		open = false
	}
	o.each(func(verb byte, points []vg.Point) {
		switch verb {
		case moveTo:
			shut()
			start, open = place(points[0]), true
			r.Start(start)
		case lineTo:
			r.Add1(place(points[0]))
		case quadTo:
			r.Add2(place(points[0]), place(points[1]))
		case cubeTo:
			r.Add3(place(points[0]), place(points[1]), place(points[2]))
		case closing:
			shut()
		}
	})
	shut()
}
