package plots

import (
	"errors"
	"image/color"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// grid is a sweep of two inputs over all levels with three replicates, and one
// run that failed.
func grid() *Runs {
	t := &Runs{Inputs: []Column{{Name: "supply_temp_degC", Label: "supply temperature (°C)"}, {Name: "racks", Label: "racks"}, {Name: "approach_K", Label: "approach (K)"}},
		Outputs: []Column{{Name: "pue", Label: "PUE"}, {Name: "cost_EUR_per_GPUh", Label: "cost (€/(GPU·h))"}}}
	n := 0
	for _, supply := range []float64{27, 32, 40, 45} {
		for _, racks := range []float64{500, 1000, 2000} {
			for chance := range 3 {
				wobble := 0.004 * math.Sin(float64(n)*1.7)
				approach := 3 + float64(chance)
				pue := 1.25 - 0.004*supply + 0.00001*racks + 0.003*approach + wobble
				cost := 2 + 0.01*supply - 0.0002*racks + 5*wobble
				if n == 17 {
					pue = math.NaN()
				}
				for i, v := range []float64{supply, racks, approach} {
					t.Inputs[i].Values = append(t.Inputs[i].Values, v)
				}
				t.Outputs[0].Values, t.Outputs[1].Values = append(t.Outputs[0].Values, pue), append(t.Outputs[1].Values, cost)
				n++
			}
		}
	}
	return t
}

// named is a sweep of two inputs of names, one of them missing in some runs, and
// one that is sampled, with two replicates a point.
func named() *Runs {
	t := &Runs{Inputs: []Column{{Name: "weather.site.site", Label: "site", Levels: []string{"Paris", "Helsinki", "Saint-Ouen-l’Aumône", "Dallas"}},
		{Name: "campus.hall.cooling.plant", Label: "cooling plant", Levels: []string{"free-air", "chilled-water-economiser"}}, {Name: "price_EUR_per_MWh", Label: "price (€/MWh)", Sampled: true}},
		Outputs: []Column{{Name: "campus.A.pue", Label: "PUE"}, {Name: "cost_EUR", Label: "all costs (M€)"}, {Name: "carbon_kg", Label: "carbon (t)"}}}
	for site := range 4 {
		for plant := range 2 {
			for n := range 16 {
				p, price := float64(plant), 40+math.Mod(float64(n/2)*17.3+float64(site)*5.1, 50)
				t.Point, t.Replicate = append(t.Point, (site*2+plant)*8+n/2), append(t.Replicate, n%2)
				noise := 0.01 * math.Sin(float64(7*len(t.Point)))
				for i, v := range []float64{float64(site), p, price} {
					if i == 1 && site == 3 {
						v = math.NaN()
					}
					t.Inputs[i].Values = append(t.Inputs[i].Values, v)
				}
				for i, v := range []float64{1.1 + 0.05*float64(site) - 0.03*p + noise, price/10 + 3*p + noise, 100 - price + 10*float64(site)} {
					t.Outputs[i].Values = append(t.Outputs[i].Values, v)
				}
			}
		}
	}
	return t
}

// sweepFigures are one of each kind.
func sweepFigures() []SweepFigure {
	return []SweepFigure{
		{Kind: "tornado", Output: "cost_EUR_per_GPUh"},
		{Kind: "heat-map"},
		{Kind: "response-curve", Y: "racks"},
		{Kind: "sobol-bars", Effects: []Effect{{"racks", 0.2, 0.15, 0.26, 0.3, 0.22, 0.37}, {"supply temperature", 0.55, 0.48, 0.61, 0.7, 0.66, 0.75}, {"approach", 0.02, -0.01, 0.05, 0.03, math.NaN(), math.NaN()}}},
		{Kind: "parallel"},
		{Kind: "pareto"},
	}
}

// namedFigures show names, samples and replicates.
func namedFigures() map[string]SweepFigure {
	return map[string]SweepFigure{
		"names":        {Kind: "response-curve", X: "site", Y: "plant"},
		"samples":      {Kind: "response-curve", X: "price_EUR_per_MWh", Y: "plant", Output: "cost_EUR"},
		"names-cells":  {Kind: "heat-map", X: "site", Y: "plant"},
		"names-ends":   {Kind: "tornado", Output: "cost_EUR"},
		"names-lines":  {Kind: "parallel"},
		"front-colour": {Kind: "pareto", Output: "carbon_kg"},
	}
}

func TestGoldenSweeps(t *testing.T) {
	for _, f := range sweepFigures() {
		t.Run(f.Kind, func(t *testing.T) { goldenSweep(t, grid(), f, f.Kind) })
	}
	four := &Runs{Inputs: []Column{{Name: "name", Label: "point", Levels: []string{"France", "Sweden", "Texas", "Virginia"}, Values: []float64{0, 1, 2, 3}}},
		Outputs: []Column{{Name: "pue", Label: "PUE", Values: []float64{1.1, 1.08, 1.2, 1.1002}}, {Name: "cost", Label: "cost", Values: []float64{2, 2.2, 1.9, 2.001}}}}
	t.Run("named points", func(t *testing.T) { goldenSweep(t, four, SweepFigure{Kind: "pareto"}, "points") })
	for name, f := range namedFigures() {
		t.Run(name, func(t *testing.T) { goldenSweep(t, named(), f, name) })
	}
}

// goldenSweep draws a figure in both languages and compares the English one with
// what is kept.
func goldenSweep(t *testing.T, runs *Runs, f SweepFigure, name string) {
	for _, w := range []words{french, {}} {
		d, err := drawSweepKind(f.Kind)(runs, f, styles["column"], w)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := d.render("png", goldenDPI)
		if err != nil {
			t.Fatal(err)
		}
		if w.texts != nil {
			continue
		}
		numbers, err := d.table.csv()
		if err != nil {
			t.Fatal(err)
		}
		compare(t, filepath.Join("testdata", "sweep-"+name+".png"), picture, samePicture)
		compare(t, filepath.Join("testdata", "sweep-"+name+".csv"), numbers, sameBytes)
	}
}

func TestDrawRuns(t *testing.T) {
	dir := t.TempDir()
	draw := func(runs *Runs, f SweepFigure) ([]string, error) {
		return drawRuns(runs, f, styles["column"], words{}, Options{Dir: dir, Formats: []string{"svg"}})
	}
	paths, err := draw(grid(), SweepFigure{Kind: "pareto", Name: "front"})
	if want := []string{filepath.Join(dir, "front.svg"), filepath.Join(dir, "front.csv"), filepath.Join(dir, "front.txt")}; err != nil || !slices.Equal(paths, want) {
		t.Errorf("%v, %v", paths, err)
	}
	if _, err := draw(grid(), SweepFigure{Kind: "pie"}); err == nil || !strings.Contains(err.Error(), "one of heat-map, parallel, pareto") {
		t.Error(err)
	}
	for _, f := range []SweepFigure{{Kind: "tornado", Output: "wue"}, {Kind: "heat-map", X: "wue"}, {Kind: "pareto", Y: "wue"}, {Kind: "sobol-bars"}} {
		if _, err := draw(grid(), f); !errors.Is(err, ErrLacks) {
			t.Errorf("%+v: %v", f, err)
		}
	}
	if _, err := draw(&Runs{}, SweepFigure{Kind: "parallel"}); !errors.Is(err, ErrLacks) {
		t.Error(err)
	}
}

// A point is on the front exactly where no other betters it, in two quantities as
// in three.
func TestParetoFront(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "points")
		var columns []Column
		var more []bool
		for range rapid.IntRange(2, 3).Draw(t, "quantities") {
			var c Column
			for range n {
				c.Values = append(c.Values, float64(rapid.IntRange(0, 4).Draw(t, "value")))
			}
			columns, more = append(columns, c), append(more, rapid.Bool().Draw(t, "more"))
		}
		front := paretoFront(columns, more)
		for i := range n {
			beaten := false
			for j := range n {
				worse, better := false, false
				for k, c := range columns {
					d := c.Values[j] - c.Values[i]
					if more[k] {
						d = -d
					}
					worse, better = worse || d > 0, better || d < 0
				}
				beaten = beaten || better && !worse
			}
			on := slices.ContainsFunc(front, func(k int) bool {
				return !slices.ContainsFunc(columns, func(c Column) bool { return c.Values[k] != c.Values[i] })
			})
			if beaten == on {
				t.Fatalf("point %d of %v: on the front %v, bettered %v", i, columns, on, beaten)
			}
		}
	})
}

