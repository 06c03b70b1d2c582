package compute

import (
	"math"
	"testing"
)

// FuzzMeasured: whatever a file of power holds, it is refused or gives a cycle of powers
// that can be.
func FuzzMeasured(f *testing.F) {
	f.Add([]byte("time,power\n0,1\n60,2\n"), "s")
	f.Add([]byte("time;power\n2024-01-01T00:00Z;1,5\n2024-01-01 00:15:00+00:00;-9999\n2024-01-01T00:30Z;3\n"), "datetime")
	f.Add([]byte("time,power\n1709251200000,9\n1e300,2\n"), "s")
	f.Fuzz(func(t *testing.T, data []byte, unit string) {
		if unit != "min" && unit != "h" && unit != "datetime" {
			unit = "s"
		}
		r, err := (&MeasuredPower{TimeColumn: "time", TimeUnit: unit, PowerColumns: "power*", PowerUnit: "MW", AllowGaps: true}).parse(data)
		if err != nil {
			return
		}
		for i, mw := range r.byMinute() {
			if !(mw >= 0) || math.IsInf(mw, 0) {
				t.Fatalf("minute %d: %g", i, mw)
			}
		}
	})
}
