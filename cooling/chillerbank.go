package cooling

import (
	"fmt"

	"caloduc/sim"
	"caloduc/sim/record"
)

// waterChillers is a bank of equal water-cooled chillers, staged and equally
// loaded.
type waterChillers struct {
	record ChillerRecord // of one machine
	stage  stager
	chillerMinute
	clampedMinutes int64 // minutes in which running chillers were out of their curves' range
}

// chillerMinute is a bank's minute, but for point that of all machines.
type chillerMinute struct {
	point      ChillerPoint // of one machine, when the bank last had heat to carry
	takenW     float64      // heat out of the chilled water
	powerW     float64
	condenserW float64 // heat into the condenser water
	running    int     // machines that carry load
}

// newWaterChillers makes a bank of the named record (ChillerNames), each machine
// of reference capacity refW, the staging as given. A cop above 0 replaces the
// record's reference COP.
func newWaterChillers(name string, refW, cop float64, s ChillerStagingSpec, number int) (waterChillers, error) {
	for _, r := range append([]ChillerRecord{warmChiller}, CentrifugalChillers...) {
		if r.Name == name {
			r.CapacityW = refW
			if cop > 0 {
				r.COP = cop
			}
			return waterChillers{record: r, stage: newStager(s, number)}, nil
		}
	}
	return waterChillers{}, fmt.Errorf("there is no chiller %q", name)
}

// step lets the machines in service take out heat, W, in minute m at leaving
// chilled water te and entering condenser water tc, degC. What they cannot carry
// is left: takenW tells.
func (b *waterChillers) step(m sim.Minute, heat, te, tc float64, inService int) {
	if heat > 0 {
		b.point = b.record.At(te, tc)
	}
	b.running = b.stage.step(m, heat, b.point.AvailableW, inService)
	b.condenserW = 0
	if b.carry(heat) > 0 {
		b.condenserW = b.takenW + b.powerW*b.record.PartLoad.MotorHeat
	}
}

// carry lets the machines that run take out heat, W, at the bank's point, and returns
// what they take.
func (b *waterChillers) carry(heat float64) float64 {
	b.takenW, b.powerW = 0, 0
	if b.running == 0 || heat <= 0 {
		return 0
	}
	n := float64(b.running)
	q, p := b.record.PowerW(b.point, heat/n)
	b.takenW, b.powerW = n*q, n*p
	if b.point.Clamped {
		b.clampedMinutes++
	}
	return b.takenW
}

// capacityW is what n machines can take out at the last step's temperatures.
func (b *waterChillers) capacityW(n int) float64 {
	return float64(n) * b.record.PartLoad.Max * b.point.AvailableW
}

// bounds gives the range of the bank's curves in words.
func (b *waterChillers) bounds() string {
	return b.record.Curves.Leaving.String() + "; " + b.record.Curves.Entering.String()
}

// declare declares the bank's counters.
func (b *waterChillers) declare(g record.Group) {
	g.Counter(&b.clampedMinutes, "water_chiller_out_of_bounds_minutes", "minutes in which water-cooled chillers ran out of their curves' range, clamped to it", b.bounds())
	g.Counter(&b.stage.starts, "water_chiller_starts", "starts of water-cooled chillers", "")
	g.Counter(&b.stage.refused, "water_chiller_refused_starts", "minutes in which a water-cooled chiller was wanted and none was free to start", "")
}
