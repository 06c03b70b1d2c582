package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"caloduc/experiments"
	"caloduc/experiments/result"
	"caloduc/plots"
	"caloduc/sim/list"
	"caloduc/sim/param"
)

// rootCommand returns the command line with all its commands.
func rootCommand() *cobra.Command {
	result.FigureKinds, result.SweepFigureKinds = plots.Kinds()
	cobra.EnableCommandSorting = false
	root := &cobra.Command{
		Use: "caloduc COMMAND",
		Long: "caloduc simulates the chain from reactor to chip, minute by minute over years.\n\n" +
			"Exit codes: 0 ok, 1 the run failed, 2 the input is at fault.",
		Example:       "  caloduc list\n  caloduc run experiments/france-3gw.toml --out results/france-3gw\n  caloduc help sweep",
		SilenceErrors: true, SilenceUsage: true, Version: versionText(),
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.AddCommand(runCommand(), checkCommand(), paramsCommand(), plotCommand(), sweepCommand(), mergeCommand(),
		resultsCommand(), thresholdCommand(), powerflowCommand(), validateCommand(), listCommand(), versionCommand())
	root.SetFlagErrorFunc(flagError)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	shells, _, _ := root.Find([]string{"completion"})
	shells.Example = "  caloduc completion bash"
	shells.Args, shells.RunE = cobra.NoArgs, func(*cobra.Command, []string) error {
		return &experiments.InputError{Err: errors.New("completion of which shell? " + strings.Join(list.Map(shells.Commands(), (*cobra.Command).Name), ", "))}
	}
	help, _, _ := root.Find([]string{"help"})
	help.Run, help.RunE = nil, func(_ *cobra.Command, args []string) error {
		cmd, _, err := root.Find(args)
		if err != nil {
			return &experiments.InputError{Err: err}
		}
		cmd.InitDefaultHelpFlag()
		cmd.InitDefaultVersionFlag()
		return cmd.Help()
	}
	for _, cmd := range append(root.Commands(), shells.Commands()...) {
		cmd.Flags().SortFlags = false
		cmd.Example = cmp.Or(cmd.Example, "  "+cmd.CommandPath())
	}
	return root
}

// flagError adds to the message about an unknown flag which one was probably meant.
func flagError(cmd *cobra.Command, err error) error {
	text, _, unread := strings.Cut(err.Error(), ": strconv.")
	if unread {
		return errors.New(text)
	}
	if !strings.HasPrefix(text, "unknown ") {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return fmt.Errorf("%w%s", err, param.DidYouMean(text[strings.LastIndexByte(text, ' ')+1:], names))
}

// whole is a flag that takes whole numbers of at least some value.
type whole struct {
	to    *int
	least int
}

func (w whole) String() string {
	if w.to == nil { // pflag asks a flag of this type what nought is
		return "0"
	}
	return strconv.Itoa(*w.to)
}

func (w whole) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < w.least {
		return fmt.Errorf("wants a whole number of at least %d", w.least)
	}
	*w.to = n
	return nil
}

func (w whole) Type() string { return "int" }

// setFlag declares --set.
func setFlag(cmd *cobra.Command, sets *[]string) {
	cmd.Flags().StringArrayVar(sets, "set", nil, "give a parameter another value (repeatable): `PATH=VALUE`")
	words(cmd, "set", parameters)
}

// located runs a command on a file, or on the bundled experiment of that name.
func located(run func(cmd *cobra.Command, file string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		file := ""
		if len(args) > 0 {
			var err error
			if file, err = experiments.Locate(args[0]); err != nil {
				return err
			}
		}
		return run(cmd, file)
	}
}

// outOf returns the directory of a file's result where none is given.
func outOf(file string) string {
	return filepath.Join("results", strings.TrimSuffix(filepath.Base(file), ".toml"))
}

// words says how the value of a flag is completed.
func words(cmd *cobra.Command, flag string, complete cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err) // no such flag
	}
}

// Completions of operands and of the values of flags.
var (
	experimentFiles = cobra.FixedCompletions([]string{"toml"}, cobra.ShellCompDirectiveFilterFileExt)
	directories     = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
)

// parameters completes a path, or PATH=VALUE, from the declarations of the parameters.
func parameters(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	return param.Complete(param.Reference(new(experiments.Spec)), begun), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
