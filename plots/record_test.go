package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"caloduc/plots/canvas"
)

// recording is a canvas that keeps what is drawn.
type recording struct {
	recorder.Canvas
	width, height vg.Length
	texts         []canvas.Line
}

// Size implements vg.CanvasSizer.
func (r *recording) Size() (width, height vg.Length) { return r.width, r.height }

// SetText implements canvas.Typesetter.
func (r *recording) SetText(l canvas.Line) { r.texts = append(r.texts, l) }

// mark is a path filled, or stroked where it has a width.
type mark struct {
	path   vg.Path
	colour color.NRGBA
	width  vg.Length
}

// recordOf draws on a recording of a size, and returns paths and texts.
func recordOf(width, height vg.Length, f func(draw.Canvas)) (marks []mark, texts []canvas.Line) {
	r := &recording{width: width, height: height}
	f(draw.New(r))
	pen := mark{colour: color.NRGBA{A: 0xFF}, width: 1}
	var saved []mark
	for _, a := range r.Actions {
		switch a := a.(type) {
		case *recorder.SetColor:
			pen.colour = color.NRGBAModel.Convert(a.Color).(color.NRGBA)
		case *recorder.SetLineWidth:
			pen.width = a.Width
		case *recorder.Push:
			saved = append(saved, pen)
		case *recorder.Pop:
			pen, saved = saved[len(saved)-1], saved[:len(saved)-1]
		case *recorder.Fill:
			marks = append(marks, mark{a.Path, pen.colour, 0})
		case *recorder.Stroke:
			marks = append(marks, mark{a.Path, pen.colour, pen.width})
		}
	}
	return marks, r.texts
}

// marksOf draws a figure on a recording.
func marksOf(d *drawing) (marks []mark, texts []canvas.Line) {
	page, draw := d.page(0)
	return recordOf(page.Width, page.Height, draw)
}

// extent is the rectangle around the points of a path.
func extent(p vg.Path) vg.Rectangle {
	lo, hi := vg.Point{X: vg.Length(math.Inf(1)), Y: vg.Length(math.Inf(1))}, vg.Point{X: vg.Length(math.Inf(-1)), Y: vg.Length(math.Inf(-1))}
	for _, c := range p {
		if c.Type != vg.CloseComp {
			lo = vg.Point{X: min(lo.X, c.Pos.X), Y: min(lo.Y, c.Pos.Y)}
			hi = vg.Point{X: max(hi.X, c.Pos.X), Y: max(hi.Y, c.Pos.Y)}
		}
	}
	return vg.Rectangle{Min: lo, Max: hi}
}
