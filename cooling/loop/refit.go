package loop

import "caloduc/cooling/component"

// Immersed tells whether the servers stand in fluid.
func (l *LiquidSide) Immersed() bool { return l.immersed }

// plates are the cold plates of servers: their resistance, K/W, and heat, W, as the plant
// says, or as the servers do.
func (l *LiquidSide) plates(h *Hall) (kPerW, watt float64) {
	return component.Given(l.ownKPerW, h.ColdPlateKPerW), component.Given(l.ownW, h.ChipPowerW)
}

// Bears tells why coolant and cold plates do not serve other servers.
func (l *LiquidSide) Bears(h *Hall) error {
	with := *l
	with.PlateKPerW, with.plateW = l.plates(h)
	bear := *h
	if l.immersed {
		bear.MaxLiquidSupplyDegC = l.designDegC
	}
	return with.feasible(&bear)
}

// Refit has other servers stand on the side's coolant, which take the part h.Fill of
// h.DesignITMW.
func (l *LiquidSide) Refit(h *Hall) {
	if !l.immersed {
		l.fraction = h.LiquidFraction
	}
	l.PlateKPerW, l.plateW = l.plates(h)
	l.perDesign = l.fraction / l.HeatW
	l.filled = 1e6 * h.DesignITMW * h.Filled() * l.perDesign
	l.tabulate()
	l.fit()
}
