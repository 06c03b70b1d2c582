package component

import "caloduc/cooling/psychro"

// Evaporation models of a tower.
const (
	EvaporationSaturated = "saturated-exit"
	EvaporationAllHeat   = "all-heat"
)

// EvaporatedKgPerS returns the water, kg/s, that a tower evaporates into
// airKgPerS of dry air which enters with humidity ratio wIn and the wet bulb of
// enthalpy hInJPerKg (saturated) and leaves saturated with heatW more:
// m·(Wsat(h + Q/m) - Win) (EnergyPlus, CondenserLoopTowers.cc,
// CalculateWaterUsage, saturated exit, which writes it with W/(1+W) and moist
// air). saturatedDegC is the temperature of saturated air by its enthalpy, J/kg:
// SaturatedAirTempDegC at the pressure, or its table.
func EvaporatedKgPerS(saturatedDegC func(hJPerKg float64) float64, airKgPerS, hInJPerKg, wIn, heatW float64) float64 {
	h := hInJPerKg + heatW/airKgPerS
	return airKgPerS * (psychro.HumidityRatioFromEnthalpy(h, saturatedDegC(h)) - wIn)
}

// LatentHeatJPerKg returns the heat of evaporation of water, J/kg, at tDegC:
// 2500.5 - 2.3097·t - 0.0013·t² kJ/kg (code published with Lei and Masanet 2022,
// doi:10.1016/j.resconrec.2022.106323, Cooling_Tower).
func LatentHeatJPerKg(tDegC float64) float64 {
	return 1e3 * (2500.5 - tDegC*(2.3097+0.0013*tDegC))
}

// AllHeatEvaporationKgPerS returns the water, kg/s, of a tower that gives off all
// its heat by evaporation at the mean temperature of its water, degC: the
// assumption of Lei and Masanet (2022). It overstates water in the cold, where
// half of the heat warms air.
func AllHeatEvaporationKgPerS(heatW, meanWaterDegC float64) float64 {
	return heatW / LatentHeatJPerKg(meanWaterDegC)
}

// TowerWater books a tower bank's water.
type TowerWater struct {
	Drift   float64 // drift at full air flow as a fraction of circulating water
	Cycles  float64 // cycles of concentration, above 1
	AllHeat bool    // evaporation by AllHeatEvaporationKgPerS
}

// Of returns the water of a minute in which the bank b rejected heat, W, from
// water that was meanWaterDegC on average: evaporation, drift in proportion to
// air flow, and what waterBooked adds. A tower that rests uses none.
func (l *TowerWater) Of(b *TowerBank, heat, meanWaterDegC float64) WaterUse {
	if b.Mode == TowerOff || heat <= 0 {
		return WaterUse{}
	}
	var e float64
	if l.AllHeat {
		e = AllHeatEvaporationKgPerS(heat, meanWaterDegC)
	} else {
		e = max(EvaporatedKgPerS(b.saturated.tempDegC, b.airKgPerS(), b.at.EnthalpyJPerKg, b.humidity, heat), 0)
	}
	return waterBooked(e, l.Drift*b.Air*b.at.WaterWPerK*(1/WaterJPerKgK), l.Cycles)
}

// waterBooked adds blowdown and the water drawn to evaporation e and drift d,
// kg/s: blowdown = max(e/(cycles-1) - d, 0), so that salts leave as they come
// (EnergyPlus, CalculateWaterUsage); drawn = e·cycles/(cycles-1), or e + d where
// the drift alone keeps the concentration below the cycles.
func waterBooked(e, d, cycles float64) WaterUse {
	perCycle := 1 / (cycles - 1)
	u := WaterUse{Evaporated: e, Drift: d, Blowdown: e*perCycle - d, Drawn: e * (1 + perCycle)}
	if u.Blowdown < 0 {
		u.Blowdown, u.Drawn = 0, e+d
	}
	return u
}
