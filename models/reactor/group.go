package reactor

import (
	"fmt"
	"slices"

	"caloduc/sim"
	"caloduc/sim/supply"
)

// Group is some of a fleet's units as one supplier: those behind a campus' meter, or
// those that are left for all others.
type Group struct {
	DrawnMW float64 // what is drawn of it

	fleet *Fleet
	units []int
}

// Group returns the units of these names, all of them where no name is given, as a
// supplier. A unit can stand in one group only; see Rest.
func (f *Fleet) Group(names []string) (*Group, error) {
	g := &Group{fleet: f}
	for i := range f.units {
		if len(names) == 0 || slices.Contains(names, f.units[i].name) {
			g.units = append(g.units, i)
		}
	}
	if len(names) > 0 && len(g.units) < len(names) {
		return nil, fmt.Errorf("not all of %q are reactors of this experiment", names)
	}
	return g, nil
}

// Rest returns the units that stand in none of these groups as a supplier.
func (f *Fleet) Rest(taken []*Group) *Group {
	g := &Group{fleet: f}
	for i := range f.units {
		if !slices.ContainsFunc(taken, func(t *Group) bool { return slices.Contains(t.units, i) }) {
			g.units = append(g.units, i)
		}
	}
	return g
}

// NetMW is what the group's units give now, after their shares.
func (g *Group) NetMW() float64 {
	mw := 0.0
	for _, i := range g.units {
		u := &g.fleet.units[i]
		mw += u.share * u.NetMW
	}
	return mw
}

// RatedMW is the net capacity of the group's units, after their shares.
func (g *Group) RatedMW() float64 {
	mw := 0.0
	for _, i := range g.units {
		u := &g.fleet.units[i]
		mw += u.share * u.spec.NetCapacityMW
	}
	return mw
}

// Len is the number of its units.
func (g *Group) Len() int { return len(g.units) }

// Offer implements supply.Supplier.
func (g *Group) Offer(_ sim.Minute, o *supply.Offer) {
	mw, water := 0.0, 0.0
	for _, i := range g.units {
		u := &g.fleet.units[i]
		mw += u.share * u.NetMW
		water += u.share * u.NetMW * u.waterLPerKWh
	}
	o.MW, o.EURPerMWh, o.KgPerMWh, o.WaterLPerKWh = mw, 0, 0, 0
	if mw > 0 {
		o.WaterLPerKWh = water / mw
	}
}

// Take implements supply.Supplier.
func (g *Group) Take(mw float64) { g.DrawnMW = mw }

// RatedMW is the net capacity of all units, after their shares.
func (f *Fleet) RatedMW() float64 {
	mw := 0.0
	for i := range f.units {
		mw += f.units[i].share * f.units[i].spec.NetCapacityMW
	}
	return mw
}
