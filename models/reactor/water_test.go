package reactor

import (
	"testing"

	"caloduc/sim"
)

// Water follows the unit's own cooling, unless given: a tower evaporates it, and cannot
// evaporate more than its heat does; a river once through loses less, the sea nothing.
func TestWaterFollowsTheCooling(t *testing.T) {
	for _, c := range []struct {
		unit, keys, cooling string
		want                float64
	}{
		{"Nogent 1", "", Tower, 2.544},
		{"Tricastin 1", "", River, 1.018},
		{"Gravelines 6", "", Sea, 0},
		{"Nogent 1", "cooling = \"sea\"", Sea, 0},
		{"Gravelines 6", "water_L_per_kWh = 0.1", Sea, 0.1},
	} {
		s := decoded(t, c.unit, c.keys)
		if s.Cooling != c.cooling {
			t.Errorf("%s: cooling %s", c.unit, s.Cooling)
		}
		near(t, c.unit, s.waterLPerKWh(), c.want, 1e-3)
	}
	u := single(t, "Nogent 1", steady)
	latentMJ, heatMJ := 2.45*u.waterLPerKWh, 3.6*u.heat.RejectMW/u.spec.NetCapacityMW
	if share := latentMJ / heatMJ; !(share > 0.7 && share < 1) {
		t.Errorf("a tower's water takes %.2f of its heat away", share)
	}
}

// A fleet's water is that of the units that run, by their output and share.
func TestWaterOfAFleet(t *testing.T) {
	specs := []*Spec{decoded(t, "Nogent 1", steady), decoded(t, "Gravelines 6", steady+"share = 0.5\n")}
	f, err := NewFleet(specs, calendar(t, 1), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for m := range sim.Minute(300) {
		f.Step(m, []ColdSource{design, design})
	}
	tower, sea := f.Unit(0).NetMW, 0.5*f.Unit(1).NetMW
	near(t, "per energy", f.WaterLPerKWh, towerWaterLPerKWh*tower/(tower+sea), 1e-12)
	f.Unit(0).trip()
	f.Step(300, []ColdSource{design, design})
	near(t, "net power after a trip", f.Unit(0).NetMW, 0, 0)
	near(t, "of the unit at the sea alone", f.WaterLPerKWh, 0, 0)
}
