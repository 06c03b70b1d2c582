package cooling

// ChillerRecord is a water-cooled chiller as published: reference point, part
// load limits and curves.
type ChillerRecord struct {
	Name             string
	CapacityW, COP   float64
	LeavingDegC      float64 // reference leaving chilled water
	EnteringDegC     float64 // reference entering condenser water
	EvaporatorKgPerS float64
	CondenserKgPerS  float64
	PartLoad         PartLoad
	Curves           EIRCurves
}

// PartLoad are the limits of a chiller's part load ratio (PLR), the share of
// available capacity that it carries.
type PartLoad struct {
	Min      float64 // below, the chiller cycles
	Unloaded float64 // below, it is loaded falsely (hot-gas bypass)
	Max      float64
	// MotorHeat is the share of electric power that reaches the condenser water: 1
	// for a hermetic motor.
	MotorHeat float64
}

// ChillerPoint is what a chiller can do at given water temperatures.
type ChillerPoint struct {
	AvailableW float64 // capacity at part load ratio 1
	PerW       float64 // power per capacity at full load, before EIRFPLR: EIRFT/COP
	// Clamped tells that a temperature lay out of the curves' range and was held at
	// its edge.
	Clamped bool
}

// At returns what the chiller can do at leaving chilled water te and entering
// condenser water tc, degC, both clamped to its range: Qref·capFT and EIRFT/COP
// (DOE-2; Modelica Buildings Library, Fluid/Chillers/BaseClasses/PartialElectric.mo;
// EnergyPlus, Chiller:Electric:EIR). The curves are quadratics that turn to
// nonsense a few kelvins beyond the range.
func (r *ChillerRecord) At(te, tc float64) ChillerPoint {
	c := &r.Curves
	a, b := c.Leaving.Clamp(te), c.Entering.Clamp(tc)
	return ChillerPoint{AvailableW: r.CapacityW * Biquadratic(&c.CapFT, a, b), PerW: Biquadratic(&c.EIRFT, a, b) / r.COP, Clamped: !c.Leaving.Contains(te) || !c.Entering.Contains(tc)}
}

// PowerW returns the heat, W, that a chiller at point p takes out when asked for
// heatW, and its electric power, W:
//
//	PLR1 = min(Q/Qava, PLRmax), PLR2 = max(PLRminUnl, PLR1), CR = min(PLR1/PLRmin, 1)
//	P = Qava·EIRFT/COP·EIRFPLR(PLR2)·CR
//
// with EIRFPLR the quadratic plr (sources as At).
func (l *PartLoad) PowerW(plr *[3]float64, p ChillerPoint, heatW float64) (takenW, powerW float64) {
	if heatW <= 0 || p.AvailableW <= 0 {
		return 0, 0
	}
	r := heatW / p.AvailableW
	if r > l.Max {
		r, heatW = l.Max, l.Max*p.AvailableW
	}
	power := p.AvailableW * p.PerW
	if r < l.Min {
		power *= r / l.Min
	}
	if r < l.Unloaded {
		r = l.Unloaded
	}
	return heatW, power * quadratic(plr, r)
}

// PowerW returns the heat taken out and the power at leaving chilled water te
// and entering condenser water tc, degC.
func (r *ChillerRecord) PowerW(heatW, te, tc float64) (takenW, powerW float64) {
	return r.PartLoad.PowerW(&r.Curves.EIRFPLR, r.At(te, tc), heatW)
}

// CondenserW returns the heat to the condenser water, W: Q + P·(share of motor
// heat).
func (l *PartLoad) CondenserW(takenW, powerW float64) float64 { return takenW + powerW*l.MotorHeat }

// LeiMasanetCOP returns the coefficient of performance of a water-cooled chiller
// at condenser water tc, degC, and load (0.2 to 0.8): the regression in the code
// published with Lei and Masanet (2020), doi:10.1016/j.energy.2020.117556, which
// takes wet bulb plus tower approach for tc.
func LeiMasanetCOP(tc, load float64) float64 {
	return 16.798751 + 0.008840*tc*tc - 8.528931*load*load + 9.885294*load - 0.760621*tc + 0.084615*load*tc
}

// Validity of LeiMasanetCOP. It has its lowest value near 40 degC and rises
// above; the bound keeps to where it falls.
var (
	leiMasanetLoad     = Validity{"chiller load", "", 0.2, 0.8}
	leiMasanetEntering = Validity{"condenser water", "degC", 0, 39}
)
