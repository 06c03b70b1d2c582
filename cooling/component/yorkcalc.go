package component

import (
	"errors"
	"math"
)

// yorkCalc are the coefficients of YorkApproachK: wet bulb fastest, then range,
// then the ratio of water to air flow (EnergyPlus, CoolingTower:VariableSpeed,
// YorkCalc; Modelica Buildings Library, Correlations/yorkCalc.mo).
var yorkCalc = [27]float64{
	-0.359741205, -0.055053608, 0.0023850432,
	0.173926877, -0.0248473764, 0.00048430224,
	-0.005589849456, 0.0005770079712, -0.00001342427256,
	2.84765801111111, -0.121765149, 0.0014599242,
	1.680428651, -0.0166920786, -0.0007190532,
	-0.025485194448, 0.0000487491696, 0.00002719234152,
	-0.0653766255555556, -0.002278167, 0.0002500254,
	-0.0910565458, 0.00318176316, 0.000038621772,
	-0.0034285382352, 0.00000856589904, -0.000001516821552,
}

// Validity bounds of YorkCalc (Modelica Buildings Library, BoundsYorkCalc.mo).
var (
	YorkWetBulb     = Validity{"wet bulb", "degC", -34.4, 26.7}
	YorkRange       = Validity{"tower range", "K", 1.1, 22.2}
	YorkApproach    = Validity{"tower approach", "K", 1.1, 40}
	yorkWaterFlow   = Validity{"tower water flow share", "", 0.75, 1.25}
	YorkLiquidToGas = Validity{"water to air flow ratio", "", 0, 8}
)

// YorkApproachK returns the approach, K, of a York tower at a wet bulb, degC, range,
// K, and ratio of water to air flow, both flows as fractions of reference: the sum of
// c·Twb^w·range^r·(L/G)^l, w, r and l from 0 to 2 (source as yorkCalc; bounds:
// YorkWetBulb, YorkRange, YorkApproach, yorkWaterFlow, YorkLiquidToGas).
func YorkApproachK(wetBulbDegC, rangeK, liquidToGas float64) float64 {
	y := newYorkAt(wetBulbDegC)
	c := y.byRange(liquidToGas)
	return Quadratic(&c, rangeK)
}

// yorkAt are the coefficients of YorkApproachK at a wet bulb: range fastest, then
// the ratio of water to air flow.
type yorkAt [9]float64

func newYorkAt(wetBulbDegC float64) (y yorkAt) {
	for i := range y {
		y[i] = Quadratic((*[3]float64)(yorkCalc[3*i:]), wetBulbDegC)
	}
	return y
}

// byRatio returns the approach as a quadratic of the flow ratio at a range.
func (y *yorkAt) byRatio(r float64) [3]float64 {
	return [3]float64{y[0] + r*(y[1]+r*y[2]), y[3] + r*(y[4]+r*y[5]), y[6] + r*(y[7]+r*y[8])}
}

// byRange returns the approach as a quadratic of the range at a flow ratio.
func (y *yorkAt) byRange(l float64) [3]float64 {
	return [3]float64{y[0] + l*(y[3]+l*y[6]), y[1] + l*(y[4]+l*y[7]), y[2] + l*(y[5]+l*y[8])}
}

// yorkFree is the fraction of a York tower's capacity in free convection, fans off
// (Modelica Buildings Library, CoolingTowers/YorkCalc.mo).
const yorkFree = 0.125

// rangeK returns the range, K, that a York tower has at lift, K (water in minus wet
// bulb), and flow ratio with the fraction s of its capacity, 1 or yorkFree: range +
// s·approach + (1-s)·lift = lift (Modelica Buildings Library,
// CoolingTowers/YorkCalc.mo), a quadratic in closed form. It is held to 0 and the
// correlation's widest range.
func (y *yorkAt) rangeK(liftK, ratio, s float64) float64 {
	c := y.byRange(ratio)
	r := rising(s*(c[0]-liftK), 1+s*c[1], s*c[2])
	if !(r < YorkRange.Max) {
		return min(YorkRange.Max, liftK)
	}
	return min(max(r, 0), liftK)
}

// rising returns the root of c2·x² + c1·x + c0 on its rising branch, NaN if it
// has none.
func rising(c0, c1, c2 float64) float64 { return -2 * c0 / (c1 + math.Sqrt(c1*c1-4*c2*c0)) }

var errYork = errors.New("YorkCalc has no flow with this approach: its range is 0.05 to 8 times reference")

// YorkReferenceKgPerS returns the reference flow of a York tower, kg/s: that which has
// the approach at full fan speed and range given, both K, where the tower has them at
// waterKgPerS and wetBulbDegC.
func YorkReferenceKgPerS(waterKgPerS, wetBulbDegC, rangeK, approachK float64) (float64, error) {
	lo, hi := 0.05, YorkLiquidToGas.Max
	if !(YorkApproachK(wetBulbDegC, rangeK, lo) < approachK && YorkApproachK(wetBulbDegC, rangeK, hi) > approachK) {
		return 0, errYork
	}
	return waterKgPerS / LastWith(lo, hi, func(f float64) bool { return YorkApproachK(wetBulbDegC, rangeK, f) < approachK }), nil
}
