package canvas

import (
	"fmt"
	"image/color"
	"math"
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
)

// Typeface is the one family of all figures.
const Typeface font.Typeface = "Liberation"

// Bold is the weight of names within a figure.
const Bold = stdfont.WeightBold

// face is one of the embedded fonts.
type face struct {
	ttf        []byte
	weight     stdfont.Weight
	postScript string // its name for an editor
}

var faces = []*face{
	{liberationsansregular.TTF, stdfont.WeightNormal, "LiberationSans"},
	{liberationsansbold.TTF, Bold, "LiberationSans-Bold"},
}

// Handler lays text out, and draws it: on a canvas that sets text as Lines, on any
// other as filled outlines of letters. It implements text.Handler.
type Handler struct {
	fonts *font.Cache

	mu     sync.Mutex // guards what follows
	buf    *sfnt.Buffer
	shapes map[shapeKey]*shape
}

// Text is the handler of all figures.
var Text = newHandler()

// newHandler returns a handler with its fonts loaded.
func newHandler() *Handler {
	var all font.Collection
	for _, f := range faces {
		parsed, err := opentype.Parse(f.ttf)
		if err != nil {
			panic(fmt.Sprintf("canvas: embedded font: %v", err))
		}
		all = append(all, font.Face{Font: font.Font{Typeface: Typeface, Variant: "Sans", Weight: f.weight}, Face: parsed})
	}
	return &Handler{fonts: font.NewCache(all), buf: new(sfnt.Buffer), shapes: map[shapeKey]*shape{}}
}

// Cache implements text.Handler.
func (h *Handler) Cache() *font.Cache { return h.fonts }

// Extents implements text.Handler.
func (h *Handler) Extents(f font.Font) font.Extents {
	face := h.fonts.Lookup(f, f.Size)
	return face.Extents()
}

// Lines implements text.Handler.
func (h *Handler) Lines(txt string) []string {
	return strings.Split(strings.TrimRight(txt, "\n"), "\n")
}

// Box implements text.Handler.
func (h *Handler) Box(txt string, f font.Font) (width, height, depth vg.Length) {
	e := h.Extents(f)
	return widthOf(h.glyphs(txt, f), f.Size), e.Ascent, e.Descent
}

func widthOf(glyphs []glyph, size vg.Length) vg.Length {
	if len(glyphs) == 0 {
		return 0
	}
	last := glyphs[len(glyphs)-1]
	return last.x + vg.Length(last.advance)*size
}

// Draw implements text.Handler. With YAlign 0 the baseline of the last line goes
// through pt.
func (h *Handler) Draw(c vg.Canvas, txt string, sty text.Style, pt vg.Point) {
	lines := h.Lines(txt)
	e := h.Extents(sty.Font)
	sin, cos := math.Sincos(sty.Rotation)
	y := sty.Height(txt)*vg.Length(sty.YAlign) + vg.Length(len(lines)-1)*e.Height
	for _, line := range lines {
		glyphs := h.glyphs(line, sty.Font)
		at := vg.Point{X: pt.X - y*vg.Length(sin), Y: pt.Y + y*vg.Length(cos)}
		if strings.TrimSpace(line) != "" {
			l := Line{Text: line, At: at, Align: float64(sty.XAlign), Rotation: sty.Rotation, Size: sty.Font.Size,
				Bold: sty.Font.Weight == Bold, Colour: sty.Color, Width: widthOf(glyphs, sty.Font.Size), glyphs: glyphs}
			l.draw(below(c))
		}
		y -= e.Height
	}
}

// Line is a line of text, laid out.
type Line struct {
	Text     string
	At       vg.Point // on the baseline
	Align    float64  // of the text to that point: 0 begins there, -0.5 is centred, -1 ends
	Rotation float64  // rad
	Size     vg.Length
	Width    vg.Length
	Bold     bool
	Colour   color.Color
	glyphs   []glyph
}

// draw sets the line, or fills the outlines of its letters.
func (l Line) draw(c vg.Canvas) {
	if t, ok := c.(Typesetter); ok {
		t.SetText(l)
		return
	}
	c.Push()
	defer c.Pop()
	c.SetColor(l.Colour)
	sin, cos := math.Sincos(l.Rotation)
	var letters vg.Path
	for _, g := range l.glyphs {
		letters = g.outline(letters, func(p vg.Point) vg.Point {
			x, y := l.left()+g.x+p.X*l.Size, p.Y*l.Size
			return vg.Point{X: l.At.X + x*vg.Length(cos) - y*vg.Length(sin), Y: l.At.Y + x*vg.Length(sin) + y*vg.Length(cos)}
		})
	}
	c.Fill(letters)
}

// left is where the line begins, from the point that it is aligned to.
func (l Line) left() vg.Length { return l.Width * vg.Length(l.Align) }

// side is what of a text stands at its place.
type side int

const (
	begin side = iota
	middle
	end
)

func (l Line) side() side {
	switch {
	case l.Align < -0.75:
		return end
	case l.Align < -0.25:
		return middle
	}
	return begin
}

// face is the font of the line.
func (l Line) face() *face {
	if l.Bold {
		return faces[1]
	}
	return faces[0]
}

