package experiments

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"caloduc/models/economics"
	"caloduc/sim"
	"caloduc/sim/param"
)

// costText is a campus of one hall that the plant of that word cools, with further keys
// of the plant.
func costText(word, more string) string {
	accelerator := "H200"
	if slices.Contains(liquidPlants, word) {
		accelerator = "GB300 NVL72"
	}
	keys := ""
	if word == "hybrid" {
		keys = plantKeys[word]
	}
	return fmt.Sprintf(`[weather.paris]
site = "Paris"
[[campus]]
name = "C"
weather = "paris"
grid = { contracted_MW = 60 }
[[campus.hall]]
name = "H"
accelerator = %q
racks = 200
cooling = { plant = %q%s%s }
`, accelerator, word, keys, more)
}

// capital is what campus and hall of an experiment cost, M€.
func capital(t *testing.T, text string, sets ...string) float64 {
	t.Helper()
	s := new(Spec)
	if _, err := param.Decode("e.toml", []byte(text), s, sets); err != nil {
		t.Fatal(err)
	}
	w, err := Build(s)
	if err != nil {
		t.Fatal(err)
	}
	defer w.engine.Close()
	sum := 0.0
	for _, i := range w.installed() {
		sum += 1e-6 * i.CapitalEUR
	}
	return sum
}

// kindsOf are the keys of the failing units of the plant of that word.
func kindsOf(word string) (kinds []string) {
	for _, k := range param.Reference(new(Spec)) {
		if key, ours := strings.CutPrefix(k.Path, "campus[].hall[].cooling.units."); ours && k.IsTable && k.Variant == "plant = "+word && key != "liquid_chiller" {
			kinds = append(kinds, key)
		}
	}
	return kinds
}

// A redundant unit of any kind in any plant costs, a second set of all costs more.
func TestRedundancyCosts(t *testing.T) {
	walked := 0
	for _, word := range plantWords() {
		for _, kind := range kindsOf(word) {
			cost := func(redundancy string) float64 {
				return capital(t, costText(word, fmt.Sprintf(", units = { %s = { redundancy = %q } }", kind, redundancy)))
			}
			if n, one, double := cost("N"), cost("N+1"), cost("2N"); !(n < one && one < double) && !(n < one && one == double) { // one unit needed: 2N is N+1
				t.Errorf("%s, %s: %.4f M€ at N, %.4f at N+1, %.4f at 2N", word, kind, n, one, double)
			}
			walked++
		}
	}
	if walked < 40 {
		t.Errorf("only %d kinds walked", walked)
	}
}

