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

// shown are the columns of single jobs, told the words that stand before them.
var (
	shown = append([]string{"gpus", "wait_h", channel.Goodput}, summed...)
	told  = []string{"name", "campus", "kind", "state", "submitted", "started", "ended"}
)

// jobsSeen is what has been seen of a table of jobs, which may be larger than memory.
type jobsSeen struct {
	columns []result.JobColumn
	kinds   map[string]*kindOfJobs
	jobs    int
	largest []oneJob // so far, and some more
}

// kindOfJobs are the jobs of a kind, summed by column.
type kindOfJobs struct {
	jobs, ended int
	sums        []float64
}

// oneJob is a row of the table.
type oneJob struct {
	energyMWh float64
	told      []string
	numbers   []float64 // by column
}

// jobsOf makes the tables of a run's jobs, which each looks through part by part; nil
// where there are none.
func jobsOf(each func(do func(*result.Jobs) error) error) (*jobTables, error) {
	s := &jobsSeen{kinds: map[string]*kindOfJobs{}}
	if err := each(func(part *result.Jobs) error { s.add(part); return nil }); err != nil || len(s.kinds) == 0 {
		return nil, err
	}
	return &jobTables{Kinds: s.kindsTable(), Largest: s.largestTable()}, nil
}

func (s *jobsSeen) at(name string) int {
	return slices.IndexFunc(s.columns, func(c result.JobColumn) bool { return c.Name == name })
}

// add takes a part of the table in.
func (s *jobsSeen) add(part *result.Jobs) {
	s.columns = part.Columns
	energy, kinds, states := part.Numbers[s.at(channel.FacilityEnergyMWh)], part.Texts[s.at("kind")], part.Texts[s.at("state")]
	for i, kind := range kinds {
		k := s.kinds[kind]
		if k == nil {
			k = &kindOfJobs{sums: make([]float64, len(s.columns))}
			s.kinds[kind] = k
		}
		k.jobs++
		if states[i] == "ended" {
			k.ended++
		}
		for c, values := range part.Numbers {
			k.sums[c] += values[i]
		}
		if kind == "small" || kind == "idle" { // those are no job
			continue
		}
		s.jobs++
		if n := len(s.largest); n < mostJobs || energy[i] > s.largest[mostJobs-1].energyMWh {
			s.keep(part, i, energy[i])
		}
	}
	s.trim()
}

// keep takes a job among the largest, which are sorted now and then.
func (s *jobsSeen) keep(part *result.Jobs, i int, energyMWh float64) {
	j := oneJob{energyMWh: energyMWh, numbers: make([]float64, len(s.columns))}
	for _, name := range told {
		j.told = append(j.told, part.Texts[s.at(name)][i])
	}
	for c, values := range part.Numbers {
		j.numbers[c] = values[i]
	}
	s.largest = append(s.largest, j)
	if len(s.largest) == mostJobs || len(s.largest) >= 2*mostJobs {
		s.trim()
	}
}

// trim sorts the jobs kept and leaves the largest.
func (s *jobsSeen) trim() {
	slices.SortStableFunc(s.largest, func(a, b oneJob) int { return cmp.Compare(b.energyMWh, a.energyMWh) })
	s.largest = s.largest[:min(len(s.largest), mostJobs)]
}

// fill appends columns to the rows of a table.
func (s *jobsSeen) fill(to *table, names []string, value func(column, row int) float64) {
	for _, name := range names {
		at := s.at(name)
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
		texts, unit := column(values, s.columns[at].Symbol)
		to.Head = append(to.Head, head{label(name), unit, true})
		for i, text := range texts {
			to.Rows[i] = append(to.Rows[i], number(text))
		}
	}
}

// kindsTable has a row for each kind of job.
func (s *jobsSeen) kindsTable() table {
	out := table{ID: "job-kinds", Class: "sortable pinned", Caption: say("Jobs by kind"), Head: []head{{Text: say("Kind")}, {Text: say("Jobs"), Number: true}, {Text: say("Ended"), Number: true}}}
	var kinds []*kindOfJobs
	for _, kind := range []string{"run", "stream", "trace", "mix", "service", "small", "idle"} {
		if k := s.kinds[kind]; k != nil {
			kinds = append(kinds, k)
			out.Rows = append(out.Rows, []cell{header(kind), number(grouped(float64(k.jobs), 0)), number(grouped(float64(k.ended), 0))})
		}
	}
	s.fill(&out, summed, func(c, row int) float64 { return kinds[row].sums[c] })
	return out
}

// largestTable has a row for each of the jobs that took most energy.
func (s *jobsSeen) largestTable() opened {
	out := table{ID: "largest-jobs", Class: "sortable pinned", Caption: say("The jobs that took most energy"),
		Head: list.Map(told, func(name string) head { return head{Text: label(name)} })}
	for _, j := range s.largest {
		row := []cell{header(j.told[0])}
		for _, word := range j.told[1:] {
			row = append(row, text(word))
		}
		out.Rows = append(out.Rows, row)
	}
	s.fill(&out, shown, func(c, row int) float64 { return s.largest[row].numbers[c] })
	summary := fmt.Sprintf(say("The %d jobs that took most energy"), len(s.largest))
	if len(s.largest) == s.jobs {
		summary = fmt.Sprintf(say("All %d jobs"), s.jobs)
	}
	return opened{summary, out}
}
