package sweep

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"caloduc/experiments/result"
)

// Merge gathers the runs of a sweep whose points were run in parts into its table
// and statistics: the same bytes as those of a sweep run in one. It returns a
// *MissingError where runs are missing, and then writes nothing.
func Merge(dir string) error {
	plan, err := readPlan(dir)
	if err != nil {
		return err
	}
	o := Options{Out: dir}
	o.fill()
	s, err := openSession(o)
	if err != nil {
		return err
	}
	return errors.Join(s.finish(plan), s.close())
}

// Counts says where a sweep stands.
type Counts struct {
	Points, Done, Failed, Running, ToDo int
}

// Status counts what is done, failed, running and to do in a sweep's directory,
// and prints it with the errors of the failed runs.
func Status(dir string, w io.Writer) (Counts, error) {
	plan, err := readPlan(dir)
	if err != nil {
		return Counts{}, err
	}
	c := Counts{Points: len(plan.Points)}
	busy := underWay(dir)
	var failures []string
	for _, p := range plan.Points {
		state := failed
		if p.Run != "" {
			state = stateOf(dir, p.Run)
		}
		switch {
		case state == done:
			c.Done++
		case state == failed:
			c.Failed++
			failures = append(failures, fmt.Sprintf("failed: %s: %s", p, failure(dir, p)))
		case busy[p.Run]:
			c.Running++
		default:
			c.ToDo++
		}
	}
	const most = 20
	fmt.Fprintf(w, "%d runs: %d done, %d failed, %d running, %d to do\n", c.Points, c.Done, c.Failed, c.Running, c.ToDo)
	for _, f := range failures[:min(most, len(failures))] {
		fmt.Fprintln(w, f)
	}
	if n := len(failures) - most; n > 0 {
		fmt.Fprintf(w, "and %d more that failed\n", n)
	}
	return c, slurmStatus(dir, w)
}

// failure is why a point's run failed.
func failure(dir string, p Point) string {
	if p.Run == "" {
		return oneLine(p.Error)
	}
	text, err := os.ReadFile(filepath.Join(dir, result.RunsDir, p.Run, errorFile))
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(text))
}
