package sweep

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"caloduc/experiments"
	"caloduc/experiments/result"
	"caloduc/sim/record"
	"caloduc/sim/unit"
)

// Variables of the environment in which the test's binary stands for caloduc.
const (
	asProgram = "CALODUC_TEST_PROGRAM" // set: be the command line below
	asModel   = "CALODUC_TEST_MODEL"   // "quick": a run is the quick model
)

func TestMain(m *testing.M) {
	if os.Getenv(asModel) == "quick" {
		runPoint = quick
	}
	if os.Getenv(asProgram) != "" {
		os.Exit(program(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// program is the part of caloduc's command line that the tests need.
func program(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if args[0] == "merge" {
		return exit(Merge(args[1]))
	}
	file, fs := args[1], flag.NewFlagSet("", flag.ExitOnError)
	var o Options
	fs.StringVar(&o.Out, "out", "", "")
	fs.IntVar(&o.Jobs, "jobs", 0, "")
	fs.StringVar(&o.Shard, "shard", "", "")
	fs.BoolVar(&o.Quiet, "quiet", false, "")
	fs.Parse(args[2:])
	if Supervised() {
		return exit(RunSupervised(ctx, file, o))
	}
	exe, err := os.Executable()
	if err != nil {
		panic(err)
	}
	code, err := Supervise(ctx, Command{Path: exe, Args: os.Args}, o)
	if err != nil {
		return exit(err)
	}
	return code
}

func exit(err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// quick is a model of a few milliseconds in place of the simulation: everything
// around it is as it is. A seed of 1000 fails, 1001 panics, 1002 uses up the
// memory.
func quick(ctx context.Context, dir, home string, src source, p Point, progress experiments.Progress) error {
	spec, resolved, err := src.load(p)
	if err != nil {
		return err
	}
	switch spec.Seed {
	case 1000:
		return errors.New("the model\nfails here")
	case 1001:
		var none *experiments.Spec
		none.Seed++
	case 1002:
		exhaust()
	}
	for i := range 5 { // in several steps, so that a kill finds it half done
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("part%d", i)), bytes.Repeat([]byte{byte(spec.Seed)}, 20_000), 0o666); err != nil {
			return err
		}
		select {
		case <-time.After(time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "resolved.toml"), resolved.TOML(home), 0o666); err != nil {
		return err
	}
	x := float64(spec.Seed)
	value := func(name string, main bool) *record.Indicator {
		return &record.Indicator{Name: name, Scope: "campus.Fouju", Unit: unit.Of(name), Meaning: "of the quick model", Main: main}
	}
	racks := float64(spec.Campuses[0].Halls[0].Racks)
	noise := 0.1 * math.Sin(float64(spec.Replicate)*12.9898+x*78.233)
	return writeTotals(filepath.Join(dir, totalsFile), []record.Summary{
		{Indicator: value("pue", true), Period: "2026", Value: 1 + 1/(x+1)},
		{Indicator: value("pue", true), Period: "total", Value: 1 + 1/(x+1)},
		{Indicator: value("cost_EUR", true), Period: "2026", Value: x*x + racks + noise},
		{Indicator: value("cost_EUR", true), Period: "total", Value: x*x + racks + noise},
		{Indicator: value("gap_h", false), Period: "total", Value: math.NaN()},
	})
}

// experiment writes an experiment file: the small campus and the given text.
func experiment(t testing.TB, text string) string {
	t.Helper()
	base, err := os.ReadFile(filepath.Join("testdata", "small.toml"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "experiment.toml")
	if err := os.WriteFile(file, append(base, "\n"+text...), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// seeds is a sweep over n seeds.
func seeds(n int) string {
	return fmt.Sprintf("[[sweep]]\nmethod = \"grid\"\naxes = { seed = { from = 1, to = %d, n = %d, whole = true } }\n", n, n)
}

// withQuick has the runs of a test made by the quick model.
func withQuick(t *testing.T) {
	t.Helper()
	runPoint = quick
	t.Cleanup(func() { runPoint = simulate })
}

// contents returns every file below a directory.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sameFiles fails where two directories do not hold the same bytes.
func sameFiles(t *testing.T, got, want string) {
	t.Helper()
	a, b := contents(t, got), contents(t, want)
	for name, text := range b {
		if other, ok := a[name]; !ok {
			t.Errorf("%s is missing", name)
		} else if other != text {
			t.Errorf("%s differs: %d and %d bytes", name, len(other), len(text))
		}
	}
	for name := range a {
		if _, ok := b[name]; !ok {
			t.Errorf("%s is left over", name)
		}
	}
}

// quietly returns options for a test.
func quietly(t testing.TB, dir string) Options {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { null.Close() })
	return Options{Out: dir, Quiet: true, Stdout: null, Stderr: null}
}

// finishedRuns lists the runs that are stored.
func finishedRuns(dir string) []string {
	entries, _ := os.ReadDir(filepath.Join(dir, result.RunsDir))
	var names []string
	for _, e := range entries {
		if stateOf(dir, e.Name()) != missing && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names
}
