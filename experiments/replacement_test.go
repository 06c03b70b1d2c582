package experiments

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// replacedText is a hall of an accelerator and a plant, with a replacement on the fourth day.
func replacedText(accelerator, plant, keys, replacement string) string {
	return fmt.Sprintf(`start = 2026-07-01
days = 8
spin_up_d = 0
[weather.w]
site = "Paris"
[[campus]]
name = "C"
weather = "w"
grid = { contracted_MW = 40 }
workload = { kind = "training-mix", precision = "fp8", median_FLOP = 1e23, backlog = 20 }
[[campus.hall]]
name = "H"
accelerator = %q
racks = 60
fill_fraction = 1
cooling = { plant = %q%s }
replacement = [{ name = "R", from = 2026-07-04, swap_d = 1, %s }]
`, accelerator, plant, keys, replacement)
}

// replacedTotals runs a text without files and returns the campus' totals.
func replacedTotals(t *testing.T, text string, sets ...string) map[string]float64 {
	t.Helper()
	rec, err := runDays(text, sets, 8)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rec.CheckBalances(); err != nil {
		t.Error(err)
	}
	y := map[string]float64{}
	for _, s := range rec.Summaries() {
		if s.Scope == "campus.C" && s.Period == "total" {
			y[s.Name] = s.Value
		}
	}
	return y
}

// Machines that are replaced cost what they cost then, beside those that are not yet paid
// off, hold their carbon, and work: more work of a faster generation, less through the
// time of the swap.
func TestReplacementMovesMoneyAndWork(t *testing.T) {
	with := func(sets ...string) map[string]float64 {
		return replacedTotals(t, replacedText("GB200 NVL72", "direct-liquid-dry", "", `accelerator = "Vera Rubin NVL72"`), sets...)
	}
	base := with()
	for _, c := range []struct {
		set, indicator string
		sign           float64
	}{
		{"campus.hall.replacement.swap_d=0", "online_GPUh", 1}, {"campus.hall.replacement.swap_d=0", "training_EFLOP", 1},
		{"campus.hall.replacement.swap_d=3", "it_energy_MWh", -1}, {"campus.hall.replacement.swap_d=3", "cost_useful_EUR_per_GPUh", 1},
		{"campus.hall.replacement.from=2026-07-06", "cost_accelerators_EUR", -1}, {"campus.hall.replacement.from=2026-07-06", "carbon_embodied_kg", -1},
		{"campus.hall.replacement.racks=10", "online_GPUh", -1}, {"campus.hall.replacement.racks=10", "cost_total_EUR", -1},
		{"campus.hall.replacement.rack_price_EUR=1e6", "cost_accelerators_EUR", -1}, {"campus.hall.replacement.rack_price_change_per_year=-0.2", "cost_accelerators_EUR", -1},
		{"campus.hall.replacement.rack_price_change_per_year=0.1", "cost_EUR_per_ZFLOP", 1},
		{"campus.hall.replacement.gpu_embodied_kg=2000", "carbon_embodied_kg", 1}, {"campus.hall.replacement.peak_TFLOPS=8000", "training_EFLOP", 1},
		{`campus.hall.replacement.accelerator="GB200 NVL72"`, "online_GPUh", 1},
	} {
		if got := with(c.set)[c.indicator]; !((got-base[c.indicator])*c.sign > 1e-4*math.Abs(base[c.indicator])) {
			t.Errorf("%s: %s from %g to %g", c.set, c.indicator, base[c.indicator], got)
		}
	}
	price := func(change string) float64 {
		return with("campus.hall.replacement.rack_price_change_per_year=" + change)["cost_accelerators_EUR"]
	}
	// 2025-07-01 to 2026-07-05 are 369 days.
	if r := (price("-0.2") - price("0")) / (price("0.3") - price("0")); math.Abs(r-(math.Pow(0.8, 369/365.25)-1)/(math.Pow(1.3, 369/365.25)-1)) > 1e-6 {
		t.Errorf("the path of prices: %g", r)
	}
}

