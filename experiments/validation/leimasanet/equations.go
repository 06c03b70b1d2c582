package leimasanet

import (
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
)

// Constants of the paper's program.
const (
	airJPerKgK     = 1010.0 // specific heat of the hall's air
	loopJPerKgK    = 4200.0 // specific heat of facility water
	towerJPerKgK   = 4184.0 // of tower water, and of chilled water beside outdoor air
	waterKgPerM3   = 1000.0
	boilingJPerKg  = 2266e3 // latent heat by which condensate is made up
	dxColdCOP      = 2.8    // direct expansion at and below dxColdDegC
	dxColdDegC     = 15.0
	screwCOP       = 2.96 // caloduc's air-cooled chillers at reference
	screwWaterDegC = 15.0
)

// AirChillerCOP is the COP of air-cooled chillers at part load and outdoor air.
// The paper's Gaussian process for it is not readable; this is DOE-2's screw
// chiller (cooling.AirCooledScrew), COP 2.96 at reference.
func AirChillerCOP(load, tDegC float64) float64 {
	r := component.ChillerRecord{CapacityW: 1, COP: screwCOP, Curves: component.AirCooledScrew, PartLoad: component.PartLoad{Max: 1}}
	p := r.At(screwWaterDegC, tDegC)
	q, power := r.PowerW(p, load*p.AvailableW)
	return q / power
}

// DirectExpansionCOP is the COP of direct expansion at outdoor air: 2.8 up to
// 15 degC as in the paper's program; above, where the program has a Gaussian
// process that is not readable, it falls as the energy-input ratio of DOE-2's
// air-cooled screw chiller rises.
func DirectExpansionCOP(tDegC float64) float64 {
	if tDegC <= dxColdDegC {
		return dxColdCOP
	}
	return dxColdCOP * AirChillerCOP(1, tDegC) / AirChillerCOP(1, dxColdDegC)
}

// EconomiserShare is the share of heat that a water-side economiser takes when
// its water comes at coldDegC: all where that is at or below the facility supply,
// none at or above the return, linear between.
func EconomiserShare(supplyDegC, returnDegC, coldDegC float64) float64 {
	return min(max((returnDegC-coldDegC)/(returnDegC-supplyDegC), 0), 1)
}

// SaturatedExitKg is what air evaporates, kg per kg of dry air, that enters with
// enthalpy hJPerKg and humidity ratio w, takes up heatJ per kg and leaves
// saturated at pressure pPa: cooling.EvaporatedKgPerS for one kilogram, by a
// faster iteration from a guess of the leaving temperature, tDegC.
func SaturatedExitKg(hJPerKg, w, heatJ, tDegC, pPa float64) float64 {
	target := hJPerKg + heatJ
	x, ws := tDegC, 0.0
	for range 20 {
		e := psychro.SaturationPressurePa(x)
		ws = psychro.HumidityRatioFromVapourPressure(e, pPa)
		// d ln(e)/dT ≈ 5.35e3/T² (Clausius-Clapeyron, latent heat over R of vapour).
		k := x + 273.15
		slope := 1006 + ws*(1860+2.501e6*(pPa/(pPa-e))*5350/(k*k))
		d := (psychro.EnthalpyJPerKg(x, ws) - target) / slope
		x -= d
		if math.Abs(d) < 1e-5 {
			break
		}
	}
	return max(ws-w, 0)
}
