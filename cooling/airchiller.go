package cooling

import "math"

// EIRCurves are the curves of a chiller after DOE-2: biquadratics of leaving
// chilled water and entering condenser temperature, degC, and a quadratic of
// part load.
type EIRCurves struct {
	CapFT, EIRFT [6]float64 // 1, Te, Te², Tc, Tc², Te·Tc
	EIRFPLR      [3]float64 // 1, PLR, PLR²
	Leaving      Validity   // leaving chilled water
	Entering     Validity   // air or water entering the condenser
}

// AirCooledScrew is DOE-2's air-cooled screw chiller, condenser fans included,
// as printed in SI in the curve library of OpenStudio Standards
// (ChlrAirScrewQRatio_fTchwsToadbSI, ChlrAirScrewEIRRatio_fTchwsToadbSI,
// ChlrAirScrewEIRRatio_fQRatio); the same curves stand in degF in NECB 2020,
// 8.4.5.5. Reference 6.67 degC leaving, 35 degC entering air. The ranges are
// those of rating conditions after AHRI 550/590 (unverified), within which the
// curves stay smooth; arguments are clamped to them.
var AirCooledScrew = EIRCurves{
	CapFT:    [6]float64{0.985959, 0.049487, -0.000298, -0.003737, -4.5e-05, -0.000502},
	EIRFT:    [6]float64{0.570624, 0.011954, -0.000522, -3.2e-05, 0.000421, -0.000606},
	EIRFPLR:  [3]float64{0.036487, 0.734743, 0.219947},
	Leaving:  Validity{"leaving chilled water", "degC", 4.4, 15.6},
	Entering: Validity{"air entering the condenser", "degC", 12.8, 51.7},
}

// Biquadratic evaluates c0 + c1·x + c2·x² + c3·y + c4·y² + c5·x·y.
func Biquadratic(c *[6]float64, x, y float64) float64 {
	return c[0] + x*(c[1]+c[2]*x+c[5]*y) + y*(c[3]+c[4]*y)
}

// Capacity returns the available capacity as a share of reference (capFT) at
// leaving water te and entering condenser temperature tc, degC, both clamped to
// the curves' range.
func (c *EIRCurves) Capacity(te, tc float64) float64 {
	return Biquadratic(&c.CapFT, c.Leaving.Clamp(te), c.Entering.Clamp(tc))
}

// PowerW returns the electric power, W, of a chiller with reference capacity
// qRefW and reference COP that removes heatW, at leaving water te and entering
// condenser temperature tc, degC: P = Qava/COP·EIRFT·EIRFPLR(Q/Qava)
// (EnergyPlus, Chiller:Electric:EIR; DOE-2).
func (c *EIRCurves) PowerW(qRefW, cop, heatW, te, tc float64) float64 {
	ava := qRefW * c.Capacity(te, tc)
	eir := Biquadratic(&c.EIRFT, c.Leaving.Clamp(te), c.Entering.Clamp(tc))
	r := heatW / ava
	return ava / cop * eir * (c.EIRFPLR[0] + r*(c.EIRFPLR[1]+r*c.EIRFPLR[2]))
}

// chillers is a bank of equal air-cooled chillers with a fixed leaving water
// temperature. As many run as use the least power together.
type chillers struct {
	refW     float64 // reference capacity of the bank
	number   float64
	cap, eir [3]float64 // quadratics of entering air at the fixed leaving water, eir divided by COP
	plr      [3]float64
	best     float64 // part load at which a bank draws least
	entering Validity
}

func newChillers(c *EIRCurves, refW, cop float64, number int, leavingDegC float64) chillers {
	te := c.Leaving.Clamp(leavingDegC)
	at := func(k *[6]float64, by float64) [3]float64 {
		return [3]float64{(k[0] + te*(k[1]+te*k[2])) * by, (k[3] + te*k[5]) * by, k[4] * by}
	}
	return chillers{refW: refW, number: float64(number), cap: at(&c.CapFT, 1), eir: at(&c.EIRFT, 1/cop),
		plr: c.EIRFPLR, best: math.Sqrt(c.EIRFPLR[0] / c.EIRFPLR[2]), entering: c.Entering}
}

func quadratic(c *[3]float64, x float64) float64 { return c[0] + x*(c[1]+x*c[2]) }

// capacityW is what the bank can remove at entering air tc.
func (b *chillers) capacityW(tc float64) float64 {
	return b.refW * quadratic(&b.cap, b.entering.Clamp(tc))
}

// powerW is the bank's electric power for heatW at entering air tc, with heatW
// within capacity. With n chillers at equal load P ∝ n·b0 + b1·q + b2·q²/n for
// q = heat in units of one chiller's capacity: least near n = q·√(b2/b0).
func (b *chillers) powerW(heatW, tc float64) float64 {
	if heatW <= 0 {
		return 0
	}
	tc = b.entering.Clamp(tc)
	one := b.refW * quadratic(&b.cap, tc) / b.number
	q := heatW / one
	power := func(n float64) float64 { return n*b.plr[0] + q*b.plr[1] + q*q/n*b.plr[2] }
	n := math.Floor(q / b.best)
	if least := math.Ceil(q - 1e-9); n < least {
		n = least
	}
	if n < 1 {
		n = 1
	} else if n > b.number {
		n = b.number
	}
	p := power(n)
	if n < b.number {
		if more := power(n + 1); more < p {
			p = more
		}
	}
	return one * quadratic(&b.eir, tc) * p
}
