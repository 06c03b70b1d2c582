package psychro

import "math"

// Coefficients of the enthalpy of moist air and of water, ASHRAE HoF 2017 ch. 1 eq.
// 30 and 33.
const (
	DryAirJPerKgK = 1006.0 // specific heat of dry air, J/(kg·K)
	VapourJPerKgK = 1860.0 // specific heat of water vapour, J/(kg·K)
	LatentJPerKg  = 2501e3 // enthalpy of vapour at 0 degC, J/kg
	LiquidJPerKgK = 4186.0 // specific heat of liquid water, J/(kg·K)
)

// EnthalpyJPerKg returns the specific enthalpy of moist air, J per kg of dry
// air, zero for dry air at 0 degC, at dry bulb tDegC with humidity ratio w.
//
// ASHRAE HoF 2017 ch. 1 eq. 30.
func EnthalpyJPerKg(tDegC, w float64) float64 {
	return DryAirJPerKgK*tDegC + w*(LatentJPerKg+VapourJPerKgK*tDegC)
}

// HumidityRatioFromEnthalpy returns the humidity ratio, kg of water per kg of dry
// air, of moist air of specific enthalpy hJPerKg (per kg of dry air) at dry bulb
// tDegC.
//
// ASHRAE HoF 2017 ch. 1 eq. 30 solved for the humidity ratio.
func HumidityRatioFromEnthalpy(hJPerKg, tDegC float64) float64 {
	return (hJPerKg - DryAirJPerKgK*tDegC) / (LatentJPerKg + VapourJPerKgK*tDegC)
}

// DryBulbFromEnthalpyDegC returns the dry bulb, degC, of moist air of specific
// enthalpy hJPerKg (per kg of dry air) and humidity ratio w: the inverse of
// EnthalpyJPerKg, for mixing.
func DryBulbFromEnthalpyDegC(hJPerKg, w float64) float64 {
	return (hJPerKg - LatentJPerKg*w) / (DryAirJPerKgK + VapourJPerKgK*w)
}

// VolumeM3PerKg returns the specific volume of moist air, m3 per kg of dry air,
// at dry bulb tDegC with humidity ratio w at total pressure pPa.
//
// ASHRAE HoF 2017 ch. 1 eq. 26.
func VolumeM3PerKg(tDegC, w, pPa float64) float64 {
	return 287.042 * (tDegC + kelvin) * (1 + 1.607858*w) / pPa
}

// DensityKgPerM3 returns the density of moist air, kg of dry air and vapour
// together per m3, at dry bulb tDegC with humidity ratio w at total pressure
// pPa.
//
// ASHRAE HoF 2017 ch. 1 eq. 11.
func DensityKgPerM3(tDegC, w, pPa float64) float64 {
	return (1 + w) / VolumeM3PerKg(tDegC, w, pPa)
}

// PressureAtAltitudePa returns the pressure of the standard atmosphere, Pa, at
// an altitude above sea level in m, NaN outside -5000 to 11000 m.
//
// ASHRAE HoF 2017 ch. 1 eq. 3.
func PressureAtAltitudePa(altitudeM float64) float64 {
	if !(altitudeM >= -5000 && altitudeM <= 11000) {
		return math.NaN()
	}
	return 101325 * math.Pow(1-2.25577e-5*altitudeM, 5.2559)
}

// FromHumidityRatio returns the air with dry bulb tDegC and humidity ratio w at
// total pressure pPa. Its wet bulb is NaN where WetBulbDegC is.
func FromHumidityRatio(tDegC, w, pPa float64) Air {
	return Air{DryBulbDegC: tDegC, WetBulbDegC: WetBulbDegC(tDegC, w, pPa), HumidityRatio: w, PressurePa: pPa}
}

// FromRelHumidity returns the air with dry bulb tDegC and relative humidity rh
// (fraction) at total pressure pPa, with NaN for what lies out of bounds.
func FromRelHumidity(tDegC, rh, pPa float64) Air {
	return FromHumidityRatio(tDegC, HumidityRatioFromRelHumidity(tDegC, rh, pPa), pPa)
}
