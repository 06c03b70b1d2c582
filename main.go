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
	"syscall"

	"caloduc/experiments"
	"caloduc/experiments/result"
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
	result.FigureKinds, result.SweepFigureKinds = plots.Kinds()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := dispatch(ctx, os.Args[1:])
	if err == nil {
		return exitOK
	}
	var problems param.Problems
	var input *experiments.InputError
	var usage *usageError
	var help helpWanted
	var child *exitError
	var option *plots.OptionError
	switch {
	case errors.As(err, &child):
		return child.code
	case errors.As(err, &problems):
		fmt.Fprint(os.Stderr, problems.Error())
		return exitBadInput
	case errors.As(err, &help):
		fmt.Print(usageOf(help.command))
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintln(os.Stderr, "caloduc:", err)
		fmt.Fprint(os.Stderr, "\n", usageOf(usage.command))
		return exitBadInput
	case errors.As(err, &input), errors.As(err, &option):
		fmt.Fprintln(os.Stderr, "caloduc:", err)
		return exitBadInput
	default:
		fmt.Fprintln(os.Stderr, "caloduc:", err)
		return exitFailed
	}
}
