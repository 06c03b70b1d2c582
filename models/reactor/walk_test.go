package reactor

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// walkedUnits are those of the walk's fleet: each kind of series and cooling.
var walkedUnits = []string{"Bugey 2", "Chooz B1", "Civaux 1", "Cruas 1", "Golfech 2", "Nogent 1", "Paluel 1", "Saint-Alban 1"}

// others lists the catalogue's other units, as the key without takes them.
func others() string {
	var out []string
	for _, e := range FrenchUnits.Entries {
		if !slices.Contains(walkedUnits, e.Name) {
			out = append(out, e.Name)
		}
	}
	return strings.Join(out, ", ")
}

// season is a cold source that swings over the year, hot in July, and over the day.
func season(m sim.Minute) ColdSource {
	year := -math.Cos(2 * math.Pi * float64(m) / sim.MinutesPerYear)
	day := -math.Cos(2 * math.Pi * float64(m) / float64(sim.Day))
	return ColdSource{WaterDegC: 14 + 13.5*year + 0.3*day, WetBulbDegC: 8 + 12*year + 4*day}
}

// totals are the indicators and counts of a fleet over years; ask asks it every hour.
func totals(f *Fleet, cal sim.Calendar, ask func(m sim.Minute)) ([]float64, error) {
	reg := record.NewRegistry()
	f.Declare(reg.Root())
	rec, err := record.NewRecorder(reg, cal, record.Options{})
	if err != nil {
		return nil, err
	}
	cold := make([]ColdSource, f.Len())
	e := sim.NewEngine(cal, 0)
	f.Start(e)
	err = e.Run(context.Background(), cal.End(), func() string { return "fleet" }, func(m sim.Minute) error {
		if m%sim.Hour == 0 {
			now := season(m)
			for i := range cold {
				cold[i] = now
			}
			ask(m)
		}
		f.Step(m, cold)
		return rec.Minute(m)
	})
	if err != nil {
		return nil, err
	}
	var out []float64
	for _, s := range rec.Summaries() {
		if s.Period == "total" {
			out = append(out, s.Value)
		}
	}
	for _, c := range rec.Counters() {
		out = append(out, float64(c.Count))
	}
	return out, nil
}

// night asks a unit down to a deep minimum every night.
func night(f *Fleet) func(m sim.Minute) {
	return func(m sim.Minute) {
		mw := 1e6
		if hour := m % sim.Day / sim.Hour; hour < 5 || hour >= 13 && hour < 15 || hour == 20 {
			mw = 250
		}
		f.Request(mw)
	}
}

// idle says why some parameters move nothing in the walk, by key.
var idle = map[string]string{
	"country":                "which units: without it there is no block",
	"lat_deg":                "where maps show the unit, and which weather is nearest to it",
	"lon_deg":                "where maps show the unit, and which weather is nearest to it",
	"series":                 "a name by which units of a block share defects; the unit's facts are its own keys",
	"request.unit_MW":        "of a file of the user's: its own test moves it",
	"event[].power_fraction": "a staged event: the tests of events move it",
	"event[].length_d":       "a staged event: the tests of events move it",
}

// walkedSpec is a table whose parameters are walked over.
type walkedSpec struct {
	name  string
	fresh func() param.Spec
	run   func(sets []string) ([]float64, error)
	// circumstances are what may let a parameter act.
	circumstances [][]string
}

// beside are values of a parameter that differ from its default, as sets write them.
func beside(k param.KeyDoc) (out []string) {
	f := k.Field
	switch f.Kind {
	case param.Bool:
		return []string{fmt.Sprint(f.Default != true)}
	case param.Choice:
		for _, word := range k.Options {
			if word != f.Default {
				out = append(out, param.Quote(word))
			}
		}
		return out
	case param.Float, param.Int:
	default:
		return nil
	}
	tries := []float64{0.5, 0.1, 5, 20, 300}
	if d, ok := param.ToFloat(f.Default); ok && !math.IsNaN(d) && d != 0 {
		tries = []float64{1.3 * d, 0.7 * d, d + 1, d - 1, 0.2 * d, 3 * d}
	}
	for _, x := range tries {
		if f.Kind == param.Int {
			x = math.Round(x)
		}
		if f.Bounds.Contains(x) {
			out = append(out, param.Number(x))
		}
	}
	return out
}

