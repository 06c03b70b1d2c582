package cooling

import (
	"fmt"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"
)

// A plant bears the servers for which it was built, and refitted for them it goes on as
// one that was not, minute by minute; with fewer of them it uses less.
func TestRefitWithTheSameServersChangesNothing(t *testing.T) {
	for _, word := range words() {
		for _, h := range []loop.Hall{airHall, liquidHall} {
			keys := ""
			if word == "hybrid" {
				keys = "liquid = { plant = \"direct-liquid-dry\" }\nair = { plant = \"chilled-water-economiser\" }\n"
			}
			s, err := decode(word, keys)
			if err != nil {
				t.Fatal(word, err)
			}
			one, err := s.Build(paris, h)
			if err != nil {
				continue // a pair that does not go together
			}
			other, _ := s.Build(paris, h)
			fewer, _ := s.Build(paris, h)
			if err := other.Bears(h); err != nil {
				t.Errorf("%s: %v", word, err)
			}
			half := h
			half.Fill = 0.5
			for m := range sim.Minute(900) {
				if m == 400 {
					other.Refit(h)
					fewer.Refit(half)
				}
				load := loop.Load{ITMW: 0.8 * h.DesignITMW, RoomHeatMW: h.DesignRoomHeatMW}
				out := outdoorWetBulb(25, 18, paris.Complete().PressurePa)
				one.Step(m, out, load)
				other.Step(m, out, load)
				if a, b := fmt.Sprint(*one.Duty()), fmt.Sprint(*other.Duty()); a != b { // a NaN equals none
					t.Fatalf("%s, minute %d: %s\nand refitted %s", word, m, a, b)
				}
				if m >= 400 {
					load.ITMW /= 2
				}
				fewer.Step(m, out, load)
			}
			if a, b := one.Duty(), fewer.Duty(); !(b.ElectricMW < a.ElectricMW) || b.HeatLimit < 1 {
				t.Errorf("%s: half the servers use %g MW of %g, limit %g", word, b.ElectricMW, a.ElectricMW, b.HeatLimit)
			}
		}
	}
}
