package plots

import (
	"bytes"
	"image/color"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// signs are characters that units need; lines no longer than those of figures, along
// which programs that kern in their own way do not drift apart.
var signs = []string{"22 °C, CO₂, H₂O, €/MWh", "Δp, m³, µ, Ω, kg·m²", "−5, ×, ≤, ’, œ, É, …, 1\u202f000"}

// sample draws signs in both weights, sideways too.
func sample() *drawing {
	s := styles["column"]
	return &drawing{width: s.Width, height: 40, title: signs[0], description: signs[1], draw: func(c draw.Canvas) {
		c.SetColor(color.White)
		c.Fill(c.Rectangle.Path())
		sty := s.letters(1, ink)
		for i, text := range signs {
			y := 30 - 11*vg.Length(i)
			sty.Font.Weight = stdfont.WeightNormal
			c.FillText(sty, vg.Point{X: 20, Y: y}, text)
			sty.Font.Weight = bold
			c.FillText(sty, vg.Point{X: 135, Y: y}, text)
		}
		sty.Rotation = math.Pi / 2
		c.FillText(sty, vg.Point{X: 12, Y: 5}, "€, °C")
	}}
}

// every is each kind of figure drawn in French, and the signs.
func every(t *testing.T) map[string]*drawing {
	t.Helper()
	year, ten := oneRegion(t, 1), open(t, tenYears)
	place := &drawing{width: 100, height: 20, draw: func(c draw.Canvas) { c.FillText(styles["column"].letters(1, ink), vg.Point{X: 5, Y: 5}, "Łódź") }}
	out := map[string]*drawing{"signs": sample(), "place": place}
	for _, f := range everyKind() {
		if f.Kind == compareKind {
			continue
		}
		r := year
		if f.Kind == "cost-over-years" {
			r = ten
		}
		d, err := drawKind(f.Kind)(r, asked{Figure: f}, styles["column"], french)
		if err != nil {
			t.Fatal(f.Kind, err)
		}
		out[f.Kind] = d
	}
	return out
}

// TestEveryFormatHasTheSameBytes writes each kind twice from one drawing, and from
// another of the same result.
func TestEveryFormatHasTheSameBytes(t *testing.T) {
	a, b := every(t), every(t)
	for name := range a {
		for _, format := range Formats {
			first, err := a[name].render(format, goldenDPI/2)
			if err != nil {
				t.Fatal(err)
			}
			for i, d := range []*drawing{a[name], b[name]} {
				if again, err := d.render(format, goldenDPI/2); err != nil || !bytes.Equal(first, again) {
					t.Errorf("%s.%s, drawing %d: %v, %d and %d bytes, not the same", name, format, i, err, len(first), len(again))
				}
			}
		}
	}
}

// TestTextIsLive: a PDF's text, as a reader copies it, holds the signs as they are,
// of subscripts the digits, and an outlined one none.
func TestTextIsLive(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("needs pdftotext")
	}
	read := func(d *drawing) string {
		path := filepath.Join(t.TempDir(), "x.pdf")
		text, err := d.render("pdf", 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("pdftotext", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	d := sample()
	got := read(d)
	for _, want := range []string{"22 °C, CO2, H2O, €/MWh", signs[1], strings.ReplaceAll(signs[2], "\u202f", " ")} {
		if strings.Count(got, want) != 2 {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	d.outlines = true
	if got = strings.TrimSpace(read(d)); got != "" {
		t.Errorf("%q is text, not outlines", got)
	}
	carbon, err := drawKind("carbon-water")(oneRegion(t, 1), asked{}, styles["column"], french)
	if err != nil {
		t.Fatal(err)
	}
	if got = read(carbon); !strings.Contains(got, "CO2 (t par mois)") {
		t.Errorf("%q", got)
	}
}