// gonum is the font of the line for gonum's canvases.
func (l Line) gonum() font.Face {
	return Text.fonts.Lookup(font.Font{Typeface: Typeface, Variant: "Sans", Weight: l.face().weight}, l.Size)
}

// run is a part of a line whose letters follow one another.
type run struct {
	text string
	x    vg.Length // from the beginning of the line
	low  bool      // subscripts
}

// runs are the parts of a line between subscripts and, where kerned, between the
// letters that stand closer or farther apart than by their own widths.
func (l Line) runs(kerned bool) (out []run) {
	for i, g := range l.glyphs {
		if i > 0 {
			before, last := l.glyphs[i-1], &out[len(out)-1]
			apart := g.x - before.x - vg.Length(before.advance)*l.Size
			if g.low() == last.low && (!kerned || math.Abs(float64(apart)) < 1e-6) {
				last.text += string(g.char)
				continue
			}
		}
		out = append(out, run{string(g.char), g.x, g.low()})
	}
	return out
}

// Missing is the panic of a text that the font cannot draw: a figure never goes out
// with a hole in it.
type Missing struct {
	char rune
	text string
}

// Error implements error.
func (m Missing) Error() string {
	return fmt.Sprintf("the font has no character %q, in %q", m.char, m.text)
}

// shape is the outline of one character for a text size of 1.
type shape struct {
	char          rune // that is drawn: of a subscript the digit
	index         sfnt.GlyphIndex
	advance, rise float64
	segments      sfnt.Segments
	scale         float64 // of the segments' units
}

func (s *shape) low() bool { return s.rise < 0 }

type shapeKey struct {
	weight stdfont.Weight
	char   rune
}

// subscripts are drawn from the digits, smaller and lower: the font's own stand
// far apart, where it has them.
var subscripts = map[rune]rune{'₀': '0', '₁': '1', '₂': '2', '₃': '3', '₄': '4', '₅': '5', '₆': '6', '₇': '7', '₈': '8', '₉': '9'}

// The size of a subscript, and how far it is lowered, of the size of the text.
const (
	lowSize = 0.7
	lowDrop = 0.15
)

// shape returns a character's outline, nil where the font has none.
func (h *Handler) shape(sf *opentype.Font, weight stdfont.Weight, char rune) (*shape, error) {
	key := shapeKey{weight, char}
	if s, ok := h.shapes[key]; ok {
		return s, nil
	}
	em := sf.UnitsPerEm()
	ppem := fixed.Int26_6(em) << 6 // one font unit is one pixel: no rounding
	s := &shape{char: char, scale: 1 / (64 * float64(em))}
	var err error
	if digit, ok := subscripts[char]; ok {
		s.char, s.scale, s.rise = digit, s.scale*lowSize, -lowDrop
	}
	if s.index, err = sf.GlyphIndex(h.buf, s.char); err != nil || s.index == 0 {
		return nil, err
	}
	advance, err := sf.GlyphAdvance(h.buf, s.index, ppem, stdfont.HintingNone)
	if err != nil {
		return nil, err
	}
	segments, err := sf.LoadGlyph(h.buf, s.index, ppem, nil)
	if err != nil {
		return nil, err
	}
	s.advance = float64(advance) * s.scale
	s.segments = append(s.segments, segments...) // the buffer is used again
	h.shapes[key] = s
	return s, nil
}

// glyph is one placed character of a line.
type glyph struct {
	*shape
	x vg.Length
}

// glyphs lays out one line, kerning included.
func (h *Handler) glyphs(line string, f font.Font) []glyph {
	h.mu.Lock()
	defer h.mu.Unlock()
	face := h.fonts.Lookup(f, f.Size)
	ppem := fixed.Int26_6(face.Face.UnitsPerEm()) << 6
	out := make([]glyph, 0, len(line))
	x := 0.0
	var prev *shape
	for _, char := range line {
		s, err := h.shape(face.Face, f.Weight, char)
		if err != nil {
			panic(fmt.Sprintf("canvas: outline of %q: %v", char, err))
		}
		if s == nil {
			panic(Missing{char, line})
		}
		if prev != nil && s.rise == prev.rise {
			if k, err := face.Face.Kern(h.buf, prev.index, s.index, ppem, stdfont.HintingNone); err == nil {
				x += float64(k) * s.scale
			}
		}
		out = append(out, glyph{s, vg.Length(x) * f.Size})
		x += s.advance
		prev = s
	}
	return out
}

// outline adds the character's outline to those of a text.
func (s *shape) outline(to vg.Path, place func(vg.Point) vg.Point) vg.Path {
	at := func(q fixed.Point26_6) vg.Point {
		return place(vg.Point{X: vg.Length(float64(q.X) * s.scale), Y: vg.Length(s.rise - float64(q.Y)*s.scale)})
	}
	for i, seg := range s.segments {
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				to.Close()
			}
			to.Move(at(seg.Args[0]))
		case sfnt.SegmentOpLineTo:
			to.Line(at(seg.Args[0]))
		case sfnt.SegmentOpQuadTo:
			to.QuadTo(at(seg.Args[0]), at(seg.Args[1]))
		case sfnt.SegmentOpCubeTo:
			to.CubeTo(at(seg.Args[0]), at(seg.Args[1]), at(seg.Args[2]))
		}
	}
	if len(s.segments) > 0 {
		to.Close()
	}
	return to
}
