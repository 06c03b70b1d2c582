package cooling

import "math"

// search finds the air flow that carries heat, from the guess x; ok is false
// where full flow does not suffice. The method is the secant's within a bracket.
func (b *towerBank) search(x, heat float64) (found float64, ok bool) {
	lo, hi := b.free, 1.0
	perQ, perW := 1/heat, b.perW
	r := b.carried(x, heat, perQ) - heat
	now := b.now()
	fresh := math.Abs(x-b.slopeAt) <= towerSlopeMoves*x && perW > 0 && now.like(&b.slopeIn)
	if !(perW > 0) {
		perW = x * perQ
	}
	for i := 0; math.Abs(r) > towerTolerance*heat; i++ {
		if r < 0 {
			if x >= 1 {
				return 1, false
			}
			lo = x
		} else {
			if x <= b.free {
				break
			}
			hi = x
		}
		if i == towerIterations {
			b.failures++
			break
		}
		next := x - r*perW
		inside := next > lo && next < hi
		if inside && fresh && math.Abs(r) < towerLastStep*heat {
			return next, true
		}
		switch {
		case i < secantSteps && inside:
		case r < 0 && hi == 1:
			next = 1 // not tried yet, else the search had ended
		case r > 0 && lo == b.free:
			next = lo
		default:
			next = 0.5 * (lo + hi)
		}
		rn := b.carried(next, heat, perQ) - heat
		if s := (next - x) / (rn - r); s > 0 {
			perW = s
			b.perW, b.slopeAt, b.slopeIn, fresh = s, next, now, math.Abs(next-x) <= towerChord*next
			if !fresh {
				b.slopeIn = towerMinute{}
			}
		}
		x, r = next, rn
	}
	return x, true
}

// full takes what the bank carries with fans at full speed.
func (b *towerBank) full() {
	lo, hi := 0.0, b.cw*b.lift
	q := b.gWPerK * b.lift
	if !(q > 0.02*hi && q < hi) {
		q = 0.7 * hi
	}
	r := b.carried(1, q, 1/q) - q
	// The slope of the last minute holds while the minutes are alike.
	s, now := b.rise, b.now()
	fresh := b.mode == towerSaturated && now.like(&b.riseIn)
	for i := 0; math.Abs(r) > 1e-9*q; i++ {
		if r > 0 {
			lo = q
		} else {
			hi = q
		}
		if i == towerIterations {
			b.failures++
			break
		}
		next := q + r/(1-s)
		inside := next > lo && next < hi
		if inside && fresh && math.Abs(r) < 1e-3*q {
			q = next
			break
		}
		if i >= secantSteps || !inside {
			next = 0.5 * (lo + hi)
		}
		rn := b.carried(1, next, 1/next) - next
		if n := 1 + (rn-r)/(next-q); n > -1 && n < 0.95 {
			s, fresh = n, true
			b.riseIn = now
		}
		q, r = next, rn
	}
	b.air, b.rise = 1, s
	b.book(q)
	b.mode = towerSaturated
}
