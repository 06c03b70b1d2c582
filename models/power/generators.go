package power

import (
	"math"

	"caloduc/sim/equipment"
	"caloduc/sim/param"
)

// GeneratorSpec is the table `generators` of a hall's power chain: what stands by for
// a loss of the network. They are built, kept and paid for; a minute never runs them.
type GeneratorSpec struct {
	Share      float64
	UnitKW     float64
	Redundancy string
	Group      int
}

// Params declares the parameters.
func (s *GeneratorSpec) Params(p *param.Set) {
	p.Float(&s.Share, "backed_fraction", 1, param.Between(0, 1), "fraction of the hall's design power, cooling included, that standby generators can carry; 0: none", param.Assumption)
	p.Float(&s.UnitKW, "unit_kW", 3000, param.Above(0), "rated output of one", param.Assumption)
	p.Choice(&s.Redundancy, "redundancy", redundancyN1, []string{redundancyN, redundancyN1, redundancy2N}, "generators installed: as many as needed, one spare per group, or twice as many")
	p.Int(&s.Group, "group_units", 4, param.AtLeast(1), "generators needed per spare, with N+1", param.Assumption)
}

// installed lists the generators for a hall of designMW.
func (s *GeneratorSpec) installed(l *equipment.List, designMW float64) {
	kw := 1e3 * s.Share * designMW
	needed := math.Ceil(kw/s.UnitKW - 1e-9)
	l.Add(&equipment.Generator, "hall", Modules(kw, s.UnitKW, 1, s.Redundancy, s.Group), needed, s.UnitKW*needed)
}
