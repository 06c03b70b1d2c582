package cooling

import (
	"errors"
	"fmt"
	"math"

	"caloduc/cooling/psychro"
)

// Validity bounds of the tower's conductance corrections (EnergyPlus,
// CoolingTower:VariableSpeed:Merkel; Modelica Buildings Library,
// CoolingTowers/Data/Merkel/BaseClasses/UACorrection.mo).
var (
	towerAirFlow   = Validity{"tower air flow share", "", 0.2, 1}
	towerWaterFlow = Validity{"tower water flow share", "", 0.3, 1}
	towerWetBulb   = Validity{"design wet bulb minus wet bulb", "K", -10, 25}
)

// TowerUAOfAir returns the conductance of a cooling tower as a share of design
// at the share x of design air flow: 1.3·x - 0.3·x², by its tangents outside 0.2
// to 1 (Scheier's corrections in EnergyPlus, CoolingTower:VariableSpeed:Merkel;
// Modelica Buildings Library, UACorrection.mo, extendedPolynomial).
func TowerUAOfAir(x float64) float64 {
	if x < 0.2 {
		return 0.012 + 1.18*x
	} else if x > 1 {
		return 0.3 + 0.7*x
	}
	return x * (1.3 - 0.3*x)
}

// TowerUAOfWater is the correction for the share y of design water flow:
// 0.1082 + 1.667·y - 0.7713·y², by its tangents outside 0.3 to 1 (as
// TowerUAOfAir).
func TowerUAOfWater(y float64) float64 {
	if y < 0.3 {
		return 0.177617 + 1.20422*y
	} else if y > 1 {
		return 0.8795 + 0.1244*y
	}
	return 0.1082 + y*(1.667-0.7713*y)
}

// TowerUAOfWetBulb is the correction for a wet bulb belowK kelvins below design:
// 1 + 0.0081·ΔT, ΔT clamped to -10 to 25 K (as TowerUAOfAir).
func TowerUAOfWetBulb(belowK float64) float64 {
	return 1 + 0.0081*towerWetBulb.Clamp(belowK)
}

// MerkelTower is a cooling tower at design: counterflow of water and saturated
// air, the air taken as a gas whose specific heat is the slope of saturated
// enthalpy between its wet bulbs.
type MerkelTower struct {
	WaterKgPerS float64 // design water flow
	AirM3PerS   float64 // air at full fan speed
	UAWPerK     float64 // design conductance
	WetBulbDegC float64 // design wet bulb
}

// TowerDesign is what a tower is chosen for.
type TowerDesign struct {
	WaterKgPerS float64
	AirM3PerS   float64
	DryBulbDegC float64
	WetBulbDegC float64
	RangeK      float64 // water in minus water out
	ApproachK   float64 // water out minus wet bulb
	PressurePa  float64
}

// dryAirKgPerM3 is the mass of dry air in a cubic metre of moist air (ASHRAE HoF
// 2017 ch. 1 eq. 26).
func dryAirKgPerM3(tDegC, w, pPa float64) float64 { return 1 / psychro.VolumeM3PerKg(tDegC, w, pPa) }

// moistAirJPerKgK is the specific heat of moist air per kg of dry air.
func moistAirJPerKgK(w float64) float64 { return dryAirJPerKgK + vapourJPerKgK*w }

// TowerAirM3PerS returns the air flow of a tower with the given mass ratio of
// water to dry air at design dry bulb and wet bulb.
func TowerAirM3PerS(waterKgPerS, liquidToGas, dryBulbDegC, wetBulbDegC, pressurePa float64) float64 {
	w := psychro.HumidityRatioFromWetBulb(dryBulbDegC, wetBulbDegC, pressurePa)
	return waterKgPerS / liquidToGas / dryAirKgPerM3(dryBulbDegC, w, pressurePa)
}

// Errors of TowerDesign.Size.
var (
	errTowerAir   = errors.New("the air cannot take so much heat")
	errTowerInput = errors.New("flows, range and approach must be positive and the wet bulb at most the dry bulb")
)

// Size finds the design conductance: eps = Q/(Cmin·(Tin - Twb)), NTU = UAe/Cmin
// by the counterflow relation solved for NTU, and UA = UAe·cp/cpe (Modelica
// Buildings Library, CoolingTowers/BaseClasses/Merkel.mo).
func (d TowerDesign) Size() (MerkelTower, error) {
	w := psychro.HumidityRatioFromWetBulb(d.DryBulbDegC, d.WetBulbDegC, d.PressurePa)
	if !(d.WaterKgPerS > 0 && d.AirM3PerS > 0 && d.RangeK > 0 && d.ApproachK > 0 && w >= 0) {
		return MerkelTower{}, errTowerInput
	}
	cw := waterJPerKgK * d.WaterKgPerS
	heat, lift := cw*d.RangeK, d.RangeK+d.ApproachK
	air := d.AirM3PerS * dryAirKgPerM3(d.DryBulbDegC, w, d.PressurePa)
	h := SaturatedAirJPerKg(d.WetBulbDegC, d.PressurePa)
	out := SaturatedAirTempDegC(h+heat/air, d.PressurePa)
	ca := heat / (out - d.WetBulbDegC)
	cmin, cmax := min(ca, cw), max(ca, cw)
	eps := heat / (cmin * lift)
	if !(eps < 1) {
		return MerkelTower{}, fmt.Errorf("%w: it would leave at %.1f degC and the water enters at %.1f degC", errTowerAir, out, d.WetBulbDegC+lift)
	}
	ua := CounterflowNTU(eps, cmin/cmax) * cmin * moistAirJPerKgK(w) * air / ca
	return MerkelTower{WaterKgPerS: d.WaterKgPerS, AirM3PerS: d.AirM3PerS, UAWPerK: ua, WetBulbDegC: d.WetBulbDegC}, nil
}

