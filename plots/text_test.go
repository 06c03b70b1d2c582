package plots

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// signs are characters that gonum's own PDF text gets wrong, or that units need.
const signs = "22 °C, CO₂, H₂O, €/MWh, Δp, m³, µ, Ω, kg·m⁻², −5, ×, ≤, ’, œ, É, …"

// sample draws signs in both weights, sideways too.
func sample() *drawing {
	text := strings.ReplaceAll(signs, "⁻", "")
	s := styles["column"]
	return &drawing{width: s.Width, height: 40, title: text, description: text, draw: func(c draw.Canvas) {
		c.SetColor(color.White)
		c.Fill(c.Rectangle.Path())
		sty := s.letters(1, ink)
		c.FillText(sty, vg.Point{X: 20, Y: 25}, text)
		sty.Font.Weight = bold
		c.FillText(sty, vg.Point{X: 20, Y: 10}, text)
		sty.Rotation = math.Pi / 2
		c.FillText(sty, vg.Point{X: 12, Y: 5}, "€, °C")
	}}
}

func TestTextIsLaidOut(t *testing.T) {
	sty := styles["column"].letters(1, ink)
	if av, a, v := sty.Width("AV"), sty.Width("A"), sty.Width("V"); !(av < a+v-0.3) {
		t.Errorf("AV is %v wide, A %v, V %v: not kerned", av, a, v)
	}
	twice := sty
	twice.Font.Size *= 2
	if got, want := float64(twice.Width(signs[:20])), 2*float64(sty.Width(signs[:20])); math.Abs(got-want) > 1e-9 {
		t.Errorf("width %v at twice the size, want %v", got, want)
	}
	if sub, digit := sty.Width("₂"), sty.Width("2"); math.Abs(float64(sub/digit)-0.7) > 1e-9 {
		t.Errorf("subscript %v wide, digit %v", sub, digit)
	}
	if got := len(handler.Lines("Jan\n2026\n")); got != 2 {
		t.Errorf("%d lines", got)
	}
}

// With YAlign 0 text stands on its point; gonum places axis labels by that.
func TestTextStandsOnItsBaseline(t *testing.T) {
	for _, text := range []string{"E", "E\nE"} {
		sty := styles["column"].letters(1, ink)
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, m := range newSheet(10, 10, func(c draw.Canvas) { c.FillText(sty, vg.Point{}, text) }).marks {
			for _, p := range m.points {
				lo, hi = min(lo, float64(p.Y)), max(hi, float64(p.Y))
			}
		}
		if want := float64(sty.Height(text)) - float64(sty.Height("E")) + 0.688*7; math.Abs(lo) > 1e-6 || math.Abs(hi-want) > 0.3 {
			t.Errorf("%q: from %v to %v, want 0 to %v", text, lo, hi, want)
		}
	}
}

func TestMissingCharacterFailsLoudly(t *testing.T) {
	defer func() {
		m, ok := recover().(missing)
		if !ok || m.char != '⁻' || !strings.Contains(m.Error(), `'⁻'`) {
			t.Errorf("recovered %v", m)
		}
	}()
	styles["column"].letters(1, ink).Width(signs)
	t.Error("a character that the font lacks was drawn as nothing")
}
