package normals

import (
	"math"
	"testing"
)

// Four hundred Gregorian years have 146,097 days.
func TestHoursOfAYear(t *testing.T) {
	c := NewCollector(101325, 1)
	for day := range int64(1461) {
		var temp, rh [24]float64
		for h := range temp {
			rh[h] = 0.5
		}
		c.Add(day, &temp, &rh)
	}
	if have, want := c.Normals().HoursWetBulbUnder10, 146097*24/400.; math.Abs(have-want) > 0.01 {
		t.Errorf("%g hours a year below 10 degC where it is always 0 degC, want %g", have, want)
	}
}

// Temperatures that occur on Earth, but for Antarctica and eastern Siberia, are told
// apart: -59 degC and, above the record of 56.7 degC (Furnace Creek, 1913), 59 degC.
func TestTemperaturesCovered(t *testing.T) {
	for _, degC := range []float64{-59, 59} {
		var h histogram
		for month := range 12 {
			h.add(month, degC)
		}
		if got := h.quantile(0.5); math.Abs(got-degC) > 0.021 {
			t.Errorf("median of %g degC is %g degC", degC, got)
		}
	}
}
