package network

// Operation is what a grid does in an hour, as a market gives it: spread over the buses
// by what stands there.
type Operation struct {
	LoadMW   float64
	OutputMW ByFuel             // negative where pumps run
	ExportMW map[string]float64 // by zone
	ExtraMW  map[string]float64 // load at single buses
}

// baseMVA is the base power of a grid's case.
const baseMVA = 100

// Case is the grid as a case: a branch for each circuit, a generator for each bus and
// fuel. What stands at each bus gives its part of the fuel's output by capacity; links of
// a zone carry its exchange by capacity. The bus with the most load is the slack.
func (g *Grid) Case(o Operation) *Case {
	c := &Case{Name: g.Name, BaseMVA: baseMVA}
	slack := 0
	for i := range g.Sites {
		if g.Sites[i].LoadFraction > g.Sites[slack].LoadFraction {
			slack = i
		}
	}
	for i := range g.Sites {
		s := &g.Sites[i]
		kind := Load
		if i == slack {
			kind = Slack
		}
		c.Buses = append(c.Buses, Bus{Number: i + 1, Name: s.Name, Kind: kind, LoadMW: s.LoadFraction*o.LoadMW + o.ExtraMW[s.Name],
			VMPu: 1, BaseKV: LineClasses[0].VoltageKV, Area: 1, Zone: 1, VMinPu: 0.95, VMaxPu: 1.05})
	}
	for zone, mw := range o.ExportMW {
		for k, part := range g.linkParts(zone) {
			c.Buses[g.Index(g.Links[k].Bus)].LoadMW += part * mw
		}
	}
	all := g.CapacityMW()
	c.Generators = append(c.Generators, Generator{Bus: slack + 1, SetPu: 1, BaseMVA: baseMVA})
	for i := range g.Sites {
		for f, mw := range g.Sites[i].CapacityMW {
			if mw > 0 {
				c.Generators = append(c.Generators, Generator{Bus: i + 1, MW: o.OutputMW[f] * mw / all[f], MaxMW: mw, SetPu: 1, BaseMVA: baseMVA})
			}
		}
	}
	for _, l := range g.Lines {
		for range l.Circuits {
			c.Branches = append(c.Branches, l.circuit(g))
		}
	}
	return c
}

// circuit is one circuit of a corridor.
func (l *Corridor) circuit(g *Grid) Branch {
	class := classOf(l.Class)
	ohm := class.VoltageKV * class.VoltageKV / baseMVA
	return Branch{From: g.Index(l.From) + 1, To: g.Index(l.To) + 1, RPu: class.ROhmPerKM * l.LengthKM / ohm,
		XPu: class.XOhmPerKM * l.LengthKM / ohm, BPu: class.BMicroSiemensPerKM * 1e-6 * l.LengthKM * ohm,
		RateMVA: class.RatingMVA, rateB: class.RatingMVA, rateC: class.RatingMVA}
}

// linkParts is the part of a zone's exchange that each of its links carries.
func (g *Grid) linkParts(zone string) map[int]float64 {
	sum, parts := 0.0, map[int]float64{}
	for k := range g.Links {
		if l := &g.Links[k]; l.Zone == zone && l.FromYear == 0 {
			parts[k] = l.CapacityMW
			sum += l.CapacityMW
		}
	}
	for k := range parts {
		parts[k] /= sum
	}
	return parts
}

// steady tells whether a fuel's stations answer to a load: wind and sun do not.
func (f Fuel) steady() bool { return f != Wind && f != Solar && f != Pumped }

// Weights spread the feed of a load over the buses by the capacity of the stations that
// answer to one.
func (g *Grid) Weights() []float64 {
	weights, sum := make([]float64, len(g.Sites)), 0.0
	for i := range g.Sites {
		for f, mw := range g.Sites[i].CapacityMW {
			if Fuel(f).steady() {
				weights[i] += mw
			}
		}
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	return weights
}
