package compute

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"caloduc/models/compute/batch"
	"caloduc/models/compute/trace"
	"caloduc/sim"
	"caloduc/sim/param"
)

// TraceSpec is a file of jobs that is replayed.
type TraceSpec struct {
	Files    []string
	Format   string
	Zone     string
	Replay   string
	Begin    time.Time
	OwnDates bool
	Repeat   bool
	PerUnit  float64
	Columns  trace.Columns
}

// The ways in which a trace is replayed.
const (
	replaySubmitted = "submitted"
	replayStarted   = "started"
)

// Params declares the keys of a trace.
func (s *TraceSpec) Params(p *param.Set) {
	p.Files(&s.Files, "file", "file of jobs, gzip recognised by content. A list of files is taken together")
	p.Choice(&s.Format, "format", "csv", trace.Formats, "swf: Standard Workload Format; sacct: what `sacct -P` prints of Slurm's jobs; openb: Alibaba's tasks of 2023; csv: a table, by the names of its columns")
	p.String(&s.Zone, "zone", "UTC", "clock of dates that name no zone, such as \"Europe/Paris\"")
	p.Choice(&s.Replay, "replay", replaySubmitted, []string{replaySubmitted, replayStarted}, "submitted: jobs come when they were submitted, and the scheduler starts them; started: they come when they started")
	p.Date(&s.Begin, "begin", time.Time{}, "day on which the trace begins; absent: when the counted time does. A trace with dates keeps its hours of the day")
	p.Bool(&s.OwnDates, "own_dates", false, "let the jobs come at their own dates")
	p.Bool(&s.Repeat, "repeat", false, "begin the trace again, in whole days, when its last job has been submitted")
	p.Float(&s.PerUnit, "gpus_per_unit", 1, param.Above(0), "GPUs of a processor (swf) or of a unit of the column of GPUs (csv)", param.Setting)
	c := &s.Columns
	p.String(&c.ID, "id_column", "", "csv: column of the job's name; absent: its line")
	p.String(&c.User, "user_column", "", "csv: column of the user")
	p.String(&c.Submit, "submit_column", "submit", "csv: column of the time of submission")
	p.String(&c.Start, "start_column", "", "csv: column of the start, blank where a job never started; absent: the submission")
	p.String(&c.End, "end_column", "", "csv: column of the end")
	p.String(&c.Run, "run_column", "", "csv: column of the time of running, in place of the end")
	p.String(&c.Limit, "limit_column", "", "csv: column of the wall time asked for")
	p.String(&c.GPUs, "gpus_column", "gpus", "csv: column of the GPUs: whole ones, or a fraction of one")
	p.String(&c.Nodes, "nodes_column", "", "csv: column of the nodes")
	p.String(&c.Outcome, "outcome_column", "", "csv: column of how the job ended")
	p.Choice(&c.TimeUnit, "time_unit", "s", []string{"s", "min", "h", "datetime"}, "csv: unit of the times of submission, start and end; datetime is ISO 8601. Seconds since 1970 are dates, too")
	p.Choice(&c.RunUnit, "run_unit", "s", []string{"s", "min", "h"}, "csv: unit of run_column and limit_column; 1-02:03:04 is read, too")
}

// Check refuses what contradicts itself.
func (s *TraceSpec) Check(report func(key, format string, args ...any)) {
	if _, err := time.LoadLocation(s.Zone); err != nil {
		report("zone", "unknown time zone %q", s.Zone)
	}
	if s.OwnDates && (!s.Begin.IsZero() || s.Repeat) {
		report("own_dates", "a trace at its own dates has no begin and is not repeated")
	}
	if len(s.Files) > 0 && s.Format == "csv" && s.Columns.Run == "" && s.Columns.End == "" {
		report("end_column", "a table of jobs needs end_column or run_column")
	}
}

// read reads the files, not to be changed.
func (s *TraceSpec) read() ([]*trace.Trace, error) {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return nil, err
	}
	way := fmt.Sprintf("trace %s %s %g %+v", s.Format, s.Zone, s.PerUnit, s.Columns)
	return sim.SharedAll(s.Files, way, func() (all []*trace.Trace, err error) {
		for _, path := range s.Files {
			data, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			t, err := trace.Read(data, trace.Options{Format: s.Format, Zone: zone, PerUnit: s.PerUnit, Columns: s.Columns})
			if err != nil {
				return nil, eachInFile(path, err)
			}
			all = append(all, t)
		}
		return all, nil
	})
}

// eachInFile names file and line of each of several faults.
func eachInFile(path string, err error) error {
	several, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return inFile(path, err)
	}
	var all error
	for _, e := range several.Unwrap() {
		all = errors.Join(all, inFile(path, e))
	}
	return all
}

