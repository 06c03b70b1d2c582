package cooling

import "math"

// yorkAt are the coefficients of YorkApproachK at a wet bulb: range fastest, then
// the ratio of water to air flow.
type yorkAt [9]float64

func newYorkAt(wb float64) (y yorkAt) {
	for i := range y {
		y[i] = yorkCalc[3*i] + wb*(yorkCalc[3*i+1]+wb*yorkCalc[3*i+2])
	}
	return y
}

// byRatio returns the approach as a quadratic of the flow ratio at a range.
func (y *yorkAt) byRatio(r float64) [3]float64 {
	return [3]float64{y[0] + r*(y[1]+r*y[2]), y[3] + r*(y[4]+r*y[5]), y[6] + r*(y[7]+r*y[8])}
}

// byRange returns the approach as a quadratic of the range at a flow ratio.
func (y *yorkAt) byRange(l float64) [3]float64 {
	return [3]float64{y[0] + l*(y[3]+l*y[6]), y[1] + l*(y[4]+l*y[7]), y[2] + l*(y[5]+l*y[8])}
}

// rising returns the root of c2·x² + c1·x + c0 on its rising branch, NaN if it
// has none.
func rising(c0, c1, c2 float64) float64 { return -2 * c0 / (c1 + math.Sqrt(c1*c1-4*c2*c0)) }

// rangeK returns the range, K, that a York tower has at lift, K, and flow
// ratio, where the share s of the approach is YorkApproachK's and the rest lift:
// range + s·approach + (1-s)·lift = lift. It is held to 0 and the correlation's
// widest range.
func (y *yorkAt) rangeK(liftK, ratio, s float64) float64 {
	c := y.byRange(ratio)
	r := rising(s*(c[0]-liftK), 1+s*c[1], s*c[2])
	if !(r < yorkRange.Max) {
		return min(yorkRange.Max, liftK)
	}
	return min(max(r, 0), liftK)
}

// carryYork is carry after YorkCalc: the flow ratio that gives the wanted
// approach, or the range at full fan speed, in closed form.
func (b *towerBank) carryYork(heat float64) {
	y := newYorkAt(yorkWetBulb.Clamp(b.wetBulbDegC))
	flow := b.waterKgPerS / (b.cells * b.york.ReferenceKgPerS)
	rangeK := heat * b.perCw
	least := max(b.least, flow/yorkLiquidToGas.Max)
	full := y.rangeK(b.lift, flow, 1)
	if rangeK >= full {
		b.air = 1
		b.book(full * b.cw)
		b.mode = towerSaturated
		b.yorkBounds(full, flow, flow)
		return
	}
	if low := y.rangeK(b.lift, flow/least, 1); rangeK < low {
		still := y.rangeK(b.lift, flow, yorkFree)
		on := 0.0
		if rangeK > still {
			on = (rangeK - still) / (low - still)
		}
		b.air = b.free + on*(b.least-b.free)
		b.book(heat)
		b.yorkBounds(rangeK, flow, flow/least)
		return
	}
	ratio := b.yorkRatio(y.byRatio(rangeK), b.lift-rangeK, flow, flow/least)
	b.air = max(flow/ratio, b.least)
	b.book(heat)
	b.yorkBounds(rangeK, flow, ratio)
}

// yorkRatio is the flow ratio between lo and hi with the given approach.
func (b *towerBank) yorkRatio(c [3]float64, approach, lo, hi float64) float64 {
	if l := rising(c[0]-approach, c[1], c[2]); l >= lo && l <= hi {
		return l
	}
	for range 50 { // the correlation does not rise all the way
		if l := 0.5 * (lo + hi); quadratic(&c, l) < approach {
			lo = l
		} else {
			hi = l
		}
	}
	return hi
}

// yorkBounds counts the minute if it lies out of the correlation's bounds.
func (b *towerBank) yorkBounds(rangeK, flow, ratio float64) {
	if !yorkWetBulb.Contains(b.wetBulbDegC) || !yorkRange.Contains(rangeK) || !yorkApproach.Contains(b.lift-rangeK) ||
		!yorkWaterFlow.Contains(flow) || ratio > yorkLiquidToGas.Max {
		b.boundsMinutes++
	}
}