// A house bears so much: power, heat in liquid and in air, coolant. Racks without a number
// are as many as go in, others are refused with the reason.
func TestReplacementWithinTheHouse(t *testing.T) {
	rubins := replacedTotals(t, replacedText("GB200 NVL72", "direct-liquid-dry", "", `accelerator = "Vera Rubin NVL72"`))
	// 60 racks of 120 kW, 0.87 of it to liquid, make 34 racks of 190 kW of which 0.97 goes there.
	exact := replacedTotals(t, replacedText("GB200 NVL72", "direct-liquid-dry", "", `accelerator = "Vera Rubin NVL72", racks = 34`))
	for name, v := range exact {
		if w := rubins[name]; v != w && !(math.IsNaN(v) && math.IsNaN(w)) {
			t.Errorf("%s: %g, %g with 34 racks", name, w, v)
		}
	}
	for _, c := range []struct{ accelerator, plant, keys, replacement, why string }{
		{"GB200 NVL72", "direct-liquid-dry", "", `accelerator = "Vera Rubin NVL72", racks = 35`, "cold plates would capture 6."},
		{"GB200 NVL72", "direct-liquid-dry", "", `accelerator = "Vera Rubin NVL72", racks = 38`, "rated at 7.22 MW, the hall's supplies at 7.2 MW"},
		{"GB200 NVL72", "direct-liquid-dry", "", `accelerator = "H200"`, "no cold plates"},
		{"H200", "chilled-water-economiser", "", `accelerator = "GB300 NVL72"`, "need a liquid plant"},
		{"GB300 NVL72", "direct-liquid-dry", "", `accelerator = "GB300 NVL72", liquid_fraction = 0.8, racks = 40`, "to the air, which is built for"},
		{"GB300 NVL72", "direct-liquid-dry", ", supply_temp_degC = 38", `accelerator = "GB300 NVL72", max_coolant_degC = 30`, "the servers bear 30 degC"},
		{"GB200 NVL72", "direct-liquid-dry", ", supply_temp_degC = 38", `accelerator = "GB200 NVL72", chip_power_W = 1550, cold_plate_resistance_K_per_W = 0.03`, "case limit"},
		{"H200", "chilled-water-economiser", "", `accelerator = "H200", rack_power_kW = 60`, "more than air can carry"},
		{"H200", "chilled-water-economiser", ", supply_air_temp_degC = 27", `accelerator = "H200", max_inlet_air_degC = 25`, "inlet limit of 25 degC"},
		{"H200", "chilled-water-economiser", "", `accelerator = "H200", from = 2026-06-01`, "is not after the start"},
	} {
		text := replacedText(c.accelerator, c.plant, c.keys, c.replacement)
		if strings.Contains(c.replacement, "from") {
			text = strings.Replace(text, "from = 2026-07-04, ", "", 1)
		}
		_, err := runDays(text, nil, 1)
		if err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, want %q", c.replacement, err, c.why)
		}
	}
}

// replacedWith are circumstances in which keys of the new machines act: a cap, a warm hall.
var replacedWith = map[string][]string{
	"throttle_exponent":             {"campus.grid.contracted_MW=3"},
	"fan_threshold_degC":            {"campus.hall.cooling.supply_air_temp_degC=26", "campus.hall.cooling.supply_air_cold_degC=26"},
	"fan_hold_degC":                 {"campus.hall.cooling.supply_air_temp_degC=27", "campus.hall.cooling.supply_air_cold_degC=27"},
	"max_fan_speed":                 {"campus.hall.cooling.supply_air_temp_degC=29", "campus.hall.cooling.supply_air_cold_degC=29", "campus.hall.replacement.fan_hold_degC=50"},
	"max_inlet_air_degC":            {"campus.hall.cooling.force=true", "campus.hall.cooling.supply_air_temp_degC=29", "campus.hall.cooling.supply_air_cold_degC=29"},
	"air_class":                     {"campus.hall.cooling.force=true", "campus.hall.cooling.supply_air_temp_degC=34", "campus.hall.cooling.supply_air_cold_degC=34", "campus.hall.max_inlet_air_degC=40"},
	"power_supply_hazard":           {"campus.hall.replacement.mtbf_GPUh=300"},
	"gpus_per_node":                 {"campus.workload.mtbf_GPUh=300"},
	"max_coolant_degC":              {"campus.hall.cooling.force=true"},
	"cold_plate_resistance_K_per_W": {"campus.hall.cooling.force=true"},
	"coolant_class":                 {"campus.hall.cooling.force=true"},
}

// replacedReasons are keys that no run can show, with why.
var replacedReasons = map[string]string{
	"campus.hall.replacement.name": "a name",
	"campus.hall.replacement.from": "a date: TestReplacementMovesMoneyAndWork",
}

// Every parameter of a replacement moves an indicator, in a hall of air or of liquid.
func TestEveryParameterOfAReplacementActs(t *testing.T) {
	texts := []string{replacedText("H200", "chilled-water-economiser", "", `accelerator = "H200", racks = 50`),
		replacedText("GB300 NVL72", "direct-liquid-dry", "", `accelerator = "GB300 NVL72", racks = 50`)}
	for _, k := range param.Reference(new(Spec)) {
		s := step{doc: k}
		if k.IsTable || !strings.HasPrefix(k.Path, "campus[].hall[].replacement[].") || replacedReasons[s.path()] != "" {
			continue
		}
		key := s.path()[strings.LastIndexByte(s.path(), '.')+1:]
		acts := false
		for _, text := range texts {
			before, err := sumsOf(text, replacedWith[key])
			if err != nil {
				t.Logf("%s: %v", key, err)
				continue
			}
			for _, v := range s.others() {
				after, err := sumsOf(text, append(replacedWith[key][:len(replacedWith[key]):len(replacedWith[key])], s.path()+"="+v))
				if acts = err == nil && moved(before, after); acts {
					break
				}
			}
			if acts {
				break
			}
		}
		if !acts {
			t.Errorf("%s moves nothing", s.path())
		}
	}
}

// sumsOf are all indicators and counts of five days.
func sumsOf(text string, sets []string) (all []float64, err error) {
	rec, err := runDays(text, sets, 6)
	if err != nil {
		return nil, err
	}
	for _, s := range rec.Summaries() {
		all = append(all, s.Value)
	}
	for _, c := range rec.Counters() {
		all = append(all, float64(c.Count))
	}
	return all, nil
}
