package weather

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"caloduc/cooling/psychro"
)

// The headers of eight EPW files give the dry bulb reached once in 20 years beside a
// typical year: on average 4 K above its maximum, which is the margin that a typical
// year without such a header gets.
func TestMarginAboveATypicalYear(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedDir(t), "data", "weather", "*.epw.gz"))
	if err != nil {
		t.Fatal(err)
	}
	headers, margins, n := 0.0, 0.0, 0.0
	for _, f := range files {
		r := readShared(t, filepath.Base(f), 0)
		if math.IsNaN(r.Return20MaxDegC) {
			continue
		}
		highest := math.Inf(-1)
		for _, h := range r.Hours {
			highest = max(highest, h.DryBulbDegC)
		}
		bare := *r
		bare.Return20MaxDegC = math.NaN()
		t.Logf("%s: header %.1f K above, margin %.1f K", filepath.Base(f), r.Return20MaxDegC-highest, bare.extremes().dryBulb-highest)
		headers, margins, n = headers+r.Return20MaxDegC-highest, margins+bare.extremes().dryBulb-highest, n+1
	}
	t.Logf("%g files: headers %.2f K, margin %.2f K", n, headers/n, margins/n)
	if n != 8 || math.Abs(headers-margins)/n > 0.2 {
		t.Errorf("%g files: headers %.2f K, margin %.2f K", n, headers/n, margins/n)
	}
}

// The record of Paris begins on 23 March 2021 and ends in May 2025: the first year, of
// three quarters, has extremes of its own, the last has not.
func TestYearsThatCount(t *testing.T) {
	r := readShared(t, "FRA_openmeteo_weather_paris.2021-2025.csv.gz", 38)
	if source := r.extremes().source; !strings.Contains(source, " 4 years ") {
		t.Error(source)
	}
}

// A typical year without a header gets 2 K beyond its highest wet bulb, and 4 K beyond its
// extremes of dry bulb.
func TestMarginsOfABareYear(t *testing.T) {
	r, err := Read("test.epw", []byte(epwText(0, func(h int) float64 { return 10 + 25*math.Sin(float64(h)/1400) })), anywhere)
	if err != nil {
		t.Fatal(err)
	}
	r.Return20MaxDegC = math.NaN()
	dry, wet, cold := math.Inf(-1), math.Inf(-1), math.Inf(1)
	for _, h := range r.Hours {
		a := psychro.FromRelHumidity(h.DryBulbDegC, h.RelHumidity, h.PressurePa)
		dry, wet, cold = max(dry, a.DryBulbDegC), max(wet, a.WetBulbDegC), min(cold, a.DryBulbDegC)
	}
	x := r.extremes()
	for _, c := range []struct{ got, want float64 }{{x.dryBulb - dry, 4}, {x.wetBulb - wet, 2}, {cold - x.minDryBulb, 4}} {
		if math.Abs(c.got-c.want) > 1e-6 {
			t.Errorf("margin %g K, want %g K: %+v", c.got, c.want, x)
		}
	}
}
