package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"
)

// says tells whether an error is there and says all of that.
func says(err error, words ...string) bool {
	for _, w := range words {
		if err == nil || !strings.Contains(err.Error(), w) {
			return false
		}
	}
	return err != nil
}

// What a plant cannot do for a hall is refused with the reason.
func TestRefusals(t *testing.T) {
	dense, cool, bare := airHall, airHall, loop.Hall{Name: "H"}
	dense.RackPowerkW, cool.MaxInletAirDegC = 120, 18
	refuse := func(word, keys string, h loop.Hall, words ...string) {
		t.Helper()
		s, err := decode(word, keys)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Build(paris, h); !says(err, words...) {
			t.Errorf("%s, %s: %v, want %q", word, keys, err, words)
		}
	}
	for _, a := range airPlants {
		refuse(a.word, a.keys, liquidHall, "cold plates", "liquid plant")
		refuse(a.word, a.keys, bare, "no IT load")
		if a.keys != "rear_doors = true" {
			refuse(a.word, a.keys, dense, "120 kW", "max_air_rack_kW")
		}
	}
	refuse("free-air", "mechanical_share = 0\nadiabatic = false", airHall, "41.0 degC")
	refuse("air-cooled-chiller", "supply_air_temp_degC = 33", airHall, "33", "32 degC")
	refuse("direct-expansion", "", cool, "20", "18 degC")
	refuse("air-cooled-chiller", "chilled_water_temp_degC = 26", airHall, "26.0 degC", "coil_effectiveness")
	refuse("air-cooled-chiller", "chiller_capacity_MW = 10", airHall, "chiller_capacity_MW", "43.1 degC")
	refuse("indirect-free-air", "mechanical = false\nadiabatic = false", airHall, "41.0 degC dry bulb", "they bear 32.0")
	refuse("indirect-free-air", "plate_effectiveness = 0.9\nscavenger_flow_ratio = 1", airHall, "plate_effectiveness", "crossflow")
	refuse("direct-expansion", "dx_capacity_MW = 12", airHall, "dx_capacity_MW")
	refuse("direct-expansion", "supply_air_temp_degC = 10\nair_range_K = 30\nbypass_factor = 0.2", airHall, "ice up")
	refuse("free-air", `event = [{what = "cdu", at = "2027-07-15T14:00"}]`, airHall, "no cdu; it has fan, chilled-water-pump, chiller")
	refuse("chilled-water-economiser", "chilled_water_temp_degC = 16\nthermal_storage = true\nstorage = {cold_degC = 10, warm_degC = 22}", airHall, "does not fit")
	for keys, want := range map[string]string{
		"chilled_water_temp_degC = 9":                         "must stay dry",
		"chilled_water_temp_degC = 23":                        "cannot hold supply air",
		"sensible_heat_ratio = 0.95":                          "sensible_heat_ratio",
		"air_flow_kg_per_s = 900":                             "air_flow_kg_per_s",
		"supply_air_temp_degC = 40":                           "exceeds the servers' in",
		"doors.door_design_share = 0.1\nmax_air_rack_kW = 10": "max_air_rack_kW",
	} {
		refuse("chilled-water", "rear_doors = true\n"+keys, airHall, want)
	}
}

// Coils are modelled dry where outdoor air comes in: water below the limit of its dew
// point is refused, where it is given and where it comes about.
func TestRefusesWetCoils(t *testing.T) {
	for word, keys := range map[string]string{"free-air": "", "air-cooled-chiller": "economiser = \"air\"", "chilled-water-air-economiser": ""} {
		limit := "max_dew_point_degC = 24"
		if word == "chilled-water-air-economiser" {
			limit = "outdoor_air." + limit
		}
		if s, err := decode(word, keys+"\nchilled_water_cold_degC = 10\n"+strings.Replace(limit, "24", "15", 1)); err != nil {
			t.Error(err)
		} else if _, err := s.Build(paris, airHall); !says(err, "10.0 degC is below", "modelled dry") {
			t.Errorf("%s, reset: %v", word, err)
		}
		if _, err := decode(word, keys+"\nchilled_water_temp_degC = 10\n"+limit); !says(err, "max_dew_point_degC", "modelled dry") {
			t.Errorf("%s: %v", word, err)
		}
		s, err := decode(word, keys+"\nsupply_air_temp_degC = 20\n"+limit)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Build(paris, airHall); !says(err, "max_dew_point_degC = 24", "modelled dry") {
			t.Errorf("%s: %v", word, err)
		}
	}
}

// Supply air that a reset makes too cold for direct expansion's coils is refused.
func TestRefusesIcedCoils(t *testing.T) {
	s, err := decode("direct-expansion", "bypass_factor = 0.5\nsupply_air_cold_degC = 12")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Build(paris, airHall); !says(err, "supply air of 12.0 degC", "ice up below 3 degC") {
		t.Errorf("built: %v", err)
	}
}

// What is forced runs, throttled.
func TestForced(t *testing.T) {
	var m sim.Minute
	s := keyed(new(FreeAirSpec), "force = true")
	dense := airHall
	dense.RackPowerkW = 120
	if d := steady(build(t, s, paris, dense), &m, outdoor(10, 0.5), 1, 10); math.Abs(d.HeatLimit-50./120) > 1e-9 {
		t.Errorf("forced: heat limit %g", d.HeatLimit)
	}
	if d := steady(made("air-cooled-chiller", "chiller_capacity_MW = 10\nforce = true"), &m, outdoor(35, 0.4), 1, 3000); d.HeatLimit > 0.9 || d.HeatLimit < 0.2 {
		t.Errorf("forced, undersized: heat limit %g", d.HeatLimit)
	}
}

// What an experiment cannot say is refused where it is read.
func TestKeysRefused(t *testing.T) {
	refuse := func(word, keys, want string) {
		t.Helper()
		if _, err := decode(word, keys); !says(err, want) {
			t.Errorf("%s, %s: %v, want %q", word, keys, err, want)
		}
	}
	for keys, want := range map[string]string{
		`event = [{what = "fan", at = "15 July"}]`:              "is no minute",
		`event = [{what = "toaster", at = "2027-07-15T14:00"}]`: "toaster",
		`event = [{at = "2027-07-15T14:00"}]`:                   "what",
	} {
		refuse("free-air", keys, want)
	}
	// What carries a hall's heat by no loop of water refuses a tank and a network.
	for _, word := range []string{"free-air", "indirect-free-air", "direct-expansion"} {
		refuse(word, "thermal_storage = true", "a tank")
		refuse(word, "storage = {volume_m3 = 3}", "a tank")
		refuse(word, "heat_recovery = {district_peak_MW = 3}", "a district network needs a loop of warm water")
	}
	refuse("chilled-water-air-economiser", "rear_doors = true", "rear_doors")
}
