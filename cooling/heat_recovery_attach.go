package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim/record"
)

// recover takes heat for a tank and for a district network out of the facility
// water that returns from the CDUs, of which q, W, is to be rejected, and returns
// it, no more than q by a rounding error; less than nil while a tank is charged.
func (d *directLiquidDry) recover(air *psychro.Air, q float64) float64 {
	cw, back, tank := d.at.cw, d.t2+q*d.at.perCw, 0.0
	if d.store != nil && cw > 0 {
		drive := air.DryBulbDegC
		if d.store.byWetBulb {
			drive = air.WetBulbDegC
		}
		tank = d.store.step(drive, d.t2-d.setDegC, d.t2, back, max(q, 0))
	} else {
		d.store.wait()
	}
	d.recoveredW = tank + d.heat.step(air.DryBulbDegC, back, cw, q-tank)
	return min(d.recoveredW, max(q, 0))
}

// sizeStore makes the tank, if any, beside the facility water of a sized plant.
func (s *DirectLiquidDrySpec) sizeStore(d *directLiquidDry, extremeDegC float64) error {
	d.recovers = d.heat.peakW > 0 || s.Storage.On
	if !s.Storage.On {
		return nil
	}
	c, err := s.Storage.build(extremeDegC, d.setDegC, d.setDegC+d.liquidW/d.c2, s.Force)
	d.store = &c
	return err
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
