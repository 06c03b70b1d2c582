package report

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		v    float64
		unit string
		want string
	}{
		{226926063.38, "MWh", "226.9 TWh"}, {999.94, "MWh", "999.9 MWh"}, {5e3, "MWh", "5.000 GWh"}, {508965295.9, "kg", "509.0 kt"},
		{88509853928, "€", "88.51 billion €"}, {12_345_678, "€", "12.35 million €"}, {1234, "€", "1234 €"}, {2.67277, "€/(GPU·h)", "2.673 €/(GPU·h)"},
		{0.0302966, "L", "0.03030 L"}, {0, "MWh", "0 MWh"}, {-4e6, "MWh", "−4.000 TWh"}, {math.NaN(), "kg", "– kg"},
	} {
		if got := strings.ReplaceAll(amount(c.v, c.unit), "\u00a0", " "); got != c.want {
			t.Errorf("%v %s: %q, want %q", c.v, c.unit, got, c.want)
		}
	}
	for _, c := range []struct {
		v        float64
		decimals int
		want     string
	}{{5258880, 0, "5|258|880"}, {1234, 0, "1234"}, {-0.0004, 2, "0.00"}, {-12345.678, 1, "−12|345.7"}, {999999.9, 0, "1|000|000"}} {
		if got := strings.ReplaceAll(grouped(c.v, c.decimals), "\u202f", "|"); got != c.want {
			t.Errorf("%v: %q, want %q", c.v, got, c.want)
		}
	}
}

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		values []float64
		unit   string
		want   string
	}{
		{[]float64{1, 20, math.NaN(), 3e3}, "", "1 20 – 3000 in "},
		{[]float64{1e3, 2.5e6}, "MWh", "0.001 2.500 in TWh"},
		{[]float64{0, 0}, "€", "0 0 in €"},
		{[]float64{1.06926, 1.1}, "", "1.069 1.100 in "},
	} {
		texts, unit := column(c.values, c.unit)
		if got := strings.Join(texts, " ") + " in " + unit; got != c.want {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
	}
}

func TestLabels(t *testing.T) {
	for name, want := range map[string]string{
		"pue": "PUE", "it_energy_MWh": "IT energy", "cost_EUR_per_GPUh": "Cost", "carbon_intensity_g_per_kWh": "Carbon intensity",
		"cost_om_EUR": "Cost operation and maintenance", "load_factor": "Load factor", "at_limit_h": "At limit", "gpu_occupancy": "GPU occupancy",
	} {
		if got := label(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for scope, want := range map[string]string{"": "Whole system", "campus.Fouju.hall.F1": "Fouju, hall F1", "reactor.Nogent 1": "Nogent 1"} {
		if got := place(scope); got != want {
			t.Errorf("%s: %q, want %q", scope, got, want)
		}
	}
}

func TestSlugsDiffer(t *testing.T) {
	valid := regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
	name := rapid.StringOfN(rapid.RuneFrom([]rune("aZ0-_. é5f<")), 1, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := name.Draw(t, "a"), name.Draw(t, "b")
		if !valid.MatchString(slug(a)) || (a == b) != (slug(a) == slug(b)) {
			t.Fatalf("%q gives %q, %q gives %q", a, slug(a), b, slug(b))
		}
	})
}

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
		n := map[string]int{"m": 1, "l": 1, "q": 2, "c": 3}[command]
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
		for range n {
			toX, toY = x+next(), y+next()
			out = append(out, [2]float64{toX, toY})
		}
		if x, y = toX, toY; command == "m" {
			startX, startY = x, y
		}
	}
	return out
}

