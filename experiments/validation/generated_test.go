package validation

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/experiments"
	"caloduc/models/weather"
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/param"
)

// generatedYears is how many generated years stand against a record: the mean PUE
// of free air is then good to some 0.001.
const generatedYears = 10

// recordsOf are the records that the generator's sites were fitted to, a file at a
// time, and the years that each is played.
var recordsOf = []struct {
	site  string
	years int
	files []string
}{
	{"Paris", 5, []string{"FRA_openmeteo_weather_paris.2021-2025.csv.gz"}},
	{"Lille", 5, []string{"FRA_openmeteo_weather_lille.2021-2025.csv.gz"}},
	{"Lyon", 5, []string{"FRA_openmeteo_weather_lyon.2021-2025.csv.gz"}},
	{"Strasbourg", 5, []string{"FRA_openmeteo_weather_strasbourg.2021-2025.csv.gz"}},
	{"Marseille", 5, []string{"FRA_openmeteo_weather_marseille.2021-2025.csv.gz"}},
	{"Frankfurt", 1, []string{"DEU_Frankfurt_openmeteo.2020.json.gz", "DEU_Frankfurt_openmeteo.2021.json.gz",
		"DEU_Frankfurt_openmeteo.2022.json.gz", "DEU_Frankfurt_openmeteo.2023.json.gz", "DEU_Frankfurt_openmeteo.2024.json.gz"}},
	{"Singapore", 1, []string{"SGP_Singapore_openmeteo.2020.json.gz", "SGP_Singapore_openmeteo.2022.json.gz", "SGP_Singapore_openmeteo.2024.json.gz"}},
	{"Bordeaux", 1, []string{"FRA_Bordeaux.075100_IWEC.mos.gz"}},
	{"Stockholm", 1, []string{"SWE_Stockholm.Arlanda.024600_IWEC.epw.gz"}},
	{"Helsinki", 1, []string{"FIN_Helsinki.029740_IWEC.epw.gz"}},
	{"Ashburn", 1, []string{"USA_VA_Leesburg.Exec.epw.gz"}},
	{"Dallas", 1, []string{"USA_TX_Dallas-Fort.Worth.epw.gz"}},
	{"Shanghai", 1, []string{"Shanghai-Hongqiao_1956_2023_TMYx.epw.gz"}},
}

// twoPlants is an experiment of free air and of towers in one place's weather, at a
// constant load.
const twoPlants = `
years = %d
[weather.place]
site = %q
file = %q
design_dry_bulb_degC = %g
design_wet_bulb_degC = %g
`

// plantCampus is a campus of it.
const plantCampus = `
[[campus]]
name = %q
weather = "place"
[campus.workload]
kind = "measured-power"
file = %q
peak_fraction = 0.7
[[campus.hall]]
name = "hall"
accelerator = %q
racks = 300
cooling.plant = %q
`

// plants are the two plants' words and the accelerators that they cool.
var plantsOfRecords = [2]struct{ plant, accelerator string }{{"free-air", "H200"}, {"direct-liquid-tower", "GB300 NVL72"}}

// used is a plant's PUE and WUE of every year and over all.
type used struct{ pue, wue, yearPUE []float64 }

