package component

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

// TowerUAOfAir returns the conductance of a cooling tower as a fraction of design
// at the fraction x of design air flow: 1.3·x - 0.3·x², by its tangents outside 0.2
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

// TowerUAOfWater is the correction for the fraction y of design water flow:
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

// NominalTower returns the design of the tower that EnergyPlus sizes from its nominal
// capacity, W (above 0), at pressurePa, Pa: water of 5.382e-8 m3/s and air of
// 2.76316e-5 m3/s for each W of it, and 1.25 times the nominal capacity rejected from
// water of 35 degC by air of 35 degC with a wet bulb of 25.6 degC (EnergyPlus,
// CoolingTower:VariableSpeed:Merkel by NominalCapacity, the fields' defaults;
// CondenserLoopTowers.cc, SizeVSMerkelTower, which takes water's density at 5.05 degC:
// 999.9 kg/m3).
func NominalTower(nominalW, pressurePa float64) TowerDesign {
	d := TowerDesign{WaterKgPerS: 5.382e-8 * nominalW * 999.9, AirM3PerS: 2.76316e-5 * nominalW, DryBulbDegC: 35, WetBulbDegC: 25.6, PressurePa: pressurePa}
	d.RangeK = 1.25 * nominalW / (WaterJPerKgK * d.WaterKgPerS)
	d.ApproachK = 35 - d.RangeK - d.WetBulbDegC
	return d
}

// moistAirJPerKgK is the specific heat of moist air per kg of dry air.
func moistAirJPerKgK(w float64) float64 { return DryAirJPerKgK + VapourJPerKgK*w }

// TowerAirM3PerS returns the air flow of a tower with the given mass ratio of
// water to dry air at design dry bulb and wet bulb.
func TowerAirM3PerS(waterKgPerS, liquidToGas, dryBulbDegC, wetBulbDegC, pressurePa float64) float64 {
	w := psychro.HumidityRatioFromWetBulb(dryBulbDegC, wetBulbDegC, pressurePa)
	return waterKgPerS / liquidToGas * psychro.VolumeM3PerKg(dryBulbDegC, w, pressurePa)
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
	cw := WaterJPerKgK * d.WaterKgPerS
	heat, lift := cw*d.RangeK, d.RangeK+d.ApproachK
	air := d.AirM3PerS / psychro.VolumeM3PerKg(d.DryBulbDegC, w, d.PressurePa)
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

// MerkelState is a tower in a minute: all that the heat it takes depends on besides
// the flow of its air.
//
// Merkel's theory as effectiveness-NTU (Modelica Buildings Library,
// CoolingTowers/BaseClasses/Merkel.mo; EnergyPlus, Engineering Reference, cooling
// towers): air that enters with the wet bulb Twb and leaves saturated at Two counts as
// a gas of specific heat cpe = (hs(Two)-hs(Twb))/(Two-Twb). With m its mass flow, Ca =
// m·cpe and UAe = UA·cpe/cp, the heat Q is given twice:
//
//	Q = m·(hs(Two)-hs(Twb)) and Q = eps(UAe/Cmin, Cmin/Cmax)·Cmin·(Tin-Twb)
//
// The second is FlowingW. Bounds: towerAirFlow, towerWaterFlow, towerWetBulb. cpe
// being a chord, water above 50 degC that enters 22 K or more above the wet bulb can
// leave a few mK colder the hotter it enters.
type MerkelState struct {
	WetBulbDegC     float64
	EnthalpyJPerKg  float64 // of saturated air at the wet bulb, per kg of dry air
	FullAirKgPerS   float64 // dry air at full fan speed
	ConductanceKgPS float64 // UA over cp of moist air, but for TowerUAOfAir, kg/s
	WaterWPerK      float64 // capacity flow of water
	LiftK           float64 // water in minus wet bulb
}

// At returns the state of cells towers (any part of them) in air, waterKgPerS flowing
// through all of them. Air is saturated at pressurePa, Pa.
func (t *MerkelTower) At(air *psychro.Air, pressurePa, waterKgPerS, cells float64) MerkelState {
	wb, w := air.WetBulbDegC, air.HumidityRatio
	ua := t.UAWPerK * TowerUAOfWater(waterKgPerS/(cells*t.WaterKgPerS)) * TowerUAOfWetBulb(t.WetBulbDegC-wb)
	return MerkelState{WetBulbDegC: wb, EnthalpyJPerKg: SaturatedAirJPerKg(wb, pressurePa), WaterWPerK: WaterJPerKgK * waterKgPerS,
		FullAirKgPerS: cells * t.AirM3PerS / psychro.VolumeM3PerKg(air.DryBulbDegC, w, air.PressurePa), ConductanceKgPS: cells * ua / moistAirJPerKgK(w)}
}

// FlowingW returns the heat, W, that flows at the fraction x of full air flow into
// air of effective capacity flow caWPerK, W/K (Ca above).
func (s *MerkelState) FlowingW(x, caWPerK float64) float64 {
	ua := s.ConductanceKgPS * TowerUAOfAir(x) * caWPerK / (s.FullAirKgPerS * x)
	return EffectiveWPerK(CounterflowEffectiveness, ua, caWPerK, s.WaterWPerK) * s.LiftK
}

// HeatW returns the heat, W, that the tower takes from waterKgPerS entering at
// waterInDegC at the fraction x of design air volume: both equations of MerkelState,
// Two found by bisection.
func (t *MerkelTower) HeatW(air *psychro.Air, waterInDegC, waterKgPerS, x float64) float64 {
	s := t.At(air, air.PressurePa, waterKgPerS, 1)
	if s.LiftK = waterInDegC - s.WetBulbDegC; s.LiftK <= 0 || waterKgPerS <= 0 || x <= 0 {
		return 0
	}
	gain := func(out float64) float64 {
		return x * s.FullAirKgPerS * (SaturatedAirJPerKg(out, air.PressurePa) - s.EnthalpyJPerKg)
	}
	return gain(LastWith(s.WetBulbDegC, waterInDegC, func(out float64) bool {
		return s.FlowingW(x, gain(out)/(out-s.WetBulbDegC)) > gain(out)
	}))
}

// OutletDegC returns the temperature of the water that leaves the tower, with
// the arguments of HeatW.
func (t *MerkelTower) OutletDegC(air *psychro.Air, waterInDegC, waterKgPerS, x float64) float64 {
	return waterInDegC - t.HeatW(air, waterInDegC, waterKgPerS, x)/(WaterJPerKgK*waterKgPerS)
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
