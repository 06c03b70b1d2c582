package cooling

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
// heat exchanger from the number of transfer units ntu = UA/Cmin and the
// capacity ratio z = Cmin/Cmax (0 to 1).
//
// Incropera and DeWitt, eq. 11.29, both cases.
func CounterflowEffectiveness(ntu, z float64) float64 {
	if ntu <= 0 {
		return 0
	}
	if math.Abs(1-z) < 1e-9 {
		return ntu / (1 + ntu)
	}
	e := math.Exp(-ntu * (1 - z))
	return (1 - e) / (1 - z*e)
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
