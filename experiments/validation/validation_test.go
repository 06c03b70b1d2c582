package validation

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every embedded comparison can stand in a paper: it has a name of its own, says
// what it compares and where that stands, and has something to run.
func TestComparisonsAreComplete(t *testing.T) {
	name := regexp.MustCompile(`^[a-z0-9-]+(\.[A-Za-z0-9.-]+)+$`)
	seen := map[string]bool{}
	for _, c := range Comparisons() {
		switch {
		case !name.MatchString(c.Name):
			t.Errorf("%q is no name", c.Name)
		case seen[c.Name]:
			t.Errorf("%s stands twice", c.Name)
		case c.Quantity == "" || len(c.Source) < 10 || c.Run == nil:
			t.Errorf("%s lacks quantity, source or run", c.Name)
		case math.IsNaN(c.Published.Low) || math.IsNaN(c.Published.High) || c.Published.Low > c.Published.High:
			t.Errorf("%s: published %v", c.Name, c.Published)
		case !(c.Tolerance.Amount >= 0) || c.Tolerance.Relative && c.Published.IsRange():
			t.Errorf("%s: tolerance %v around %v", c.Name, c.Tolerance, c.Published)
		case c.Tolerance.Of(c.Published) == 0 && !c.Published.IsRange() && c.Class != Identity:
			t.Errorf("%s: no tolerance", c.Name)
		case !slices.Contains(Classes, c.Class):
			t.Errorf("%s: class %q", c.Name, c.Class)
		case (c.Class == Shown) != (c.Tolerance == none):
			t.Errorf("%s: %s with a tolerance of %v", c.Name, c.Class, c.Tolerance)
		case (c.Basis == "") != (c.Tolerance == none):
			t.Errorf("%s: a tolerance of %v rests on %q", c.Name, c.Tolerance, c.Basis)
		case c.Why == "" && (c.Class == Fitted && !strings.Contains(c.Source, "was fitted to this record") || c.Class == Identity):
			t.Errorf("%s: nothing says why it is %s", c.Name, c.Class)
		case c.Misfit != nil && (len(c.Misfit.Diagnosis) < 40 || c.Class == Identity):
			t.Errorf("%s: misfit %+v", c.Name, *c.Misfit)
		case strings.HasPrefix(c.Needs, "/") || strings.Contains(c.Needs, ".."):
			t.Errorf("%s needs %s, which is no path in the shared folder", c.Name, c.Needs)
		}
		seen[c.Name] = true
	}
	for _, group := range []string{"psychrometrics", "xenon", "reactors", "lines", "power", "compute", "economics", "cdu", "dry-cooler", "tower", "chiller", "weather", "market", "lei-masanet"} {
		if !slices.Contains(groups(all), group) {
			t.Errorf("no comparison of %s", group)
		}
	}
}

// Units are those of the project, and what has none is a ratio or a share.
func TestComparisonsHaveUnits(t *testing.T) {
	known := []string{"", "degC", "K", "Pa", "J/kg", "m3/kg", "h", "min", "MW", "kW", "W", "Mvar", "ohm", "pu", "kW/K", "EUR", "EUR/h", "EUR/MWh", "L/kWh", "g/kWh", "TWh", "million", "s"}
	dimensionless := regexp.MustCompile(`humidity|over|share|effective|goodput|number|outages|interruptions|correlation|order|COP|efficiency|availability|negative|PUE|effectiveness`)
	for _, c := range Comparisons() {
		if !slices.Contains(known, c.Unit) {
			t.Errorf("%s: unit %q", c.Name, c.Unit)
		}
		if c.Unit == "" && !dimensionless.MatchString(c.Quantity) {
			t.Errorf("%s: %q without a unit", c.Name, c.Quantity)
		}
	}
}

