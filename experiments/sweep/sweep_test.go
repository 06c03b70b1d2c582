package sweep

import (
	"context"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/experiments"
	"caloduc/experiments/design"
	"caloduc/experiments/result"
	"caloduc/sim/record"
)

func run(t *testing.T, file string, o Options) error {
	t.Helper()
	return Run(context.Background(), file, o)
}

func mustRun(t *testing.T, file string, o Options) {
	t.Helper()
	if err := run(t, file, o); err != nil {
		t.Fatal(err)
	}
}

func rows(t *testing.T, dir string) *record.Rows {
	t.Helper()
	r, err := record.ReadRows(filepath.Join(dir, result.RunsFile), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// column returns the place of a column.
func column(t *testing.T, r *record.Rows, name string) int {
	t.Helper()
	for i, c := range r.Columns {
		if c.Name == name {
			return i
		}
	}
	t.Fatalf("no column %s", name)
	return 0
}

// The real simulation, by one worker and by three, in one go and capped before:
// the same bytes.
func TestRealSweep(t *testing.T) {
	file := experiment(t, "[[sweep]]\nmethod = \"grid\"\naxes = { \"campus.hall.racks\" = [20, 50], \"campus.hall.accelerator\" = [\"H200\", \"H100 SXM\"] }\n")
	one, three := quietly(t, t.TempDir()), quietly(t, t.TempDir())
	one.Jobs, three.Jobs = 1, 3
	mustRun(t, file, one)
	capped := three
	capped.MaxRuns = 2
	mustRun(t, file, capped)
	if r := rows(t, three.Out); r.Len != 2 {
		t.Errorf("%d rows of a sweep capped at 2", r.Len)
	}
	mustRun(t, file, three)
	sameFiles(t, three.Out, one.Out)
	r := rows(t, one.Out)
	pue, racks, gpu := column(t, r, "campus.Fouju.pue"), column(t, r, "campus.hall.racks"), column(t, r, "campus.hall.accelerator")
	for i := range 4 {
		if x := r.Numbers[pue][i]; !(x > 1 && x < 2) {
			t.Errorf("point %d: PUE %v", i, x)
		}
	}
	if r.Texts[gpu][0] != "H200" || r.Texts[gpu][1] != "H200" && r.Texts[gpu][1] != "H100 SXM" || r.Numbers[racks][0] != 20 {
		t.Errorf("parameters %v, %v", r.Texts[gpu], r.Numbers[racks])
	}
	if c := r.Columns[column(t, r, "campus.Fouju.it_energy_MWh")]; c.Symbol != "MWh" || c.Meaning == "" {
		t.Errorf("described as %+v", c)
	}
	column(t, r, "campus.Fouju.pue.2026")
	parquets, _ := filepath.Glob(filepath.Join(one.Out, "*.parquet"))
	if len(parquets) != 1 {
		t.Errorf("at the top: %v", parquets)
	}
	run, err := record.OpenFile(filepath.Join(one.Out, result.RunsDir, r.Texts[column(t, r, "run")][0], result.DailyFile))
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	if run.Rows() != 365 {
		t.Errorf("%d days", run.Rows())
	}
}

// Comments, the order of keys and tables, the title and the time of files change
// no identity; every value does.
func TestIdentity(t *testing.T) {
	text, err := os.ReadFile(experiment(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	of := func(text string, sets ...string) string {
		t.Helper()
		file := filepath.Join(t.TempDir(), "other.toml")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		plan, err := NewPlan(context.Background(), file, Options{Sets: sets, Out: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		return plan.Points[0].Run
	}
	want := of(string(text))
	reordered := strings.Replace(string(text), "racks       = 50\n", "", 1)
	reordered = strings.Replace(reordered, "accelerator =", "# fewer\nracks = 50 # racks\naccelerator =", 1)
	reordered = strings.Replace(reordered, "A small campus\"", "Another title\"", 1)
	for name, other := range map[string]string{"reordered": reordered, "with a question": "question = \"Why?\"\n" + string(text),
		"with a sweep": string(text) + "[[sweep]]\nmethod = \"grid\"\naxes = { seed = [1] }\n", "a default given": string(text) + "[record]\nminute_d = 7\n"} {
		if of(other) != want {
			t.Errorf("%s: another identity", name)
		}
	}
	for _, set := range []string{"seed=2", "campus.hall.racks=51", "record.series=hourly", "weather.paris.warming_K_per_decade=0.2"} {
		if of(string(text), set) == want {
			t.Errorf("--set %s: the same identity", set)
		}
	}
	data := filepath.Join(t.TempDir(), "weather.csv")
	with := func(content string, changed time.Time) string {
		t.Helper()
		if err := os.WriteFile(data, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(data, changed, changed); err != nil {
			t.Fatal(err)
		}
		return of(strings.Replace(string(text), "site = \"Paris\"", "file = \""+data+"\"", 1))
	}
	now := time.Now()
	first := with("12.5", now)
	if with("12.5", now.Add(-48*time.Hour)) != first {
		t.Error("the time of an input file changes the identity")
	}
	if with("13.5", now.Add(time.Hour)) == first {
		t.Error("the contents of an input file do not change the identity")
	}
}

// A point may keep other series than the rest.
func TestSeriesOfChosenRuns(t *testing.T) {
	if underRace {
		t.Skip("nothing in it runs concurrently that TestRealSweep does not")
	}
	file := experiment(t, "[record]\nchannels = \"it_power_MW, weather.paris\"\n[[sweep]]\nmethod = \"list\"\npoints = [{ seed = 1 }, { seed = 1, \"record.series\" = \"hourly\" }, { seed = 1, \"record.series\" = \"none\" }]\n")
	o := quietly(t, t.TempDir())
	mustRun(t, file, o)
	r := rows(t, o.Out)
	runs := r.Texts[column(t, r, "run")]
	for i, want := range []map[string]int{{"daily.parquet": 365, result.JobsFile: 0}, {"hourly.parquet": 8760, result.JobsFile: 0}, {}} {
		files, _ := filepath.Glob(filepath.Join(o.Out, result.RunsDir, runs[i], "*.parquet"))
		if len(files) != len(want) {
			t.Errorf("point %d: %v", i, files)
		}
		for _, path := range files {
			if filepath.Base(path) == result.JobsFile { // no series: what each of its runs used
				continue
			}
			f, err := record.OpenFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if f.Rows() != want[filepath.Base(path)] || len(f.Channels()) < 5 || len(f.Channels()) > 10 {
				t.Errorf("%s: %d rows, %d channels", path, f.Rows(), len(f.Channels()))
			}
			f.Close()
		}
	}
	pue := r.Numbers[column(t, r, "campus.Fouju.pue")]
	if pue[0] != pue[1] || pue[0] != pue[2] {
		t.Errorf("what is kept changes the PUE: %v", pue)
	}
}

// An estimate begins nothing, and counts what is stored.
func TestEstimate(t *testing.T) {
	if underRace {
		t.Skip("nothing in it runs concurrently that TestRealSweep does not")
	}
	file := experiment(t, "[[sweep]]\nmethod = \"list\"\nreplicates = 2\npoints = [{ seed = 1 }, { seed = 2, years = 3 }, "+
		"{ \"campus.hall.cooling.plant\" = \"direct-liquid-dry\", \"campus.hall.cooling.supply_temp_degC\" = 20 }, { \"campus.weather\" = \"nowhere\" }]\n")
	o := quietly(t, filepath.Join(t.TempDir(), "out"))
	o.MaxRuns = 7
	e, err := Measure(context.Background(), file, o)
	if err != nil || e.Points != 7 || e.Runs != 4 || e.Years != 8 || e.Impossible != 3 || e.Done != 0 || e.Time <= 0 || e.Bytes < 100_000 {
		t.Errorf("%+v, %v", e, err)
	}
	if _, err := os.Stat(o.Out); err == nil {
		t.Error("the estimate has begun the sweep")
	}
	o.MaxRuns = 1
	mustRun(t, file, o)
	o.MaxRuns = 2
	var b strings.Builder
	if e.WriteText(&b); !strings.Contains(b.String(), "7 points: 4 runs to make, 0 stored\n3 points impossible, reported as failed when the sweep runs:\n  1: campus[Fouju].weather: ") ||
		!strings.Contains(b.String(), "\n  2: campus[Fouju].hall[air].cooling: hall air: ") {
		t.Errorf("printed %q", b.String())
	}
	b.Reset()
	if e, err = Measure(context.Background(), file, o); err != nil || e.Runs != 1 || e.Done != 1 {
		t.Errorf("%+v, %v", e, err)
	}
	if e.WriteText(&b); !strings.Contains(b.String(), "2 points: 1 run to make, 1 stored") || !strings.Contains(b.String(), "on disk") {
		t.Errorf("printed %q", b.String())
	}
}

func TestFailures(t *testing.T) {
	withQuick(t)
	file := experiment(t, "[[sweep]]\nmethod = \"list\"\npoints = [{ seed = 1 }, { seed = 1000 }, { seed = 2 }, { seed = 1001 }, { \"campus.weather\" = \"nowhere\" }, { seed = 3 }]\n")
	o := quietly(t, t.TempDir())
	said := capture(t, &o)
	var failure *FailedError
	if err := run(t, file, o); !errors.As(err, &failure) || failure.Failed != 3 || failure.Of != 6 {
		t.Fatalf("error %v", err)
	}
	for _, want := range []string{"seed=1000: the model fails here", "panic: runtime error", "no [weather.nowhere]"} {
		if !strings.Contains(said(), want) {
			t.Errorf("not reported: %s\n%s", want, said())
		}
	}
	r := rows(t, o.Out)
	status, text := r.Texts[column(t, r, "status")], r.Texts[column(t, r, "error")]
	for i, want := range []string{"", "the model fails here", "", "panic: ", "nowhere", ""} {
		if (want == "") != (status[i] == result.StatusDone) || !strings.Contains(text[i], want) {
			t.Errorf("point %d: %s %q", i, status[i], text[i])
		}
	}
	before := contents(t, o.Out)
	if err := run(t, file, o); !errors.As(err, &failure) {
		t.Errorf("again: %v", err)
	}
	for name, text := range contents(t, o.Out) {
		if before[name] != text {
			t.Errorf("again: %s changed", name)
		}
	}
	var b strings.Builder
	if c, err := Status(o.Out, &b); err != nil || c.Done != 3 || c.Failed != 3 || c.ToDo != 0 {
		t.Errorf("status %+v, %v", c, err)
	}

	retry := o
	retry.RetryFailed = true
	runPoint = func(ctx context.Context, dir, home string, src source, p Point, progress experiments.Progress) error {
		if p.sets[0] == "seed=1000" {
			p.sets = []string{"seed=5"} // mended
		}
		return quick(ctx, dir, home, src, p, progress)
	}
	if err := run(t, file, retry); !errors.As(err, &failure) || failure.Failed != 2 {
		t.Errorf("after a retry: %v", err)
	}
	if r := rows(t, o.Out); r.Texts[column(t, r, "status")][1] != result.StatusDone {
		t.Error("the retried run is not done")
	}
}

func TestStopAtFailures(t *testing.T) {
	withQuick(t)
	file := experiment(t, "[[sweep]]\nmethod = \"grid\"\naxes = { seed = [1000, 1001, 2, 3, 4, 5, 6, 7, 8, 9] }\n")
	for _, limit := range []int{0, 2} {
		o := quietly(t, t.TempDir())
		o.Jobs, o.FailFast, o.MaxFailures = 1, limit == 0, limit
		var failure *FailedError
		if err := run(t, file, o); !errors.As(err, &failure) || !failure.Stopped || failure.Failed != max(1, limit) {
			t.Errorf("limit %d: %v", limit, err)
		}
		if _, err := os.Stat(filepath.Join(o.Out, result.RunsFile)); err == nil {
			t.Errorf("limit %d: a table of a sweep that was stopped", limit)
		}
		if n := len(finishedRuns(o.Out)); n > limit+4 {
			t.Errorf("limit %d: %d runs were made all the same", limit, n)
		}
	}
}

// A point that is impossible stops a sweep as any failure does, and no other is
// reported.
func TestStopAtImpossiblePoints(t *testing.T) {
	withQuick(t)
	file := experiment(t, "[[sweep]]\nmethod = \"list\"\npoints = [{ \"campus.weather\" = \"a\" }, { \"campus.weather\" = \"b\" }, { \"campus.weather\" = \"c\" }, { seed = 3 }]\n")
	for _, limit := range []int{0, 2} {
		o := quietly(t, t.TempDir())
		o.FailFast, o.MaxFailures = limit == 0, limit
		said := capture(t, &o)
		var failure *FailedError
		if err := run(t, file, o); !errors.As(err, &failure) || !failure.Stopped || failure.Failed != max(1, limit) {
			t.Errorf("limit %d: %v", limit, err)
		}
		if n := strings.Count(said(), "failed: "); n != max(1, limit) || len(finishedRuns(o.Out)) > 0 {
			t.Errorf("limit %d: %d reported, %d runs made", limit, n, len(finishedRuns(o.Out)))
		}
	}
}

// A directory that holds other things is left alone.
func TestForeignDirectories(t *testing.T) {
	withQuick(t)
	for _, name := range []string{"manifest.json", "figures/own.pdf"} {
		o := quietly(t, t.TempDir())
		path := filepath.Join(o.Out, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("own"), 0o666); err != nil {
			t.Fatal(err)
		}
		var input *experiments.InputError
		if err := run(t, experiment(t, seeds(2)), o); !errors.As(err, &input) {
			t.Errorf("%s: %v", name, err)
		}
		if all := contents(t, o.Out); len(all) != 1 || all[name] != "own" {
			t.Errorf("%s: the directory holds %v", name, sortedKeys(all))
		}
	}
}

// Shards make the runs of their own points; merged they are the whole.
func TestShards(t *testing.T) {
	withQuick(t)
	file := experiment(t, seeds(11))
	whole, parts := quietly(t, t.TempDir()), quietly(t, t.TempDir())
	mustRun(t, file, whole)
	for _, s := range []string{"0/3", "2/3"} {
		o := parts
		o.Shard = s
		mustRun(t, file, o)
	}
	var lacking *MissingError
	if err := Merge(parts.Out); !errors.As(err, &lacking) || len(lacking.Points) != 4 {
		t.Errorf("merge of two shards of three: %v", err)
	}
	o := parts
	o.Shard = "1/3"
	mustRun(t, file, o)
	if err := Merge(parts.Out); err != nil {
		t.Fatal(err)
	}
	sameFiles(t, parts.Out, whole.Out)
	other := experiment(t, seeds(12))
	var input *experiments.InputError
	if err := run(t, other, o); !errors.As(err, &input) {
		t.Errorf("a shard of another sweep is let in: %v", err)
	}
	for _, bad := range []string{"3/3", "-1/3", "1", "a/b", "0/0"} {
		o.Shard = bad
		if run(t, file, o) == nil {
			t.Errorf("shard %q is accepted", bad)
		}
	}
}

func TestReplicatesAndStatistics(t *testing.T) {
	withQuick(t)
	file := experiment(t, "[[sweep]]\nmethod = \"grid\"\nreplicates = 4\naxes = { seed = [1, 2, 3] }\n\n[[sweep]]\nmethod = \"saltelli\"\nsamples = 8\naxes = { \"campus.hall.racks\" = { from = 10, to = 100, whole = true }, replicate = [5, 6] }\n")
	o := quietly(t, t.TempDir())
	capped := o
	capped.MaxRuns, capped.Quiet = 5, false
	said := capture(t, &capped)
	mustRun(t, file, capped)
	if _, err := os.Stat(filepath.Join(o.Out, result.StatisticsFile)); err == nil || !strings.Contains(said(), "no statistics") {
		t.Errorf("a capped design has statistics; said %q", said())
	}
	mustRun(t, file, o)
	text, err := os.ReadFile(filepath.Join(o.Out, result.StatisticsFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"0,mean,campus.Fouju.cost_EUR,EUR,0,,", "0,difference,campus.Fouju.cost_EUR,EUR,2,0,", "1,first,campus.Fouju.cost_EUR,EUR,campus.hall.racks,,", "1,total,"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no line %s in\n%s", want, text)
		}
	}
	r := rows(t, o.Out)
	replicate := r.Integers[column(t, r, "replicate")]
	if replicate[3] != 3 || replicate[4] != 0 || replicate[12] < 5 {
		t.Errorf("replicates %v", replicate)
	}
	before := contents(t, o.Out)
	if err := Merge(o.Out); err != nil {
		t.Fatal(err)
	}
	for name, text := range contents(t, o.Out) {
		if before[name] != text {
			t.Errorf("merged again, %s is another", name)
		}
	}
	failing := experiment(t, "[[sweep]]\nmethod = \"grid\"\nreplicates = 2\naxes = { seed = [1, 1000] }\n")
	f := quietly(t, t.TempDir())
	said = capture(t, &f)
	if run(t, failing, f) == nil || !strings.Contains(said(), "incomplete design: 2 of 4 runs are missing: sweep 0, point 1, replicate 0; sweep 0, point 1, replicate 1") {
		t.Errorf("an incomplete design; said %q", said())
	}
}

func TestResults(t *testing.T) {
	withQuick(t)
	file := experiment(t, "[[sweep]]\nmethod = \"list\"\npoints = [{ name = \"a\", seed = 1 }, { name = \"b\", seed = 1000 }, { name = \"c\", seed = 4, \"campus.hall.racks\" = 70 }]\n")
	o := quietly(t, t.TempDir())
	var failure *FailedError
	if err := run(t, file, o); !errors.As(err, &failure) {
		t.Fatal(err)
	}
	for _, c := range []struct{ where, columns, want string }{
		{"", "name,seed,pue", "name,seed,campus.Fouju.pue\na,1,1.5\nb,1000,\nc,4,1.2\n"},
		{"pue < 1.4", "name", "name\nc\n"},
		{"status == 'failed'", "name,error", "name,error\nb,the model fails here\n"},
		{"status == 'done' and not (seed == 4)", "name,*cost*", "name,campus.Fouju.cost_EUR,campus.Fouju.cost_EUR.2026\na,51.0"},
		{"racks == 70", "point", "point\n2\n"},
	} {
		var b strings.Builder
		if err := Results(o.Out, c.where, c.columns, true, &b); err != nil || !strings.HasPrefix(b.String(), c.want) {
			t.Errorf("where %q columns %q: %v\n%s", c.where, c.columns, err, b.String())
		}
	}
	var b strings.Builder
	if err := Results(o.Out, "", "", false, &b); err != nil || !strings.Contains(b.String(), "campus.Fouju.pue") {
		t.Errorf("%v\n%s", err, b.String())
	}
	for _, c := range [][2]string{{"color == 1", ""}, {"pue <", ""}, {"", "color"}} {
		if Results(o.Out, c[0], c[1], true, &b) == nil {
			t.Errorf("%q is accepted", c)
		}
	}
	if Results(t.TempDir(), "", "", true, &b) == nil {
		t.Error("an empty directory has results")
	}
}

func TestThreshold(t *testing.T) {
	withQuick(t)
	file := experiment(t, "[[sweep]]\nmethod = \"list\"\npoints = [{ name = \"few\", seed = 10 }, { name = \"many\", \"campus.hall.racks\" = 144, seed = 2 }]\n")
	for _, c := range []struct {
		change, axis string
		replicates   int
		want         float64
	}{
		{"campus.Fouju.cost_EUR > 100", "", 0, 0}, // no such form
		{"500", "campus.hall.racks=10:1000", 1, 500 - 1 - 0.1},
		{"seed=20,1", "campus.hall.racks=10:1000", 1, 0}, // never flips
		{"campus.hall.racks=10,234", "seed=1:20", 1, 0},  // the same on both sides
		{"few,many", "campus.hall.racks=10:90", 3, 0},
	} {
		o := ThresholdOptions{Options: quietly(t, t.TempDir()), Metric: "campus.Fouju.cost_EUR", SignChange: c.change, Axis: c.axis, Replicates: c.replicates, Tolerance: 1}
		got, err := Threshold(context.Background(), file, o)
		switch {
		case c.want == 0 && err == nil:
			t.Errorf("%s along %s: %v", c.change, c.axis, got.X)
		case c.want != 0 && (err != nil || got.X < c.want-1.5 || got.X > c.want+1.5):
			t.Errorf("%s along %s: %v, %v; want %v", c.change, c.axis, got.X, err, c.want)
		}
		if err == nil {
			checkStored(t, o, got)
		}
	}
}

// checkStored sees that what a search found is a sweep that can be read, printed and
// merged again.
func checkStored(t *testing.T, o ThresholdOptions, found design.Threshold) {
	t.Helper()
	for range 2 {
		s, err := result.OpenSweep(o.Out)
		if err != nil {
			t.Fatal(err)
		}
		kinds := map[string]int{}
		for _, x := range s.Statistics {
			kinds[x.Kind]++
			if x.Kind == result.Threshold && (x.Estimate != found.X || x.Indicator != o.Metric || x.Of != "campus.hall.racks") {
				t.Errorf("stored %+v, found %v", x, found.X)
			}
		}
		if n := len(found.Evaluations); kinds[result.Threshold] != 1 || kinds[result.DifferenceAlong] != n || len(s.Runs)%n != 0 || len(s.Runs) == 0 {
			t.Errorf("of %d evaluations %d runs and %v are stored", n, len(s.Runs), kinds)
		}
		if len(s.Figures) != 1 || s.Figures[0].Kind != result.ThresholdFigure {
			t.Errorf("the figures are %+v", s.Figures)
		}
		if err := Merge(o.Out); err != nil {
			t.Fatal(err)
		}
	}
	if err := Results(o.Out, "", "", true, io.Discard); err != nil {
		t.Error(err)
	}
}

func TestThresholdInWords(t *testing.T) {
	o := ThresholdOptions{Metric: "pue", Axis: "campus.hall.racks=10:200"}
	mean := func(x, y, low, high float64) design.Evaluation {
		return design.Evaluation{X: x, Difference: design.Interval{Estimate: y, Low: low, High: high}}
	}
	none := math.NaN()
	for _, c := range []struct {
		t    design.Threshold
		want string
	}{
		{design.Threshold{X: 49, Whole: true, Low: 46, High: 200, OpenHigh: true, Evaluations: []design.Evaluation{mean(10, 1./3, 0.1, 0.5), mean(200, -1, -2, 0)}},
			"campus.hall.racks = 49: the difference of pue falls below zero from there on\ninterval at confidence 0.95: 46 to above 200\n" +
				"  campus.hall.racks  difference  interval of its mean\n  10                 0.333333    0.1 to 0.5\n  200                -1          -2 to 0\n"},
		{design.Threshold{X: 0.25, Rising: true, Low: none, High: none, Evaluations: []design.Evaluation{mean(10, 1, none, none)}},
			"campus.hall.racks = 0.25: the difference of pue rises above zero above it\n  campus.hall.racks  difference\n  10                 1\n"},
	} {
		var b strings.Builder
		if WriteThreshold(&b, o, c.t); b.String() != c.want {
			t.Errorf("got\n%s\nwant\n%s", b.String(), c.want)
		}
	}
}

// A sweep that is stopped from outside says how far it has come, and goes on.
func TestInterrupted(t *testing.T) {
	withQuick(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	third := 3
	runPoint = func(ctx context.Context, dir, home string, src source, p Point, progress experiments.Progress) error {
		if third--; third == 0 {
			cancel()
		}
		return quick(ctx, dir, home, src, p, progress)
	}
	file := experiment(t, seeds(8))
	o := quietly(t, t.TempDir())
	o.Jobs = 1
	err := Run(ctx, file, o)
	var stopped *InterruptedError
	if !errors.As(err, &stopped) || stopped.Ended != len(finishedRuns(o.Out)) || stopped.Ended < 2 || stopped.Ended > 3 || stopped.Of != 8 {
		t.Errorf("%v with %d runs finished", err, len(finishedRuns(o.Out)))
	}
	mustRun(t, file, o)
}

// capture returns what is said on a sweep's standard error.
func capture(t *testing.T, o *Options) func() string {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	o.Stderr = f
	return func() string {
		text, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
}

// Runs at the same time share what they read of files, and give what they give
// one by one.
func TestSharedInputs(t *testing.T) {
	data := filepath.Join(t.TempDir(), "site.epw")
	if err := os.WriteFile(data, typicalYear(), 0o666); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(data, old, old); err != nil {
		t.Fatal(err)
	}
	prices := filepath.Join(t.TempDir(), "prices.csv")
	lines := "datetime_utc,eur_per_mwh\n"
	for h := range 8760 {
		lines += time.Date(2023, 1, 1, h, 0, 0, 0, time.UTC).Format("2006-01-02 15:04") + ",55." + time.Date(2023, 1, 1, h, 0, 0, 0, time.UTC).Format("15") + "\n"
	}
	if err := os.WriteFile(prices, []byte(lines), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(prices, old, old); err != nil {
		t.Fatal(err)
	}
	file := experiment(t, "[[sweep]]\nmethod = \"grid\"\naxes = { seed = [1, 2] }\n")
	one, two := quietly(t, t.TempDir()), quietly(t, t.TempDir())
	one.Jobs, two.Jobs = 1, 2
	one.Sets = []string{"weather.paris={file=\"" + data + "\"}", "market.file=\"" + prices + "\"", "record.series=none"}
	two.Sets = one.Sets
	mustRun(t, file, two)
	if underRace {
		return // runs at one time have raced by now, if they do
	}
	mustRun(t, file, one)
	sameFiles(t, two.Out, one.Out)
}
