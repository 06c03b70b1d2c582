package experiments

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// rankSites are a mild, a tropical and a continental climate.
var rankSites = []string{"Paris", "Singapore", "Dallas"}

// ranked is what an engineer compares plants by.
type ranked struct {
	pue, wue           float64
	coolingM, facility float64 // capital of cooling, M€; of all of the hall, M€ a year
	upkeep             float64 // M€ a year
}

// rankText is a hall of 10 MW of racks under a plant: air-cooled servers, or cold plates.
func rankText(plant, site string) string {
	rack := `accelerator = "H200"
racks = 250
rack_power_kW = 40`
	if slices.Contains(liquidPlants, plant) {
		rack = `accelerator = "GB300 NVL72"
racks = 80
rack_power_kW = 125`
	}
	keys := `, force = true`
	if plant == "hybrid" {
		keys = `, liquid = { plant = "direct-liquid-tower", force = true }, air = { plant = "chilled-water-economiser", force = true }`
	}
	return fmt.Sprintf(`[weather.w]
site = %q
[contract]
kind = "market"
[[campus]]
name = "C"
weather = "w"
grid = { contracted_MW = 20 }
[[campus.hall]]
name = "H"
%s
cooling = { plant = %q%s }
`, site, rack, plant, keys)
}

// powerKinds are the components that are not of cooling.
var powerKinds = []string{"UPS module", "distribution module", "standby generator", "hall transformer", "grid transformer", "grid circuit"}

// rank runs a plant for a year, its units without failures.
func rank(t *testing.T, plant, site string) (r ranked) {
	t.Helper()
	text := rankText(plant, site)
	rec, err := runDays(text, unitKeys(plant, "random_failures", "false"), 365)
	if err != nil {
		t.Fatalf("%s in %s: %v", plant, site, err)
	}
	for _, s := range rec.Summaries() {
		if s.Scope != "campus.C" || s.Period != "total" {
			continue
		}
		for name, to := range map[string]*float64{"pue": &r.pue, "wue_L_per_kWh": &r.wue, "cost_facility_EUR": &r.facility, "cost_om_EUR": &r.upkeep} {
			if s.Name == name {
				*to = s.Value
			}
		}
	}
	r.facility, r.upkeep = 1e-6*r.facility, 1e-6*r.upkeep
	r.coolingM = coolingCapital(t, text)
	return r
}

// Plants at equal IT power stand in the orders that an engineer expects, in money, energy
// and water; -v prints the table of docs/models/cooling-plants.md.
func TestPlantsAtEqualPower(t *testing.T) {
	if testing.Short() {
		t.Skip("39 years")
	}
	at := map[[2]string]ranked{}
	for _, plant := range plantWords() {
		line := fmt.Sprintf("| `%s` |", plant)
		for _, site := range rankSites {
			r := rank(t, plant, site)
			at[[2]string{plant, site}] = r
			line += fmt.Sprintf(" %.3f | %.2f | %.1f | %.2f |", r.pue, r.wue, r.coolingM, r.facility+r.upkeep)
		}
		t.Log(line)
	}
	pue := func(r ranked) float64 { return r.pue }
	water := func(r ranked) float64 { return r.wue }
	capital := func(r ranked) float64 { return r.coolingM }
	for _, c := range []struct {
		what       string
		of         func(ranked) float64
		less, more string
		slack      float64
		but        string // site where it does not hold
	}{
		{"capital: outdoor air and pads beside the same chillers", capital, "air-cooled-chiller", "free-air", 0, ""},
		{"capital: an exchanger beside the same towers", capital, "chilled-water", "chilled-water-economiser", 0, ""},
		{"capital: outdoor air beside the same towers", capital, "chilled-water", "chilled-water-air-economiser", 0, ""},
		{"capital: condensing units without a loop of water", capital, "direct-expansion", "air-cooled-chiller", 0, ""},
		{"capital: a plant without chillers", capital, "direct-liquid-tower", "chilled-water", 0, ""},
		{"capital: tanks of fluid", capital, "direct-liquid-dry", "immersion-dry", 0, ""},
		{"capital: trim chillers", capital, "direct-liquid-tower", "direct-liquid-trim", 0, ""},
		{"PUE: tower water in place of outdoor air on condensers", pue, "chilled-water", "air-cooled-chiller", 0, ""},
		{"PUE: larger machines on water in place of direct expansion", pue, "air-cooled-chiller", "direct-expansion", 0, ""},
		{"PUE: free cooling by towers", pue, "chilled-water-economiser", "chilled-water", 0, ""},
		{"PUE: free cooling by outdoor air", pue, "chilled-water-air-economiser", "chilled-water", 0.001, ""},
		{"PUE: free cooling by outdoor air, chillers cooled by air", pue, "free-air", "air-cooled-chiller", 0, "Singapore"}, // filters and pads all year, hardly an hour of free air
		{"PUE: a river in place of towers", pue, "river", "direct-liquid-tower", 0, ""},
		{"PUE: cold plates in place of air", pue, "direct-liquid-dry", "free-air", 0, ""},
		{"water: outdoor air in place of towers", water, "free-air", "chilled-water-air-economiser", 0, ""},
		{"water: pads some hours in place of towers all year", water, "direct-liquid-dry", "direct-liquid-tower", 0, ""},
		{"water: warm water has less to reject than compressors add", water, "direct-liquid-tower", "chilled-water", 0, ""},
	} {
		for _, site := range rankSites {
			if less, more := c.of(at[[2]string{c.less, site}]), c.of(at[[2]string{c.more, site}]); site != c.but && less > more+c.slack {
				t.Errorf("%s, %s: %s %.4f, %s %.4f", c.what, site, c.less, less, c.more, more)
			}
		}
	}
}

// coolingCapital is what the cooling of a hall costs, M€.
func coolingCapital(t *testing.T, text string) float64 {
	t.Helper()
	spec := new(Spec)
	if _, err := param.Decode("rank", []byte(text), spec, nil); err != nil {
		t.Fatal(err)
	}
	w, err := Build(spec)
	if err != nil {
		t.Fatal(err)
	}
	defer w.engine.Close()
	sum := 0.0
	for _, i := range w.installed() {
		for _, c := range i.Components {
			if strings.HasSuffix(i.Scope, ".hall.H") && !slices.Contains(powerKinds, c.Kind) {
				sum += 1e-6 * c.CapitalEUR
			}
		}
	}
	return sum
}
