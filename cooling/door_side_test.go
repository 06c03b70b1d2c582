package cooling

import (
	"fmt"
	"math"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/loop"
	"caloduc/sim"
)

// In weather from frost to the extreme the room holds its set point; doors carry
// what servers give off, air handlers the rest, with less fan power than a hall
// of the same heat without doors.
func TestDoorsHoldTheRoom(t *testing.T) {
	for _, word := range []string{"chilled-water", "chilled-water-economiser"} {
		p, q := made(word, "rear_doors = true"), made(word, "")
		var m, n sim.Minute
		for _, out := range []*loop.Outdoor{outdoor(-10, 0.7), outdoor(15, 0.7), extreme()} {
			d, bare := steady(p, &m, out, 1, 2000), steady(q, &n, out, 1, 2000)
			near(t, "room", d.ServerInletAirDegC, 27, 2e-3)
			near(t, "doors", p.air.(*loop.DoorSide).DoorMW, 20, 1e-9)
			if d.HeatLimit != 1 || d.AirFanMW > 0.3*bare.AirFanMW {
				t.Errorf("%s: %+v, without doors %+v", word, d, bare)
			}
		}
	}
}

// The doors' heat in the plant is the component's own: what the coil's equation
// says of room, water and both flows.
func TestDoorsAreTheComponent(t *testing.T) {
	// Water too warm for a neutral room.
	p := made("chilled-water", "rear_doors = true\nchilled_water_temp_degC = 24\nforce = true\ndoors.door_design_share = 0.6")
	var m sim.Minute
	inlet := steady(p, &m, outdoor(20, 0.5), 1, 3000).ServerInletAirDegC
	s := p.air.(*loop.DoorSide)
	d, c, heat := &s.Doors, &s.Doors.Coil, p.heat[loop.ServerHeat]
	y := max(heat/20, 0.3)
	in := s.MeanReturnDegC + 1e6*heat/(c.AirWPerK*y)
	want := component.CoilConductanceWPerK(c.Ua, component.CoilFilmRatio, c.AirWPerK, c.WaterW, y, d.Flow) * (in - s.Water.Node.MeanDegC)
	near(t, "doors", d.HeatW, want, 1e-4)
	if d.Neutral || d.Flow != 1 || inlet > 31 {
		t.Errorf("neutral %v, flow %g, room %g degC", d.Neutral, d.Flow, inlet)
	}
}

// All chillers or all pumps lost: the room warms over minutes, servers are
// throttled from their limit on, and all comes back. The air handlers' fans alone
// lost: the doors hold the servers' heat.
func TestDoorsAndOutages(t *testing.T) {
	for word, least := range map[string]float64{"chiller": 3, "chilled-water-pump": 3, "fan": 0} {
		p := made("chilled-water", fmt.Sprintf("rear_doors = true\nrandom_failures = false\nevent = [{what = %q, at = \"2027-07-15T16:00\", for_min = 10, units = 99}]", word))
		peak, first := 0.0, -1
		staged(t, p, outdoor(34, 0.3), func(m int, d *loop.Duty) {
			if m >= 0 {
				peak = max(peak, d.ServerInletAirDegC)
			}
			if first < 0 && d.HeatLimit < 1 {
				if first = m; d.ServerInletAirDegC <= 32 {
					t.Errorf("%s: throttled at %g degC", word, d.ServerInletAirDegC)
				}
			}
		})
		t.Logf("%s: peak %.1f degC, throttled in minute %d", word, peak, first)
		if end := p.Duty(); peak < 27+least || math.Abs(end.ServerInletAirDegC-27) > 0.1 || end.HeatLimit != 1 || (first >= 0) != (least > 0) || first == 0 {
			t.Errorf("%s: peak %g degC, throttled in minute %d, at the end %+v", word, peak, first, *end)
		}
	}
}
