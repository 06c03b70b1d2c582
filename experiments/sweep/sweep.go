// Package sweep runs the design points of an experiment file, on all cores of
// one machine or on many, and gathers their results in one table.
//
// A sweep's directory holds
//
//	runs.parquet     a row for each point, in the order of the design
//	statistics.csv   intervals, effects and indices, where the design has them
//	plan.json        the points
//	runs/<identity>  the stored parts of each run
//	work/<session>   runs under way
//
// A run's identity is the hash of its resolved parameters, its input files and
// the model version. A run is made under work, brought to disk, and renamed to
// its place: whatever is in runs is whole, is never made again and never
// overwritten. A sweep that was killed goes on with the same command.
package sweep

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments"
)

// Options say how a sweep is run.
type Options struct {
	Out         string   // directory of the sweep
	Sets        []string // path=value, laid over the file
	Jobs        int      // runs at a time; as many as cores unless given
	MaxRuns     int      // only the first points of the design; 0 for all
	Shard       string   // "i/n": only every n-th point, from the i-th, 0 ≤ i < n
	Quiet       bool     // no progress
	FailFast    bool     // stop at the first run that fails
	MaxFailures int      // stop when so many have failed; 0 for no limit
	RetryFailed bool     // run again what has failed before

	Stdout, Stderr *os.File // os.Stdout and os.Stderr unless given

	only  string // the one run to make
	crash bool   // leave a note of how the process died
}

func (o *Options) fill() {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	o.Stdout, o.Stderr = cmp.Or(o.Stdout, os.Stdout), cmp.Or(o.Stderr, os.Stderr)
}

// FailedError says that runs of a sweep have failed. All others are done, unless
// it was stopped.
type FailedError struct {
	Failed, Of int
	Stopped    bool // by FailFast or MaxFailures
}

// Error says how many runs failed.
func (e *FailedError) Error() string {
	text := fmt.Sprintf("%d of %d runs failed", e.Failed, e.Of)
	if e.Stopped {
		text += ", and the sweep was stopped"
	}
	return text
}

// InterruptedError says that a sweep was stopped from outside before all of its
// runs had ended.
type InterruptedError struct{ Ended, Of int }

// Error says how far the sweep has come.
func (e *InterruptedError) Error() string {
	return fmt.Sprintf("interrupted: %d of %d runs have ended; the same command goes on with the others", e.Ended, e.Of)
}

// Run runs the sweep of an experiment file, or goes on with it, and writes its
// table and statistics. It returns a *FailedError where runs have failed.
func Run(ctx context.Context, file string, o Options) error {
	o.fill()
	shard, err := parseShard(o.Shard)
	if err != nil {
		return err
	}
	plan, err := NewPlan(ctx, file, o)
	if err != nil {
		return err
	}
	s, err := openSession(o)
	if err != nil {
		return err
	}
	err = s.sweep(ctx, plan, shard)
	return errors.Join(err, s.close())
}

// sweep runs a shard of a plan; the whole is followed by its table.
func (s *session) sweep(ctx context.Context, plan *Plan, part shard) error {
	if err := plan.store(s, part.n > 1); err != nil {
		return err
	}
	points := part.of(plan.Points)
	if s.only != "" {
		points = slices.DeleteFunc(slices.Clone(points), func(p Point) bool { return p.Run != s.only })
	}
	failed, err := s.execute(ctx, plan.source, points)
	if err != nil {
		return err
	}
	if part.n > 1 || s.only != "" {
		return failedError(failed, len(points))
	}
	return s.finish(plan)
}

// finish writes the table of a sweep all of whose runs have ended, and its
// statistics.
func (s *session) finish(plan *Plan) error {
	t, err := gather(s.Out, plan)
	if err != nil {
		return err
	}
	if len(t.missing) > 0 {
		return &MissingError{t.missing, len(plan.Points)}
	}
	if err := t.write(s); err != nil {
		return err
	}
	if err := writeStatistics(s, plan, t); err != nil {
		return err
	}
	return failedError(t.failed, len(plan.Points))
}

func failedError(failed, of int) error {
	if failed == 0 {
		return nil
	}
	return &FailedError{Failed: failed, Of: of}
}

// MissingError says which points of a sweep have not been run.
type MissingError struct {
	Points []string
	Of     int
}

// Error says what is missing, a line a point, the first ones of many.
func (e *MissingError) Error() string {
	const most = 10
	text := fmt.Sprintf("%d of %d runs are missing:\n  %s", len(e.Points), e.Of, strings.Join(e.Points[:min(most, len(e.Points))], "\n  "))
	if n := len(e.Points) - most; n > 0 {
		text += fmt.Sprintf("\n  and %d more", n)
	}
	return text
}

// shard is one part out of n of a sweep.
type shard struct{ i, n int }

func parseShard(text string) (shard, error) {
	if text == "" {
		return shard{0, 1}, nil
	}
	a, b, _ := strings.Cut(text, "/")
	i, err1 := strconv.Atoi(a)
	n, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || i < 0 || i >= n {
		return shard{}, &experiments.InputError{Err: fmt.Errorf("shard %q: wants i/n with 0 ≤ i < n, such as 0/4", text)}
	}
	return shard{i, n}, nil
}

// of returns the shard's points.
func (s shard) of(points []Point) []Point {
	if s.n == 1 {
		return points
	}
	var own []Point
	for k := s.i; k < len(points); k += s.n {
		own = append(own, points[k])
	}
	return own
}
