package cooling

import (
	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim/param"
)

// DirectLiquidDrySpec describes direct liquid cooling: cold plates, coolant
// distribution units, facility water and dry coolers with wetted pads, and an air side
// of its own for the heat that cold plates leave.
type DirectLiquidDrySpec struct {
	directLiquidSpec
	Coolers loop.DryCoolersSpec
}

// Params declares the parameters.
func (s *DirectLiquidDrySpec) Params(p *param.Set) {
	s.declare(p, loop.ByDryBulb, &failure.DryCoolerUnits)
	s.LiquidSpec.Declare(p, true)
	s.Coolers.Declare(p)
}

// Build sizes the plant.
func (s *DirectLiquidDrySpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	return s.build(site, h, site.DesignDryBulbDegC, s.onDryCoolers(&s.Coolers))
}
