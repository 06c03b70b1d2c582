package cooling

import "caloduc/sim/param"

// unitsTable is the table of a plant's failing units: a spec for each kind.
type unitsTable struct {
	kinds []*unitKind
	specs map[*unitKind]*UnitsSpec
}

// of tells the table its kinds; it is called in the Params method of the spec that
// holds it.
func (s *unitsTable) of(kinds ...*unitKind) *unitsTable {
	s.kinds, s.specs = kinds, map[*unitKind]*UnitsSpec{}
	for _, k := range kinds {
		s.specs[k] = &UnitsSpec{kind: k}
	}
	return s
}

// Params declares the parameters.
func (s *unitsTable) Params(p *param.Set) {
	for _, k := range s.kinds {
		p.Table(s.specs[k], k.key, k.meaning)
	}
}

// bank makes the units of a kind, of which needed carry the design load unless the
// table says so itself; a kind that the table does not have never fails.
func (s *unitsTable) bank(k *unitKind, needed float64) unitBank {
	spec := s.specs[k]
	if spec == nil {
		spec = new(UnitsSpec)
	}
	return newUnitBank(k, spec, needed)
}
