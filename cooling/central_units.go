package cooling

// centralUnits are the units of a central plant that fail. A tower cell stands for
// itself and its pump.
type centralUnits struct{ towers, exchangers, machines unitBank }

// sizeUnits makes the units of a sized plant with so many cells of towers.
func (c *central) sizeUnits(s *unitsTable, cells int) {
	u := &c.banks
	u.towers = s.bank(&towerUnits, float64(cells))
	u.exchangers = s.bank(&exchangerUnits, exchangerUnits.number)
	u.machines = s.bank(&chillerUnits, float64(max(c.chillers.number, 1)))
	c.serve()
}

// units implements part.
func (c *central) units() []*unitBank {
	u := &c.banks
	banks := []*unitBank{&u.towers}
	if c.hasPlate {
		banks = append(banks, &u.exchangers)
	}
	if c.hasChill {
		banks = append(banks, &u.machines)
	}
	return banks
}

// serve implements part: cells that work have their fraction of water, exchangers
// that work all of it, as do chillers.
func (c *central) serve() {
	u := &c.banks
	c.towers.share = u.towers.share
	c.plate.serve(u.exchangers.share)
	c.chillers.inService = int(u.machines.serving() + 1e-9)
}
