package experiments

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"caloduc/models/compute"
	"caloduc/sim"
	"caloduc/sim/param"
)

// Why a plant of all defaults cannot serve a hall of all defaults.
const (
	noPlates  = "liquid fraction 0"                                   // servers made for air
	noLiquid  = "need a liquid plant"                                 // racks with cold plates
	coldFluid = "need coolant of at most"                             // chips that oil carries only when colder than dry coolers make it
	anyFluid  = "lets a chip in fluid of 0.05 K/W take 1520 W of its" // chips that oil of no temperature carries
)

// refusedPairs are the pairs of an accelerator and a plant that are refused, by the
// reason; every other pair works.
var refusedPairs = func() map[[2]string]string {
	refused := map[[2]string]string{}
	for _, gpu := range []string{"P100", "V100 SXM2", "T4", "A100 SXM", "H100 SXM", "H800 SXM", "H200", "B200"} {
		for _, word := range []string{"direct-liquid-dry", "direct-liquid-tower", "direct-liquid-trim", "hybrid"} {
			refused[[2]string{gpu, word}] = noPlates
		}
	}
	for _, gpu := range []string{"MI250X", "MI355X", "GB200 NVL72", "GB300 NVL72", "Vera Rubin NVL72"} {
		for _, word := range []string{"air-cooled-chiller", "chilled-water", "chilled-water-air-economiser", "chilled-water-economiser", "direct-expansion", "free-air", "indirect-free-air"} {
			refused[[2]string{gpu, word}] = noLiquid
		}
	}
	for gpu, why := range map[string]string{"B200": coldFluid, "GB200 NVL72": coldFluid, "GB300 NVL72": coldFluid, "MI355X": coldFluid, "Vera Rubin NVL72": anyFluid} {
		refused[[2]string{gpu, "immersion-dry"}] = why
	}
	return refused
}()

// Every accelerator in a hall of every plant, all by default: it runs, in the first days
// of July with nothing throttled, or it is refused with the reason.
func TestEveryAcceleratorUnderEveryPlant(t *testing.T) {
	works := map[string]int{}
	for _, e := range compute.Accelerators.Entries {
		if math.IsNaN(e.Values["chip_power_W"].(float64)) { // left to the user
			continue
		}
		for _, word := range plantWords() {
			pair := [2]string{e.Name, word}
			r := goldenRun{site: "Paris", hall: fmt.Sprintf("accelerator = %q, racks = 100", e.Name), cooling: []string{fmt.Sprintf("plant = %q%s", word, plantKeys[word])}}
			spec := new(Spec)
			if _, err := param.Decode("e.toml", []byte(r.text()), spec, []string{"start=2026-07-01", "spin_up_d=1"}); err != nil {
				t.Fatal(err)
			}
			w, err := Build(spec)
			if why := refusedPairs[pair]; (err == nil) != (why == "") || err != nil && !strings.Contains(err.Error(), why) {
				t.Errorf("%s, %s: %v, want %q", e.Name, word, err, why)
			}
			if err != nil {
				continue
			}
			works[e.Name]++
			runDay(t, pair, w)
		}
		if works[e.Name] == 0 {
			t.Errorf("%s works with no plant", e.Name)
		}
	}
}

// runDay runs the first day of a world, whose one hall no plant holds back.
func runDay(t *testing.T, pair [2]string, w *World) {
	t.Helper()
	defer w.engine.Close()
	h := w.campuses[0].halls[0]
	err := w.engine.Run(context.Background(), sim.Day, w.component, func(m sim.Minute) error {
		if h.duty.HeatLimit < 1 {
			t.Errorf("%v: the plant allows %.3f of design heat in minute %d", pair, h.duty.HeatLimit, m)
			h.duty.HeatLimit = 1 // said once
		}
		return w.minute(m)
	})
	if err != nil {
		t.Errorf("%v: %v", pair, err)
	}
	if h.state.DCPowerMW < 0.3*h.dcMW {
		t.Errorf("%v: the hall draws %.2f of its %.2f MW", pair, h.state.DCPowerMW, h.dcMW)
	}
}

