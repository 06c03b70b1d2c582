package loop

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
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
	Condenser      component.AirCondenserSpec
	Staging        component.ChillerStagingSpec
}

// Declare declares the parameters; prefix begins the keys ("", "trim_").
func (s *AirChillersSpec) Declare(p *param.Set, prefix string) {
	p.Int(&s.Number, prefix+"chillers", 4, param.Between(1, 100), "number of equal machines", param.Assumption)
	if prefix == "" {
		p.Float(&s.CapacityMW, "chiller_capacity_MW", param.Auto, param.Above(0), "reference capacity of all chillers; auto: sized for the site's extreme", param.Assumption)
	}
	p.Float(&s.COP, prefix+"chiller_cop", 2.96, param.Between(1, 10), "chiller COP at 6.67 degC leaving water and 35 degC air, condenser fans included", param.Unverified("ASHRAE 90.1-2019 Table 6.8.1-3, air-cooled, 10.1 Btu/Wh"))
	p.Float(&s.MinLoad, prefix+"chiller_min_load", 0.15, param.AboveTo(0.01, 1), "part load below which a chiller cycles", param.Assumption)
	p.Float(&s.RecirculationK, "recirculation_K", 2, param.Between(0, 10), "air into the condensers, and onto plates where there are any, above outdoor air at full heat", component.RecirculationQuoted)
	s.Condenser.Declare(p, prefix, component.AirCooledScrew.Entering.Min, "lower bound of DOE-2's curves; no published set of curves goes below")
	s.Staging.Params(p)
}

// DesignDegC is the air into the condensers, degC, for which the chillers are sized: at
// the site's extreme and full heat, thin air in it.
func (s *AirChillersSpec) DesignDegC(site Site) float64 {
	c := s.Condenser.Build(site.PressurePa)
	tc, _ := c.EnteringDegC(site.DesignDryBulbDegC+s.RecirculationK, 1)
	return tc
}

// RefW is the reference capacity, W, of chillers that carry heat, W, at leaving water
// te with outdoor air at the site's extreme; least is the fraction of it that must be
// there.
func (s *AirChillersSpec) RefW(site Site, heat, te, least float64, force bool) (float64, error) {
	tc := s.DesignDegC(site)
	need := heat / component.AirCooledScrew.Capacity(te, tc)
	ref := need
	if s.CapacityMW > 0 {
		ref = 1e6 * s.CapacityMW
	}
	if ref < need*least*(1-1e-9) && !force {
		return 0, fmt.Errorf("chiller_capacity_MW = %.4g does not carry the hall's heat with %.1f degC into the condensers at the site's extreme; %.4g would", s.CapacityMW, tc, 1e-6*need*least)
	}
	return ref, nil
}

// AirChillers is a bank of equal air-cooled chillers on DOE-2's screw curves
// (AirCooledScrew), condenser fans included; equations and staging are those of
// WaterChillers. It is the sink of a loop whose set point it holds, as far as the
// machines that run go; their capacity and power follow the loop's temperature, as far
// as their curves cover it: of a warmer loop return water is mixed in.
type AirChillers struct {
	component.WaterChillers
	condenser      component.AirCondenser
	recirculationK float64
	Loop           *component.LoopNode // whose water leaves it
	Machines       failure.Bank
	inService      int

	minute          sim.Minute
	staged          bool
	runningMachines float64
}

// Build makes a bank of reference capacity refW in all, in the air of a site. Its
// machines run at first, so that a hall may open at full load.
func (s *AirChillersSpec) Build(site Site, refW float64, units *failure.UnitsTable, kind *failure.Kind) *AirChillers {
	r := component.ChillerRecord{Name: "air-cooled screw", CapacityW: refW / float64(s.Number), COP: s.COP, Curves: component.AirCooledScrew,
		PartLoad: component.PartLoad{Min: s.MinLoad, Unloaded: s.MinLoad, Max: 1, MotorHeat: 1}}
	c := s.Condenser.Build(site.PressurePa)
	r.COP /= c.FanFactor
	b := &AirChillers{condenser: c, recirculationK: s.RecirculationK, inService: s.Number, Machines: units.Bank(kind, float64(s.Number)),
		WaterChillers: component.WaterChillers{Record: r, Stage: component.NewStager(s.Staging, s.Number)}}
	b.Stage.On = s.Number
	return b
}

