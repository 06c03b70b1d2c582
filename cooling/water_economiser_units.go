package cooling

import "caloduc/sim/param"

// CentralUnitsSpec describes the failing units of a central plant. A tower cell
// stands for itself and its pump.
type CentralUnitsSpec struct {
	Cells                     int
	Tower, Exchanger, Machine UnitsSpec
}

// declare declares the tables of the units that the plant has.
func (s *CentralUnitsSpec) declare(p *param.Set, plate, chillers bool) {
	p.Table(s.Tower.of(&towerUnits), towerUnits.key, "cells of cooling towers with their pumps; the key tower_cells says how many carry the design load")
	if plate {
		p.Table(s.Exchanger.of(&exchangerUnits), exchangerUnits.key, "plate heat exchangers between the loop and tower water")
	}
	if chillers {
		p.Table(s.Machine.of(&chillerUnits), chillerUnits.key, "water-cooled chillers; the key chillers says how many carry the design load")
	}
}

// centralUnits are the units of a central plant.
type centralUnits struct{ towers, exchangers, machines unitBank }

// sizeUnits makes the units of a sized plant.
func (c *central) sizeUnits(s *CentralUnitsSpec) {
	u := &c.units
	u.towers = newUnitBank(&towerUnits, &s.Tower, float64(s.Cells))
	u.exchangers = newUnitBank(&exchangerUnits, &s.Exchanger, exchangerUnits.number)
	u.machines = newUnitBank(&chillerUnits, &s.Machine, float64(max(c.chillers.number, 1)))
	c.serve()
}

// banks are the plant's units, for failures.
func (c *central) banks() []*unitBank {
	u := &c.units
	banks := []*unitBank{&u.towers}
	if c.hasPlate {
		banks = append(banks, &u.exchangers)
	}
	if c.hasChill {
		banks = append(banks, &u.machines)
	}
	return banks
}

// serve takes in the shares of units in service: cells that work have their
// share of water, exchangers that work all of it, as do chillers.
func (c *central) serve() {
	u := &c.units
	c.towers.share = u.towers.share
	c.plate.serve(u.exchangers.share)
	c.chillers.inService = int(u.machines.serving() + 1e-9)
}
