package weather

import (
	"math"
	"testing"
)

// TestDewMap: a map without shifts changes nothing below its last node; every site's
// rises without a step at all seasons, and stays below the room above its last node.
func TestDewMap(t *testing.T) {
	b := SeasonOf(100)
	flat := DewMap{RoomK: 3}
	for range DewNodesDegC {
		flat.ShiftK = append(flat.ShiftK, Season{0})
	}
	for _, degC := range []float64{-30, 0, 7.3, 24.9} {
		if got := flat.At(&b, degC); math.Abs(got-degC) > 1e-12 {
			t.Errorf("%g degC becomes %g", degC, got)
		}
	}
	if got := flat.At(&b, 28); math.Abs(got-26.5) > 1e-12 {
		t.Errorf("3 K above the last node becomes %g degC, want half of the room of 3 K", got)
	}
	for _, c := range climates {
		for day := 0.0; day < 365; day += 10 {
			b := SeasonOf(day)
			last := c.DewMap.At(&b, -40)
			for degC := -39.9; degC < 40; degC += 0.1 {
				now := c.DewMap.At(&b, degC)
				if !(now > last && now < last+0.5) {
					t.Fatalf("%s, day %g: %g degC becomes %g, after %g", c.Name, day, degC, now, last)
				}
				last = now
			}
			if most := c.DewMap.At(&b, 25) + c.DewMap.RoomK; last > most {
				t.Errorf("%s: up to %g degC, bound %g", c.Name, last, most)
			}
		}
	}
}

// TestDewMapKeepsBounds: a shift leaves the relative humidity between 0.05 and 1.
func TestDewMapKeepsBounds(t *testing.T) {
	b := SeasonOf(0)
	for _, shiftK := range []float64{-8, 8} {
		m := DewMap{RoomK: 1e9}
		for range DewNodesDegC {
			m.ShiftK = append(m.ShiftK, Season{shiftK})
		}
		var d dewDay
		d.set(&m, &b)
		for degC := -30.0; degC < 45; degC += 5 {
			for _, rh := range []float64{0.05, 0.3, 0.7, 1} {
				if got := d.relHumidity(degC, math.Log(rh)); got < leastHumidity-1e-12 || got > 1 || (got-rh)*shiftK < -1e-12 {
					t.Errorf("%g degC, %g: %g after %+g K", degC, rh, got, shiftK)
				}
			}
		}
	}
}
