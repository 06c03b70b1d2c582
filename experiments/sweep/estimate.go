package sweep

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"caloduc/experiments"
	"caloduc/sim"
)

// Estimate is what a sweep will take.
type Estimate struct {
	Points     int           // of the sweep, or of the part asked for
	Done       int           // stored, failed ones included
	Impossible int           // points whose parameters are refused
	Runs       int           // to be made
	Years      int           // simulated by them
	Time       time.Duration // with the jobs given
	Bytes      int64         // added to the disk
}

// Measure works out what a sweep will take, by running the first year of the
// first point that is not stored, outside the sweep's directory. Nothing of the
// sweep is begun.
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
			e.Impossible++
		case seen[p.Run]:
		case state == done || state == failed && !o.RetryFailed:
			e.Done++
		default:
			todo = append(todo, p)
			e.Runs++
			e.Years += p.years
		}
		seen[p.Run] = true
	}
	for _, p := range todo[:min(len(todo), 5)] { // the first one that does not fail
		took, left, err := oneYear(ctx, plan.source, p)
		if ctx.Err() != nil {
			return e, ctx.Err()
		}
		if err != nil {
			continue
		}
		e.Time = time.Duration(float64(took) * float64(e.Years) / float64(min(o.Jobs, max(1, e.Runs))))
		e.Bytes = left * int64(e.Years)
		break
	}
	return e, nil
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
	var took time.Duration
	for range 2 { // the first run also reads what all runs share
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
		took = time.Since(began)
	}
	return took, size(dir), nil
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
	fmt.Fprintf(w, "%d points: %d runs to make, %d stored\n", e.Points, e.Runs, e.Done)
	if e.Impossible > 0 {
		fmt.Fprintf(w, "%d points are impossible and will be reported as failed\n", e.Impossible)
	}
	fmt.Fprintf(w, "%d years to simulate\n", e.Years)
	switch {
	case e.Time > 0:
		fmt.Fprintf(w, "about %s, %s on disk\n", e.Time.Round(time.Second/10), inWords(e.Bytes))
	case e.Runs > 0:
		fmt.Fprintln(w, "time and disk are not known: the first points fail")
	}
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
