// Package plots draws figures from stored results alone: labels, units and
// coordinates are stored with them, and no model is asked. A kind of figure is
// one file and a line in the list of kinds.go.
package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/plots/canvas"
)

// Style is the look of all figures of a drawing: one place for sizes, type and
// lines.
type Style struct {
	Width    vg.Length // of the whole figure
	Tallest  vg.Length // that a figure gets, if its panels stay readable
	Columns  int       // of panels, where they are more than three
	Many     int       // panels from which they stand side by side
	Panel    vg.Length // height of a stacked panel
	TextSize vg.Length
	Line     vg.Length // data
	Hair     vg.Length // axes, ticks
	Height   vg.Length // of the whole figure, where its author gives it

	look   result.Look // of the figure's author
	labels *relabels
	headed bool // its title is drawn
}

// The styles by name: a journal's single column, its full width, a slide.
var styles = map[string]Style{
	"column": {Width: 89 * vg.Millimeter, Tallest: 225 * vg.Millimeter, Columns: 1, Many: 4, Panel: 40 * vg.Millimeter, TextSize: 7, Line: 1.0, Hair: 0.5},
	"wide":   {Width: 183 * vg.Millimeter, Tallest: 225 * vg.Millimeter, Columns: 2, Many: 4, Panel: 52 * vg.Millimeter, TextSize: 7, Line: 1.0, Hair: 0.5},
	"slide":  {Width: 254 * vg.Millimeter, Tallest: 125 * vg.Millimeter, Columns: 2, Many: 2, Panel: 60 * vg.Millimeter, TextSize: 14, Line: 2.0, Hair: 1.0},
}

// Colours of the data, after Okabe and Ito (2008), "Color universal design":
// apart for the colour-blind and in grey. Black is kept for totals.
var palette = []color.NRGBA{
	{0x00, 0x72, 0xB2, 0xFF}, // blue
	{0xD5, 0x5E, 0x00, 0xFF}, // vermillion
	{0x00, 0x9E, 0x73, 0xFF}, // bluish green
	{0xE6, 0x9F, 0x00, 0xFF}, // orange
	{0xCC, 0x79, 0xA7, 0xFF}, // reddish purple
	{0x56, 0xB4, 0xE9, 0xFF}, // sky blue
	{0xF0, 0xE4, 0x42, 0xFF}, // yellow
}

var (
	ink  = color.NRGBA{0x22, 0x22, 0x22, 0xFF} // text, totals
	grey = color.NRGBA{0x77, 0x77, 0x77, 0xFF} // axes
	rule = color.NRGBA{0xE2, 0xE2, 0xE2, 0xFF} // grid lines
)

// colour returns the i-th colour of the palette.
func colour(i int) color.NRGBA { return palette[i%len(palette)] }

// tint mixes a colour with white: opaque, so that every format shows the same.
func tint(c color.NRGBA, strength float64) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(math.Round(255 - (255-float64(v))*strength)) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), 0xFF}
}

// shaded mixes a colour with black: more colours where the palette's are too few.
func shaded(c color.NRGBA) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(math.Round(float64(v) * 0.55)) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), 0xFF}
}

// distinct is the i-th of twelve colours that are seen as thin lines too: the
// palette but its yellow, then their shades.
func distinct(i int) color.NRGBA {
	n := len(palette) - 1
	if i%(2*n) >= n {
		return shaded(palette[i%n])
	}
	return palette[i%n]
}

// dashes are those of a second line of the same colour.
func (s Style) dashes() []vg.Length { return []vg.Length{2.5 * s.Line, 1.5 * s.Line} }

// dots are those of a third.
func (s Style) dots() []vg.Length { return []vg.Length{0.9 * s.Line, 0.9 * s.Line} }

// bold is the weight of names within a figure.
const bold = canvas.Bold

var handler = canvas.Text

// handler draws the texts of a figure, with its author's labels.
func (s Style) handler() text.Handler {
	if s.labels == nil {
		return handler
	}
	return labelled{handler, s.labels}
}

// letters is the text style of a figure at a share of its text size.
func (s Style) letters(share vg.Length, c color.Color) text.Style {
	return s.aligned(share, c, draw.XLeft, draw.YBottom)
}

// aligned is such a text style with the point of a text that its place is of.
func (s Style) aligned(share vg.Length, c color.Color, x text.XAlignment, y text.YAlignment) text.Style {
	return text.Style{
		Color:   c,
		Font:    font.Font{Typeface: canvas.Typeface, Variant: "Sans", Size: s.TextSize * share},
		Handler: s.handler(),
		XAlign:  x,
		YAlign:  y,
	}
}

// heading is the text style of names within a figure.
func (s Style) heading(x text.XAlignment, y text.YAlignment) text.Style {
	sty := s.aligned(1, ink, x, y)
	sty.Font.Weight = bold
	return sty
}

// panel returns an empty plot in the style: hairline axes on the left and at
// the bottom, ticks outward, no title.
func (s Style) panel() *plot.Plot {
	p := plot.New()
	p.TextHandler = s.handler()
	p.Title.TextStyle = s.letters(1, ink)
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.LineStyle = draw.LineStyle{Color: grey, Width: s.Hair}
		a.Tick.LineStyle = a.LineStyle
		a.Tick.Length = 0.35 * s.TextSize
		a.Padding = 0.4 * s.TextSize
		centre := a.Label.TextStyle
		a.Label.TextStyle = s.letters(1, ink)
		a.Label.TextStyle.XAlign, a.Label.TextStyle.YAlign = centre.XAlign, centre.YAlign
		a.Label.TextStyle.Rotation = centre.Rotation
		ticks := a.Tick.Label
		a.Tick.Label = s.letters(1, ink)
		a.Tick.Label.XAlign, a.Tick.Label.YAlign = ticks.XAlign, ticks.YAlign
		a.Label.Padding = 0.4 * s.TextSize
	}
	p.X.Padding = 0
	return p
}
