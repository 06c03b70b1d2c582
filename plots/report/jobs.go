package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

// jobTables are the jobs of a run: sums by kind, and the largest of them.
type jobTables struct {
	Kinds   table
	Largest opened
}

// mostJobs is the number of jobs that the page lists.
const mostJobs = 50

// summed are the columns that are added up by kind.
var summed = []string{"gpu_h", "useful_EFLOP", channel.Interruptions, channel.ITEnergyMWh, channel.FacilityEnergyMWh, "energy_cost_EUR", channel.CostEUR, channel.CarbonKg, channel.WaterM3, "households"}

// shown are the columns of single jobs.
var shown = append([]string{"gpus", "wait_h", channel.Goodput}, summed...)

// jobsOf makes the tables of a run's jobs.
func jobsOf(rows *result.Jobs) *jobTables {
	if rows == nil || rows.Len == 0 {
		return nil
	}
	t := &jobsTable{rows}
	return &jobTables{Kinds: t.kinds(), Largest: t.largest()}
}

type jobsTable struct{ *result.Jobs }

func (t *jobsTable) at(name string) int {
	return slices.IndexFunc(t.Columns, func(c result.JobColumn) bool { return c.Name == name })
}

// columns appends columns of some rows.
func (t *jobsTable) columns(to *table, names []string, value func(column, row int) float64) {
	for _, name := range names {
		at := t.at(name)
		if at < 0 {
			continue
		}
		values := make([]float64, len(to.Rows))
		for i := range values {
			values[i] = value(at, i)
		}
		if !slices.ContainsFunc(values, func(v float64) bool { return !math.IsNaN(v) }) {
			continue
		}
		texts, unit := column(values, t.Columns[at].Symbol)
		to.Head = append(to.Head, head{label(name), unit, true})
		for i, text := range texts {
			to.Rows[i] = append(to.Rows[i], number(text))
		}
	}
}

// kinds has a row for each kind of job.
func (t *jobsTable) kinds() table {
	of := map[string][]int{}
	for i, kind := range t.Texts[t.at("kind")] {
		of[kind] = append(of[kind], i)
	}
	var words []string
	for _, kind := range []string{"run", "stream", "trace", "mix", "service", "small", "idle"} {
		if of[kind] != nil {
			words = append(words, kind)
		}
	}
	out := table{ID: "job-kinds", Class: "sortable pinned", Caption: say("Jobs by kind"), Head: []head{{Text: say("Kind")}, {Text: say("Jobs"), Number: true}, {Text: say("Ended"), Number: true}}}
	state := t.Texts[t.at("state")]
	for _, kind := range words {
		ended := 0
		for _, i := range of[kind] {
			if state[i] == "ended" {
				ended++
			}
		}
		out.Rows = append(out.Rows, []cell{header(kind), number(grouped(float64(len(of[kind])), 0)), number(grouped(float64(ended), 0))})
	}
	t.columns(&out, summed, func(c, row int) (sum float64) {
		for _, i := range of[words[row]] {
			sum += t.Numbers[c][i]
		}
		return sum
	})
	return out
}

// largest has a row for each of the jobs that took most energy.
func (t *jobsTable) largest() opened {
	energy := t.Numbers[t.at(channel.FacilityEnergyMWh)]
	var order []int
	for i, kind := range t.Texts[t.at("kind")] {
		if kind != "small" && kind != "idle" { // those are no job
			order = append(order, i)
		}
	}
	all := len(order)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(energy[b], energy[a]) })
	order = order[:min(len(order), mostJobs)]
	texts := []string{"name", "campus", "kind", "state", "submitted", "started", "ended"}
	out := table{ID: "largest-jobs", Class: "sortable pinned", Caption: say("The jobs that took most energy"),
		Head: list.Map(texts, func(name string) head { return head{Text: label(name)} })}
	for _, i := range order {
		row := []cell{header(t.Texts[t.at("name")][i])}
		for _, name := range texts[1:] {
			row = append(row, text(t.Texts[t.at(name)][i]))
		}
		out.Rows = append(out.Rows, row)
	}
	t.columns(&out, shown, func(c, row int) float64 { return t.Numbers[c][order[row]] })
	summary := fmt.Sprintf(say("The %d jobs that took most energy"), len(order))
	if len(order) == all {
		summary = fmt.Sprintf(say("All %d jobs"), all)
	}
	return opened{summary, out}
}
