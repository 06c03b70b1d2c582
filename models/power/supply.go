package power

import "caloduc/sim/param"

// SupplySpec is the table `supply` of a hall's power chain: the server power
// supplies or rack rectifiers, from alternating current to the servers' DC bus.
type SupplySpec struct{ StageSpec }

const (
	sourceOpenRack = "assumption that the peak lies at 40 % load; 97.5 % there and 96.5 % at full load after Keyhani and Harris, OCP Open Rack Standard V3 power system, 2019"
	sourceTitanium = "fit to 80 PLUS Titanium, 230 V internal redundant: 90, 94, 96, 91 % at 10, 20, 50, 100 % load (80 PLUS certification levels)"
	sourceFrontier = "ExaDigiT/RAPS config/frontier.yaml, commit 6c142bf: SIVOC c = 13 W, eta = 0.98; rectifier c = 17 W, eta = 0.96, four nodes a rectifier, staged above 13,670 W"
)

// Params declares the parameters of the server power supplies.
func (s *SupplySpec) Params(p *param.Set) {
	k0, k1, k2 := PeakedStage(0.975, 0.40, 0.965)
	s.declare(p, StageSpec{K0: k0, K1: k1, K2: k2, ModuleKW: 5.5, MaxLoad: 1, Redundancy: redundancy2N, Group: 5},
		&supplyCatalogue, sources{
			loss:   sourceOpenRack,
			module: "Aydin and Soin, Open Rack V3 high-power-rack PSU (OCP): 5.5 kW modules, six in a 33 kW shelf",
			design: param.Assumption,
		})
}

// PeakedStage returns the coefficients of the stage whose efficiency has its
// peak at load peakLoad and is fullEfficiency at full load. The peak of
// x/(x + loss) lies where k0 = k2 x²; three conditions, three coefficients.
func PeakedStage(peakEfficiency, peakLoad, fullEfficiency float64) (k0, k1, k2 float64) {
	atPeak, atFull := 1/peakEfficiency-1, 1/fullEfficiency-1
	k2 = (atFull - atPeak) / ((1 - peakLoad) * (1 - peakLoad))
	k0 = k2 * peakLoad * peakLoad
	k1 = atPeak - 2*k2*peakLoad
	return k0, k1, k2
}

// OffsetStage returns the coefficients of a converter given as
// P_in = (P_out + c) / eta with c in the unit of rated: the form of ExaDigiT's
// rectifiers.
func OffsetStage(c, eta, rated float64) (k0, k1, k2 float64) {
	return c / eta / rated, 1/eta - 1, 0
}

var supplyCatalogue = func() param.Catalogue {
	// Frontier: four nodes' SIVOCs behind one rectifier, as one stage from the
	// nodes' DC power to AC. Rated output is the staging load, seen from the DC
	// side: 0.98 × 13,670 W less four times 13 W.
	const nodes, cSIVOC, etaSIVOC, cRect, etaRect = 4, 13.0, 0.98, 17.0, 0.96
	rated := etaSIVOC*13670 - nodes*cSIVOC
	fk0, fk1, fk2 := OffsetStage(nodes*cSIVOC+cRect*etaSIVOC, etaSIVOC*etaRect, rated)
	ok0, ok1, ok2 := PeakedStage(0.975, 0.40, 0.965)
	return param.Catalogue{Entries: []param.CatalogueEntry{
		{Name: "open-rack-v3", Source: sourceOpenRack,
			Values: map[string]any{"k0": ok0, "k1": ok1, "k2": ok2, "module_kW": 5.5}},
		{Name: "80plus-titanium", Source: sourceTitanium,
			Values: map[string]any{"k0": 0.017620, "k1": -0.064681, "k2": 0.145811, "module_kW": 3.3}},
		{Name: "frontier", Source: sourceFrontier,
			Values: map[string]any{"k0": fk0, "k1": fk1, "k2": fk2, "module_kW": rated / 1e3,
				"max_load": 0.8106, "redundancy": redundancyN}},
	}}
}()
