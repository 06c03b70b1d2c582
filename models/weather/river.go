package weather

import (
	"math"

	"caloduc/sim/param"
)

// RiverSpec is the table [weather.NAME.river]: a river (or any water body) whose
// temperature follows the air of this place.
type RiverSpec struct {
	InterceptDegC float64
	Slope         float64
	ResponseD     float64
}

// stefan is where the default relation of water to air temperature comes from:
// the mean over eleven streams of the Mississippi basin. No coefficients for a
// French river could be read from a source.
const stefan param.Source = "Stefan and Preud'homme 1993, doi:10.1111/j.1752-1688.1993.tb01502.x, as in SWAT and pvlib"

// Params declares the table's keys.
func (s *RiverSpec) Params(p *param.Set) {
	p.Float(&s.InterceptDegC, "intercept_degC", 5.0, param.Between(-5, 25), "equilibrium water temperature at 0 degC air", stefan)
	p.Float(&s.Slope, "slope", 0.75, param.Between(0, 1.5), "change of the equilibrium water temperature per kelvin of air temperature", stefan)
	p.Float(&s.ResponseD, "response_d", 5, param.Between(0.1, 120),
		"time constant with which water approaches its equilibrium: heat capacity of its depth over the surface exchange (4 m at 39 W/(m2 K))", param.Assumption)
}

// SeaSpec is the table [weather.NAME.sea]: coastal sea water that follows the
// air of this place, slower than a river and about as warm as the air.
type SeaSpec struct{ RiverSpec }

// Params declares the table's keys. The defaults make the sea of Lille's coast
// swing by some 6 K about the air's mean, a month behind it.
func (s *SeaSpec) Params(p *param.Set) {
	p.Float(&s.InterceptDegC, "intercept_degC", 0, param.Between(-5, 25), "equilibrium water temperature at 0 degC air", param.Assumption)
	p.Float(&s.Slope, "slope", 1, param.Between(0, 1.5), "change of the equilibrium water temperature per kelvin of air temperature", param.Assumption)
	p.Float(&s.ResponseD, "response_d", 40, param.Between(0.1, 120), "time constant with which water approaches its equilibrium", param.Assumption)
}

// equilibriumDegC is what the water tends to under air of airDegC.
func (s *RiverSpec) equilibriumDegC(airDegC float64) float64 {
	return EquilibriumRiverDegC(airDegC, s.InterceptDegC, s.Slope)
}

// after returns the temperature an hour on under air of airDegC.
func (s *RiverSpec) after(waterDegC, airDegC float64) float64 {
	return RiverAfterDegC(waterDegC, s.equilibriumDegC(airDegC), 1, s.ResponseD)
}

// EquilibriumRiverDegC returns the water temperature, degC, that a river tends
// to under air of airDegC: linear in it, and not below freezing.
//
// Stefan and Preud'homme 1993, Water Resources Bulletin 29(1), 27-45.
func EquilibriumRiverDegC(airDegC, interceptDegC, slope float64) float64 {
	return max(0, interceptDegC+slope*airDegC)
}

// RiverAfterDegC returns the water temperature, degC, after hours in which the
// equilibrium stayed at equilibriumDegC, from waterDegC before: the exact
// solution of dTw/dt = (Te - Tw)/response, which with Te linear in the air
// temperature is the three-parameter model air2stream.
//
// Toffolon and Piccolroaz 2015, doi:10.1088/1748-9326/10/11/114011 (a1 + a2 Ta -
// a3 Tw, a3 = 1/response).
func RiverAfterDegC(waterDegC, equilibriumDegC, hours, responseD float64) float64 {
	return equilibriumDegC + (waterDegC-equilibriumDegC)*math.Exp(-hours/(24*responseD))
}
