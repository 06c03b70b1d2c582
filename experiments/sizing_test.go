package experiments

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"caloduc/experiments/result"
)

// plantYear runs a year of a campus with one hall under a plant and returns its indicators.
func plantYear(t *testing.T, word, site string, sets ...string) map[string]float64 {
	t.Helper()
	r := goldenRun{site: site, cooling: []string{fmt.Sprintf("plant = %q%s", word, plantKeys[word])}, sets: append(unitKeys(word, "random_failures", "false"), sets...)}
	return goldenValues(t, r.table(t))
}

const (
	pueOfC = "campus.C pue"
	wueOfC = "campus.C wue_L_per_kWh"

	energyOfC = "campus.C facility_energy_MWh"
)

// Two kelvins of warming find the plants as they were built: each campus takes more energy
// (its PUE may fall, where warmer coolant makes chips leak more and fans run less), and
// those that evaporate water take more of it. A plant built for the warmer climate is
// another one: its dry coolers, larger, spare water, and hide the climate.
func TestWarmingMeetsAKeptPlant(t *testing.T) {
	warm := []string{"weather.w.warming_K_per_decade=2", "weather.w.warming_from=2016-01-01"}
	kept := append(warm, "campus.hall.design.climate_of=2016-01-01")
	places := map[string][]string{"Paris": plantWords(), "Singapore": {"direct-liquid-dry", "chilled-water-economiser"}, "Dallas": {"direct-liquid-tower", "indirect-free-air"}}
	for site, words := range places {
		for _, word := range words {
			t.Run(site+" "+word, func(t *testing.T) {
				t.Parallel()
				var alone []string // a district asks for less heat in a warmer climate, and heat pumps for less power
				if strings.Contains(plantKeys[word], "heat_recovery") {
					alone = []string{"campus.hall.cooling.heat_recovery.district_peak_MW=0"}
				}
				was, now := plantYear(t, word, site, alone...), plantYear(t, word, site, slices.Concat(kept, alone)...)
				if now[energyOfC] <= (1+1e-5)*was[energyOfC] {
					t.Errorf("%.1f MWh, %.1f MWh with 2 K of warming", was[energyOfC], now[energyOfC])
				}
				if was[wueOfC] > 1e-3 && now[wueOfC] <= 1.01*was[wueOfC] {
					t.Errorf("WUE %.4f, %.4f L/kWh with 2 K of warming", was[wueOfC], now[wueOfC])
				}
				if word == "direct-liquid-dry" {
					if resized := plantYear(t, word, site, slices.Concat(warm, alone)...); resized[wueOfC] >= 0.9*now[wueOfC] {
						t.Errorf("WUE %.4f L/kWh of a plant built for the warmer climate, %.4f of the kept one", resized[wueOfC], now[wueOfC])
					}
				}
			})
		}
	}
}

// Three years of Singapore's record have the dry coolers built for them that a margin
// above one year's extremes makes: larger than the generator's, with half the water.
// Sized alike, record and generator agree: PUE within 0.0005, the mean WUE within a
// tenth, each year's within a third.
func TestShortRecordSizedAlike(t *testing.T) {
	const word = "direct-liquid-dry"
	generated := plantYear(t, word, "Singapore")
	own, alike := 0.0, 0.0
	for _, year := range []string{"2020", "2022", "2024"} {
		file := "weather.w.file=" + shared(t, "data/weather/SGP_Singapore_openmeteo."+year+".json.gz")
		bare := plantYear(t, word, "Singapore", file)
		same := plantYear(t, word, "Singapore", file, `weather.home={site="Singapore"}`, "campus.hall.design.sized_for=home")
		t.Logf("%s: WUE %.3f sized for itself, %.3f as the generator is sized; PUE %.4f (generator: %.3f, %.4f)",
			year, bare[wueOfC], same[wueOfC], same[pueOfC], generated[wueOfC], generated[pueOfC])
		if math.Abs(same[pueOfC]-generated[pueOfC]) > 5e-4 || math.Abs(same[wueOfC]/generated[wueOfC]-1) > 1.0/3 {
			t.Errorf("%s: PUE %.4f, WUE %.3f; the generator has %.4f and %.3f", year, same[pueOfC], same[wueOfC], generated[pueOfC], generated[wueOfC])
		}
		own, alike = own+bare[wueOfC]/3, alike+same[wueOfC]/3
	}
	if math.Abs(alike/generated[wueOfC]-1) > 0.1 || own > 0.6*generated[wueOfC] {
		t.Errorf("mean WUE %.3f sized alike, %.3f sized for themselves; the generator has %.3f", alike, own, generated[wueOfC])
	}
}

