package failure

import "caloduc/sim/param"

// UnitsTable is the table of a plant's failing units: a spec for each kind.
type UnitsTable struct {
	kinds []*Kind
	specs map[*Kind]*UnitsSpec
}

// Of tells the table its kinds; it is called in the Params method of the spec that
// holds it.
func (s *UnitsTable) Of(kinds ...*Kind) *UnitsTable {
	s.kinds, s.specs = kinds, map[*Kind]*UnitsSpec{}
	for _, k := range kinds {
		s.specs[k] = &UnitsSpec{kind: k}
	}
	return s
}

// Params declares the parameters.
func (s *UnitsTable) Params(p *param.Set) {
	for _, k := range s.kinds {
		p.Table(s.specs[k], k.Key, k.meaning)
	}
}

// Bank makes the units of a kind, of which needed carry the design load unless the
// table says so itself; a kind that the table does not have never fails.
func (s *UnitsTable) Bank(k *Kind, needed float64) Bank {
	spec := s.specs[k]
	if spec == nil {
		spec = new(UnitsSpec)
	}
	return NewBank(k, spec, needed)
}
