package result

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caloduc/sim/record"
)

// sweepOf writes a sweep of two blocks: racks by plant with two replicates, of
// which one run failed, and a sample of prices.
func sweepOf(t *testing.T, figures ...Figure) string {
	t.Helper()
	about, err := json.Marshal(SweepAbout{Model: "1", Experiment: "x.toml", Title: "A sweep", Of: 14, Figures: figures,
		Blocks: []SweepBlock{{"halls", "grid"}, {"", "saltelli"}}})
	if err != nil {
		t.Fatal(err)
	}
	r := &record.Rows{Len: 14, Numbers: map[int][]float64{}, Integers: map[int][]int64{}, Texts: map[int][]string{}, Metadata: map[string]string{SweepKey: string(about)}}
	add := func(c record.Column) int {
		r.Columns = append(r.Columns, c)
		return len(r.Columns) - 1
	}
	for _, name := range []string{"point", "block", "index", "replicate"} {
		add(record.Column{Name: name, Kind: record.Whole})
	}
	for _, name := range []string{"name", "status", "error", "run"} {
		add(record.Column{Name: name, Kind: record.Text})
	}
	plant := add(record.Column{Name: "campus.hall.cooling.plant", Kind: record.Text, Role: RoleParameter})
	racks := add(record.Column{Name: "campus.hall.racks", Kind: record.Numbers, Role: RoleParameter})
	price := add(record.Column{Name: "contract.price_EUR_per_MWh", Kind: record.Numbers, Role: RoleParameter, Unit: "EUR_per_MWh", Symbol: "€/MWh"})
	energy := add(record.Column{Name: "campus.A.energy_MWh", Kind: record.Numbers, Role: RoleIndicator, Unit: "MWh", Symbol: "MWh"})
	pue := add(record.Column{Name: "campus.A.pue", Kind: record.Numbers, Role: RoleMain})
	add(record.Column{Name: "campus.A.pue.2026", Kind: record.Numbers, Role: RoleYear})
	for i := range 14 {
		block, index, replicate := 0, i/2, i%2
		p, k, x, v := []string{"dry", "tower"}[i/4%2], float64(100+100*(i/2%2)), math.NaN(), 1+float64(i)/100
		if i >= 8 {
			block, index, replicate, p, k, x = 1, i-8, 0, "", math.NaN(), 40+float64(i)
		}
		for c, n := range []int{i, block, index, replicate} {
			r.Integers[c] = append(r.Integers[c], int64(n))
		}
		status, failure := StatusDone, ""
		if i == 3 {
			status, failure, v = StatusFailed, "no plant", math.NaN()
		}
		for c, text := range []string{"", status, failure, fmt.Sprint("id", i)} {
			r.Texts[4+c] = append(r.Texts[4+c], text)
		}
		r.Texts[plant] = append(r.Texts[plant], p)
		for c, v := range map[int]float64{racks: k, price: x, energy: 100 * v, pue: v, pue + 1: v} {
			r.Numbers[c] = append(r.Numbers[c], v)
		}
	}
	dir := t.TempDir()
	if err := record.WriteRows(filepath.Join(dir, RunsFile), r); err != nil {
		t.Fatal(err)
	}
	text := strings.Join(StatisticsHeader, ",") + "\n1,first,campus.A.pue,,contract.price_EUR_per_MWh,,0.5,0.4,0.6\n1,total,campus.A.pue,,contract.price_EUR_per_MWh,,0.7,,\n"
	if err := os.WriteFile(filepath.Join(dir, StatisticsFile), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOpenSweep(t *testing.T) {
	dir := sweepOf(t)
	s, err := OpenSweep(dir)
	if err != nil || !IsSweep(dir) || IsSweep(t.TempDir()) {
		t.Fatal(err)
	}
	if s.Title != "A sweep" || len(s.Runs) != 14 || len(s.Parameters) != 3 || len(s.Outputs) != 2 || s.Outputs[0].Name != "campus.A.pue" {
		t.Errorf("%+v: %d runs, %d parameters, outputs %+v", s.SweepAbout, len(s.Runs), len(s.Parameters), s.Outputs)
	}
	if r := s.Runs[3]; r != (Run{Point: 3, Block: 0, Index: 1, Replicate: 1, Status: StatusFailed, Error: "no plant", ID: "id3"}) {
		t.Errorf("run %+v", r)
	}
	if x := s.Statistics; len(x) != 2 || x[0] != (Statistic{1, "first", "campus.A.pue", "", "contract.price_EUR_per_MWh", "", 0.5, 0.4, 0.6}) || !math.IsNaN(x[1].Low) {
		t.Errorf("statistics %+v", x)
	}
	if m, err := s.Manifest(s.Runs[3]); m != nil || err != nil {
		t.Errorf("a failed run has a manifest: %v", err)
	}
	if c, ok := Find(s.Outputs, "pue"); !ok || c.At(3) != "" || c.At(4) != "1.04" {
		t.Errorf("%+v", c)
	}
	if _, ok := Find(s.Outputs, "ue"); ok {
		t.Error("a part of a name passes for a column")
	}
	if _, err := OpenSweep(t.TempDir()); err == nil || !strings.Contains(err.Error(), "has not been finished") {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, StatisticsFile), []byte("a,b\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenSweep(dir); err == nil {
		t.Error("a strange file passes for statistics")
	}
}

// Without a wish each block has the figures that its design allows, with axes that
// vary in it.
func TestFiguresAsked(t *testing.T) {
	s, err := OpenSweep(sweepOf(t))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range s.FiguresAsked() {
		names = append(names, f.Name)
		switch f.Name {
		case "halls-response-curve", "halls-heat-map":
			if f.X != "campus.hall.racks" || f.Y != "campus.hall.cooling.plant" || f.Sweep != "halls" {
				t.Errorf("%+v", f)
			}
		case "1-response-curve":
			if f.X != "contract.price_EUR_per_MWh" || f.Y != "" {
				t.Errorf("%+v", f)
			}
		}
	}
	if want := []string{"halls-response-curve", "halls-heat-map", "halls-tornado", "halls-parallel", "halls-pareto", "1-response-curve", "1-sobol-bars", "1-pareto"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	// Values that go together, or few runs at each value, allow fewer figures.
	for method, want := range map[string][]string{"zip": {ResponseCurve}, "list": {ResponseCurve}, "morris": {Tornado}} {
		s.Blocks[0].Method = method
		var kinds []string
		for _, kind := range []string{ResponseCurve, HeatMap, Tornado} {
			f, ok := s.DefaultFigure(kind, 0)
			if ok {
				kinds = append(kinds, kind)
			}
			if ok && f.Y != "" {
				t.Errorf("%s, %s: lines for %s", method, kind, f.Y)
			}
		}
		if !slices.Equal(kinds, want) {
			t.Errorf("%s: %q, want %q", method, kinds, want)
		}
	}
	for name, want := range map[string]int{"": -1, "halls": 0, "1": 1} {
		if b, ok := s.Block(name); b != want || !ok {
			t.Errorf("block %q is %d", name, b)
		}
	}
	if _, ok := s.Block("2"); ok {
		t.Error("a third block")
	}
	if s, err = OpenSweep(sweepOf(t, Figure{Name: "own", Kind: Tornado})); err != nil || len(s.FiguresAsked()) != 1 {
		t.Errorf("%+v, %v", s.FiguresAsked(), err)
	}
}

// The horizontal axis is the parameter that matters most, not the first by name.
func TestStrongest(t *testing.T) {
	column := func(name string, v ...float64) SweepColumn {
		return SweepColumn{Column: record.Column{Name: name}, Numbers: v}
	}
	weak, strong, constant := column("a", 1, 2, 3, 4, 5), column("b", 9, 7, 5, 3, 2), column("c", 1, 1, 1, 1, 1)
	text := SweepColumn{Column: record.Column{Name: "t"}, Texts: make([]string, 5)}
	s := &Sweep{Outputs: []SweepColumn{column("load_factor", 1, 2, 3, 4, 5), column("pue", 1, 2, math.NaN(), 4, 3.5)}}
	rows := []int{0, 1, 2, 3, 4}
	for _, c := range []struct {
		of   []SweepColumn
		want string
	}{{[]SweepColumn{text, constant, weak, strong}, "b"}, {[]SweepColumn{text, constant}, "c"}, {[]SweepColumn{text}, "t"}} {
		if got := s.strongest(c.of, rows); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	if got := new(Sweep).strongest([]SweepColumn{text, weak, strong}, rows); got != "a" {
		t.Errorf("without an indicator: %s", got)
	}
}
