package experiments

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// racksRun is a year, or a part of it, of a campus of as many racks that says nothing of
// its connection or its house.
func racksTotals(t *testing.T, hall string, sets ...string) map[string]float64 {
	t.Helper()
	text := fmt.Sprintf(`start = 2026-04-01
[weather.w]
site = "Paris"
[[campus]]
name = "C"
weather = "w"
[[campus.hall]]
name = "H"
%s
`, strings.ReplaceAll(hall, "; ", "\n"))
	spec := new(Spec)
	if _, err := param.Decode("e.toml", []byte(text), spec, sets); err != nil {
		t.Fatal(err)
	}
	rec, err := Totals(context.Background(), spec)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rec.CheckBalances(); err != nil {
		t.Error(err)
	}
	y := map[string]float64{}
	for _, i := range rec.Summaries() {
		if i.Scope == "campus.C" && i.Period == "total" {
			y[i.Name] = i.Value
		}
	}
	for _, c := range rec.Counters() {
		y[c.Name] += float64(c.Count)
	}
	return y
}

// A campus of one rack is as good as a small house is, and PUE falls as it grows: what
// feeds it follows its size. Transformers of its own from 12 MW on, inside its meter, add
// their loss.
func TestPUEOfEverySize(t *testing.T) {
	for house, most := range map[string][]float64{"commissioned": {1.09, 1.085, 1.075, 1.07}, "operated": {1.12, 1.11, 1.10, 1.095}} {
		before := math.Inf(1)
		for i, racks := range []int{1, 5, 100, 1000} {
			y := racksTotals(t, fmt.Sprintf(`accelerator = "GB300 NVL72"; racks = %d; cooling = { plant = "direct-liquid-dry" }`, racks), "campus.hall.house="+house)
			t.Logf("%s, %d racks: PUE %.4f, of IT: transformers %.4f, UPS %.4f, cooling %.4f, house %.4f", house, racks, y["pue"], y["transformer_loss_energy_MWh"]/y["it_energy_MWh"],
				y["ups_loss_energy_MWh"]/y["it_energy_MWh"], y["ppue_cooling"]-1, y["house_energy_MWh"]/y["it_energy_MWh"])
			if !(y["pue"] > 1.04 && y["pue"] < most[i] && y["pue"] < before) {
				t.Errorf("%s, %d racks: PUE %.4f, with fewer %.4f", house, racks, y["pue"], before)
			}
			before = y["pue"]
			if y["at_limit_h"] > 0 || y["unserved_energy_MWh"] > 0 || y["transformer_overload_minutes"] > 0 {
				t.Errorf("%s, %d racks: %g h at the limit, %g MWh unserved, %g minutes of overload with sizes left to the model", house, racks, y["at_limit_h"], y["unserved_energy_MWh"], y["transformer_overload_minutes"])
			}
		}
	}
}

const twentyRacks = `accelerator = "H200"; racks = 200; cooling = { plant = "air-cooled-chiller" }`

// The grid transformers' loss is in PUE on one side of the meter and not on the other,
// and nothing else is.
func TestSideOfTheMeter(t *testing.T) {
	high := racksTotals(t, twentyRacks, "campus.grid.contracted_MW=20")
	medium := racksTotals(t, twentyRacks, "campus.grid.contracted_MW=20", "campus.grid.meter=medium-voltage")
	lost := (high["transformer_loss_energy_MWh"] - medium["transformer_loss_energy_MWh"]) / high["it_energy_MWh"]
	if gap := high["pue"] - medium["pue"]; !(lost > 0.002 && lost < 0.01) || math.Abs(gap-lost) > 1e-9 {
		t.Errorf("PUE differs by %.5f, the transformers lose %.5f", gap, lost)
	}
	if high["drawn_energy_MWh"] != medium["drawn_energy_MWh"] || high["it_energy_MWh"] != medium["it_energy_MWh"] {
		t.Error("the side of the meter changes what flows")
	}
}

// Under commissioned every value stands at its declared default: what the model was
// before houses had an age.
func TestCommissionedChangesNothing(t *testing.T) {
	for _, word := range plantWords() {
		r := goldenRun{site: "Paris", cooling: []string{fmt.Sprintf("plant = %q%s", word, plantKeys[word])}}
		resolved, err := param.Decode("e.toml", []byte(r.text()), new(Spec), []string{"campus.hall.house=commissioned"})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range resolved.Values() {
			if strings.HasPrefix(v.Origin, "catalogue commissioned") || v.Origin == "catalogue operated" {
				t.Errorf("%s: %s is %s by the house", word, v.Path, v.Text())
			}
		}
	}
}

// Every plant can be built in a house of every kind, in a mild and a hot climate, and what
// the file gives stands over the house.
func TestEveryPlantInEveryHouse(t *testing.T) {
	for _, house := range houses.Entries {
		for _, site := range []string{"Paris", "Singapore"} {
			for _, word := range plantWords() {
				r := goldenRun{site: site, cooling: []string{fmt.Sprintf("plant = %q%s", word, plantKeys[word])}}
				spec := new(Spec)
				if _, err := param.Decode("e.toml", []byte(r.text()), spec, []string{"campus.hall.house=" + house.Name, "campus.hall.power.ups.redundancy=N", "campus.hall.fill_fraction=0.7"}); err != nil {
					t.Fatal(err)
				}
				if h := spec.Campuses[0].Halls[0]; h.Power.UPS.Redundancy != "N" || h.Fill != 0.7 {
					t.Errorf("%s: UPS %s, filled %g", house.Name, h.Power.UPS.Redundancy, h.Fill)
				}
				if _, err := Try(spec); err != nil {
					t.Errorf("%s, %s, %s: %v", house.Name, site, word, err)
				}
			}
		}
	}
}

