package grid

import "math"

// Resistance returns a conductor's resistance at tempDegC from that at 20 degC;
// perK is the temperature coefficient at 20 degC. Any unit of resistance.
func Resistance(at20, perK, tempDegC float64) float64 {
	return at20 * (1 + perK*(tempDegC-20))
}

// Heating is the steady heat balance of an overhead conductor, linear in its
// rise over the air: the losses I²R(T) leave by a constant conductance. It is
// the balance of IEEE Std 738 and CIGRE TB 207 with wind, sun and radiation
// held at their values in the conductor's rating, which fixes the conductance;
// the sun is thus counted in proportion to the losses, not on its own.
type Heating struct {
	perKA2 float64 // rise in K per kA² of current at 20 degC resistance
	perK   float64 // temperature coefficient of resistance
}

// NewHeating returns the balance of a conductor that reaches maxDegC at
// ratingKA in air of ratingAirDegC.
func NewHeating(ratingKA, maxDegC, ratingAirDegC, perK float64) Heating {
	return Heating{perKA2: (maxDegC - ratingAirDegC) / (ratingKA * ratingKA * (1 + perK*(maxDegC-20))), perK: perK}
}

// Equilibrium returns the temperature, degC, towards which a conductor now at
// tempDegC tends: that at which it would give off the losses it has now.
func (h *Heating) Equilibrium(currentKA2, tempDegC, airDegC float64) float64 {
	return airDegC + h.perKA2*currentKA2*Resistance(1, h.perK, tempDegC)
}

// Settling returns the part of the way to its steady temperature that a
// conductor goes in a span of minutes, given its thermal time constant.
func Settling(minutes, timeConstantMin float64) float64 {
	return -math.Expm1(-minutes / timeConstantMin)
}
