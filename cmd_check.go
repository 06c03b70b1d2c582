package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"caloduc/experiments"
	"caloduc/experiments/sweep"
	"caloduc/experiments/validation"
	"caloduc/sim/list"
	"caloduc/sim/param"
)

func checkCommand() *cobra.Command {
	var sets []string
	var all bool
	cmd := &cobra.Command{
		Use: "check FILE", Short: "Check an experiment: what was set, what is built, what it rests on",
		Example: `  caloduc check experiments/france-3gw.toml
  caloduc check experiments/france-3gw.toml --all
  caloduc check experiments/chiller-trip.toml --set campus.hall.racks=150`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: experimentFiles,
		RunE: located(func(cmd *cobra.Command, file string) error {
			r, notices, err := experiments.Check(file, sets)
			if err != nil {
				return err
			}
			plants, err := sweep.PlantNotices(cmd.Context(), file, sets)
			if err != nil {
				return err
			}
			notify(notices)
			notify(noticed(plants))
			write := r.WriteSummary
			if all {
				write = r.WriteText
			}
			if err := write(os.Stdout); err != nil {
				return err
			}
			if err := experiments.WriteInstalled(os.Stdout, r.Installed); err != nil {
				return err
			}
			if !all {
				fmt.Println("\n--all prints every value with its unit, its source and where it was set.")
			}
			return nil
		}),
	}
	setFlag(cmd, &sets)
	cmd.Flags().BoolVar(&all, "all", false, "every value, and which rest on assumptions")
	return cmd
}

func paramsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "params [PATH]", Short: "Print the reference of all parameters, or of those below PATH",
		Example: `  caloduc params
  caloduc params campus.hall.cooling
  caloduc params weather.paris.site`,
		Args: cobra.MaximumNArgs(1), ValidArgsFunction: parameters,
		RunE: func(_ *cobra.Command, args []string) error {
			entries := param.Reference(new(experiments.Spec))
			if len(args) > 0 {
				if _, err := param.Find(entries, args[0]); err != nil {
					return &experiments.InputError{Err: err}
				}
			}
			return param.WriteText(os.Stdout, entries, strings.Join(args, ""))
		},
	}
}

func listCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the bundled experiments, each with its question",
		Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			bundled, err := experiments.List()
			for _, b := range bundled {
				fmt.Printf("%-28s %s\n", b.Name, b.Spec.Question)
			}
			return err
		},
	}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print version and commit",
		Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		Run: func(*cobra.Command, []string) { fmt.Println(versionText()) },
	}
}

func versionText() string {
	v, commit, dirty := experiments.Version()
	return fmt.Sprintf("caloduc %s, commit %s, uncommitted changes %t, model version %s", v, commit, dirty, experiments.ModelVersion)
}

func validateCommand() *cobra.Command {
	var o validation.Options
	var asJSON, counts bool
	cmd := &cobra.Command{
		Use: "validate [NAME]...", Short: "Compare with published and engine-made truth",
		Example: `  caloduc validate
  caloduc validate psychro* --json
  caloduc validate --full --data records`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return list.Map(validation.Comparisons(), func(c validation.Comparison) string { return c.Name }), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, names []string) error {
			o.Names = names
			rows, err := validation.Run(o)
			if err != nil {
				return &experiments.InputError{Err: err}
			}
			write := validation.WriteText
			switch {
			case asJSON:
				write = validation.WriteJSON
			case counts:
				write = validation.WriteCounts
			}
			if err := write(os.Stdout, rows); err != nil {
				return err
			}
			if validation.Failed(rows) {
				return errors.New("a comparison misses")
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Data, "data", "", "`DIR` of files that may not be shipped; CALODUC_SHARED unless given")
	f.BoolVar(&o.Full, "full", false, "the sampled comparisons too")
	f.BoolVar(&asJSON, "json", false, "as a list of objects")
	f.BoolVar(&counts, "counts", false, "how many there are by group and class, in Markdown")
	return cmd
}
