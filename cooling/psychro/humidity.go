package psychro

import "math"

// molarRatio is the ratio of the molar masses of water and dry air (ASHRAE HoF
// 2017 ch. 1 eq. 20).
const molarRatio = 0.621945

// HumidityRatioFromVapourPressure returns kg of water per kg of dry air for air
// at total pressure pPa whose vapour has the partial pressure vapourPa, NaN
// unless 0 ≤ vapourPa < pPa.
//
// ASHRAE HoF 2017 ch. 1 eq. 20.
func HumidityRatioFromVapourPressure(vapourPa, pPa float64) float64 {
	if !(vapourPa >= 0 && vapourPa < pPa) {
		return math.NaN()
	}
	return molarRatio * vapourPa / (pPa - vapourPa)
}

// VapourPressurePa returns the partial pressure of the vapour, Pa, in air of
// humidity ratio w at total pressure pPa.
//
// ASHRAE HoF 2017 ch. 1 eq. 20 solved for the vapour pressure.
func VapourPressurePa(w, pPa float64) float64 {
	return pPa * w / (molarRatio + w)
}

// HumidityRatioFromRelHumidity returns kg of water per kg of dry air at dry
// bulb tDegC, relative humidity rh (fraction, relative to ice up to 0.01 degC)
// and total pressure pPa. It is NaN out of the bounds of SaturationPressurePa
// and for rh outside 0 to 1.
//
// ASHRAE HoF 2017 ch. 1 eq. 22 with eq. 20.
func HumidityRatioFromRelHumidity(tDegC, rh, pPa float64) float64 {
	if !(rh >= 0 && rh <= 1) {
		return math.NaN()
	}
	return HumidityRatioFromVapourPressure(rh*SaturationPressurePa(tDegC), pPa)
}

// RelHumidity returns the relative humidity as a fraction of air at dry bulb
// tDegC with humidity ratio w at total pressure pPa. It exceeds 1 where the air
// is supersaturated and is NaN out of the bounds of SaturationPressurePa.
//
// ASHRAE HoF 2017 ch. 1 eq. 22.
func RelHumidity(tDegC, w, pPa float64) float64 {
	return VapourPressurePa(w, pPa) / SaturationPressurePa(tDegC)
}

// DewPointDegC returns the temperature, degC, at which air of humidity ratio w
// is saturated at total pressure pPa: the frost point below 0.01 degC. It
// inverts SaturationPressurePa by Newton's method on the logarithm and is NaN
// where the vapour pressure is not a saturation pressure within MinTempDegC to
// MaxTempDegC (dry air has no dew point).
//
// ASHRAE HoF 2017 ch. 1 eq. 36 (definition), solved with eq. 5 and 6 instead of
// the fit of eq. 37 and 38.
func DewPointDegC(w, pPa float64) float64 {
	return SaturationTempDegC(VapourPressurePa(w, pPa))
}

// SaturationTempDegC returns the temperature, degC, whose saturation pressure
// is vapourPa, NaN where there is none within MinTempDegC to MaxTempDegC.
func SaturationTempDegC(vapourPa float64) float64 {
	lo, hi := MinTempDegC, MaxTempDegC
	if !(vapourPa >= minSaturationPa && vapourPa <= maxSaturationPa) {
		return math.NaN()
	}
	ln := math.Log(vapourPa)
	ice := vapourPa <= tripleSaturationPa
	t := magnus(ln)
	for range 60 {
		got, d := lnSaturation(t, ice)
		err := got - ln
		if err > 0 {
			hi = t
		} else {
			lo = t
		}
		step := err / d
		if math.Abs(step) < 1e-7 {
			return t - step
		}
		if t -= step; !(t > lo && t < hi) {
			t = (lo + hi) / 2
		}
	}
	return math.NaN()
}

var (
	minSaturationPa, _    = saturation(MinTempDegC)
	maxSaturationPa, _    = saturation(MaxTempDegC)
	tripleSaturationPa, _ = saturation(triplePointDegC)
	freezingPa, _         = saturation(0)
)

// magnus is a first guess at the saturation temperature, degC, from the
// logarithm of the vapour pressure in Pa: the Magnus form over water (Alduchov
// and Eskridge 1996, doi:10.1175/1520-0450(1996)035<0601:IMFAOS>2.0.CO;2).
func magnus(ln float64) float64 {
	x := ln - math.Log(610.94)
	return 243.04 * x / (17.625 - x)
}
