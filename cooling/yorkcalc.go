package cooling

import "errors"

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
	yorkWetBulb     = Validity{"wet bulb", "degC", -34.4, 26.7}
	yorkRange       = Validity{"tower range", "K", 1.1, 22.2}
	yorkApproach    = Validity{"tower approach", "K", 1.1, 40}
	yorkWaterFlow   = Validity{"tower water flow share", "", 0.75, 1.25}
	yorkLiquidToGas = Validity{"water to air flow ratio", "", 0, 8}
)

// YorkApproachK returns the approach, K, of a York tower at a wet bulb, range
// and ratio of water to air flow, both flows as shares of reference: the sum of
// c·Twb^w·range^r·(L/G)^l, w, r and l from 0 to 2 (source as yorkCalc).
func YorkApproachK(wetBulbDegC, rangeK, liquidToGas float64) float64 {
	sum := 0.0
	for l := 2; l >= 0; l-- {
		byRange := 0.0
		for r := 2; r >= 0; r-- {
			c := yorkCalc[9*l+3*r:]
			byRange = byRange*rangeK + c[0] + wetBulbDegC*(c[1]+wetBulbDegC*c[2])
		}
		sum = sum*liquidToGas + byRange
	}
	return sum
}

// yorkFree is the share of a York tower's capacity in free convection, fans off
// (Modelica Buildings Library, CoolingTowers/YorkCalc.mo).
const yorkFree = 0.125

// YorkFreeApproachK returns the approach, K, with fans off, liftK being water in
// minus wet bulb: (1-f)·lift + f·approach at full fan speed, f = 0.125 (Modelica
// Buildings Library, CoolingTowers/YorkCalc.mo).
func YorkFreeApproachK(wetBulbDegC, rangeK, waterShare, liftK float64) float64 {
	return (1-yorkFree)*liftK + yorkFree*YorkApproachK(wetBulbDegC, rangeK, waterShare)
}

// YorkTower is a cooling tower after YorkCalc.
type YorkTower struct {
	// ReferenceKgPerS is the water flow whose share is FRwat in the correlation:
	// that which has the design approach at full fan speed and design range.
	ReferenceKgPerS float64
}

var errYork = errors.New("YorkCalc has no flow with this approach: its range is 0.05 to 8 times reference")

// SizeYork finds the reference flow of a tower for design water flow, wet bulb,
// range and approach.
func SizeYork(waterKgPerS, wetBulbDegC, rangeK, approachK float64) (YorkTower, error) {
	lo, hi := 0.05, yorkLiquidToGas.Max
	if !(YorkApproachK(wetBulbDegC, rangeK, lo) < approachK && YorkApproachK(wetBulbDegC, rangeK, hi) > approachK) {
		return YorkTower{}, errYork
	}
	for range 60 {
		if f := 0.5 * (lo + hi); YorkApproachK(wetBulbDegC, rangeK, f) < approachK {
			lo = f
		} else {
			hi = f
		}
	}
	return YorkTower{ReferenceKgPerS: waterKgPerS / hi}, nil
}

// YorkState is an operating point of a YorkTower.
type YorkState struct {
	OutletDegC float64
	InBounds   bool // within all bounds of the correlation
	Found      bool // the search for the range succeeded
}

// Outlet finds the range at which range and approach add up to water in minus
// wet bulb, by bisection. fanShare 0 is free convection; L/G is held to 8, and the
// wet bulb to the correlation's range.
func (t *YorkTower) Outlet(wetBulbDegC, waterInDegC, waterKgPerS, fanShare float64) YorkState {
	lift := waterInDegC - wetBulbDegC
	if lift <= 0 || waterKgPerS <= 0 {
		return YorkState{OutletDegC: waterInDegC, Found: true}
	}
	flow := waterKgPerS / t.ReferenceKgPerS
	wb := yorkWetBulb.Clamp(wetBulbDegC)
	ratio := flow / max(fanShare, flow/yorkLiquidToGas.Max)
	approach := func(r float64) float64 {
		if fanShare <= 0 {
			return YorkFreeApproachK(wb, r, flow, lift)
		}
		return YorkApproachK(wb, r, ratio)
	}
	lo, hi := 0.0, min(lift, yorkRange.Max)
	if hi+approach(hi) < lift {
		return YorkState{OutletDegC: waterInDegC - hi} // more than the correlation's widest range
	}
	for range 60 {
		if r := 0.5 * (lo + hi); r+approach(r) < lift {
			lo = r
		} else {
			hi = r
		}
	}
	a := lift - hi
	return YorkState{OutletDegC: waterInDegC - hi, Found: true,
		InBounds: yorkWetBulb.Contains(wetBulbDegC) && yorkRange.Contains(hi) && yorkApproach.Contains(a) &&
			yorkWaterFlow.Contains(flow) && (fanShare <= 0 || flow/fanShare <= yorkLiquidToGas.Max)}
}