// begin implements sink.
func (b *AirChillers) begin(m sim.Minute, out *Outdoor, fraction float64) {
	b.start(m, b.Loop.TDegC, out.DryBulbDegC, fraction)
}

// start begins a minute with water te that leaves them and outdoor air of that
// temperature, degC, at that fraction of design heat.
func (b *AirChillers) start(m sim.Minute, te, outdoorDegC, fraction float64) {
	if most := b.Record.Curves.Leaving.Max; te > most {
		te = most
	}
	tc, held := b.condenser.EnteringDegC(outdoorDegC+b.recirculationK*min(fraction, 1), fraction)
	b.minute, b.Point = m, b.Record.At(te, tc)
	b.Point.Held = held
	b.staged, b.TakenW, b.PowerW = false, 0, 0
}

// couldTakeW stages the machines for heat, W, once a minute, and returns what those
// that run can take out.
func (b *AirChillers) couldTakeW(heat float64) float64 {
	if !b.staged {
		b.Running = b.Stage.Step(b.minute, max(heat, 0), b.Point.AvailableW, b.inService)
		b.staged = true
	}
	return b.CapacityW(b.Running)
}

// ready implements sink.
func (b *AirChillers) ready(heat float64) bool { return b.couldTakeW(heat) >= heat }

// take implements sink.
func (b *AirChillers) take(o *offer) Take {
	heat := o.heatW + o.restoreW
	b.couldTakeW(heat)
	return Take{constantW: b.Carry(heat)}
}

// settle implements sink.
func (b *AirChillers) settle(_, _ float64) {}

// rest implements sink.
func (b *AirChillers) rest() bool {
	b.couldTakeW(0)
	return b.Stage.On == 0
}

// passed implements sink.
func (b *AirChillers) passed() bool { return false }

// Stop implements part.
func (b *AirChillers) Stop() { b.TakenW, b.PowerW, b.Running = 0, 0, 0 }

// Book implements part.
func (b *AirChillers) Book(d *Duty, h *Ledger) {
	b.runningMachines = float64(b.Running)
	d.CompressorMW += 1e-6 * b.PowerW
	d.RejectedMW += 1e-6 * (b.TakenW + b.PowerW)
	h[EvaporatorHeat] += 1e-6 * b.TakenW
}

// Declare implements part.
func (b *AirChillers) Declare(g record.Group, has *FlowSet) {
	has.Has(EvaporatorHeat)
	g.Meter(&b.runningMachines, "chillers_running", "air-cooled chillers that run")
	g.Bound(&b.ClampedMinutes, &b.RanMinutes, "chiller_out_of_bounds_minutes", "minutes in which air-cooled chillers ran out of their curves' range, clamped to it", b.Bounds(b.Record.Curves.Leaving.Max))
	g.Counter(&b.HeldMinutes, "chiller_head_pressure_minutes", "minutes in which air was colder than the chillers' condensers bear, and fans held head pressure", "")
	g.Counter(&b.Stage.Starts, "chiller_starts", "starts of air-cooled chillers", "")
	g.Counter(&b.Stage.Refused, "chiller_starts_refused", "minutes in which a chiller was wanted and none was free to start", "")
}

// Units implements part.
func (b *AirChillers) Units() []*failure.Bank { return []*failure.Bank{&b.Machines} }

// Serve implements part.
func (b *AirChillers) Serve() { b.inService = int(b.Machines.Serving() + 1e-9) }