// Each key of the house moves PUE the way it should, by about as much as its definition
// says.
func TestHouseMovesPUE(t *testing.T) {
	with := func(sets ...string) map[string]float64 {
		return racksTotals(t, twentyRacks, append([]string{"campus.hall.house=commissioned", "start=2026-01-01"}, sets...)...)
	}
	base := with()
	s := func(key, value string) string { return "campus.hall.services." + key + "=" + value }
	for _, c := range []struct {
		sets        []string
		least, most float64 // of the change of PUE
	}{
		{[]string{s("offices_m2_per_MW", "400")}, 0.006, 0.012}, // 6 kW a MW of design, over the mean load
		{[]string{s("offices_m2_per_MW", "400"), s("offices_W_per_m2", "30")}, 0.012, 0.024},
		{[]string{s("security_kW_per_MW", "5")}, 0.005, 0.010},
		{[]string{s("makeup_air_m3_per_s_per_MW", "3")}, 0.004, 0.008}, // 4 kW a MW
		{[]string{s("makeup_air_m3_per_s_per_MW", "3"), s("makeup_air_pressure_Pa", "1600")}, 0.008, 0.016},
		{[]string{s("makeup_air_m3_per_s_per_MW", "3"), s("makeup_fan_efficiency", "0.3")}, 0.008, 0.016},
		{[]string{s("engine_heater_kW_per_MW", "5")}, 0.005, 0.010},
		{[]string{s("engine_heater_kW_per_MW", "5"), s("engine_MW", "20")}, 0.008, 0.018},
		{[]string{s("jockey_pump_kW_per_MW", "5")}, 0.005, 0.010},
		{[]string{s("trace_heating_kW_per_MW", "50"), s("trace_heating_below_degC", "-20")}, 0, 1e-9},
		{[]string{s("trace_heating_kW_per_MW", "50")}, 0.0001, 0.003}, // in the frost of Paris alone
		{[]string{s("trace_heating_kW_per_MW", "50"), s("trace_heating_below_degC", "5")}, 0.005, 0.02},
		{[]string{s("electrical_room_share", "1"), s("electrical_room_COP", "1")}, 0.02, 0.05},
		{[]string{"campus.hall.power.ups.redundancy=2N"}, 0.005, 0.05},
		{[]string{"campus.hall.power.ups.redundancy=distributed", "campus.hall.power.ups.group_modules=3"}, 0.001, 0.03},
		{[]string{"campus.hall.power.ups.redundancy=block"}, 0, 0.02},
		{[]string{"campus.hall.power.ups.redundancy=N"}, -0.02, -0.0005},
		{[]string{"campus.hall.power.ups.mode=eco"}, -0.05, -0.02},
		{[]string{"campus.hall.fill_fraction=0.5"}, 0.001, 0.1},
		{[]string{"campus.hall.cooling.min_air_flow=1"}, 0.001, 0.1},
		{[]string{"campus.hall.house=operated"}, 0.005, 0.05},
		{[]string{"campus.hall.house=legacy"}, 0.1, 0.5},
	} {
		y := with(c.sets...)
		if more := y["pue"] - base["pue"]; !(more >= c.least && more <= c.most) {
			t.Errorf("%v: PUE %+.5f from %.4f, want %g to %g more", c.sets, more, base["pue"], c.least, c.most)
		}
		if math.Abs(y["it_energy_MWh"]/base["it_energy_MWh"]-1) > 1e-3 && !strings.Contains(c.sets[0], "house=legacy") {
			t.Errorf("%v: IT energy %.0f, was %.0f", c.sets, y["it_energy_MWh"], base["it_energy_MWh"])
		}
	}
}

// The documented table is that of the presets, key by key.
func TestHouseTable(t *testing.T) {
	text := string(read(t, filepath.Join("..", "docs", "models", "house.md")))
	columns := []string{"commissioned", "operated", "legacy"}
	keys := map[string]bool{}
	for _, e := range houses.Entries {
		for key := range e.Values {
			keys[key] = true
		}
	}
	for _, line := range strings.Split(text, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 7 {
			continue
		}
		key := strings.Trim(cells[1], " `")
		if !keys[key] {
			continue
		}
		delete(keys, key)
		for i, name := range columns {
			e, _ := houses.Find(name)
			if v, ok := e.Values[key]; ok && strings.TrimSpace(cells[2+i]) != fmt.Sprint(v) {
				t.Errorf("%s of %s is %v, documented as %s", key, name, v, cells[2+i])
			}
		}
	}
	if len(keys) > 0 {
		t.Errorf("not in the table: %v", keys)
	}
}

// A hall that fills over a year works less and has a worse PUE than a full one; all of
// its balances close.
func TestRampRaisesPUE(t *testing.T) {
	full := racksTotals(t, twentyRacks)
	ramp := racksTotals(t, twentyRacks, "campus.hall.ramp_years=1", "campus.hall.ramp_start_fraction=0.2")
	slow := racksTotals(t, twentyRacks, "campus.hall.ramp_years=3", "campus.hall.ramp_start_fraction=0.2")
	if !(full["pue"] < ramp["pue"] && ramp["pue"] < slow["pue"]) || !(full["online_GPUh"] > ramp["online_GPUh"] && ramp["online_GPUh"] > slow["online_GPUh"]) {
		t.Errorf("PUE %.4f, %.4f, %.4f with %.4g, %.4g, %.4g GPU-hours", full["pue"], ramp["pue"], slow["pue"], full["online_GPUh"], ramp["online_GPUh"], slow["online_GPUh"])
	}
	if share := ramp["online_GPUh"] / full["online_GPUh"]; !(share > 0.55 && share < 0.65) {
		t.Errorf("over the year %.3f of the GPUs are there, want 0.6 or so", share)
	}
}
