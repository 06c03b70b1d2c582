package weather

import (
	"math"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// root is an experiment that holds weather alone.
type root struct{ weather []param.Entry[*Spec] }

func (r *root) Params(p *param.Set) { param.Map(p, &r.weather, "weather", "the weather of places") }

func TestSpecFromTOML(t *testing.T) {
	var r root
	_, err := param.Decode("x.toml", []byte(`
[weather.paris]
site = "Paris"
warming_K_per_decade = 0.3
warming_humidity = "dew-point"
warming_from = 2020-01-01
river = { response_d = 8 }

[weather.hill]
site = "Paris"
altitude_m = 300
`), &r, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, h := r.weather[0].Spec, r.weather[1].Spec
	if r.weather[0].Name != "paris" || p.WarmingKPerDecade != 0.3 || p.WarmingHumidity != keepDewPoint || p.WarmingFrom.Year() != 2020 || p.River.ResponseD != 8 || p.River.Slope != 0.75 {
		t.Errorf("%+v", p)
	}
	if h.AltitudeM != 300 || !math.IsNaN(h.DesignDryBulbDegC) || h.CSV.TimeColumn != "time" || h.Format != FormatAuto {
		t.Errorf("%+v", h)
	}
	if _, err := New(r.weather, calendar(t, "2026-01-01", 1), streams(1), 0); err != nil {
		t.Error(err)
	}
	for text, want := range map[string]string{
		"[weather.a]\n":                                 "site or file",
		"[weather.a]\nsite = \"Pariss\"\n":              `did you mean "Paris"?`,
		"[weather.a]\nfile = \"none.epw\"\n":            "none.epw",
		"[weather.a]\nsite = \"Paris\"\nformat = \"x\"": "format",
	} {
		if _, err := param.Decode("x.toml", []byte(text), &root{}, nil); err == nil || !strings.Contains(err.Error(), want) || want != "site or file" && strings.Contains(err.Error(), "give site or file") {
			t.Errorf("%q: %v, want %q alone", text, err, want)
		}
	}
}

func TestSpecCheck(t *testing.T) {
	for _, c := range []struct {
		spec *Spec
		key  string
	}{
		{specOf(func(*Spec) {}), "site|file"},
		{specOf(func(s *Spec) { s.Files, s.Format = []string{"x.csv"}, FormatCSV }), "csv.dry_bulb_column"},
		{paris(nil), ""},
		{specOf(func(s *Spec) { s.Files = []string{"x.epw"} }), ""},
	} {
		first := ""
		c.spec.Check(func(key, format string, args ...any) {
			if first == "" {
				first = key
			}
		})
		if first != c.key {
			t.Errorf("%+v: reported %q, want %q", c.spec, first, c.key)
		}
	}
}