// What is larger, more, or better secured costs more; what does without chillers less.
func TestWhatCostsMore(t *testing.T) {
	for _, c := range []struct{ what, less, more string }{
		{"a chiller plant larger by a tenth", costText("chilled-water", ", chiller_capacity_MW = 12"), costText("chilled-water", ", chiller_capacity_MW = 13.2")},
		{"towers larger by a tenth", costText("chilled-water", ""), costText("chilled-water", ", tower = { capacity_factor = 1.1 }")},
		{"towers of a closer approach", costText("chilled-water", ", tower = { approach_K = 5 }"), costText("chilled-water", ", tower = { approach_K = 3 }")},
		{"an economiser's exchanger", costText("chilled-water", ""), costText("chilled-water-economiser", "")},
		{"a closer exchanger", costText("chilled-water-economiser", ", exchanger_approach_K = 3"), costText("chilled-water-economiser", ", exchanger_approach_K = 1")},
		{"a tank", costText("chilled-water", ""), costText("chilled-water", ", thermal_storage = true, storage = { cold_degC = 23, warm_degC = 27 }")},
		{"a larger tank", costText("chilled-water", ", thermal_storage = true, storage = { cold_degC = 23, warm_degC = 27 }"), costText("chilled-water", ", thermal_storage = true, storage = { cold_degC = 23, warm_degC = 27, volume_m3 = 1500 }")},
		{"one more dry cooler", costText("direct-liquid-dry", ", dry_cooler_units = 12"), costText("direct-liquid-dry", ", dry_cooler_units = 13")},
		{"a hotter site", strings.Replace(costText("direct-liquid-dry", ""), "Paris", "Helsinki", 1), costText("direct-liquid-dry", "")},
		{"pads", costText("direct-liquid-dry", ", adiabatic = false, force = true, dry_cooler_units = 12"), costText("direct-liquid-dry", ", adiabatic = true, dry_cooler_units = 12")},
		{"rear doors", costText("chilled-water", ""), costText("chilled-water", ", rear_doors = true")},
		{"heat recovery", costText("direct-liquid-dry", ""), costText("direct-liquid-dry", ", heat_recovery = { district_peak_MW = 5 }")},
		{"recovery with a heat pump", costText("direct-liquid-dry", ", heat_recovery = { district_peak_MW = 5, heat_pump = false }"), costText("direct-liquid-dry", ", heat_recovery = { district_peak_MW = 5 }")},
		{"chillers behind free air", costText("free-air", ", mechanical_share = 0, force = true"), costText("free-air", "")},
		{"chillers behind plates", costText("indirect-free-air", ", mechanical = false, force = true"), costText("indirect-free-air", ", plate_effectiveness = 0.75")},
		{"trim chillers on warm water", costText("direct-liquid-tower", ", supply_temp_degC = 33"), costText("direct-liquid-trim", ", supply_temp_degC = 33")},
		{"trim chillers on a river", costText("river", ", trim_share = 0, design_water_degC = 18"), costText("river", ", design_water_degC = 18")},
	} {
		if less, more := capital(t, c.less), capital(t, c.more); less >= more {
			t.Errorf("%s: %.4f M€ without, %.4f with", c.what, less, more)
		}
	}
	for _, set := range []string{"campus.hall.power.ups.redundancy=2N", "campus.hall.power.generators.redundancy=2N", "campus.transformer.redundancy=2N", "campus.grid.transformer.count=5",
		"campus.grid.circuits=3", "campus.grid.length_km=30", "economics.design_fraction=0.2", "campus.hall.racks=201"} {
		text := costText("air-cooled-chiller", "")
		if less, more := capital(t, text), capital(t, text, set); less >= more {
			t.Errorf("%s: %.4f M€, without %.4f", set, more, less)
		}
	}
	for _, set := range []string{"campus.hall.power.ups.mode=none", "campus.hall.power.generators.backed_fraction=0", "campus.hall.power.distribution.redundancy=N"} {
		text := costText("air-cooled-chiller", "")
		if less, more := capital(t, text, set), capital(t, text); less >= more {
			t.Errorf("%s: %.4f M€, without %.4f", set, less, more)
		}
	}
}

// Plants differ in cost, and a hall with its plant costs what such houses are published
// to: 7 to 14 EUR/W (see docs/models/economics.md).
func TestPlantsAreRankedByCost(t *testing.T) {
	perW := map[string]float64{}
	for _, word := range plantWords() {
		s := new(Spec)
		text := costText(word, "")
		if _, err := param.Decode("e.toml", []byte(text), s, nil); err != nil {
			t.Fatal(err)
		}
		w, err := Build(s)
		if err != nil {
			t.Fatal(word, err)
		}
		w.engine.Close()
		all := w.installed()
		perW[word] = all[0].CapitalEUR / (1e6 * all[0].DesignITMW)
		t.Logf("%-28s %.3f EUR/W, cooling alone %.3f", word, perW[word], coolingPerW(w))
		if perW[word] < 7 || perW[word] > 14 {
			t.Errorf("%s: %.2f EUR/W", word, perW[word])
		}
	}
	if perW["direct-liquid-tower"] >= perW["direct-liquid-trim"] {
		t.Errorf("trim chillers cost nothing: %.4f and %.4f EUR/W", perW["direct-liquid-tower"], perW["direct-liquid-trim"])
	}
	seen := map[string]string{}
	for word, v := range perW {
		key := fmt.Sprintf("%.6g", v)
		if other := seen[key]; other != "" {
			t.Errorf("%s and %s cost the same to six digits", word, other)
		}
		seen[key] = word
	}
}

// coolingPerW is the price of the first hall's plant as installed over its IT power.
func coolingPerW(w *World) float64 {
	i := w.campuses[0].halls[0].plant.Inventory()
	sum := 0.0
	for _, c := range i.Components {
		capital, _ := w.spec.Economics.Cost(&c)
		sum += capital
	}
	return sum / (1e6 * i.DesignITMW)
}

