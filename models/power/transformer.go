package power

import "caloduc/sim/param"

// Tier 2 of the European ecodesign regulation for liquid-immersed transformers
// up to 36 kV. Read in two secondary copies that agree, not in the Official
// Journal.
const sourceEcodesign = "Regulation (EU) 548/2014, Annex I, table I.1, tier 2, liquid-immersed (from secondary copies)"

const sourcePandapower = "pandapower standard transformer types (iron loss and vkr)"

// GridBankSpec is the table of the transformers from the connection
// voltage to the campus's medium voltage.
type GridBankSpec struct{ BankSpec }

// Params declares the parameters of the grid transformers.
func (s *GridBankSpec) Params(p *param.Set) {
	s.declare(p, BankSpec{RatedMVA: 160, NoLoadLossKW: 60, LoadLossKW: 400, MaxLoad: 0.9, Redundancy: redundancyN1, Group: 3},
		&gridTransformers, sourcePandapower+": 160 MVA 380/110 kV, taken for 400/33 kV")
}

// HallBankSpec is the table of the transformers from the campus's medium
// voltage to the halls' low voltage.
type HallBankSpec struct{ BankSpec }

// Params declares the parameters of the hall transformers.
func (s *HallBankSpec) Params(p *param.Set) {
	s.declare(p, BankSpec{RatedMVA: 3.15, NoLoadLossKW: 1.980, LoadLossKW: 23, MaxLoad: 0.9, Redundancy: redundancyN1, Group: 4},
		&hallTransformers, sourceEcodesign)
}

var gridTransformers = param.Catalogue{Entries: []param.CatalogueEntry{
	transformer("160 MVA 380/110 kV", 160, 60, 400, sourcePandapower),
	transformer("100 MVA 220/110 kV", 100, 55, 260, sourcePandapower),
	transformer("63 MVA 110/20 kV", 63, 22, 201.6, sourcePandapower),
}}

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

// TransformerSpec is the table `transformer` of a campus: everything the halls
// and their cooling draw passes the hall transformers, then the grid
// transformers.
type TransformerSpec struct {
	Grid GridBankSpec
	Hall HallBankSpec
}

// Params declares the parameters of the campus's transformers.
func (s *TransformerSpec) Params(p *param.Set) {
	p.Table(&s.Grid, "grid", "transformers from the connection voltage to the campus's medium voltage")
	p.Table(&s.Hall, "hall", "transformers from medium voltage to the halls' low voltage")
}

// Transformer is the transformers of a campus in two steps, with what flowed in
// the last minute.
type Transformer struct {
	Grid, Hall *Bank

	OutputMW float64 // taken by halls and cooling
	LossMW   float64 // lost in both steps
	InputMW  float64 // drawn at the connection point
}

// Build sizes the grid transformers for a design load of campusMW (the whole
// campus, built from the start) and leaves the hall transformers to Extend.
func (s *TransformerSpec) Build(campusMW float64) *Transformer {
	return &Transformer{Grid: s.Grid.Build(campusMW), Hall: s.Hall.Build(0)}
}

// Extend puts the transformers of a hall in service that draws designMW at
// most, cooling included. Call it when the hall opens.
func (t *Transformer) Extend(designMW float64) { t.Hall.Extend(designMW) }

// Step computes losses and input of a minute in which halls and cooling draw
// loadMW.
func (t *Transformer) Step(loadMW float64) {
	t.OutputMW = loadMW
	t.Hall.Step(loadMW)
	t.Grid.Step(t.Hall.InputMW)
	t.LossMW = t.Hall.LossMW + t.Grid.LossMW
	t.InputMW = t.Grid.InputMW
}
