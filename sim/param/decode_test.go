package param

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// problems decodes a text that must be wrong and returns "line:col: message".
func problems(t *testing.T, text string, sets ...string) []string {
	t.Helper()
	_, err := Decode("exp.toml", []byte(text), &farm{}, sets)
	var ps Problems
	if !errors.As(err, &ps) {
		t.Fatalf("error %v in %q", err, text)
	}
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.Message))
	}
	return out
}

func TestDecodeFillsEveryField(t *testing.T) {
	dir := write(t, map[string]string{"data/w.csv": "1\n"})
	text := `
schema = 1
title = "T"
start = 2027-03-01
years = 3
verbose = true
mode = "exact"
axis_degC = [1, 2.5]
[weather.paris]
file = "data/w.csv"
altitude_m = 35
first_day = 2020-02-29
[weather."Le Havre"]
[[reactor]]
unit = "Nogent 1"
net_MW = 1_305
[[reactor]]
unit = "Gravelines 1"
shared = false
[[campus]]
name = "Fouju"
hall = [{name = "H1", cooling = {plant = "air", max_humidity = 0.5}}, {}]
`
	f := &farm{}
	r, err := Decode(filepath.Join(dir, "exp.toml"), []byte(text), f, nil)
	if err != nil {
		t.Fatal(err)
	}
	paris := f.Weather[0].Spec
	switch {
	case f.Title != "T", !f.Verbose, f.Years != 3, f.Mode != "exact", fmt.Sprint(f.Axis) != "[1 2.5]",
		!f.Start.Equal(time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)):
		t.Errorf("top level: %+v", f)
	case len(f.Weather) != 2, f.Weather[0].Name != "paris", f.Weather[1].Name != "Le Havre",
		paris.File != filepath.Join(dir, "data", "w.csv"), paris.AltitudeM != 35, paris.FirstDay.Day() != 29,
		!math.IsNaN(f.Weather[1].Spec.AltitudeM):
		t.Errorf("weather: %+v", paris)
	case *f.Reactor[0] != unitSpec{"Nogent 1", 1305, 4, false}, *f.Reactor[1] != unitSpec{"Gravelines 1", 910, 3, false}:
		t.Errorf("reactors: %+v %+v", *f.Reactor[0], *f.Reactor[1])
	}
	c := f.Campus[0]
	first, second := c.Hall[0].Cooling.(*air), c.Hall[1].Cooling.(*liquid)
	if c.Weather != "paris" || c.Grid.ContractedMW != 100 || c.Hall[1].Racks != 10 ||
		first.Humidity != 0.5 || first.Supply != 24 || second.Supply != 32 {
		t.Errorf("campus: %+v, halls %+v %+v", c, first, second)
	}
	for path, want := range map[string]string{
		"title":                                          "given|" + filepath.Join(dir, "exp.toml") + ":3",
		"reactor[Nogent 1].net_MW":                       "given|" + filepath.Join(dir, "exp.toml") + ":16",
		"reactor[Nogent 1].loops":                        "assumption|catalogue Nogent 1",
		"reactor[Nogent 1].shared":                       "|default",
		"reactor[Gravelines 1].net_MW":                   "https://example.org/pris|catalogue Gravelines 1",
		"campus[Fouju].hall[H1].cooling.plant":           "given|" + filepath.Join(dir, "exp.toml") + ":22",
		"campus[Fouju].hall[1].cooling.plant":            "|default",
		"campus[Fouju].hall[1].cooling.pump_kW":          "unverified: a brochure|default",
		`weather."Le Havre".warming_K_per_decade`:        "doi:10.1000/warm|default",
		"campus[Fouju].hall[1].cooling.supply_temp_degC": "ASHRAE W32|default",
	} {
		v := value(t, r, path)
		if got := string(v.Source) + "|" + v.Origin; got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if in := r.Inputs(); len(in) != 1 || in[0] != paris.File {
		t.Errorf("inputs %v", in)
	}
}

