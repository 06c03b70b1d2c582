package experiments

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A response is what physics or money demands of one change: the indicator moves in
// one direction, in every plant that has the key, in every climate.
type response struct {
	what      string
	key       string // of the hall's cooling, by its last part, wherever a plant has it; or a whole path
	to        string // other than the default
	indicator string
	sign      float64
	slack     float64 // by how much the indicator may go the other way, with the reason beside the row
}

var responses = []response{
	// Warmer air is thinner, and fans move more of it: this is all that is left where no
	// compressor runs, or where its water is as warm as its curve is known for.
	{"warmer supply air", "supply_air_temp_degC", "29", "pue", -1, 3e-4},
	{"colder supply air", "supply_air_temp_degC", "18", "pue", +1, 0},
	{"better fans", "fan_efficiency", "0.85", "pue", -1, 0},
	{"more pressure in the hall's air", "hall_pressure_Pa", "800", "pue", +1, 0},
	{"better pumps", "pump_efficiency", "0.9", "pue", -1, 0},
	{"better pumps of chilled water", "chilled_water_pump_efficiency", "0.9", "pue", -1, 1e-5}, // a smaller motor warms the water less, and turns a pump's least step,
	{"worse direct expansion", "dx_cop", "2.2", "pue", +1, 0},
	{"more cycles of concentration", "cycles_of_concentration", "8", "wue_L_per_kWh", -1, 0},
	{"eco mode", "campus.hall.power.ups.mode", `"eco"`, "pue", -1, 0},
	{"more losses in distribution", "campus.hall.power.distribution.k1", "0.03", "pue", +1, 0},
	{"a dearer contract", "contract.price_EUR_per_MWh", "90", "cost_EUR_per_GPUh", +1, 0},
	{"dearer capital", "economics.wacc", "0.12", "cost_EUR_per_GPUh", +1, 0},
	{"dearer water", "economics.water_EUR_per_m3", "20", "cost_EUR_per_GPUh", +1, 0},
	{"a dearer grid", "economics.grid_EUR_per_MWh", "10", "cost_EUR_per_GPUh", +1, 0},
	{"longer life of machines", "economics.accelerator_lifetime_years", "8", "cost_EUR_per_GPUh", -1, 0},
	{"dirtier reactors", "economics.nuclear_carbon_g_per_kWh", "12", "carbon_total_kg", +1, 0},
}

// climates of the signs: cold, mild and tropical.
var climates = []string{"Helsinki", "Paris", "Singapore"}

// sets are the sets of a response in a plant, none where the plant lacks the key.
func (r *response) sets(plant string, all []step) (sets []string) {
	if strings.Contains(r.key, ".") {
		return []string{r.key + "=" + r.to}
	}
	for _, s := range all {
		if s.plant == plant && s.doc.Key == r.key && s.doc.Kind == "number" {
			sets = append(sets, s.path()+"="+r.to)
		}
	}
	return sets
}

// climateOf sets the site; a plant that cannot hold its hall there runs all the same.
func climateOf(site, plant string, all []step) []string {
	sets := []string{fmt.Sprintf("weather.w.site=%q", site)}
	if slices.ContainsFunc(all, func(s step) bool { return s.plant == plant && s.path() == "campus.hall.cooling.force" }) {
		sets = append(sets, "campus.hall.cooling.force=true")
	}
	return sets
}

// meanOf is each indicator of the campus, averaged over the walk's spells, or its year.
func meanOf(plant string, sets []string) (map[string]float64, error) {
	spans := spells()
	if *wholeYear {
		spans = walkYear
	}
	out := map[string]float64{}
	for _, when := range spans {
		rec, err := runDays(walkText(plant, when.start), sets, when.days)
		if err != nil {
			return nil, err
		}
		for _, s := range rec.Summaries() {
			if s.Scope == "campus.C" && s.Period == "total" {
				out[s.Name] += s.Value / float64(len(spans))
			}
		}
	}
	return out, nil
}

// Every response has its sign, over all plants and three climates: where the key has
// nothing to act on (no water drawn, no compressor run) the indicator rests, but in
// some plant and climate it moves.
func TestSigns(t *testing.T) {
	all := steps()
	acted := map[string]int{}
	for _, plant := range plantWords() {
		for _, site := range climates {
			t.Run(plant+" in "+site, func(t *testing.T) {
				climate := climateOf(site, plant, all)
				base, err := meanOf(plant, climate)
				if err != nil {
					t.Fatal(err)
				}
				for i := range responses {
					r := &responses[i]
					sets := r.sets(plant, all)
					if sets == nil {
						continue
					}
					found, err := meanOf(plant, append(slices.Clone(climate), sets...))
					if err != nil {
						t.Logf("%s: refused: %.120v", r.what, err)
						continue
					}
					change := (found[r.indicator] - base[r.indicator]) * r.sign
					if change < -max(r.slack, 1e-7*base[r.indicator]) {
						t.Errorf("%s (%v): %s from %.6g to %.6g", r.what, sets, r.indicator, base[r.indicator], found[r.indicator])
					}
					if change > 1e-9*base[r.indicator] {
						acted[r.what]++
					}
				}
			})
		}
	}
	for i := range responses {
		if r := &responses[i]; acted[r.what] == 0 {
			t.Errorf("%s never moves %s", r.what, r.indicator)
		} else {
			t.Logf("%s: %s moves in %d of %d", r.what, r.indicator, acted[r.what], len(plantWords())*len(climates))
		}
	}
}

// A warmer climate costs more cooling, in every plant sized for itself.
func TestWarmClimatesCostMore(t *testing.T) {
	all := steps()
	for _, plant := range plantWords() {
		var pue []float64
		for _, site := range climates {
			found, err := meanOf(plant, climateOf(site, plant, all))
			if err != nil {
				t.Fatalf("%s in %s: %v", plant, site, err)
			}
			pue = append(pue, found["pue"])
		}
		t.Logf("%s: %.4f", plant, pue)
		if pue[0] > pue[2]+1e-4 {
			t.Errorf("%s: PUE %.4f in Helsinki, Paris and Singapore", plant, pue)
		}
	}
}
