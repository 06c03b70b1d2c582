package cooling

import "caloduc/sim/param"

// ExpansionUnitsSpec describes the failing units of direct expansion.
type ExpansionUnitsSpec struct {
	Fan, Compressor UnitsSpec
}

// Params declares the parameters.
func (s *ExpansionUnitsSpec) Params(p *param.Set) {
	p.Table(s.Fan.of(&fanUnits), fanUnits.key, "fans that move the hall's air")
	p.Table(s.Compressor.of(&compressorUnits), compressorUnits.key, "compressor stages with their condensers; the key stage_capacity_kW says how many carry the design load")
}

// sizeUnits makes the units of a sized plant.
func (s *DirectExpansionSpec) sizeUnits(p *directExpansion) (err error) {
	p.air.sizeFans(&fanUnits, &s.Units.Fan)
	p.compressors = newUnitBank(&compressorUnits, &s.Units.Compressor, p.bank.units.number)
	p.failures, err = s.Failures.join(p.serve, &p.air.fans, &p.compressors)
	return err
}
