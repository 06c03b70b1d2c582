package design

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"caloduc/sim/param"
)

// file reads a block as the TOML of an experiment file would give it.
func file(t *testing.T, text string) *Block {
	t.Helper()
	var tree map[string]any
	if _, err := toml.Decode(text, &tree); err != nil {
		t.Fatal(err)
	}
	b := New("")
	b.AxesTree, _ = tree["axes"].(map[string]any)
	switch p := tree["points"].(type) {
	case []any:
		b.PointsTree = p
	case []map[string]any:
		b.PointsTree = make([]any, len(p))
		for i, m := range p {
			b.PointsTree[i] = m
		}
	}
	delete(tree, "axes")
	delete(tree, "points")
	var rest strings.Builder
	if err := toml.NewEncoder(&rest).Encode(tree); err != nil {
		t.Fatal(err)
	}
	scalars := new(Block)
	checked := &unchecked{scalars}
	if _, err := param.Decode(filepath.Join(t.TempDir(), "x.toml"), []byte(rest.String()), checked, nil); err != nil {
		t.Fatal(err)
	}
	scalars.AxesTree, scalars.PointsTree = b.AxesTree, b.PointsTree
	return scalars
}

// unchecked is a block whose trees are not there yet.
type unchecked struct{ block *Block }

func (u *unchecked) Params(p *param.Set) { u.block.Params(p) }

func TestDeclarationsAreSound(t *testing.T) {
	if found := param.Lint(new(Block)); len(found) > 0 {
		t.Error(strings.Join(found, "\n"))
	}
}

func TestEveryFormOfAxis(t *testing.T) {
	b := file(t, `
method = "sobol"
samples = 64
seed = 3
where = "temp <= 44 and site == 'Paris'"
[axes]
"campus.hall.cooling.supply_temp_degC" = { from = 27, to = 45, as = "temp" }
"campus.hall.racks" = { from = 10, to = 1000, scale = "log", whole = true }
"weather.paris.site" = ["Paris", "Lyon"]
"grid.loss" = { normal = { mean = 0.02, sd = 0.005, from = 0 } }
"market.price" = { lognormal = { median = 60, sd_log = 0.3 } }
"campus.hall.approach_K" = { triangular = { from = 2, mode = 4, to = 8 } }
"campus.hall.cooling.plant" = { discrete = { values = ["dry", "wet"], weights = [3, 1] } }
"start" = { values = [2026-01-01, 2027-01-01] }
"economics.discount" = { uniform = { from = 0.01, to = 0.1, scale = "log" } }
`)
	points := mustPoints(t, b)
	if len(points) < 20 || len(points) >= 40 {
		t.Errorf("%d points of 64, want about half", len(points))
	}
	if len(points[0].Values) != 9 {
		t.Errorf("%d values", len(points[0].Values))
	}
	for _, p := range points {
		if !slices.Contains(p.Sets(), `weather.paris.site="Paris"`) {
			t.Fatalf("where lets %v through", p)
		}
	}
	again := mustPoints(t, b)
	if !slices.Equal(sets(points), sets(again)) {
		t.Error("reading the block twice gives other points")
	}
}

func TestListOfPoints(t *testing.T) {
	b := file(t, `
method = "list"
where = "racks < 30"
points = [
  { name = "France", "weather.site.name" = "Paris", "campus.racks" = 10 },
  { name = "Sweden", "weather.site.name" = "Luleå", "campus.racks" = 20, "campus.island" = true },
  { name = "Spain", "campus.racks" = 30 },
]`)
	points := mustPoints(t, b)
	want := []string{`campus.racks=10 weather.site.name="Paris"`, `campus.island=true campus.racks=20 weather.site.name="Luleå"`}
	if got := sets(points); !slices.Equal(got, want) || points[1].Name != "Sweden" {
		t.Errorf("got %q", got)
	}
}

