package sweep

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"caloduc/experiments"
	"caloduc/sim"
)

// Estimate is what a sweep will take.
type Estimate struct {
	Points     int           // of the sweep, or of the part asked for
	Done       int           // stored, failed ones included
	Impossible int           // points whose parameters are refused
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
			e.refuse(p.Error)
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
	fmt.Fprintf(w, "%s: %s to make, %d stored\n", counted(e.Points, "point"), counted(e.Runs, "run"), e.Done)
	e.writeReasons(w)
	fmt.Fprintf(w, "%s to simulate\n", counted(e.Years, "year"))
	switch {
	case e.Time > 0:
		fmt.Fprintf(w, "about %s, %s on disk\n", e.Time.Round(time.Second/10), inWords(e.Bytes))
	case e.Runs > 0:
		fmt.Fprintln(w, "time and disk are not known: the first points fail")
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
