package cooling

import (
	"fmt"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// AirChillersSpec describes air-cooled chillers on DOE-2's screw curves.
type AirChillersSpec struct {
	Number         int
	CapacityMW     float64
	COP            float64
	MinLoad        float64
	RecirculationK float64
	Staging        ChillerStagingSpec
}

// declare declares the parameters; prefix begins the keys ("", "trim_").
func (s *AirChillersSpec) declare(p *param.Set, prefix string) {
	p.Int(&s.Number, prefix+"chillers", 4, param.Between(1, 100), "number of equal machines", param.Assumption)
	if prefix == "" {
		p.Float(&s.CapacityMW, "chiller_capacity_MW", param.Auto, param.Above(0), "reference capacity of all chillers; auto: sized for the site's extreme", param.Assumption)
	}
	p.Float(&s.COP, prefix+"chiller_cop", 2.96, param.Between(1, 10), "chiller COP at 6.67 degC leaving water and 35 degC air, condenser fans included", param.Unverified("ASHRAE 90.1-2019 Table 6.8.1-3, air-cooled, 10.1 Btu/Wh"))
	p.Float(&s.MinLoad, prefix+"chiller_min_load", 0.15, param.AboveTo(0.01, 1), "part load below which a chiller cycles", param.Assumption)
	p.Float(&s.RecirculationK, "recirculation_K", 2, param.Between(0, 10), "air into the condensers, and onto plates where there are any, above outdoor air at full heat", recirculationQuoted)
	s.Staging.Params(p)
}

// refW is the reference capacity, W, of chillers that carry heat, W, at leaving water
// te with outdoor air at the site's extreme; least is the fraction of it that must be
// there.
func (s *AirChillersSpec) refW(site Site, heat, te, least float64, force bool) (float64, error) {
	tc := site.DesignDryBulbDegC + s.RecirculationK
	need := heat / AirCooledScrew.Capacity(te, tc)
	ref := need
	if s.CapacityMW > 0 {
		ref = 1e6 * s.CapacityMW
	}
	if ref < need*least*(1-1e-9) && !force {
		return 0, fmt.Errorf("chiller_capacity_MW = %.4g does not carry the hall's heat with %.1f degC into the condensers at the site's extreme; %.4g would", s.CapacityMW, tc, 1e-6*need*least)
	}
	return ref, nil
}

// airChillers is a bank of equal air-cooled chillers on DOE-2's screw curves
// (AirCooledScrew), condenser fans included; equations and staging are those of
// waterChillers. It is the sink of a loop whose set point it holds, as far as the
// machines that run go; their capacity and power follow the loop's temperature.
type airChillers struct {
	waterChillers
	recirculationK float64
	loop           *loopNode // whose water leaves it
	machines       unitBank
	inService      int

	minute          sim.Minute
	staged          bool
	runningMachines float64
}

// build makes a bank of reference capacity refW in all. Its machines run at first, so
// that a hall may open at full load.
func (s *AirChillersSpec) build(refW float64, units *unitsTable, kind *unitKind) *airChillers {
	r := ChillerRecord{Name: "air-cooled screw", CapacityW: refW / float64(s.Number), COP: s.COP, Curves: AirCooledScrew,
		PartLoad: PartLoad{Min: s.MinLoad, Unloaded: s.MinLoad, Max: 1, MotorHeat: 1}}
	b := &airChillers{recirculationK: s.RecirculationK, inService: s.Number, machines: units.bank(kind, float64(s.Number)),
		waterChillers: waterChillers{record: r, stage: newStager(s.Staging, s.Number)}}
	b.stage.on = s.Number
	return b
}

// begin implements sink.
func (b *airChillers) begin(m sim.Minute, out *Outdoor, fraction float64) {
	b.start(m, b.loop.tDegC, out.DryBulbDegC+b.recirculationK*min(fraction, 1))
}

// start begins a minute with leaving water te and air tc into the condensers, degC.
func (b *airChillers) start(m sim.Minute, te, tc float64) {
	b.minute, b.point = m, b.record.At(te, tc)
	b.staged, b.takenW, b.powerW = false, 0, 0
}

// couldTakeW stages the machines for heat, W, once a minute, and returns what those
// that run can take out.
func (b *airChillers) couldTakeW(heat float64) float64 {
	if !b.staged {
		b.running = b.stage.step(b.minute, max(heat, 0), b.point.AvailableW, b.inService)
		b.staged = true
	}
	return b.capacityW(b.running)
}

// ready implements sink.
func (b *airChillers) ready(heat float64) bool { return b.couldTakeW(heat) >= heat }

// take implements sink.
func (b *airChillers) take(o *offer) take {
	heat := o.heatW + o.restoreW
	b.couldTakeW(heat)
	return take{constantW: b.carry(heat)}
}

// settle implements sink.
func (b *airChillers) settle(_, _ float64) {}

// rest implements sink.
func (b *airChillers) rest() bool {
	b.couldTakeW(0)
	return b.stage.on == 0
}

// passed implements sink.
func (b *airChillers) passed() bool { return false }

// stop implements part.
func (b *airChillers) stop() { b.takenW, b.powerW, b.running = 0, 0, 0 }

// book implements part.
func (b *airChillers) book(d *Duty, h *ledger) {
	b.runningMachines = float64(b.running)
	d.CompressorMW += 1e-6 * b.powerW
	d.RejectedMW += 1e-6 * (b.takenW + b.powerW)
	h[evaporatorHeat] += 1e-6 * b.takenW
}

// declare implements part.
func (b *airChillers) declare(g record.Group, has *flowSet) {
	has.has(evaporatorHeat)
	g.Meter(&b.runningMachines, "chillers_running", "air-cooled chillers that run")
	g.Counter(&b.clampedMinutes, "chiller_out_of_bounds_minutes", "minutes in which air-cooled chillers ran out of their curves' range, clamped to it", b.bounds())
	g.Counter(&b.stage.starts, "chiller_starts", "starts of air-cooled chillers", "")
	g.Counter(&b.stage.refused, "chiller_starts_refused", "minutes in which a chiller was wanted and none was free to start", "")
}

// units implements part.
func (b *airChillers) units() []*unitBank { return []*unitBank{&b.machines} }

// serve implements part.
func (b *airChillers) serve() { b.inService = int(b.machines.serving() + 1e-9) }
