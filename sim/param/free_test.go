package param

import (
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// lab is a farm with free tables and with sweeps.
type lab struct {
	farm
	Notes map[string]any
	Log   []any
	Sweep []*sweep
}

func (s *lab) Params(p *Set) {
	s.farm.Params(p)
	p.Free(&s.Notes, "notes", "whatever one likes")
	p.FreeList(&s.Log, "log", "what happened")
	List(p, &s.Sweep, "sweep", "name", "what is varied").Transient()
}

type sweep struct {
	Name    string
	Samples int
	CSV     string
	Axes    map[string]any
	Points  []any

	Complaints []string
}

func (s *sweep) Params(p *Set) {
	p.String(&s.Name, "name", "", "what it is called")
	p.Int(&s.Samples, "samples", 1, AtLeast(1), "points", Assumption)
	p.File(&s.CSV, "csv", "a file of points")
	p.Free(&s.Axes, "axes", "what is varied").Paths()
	p.FreeList(&s.Points, "points", "the points").Paths("name")
}

// Check complains about the key that the name of the sweep says.
func (s *sweep) Check(report func(key, format string, args ...any)) {
	if s.Name != "" && s.Name != "S" {
		report(s.Name, "wrong")
	}
}

func decodeLab(t testing.TB, text string, sets ...string) (*lab, *Resolved) {
	t.Helper()
	l := &lab{}
	r, err := Decode("exp.toml", []byte(text), l, sets)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return l, r
}

// labProblems returns the problems of a text with its sets.
func labProblems(text string, sets ...string) []string {
	_, err := Decode("exp.toml", []byte(text), &lab{}, sets)
	var out []string
	if ps, ok := err.(Problems); ok {
		for _, p := range ps {
			out = append(out, fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.Message))
		}
	}
	return out
}

func TestFree(t *testing.T) {
	l, r := decodeLab(t, `
log = [1, [2.0, {}], { "a b".c = [true] }]
[notes]
x = 1
"a.b" = { from = 1.5, to = "z" }
[[notes.list]]
day = 2026-03-01
[[notes.list]]
`)
	day := l.Notes["list"].([]any)[0].(map[string]any)["day"].(time.Time)
	if y, m, d := day.Date(); y != 2026 || m != 3 || d != 1 {
		t.Errorf("day %v", day)
	}
	want := map[string]any{"x": int64(1), "a.b": map[string]any{"from": 1.5, "to": "z"},
		"list": []any{map[string]any{"day": day}, map[string]any{}}}
	if !reflect.DeepEqual(l.Notes, want) {
		t.Errorf("notes %#v", l.Notes)
	}
	log := []any{int64(1), []any{2.0, map[string]any{}}, map[string]any{"a b": map[string]any{"c": []any{true}}}}
	if !reflect.DeepEqual(l.Log, log) {
		t.Errorf("log %#v", l.Log)
	}
	for path, want := range map[string]string{
		"notes": `{ "a.b" = { from = 1.5, to = "z" }, list = [{ day = 2026-03-01 }, {}], x = 1 }`,
		"log":   `[1, [2.0, {}], { "a b" = { c = [true] } }]`,
	} {
		if v := value(t, r, path); v.Text() != want || v.Source != Given {
			t.Errorf("%s is %s, want %s", path, v.Text(), want)
		}
		if !strings.Contains(string(r.TOML("")), path+" = "+want+"\n") {
			t.Errorf("no %s in\n%s", want, r.TOML(""))
		}
	}
}

func TestFreeIsNilWhereItIsNotGiven(t *testing.T) {
	l, r := decodeLab(t, "")
	if l.Notes != nil || l.Log != nil || strings.Contains(string(r.TOML("")), "notes") || len(r.Changed()) != 0 {
		t.Errorf("notes %v, log %v, changed %v", l.Notes, l.Log, r.Changed())
	}
	l, r = decodeLab(t, "notes = {}\nlog = []\n")
	if l.Notes == nil || l.Log == nil || len(r.Changed()) != 2 {
		t.Errorf("notes %v, log %v, changed %v", l.Notes, l.Log, r.Changed())
	}
	again(t, r, ".", &lab{})
}

func TestFreeIsSetAsAWhole(t *testing.T) {
	l, _ := decodeLab(t, "notes.x = 1\n[[sweep]]\nname = 'S'\n[[sweep]]\n", "notes={y = 2}", "sweep.samples=7", `sweep[S].axes={"years" = [3]}`)
	if len(l.Notes) != 1 || l.Notes["y"] != int64(2) || l.Sweep[0].Samples != 7 || l.Sweep[1].Samples != 7 || len(l.Sweep[0].Axes) != 1 {
		t.Errorf("%+v %+v", l.Notes, l.Sweep[0])
	}
	for set, want := range map[string]string{
		"notes.y=2":                  "--set:1:1: notes has no declared keys: set it as a whole",
		"log[0]=2":                   "--set:1:1: log has no declared keys: set it as a whole",
		"notes=abc":                  `--set:1:7: notes: wants a table, got the text "abc"`,
		"log={}":                     "--set:1:5: log: wants a list, got a table",
		`sweep.axes={"yeers" = [3]}`: `--set:1:13: sweep[S].axes.yeers: unknown key "yeers": did you mean "years"?`,
	} {
		if got := labProblems("[[sweep]]\nname = 'S'\n", set); len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %s\nwant %s", set, strings.Join(got, "\n"), want)
		}
	}
}

