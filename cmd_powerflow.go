package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"caloduc/experiments"
	"caloduc/grid/network"
)

// flowOptions are the flags of powerflow.
type flowOptions struct {
	method, out, write string
	losses             bool
	loadMW             float64
	outputs            map[string]int
}

func powerflowCommand() *cobra.Command {
	var o flowOptions
	cmd := &cobra.Command{
		Use: "powerflow CASE", Short: "Solve the power flow of a transmission grid",
		Long: "Solve the power flow of a MATPOWER case (version 2), of a folder with buses.csv and\nlines.csv, or of the bundled French 400 kV grid (france).",
		Example: `  caloduc powerflow case14.m --out results/case14
  caloduc powerflow case5.m --method opf
  caloduc powerflow france --method dc --losses --load-MW 55000 --output nuclear=39600
  caloduc powerflow france --write france.m`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: cobra.FixedCompletions([]string{"m"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(_ *cobra.Command, args []string) error { return powerflow(args[0], o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.method, "method", "newton", "`dc|fdlf|newton|opf`: linear, fast decoupled, Newton, or linear optimal flow with prices")
	f.BoolVar(&o.losses, "losses", false, "with the losses of lines; of the linear flow alone")
	f.StringVar(&o.out, "out", "", "write bus.csv and branch.csv into this `DIR`")
	f.StringVar(&o.write, "write", "", "write the case as a MATPOWER `FILE`")
	f.Float64Var(&o.loadMW, "load-MW", 55_000, "load of a grid without an operating point of its own")
	f.StringToIntVar(&o.outputs, "output", nil, "output of such a grid by fuel: `FUEL=MW`; other fuels share the rest by capacity and a year's mean use")
	words(cmd, "method", cobra.FixedCompletions([]string{"dc", "fdlf", "newton", "opf"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// powerflow reads, solves, prints and writes.
func powerflow(path string, o flowOptions) error {
	c, err := readCase(path, o)
	if err != nil {
		return &experiments.InputError{Err: fmt.Errorf("%s: %w", path, err)}
	}
	if o.write != "" {
		if err := writeFile(o.write, c.WriteMATPOWER); err != nil {
			return err
		}
		fmt.Println(o.write)
	}
	flow, err := solveFlow(c, o)
	if err != nil {
		return err
	}
	load := 0.0
	for i := range c.Buses {
		load += c.Buses[i].LoadMW
	}
	fmt.Printf("%s: %d buses, %d branches, %d generators, %s, load %.6g MW\n", c.Name, len(c.Buses), len(c.Branches), len(c.Generators), count(c.Islands(), "island"), load)
	fmt.Printf("losses %.9g MW, %s", flow.TotalLossMW(), count(flow.Iterations, "iteration"))
	if flow.MismatchPu > 0 {
		fmt.Printf(", mismatch %.2g pu", flow.MismatchPu)
	}
	if flow.PriceEURPerMWh != nil {
		fmt.Printf(", cost %.10g an hour", flow.CostEURPerH)
	}
	fmt.Println()
	if o.out == "" {
		return nil
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(o.out, "bus.csv"), func(w io.Writer) error { return flow.WriteBuses(w, c) }); err != nil {
		return err
	}
	return writeFile(filepath.Join(o.out, "branch.csv"), func(w io.Writer) error { return flow.WriteBranches(w, c) })
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// solveFlow solves a case by the method asked for.
func solveFlow(c *network.Case, o flowOptions) (*network.Flow, error) {
	if o.losses && o.method != "dc" {
		return nil, &experiments.InputError{Err: fmt.Errorf("--losses is of --method dc: fdlf and newton have them, opf has none")}
	}
	switch o.method {
	case "dc":
		d, err := network.NewDC(c)
		if err != nil {
			return nil, err
		}
		return d.Flow(o.losses)
	case "fdlf":
		return network.FastDecoupled(c)
	case "newton":
		return network.Newton(c)
	case "opf":
		return network.OptimalDC(c)
	}
	return nil, &experiments.InputError{Err: fmt.Errorf("--method %s: dc, fdlf, newton or opf", o.method)}
}

// readCase reads a case file, or a grid in tables at the operating point of the flags.
func readCase(path string, o flowOptions) (*network.Case, error) {
	info, err := os.Stat(path)
	switch {
	case path == "france" && err != nil:
		g, err := network.France()
		if err != nil {
			return nil, err
		}
		return operate(g, o)
	case err != nil:
		return nil, err
	case !info.IsDir():
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return network.ReadMATPOWER(strings.TrimSuffix(filepath.Base(path), ".m"), f)
	}
	g, err := network.OpenGrid(path)
	if err != nil {
		return nil, err
	}
	return operate(g, o)
}

// operate puts a grid to work at the outputs given.
func operate(g *network.Grid, o flowOptions) (*network.Case, error) {
	if !(o.loadMW > 0 && o.loadMW <= 1e7) {
		return nil, fmt.Errorf("--load-MW %g: must be above 0 and at most 1e7", o.loadMW)
	}
	given, left := map[network.Fuel]float64{}, o.loadMW
	for _, name := range slices.Sorted(maps.Keys(o.outputs)) {
		f, err := network.FuelOf(name)
		if err != nil {
			return nil, err
		}
		given[f] = float64(o.outputs[name])
		left -= given[f]
	}
	if left < 0 {
		return nil, fmt.Errorf("--output: %g MW above the load of %g MW", -left, o.loadMW)
	}
	return g.Case(g.Operate(o.loadMW, given)), nil
}

// writeFile writes a file whole, or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".partial-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