// The band of a curve is Student's interval of the mean over replicates; for two,
// t is 12.706.
func TestBandOverReplicates(t *testing.T) {
	runs := &Runs{Inputs: []Column{{Name: "x", Values: []float64{1, 1, 2, 2, 1, 1, 2, 2}}}, Point: []int{0, 0, 1, 1, 2, 2, 3, 3}, Replicate: []int{0, 1, 0, 1, 0, 1, 0, 1},
		Outputs: []Column{{Name: "y", Values: []float64{10, 12, 20, 20, 14, 18, 20, math.NaN()}}}}
	d, err := responseCurve(runs, SweepFigure{}, styles["column"], words{})
	if err != nil {
		t.Fatal(err)
	}
	at := d.table.rows[0] // replicate means 12 and 15
	if mean, low, high := value(t, at[2]), value(t, at[3]), value(t, at[4]); mean != 13.5 || math.Abs(low-(13.5-12.7062*1.5)) > 1e-3 || math.Abs(high-(13.5+12.7062*1.5)) > 1e-3 {
		t.Errorf("%v", at)
	}
	if at := d.table.rows[1]; at[2] != "20" || at[3] != "" { // one replicate is whole
		t.Errorf("%v", at)
	}
}

// Every run is in one bin, and no bin is empty.
func TestBins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Column{Sampled: true, Values: rapid.SliceOfN(rapid.Float64Range(-5, 5), 1, 200).Draw(t, "values")}
		for _, bins := range [][]bin{c.bins(12), c.tiles()} {
			in := make([]int, len(bins))
			for _, v := range c.Values {
				n := 0
				for i, b := range bins {
					if b.holds(v) {
						in[i]++
						n++
					}
				}
				if n != 1 {
					t.Fatalf("%v is in %d of %v", v, n, bins)
				}
			}
		}
		for i, b := range c.bins(12) {
			if i > 0 && !(b.lo > c.bins(12)[i-1].hi) || !slices.ContainsFunc(c.Values, b.holds) {
				t.Fatalf("bins %v", c.bins(12))
			}
		}
	})
}

