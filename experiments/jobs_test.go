package experiments

import (
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

// jobsText is a campus with two halls, a trace of 40 jobs, a planned run and a service.
const jobsText = `start = 2026-07-01
days = 3
spin_up_d = 0.5
[weather.w]
site = "Paris"
[contract]
kind = "market"
[[campus]]
name = "C"
weather = "w"
grid = { contracted_MW = 10 }
[campus.workload]
kind = "jobs"
trace = { file = "jobs.csv", run_column = "run", user_column = "user", id_column = "id" }
run = [{ name = "base", training_FLOP = 2e22, gpus = 512, mfu = 0.4 }]
service = { gpus = 64 }
scheduler = { policy = "priority", %s }
[[campus.hall]]
name = "A"
accelerator = "H200"
racks = 20
cooling = { plant = "chilled-water-economiser" }
[[campus.hall]]
name = "B"
accelerator = "GB300 NVL72"
racks = 8
cooling = { plant = "direct-liquid-dry" }
`

// jobsRun runs it and returns its result, its jobs and a column of theirs.
func jobsRun(t *testing.T, scheduler string) (*result.Result, *record.Rows, func(string) []float64) {
	t.Helper()
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString("id,submit,run,gpus,user\n")
	for i := range 40 {
		fmt.Fprintf(&b, "j%d,%d,%d,%d,u%d\n", i, 3600*i, 1000*(1+i*i), 8<<(i%5), i%3)
	}
	if err := os.WriteFile(filepath.Join(dir, "jobs.csv"), []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	r := resultIn(t, dir, fmt.Sprintf(jobsText, scheduler))
	rows := runsOf(t, r)
	return r, rows, func(name string) []float64 {
		i := slices.IndexFunc(rows.Columns, func(c record.Column) bool { return c.Name == name })
		return rows.Numbers[i][:rows.Len-1] // without the last, what is idle
	}
}

// total is an indicator of the campus over the run.
func totalOf(t *testing.T, r *result.Result, name string) float64 {
	t.Helper()
	all, err := r.Indicators()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range all {
		if i.Name == name && i.Scope == "campus.C" && i.Period == "total" {
			return i.Value
		}
	}
	t.Fatalf("no indicator %s", name)
	return 0
}

func sumOf(x []float64) (sum float64) {
	for _, v := range x {
		sum += v
	}
	return sum
}

// Every job has a row of its own, and what they used adds up to what the campus counted of
// them: energy, carbon and cost in its proportions.
func TestJobsHaveResults(t *testing.T) {
	r, rows, column := jobsRun(t, "")
	if rows.Len != 43 {
		t.Errorf("%d jobs", rows.Len)
	}
	it, facility := sumOf(column("it_energy_MWh")), sumOf(column("facility_energy_MWh"))
	dc := totalOf(t, r, "jobs_energy_MWh")
	allIT, allFacility := totalOf(t, r, "it_energy_MWh"), totalOf(t, r, "facility_energy_MWh")
	if ratio := it / dc; ratio < 1.02 || ratio > 1.1 {
		t.Errorf("IT energy of jobs over their DC energy: %g", ratio)
	}
	near(t, "PUE of jobs", facility/it, allFacility/allIT, 0.01)
	if it >= allIT || it < 0.2*allIT {
		t.Errorf("jobs took %g of %g MWh", it, allIT)
	}
	near(t, "carbon per energy", sumOf(column("carbon_kg"))/facility, 56.04, 1.5) // more by the line's losses
	gpuh := sumOf(column("gpu_h"))
	near(t, "GPU-hours", gpuh/totalOf(t, r, "busy_GPUh"), 1, 1e-6)
	if base := slices.Index(rows.Texts[1], "base"); rows.Texts[6][base] != "2026-07-01T00:00:00Z" || math.IsNaN(column("useful_EFLOP")[base]) {
		t.Errorf("the run without a day is submitted at %q", rows.Texts[6][base])
	}
	again, _, _ := jobsRun(t, "")
	for _, name := range []string{"jobs_energy_MWh", "facility_energy_MWh"} {
		if a, b := totalOf(t, r, name), totalOf(t, again, name); a != b {
			t.Errorf("%s: %g and %g", name, a, b)
		}
	}
}

// Held back for cheap hours, jobs save of the market's price, and GPUs wait for that.
func TestShiftingHasItsCost(t *testing.T) {
	r, _, column := jobsRun(t, `shift_by = "price", slack_h = 12`)
	saved, waited := totalOf(t, r, "shift_saving_EUR"), totalOf(t, r, "held_back_GPUh")
	near(t, "cost of waiting", totalOf(t, r, "waiting_cost_EUR"), 2.5*waited, 1e-6*waited)
	if saved == 0 || waited <= 0 || sumOf(column("wait_h")) <= 0 {
		t.Errorf("saved %g EUR, %g GPU-hours waited", saved, waited)
	}
}
