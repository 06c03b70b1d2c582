package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"caloduc/experiments"
	"caloduc/experiments/result"
	"caloduc/experiments/sweep"
	"caloduc/plots"
	"caloduc/plots/report"
)

const sweepUsage = `
  caloduc sweep FILE             run all points of the file's [[sweep]] blocks, or go on with
                                 them; then draw its figures and write report.html
      --out DIR                  directory of the sweep
      --set PATH=VALUE           override a parameter (repeatable)
      --jobs N                   runs at a time; as many as cores unless given
      --max-runs N               only the first N points, finished ones counted
      --dry-run                  print runs, points that cannot be and why, expected time and disk; start nothing
      --fail-fast                stop at the first run that fails
      --max-failures N           stop when N runs have failed
      --retry-failed             run again what failed before
      --shard I/N                only every N-th point, from the I-th, counted from 0
      --executor slurm           submit the sweep as an array job:
      --partition NAME, --array-size N, --time LIMIT, --cpus N
      --quiet                    say nothing but failures
  caloduc sweep --status DIR     what is done, failed, running, to do
  caloduc merge DIR              gather the runs of all shards, draw figures, write report.html
  caloduc results DIR            print the runs of a sweep
      --where TEXT               those for which this holds: "pue < 1.1 and status == 'done'"
      --columns LIST             names or their ends, * for anything, separated by commas
      --csv
  caloduc threshold FILE         where along an axis a conclusion flips, by bisection
      --metric COLUMN            the indicator that is compared
      --sign-change PATH=A,B     of the difference between two values, NAME,NAME of points, or a number
      --axis PATH=LOW:HIGH[:log] the parameter that is varied
      --replicates N, --tolerance X, --scan N, --level P, --out, --set, --jobs, --quiet
`

// sweepCommand runs, goes on with, submits, estimates or looks at a sweep.
func sweepCommand(ctx context.Context, args []string) error {
	fs := flag.NewFlagSet("sweep", flag.ContinueOnError)
	var o sweep.Options
	var s sweep.Slurm
	sweepFlags(fs, &o)
	fs.IntVar(&o.MaxRuns, "max-runs", 0, "")
	fs.StringVar(&o.Shard, "shard", "", "")
	fs.BoolVar(&o.FailFast, "fail-fast", false, "")
	fs.IntVar(&o.MaxFailures, "max-failures", 0, "")
	fs.BoolVar(&o.RetryFailed, "retry-failed", false, "")
	dry := fs.Bool("dry-run", false, "")
	status := fs.String("status", "", "")
	executor := fs.String("executor", "", "")
	fs.StringVar(&s.Partition, "partition", "", "")
	fs.IntVar(&s.ArraySize, "array-size", 0, "")
	fs.StringVar(&s.Time, "time", "", "")
	fs.IntVar(&s.CPUs, "cpus", 0, "")
	files, err := parse(fs, args, 0, 1)
	if err != nil {
		return err
	}
	if *status != "" {
		_, err := sweep.Status(*status, os.Stdout)
		return err
	}
	if len(files) == 0 {
		return &usageError{"sweep", "no file given"}
	}
	defaultOut(&o, files[0])
	switch {
	case *dry:
		e, err := sweep.Measure(ctx, files[0], o)
		if err == nil {
			e.WriteText(os.Stdout)
		}
		return err
	case *executor == "slurm":
		if s.Program, err = os.Executable(); err != nil {
			return err
		}
		finished, err := sweep.Submit(ctx, files[0], o, s)
		if !finished {
			return err
		}
		return present(o.Out, o.Quiet, err)
	case *executor != "" && *executor != "local":
		return &usageError{"sweep", fmt.Sprintf("no executor %q: there is local and slurm", *executor)}
	}
	return supervised(ctx, append([]string{"sweep"}, args...), files[0], o)
}

// sweepFlags declares the flags that sweep and threshold share.
func sweepFlags(fs *flag.FlagSet, o *sweep.Options) {
	fs.StringVar(&o.Out, "out", "", "")
	fs.Var((*repeated)(&o.Sets), "set", "")
	fs.IntVar(&o.Jobs, "jobs", 0, "")
	fs.BoolVar(&o.Quiet, "quiet", false, "")
}

func defaultOut(o *sweep.Options, file string) {
	if o.Out == "" {
		o.Out = filepath.Join("results", strings.TrimSuffix(filepath.Base(file), ".toml"))
	}
}

