package loop

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
)

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

// Chill sizes chillers that make water of setDegC and carry heat, W, at the site's
// extreme wet bulb, and their towers.
func (c *Central) Chill(chillers *ChillerGroupSpec, tower *CondenserSpec, heat, setDegC float64, site Site, force bool) (err error) {
	cold := site.DesignWetBulbDegC + tower.Tower.ApproachK
	if c.Chillers, err = chillers.Build(heat, setDegC, setDegC, cold, force); err != nil {
		return err
	}
	c.HasChill = true
	in := c.Chillers.Entering()
	if cold > in.Max && !force {
		return fmt.Errorf("towers of %g K approach give condenser water of %.1f degC at the site's extreme of %.1f degC wet bulb; %s is known up to %.1f degC", tower.Tower.ApproachK, cold, site.DesignWetBulbDegC, chillers.Name, in.Max)
	}
	if c.Towers, err = tower.Build(site, heat*(1+c.Chillers.FullPowerPerW(setDegC, cold))); err != nil {
		return err
	}
	c.Towers.MinDegC = component.Given(tower.MinDegC, max(15.56, in.Min))
	return nil
}

// Economise sizes the exchanger that carries heat, W, between tower water and a loop
// of capacity flow cw, W/K.
func (c *Central) Economise(tower *CondenserSpec, heat, cw float64) (err error) {
	c.HasPlate = true
	if c.Plate, err = component.NewPlateExchanger(heat, cw, component.WaterJPerKgK*c.Towers.DesignKgPerS, tower.ExchangerApproachK); err != nil {
		return fmt.Errorf("towers of %g K range: %w", tower.Tower.RangeK, err)
	}
	return nil
}
