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

func TestInline(t *testing.T) {
	const svg = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="252.3pt" height="100pt" viewBox="0 0 252.3 100" role="img">
<title>A &amp; B</title>
<desc>what</desc>
<defs><path id="g1" d="m1 2h3"/></defs><g><use xlink:href="#g1"/></g>
</svg>`
	const want = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 252.3 100" role="img" aria-labelledby="f-title" aria-describedby="f-desc">` +
		`<title id="f-title">A &amp; B</title><desc id="f-desc">what</desc>` + `<defs><path id="f3g1" d="m1 2h3"/></defs><g><use href="#f3g1"/></g>
</svg>`
	if inner([]byte(svg), "title") != "A & B" || inner([]byte(svg), "desc") != "what" || inner([]byte(svg), "none") != "" {
		t.Error("title or description misread")
	}
	if got := string(inline([]byte(svg), "f", "f3", "A & B", "what")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if w, h := size([]byte(svg)); w != 252.3 || h != 100 {
		t.Errorf("size %v by %v", w, h)
	}
	if w, h := size([]byte("<svg>")); w != 0 || h != 0 {
		t.Errorf("size %v by %v of an SVG without", w, h)
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
	if o.Summary != "The numbers drawn, the first 375 of 900 rows" || len(o.Table.Rows) != 375 {
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
