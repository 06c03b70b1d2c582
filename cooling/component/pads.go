package component

import "caloduc/cooling/psychro"

// PadLeastDegC is the lowest automatic threshold, outdoor dry bulb, of pads.
const PadLeastDegC = 10

// AirAfterPads returns the dry bulb, degC, of air that has passed wetted pads of
// saturation effectiveness eff (0 to 1): T = Tdb - eff·(Tdb - Twb)
// (ASHRAE Handbook, HVAC Systems and Equipment, direct evaporative coolers). With the
// wet-bulb effectiveness of an indirect stage it is that of air which a wetted surface
// cools at constant humidity, secondary air being outdoor air too (EnergyPlus,
// EvaporativeCooler:Indirect:ResearchSpecial).
func AirAfterPads(dryBulbDegC, wetBulbDegC, eff float64) float64 {
	return dryBulbDegC - eff*(dryBulbDegC-wetBulbDegC)
}

// HumidityOnWetBulbLine returns the humidity ratio, kg/kg, that air of enthalpy
// hJPerKg and humidity ratio w has after taking up water at waterDegC until its
// dry bulb is tDegC: the energy balance h2 = h + (w2-w)·cw·Twater. With water at
// the wet bulb this is the line of constant wet bulb (ASHRAE HoF 2017 ch. 1
// eq. 33).
func HumidityOnWetBulbLine(hJPerKg, w, waterDegC, tDegC float64) float64 {
	hw := LiquidJPerKgK * waterDegC
	return (hJPerKg - DryAirJPerKgK*tDegC - w*hw) / (LatentJPerKg + VapourJPerKgK*tDegC - hw)
}

// DryBulbOnWetBulbLine inverts HumidityOnWetBulbLine: the dry bulb, degC, once
// the humidity ratio has risen to w2.
func DryBulbOnWetBulbLine(hJPerKg, w, waterDegC, w2 float64) float64 {
	return (hJPerKg + (w2-w)*LiquidJPerKgK*waterDegC - LatentJPerKg*w2) / (DryAirJPerKgK + VapourJPerKgK*w2)
}

// WettedSurfaceKg returns the water, kg, that evaporates at the wet bulb, degC, for jPerKg,
// J, given to the wetted surface of an indirect stage, all of it as latent heat
// (EnergyPlus, EvaporativeCooler:Indirect:ResearchSpecial).
func WettedSurfaceKg(jPerKg, wetBulbDegC float64) float64 {
	return jPerKg / (LatentJPerKg + (VapourJPerKgK-LiquidJPerKgK)*max(wetBulbDegC, 0))
}

// WaterUse is the water of a wetted surface, kg/s.
type WaterUse struct {
	Evaporated, Drift, Blowdown, Drawn float64
}

// WaterLaw books water by cycles of concentration.
type WaterLaw struct {
	Drift  float64 // drift as a fraction of evaporation
	Cycles float64 // cycles of concentration, above 1
}

// Use books the water that goes with evaporation e, kg/s.
func (l *WaterLaw) Use(e float64) WaterUse { return waterBooked(e, l.Drift*e, l.Cycles) }

// PadsUptake returns the water, kg per kg of dry air, that air takes up on pads of
// saturation effectiveness eff: from its humidity ratio to that of AirAfterPads on
// the line of constant wet bulb.
func PadsUptake(air *psychro.Air, eff float64) float64 {
	h := psychro.EnthalpyJPerKg(air.DryBulbDegC, air.HumidityRatio)
	t := AirAfterPads(air.DryBulbDegC, air.WetBulbDegC, eff)
	return max(HumidityOnWetBulbLine(h, air.HumidityRatio, max(air.WetBulbDegC, 0), t)-air.HumidityRatio, 0)
}
