package component

// ChillerRecord is a chiller as published: reference point, part load limits and
// curves. A bank's machines are a copy with their own capacity and COP.
type ChillerRecord struct {
	Name             string
	CapacityW, COP   float64
	LeavingDegC      float64 // reference leaving chilled water
	EnteringDegC     float64 // reference temperature entering the condenser
	EvaporatorKgPerS float64
	CondenserKgPerS  float64
	PartLoad         PartLoad
	Curves           EIRCurves
	warm             bool // capacity and power by WarmChillerAt, not by the curves
}

// PartLoad are the limits of a chiller's part load ratio (PLR), the fraction of
// available capacity that it carries.
type PartLoad struct {
	Min      float64 // below, the chiller cycles
	Unloaded float64 // below, it is loaded falsely (hot-gas bypass)
	Max      float64
	// MotorHeat is the fraction of electric power that reaches the condenser: 1 for a
	// hermetic motor.
	MotorHeat float64
}

// ChillerPoint is what a chiller can do at given temperatures.
type ChillerPoint struct {
	AvailableW float64 // capacity at part load ratio 1
	PerW       float64 // power per capacity at full load, before EIRFPLR: EIRFT/COP
	// Clamped tells that a temperature lay out of the curves' range and was held at
	// its edge.
	Clamped bool
}

// At returns what the chiller can do at leaving chilled water te and entering
// condenser temperature tc, degC, both clamped to its range: Qref·capFT and EIRFT/COP
// (DOE-2; Modelica Buildings Library, Fluid/Chillers/BaseClasses/PartialElectric.mo;
// EnergyPlus, Chiller:Electric:EIR). The curves are quadratics that turn to
// nonsense a few kelvins beyond the range.
func (r *ChillerRecord) At(te, tc float64) (p ChillerPoint) {
	c := &r.Curves
	if r.warm {
		p = WarmChillerAt(r.CapacityW, te, tc)
		p.PerW *= warmReferenceCOP / r.COP
		return p
	}
	return ChillerPoint{AvailableW: r.CapacityW * c.Capacity(te, tc), PerW: c.EIR(te, tc) / r.COP, Clamped: !c.Leaving.Contains(te) || !c.Entering.Contains(tc)}
}

// PowerW returns the heat, W, that the chiller at point p takes out when asked for
// heatW, and its electric power, W:
//
//	PLR1 = min(Q/Qava, PLRmax), PLR2 = max(PLRminUnl, PLR1), CR = min(PLR1/PLRmin, 1)
//	P = Qava·EIRFT/COP·EIRFPLR(PLR2)·CR
//
// (sources as At).
func (r *ChillerRecord) PowerW(p ChillerPoint, heatW float64) (takenW, powerW float64) {
	if heatW <= 0 || p.AvailableW <= 0 {
		return 0, 0
	}
	l, plr := &r.PartLoad, heatW/p.AvailableW
	if plr > l.Max {
		plr, heatW = l.Max, l.Max*p.AvailableW
	}
	power := p.AvailableW * p.PerW
	if plr < l.Min {
		power *= plr / l.Min
	}
	return heatW, power * Quadratic(&r.Curves.EIRFPLR, max(plr, l.Unloaded))
}

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
	LeiMasanetLoad     = Validity{"chiller load", "", 0.2, 0.8}
	LeiMasanetEntering = Validity{"condenser water", "degC", 0, 39}
)
