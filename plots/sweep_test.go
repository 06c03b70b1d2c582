package plots

import (
	"errors"
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

func TestGoldenSweeps(t *testing.T) {
	for _, f := range sweepFigures() {
		t.Run(f.Kind, func(t *testing.T) {
			for _, w := range []words{french, {}} {
				d, err := sweepKinds[f.Kind](grid(), f, styles["column"], w)
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
				compare(t, filepath.Join("testdata", "sweep-"+f.Kind+".png"), picture, samePicture)
				compare(t, filepath.Join("testdata", "sweep-"+f.Kind+".csv"), numbers, sameBytes)
			}
		})
	}
}

func TestDrawRuns(t *testing.T) {
	dir := t.TempDir()
	paths, err := DrawRuns(grid(), SweepFigure{Kind: "pareto", Name: "front"}, Options{Dir: dir, Formats: []string{"svg"}})
	if want := []string{filepath.Join(dir, "front.svg"), filepath.Join(dir, "front.csv")}; err != nil || !slices.Equal(paths, want) {
		t.Errorf("%v, %v", paths, err)
	}
	if _, err := DrawRuns(grid(), SweepFigure{Kind: "pie"}, Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "one of heat-map, parallel, pareto") {
		t.Error(err)
	}
	for _, f := range []SweepFigure{{Kind: "tornado", Output: "wue"}, {Kind: "heat-map", X: "wue"}, {Kind: "pareto", Y: "wue"}, {Kind: "sobol-bars"}} {
		if _, err := DrawRuns(grid(), f, Options{Dir: dir}); !errors.Is(err, ErrLacks) {
			t.Errorf("%+v: %v", f, err)
		}
	}
	if _, err := DrawRuns(&Runs{}, SweepFigure{Kind: "parallel"}, Options{Dir: dir}); !errors.Is(err, ErrLacks) {
		t.Error(err)
	}
}

// A run is on the front exactly where no other run betters it.
func TestParetoFront(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "runs")
		draw := func(name string) (v []float64) {
			for range n {
				v = append(v, float64(rapid.IntRange(0, 6).Draw(t, name)))
			}
			return v
		}
		x, y := draw("x"), draw("y")
		moreX, moreY := rapid.Bool().Draw(t, "moreX"), rapid.Bool().Draw(t, "moreY")
		better := func(a, b float64, more bool) float64 {
			if more {
				return a - b
			}
			return b - a
		}
		front := paretoFront(x, y, moreX, moreY)
		for i := range x {
			beaten := false
			for j := range x {
				dx, dy := better(x[j], x[i], moreX), better(y[j], y[i], moreY)
				beaten = beaten || dx >= 0 && dy >= 0 && dx+dy > 0
			}
			on := slices.ContainsFunc(front, func(k int) bool { return x[k] == x[i] && y[k] == y[i] })
			if beaten == on {
				t.Fatalf("run %d of %v, %v: on the front %v, bettered %v", i, x, y, on, beaten)
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
	if lo, hi := value(t, d.table.rows[0][1]), value(t, d.table.rows[0][2]); math.Abs(lo-hi-0.3) > 0.02 {
		t.Errorf("from %v to %v", lo, hi)
	}
}
