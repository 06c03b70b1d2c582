package param

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCounts(t *testing.T) {
	_, r := decode(t, small, "campus.hall.racks=10", "schema=1")
	if got := r.Assumptions(); got != 1 { // Lille's contracted power
		t.Errorf("%d assumptions: %v", got, r.Assumed())
	}
	if got := r.Unverified(); got != 1 { // the weather's correction; the pump is left to the model
		t.Errorf("%d unverified: %v", got, r.Unconfirmed())
	}
	changed := map[string]bool{}
	for _, v := range r.Changed() {
		changed[v.Path] = true
	}
	for path, want := range map[string]bool{
		"years": true, "schema": false, "campus[Fouju].hall[H1].racks": false, "campus[Lille].weather": false,
		"reactor[Nogent 1].loops": true, "reactor[Nogent 1].net_MW": false, "reactor[Nogent 1].unit": true,
		"campus[Fouju].hall[H1].cooling.plant": false, "campus[Fouju].hall[H2].cooling.plant": true,
	} {
		if changed[path] != want {
			t.Errorf("%s changed: %v", path, !want)
		}
	}
}

const resolvedSmall = `schema = 1
title = "a \"b\"\n\\ é\t"
start = 2026-01-01
years = 1
verbose = false
mode = "fast"
axis_degC = [-0.0, 1e-7, 12.5]

[weather."Le Havre"]
file = "../data/w.csv"
warming_K_per_decade = 0
first_day = 2000-02-29
comment = ""
correction_K = [1e21, -3e-300]

[[campus]]
name = "A"
weather = "Le Havre"

[campus.grid]
bus = ""
contracted_MW = 100

[[campus.hall]]
name = ""
racks = 10

[campus.hall.cooling]
plant = "liquid"
supply_temp_degC = 32
return_temp_degC = 42
`

