package param

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

func load(t *testing.T, files map[string]string, sets ...string) (*farm, *Resolved, error) {
	t.Helper()
	f := &farm{}
	r, err := Load(filepath.Join(write(t, files), "exp.toml"), f, sets)
	return f, r, err
}

func TestExtendsMergesDeeply(t *testing.T) {
	f, r, err := load(t, map[string]string{
		"bases/first.toml": "years = 3\ntitle = 'first'\naxis_degC = [1, 2]\n[weather.paris]\nfile = 'w.csv'\ncomment = 'first'\n" +
			"[[campus]]\nname = 'A'\n[campus.grid]\nbus = 'b'\ncontracted_MW = 5\n[[campus.hall]]\nname = 'H1'\nracks = 1\n" +
			"cooling = {plant = 'liquid', return_temp_degC = 55, supply_temp_degC = 30}\n[[campus.hall]]\nname = 'H2'\n[[campus]]\nname = 'B'\n",
		"bases/w.csv":       "x",
		"bases/second.toml": "extends = 'first.toml'\ntitle = 'second'\nyears = 4\n",
		"exp.toml": "extends = \"bases/second.toml\"\nyears = 5\naxis_degC = [7]\n[weather.lyon]\n" +
			"[weather.paris]\nwarming_K_per_decade = 0.1\n" +
			"[[campus]]\nname = 'C'\n[[campus]]\nname = 'A'\ngrid.contracted_MW = 6\n[[campus.hall]]\nname = 'H3'\n[[campus.hall]]\nname = 'H1'\n" +
			"cooling.plant = 'air'\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	paris := f.Weather[0].Spec
	if f.Years != 5 || f.Title != "second" || len(f.Axis) != 1 || f.Axis[0] != 7 {
		t.Errorf("top level: %+v", f)
	}
	if f.Weather[0].Name != "paris" || f.Weather[1].Name != "lyon" || paris.Comment != "first" || paris.Warming != 0.1 ||
		filepath.Base(filepath.Dir(paris.File)) != "bases" {
		t.Errorf("weather: %+v", paris)
	}
	names := ""
	for _, c := range f.Campus {
		names += c.Name
		for _, h := range c.Hall {
			names += " " + h.Name
		}
		names += ";"
	}
	if names != "A H1 H2 H3;B;C;" {
		t.Errorf("campuses %s", names)
	}
	a := f.Campus[0]
	if a.Grid != (gridSpec{"b", 6}) || a.Hall[0].Racks != 1 {
		t.Errorf("campus A: %+v", a)
	}
	// The other plant was chosen: what only the first one knows is gone, what both know stays.
	if plant, ok := a.Hall[0].Cooling.(*air); !ok || plant.Supply != 30 {
		t.Errorf("cooling: %+v", a.Hall[0].Cooling)
	}
	if v := value(t, r, "title"); !strings.HasSuffix(v.Origin, "second.toml:2") {
		t.Errorf("title from %s", v.Origin)
	}
	if strings.Contains(string(r.TOML("")), "extends") {
		t.Error("extends appears in the resolved experiment")
	}
	docs := r.Documents()
	if len(docs) != 3 || filepath.Base(docs[0]) != "exp.toml" || filepath.Base(docs[2]) != "first.toml" {
		t.Errorf("documents %v", docs)
	}
}

func TestEmptyListTakesAllAway(t *testing.T) {
	f, _, err := load(t, map[string]string{"b.toml": "[[reactor]]\nunit = 'Nogent 1'\n", "exp.toml": "extends = 'b.toml'\nreactor = []\n"})
	if err != nil || len(f.Reactor) != 0 {
		t.Errorf("%v, %v", f.Reactor, err)
	}
}

func TestProblemsNameTheBase(t *testing.T) {
	for _, c := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{"b.toml": "\nyears = 0", "exp.toml": "extends = 'b.toml'"}, "b.toml:2:9: years: 0 is out of range"},
		{map[string]string{"b.toml": "x = ", "exp.toml": "extends = 'b.toml'"}, "b.toml:1:4: not valid TOML"},
		{map[string]string{"b.toml": "extends = 'exp.toml'", "exp.toml": "\nextends = 'b.toml'"}, "b.toml:1:11: extends: "},
		{map[string]string{"exp.toml": "extends = './exp.toml'"}, "exp.toml:1:11: extends: "},
		{map[string]string{"d/b.toml": "[weather.x]\nfile = 'w.csv'", "w.csv": "", "exp.toml": "extends = 'd/b.toml'"}, "b.toml:2:8: weather.x.file: no such file"},
		// The base speaks of another plant than its own: its mistake, and not excused by the overlay.
		{map[string]string{"b.toml": "[[campus]]\nname='A'\n[[campus.hall]]\nname='H'\ncooling.max_humidity=1\n[weather.paris]", "exp.toml": "extends = 'b.toml'"},
			"b.toml:5:9: campus[A].hall[H].cooling: unknown key \"max_humidity\": it belongs to plant = \"air\""},
	} {
		_, _, err := load(t, c.files)
		var ps Problems
		if !errors.As(err, &ps) || len(ps) != 1 || !strings.Contains(ps.Error(), string(filepath.Separator)+c.want) {
			t.Errorf("got %v\nwant %s", err, c.want)
		}
	}
}
