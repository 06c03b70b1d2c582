package component

// carryYork is carry after YorkCalc: the flow ratio that gives the wanted
// approach, or the range at full fan speed, in closed form.
func (b *TowerBank) carryYork(heat float64) {
	y := newYorkAt(YorkWetBulb.Clamp(b.at.WetBulbDegC))
	flow := b.at.WaterWPerK / (WaterJPerKgK * b.Cells * b.YorkKgPerS)
	rangeK := heat * b.PerCw
	least := max(b.Least, flow/YorkLiquidToGas.Max)
	full := y.rangeK(b.at.LiftK, flow, 1)
	if rangeK >= full {
		b.Air = 1
		b.book(full * b.at.WaterWPerK)
		b.Mode = TowerSaturated
		b.yorkBounds(full, flow, flow)
		return
	}
	if low := y.rangeK(b.at.LiftK, flow/least, 1); rangeK < low {
		still := y.rangeK(b.at.LiftK, flow, yorkFree)
		on := 0.0
		if rangeK > still {
			on = (rangeK - still) / (low - still)
		}
		b.Air = b.Free + on*(b.Least-b.Free)
		b.book(heat)
		b.yorkBounds(rangeK, flow, flow/least)
		return
	}
	ratio := b.yorkRatio(y.byRatio(rangeK), b.at.LiftK-rangeK, flow, flow/least)
	b.Air = max(flow/ratio, b.Least)
	b.book(heat)
	b.yorkBounds(rangeK, flow, ratio)
}

// yorkRatio is the flow ratio between lo and hi with the given approach.
func (b *TowerBank) yorkRatio(c [3]float64, approach, lo, hi float64) float64 {
	if l := rising(c[0]-approach, c[1], c[2]); l >= lo && l <= hi {
		return l
	}
	// The correlation does not rise all the way.
	return LastWith(lo, hi, func(l float64) bool { return Quadratic(&c, l) < approach })
}

// yorkBounds counts the minute if it lies out of the correlation's bounds.
func (b *TowerBank) yorkBounds(rangeK, flow, ratio float64) {
	if !YorkWetBulb.Contains(b.at.WetBulbDegC) || !YorkRange.Contains(rangeK) || !YorkApproach.Contains(b.at.LiftK-rangeK) ||
		!yorkWaterFlow.Contains(flow) || ratio > YorkLiquidToGas.Max {
		b.boundsMinutes++
	}
}
