package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"caloduc/experiments/result"
)

// box is where a line of text stands in a figure.
type box struct {
	text string
	vg.Rectangle
}

// boxesOf are those of all level texts of a figure, and its size.
func boxesOf(d *drawing) (out []box, size vg.Point) {
	_, texts := marksOf(d)
	for _, l := range texts {
		if l.Rotation != 0 {
			continue
		}
		left := l.At.X + vg.Length(l.Align)*l.Width
		out = append(out, box{l.Text, vg.Rectangle{Min: vg.Point{X: left, Y: l.At.Y - 0.1*l.Size},
			Max: vg.Point{X: left + l.Width, Y: l.At.Y + 0.6*l.Size}}})
	}
	return out, vg.Point{X: d.width, Y: d.height}
}

// keepApart fails where two texts of a figure overlap or one leaves it.
func keepApart(t *testing.T, name string, d *drawing) {
	t.Helper()
	all, size := boxesOf(d)
	if len(all) < 4 {
		t.Errorf("%s: only the texts %v", name, all)
	}
	for i, a := range all {
		if a.Min.X < -0.5 || a.Max.X > size.X+0.5 || a.Min.Y < -0.5 || a.Max.Y > size.Y+0.5 {
			t.Errorf("%s: %q leaves the figure: %v of %v", name, a.text, a.Rectangle, size)
		}
		for _, b := range all[:i] {
			if overlapping(a.Rectangle, b.Rectangle) {
				t.Errorf("%s: %q stands on %q", name, a.text, b.text)
			}
		}
	}
}

// inEveryStyle calls f in every style and language.
func inEveryStyle(f func(name string, s Style, w words)) {
	for style, s := range styles {
		f(style+" en", s, words{})
		f(style+" fr", s, french)
	}
}

// crowded is a sweep whose names are long and many, and whose outputs lie close.
func crowded() *Runs {
	t := &Runs{}
	var sites []string
	for i := range 23 {
		sites = append(sites, fmt.Sprintf("Saint-Germain-en-Laye %d", i))
	}
	t.Inputs = []Column{{Name: "weather.site.site", Label: "site", Levels: sites}, {Name: "campus[Fouju].hall[North].cooling.plant", Label: "Fouju North, cooling plant of the hall", Levels: []string{"chilled-water-air-economiser", "direct-liquid-tower", "indirect-free-air"}},
		{Name: "a.very.long.path.without.any.space.in.it.that.no.column.holds_degC", Label: "a.very.long.path.without.any.space.in.it.that.no.column.holds (°C)"}, {Name: "racks", Label: "racks"}}
	t.Outputs = []Column{{Name: "pue", Label: "PUE"}, {Name: "cost", Label: "all costs (€/(GPU·h))"}, {Name: "water", Label: "WUE (L/kWh)"}, {Name: "same", Label: "constant"}}
	for i := range 138 {
		x := []float64{float64(i % 23), float64(i % 3), 27 + float64(i%5)*0.25, 1000}
		for k := range x {
			t.Inputs[k].Values = append(t.Inputs[k].Values, x[k])
		}
		y := []float64{1.0973 + 1e-4*math.Sin(float64(i)) + 1e-3*x[1], 2.3 + 0.001*math.Cos(float64(3*i)), 0.4538 * x[1], 0.4538}
		for k := range y {
			t.Outputs[k].Values = append(t.Outputs[k].Values, y[k])
		}
	}
	return t
}

func TestTextsOfSweepsKeepApart(t *testing.T) {
	effects := []Effect{{"a.very.long.path.without.any.space.in.it.that.no.column.holds_at.all", 0.2, -0.3, 0.7, 0.3, -0.1, 1.2}, {"racks", 0.1, -0.2, 0.4, 0.1, 0, 0.2}}
	inEveryStyle(func(name string, s Style, w words) {
		for kind, f := range map[string]SweepFigure{
			"tornado":        {Output: "pue"},
			"parallel":       {},
			"pareto":         {X: "pue", Y: "cost"},
			"sobol-bars":     {Effects: effects},
			"response-curve": {X: "a.very.long.path.without.any.space.in.it.that.no.column.holds_degC", Y: "campus[Fouju].hall[North].cooling.plant"},
		} {
			d, err := drawSweepKind(kind)(crowded(), f, s, w)
			if err != nil {
				t.Fatal(err)
			}
			keepApart(t, kind+" "+name, d)
		}
	})
}

