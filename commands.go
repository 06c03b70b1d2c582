package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments"
	"caloduc/experiments/result"
	"caloduc/experiments/validation"
	"caloduc/plots"
	"caloduc/plots/report"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

const usageText = `caloduc simulates the chain from reactor to chip, minute by minute over years.

  caloduc run FILE --out DIR     run an experiment, store its result, draw its figures
      --set PATH=VALUE           override a parameter (repeatable): campus[Fouju].grid.contracted_MW=500
      --seed N                   the same as --set seed=N
      --force                    replace a finished result; not of a sweep, which goes on
      --quiet                    say nothing unless it fails
  caloduc check FILE             print every value with unit, source and where it was set
  caloduc params [PATH]          print the reference of all parameters, or of those below PATH
  caloduc plot DIR               draw the figures of a stored result or sweep again
      --figure NAME              only this one; a kind that the experiment did not ask for will do
      --every                    one of every kind
      --compare DIR              beside another result (repeatable)
      --format pdf,svg,png,tex   only these formats; tex, a picture for \input, only where asked for
      --style column|wide|slide  89 mm, 183 mm, or a slide
      --lang en|fr               language of the labels
  caloduc validate [NAME]        compare with published and engine-made truth
      --data DIR                 files that may not be shipped; CALODUC_SHARED unless given
      --full                     the sampled comparisons too
      --json                     as a list of objects
  caloduc list                   bundled experiments, each with its question
  caloduc version                version and commit

Exit codes: 0 ok, 1 the run failed, 2 the input is at fault.
`

// usageError is a mistake on the command line of a command, "" where none is known.
type usageError struct{ command, text string }

// Error says what is wrong, behind the command's name.
func (e *usageError) Error() string {
	if e.command == "" {
		return e.text
	}
	return e.command + ": " + e.text
}

// helpWanted is --help behind a command.
type helpWanted struct{ command string }

func (helpWanted) Error() string { return "help wanted" }

// usageOf returns what the usage says of a command; all of it for "".
func usageOf(command string) string {
	if command == "" {
		return usageText + sweepUsage
	}
	var own []string
	wanted := false
	for _, line := range strings.Split(usageText+sweepUsage, "\n") {
		if !strings.HasPrefix(line, "   ") { // below its command, a line is further in
			wanted = strings.HasPrefix(line, "  caloduc "+command+" ")
		}
		if wanted {
			own = append(own, line)
		}
	}
	return strings.Join(own, "\n") + "\n"
}

func dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return &usageError{text: "no command given"}
	}
	rest := args[1:]
	switch args[0] {
	case "run":
		return run(ctx, rest)
	case "check":
		return check(rest)
	case "params":
		return params(rest)
	case "plot":
		return plot(rest)
	case "sweep":
		return sweepCommand(ctx, rest)
	case "merge":
		return merge(rest)
	case "results":
		return results(rest)
	case "threshold":
		return threshold(ctx, rest)
	case "validate":
		return validate(rest)
	case "list":
		return list(rest)
	case "version":
		v, commit, dirty := experiments.Version()
		fmt.Printf("caloduc %s, commit %s, uncommitted changes %t, model version %s\n", v, commit, dirty, experiments.ModelVersion)
		return nil
	case "help", "-h", "--help":
		fmt.Print(usageOf(""))
		return nil
	}
	return &usageError{text: fmt.Sprintf("unknown command %q", args[0])}
}

// repeated is a flag that may be given more than once.
type repeated []string

func (r *repeated) String() string     { return strings.Join(*r, " ") }
func (r *repeated) Set(s string) error { *r = append(*r, s); return nil }

// parse reads flags and operands in any order and checks the number of operands.
func parse(fs *flag.FlagSet, args []string, least, most int) ([]string, error) {
	fs.SetOutput(io.Discard)
	var operands []string
	for len(args) > 0 {
		switch err := fs.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			return nil, helpWanted{fs.Name()}
		case err != nil:
			return nil, &usageError{fs.Name(), err.Error()}
		}
		if args = fs.Args(); len(args) > 0 {
			operands, args = append(operands, args[0]), args[1:]
		}
	}
	if len(operands) < least || len(operands) > most {
		return nil, &usageError{fs.Name(), fmt.Sprintf("%d operands given", len(operands))}
	}
	return operands, nil
}

func run(ctx context.Context, args []string) error {
	fs := flag.NewFlagSet("run", flag.ContinueOnError)
	var sets repeated
	out := fs.String("out", "", "")
	fs.Var(&sets, "set", "")
	seed := fs.String("seed", "", "")
	force := fs.Bool("force", false, "")
	quiet := fs.Bool("quiet", false, "")
	files, err := parse(fs, args, 1, 1)
	if err != nil {
		return err
	}
	if *seed != "" {
		sets = append(sets, "seed="+*seed)
	}
	if *out == "" {
		*out = filepath.Join("results", strings.TrimSuffix(filepath.Base(files[0]), ".toml"))
	}
	many, err := sweeps(files[0], sets)
	if err != nil {
		return err
	}
	if many && *force {
		return &experiments.InputError{Err: fmt.Errorf("%s has [[sweep]] blocks: --force is of a single run, a sweep's finished runs are never overwritten. Without it the sweep goes on with what %s holds; remove that directory, or give another, to begin anew", files[0], *out)}
	}
	if many {
		return runSweep(ctx, args, files[0], *out, sets, *quiet)
	}
	o := experiments.Options{Out: *out, Sets: sets, Force: *force, Progress: experiments.NewProgress(os.Stderr, *quiet)}
	indicators, err := experiments.Run(ctx, files[0], o)
	if err != nil {
		return err
	}
	paths, err := draw(*out, plots.Options{})
	if err != nil {
		return err
	}
	if !*quiet {
		table(os.Stdout, indicators)
		fmt.Printf("\n%s: report.html, figures %s\n", *out, strings.Join(pdfs(paths), ", "))
	}
	return nil
}

