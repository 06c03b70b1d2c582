package component

import (
	"math"

	"caloduc/cooling/psychro"
)

// DXCurves are the curves of a direct-expansion coil with its air-cooled
// condenser: biquadratics of the wet bulb of air entering the coil and of the air
// entering the condenser, degC, quadratics of the fraction of rated air flow, and a
// straight line of part load.
type DXCurves struct {
	CapFT, EIRFT [6]float64 // 1, Twb, Twb², Tc, Tc², Twb·Tc
	CapFF, EIRFF [3]float64 // 1, ff, ff²
	PLF          [2]float64 // 1, PLR
	WetBulb      Validity   // air entering the coil
	Condenser    Validity   // air entering the condenser
	Flow         Validity   // fraction of rated air flow
}

// WindowACCurves are the curves WindACCoolCapFT, WindACEIRFT, WindACCoolCapFFF,
// WindACEIRFFF and WindACPLFFPLR of EnergyPlus's example and test files, read
// there with their ranges; the first four stand as Curve_I in the Modelica
// Buildings Library, Fluid/DXSystems. They descend from DOE-2. Reference: 19.4
// degC wet bulb at 26.7 degC dry bulb and 35 degC entering the condenser.
var WindowACCurves = DXCurves{
	CapFT:     [6]float64{0.942587793, 0.009543347, 0.000683770, -0.011042676, 0.000005249, -0.000009720},
	EIRFT:     [6]float64{0.342414409, 0.034885008, -0.000623700, 0.004977216, 0.000437951, -0.000728028},
	CapFF:     [3]float64{0.8, 0.2, 0},
	EIRFF:     [3]float64{1.1552, -0.1808, 0.0256},
	PLF:       [2]float64{0.85, 0.15},
	WetBulb:   Validity{"wet bulb of air entering the coil", "degC", 12.77778, 23.88889},
	Condenser: Validity{"air entering the condenser", "degC", 18, 46.11111},
	Flow:      Validity{"share of rated air flow", "", 0.5, 1.5},
}

// Capacity returns total capacity as a fraction of rated at wet bulb wb and
// condenser air tc, degC, and the fraction ff of rated air flow, all clamped to the
// curves' range: CapFT(wb, tc)·CapFF(ff) (EnergyPlus,
// CoilCoolingDXCurveFitSpeed.cc).
func (c *DXCurves) Capacity(wb, tc, ff float64) float64 {
	return Biquadratic(&c.CapFT, c.WetBulb.Clamp(wb), c.Condenser.Clamp(tc)) * Quadratic(&c.CapFF, c.Flow.Clamp(ff))
}

// EIR returns electric input per total capacity at full load as a fraction of rated:
// EIRFT(wb, tc)·EIRFF(ff), clamped as in Capacity (same source).
func (c *DXCurves) EIR(wb, tc, ff float64) float64 {
	return Biquadratic(&c.EIRFT, c.WetBulb.Clamp(wb), c.Condenser.Clamp(tc)) * Quadratic(&c.EIRFF, c.Flow.Clamp(ff))
}

// RunShare returns the fraction of time a compressor runs at part load plr (0 to 1),
// starting losses included: PLR/PLF(PLR), at most 1 (same source).
func (c *DXCurves) RunShare(plr float64) float64 {
	return min(plr/(c.PLF[0]+c.PLF[1]*plr), 1)
}

// BypassFactor returns the fraction of air that passes a coil untouched at the fraction
// ff of rated flow, from its value at rated flow: exp(-A0/m) = BF0^(1/ff)
// (EnergyPlus, DXCoils.cc, AdjustCBF; the exponential form is unverified).
func BypassFactor(rated, ff float64) float64 { return math.Pow(rated, 1/ff) }

// MinCoilDegC is the apparatus dew point below which a coil would ice up
// (Modelica Buildings Library, ApparatusDewPoint: 3 degC).
const MinCoilDegC = 3

// DxBank is a bank of equal compressors with their coils and air-cooled
// condensers, started and stopped by RunningUnits; the running ones share the air
// flow and one part load.
type DxBank struct {
	Curves      *DXCurves
	refW        float64 // rated total capacity of one
	cop         float64
	ratedFlow   float64 // rated air flow of one, kg/s of dry air
	through     *Curve  // 1-BF by the fraction of rated flow
	pressurePa  float64
	Units       RunningUnits
	DryOut      Search
	ff, contact float64 // fraction of rated flow and 1-BF there

	// Minutes in which compressors ran; of them out of a bound of the curves.
	RanMinutes, WetBulbMinutes, CondenserMinutes, FlowMinutes int64

	// Of the minute. DryW is the dry-out humidity ratio: at or below it the coil
	// is dry; it is that of air saturated at AdpDegC.
	wetBulbDegC, DryW, AdpDegC float64
	slope                      float64 // of w - wADP with w above DryW
	EachW, eir                 float64
}

