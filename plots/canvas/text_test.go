package canvas

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// signs are characters that units need, and one that the font lacks.
const signs = "22 °C, CO₂, H₂O, €/MWh, Δp, m³, µ, Ω, kg·m⁻², −5, ×, ≤, ’, œ, É, …"

func letters(size vg.Length) text.Style {
	return text.Style{Color: color.Black, Font: font.Font{Typeface: Typeface, Variant: "Sans", Size: size}, Handler: Text, XAlign: draw.XLeft, YAlign: draw.YBottom}
}

func TestTextIsLaidOut(t *testing.T) {
	sty, twice := letters(7), letters(14)
	if av, a, v := sty.Width("AV"), sty.Width("A"), sty.Width("V"); !(av < a+v-0.3) {
		t.Errorf("AV is %v wide, A %v, V %v: not kerned", av, a, v)
	}
	if got, want := float64(twice.Width(signs[:20])), 2*float64(sty.Width(signs[:20])); math.Abs(got-want) > 1e-9 {
		t.Errorf("width %v at twice the size, want %v", got, want)
	}
	if sub, digit := sty.Width("₂"), sty.Width("2"); math.Abs(float64(sub/digit)-0.7) > 1e-9 {
		t.Errorf("subscript %v wide, digit %v", sub, digit)
	}
	if got := len(Text.Lines("Jan\n2026\n")); got != 2 {
		t.Errorf("%d lines", got)
	}
}

// With YAlign 0 text stands on its point; gonum places axis labels by that.
func TestTextStandsOnItsBaseline(t *testing.T) {
	for _, text := range []string{"E", "E\nE"} {
		sty := letters(7)
		lo, hi := math.Inf(1), math.Inf(-1)
		var r recorder.Canvas
		sty.Handler.Draw(&r, text, sty, vg.Point{})
		for _, a := range r.Actions {
			if f, ok := a.(*recorder.Fill); ok {
				for _, c := range f.Path {
					if c.Type != vg.CloseComp {
						lo, hi = min(lo, float64(c.Pos.Y)), max(hi, float64(c.Pos.Y))
					}
				}
			}
		}
		if want := float64(sty.Height(text)) - float64(sty.Height("E")) + 0.688*7; math.Abs(lo) > 1e-6 || math.Abs(hi-want) > 0.3 {
			t.Errorf("%q: from %v to %v, want 0 to %v", text, lo, hi, want)
		}
	}
}

// setter keeps the lines that it is to set.
type setter struct {
	vg.Canvas
	lines []Line
}

func (s *setter) SetText(l Line) { s.lines = append(s.lines, l) }

// A text turned, of two lines and aligned to its end, is set from the points at
// which its letters would be drawn.
func TestLinesStandWhereOutlinesDo(t *testing.T) {
	sty := letters(10)
	sty.Rotation, sty.XAlign, sty.YAlign = math.Pi/2, draw.XRight, draw.YTop
	var s setter
	sty.Handler.Draw(draw.Canvas{Canvas: &s}, "CO₂\nkg", sty, vg.Point{X: 50, Y: 60})
	if len(s.lines) != 2 {
		t.Fatalf("%d lines", len(s.lines))
	}
	height := Text.Extents(sty.Font).Height
	first, second := s.lines[0], s.lines[1]
	if first.side() != end || math.Abs(float64(second.At.X-first.At.X-height)) > 1e-9 || math.Abs(float64(first.At.Y)-60) > 1e-9 || !(first.At.X > 50) {
		t.Errorf("%v and %v, lines %v apart", first.At, second.At, height)
	}
	runs := first.runs(true)
	if len(runs) != 2 || runs[0].text != "CO" || runs[1].text != "2" || !runs[1].low || math.Abs(float64(runs[1].x-sty.Width("CO"))) > 1e-9 {
		t.Errorf("%+v", runs)
	}
	if got := math.Abs(float64(first.left() + sty.Width("CO₂"))); got > 1e-9 {
		t.Errorf("the line begins %v from where it should", got)
	}
}

func TestMissingCharacterFailsLoudly(t *testing.T) {
	defer func() {
		m, ok := recover().(Missing)
		if !ok || m.char != '⁻' || !strings.Contains(m.Error(), `'⁻'`) {
			t.Errorf("recovered %v", m)
		}
	}()
	letters(7).Width(signs)
	t.Error("a character that the font lacks was drawn as nothing")
}
