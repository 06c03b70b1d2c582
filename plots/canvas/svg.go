package canvas

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// svg is gonum's canvas of SVG. Each line of text is drawn as its number, which
// bytes writes out: vgsvg names one font without another to fall back on, knows no
// anchor but the beginning, and no subscript.
type svg struct {
	*vgsvg.Canvas
	page  Page
	lines []Line
}

func newSVG(p Page) *svg {
	return &svg{Canvas: vgsvg.NewWith(vgsvg.UseWH(p.Width, p.Height)), page: p}
}

// Fill implements vg.Canvas.
func (c *svg) Fill(p vg.Path) { c.Canvas.Fill(cubic(p)) }

// Stroke implements vg.Canvas.
func (c *svg) Stroke(p vg.Path) { c.Canvas.Stroke(cubic(p)) }

// SetText implements Typesetter.
func (c *svg) SetText(l Line) {
	c.lines = append(c.lines, l)
	c.Push()
	defer c.Pop()
	c.SetColor(l.Colour)
	at := l.At
	if l.Rotation != 0 {
		c.Translate(at)
		c.Rotate(l.Rotation)
		at = vg.Point{}
	}
	c.FillString(l.gonum(), at, strconv.Itoa(len(c.lines)-1))
}

// svgFonts are the font of a figure and those of its widths or nearly so, or else any
// without serifs.
const svgFonts = "Liberation Sans, Arial, Helvetica, Arimo, Nimbus Sans, DejaVu Sans Condensed, sans-serif"

var (
	svgHead = regexp.MustCompile(`(?s)^<\?xml.*?<svg (.*?)>\n<g `)
	svgText = regexp.MustCompile(`(<text x="[^"]*" y="[^"]*" transform="[^"]*")\n\tstyle="font-family:[^;]*;font-variant:normal;font-weight:(normal|bold);font-style:normal;([^"]*)">(\d+)</text>`)
)

// bytes implements file: joins are round, as in the other formats; the fonts are
// named once for the whole figure; title and description are there to be read aloud.
func (c *svg) bytes() ([]byte, error) {
	var raw bytes.Buffer
	if _, err := c.WriteTo(&raw); err != nil {
		return nil, err
	}
	head := svgHead.FindSubmatchIndex(raw.Bytes())
	var out bytes.Buffer
	fmt.Fprintf(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg %s role=\"img\">\n<title>%s</title>\n<desc>%s</desc>\n<g font-family=\"%s\" stroke-linejoin=\"round\" ",
		raw.Bytes()[head[2]:head[3]], html.EscapeString(c.page.Title), html.EscapeString(c.page.Description), svgFonts)
	body := raw.Bytes()[head[1]:]
	at := 0
	for _, m := range svgText.FindAllSubmatchIndex(body, -1) {
		n, err := strconv.Atoi(string(body[m[8]:m[9]]))
		if err != nil {
			return nil, err
		}
		out.Write(body[at:m[3]])
		if string(body[m[4]:m[5]]) == "bold" {
			out.WriteString(` font-weight="bold"`)
		}
		out.WriteString(c.lines[n].svgAnchor())
		if alpha := opaque(c.lines[n].Colour).A; alpha < 0xFF {
			fmt.Fprintf(&out, ` fill-opacity="%.3g"`, float64(alpha)/0xFF)
		}
		fmt.Fprintf(&out, ` style="%s">%s</text>`, body[m[6]:m[7]], c.lines[n].svgText())
		at = m[1]
	}
	out.Write(body[at:])
	return out.Bytes(), nil
}

func (l Line) svgAnchor() string {
	switch l.side() {
	case middle:
		return ` text-anchor="middle"`
	case end:
		return ` text-anchor="end"`
	}
	return ""
}

// svgText is the text, with subscripts smaller and lower.
func (l Line) svgText() string {
	var out strings.Builder
	low := false
	for _, p := range l.runs(false) {
		text, drop := html.EscapeString(p.text), lowDrop*l.Size.Points()
		switch {
		case p.low:
			fmt.Fprintf(&out, `<tspan dy="%.3g" font-size="%.4gpx">%s</tspan>`, drop, lowSize*l.Size.Points(), text)
		case low:
			fmt.Fprintf(&out, `<tspan dy="-%.3g">%s</tspan>`, drop, text)
		default:
			out.WriteString(text)
		}
		low = p.low
	}
	return out.String()
}
