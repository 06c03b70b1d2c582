package param

import (
	"strings"
	"testing"
)

func TestPaths(t *testing.T) {
	for axes, want := range map[string]string{
		`years = [1, 2]`:                                                                    "",
		`"campus.hall.racks" = [1, 2]`:                                                      "",
		`"campus[Fouju].hall[H1].racks" = [1, 2]`:                                           "",
		`"campus[0].hall.racks" = {from = 1, to = 2}`:                                       "",
		`"campus.grid.bus" = ["a", 3]`:                                                      "", // --set takes 3 as a text
		`"weather.paris.comment" = ["a"]`:                                                   "",
		`"weather[paris].file" = ["none.csv"]`:                                              "", // a file is looked for when a point is run
		`"reactor[Nogent 1].unit" = ["Gravelines 1"]`:                                       "",
		`"axis_degC" = [[1, 2], []]`:                                                        "",
		`start = [2026-02-01]`:                                                              "",
		`"campus.hall[H2].cooling.max_humidity" = [0.5]`:                                    "",
		`"campus.hall.cooling.plant" = ["air", "liquid"]`:                                   "",
		`"campus.hall.cooling.plant" = ["air"], "campus.hall.cooling.max_humidity" = [0.5]`: "",
		`"campus.hall.cooling.plant" = ["air"], "campus[Fouju].hall.cooling.supply_temp_degC" = [70]`: "", // some plant may allow it
		`notes = [{a = 1}]`:                          "",
		`yeers = [1]`:                                `2:1: yeers: unknown key "yeers": did you mean "years"?`,
		`"campus.hal.racks" = [1]`:                   `2:1: "campus.hal.racks": campus[Fouju]: unknown key "hal": did you mean "hall"?`,
		`"campus.hall.rackz" = [1]`:                  `2:1: "campus.hall.rackz": campus[Fouju].hall[H1]: unknown key "rackz": did you mean "racks"?`,
		`"campus[Foju].hall.racks" = [1]`:            `2:1: "campus[Foju].hall.racks": there is no campus[Foju]: did you mean "Fouju"? Known: "Fouju", "Lille"`,
		`"campus[Lille].hall.racks" = [1]`:           `2:1: "campus[Lille].hall.racks": there is no campus[Lille].hall`,
		`"weather.pariss.comment" = [1]`:             `2:1: "weather.pariss.comment": there is no weather.pariss: did you mean "paris"? Known: "paris"`,
		`"campus.grid" = [1]`:                        `2:1: "campus.grid": campus[Fouju].grid is a table: name one of its parameters, the whole path in quotes`,
		`"weather.paris" = [1]`:                      `2:1: "weather.paris": weather.paris is a table: name one of its parameters, the whole path in quotes`,
		`weather = [1]`:                              `2:1: weather: weather is a table of named tables: name one of its parameters, the whole path in quotes`,
		`campus.hall.racks = [1]`:                    `2:1: campus: campus is an array of tables: name one of its parameters, the whole path in quotes`,
		`"campus[Fouju]" = [1]`:                      `2:1: "campus[Fouju]": campus[Fouju] is a whole element: set one of its keys`,
		`"years.x" = [1]`:                            `2:1: "years.x": years is the whole number 10, it has no keys`,
		`"notes.x" = [1]`:                            `2:1: "notes.x": notes has no declared keys: set it as a whole`,
		`"a..b" = [1]`:                               `2:1: "a..b": a key of the path is missing`,
		`"years=3" = [1]`:                            `2:1: "years=3": "=" does not belong in a path`,
		`"" = [1]`:                                   `2:1: "": a key of the path is missing`,
		`"sweep.samples" = [1]`:                      `2:1: "sweep.samples": sweep says what is run, it is no part of a run`,
		`years = [1, 2, 1000]`:                       `2:16: years: years: 1000 is out of range: must be within 1 to 100`,
		`years = [1, "x"]`:                           `2:13: years: years: wants a whole number, got the text "x"`,
		`start = ["soon"]`:                           `2:10: start: start: wants a date such as 2026-01-01, got the text "soon"`,
		`mode = ["fast", "exakt"]`:                   `2:17: mode: mode: there is no "exakt": did you mean "exact"? Known: "fast", "exact"`,
		`"axis_degC" = [[1, 200]]`:                   `2:20: axis_degC: axis_degC: 200 °C is out of range: must be within -50 to 80 °C`,
		`"campus.hall.cooling.plant" = ["airr"]`:     `2:32: "campus.hall.cooling.plant": campus[Fouju].hall[H1].cooling.plant: there is no "airr": did you mean "air"? Known: "air", "liquid"`,
		`"campus.hall.cooling.max_humidity" = [0.5]`: `2:1: "campus.hall.cooling.max_humidity": campus[Fouju].hall[H1].cooling: unknown key "max_humidity": it belongs to plant = "air", and this is "liquid"`,
		`"campus.hall.cooling.max_humity" = [0.5], "campus.hall.cooling.plant" = ["air"]`: `2:1: "campus.hall.cooling.max_humity": campus[Fouju].hall[H1].cooling: unknown key "max_humity". The keys here are plant, supply_temp_degC, return_temp_degC, pump_kW`,
	} {
		got := labProblems("sweep = [{ name = 'S', axes = {\n" + axes + "\n} }]" + small)
		if place, message, ok := strings.Cut(want, ": "); ok {
			want = "exp.toml:" + place + ": sweep[S].axes." + message
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s:\n got %s\nwant %s", axes, strings.Join(got, "\n     "), want)
		}
	}
}

