package psychro

import "math"

// Temperatures within which the saturation equations hold, degC (Hyland and
// Wexler 1983, as printed in ASHRAE HoF 2017 ch. 1).
const (
	MinTempDegC = -100.0
	MaxTempDegC = 200.0
)

// triplePointDegC parts the ice branch (at and below) from the water branch.
const triplePointDegC = 0.01

const kelvin = 273.15

// SaturationPressurePa returns the vapour pressure of saturated air, Pa, over
// ice up to 0.01 degC and over liquid water above. It is NaN outside
// MinTempDegC to MaxTempDegC.
//
// ASHRAE HoF 2017 ch. 1 eq. 5 (ice) and 6 (water), from -79.99 to 80.01 degC by a
// table within 1e-10 of them (relative).
func SaturationPressurePa(tDegC float64) float64 {
	if x := (tDegC - tableMinDegC) * cellsPerK; x >= 0 && x < tableCells {
		i := int(x)
		c := &pressureTable[i]
		x -= float64(i)
		return c[0] + x*(c[1]+x*(c[2]+x*c[3]))
	}
	if !(tDegC >= MinTempDegC && tDegC <= MaxTempDegC) {
		return math.NaN()
	}
	ln, _ := lnSaturation(tDegC, tDegC <= triplePointDegC)
	return math.Exp(ln)
}

// saturation returns SaturationPressurePa and its derivative by temperature, Pa/K.
// The temperature must be within bounds.
func saturation(tDegC float64) (pPa, dPaPerK float64) {
	if x := (tDegC - tableMinDegC) * cellsPerK; x >= 0 && x < tableCells {
		i := int(x)
		c := &pressureTable[i]
		x -= float64(i)
		return c[0] + x*(c[1]+x*(c[2]+x*c[3])), (c[1] + x*(2*c[2]+x*3*c[3])) * cellsPerK
	}
	ln, d := lnSaturation(tDegC, tDegC <= triplePointDegC)
	pPa = math.Exp(ln)
	return pPa, d * pPa
}

// The table of saturation pressures: its cells, and the temperature at which it
// begins, degC. One knot is the triple point, where the slope jumps.
const (
	cellsPerK    = 16
	tableCells   = 160 * cellsPerK
	tableMinDegC = triplePointDegC - 80 + 1e-12 // so that the triple point itself is ice
)

// pressureTable holds for each cell the cubic in cells from its left knot that meets
// the exact value and slope at both knots.
var pressureTable = func() (table [tableCells][4]float64) {
	for i := range table {
		left := tableMinDegC + float64(i)/cellsPerK
		ice := left+0.5/cellsPerK < triplePointDegC
		ln0, d0 := lnSaturation(left, ice)
		ln1, d1 := lnSaturation(left+1./cellsPerK, ice)
		p0, p1 := math.Exp(ln0), math.Exp(ln1)
		d0, d1 = d0*p0/cellsPerK, d1*p1/cellsPerK
		table[i] = [4]float64{p0, d0, 3*(p1-p0) - 2*d0 - d1, 2*(p0-p1) + d0 + d1}
	}
	return table
}()

// lnSaturation returns the logarithm of the saturation pressure in Pa, over ice
// or over water, and its derivative by temperature, 1/K.
func lnSaturation(tDegC float64, ice bool) (ln, dPerK float64) {
	t := tDegC + kelvin
	if ice {
		ln = -5.6745359e3/t + 6.3925247 + t*(-9.677843e-3+t*(6.2215701e-7+t*(2.0747825e-9-9.484024e-13*t))) + 4.1635019*math.Log(t)
		dPerK = 5.6745359e3/(t*t) - 9.677843e-3 + t*(2*6.2215701e-7+t*(3*2.0747825e-9-4*9.484024e-13*t)) + 4.1635019/t
		return ln, dPerK
	}
	ln = -5.8002206e3/t + 1.3914993 + t*(-4.8640239e-2+t*(4.1764768e-5-1.4452093e-8*t)) + 6.5459673*math.Log(t)
	dPerK = 5.8002206e3/(t*t) - 4.8640239e-2 + t*(2*4.1764768e-5-3*1.4452093e-8*t) + 6.5459673/t
	return ln, dPerK
}

// SaturationHumidityRatio returns the humidity ratio of saturated air, kg of
// water per kg of dry air, at total pressure pPa. It is NaN out of the bounds
// of SaturationPressurePa and where the air would boil (saturation pressure at
// or above pPa).
//
// ASHRAE HoF 2017 ch. 1 eq. 21.
func SaturationHumidityRatio(tDegC, pPa float64) float64 {
	return HumidityRatioFromVapourPressure(SaturationPressurePa(tDegC), pPa)
}