// table prints the main indicators of a run: a row each, a column for the whole
// and for each campus.
func table(w io.Writer, rows []record.IndicatorValue) {
	var names, scopes []string
	cells := map[[2]string]string{}
	for _, r := range rows {
		name := r.Name
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		if !slices.Contains(scopes, r.Scope) {
			scopes = append(scopes, r.Scope)
		}
		cells[[2]string{name, r.Scope}] = strconv.FormatFloat(r.Total, 'g', 5, 64)
	}
	slices.SortStableFunc(scopes, func(a, b string) int { return min(len(a), 1) - min(len(b), 1) }) // the whole first
	wide := 0
	for _, n := range names {
		wide = max(wide, len(n))
	}
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

func pdfs(paths []string) (out []string) {
	for _, p := range paths {
		if filepath.Ext(p) == ".pdf" {
			out = append(out, filepath.Base(p))
		}
	}
	return out
}

// draw draws the figures of a stored result, prints what it had to skip, and writes
// the report.
func draw(dir string, o plots.Options) ([]string, error) {
	r, err := result.Open(dir)
	if err != nil {
		return nil, &experiments.InputError{Err: err}
	}
	defer r.Close()
	paths, notices, err := plots.Draw(r, o)
	for _, n := range notices {
		fmt.Fprintln(os.Stderr, n)
	}
	if err == nil {
		err = report.WriteResult(r)
	}
	return paths, err
}

func check(args []string) error {
	fs := flag.NewFlagSet("check", flag.ContinueOnError)
	var sets repeated
	fs.Var(&sets, "set", "")
	files, err := parse(fs, args, 1, 1)
	if err != nil {
		return err
	}
	r, err := experiments.Check(files[0], sets)
	if err != nil {
		return err
	}
	return r.WriteText(os.Stdout)
}

func params(args []string) error {
	fs := flag.NewFlagSet("params", flag.ContinueOnError)
	paths, err := parse(fs, args, 0, 1)
	if err != nil {
		return err
	}
	prefix := ""
	if len(paths) == 1 {
		prefix = paths[0]
	}
	return param.WriteText(os.Stdout, param.Reference(new(experiments.Spec)), prefix)
}

func plot(args []string) error {
	fs := flag.NewFlagSet("plot", flag.ContinueOnError)
	var o plots.Options
	var compare repeated
	fs.StringVar(&o.Only, "figure", "", "")
	fs.BoolVar(&o.Every, "every", false, "")
	fs.Var(&compare, "compare", "")
	formats := fs.String("format", "", "")
	fs.StringVar(&o.Style, "style", "", "")
	fs.StringVar(&o.Lang, "lang", "", "")
	dirs, err := parse(fs, args, 1, 1)
	if err != nil {
		return err
	}
	if *formats != "" {
		o.Formats = strings.Split(*formats, ",")
	}
	if result.IsSweep(dirs[0]) {
		if len(compare) > 0 {
			return &usageError{"plot", fmt.Sprintf("%s holds a sweep: --compare is of single runs", dirs[0])}
		}
		return plotSweep(dirs[0], o)
	}
	for _, dir := range compare {
		r, err := result.Open(dir)
		if err != nil {
			return &experiments.InputError{Err: err}
		}
		defer r.Close()
		o.Compare = append(o.Compare, r)
	}
	paths, err := draw(dirs[0], o)
	for _, p := range paths {
		fmt.Println(p)
	}
	return err
}

func validate(args []string) error {
	fs := flag.NewFlagSet("validate", flag.ContinueOnError)
	var o validation.Options
	fs.StringVar(&o.Data, "data", "", "")
	fs.BoolVar(&o.Full, "full", false, "")
	asJSON := fs.Bool("json", false, "")
	var err error
	if o.Names, err = parse(fs, args, 0, 1<<10); err != nil {
		return err
	}
	rows, err := validation.Run(o)
	if err != nil {
		return &usageError{"validate", err.Error()}
	}
	write := validation.WriteText
	if *asJSON {
		write = validation.WriteJSON
	}
	if err := write(os.Stdout, rows); err != nil {
		return err
	}
	if validation.Failed(rows) {
		return errors.New("a comparison misses")
	}
	return nil
}

func list(args []string) error {
	if _, err := parse(flag.NewFlagSet("list", flag.ContinueOnError), args, 0, 0); err != nil {
		return err
	}
	bundled, err := experiments.List()
	if err != nil {
		return err
	}
	for _, b := range bundled {
		fmt.Printf("%-28s %s\n", b.Name, b.Spec.Question)
	}
	return nil
}
