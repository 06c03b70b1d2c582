package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim/record"
)

// recover takes heat for a district network out of the facility water that
// returns from the CDUs, of which q, W, is to be rejected, and returns it, no more
// than q by a rounding error.
func (d *directLiquidDry) recover(air *psychro.Air, q float64) float64 {
	d.recoveredW = d.heat.step(air.DryBulbDegC, d.t2+q*d.at.perCw, d.at.cw, q)
	return min(d.recoveredW, max(q, 0))
}

func (p *chilledWater) recovery() *heatRecovery { return p.heat.ifAny() }

func (d *directLiquidDry) recovery() *heatRecovery { return d.heat.ifAny() }

// ifAny is nil where there is no heat recovery.
func (r *heatRecovery) ifAny() *heatRecovery {
	if r.peakW == 0 {
		return nil
	}
	return r
}

// declareAny declares the component where there is one and returns its terms of
// the heat balance's way out.
func (r *heatRecovery) declareAny(g record.Group, d *Duty) []record.Term {
	if r.peakW == 0 {
		return nil
	}
	return terms(r.declare(g, d))
}
