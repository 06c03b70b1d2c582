package experiments

import (
	"path/filepath"
	"testing"

	"caloduc/experiments/result"
)

// TestRealWeatherRunsThroughTheFlagship runs a year of the flagship on each
// French record and on two typical years.
func TestRealWeatherRunsThroughTheFlagship(t *testing.T) {
	for _, c := range []struct{ file, altitude string }{
		{"FRA_openmeteo_weather_paris.2021-2025.csv.gz", "75"},
		{"FRA_openmeteo_weather_lyon.2021-2025.csv.gz", "173"},
		{"FRA_openmeteo_weather_marseille.2021-2025.csv.gz", "28"},
		{"FRA_openmeteo_weather_lille.2021-2025.csv.gz", "25"},
		{"FRA_openmeteo_weather_strasbourg.2021-2025.csv.gz", "142"},
		{"FRA_Paris.Orly.071490_IWEC.epw.gz", ""},
		{"FRA_AR_Lyon-Bron.AP.074800_TMYx.2004-2018.epw.gz", ""},
	} {
		t.Run(c.file, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "r")
			sets := []string{"years=1", "start=2032-01-01", "weather.paris.file=" + shared(t, filepath.Join("data", "weather", c.file))}
			if c.altitude != "" {
				sets = append(sets, "weather.paris.altitude_m="+c.altitude)
			}
			runInto(t, dir, "france-3gw.toml", sets...)
			r, err := result.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if pue := r.Total("pue", "campus.Fouju"); !(pue > 1.02 && pue < 1.2) {
				t.Errorf("PUE %.3f", pue)
			}
		})
	}
}
