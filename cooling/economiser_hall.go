package cooling

// mixes begins a minute with outdoor air in a hall, and tells whether it is cold
// enough to be mixed with return air to the supply set point; else it comes in
// alone. vent must end the minute.
func (e *airEconomiser) mixes(a *hallAir) bool {
	a.air(e.w)
	if e.tDegC <= a.preDegC {
		e.outdoorShare = max(a.heldDegC-a.preDegC, 0) / (a.heldDegC - e.tDegC)
		return true
	}
	e.outdoorShare = 1
	return false
}

// above is the heat, W, that outdoor air alone has above the set point.
func (e *airEconomiser) above(a *hallAir) float64 { return a.g * (e.tDegC - a.preDegC) }

// trimmed ends the hall's minute with outdoor air alone from which coils took
// heat, W.
func (e *airEconomiser) trimmed(a *hallAir, heat float64) {
	a.supply(e.tDegC + (a.fanPowerW-heat)/a.g)
}
