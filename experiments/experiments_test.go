package experiments

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"caloduc/experiments/result"
	"caloduc/plots"
	"caloduc/sim"
	"caloduc/sim/param"
)

var regen = flag.Bool("regen", false, "write golden files and docs/reference.md anew")

// TestMain says which kinds of figures experiment files may ask for.
func TestMain(m *testing.M) {
	result.FigureKinds, result.SweepFigureKinds = plots.Kinds()
	os.Exit(m.Run())
}

const oneCampus = "testdata/one-campus.toml"

// shared returns a file that may not be shipped, or skips the test.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir := os.Getenv("CALODUC_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	file, err := filepath.Abs(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Skipf("needs %s: set CALODUC_SHARED to the directory that holds it", path)
	}
	return file
}

func runInto(t testing.TB, dir, file string, sets ...string) {
	t.Helper()
	if _, err := Run(context.Background(), file, Options{Out: dir, Sets: sets, Progress: silent{}}); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryParameterIsDeclaredInFull(t *testing.T) {
	for _, fault := range param.Lint(new(Spec)) {
		t.Error(fault)
	}
}

func TestBundledExperimentsLoad(t *testing.T) {
	all, err := List()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range all {
		if b.Spec.Question == "" || b.Spec.Title == "" {
			t.Errorf("%s: no title or no question", b.Name)
		}
		if _, _, err := Check(b.Name, nil); err != nil {
			t.Errorf("%s: %v", b.Name, err)
		}
	}
}

// TestGoldenIndicators pins what a year of one campus gives: where indicators
// change, ModelVersion changes with them, and -regen takes the new ones.
func TestGoldenIndicators(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "r")
	runInto(t, dir, oneCampus)
	var now strings.Builder
	fmt.Fprintf(&now, "model version %s\n", ModelVersion)
	for _, line := range strings.Split(string(read(t, filepath.Join(dir, result.IndicatorsFile))), "\n") {
		if strings.Contains(line, ",2026,") {
			now.WriteString(line + "\n")
		}
	}
	golden := filepath.Join("testdata", "golden-kpis.csv")
	if *regen {
		if err := os.WriteFile(golden, []byte(now.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, got := strings.Split(string(read(t, golden)), "\n"), strings.Split(now.String(), "\n")
	if len(want) != len(got) {
		t.Fatalf("%d lines of indicators, %d in the golden file: change ModelVersion and run with -regen", len(got), len(want))
	}
	for i := range want {
		if !sameIndicator(want[i], got[i]) {
			t.Errorf("indicators changed (change ModelVersion and run with -regen)\n got %s\nwant %s", got[i], want[i])
		}
	}
}

// sameIndicator compares two lines; values may differ by what another
// processor's rounding makes.
func sameIndicator(a, b string) bool {
	if a == b {
		return true
	}
	fa, fb := strings.Split(a, ","), strings.Split(b, ",")
	if len(fa) != 5 || len(fb) != 5 || fa[0] != fb[0] || fa[1] != fb[1] {
		return false
	}
	var x, y float64
	if _, err := fmt.Sscan(fa[3], &x); err != nil {
		return false
	}
	if _, err := fmt.Sscan(fb[3], &y); err != nil {
		return false
	}
	return abs(x-y) <= 1e-9*abs(x)
}

func abs(x float64) float64 { return max(x, -x) }

// TestSameInputSameBytes runs an experiment twice, and again from its own
// resolved.toml.
func TestSameInputSameBytes(t *testing.T) {
	root := t.TempDir()
	a, b, c := filepath.Join(root, "a"), filepath.Join(root, "b"), filepath.Join(root, "c")
	sets := []string{"campus[Fouju].hall[air].racks=400", "record.minute_channels=campus.Fouju.it_power_MW", "record.minute_d=2"}
	runInto(t, a, oneCampus, sets...)
	runInto(t, b, oneCampus, sets...)
	runInto(t, c, filepath.Join(a, result.ResolvedFile))
	for _, name := range []string{result.HourlyFile, result.MinuteFile, result.IndicatorsFile, result.ResolvedFile} {
		first := read(t, filepath.Join(a, name))
		for _, other := range []string{b, c} {
			if !bytes.Equal(first, read(t, filepath.Join(other, name))) {
				t.Errorf("%s of the same experiment differs in %s", name, filepath.Base(other))
			}
		}
	}
	one, _ := result.Open(a)
	two, _ := result.Open(c)
	if one.Manifest().InputHash != two.Manifest().InputHash {
		t.Error("resolved.toml has another hash than what it was resolved from")
	}
	d := filepath.Join(root, "d")
	runInto(t, d, oneCampus, append(sets, "seed=2")...)
	if bytes.Equal(read(t, filepath.Join(a, result.HourlyFile)), read(t, filepath.Join(d, result.HourlyFile))) {
		t.Error("another seed gives the same bytes")
	}
}

// TestAddingAComponentShiftsNobodysDraws adds a second campus and a reactor and
// finds the first reactor's year and the weather unchanged.
func TestAddingAComponentShiftsNobodysDraws(t *testing.T) {
	root := t.TempDir()
	a, b := filepath.Join(root, "a"), filepath.Join(root, "b")
	more := filepath.Join(root, "more.toml")
	base, err := filepath.Abs(oneCampus)
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("extends = %q\n[weather.lille]\nsite = \"Lille\"\n[[reactor]]\nunit = \"Gravelines 6\"\nweather = \"lille\"\n", base)
	if err := os.WriteFile(more, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	runInto(t, a, oneCampus)
	runInto(t, b, more)
	one, err := result.Open(a)
	if err != nil {
		t.Fatal(err)
	}
	two, err := result.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"reactor.Nogent 1.net_power_MW", "weather.paris.dry_bulb_degC", "campus.Fouju.interruptions_per_h"} {
		x, err := one.Series(name)
		if err != nil {
			t.Fatal(err)
		}
		y, err := two.Series(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range x.Mean {
			if x.Mean[i] != y.Mean[i] {
				t.Errorf("%s differs in hour %d", name, i)
				break
			}
		}
	}
}

// countdown interrupts a run after some simulated days.
type countdown struct {
	silent
	days int
	stop func()
}

// Day implements Progress.
func (c *countdown) Day(sim.Minute) {
	if c.days--; c.days == 0 {
		c.stop()
	}
}

// TestInterruptedRunNeverLooksFinished stops a run in the middle.
func TestInterruptedRunNeverLooksFinished(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "r")
	ctx, cancel := context.WithCancelCause(context.Background())
	cause := errors.New("the machine goes down")
	p := &countdown{days: 40, stop: func() { cancel(cause) }}
	if _, err := Run(ctx, oneCampus, Options{Out: dir, Progress: p}); !errors.Is(err, cause) {
		t.Fatalf("an interrupted run returned %v", err)
	}
	if _, err := result.Open(dir); !errors.Is(err, result.ErrIncomplete) {
		t.Errorf("opening an interrupted run: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, result.HourlyFile)); err == nil {
		t.Error("an interrupted run left hourly records under their final name")
	}
	runInto(t, dir, oneCampus) // an incomplete directory is no result: no force needed
	if _, err := Run(context.Background(), oneCampus, Options{Out: dir, Progress: silent{}}); err == nil {
		t.Error("a finished result was overwritten without force")
	}
}

// A figure of a sweep shows what is swept.
func TestFiguresOfSweepsAreChecked(t *testing.T) {
	const sweep = "[[sweep]]\nname = \"A\"\nmethod = \"grid\"\naxes = { \"campus.hall.racks\" = [3, 4], seed = [1, 2] }\n" +
		"[[sweep]]\nmethod = \"list\"\npoints = [{ name = \"p\", years = 1 }, { \"weather.paris.site\" = \"Lyon\" }]\n"
	base, err := os.ReadFile(filepath.Join("sweep", "testdata", "small.toml"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "x.toml")
	// What is wrong with an axis is not said of the figure too.
	wrong := "figure = [{ kind = \"heat-map\", x = \"racks\" }]\n" + string(base) + "\n[[sweep]]\nmethod = \"grid\"\naxes = { \"campus.hall.racks\" = 3 }\n"
	if err := os.WriteFile(file, []byte(wrong), 0o600); err != nil {
		t.Fatal(err)
	}
	var faults param.Problems
	if _, _, err := Load(file, nil); !errors.As(err, &faults) || len(faults) != 1 || strings.Contains(faults[0].Message, "figure") {
		t.Errorf("%v", err)
	}
	for figure, want := range map[string]string{
		`x = "racks", y = "seed"`:              "",
		`x = "name", y = "site"`:               "",
		`x = "years", sweep = "1"`:             "",
		`x = "campus.hall.racks", sweep = "A"`: "",
		`x = "rakcs"`:                          `figure[0].x: no sweep varies rakcs: did you mean "racks"?`,
		`y = "site", sweep = "A"`:              "figure[0].y: no sweep varies site",
		`sweep = "B"`:                          "figure[0].sweep: there is no [[sweep]] B",
		`sweep = "2"`:                          "figure[0].sweep: there is no [[sweep]] 2",
		`kind = "pue-over-years", x = "racks"`: "figure[0].x: this key is for figures of a sweep: pue-over-years is none",
		`channel = "pue"`:                      "figure[0].channel: this key is for figures of a single run: heat-map is none",
		`name = "../../evil"`:                  `figure[0].name: "../../evil" becomes a file's name`,
		`name = ".."`:                          `figure[0].name: ".." becomes a file's name`,
		`scope = "campus.X"`:                   `figure[0].scope: there is no scope "campus.X"`,
		`kind = "carpet", from = 2099-01-01`:   "figure[0].from: 2099-01-01 is not before the end of the run",
	} {
		if !strings.Contains(figure, "kind") {
			figure += `, kind = "heat-map"`
		}
		if err := os.WriteFile(file, []byte("figure = [{ "+figure+" }]\n"+string(base)+"\n"+sweep), 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := Load(file, nil)
		var ps param.Problems
		switch errors.As(err, &ps); {
		case want == "" && err != nil, want != "" && (len(ps) != 1 || !strings.HasPrefix(ps[0].Message, want)):
			t.Errorf("%s: %v", figure, err)
		}
	}
}
