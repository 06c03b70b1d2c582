package psychro

import "math"

// HumidityRatioFromWetBulb returns kg of water per kg of dry air for air with
// dry bulb tDegC and thermodynamic wet bulb wetBulbDegC at total pressure pPa.
// The wick is liquid at and above 0 degC, ice below. It is NaN where the wet
// bulb exceeds the dry bulb, where no air is dry enough for so low a wet bulb,
// and out of the bounds of SaturationPressurePa.
//
// ASHRAE HoF 2017 ch. 1 eq. 33 (water) and 35 (ice).
func HumidityRatioFromWetBulb(tDegC, wetBulbDegC, pPa float64) float64 {
	if !(wetBulbDegC <= tDegC && wetBulbDegC >= MinTempDegC && tDegC <= MaxTempDegC) {
		return math.NaN()
	}
	ps, _ := saturation(wetBulbDegC)
	n, _, d, _ := wick(tDegC, wetBulbDegC, pPa, ps, 0, wetBulbDegC < 0)
	if !(n >= 0) || !(ps < pPa) {
		return math.NaN()
	}
	return n / d
}

// wick returns numerator and denominator of the humidity ratio of air at dry
// bulb t whose wet bulb is wb, over a wick of water or ice, each with its
// derivative by wb. ps and dps are the saturation pressure at wb and its
// derivative.
func wick(t, wb, pPa, ps, dps float64, ice bool) (n, dn, d, dd float64) {
	q := molarRatio / (pPa - ps)
	ws, dws := q*ps, q*q*dps*pPa*(1/molarRatio)
	if ice {
		latent := 2830 - 0.24*wb
		return latent*ws - 1.006*(t-wb), latent*dws - 0.24*ws + 1.006, 2830 + 1.86*t - 2.1*wb, -2.1
	}
	latent := 2501 - 2.326*wb
	return latent*ws - 1.006*(t-wb), latent*dws - 2.326*ws + 1.006, 2501 + 1.86*t - 4.186*wb, -4.186
}

// WetBulbDegC returns the thermodynamic wet bulb, degC, of air with dry bulb
// tDegC and humidity ratio w at total pressure pPa. Air at or above saturation
// has its dry bulb as wet bulb. It is NaN outside MinTempDegC to 90 degC, for
// w < 0, for pressures at which water boils at the dry bulb, and if the
// iteration fails.
//
// The equations of HumidityRatioFromWetBulb are solved by Newton's method
// within a bracket, to 1e-9 K. At 0 degC the two wicks disagree: for some air a
// water wick reads up to 0.7 K above 0 and an ice wick as much below. The water
// wick is taken wherever it has a solution at or above 0 degC, so that the
// answer is unique.
func WetBulbDegC(tDegC, w, pPa float64) float64 {
	if !(tDegC >= MinTempDegC && tDegC <= 90 && w >= 0 && pPa < math.Inf(1)) {
		return math.NaN()
	}
	ws := SaturationHumidityRatio(tDegC, pPa)
	switch {
	case math.IsNaN(ws):
		return ws
	case w >= ws:
		return tDegC
	}
	lo, hi, ice := wetBulbBracket(tDegC, w, pPa)
	return solveWetBulb(tDegC, w, pPa, lo, hi, ice)
}

// wetBulbBracket returns the temperatures between which the wet bulb of
// unsaturated air lies, and whether its wick is ice.
func wetBulbBracket(tDegC, w, pPa float64) (lo, hi float64, ice bool) {
	if tDegC < 0 {
		return MinTempDegC, tDegC, true
	}
	if n, _, d, _ := wick(tDegC, 0, pPa, freezingPa, 0, false); w*d >= n {
		return 0, tDegC, false
	}
	return MinTempDegC, 0, true
}

// solveWetBulb finds the wet bulb between lo and hi. The equation rises and is
// convex, so that Newton's method from the upper end cannot overshoot but by
// rounding.
func solveWetBulb(tDegC, w, pPa, lo, hi float64, ice bool) float64 {
	wb := hi
	for range 60 {
		ps, dps := saturation(wb)
		n, dn, d, dd := wick(tDegC, wb, pPa, ps, dps, ice)
		step := (n - w*d) / (dn - w*dd)
		if step > 0 {
			hi = wb
		} else {
			lo = wb
		}
		if math.Abs(step) < 1e-4 { // the next step would be below 1e-9
			return max(lo, min(hi, wb-step))
		}
		if wb -= step; !(wb >= lo && wb <= hi) {
			wb = (lo + hi) / 2
		}
	}
	return math.NaN()
}
