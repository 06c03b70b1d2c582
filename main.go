// Command caloduc simulates the chain from reactor to chip, minute by minute
// over years: nuclear output, transmission, the load of GPU training, and the
// cooling that carries its heat away.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"caloduc/experiments"
	"caloduc/plots"
	"caloduc/sim/param"
)

// Exit codes.
const (
	exitOK       = 0
	exitFailed   = 1
	exitBadInput = 2
)

func main() { os.Exit(caloduc()) }

// caloduc runs the command line and returns its exit code.
func caloduc() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := rootCommand()
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, "caloduc: no command given\n\n", root.UsageString())
		return exitBadInput
	}
	understood := false // the command line has been read, and its command runs
	root.PersistentPreRun = func(*cobra.Command, []string) { understood = true }
	cmd, err := root.ExecuteContextC(ctx)
	if cmd == root && strings.HasPrefix(os.Args[1], "-") && err != nil {
		err = fmt.Errorf("%s stands before the command", os.Args[1])
	}
	if err != nil && !understood {
		fmt.Fprintf(os.Stderr, "caloduc: %s\n\nUsage: %s\n%s --help tells more.\n", strings.TrimSpace(err.Error()), cmd.UseLine(), cmd.CommandPath())
		return exitBadInput
	}
	return exitCode(err)
}

// exitCode returns the exit code of a command that has run, and prints why it failed.
func exitCode(err error) int {
	var child *exitError
	var problems param.Problems
	var input *experiments.InputError
	var option *plots.OptionError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &child): // which has said why
		return child.code
	case errors.As(err, &problems):
		fmt.Fprint(os.Stderr, problems.Error())
		return exitBadInput
	}
	fmt.Fprintln(os.Stderr, "caloduc:", err)
	if errors.As(err, &input) || errors.As(err, &option) {
		return exitBadInput
	}
	return exitFailed
}
