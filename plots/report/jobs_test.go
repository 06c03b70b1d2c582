package report

import (
	"math"
	"strings"
	"testing"

	"caloduc/experiments/result"
)

// jobsMade is a table of jobs with as many columns as the page reads.
func jobsMade() *result.Jobs {
	text := func(name string, values ...string) (result.JobColumn, []string) {
		return result.JobColumn{Name: name, Kind: "text"}, values
	}
	j := &result.Jobs{Len: 4, Numbers: map[int][]float64{}, Texts: map[int][]string{}}
	add := func(c result.JobColumn, values []string) {
		j.Texts[len(j.Columns)] = values
		j.Columns = append(j.Columns, c)
	}
	add(text("name", "a", "b<script>", "c", "idle"))
	add(text("campus", "C", "C", "C", "C"))
	add(text("kind", "mix", "run", "mix", "idle"))
	add(text("state", "ended", "running", "ended", ""))
	add(text("submitted", "2026-01-01T00:00:00Z", "", "", ""))
	add(text("started", "", "", "", ""))
	add(text("ended", "", "", "", ""))
	for name, values := range map[string][]float64{"facility_energy_MWh": {1, 30, 2, 50}, "gpu_h": {10, 20, 30, 40}, "consequential_carbon_kg": {math.NaN(), math.NaN(), math.NaN(), math.NaN()}} {
		j.Numbers[len(j.Columns)] = values
		j.Columns = append(j.Columns, result.JobColumn{Name: name, Kind: "number", Symbol: "MWh"})
	}
	return j
}

// The page adds up jobs by kind and lists the largest first.
func TestJobTables(t *testing.T) {
	in := func(parts ...*result.Jobs) func(do func(*result.Jobs) error) error {
		return func(do func(*result.Jobs) error) error {
			for _, p := range parts {
				if err := do(p); err != nil {
					return err
				}
			}
			return nil
		}
	}
	if none, err := jobsOf(in()); none != nil || err != nil {
		t.Error("tables of no jobs")
	}
	if twice, err := jobsOf(in(jobsMade(), jobsMade())); err != nil || twice.Largest.Summary != "All 6 jobs" || twice.Largest.Table.Rows[1][0].Text != "b<script>" {
		t.Errorf("in two parts: %v", err)
	}
	got, err := jobsOf(in(jobsMade()))
	if err != nil {
		t.Fatal(err)
	}
	row := func(r []cell) string {
		var all []string
		for _, c := range r {
			all = append(all, c.Text)
		}
		return strings.Join(all, "|")
	}
	if len(got.Kinds.Rows) != 3 || !strings.HasPrefix(row(got.Kinds.Rows[0]), "run|1|0|") || !strings.HasPrefix(row(got.Kinds.Rows[1]), "mix|2|2|") || !strings.Contains(row(got.Kinds.Rows[1]), "40") {
		t.Errorf("%q, %q", row(got.Kinds.Rows[0]), row(got.Kinds.Rows[1]))
	}
	largest := got.Largest.Table
	if len(largest.Rows) != 3 || largest.Rows[0][0].Text != "b<script>" || largest.Rows[1][0].Text != "c" {
		t.Errorf("%q", row(largest.Rows[0]))
	}
	if got.Largest.Summary != "All 3 jobs" {
		t.Error(got.Largest.Summary)
	}
}
