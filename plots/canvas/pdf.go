package canvas

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"strings"
	"time"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// pdf draws on a document of fpdf, the library beneath gonum's vgpdf, which keeps its
// document to itself: it has no way to a font beyond code page 1252 or cut to the
// letters needed, to round joins, or to a title and a description.
type pdf struct {
	doc    *fpdf.Fpdf
	height vg.Length
	pen
	saved []pen
	faces map[string]bool // that the document has
}

// pen is what is drawn with, and what a Push saves.
type pen struct {
	colour color.NRGBA
	width  vg.Length
	dashes []vg.Length
	offset vg.Length
	alpha  float64 // that the document was given last
}

func newPDF(p Page) *pdf {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: p.Width.Points(), Ht: p.Height.Points()}})
	doc.SetCatalogSort(true)
	doc.SetCreationDate(time.Unix(0, 0).UTC())
	doc.SetModificationDate(time.Unix(0, 0).UTC())
	doc.SetTitle(utf16Of(p.Title), false)
	doc.SetSubject(utf16Of(p.Description), false)
	doc.SetCreator("caloduc", false)
	doc.SetMargins(0, 0, 0)
	doc.SetLineJoinStyle("round")
	doc.AddPage()
	return &pdf{doc: doc, height: p.Height, pen: pen{alpha: 1}, faces: map[string]bool{}}
}

// utf16Of is a text for the document's properties, as fpdf encodes it but for signs
// beyond the first 65,536, which it breaks.
func utf16Of(s string) string {
	raw := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		raw = binary.BigEndian.AppendUint16(raw, u)
	}
	return string(raw)
}

// SetLineWidth implements vg.Canvas.
func (c *pdf) SetLineWidth(w vg.Length) { c.width = w }

// SetLineDash implements vg.Canvas.
func (c *pdf) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.dashes, c.offset = pattern, offset
}

// SetColor implements vg.Canvas.
func (c *pdf) SetColor(col color.Color) { c.colour = opaque(col) }

// Rotate implements vg.Canvas.
func (c *pdf) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.doc.Transform(fpdf.TransformMatrix{A: cos, B: sin, C: -sin, D: cos})
}

// Translate implements vg.Canvas.
func (c *pdf) Translate(by vg.Point) {
	c.doc.Transform(fpdf.TransformMatrix{A: 1, D: 1, E: by.X.Points(), F: by.Y.Points()})
}

// Scale implements vg.Canvas.
func (c *pdf) Scale(x, y float64) { c.doc.Transform(fpdf.TransformMatrix{A: x, D: y}) }

// Push implements vg.Canvas.
func (c *pdf) Push() {
	c.saved = append(c.saved, c.pen)
	c.doc.TransformBegin()
}

// Pop implements vg.Canvas.
func (c *pdf) Pop() {
	last := len(c.saved) - 1
	c.pen, c.saved = c.saved[last], c.saved[:last]
	c.doc.TransformEnd()
}

// at is a place as fpdf takes it: from the upper edge downwards. Hundredths of a point
// are as fine as lines are printed, and make a third of the bytes of curves.
func (c *pdf) at(p vg.Point) (x, y float64) {
	p = hundredths(p)
	return p.X.Points(), (c.height - p.Y).Points()
}

// Fill implements vg.Canvas.
func (c *pdf) Fill(p vg.Path) {
	c.dip()
	c.path(p)
	c.doc.DrawPath("F")
}

// Stroke implements vg.Canvas.
func (c *pdf) Stroke(p vg.Path) {
	if c.width <= 0 {
		return
	}
	c.dip()
	c.doc.SetDrawColor(int(c.colour.R), int(c.colour.G), int(c.colour.B))
	c.doc.SetLineWidth(c.width.Points())
	dashes := make([]float64, len(c.dashes))
	for i, d := range c.dashes {
		dashes[i] = d.Points()
	}
	c.doc.SetDashPattern(dashes, c.offset.Points())
	c.path(p)
	c.doc.DrawPath("D")
}

// dip sets the colour; what fpdf believes to be set may be gone with a Pop.
func (c *pdf) dip() {
	col := c.colour
	c.doc.SetFillColor(int(col.R), int(col.G), int(col.B))
	c.doc.SetTextColor(int(col.R), int(col.G), int(col.B))
	if alpha := float64(col.A) / 0xFF; alpha != c.alpha {
		c.doc.SetAlpha(alpha, "Normal")
		c.alpha = alpha
	}
}

func (c *pdf) path(p vg.Path) {
	for _, part := range cubic(p) {
		x, y := c.at(part.Pos)
		switch part.Type {
		case vg.MoveComp:
			c.doc.MoveTo(x, y)
		case vg.LineComp:
			c.doc.LineTo(x, y)
		case vg.CurveComp:
			ax, ay := c.at(part.Control[0])
			bx, by := c.at(part.Control[1])
			c.doc.CurveBezierCubicTo(ax, ay, bx, by, x, y)
		case vg.CloseComp:
			c.doc.ClosePath()
		}
	}
}

// FillString implements vg.Canvas. Text comes by the Handler alone.
func (c *pdf) FillString(font.Face, vg.Point, string) { panic("canvas: text without its handler") }

// DrawImage implements vg.Canvas. Figures are made of outlines.
func (c *pdf) DrawImage(vg.Rectangle, image.Image) { panic("canvas: an image in a figure") }

// SetText implements Typesetter: fpdf cuts each face to the letters that were set.
// Each piece stands where kerning puts it.
func (c *pdf) SetText(l Line) {
	c.Push()
	defer c.Pop()
	c.SetColor(l.Colour)
	c.dip()
	face := l.face()
	if family := pdfFamily(face); !c.faces[family] {
		c.doc.AddUTF8FontFromBytes(family, "", face.ttf)
		c.faces[family] = true
	}
	sin, cos := math.Sincos(l.Rotation)
	c.doc.Transform(fpdf.TransformMatrix{A: cos, B: sin, C: -sin, D: cos, E: l.At.X.Points(), F: l.At.Y.Points()})
	for _, p := range l.runs(true) {
		size, rise := l.Size, vg.Length(0)
		if p.low {
			size, rise = lowSize*l.Size, -lowDrop*l.Size
		}
		c.doc.SetFont(pdfFamily(face), "", size.Points())
		x, y := c.at(vg.Point{X: l.left() + p.x, Y: rise})
		c.doc.Text(x, y, p.text)
	}
}

// pdfTag stands before the name of a font that is a part of one: six letters.
const pdfTag = "CUTOUT+"

// pdfFamily is the name of a face for fpdf, which writes it in small letters behind
// "utf8": as long as the name that the face is to have.
func pdfFamily(f *face) string { return strings.ToLower((pdfTag + f.postScript)[len("utf8"):]) }

// bytes implements file. The fonts get their names, by which an editor of figures
// finds them, with a tag of the file's own, by which two files' parts of one font
// stay apart in a paper.
func (c *pdf) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := c.doc.Output(&out); err != nil {
		return nil, err
	}
	text := out.Bytes()
	sum := sha256.Sum256(text)
	tag := []byte(pdfTag)
	for i := range len(tag) - 1 {
		tag[i] = 'A' + sum[i]%26
	}
	for _, f := range faces {
		if family := pdfFamily(f); c.faces[family] {
			text = bytes.ReplaceAll(text, []byte("/utf8"+family+"\n"), []byte("/"+string(tag)+f.postScript+"\n"))
		}
	}
	return text, nil
}
