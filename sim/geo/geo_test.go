package geo

import (
	"math"
	"testing"
)

// A quarter of a great circle, a degree of latitude, and the way between two sites.
func TestDistance(t *testing.T) {
	for _, c := range []struct{ lat1, lon1, lat2, lon2, want, within float64 }{
		{0, 0, 0, 90, math.Pi / 2 * RadiusKm, 1e-9},
		{-90, 0, 90, 77, math.Pi * RadiusKm, 1e-9},
		{48, 2, 49, 2, math.Pi / 180 * RadiusKm, 1e-9},
		{48.8567, 2.3508, 40.7128, -74.0060, 5837, 5}, // Paris to New York
	} {
		if got := DistanceKm(c.lat1, c.lon1, c.lat2, c.lon2); math.Abs(got-c.want) > c.within {
			t.Errorf("%v: %g km", c, got)
		}
	}
}
