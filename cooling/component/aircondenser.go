package component

import (
	"math"

	"caloduc/sim/param"
)

// AirCondenserSpec describes a machine's condenser in outdoor air.
type AirCondenserSpec struct{ LeastDegC, DifferenceK, FanShare float64 }

// Declare declares the parameters; prefix begins the keys, leastDegC is the coldest air
// of the machine's curves and coldSource their source.
func (s *AirCondenserSpec) Declare(p *param.Set, prefix string, leastDegC float64, coldSource param.Source) {
	p.Float(&s.LeastDegC, prefix+"condenser_least_air_degC", leastDegC, param.Between(leastDegC, 40), "air colder than this is to the condensers as if it were this warm: their fans slow down and hold head pressure, condenser_difference_K above", coldSource)
	p.Float(&s.DifferenceK, prefix+"condenser_difference_K", 15, param.Between(5, 30), "refrigerant condenses so far above the entering air at full heat and sea level; it grows as thin air carries less", param.Unverified("10 to 17 K is commonly quoted for air-cooled condensers"))
	p.Float(&s.FanShare, prefix+"condenser_fan_share", 0.08, param.Between(0, 0.3), "fans' part of the machine's power, in proportion to the density of air", param.Assumption)
}

// Build returns the condenser in air at pressurePa.
func (s *AirCondenserSpec) Build(pressurePa float64) AirCondenser {
	return NewAirCondenser(s.LeastDegC, s.DifferenceK, s.FanShare, pressurePa/SeaLevelPa)
}

// SeaLevelPa is the pressure of air for which machines are rated, Pa.
const SeaLevelPa = 101325

// AirCondenser is a condenser in outdoor air, its fans included, of a chiller or of
// direct expansion.
type AirCondenser struct {
	LeastDegC float64 // air colder than this is taken as this: fans hold head pressure
	ThinK     float64 // what thin air adds to the air's temperature at full heat
	FanFactor float64 // power over that at sea level, at the same temperatures
}

// thinAirExponent is the power of density in the conductance of an air-cooled condenser
// whose fans move the same volume: 0.946, 0.894, 0.846, 0.799 at 762, 1525, 2285 and
// 3050 m, where Carrier's Engineering Guide for Altitude Effects gives 0.95, 0.90, 0.85
// and 0.80.
const thinAirExponent = 0.6

// NewAirCondenser returns a condenser whose refrigerant condenses differenceK above the
// entering air at full heat and sea level, with fans of that fraction of full power, in
// air of relative density sigma. Heat being what it is, the difference grows as the
// conductance falls,
//
//	thin = difference·(sigma^-0.6 - 1)
//
// which acts as air warmer by that; fans of constant speed draw power in proportion to
// density.
func NewAirCondenser(leastDegC, differenceK, fanShare, sigma float64) AirCondenser {
	return AirCondenser{LeastDegC: leastDegC, ThinK: differenceK * (math.Pow(sigma, -thinAirExponent) - 1), FanFactor: 1 - fanShare*(1-sigma)}
}

// EnteringDegC is the air, degC, that the curves of a machine on the condenser are asked
// for when it enters at t and the machine has that fraction of full heat; held tells
// that fans hold head pressure.
func (c *AirCondenser) EnteringDegC(t, fraction float64) (tc float64, held bool) {
	t += c.ThinK * min(fraction, 1)
	if t < c.LeastDegC {
		return c.LeastDegC, true
	}
	return t, false
}