func TestResolvedTOML(t *testing.T) {
	dir := write(t, map[string]string{"data/w.csv": "x", "run/x": "", "exp.toml": `
campus = [{hall = [{}], weather = "Le Havre", name = "A"}]
title = "a \"b\"\n\\ é\t"
axis_degC = [-0.0, 0.0000001, 12.50]
weather."Le Havre" = { correction_K = [1e21, -3e-300], first_day = 2000-02-29, file = "data/w.csv" }
`})
	r, err := Load(filepath.Join(dir, "exp.toml"), &farm{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(r.TOML(filepath.Join(dir, "run"))); got != resolvedSmall {
		t.Errorf("got\n%s\nwant\n%s", got, resolvedSmall)
	}
}

// again decodes a resolved experiment written to dir and checks that nothing changed.
func again(t failer, r *Resolved, dir string, root Spec) {
	text := r.TOML(dir)
	r2, err := Decode(filepath.Join(dir, "resolved.toml"), text, root, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if second := r2.TOML(dir); !bytes.Equal(second, text) {
		t.Fatalf("second time\n%s\nfirst time\n%s", second, text)
	}
	values, values2 := r.lasting(), r2.lasting()
	if len(values) != len(values2) {
		t.Fatalf("%d values, then %d", len(values), len(values2))
	}
	for i, v := range values {
		if w := values2[i]; v.Path != w.Path || !same(v.Value, w.Value) {
			t.Fatalf("%s = %v, then %s = %v", v.Path, v.Value, w.Path, w.Value)
		}
	}
	a, err1 := r.Hash()
	b, err2 := r2.Hash()
	if a != b || err1 != nil || err2 != nil || len(a) != 64 {
		t.Fatalf("hash %s (%v), then %s (%v)", a, err1, b, err2)
	}
}

// printable are texts without control characters.
var printable = rapid.String().Filter(func(s string) bool { _, control := Control(s); return !control })

func TestResolvedDecodesAgain(t *testing.T) {
	_, r := decode(t, small)
	again(t, r, ".", &farm{})
	dir := write(t, map[string]string{"w.csv": "x", "deep/run/x": ""})
	rapid.Check(t, func(t *rapid.T) {
		number := func() float64 {
			return rapid.OneOf(rapid.Float64(), rapid.Float64Range(-100, 100), rapid.Map(rapid.IntRange(-9, 9), func(i int) float64 { return float64(i) })).
				Filter(func(x float64) bool { return !math.IsInf(x, 0) }).Draw(t, "number")
		}
		var b strings.Builder
		fmt.Fprintf(&b, "title = %s\n", Quote(printable.Draw(t, "title")))
		for _, name := range rapid.SliceOfNDistinct(rapid.StringN(0, 5, -1), 0, 3, rapid.ID).Draw(t, "sites") {
			fmt.Fprintf(&b, "[weather.%s]\ncorrection_K = [%s, %s]\n", QuoteKey(name), Number(number()), Number(number()))
			if rapid.Bool().Draw(t, "file") {
				b.WriteString("file = 'w.csv'\naltitude_m = 7\n")
			}
		}
		for _, u := range rapid.SliceOfNDistinct(rapid.SampledFrom(fleet.names()), 0, 3, rapid.ID).Draw(t, "units") {
			fmt.Fprintf(&b, "[[reactor]]\nunit = %s\n", Quote(u))
		}
		b.WriteString("[weather.paris2]\n")
		for i := range rapid.IntRange(0, 3).Draw(t, "campuses") {
			fmt.Fprintf(&b, "[[campus]]\nname = 'c%d'\nweather = 'paris2'\ngrid.contracted_MW = %s\n", i, Number(1+math.Abs(number())))
			for range rapid.IntRange(0, 2).Draw(t, "halls") {
				b.WriteString("[[campus.hall]]\n")
				if rapid.Bool().Draw(t, "air") {
					b.WriteString("cooling.plant = 'air'\n")
				}
			}
		}
		r, err := Decode(filepath.Join(dir, "exp.toml"), []byte(b.String()), &farm{}, nil)
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		again(t, r, filepath.Join(dir, "deep", "run"), &farm{})
	})
}

func TestHash(t *testing.T) {
	hash := func(text string, sets ...string) string {
		_, r := decode(t, text, sets...)
		h, err := r.Hash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	base := hash(small)
	if h := hash("# other\n" + strings.Replace(small, "title = \"What is firm?\"   # a comment\nyears = 10\n", "years = 1_0\ntitle = 'What is firm?'\n", 1)); h != base {
		t.Error("comments or the order of keys changed the hash")
	}
	if h := hash(strings.Replace(small, "years = 10", "", 1), "years=10", "campus[Lille].grid.contracted_MW=100"); h != base {
		t.Error("where a value is set changed the hash")
	}
	two := "[weather.paris]\n[weather.lyon]\naltitude_m = 1\n"
	if hash(two) != hash("[weather.lyon]\naltitude_m = 1\n[weather.paris]\n") {
		t.Error("the order of named tables changed the hash")
	}
	for _, set := range []string{"years=11", "reactor.net_MW=1311", "campus.hall[H1].name=H3", "weather.paris.altitude_m=0"} {
		if hash(small, set) == base {
			t.Errorf("%s left the hash as it was", set)
		}
	}
}

func TestHashTakesFilesByContents(t *testing.T) {
	dir := write(t, map[string]string{"a.csv": "1", "b.csv": "1"})
	hash := func(name string) string {
		r, err := Decode(filepath.Join(dir, "exp.toml"), []byte("[weather.x]\nfile = '"+name+"'\n"), &farm{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		h, err := r.Hash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	a := hash("a.csv")
	if a != hash("b.csv") {
		t.Error("the path counts")
	}
	if err := os.WriteFile(filepath.Join(dir, "b.csv"), []byte("2"), 0o666); err != nil {
		t.Fatal(err)
	}
	if a == hash("b.csv") {
		t.Error("the contents do not count")
	}
}

func TestResolvedText(t *testing.T) {
	_, r := decode(t, small)
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\nreactor[Nogent 1]\n  unit                  \"Nogent 1\"       exp.toml:9\n" +
			"  net_MW                1310 MW          catalogue Nogent 1  https://example.org/pris\n",
		"  pump_kW               auto             default             unverified: a brochure\n",
		"\n36 values, 15 differ from their defaults.\n",
		"\n3 rest on an assumption:\n  schema = 1\n  campus[Fouju].hall[H2].racks = 10\n  campus[Lille].grid.contracted_MW = 100 MW\n",
		"\n1 rest on an unverified source:\n  weather.paris.correction_K = [0, 0.5] K (unverified: rule of thumb)\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", 40: "40", 0.3: "0.3", 1500: "1500", 1e14: "100000000000000", 1e15: "1e15", 1e21: "1e21", 1.5e-7: "1.5e-7",
		1e-5: "0.00001", 6.02214076e23: "6.02214076e23", -2.5: "-2.5", math.MaxFloat64: "1.7976931348623157e308", 5e-324: "5e-324",
	} {
		if got := Number(x); got != want {
			t.Errorf("Number(%g) = %s, want %s", x, got, want)
		}
	}
	if got := Number(math.Copysign(0, -1)); got != "-0.0" {
		t.Errorf("Number(-0) = %s", got)
	}
}
