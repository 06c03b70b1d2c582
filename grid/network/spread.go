package network

import "slices"

// share is the part of a fuel's output that a bus feeds in.
type share struct {
	bus  int
	part float64
}

// spread is how what a zone does lies on the buses.
type spread struct {
	load  []float64 // by bus
	fuels [][]share // by fuel
	zones []string
	links [][]float64 // by zone, by bus, of the links of the year
	year  int
}

// newSpread works it out for a run whose last year is given.
func newSpread(g *Grid, last int) spread {
	s := spread{fuels: make([][]share, fuels)}
	all := g.CapacityMW()
	for i := range g.Sites {
		s.load = append(s.load, g.Sites[i].LoadFraction)
		for f, mw := range g.Sites[i].CapacityMW {
			if mw > 0 {
				s.fuels[f] = append(s.fuels[f], share{i, mw / all[f]})
			}
		}
	}
	for _, l := range g.Links {
		if !slices.Contains(s.zones, l.Zone) && l.FromYear <= last {
			s.zones = append(s.zones, l.Zone)
		}
	}
	return s
}

// begin lays the exchange on the links that stand in a year; that with zones whose link is to
// come lies on all buses as load does.
func (s *spread) begin(g *Grid, year int) {
	s.year, s.links = year, s.links[:0]
	for _, zone := range s.zones {
		parts := g.parts(zone, year)
		if parts == nil {
			parts = s.load
		}
		s.links = append(s.links, parts)
	}
}

// inject sets the power into each bus and returns their sum.
func (s *spread) inject(mw []float64, o *Schedule) (sum float64) {
	for i, part := range s.load {
		mw[i] = -part * o.LoadMW
	}
	for f, shares := range s.fuels {
		if Fuel(f) == Nuclear && o.Nuclear != nil {
			continue
		}
		for _, at := range shares {
			mw[at.bus] += at.part * o.OutputMW[f]
		}
	}
	for i, part := range o.Nuclear {
		mw[i] += part * o.OutputMW[Nuclear]
	}
	for z, parts := range s.links {
		if z < len(o.ExportMW) && o.ExportMW[z] != 0 {
			for i, part := range parts {
				mw[i] -= part * o.ExportMW[z]
			}
		}
	}
	for _, x := range mw {
		sum += x
	}
	return sum
}
