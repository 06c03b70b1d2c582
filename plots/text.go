package plots

import (
	"fmt"
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// typeface is the one family of all figures.
const typeface font.Typeface = "Liberation"

// outlines draws text as filled glyph outlines, so that every character of the
// font comes out the same in PDF, SVG and PNG; gonum's own PDF text knows only
// the characters of code page 1252. It implements text.Handler.
type outlines struct {
	fonts *font.Cache

	mu     sync.Mutex // guards what follows
	buf    *sfnt.Buffer
	shapes map[shapeKey]*shape
}

// newOutlines returns the handler with its fonts loaded.
func newOutlines() *outlines {
	var faces font.Collection
	for _, f := range []struct {
		ttf    []byte
		weight stdfont.Weight
	}{{liberationsansregular.TTF, stdfont.WeightNormal}, {liberationsansbold.TTF, stdfont.WeightBold}} {
		face, err := opentype.Parse(f.ttf)
		if err != nil {
			panic(fmt.Sprintf("plots: embedded font: %v", err))
		}
		faces = append(faces, font.Face{Font: font.Font{Typeface: typeface, Variant: "Sans", Weight: f.weight}, Face: face})
	}
	return &outlines{fonts: font.NewCache(faces), buf: new(sfnt.Buffer), shapes: map[shapeKey]*shape{}}
}

// Cache implements text.Handler.
func (o *outlines) Cache() *font.Cache { return o.fonts }

// Extents implements text.Handler.
func (o *outlines) Extents(f font.Font) font.Extents {
	face := o.fonts.Lookup(f, f.Size)
	return face.Extents()
}

// Lines implements text.Handler.
func (o *outlines) Lines(txt string) []string {
	return strings.Split(strings.TrimRight(txt, "\n"), "\n")
}

// Box implements text.Handler.
func (o *outlines) Box(txt string, f font.Font) (width, height, depth vg.Length) {
	e := o.Extents(f)
	for _, g := range o.glyphs(txt, f) {
		width = g.x + vg.Length(g.advance)*f.Size
	}
	return width, e.Ascent, e.Descent
}

// Draw implements text.Handler, on sheets alone. With YAlign 0 the baseline of the
// last line goes through pt.
func (o *outlines) Draw(c vg.Canvas, txt string, sty text.Style, pt vg.Point) {
	s := sheetOf(c)
	lines := o.Lines(txt)
	e := o.Extents(sty.Font)
	s.Push()
	defer s.Pop()
	s.SetColor(sty.Color)
	s.Translate(pt)
	if sty.Rotation != 0 {
		s.Rotate(sty.Rotation)
	}
	y := sty.Height(txt)*vg.Length(sty.YAlign) + vg.Length(len(lines)-1)*e.Height
	for _, line := range lines {
		w, _, _ := o.Box(line, sty.Font)
		left := w * vg.Length(sty.XAlign)
		var letters outline
		glyphs := o.glyphs(line, sty.Font)
		for _, g := range glyphs {
			g.outline(&letters, s, left+g.x, y, sty.Font.Size)
		}
		if len(letters.verbs) > 0 {
			s.marks = append(s.marks, mark{outline: letters, colour: s.pen.colour, text: &lettering{
				text: line, at: s.at(vg.Point{Y: y}), align: float64(sty.XAlign), rotation: sty.Rotation, size: sty.Font.Size,
				bold: sty.Font.Weight == bold, glyphs: glyphs, origin: s.at(vg.Point{X: left, Y: y})}})
		}
		y -= e.Height
	}
}

// sheetOf is the sheet below gonum's canvases, one on top of the other.
func sheetOf(c vg.Canvas) *sheet {
	for {
		switch on := c.(type) {
		case *draw.Canvas:
			c = on.Canvas
		case draw.Canvas:
			c = on.Canvas
		default:
			return c.(*sheet)
		}
	}
}

// missing is the panic of a text that the font cannot draw. Draw, of this
// package, returns it as an error.
type missing struct {
	char rune
	text string
}

// Error implements error.
func (m missing) Error() string {
	return fmt.Sprintf("the font has no character %q, in %q", m.char, m.text)
}

// shape is the outline of one character for a text size of 1.
type shape struct {
	index         sfnt.GlyphIndex
	advance, rise float64
	segments      sfnt.Segments
	scale         float64 // of the segments' units
}

type shapeKey struct {
	weight stdfont.Weight
	char   rune
}

// subscripts are drawn from the digits, smaller and lower: the font's own stand
// far apart, where it has them.
var subscripts = map[rune]rune{'₀': '0', '₁': '1', '₂': '2', '₃': '3', '₄': '4', '₅': '5', '₆': '6', '₇': '7', '₈': '8', '₉': '9'}

// shape returns a character's outline, nil where the font has none.
func (o *outlines) shape(sf *opentype.Font, weight stdfont.Weight, char rune) (*shape, error) {
	key := shapeKey{weight, char}
	if s, ok := o.shapes[key]; ok {
		return s, nil
	}
	em := sf.UnitsPerEm()
	ppem := fixed.Int26_6(em) << 6 // one font unit is one pixel: no rounding
	s := &shape{scale: 1 / (64 * float64(em))}
	var err error
	if digit, ok := subscripts[char]; ok {
		char = digit
		s.scale, s.rise = s.scale*0.7, -0.15
	}
	if s.index, err = sf.GlyphIndex(o.buf, char); err != nil || s.index == 0 {
		return nil, err
	}
	advance, err := sf.GlyphAdvance(o.buf, s.index, ppem, stdfont.HintingNone)
	if err != nil {
		return nil, err
	}
	segments, err := sf.LoadGlyph(o.buf, s.index, ppem, nil)
	if err != nil {
		return nil, err
	}
	s.advance = float64(advance) * s.scale
	s.segments = append(s.segments, segments...) // the buffer is used again
	o.shapes[key] = s
	return s, nil
}

// glyph is one placed character of a line.
type glyph struct {
	*shape
	x vg.Length
}

// glyphs lays out one line, kerning included. A character that the font lacks
// fails loudly: a figure never goes out with a hole in it.
func (o *outlines) glyphs(line string, f font.Font) []glyph {
	o.mu.Lock()
	defer o.mu.Unlock()
	face := o.fonts.Lookup(f, f.Size)
	ppem := fixed.Int26_6(face.Face.UnitsPerEm()) << 6
	out := make([]glyph, 0, len(line))
	x := 0.0
	var prev *shape
	for _, char := range line {
		s, err := o.shape(face.Face, f.Weight, char)
		if err != nil {
			panic(fmt.Sprintf("plots: outline of %q: %v", char, err))
		}
		if s == nil {
			panic(missing{char, line})
		}
		if prev != nil && s.rise == prev.rise {
			if k, err := face.Face.Kern(o.buf, prev.index, s.index, ppem, stdfont.HintingNone); err == nil {
				x += float64(k) * s.scale
			}
		}
		out = append(out, glyph{s, vg.Length(x) * f.Size})
		x += s.advance
		prev = s
	}
	return out
}

// outline adds the character's outline to that of a text on a sheet, or by itself
// where that is nil, its origin at (x, y).
func (g *shape) outline(to *outline, s *sheet, x, y, size vg.Length) {
	at := func(q fixed.Point26_6) vg.Point {
		p := vg.Point{X: x + vg.Length(float64(q.X)*g.scale)*size, Y: y + vg.Length(g.rise-float64(q.Y)*g.scale)*size}
		if s == nil {
			return p
		}
		return s.at(p)
	}
	open := false
	for _, seg := range g.segments {
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			if open {
				to.add(closing)
			}
			to.add(moveTo, at(seg.Args[0]))
			open = true
		case sfnt.SegmentOpLineTo:
			to.add(lineTo, at(seg.Args[0]))
		case sfnt.SegmentOpQuadTo:
			to.add(quadTo, at(seg.Args[0]), at(seg.Args[1]))
		case sfnt.SegmentOpCubeTo:
			to.add(cubeTo, at(seg.Args[0]), at(seg.Args[1]), at(seg.Args[2]))
		}
	}
	if open {
		to.add(closing)
	}
}
