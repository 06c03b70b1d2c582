package plots

import (
	"image"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// sheet is a figure laid out once, from which every format is written: outlines
// filled or stroked, and lines of text, in points from the lower left corner, with
// all transformations carried out. It implements vg.CanvasSizer.
type sheet struct {
	width, height vg.Length
	marks         []mark
	pen           pen
	saved         []pen
}

// pen is the state of a canvas.
type pen struct {
	colour color.NRGBA
	width  vg.Length
	dashes []vg.Length
	offset vg.Length
	to     matrix
}

// matrix is a transformation: x' = ax + cy + e, y' = bx + dy + f.
type matrix struct{ a, b, c, d, e, f float64 }

// mark is one thing on a sheet: an outline filled, one stroked where it has a
// width, or a line of text, whose letters are an outline too.
type mark struct {
	outline
	colour color.NRGBA
	width  vg.Length // of a stroke; 0: filled
	dashes []vg.Length
	offset vg.Length
	text   *lettering // nil unless the outline is text
}

// lettering is a line of text for a format that has fonts of its own.
type lettering struct {
	text     string
	at       vg.Point // on the baseline
	align    float64  // of the text to the point: 0 begins there, -0.5 is centred, -1 ends
	rotation float64
	size     vg.Length
	bold     bool
	glyphs   []glyph
	origin   vg.Point // of the first glyph
}

// The verbs of an outline, and how many points each takes.
const (
	moveTo = iota
	lineTo
	quadTo
	cubeTo
	closing
)

var pointsOf = [...]int{moveTo: 1, lineTo: 1, quadTo: 2, cubeTo: 3, closing: 0}

// outline is a path: verbs, and the points that they take one after another.
type outline struct {
	verbs  []byte
	points []vg.Point
}

func (o *outline) add(verb byte, points ...vg.Point) {
	o.verbs = append(o.verbs, verb)
	o.points = append(o.points, points...)
}

// each calls f for every verb with its points.
func (o *outline) each(f func(verb byte, points []vg.Point)) {
	at := 0
	for _, v := range o.verbs {
		n := pointsOf[v]
		f(v, o.points[at:at+n])
		at += n
	}
}

// newSheet lays a drawing out.
func newSheet(width, height vg.Length, f func(draw.Canvas)) *sheet {
	s := &sheet{width: width, height: height}
	s.pen.to = matrix{a: 1, d: 1}
	vg.Initialize(s)
	f(draw.NewCanvas(s, width, height))
	return s
}

// Size implements vg.CanvasSizer.
func (s *sheet) Size() (width, height vg.Length) { return s.width, s.height }

// SetLineWidth implements vg.Canvas.
func (s *sheet) SetLineWidth(w vg.Length) { s.pen.width = w }

// SetLineDash implements vg.Canvas.
func (s *sheet) SetLineDash(pattern []vg.Length, offset vg.Length) {
	s.pen.dashes, s.pen.offset = slices.Clone(pattern), offset
}

// SetColor implements vg.Canvas.
func (s *sheet) SetColor(c color.Color) {
	if c == nil {
		c = color.Black
	}
	if own, ok := c.(color.NRGBA); ok {
		s.pen.colour = own
		return
	}
	s.pen.colour = color.NRGBAModel.Convert(c).(color.NRGBA)
}

// Rotate implements vg.Canvas.
func (s *sheet) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	m := s.pen.to
	s.pen.to.a, s.pen.to.b = m.a*cos+m.c*sin, m.b*cos+m.d*sin
	s.pen.to.c, s.pen.to.d = m.c*cos-m.a*sin, m.d*cos-m.b*sin
}

// Translate implements vg.Canvas.
func (s *sheet) Translate(by vg.Point) {
	to := s.at(by)
	s.pen.to.e, s.pen.to.f = float64(to.X), float64(to.Y)
}

// Scale implements vg.Canvas.
func (s *sheet) Scale(x, y float64) {
	m := &s.pen.to
	m.a, m.b, m.c, m.d = m.a*x, m.b*x, m.c*y, m.d*y
}

// Push implements vg.Canvas.
func (s *sheet) Push() { s.saved = append(s.saved, s.pen) }

// Pop implements vg.Canvas.
func (s *sheet) Pop() {
	last := len(s.saved) - 1
	s.pen, s.saved = s.saved[last], s.saved[:last]
}

// at is where a point comes to lie on the sheet.
func (s *sheet) at(p vg.Point) vg.Point {
	m := &s.pen.to
	x, y := float64(p.X), float64(p.Y)
	return vg.Point{X: vg.Length(m.a*x + m.c*y + m.e), Y: vg.Length(m.b*x + m.d*y + m.f)}
}

// Fill implements vg.Canvas.
func (s *sheet) Fill(p vg.Path) {
	s.marks = append(s.marks, mark{outline: s.outline(p), colour: s.pen.colour})
}

// Stroke implements vg.Canvas.
func (s *sheet) Stroke(p vg.Path) {
	if s.pen.width > 0 {
		s.marks = append(s.marks, mark{s.outline(p), s.pen.colour, s.pen.width, s.pen.dashes, s.pen.offset, nil})
	}
}

// FillString implements vg.Canvas. Text comes by the handler of this package
// alone, which says what it is.
func (s *sheet) FillString(font.Face, vg.Point, string) { panic("plots: text without its handler") }

// DrawImage implements vg.Canvas. An image would be upside down in some formats;
// figures are made of outlines.
func (s *sheet) DrawImage(vg.Rectangle, image.Image) { panic("plots: an image in a figure") }

// outline carries the transformation out on a path.
func (s *sheet) outline(p vg.Path) (o outline) {
	o.verbs, o.points = make([]byte, 0, len(p)), make([]vg.Point, 0, len(p))
	for _, c := range p {
		switch c.Type {
		case vg.MoveComp:
			o.add(moveTo, s.at(c.Pos))
		case vg.LineComp:
			o.add(lineTo, s.at(c.Pos))
		case vg.CurveComp:
			if len(c.Control) == 1 {
				o.add(quadTo, s.at(c.Control[0]), s.at(c.Pos))
			} else {
				o.add(cubeTo, s.at(c.Control[0]), s.at(c.Control[1]), s.at(c.Pos))
			}
		case vg.ArcComp:
			s.arc(&o, c)
		case vg.CloseComp:
			o.add(closing)
		}
	}
	return o
}

// arc draws an arc as curves of a quarter turn at most, which keep within 3e-4 of
// the radius; a line leads to its beginning.
func (s *sheet) arc(o *outline, c vg.PathComp) {
	n := math.Ceil(math.Abs(c.Angle) / (math.Pi / 2) * (1 - 1e-9))
	turn := c.Angle / max(n, 1)
	reach := 4.0 / 3 * math.Tan(turn/4)
	on := func(angle, ahead float64) vg.Point {
		sin, cos := math.Sincos(angle)
		return s.at(vg.Point{X: c.Pos.X + c.Radius*vg.Length(cos-ahead*sin), Y: c.Pos.Y + c.Radius*vg.Length(sin+ahead*cos)})
	}
	if n := len(o.points); n == 0 {
		o.add(moveTo, on(c.Start, 0))
	} else if begin := on(c.Start, 0); math.Hypot(float64(begin.X-o.points[n-1].X), float64(begin.Y-o.points[n-1].Y)) > 1e-9 {
		o.add(lineTo, begin)
	}
	for i := range int(n) {
		from := c.Start + float64(i)*turn
		o.add(cubeTo, on(from, reach), on(from+turn, -reach), on(from+turn, 0))
	}
}
