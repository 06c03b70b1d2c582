package experiments

import (
	"slices"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// kindsOfSource are circumstances in which each kind of source acts: half of the power
// that the halls want, and a line that fails.
var kindsOfSource = map[string][]string{
	"battery":     {`kind = "battery", power_MW = 12, energy_MWh = 20`},
	"gas-turbine": {`kind = "gas-turbine", power_MW = 6`},
	"diesel":      {`kind = "diesel", power_MW = 6`},
	"solar":       {`kind = "solar", power_MW = 20`},
	"wind":        {`kind = "wind", power_MW = 20`},
}

// sourceWith lets single keys act.
var sourceWith = map[string][]string{
	"charge_below_EUR_per_MWh":    {`campus.source.unit.policy="price"`, "campus.source.unit.discharge_above_EUR_per_MWh=500", `campus.feed.kind="grid"`, "campus.source.unit.initial_fraction=0.2"},
	"discharge_above_EUR_per_MWh": {`campus.source.unit.policy="price"`, `campus.feed.kind="grid"`},
	"reserve_fraction":            {`campus.source.unit.policy="price"`, `campus.feed.kind="grid"`},
	"policy":                      {`campus.feed.kind="grid"`, "campus.source.unit.discharge_above_EUR_per_MWh=60"},
	"fuel_delivery_MW":            {"campus.source.unit.fuel_store_MWh=5"},
	"hold_min":                    {`campus.feed.kind="grid"`},
	"import_MW":                   {},
	"export_MW":                   {"reactor.share=0.05"},
	"follow_h":                    {"reactor.share=0.05"},
	"spinning_reserve_fraction":   {"reactor.share=0.05"},
	"interrupt_above_EUR_per_MWh": {`campus.feed.kind="grid"`},
	"units":                       {},
}

// sourceReasons are keys that no run can show, with why.
var sourceReasons = map[string]string{
	"campus.source.name": "a name",
	"campus.feed.units":  "names of reactors, of which this experiment has one: TestNoReactorStopsWhoHasNothingElse and wrong.txt",
}

// walkFeed is the text in which a kind of source, or none, is walked over.
func walkFeed(kind string) string {
	event := "event:{ what = \"circuit\", at = \"2026-01-20T10:00\", for_h = 1, units = 9 }, { what = \"circuit\", at = \"2026-01-20T11:20\", for_h = 0.3, units = 9 }\n"
	text := feedText(`kind = "dedicated"`, event+sourceText("S", kindsOfSource[kind][0]))
	return strings.Replace(text, "share = 0.05", "share = 0.0085", 1)
}

// feedSums are all indicators and counts of one of these experiments over two days.
func feedSums(text string, sets []string) ([]float64, error) {
	rec, err := runDays(text, sets, *spellDays)
	if err != nil {
		return nil, err
	}
	var all []float64
	for _, s := range rec.Summaries() {
		all = append(all, s.Value)
	}
	for _, c := range rec.Counters() {
		all = append(all, float64(c.Count))
	}
	return all, nil
}

// Every parameter of feeds and sources moves an indicator, or has its reason.
func TestEveryParameterOfSourcesActs(t *testing.T) {
	for _, k := range param.Reference(new(Spec)) {
		if k.IsTable || !strings.HasPrefix(k.Path, "campus[].source[].") && !strings.HasPrefix(k.Path, "campus[].feed.") {
			continue
		}
		s := step{doc: k}
		if sourceReasons[s.path()] != "" {
			continue
		}
		kind, named := strings.CutPrefix(k.Variant, "kind = ")
		if !named {
			kind = "battery"
		}
		key := s.path()[strings.LastIndexByte(s.path(), '.')+1:]
		if !actsIn(t, walkFeed(kind), s, sourceWith[key]) {
			t.Errorf("%s (%s) moves nothing", s.path(), k.Variant)
		}
	}
}

// actsIn tells whether some value of a parameter moves an indicator of an experiment.
func actsIn(t *testing.T, text string, s step, with []string) bool {
	before, err := feedSums(text, with)
	if err != nil {
		t.Fatalf("%s: %v", s.path(), err)
	}
	for _, v := range slices.Concat(s.beside(with), s.others()) {
		after, err := feedSums(text, append(slices.Clone(with), s.path()+"="+v))
		if err == nil && moved(before, after) {
			return true
		}
	}
	return false
}

// gridWith are circumstances in which keys of a connection act.
var gridWith = map[string][]string{
	"line_outages_per_100km_per_year": {"campus.grid.length_km=300"},
	"line_repair_h":                   {"campus.grid.line_outages_per_100km_per_year=100", "campus.grid.length_km=300"},
	"common_mode_fraction":            {"campus.grid.line_outages_per_100km_per_year=100", "campus.grid.length_km=300"},
	"repair_h":                        {"campus.grid.transformer.failures_per_year=10", "campus.grid.transformer.count=100", "campus.grid.transformer.repair_h=4"},
	"failures_per_year":               {"campus.grid.transformer.count=100"},
}

// gridReasons are keys of a connection that no run can show, with why.
var gridReasons = map[string]string{
	"campus.grid.bus": "a name on maps", "campus.grid.lat_deg": "a place on maps", "campus.grid.lon_deg": "a place on maps",
	"campus.grid.event.name": "a name", "campus.grid.phase.from": "a date; the experiments' tests have phases", "campus.grid.event.at": "a minute; TestBatteryOfFourHours stages one",
}

// Every parameter of a connection moves an indicator, or has its reason.
func TestEveryParameterOfTheGridActs(t *testing.T) {
	event := "event:{ what = \"circuit\", at = \"2026-01-20T10:00\", for_h = 1 }\n"
	text := feedText(`kind = "grid"`, event)
	text = strings.Replace(text, "line_outages_per_100km_per_year = 0, transformer = { failures_per_year = 0 }", "phase = [{ from = 2026-01-21, contracted_MW = 20 }]", 1)
	for _, k := range param.Reference(new(Spec)) {
		s := step{doc: k}
		if k.IsTable || !strings.HasPrefix(k.Path, "campus[].grid.") || gridReasons[s.path()] != "" {
			continue
		}
		key := s.path()[strings.LastIndexByte(s.path(), '.')+1:]
		in := text
		if key == "contract_ratio" || key == "voltage_kV" {
			in = strings.Replace(text, "contracted_MW = 60, ", "", 1)
		}
		if !actsIn(t, in, s, gridWith[key]) {
			t.Errorf("%s moves nothing", s.path())
		}
	}
}
