package loop

import "caloduc/cooling/failure"

// CentralUnits are the units of a central plant that fail. A tower cell stands for
// itself and its pump.
type CentralUnits struct{ towers, exchangers, Machines failure.Bank }

// SizeUnits makes the units of a sized plant with so many cells of towers.
func (c *Central) SizeUnits(s *failure.UnitsTable, cells int) {
	u := &c.Banks
	u.towers = s.Bank(&failure.TowerUnits, float64(cells))
	u.exchangers = s.Bank(&failure.ExchangerUnits, failure.ExchangerUnits.Number)
	u.Machines = s.Bank(&failure.ChillerUnits, float64(max(c.Chillers.number, 1)))
	c.Serve()
}

// Units implements part.
func (c *Central) Units() []*failure.Bank {
	u := &c.Banks
	banks := []*failure.Bank{&u.towers}
	if c.HasPlate {
		banks = append(banks, &u.exchangers)
	}
	if c.HasChill {
		banks = append(banks, &u.Machines)
	}
	return banks
}

// Serve implements part: cells that work have their fraction of water, exchangers
// that work all of it, as do chillers.
func (c *Central) Serve() {
	u := &c.Banks
	c.Towers.share = u.towers.Share
	c.Plate.Serve(u.exchangers.Share)
	c.Chillers.inService = int(u.Machines.Serving() + 1e-9)
}
