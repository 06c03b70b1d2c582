package plots

import (
	"fmt"
	"strings"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// typeface is the one family of all figures.
const typeface font.Typeface = "Liberation"

// outlines draws text as filled glyph outlines, so that every character of the
// font comes out the same in PDF, SVG and PNG; gonum's own PDF text knows only
// the characters of code page 1252. It implements text.Handler.
type outlines struct {
	fonts *font.Cache
	buf   *sfnt.Buffer
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
	return &outlines{fonts: font.NewCache(faces), buf: new(sfnt.Buffer)}
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
	face := o.fonts.Lookup(f, f.Size)
	e := face.Extents()
	for _, g := range o.glyphs(txt, f) {
		width = g.x + g.advance
	}
	return width, e.Ascent, e.Descent
}

// Draw implements text.Handler.
func (o *outlines) Draw(c vg.Canvas, txt string, sty text.Style, pt vg.Point) {
	lines := o.Lines(txt)
	e := o.Extents(sty.Font)
	c.SetColor(sty.Color)
	c.Push()
	defer c.Pop()
	c.Translate(pt)
	if sty.Rotation != 0 {
		c.Rotate(sty.Rotation)
	}
	height := sty.Height(txt)
	y := height*vg.Length(sty.YAlign) + height - e.Ascent
	for _, line := range lines {
		w, _, _ := o.Box(line, sty.Font)
		x := w * vg.Length(sty.XAlign)
		var p vg.Path
		for _, g := range o.glyphs(line, sty.Font) {
			p = append(p, g.path(x+g.x, y+g.rise)...)
		}
		if len(p) > 0 {
			c.Fill(p)
		}
		y -= e.Height
	}
}

// glyph is one placed glyph of a line.
type glyph struct {
	x, rise, advance vg.Length
	scale            vg.Length // length of one font unit
	segments         sfnt.Segments
}

// subscripts are drawn from the digits, smaller and lower, where a font lacks
// the characters themselves.
var subscripts = map[rune]rune{'₀': '0', '₁': '1', '₂': '2', '₃': '3', '₄': '4'}

// glyphs lays out one line, kerning included. A character that the font lacks
// is a fault of the caller's and fails loudly.
func (o *outlines) glyphs(line string, f font.Font) []glyph {
	face := o.fonts.Lookup(f, f.Size)
	sf := face.Face
	em := sf.UnitsPerEm()
	ppem := fixed.Int26_6(em) << 6 // one font unit is one pixel: no rounding
	var (
		out  []glyph
		x    vg.Length
		prev sfnt.GlyphIndex
	)
	for _, r := range line {
		scale, rise := f.Size/vg.Length(em), vg.Length(0)
		i, err := sf.GlyphIndex(o.buf, r)
		if digit, ok := subscripts[r]; ok && err == nil && i == 0 {
			i, err = sf.GlyphIndex(o.buf, digit)
			scale, rise = scale*0.7, -0.15*f.Size
		}
		if err != nil || i == 0 {
			panic(fmt.Sprintf("plots: the font has no glyph for %q in %q", r, line))
		}
		if prev != 0 && rise == 0 {
			if k, err := sf.Kern(o.buf, prev, i, ppem, stdfont.HintingNone); err == nil {
				x += vg.Length(k) / 64 * scale
			}
		}
		adv, err := sf.GlyphAdvance(o.buf, i, ppem, stdfont.HintingNone)
		if err != nil {
			panic(fmt.Sprintf("plots: advance of %q: %v", r, err))
		}
		segs, err := sf.LoadGlyph(o.buf, i, ppem, nil)
		if err != nil {
			panic(fmt.Sprintf("plots: outline of %q: %v", r, err))
		}
		g := glyph{x: x, rise: rise, advance: vg.Length(adv) / 64 * scale, scale: scale,
			segments: append(sfnt.Segments(nil), segs...)}
		out = append(out, g)
		x += g.advance
		prev = i
	}
	return out
}

// path is the glyph's outline with its origin at (x, y).
func (g glyph) path(x, y vg.Length) vg.Path {
	at := func(p fixed.Point26_6) vg.Point {
		return vg.Point{X: x + vg.Length(p.X)/64*g.scale, Y: y - vg.Length(p.Y)/64*g.scale}
	}
	var p vg.Path
	open := false
	for _, s := range g.segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if open {
				p.Close()
			}
			p.Move(at(s.Args[0]))
			open = true
		case sfnt.SegmentOpLineTo:
			p.Line(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			p.QuadTo(at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			p.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	if open {
		p.Close()
	}
	return p
}
