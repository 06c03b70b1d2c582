package economics

import "math"

// CapitalRecoveryFactor returns the constant yearly payment, per unit of
// capital, that pays off an investment with interest: r (1+r)^n / ((1+r)^n − 1),
// paid at the end of each of n years at interest r per year; 1/n at r = 0.
// Valid for r ≥ 0, n > 0; NaN otherwise.
//
// Source: Newnan, Eschenbach and Lavelle, Engineering Economic Analysis, 14th
// ed. 2020, capital recovery factor (A/P, i, n).
func CapitalRecoveryFactor(rate, years float64) float64 {
	switch {
	case !(rate >= 0) || !(years > 0):
		return math.NaN()
	case rate == 0:
		return 1 / years
	}
	return rate / -math.Expm1(-years*math.Log1p(rate))
}

// Annuity returns the yearly payment in EUR that pays off capital in EUR.
func Annuity(capitalEUR, rate, years float64) float64 {
	return capitalEUR * CapitalRecoveryFactor(rate, years)
}

// LevelisedCost returns what a plant's energy costs over its life, EUR/MWh:
//
//	LCOE = (C·CRF(r, n) + F)/E + v
//
// with the capital C in EUR, the capital recovery factor of interest r per year and n
// years, upkeep F in EUR a year, energy E in MWh a year and a variable cost v in EUR/MWh,
// all alike in each year. Valid for E > 0, r ≥ 0, n > 0; NaN or infinite otherwise.
//
// Source: Short, Packey and Holt, A Manual for the Economic Evaluation of Energy
// Efficiency and Renewable Energy Technologies, NREL/TP-462-5173, 1995, eq. 4-8 with
// constant annual energy.
func LevelisedCost(capitalEUR, fixedEURPerYear, variableEURPerMWh, mwhPerYear, rate, years float64) float64 {
	return (Annuity(capitalEUR, rate, years)+fixedEURPerYear)/mwhPerYear + variableEURPerMWh
}
