package cooling

// carryYork is carry after YorkCalc: the flow ratio that gives the wanted
// approach, or the range at full fan speed, in closed form.
func (b *towerBank) carryYork(heat float64) {
	y := newYorkAt(yorkWetBulb.Clamp(b.at.WetBulbDegC))
	flow := b.at.WaterWPerK / (waterJPerKgK * b.cells * b.yorkKgPerS)
	rangeK := heat * b.perCw
	least := max(b.least, flow/yorkLiquidToGas.Max)
	full := y.rangeK(b.at.LiftK, flow, 1)
	if rangeK >= full {
		b.air = 1
		b.book(full * b.at.WaterWPerK)
		b.mode = towerSaturated
		b.yorkBounds(full, flow, flow)
		return
	}
	if low := y.rangeK(b.at.LiftK, flow/least, 1); rangeK < low {
		still := y.rangeK(b.at.LiftK, flow, yorkFree)
		on := 0.0
		if rangeK > still {
			on = (rangeK - still) / (low - still)
		}
		b.air = b.free + on*(b.least-b.free)
		b.book(heat)
		b.yorkBounds(rangeK, flow, flow/least)
		return
	}
	ratio := b.yorkRatio(y.byRatio(rangeK), b.at.LiftK-rangeK, flow, flow/least)
	b.air = max(flow/ratio, b.least)
	b.book(heat)
	b.yorkBounds(rangeK, flow, ratio)
}

// yorkRatio is the flow ratio between lo and hi with the given approach.
func (b *towerBank) yorkRatio(c [3]float64, approach, lo, hi float64) float64 {
	if l := rising(c[0]-approach, c[1], c[2]); l >= lo && l <= hi {
		return l
	}
	// The correlation does not rise all the way.
	return lastWith(lo, hi, func(l float64) bool { return quadratic(&c, l) < approach })
}

// yorkBounds counts the minute if it lies out of the correlation's bounds.
func (b *towerBank) yorkBounds(rangeK, flow, ratio float64) {
	if !yorkWetBulb.Contains(b.at.WetBulbDegC) || !yorkRange.Contains(rangeK) || !yorkApproach.Contains(b.at.LiftK-rangeK) ||
		!yorkWaterFlow.Contains(flow) || ratio > yorkLiquidToGas.Max {
		b.boundsMinutes++
	}
}