// replay makes jobs of the trace.
func (x *jobs) replay() error {
	s := &x.spec.Trace
	if len(s.Files) == 0 {
		return nil
	}
	all, err := s.read()
	if err != nil {
		return err
	}
	for i, t := range all {
		if err := x.fitTrace(s.Files[i], t); err != nil {
			return err
		}
		x.tellTrace(s.Files[i:i+1], t)
		first, err := x.firstMinute(s, t)
		if err != nil {
			return fmt.Errorf("%s: %w", s.Files[i], err)
		}
		last := t.Jobs[len(t.Jobs)-1].SubmitS
		period := (math.Floor(last/86400) + 1) * 1440
		for {
			x.take(t, first)
			if first += period; !s.Repeat || first >= float64(x.c.cal.End()) {
				break
			}
		}
	}
	if n := x.before + x.beyond; n > 0 {
		longest := 0.0
		for _, t := range all {
			longest = max(longest, t.Jobs[len(t.Jobs)-1].SubmitS/86400)
		}
		x.told.Add(sim.FileNames(s.Files), fmt.Sprintf("let the run last longer: the last job is submitted %.4g days after the first", longest), "%d jobs come after the end of the run and %d are over before it begins: they are not replayed", x.beyond, x.before)
	}
	return nil
}

// firstMinute is when second 0 of the trace is played.
func (x *jobs) firstMinute(s *TraceSpec, t *trace.Trace) (float64, error) {
	first := 0.0
	if !s.Begin.IsZero() {
		first = float64(x.c.cal.MinuteOf(s.Begin))
	}
	switch {
	case s.OwnDates && t.Origin.IsZero():
		return 0, fmt.Errorf("the trace has no dates of its own")
	case s.OwnDates:
		return t.Origin.Sub(x.c.cal.Start()).Minutes(), nil
	case !t.Origin.IsZero():
		return first + t.Origin.Sub(t.Origin.Truncate(24*time.Hour)).Minutes(), nil
	}
	return first, nil
}

// take adds the jobs of a trace whose second 0 is at such a minute.
func (x *jobs) take(t *trace.Trace, first float64) {
	priority := map[string]int{}
	for _, u := range x.spec.Users {
		priority[u.Name] = u.Priority
	}
	end := float64(x.c.cal.End())
	for i := range t.Jobs {
		j := &t.Jobs[i]
		at := j.SubmitS
		if x.spec.Trace.Replay == replayStarted {
			at = j.StartS
		}
		if at = first + at/60; at >= end {
			x.beyond++
			continue
		}
		if at+j.RunS/60 <= 0 { // over before the run
			x.before++
			continue
		}
		b := &batch.Job{Name: j.ID, User: j.User, SubmitMin: at, WorkMin: j.RunS / 60, AskedMin: j.LimitS / 60, Use: x.spec.Use,
			Weight: x.spec.MFU * x.fastest.PeakTFLOPS * 1e-3, Priority: priority[j.User], SlackMin: x.spec.Scheduler.SlackH * 60, KeepMin: x.spec.Scheduler.KeepMin}
		if math.IsNaN(b.AskedMin) {
			b.AskedMin = b.WorkMin
		}
		if j.GPUs < 1 {
			b.Milli = int(math.Round(j.GPUs * 1000))
		} else {
			b.GPUs = int(math.Round(j.GPUs))
		}
		x.add(jobRecord{Job: b, kind: "trace", line: j.Line, outcome: string(j.Outcome)})
	}
}

// fitTrace refuses jobs that the halls cannot hold.
func (x *jobs) fitTrace(path string, t *trace.Trace) error {
	var wrong []string
	more := 0
	for _, j := range t.Jobs {
		if j.GPUs <= float64(x.most()) {
			continue
		}
		if len(wrong) == 10 {
			more++
			continue
		}
		wrong = append(wrong, fmt.Sprintf("%s:%d: job %s takes %g GPUs; %s %d", path, j.Line, j.ID, j.GPUs, x.mostWords(), x.most()))
	}
	if more > 0 {
		wrong = append(wrong, fmt.Sprintf("and %d jobs more", more))
	}
	if wrong != nil {
		return fmt.Errorf("%s", strings.Join(wrong, "\n"))
	}
	return nil
}

// tellTrace tells what is not as the file seems to have it.
func (x *jobs) tellTrace(file []string, t *trace.Trace) {
	name := sim.FileNames(file)
	reasons := t.Reasons()
	var words []string
	for r, n := range reasons {
		words = append(words, fmt.Sprintf("%d: %s", n, r))
	}
	slices.Sort(words)
	if len(words) > 0 {
		x.told.Add(name, "", "of %d rows %d are replayed; left out are jobs that have no part (%s), the first in line %d",
			t.Rows, len(t.Jobs), strings.Join(words, ", "), t.LeftOut[0].Line)
	}
	if t.OutOfOrder > 0 {
		x.told.Add(name, "", "%d rows stand after later ones: jobs are taken in the order of their submission", t.OutOfOrder)
	}
	if t.Requeued > 0 {
		x.told.Add(name, "", "%d rows are of jobs that ran before: each is a job of its own", t.Requeued)
	}
	if t.Ambiguous > 0 {
		x.told.Add(name, "", "%d times lie in an hour that the clock showed twice: the first is taken", t.Ambiguous)
	}
}
