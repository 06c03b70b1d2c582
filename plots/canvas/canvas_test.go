package canvas

import (
	"bytes"
	"image"
	"image/color"
	imagepng "image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

const (
	aTitle = `PUE & "coût", 22 °C, € <x>`
	aStory = "Une description (avec CO₂) \\ et 𝛼\n%"
)

var page = Page{Width: 100, Height: 60, Title: aTitle, Description: aStory, DPI: 144}

func written(t *testing.T, format string, f func(draw.Canvas)) []byte {
	t.Helper()
	text, err := page.Write(format, f)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func picture(t *testing.T, data []byte) image.Image {
	t.Helper()
	img, err := imagepng.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// inkOf is how much of the area of a rectangle of pixels is black.
func inkOf(img image.Image, r image.Rectangle) (sum float64) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			v, _, _, _ := img.At(x, y).RGBA()
			sum += 1 - float64(v)/0xFFFF
		}
	}
	return sum
}

func line(c draw.Canvas, width vg.Length, dashes []vg.Length, points ...vg.Point) {
	c.StrokeLines(draw.LineStyle{Color: color.Black, Width: width, Dashes: dashes}, points)
}

// TestHairlinesAreSeen: a line thinner than a pixel, and a sliver of an area, have
// as much ink as they have width, wherever they lie.
func TestHairlinesAreSeen(t *testing.T) {
	for _, width := range []vg.Length{0.05, 0.1, 0.25} {
		for _, y := range []vg.Length{30, 30.13, 30.25} {
			want := 80 * 2 * float64(width) * 2
			for name, f := range map[string]func(draw.Canvas){
				"stroke": func(c draw.Canvas) { line(c, width, nil, vg.Point{X: 10, Y: y}, vg.Point{X: 90, Y: y}) },
				"fill": func(c draw.Canvas) {
					c.FillPolygon(color.Black, []vg.Point{{X: 10, Y: y}, {X: 90, Y: y}, {X: 90, Y: y + width}, {X: 10, Y: y + width}})
				},
			} {
				img := picture(t, written(t, "png", f))
				if got := inkOf(img, img.Bounds()); math.Abs(got/want-1) > 0.4 {
					t.Errorf("%s %v wide at %v: ink of %.1f pixels, want %.1f", name, width, y, got, want)
				}
			}
		}
	}
}

// TestPixelsBeginAtTheTop: of a page that is no whole number of pixels high, the upper
// edge is that of the picture.
func TestPixelsBeginAtTheTop(t *testing.T) {
	p := Page{Width: 20, Height: 30.3, DPI: 72}
	data, err := p.Write("png", func(c draw.Canvas) {
		c.FillPolygon(color.Black, []vg.Point{{X: 0, Y: 20.3}, {X: 20, Y: 20.3}, {X: 20, Y: 30.3}, {X: 0, Y: 30.3}})
	})
	if err != nil {
		t.Fatal(err)
	}
	img := picture(t, data)
	if got := inkOf(img, image.Rect(0, 0, 20, 10)); math.Abs(got-200) > 1e-3 || inkOf(img, image.Rect(0, 10, 20, 30)) > 0.2 {
		t.Errorf("ink of %v pixels in the upper ten rows, %v below", got, inkOf(img, image.Rect(0, 10, 20, 30)))
	}
}

