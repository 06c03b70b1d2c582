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
