package weather

import (
	"slices"

	"caloduc/sim/list"
)

// Climate holds the numbers fitted to a site's record, at most 150, and where
// they are from. Temperature is in degC; humidity is carried by the dryness
// y = √(−ln φ) of the relative humidity φ, which is close to Gaussian and near
// the root of the dew-point depression.
//
// A day has a mean temperature, a mean dryness and a swing: how many times the
// annual mean of the diurnal course it adds to the season's course. Each is a
// seasonal mean (the swing's is 0), a part that follows the ones before it, and
// a Map of a standard Gaussian process of its own. Days run in the site's own
// time, OffsetHours ahead of UTC.
type Climate struct {
	Name           string
	LatDeg, LonDeg float64
	ElevationM     float64 // sets the pressure, constant at the standard atmosphere's
	OffsetHours    int     // standard time less UTC
	Record         string  // title, years and terms of the record fitted
	Joint          bool    // fitted jointly with the Joint sites before it

	TempMean Season // daily mean temperature, degC
	TempMap  Map    // its anomaly, K
	TempAR   []float64
	TempMix  []float64

	DryMean    Season // daily mean dryness
	DryOnTemp  Season // its change with the temperature's Gaussian value t
	DryOnTemp2 Season // and with t²−1
	DryMap     Map
	DryAR      []float64
	DryMix     []float64

	SwingOnTemp Season // the swing's change with t
	SwingOnDry  Season // and with the dryness's own Gaussian value
	SwingMap    Map
	SwingAR     []float64
	SwingMix    []float64

	TempShape []Season // diurnal harmonics of temperature, K: cosine, sine, cosine of 2, …
	DryShape  []Season // of dryness

	TempNoiseAR  []float64 // hourly noise on top, second order
	TempNoiseSD  Season    // K
	TempNoiseMix []float64
	DryNoiseAR   []float64
	DryNoiseSD   Season
	DryOnNoise   float64 // dryness's change with the temperature noise, 1/K
	DryOnSwing   float64 // the swing's part in the dryness's course, 1 as in the temperature's

	DewMap DewMap // corrects the dew points that follow
}

// companions returns how many of the first sites share their draws with this
// one.
func (c *Climate) companions() int { return len(c.TempMix) - 1 }

// Numbers returns how many fitted numbers the climate holds.
func (c *Climate) Numbers() int {
	n := 3 // DryOnNoise, DryOnSwing and DewMap.RoomK
	seasons := []Season{
		c.TempMean, c.TempMap.SD, c.TempMap.Skew, c.TempMap.Kurt, c.DryMean, c.DryOnTemp, c.DryOnTemp2,
		c.DryMap.SD, c.DryMap.Skew, c.DryMap.Kurt, c.SwingOnTemp, c.SwingOnDry,
		c.SwingMap.SD, c.SwingMap.Skew, c.SwingMap.Kurt, c.TempNoiseSD, c.DryNoiseSD,
		c.TempAR, c.TempMix, c.DryAR, c.DryMix, c.SwingAR, c.SwingMix, c.TempNoiseAR, c.TempNoiseMix, c.DryNoiseAR,
	}
	for _, s := range slices.Concat(seasons, c.TempShape, c.DryShape, c.DewMap.ShiftK) {
		n += len(s)
	}
	return n
}

// names returns the names of the climates.
func names(climates []Climate) []string {
	return list.Map(climates, func(c Climate) string { return c.Name })
}

// SiteNames returns the names of the sites with an embedded generator.
func SiteNames() []string { return names(climates) }

// SiteInfo returns a site's latitude and longitude (degrees north and east) and
// elevation (m above the sea), and whether there is such a site.
func SiteInfo(name string) (latDeg, lonDeg, elevationM float64, ok bool) {
	c, ok := ClimateOf(name)
	return c.LatDeg, c.LonDeg, c.ElevationM, ok
}

// ClimateOf returns the fitted numbers of an embedded site, and whether there is
// such a site. Its slices are shared: they are not to be changed.
func ClimateOf(name string) (c Climate, ok bool) {
	for i := range climates {
		if climates[i].Name == name {
			return climates[i], true
		}
	}
	return Climate{}, false
}
