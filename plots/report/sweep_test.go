package report

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"caloduc/experiments/result"
	"caloduc/plots"
	"caloduc/sim/record"
)

// madeSweep writes a sweep of six points with two replicates, of which one run
// failed, and a Morris design, with their runs' manifests, statistics and figures.
func madeSweep(t testing.TB) *result.Sweep {
	t.Helper()
	dir := t.TempDir()
	about, err := json.Marshal(result.SweepAbout{Model: "7", Experiment: "plants.toml", Title: `Plants <and> "racks"`, Question: "Which plant?", Of: 16,
		Blocks: []result.SweepBlock{{Name: "plants", Method: "grid"}, {Name: "effects", Method: "morris"}}})
	if err != nil {
		t.Fatal(err)
	}
	r := &record.Rows{Len: 16, Numbers: map[int][]float64{}, Integers: map[int][]int64{}, Texts: map[int][]string{}, Metadata: map[string]string{result.SweepKey: string(about)}}
	whole := func(name string, of func(i int) int) {
		for i := range r.Len {
			r.Integers[len(r.Columns)] = append(r.Integers[len(r.Columns)], int64(of(i)))
		}
		r.Columns = append(r.Columns, record.Column{Name: name, Kind: record.Whole})
	}
	text := func(c record.Column, of func(i int) string) {
		for i := range r.Len {
			r.Texts[len(r.Columns)] = append(r.Texts[len(r.Columns)], of(i))
		}
		c.Kind = record.Text
		r.Columns = append(r.Columns, c)
	}
	number := func(c record.Column, of func(i int) float64) {
		for i := range r.Len {
			r.Numbers[len(r.Columns)] = append(r.Numbers[len(r.Columns)], of(i))
		}
		c.Kind = record.Numbers
		r.Columns = append(r.Columns, c)
	}
	in := func(i, grid, other int) int {
		if i < 12 {
			return grid
		}
		return other
	}
	whole("point", func(i int) int { return i })
	whole("block", func(i int) int { return in(i, 0, 1) })
	whole("index", func(i int) int { return in(i, i/2, i-12) })
	whole("replicate", func(i int) int { return in(i, i%2, 0) })
	text(record.Column{Name: "status"}, func(i int) string {
		if i == 15 {
			return result.StatusFailed
		}
		return result.StatusDone
	})
	text(record.Column{Name: "error"}, func(i int) string {
		if i == 15 {
			return "the plant <melts>"
		}
		return ""
	})
	text(record.Column{Name: "run"}, func(i int) string { return fmt.Sprintf("id%02d", i) })
	text(record.Column{Name: "campus.hall.cooling.plant", Role: result.RoleParameter, Meaning: "the plant"}, func(i int) string {
		if i >= 12 {
			return ""
		}
		return []string{"direct-liquid-dry", "direct-liquid-tower", "free-air"}[i/4]
	})
	number(record.Column{Name: "campus.hall.cooling.supply_temp_degC", Role: result.RoleParameter, Unit: "degC", Symbol: "°C", Meaning: "supply"}, func(i int) float64 { return 34 + 4*float64(i/2%2) })
	pue := func(i int) float64 {
		if i == 15 {
			return math.NaN()
		}
		return 1.0496 + 0.01*float64(i/2) + 0.001*float64(i%2)
	}
	number(record.Column{Name: "campus.A.pue", Role: result.RoleMain}, pue)
	number(record.Column{Name: "pue", Role: result.RoleMain}, pue)
	number(record.Column{Name: "cost_EUR", Role: result.RoleMain, Unit: "EUR", Symbol: "€"}, func(i int) float64 { return 4e8 * pue(i) })
	if err := record.WriteRows(filepath.Join(dir, result.RunsFile), r); err != nil {
		t.Fatal(err)
	}
	lines := strings.Join(result.StatisticsHeader, ",") + "\n"
	for i := range 6 {
		lines += fmt.Sprintf("0,mean,campus.A.pue,,%d,,%v,%v,%v\n", i, 1.0501+0.01*float64(i), 1.0401+0.01*float64(i), 1.0601+0.01*float64(i)) // the mean of the two
		if i > 0 {
			lines += fmt.Sprintf("0,difference,campus.A.pue,,%d,0,%v,%v,%v\n", i, 0.01*float64(i), 0.01*float64(i)-0.015, 0.01*float64(i)+0.015)
		}
	}
	lines += "1,mu,campus.A.pue,,campus.hall.cooling.supply_temp_degC,,-0.02,-0.03,-0.01\n1,mu_star,campus.A.pue,,campus.hall.cooling.supply_temp_degC,,0.02,0.01,0.03\n1,sigma,campus.A.pue,,campus.hall.cooling.supply_temp_degC,,0.001,0,0.002\n"
	if err := os.WriteFile(filepath.Join(dir, result.StatisticsFile), []byte(lines), 0o644); err != nil {
		t.Fatal(err)
	}
	for i := range 15 {
		home := filepath.Join(dir, result.RunsDir, fmt.Sprintf("id%02d", i))
		if err := os.MkdirAll(home, 0o777); err != nil {
			t.Fatal(err)
		}
		m := &result.Manifest{SchemaVersion: result.SchemaVersion, ModelVersion: "7", Program: "v1.2.3", Commit: "abc123", GoVersion: "go1.26", Seed: 1, Replicate: i % 2,
			Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Years: 1, Zone: "Europe/Paris", Minutes: 365 * 1440,
			Inputs: []result.Input{{Path: "/data/someone/plants.toml", SHA256: strings.Repeat("c3", 32)}},
			Changed: []result.Setting{{Path: "campus[A].hall[H].racks", Value: "100", Source: "given", Origin: "plants.toml:7"},
				{Path: "campus[A].hall[H].cooling.supply_temp_degC", Value: fmt.Sprint(34 + i), Source: "given", Origin: "--set"}},
			AssumedInputs: []result.Setting{{Path: "campus[A].hall[H].margin_K", Value: "2", Unit: "K", Source: "assumption: a margin", Origin: "default"}},
			Balances:      []result.Balance{{Scope: "campus.A", Name: "electricity", Throughput: 1e6, Residual: 1e-16 * float64(i)}},
			Counters:      []result.Counter{{Scope: "campus.A.hall.H", Name: "wet", Description: "minutes outside the fit", Bounds: "0 to 30 degC", Count: int64(i / 10 * 100 * i)}}}
		if err := result.WriteManifest(home, m); err != nil {
			t.Fatal(err)
		}
	}
	s, err := result.OpenSweep(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, notices, err := plots.DrawSweep(s, plots.Options{Formats: []string{"svg"}}); err != nil || notices != nil {
		t.Fatal(notices, err)
	}
	return s
}

func sweepWritten(t *testing.T) (s *result.Sweep, page string) {
	t.Helper()
	s = madeSweep(t)
	if err := WriteSweep(s); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(s.Dir(), result.ReportFile))
	if err != nil {
		t.Fatal(err)
	}
	return s, string(text)
}

