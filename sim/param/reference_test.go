package param

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestReference(t *testing.T) {
	entries := Reference(&farm{})
	byPath := map[string]KeyDoc{}
	for _, e := range entries {
		at := e.Path + "|" + e.Variant
		if _, twice := byPath[at]; twice && !e.IsTable {
			t.Errorf("%s is listed twice", at)
		}
		byPath[at] = e
	}
	e := byPath["campus[].hall[].cooling.supply_temp_degC|plant = liquid"]
	if e.Kind != "number" || e.Unit != "°C" || e.Default != "32" || e.Bounds != "5 to 60" || e.Source != "ASHRAE W32" ||
		e.Table != "campus[].hall[].cooling" || e.Key != "supply_temp_degC" || e.TableDoc != "direct liquid cooling" {
		t.Errorf("supply temperature: %+v", e)
	}
	for at, want := range map[string]string{
		"campus[].hall[].cooling.max_humidity|plant = air": "number/0.8/0 to 1",
		"campus[].hall[].cooling.pump_kW|plant = liquid":   "number/auto/≥ 0",
		"campus[].hall[].cooling.plant|":                   "word/\"liquid\"/air, liquid",
		"campus[].name|":                                   "text/required/",
		"reactor[].net_MW|":                                "number/1000/> 0, ≤ 2000",
		"reactor[].unit|":                                  "catalogue/required/Nogent 1, Nogent 2, Gravelines 1",
		"weather.<name>.first_day|":                        "date//",
		"weather.<name>.correction_K|":                     "list of numbers/[0, 0.5]/",
		"start|":                                           "date/2026-01-01/",
	} {
		e, ok := byPath[at]
		if got := e.Kind + "/" + e.Default + "/" + e.allowed(); !ok || got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	entries := Reference(&farm{})
	for path, want := range map[string]int{
		"campus[Fouju].hall.cooling.supply_temp_degC": 2, // two plants
		"campus.hall.cooling":                         7, // the table, its selector, three keys and two
		"weather.paris.file":                          1,
		"weather":                                     7,
		"years":                                       1,
	} {
		found, err := Find(entries, path)
		if err != nil || len(found) != want {
			t.Errorf("%s: %d entries, %v", path, len(found), err)
		}
	}
	for path, want := range map[string]string{
		"yeras":                `no parameter is called "yeras": did you mean years?`,
		"supply_temp_degC":     `no parameter is called "supply_temp_degC": did you mean campus[].hall[].cooling.supply_temp_degC?`,
		"campus.hal.cooling.x": `no parameter is called "campus.hal.cooling.x"`,
	} {
		if _, err := Find(entries, path); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

func TestWriteTextOfOneTable(t *testing.T) {
	var b strings.Builder
	if err := WriteText(&b, Reference(&farm{}), "campus.grid"); err != nil {
		t.Fatal(err)
	}
	want := `campus[].grid
  bus  text
      where it connects
  contracted_MW  number in MW; default 100; > 0
      contracted power
      source: assumption
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
	if err := WriteText(&b, Reference(&farm{}), "campus.gird"); err == nil || !strings.Contains(err.Error(), "campus[].grid") {
		t.Errorf("%v", err)
	}
}

// sloppy breaks every rule of declaration.
type sloppy struct {
	X, Y, Z, Auto float64
	I             int
	L             []float64
	C, P          string
	D             time.Time
	E             []*campus
	S             plant
}

func (s *sloppy) Params(p *Set) {
	p.Float(&s.X, "x", 1, Any(), "no source", "")
	p.Float(&s.Y, "y", 2, Fraction(), "", Assumption)
	p.Float(&s.Z, "z", math.Inf(1), Any(), "infinite", Assumption)
	p.Float(&s.Auto, "auto", Auto, Fraction(), "worked out", "")
	p.Int(&s.I, "i", 3, Between(0, 2), "too big", Assumption).Require()
	p.Floats(&s.L, "l", []float64{1, 9}, Between(0, 2), "too big", Assumption)
	p.Choice(&s.C, "c", "x", []string{"a", "b"}, "a word")
	p.Preset(&s.P, "p", "none", &Catalogue{Entries: []CatalogueEntry{
		{Name: "a", Values: map[string]any{"x": "1", "q": 1, "y": 3.0}, Source: "s"}, {Name: "a"}}}, "preset")
	p.Date(&s.D, "d", time.Time{}, "a day")
	p.Date(&s.D, "d", time.Time{}, "the day again")
	List(p, &s.E, "e", "id", "elements")
	Select(p, &s.S, "s", "no such", plants, "a plant")
}

func TestLint(t *testing.T) {
	if got := Lint(&farm{}); len(got) != 0 {
		t.Errorf("the sound declarations: %s", strings.Join(got, "\n"))
	}
	want := []string{
		`x: the default 1 has no source`,
		`y: has no meaning`,
		`y: default: 2 is out of range: must be within 0 to 1`,
		`z: default: +Inf is no finite number`,
		`l: default: 9 is out of range: must be within 0 to 2`,
		`c: the default "x" is not among its words`,
		"p: catalogue: a: \"q\" is not declared\ncatalogue: a: x: wrong type\ncatalogue: a: y: 3 is out of range: must be within 0 to 1\n" +
			"catalogue: the name \"a\" is empty or taken",
		`p: the catalogue has no default "none"`,
		`d: is declared twice`,
		`e: its elements do not declare their identity key "id"`,
		`s: nothing is registered under the default plant "no such"`,
	}
	got := Lint(&sloppy{})
	if strings.Join(got, "\n\n") != strings.Join(want, "\n\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestCheckCatalogue(t *testing.T) {
	if err := CheckCatalogue(&unitSpec{}, fleet); err != nil {
		t.Error(err)
	}
	bad := &Catalogue{Entries: []CatalogueEntry{{Name: "x", Values: map[string]any{"loops": 3.0}, Source: "s"}, {Name: "y", Values: map[string]any{"loops": 3}}}}
	err := CheckCatalogue(&unitSpec{}, bad)
	if err == nil || err.Error() != "catalogue: x: loops: wrong type\ncatalogue: y: loops has no source" {
		t.Error(err)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "abc", 3}, {"racks", "rcaks", 1}, {"kitten", "sitting", 3}, {"Years", "yeras", 1}, {"é", "e", 1}, {"same", "same", 0}} {
		if got := distance(c.a, c.b); got != c.want || distance(c.b, c.a) != got {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