func TestListFromCSV(t *testing.T) {
	name := filepath.Join(t.TempDir(), "countries.csv")
	text := "name,weather.site.name,campus.racks,campus.version\nFrance, Paris,10,1.10\n\"Sweden, north\",Luleå,,2026-05-01\n"
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b := New(List)
	b.CSV = name
	points := mustPoints(t, b)
	want := []string{`campus.racks=10 campus.version=1.10 weather.site.name="Paris"`, `campus.version=2026-05-01 weather.site.name="Luleå"`}
	if got := sets(points); !slices.Equal(got, want) || points[1].Name != "Sweden, north" {
		t.Errorf("got %q", got)
	}
	for text, want := range map[string]string{
		"":             "the file is empty",
		"a,a\n1,2\n":   "columns 1 and 2 are both named \"a\"",
		"a,\n1,2\n":    "column 2 has no path",
		"a,b\n1\n":     "wrong number of fields",
		"a\n\"b\nc,\n": "extraneous or missing",
	} {
		if _, err := ReadCSV([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// faults are blocks and what is wrong with each.
var faults = map[string]string{
	`method = "grid"`: "axes: grid needs at least one axis",
	`method = "grid"
axes = { "a.b" = 3 }`: `axes."a.b": wants a list of values, or a table`,
	`method = "grid"
axes.a.b = [1, 2]`: `axes.a: wants one of values, from and to,`,
	`method = "grid"
axes = { a = [] }`: "axes.a: an axis needs at least one value",
	`method = "grid"
axes = { a = [1, "x"] }`: "axes.a: mixes numbers with texts",
	`method = "grid"
axes = { a = [2026-01-01T10:00:00Z] }`: "axes.a: cannot set a parameter to",
	`method = "grid"
axes = { a = { from = 1, to = 3 } }`: "axes.a: grid needs n, the number of values",
	`method = "grid"
axes = { a = { from = 3, to = 1, n = 4 } }`: "axes.a: from must be below to",
	`method = "grid"
axes = { a = { from = 1, to = 3, n = 4, whole = true } }`: "axes.a: n = 4 takes the value 3 twice",
	`method = "grid"
axes = { a = { from = 1, n = 4 } }`: "axes.a: to is missing",
	`method = "grid"
axes = { a = { from = 1, too = 3, to = 3, n = 3 } }`: `axes.a.too: unknown key "too". The keys here are as, from, n, scale, to, whole`,
	`method = "grid"
axes = { a = { from = "1", to = 3, n = 4 } }`: "axes.a.from: from wants a number",
	`method = "grid"
axes = { a = { from = -1, to = 3, n = 4, scale = "log" } }`: "axes.a: a logarithmic scale needs from and to above 0",
	`method = "grid"
axes = { a = { from = 1, to = 3, n = 4, scale = "ln" } }`: `axes.a: scale is "linear" or "log", not "ln"`,
	`method = "grid"
axes = { a = { discrete = { values = [1, 2], weights = [1, 2] } } }`: "axes.a: grid takes every value once",
	`method = "zip"
axes = { a = [1, 2], b = [1, 2, 3] }`: "axes: zip needs axes of one length: a has 2, b has 3",
	`method = "sobol"
axes = { a = [1, 2] }`: "method: sobol needs samples",
	`method = "sobol"
samples = 4
axes = { a = { normal = { mean = 1 } } }`: "axes.a.normal: sd is missing",
	`method = "sobol"
samples = 4
axes = { a = { normal = { mean = 1, sd = 1, sigma = 2 } } }`: `axes.a.normal.sigma: unknown key "sigma"`,
	`method = "halton"
samples = 4
axes = { a = { normal = { mean = 0, sd = 1, from = 50, to = 60 } } }`: "axes.a: nothing of the distribution lies between",
	`method = "halton"
samples = 4
axes = { a = { discrete = { values = [1, 2], weights = [1] } } }`: "axes.a: 2 values but 1 weights",
	`method = "halton"
samples = 4
axes = { a = { from = 1, to = 2, n = 7 } }`: "axes.a: n belongs to a range or distribution on a grid or zip",
	`method = "morris"
trajectories = 4
levels = 5
axes = { a = [1, 2] }`: "levels: levels must be an even number",
	`method = "saltelli"
samples = 4
where = "a < 2"
axes = { a = [1, 2] }`: "where: saltelli needs every point of its design",
	`method = "grid"
samples = 4
axes = { a = [1, 2] }`: "samples: samples means nothing to the method grid",
	`method = "grid"
where = "b < 2"
axes = { a = [1, 2] }`: "where: column 1: there is no axis b. There is a",
	`method = "grid"
where = "a < 0"
axes = { a = [1, 2] }`: "leaves no point",
	`method = "grid"
replicates = 3
axes = { replicate = [1, 2] }`: "axes.replicate: replicates = 3 sets the replicate already",
	`method = "grid"
axes = { a = { values = [1], as = "x" }, b = { values = [1], as = "x" } }`: "axes.b: the name x is taken",
	`method = "list"`: "points: a list needs points",
	`method = "list"
points = [{}]`: "points[0]: the point sets no parameter",
	`method = "list"
points = [{ name = "a", x = 1 }, { name = "a", x = 2 }]`: `points[1]: the name "a" is taken`,
	`method = "list"
points = [{ campus.racks = 1 }]`: `points[0].campus: a path is written in quotes`,
	`method = "grid"
replicates = 1000000
axes = { a = { from = 1, to = 3, n = 1000 } }`: "method: 1e+09 runs are more than 10000000",
}

func TestFaultsAreReportedAtTheirKeys(t *testing.T) {
	for text, want := range faults {
		_, err := Points([]*Block{file(t, text)})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n  gives %v\n  want  %s", text, err, want)
		}
	}
}

func TestUnknownMethod(t *testing.T) {
	if _, err := Points([]*Block{New("gird")}); err == nil || !strings.Contains(err.Error(), `there is no method "gird". The methods are grid, zip,`) {
		t.Errorf("got %v", err)
	}
}