func TestSweepPage(t *testing.T) {
	s, page := sweepWritten(t)
	all, said := elements(t, page)
	ids, links := map[string]int{}, []string{}
	for _, e := range all {
		if id := attribute(e, "id"); id != "" {
			ids[id]++
		}
		if href := attribute(e, "href"); strings.HasPrefix(href, "#") {
			links = append(links, href[1:])
		} else if strings.Contains(href, ":") {
			t.Errorf("a link to %s", href)
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%d elements have the id %s", n, id)
		}
	}
	for _, l := range links {
		if ids[l] == 0 {
			t.Errorf("a link to #%s, which is nowhere", l)
		}
	}
	whole := said[slices.IndexFunc(all, func(e xml.StartElement) bool { return e.Name.Local == "body" })]
	for _, want := range []string{`Plants <and> "racks"`, "Which plant?", "16 runs of 1 January 2026 to 31 December 2026", "the plant <melts>",
		"“plants”: PUE lies between 1.050 (direct-liquid-dry, supply temp 34\u00a0°C) and 1.100 (free-air, supply temp 38\u00a0°C)",
		"direct-liquid-dry, direct-liquid-tower, free-air", "34, 38\u00a0°C", "1.070 ± 0.010", "0.010 ± 0.015 holds zero", "Elementary effects", "0.02000 (0.01000 to 0.03000)",
		"Of the values in force in some run and not varied, 1 rest on an assumption and 0 on a source", "5 of 15", "1400", "largest residual of any month of any run is 1.4e−15",
		"caloduc sweep plants.toml", strings.Repeat("c3", 32), "v1.2.3", "abc123"} {
		if !strings.Contains(whole, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, not := range []string{"/data/someone", "campus[A].hall[H].cooling.supply_temp_degC"} {
		if strings.Contains(whole, not) {
			t.Errorf("the page says %q", not)
		}
	}
	if n := strings.Count(page, "<svg"); n != len(s.FiguresAsked()) || n != 6 {
		t.Errorf("%d figures of %d", n, len(s.FiguresAsked()))
	}
	if err := WriteSweep(s); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.ReadFile(filepath.Join(s.Dir(), result.ReportFile)); string(again) != page {
		t.Error("written again, the page has other bytes")
	}
}

// A sweep cut short has a page too, of a block without runs and runs without
// indicators too.
func TestSweepPageOfAPart(t *testing.T) {
	s := madeSweep(t)
	whole := *s
	for _, n := range []int{0, 1, 3, 12} {
		s.Runs, s.Statistics = whole.Runs[:n], nil
		if n == 1 {
			s.Outputs = nil
		}
		if err := WriteSweep(s); err != nil {
			t.Fatal(err)
		}
		s.Outputs = whole.Outputs
		page, err := os.ReadFile(filepath.Join(s.Dir(), result.ReportFile))
		if want := fmt.Sprintf("The design has 16 runs; these are the first %d of them", n); err != nil || !strings.Contains(string(page), want) {
			t.Errorf("%d runs: no %q: %v", n, want, err)
		}
		elements(t, string(page))
	}
}

// TestSweepBrowser tries the page in Chromium.
func TestSweepBrowser(t *testing.T) {
	s, _ := sweepWritten(t)
	tryPage(t, s.Dir(), "", "1.070 ± 0.010")
}

// The page of a sweep begins with what its runs' plants are sized for, where they are not
// the same.
func TestSweepPageTellsOfUnevenPlants(t *testing.T) {
	page := func(dryBulbDegC func(run int) float64) string {
		s := madeSweep(t)
		for i := range 15 {
			home := filepath.Join(s.Dir(), result.RunsDir, fmt.Sprintf("id%02d", i))
			text, err := os.ReadFile(filepath.Join(home, result.ManifestFile))
			if err != nil {
				t.Fatal(err)
			}
			m := new(result.Manifest)
			if err := json.Unmarshal(text, m); err != nil {
				t.Fatal(err)
			}
			m.Installed = []result.Installation{{Scope: "campus.A.hall.H", DesignITMW: 1, DesignDryBulbDegC: dryBulbDegC(i), DesignWetBulbDegC: 25}}
			if err := result.WriteManifest(home, m); err != nil {
				t.Fatal(err)
			}
		}
		if err := WriteSweep(s); err != nil {
			t.Fatal(err)
		}
		html, err := os.ReadFile(filepath.Join(s.Dir(), result.ReportFile))
		if err != nil {
			t.Fatal(err)
		}
		return string(html)
	}
	const class = `<table id="notice"`
	if html := page(func(int) float64 { return 40 }); strings.Contains(html, class) {
		t.Error("equal plants are told of")
	}
	html := page(func(run int) float64 { return 30 + float64(run) })
	at := strings.Index(html, class)
	if at < 0 || at > strings.Index(html, `id="findings"`) || !strings.Contains(html, "campus.A.hall.H (sized for 30.0 to 41.0 °C dry bulb)") {
		t.Error("no notice at the head of the page")
	}
}
