package grid

import (
	"math"

	"caloduc/sim/equipment"
)

// Installed lists what the connection is built with.
func (c *Connection) Installed() equipment.List {
	var l equipment.List
	s, n := c.spec, len(c.unitDown)
	needed := n
	if s.NMinus1 && n > 1 {
		needed--
	}
	l.Add(&equipment.GridTransformer, "campus", n, float64(needed), s.Transformer.RatingMVA*float64(needed))
	circuits := s.Circuits
	if s.NMinus1 && circuits > 1 {
		circuits--
	}
	ratingMVA := math.Sqrt(3) * s.VoltageKV * s.RatingKA
	l.Add(&equipment.GridLine, "campus", s.Circuits, float64(circuits), ratingMVA*s.LengthKm*float64(circuits))
	return l
}
