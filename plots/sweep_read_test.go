package plots

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caloduc/experiments/result"
	"caloduc/sim/record"
)

// storedSweep writes a sweep of four sites by two set points with two replicates,
// one of whose runs failed, and a Saltelli design with its indices.
func storedSweep(t testing.TB, figures ...result.Figure) *result.Sweep {
	t.Helper()
	dir := t.TempDir()
	about, err := json.Marshal(result.SweepAbout{Model: "1", Experiment: "sites.toml", Title: "Sites", Of: 28, Figures: figures,
		Blocks: []result.SweepBlock{{Name: "sites", Method: "grid"}, {Name: "indices", Method: "saltelli"}}})
	if err != nil {
		t.Fatal(err)
	}
	r := &record.Rows{Len: 28, Numbers: map[int][]float64{}, Integers: map[int][]int64{}, Texts: map[int][]string{}, Metadata: map[string]string{result.SweepKey: string(about)}}
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
	whole("block", func(i int) int { return i / 16 })
	whole("index", func(i int) int {
		if i < 16 {
			return i / 2
		}
		return i - 16
	})
	whole("replicate", func(i int) int {
		if i < 16 {
			return i % 2
		}
		return 0
	})
	text(record.Column{Name: "status"}, func(i int) string {
		if i == 5 {
			return result.StatusFailed
		}
		return result.StatusDone
	})
	text(record.Column{Name: "weather.paris.site", Role: result.RoleParameter}, func(i int) string {
		if i < 16 {
			return []string{"Paris", "Helsinki", "Dallas", "Lille"}[i/4]
		}
		return ""
	})
	supply := func(i int) float64 { return 34 + 4*float64(i/2%2) }
	number(record.Column{Name: "campus.hall.cooling.supply_temp_degC", Role: result.RoleParameter, Unit: "degC", Symbol: "°C"}, func(i int) float64 {
		if i < 16 {
			return supply(i)
		}
		return 34 + math.Mod(float64(i)*1.7, 7)
	})
	number(record.Column{Name: "contract.price_EUR_per_MWh", Role: result.RoleParameter, Unit: "EUR_per_MWh", Symbol: "€/MWh"}, func(i int) float64 {
		if i < 16 {
			return math.NaN()
		}
		return 40 + math.Mod(float64(i)*7.7, 50)
	})
	pue := func(i int) float64 { return 1.05 + 0.01*math.Sin(float64(i)) }
	number(record.Column{Name: "campus.A.pue", Role: result.RoleMain}, pue)
	number(record.Column{Name: "cost_EUR", Role: result.RoleMain, Unit: "EUR", Symbol: "€"}, func(i int) float64 { return 4e8 * pue(i+3) })
	number(record.Column{Name: "carbon_kg", Role: result.RoleMain, Unit: "kg", Symbol: "kg"}, func(i int) float64 { return 2e6 * pue(i+5) })
	if err := record.WriteRows(filepath.Join(dir, result.RunsFile), r); err != nil {
		t.Fatal(err)
	}
	lines := strings.Join(result.StatisticsHeader, ",") + "\n"
	for i, path := range []string{"campus.hall.cooling.supply_temp_degC", "contract.price_EUR_per_MWh"} {
		lines += fmt.Sprintf("1,first,campus.A.pue,,%s,,0.%d,0.1,0.6\n1,total,campus.A.pue,,%s,,0.%d,0.2,0.7\n", path, i+2, path, i+4)
	}
	if err := os.WriteFile(filepath.Join(dir, result.StatisticsFile), []byte(lines), 0o666); err != nil {
		t.Fatal(err)
	}
	s, err := result.OpenSweep(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestDrawSweep(t *testing.T) {
	s := storedSweep(t)
	paths, notices, err := DrawSweep(s, Options{Formats: []string{"svg"}})
	if err != nil || notices != nil {
		t.Fatal(notices, err)
	}
	var names []string
	for _, p := range paths {
		if filepath.Ext(p) == ".svg" {
			names = append(names, strings.TrimSuffix(filepath.Base(p), ".svg"))
		}
		if filepath.Dir(p) != filepath.Join(s.Dir(), result.FiguresDir) {
			t.Errorf("drawn into %s", p)
		}
	}
	want := []string{"sites-response-curve", "sites-heat-map", "sites-tornado", "sites-parallel", "sites-pareto",
		"indices-response-curve", "indices-heat-map", "indices-tornado", "indices-sobol-bars", "indices-parallel", "indices-pareto"}
	if !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	bars, err := os.ReadFile(filepath.Join(s.Dir(), result.FiguresDir, "indices-sobol-bars.csv"))
	if err != nil || !strings.HasPrefix(string(bars), "panel,series,x,x_unit,y,y_unit,low,high\n,\"price, first\",0,,0.3,,0.1,0.6\n,\"price, total\",0,,0.5,,0.2,0.7\n") {
		t.Errorf("%v\n%s", err, bars)
	}
	front, err := os.ReadFile(filepath.Join(s.Dir(), result.FiguresDir, "sites-pareto.csv"))
	if err != nil || strings.Count(string(front), "\n") != 1+5*8 || !strings.Contains(string(front), "\n,weather.paris.site,0,,Paris,,,\n") ||
		!strings.Contains(string(front), "\n,carbon_kg,0,,2087.616602,t,,\n") {
		t.Errorf("%v\n%s", err, front)
	}
}

func TestDrawSweepAsAsked(t *testing.T) {
	s := storedSweep(t, result.Figure{Name: "cost", Kind: "response-curve", X: "site", Y: "supply_temp_degC", Metric: "cost_EUR", Sweep: "sites", Title: "What it costs"},
		result.Figure{Name: "none", Kind: "tornado", Metric: "colour"}, result.Figure{Name: "other", Kind: "heat-map", X: "racks"})
	paths, notices, err := DrawSweep(s, Options{Formats: []string{"svg"}, Lang: "fr", Style: "wide"})
	if err != nil || len(paths) != 3 || len(notices) != 2 || !strings.Contains(notices[0], "the indicator colour") || !strings.Contains(notices[1], `the input "racks"`) {
		t.Errorf("%q, %q, %v", paths, notices, err)
	}
	svg, err := os.ReadFile(paths[0])
	if err != nil || !strings.Contains(string(svg), "<title>What it costs</title>") || !strings.Contains(string(svg), "Sites</desc>") {
		t.Errorf("no title or description: %v", err)
	}
	for only, want := range map[string]string{"tornado": "", "sobol-bars": "sobol-bars.svg", "pie": "", "cost": "cost.svg"} {
		paths, _, err := DrawSweep(s, Options{Formats: []string{"svg"}, Only: only})
		if only == "pie" {
			if err == nil {
				t.Error("there is a figure pie")
			}
			continue
		}
		if err != nil || want == "" && len(paths) > 0 || want != "" && (len(paths) == 0 || filepath.Base(paths[0]) != want) {
			t.Errorf("%s: %q, %v", only, paths, err)
		}
	}
}

// Columns are named in words, with the place where one name stands for several,
// and in a unit in which they have few digits.
func TestColumnsInWords(t *testing.T) {
	column := func(name, unit, symbol string, numbers ...float64) result.SweepColumn {
		return result.SweepColumn{Column: record.Column{Name: name, Unit: unit, Symbol: symbol}, Numbers: numbers}
	}
	all := []result.SweepColumn{column("campus.A.pue", "", "", 1.1), column("campus.B.pue", "", "", 1.2), column("pue", "", "", 1.1),
		column("cost_EUR", "EUR", "€", 3e7), column("campus.A.it_energy_MWh", "MWh", "MWh", 250), column("campus.A.carbon_total_kg", "kg", "kg", 2.5e8),
		column("campus[A].hall[H 1].odd_thing_K", "K", "K", 1), column("campus[A].hall[H 2].odd_thing_K", "K", "K", 1)}
	for i, want := range []string{"A, PUE", "B, PUE", "PUE", "all costs (M€)", "IT energy (MWh)", "carbon (kt)", "A H 1, odd thing (K)", "A H 2, odd thing (K)"} {
		if got := (words{}).output(all[i], all, []int{0}); got.label() != want {
			t.Errorf("%s is %q, want %q", all[i].Name, got.label(), want)
		}
	}
	if c := french.output(all[3], all, []int{0}); c.label() != "coût total (M€)" || c.Values[0] != 30 {
		t.Errorf("%+v", c)
	}
}