// NewDXBank returns direct-expansion units of reference capacity refW, W, in all.
func NewDXBank(c *DXCurves, refW, cop, ratedFlow, bypass, pressurePa float64, s *CompressorStagingSpec, number float64) DxBank {
	return DxBank{Curves: c, refW: refW / number, cop: cop, ratedFlow: ratedFlow / number, pressurePa: pressurePa, Units: newRunningUnits(s, number),
		through: NewCurve(func(ff float64) float64 { return 1 - BypassFactor(bypass, ff) }, c.Flow.Min, c.Flow.Max+1e-9, 64)}
}

// RatedW is the rated total capacity of one compressor stage, W.
func (b *DxBank) RatedW() float64 { return b.refW }

// At sets the minute's air: entering the coil at t, degC, with humidity ratio w,
// and flow, kg/s of dry air, in all; entering the condensers at tc, degC.
//
// A dry coil's capacity is that at its dry-out point, the humidity at which its
// apparatus dew point is just that of the air (EnergyPlus,
// CoilCoolingDXCurveFitSpeed.cc): wet bulb x with w(t, x) = wsat(Tadp), Tadp = t - Q(x)/(m·(1-BF)·cp).
// The ratio of both rises with x and is searched for between freezing and t.
func (b *DxBank) At(t, w, flow, tc float64) {
	ff := flow / (max(b.Units.Running, 1) * b.ratedFlow)
	ff = b.Curves.Flow.Clamp(ff)
	b.ff, b.contact = ff, b.through.At(ff)
	c := b.Curves
	ctc := c.Condenser.Clamp(tc)
	capFF := b.refW * Quadratic(&c.CapFF, ff)
	perKg := capFF / (b.contact * ff * b.ratedFlow)
	cap := [3]float64{c.CapFT[0] + ctc*(c.CapFT[3]+ctc*c.CapFT[4]), c.CapFT[1] + ctc*c.CapFT[5], c.CapFT[2]}
	var dry, adp float64
	dryBulb, _ := b.DryOut.Find(func(x float64) float64 {
		if dry = psychro.HumidityRatioFromWetBulb(t, x, b.pressurePa); !(dry > 0) {
			dry = 0 // no air is dry enough for so low a wet bulb
		}
		adp = t - perKg*Quadratic(&cap, c.WetBulb.Clamp(x))/(DryAirJPerKgK+VapourJPerKgK*dry)
		return dry / psychro.SaturationHumidityRatio(adp, b.pressurePa)
	}, 0.01, t, 1)
	b.wetBulbDegC, b.DryW, b.AdpDegC, b.slope = dryBulb, dry, adp, 0
	if w > dry {
		b.wetBulbDegC = psychro.WetBulbDegC(t, w, b.pressurePa)
	}
	b.EachW = capFF * Quadratic(&cap, c.WetBulb.Clamp(b.wetBulbDegC))
	if w > dry {
		b.slope = b.dryingSlope(t, w-dry, (b.EachW-capFF*Quadratic(&cap, c.WetBulb.Clamp(dryBulb)))*perKg/capFF)
	}
	b.eir = Biquadratic(&c.EIRFT, c.WetBulb.Clamp(b.wetBulbDegC), ctc) * Quadratic(&c.EIRFF, ff) / b.cop
}

// dryingSlope is how w - wADP rises with w, from the dry-out point up to excess
// above it: h_ADP = h - Q/(m·(1-BF)) along saturation, where Q/(m·(1-BF)) has risen
// by more, J/kg.
func (b *DxBank) dryingSlope(t, excess, more float64) float64 {
	rise := psychro.SaturationHumidityRatio(b.AdpDegC+0.5, b.pressurePa) - psychro.SaturationHumidityRatio(b.AdpDegC-0.5, b.pressurePa)
	h := (LatentJPerKg+VapourJPerKgK*t)*excess - more
	return 1 - h/excess*rise/(DryAirJPerKgK+LatentJPerKg*rise)
}

// CapacityW is the bank's total capacity in the minute.
func (b *DxBank) CapacityW() float64 { return b.Units.Number * b.EachW }

// Drying is how much water the coils take out per kg/kg of humidity above DryW,
// kg/s, with flow in all and the fraction load of time that the running compressors
// work: m·(1-BF)·(w - wADP), linear in w about the dry-out point.
func (b *DxBank) Drying(flow, load float64) float64 {
	return flow * load * b.contact * b.slope
}

// Remove gives the bank's electric power, W, for heat, W, in total, within
// capacity: n·Q·EIR·PLR/PLF (EnergyPlus, CoilCoolingDXCurveFitSpeed.cc). tc is
// that of at; minutes at work out of the curves' range are counted.
func (b *DxBank) Remove(heat, flow, tc float64) float64 {
	n := b.Units.stage(heat, b.EachW)
	if heat <= 0 || n == 0 {
		return 0
	}
	c := b.Curves
	b.RanMinutes++
	if !c.WetBulb.Contains(b.wetBulbDegC) {
		b.WetBulbMinutes++
	}
	if !c.Condenser.Contains(tc) {
		b.CondenserMinutes++
	}
	if !c.Flow.Contains(flow / (n * b.ratedFlow)) {
		b.FlowMinutes++
	}
	cap := n * b.EachW
	return cap * b.eir * c.RunShare(heat/cap)
}
