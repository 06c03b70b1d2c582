package component

import "math"

// ColdPlateResistance returns the thermal resistance, K/W, of a cold plate
// between case and coolant inlet, at the fraction f (above 0) of design flow, from
// the design resistance of which the fraction convective varies as f^-0.8 (turbulent
// film, Dittus and Boelter; Reynolds number above 10,000) and the rest is conduction.
//
// The resistance between case and inlet with a modifier by flow ratio is the
// model of EnergyPlus, new feature proposal on liquid-cooled IT equipment
// (2026): R = (Tcase-Tin)/q.
func ColdPlateResistance(designKPerW, convective, f float64) float64 {
	return designKPerW * (1 - convective + convective*math.Pow(f, -0.8))
}

// ColdPlateMaxHeatW returns the heat, W, one cold plate can take at most:
// q = (Tcase,max - Tin)/R (EnergyPlus proposal, as above). Heat above it stays
// on the air side.
func ColdPlateMaxHeatW(maxCaseDegC, inletDegC, resistanceKPerW float64) float64 {
	return max(0, (maxCaseDegC-inletDegC)/resistanceKPerW)
}
