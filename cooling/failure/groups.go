package failure

import "math"

// group is some units of a bank that stand in for one another alone.
type group struct{ needed, installed, out int }

// lacking is the number of units that the group lacks.
func (g *group) lacking() int { return min(max(g.out-(g.installed-g.needed), 0), g.needed) }

// Domains returns a bank of units that serve racks of their own, of which needed carry
// the load, in groups of size with spare units standing by in each.
func (s *UnitsTable) Domains(k *Kind, needed, size, spare int) Bank {
	b := s.Bank(k, float64(needed))
	b.divide(size, spare)
	return b
}

// divide puts the bank's units into groups of size needed ones and spare ones.
func (b *Bank) divide(size, spare int) {
	b.groups, b.Installed = nil, 0
	for left := int(math.Ceil(b.Needed - 1e-9)); left > 0; left -= size {
		g := group{needed: min(size, left)}
		g.installed = g.needed + spare
		b.Installed += g.installed
		b.groups = append(b.groups, g)
	}
}

// groupOf is the number of the group that a unit belongs to.
func (b *Bank) groupOf(unit int) int {
	for i := range b.groups {
		if unit -= b.groups[i].installed; unit < 0 {
			return i
		}
	}
	return len(b.groups) - 1
}

// take puts unit out of service, or back, in the bank's count out.
func (b *Bank) take(unit int, out *int, by int) {
	b.shift(out, by)
	if len(b.groups) == 0 {
		return
	}
	b.groups[b.groupOf(unit)].out += by
	lacking := 0
	for i := range b.groups {
		lacking += b.groups[i].lacking()
	}
	b.Share = max(0, 1-float64(lacking)/b.Needed)
}