// shapes are what the canvases differ in: arcs, quadratic curves, dashes, colours
// that let through, and transformations that are undone.
func shapes(c draw.Canvas) {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	c.SetColor(color.NRGBA{0x00, 0x72, 0xB2, 0xFF})
	var sector vg.Path
	sector.Move(vg.Point{X: 20, Y: 30})
	sector.Arc(vg.Point{X: 20, Y: 30}, 15, -1, 4.5)
	sector.Close()
	unseen := letters(7)
	unseen.Color = color.White
	c.FillText(unseen, vg.Point{X: 60, Y: 50}, "H₂O") // a text leaves the colour as it was
	c.Fill(sector)
	var disc vg.Path
	disc.Arc(vg.Point{X: 80, Y: 45}, 8, 0, 2*math.Pi)
	c.Fill(disc)
	c.Push()
	c.SetColor(color.NRGBA{0xD5, 0x5E, 0x00, 0x80})
	c.Fill(vg.Rectangle{Min: vg.Point{X: 10, Y: 5}, Max: vg.Point{X: 50, Y: 40}}.Path())
	c.Translate(vg.Point{X: 60, Y: 20})
	c.Rotate(0.4)
	c.Scale(1.5, 0.75)
	var curve vg.Path
	curve.Move(vg.Point{})
	curve.QuadTo(vg.Point{X: 10, Y: 20}, vg.Point{X: 20})
	curve.Close()
	c.Fill(curve)
	c.Pop()
	c.SetLineWidth(2)
	var zigzag vg.Path // with the opaque colour from before the Push
	zigzag.Move(vg.Point{X: 55, Y: 55})
	zigzag.Line(vg.Point{X: 60, Y: 35})
	zigzag.Line(vg.Point{X: 62, Y: 55})
	c.Stroke(zigzag)
	line(c, 3, []vg.Length{6, 4}, vg.Point{X: 2, Y: 10}, vg.Point{X: 95, Y: 10}, vg.Point{X: 95, Y: 55})
}

// TestShapesAreTheSame renders PDF and SVG with other programs and compares the
// means of squares of 6 by 6 pixels with the PNG.
func TestShapesAreTheSame(t *testing.T) {
	want := picture(t, written(t, "png", shapes))
	for format, command := range map[string][]string{
		"pdf": {"pdftoppm", "-r", "144", "-png", "-singlefile"},
		"svg": {"rsvg-convert", "-z", "1.5", "-o"},
	} {
		t.Run(format, func(t *testing.T) {
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skip("needs ", command[0])
			}
			in, out := filepath.Join(t.TempDir(), "in."+format), filepath.Join(t.TempDir(), "out.png")
			if err := os.WriteFile(in, written(t, format, shapes), 0o644); err != nil {
				t.Fatal(err)
			}
			args := append(append([]string(nil), command[1:]...), in, out[:len(out)-len(".png")])
			if format == "svg" {
				args = append(append([]string(nil), command[1:]...), out, in)
			}
			if text, err := exec.Command(command[0], args...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, text)
			}
			data, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if most := apart(picture(t, data), want); most > 0.06 {
				t.Errorf("differs by %.3f", most)
			}
		})
	}
}

// apart is the largest difference between the means of squares, in any colour.
func apart(a, b image.Image) (most float64) {
	const n = 6
	for top := 0; top+n <= b.Bounds().Dy(); top += n {
		for left := 0; left+n <= b.Bounds().Dx(); left += n {
			var sum [3]float64
			for i := range n * n {
				r0, g0, b0, _ := a.At(left+i%n, top+i/n).RGBA()
				r1, g1, b1, _ := b.At(left+i%n, top+i/n).RGBA()
				sum[0] += float64(r0) - float64(r1)
				sum[1] += float64(g0) - float64(g1)
				sum[2] += float64(b0) - float64(b1)
			}
			for _, s := range sum {
				most = max(most, math.Abs(s)/(0xFFFF*n*n))
			}
		}
	}
	return most
}

func TestArcsAreRound(t *testing.T) {
	var p vg.Path
	p.Arc(vg.Point{X: 50, Y: 50}, 40, 0.3, -5)
	at := p[0].Pos
	for _, c := range cubic(p) {
		if c.Type == vg.CurveComp {
			for i := range 9 {
				u, v := vg.Length(i)/8, 1-vg.Length(i)/8
				x := v*v*v*at.X + 3*v*v*u*c.Control[0].X + 3*v*u*u*c.Control[1].X + u*u*u*c.Pos.X
				y := v*v*v*at.Y + 3*v*v*u*c.Control[0].Y + 3*v*u*u*c.Control[1].Y + u*u*u*c.Pos.Y
				if r := math.Hypot(float64(x)-50, float64(y)-50); math.Abs(r-40) > 0.012 {
					t.Errorf("%v, %v is %v from the centre", x, y, r)
				}
			}
		}
		at = c.Pos
	}
	if end := (vg.Point{X: 50 + 40*vg.Length(math.Cos(-4.7)), Y: 50 + 40*vg.Length(math.Sin(-4.7))}); math.Hypot(float64(at.X-end.X), float64(at.Y-end.Y)) > 1e-9 {
		t.Errorf("ends at %v, want %v", at, end)
	}
}