// HeatW returns the heat, W, that the tower takes from waterKgPerS entering at
// waterInDegC with the share airShare of design air volume. ok is false where the
// search for the leaving air fails.
//
// Merkel's theory as effectiveness-NTU (Modelica Buildings Library,
// CoolingTowers/BaseClasses/Merkel.mo; EnergyPlus, Engineering Reference, cooling
// towers): with cpe = (hs(Two)-hs(Twb))/(Two-Twb), Ca = m·cpe and UAe = UA·cpe/cp,
// Q = eps(UAe/Cmin, Cmin/Cmax)·Cmin·(Tin-Twb) and Q = m·(hs(Two)-hs(Twb)). Two is
// found by bisection. cpe being a chord, water above 50 degC that enters 22 K or
// more above the wet bulb can leave a few mK colder the hotter it enters.
func (t *MerkelTower) HeatW(air *psychro.Air, waterInDegC, waterKgPerS, airShare float64) (heatW float64, ok bool) {
	wb, lift := air.WetBulbDegC, waterInDegC-air.WetBulbDegC
	if lift <= 0 || waterKgPerS <= 0 || airShare <= 0 {
		return 0, true
	}
	m := airShare * t.AirM3PerS * dryAirKgPerM3(air.DryBulbDegC, air.HumidityRatio, air.PressurePa)
	cw := waterJPerKgK * waterKgPerS
	ua := t.UAWPerK * TowerUAOfAir(airShare) * TowerUAOfWater(waterKgPerS/t.WaterKgPerS) * TowerUAOfWetBulb(t.WetBulbDegC-wb)
	h := SaturatedAirJPerKg(wb, air.PressurePa)
	lo, hi := wb, waterInDegC
	for range 200 {
		out := 0.5 * (lo + hi)
		if out <= lo || out >= hi {
			return heatW, true
		}
		cpe := (SaturatedAirJPerKg(out, air.PressurePa) - h) / (out - wb)
		ca := m * cpe
		cmin, cmax := min(ca, cw), max(ca, cw)
		q := CounterflowEffectiveness(ua*cpe/moistAirJPerKgK(air.HumidityRatio)/cmin, cmin/cmax) * cmin * lift
		heatW = ca * (out - wb)
		if q > heatW {
			lo = out
		} else {
			hi = out
		}
	}
	return heatW, false
}

// OutletDegC returns the temperature of the water that leaves the tower, with
// the arguments of HeatW.
func (t *MerkelTower) OutletDegC(air *psychro.Air, waterInDegC, waterKgPerS, airShare float64) (outDegC float64, ok bool) {
	if waterKgPerS <= 0 {
		return waterInDegC, true
	}
	q, ok := t.HeatW(air, waterInDegC, waterKgPerS, airShare)
	return waterInDegC - q/(waterJPerKgK*waterKgPerS), ok
}

// FanShare returns the share of full air flow at which water leaves at setDegC:
// 0 where the water needs no cooling, 1 where full flow does not suffice
// (reached is false then).
func (t *MerkelTower) FanShare(air *psychro.Air, waterInDegC, waterKgPerS, setDegC float64) (share float64, reached, ok bool) {
	lo, hi := 0.0, 1.0
	switch out, ok := t.OutletDegC(air, waterInDegC, waterKgPerS, 1); {
	case !ok || out > setDegC:
		return 1, false, ok
	case waterInDegC <= setDegC:
		return 0, true, true
	}
	for hi-lo > 1e-12 {
		y := 0.5 * (lo + hi)
		out, ok := t.OutletDegC(air, waterInDegC, waterKgPerS, y)
		if !ok {
			return y, false, false
		}
		if out > setDegC {
			lo = y
		} else {
			hi = y
		}
	}
	return hi, true, true
}

// SaturatedAirJPerKg returns the enthalpy of saturated air, J per kg of dry air.
func SaturatedAirJPerKg(tDegC, pressurePa float64) float64 {
	return psychro.EnthalpyJPerKg(tDegC, psychro.SaturationHumidityRatio(tDegC, pressurePa))
}

// SaturatedAirTempDegC inverts SaturatedAirJPerKg between -90 and 80 degC (and
// below boiling); it is NaN without. The method is Newton's within a bracket.
func SaturatedAirTempDegC(hJPerKg, pressurePa float64) float64 {
	lo, hi := -90.0, 80.0
	if pressurePa < 55e3 { // water boils at 84 degC
		hi = psychro.SaturationTempDegC(0.9 * pressurePa)
	}
	if !(hJPerKg >= SaturatedAirJPerKg(lo, pressurePa) && hJPerKg <= SaturatedAirJPerKg(hi, pressurePa)) {
		return math.NaN()
	}
	t := min(hi, 20*math.Log1p(max(hJPerKg, -5e4)/6e4)) // within some kelvins at sea level
	for range 100 {
		h := SaturatedAirJPerKg(t, pressurePa)
		if h > hJPerKg {
			hi = t
		} else {
			lo = t
		}
		const dt = 1e-3
		next := t - dt*(h-hJPerKg)/(SaturatedAirJPerKg(t+dt, pressurePa)-h)
		if !(next > lo && next < hi) {
			next = 0.5 * (lo + hi)
		}
		if math.Abs(next-t) < 1e-11 {
			return next
		}
		t = next
	}
	return t
}
