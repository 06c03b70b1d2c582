// Package trace reads what batch systems have recorded of their jobs: the Standard
// Workload Format, Slurm's accounting, Alibaba's openb tasks and plain tables. Every row
// of a file is a job, is left out for a reason that is told, or refuses the file.
package trace

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"caloduc/sim/table"
)

// Job is what a trace says of one job. Times are seconds after the trace's origin.
type Job struct {
	ID, User string
	Line     int     // in the file, from 1
	SubmitS  float64 // when it was submitted
	StartS   float64 // when it started
	RunS     float64 // how long it ran
	LimitS   float64 // the wall time it asked for; NaN where it did not
	GPUs     float64 // a fraction of one GPU, or whole ones
	Nodes    int     // 0 where the trace does not say
	Outcome  Outcome
}

// Outcome is how a job ended.
type Outcome string

// The outcomes.
const (
	Completed Outcome = "completed"
	Failed    Outcome = "failed"
	Cancelled Outcome = "cancelled"
	Running   Outcome = "running" // when the trace ended
)

// LeftOut is a row that is no job to replay.
type LeftOut struct {
	Line   int
	Reason string
}

// Trace is what a file holds: Rows is the number of Jobs and of those LeftOut.
type Trace struct {
	Jobs    []Job // in the order of their submission
	LeftOut []LeftOut
	Rows    int
	Origin  time.Time // second 0; zero where the trace has no dates

	OutOfOrder int // rows submitted before the row above them
	Requeued   int // jobs that stand in the file again, after they had ended
	Ambiguous  int // times of the hour that the clock had twice, taken as the first

	machineGPUs float64 // of the machine that the file describes; 0 where it does not
	faults      []error
	hidden      int
}

// Options say what a file is and how it is to be read.
type Options struct {
	Format  string         // one of Formats
	Zone    *time.Location // clock of dates that name no zone; nil: UTC
	PerUnit float64        // GPUs of a processor (swf) or of a unit of the column of GPUs (csv)
	Columns Columns        // of a plain table
}

// Formats are the kinds of trace that are read.
var Formats = []string{"swf", "sacct", "openb", "csv"}

// The bounds of what is taken for a job.
const (
	longestS    = 20 * 366 * 86400.0 // of a trace and of a job
	mostFaults  = 20                 // that are listed
	mostGPUs    = 1e7
	wholeWithin = 1e-9
)

