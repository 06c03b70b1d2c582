package experiments

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"caloduc/sim/record"
)

// feedText is a campus of three small halls, one of each service, behind a kind of feed,
// with what stands below it. The reactor never fails and is not refuelled in the run.
func feedText(feed, more string) string {
	return `start = 2026-01-20
spin_up_d = 0
[weather.w]
site = "Paris"
[[reactor]]
unit = "Nogent 1"
weather = "w"
since_refuelling_d = 100
share = 0.05
forced = { scrams_per_year = 0, failures_per_year = 0 }
[[campus]]
name = "C"
weather = "w"
grid = { contracted_MW = 60, line_outages_per_100km_per_year = 0, transformer = { failures_per_year = 0 }` + gridEvent(more) + ` }
feed = { ` + feed + ` }
` + hallText("I", "interruptible") + hallText("O", "ordinary") + hallText("E", "essential") + sourcesOf(more)
}

// gridEvent is the part of the text that stands in the table grid.
func gridEvent(more string) string {
	if e, ok := strings.CutPrefix(more, "event:"); ok {
		e, _, _ = strings.Cut(e, "\n")
		return ", event = [" + e + "]"
	}
	return ""
}

// sourcesOf is the rest.
func sourcesOf(more string) string {
	if strings.HasPrefix(more, "event:") {
		_, more, _ = strings.Cut(more, "\n")
	}
	return more
}

func hallText(name, service string) string {
	return fmt.Sprintf(`[[campus.hall]]
name = %q
accelerator = "GB300 NVL72"
racks = 60
service = %q
cooling = { plant = "direct-liquid-dry" }
`, name, service)
}

func sourceText(name, unit string) string {
	return fmt.Sprintf("[[campus.source]]\nname = %q\nunit = { %s }\n", name, unit)
}

// fed runs such an experiment for some days and returns its indicators over the run.
func fed(t *testing.T, text string, days int, sets ...string) func(scope, name string) float64 {
	t.Helper()
	rec, err := runDays(text, sets, days)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rec.CheckBalances(); err != nil {
		t.Error(err)
	}
	return valuesOf(t, rec)
}

func valuesOf(t *testing.T, rec *record.Recorder) func(scope, name string) float64 {
	all := rec.Summaries()
	return func(scope, name string) float64 {
		for _, s := range all {
			if s.Name == name && s.Scope == scope {
				return s.Value
			}
		}
		t.Fatalf("no indicator %s of %q", name, scope)
		return math.NaN()
	}
}

// Without its share of the reactor a dedicated campus and an island stand still; a campus
// of the grid buys everything and computes as much as before.
func TestNoReactorStopsWhoHasNothingElse(t *testing.T) {
	whole := fed(t, feedText(`kind = "grid"`, ""), 3)
	it := whole("campus.C", "it_energy_MWh")
	for _, kind := range []string{"dedicated", "island"} {
		got := fed(t, feedText(`kind = "`+kind+`"`, ""), 3)
		if x := got("campus.C", "it_energy_MWh"); math.Abs(x/it-1) > 0.002 || got("campus.C", "served_hours_share") < 0.995 {
			t.Errorf("%s with its reactor: %g MWh of IT, a campus of the grid %g; served %g of the hours", kind, x, it, got("campus.C", "served_hours_share"))
		}
		if mw := got("campus.C", "energy_market_MWh"); mw != 0 {
			t.Errorf("%s buys %g MWh", kind, mw)
		}
		none := fed(t, feedText(`kind = "`+kind+`"`, ""), 3, "reactor.share=0")
		// What dark racks' power supplies would take at no load is asked for and not given.
		if x := none("campus.C", "it_energy_MWh"); x > 0.02*it || none("campus.C", "served_energy_share") > 0.001 || none("campus.C", "served_hours_share") > 0.001 || none("campus.C", "longest_shortage_h") < 71.9 {
			t.Errorf("%s without reactor: %g MWh of IT, served %g of the hours, longest shortage %g h", kind, x, none("campus.C", "served_hours_share"), none("campus.C", "longest_shortage_h"))
		}
		if h := none("campus.C", "curtailed_GPUh"); h < 0.7*whole("campus.C", "busy_GPUh") {
			t.Errorf("%s without reactor: %g GPU-hours curtailed", kind, h)
		}
	}
	bought := fed(t, feedText(`kind = "grid"`, ""), 3, "reactor.share=0")
	if bought("campus.C", "energy_contract_MWh") != 0 || bought("campus.C", "it_energy_MWh") != it || bought("campus.C", "cost_market_EUR") <= whole("campus.C", "cost_market_EUR") {
		t.Errorf("a campus of the grid without reactor: %g MWh of the contract, %g of IT", bought("campus.C", "energy_contract_MWh"), bought("campus.C", "it_energy_MWh"))
	}
}

