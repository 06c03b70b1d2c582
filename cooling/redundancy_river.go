package cooling

import (
	"math"

	"caloduc/sim/param"
)

// RiverUnitsSpec describes the failing units of a plant on river or sea water.
type RiverUnitsSpec struct {
	Intake, Exchanger, Pump, CDU, Fan, Chiller, LiquidChiller UnitsSpec
}

// Params declares the parameters.
func (s *RiverUnitsSpec) Params(p *param.Set) {
	p.Table(s.Intake.of(&intakeUnits), intakeUnits.key, "pumps of river or sea water with their screens")
	p.Table(s.Exchanger.of(&exchangerUnits), exchangerUnits.key, "plate heat exchangers to river or sea water")
	p.Table(s.Pump.of(&pumpUnits), pumpUnits.key, "pumps of facility water")
	p.Table(s.CDU.of(&cduUnits), cduUnits.key, "coolant distribution units with their pumps")
	p.Table(s.Fan.of(&fanUnits), fanUnits.key, "fans that move the hall's air")
	p.Table(s.Chiller.of(&airChillerUnits), airChillerUnits.key, "trim chillers of the coils' circuit; the key trim_chillers says how many carry the design load")
	p.Table(s.LiquidChiller.of(&liquidChillerUnits), liquidChillerUnits.key, "trim chillers of the cold plates' circuit; the key trim_chillers says how many carry the design load")
}

// riverUnits are the units of a plant on river or sea water besides fans and trim
// chillers.
type riverUnits struct{ intake, exchangers, pumps, cdus unitBank }

// sizeUnits makes the units of a sized plant.
func (s *RiverPlantSpec) sizeUnits(p *river) (err error) {
	u, r := &p.units, &s.Units
	u.intake = newUnitBank(&intakeUnits, &r.Intake, intakeUnits.number)
	u.exchangers = newUnitBank(&exchangerUnits, &r.Exchanger, exchangerUnits.number)
	u.pumps = newUnitBank(&pumpUnits, &r.Pump, pumpUnits.number)
	p.air.sizeFans(&fanUnits, &r.Fan)
	banks := []*unitBank{&u.intake, &u.exchangers, &u.pumps, &p.air.fans}
	if p.cold.trim {
		p.cold.bank.sizeUnits(&airChillerUnits, &r.Chiller)
		banks = append(banks, &p.cold.bank.units)
	}
	if p.hasLiquid {
		heat := p.hall.DesignITMW * p.hall.LiquidFraction
		u.cdus = newUnitBank(&cduUnits, &r.CDU, math.Ceil(heat/cduMW))
		banks = append(banks, &u.cdus)
		if c := &p.liquid.circuit; c.trim {
			c.bank.sizeUnits(&liquidChillerUnits, &r.LiquidChiller)
			banks = append(banks, &c.bank.units)
		}
	}
	p.failures, err = s.Failures.join(p.serve, banks...)
	return err
}

// serve takes in the shares of units in service.
func (p *river) serve() {
	u := &p.units
	p.air.serve()
	p.cold.serve(u.pumps.share, u.exchangers.share, u.intake.share)
	if !p.hasLiquid {
		return
	}
	l := &p.liquid
	l.circuit.serve(u.pumps.share, u.exchangers.share, u.intake.share)
	l.inService, l.share = u.cdus.share, -1 // to be worked out anew
	l.exchanger.serve(u.cdus.share)
}