// A price given without its year is told of where it is converted, once; with its year,
// or of the accounts' year, it is not.
func TestPricesOfAnotherYearAreToldOf(t *testing.T) {
	for _, c := range []struct {
		sets []string
		want int
	}{
		{nil, 0},
		{[]string{"contract.price_EUR_per_MWh=75"}, 1},
		{[]string{"contract.price_EUR_per_MWh=75", "contract.price_year=2025"}, 0},
		{[]string{"contract.price_EUR_per_MWh=75", "economics.price_year=2022"}, 0},
		{[]string{"economics.water_EUR_per_m3=4"}, 0}, // its year is the accounts'
		{[]string{"economics.water_EUR_per_m3=4", "economics.price_year=2026"}, 1},
		{[]string{"economics.components.ups_module.capital_EUR_per_kW=400", "campus.hall.rack_price_EUR=1e6", "economics.heat_EUR_per_MWh=30"}, 3},
	} {
		s := new(Spec)
		r, err := param.Decode("e.toml", []byte(costText("air-cooled-chiller", "")), s, c.sets)
		if err != nil {
			t.Fatal(err)
		}
		if n := priceNotices(r, s); len(n) != c.want {
			t.Errorf("%v: %v, want %d", c.sets, n, c.want)
		}
	}
}

// Over a year: more redundancy raises cost_facility_EUR and cost_om_EUR, heat sold
// lowers all costs by its price, and carbon displaced is nobody's credit.
func TestCostsOverAYear(t *testing.T) {
	run := func(more string, sets ...string) map[string]float64 {
		t.Helper()
		s := new(Spec)
		if _, err := param.Decode("e.toml", []byte(costText("direct-liquid-dry", more)), s, append(sets, "campus.hall.racks=20")); err != nil {
			t.Fatal(err)
		}
		rec, err := Totals(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if err := rec.WriteIndicators(&text); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&text).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]float64{}
		for _, r := range rows { // indicator, scope, period, value, unit
			if r[2] == "total" {
				out[r[1]+"."+r[0]], _ = strconv.ParseFloat(r[3], 64)
			}
		}
		return out
	}
	const recovery = ", heat_recovery = { district_peak_MW = 0.5 }"
	base, secured := run(""), run("", "campus.hall.power.ups.redundancy=2N")
	for _, name := range []string{"campus.C.cost_facility_EUR", "campus.C.cost_om_EUR"} {
		if !(secured[name] > base[name]) {
			t.Errorf("%s: %g, with UPS of 2N %g", name, base[name], secured[name])
		}
	}
	given, sold := run(recovery, "economics.heat_EUR_per_MWh=0"), run(recovery, "economics.heat_EUR_per_MWh=40", "economics.heat_price_year=2025")
	heat := sold["campus.C.reused_energy_MWh"]
	if !(heat > 100) {
		t.Fatalf("%g MWh of heat", heat)
	}
	close := func(what string, got, want float64) {
		if d := got - want; d > 1e-6*want || d < -1e-6*want {
			t.Errorf("%s: %g, want %g", what, got, want)
		}
	}
	close("income", sold["campus.C.income_heat_EUR"], 40*heat)
	close("costs", sold["campus.C.cost_total_EUR"], given["campus.C.cost_total_EUR"]-40*heat)
	close("displaced", sold["campus.C.carbon_displaced_kg"], 125*heat)
	close("carbon", sold["campus.C.carbon_total_kg"], given["campus.C.carbon_total_kg"])
}

// What campus and halls are listed to cost is what their account pays off: over a year
// the annuity of the listed capital, and the upkeep.
func TestListedCapitalIsPaidOff(t *testing.T) {
	s := new(Spec)
	text := costText("direct-liquid-dry", "") + `[[campus.hall]]
name = "I"
accelerator = "H200"
racks = 20
cooling = { plant = "chilled-water" }
`
	if _, err := param.Decode("e.toml", []byte(text), s, []string{"campus.hall[H].racks=20"}); err != nil {
		t.Fatal(err)
	}
	w, err := Build(s)
	if err != nil {
		t.Fatal(err)
	}
	defer w.engine.Close()
	capital := 0.0
	for _, i := range w.installed() {
		capital += i.CapitalEUR
	}
	w.campuses[0].account.Step(0, 0, w.campuses[0].portions, 0, 0) // nothing is open yet
	if got := w.campuses[0].account.FacilityEURPerH; got != 0 {
		t.Errorf("%g EUR/h before a hall opens", got)
	}
	if err := w.engine.Run(context.Background(), 60, w.component, func(sim.Minute) error { return nil }); err != nil {
		t.Fatal(err)
	}
	want := economics.Annuity(capital, s.Economics.WACC, s.Economics.FacilityYears) / sim.HoursPerYear
	if got := w.campuses[0].account.FacilityEURPerH; got < want*(1-1e-9) || got > want*(1+1e-9) {
		t.Errorf("%.8g EUR/h is paid off, the capital listed asks for %.8g", got, want)
	}
}
