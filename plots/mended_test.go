package plots

import (
	"math"
	"strings"
	"testing"
	"time"

	"caloduc/experiments/result"
)

// An event is told by the clock of its place: 14:00 in Paris in July is 12:00 UTC.
func TestAxesTellLocalTime(t *testing.T) {
	p := period{from: day(2026, 7, 15), to: day(2026, 7, 16), zone: "Europe/Paris"}
	c := calendarTicks{width: 400, sty: styles["column"].letters(1, ink), zone: p.local()}
	all := c.Ticks(unix(p.from), unix(p.to))
	noon := unix(time.Date(2026, 7, 15, 10, 0, 0, 0, time.UTC))
	found := false
	for _, k := range all {
		found = found || k.Value == noon && strings.HasPrefix(k.Label, "12:00")
	}
	if !found || !strings.Contains(strings.Join(labels(all), " "), "CEST") {
		t.Errorf("%q", labels(all))
	}
	c.zone = nil
	if text := strings.Join(labels(c.Ticks(unix(p.from), unix(p.to))), " "); !strings.Contains(text, "UTC") {
		t.Errorf("%q", text)
	}
}

func TestCarpetTellsLocalHours(t *testing.T) {
	p, err := periodOf(open(t, tenYears), result.Figure{From: "2030-07-01", Days: 3})
	if err != nil {
		t.Fatal(err)
	}
	p.zone = "Europe/Paris"
	g := rug{}
	for i := range p.last - p.first {
		g.up = append(g.up, float64(i))
	}
	g.fold(p, 1)
	if got := g.values[1][14]; got != 24+12 || !math.IsNaN(g.values[0][1]) || g.values[0][2] != 0 {
		t.Errorf("14 h of the second day is hour %v of the period; %v", got, g.values[0][:3])
	}
}

// A campus that moves by a tenth of another has a scale of its own, two alike share one.
func TestQuietCampusHasItsOwnScale(t *testing.T) {
	campus := func(base, swing float64) (c monthlyPUE) {
		for i := range 24 {
			v := base + swing*math.Sin(float64(i))
			c.min, c.p95, c.max = append(c.min, v-0.1*swing), append(c.p95, v), append(c.max, v+0.1*swing)
		}
		return c
	}
	axes, own, _ := pueAxes([]monthlyPUE{campus(1.1, 0.005), campus(1.2, 0.08)})
	if quiet := axes[0].hi - axes[0].lo; !own || quiet > 0.05 || axes[0].lo > 1.095 || axes[0].hi < 1.1055 {
		t.Errorf("%v, own %v", axes, own)
	}
	if axes, own, _ = pueAxes([]monthlyPUE{campus(1.2, 0.08), campus(1.22, 0.08)}); own || axes[0] != axes[1] {
		t.Errorf("alike: %v, own %v", axes, own)
	}
}

// Hours before a campus opens are not counted as hours without load.
func TestLoadsBeginWithTheOpening(t *testing.T) {
	l := sortedLoad{facility: []float64{0.1, 0.1, 5, 6, 0}, it: []float64{0, 0, 4, 5, 0}}
	l.opens()
	if l.opened != 2 || len(l.facility) != 3 || len(l.it) != 3 {
		t.Errorf("%+v", l)
	}
	never := sortedLoad{facility: []float64{0, 0}, it: []float64{0, 0}}
	if never.opens(); len(never.it) != 2 {
		t.Errorf("%+v", never)
	}
}

func TestMapAbroadShowsNoFrance(t *testing.T) {
	at := func(lat, lon float64) spot {
		return spot{Place: result.Place{Name: "Campus", Kind: "campus", LatDeg: lat, LonDeg: lon}, value: 10}
	}
	if m := newAtlas(styles["column"], words{}, []spot{at(48.6, 2.8)}, nil); m.outline() == nil {
		t.Error("no outline of France around Paris")
	}
	m := newAtlas(styles["column"], words{}, []spot{at(32.8, -96.8)}, nil)
	if m.outline() != nil {
		t.Error("France around Dallas")
	}
	x0, y0, x1, y1 := m.extentOf()
	if km := (x1 - x0) * earthKm; km < 300 || km > 600 || math.Abs((y1-y0)/(x1-x0)-1) > 0.01 {
		t.Errorf("%v km across", km)
	}
}

// Differences of 2e-4 of a PUE do not fill the axis.
func TestSmallDifferencesLookSmall(t *testing.T) {
	runs := &Runs{Inputs: []Column{{Name: "x", Values: []float64{1, 2, 3}}}, Outputs: []Column{{Name: "pue", Values: []float64{1.0901, 1.0902, 1.0903}}}}
	d, err := responseCurve(runs, SweepFigure{}, styles["column"], words{})
	if err != nil {
		t.Fatal(err)
	}
	p := d.panels.(*stack).panels[0]
	if span := p.Y.Max - p.Y.Min; span < 0.005 || p.name != "all within 0.0002" {
		t.Errorf("an axis of %v, %q", span, p.name)
	}
}

// Points of a front are told by what they are.
func TestPointsOfAFrontAreTold(t *testing.T) {
	names, key := named().numbers([]Column{named().perPoint(named().Outputs[0]), named().perPoint(named().Outputs[1])}, []int{0, 9}, words{})
	if len(key) != 2 || names[0] != "1" || names[9] != "2" || !strings.HasPrefix(key[0].label, "Paris, free-air, ") || !strings.HasSuffix(key[0].label, "€/MWh") {
		t.Errorf("%q, %+v", names, key)
	}
}