// Every parameter of a [[reactor]] and of a [fleet] moves an indicator, alone, in an
// experiment in which it can act, or has its reason.
func TestEveryParameterMovesAnIndicator(t *testing.T) {
	if testing.Short() {
		t.Skip("some hundred years of a few units")
	}
	for _, w := range walks(t) {
		bases := map[int][]float64{}
		for _, k := range param.Reference(w.fresh()) {
			if k.IsTable {
				continue
			}
			sets, tries := w.acts(t, k, bases)
			reason := idle[k.Path]
			switch {
			case sets == nil && reason == "" && tries > 0:
				t.Errorf("%s: %s moves nothing (%d runs)", w.name, k.Path, tries)
			case sets != nil && reason != "" && !strings.HasPrefix(k.Path, "event"):
				t.Logf("%s: %s moves an indicator with %v, and has a reason not to: %s", w.name, k.Path, sets, reason)
			}
		}
	}
}

// acts looks for a value, and circumstances, in which an indicator moves.
func (w *walkedSpec) acts(t *testing.T, k param.KeyDoc, bases map[int][]float64) (sets []string, tries int) {
	for i, with := range w.circumstances {
		if bases[i] == nil {
			base, err := w.run(with)
			if err != nil {
				t.Fatalf("%s with %v: %v", w.name, with, err)
			}
			bases[i] = base
		}
		for _, v := range beside(k) {
			sets := append(slices.Clone(with), k.Path+"="+v)
			found, err := w.run(sets)
			if err != nil {
				continue // a value that the table refuses
			}
			tries++
			if moved(found, bases[i]) {
				return sets, tries
			}
		}
	}
	return nil, tries
}

// moved tells whether any indicator differs by more than rounding.
func moved(a, b []float64) bool {
	return !slices.EqualFunc(a, b, func(x, y float64) bool {
		return x == y || math.IsNaN(x) && math.IsNaN(y) || math.Abs(x-y) <= 1e-9*max(math.Abs(x), math.Abs(y))
	})
}

func walks(t *testing.T) []walkedSpec {
	cal, err := calendar(t, 1).Until(time.Date(2026, time.August, 10, 0, 0, 0, 0, time.UTC)) // the hottest days past
	if err != nil {
		t.Fatal(err)
	}
	reactor := func(sets []string) ([]float64, error) {
		s := new(Spec)
		if _, err := param.Decode("reactor", []byte("unit = \"Golfech 2\"\nweather = \"w\"\n"), s, sets); err != nil {
			return nil, err
		}
		f, err := NewFleet([]*Spec{s}, cal, sim.Streams{Seed: 2})
		if err != nil {
			return nil, err
		}
		return totals(f, cal, night(f))
	}
	fleet := func(sets []string) ([]float64, error) {
		s := new(FleetSpec)
		if _, err := param.Decode("fleet", []byte(fmt.Sprintf("country = \"France\"\nwithout = %q\n", others())), s, sets); err != nil {
			return nil, err
		}
		f, err := NewFleetOf(s, nil, cal, sim.Streams{Seed: 2})
		if err != nil {
			return nil, err
		}
		return totals(f, cal, func(sim.Minute) {})
	}
	return []walkedSpec{
		{"[[reactor]]", func() param.Spec { return new(Spec) }, reactor, [][]string{nil, {"since_refuelling_d=250", "forced.failures_per_year=20"},
			{"since_refuelling_d=410"}, {"forced.scrams_per_year=60"}, {"commercial_year=2006"}}},
		{"[fleet]", func() param.Spec { return new(FleetSpec) }, fleet, [][]string{nil, {`request.kind="seasonal"`}, {`request.kind="seasonal"`, "request.day_swing=0.6"},
			{"common_cause.per_year=4"}, {"strikes.days_per_year=60"}, {"rivers.flow_factor=0.2"}, {"forced.scrams_per_year=60"}, {`request.kind="flat"`, "request.power_fraction=0.4"}}},
	}
}
