package component

import "math"

// CrossflowEffectiveness returns the effectiveness (0 to 1) of a crossflow heat
// exchanger with both streams unmixed, from the number of transfer units
// ntu = UA/Cmin and the capacity ratio z = Cmin/Cmax (0 to 1).
//
// Incropera and DeWitt, Fundamentals of Heat and Mass Transfer, eq. 11.32
// (an approximation, exact for z = 1), as in the Modelica Buildings Library,
// Fluid/HeatExchangers/BaseClasses/epsilon_ntuZ.mo.
func CrossflowEffectiveness(ntu, z float64) float64 {
	if ntu <= 0 {
		return 0
	}
	if z < 1e-9 {
		return -math.Expm1(-ntu)
	}
	a := math.Pow(ntu, -0.22)
	return -math.Expm1(math.Expm1(-ntu*z*a) / (z * a))
}

// CounterflowEffectiveness returns the effectiveness (0 to 1) of a counterflow
// heat exchanger from the number of transfer units ntu = UA/Cmin (0 or more) and the
// capacity ratio z = Cmin/Cmax (0 to 1):
//
//	eps = NTU·φ/(1 + z·NTU·φ), φ = (1 - e⁻ᵈ)/d, d = NTU·(1 - z)
//
// Incropera and DeWitt, eq. 11.29, both cases in one: (1-e⁻ᵈ)/(1-z·e⁻ᵈ) with
// numerator and denominator divided by 1 - z.
func CounterflowEffectiveness(ntu, z float64) float64 {
	u := ntu * phi1(-ntu*(1-z))
	return u / (1 + z*u)
}

// EffectiveWPerK returns eps·Cmin, W/K: the heat per kelvin between the inlets of a
// heat exchanger of conductance ua, W/K, whose streams have the capacity flows a and
// b, W/K. effectiveness is that of its arrangement, of NTU = UA/Cmin and Cmin/Cmax.
// Zero where a stream stands.
//
// Incropera and DeWitt, eq. 11.18 to 11.25.
func EffectiveWPerK(effectiveness func(ntu, z float64) float64, ua, a, b float64) float64 {
	if a > b {
		a, b = b, a
	}
	if !(a > 0) {
		return 0
	}
	return effectiveness(ua/a, a/b) * a
}

// CounterflowNTU inverts CounterflowEffectiveness: the number of transfer units
// that gives the effectiveness eps (0 ≤ eps < 1) at capacity ratio z.
//
// Incropera and DeWitt, eq. 11.29 solved for NTU.
func CounterflowNTU(eps, z float64) float64 {
	if math.Abs(1-z) < 1e-9 {
		return eps / (1 - eps)
	}
	return math.Log((1-eps*z)/(1-eps)) / (1 - z)
}
