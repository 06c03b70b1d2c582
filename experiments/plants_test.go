package experiments

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"caloduc/experiments/result"
	"caloduc/sim/param"
)

// liquidPlants are run with servers that have cold plates, all others with air-cooled ones.
var liquidPlants = []string{"direct-liquid-dry", "direct-liquid-tower", "direct-liquid-trim", "hybrid", "river"}

// plantKeys are what a plant cannot do without.
var plantKeys = map[string]string{
	"hybrid":            `, liquid = { plant = "direct-liquid-tower" }, air = { plant = "chilled-water-economiser" }`,
	"direct-liquid-dry": `, heat_recovery = { district_peak_MW = 5 }`,
}

// plantWords lists every plant that can be chosen.
func plantWords() []string {
	var words []string
	for _, k := range param.Reference(new(Spec)) {
		if k.Key == "plant" && k.Path == "campus[].hall[].cooling.plant" {
			words = append(words, k.Options...)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// TestEveryPlantCoolsACampusForAYear runs each plant in a small campus: all
// balances close, and the PUE is one that such a plant can have.
func TestEveryPlantCoolsACampusForAYear(t *testing.T) {
	words := plantWords()
	if len(words) < 13 {
		t.Fatalf("only %d plants: %v", len(words), words)
	}
	for _, word := range words {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			accelerator := "H200"
			if slices.Contains(liquidPlants, word) {
				accelerator = "GB300 NVL72"
			}
			text := fmt.Sprintf(`[weather.paris]
site = "Paris"
[[campus]]
name = "C"
weather = "paris"
grid = { contracted_MW = 60 }
[[campus.hall]]
name = "H"
accelerator = %q
racks = 200
cooling = { plant = %q%s }
`, accelerator, word, plantKeys[word])
			r := resultIn(t, t.TempDir(), text)
			pue, wue := r.Total("pue", "campus.C"), r.Total("wue_L_per_kWh", "campus.C")
			if !(pue > 1.03 && pue < 1.7) || !(wue >= 0 && wue < 4) {
				t.Errorf("PUE %.3f, WUE %.3f L/kWh", pue, wue)
			}
			t.Logf("PUE %.3f, WUE %.3f L/kWh", pue, wue)
			checkHeatSinks(t, r, "campus.C.hall.H")
		})
	}
}

// checkHeatSinks compares where a hall's heat went with the electricity that became
// heat there. Little is left out: what stays in storage, drained water, and losses of
// pumps' motors outside.
func checkHeatSinks(t *testing.T, r *result.Result, hall string) {
	t.Helper()
	total := func(name string) float64 {
		if v := r.Total(name, hall); !math.IsNaN(v) {
			return v
		}
		return 0
	}
	in := total("it_energy_MWh") + total("room_heat_energy_MWh") + total("cooling_energy_MWh")
	out := 0.0
	for _, sink := range []string{"heat_air_exchange_MWh", "heat_dry_coolers_MWh", "heat_condensers_MWh", "heat_towers_MWh", "heat_evaporated_MWh", "heat_river_MWh", "heat_district_MWh"} {
		v := total(sink)
		out += v
		t.Logf("%s %.4f", sink, v/in)
		least := 0.0
		if sink == "heat_towers_MWh" { // dry air gives heat to what evaporates
			least = -total("heat_evaporated_MWh")
		}
		if v < least {
			t.Errorf("%s is %g", sink, v)
		}
	}
	if share := out / in; !(share > 0.985 && share < 1.001) {
		t.Errorf("%.4f of the electricity is found again as heat", share)
	}
}
