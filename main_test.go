package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"caloduc/experiments"
	"caloduc/sim/param"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"caloduc": func() { os.Exit(caloduc()) }})
}

// TestScripts runs the command line as a user would: testdata/script holds one
// file for each thing that must hold. REPO is where the examples of the help run.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, Setup: func(e *testscript.Env) error {
		repo, err := os.Getwd()
		e.Setenv("REPO", repo)
		return err
	}})
}

// TestExamplesOfHelp reads the help of every command: it has examples, and the command
// line takes each of them, with the files, parameters and values that it names.
func TestExamplesOfHelp(t *testing.T) {
	shells, _, err := rootCommand().Find([]string{"completion"})
	if err != nil {
		t.Fatal(err)
	}
	commands := append([]*cobra.Command{rootCommand()}, append(rootCommand().Commands(), shells.Commands()...)...)
	if len(commands) < 17 {
		t.Errorf("only %d commands", len(commands))
	}
	for _, cmd := range commands {
		lines := examplesIn(t, strings.Fields(cmd.CommandPath())[1:])
		if len(lines) == 0 {
			t.Errorf("%s --help has no example", cmd.CommandPath())
		}
		for _, args := range lines {
			if path := checkExample(t, args); !strings.HasPrefix(path, cmd.CommandPath()) {
				t.Errorf("caloduc %q is an example of %s, in the help of %s", args, path, cmd.CommandPath())
			}
		}
	}
}

// examplesIn returns the arguments of each example in the help of a command, as a
// shell reads them.
func examplesIn(t *testing.T, command []string) (lines [][]string) {
	t.Helper()
	root, help := rootCommand(), new(bytes.Buffer)
	root.SetArgs(append(command, "--help"))
	root.SetOut(help)
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(help.String(), "\nExamples:\n")
	text, _, _ = strings.Cut(text, "\n\n")
	out, err := exec.Command("sh", "-c", `caloduc() { printf '%s\0' "$@"; echo; }`+"\n"+text).Output()
	if err != nil {
		t.Fatalf("%q: %v", command, err)
	}
	for line := range strings.Lines(string(out)) {
		lines = append(lines, strings.Split(strings.TrimSuffix(line, "\x00\n"), "\x00"))
	}
	return lines
}

// checkExample reads a command line without running it, and returns its command.
func checkExample(t *testing.T, args []string) string {
	t.Helper()
	cmd, rest, err := rootCommand().Find(args)
	for _, read := range []func() error{
		func() error { return cmd.ParseFlags(rest) },
		func() error { return cmd.ValidateArgs(cmd.Flags().Args()) },
	} {
		if err == nil {
			err = read()
		}
	}
	reference := param.Reference(new(experiments.Spec))
	for _, operand := range cmd.Flags().Args() {
		if err == nil && filepath.Ext(operand) == ".toml" {
			sets, _ := cmd.Flags().GetStringArray("set")
			_, _, err = experiments.Load(operand, sets)
		}
		if err == nil && cmd.Name() == "params" {
			_, err = param.Find(reference, operand)
		}
	}
	for _, flag := range []string{"axis", "sign-change"} {
		if value, _ := cmd.Flags().GetString(flag); err == nil && strings.Contains(value, "=") {
			path, _, _ := strings.Cut(value, "=")
			_, err = param.Find(reference, path)
		}
	}
	if err != nil {
		t.Errorf("caloduc %q: %v", args, err)
	}
	return cmd.CommandPath()
}
