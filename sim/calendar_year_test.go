package sim

import "testing"

// A year of rates is the Julian one: four calendar years have 1461 days.
func TestYearOfRates(t *testing.T) {
	const days = 365 + 365 + 366 + 365
	if HoursPerYear*4 != days*24 || MinutesPerYear*4 != days*24*60 {
		t.Errorf("a year of %g hours, %g minutes", float64(HoursPerYear), float64(MinutesPerYear))
	}
}
