package weather

import (
	"math"
	"path/filepath"
	"strings"
	"testing"
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
