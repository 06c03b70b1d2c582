package network

import "slices"

// Operation is what a grid does in an hour, spread over the buses by what stands there.
type Operation struct {
	LoadMW   float64
	OutputMW ByFuel // negative where pumps run
}

// yearlyUse is the mean output of French stations in 2024 over what was installed: 361.7 TWh
// of nuclear, 74.7 of hydro, 46.6 of wind, 23.3 of sun and 19.9 of fossil fuels (RTE, bilan
// électrique 2024) by 62,990, 20,528, 23,935, 22,860 and 17,578 MW at the 1st of January 2025
// (ENTSO-E). Pumps give back what they took.
var yearlyUse = func() (use ByFuel) {
	const hours = 366 * 24
	hydro, fossil := 74.7e6/(20_528*hours), 19.9e6/(17_578*hours)
	return ByFuel{Nuclear: 361.7e6 / (62_990 * hours), Gas: fossil, Coal: fossil, Oil: fossil, RunOfRiver: hydro, Reservoir: hydro,
		Wind: 46.6e6 / (23_935 * hours), Solar: 23.3e6 / (22_860 * hours)}
}()

// Operate shares a load among the fuels: those given give what they are told, the others the
// rest, in proportion to capacity times a year's mean use.
func (g *Grid) Operate(loadMW float64, given map[Fuel]float64) Operation {
	o := Operation{LoadMW: loadMW}
	left, rest := loadMW, 0.0
	all := g.CapacityMW()
	for f := range all {
		if mw, told := given[Fuel(f)]; told {
			o.OutputMW[f] = mw
			left -= mw
		} else {
			rest += all[f] * yearlyUse[f]
		}
	}
	for f := range all {
		if _, told := given[Fuel(f)]; !told && rest > 0 {
			o.OutputMW[f] = left * all[f] * yearlyUse[f] / rest
		}
	}
	return o
}

// baseMVA is the base power of a grid's case.
const baseMVA = 100

// Case is the grid as a case: a branch for each circuit, a generator for each bus and
// fuel. What stands at each bus gives its part of the fuel's output by capacity. The bus
// with the most load is the slack; buses with large machines hold their voltage.
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
		switch {
		case i == slack:
			kind = Slack
		case s.holdsVoltage():
			kind = Voltage
		}
		c.Buses = append(c.Buses, Bus{Number: i + 1, Name: s.Name, Kind: kind, LoadMW: s.LoadFraction * o.LoadMW,
			VMPu: 1, BaseKV: LineClasses[0].VoltageKV, Area: 1, Zone: 1, VMinPu: 0.95, VMaxPu: 1.05})
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

// parts is what each bus carries of a zone's exchange in a year, by the capacity of the links
// that stand then; nil where none does.
func (g *Grid) parts(zone string, year int) []float64 {
	sum, parts := 0.0, make([]float64, len(g.Sites))
	for _, l := range g.Links {
		if l.Zone == zone && l.FromYear <= year {
			parts[g.Index(l.Bus)] += l.CapacityMW
			sum += l.CapacityMW
		}
	}
	if sum == 0 {
		return nil
	}
	for i := range parts {
		parts[i] /= sum
	}
	return parts
}

// holdsVoltage tells whether stations of the site hold its voltage in an AC flow: those with
// large machines.
func (s *Site) holdsVoltage() bool {
	return slices.ContainsFunc([]Fuel{Nuclear, Gas, Coal, Oil, Reservoir, Pumped}, func(f Fuel) bool { return s.CapacityMW[f] > 0 })
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
