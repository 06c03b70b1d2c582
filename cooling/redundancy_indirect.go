package cooling

import "caloduc/sim/param"

// IndirectUnitsSpec describes the failing units of indirect free air.
type IndirectUnitsSpec struct {
	Handler, Chiller, ChilledWaterPump UnitsSpec
}

// Params declares the parameters.
func (s *IndirectUnitsSpec) Params(p *param.Set) {
	p.Table(s.Handler.of(&handlerUnits), handlerUnits.key, "air handling units: plates with their pads, hall fans and scavenger fans")
	p.Table(s.Chiller.of(&airChillerUnits), airChillerUnits.key, "air-cooled chillers; the key chillers says how many carry the design load")
	p.Table(s.ChilledWaterPump.of(&chilledUnits), chilledUnits.key, "pumps of chilled water")
}

// sizeUnits makes the units of a sized plant.
func (s *IndirectAirSpec) sizeUnits(p *indirectAir) (err error) {
	p.air.sizeFans(&handlerUnits, &s.Units.Handler)
	banks := []*unitBank{&p.air.fans}
	if p.mechanical {
		p.chilledLoop.sizeUnits(&s.Units.Chiller, &s.Units.ChilledWaterPump)
		banks = append(banks, &p.chillers.units, &p.pumps)
	}
	p.failures, err = s.Failures.join(p.serve, banks...)
	return err
}
