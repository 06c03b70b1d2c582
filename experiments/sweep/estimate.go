package sweep

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"caloduc/experiments"
	"caloduc/sim"
)

// Estimate is what a sweep will take.
type Estimate struct {
	Points     int           // of the sweep, or of the part asked for
	Done       int           // stored, failed ones included
	Impossible int           // points that are refused, by their parameters or by a model
	Reasons    []Reason      // why, in the order in which they are met
	Runs       int           // to be made
	Years      int           // simulated by them
	Time       time.Duration // with the jobs given
	Bytes      int64         // added to the disk
}

// Reason is why points are impossible.
type Reason struct {
	Text   string
	Points int
}

// refuse counts a point that is impossible.
func (e *Estimate) refuse(why string) {
	e.Impossible++
	i := slices.IndexFunc(e.Reasons, func(r Reason) bool { return r.Text == why })
	if i < 0 {
		i = len(e.Reasons)
		e.Reasons = append(e.Reasons, Reason{Text: why})
	}
	e.Reasons[i].Points++
}

// Measure works out what a sweep will take: which points can be, by building the
// world of each that is not stored, and time and disk by running the first year of
// some, outside the sweep's directory. Nothing of the sweep is begun.
func Measure(ctx context.Context, file string, o Options) (Estimate, error) {
	o.fill()
	shard, err := parseShard(o.Shard)
	if err != nil {
		return Estimate{}, err
	}
	plan, err := NewPlan(ctx, file, o)
	if err != nil {
		return Estimate{}, err
	}
	points := shard.of(plan.Points)
	e := Estimate{Points: len(points)}
	seen := map[string]bool{}
	var todo []Point
	for _, p := range points {
		switch state := stateOf(o.Out, p.Run); {
		case p.Run == "":
			e.refuse(p.Error)
		case seen[p.Run]:
		case state == done || state == failed && !o.RetryFailed:
			e.Done++
		default:
			todo = append(todo, p)
		}
		seen[p.Run] = true
	}
	if todo, err = e.try(ctx, plan.source, todo, o.Jobs); err != nil {
		return e, err
	}
	return e, e.extrapolate(ctx, plan.source, todo, o.Jobs)
}

// extrapolate runs the first year of a few points, spread over the design, and
// takes the others to be like them. Points that fail are passed over.
func (e *Estimate) extrapolate(ctx context.Context, src source, points []Point, jobs int) error {
	const sample = 5
	var took time.Duration
	var left, n int64
	for i := range min(sample, len(points)) {
		t, size, err := oneYear(ctx, src, points[i*len(points)/min(sample, len(points))])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			took, left, n = took+t, left+size, n+1
		}
	}
	if n > 0 {
		e.Time = time.Duration(float64(took) / float64(n) * float64(e.Years) / float64(min(jobs, e.Runs)))
		e.Bytes = left / n * int64(e.Years)
	}
	return nil
}

// try builds the world of every point, and returns the points whose worlds can be.
func (e *Estimate) try(ctx context.Context, src source, points []Point, jobs int) ([]Point, error) {
	refused := make([]error, len(points))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(jobs)
	for i, p := range points {
		g.Go(func() error {
			spec, _, err := src.load(p)
			if err == nil {
				_, refused[i] = experiments.Try(spec)
			}
			return errors.Join(err, ctx.Err())
		})
	}
	err := g.Wait()
	var able []Point
	for i, p := range points {
		if refused[i] != nil {
			e.refuse(message(refused[i]))
			continue
		}
		able = append(able, p)
		e.Runs++
		e.Years += p.years
	}
	return able, err
}

// oneYear runs the first year of a point and tells how long it took and what it
// left.
func oneYear(ctx context.Context, src source, p Point) (time.Duration, int64, error) {
	dir, err := os.MkdirTemp("", "caloduc-")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir)
	p.sets = append(append([]string(nil), p.sets...), "years=1")
	spec, resolved, err := src.load(p)
	if err != nil {
		return 0, 0, err
	}
	began := time.Now()
	rows, err := experiments.RunInto(ctx, dir, dir, src.name, spec, resolved, new(silent))
	if err != nil {
		return 0, 0, err
	}
	if err := writeTotals(filepath.Join(dir, totalsFile), rows); err != nil {
		return 0, 0, err
	}
	return time.Since(began), size(dir), nil
}

// silent is the progress of a run that nobody follows.
type silent struct{ counter }

// Day implements experiments.Progress.
func (*silent) Day(sim.Minute) {}

// size is what the files below a directory hold.
func size(dir string) int64 {
	var sum int64
	filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if info, err := d.Info(); err == nil {
				sum += info.Size()
			}
		}
		return nil
	})
	return sum
}

// WriteText prints the estimate.
func (e Estimate) WriteText(w io.Writer) {
	fmt.Fprintf(w, "%s: %s to make, %d stored\n", counted(e.Points, "point"), counted(e.Runs, "run"), e.Done)
	e.writeReasons(w)
	fmt.Fprintf(w, "%s to simulate\n", counted(e.Years, "year"))
	switch {
	case e.Time > 0:
		fmt.Fprintf(w, "about %s, %s on disk\n", e.Time.Round(time.Second/10), inWords(e.Bytes))
	case e.Runs > 0:
		fmt.Fprintln(w, "time and disk are not known: the points that were tried fail")
	}
}

// writeReasons prints why points are impossible, the first reasons of many.
func (e Estimate) writeReasons(w io.Writer) {
	const most = 10
	if e.Impossible == 0 {
		return
	}
	fmt.Fprintf(w, "%s impossible, reported as failed when the sweep runs:\n", counted(e.Impossible, "point"))
	for _, r := range e.Reasons[:min(most, len(e.Reasons))] {
		fmt.Fprintf(w, "  %d: %s\n", r.Points, r.Text)
	}
	if n := len(e.Reasons) - most; n > 0 {
		fmt.Fprintf(w, "  and %s\n", counted(n, "other reason"))
	}
}

// counted prints a number of things.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// inWords prints a size.
func inWords(n int64) string {
	switch x := float64(n); {
	case x >= 1e9:
		return fmt.Sprintf("%.1f GB", x/1e9)
	case x >= 1e6:
		return fmt.Sprintf("%.1f MB", x/1e6)
	}
	return fmt.Sprintf("%.0f kB", float64(n)/1e3)
}
