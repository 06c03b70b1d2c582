package grid

import "math"

// parallel returns n circuits of the line in parallel, at 20 degC.
func (s *ConnectionSpec) parallel(n int) Line {
	circuits := float64(n)
	return Line{
		ROhm: s.ROhmPerKm * s.LengthKm / circuits,
		XOhm: s.XOhmPerKm * s.LengthKm / circuits,
		BS:   Susceptance(s.CnFPerKm*s.LengthKm, s.FrequencyHz) * circuits,
	}
}

// capacity returns the highest demand, MW, that circuits and transformers can
// carry within their ratings and with a stable voltage, the conductors being
// at their highest temperature.
func (s *ConnectionSpec) capacity(circuits, units int) float64 {
	if circuits == 0 || units == 0 && s.Transformer.Count > 0 {
		return 0
	}
	line, bank := s.parallel(circuits), s.Transformer.Bank(units)
	line.ROhm = Resistance(line.ROhm, s.PerK, s.MaxConductorDegC)
	rating := float64(circuits) * s.RatingKA
	sec2 := 1 / (s.PowerFactor * s.PowerFactor)
	tan := tangent(sec2)
	carries := func(p float64) bool {
		loss, reactive := bank.Loss(sec2 * p * p)
		f := line.Solve(s.VoltageKV, p+loss, tan*p+reactive)
		return f.Stable && f.CurrentKA2 <= rating*rating
	}
	low, high := 0.0, bank.RatingMVA*s.PowerFactor
	if units == 0 { // the campus takes the line's voltage
		high = math.Sqrt(3) * s.VoltageKV * rating * s.PowerFactor
	}
	if carries(high) {
		return high
	}
	for range 60 {
		if mid := (low + high) / 2; carries(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// tangent returns the tangent of the phase angle from the square of its secant.
func tangent(sec2 float64) float64 { return math.Sqrt(math.Max(sec2-1, 0)) }

// LargestMW is the largest power ever contracted.
func (c *Connection) LargestMW() float64 { return c.spec.largestMW() }
