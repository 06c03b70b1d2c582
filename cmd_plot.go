package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"caloduc/experiments"
	"caloduc/experiments/result"
	"caloduc/experiments/sweep"
	"caloduc/plots"
	"caloduc/plots/report"
	"caloduc/sim"
	"caloduc/sim/list"
)

func plotCommand() *cobra.Command {
	var o plots.Options
	var compare []string
	look := newLookFlags()
	cmd := &cobra.Command{
		Use: "plot DIR [DIR...]", Short: "Draw the figures of a stored result or sweep again, beside those in other directories",
		Example: `  caloduc plot results/trip --format pdf --style wide --lang fr
  caloduc plot results/trip --figure load-duration --xlim 0,500 --log y
  caloduc plot results/trip --style paper.toml --set 'labels={ "campus.A" = "Site A" }'
  caloduc plot results/trip results/trip-air --figure pue-over-years --labels trip=water,trip-air=air --out figures`,
		Args: cobra.MinimumNArgs(1), ValidArgsFunction: directories,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if err := look.read(cmd, &o); err != nil {
				return err
			}
			compare := append(args[1:], compare...)
			var paths []string
			switch many := result.IsSweep(args[0]); {
			case many && len(compare) > 0:
				return &experiments.InputError{Err: fmt.Errorf("%s holds a sweep: only single runs stand beside others", args[0])}
			case many:
				paths, err = drawSweep(args[0], o)
			default:
				paths, err = drawBeside(args[0], compare, o)
			}
			for _, p := range paths {
				fmt.Println(p)
			}
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Only, "figure", "", "only this one, by `NAME`; a kind that the experiment did not ask for will do")
	f.BoolVar(&o.Every, "every", false, "one of every kind")
	f.StringArrayVar(&compare, "compare", nil, "beside the result in another `DIR` (repeatable), as further operands are")
	f.StringSliceVar(&o.Formats, "format", nil, "only these formats: `pdf,svg,png,tex`; tex, a picture for \\input, only where asked for")
	f.StringVar(&o.Dir, "out", "", "write the figures into this `DIR`, not into the result and its report")
	f.BoolVar(&o.Outlines, "outlines", false, "letters of pdf and svg as outlines, the same on every machine, in place of text, which an editor can change")
	look.declare(cmd)
	kinds := list.Map(slices.Concat(result.FigureKinds, result.SweepFigureKinds), func(k result.FigureKind) string { return cobra.CompletionWithDesc(k.Name, k.Meaning) })
	words(cmd, "figure", cobra.FixedCompletions(kinds, cobra.ShellCompDirectiveNoFileComp))
	words(cmd, "format", cobra.FixedCompletions(plots.Formats, cobra.ShellCompDirectiveNoFileComp))
	words(cmd, "style", cobra.FixedCompletions([]string{"column", "wide", "slide", "toml"}, cobra.ShellCompDirectiveDefault))
	words(cmd, "lang", cobra.FixedCompletions([]string{"en", "fr"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// drawBeside draws the figures of a stored result, compared with others.
func drawBeside(dir string, others []string, o plots.Options) ([]string, error) {
	var plants [][]result.Installation
	for _, other := range others {
		r, err := result.Open(other)
		if err != nil {
			return nil, &experiments.InputError{Err: err}
		}
		defer r.Close()
		o.Compare, plants = append(o.Compare, r), append(plants, r.Manifest().Installed)
	}
	return draw(dir, o, plants...)
}

// noticed are stored notices as the terminal shows them.
func noticed(stored []result.Notice) sim.Notices {
	return list.Map(stored, func(n result.Notice) sim.Notice { return sim.Notice(n) })
}

// tell prints what figures had to skip.
func tell(notices []string) {
	for _, n := range notices {
		fmt.Fprintln(os.Stderr, n)
	}
}

// draw draws the figures of a stored result, prints what it had to skip and whether the
// plants that it is compared with are others, and writes the report.
func draw(dir string, o plots.Options, beside ...[]result.Installation) ([]string, error) {
	r, err := result.Open(dir)
	if err != nil {
		return nil, &experiments.InputError{Err: err}
	}
	defer r.Close()
	unlock, err := result.Lock(dir, say)
	if err != nil {
		return nil, err
	}
	defer unlock()
	paths, notices, err := plots.Draw(r, o)
	tell(notices)
	if len(beside) > 0 {
		notify(noticed(result.UnevenPlants("comparison", append(beside, r.Manifest().Installed))))
	}
	if err == nil && o.Dir == "" {
		err = report.WriteResultIn(language(o), r)
	}
	return paths, err
}

// drawSweep does for a stored sweep what draw does for a result.
func drawSweep(dir string, o plots.Options) ([]string, error) {
	s, err := result.OpenSweep(dir)
	if err != nil {
		return nil, &experiments.InputError{Err: err}
	}
	unlock, err := result.Lock(dir, say)
	if err != nil {
		return nil, err
	}
	defer unlock()
	paths, notices, err := plots.DrawSweep(s, o)
	tell(notices)
	if err == nil && o.Dir == "" {
		err = report.WriteSweepIn(language(o), s)
	}
	return paths, err
}

// language is that of the report: what the command line asks for.
func language(o plots.Options) string { return cmp.Or(o.Lang, o.Look.Lang, o.Shared.Lang) }

// say tells on the terminal why nothing seems to happen.
func say(text string) { fmt.Fprintln(os.Stderr, text) }

// present draws the figures and writes the report of a sweep that has come to its
// table, with or without failed runs.
func present(dir string, quiet bool, outcome error) error {
	var failed *sweep.FailedError
	if outcome != nil && !(errors.As(outcome, &failed) && !failed.Stopped) {
		return outcome
	}
	unlock, err := result.Lock(dir, say)
	if err != nil {
		return errors.Join(outcome, err)
	}
	defer unlock()
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
	if plants, _ := s.PlantNotices(); err == nil { // read for the report
		notify(noticed(plants))
	}
	if err == nil && !quiet {
		tell(notices)
		fmt.Printf("%s: %s, report.html, figures %s\n", dir, result.RunsFile, pdfs(paths))
	}
	return errors.Join(outcome, err)
}
