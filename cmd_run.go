package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"caloduc/experiments"
	"caloduc/experiments/sweep"
	"caloduc/plots"
	"caloduc/sim"
	"caloduc/sim/record"
)

func runCommand() *cobra.Command {
	var o experiments.Options
	var seed string
	var quiet bool
	cmd := &cobra.Command{
		Use: "run FILE", Short: "Run an experiment, store its result, draw its figures",
		Example: `  caloduc run experiments/chiller-trip.toml --out results/trip
  caloduc run experiments/chiller-trip.toml --out results/trip-7 --seed 7 --set campus[Campus].hall[Hall].racks=150
  caloduc run experiments/chiller-trip.toml --set campus.hall.cooling.plant=indirect-free-air --out results/trip-air --force --quiet`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: experimentFiles,
		RunE: located(func(cmd *cobra.Command, file string) error {
			if seed != "" {
				o.Sets = append(o.Sets, "seed="+seed)
			}
			o.Out = cmp.Or(o.Out, outOf(file))
			o.Progress = experiments.NewProgress(os.Stderr, quiet)
			return run(cmd, file, o, quiet)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&o.Out, "out", "", "`DIR` to store in (default results/ and the file's name)")
	setFlag(cmd, &o.Sets)
	f.StringVar(&seed, "seed", "", "seed `N`: the same as --set seed=N")
	f.BoolVar(&o.Force, "force", false, "replace a finished result; not of a sweep, which goes on")
	f.BoolVar(&quiet, "quiet", false, "say nothing unless it fails")
	return cmd
}

// run runs an experiment once, or as a sweep where the file has [[sweep]] blocks.
func run(cmd *cobra.Command, file string, o experiments.Options, quiet bool) error {
	s, _, err := experiments.Load(file, o.Sets)
	if err != nil {
		return err
	}
	if len(s.Sweeps) > 0 && o.Force {
		return &experiments.InputError{Err: fmt.Errorf("%s has [[sweep]] blocks: --force is of a single run, a sweep's finished runs are never overwritten. Without it the sweep goes on with what %s holds; remove that directory, or give another, to begin anew", file, o.Out)}
	}
	if len(s.Sweeps) > 0 {
		return supervised(cmd.Context(), file, sweep.Options{Out: o.Out, Sets: o.Sets, Quiet: quiet})
	}
	defer experiments.CollectSeldom()()
	out, err := experiments.Run(cmd.Context(), file, o)
	if err != nil {
		return err
	}
	notify(out.Notices)
	paths, err := draw(o.Out, plots.Options{})
	if err == nil && !quiet {
		table(os.Stdout, out.Indicators)
		fmt.Printf("\n%s: report.html, figures %s\n", o.Out, pdfs(paths))
	}
	return err
}

// notify prints what must be known before a result is relied on. --quiet does not
// silence it.
func notify(notices sim.Notices) {
	for _, n := range notices {
		fmt.Fprintln(os.Stderr, "notice:", n)
	}
}

// table prints the main indicators of a run: a row each, a column for the whole
// and for each campus.
func table(w io.Writer, rows []record.IndicatorValue) {
	var names, scopes []string
	cells, wide := map[[2]string]string{}, 0
	for _, r := range rows {
		wide = max(wide, len(r.Name))
		if !slices.Contains(names, r.Name) {
			names = append(names, r.Name)
		}
		if !slices.Contains(scopes, r.Scope) {
			scopes = append(scopes, r.Scope)
		}
		cells[[2]string{r.Name, r.Scope}] = strconv.FormatFloat(r.Total, 'g', 5, 64)
	}
	slices.SortStableFunc(scopes, func(a, b string) int { return min(len(a), 1) - min(len(b), 1) }) // the whole first
	fmt.Fprintf(w, "%-*s", wide, "")
	for _, s := range scopes {
		fmt.Fprintf(w, "  %12s", cmp.Or(strings.TrimPrefix(s, "campus."), "all"))
	}
	fmt.Fprintln(w)
	for _, n := range names {
		line := fmt.Sprintf("%-*s", wide, n)
		for _, s := range scopes {
			line += fmt.Sprintf("  %12s", cells[[2]string{n, s}])
		}
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
}

// pdfs lists the figures that were drawn as PDF.
func pdfs(paths []string) string {
	var out []string
	for _, p := range paths {
		if filepath.Ext(p) == ".pdf" {
			out = append(out, filepath.Base(p))
		}
	}
	return strings.Join(out, ", ")
}
