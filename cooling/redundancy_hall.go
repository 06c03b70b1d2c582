package cooling

import (
	"math"

	"caloduc/sim/param"
)

// HallUnitsSpec describes the failing units of a hall on chilled water from
// air-cooled chillers.
type HallUnitsSpec struct {
	Fan, Chiller, ChilledWaterPump UnitsSpec
}

// Params declares the parameters.
func (s *HallUnitsSpec) Params(p *param.Set) {
	p.Table(s.Fan.of(&fanUnits), fanUnits.key, "fans that move the hall's air")
	p.Table(s.Chiller.of(&airChillerUnits), airChillerUnits.key, "air-cooled chillers; the key chillers says how many carry the design load")
	p.Table(s.ChilledWaterPump.of(&chilledUnits), chilledUnits.key, "pumps of chilled water")
}

// sizeFans makes the units, of kind k, that move the air of a sized hall.
func (a *hallAir) sizeFans(k *unitKind, s *UnitsSpec) {
	a.fans = newUnitBank(k, s, math.Ceil(1e-6*a.designW/fanMW))
}

// serve takes in the share of fans in service: they run up to full speed.
func (a *hallAir) serve() {
	a.mostFlow, a.perFans = a.fans.share, 1
	if a.mostFlow > 0 {
		a.perFans = 1 / (a.mostFlow * a.mostFlow)
	}
}

// stands tells whether all fans stand in a minute that has been started.
func (a *hallAir) stands() bool { return a.flow == 0 }

// stagnate ends a minute in which all fans stand: the servers breathe the air that
// they warm, at C·dT/dt = q.
func (a *hallAir) stagnate() {
	next := a.returnDegC + a.heatW*a.perCap
	mean := 0.5 * (a.returnDegC + next)
	a.settle(next, mean, mean)
}

// sizeUnits makes the bank's units, of kind k: its machines and those that stand
// by.
func (b *airChillerBank) sizeUnits(k *unitKind, s *UnitsSpec) {
	b.units = newUnitBank(k, s, float64(len(b.stage.since)))
}

// serve takes in the share of machines in service.
func (b *airChillerBank) serve() { b.inService = int(b.units.serving() + 1e-9) }
