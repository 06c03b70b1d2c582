package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"caloduc/experiments"
	"caloduc/experiments/result"
	"caloduc/experiments/sweep"
)

func sweepCommand() *cobra.Command {
	var o sweep.Options
	var s sweep.Slurm
	var status, executor string
	var dry bool
	cmd := &cobra.Command{
		Use: "sweep FILE", Short: "Run all points of the file's [[sweep]] blocks, or go on with them",
		Long: "Run all points of the file's [[sweep]] blocks, or go on with them; then draw its figures\nand write report.html.",
		Example: `  caloduc sweep examples/sweep.toml --dry-run
  caloduc sweep examples/sweep.toml --out results/sweep
  caloduc sweep --status results/sweep
  caloduc sweep examples/sweep.toml --out results/sweep --shard 0/8 --jobs 2 --quiet
  caloduc sweep examples/sweep.toml --out results/sweep --executor slurm --partition cpu --array-size 200 --time 2:00:00`,
		Args: func(cmd *cobra.Command, args []string) error {
			if status != "" {
				return cobra.MaximumNArgs(1)(cmd, args)
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		ValidArgsFunction: experimentFiles,
		RunE: located(func(cmd *cobra.Command, file string) error {
			if status != "" {
				_, err := sweep.Status(status, os.Stdout)
				return err
			}
			o.Out = cmp.Or(o.Out, outOf(file))
			switch {
			case dry:
				e, err := sweep.Measure(cmd.Context(), file, o)
				if err == nil {
					e.WriteText(os.Stdout)
				}
				return err
			case executor == "slurm":
				return submit(cmd.Context(), file, o, s)
			case executor != "" && executor != "local":
				return &experiments.InputError{Err: fmt.Errorf("no executor %q: there is local and slurm", executor)}
			}
			return supervised(cmd.Context(), file, o)
		}),
	}
	sweepFlags(cmd, &o)
	f := cmd.Flags()
	f.Var(whole{&o.MaxRuns, 0}, "max-runs", "only the first `N` points, finished ones counted")
	f.BoolVar(&dry, "dry-run", false, "print runs, points that cannot be and why, expected time and disk; start nothing")
	f.BoolVar(&o.FailFast, "fail-fast", false, "stop at the first run that fails")
	f.Var(whole{&o.MaxFailures, 0}, "max-failures", "stop when `N` runs have failed")
	f.BoolVar(&o.RetryFailed, "retry-failed", false, "run again what failed before")
	f.StringVar(&status, "status", "", "only print what is done, failed, running, to do in `DIR`")
	f.StringVar(&o.Shard, "shard", "", "part `I/N`: every N-th point, from the I-th, counted from 0")
	slurmFlags(cmd, &executor, &s)
	return cmd
}

// sweepFlags declares the flags that sweep and threshold share.
func sweepFlags(cmd *cobra.Command, o *sweep.Options) {
	cmd.Flags().StringVar(&o.Out, "out", "", "`DIR` to store in (default results/ and the file's name)")
	setFlag(cmd, &o.Sets)
	cmd.Flags().Var(whole{&o.Jobs, 0}, "jobs", "`N` runs at a time; as many as cores unless given")
	cmd.Flags().BoolVar(&o.Quiet, "quiet", false, "say nothing but failures")
}

// slurmFlags declares the flags that give a sweep to Slurm.
func slurmFlags(cmd *cobra.Command, executor *string, s *sweep.Slurm) {
	f := cmd.Flags()
	f.StringVar(executor, "executor", "", "run here, or submit as an array job: `local|slurm`")
	f.StringVar(&s.Partition, "partition", "", "`NAME` of Slurm's partition")
	f.Var(whole{&s.ArraySize, 0}, "array-size", "at most `N` tasks in the array job (default 100)")
	f.StringVar(&s.Time, "time", "", "`LIMIT` of a task, as sbatch takes it")
	f.Var(whole{&s.CPUs, 0}, "cpus", "`N` cores for a task (default 1)")
	words(cmd, "executor", cobra.FixedCompletions([]string{"local", "slurm"}, cobra.ShellCompDirectiveNoFileComp))
}

// submit gives a sweep to Slurm, or presents it where all its runs are done.
func submit(ctx context.Context, file string, o sweep.Options, s sweep.Slurm) (err error) {
	if s.Program, err = os.Executable(); err != nil {
		return err
	}
	finished, err := sweep.Submit(ctx, file, o, s)
	if !finished {
		return err
	}
	return present(o.Out, o.Quiet, err)
}

// exitError is the exit code of a child that has said what was wrong.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// supervised runs a sweep in a child of this process, with the same command line, or
// as that child.
func supervised(ctx context.Context, file string, o sweep.Options) error {
	if sweep.Supervised() {
		err := sweep.RunSupervised(ctx, file, o)
		if o.Shard != "" || os.Getenv(sweep.OnlyVariable) != "" {
			return err
		}
		go func() { // figures are drawn whole or not at all: it may stop anywhere
			<-sweep.Orphaned()
			os.Exit(exitFailed)
		}()
		return present(o.Out, o.Quiet, err)
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	code, err := sweep.Supervise(ctx, sweep.Command{Path: program, Args: os.Args}, o)
	if err == nil && code != 0 {
		err = &exitError{code}
	}
	return err
}

func mergeCommand() *cobra.Command {
	return &cobra.Command{
		Use: "merge DIR", Short: "Gather the runs of all shards, draw figures, write report.html",
		Example: "  caloduc merge results/sweep",
		Args:    cobra.ExactArgs(1), ValidArgsFunction: directories,
		RunE: func(_ *cobra.Command, args []string) error {
			return present(args[0], false, sweep.Merge(args[0]))
		},
	}
}

func resultsCommand() *cobra.Command {
	var where, columns string
	var asCSV bool
	cmd := &cobra.Command{
		Use: "results DIR", Short: "Print the indicators of a run, or the runs of a sweep",
		Example: `  caloduc results results/sweep --where "pue < 1.09 and status == 'done'"
  caloduc results results/sweep --columns supply_temp_degC,replicate,pue --csv`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: directories,
		RunE: func(_ *cobra.Command, args []string) error {
			if result.IsSweep(args[0]) {
				return sweep.Results(args[0], where, columns, asCSV, os.Stdout)
			}
			r, err := result.Open(args[0])
			if err != nil {
				return &experiments.InputError{Err: err}
			}
			return runResults(r, where, columns, asCSV)
		},
	}
	f := cmd.Flags()
	f.StringVar(&where, "where", "", "only those for which the `CONDITION` holds")
	f.StringVar(&columns, "columns", "", "`NAMES` or their ends, * for anything, separated by commas")
	f.BoolVar(&asCSV, "csv", false, "as CSV")
	return cmd
}

func thresholdCommand() *cobra.Command {
	var o sweep.ThresholdOptions
	cmd := &cobra.Command{
		Use: "threshold FILE", Short: "Find where along an axis a conclusion flips, by bisection",
		Example:           `  caloduc threshold examples/sweep.toml --metric pue --sign-change 1.0932 --axis campus.hall.cooling.supply_temp_degC=34:41`,
		ValidArgsFunction: experimentFiles,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.Metric == "" || o.SignChange == "" || o.Axis == "" {
				return errors.New("--metric, --sign-change and --axis are needed")
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		RunE: located(func(cmd *cobra.Command, file string) error {
			o.Out = cmp.Or(o.Out, outOf(file)+"-threshold")
			t, err := sweep.Threshold(cmd.Context(), file, o)
			if err != nil {
				return err
			}
			sweep.WriteThreshold(os.Stdout, o, t)
			return present(o.Out, o.Quiet, nil)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&o.Metric, "metric", "", "the indicator that is compared, a `COLUMN` of the runs")
	f.StringVar(&o.SignChange, "sign-change", "", "of the difference between two values of a parameter, `PATH=A,B`; NAME,NAME of points; or a number")
	f.StringVar(&o.Axis, "axis", "", "the parameter that is varied: `PATH=LOW:HIGH[:log]`")
	o.Replicates = 1
	f.Var(whole{&o.Replicates, 1}, "replicates", "`N` runs at each value, with seeds of their own")
	f.Float64Var(&o.Tolerance, "tolerance", 0, "width `X` of the bracket at which the bisection ends (default a thousandth of the axis, 1 for whole numbers)")
	f.Var(whole{&o.Scan, 0}, "scan", "`N` values from end to end that are looked at first (default 5)")
	f.Float64Var(&o.Level, "level", 0, "confidence `P` of the interval (default 0.95)")
	sweepFlags(cmd, &o.Options)
	words(cmd, "sign-change", parameters)
	words(cmd, "axis", parameters)
	return cmd
}