func TestEveryProblemAtOnce(t *testing.T) {
	got := problems(t, `
titel = "x"
years = 10.0
mode = "fats"
start = "2026"
axis_degC = [1, 2,
   300]
[weather.paris]
file = "nope.epw"
warming_K = 0.3
first_day = 2026-01-01T00:00:00
[[reactor]]
unit = "Nogent 3"
[[reactor]]
net_MW = 5e3
[[campus]]
name = "A"
[[campus]]
name = "A"
weather = "lile"
[[campus.hall]]
cooling = { plant = "liquid", supply_temp = 40, max_humidity = 3 }
[[campus.hall]]
cooling = { plant = "liqid", supply_temp = 40, max_humidity = 3 }
[[campus.hall]]
rcaks=5
	cooling = { return_temp_degC = 10 }
[campus.grid]
contracted_MW = 0
`)
	want := []string{
		`2:1: unknown key "titel": did you mean "title"?`,
		`3:9: years: wants a whole number, got the number 10.0`,
		`4:8: mode: there is no "fats": did you mean "fast"? Known: "fast", "exact"`,
		`5:9: start: wants a date such as 2026-01-01, got the text "2026"`,
		`7:4: axis_degC: 300 °C is out of range: must be within -50 to 80 °C`,
		`9:8: weather.paris.file: no such file: nope.epw`,
		`10:1: weather.paris: unknown key "warming_K": the unit is part of the key: warming_K_per_decade`,
		`11:13: weather.paris.first_day: wants a date such as 2026-01-01, got the date or time 2026-01-01T00:00:00`,
		`13:8: reactor[Nogent 3].unit: there is no "Nogent 3": did you mean "Nogent 1"? Known: "Nogent 1", "Nogent 2", "Gravelines 1"`,
		`14:3: reactor[1].unit: missing, and it is required (the unit out of the catalogue)`,
		`15:10: reactor[1].net_MW: 5000 MW is out of range: must be > 0, ≤ 2000 MW`,
		`19:8: campus[A]: the name "A" is taken, see exp.toml:17`,
		`20:11: campus[A].weather: there is no weather "lile"`,
		`22:31: campus[A].hall[0].cooling: unknown key "supply_temp": the unit is part of the key: supply_temp_degC`,
		`22:49: campus[A].hall[0].cooling: unknown key "max_humidity": it belongs to plant = "air", and this is "liquid"`,
		`24:21: campus[A].hall[1].cooling.plant: there is no "liqid": did you mean "liquid"? Known: "air", "liquid"`,
		`26:1: campus[A].hall[2]: unknown key "rcaks": did you mean "racks"?`,
		`27:33: campus[A].hall[2].cooling.return_temp_degC: must be above the supply's 32 °C`,
		`29:17: campus[A].grid.contracted_MW: 0 MW is out of range: must be > 0 MW`,
	}
	for i := range max(len(got), len(want)) {
		var g, w string
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = "exp.toml:" + want[i]
		}
		if g != w {
			t.Errorf("problem %d:\n got %s\nwant %s", i, g, w)
		}
	}
}

