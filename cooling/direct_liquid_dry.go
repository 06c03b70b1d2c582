package cooling

import "caloduc/sim/param"

// DirectLiquidDrySpec describes direct liquid cooling: cold plates, coolant
// distribution units, facility water and dry coolers with wetted pads, and an air side
// of its own for the heat that cold plates leave.
type DirectLiquidDrySpec struct {
	directLiquidSpec
	Coolers DryCoolersSpec
}

// Params declares the parameters.
func (s *DirectLiquidDrySpec) Params(p *param.Set) {
	s.declare(p, byDryBulb, &dryCoolerUnits)
	s.LiquidSpec.declare(p, true)
	s.Coolers.declare(p)
}

// Build sizes the plant.
func (s *DirectLiquidDrySpec) Build(site Site, h Hall) (Plant, error) {
	return s.build(site, h, site.DesignDryBulbDegC, s.onDryCoolers(&s.Coolers))
}
