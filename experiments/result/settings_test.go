package result

import (
	"path/filepath"
	"testing"
)

func TestSettingsAreFoundByTheirPath(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, 1)
	put(t, filepath.Join(dir, ResolvedFile), `seed = 3

[weather.paris]
site = "Paris"

[[campus]]
name = "Fouju"

[campus.grid]
bus = "Cirolliers"

[[campus.grid.phase]]
contracted_MW = 240

[[campus.grid.phase]]
contracted_MW = 700

[[campus.hall]]
name = "F1"
max_coolant_degC = 45

[campus.hall.cooling]
plant = "free-air"

[[campus.hall]]
name = "F2"

[campus.hall.cooling]
plant = "direct \"liquid\""

[[campus]]
name = "Escaudain"

[[campus.grid.phase]]
contracted_MW = 60

[contract]
kind = "nuclear-allocation"
`)
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"seed":                   "3",
		"weather.paris.site":     "Paris",
		"campus[Fouju].grid.bus": "Cirolliers",
		"campus[Fouju].grid.phase[0].contracted_MW":     "240",
		"campus[Fouju].grid.phase[1].contracted_MW":     "700",
		"campus[Escaudain].grid.phase[0].contracted_MW": "60",
		"campus[Fouju].hall[F1].max_coolant_degC":       "45",
		"campus[Fouju].hall[F1].cooling.plant":          "free-air",
		"campus[Fouju].hall[F2].cooling.plant":          `direct "liquid"`,
		"contract.kind":                                 "nuclear-allocation",
		"campus[Fouju].hall[F2].max_coolant_degC":       "",
	} {
		if got, err := r.Setting(path); err != nil || got != want {
			t.Errorf("%s = %q, want %q: %v", path, got, want, err)
		}
	}
}
