// Package psychro holds the psychrometrics of moist air after the ASHRAE
// Handbook of Fundamentals 2017, chapter 1, as small pure functions.
package psychro

// Air is the state of moist air at one place and minute. All fields describe
// the same air; whoever fills it keeps them consistent.
type Air struct {
	DryBulbDegC   float64 // dry-bulb temperature, degC
	WetBulbDegC   float64 // thermodynamic wet-bulb temperature, degC
	HumidityRatio float64 // kg of water per kg of dry air
	PressurePa    float64 // total pressure, Pa
}
