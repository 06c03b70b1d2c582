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
	// its edge; Held that the condenser was colder than the machine's least lift bears
	// and was kept as warm by its head pressure control.
	Clamped, Held bool
}

// EqualLiftMostDegC is the warmest leaving water to which a centrifugal chiller's curves
// are carried on at equal lift, degC.
const EqualLiftMostDegC = 18

// LeavingMostDegC is the warmest leaving water that the chiller makes, degC.
func (r *ChillerRecord) LeavingMostDegC() float64 {
	return max(r.Curves.Leaving.Max, EqualLiftMostDegC)
}

// EnteringAt is the range of entering condenser water at leaving chilled water te, degC:
// beyond the curves' own leaving water it moves with it.
func (r *ChillerRecord) EnteringAt(te float64) Validity {
	v := r.Curves.Entering
	if over := min(te, r.LeavingMostDegC()) - r.Curves.Leaving.Max; over > 0 {
		v.Min, v.Max = v.Min+over, v.Max+over
	}
	return v
}

// At returns what the chiller can do at leaving chilled water te and entering
// condenser temperature tc, degC: Qref·capFT and EIRFT/COP (DOE-2; Modelica Buildings
// Library, Fluid/Chillers/BaseClasses/PartialElectric.mo; EnergyPlus,
// Chiller:Electric:EIR). The curves are quadratics that turn to nonsense a few kelvins
// beyond the range, so that te and tc are clamped to it.
//
// Water warmer than the curves' own, up to EqualLiftMostDegC, is made at equal lift:
// with te* the warmest of the curves,
//
//	EIR(te, tc) = EIR(te*, tc - (te - te*))·T*/T    capacity(te, tc) = capacity(te*, tc - (te - te*))
//
// the reversed Carnot cycle at a constant second-law efficiency and lift (Modelica
// Buildings Library, Fluid/Chillers/Carnot_TEva; lift as the measure of a compressor's
// work: Doyon 2008, Plant Services). Condenser water colder than the curves' coldest is
// taken as that: head pressure control keeps the machine's least lift.
func (r *ChillerRecord) At(te, tc float64) (p ChillerPoint) {
	c := &r.Curves
	if r.warm {
		p = WarmChillerAt(r.CapacityW, te, tc)
		p.PerW *= warmReferenceCOP / r.COP
		return p
	}
	perCOP := 1 / r.COP
	if over := te - c.Leaving.Max; over > edge {
		p.Clamped = te > EqualLiftMostDegC+edge
		perCOP *= (c.Leaving.Max + ZeroDegCInK) / (te + ZeroDegCInK)
		te, tc = c.Leaving.Max, tc-over
	}
	p.Held = tc < c.Entering.Min-edge
	p.Clamped = p.Clamped || !c.Leaving.Contains(te) || tc > c.Entering.Max+edge
	p.AvailableW, p.PerW = r.CapacityW*c.Capacity(te, tc), c.EIR(te, tc)*perCOP
	return p
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