// exitError is the exit code of a child that has said what was wrong.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// supervised runs a sweep in a child of this process, or as that child.
func supervised(ctx context.Context, args []string, file string, o sweep.Options) error {
	if sweep.Supervised() {
		err := sweep.RunSupervised(ctx, file, o)
		if o.Shard != "" || os.Getenv(sweep.OnlyVariable) != "" {
			return err
		}
		return present(o.Out, o.Quiet, err)
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	code, err := sweep.Supervise(ctx, sweep.Command{Path: program, Args: append([]string{os.Args[0]}, args...)}, o)
	if err == nil && code != 0 {
		err = &exitError{code}
	}
	return err
}

// runSweep is caloduc run on a file with [[sweep]] blocks.
func runSweep(ctx context.Context, args []string, file, out string, sets []string, quiet bool) error {
	return supervised(ctx, append([]string{"run"}, args...), file, sweep.Options{Out: out, Sets: sets, Quiet: quiet})
}

// merge gathers the runs of all shards of a sweep.
func merge(args []string) error {
	dirs, err := parse(flag.NewFlagSet("merge", flag.ContinueOnError), args, 1, 1)
	if err != nil {
		return err
	}
	return present(dirs[0], false, sweep.Merge(dirs[0]))
}

// present draws the figures and writes the report of a sweep that has come to its
// table, with or without failed runs.
func present(dir string, quiet bool, outcome error) error {
	var failed *sweep.FailedError
	if outcome != nil && !(errors.As(outcome, &failed) && !failed.Stopped) {
		return outcome
	}
	s, err := result.OpenSweep(dir)
	if err != nil {
		return errors.Join(outcome, err)
	}
	if err := result.CleanFigures(dir); err != nil {
		return errors.Join(outcome, err)
	}
	paths, notices, err := plots.DrawSweep(s, plots.Options{})
	if err == nil {
		err = report.WriteSweep(s)
	}
	if err == nil && !quiet {
		for _, n := range notices {
			fmt.Fprintln(os.Stderr, n)
		}
		fmt.Printf("%s: %s, report.html, figures %s\n", dir, result.RunsFile, strings.Join(pdfs(paths), ", "))
	}
	return errors.Join(outcome, err)
}

// plotSweep draws the figures of a stored sweep again.
func plotSweep(dir string, o plots.Options) error {
	s, err := result.OpenSweep(dir)
	if err != nil {
		return &experiments.InputError{Err: err}
	}
	paths, notices, err := plots.DrawSweep(s, o)
	for _, p := range paths {
		fmt.Println(p)
	}
	for _, n := range notices {
		fmt.Fprintln(os.Stderr, n)
	}
	if err != nil {
		return err
	}
	return report.WriteSweep(s)
}

// results prints the runs of a sweep.
func results(args []string) error {
	fs := flag.NewFlagSet("results", flag.ContinueOnError)
	where := fs.String("where", "", "")
	columns := fs.String("columns", "", "")
	asCSV := fs.Bool("csv", false, "")
	dirs, err := parse(fs, args, 1, 1)
	if err != nil {
		return err
	}
	return sweep.Results(dirs[0], *where, *columns, *asCSV, os.Stdout)
}

// threshold finds where along an axis a conclusion flips.
func threshold(ctx context.Context, args []string) error {
	fs := flag.NewFlagSet("threshold", flag.ContinueOnError)
	var o sweep.ThresholdOptions
	sweepFlags(fs, &o.Options)
	fs.StringVar(&o.Metric, "metric", "", "")
	fs.StringVar(&o.SignChange, "sign-change", "", "")
	fs.StringVar(&o.Axis, "axis", "", "")
	fs.IntVar(&o.Replicates, "replicates", 1, "")
	fs.Float64Var(&o.Tolerance, "tolerance", 0, "")
	fs.IntVar(&o.Scan, "scan", 0, "")
	fs.Float64Var(&o.Level, "level", 0, "")
	files, err := parse(fs, args, 1, 1)
	if err != nil {
		return err
	}
	if o.Metric == "" || o.SignChange == "" || o.Axis == "" {
		return &usageError{"threshold", "--metric, --sign-change and --axis are needed"}
	}
	if o.Out == "" {
		o.Out = filepath.Join("results", strings.TrimSuffix(filepath.Base(files[0]), ".toml")+"-threshold")
	}
	t, err := sweep.Threshold(ctx, files[0], o)
	if err != nil {
		return err
	}
	sweep.WriteThreshold(os.Stdout, o, t)
	return nil
}

// sweeps tells whether an experiment file has [[sweep]] blocks.
func sweeps(file string, sets []string) (bool, error) {
	s, _, err := experiments.Load(file, sets)
	if err != nil {
		return false, err
	}
	return len(s.Sweeps) > 0, nil
}
