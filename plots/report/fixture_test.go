package report

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/experiments/result"
	"caloduc/plots"
)

// writeFile writes the page of the finished result in dir.
func writeFile(dir string) error { return writeFileIn("", dir) }

func writeFileIn(lang, dir string) error {
	r, err := result.Open(dir)
	if err != nil {
		return err
	}
	defer r.Close()
	return WriteResultIn(lang, r)
}

// made writes a finished result of two campuses over three years, with one
// figure drawn and one that its channels do not allow, and returns its directory.
func made(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	m := &result.Manifest{
		SchemaVersion: result.SchemaVersion, ModelVersion: "7", Program: "v1.2.3", Commit: "abc123", Dirty: true, GoVersion: "go1.26",
		Host: "desk", Started: start, Finished: start.Add(time.Minute), Title: `Warm <water> & "quotes"`, Question: "How warm may it be?",
		Experiment: "warm.toml", InputHash: strings.Repeat("a1", 32), Seed: 42, Start: start, Years: 3, Zone: "Europe/Paris",
		Inputs:      []result.Input{{Path: "/data/someone/warm.toml", SHA256: strings.Repeat("b2", 32)}},
		Assumptions: 3, Unverified: 1,
		Changed: []result.Setting{{Path: "campus[Fouju].hall[F1].racks", Value: "1300", Source: "given", Origin: "warm.toml:7"},
			{Path: "years", Value: "3", Source: "given", Origin: "--set"}},
		AssumedInputs: []result.Setting{
			{Path: "campus[Fouju].hall[F1].margin_K", Value: "2", Unit: "K", Source: "assumption: a margin", Origin: "default"},
			{Path: "campus[Fouju].hall[F2].margin_K", Value: "2", Unit: "K", Source: "assumption: a margin", Origin: "default"},
			{Path: "spin_up_d", Value: "3", Unit: "d", Source: "assumption", Origin: "default"}},
		UnverifiedInputs: []result.Setting{{Path: "sea.slope", Value: "1", Source: "unverified: a paper", Origin: "default"}},
		Quantities:       []result.Quantity{{Name: "pue", Scope: "campus.Fouju", Meaning: "energy <over> energy", Main: true}},
		Balances:         []result.Balance{{Scope: "campus.Fouju", Name: "electricity", Throughput: 12345678, Residual: 2.2e-16}},
		Counters: []result.Counter{
			{Scope: "campus.Fouju.hall.F1", Name: "wet", Description: "minutes outside the fit", Bounds: "0 to 30 degC", Count: 1578},
			{Scope: "campus.Fouju.hall.F2", Name: "wet", Description: "minutes outside the fit", Bounds: "0 to 30 degC"},
			{Scope: "reactor.Nogent 1", Name: "trips", Description: "forced outages", Count: 4},
			{Scope: "reactor.Nogent 1", Name: "none", Description: "nothing"}},
		Figures: []result.Figure{{Name: "cost", Kind: "cost-over-years"}, {Name: "pue", Kind: "pue-over-years", Title: "PUE"}},
		Minutes: 3 * 365 * 1440,
	}
	if err := result.Begin(dir, false); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{result.IndicatorsFile: indicatorsFile(), result.ResolvedFile: "years = 3\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := result.WriteManifest(dir, m); err != nil {
		t.Fatal(err)
	}
	if err := result.Finish(dir); err != nil {
		t.Fatal(err)
	}
	r, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, notices, err := plots.Draw(r, plots.Options{Formats: []string{"svg"}}); err != nil || len(notices) != 1 {
		t.Fatal(notices, err)
	}
	return dir
}

// indicatorsFile are indicators whose values follow from their place, so that
// tests know them: PUE does not exist in the first half year.
func indicatorsFile() string {
	var b strings.Builder
	b.WriteString("indicator,scope,period,value,unit\n")
	add := func(name, scope, unit string, value func(month int) float64, sum func(from, to int) float64) {
		line := func(period string, v float64) {
			text := ""
			if !math.IsNaN(v) {
				text = fmt.Sprint(v)
			}
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", name, scope, period, text, unit)
		}
		for m := range 36 {
			line(fmt.Sprintf("%d-%02d", 2026+m/12, m%12+1), value(m))
		}
		for y := range 3 {
			line(fmt.Sprint(2026+y), sum(12*y, 12*y+12))
		}
		line("total", sum(0, 36))
	}
	energy := func(each float64) (func(int) float64, func(int, int) float64) {
		return func(int) float64 { return each }, func(from, to int) float64 { return each * float64(to-from) }
	}
	ratio := func(level float64) (func(int) float64, func(int, int) float64) {
		return func(m int) float64 {
				if m < 6 {
					return math.NaN()
				}
				return level + 0.02*math.Sin(float64(m)*math.Pi/6)
			}, func(from, to int) float64 {
				return level + 0.001*float64(to-from) - 0.01*float64(from/12%2)
			}
	}
	both := func(name, scope, unit string, f func(float64) (func(int) float64, func(int, int) float64), v float64) {
		value, sum := f(v)
		add(name, scope, unit, value, sum)
	}
	both("net_energy_MWh", "reactor.Nogent 1", "MWh", energy, 9e5)
	both("fleet_net_energy_MWh", "", "MWh", energy, 9e5)
	for i, c := range []string{"campus.Fouju", "campus.Saint-Ouen l'Aumône"} {
		both("pue", c, "", ratio, 1.05+0.02*float64(i))
		both("it_energy_MWh", c, "MWh", energy, 1e5)
		both("facility_energy_MWh", c, "MWh", energy, 1.1e5)
		both("cost_electricity_EUR", c, "€", energy, 7e6)
		both("cost_total_EUR", c, "€", energy, 5e7)
		both("it_energy_MWh", c+".hall.F1", "MWh", energy, 1e5)
	}
	both("pue", "", "", ratio, 1.06)
	return b.String()
}