// designsOf are what the plants of testdata/one-campus.toml are sized for.
func designsOf(t *testing.T, sets ...string) []result.Installation {
	t.Helper()
	s, _, err := Load(oneCampus, append([]string{"years=10"}, sets...))
	if err != nil {
		t.Fatal(err)
	}
	all, err := Installed(s)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(x result.Installation) bool { return !strings.Contains(x.Scope, ".hall.") })
}

// What a hall's plant is sized for: the climate of the day on which it opens, another
// day's, another climate's, or what is stated.
func TestWhatPlantsAreSizedFor(t *testing.T) {
	plain := designsOf(t)[0]
	const warm = "weather.paris.warming_K_per_decade=0.5"
	for _, c := range []struct {
		name     string
		sets     []string
		dry, wet float64 // above the plain ones; NaN: not looked at
		source   string
	}{
		{"warming to come", []string{warm}, 0, 0, "generated years"},
		{"warming so far", []string{warm, "weather.paris.warming_from=2016-01-01"}, 0.5, math.NaN(), "0.5 K of warming"},
		{"opened later", []string{warm, "campus.hall.online=2031-01-01"}, 0.25, math.NaN(), "0.25 K of warming"},
		{"looking ahead", []string{warm, "campus.hall.design.climate_of=2046-01-01"}, 1, math.NaN(), "1 K of warming"},
		{"as of before", []string{warm, "campus.hall.online=2031-01-01", "campus.hall.design.climate_of=2026-01-01"}, 0, 0, "generated years"},
		{"stated", []string{"campus.hall.design.dry_bulb_degC=44", "campus.hall.design.wet_bulb_degC=27"}, 44 - plain.DesignDryBulbDegC, 27 - plain.DesignWetBulbDegC, "as the hall's design gives it"},
		{"stated of the climate", []string{"weather.paris.design_dry_bulb_degC=44"}, 44 - plain.DesignDryBulbDegC, 0, "as given"},
	} {
		d := designsOf(t, c.sets...)[0]
		if math.Abs(d.DesignDryBulbDegC-plain.DesignDryBulbDegC-c.dry) > 1e-3 || math.Abs(d.DesignWetBulbDegC-plain.DesignWetBulbDegC-c.wet) > 1e-3 || !strings.Contains(d.DesignSource, c.source) {
			t.Errorf("%s: %+v, plain %+v", c.name, d, plain)
		}
	}
	other := designsOf(t, `weather.hot={site="Dallas"}`, "campus.hall[air].design.sized_for=hot")
	if other[0].DesignDryBulbDegC != plain.DesignDryBulbDegC || other[1].DesignDryBulbDegC < plain.DesignDryBulbDegC+2 || !strings.HasPrefix(other[1].DesignSource, "weather.hot: ") {
		t.Errorf("one hall sized for another climate: %+v", other)
	}
}

// A climate that plants are only sized for has no hours; what cannot be is refused.
func TestSizedForIsChecked(t *testing.T) {
	hot := `weather.hot={site="Dallas"}`
	w := worldOf(t, oneCampus, hot, "campus.hall[air].design.sized_for=hot")
	if w.weather.Index("hot") >= 0 || w.weather.Index("paris") < 0 {
		t.Error("a climate in which nothing stands is simulated")
	}
	for set, want := range map[string]string{
		"campus.hall[air].design.sized_for=cold":                      "no [weather.cold] in this experiment",
		"campus.hall[air].design.wet_bulb_degC=39":                    "", // below Paris' dry bulb
		"campus.hall[air].design={dry_bulb_degC=20,wet_bulb_degC=21}": "21 degC lies above the dry bulb of 20 degC",
	} {
		_, _, err := Load(oneCampus, []string{set})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", set, err)
		}
	}
	if _, _, err := Check(oneCampus, []string{"campus.hall[air].design.dry_bulb_degC=20"}); err == nil || !strings.Contains(err.Error(), "lies above the design dry bulb of 20.0 degC") {
		t.Errorf("a dry bulb below the climate's wet bulb: %v", err)
	}
}
