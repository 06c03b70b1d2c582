package price

import (
	"math"
	"testing"

	"caloduc/sim"
)

// FuzzParse: whatever a file holds, it is refused or gives prices that can be.
func FuzzParse(f *testing.F) {
	f.Add([]byte("datetime_utc,eur_per_mwh\n2024-01-01 00:00:00,38.79\n2024-01-01 01:00:00+02:00,-9999\n"))
	f.Add([]byte("datetime_local;a_eur_per_mwh\n2024-03-31 02:30;3,5\n2024-10-27 02:00;1e5\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := parsed(Files{UnitEUR: math.NaN()}, data, paris(t, 2024, 1))
		if err != nil {
			return
		}
		for m := sim.Minute(0); m < 366*sim.Day; m += sim.Hour {
			if p := r.Price(m); !(math.Abs(p) <= mostEUR) {
				t.Fatalf("minute %d: %g", m, p)
			}
		}
	})
}
