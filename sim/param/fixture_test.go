package param

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The declarations below are a small experiment with every kind of parameter.

type farm struct {
	Schema  int
	Title   string
	Start   time.Time
	Years   int
	Verbose bool
	Mode    string
	Axis    []float64
	Weather []Entry[*site]
	Reactor []*unitSpec
	Campus  []*campus
}

func (s *farm) Params(p *Set) {
	p.Int(&s.Schema, "schema", 1, Between(1, 1), "version of the format", Assumption)
	p.String(&s.Title, "title", "untitled", "what is asked")
	p.Date(&s.Start, "start", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), "first day")
	p.Int(&s.Years, "years", 1, Between(1, 100), "years simulated", Assumption)
	p.Bool(&s.Verbose, "verbose", false, "tells more")
	p.Choice(&s.Mode, "mode", "fast", []string{"fast", "exact"}, "how to compute")
	p.Floats(&s.Axis, "axis_degC", nil, Between(-50, 80), "temperatures", "")
	Map(p, &s.Weather, "weather", "the sites' weather")
	List(p, &s.Reactor, "reactor", "unit", "the fleet")
	List(p, &s.Campus, "campus", "name", "the campuses")
}

// Check refuses a campus whose weather nobody declared.
func (s *farm) Check(report func(key, format string, args ...any)) {
	for _, c := range s.Campus {
		known := false
		for _, w := range s.Weather {
			known = known || w.Name == c.Weather
		}
		if !known {
			report("campus["+c.Name+"].weather", "there is no weather %q", c.Weather)
		}
	}
}

type site struct {
	File       string
	Warming    float64
	AltitudeM  float64
	FirstDay   time.Time
	Comment    string
	Correction []float64
}

func (s *site) Params(p *Set) {
	p.File(&s.File, "file", "hourly record")
	p.Float(&s.Warming, "warming_K_per_decade", 0, Between(-1, 2), "warming", "doi:10.1000/warm")
	p.Float(&s.AltitudeM, "altitude_m", Auto, Between(-400, 5000), "altitude", "")
	p.Date(&s.FirstDay, "first_day", time.Time{}, "first day used")
	p.String(&s.Comment, "comment", "", "anything")
	p.Floats(&s.Correction, "correction_K", []float64{0, 0.5}, Any(), "monthly correction", Unverified("rule of thumb"))
}

type unitSpec struct {
	Unit   string
	NetMW  float64
	Loops  int
	Shared bool
}

var fleet = &Catalogue{Entries: []CatalogueEntry{
	{Name: "Nogent 1", Source: "https://example.org/pris", Values: map[string]any{"net_MW": 1310.0, "loops": 4},
		Sources: map[string]Source{"loops": Assumption}},
	{Name: "Nogent 2", Source: "https://example.org/pris", Values: map[string]any{"net_MW": 1310, "loops": 4}},
	{Name: "Gravelines 1", Source: "https://example.org/pris", Values: map[string]any{"net_MW": 910.0, "loops": 3, "shared": true}},
}}

func (s *unitSpec) Params(p *Set) {
	p.Preset(&s.Unit, "unit", "", fleet, "the unit out of the catalogue").Require()
	p.Float(&s.NetMW, "net_MW", 1000, AboveTo(0, 2000), "net power", Assumption)
	p.Int(&s.Loops, "loops", 3, AtLeast(1), "loops", Assumption)
	p.Bool(&s.Shared, "shared", false, "shares its switchyard")
}

type campus struct {
	Name    string
	Weather string
	Grid    gridSpec
	Hall    []*hall
}

func (s *campus) Params(p *Set) {
	p.String(&s.Name, "name", "", "what it is called").Require()
	p.String(&s.Weather, "weather", "paris", "which weather")
	p.Table(&s.Grid, "grid", "connection")
	List(p, &s.Hall, "hall", "name", "its halls")
}

type gridSpec struct {
	Bus          string
	ContractedMW float64
}

func (s *gridSpec) Params(p *Set) {
	p.String(&s.Bus, "bus", "", "where it connects")
	p.Float(&s.ContractedMW, "contracted_MW", 100, Above(0), "contracted power", Assumption)
}

type hall struct {
	Name    string
	Racks   int
	Cooling plant
}

func (s *hall) Params(p *Set) {
	p.String(&s.Name, "name", "", "what it is called")
	p.Int(&s.Racks, "racks", 10, AtLeast(0), "racks", Assumption)
	Select(p, &s.Cooling, "cooling", "liquid", plants, "the cooling plant")
}

type plant interface{ Spec }

var plants = NewRegistry("plant",
	Option[plant]{"liquid", "direct liquid cooling", func() plant { return &liquid{} }},
	Option[plant]{"air", "free air", func() plant { return &air{} }})

type liquid struct{ Supply, Return, Pump float64 }

func (s *liquid) Params(p *Set) {
	p.Float(&s.Supply, "supply_temp_degC", 32, Between(5, 60), "supply temperature", "ASHRAE W32")
	p.Float(&s.Return, "return_temp_degC", 42, Between(5, 80), "return temperature", "ASHRAE W32")
	p.Float(&s.Pump, "pump_kW", Auto, AtLeast(0), "pump power", Unverified("a brochure"))
}

func (s *liquid) Check(report func(key, format string, args ...any)) {
	if s.Return <= s.Supply {
		report("return_temp_degC", "must be above the supply's %s °C", Number(s.Supply))
	}
}

type air struct{ Supply, Humidity float64 }

func (s *air) Params(p *Set) {
	p.Float(&s.Supply, "supply_temp_degC", 24, Between(10, 35), "supply temperature", "ASHRAE A2")
	p.Float(&s.Humidity, "max_humidity", 0.8, Fraction(), "highest relative humidity", "ASHRAE A2")
}

// write puts files into a directory of their own and returns it.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// decode decodes a text that must be right.
func decode(t testing.TB, text string, sets ...string) (*farm, *Resolved) {
	t.Helper()
	f := &farm{}
	r, err := Decode("exp.toml", []byte(text), f, sets)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return f, r
}

// value returns the value at a path.
func value(t testing.TB, r *Resolved, path string) Value {
	t.Helper()
	for _, v := range r.Values() {
		if v.Path == path {
			return v
		}
	}
	t.Fatalf("no value at %s", path)
	return Value{}
}

const small = `
title = "What is firm?"   # a comment
years = 10

[weather.paris]
warming_K_per_decade = 0.3

[[reactor]]
unit = "Nogent 1"
loops = 2

[[campus]]
name = "Fouju"
grid = { bus = "Cirolliers", contracted_MW = 700 }

[[campus.hall]]
name = "H1"
racks = 1_500
cooling = { plant = "liquid", supply_temp_degC = 40, return_temp_degC = 50 }

[[campus.hall]]
name = "H2"
[campus.hall.cooling]
plant = "air"

[[campus]]
name = "Lille"
weather = "paris"
`
