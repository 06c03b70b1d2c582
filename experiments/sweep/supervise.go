package sweep

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// OnlyVariable names, in the environment of a child, the one run that it is to
// make.
const OnlyVariable = "CALODUC_SWEEP_ONLY"

// Supervised tells whether this process is the child of Supervise.
func Supervised() bool { return os.Getenv(SessionVariable) != "" }

// Command is a command line: the program and its arguments, the name that it is
// called by first.
type Command struct {
	Path string
	Args []string
	Env  []string // beside this process' own
}

// Supervise runs a sweep in a process of its own, command, which calls
// RunSupervised, and returns its exit code. What a run can do to its process,
// running out of memory above all, then ends the child and not the sweep: the
// runs that were under way are made again one at a time, the one that kills its
// process a second time is recorded as failed, and the sweep goes on.
func Supervise(ctx context.Context, command Command, o Options) (int, error) {
	o.fill()
	for deaths := 0; ; {
		died, err := command.child(ctx, o, "")
		if err != nil || died == nil {
			return command.code(err)
		}
		if len(died.runs) == 0 {
			return 1, fmt.Errorf("the process of the sweep died: %s", died.how)
		}
		for _, run := range died.runs {
			if len(died.runs) > 1 {
				again, err := command.child(ctx, o, run)
				var exit *exec.ExitError
				if err != nil && !errors.As(err, &exit) {
					return 1, err
				}
				if again == nil {
					continue
				}
				died.how, died.trace = again.how, again.trace
			}
			if err := buried(o, run, died); err != nil {
				return 1, err
			}
			deaths++
		}
		if deaths > 0 && o.FailFast || o.MaxFailures > 0 && deaths >= o.MaxFailures {
			return 1, fmt.Errorf("%d runs killed their process, and the sweep was stopped", deaths)
		}
	}
}

// code is the exit code of a child that ended in order.
func (c Command) code(err error) (int, error) {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}

// death is how a child died, and the runs that it had under way.
type death struct {
	how   string
	trace []byte // of the goroutine at fault, empty where the system killed it
	runs  []string
}

// child runs the command once. It returns how the child died where it did not
// end in order: then its session is still there.
func (c Command) child(ctx context.Context, o Options, only string) (*death, error) {
	name := sessionName()
	dir := filepath.Join(o.Out, workDir, name)
	cmd := exec.Command(c.Path)
	cmd.Args = c.Args
	cmd.Env = append(append(os.Environ(), c.Env...), SessionVariable+"="+name, OnlyVariable+"="+only)
	cmd.Stdout, cmd.Stderr = o.Stdout, o.Stderr
	leash, err := cmd.StdinPipe() // the child stops when this end closes
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	let := context.AfterFunc(ctx, func() { leash.Close() })
	err = cmd.Wait()
	let()
	if ctx.Err() != nil { // which the child has said, unless a signal killed it too
		os.RemoveAll(dir)
		if cmd.ProcessState.ExitCode() < 0 {
			err = context.Cause(ctx)
		}
		return nil, err
	}
	if _, left := os.Stat(dir); left != nil || err == nil {
		return nil, err
	}
	trace, _ := os.ReadFile(filepath.Join(dir, crashFile))
	d := &death{how: crash(trace, err), trace: trace, runs: inFlight(dir)}
	return d, os.RemoveAll(dir)
}

// crash says how a child died, by its end and by the trace that the runtime left.
func crash(trace []byte, err error) string {
	how := err.Error()
	top, _, _ := bytes.Cut(trace, []byte("\n\ngoroutine "))
	switch {
	case bytes.Contains(top, []byte("runtime.throw")) && slices.ContainsFunc(allocators, func(f string) bool { return bytes.Contains(top, []byte(f)) }):
		how = "out of memory"
	case strings.Contains(how, "signal: killed"):
		how += " (by the system, which does so when memory runs out)"
	}
	return how
}

// allocators are the functions of the runtime that fail when memory runs out.
var allocators = []string{"runtime.(*mcache)", "runtime.(*mheap)", "runtime.(*mcentral)", "runtime.sysMap", "runtime.persistentalloc", "runtime.newstack", "runtime.mallocgc"}

// buried records that a run has killed its process.
func buried(o Options, run string, d *death) error {
	if stateOf(o.Out, run) != missing {
		return nil
	}
	tmp := filepath.Join(o.Out, workDir, sessionName(), run)
	if err := os.MkdirAll(tmp, 0o777); err != nil {
		return storageOr(err, o.Out)
	}
	defer os.RemoveAll(filepath.Dir(tmp))
	how := "the process that ran it died: " + oneLine(d.how)
	fmt.Fprintf(o.Stderr, "failed: run %s: %s\n", run, how)
	if err := os.WriteFile(filepath.Join(tmp, errorFile), []byte(how+"\n"), 0o666); err != nil {
		return storageOr(err, o.Out)
	}
	if len(d.trace) > 0 {
		if err := os.WriteFile(filepath.Join(tmp, crashFile), d.trace, 0o666); err != nil {
			return storageOr(err, o.Out)
		}
	}
	_, err := commit(o.Out, tmp, run)
	return storageOr(err, o.Out)
}

var orphaned = make(chan struct{})

// Orphaned is closed, in a child of Supervise, once its parent is gone or wants it to
// stop: what it still does is then nobody's.
func Orphaned() <-chan struct{} { return orphaned }

// RunSupervised is Run in the child of Supervise. It stops when the parent is
// gone, and leaves behind what the parent needs to know if it dies.
func RunSupervised(ctx context.Context, file string, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		io.Copy(io.Discard, os.Stdin) // ends with the parent
		cancel()
		close(orphaned)
	}()
	o.crash, o.only = true, os.Getenv(OnlyVariable)
	return Run(ctx, file, o)
}
