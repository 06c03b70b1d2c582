package trace

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Fields of the Standard Workload Format, version 2.2 (Parallel Workloads Archive,
// Feitelson et al. 2014, doi:10.1016/j.jpdc.2014.06.013), from 0.
const (
	swfJob       = 0
	swfSubmit    = 1
	swfWait      = 2
	swfRun       = 3
	swfAllocated = 4
	swfAsked     = 7
	swfLimit     = 8
	swfStatus    = 10
	swfUser      = 11
	swfFields    = 18
)

// readSWF reads the Standard Workload Format: 18 numbers a row, −1 for what is not
// known, comments behind semicolons with the start of the trace and the machine's size.
func readSWF(t *Trace, text string, o *Options) error {
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if note, ok := strings.CutPrefix(line, ";"); ok {
			t.swfNote(note, o)
			continue
		}
		if line != "" {
			t.swfRow(number, strings.Fields(line), o)
		}
	}
	return nil
}

// swfNote reads a line of the header.
func (t *Trace) swfNote(note string, o *Options) {
	key, value, _ := strings.Cut(strings.TrimSpace(note), ":")
	word, _, _ := strings.Cut(strings.TrimSpace(value), " ")
	x, err := strconv.ParseFloat(word, 64)
	if err != nil || !(x > 0) || x > 1e12 {
		return
	}
	switch key {
	case "UnixStartTime":
		t.Origin = time.Unix(int64(x), 0).UTC()
	case "MaxProcs":
		t.machineGPUs = x * o.PerUnit
	}
}

func (t *Trace) swfRow(line int, fields []string, o *Options) {
	if len(fields) != swfFields {
		t.Rows++
		t.refuse(line, "%d fields: a row of the Standard Workload Format has %d", len(fields), swfFields)
		return
	}
	var x [swfFields]float64
	for i, f := range fields {
		var err error
		if x[i], err = number(f); err != nil {
			t.Rows++
			t.refuse(line, "field %d: %v", i+1, err)
			return
		}
	}
	known := func(i int) float64 {
		if x[i] == -1 {
			return math.NaN()
		}
		return x[i]
	}
	units := known(swfAllocated)
	if math.IsNaN(units) || units == 0 {
		units = known(swfAsked)
	}
	j := Job{ID: fields[swfJob], User: fields[swfUser], Line: line, SubmitS: known(swfSubmit), RunS: known(swfRun), LimitS: known(swfLimit), GPUs: units * o.PerUnit}
	j.StartS = j.SubmitS + known(swfWait)
	switch int(x[swfStatus]) {
	case 1:
		j.Outcome = Completed
	case 0:
		j.Outcome = Failed
	case 5:
		j.Outcome = Cancelled
	case 2, 3, 4:
		t.Rows++
		t.leave(line, partOfJob)
		return
	}
	switch {
	case math.IsNaN(units): // cancelled before anything was known of it
		j.GPUs = 0
	case math.IsNaN(j.StartS) && j.RunS > 0: // a wait that was not recorded
		j.StartS = j.SubmitS
	case j.Outcome == Cancelled && !(j.RunS > 0) && !(j.RunS < 0):
		j.StartS, j.RunS = math.NaN(), 0
	}
	t.add(j)
}