// Read reads a trace.
func Read(data []byte, o Options) (*Trace, error) {
	text, err := table.Text(data)
	if err != nil {
		return nil, err
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.PerUnit == 0 {
		o.PerUnit = 1
	}
	read := map[string]func(*Trace, string, *Options) error{"swf": readSWF, "sacct": readSacct, "openb": readOpenb, "csv": readCSV}[o.Format]
	if read == nil {
		return nil, fmt.Errorf("no format of traces is named %q", o.Format)
	}
	t := new(Trace)
	if err := read(t, text, &o); err != nil {
		return nil, err
	}
	t.order()
	if t.hidden > 0 {
		t.faults = append(t.faults, fmt.Errorf("and %d rows more are wrong", t.hidden))
	}
	if err := errors.Join(t.faults...); err != nil {
		return nil, err
	}
	if len(t.Jobs) == 0 {
		return nil, fmt.Errorf("no job to replay in %d rows%s", t.Rows, t.firstReason())
	}
	return t, nil
}

// GPUHours is what all jobs took together.
func (t *Trace) GPUHours() float64 {
	sum := 0.0
	for i := range t.Jobs {
		sum += t.Jobs[i].GPUs * t.Jobs[i].RunS / 3600
	}
	return sum
}

// Reasons counts the rows that are left out by their reason.
func (t *Trace) Reasons() map[string]int {
	of := map[string]int{}
	for _, l := range t.LeftOut {
		of[l.Reason]++
	}
	return of
}

func (t *Trace) firstReason() string {
	if len(t.LeftOut) == 0 {
		return ""
	}
	return fmt.Sprintf(": line %d %s", t.LeftOut[0].Line, t.LeftOut[0].Reason)
}

// refuse notes a fault of a line.
func (t *Trace) refuse(line int, format string, args ...any) {
	if len(t.faults) == mostFaults {
		t.hidden++
		return
	}
	t.faults = append(t.faults, &table.LineError{Line: line, Err: fmt.Errorf(format, args...)})
}

// leave notes a row that is no job to replay.
func (t *Trace) leave(line int, reason string) {
	t.LeftOut = append(t.LeftOut, LeftOut{Line: line, Reason: reason})
}

// The reasons for which rows are left out.
const (
	neverStarted = "never started"
	noTime       = "ran for no time"
	unknownTime  = "has no run time"
	noGPU        = "takes no GPU"
	partOfJob    = "is part of a job with a row of its own"
)

// add takes a job in, leaves it out or refuses it. A NaN start is that of a job which
// never started, a NaN time of running an unknown one.
func (t *Trace) add(j Job) {
	switch {
	case math.IsNaN(j.SubmitS):
		t.refuse(j.Line, "job %s has no time of submission", j.ID)
	case math.IsNaN(j.GPUs) || j.GPUs < 0 || j.GPUs > mostGPUs:
		t.refuse(j.Line, "job %s takes %g GPUs", j.ID, j.GPUs)
	case j.GPUs > 0 && j.GPUs < 1e-3:
		t.refuse(j.Line, "job %s takes %g GPUs: at least a thousandth", j.ID, j.GPUs)
	case j.GPUs > 1 && math.Abs(j.GPUs-math.Round(j.GPUs)) > wholeWithin:
		t.refuse(j.Line, "job %s takes %g GPUs: a job has a fraction of one GPU, or whole ones", j.ID, j.GPUs)
	case t.machineGPUs > 0 && j.GPUs > t.machineGPUs:
		t.refuse(j.Line, "job %s takes %g GPUs of a machine that has %g", j.ID, j.GPUs, t.machineGPUs)
	case j.StartS < j.SubmitS:
		t.refuse(j.Line, "job %s starts %g s before it was submitted", j.ID, j.SubmitS-j.StartS)
	case j.RunS < 0:
		t.refuse(j.Line, "job %s ends %g s before it starts", j.ID, -j.RunS)
	case j.RunS > longestS:
		t.refuse(j.Line, "job %s runs for %.3g years", j.ID, j.RunS/(365.25*86400))
	case math.IsNaN(j.StartS):
		t.leave(j.Line, neverStarted)
	case math.IsNaN(j.RunS):
		t.leave(j.Line, unknownTime)
	case j.RunS == 0:
		t.leave(j.Line, noTime)
	case j.GPUs == 0:
		t.leave(j.Line, noGPU)
	default:
		t.Jobs = append(t.Jobs, j)
	}
	t.Rows++
}

// order sorts the jobs by their submission, moves second 0 to the first of them, and
// looks for jobs that stand in the file twice.
func (t *Trace) order() {
	for i := 1; i < len(t.Jobs); i++ {
		if t.Jobs[i].SubmitS < t.Jobs[i-1].SubmitS {
			t.OutOfOrder++
		}
	}
	slices.SortStableFunc(t.Jobs, func(a, b Job) int { return cmp.Compare(a.SubmitS, b.SubmitS) })
	t.twice()
	if len(t.Jobs) == 0 {
		return
	}
	if first := t.Jobs[0].SubmitS; !t.Origin.IsZero() && first != 0 {
		t.Origin = t.Origin.Add(time.Duration(math.Round(first * 1e9)))
		for i := range t.Jobs {
			t.Jobs[i].SubmitS -= first
			t.Jobs[i].StartS -= first
		}
	}
	if last := t.Jobs[len(t.Jobs)-1]; last.SubmitS-t.Jobs[0].SubmitS > longestS {
		t.refuse(last.Line, "job %s is submitted %.3g years after the first", last.ID, (last.SubmitS-t.Jobs[0].SubmitS)/(365.25*86400))
	}
}

// twice refuses jobs that run twice at the same time, and counts those that ran again.
func (t *Trace) twice() {
	last := make(map[string]int, len(t.Jobs))
	byStart := make([]int, len(t.Jobs))
	for i := range byStart {
		byStart[i] = i
	}
	slices.SortStableFunc(byStart, func(a, b int) int { return cmp.Compare(t.Jobs[a].StartS, t.Jobs[b].StartS) })
	for _, i := range byStart {
		j := &t.Jobs[i]
		if k, again := last[j.ID]; again {
			if o := &t.Jobs[k]; j.StartS < o.StartS+o.RunS-1e-6 {
				t.refuse(j.Line, "job %s starts while that of line %d, of the same name, still runs", j.ID, o.Line)
				continue
			}
			t.Requeued++
		}
		last[j.ID] = i
	}
}
