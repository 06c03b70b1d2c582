package component

import "math"

// Search inverts a rising function, warm from where it last ended: the secant's
// method within a bracket, with an iteration limit and a count of failures.
type Search struct {
	x, last  float64 // where the last search ended, and the value asked for there
	perSlope float64 // argument per value there
	trend    float64 // argument per value from one search to the next
	Failures int64
}

// SearchTolerance is the fraction of the value asked for within which a search
// ends.
const (
	SearchTolerance  = 1e-4
	searchIterations = 60
	secantSteps      = 6 // then bisection
)

// secant looks for x between lo and hi with f(x) = want within the fraction tolerance,
// f rising, from x with f(x) = v and the argument per value there (0: unknown): the
// secant's method within a bracket, then bisection. It ends at lo where f(lo) is
// more, at hi where f(hi) is less, and counts a search into its iteration limit. It
// returns x, f(x) and the last argument per value.
func secant(f func(float64) float64, x, v, lo, hi, want, tolerance, perSlope float64, failures *int64) (float64, float64, float64) {
	least, most := lo, hi
	for i := 0; math.Abs(v-want) > tolerance*want; i++ {
		if v < want {
			if x >= most {
				break
			}
			lo = x
		} else {
			if x <= least {
				break
			}
			hi = x
		}
		if i == searchIterations {
			*failures++
			break
		}
		next := x + (want-v)*perSlope
		switch {
		case i < secantSteps && perSlope > 0 && next > lo && next < hi:
		case v < want && hi == most && i > 0:
			next = most
		case v > want && lo == least && i > 0:
			next = least
		default:
			next = 0.5 * (lo + hi)
		}
		vn := f(next)
		if d := (next - x) / (vn - v); d > 0 && !math.IsInf(d, 0) {
			perSlope = d
		}
		x, v = next, vn
	}
	return x, v, perSlope
}

// Find returns x between lo and hi with f(x) = want, f rising, and f(x); lo where
// f(lo) is more, hi where f(hi) is less.
func (s *Search) Find(f func(float64) float64, lo, hi, want float64) (x, v float64) {
	x = s.x + (want-s.last)*s.trend
	if !(x > lo) {
		x = lo
	} else if x > hi {
		x = hi
	}
	x, v, s.perSlope = secant(f, x, f(x), lo, hi, want, SearchTolerance, s.perSlope, &s.Failures)
	// What is asked for and the function itself move together, as with the load of
	// a hall: the next guess follows the path of the last two searches.
	if d := want - s.last; math.Abs(d) > 1e-3*want {
		s.trend = 0
		if math.Abs(d) < 0.2*want {
			s.trend = (x - s.x) / d
		}
	}
	s.x, s.last = x, want
	return x, v
}

// LastWith returns the last x between lo and hi up to which ok holds, by bisection.
func LastWith(lo, hi float64, ok func(x float64) bool) float64 {
	for range 60 {
		if x := 0.5 * (lo + hi); ok(x) {
			lo = x
		} else {
			hi = x
		}
	}
	return lo
}
