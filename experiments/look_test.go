package experiments

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// A key of a figure goes before its style, and one of another kind is passed over.
func TestStyleOfAnExperiment(t *testing.T) {
	dir := t.TempDir()
	style, file := filepath.Join(dir, "paper.toml"), filepath.Join(dir, "x.toml")
	base, err := filepath.Abs("chiller-trip.toml")
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{style: "font_pt = 6\nylim = [1, 2]\nlabels = { a = \"b\", c = \"d\" }\n",
		file: "extends = '" + base + "'\nstyle = \"paper.toml\"\n[[figure]]\nname = \"p\"\nkind = \"pue-over-years\"\nfont_pt = 9\nlabels = { a = \"x\" }\n"} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	spec, _, err := Load(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figures(spec) {
		switch {
		case f.Name == "p" && (f.FontPt != 9 || f.YLim[1] != 2 || f.Labels["a"] != "x" || f.Labels["c"] != "d"):
			t.Errorf("%+v", f)
		case f.Kind == "cooling-trip" && (f.FontPt != 6 || f.YLim != nil):
			t.Errorf("%+v", f)
		}
	}
}

// A resolved experiment, in which every list stands, asks for the same figures.
func TestResolvedLookIsTheSame(t *testing.T) {
	set := `figure=[{ kind = "load-duration", log = "y", title = true, labels = { "facility power" = "site" }, campus = ["Campus"], to = 2026-03-01 }, { kind = "pue-over-years" }]`
	spec, r, err := Load("chiller-trip.toml", []string{set})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "resolved.toml")
	if err := os.WriteFile(file, r.TOML(filepath.Dir(file)), 0o666); err != nil {
		t.Fatal(err)
	}
	again, _, err := Load(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := figures(spec), figures(again); !reflect.DeepEqual(a, b) || len(a) != 2 || a[0].Title != "true" || a[1].XLim != nil {
		t.Errorf("%+v\n%+v", a, b)
	}
}
