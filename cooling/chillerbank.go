package cooling

import (
	"fmt"

	"caloduc/sim"
)

// waterChillers is a bank of equal water-cooled chillers, staged and equally
// loaded.
type waterChillers struct {
	record   *ChillerRecord // nil: the warm-water chiller
	warm     warmRow        // that one's table at the last leaving temperature
	refW     float64        // reference capacity of one machine
	scale    float64        // refW over the record's
	perCOP   float64        // the record's COP over the bank's
	partLoad PartLoad
	plr      *[3]float64
	stage    stager

	// Of the last step, the whole bank.
	point      ChillerPoint // of one machine, when the bank last had heat to carry
	takenW     float64      // heat out of the chilled water
	powerW     float64
	condenserW float64 // heat into the condenser water
	running    int     // machines that carry load

	clampedMinutes int64 // minutes in which running chillers were out of their curves' range
}

// newWaterChillers makes a bank of the named record (ChillerNames), each machine
// of reference capacity refW, the staging as given. A cop above 0 replaces the
// record's reference COP. The warm-water chiller's catalogue gives no part load
// limits: 0.2 to 1 is an assumption.
func newWaterChillers(name string, refW, cop float64, s ChillerStagingSpec, number int) (waterChillers, error) {
	b := waterChillers{refW: refW, perCOP: 1, stage: newStager(s, number)}
	if name == WarmChiller {
		b.warm = newWarmRow(warmLeaving.Min)
		b.partLoad, b.plr = PartLoad{Min: 0.2, Unloaded: 0.2, Max: 1, MotorHeat: 1}, &warmPLR
		if cop > 0 {
			b.perCOP = warmReferenceCOP / cop
		}
		return b, nil
	}
	for i := range CentrifugalChillers {
		if r := &CentrifugalChillers[i]; r.Name == name {
			b.record, b.scale, b.partLoad, b.plr = r, refW/r.CapacityW, r.PartLoad, &r.Curves.EIRFPLR
			if cop > 0 {
				b.perCOP = r.COP / cop
			}
			return b, nil
		}
	}
	return b, fmt.Errorf("there is no chiller %q", name)
}

// at returns what one machine can do at leaving chilled water te and entering
// condenser water tc, degC.
func (b *waterChillers) at(te, tc float64) (p ChillerPoint) {
	if b.record != nil {
		p = b.record.At(te, tc)
		p.AvailableW *= b.scale
	} else {
		if te != b.warm.te {
			b.warm = newWarmRow(te)
		}
		p = b.warm.at(b.refW, tc)
	}
	p.PerW *= b.perCOP
	return p
}

// step lets the machines in service take out heat, W, in minute m at leaving
// chilled water te and entering condenser water tc, degC. What they cannot carry
// is left: takenW tells.
func (b *waterChillers) step(m sim.Minute, heat, te, tc float64, inService int) {
	if heat > 0 {
		b.point = b.at(te, tc)
	}
	b.running = b.stage.step(m, heat, b.point.AvailableW, inService)
	b.takenW, b.powerW, b.condenserW = 0, 0, 0
	if b.running == 0 || heat <= 0 {
		return
	}
	n := float64(b.running)
	q, p := b.partLoad.PowerW(b.plr, b.point, heat/n)
	b.takenW, b.powerW = n*q, n*p
	b.condenserW = b.partLoad.CondenserW(b.takenW, b.powerW)
	if b.point.Clamped {
		b.clampedMinutes++
	}
}

// capacityW is what n machines can take out at the last step's temperatures.
func (b *waterChillers) capacityW(n int) float64 {
	return float64(n) * b.partLoad.Max * b.point.AvailableW
}

// bounds gives the range of the bank's curves in words.
func (b *waterChillers) bounds() string {
	if b.record == nil {
		return warmLeaving.String() + "; " + warmEntering.String()
	}
	return b.record.Curves.Leaving.String() + "; " + b.record.Curves.Entering.String()
}
