// Package canvas writes a figure as a file: by gonum's own canvases, with what is
// wrong in them on paper mended here. Text is set in a font, so that an author or a
// journal can change it, but where outlines are asked for.
package canvas

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Formats lists the formats of a page.
var Formats = []string{"pdf", "svg", "png", "tex"}

// Page is what a file holds beside its drawing.
type Page struct {
	Width, Height vg.Length
	Title         string // for catalogues
	Description   string // for who cannot see the figure
	Outlines      bool   // letters as outlines, not as text, in PDF and SVG
	DPI           int    // dots to an inch, of a PNG
}

// file is a canvas that becomes a file.
type file interface {
	vg.Canvas
	bytes() ([]byte, error)
}

// Typesetter is a canvas that sets text in a font. On any other the Handler fills
// outlines of letters.
type Typesetter interface {
	SetText(Line)
}

// Write returns the bytes of a file in one of the Formats. The same drawing has the
// same bytes on every day.
func (p Page) Write(format string, drawing func(draw.Canvas)) ([]byte, error) {
	var f file
	switch format {
	case "pdf":
		f = newPDF(p)
	case "svg":
		f = newSVG(p)
	case "png":
		f = newPNG(p)
	case "tex":
		f = newTeX(p)
	default:
		return nil, fmt.Errorf("unknown format %q", format)
	}
	vg.Initialize(f)
	to := vg.Canvas(f)
	if p.Outlines && format != "tex" {
		to = outlined{f}
	}
	drawing(draw.Canvas{Canvas: to, Rectangle: vg.Rectangle{Max: vg.Point{X: p.Width, Y: p.Height}}})
	return f.bytes()
}

// outlined hides that a canvas could set text.
type outlined struct{ vg.Canvas }

// below is the canvas beneath those of gonum that only crop.
func below(c vg.Canvas) vg.Canvas {
	for {
		switch on := c.(type) {
		case *draw.Canvas:
			c = on.Canvas
		case draw.Canvas:
			c = on.Canvas
		default:
			return c
		}
	}
}

// opaque is a colour, black where there is none, in the form with its own alpha.
func opaque(c color.Color) color.NRGBA {
	if c == nil {
		c = color.Black
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}

// cubic is a path of lines and cubic curves alone: vgtex begins an arc elsewhere and
// takes quadratic curves for cubic ones, vgsvg makes a circle of two arcs that some
// programs do not draw, and fpdf draws arcs by themselves.
func cubic(p vg.Path) (out vg.Path) {
	var at vg.Point
	out = make(vg.Path, 0, len(p))
	for _, c := range p {
		switch {
		case c.Type == vg.ArcComp:
			arc(&out, c)
			at = out[len(out)-1].Pos
			continue
		case c.Type == vg.CurveComp && len(c.Control) == 1:
			out.CubeTo(between(at, c.Control[0]), between(c.Pos, c.Control[0]), c.Pos)
		default:
			out = append(out, c)
		}
		if c.Type != vg.CloseComp {
			at = c.Pos
		}
	}
	return out
}

// between is two thirds of the way from a to b: the control point of a cubic curve
// that is the quadratic one with the control point b.
func between(a, b vg.Point) vg.Point {
	return vg.Point{X: a.X + 2*(b.X-a.X)/3, Y: a.Y + 2*(b.Y-a.Y)/3}
}

// arc draws an arc as curves of a quarter turn at most, which keep within 3e-4 of
// the radius; a line leads to its beginning.
func arc(p *vg.Path, c vg.PathComp) {
	n := max(math.Ceil(math.Abs(c.Angle)/(math.Pi/2)*(1-1e-9)), 1)
	turn := c.Angle / n
	reach := 4.0 / 3 * math.Tan(turn/4)
	on := func(angle, ahead float64) vg.Point {
		sin, cos := math.Sincos(angle)
		return vg.Point{X: c.Pos.X + c.Radius*vg.Length(cos-ahead*sin), Y: c.Pos.Y + c.Radius*vg.Length(sin+ahead*cos)}
	}
	if len(*p) == 0 {
		p.Move(on(c.Start, 0))
	} else {
		p.Line(on(c.Start, 0))
	}
	for i := range int(n) {
		from := c.Start + float64(i)*turn
		p.CubeTo(on(from, reach), on(from+turn, -reach), on(from+turn, 0))
	}
}