func TestWrongShapes(t *testing.T) {
	for text, want := range map[string]string{
		"campus = 3":                              `1:10: campus: wants an array of tables, written [[campus]], got the whole number 3`,
		"[campus]\nname = 'a'":                    `1:1: campus: wants an array of tables, written [[campus]], got a table`,
		"weather = 'paris'":                       `1:11: weather: wants a table, got the text "paris"`,
		"weather.paris = 1":                       `1:17: weather.paris: wants a table, got the whole number 1`,
		"title = ['a']":                           `1:9: title: wants a text, in quotes, got a list`,
		"title = {a = 1}":                         `1:9: title: wants a text, in quotes, got a table`,
		"[[years]]":                               `1:1: years: wants a whole number, got an array of tables`,
		"verbose = 1":                             `1:11: verbose: wants true or false, got the whole number 1`,
		"axis_degC = 3":                           `1:13: axis_degC: wants a list of numbers, got the whole number 3`,
		"axis_degC = [1, '2']":                    `1:17: axis_degC: wants numbers, got the text "2"`,
		"axis_degC = [1, [2]]":                    `1:17: axis_degC: wants numbers, got a list`,
		"weather.x.file = '.'":                    `1:18: weather.x.file: . is no regular file`,
		"weather.x.warming_K_per_decade = nan":    `1:34: weather.x.warming_K_per_decade: NaN is no finite number`,
		"years = 0":                               `1:9: years: 0 is out of range: must be within 1 to 100`,
		"reactor = [{unit = 'Nogent 1', zz = 1}]": `1:32: reactor[Nogent 1]: unknown key "zz". The keys here are unit, net_MW, loops, shared`,
		"weather.x.ALTITUDE_M = 1":                `1:11: weather.x: unknown key "ALTITUDE_M": the unit is part of the key: altitude_m`,
		"weather.x.altitude_km = 1":               `1:11: weather.x: unknown key "altitude_km": the unit is part of the key: altitude_m`,
		"extends = 3":                             `1:11: extends: wants the path of a file, got the whole number 3`,
		"extends = 'none.toml'":                   `1:11: extends: none.toml: no such file`,
	} {
		got := problems(t, text)
		if len(got) != 1 || got[0] != "exp.toml:"+want {
			t.Errorf("%q:\n got %s\nwant exp.toml:%s", text, strings.Join(got, "\n     "), want)
		}
	}
}

func TestProblemShowsTheLine(t *testing.T) {
	p := Problem{File: "a.toml", Line: 3, Col: 4, Text: "\té = 1", Message: "wrong"}
	if got, want := p.Error(), "a.toml:3:4: wrong\n    \té = 1\n    \t  ^"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := (Problem{File: "a.toml", Message: "no such file"}).Error(); got != "a.toml: no such file" {
		t.Errorf("got %q", got)
	}
}

func TestLoadMissing(t *testing.T) {
	_, err := Load(filepath.Join(t.TempDir(), "no.toml"), &farm{}, nil)
	var ps Problems
	if !errors.As(err, &ps) || len(ps) != 1 || ps[0].Message != "no such file" || errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// A Checker is not heard about a key that something else is wrong with.
func TestCheckerIsQuietAboutBadKeys(t *testing.T) {
	got := problems(t, "[[campus]]\nname = 'A'\nweather = 3\n")
	if len(got) != 1 || !strings.Contains(got[0], "wants a text") {
		t.Errorf("got %s", strings.Join(got, "\n"))
	}
}

// A key that the text does not have is pointed at by its table.
func TestCheckerPointsAtTheTable(t *testing.T) {
	got := problems(t, "[weather.lille]\n\n[[campus]]\nname = 'A'\n")
	if len(got) != 1 || got[0] != `exp.toml:3:3: campus[A].weather: there is no weather "paris"` {
		t.Errorf("got %s", strings.Join(got, "\n"))
	}
}

// FuzzDecode: no text and no --set makes the decoder panic, and what it accepts
// resolves to a text that it accepts again.
func FuzzDecode(f *testing.F) {
	f.Add(small, "campus[Fouju].hall.racks=7")
	f.Add("campus = [{hall = [{}], name = 'A'}]\nweather.paris = {}", "weather[paris]={comment='x'}")
	f.Add("reactor = [[], {unit = 'x'}, 3]", "reactor[0].unit='Nogent 1'")
	f.Add("notes = {a.'b' = [nan]}\nsweep = [{axes = {'campus[A].hall.racks' = [3], years = {from = 1}}}]\n"+small, "log=[{}]")
	f.Fuzz(func(t *testing.T, text, set string) {
		r, err := Decode("exp.toml", []byte(text), &lab{}, []string{set})
		if err != nil {
			_ = err.Error()
			return
		}
		again(t, r, ".", &lab{})
	})
}