// Half the power that the halls want: essential halls keep all, interruptible ones stand.
func TestOrderOfCuts(t *testing.T) {
	whole := fed(t, feedText(`kind = "dedicated"`, ""), 3)
	got := fed(t, feedText(`kind = "dedicated"`, ""), 3, "reactor.share=0.0085")
	part := func(hall string) float64 {
		return got("campus.C.hall."+hall, "it_energy_MWh") / whole("campus.C.hall."+hall, "it_energy_MWh")
	}
	if e, o, i := part("E"), part("O"), part("I"); e < 0.99 || !(o > 0.05 && o < 0.95) || i > 0.05 {
		t.Errorf("of what they would draw essential, ordinary and interruptible halls draw %.3f, %.3f and %.3f", e, o, i)
	}
	more := fed(t, feedText(`kind = "dedicated", import_MW = 30`, ""), 3, "reactor.share=0.0085")
	if more("campus.C", "served_hours_share") < 0.99 || !(more("campus.C", "energy_market_MWh") > 100) {
		t.Errorf("with an import: served %g of the hours, %g MWh bought", more("campus.C", "served_hours_share"), more("campus.C", "energy_market_MWh"))
	}
}

// A line without circuits for so many hours, before a battery of four hours.
func TestBatteryOfFourHours(t *testing.T) {
	peak := 0.0
	for _, h := range []float64{3, 6} {
		event := fmt.Sprintf("event:{ what = %q, at = %q, for_h = %g, units = 9 }\n", "circuit", "2026-01-21T10:00", h)
		bare := fed(t, feedText(`kind = "grid"`, event), 2)
		if x := bare("campus.C", "longest_shortage_h"); math.Abs(x-h) > 0.1 {
			t.Errorf("a line out for %g h: shortage of %g h", h, x)
		}
		if peak == 0 {
			whole := fed(t, feedText(`kind = "grid"`, ""), 2)
			peak = 1.15 * whole("campus.C", "facility_energy_MWh") / 48
		}
		battery := sourceText("B", fmt.Sprintf(`kind = "battery", power_MW = %g, energy_MWh = %g`, 1.3*peak, 4*peak))
		got := fed(t, feedText(`kind = "grid"`, event+battery), 2)
		longest := got("campus.C", "longest_shortage_h")
		switch {
		case h < 4 && (longest > 0.02 || got("campus.C", "curtailed_GPUh") > 1):
			t.Errorf("an outage of %g h behind a battery of four: shortage of %g h, %g GPU-hours curtailed", h, longest, got("campus.C", "curtailed_GPUh"))
		case h > 4 && !(longest > 0.5 && longest < h-3.5):
			t.Errorf("an outage of %g h behind a battery of four: shortage of %g h", h, longest)
		}
	}
}

// A battery of half an hour before a turbine of ten minutes: a line out for three hours is
// felt by nobody; without the battery the turbine's start is.
func TestBatteryBridgesTheStart(t *testing.T) {
	event := "event:{ what = \"circuit\", at = \"2026-01-21T10:00\", for_h = 3, units = 9 }\n"
	battery, turbine := sourceText("B", `kind = "battery", power_MW = 40, energy_MWh = 20`), sourceText("T", `kind = "gas-turbine", power_MW = 40`)
	both := fed(t, feedText(`kind = "grid"`, event+battery+turbine), 2)
	if h := both("campus.C", "longest_shortage_h"); h > 0.02 {
		t.Errorf("shortage of %g h", h)
	}
	if h := both("campus.C.source.T", "running_h"); h < 2 || h > 3 {
		t.Errorf("the turbine runs %g h", h)
	}
	alone := fed(t, feedText(`kind = "grid"`, event+turbine), 2)
	if h := alone("campus.C", "longest_shortage_h"); h < 0.15 || h > 0.4 {
		t.Errorf("without battery a shortage of %g h", h)
	}
	if eur, mwh := alone("campus.C", "cost_own_EUR"), alone("campus.C.source.T", "given_energy_MWh"); math.Abs(eur/mwh-(42.9/0.405+6.01)) > 1e-6 {
		t.Errorf("%g EUR for %g MWh", eur, mwh)
	}
	if both("campus.C", "cost_total_EUR") <= fed(t, feedText(`kind = "grid"`, event), 2)("campus.C", "cost_total_EUR") {
		t.Error("sources cost nothing")
	}
}

