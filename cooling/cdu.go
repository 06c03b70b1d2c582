package cooling

import "math"

// cduFlowExponent is the exponent of flow in each side's film coefficient of a
// plate heat exchanger. Unverified: .65 to .7 is quoted.
const cduFlowExponent = 0.65

// CDUSizeWPerK returns the conductance, W/K, of the counterflow plate exchanger
// of a coolant distribution unit that carries heatW with the given range on the
// servers' side (TCS), range on the facility side, and approach (TCS supply
// minus facility supply), all K.
func CDUSizeWPerK(heatW, tcsRangeK, facilityRangeK, approachK float64) float64 {
	c1, c2 := heatW/tcsRangeK, heatW/facilityRangeK
	cmin, cmax := min(c1, c2), max(c1, c2)
	// Hot inlet minus cold inlet is approach plus TCS range.
	eps := heatW / (cmin * (approachK + tcsRangeK))
	return CounterflowNTU(eps, cmin/cmax) * cmin
}

// CDUConductanceWPerK returns eps·Cmin, W/K: heat per kelvin between the two
// inlets, of an exchanger with design conductance ua whose sides (equal film
// resistances at design) carry the shares f1, f2 of their design capacity flows
// c1, c2 (W/K). UA = 1/(1/hA1 + 1/hA2), hA ∝ f^0.65.
func CDUConductanceWPerK(ua, c1, c2, f1, f2 float64) float64 {
	if f1 <= 0 || f2 <= 0 {
		return 0
	}
	u := 2 * ua / (math.Pow(f1, -cduFlowExponent) + math.Pow(f2, -cduFlowExponent))
	cmin, cmax := min(c1*f1, c2*f2), max(c1*f1, c2*f2)
	return CounterflowEffectiveness(u/cmin, cmin/cmax) * cmin
}