func TestEdgesAreHalfWay(t *testing.T) {
	if got := edges([]float64{27, 32, 40}); !slices.Equal(got, []float64{24.5, 29.5, 36, 44}) {
		t.Errorf("%v", got)
	}
	if got := edges([]float64{100}); !slices.Equal(got, []float64{95, 105}) {
		t.Errorf("%v", got)
	}
}

func TestTornadoRanksInputs(t *testing.T) {
	d, err := tornado(grid(), SweepFigure{Output: "cost_EUR_per_GPUh"}, styles["column"], words{})
	if err != nil {
		t.Fatal(err)
	}
	if d.table.rows[0][0] != "racks" || d.table.rows[1][0] != "supply_temp_degC" {
		t.Errorf("%v", d.table.rows)
	}
	// The levels at the ends of racks differ by 1500 racks at 0.0002 each.
	if lo, hi := value(t, d.table.rows[0][2]), value(t, d.table.rows[0][4]); math.Abs(lo-hi-0.3) > 0.02 {
		t.Errorf("from %v to %v", lo, hi)
	}
}

// Where all runs at an end have failed, the next value that has runs is the end.
func TestTornadoEndsWhereRunsEnd(t *testing.T) {
	runs := grid()
	for i, supply := range runs.Inputs[0].Values {
		if supply == 27 || supply == 45 {
			runs.Outputs[1].Values[i] = math.NaN()
		}
	}
	d, err := tornado(runs, SweepFigure{Output: "cost_EUR_per_GPUh"}, styles["column"], words{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(d.table.rows, func(row []string) bool { return row[0] == "supply_temp_degC" })
	if i < 0 || d.table.rows[i][1] != "32" || d.table.rows[i][3] != "40" {
		t.Errorf("%v", d.table.rows)
	}
}

// A line of one point is drawn as a point.
func TestLineOfOnePoint(t *testing.T) {
	runs := &Runs{Inputs: []Column{{Name: "x", Values: []float64{1, 2, 3, 4}, Sampled: true}, {Name: "y", Values: []float64{0, 0, 1, 1}}},
		Outputs: []Column{{Name: "pue", Values: []float64{1.1, 1.12, 1.2, 1.22}}}}
	d, err := responseCurve(runs, SweepFigure{X: "x", Y: "y"}, styles["column"], words{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[color.NRGBA]int{}
	marks, _ := marksOf(d)
	for _, m := range marks {
		if m.width == 0 {
			found[m.colour]++
		}
	}
	if found[distinct(0)] != 1 || found[distinct(1)] != 1 {
		t.Errorf("%d and %d points", found[distinct(0)], found[distinct(1)])
	}
}

// An input whose interval holds 0 has a row and no bar, one that acts has its bar;
// of a sample an input without an interval has none either.
func TestTornadoLeavesOutWhatChanceMoves(t *testing.T) {
	bars := func(f SweepFigure) (n int, rows [][]string) {
		d, err := tornado(grid(), f, styles["column"], words{})
		if err != nil {
			t.Fatal(err)
		}
		said := 0
		marks, texts := marksOf(d)
		for _, m := range marks {
			if m.colour == colour(0) || m.colour == colour(1) {
				n++
			}
		}
		for _, l := range texts {
			if l.Text == "no effect seen" {
				said++
			}
		}
		if said != slices.IndexFunc(append(slices.Clone(d.table.rows), nil), func(row []string) bool { return row == nil })-acting(d.table.rows) {
			t.Errorf("%d rows are said to have no effect: %v", said, d.table.rows)
		}
		return n, d.table.rows
	}
	f := SweepFigure{Output: "pue", Unsure: true, Sureties: []Surety{{"supply_temp_degC", "partial_rank_correlation", -0.9, -0.95, -0.8}, {"racks", "partial_rank_correlation", 0.1, -0.2, 0.4}}}
	n, rows := bars(f)
	if n != 4 || acting(rows) != 1 || rows[0][0] != "supply_temp_degC" || rows[0][6] != "partial_rank_correlation" || rows[1][10] != "false" { // two ends and the key
		t.Errorf("%d bars, %v", n, rows)
	}
	if _, rows := bars(SweepFigure{Output: "pue"}); acting(rows) != 3 {
		t.Errorf("of a grid: %v", rows)
	}
}

func acting(rows [][]string) (n int) {
	for _, row := range rows {
		if row[10] == "true" {
			n++
		}
	}
	return n
}
