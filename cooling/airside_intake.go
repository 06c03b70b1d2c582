package cooling

import "caloduc/cooling/psychro"

// Pads stay dry below this outdoor temperature for fear of frost; humidifying
// happens in mixed, warm air and goes on.
const padFrostDegC = 5

// intake is outdoor air brought to the humidity at which it joins the hall:
// what it would be after pads, were they in the intake. Pads stand behind the
// mixing box, which is the same thing in energy and water.
type intake struct {
	enthalpy    float64 // outdoor air
	tDegC, w    float64 // after pads
	wet         bool    // pads raise the humidity, from w0 by water of the enthalpy waterJPerKg
	w0          float64
	waterJPerKg float64
}

// take notes outdoor air as it is.
func (i *intake) take(air *psychro.Air) {
	i.tDegC, i.w, i.wet = air.DryBulbDegC, air.HumidityRatio, false
	i.enthalpy = psychro.EnthalpyJPerKg(air.DryBulbDegC, air.HumidityRatio)
}

// tooWarm tells whether pads are to cool outdoor air for supply at tPre.
func tooWarm(air *psychro.Air, tPre float64) bool {
	return air.DryBulbDegC > tPre && air.DryBulbDegC > padFrostDegC
}

// wants tells whether pads are to cool outdoor air, or to humidify it.
func (a *airSide) wants(air *psychro.Air, tPre float64) bool {
	return a.padEff != 0 && a.admitted && (air.HumidityRatio < a.minW || tooWarm(air, tPre))
}

// wet prepares outdoor air on pads, for supply at tPre or below where that can be.
func (a *airSide) wet(air *psychro.Air, tPre float64) {
	i := &a.in
	i.w0 = air.HumidityRatio
	water := max(air.WetBulbDegC, 0)
	if tooWarm(air, tPre) {
		t := max(tPre, AirAfterPads(air.DryBulbDegC, air.WetBulbDegC, a.padEff))
		w := max(HumidityOnWetBulbLine(i.enthalpy, i.w0, water, t), i.w0)
		if a.mechanical && w > a.maxW {
			w = max(a.maxW, i.w0)
		}
		i.w = w
	} else {
		i.w = a.minW
	}
	i.wet = i.w > i.w0
	i.waterJPerKg = liquidJPerKgK * water
	i.tDegC = DryBulbOnWetBulbLine(i.enthalpy, i.w0, water, i.w)
}