// Units behind a meter follow their campus: with half its racks they give as much less as
// it draws less, and export or spill the rest as they are told.
func TestUnitsFollowTheirCampus(t *testing.T) {
	of := func(feed string, sets ...string) func(name string) float64 {
		got := fed(t, feedText(feed, ""), 5, sets...)
		return func(name string) float64 { return got("campus.C", name) }
	}
	half := []string{"campus.hall.racks=30"}
	for _, kind := range []string{"dedicated", "island"} {
		whole, less := of(`kind = "`+kind+`"`), of(`kind = "`+kind+`"`, half...)
		given, drawn := less("units_net_energy_MWh")/whole("units_net_energy_MWh"), less("units_drawn_energy_MWh")/whole("units_drawn_energy_MWh")
		t.Logf("%s with half its racks: units give %.3f, the campus draws %.3f; %.0f of %.0f MWh spilt", kind, given, drawn, less("units_spilt_energy_MWh"), less("units_net_energy_MWh"))
		if drawn > 0.6 || given > 0.85 {
			t.Errorf("%s: the campus draws %.3f, its units give %.3f of what they gave to the whole", kind, drawn, given)
		}
		if x := less("served_hours_share"); x < 0.995 {
			t.Errorf("%s: served in %g of the hours", kind, x)
		}
		if could := less("units_available_energy_MWh"); math.Abs(could/whole("units_available_energy_MWh")-1) > 1e-9 || could < 1.3*less("units_net_energy_MWh") {
			t.Errorf("%s: the units could give %g MWh", kind, could)
		}
	}
	kept, out := of(`kind = "dedicated"`, half...), of(`kind = "dedicated", export_MW = 20`, half...)
	if x := out("units_exported_energy_MWh"); kept("units_exported_energy_MWh") != 0 || x < 0.95*20*120 || x > 20*120 {
		t.Errorf("%g MWh exported where 20 MW are let out, %g where none", x, kept("units_exported_energy_MWh"))
	}
	sold := of(`kind = "dedicated"`, append(half, `contract.excess="sold"`)...)
	if x := sold("units_spilt_energy_MWh"); x > 1e-6 || sold("units_net_energy_MWh") < 1.3*kept("units_net_energy_MWh") || sold("cost_electricity_EUR") == kept("cost_electricity_EUR") {
		t.Errorf("a contract that sells the excess: %g MWh spilt, units give %g", x, sold("units_net_energy_MWh"))
	}
}

// An island of which no unit exists and no source stands is refused; a campus that an import
// of a tenth feeds is told of what it lacks, and nothing that lacks is more than it wants.
func TestCampusThatNothingFeeds(t *testing.T) {
	text := feedText(`kind = "island"`, "")
	none := text[:strings.Index(text, "[[reactor]]")] + text[strings.Index(text, "[[campus]]"):]
	if _, err := runDays(none, nil, 2); err == nil || !strings.Contains(err.Error(), "nothing feeds this campus") {
		t.Errorf("an island without units and sources: %v", err)
	}
	little := strings.Replace(none, `kind = "island"`, `kind = "dedicated", import_MW = 3`, 1)
	got := fed(t, little, 3)
	if served := got("campus.C", "served_energy_share"); !(served > 0 && served < 0.2) || got("campus.C", "served_hours_share") != 0 {
		t.Errorf("an import of 3 MW serves %g of the energy in %g of the hours", served, got("campus.C", "served_hours_share"))
	}
	fed(t, text, 3, "reactor.share=0") // nothing is served: a share outside 0 to 1 fails the run
}
