package trace

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"caloduc/sim/table"
)

// sacctColumns are the places of the columns of Slurm's accounting, −1 where absent.
type sacctColumns struct{ id, user, submit, start, end, elapsed, limit, nodes, tres, state int }

// readSacct reads what `sacct -P` (or --parsable2) prints: columns parted by bars under
// their names, which it does not quote. Rows of steps, whose JobID has a dot, are parts
// of their jobs.
func readSacct(t *Trace, text string, o *Options) error {
	var cols *sacctColumns
	c := &clock{t: t, zone: o.Zone}
	number, width := 0, 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" {
			continue
		}
		fields := strings.Split(line, "|")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		if cols == nil {
			var err error
			if cols, err = sacctHeader(fields); err != nil {
				return &table.LineError{Line: number, Err: err}
			}
			width = len(fields)
			continue
		}
		if len(fields) != width {
			t.Rows++
			t.refuse(number, "%d fields under a header of %d: a name with a bar, or a line cut off", len(fields), width)
			continue
		}
		t.sacctRow(number, fields, cols, c)
	}
	if cols == nil {
		return errors.New("no header")
	}
	return nil
}

func sacctHeader(header []string) (*sacctColumns, error) {
	at := func(names ...string) int {
		return slices.IndexFunc(header, func(h string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(h, n) })
		})
	}
	c := &sacctColumns{id: at("JobID", "JobIDRaw"), user: at("User"), submit: at("Submit"), start: at("Start"), end: at("End"),
		elapsed: at("Elapsed"), limit: at("Timelimit"), nodes: at("NNodes", "AllocNodes"), tres: at("AllocTRES"), state: at("State")}
	if c.tres < 0 {
		c.tres = at("AllocGRES", "ReqTRES", "ReqGRES")
	}
	for _, need := range []struct {
		name string
		at   int
	}{{"JobID", c.id}, {"Submit", c.submit}, {"Start", c.start}, {"AllocTRES", c.tres}, {"State", c.state}} {
		if need.at < 0 {
			return nil, fmt.Errorf("no column %q; there are %s", need.name, strings.Join(header, ", "))
		}
	}
	if c.end < 0 && c.elapsed < 0 {
		return nil, errors.New("no column End, nor Elapsed")
	}
	return c, nil
}

// outcomes of Slurm's states, told by how they begin.
var outcomes = []struct {
	state string
	is    Outcome
}{{"COMPLETED", Completed}, {"CANCELLED", Cancelled}, {"REVOKED", Cancelled}, {"PREEMPTED", Cancelled}, {"REQUEUED", Cancelled}, {"RUNNING", Running},
	{"SUSPENDED", Running}, {"PENDING", Running}, {"RESIZING", Running}, {"FAILED", Failed}, {"TIMEOUT", Failed}, {"NODE_FAIL", Failed},
	{"BOOT_FAIL", Failed}, {"OUT_OF_ME", Failed}, {"DEADLINE", Failed}}

func (t *Trace) sacctRow(line int, f []string, c *sacctColumns, k *clock) {
	id := f[c.id]
	if strings.Contains(id, ".") {
		t.Rows++
		t.leave(line, partOfJob)
		return
	}
	j := Job{ID: id, Line: line, LimitS: math.NaN()}
	field := func(i int) string {
		if i < 0 {
			return ""
		}
		return f[i]
	}
	j.User = field(c.user)
	for _, o := range outcomes {
		if strings.HasPrefix(f[c.state], o.state) {
			j.Outcome = o.is
		}
	}
	err := func() (err error) {
		if j.Outcome == "" {
			return fmt.Errorf("state %q is none of Slurm's", f[c.state])
		}
		if j.SubmitS, err = k.seconds(f[c.submit]); err != nil {
			return fmt.Errorf("column Submit: %w", err)
		}
		if j.StartS, err = k.optional(f[c.start]); err != nil {
			return fmt.Errorf("column Start: %w", err)
		}
		if j.RunS, err = k.ran(j.StartS, field(c.end), field(c.elapsed)); err != nil {
			return err
		}
		if l := field(c.limit); strings.Contains(l, ":") {
			if j.LimitS, err = span(l); err != nil {
				return fmt.Errorf("column Timelimit: %w", err)
			}
		}
		if n := field(c.nodes); n != "" {
			x, err := number(n)
			if err != nil || x < 0 || x > mostGPUs {
				return fmt.Errorf("column NNodes: %q", n)
			}
			j.Nodes = int(x)
		}
		j.GPUs, err = gpusOf(f[c.tres])
		return err
	}()
	if err != nil {
		t.Rows++
		t.refuse(line, "job %s: %w", id, err)
		return
	}
	t.add(j)
}

// optional reads a date that may not be known.
func (c *clock) optional(field string) (float64, error) {
	switch strings.ToLower(field) {
	case "", "unknown", "none", "n/a":
		return math.NaN(), nil
	}
	return c.seconds(field)
}

// ran is how long a job ran: from start to end, or the time elapsed where it still ran.
func (c *clock) ran(start float64, end, elapsed string) (float64, error) {
	to, err := c.optional(end)
	switch {
	case err != nil:
		return 0, fmt.Errorf("column End: %w", err)
	case !math.IsNaN(to):
		return to - start, nil
	case elapsed == "" || math.IsNaN(start):
		return math.NaN(), nil
	}
	s, err := span(elapsed)
	if err != nil {
		err = fmt.Errorf("column Elapsed: %w", err)
	}
	return s, err
}

// gpusOf is the number of GPUs in a list of resources such as billing=64,gres/gpu=8,node=1,
// or gpu:a100:8. Of gres/gpu=8,gres/gpu:a100=8 the first is the sum of the others.
func gpusOf(tres string) (float64, error) {
	all, typed := math.NaN(), 0.0
	for part := range strings.SplitSeq(tres, ",") {
		name, ok := strings.CutPrefix(part, "gres/")
		if !ok {
			name = part
		}
		if !strings.HasPrefix(name, "gpu") || strings.HasPrefix(name, "gpumem") || strings.HasPrefix(name, "gpuutil") {
			continue
		}
		at := strings.LastIndexAny(name, "=:")
		if at < 0 {
			return 0, fmt.Errorf("%q names no number of GPUs", part)
		}
		value, _, _ := strings.Cut(name[at+1:], "(")
		n, err := number(value)
		if err != nil {
			return 0, fmt.Errorf("%q: %w", part, err)
		}
		if kind := name[:at]; kind == "gpu" {
			all = n
		} else {
			typed += n
		}
	}
	if math.IsNaN(all) {
		return typed, nil
	}
	return all, nil
}
