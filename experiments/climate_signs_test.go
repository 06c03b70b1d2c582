package experiments

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caloduc/experiments/result"
)

// coolingOfYear runs a hall on a plant for a year, and returns its PUE, its cooling energy
// over that of its servers, and the manifest.
func coolingOfYear(t *testing.T, site, plant, keys string) (pue, perIT float64, m *result.Manifest) {
	t.Helper()
	accelerator := "H200"
	if slices.Contains(liquidPlants, plant) {
		accelerator = "GB300 NVL72"
	}
	dir := t.TempDir()
	file, out := filepath.Join(dir, "e.toml"), filepath.Join(dir, "r")
	text := fmt.Sprintf("[weather.w]\nsite = %q\n[[campus]]\nname = \"C\"\nweather = \"w\"\ngrid = { contracted_MW = 60 }\n[[campus.hall]]\nname = \"H\"\naccelerator = %q\nracks = 200\ncooling = { plant = %q%s }\n",
		site, accelerator, plant, keys)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), file, Options{Out: out, Progress: silent{}}); err != nil {
		t.Fatal(err)
	}
	r, err := result.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	const hall = "campus.C.hall.H"
	return r.Total("pue", "campus.C"), r.Total("cooling_energy_MWh", hall) / r.Total("it_energy_MWh", hall), r.Manifest()
}

// Every plant with chillers costs less in Helsinki than in Paris, and there than in
// Singapore; no chiller works out of its curves for a twentieth of its minutes. Chilled
// water as warm as coils bear leaves chillers at their least lift for most of the year in
// both northern places, and outdoor air needs hardly a chiller there: what the cold asks
// for (humidifiers, trace heating) may weigh more by 0.002.
func TestChillersFollowTheClimate(t *testing.T) {
	for _, c := range []struct {
		plant, keys string
		least       float64 // rise of PUE from place to place
	}{
		{"air-cooled-chiller", "", 0.001}, {"direct-expansion", "", 0.001}, {"chilled-water", "", 1e-5},
		{"chilled-water", ", chilled_water_temp_degC = 8", 0.001}, {"chilled-water-economiser", "", 0.001},
		{"chilled-water-air-economiser", "", -0.002}, {"free-air", "", -0.002}, {"indirect-free-air", "", -0.002},
		{"direct-liquid-trim", ", supply_temp_degC = 18", 0.001},
	} {
		plant, keys := c.plant, c.keys
		t.Run(plant+keys, func(t *testing.T) {
			t.Parallel()
			last := 0.0
			for _, site := range []string{"Helsinki", "Paris", "Singapore"} {
				pue, _, m := coolingOfYear(t, site, plant, keys)
				t.Logf("%s: PUE %.4f", site, pue)
				least := c.least
				if site == "Singapore" {
					least = 0.001
				}
				if pue < last+least {
					t.Errorf("%s: PUE %.4f, at the colder site %.4f", site, pue, last)
				}
				last = pue
				for _, n := range m.Notices {
					if strings.Contains(n.Text, "chillers") || strings.Contains(n.Text, "condensers") || strings.Contains(n.Text, "coils") {
						t.Errorf("%s: %s", site, n.Text)
					}
				}
			}
		})
	}
}

// Colder set points cost cooling energy for the same server energy.
func TestColderSetPointsCostEnergy(t *testing.T) {
	const air, water, coolant = ", supply_air_cold_degC = 19", ", chilled_water_cold_degC = 10", ", supply_cold_degC = 20"
	for _, c := range []struct {
		plant, base string
		resets      []string
	}{
		{"air-cooled-chiller", "", []string{air, water}}, {"chilled-water", "", []string{air, water}}, {"chilled-water-economiser", "", []string{air, water}},
		{"direct-expansion", "", []string{air}}, {"indirect-free-air", "", []string{air}},
		{"direct-liquid-dry", ", supply_temp_degC = 40", []string{coolant}}, {"direct-liquid-tower", ", supply_temp_degC = 40", []string{coolant}}, {"immersion-dry", "", []string{coolant}},
	} {
		t.Run(c.plant, func(t *testing.T) {
			t.Parallel()
			_, warm, _ := coolingOfYear(t, "Paris", c.plant, c.base)
			for _, keys := range c.resets {
				if _, cold, _ := coolingOfYear(t, "Paris", c.plant, c.base+keys); !(cold > 1.002*warm) {
					t.Errorf("cooling per server energy %.5f, with%s %.5f", warm, keys, cold)
				}
			}
		})
	}
}

// What is out of bounds for more than a twentieth of a part's own minutes is told:
// chillers on the warm catalogue, with tower water colder than it covers.
func TestOutOfBoundsIsTold(t *testing.T) {
	_, _, m := coolingOfYear(t, "Paris", "chilled-water", `, chiller = "Carrier-30XW-P1012-warm", condenser_min_degC = 15.56`)
	for _, n := range m.Notices {
		if strings.Contains(n.Text, "of its working minutes: minutes in which water-cooled chillers") {
			return
		}
	}
	t.Errorf("not told: %v", m.Notices)
}
