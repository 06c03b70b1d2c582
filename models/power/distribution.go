package power

import "caloduc/sim/param"

// DistributionSpec is the table `distribution` of a hall's power chain: cables,
// busways and power distribution units between UPS and racks.
type DistributionSpec struct{ StageSpec }

// Params declares the parameters of the distribution.
func (s *DistributionSpec) Params(p *param.Set) {
	s.declare(p, StageSpec{K2: 0.01, ModuleKW: 1000, MaxLoad: 0.8, Redundancy: redundancy2N, Group: 4},
		&distributionCatalogue, sources{loss: param.Assumption, module: param.Assumption, design: param.Assumption})
}

var distributionCatalogue = param.Catalogue{Entries: []param.CatalogueEntry{
	{Name: "busway", Source: param.Assumption, // 1 % ohmic loss at rated current
		Values: map[string]any{"k0": 0.0, "k1": 0.0, "k2": 0.01, "module_kW": 1000.0}},
	{Name: "pdu-transformer", Source: param.Unverified("isolation transformer of a PDU, about 98.5 % at half load"),
		Values: map[string]any{"k0": 0.0035, "k1": 0.0, "k2": 0.0165, "module_kW": 300.0}},
}}
