package sweep

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"caloduc/experiments"
	"caloduc/experiments/result"
)

// runPoint makes the run of a point in a directory. A variable only for tests.
var runPoint = simulate

// simulate loads a point and runs it into dir.
func simulate(ctx context.Context, dir, home string, src source, p Point, progress experiments.Progress) error {
	spec, resolved, err := src.load(p)
	if err != nil {
		return err
	}
	rows, err := experiments.RunInto(ctx, dir, home, src.name, spec, resolved, progress)
	if err != nil {
		return err
	}
	if len(resolved.Inputs()) > 0 {
		if now, err := identity(resolved); err != nil || now != p.Run {
			return errors.Join(err, errors.New("an input file has changed while the sweep was running"))
		}
	}
	return writeTotals(filepath.Join(dir, totalsFile), rows)
}

// batch is a set of points that a session runs.
type batch struct {
	*session
	source source
	line   *line
	cores  chan struct{} // a token for each run that computes

	failures atomic.Int64
	stopped  atomic.Bool
	cancel   context.CancelFunc
	report   sync.Mutex
}

// execute runs the points that are not stored, as many at a time as there are
// jobs; while a run's parts are brought to disk the next one computes. It
// returns how many of the points have failed, now or before.
func (s *session) execute(ctx context.Context, src source, points []Point) (int, error) {
	defer experiments.CollectSeldom()()
	outer := ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	b := &batch{session: s, source: src, cores: make(chan struct{}, s.Jobs), cancel: cancel}
	todo, err := b.pending(points)
	if err != nil {
		return 0, err
	}
	b.line = newLine(s.Options, points, todo, int(b.failures.Load()))
	defer b.line.close()
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * s.Jobs)
	for _, p := range todo {
		select {
		case b.cores <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error { return b.one(ctx, p) })
	}
	err = g.Wait()
	n := int(b.failures.Load())
	if b.stopped.Load() {
		return n, &FailedError{Failed: n, Of: len(points), Stopped: true}
	}
	if err == nil && outer.Err() != nil {
		err = s.interrupted(points)
	}
	return n, err
}

// interrupted is the error of a session that was stopped from outside.
func (s *session) interrupted(points []Point) error {
	e := &InterruptedError{Of: len(points)}
	for _, p := range points {
		if p.Run == "" || stateOf(s.Out, p.Run) != missing {
			e.Ended++
		}
	}
	return e
}

// pending returns the points whose runs are not stored, each run once. Points
// that are impossible are reported and counted as failed.
func (b *batch) pending(points []Point) ([]Point, error) {
	var todo []Point
	seen := map[string]bool{}
	for _, p := range points {
		if b.stopped.Load() {
			return nil, nil
		}
		if p.Run == "" {
			b.fail(p, p.Error)
			continue
		}
		if seen[p.Run] {
			continue
		}
		seen[p.Run] = true
		switch stateOf(b.Out, p.Run) {
		case missing:
			todo = append(todo, p)
		case failed:
			if !b.RetryFailed {
				b.failures.Add(1)
				continue
			}
			if err := b.forget(p.Run); err != nil {
				return nil, err
			}
			todo = append(todo, p)
		}
	}
	return todo, nil
}

// forget removes the record of a failed run.
func (b *batch) forget(run string) error {
	old := filepath.Join(b.dir, "old-"+run)
	if err := os.Rename(filepath.Join(b.Out, result.RunsDir, run), old); err != nil {
		return err
	}
	return os.RemoveAll(old)
}

// one runs a point, with a core's token in hand, and stores what comes of it.
func (b *batch) one(ctx context.Context, p Point) error {
	release := sync.OnceFunc(func() { <-b.cores })
	defer release()
	if ctx.Err() != nil {
		return nil
	}
	tmp := filepath.Join(b.dir, p.Run)
	if err := os.Mkdir(tmp, 0o777); err != nil {
		return storageOr(err, b.Out)
	}
	b.line.begin(p)
	trace, err := b.guarded(ctx, tmp, p)
	if err != nil && ctx.Err() != nil {
		b.line.end(p, missing)
		return os.RemoveAll(tmp)
	}
	if disk := storageError(err, b.Out); disk != nil {
		return disk
	}
	if err != nil {
		b.fail(p, message(err))
	}
	release()
	if err != nil {
		if stored := writeFailure(tmp, err, trace); stored != nil {
			return storageOr(stored, b.Out)
		}
	}
	if _, disk := commit(b.Out, tmp, p.Run); disk != nil {
		return storageOr(disk, b.Out)
	}
	if err != nil {
		b.line.end(p, failed)
	} else {
		b.line.end(p, done)
	}
	return nil
}

// guarded runs a point and turns a panic into an error.
func (b *batch) guarded(ctx context.Context, tmp string, p Point) (trace []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			trace = debug.Stack()
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return nil, runPoint(ctx, tmp, filepath.Join(b.Out, result.RunsDir, p.Run), b.source, p, b.line.progress())
}

// writeFailure leaves in tmp what is to be known of a failed run: its parameters,
// its error, and where the program was.
func writeFailure(tmp string, failure error, trace []byte) error {
	entries, err := os.ReadDir(tmp)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != result.ResolvedFile {
			if err := os.RemoveAll(filepath.Join(tmp, e.Name())); err != nil {
				return err
			}
		}
	}
	if trace != nil {
		if err := os.WriteFile(filepath.Join(tmp, crashFile), trace, 0o666); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(tmp, errorFile), []byte(message(failure)+"\n"), 0o666)
}

// message is an error as it is stored: on one line.
func message(err error) string { return oneLine(err.Error()) }

// fail counts a failure, reports it, and stops the batch where that is wanted.
func (b *batch) fail(p Point, text string) {
	n := int(b.failures.Add(1))
	b.line.clear()
	b.report.Lock()
	fmt.Fprintf(b.Stderr, "failed: %s: %s\n", p, text)
	b.report.Unlock()
	if b.FailFast || b.MaxFailures > 0 && n >= b.MaxFailures {
		b.stopped.Store(true)
		b.cancel()
	}
}

// storageOr returns an error as one of the disk where it is one.
func storageOr(err error, dir string) error {
	if disk := storageError(err, dir); disk != nil {
		return disk
	}
	return err
}