func TestEveryWrongValueOfAnAxisIsReported(t *testing.T) {
	got := labProblems("sweep = [{ name = 'S', axes = {\n years = [0, 3, 'x', 1000]\n} }]" + small)
	want := []string{"2:11: sweep[S].axes.years: years: 0 is out", "2:17: sweep[S].axes.years: years: wants a", "2:22: sweep[S].axes.years: years: 1000 is out"}
	if len(got) != len(want) {
		t.Fatalf("got\n%s", strings.Join(got, "\n"))
	}
	for i := range want {
		if !strings.HasPrefix(got[i], "exp.toml:"+want[i]) {
			t.Errorf("got %s, want %s", got[i], want[i])
		}
	}
}

func TestPathsOfPoints(t *testing.T) {
	for points, want := range map[string]string{
		`{ name = "x", years = 3 }, { "campus.hall.racks" = 2 }, 7`: "",
		`{ years = 3 }, { yeers = 3 }`:                              `2:18: [1].yeers: unknown key "yeers": did you mean "years"?`,
		`{ years = 3 }, { years = 300 }`:                            `2:26: [1].years: years: 300 is out of range: must be within 1 to 100`,
		`{ years = [3] }`:                                           `2:11: [0].years: years: wants a whole number, got a list`,
		`{ axis_degC = [3] }`:                                       "",
		`{ "campus.hall.cooling.plant" = "air" }, { "campus.hall.cooling.max_humidity" = 0.5 }`: `2:44: [1]."campus.hall.cooling.max_humidity": ` +
			`campus[Fouju].hall[H1].cooling: unknown key "max_humidity": it belongs to plant = "air", and this is "liquid"`,
	} {
		got := labProblems("sweep = [{ name = 'S', points = [\n" + points + "\n] }]" + small)
		if place, message, ok := strings.Cut(want, ": "); ok {
			want = "exp.toml:" + place + ": sweep[S].points" + message
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s:\n got %s\nwant %s", points, strings.Join(got, "\n     "), want)
		}
	}
}

// Walking paths leaves the experiment as it is, also where a path leads through
// tables that the text does not have.
func TestPathsChangeNothing(t *testing.T) {
	const text = "[weather.paris]\n[[campus]]\nname = 'A'\n"
	_, plain := decodeLab(t, text)
	_, swept := decodeLab(t, text+"[[sweep]]\naxes = { \"campus.grid.bus\" = ['x'] }\n")
	if a, b := string(plain.TOML("")), string(swept.TOML("")); a != b {
		t.Errorf("with paths\n%s\nwithout\n%s", b, a)
	}
}