// TestShortPathsGoTheSameWay draws paths as figures have them and compares where
// their short forms go: half a hundredth of a point off at most, at any length.
func TestShortPathsGoTheSameWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var path strings.Builder
		var want [][2]float64
		number := rapid.Float64Range(-300, 300)
		for range rapid.IntRange(1, 5).Draw(t, "outlines") {
			for n, c := range append([]string{"M"}, rapid.SliceOfN(rapid.SampledFrom([]string{"L", "Q", "C"}), 0, 12).Draw(t, "commands")...) {
				path.WriteString(c)
				for k := range map[string]int{"M": 1, "L": 1, "Q": 2, "C": 3}[c] {
					p := [2]float64{number.Draw(t, "x"), number.Draw(t, "y")}
					if n > 0 && c == "L" && rapid.Bool().Draw(t, "level") {
						p[1] = want[len(want)-1][1]
					}
					for j := range p {
						p[j] = math.Round(p[j]*1e4) / 1e4
					}
					if k > 0 {
						path.WriteByte(',')
					}
					fmt.Fprintf(&path, "%v,%v", p[0], p[1])
					want = append(want, p)
				}
			}
			path.WriteString("Z")
		}
		short := string(shorten([]byte(path.String())))
		got := points(t, short)
		if len(got) != len(want) {
			t.Fatalf("%s\n%s\n%d points, want %d", path.String(), short, len(got), len(want))
		}
		for i := range got {
			if math.Abs(got[i][0]-want[i][0]) > 0.00501 || math.Abs(got[i][1]-want[i][1]) > 0.00501 {
				t.Fatalf("%s\n%s\npoint %d: %v, want %v", path.String(), short, i, got[i], want[i])
			}
		}
	})
	for _, path := range []string{"M1,2A3,3,0,0,1,4,5", "m1,2l3,4", "M1,nonsense"} {
		if got := string(shorten([]byte(path))); got != path {
			t.Errorf("%s became %s", path, got)
		}
	}
}

func TestInline(t *testing.T) {
	const svg = `<?xml version="1.0"?>
<!-- Generated -->
<svg width="252pt" height="100pt" viewBox="0 0 252 100" xmlns="http://www.w3.org/2000/svg" role="img">
<title>A &amp; B</title>
<desc>what</desc>
<defs><linearGradient id="g"/></defs><g transform="translate(1.23456, 2)"><path d="M1.2345,2L3,2" fill="url(#g)" /><use href="#g" /></g>
</svg>`
	const want = `<svg viewBox="0 0 252 100" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="f-title" aria-describedby="f-desc">` +
		`<title id="f-title">A &amp; B</title><desc id="f-desc">what</desc>` +
		`<defs><linearGradient id="f-g"/></defs><g transform="translate(1.23, 2)"><path d="m1.23 2h1.77" fill="url(#f-g)"/><use href="#f-g"/></g>
</svg>`
	if inner([]byte(svg), "title") != "A & B" || inner([]byte(svg), "desc") != "what" || inner([]byte(svg), "none") != "" {
		t.Error("title or description misread")
	}
	if got := string(inline([]byte(svg), "f", "A & B", "what")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if w, h := size([]byte(svg)); w != 252 || h != 100 {
		t.Errorf("size %v by %v", w, h)
	}
}

// TestTables checks what a cell of a figure's numbers becomes, and how many stay.
func TestNumbersOfAFigure(t *testing.T) {
	rows := [][]string{{"campus", "month", "pue", "n"}}
	for i := range 900 {
		rows = append(rows, []string{"Fouju", fmt.Sprintf("2026-%02d", i%12+1), "1.069260617", strconv.Itoa(i)})
	}
	rows[1][2] = ""
	o := numbersOf(shownFigure{ID: "f", Title: "PUE"}, rows)
	if o.Summary != "The numbers drawn, the first 500 of 900 rows" || len(o.Table.Rows) != 500 {
		t.Errorf("%q, %d rows", o.Summary, len(o.Table.Rows))
	}
	h := o.Table.Head
	if h[0].Number || h[1].Number || !h[2].Number || !h[3].Number {
		t.Errorf("columns taken for numbers: %+v", h)
	}
	if a, b := o.Table.Rows[0], o.Table.Rows[1]; a[2].Text != missing || b[2].Text != "1.06926" || b[3].Text != "1" || !b[0].Header {
		t.Errorf("%+v\n%+v", a, b)
	}
}
