// Package geo measures on the globe.
package geo

import "math"

// RadiusKm is the mean radius of the Earth, km.
const RadiusKm = 6371

// DistanceKm returns the distance of two places on a sphere of RadiusKm, km, each given by
// latitude and longitude in degrees (haversine; the ellipsoid differs by 0.5 % at most).
func DistanceKm(lat1Deg, lon1Deg, lat2Deg, lon2Deg float64) float64 {
	const rad = math.Pi / 180
	a := math.Pow(math.Sin((lat2Deg-lat1Deg)*rad/2), 2) +
		math.Cos(lat1Deg*rad)*math.Cos(lat2Deg*rad)*math.Pow(math.Sin((lon2Deg-lon1Deg)*rad/2), 2)
	return 2 * RadiusKm * math.Asin(math.Sqrt(a))
}