// What a plant and a workload have to know of the hardware comes from the accelerator's
// entry, unless hall, plant or workload say otherwise: heat and resistance of the cold
// plates, limit and set point of the coolant, failures.
func TestPlantsFollowTheHardware(t *testing.T) {
	check := func(gpu, cooling string, sets ...string) error {
		r := goldenRun{site: "Paris", hall: fmt.Sprintf("accelerator = %q, racks = 100", gpu), cooling: []string{cooling}}
		spec := new(Spec)
		if _, err := param.Decode("e.toml", []byte(r.text()), spec, sets); err != nil {
			t.Fatal(err)
		}
		_, err := Try(spec)
		return err
	}
	const at40 = `plant = "direct-liquid-dry", supply_temp_degC = 40`
	for _, c := range []struct {
		gpu, cooling string
		sets         []string
		refusal      string
	}{
		{"GB300 NVL72", at40, nil, ""},
		{"Vera Rubin NVL72", at40, nil, ""},
		{"Vera Rubin NVL72", at40, []string{"campus.hall.cold_plate_resistance_K_per_W=0.025"}, "take 1640 W of its 1800 W"}, // a GB200's cold plate
		{"Vera Rubin NVL72", at40, []string{"campus.hall.cooling.cold_plate_resistance_K_per_W=0.025"}, "take 1640 W of its 1800 W"},
		{"Vera Rubin NVL72", at40, []string{"campus.hall.chip_power_W=1900"}, "of its 1900 W"},
		{"Vera Rubin NVL72", at40, []string{"campus.hall.cooling.cold_plate_heat_W=1200", "campus.hall.cold_plate_resistance_K_per_W=0.025"}, ""},
		{"Vera Rubin NVL72", at40, []string{"campus.hall.max_coolant_degC=43"}, "the servers bear 43 degC"},
		{"Vera Rubin NVL72", `plant = "direct-liquid-dry"`, []string{"campus.hall.cold_plate_resistance_K_per_W=0.025"}, ""}, // by itself the set point gives way
		{"Vera Rubin NVL72", `plant = "river"`, []string{"campus.hall.cooling.liquid.supply_temp_degC=40", "campus.hall.cold_plate_resistance_K_per_W=0.025"}, "of its 1800 W"},
		{"H200", `plant = "immersion-dry"`, []string{"campus.hall.chip_power_W=900"}, ""},
		{"H200", `plant = "immersion-dry"`, []string{"campus.hall.chip_power_W=1100"}, "chips of 1100 W"},
	} {
		if err := check(c.gpu, c.cooling, c.sets...); (err == nil) != (c.refusal == "") || err != nil && !strings.Contains(err.Error(), c.refusal) {
			t.Errorf("%s, %s, %v: %v, want %q", c.gpu, c.cooling, c.sets, err, c.refusal)
		}
	}
}

// Servers in tanks have no fans: what the tanks lose to the air is what little of them
// is left.
func TestTanksTakeOutFans(t *testing.T) {
	air, tank := plantYear(t, "chilled-water", "Paris"), plantYear(t, "immersion-dry", "Paris", `campus.hall.accelerator="H200"`)
	share := func(v map[string]float64) float64 {
		return v["campus.C server_fan_energy_MWh"] / v["campus.C it_energy_MWh"]
	}
	if a, b := share(air), share(tank); !(a > 0.06 && b < 0.04*a) {
		t.Errorf("server fans take %.4f of the IT energy in air, %.4f in tanks", a, b)
	}
}

// The water behind a campus' energy is that of its own reactors: a tower evaporates it, a
// river once through less, the sea none; energy from the market keeps its own.
func TestWaterOfGenerationFollowsTheReactor(t *testing.T) {
	source := map[string]float64{}
	for _, unit := range []string{"Nogent 1", "Tricastin 1", "Gravelines 6"} {
		spec, _, err := Load(oneCampus, []string{fmt.Sprintf("reactor[0].unit=%q", unit), "reactor.since_refuelling_d=0", "campus.hall.racks=20"})
		if err != nil {
			t.Fatal(err)
		}
		rec, err := Totals(context.Background(), spec)
		if err != nil {
			t.Fatal(err)
		}
		v := map[string]float64{}
		for _, i := range rec.Summaries() {
			if i.Period == "total" {
				v[i.Scope+" "+i.Name] = i.Value
			}
		}
		const c = "campus.Fouju "
		market := 2 * v[c+"energy_market_MWh"] / v[c+"it_energy_MWh"]
		source[unit] = (v[c+"wue_source_L_per_kWh"] - v[c+"wue_L_per_kWh"] - market) * v[c+"it_energy_MWh"] / v[c+"energy_contract_MWh"]
		t.Logf("%s: %.3f L/kWh of contract energy, the whole unit %.0f m3", unit, source[unit], v["reactor."+unit+" water_consumed_m3"])
	}
	for unit, want := range map[string]float64{"Nogent 1": 2.544, "Tricastin 1": 1.018, "Gravelines 6": 0} {
		if d := source[unit] - want; d > 1e-3 || d < -1e-3 {
			t.Errorf("%s: %.4f L per kWh of contract energy, want %.3f", unit, source[unit], want)
		}
	}
}
