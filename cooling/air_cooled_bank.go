package cooling

import (
	"caloduc/sim"
	"caloduc/sim/record"
)

// airChillerBank is a bank of equal air-cooled chillers on DOE-2's screw curves
// (AirCooledScrew), condenser fans included; equations and staging are those of
// waterChillers. Each minute: at, then ready, then carry.
type airChillerBank struct {
	waterChillers
	staged    bool
	units     unitBank // its machines, where they fail
	inService int
}

// newAirChillerBank makes a bank of reference capacity refW in all. Its machines
// run at first, so that a hall may open at full load.
func newAirChillerBank(refW, cop, minLoad float64, s ChillerStagingSpec, number int) airChillerBank {
	r := &ChillerRecord{Name: "air-cooled screw", CapacityW: 1, COP: cop, Curves: AirCooledScrew,
		PartLoad: PartLoad{Min: minLoad, Unloaded: minLoad, Max: 1, MotorHeat: 1}}
	one := refW / float64(number)
	b := airChillerBank{waterChillers: waterChillers{record: r, refW: one, scale: one, perCOP: 1, partLoad: r.PartLoad, plr: &r.Curves.EIRFPLR,
		stage: newStager(s, number)}}
	b.stage.on, b.inService = number, number
	return b
}

// begin starts a minute with leaving water te and air tc into the condensers,
// degC.
func (b *airChillerBank) begin(te, tc float64) {
	b.point = b.at(te, tc)
	b.staged, b.takenW, b.powerW = false, 0, 0
}

// ready stages the machines for heat, W, once a minute, and returns what those
// that run can take out.
func (b *airChillerBank) ready(m sim.Minute, heat float64) float64 {
	if !b.staged {
		b.running = b.stage.step(m, max(heat, 0), b.point.AvailableW, b.inService)
		b.staged = true
	}
	return b.capacityW(b.running)
}

// carry takes heat, W, out with the machines that run, and returns what they
// take.
func (b *airChillerBank) carry(heat float64) float64 {
	if heat <= 0 || b.running == 0 {
		return 0
	}
	n := float64(b.running)
	q, p := b.partLoad.PowerW(b.plr, b.point, heat/n)
	b.takenW, b.powerW = n*q, n*p
	if b.point.Clamped {
		b.clampedMinutes++
	}
	return b.takenW
}

func (b *airChillerBank) declare(g record.Group) {
	g.Counter(&b.clampedMinutes, "chiller_out_of_bounds_minutes", "minutes in which air-cooled chillers ran out of their curves' range, clamped to it", b.bounds())
	g.Counter(&b.stage.starts, "chiller_starts", "starts of air-cooled chillers", "")
	g.Counter(&b.stage.refused, "chiller_starts_refused", "minutes in which a chiller was wanted and none was free to start", "")
}
