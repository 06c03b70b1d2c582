package power

import "caloduc/sim/param"

// Tier 2 of the European ecodesign regulation for liquid-immersed transformers
// up to 36 kV. Read in two secondary copies that agree, not in the Official
// Journal.
const sourceEcodesign = "Regulation (EU) 548/2014, Annex I, table I.1, tier 2, liquid-immersed (from secondary copies)"

// HallBankSpec is the table of the transformers from the campus's medium
// voltage to the halls' low voltage.
type HallBankSpec struct {
	BankSpec
	DesignRatio float64 // what a hall draws at most over its servers' DC rating
}

// Params declares the parameters of the hall transformers.
func (s *HallBankSpec) Params(p *param.Set) {
	s.declare(p, BankSpec{RatedMVA: 3.15, NoLoadLossKW: 1.980, LoadLossKW: 23, MaxLoad: 0.9, Redundancy: redundancyN1, Group: 4},
		&hallTransformers, sourceEcodesign)
	p.Float(&s.DesignRatio, "design_ratio", 1.2, param.Between(1, 3), "what a hall draws at most, cooling included, over the DC rating of its servers", param.Assumption)
}

var hallTransformers = param.Catalogue{Entries: []param.CatalogueEntry{
	transformer("1000 kVA", 1, 0.693, 7.6, sourceEcodesign),
	transformer("1600 kVA", 1.6, 1.080, 12, sourceEcodesign),
	transformer("2000 kVA", 2, 1.305, 15, sourceEcodesign),
	transformer("2500 kVA", 2.5, 1.575, 18.5, sourceEcodesign),
	transformer("3150 kVA", 3.15, 1.980, 23, sourceEcodesign),
}}

func transformer(name string, ratedMVA, p0KW, pkKW float64, src param.Source) param.CatalogueEntry {
	return param.CatalogueEntry{Name: name, Source: src,
		Values: map[string]any{"rated_MVA": ratedMVA, "no_load_loss_kW": p0KW, "load_loss_kW": pkKW}}
}