// TestGeneratorsAgainstRecords runs every generated site and its own record through
// free air and towers that are sized for the same extremes, the record's. Over all,
// PUE is within 0.004 and WUE within 10 % or 0.01 L/kWh.
//
// Sized for the generator's own extremes the sites agree as well but for Singapore,
// whose free air is 0.0073 off: of its four chillers, which all run at first, the
// record's nights never stop one, and the generator's, of which one in a year is
// 0.6 K colder, do; no hour after that is hot enough to start it again. The PUE of
// three and of four is 0.0075 apart.
func TestGeneratorsAgainstRecords(t *testing.T) {
	e := &Env{root: dataRoot("")}
	if _, ok := e.File("data/weather/" + recordsOf[0].files[0]); !ok {
		t.Skip("no records: set CALODUC_SHARED")
	}
	for _, s := range recordsOf {
		t.Run(s.site, func(t *testing.T) {
			t.Parallel()
			var files []string
			for _, name := range s.files {
				file, _ := e.File("data/weather/" + name)
				files = append(files, file)
			}
			d := designOf(t, s.site, files)
			var record [2]used
			for _, file := range files {
				for i, u := range throughPlants(t, s.site, file, d, s.years) {
					record[i].pue, record[i].wue = append(record[i].pue, u.pue...), append(record[i].wue, u.wue...)
				}
			}
			for i, made := range throughPlants(t, s.site, "", d, generatedYears) {
				pue, wue := mean(record[i].pue), mean(record[i].wue)
				dP, dW := made.pue[0]-pue, made.wue[0]-wue
				t.Logf("%-11s %-20s PUE %.4f, record %.4f, %+.4f (years ± %.4f); WUE %.3f L/kWh, record %.3f, %+.3f",
					s.site, plantsOfRecords[i].plant, made.pue[0], pue, dP, spread(made.yearPUE), made.wue[0], wue, dW)
				if math.Abs(dP) > 0.004 {
					t.Errorf("%s: PUE is off by %+.4f", plantsOfRecords[i].plant, dP)
				}
				if math.Abs(dW) > max(0.01, 0.1*wue) {
					t.Errorf("%s: WUE is off by %+.3f L/kWh", plantsOfRecords[i].plant, dW)
				}
			}
		})
	}
}

// designOf is the weather that cooling on a site's record is sized for: the
// greatest of what its files ask for.
func designOf(t *testing.T, site string, files []string) (d weather.Design) {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 1, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		spec := new(weather.Spec)
		if _, err := param.Decode(site, fmt.Appendf(nil, "site = %q\nfile = %q", site, file), spec, nil); err != nil {
			t.Fatal(err)
		}
		x, err := weather.DesignOf(param.Entry[*weather.Spec]{Name: site, Spec: spec}, cal, 0)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			d = x
		}
		d.DryBulbDegC, d.WetBulbDegC = max(d.DryBulbDegC, x.DryBulbDegC), max(d.WetBulbDegC, x.WetBulbDegC)
	}
	return d
}

// throughPlants runs the plants on a record, or on generated weather where file is
// "".
func throughPlants(t *testing.T, site, file string, d weather.Design, years int) (out [2]used) {
	t.Helper()
	load := filepath.Join(t.TempDir(), "load.csv")
	if err := os.WriteFile(load, []byte(constantPower), 0o644); err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf(twoPlants, years, site, file, d.DryBulbDegC, d.WetBulbDegC)
	for _, p := range plantsOfRecords {
		text += fmt.Sprintf(plantCampus, p.plant, load, p.accelerator, p.plant)
	}
	spec := new(experiments.Spec)
	if _, err := param.Decode(site, []byte(text), spec, nil); err != nil {
		t.Fatal(err)
	}
	run, err := experiments.Totals(context.Background(), spec)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range run.Summaries() {
		for i, p := range plantsOfRecords {
			if strings.TrimPrefix(s.Scope, "campus.") != p.plant {
				continue
			}
			switch {
			case s.Name == channel.PUE && s.Period == "total":
				out[i].pue = append(out[i].pue, s.Value)
			case s.Name == channel.PUE:
				out[i].yearPUE = append(out[i].yearPUE, s.Value)
			case s.Name == channel.WUELPerKWh && s.Period == "total":
				out[i].wue = append(out[i].wue, s.Value)
			}
		}
	}
	return out
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// spread is the standard deviation of a sample.
func spread(x []float64) float64 {
	m, sum := mean(x), 0.0
	for _, v := range x {
		sum += (v - m) * (v - m)
	}
	return math.Sqrt(sum / float64(len(x)-1))
}
