package component

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
// curves stay smooth; arguments are clamped to them. No published set of air-cooled
// chillers was found that goes below: those of EnergyPlus' data set AirCooledChiller.idf
// begin at 23.9 to 29.4 degC of air.
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

// Capacity returns the available capacity as a fraction of reference (capFT) at
// leaving water te and entering condenser temperature tc, degC, both clamped to
// the curves' range (EnergyPlus, Chiller:Electric:EIR; DOE-2).
func (c *EIRCurves) Capacity(te, tc float64) float64 {
	return Biquadratic(&c.CapFT, c.Leaving.Clamp(te), c.Entering.Clamp(tc))
}

// EIR returns electric input per cooling at full load as a fraction of reference
// (EIRFT), its arguments as Capacity's (same source).
func (c *EIRCurves) EIR(te, tc float64) float64 {
	return Biquadratic(&c.EIRFT, c.Leaving.Clamp(te), c.Entering.Clamp(tc))
}

// Quadratic is c0 + c1·x + c2·x².
func Quadratic(c *[3]float64, x float64) float64 { return c[0] + x*(c[1]+x*c[2]) }
