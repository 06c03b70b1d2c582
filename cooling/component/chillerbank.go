package component

import (
	"fmt"

	"caloduc/sim"
	"caloduc/sim/record"
)

// WaterChillers is a bank of equal water-cooled chillers, staged and equally
// loaded.
type WaterChillers struct {
	Record ChillerRecord // of one machine
	Stage  Stager
	ChillerMinute
	// Minutes in which chillers ran; of them out of their curves' range, or with the
	// condenser held warm.
	RanMinutes, ClampedMinutes, HeldMinutes int64
}

// ChillerMinute is a bank's minute, but for point that of all machines.
type ChillerMinute struct {
	Point      ChillerPoint // of one machine, when the bank last had heat to carry
	TakenW     float64      // heat out of the chilled water
	PowerW     float64
	CondenserW float64 // heat into the condenser water
	Running    int     // machines that carry load
}

// NewWaterChillers makes a bank of the named record (ChillerNames), each machine
// of reference capacity refW, the staging as given. A cop above 0 replaces the
// record's reference COP.
func NewWaterChillers(name string, refW, cop float64, s ChillerStagingSpec, number int) (WaterChillers, error) {
	for _, r := range append([]ChillerRecord{warmChiller}, CentrifugalChillers...) {
		if r.Name == name {
			r.CapacityW = refW
			if cop > 0 {
				r.COP = cop
			}
			return WaterChillers{Record: r, Stage: NewStager(s, number)}, nil
		}
	}
	return WaterChillers{}, fmt.Errorf("there is no chiller %q", name)
}

// Step lets the machines in service take out heat, W, in minute m at leaving
// chilled water te and entering condenser water tc, degC. What they cannot carry
// is left: takenW tells.
func (b *WaterChillers) Step(m sim.Minute, heat, te, tc float64, inService int) {
	if heat > 0 {
		b.Point = b.Record.At(te, tc)
	}
	b.Running = b.Stage.Step(m, heat, b.Point.AvailableW, inService)
	b.CondenserW = 0
	if b.Carry(heat) > 0 {
		b.CondenserW = b.TakenW + b.PowerW*b.Record.PartLoad.MotorHeat
	}
}

// Carry lets the machines that run take out heat, W, at the bank's point, and returns
// what they take.
func (b *WaterChillers) Carry(heat float64) float64 {
	b.TakenW, b.PowerW = 0, 0
	if b.Running == 0 || heat <= 0 {
		return 0
	}
	n := float64(b.Running)
	q, p := b.Record.PowerW(b.Point, heat/n)
	b.TakenW, b.PowerW = n*q, n*p
	b.RanMinutes++
	if b.Point.Clamped {
		b.ClampedMinutes++
	}
	if b.Point.Held {
		b.HeldMinutes++
	}
	return b.TakenW
}

// CapacityW is what n machines can take out at the last step's temperatures.
func (b *WaterChillers) CapacityW(n int) float64 {
	return float64(n) * b.Record.PartLoad.Max * b.Point.AvailableW
}

// Bounds gives the range of the bank's curves in words; mostDegC is the warmest leaving
// water.
func (b *WaterChillers) Bounds(mostDegC float64) string {
	leaving, entering := b.Record.Curves.Leaving, b.Record.EnteringAt(mostDegC)
	leaving.Max = mostDegC
	return leaving.String() + "; " + entering.String()
}

// Declare declares the bank's counters.
func (b *WaterChillers) Declare(g record.Group) {
	g.Bound(&b.ClampedMinutes, &b.RanMinutes, "water_chiller_out_of_bounds_minutes", "minutes in which water-cooled chillers ran out of their curves' range, clamped to it", b.Bounds(b.Record.LeavingMostDegC()))
	g.Counter(&b.HeldMinutes, "water_chiller_head_pressure_minutes", "minutes in which condenser water was colder than the chillers' least lift bears, and was kept as warm", "")
	g.Counter(&b.Stage.Starts, "water_chiller_starts", "starts of water-cooled chillers", "")
	g.Counter(&b.Stage.Refused, "water_chiller_refused_starts", "minutes in which a water-cooled chiller was wanted and none was free to start", "")
}