func TestOverlayReplacesFreeTables(t *testing.T) {
	dir := write(t, map[string]string{
		"b.toml":   "notes = {a = 1, b = {c = 1}}\n[[sweep]]\nname = 'S'\nsamples = 3\naxes = {years = [1], seed = [2]}\n",
		"exp.toml": "extends = 'b.toml'\nnotes.b.d = 2\n[[sweep]]\nname = 'S'\naxes.years = [2]\n"})
	l := &lab{}
	if _, err := Load(filepath.Join(dir, "exp.toml"), l, nil); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(l.Notes, l.Sweep[0].Axes, l.Sweep[0].Samples); got != "map[b:map[d:2]] map[years:[2]] 3" {
		t.Errorf("got %s", got)
	}
}

// A Checker's reports about what is in a free table find their place.
func TestCheckerPointsIntoFreeTables(t *testing.T) {
	const text = `[[sweep]]
name = "%s"
axes = { "campus.hall.racks" = { from = 1,
   "to ?" = [1, 2] }, years = [1,
   2] }
points = [
   { name = "x", years = 1 },
   { "campus[Fouju].grid.bus" = "b" },
]
[[campus]]
name = "Fouju"
hall = [{}]
[weather.paris]
`
	for key, want := range map[string]string{
		`axes`:                               "3:1",
		`axes.'campus.hall.racks'`:           "3:10",
		`axes.'campus.hall.racks'.from`:      "3:41",
		`axes.'campus.hall.racks'.'to ?'`:    "4:4",
		`axes.'campus.hall.racks'.more`:      "3:10",
		`axes.years[1]`:                      "5:4",
		`axes.years[7]`:                      "4:23",
		`axes.zz`:                            "3:1",
		`points[0]`:                          "7:4",
		`points[1]`:                          "8:4",
		`points[1].'campus[Fouju].grid.bus'`: "8:33",
		`points[0].years`:                    "7:26",
		`points[5]`:                          "6:1",
		`samples`:                            "1:3",
	} {
		key = strings.ReplaceAll(key, "'", `"`)
		in := strings.Replace(text, `"%s"`, Quote(key), 1)
		got := labProblems(in)
		if len(got) != 1 || !strings.HasPrefix(got[0], "exp.toml:"+want+": sweep[") || !strings.HasSuffix(got[0], "."+key+": wrong") {
			t.Errorf("%s: got %s, want %s", key, strings.Join(got, "\n"), want)
		}
	}
}

// tomlTree draws a value as plain values.
func tomlTree(t *rapid.T, depth int) any {
	kinds := 7
	if depth == 0 {
		kinds = 5
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		return rapid.Int64().Draw(t, "whole")
	case 1:
		return rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, 1, -7, 1e20, 1e300, math.Inf(1), math.Inf(-1), math.Copysign(0, -1)})).Draw(t, "number")
	case 2:
		return rapid.String().Draw(t, "text")
	case 3:
		return rapid.Bool().Draw(t, "switch")
	case 4:
		text := rapid.SampledFrom([]string{"2026-01-01", "07:32:00", "07:32:00.25", "1979-05-27T07:32:00Z", "1979-05-27T07:32:00.5-07:30", "1979-05-27T07:32:00.000001"}).Draw(t, "time")
		values, failure := decodeTOML("x = " + text)
		if failure != nil {
			t.Fatal(failure)
		}
		return values["x"]
	case 5:
		list := make([]any, rapid.IntRange(0, 4).Draw(t, "length"))
		for i := range list {
			list[i] = tomlTree(t, depth-1)
		}
		return list
	}
	return tomlTable(t, depth-1)
}

func tomlTable(t *rapid.T, depth int) map[string]any {
	table := map[string]any{}
	for range rapid.IntRange(0, 4).Draw(t, "size") {
		key := rapid.OneOf(rapid.StringN(1, 8, -1), rapid.SampledFrom([]string{"a", "a.b", "campus[A].x", "1", `q"`, "'"})).Draw(t, "key")
		table[key] = tomlTree(t, depth)
	}
	return table
}

// Whatever stands in a free table comes back from the resolved text as it was,
// and so does the hash.
func TestFreeDecodesAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		notes := tomlTable(t, 2)
		list, _ := tomlTree(t, 3).([]any)
		text := "notes = " + inline(notes) + "\n"
		if list != nil {
			text += "log = " + inline(list) + "\n"
		}
		l := &lab{}
		r, err := Decode("exp.toml", []byte(text), l, nil)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !reflect.DeepEqual(l.Notes, notes) || !reflect.DeepEqual(l.Log, list) {
			t.Fatalf("%s\ndecodes to %#v and %#v", text, l.Notes, l.Log)
		}
		again(t, r, ".", &lab{})
	})
}

func TestHashOfFreeTables(t *testing.T) {
	hash := func(text string) string {
		_, r := decodeLab(t, text)
		h, err := r.Hash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	base := hash("notes = { a = 1, b = { c = 2, d = [3] } }\n")
	if hash("[notes.b]\nd = [3] # three\nc = 2\n[notes]\na = 1\n") != base {
		t.Error("the order or form of keys changed the hash")
	}
	if hash("notes = { a = 1, b = { c = 2, d = [4] } }\n") == base {
		t.Error("a value left the hash as it was")
	}
}

func TestFreeInReference(t *testing.T) {
	kinds := map[string]string{}
	for _, e := range Reference(&lab{}) {
		kinds[e.Path] = e.Kind + "|" + e.Default
	}
	for path, want := range map[string]string{
		"notes": "table of any keys|", "log": "list of anything|",
		"sweep[].axes": "table by parameter path|", "sweep[].points": "list of tables by parameter path|",
	} {
		if kinds[path] != want {
			t.Errorf("%s: %s, want %s", path, kinds[path], want)
		}
	}
	if found := Lint(&lab{}); len(found) > 0 {
		t.Errorf("lint: %v", found)
	}
}
