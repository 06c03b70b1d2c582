package reactor

import (
	"caloduc/sim"
	"caloduc/sim/supply"
)

// Group is some units as a supplier of its own: those behind a campus' meter, taken out of
// what the fleet offers and is asked for. They run at the power they can give, whether
// the campus draws it or not.
type Group struct {
	DrawnMW float64 // what is drawn of it

	units []*Unit
}

// Group dedicates the units of these names to a campus.
func (f *Fleet) Group(names []string) (*Group, error) {
	g := new(Group)
	for _, name := range names {
		u, err := f.Dedicate(name)
		if err != nil {
			return nil, err
		}
		g.units = append(g.units, u)
	}
	return g, nil
}

// Len is the number of its units.
func (g *Group) Len() int { return len(g.units) }

// NetMW is what the group's units give the campus now: their net power times their share.
func (g *Group) NetMW() float64 {
	mw := 0.0
	for _, u := range g.units {
		mw += u.spec.Share * u.NetMW
	}
	return mw
}

// Offer implements supply.Supplier.
func (g *Group) Offer(_ sim.Minute, o *supply.Offer) {
	mw, water := 0.0, 0.0
	for _, u := range g.units {
		net := u.spec.Share * u.NetMW
		mw += net
		water += net * u.waterLPerKWh
	}
	o.MW, o.EURPerMWh, o.KgPerMWh, o.WaterLPerKWh = mw, 0, 0, 0
	if mw > 0 {
		o.WaterLPerKWh = water / mw
	}
}

// Take implements supply.Supplier.
func (g *Group) Take(mw float64) { g.DrawnMW = mw }

// RatedMW is the net capacity of the group's units, after their shares.
func (g *Group) RatedMW() float64 {
	mw := 0.0
	for _, u := range g.units {
		mw += u.spec.Share * u.spec.NetCapacityMW
	}
	return mw
}

// RatedMW is the net capacity of the units that feed all, after their shares.
func (f *Fleet) RatedMW() float64 {
	mw := 0.0
	for i := range f.units {
		mw += f.units[i].share * f.units[i].spec.NetCapacityMW
	}
	return mw
}

// Available is what all units could give now and their net capacity, MW of whole units,
// whomever they feed.
func (f *Fleet) Available() (availableMW, capacityMW float64) {
	for i := range f.units {
		u := &f.units[i]
		availableMW += u.AvailableMW
		capacityMW += u.spec.NetCapacityMW
	}
	return availableMW, capacityMW
}
