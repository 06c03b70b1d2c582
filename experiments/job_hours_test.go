package experiments

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"caloduc/experiments/result"
	"caloduc/sim/record"
)

// mixText is a campus of training runs and one of single jobs; the market's zones say
// what their energy causes.
const mixText = `start = 2026-07-01
days = 40
spin_up_d = 2
[weather.w]
site = "Paris"
[contract]
kind = "market"
[dispatch]
kind = "zones"
consequential = true
[[campus]]
name = "M"
weather = "w"
grid = { contracted_MW = 12 }
[campus.workload]
kind = "training-mix"
target_duration_d = 5
mtbf_GPUh = 5000
median_FLOP = 1e22
run = [{ name = "base", training_FLOP = 1e23, gpus = 512, mfu = 0.4 }]
[[campus.hall]]
name = "A"
accelerator = "H200"
racks = 60
cooling = { plant = "chilled-water-economiser" }
[[campus.hall]]
name = "B"
accelerator = "GB300 NVL72"
racks = 40
online = 2026-07-03
replacement = [{ name = "R", from = 2026-07-25, swap_d = 1.5, accelerator = "GB200 NVL72" }]
cooling = { plant = "direct-liquid-dry", units = { cdu = { redundancy = "N", mtbf_h = 500, repair_h = 2 } } }
[[campus.hall]]
name = "C"
accelerator = "GB300 NVL72"
racks = 10
retire = 2026-07-20
cooling = { plant = "direct-liquid-dry" }
[[campus]]
name = "J"
weather = "w"
grid = { contracted_MW = 10 }
[campus.workload]
kind = "jobs"
run = [{ name = "base", training_FLOP = 2e22, gpus = 512, mfu = 0.4 }]
service = { gpus = 64 }
mix = { offered_load = 0.5 }
[[campus.hall]]
name = "A"
accelerator = "H200"
racks = 30
replacement = [{ name = "R", from = 2026-07-15, swap_d = 0, accelerator = "H200", peak_TFLOPS = 1500 }]
cooling = { plant = "chilled-water-economiser" }
`

// resultIn runs a text in a folder and returns its result.
func resultIn(t *testing.T, dir, text string, sets ...string) *result.Result {
	t.Helper()
	file, out := filepath.Join(dir, "e.toml"), filepath.Join(dir, "r")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), file, Options{Out: out, Sets: sets, Progress: silent{}}); err != nil {
		t.Fatal(err)
	}
	r, err := result.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// runsOf is a result's table of runs.
func runsOf(t *testing.T, r *result.Result) *record.Rows {
	t.Helper()
	rows, err := record.ReadRows(filepath.Join(r.Dir(), result.JobsFile), nil)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// runText runs a text and returns its result and its table of runs.
func runText(t *testing.T, text string, sets ...string) (*result.Result, *record.Rows) {
	t.Helper()
	r := resultIn(t, t.TempDir(), text, sets...)
	return r, runsOf(t, r)
}

// columnOf is the place of a column.
func columnOf(rows *record.Rows, name string) int {
	return slices.IndexFunc(rows.Columns, func(c record.Column) bool { return c.Name == name })
}

// sumWhere adds up a column of the rows of a campus, of some kinds or of all.
func sumWhere(rows *record.Rows, name, campus string, kinds ...string) (sum float64) {
	at, where, of := columnOf(rows, name), columnOf(rows, "campus"), columnOf(rows, "kind")
	for i := range rows.Len {
		if x := rows.Numbers[at][i]; rows.Texts[where][i] == campus && (kinds == nil || slices.Contains(kinds, rows.Texts[of][i])) && !math.IsNaN(x) {
			sum += x
		}
	}
	return sum
}

// indicatorsTotal are the indicators of a scope over the run.
func indicatorsTotal(t *testing.T, r *result.Result, scope string) map[string]float64 {
	t.Helper()
	all, err := r.Indicators()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, i := range all {
		if i.Scope == scope && i.Period == "total" {
			out[i.Name] = i.Value
		}
	}
	return out
}

// What runs, small jobs and idle GPUs used adds up to what the campus took, of a training
// mix through failures, caps, opening and closing halls, and of single jobs; so do the
// runs' hours, work and interruptions.
func TestRunsAddUpToTheCampus(t *testing.T) {
	r, rows := runText(t, mixText, "campus[M].grid.contracted_MW=9")
	work := map[string][]string{"M": {"run", "stream"}, "J": {"run", "service", "mix"}}
	for _, campus := range []string{"M", "J"} {
		total := indicatorsTotal(t, r, "campus."+campus)
		close := func(what string, got, want float64) {
			t.Helper()
			if !(math.Abs(got-want) <= 1e-6*math.Abs(want)) || want == 0 {
				t.Errorf("%s: %s of rows %g, of the campus %g", campus, what, got, want)
			}
		}
		for column, indicator := range map[string]string{"it_energy_MWh": "it_energy_MWh", "facility_energy_MWh": "facility_energy_MWh", "water_m3": "water_m3", "cost_EUR": "cost_total_EUR"} {
			close(column, sumWhere(rows, column, campus), total[indicator])
		}
		close("carbon", sumWhere(rows, "carbon_kg", campus), total["carbon_total_kg"]-total["carbon_embodied_kg"])
		close("GPU-hours", sumWhere(rows, "gpu_h", campus, work[campus]...), total["busy_GPUh"])
		close("all GPU-hours", sumWhere(rows, "gpu_h", campus), total["online_GPUh"])
		close("EFLOP", sumWhere(rows, "useful_EFLOP", campus, work[campus]...), total["training_EFLOP"])
		close("interruptions", sumWhere(rows, "interruptions", campus, work[campus]...), total["interruptions"])
		if sumWhere(rows, "consequential_carbon_kg", campus) == 0 {
			t.Errorf("%s: energy causes no carbon", campus)
		}
		for _, kind := range append(work[campus], "idle") {
			t.Logf("%s %s: %.5g MWh at the meter, %.5g GPUh, %.5g EUR", campus, kind, sumWhere(rows, "facility_energy_MWh", campus, kind), sumWhere(rows, "gpu_h", campus, kind), sumWhere(rows, "cost_EUR", campus, kind))
			if !(sumWhere(rows, "facility_energy_MWh", campus, kind) > 0) {
				t.Errorf("%s: %s took no energy", campus, kind)
			}
		}
		if campus == "M" && total["curtailed_GPUh"] == 0 {
			t.Error("no cap bound")
		}
	}
	kind, name, submitted, base := columnOf(rows, "kind"), columnOf(rows, "name"), columnOf(rows, "submitted"), 0
	for i := range rows.Len {
		if rows.Texts[0][i] == "M" && rows.Texts[kind][i] == "run" && rows.Texts[name][i] == "base" && rows.Texts[submitted][i] == "2026-07-01T00:00:00Z" {
			base++
			close := rows.Numbers[columnOf(rows, "useful_EFLOP")][i]
			if rows.Texts[columnOf(rows, "state")][i] != "ended" || math.Abs(close-1e5) > 1e-4 {
				t.Errorf("base: %s, %g EFLOP of 1e5", rows.Texts[columnOf(rows, "state")][i], close)
			}
		}
	}
	if base != 1 {
		t.Error(fmt.Sprint("base has ", base, " rows"))
	}
}