// The classes that the headline counts hold no number that the model was given.
func TestHeadlineCountsWhatIsIndependent(t *testing.T) {
	class := map[string]Class{}
	for _, c := range Comparisons() {
		class[c.Name] = c.Class
		if c.Class.Counts() && (c.Why != "" || strings.Contains(c.Source, "fitted to")) {
			t.Errorf("%s is counted: %s %s", c.Name, c.Why, c.Source)
		}
	}
	for name, want := range map[string]Class{"reactors.golfech.lowest": Identity, "reactors.fleet.availability": Measured, "reactors.fleet.forced": Fitted,
		"economics.h100-hour": Shown, "economics.price.fr-2020.mean": Fitted, "weather.Paris.mean": Fitted, "lines.case9.4-5.loss": Engine,
		"psychrometrics.saturation-pressure.25degC": Equation, "sites.nrel-esif.pue": Measured, "tower.merkel.mean": Engine} {
		if class[name] != want {
			t.Errorf("%s is of class %q, want %s", name, class[name], want)
		}
	}
}

// All that can run without files agrees, a declared misfit is one, and the
// outcome is the same a second time.
func TestEmbeddedComparisonsHold(t *testing.T) {
	list := slices.DeleteFunc(Comparisons(), func(c Comparison) bool { return c.Needs != "" })
	rows, err := run(list, Options{})
	if err != nil {
		t.Fatal(err)
	}
	misfits := map[string]bool{}
	for _, c := range list {
		misfits[c.Name] = c.Misfit != nil && c.Class != Shown
	}
	for _, r := range rows {
		switch {
		case strings.HasPrefix(r.Verdict, skipped):
		case r.Verdict == Miss:
			t.Errorf("%s: simulated %g, published %v ± %v %s", r.Name, r.Simulated, r.Published, r.Tolerance, r.Diagnosis)
		case misfits[r.Name] && r.Verdict != Known:
			t.Errorf("%s is declared a misfit and is a %s", r.Name, r.Verdict)
		}
	}
	if Failed(rows) != slices.ContainsFunc(rows, func(r Row) bool { return r.Verdict == Miss }) {
		t.Error("Failed does not tell a miss")
	}
	some, err := run(list, Options{Names: []string{"compute", "power", "economics.price.fr-2020.*"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range some {
		i := slices.IndexFunc(rows, func(x Row) bool { return x.Name == r.Name })
		if rows[i].Simulated != r.Simulated {
			t.Errorf("%s: %g, then %g", r.Name, rows[i].Simulated, r.Simulated)
		}
	}
}

// What needs files agrees where they are.
func TestComparisonsWithFilesHold(t *testing.T) {
	list := slices.DeleteFunc(Comparisons(), func(c Comparison) bool { return c.Needs == "" })
	rows, err := run(list, Options{})
	if err != nil {
		t.Fatal(err)
	}
	sampled, err := run(list, Options{Full: true, Names: []string{"lei-masanet.case-[12].*"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range sampled {
		if r.Verdict == Miss {
			t.Errorf("%s: simulated %g, published %v ± %v", r.Name, r.Simulated, r.Published, r.Tolerance)
		}
	}
	misfits := map[string]bool{}
	for _, c := range list {
		misfits[c.Name] = c.Misfit != nil
	}
	done := 0
	for _, r := range rows {
		if strings.HasPrefix(r.Verdict, skipped) {
			continue
		}
		done++
		if r.Verdict == Miss || misfits[r.Name] && r.Verdict != Known {
			t.Errorf("%s: %s: simulated %g, published %v ± %v %s", r.Name, r.Verdict, r.Simulated, r.Published, r.Tolerance, r.Diagnosis)
		}
	}
	if done == 0 {
		t.Skip("no files: set CALODUC_SHARED")
	}
}

// examples are one comparison of each verdict, and of each class.
func examples() []Comparison {
	at := func(x float64) func(*Env) (float64, error) { return number(func() float64 { return x }) }
	c := func(name string, p Published, x float64) Comparison {
		return Comparison{Name: name, Group: "group", Quantity: name + " of something", Unit: "K", Source: "a book, table 3", Published: p, Tolerance: within(0.5), Class: Measured, Basis: digits, Run: at(x)}
	}
	pass, miss, low := c("pass", value(10), 10.4), c("miss", value(10), 11), c("low", between(1, 2), 0.4)
	misfit := c("misfit", value(10), 12)
	misfit.Misfit = &Misfit{Diagnosis: "the model has no bearings", Side: High}
	beyond := c("beyond", value(10), 7)
	beyond.Misfit = misfit.Misfit
	identity := c("identity", value(10), 10)
	identity.Class, identity.Why = Identity, "the definition"
	file := c("file", value(10), 10)
	file.Needs = "data/nothing.csv"
	shown := c("shown", value(10), 99)
	shown.Tolerance, shown.Class = none, Shown
	fitted, engine := c("fitted", value(10), 10.4), c("engine", value(10), 11)
	fitted.Class, engine.Class = Fitted, Engine
	full := c("full", atLeast(1), 10)
	full.Full = true
	failed, panicked := c("failed", value(1), 1), c("panicked", value(1), 1)
	failed.Run = func(*Env) (float64, error) { return 0, errors.New("no water") }
	panicked.Run = func(*Env) (float64, error) { panic("dry") }
	return []Comparison{pass, miss, low, misfit, beyond, identity, file, full, failed, panicked, c("nan", value(1), math.NaN()), shown, fitted, engine}
}

func TestVerdicts(t *testing.T) {
	rows, err := run(examples(), Options{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		verdict    string
		difference float64
		diagnosis  string
	}{
		{"pass", 0.4, ""}, {"miss", 1, ""}, {"miss", -0.6, ""}, {"misfit", 2, "the model has no bearings"}, {"miss", -3, ""}, {"pass", 0, ""},
		{"skipped: needs data/nothing.csv", math.NaN(), ""},
		{"miss", math.NaN(), "failed: no water"}, {"miss", math.NaN(), "failed: panic: dry"}, {"miss", math.NaN(), ""}, {"shown", 89, ""}, {"pass", 0.4, ""}, {"miss", 1, ""},
	} {
		r := rows[i]
		same := math.Abs(r.Difference-want.difference) < 1e-12 || math.IsNaN(r.Difference) && math.IsNaN(want.difference)
		if r.Verdict != want.verdict || r.Diagnosis != want.diagnosis || !same {
			t.Errorf("%s: %q, %q, %g", r.Name, r.Verdict, r.Diagnosis, r.Difference)
		}
	}
	if !Failed(rows) || Failed(rows[:1]) || Failed(rows[3:4]) || Failed(rows[5:7]) {
		t.Error("Failed must see misses and nothing else")
	}
	rows, err = run(examples()[6:9], Options{})
	if err != nil || len(rows) != 2 {
		t.Errorf("without --full: %+v, %v", rows, err)
	}
	for _, full := range []bool{false, true} {
		rows, err = run(examples()[7:8], Options{Full: full})
		if want := map[bool]string{false: "skipped: needs --full", true: Pass}[full]; err != nil || rows[0].Verdict != want {
			t.Errorf("full %v: %+v, %v", full, rows, err)
		}
	}
}

func TestNames(t *testing.T) {
	count := func(names ...string) int {
		rows, err := choose(all, names)
		if err != nil {
			t.Error(err)
		}
		return len(rows)
	}
	if n := count("cdu"); n != 4 {
		t.Errorf("%d comparisons of cdu", n)
	}
	if n := count("*wet?bulb*", "cdu"); n < 15 || n >= len(all) {
		t.Errorf("%d comparisons of wet bulbs", n)
	}
	if a, b := count("cdu", "cdu.ntu"), count("cdu.*"); a != b {
		t.Errorf("%d and %d", a, b)
	}
	if count("*") != len(all) || count() != len(all) {
		t.Error("a star must match all")
	}
	if _, err := Run(Options{Names: []string{"teapot"}}); err == nil || !strings.Contains(err.Error(), "psychrometrics") {
		t.Errorf("unknown name: %v", err)
	}
	if _, err := Run(Options{Names: []string{"[a"}}); err == nil {
		t.Error("a bad glob is accepted")
	}
}

// Without data everything that needs a file is skipped and says so.
func TestSkipsWithoutData(t *testing.T) {
	for _, how := range []string{"option", "environment"} {
		o := Options{Names: []string{"reactors.golfech.*", "tower.merkel.*"}}
		t.Setenv("CALODUC_SHARED", t.TempDir())
		if how == "option" {
			o.Data = t.TempDir()
		}
		rows, err := Run(o)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			i := slices.IndexFunc(all, func(c Comparison) bool { return c.Name == r.Name })
			if need := all[i].Needs; need != "" && r.Verdict != "skipped: needs "+need {
				t.Errorf("%s: %s: %s", how, r.Name, r.Verdict)
			}
		}
		if Failed(rows) {
			t.Errorf("%s: a skipped comparison is not a miss", how)
		}
	}
}

func TestJSON(t *testing.T) {
	rows, err := run(examples(), Options{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteJSON(&b, rows); err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(b.Bytes(), &list); err != nil {
		t.Fatalf("%v in %s", err, b.String())
	}
	keys := []string{"name", "quantity", "source", "published", "simulated", "difference", "tolerance", "tolerance_basis", "unit", "class", "verdict", "diagnosis", "why"}
	if len(list) != len(rows) {
		t.Fatalf("%d objects of %d rows", len(list), len(rows))
	}
	for _, o := range list {
		for _, k := range keys {
			if _, ok := o[k]; !ok {
				t.Errorf("%s lacks %s", o["name"], k)
			}
		}
		if len(o) != len(keys) {
			t.Errorf("%s has other keys: %v", o["name"], o)
		}
	}
	if list[0]["published"] != 10.0 || list[0]["simulated"] != 10.4 || list[0]["tolerance"] != 0.5 || list[6]["simulated"] != nil {
		t.Errorf("%v, %v", list[0], list[6])
	}
	if p := list[2]["published"].([]any); p[0] != 1.0 || p[1] != 2.0 {
		t.Errorf("range %v", p)
	}
	b.Reset()
	if err := WriteJSON(&b, nil); err != nil || strings.TrimSpace(b.String()) != "[]" {
		t.Errorf("no rows: %q, %v", b.String(), err)
	}
}

func TestText(t *testing.T) {
	rows, err := run(examples(), Options{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteText(&b, rows); err != nil {
		t.Fatal(err)
	}
	const want = `group
  quantity               published  simulated  difference  tolerance  unit  class     verdict
 a book, table 3
 tolerance: half of the last printed digit, of inputs and result
  pass of something             10       10.4        +0.4        0.5  K     measured  pass
  miss of something             10         11          +1        0.5  K     measured  miss
  low of something          1 to 2        0.4        -0.6        0.5  K     measured  miss
  misfit of something           10         12          +2        0.5  K     measured  misfit
      the model has no bearings
  beyond of something           10          7          -3        0.5  K     measured  miss
  identity of something         10         10          +0        0.5  K     identity  pass
      the definition
  file of something             10                               0.5  K     measured  skipped: needs data/nothing.csv
  failed of something            1                               0.5  K     measured  miss
      failed: no water
  panicked of something          1                               0.5  K     measured  miss
      failed: panic: dry
  nan of something               1                               0.5  K     measured  miss
  shown of something            10         99         +89             K     shown     shown
  fitted of something           10       10.4        +0.4        0.5  K     fitted    pass
  engine of something           10         11          +1        0.5  K     engine    miss

9 compared with measurements and other engines: 1 pass, 1 misfit with a diagnosis, 7 miss
  measured  1 pass, 1 misfit, 6 miss, 1 skipped
  engine    1 miss
  fitted    1 pass
  identity  1 pass
  shown     1 shown
  skipped for want of data/nothing.csv
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The folder of data may be laid out as the shared folder, its data, or flat.
func TestFilesAreFound(t *testing.T) {
	for _, at := range []string{"data/grid/x.csv", "grid/x.csv", "x.csv"} {
		dir := t.TempDir()
		path := filepath.Join(dir, filepath.FromSlash(at))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		e := &Env{root: dataRoot(dir)}
		if file, ok := e.File("data/grid/x.csv"); !ok || file != path {
			t.Errorf("%s: found %q, %v", at, file, ok)
		}
		if _, ok := e.File("data/grid"); ok {
			t.Error("a folder is taken for a file")
		}
	}
}
