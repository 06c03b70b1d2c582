package plots

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"regexp"
	"strconv"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"pgregory.net/rapid"
)

// points follows a path of relative commands and lists where it goes, of curves
// the control points too.
func points(t interface{ Fatalf(string, ...any) }, path string) (out [][2]float64) {
	words := regexp.MustCompile(`[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)`).FindAllString(path, -1)
	var x, y, startX, startY float64
	command := ""
	for i := 0; i < len(words); {
		if w := words[i]; w[0] >= 'a' {
			command = w
			i++
		}
		next := func() float64 {
			v, err := strconv.ParseFloat(words[i], 64)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			i++
			return v
		}
		switch command {
		case "z":
			x, y = startX, startY
			continue
		case "h":
			x += next()
			out = append(out, [2]float64{x, y})
			continue
		case "v":
			y += next()
			out = append(out, [2]float64{x, y})
			continue
		}
		var toX, toY float64
		for range map[string]int{"m": 1, "l": 1, "q": 2, "c": 3}[command] {
			toX, toY = x+next(), y+next()
			out = append(out, [2]float64{toX, toY})
		}
		if x, y = toX, toY; command == "m" {
			startX, startY = x, y
		}
	}
	return out
}

// TestSVGPathsGoTheSameWay prints outlines and compares where their relative forms
// go: half a hundredth of a point off at most, at any length.
func TestSVGPathsGoTheSameWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Float64Range(-300, 300)
		var o outline
		for range rapid.IntRange(1, 5).Draw(t, "outlines") {
			for _, verb := range append([]byte{moveTo}, rapid.SliceOfN(rapid.SampledFrom([]byte{lineTo, quadTo, cubeTo}), 0, 12).Draw(t, "verbs")...) {
				var p []vg.Point
				for range pointsOf[verb] {
					p = append(p, vg.Point{X: vg.Length(number.Draw(t, "x")), Y: vg.Length(number.Draw(t, "y"))})
				}
				if verb == lineTo && rapid.Bool().Draw(t, "level") {
					p[0].Y = o.points[len(o.points)-1].Y
				}
				o.add(verb, p...)
			}
			o.add(closing)
		}
		path := string(o.appendSVG(nil, 10000))
		got := points(t, path)
		if len(got) != len(o.points) {
			t.Fatalf("%s\n%d points, want %d", path, len(got), len(o.points))
		}
		for i, p := range o.points {
			if math.Abs(got[i][0]-float64(p.X)) > 0.00501 || math.Abs(got[i][1]-100+float64(p.Y)) > 0.00501 {
				t.Fatalf("%s\npoint %d: %v, want %v", path, i, got[i], p)
			}
		}
	})
}

func TestTransformationsAreCarriedOut(t *testing.T) {
	s := newSheet(100, 100, func(c draw.Canvas) {
		c.Push()
		c.Translate(vg.Point{X: 10, Y: 20})
		c.Rotate(math.Pi / 2)
		c.Scale(2, 3)
		var p vg.Path
		p.Move(vg.Point{X: 1, Y: 0})
		p.Line(vg.Point{X: 0, Y: 1})
		c.Fill(p)
		c.Pop()
		c.Fill(p)
	})
	want := []vg.Point{{X: 10, Y: 22}, {X: 7, Y: 20}, {X: 1, Y: 0}, {X: 0, Y: 1}}
	got := append(s.marks[0].points, s.marks[1].points...)
	for i, p := range got {
		if math.Hypot(float64(p.X-want[i].X), float64(p.Y-want[i].Y)) > 1e-12 {
			t.Errorf("point %d: %v, want %v", i, p, want[i])
		}
	}
}

func TestArcsAreRound(t *testing.T) {
	s := newSheet(100, 100, func(c draw.Canvas) { disc(c, vg.Point{X: 50, Y: 50}, 40, ink) })
	for _, p := range s.marks[0].polylines()[0] {
		if r := math.Hypot(float64(p.X)-50, float64(p.Y)-50); math.Abs(r-40) > 0.012 {
			t.Errorf("%v is %v from the centre", p, r)
		}
	}
}

// TestDashes cuts a line with a corner into dashes of 3 with gaps of 2.
func TestDashes(t *testing.T) {
	m := mark{width: 1, dashes: []vg.Length{3, 2}}
	m.add(moveTo, vg.Point{})
	m.add(lineTo, vg.Point{X: 6})
	m.add(lineTo, vg.Point{X: 6, Y: 6})
	want := [][]vg.Point{{{}, {X: 3}}, {{X: 5}, {X: 6}, {X: 6, Y: 2}}, {{X: 6, Y: 4}, {X: 6, Y: 6}}}
	got := m.strokes()
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i := range want {
		if len(got[i]) != len(want[i]) {
			t.Fatalf("dash %d: %v, want %v", i, got[i], want[i])
		}
		for j := range want[i] {
			if math.Hypot(float64(got[i][j].X-want[i][j].X), float64(got[i][j].Y-want[i][j].Y)) > 1e-9 {
				t.Errorf("dash %d: %v, want %v", i, got[i], want[i])
			}
		}
	}
	m.offset = 4
	if first := m.strokes()[0]; math.Abs(float64(first[0].X)-1) > 1e-9 {
		t.Errorf("the first dash begins at %v", first[0])
	}
}

// TestPixelsAreCovered paints half a pixel's width, and more colours than a palette
// holds.
func TestPixelsAreCovered(t *testing.T) {
	square := func(c draw.Canvas, x0, x1, y0, y1 vg.Length, col color.Color) {
		c.FillPolygon(col, []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}})
	}
	at := func(img image.Image, x, y int) [3]uint8 {
		r, g, b, _ := img.At(x, y).RGBA()
		return [3]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}
	}
	render := func(f func(draw.Canvas)) image.Image {
		data, err := newSheet(40, 40, f).png(72)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	img := render(func(c draw.Canvas) { square(c, 10, 20.5, 30, 40, color.Black) })
	for x, want := range map[int]uint8{9: 255, 10: 0, 19: 0, 20: 128, 21: 255} {
		if got := at(img, x, 5); got != [3]uint8{want, want, want} {
			t.Errorf("column %d is %v, want %d", x, got, want)
		}
	}
	if _, ok := img.(*image.Paletted); !ok || at(img, 15, 15) != [3]uint8{255, 255, 255} {
		t.Errorf("%T, below the square %v", img, at(img, 15, 15))
	}
	img = render(func(c draw.Canvas) {
		for i := range 1600 {
			x, y := vg.Length(i%40), vg.Length(i/40)
			square(c, x, x+1, y, y+1, color.NRGBA{uint8(6 * (i % 40)), uint8(6 * (i / 40)), 0, 255})
		}
	})
	if _, ok := img.(*image.Paletted); ok || at(img, 7, 39-30) != [3]uint8{42, 180, 0} {
		t.Errorf("%T, %v", img, at(img, 7, 9))
	}
}