// Seven campuses with names of three words and eleven reactors: more than a column
// has room for.
func TestTextsOfSankeyKeepApart(t *testing.T) {
	inEveryStyle(func(name string, s Style, w words) {
		above, below := &flows{style: s, heads: []string{w.say("reactor"), w.say("goes to")}}, &flows{style: s, heads: []string{w.say("drawn from"), w.say("campus"), w.say("use"), w.say("heat to")}}
		var sources, uses []*node
		for i := range 11 {
			n := above.node(0, fmt.Sprintf("Saint-Laurent-des-Eaux B %d", i), colour(0))
			above.flow(n, above.node(1, fmt.Sprintf("user of the network %d", i), colour(1)), math.Pow(3, float64(i)), colour(0))
		}
		sources = append(sources, below.node(0, w.say("allocated nuclear"), colour(0)), below.node(0, w.say("market"), colour(3)))
		for i := range 9 {
			uses = append(uses, below.node(2, useOrder(w)[i], colour(i)))
		}
		for i := range 7 {
			campus := below.node(1, fmt.Sprintf("Saint-Germain-en-Laye North %d", i), colour(2))
			for k, use := range uses {
				v := math.Pow(4, float64(k))
				below.flow(sources[i%2], campus, v, colour(0))
				below.flow(campus, use, v, colour(0))
			}
		}
		for i, sink := range sinkOrder(w) {
			below.flow(uses[i], below.node(3, sink, colour(i)), uses[i].in, colour(1))
		}
		below.used()
		d := &sankey{style: s, words: w, above: above, below: below}
		d.name()
		keepApart(t, name, &drawing{width: s.Width, panels: d})
		for _, p := range d.parts() { // no band runs where words stand: boxes are as wide as these
			for i := range p.heads {
				for _, n := range p.column(i) {
					for _, text := range n.lines {
						if w := s.letters(noteShare, ink).Width(text); w > p.widths[i] {
							t.Errorf("%s: %q is %v wide, its box %v", name, text, w, p.widths[i])
						}
					}
				}
				if i > 0 && p.x[i] < p.x[i-1]+p.widths[i-1]+s.TextSize {
					t.Errorf("%s: no room for bands before column %d", name, i)
				}
			}
		}
	})
}

// The kinds whose words are set by hand, of the made-up region and of its replicates.
func TestTextsOfRunsKeepApart(t *testing.T) {
	r := oneRegion(t, 1)
	others := []*result.Result{oneRegion(t, 2), oneRegion(t, 3)}
	inEveryStyle(func(name string, s Style, w words) {
		for _, kind := range []string{"energy-sankey", "compare", "hall-temperatures", "cooling-trip", "france-map", "load-duration"} {
			d, err := drawKind(kind)(r, asked{result.Figure{Kind: kind}, others}, s, w)
			if err != nil {
				t.Fatal(err)
			}
			keepApart(t, kind+" "+name, d)
		}
		year := made(t, day(2029, 1, 1), 1, twoSites())
		for _, r := range []*result.Result{year, open(t, tenYears)} {
			d, err := costOverYears(r, asked{}, s, w)
			if err != nil {
				t.Fatal(err)
			}
			keepApart(t, "cost "+name, d)
		}
	})
}

func TestNamesOfLinesKeepApart(t *testing.T) {
	at := keptApart([]vg.Length{50, 50, 50, 3}, []vg.Length{10, 20, 10, 10}, 0, 100)
	for i := 1; i < len(at); i++ {
		if least := ([]vg.Length{10, 20, 10, 10}[i] + []vg.Length{10, 20, 10, 10}[i-1]) / 2; at[i-1]-at[i] < least-1e-9 {
			t.Errorf("%v", at)
		}
	}
	if at[3] < 5 || at[0] > 95 {
		t.Errorf("%v leaves its limits", at)
	}
}

// Results are called after what tells them apart, not after their folders.
func TestComparisonSaysWhatDiffers(t *testing.T) {
	groups := grouped([]*result.Result{oneRegion(t, 1), oneRegion(t, 2), oneRegion(t, 3)})
	for _, g := range groups {
		if strings.HasPrefix(g.name, "region") {
			t.Errorf("%q", g.name)
		}
	}
}
