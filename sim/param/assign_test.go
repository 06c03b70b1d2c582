package param

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSet(t *testing.T) {
	for _, c := range []struct{ set, path, want string }{
		{"years=7", "years", "7"},
		{" years = 7 # why not", "years", "7"},
		{"title=What is firm", "title", "What is firm"},
		{"title='a=b'", "title", "a=b"},
		{"title=2026", "title", "2026"},
		{"title=", "title", ""},
		{"title=../x.y/z", "title", "../x.y/z"},
		{"mode=exact", "mode", "exact"},
		{"start=2030-07-01", "start", "2030-07-01"},
		{"axis_degC=[1, 2.5]", "axis_degC", "[1, 2.5]"},
		{"weather.paris.warming_K_per_decade=1", "weather.paris.warming_K_per_decade", "1"},
		{"weather[paris].comment=hot", "weather.paris.comment", "hot"},
		{"weather.lyon={comment='new'}", "weather.lyon.comment", "new"},
		{"campus.grid.contracted_MW=3", "campus[Fouju].grid.contracted_MW", "3"},
		{"campus.grid.contracted_MW=3", "campus[Lille].grid.contracted_MW", "3"},
		{"campus[Lille].grid.contracted_MW=3", "campus[Fouju].grid.contracted_MW", "700"},
		{"campus[Lille].grid.contracted_MW=3", "campus[Lille].grid.contracted_MW", "3"},
		{"campus[1].grid.contracted_MW=3", "campus[Lille].grid.contracted_MW", "3"},
		{"campus[\"Lille\"].grid={bus='x'}", "campus[Lille].grid.bus", "x"},
		{"reactor[Nogent 1].net_MW=900", "reactor[Nogent 1].net_MW", "900"},
		{"reactor.unit=Gravelines 1", "reactor[Gravelines 1].net_MW", "910"},
		{"campus.hall.racks=3", "campus[Fouju].hall[H2].racks", "3"}, // Lille has no hall
		{"campus.hall[H2].racks=3", "campus[Fouju].hall[H1].racks", "1500"},
		{"campus.hall.cooling.plant=air", "campus[Fouju].hall[H1].cooling.max_humidity", "0.8"},
		{"campus.hall.cooling.plant=air", "campus[Fouju].hall[H1].cooling.supply_temp_degC", "20"},
		{"campus[Fouju].hall[H2].cooling={}", "campus[Fouju].hall[H2].cooling.plant", "liquid"},
	} {
		sets := []string{c.set}
		if strings.Contains(c.set, "plant=air") { // 40 °C is beyond the air plant: see TestSetProblems
			sets = append([]string{"campus.hall.cooling.supply_temp_degC=20"}, sets...)
		}
		_, r := decode(t, small, sets...)
		v := value(t, r, c.path)
		if v.Text() != c.want {
			t.Errorf("%s: %s is %q, want %q", c.set, c.path, v.Text(), c.want)
		}
	}
}

func TestLaterSetWins(t *testing.T) {
	f, r := decode(t, small, "campus.grid={bus='x'}", "campus[Lille].grid.bus=y", "years=2", "years=3")
	if f.Campus[0].Grid.Bus != "x" || f.Campus[1].Grid.Bus != "y" || f.Years != 3 {
		t.Errorf("%+v %+v %d", f.Campus[0].Grid, f.Campus[1].Grid, f.Years)
	}
	if v := value(t, r, "years"); v.Origin != "--set" || v.Source != Given {
		t.Errorf("years from %s, %s", v.Origin, v.Source)
	}
}

func TestSetFileIsRelativeToWorkingDirectory(t *testing.T) {
	dir := write(t, map[string]string{"here/w.csv": "", "there/exp.toml": "[weather.paris]\n"})
	t.Chdir(filepath.Join(dir, "here"))
	f := &farm{}
	if _, err := Load("../there/exp.toml", f, []string{"weather.paris.file=w.csv"}); err != nil {
		t.Fatal(err)
	}
	cwd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Weather[0].Spec.File; got != filepath.Join(cwd, "w.csv") {
		t.Errorf("got %s", got)
	}
}

func TestSetProblems(t *testing.T) {
	for set, want := range map[string]string{
		"years":                      `1:6: no "=": write path=value`,
		"=3":                         `1:1: a key of the path is missing`,
		"a..b=3":                     `1:3: a key of the path is missing`,
		"campus[A=3":                 `1:8: no "]"`,
		"ye ars=3":                   `1:4: "a" does not belong in a path`,
		"years=[1":                   `1:8: not valid TOML: `,
		"years='1":                   `1:8: not valid TOML: `,
		"years=abc":                  `1:7: years: wants a whole number, got the text "abc"`,
		"years=0":                    `1:7: years: 0 is out of range: must be within 1 to 100`,
		"yeras=1":                    `1:1: unknown key "yeras": did you mean "years"?`,
		"extends=x.toml":             `1:1: unknown key "extends". The keys here are `,
		"years.x=1":                  `1:1: years is the whole number 10, it has no keys`,
		"campus[Foju].name=a":        `1:1: there is no campus[Foju]: did you mean "Fouju"? Known: "Fouju", "Lille"`,
		"campus[2].name=a":           `1:1: there is no campus[2]. Known: "Fouju", "Lille"`,
		"campus[Lille].hall.racks=1": `1:15: there is no campus[Lille].hall`,
		"campus.hall[H3].racks=1":    `1:8: there is no campus[Fouju].hall[H3]: did you mean "H1"? Known: "H1", "H2"`,
		"campus[Fouju]=1":            `1:1: campus[Fouju] is a whole element: set one of its keys`,
		"weather.pariss.comment=a":   `1:9: there is no weather.pariss: did you mean "paris"? Known: "paris"`,
		"weather.pariss=3":           `1:9: there is no weather.pariss: did you mean "paris"? Known: "paris"`,
		"campus.grid[x].bus=a":       `1:8: campus[Fouju].grid is no array of tables`,
		"campus[Lille].grid.buss=a":  `1:20: campus[Lille].grid: unknown key "buss": did you mean "bus"?`,
		"campus[Fouju].hall[H1].cooling.plant=air": `exp.toml:19:50: campus[Fouju].hall[H1].cooling.supply_temp_degC: 40 °C is out of range: must be within 10 to 35 °C`,
		"weather.paris.file=none.csv":              `1:20: weather.paris.file: no such file: none.csv`,
	} {
		got := problems(t, small, set)
		if !strings.HasPrefix(want, "exp.toml") {
			want = "--set:" + want
		}
		if len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s:\n got %s\nwant %s", set, strings.Join(got, "\n     "), want)
		}
	}
	got := problems(t, small, "years=1", "title=x", "years=0")
	if len(got) != 1 || !strings.HasPrefix(got[0], "--set:3:7: ") {
		t.Errorf("third --set: %v", got)
	}
}
