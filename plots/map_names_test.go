package plots

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

// Names on a map touch neither each other nor marks, and marks do not hide each other,
// however close the places are.
func TestNamesOnMapsNeverTouch(t *testing.T) {
	for _, step := range []float64{0.02, 0.2, 0.6} {
		var spots []spot
		for i := range 24 {
			kind := []string{"campus", "reactor", "bus"}[i%3]
			spots = append(spots, spot{Place: result.Place{Name: fmt.Sprintf("A place of name %d", i), Kind: kind,
				LatDeg: 46 + step*float64(i%5), LonDeg: 2 + step*float64(i/5)}, value: 1})
		}
		m := newAtlas(styles["column"], words{}, spots, nil)
		c := draw.New(&recording{width: 250, height: 250})
		x0, y0, x1, y1 := m.extentOf()
		v := m.view(c, (x0+x1)/2, (y0+y1)/2, 250/max(x1-x0, y1-y0))
		marks := v.marks(spots)
		for i, a := range marks {
			for _, b := range marks[:i] {
				if overlapping(around(a.at, a.r-0.05, a.r-0.05), around(b.at, b.r-0.05, b.r-0.05)) {
					t.Errorf("step %g: %s hides %s", step, a.Name, b.Name)
				}
			}
		}
		v.mark(marks)
		v.drawNames(marks)
		names := v.names[len(marks):]
		if len(names) < 8 {
			t.Errorf("step %g: only %d names", step, len(names))
		}
		for i, a := range names {
			for _, b := range append(append([]vg.Rectangle{}, names[:i]...), v.names[:len(marks)]...) {
				if overlapping(a, b) {
					t.Errorf("step %g: a name at %v touches what stands at %v", step, a, b)
				}
			}
		}
	}
}

// The maps show what 95 % of the hours keep, and the hour in which a campus has least left.
func TestNetworkMapShowsKeptAndTightest(t *testing.T) {
	r := oneRegion(t, 1)
	rows := lines(t, r, asked{}, "network-map")
	if len(rows) != 2*(2+2) {
		t.Fatalf("%d rows", len(rows))
	}
	p, err := periodOf(r, result.Figure{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.of(r, "campus.Fouju", "may_draw_power_MW", "headroom_MW")
	if err != nil {
		t.Fatal(err)
	}
	reached := 0
	for _, mw := range v[0] {
		if mw >= value(t, rows[2][4])-1e-6 {
			reached++
		}
	}
	if part := float64(reached) / float64(len(v[0])); rows[2][0] != "Fouju" || math.Abs(part-0.95) > 0.002 {
		t.Errorf("%q is reached in %.3f of the hours", rows[2], part)
	}
	least, at := math.Inf(1), 0
	for i, mw := range v[1] { // Fouju draws most
		if mw < least {
			least, at = mw, i
		}
	}
	if rows[6][0] != "Fouju" || math.Abs(value(t, rows[6][4])-v[0][at]) > 1e-3 {
		t.Errorf("%q, in the tightest hour %v", rows[6], v[0][at])
	}
}

// At a chosen hour, in the run's local time, the map shows that hour's values, and medians
// where half of the hours are asked for; an hour outside the run is refused.
func TestNetworkMapAtAnHour(t *testing.T) {
	r := oneRegion(t, 1)
	p, err := periodOf(r, result.Figure{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.of(r, "campus.Fouju", "may_draw_power_MW")
	if err != nil {
		t.Fatal(err)
	}
	const at = 4000
	text := p.times[at].In(p.zoned()).Format("2006-01-02T15:04")
	rows := lines(t, r, asked{Figure: result.Figure{At: text, HoursShare: 0.5}}, "network-map")
	if got := value(t, rows[6][4]); rows[6][0] != "Fouju" || math.Abs(got-v[0][at]) > 1e-3 {
		t.Errorf("%q at %s, want %v", rows[6], text, v[0][at])
	}
	if got := value(t, rows[2][4]); math.Abs(got-1e3*kept(scaled(v[0], 1e-3), 0.5)) > 1e-6 {
		t.Errorf("%q is no median", rows[2])
	}
	var option *OptionError
	if _, err := drawKind("network-map")(r, asked{Figure: result.Figure{At: "1999-01-01T00:00"}}, styles["column"], words{}); !errors.As(err, &option) {
		t.Errorf("an hour outside the run: %v", err)
	}
}

// What binds is named after the hours in which it does.
func TestWhatBindsMostOften(t *testing.T) {
	all := []result.Line{{Name: "A – B"}, {Name: "B – C"}}
	line, without := mostOften(all, []float64{-1, -1, -1, 1, 1, 0, 1}, []float64{-1, -1, -1, 0, 0, 0, 1})
	if line != "B – C" || without != "A – B" {
		t.Errorf("%q without %q", line, without)
	}
	if line, without = mostOften(all, []float64{1, 1, 0}, []float64{-1, -1, 1}); line != "B – C" || without != "" {
		t.Errorf("%q without %q", line, without)
	}
	if line, _ = mostOften(all, []float64{-1, 7}, []float64{-1, -1}); line != "" {
		t.Errorf("%q", line)
	}
}
