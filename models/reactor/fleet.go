package reactor

import (
	"fmt"

	"caloduc/sim"
	"caloduc/sim/supply"
)

// Fleet is the reactors of an experiment.
type Fleet struct {
	NetMW       float64 // power to the experiment: each unit's net power times its share
	AvailableMW float64 // what the units could deliver at full power, times their shares
	GridDrawMW  float64 // house loads that the grid supplies, times the shares
	DrawnMW     float64 // what the campuses draw of NetMW
	// WaterLPerKWh is the fresh water consumed per energy of NetMW.
	WaterLPerKWh float64

	units []Unit
}

// NewFleet builds the units. Streams are named after each unit, so that adding
// one shifts nobody else's outages.
func NewFleet(specs []*Spec, cal sim.Calendar, streams sim.Streams) (*Fleet, error) {
	f := &Fleet{units: make([]Unit, 0, len(specs))}
	seen := map[string]bool{}
	for _, s := range specs {
		name := s.Name()
		if name == "" {
			return nil, fmt.Errorf("reactor: a unit without a name")
		}
		if seen[name] {
			return nil, fmt.Errorf("reactor: %q is listed twice", name)
		}
		seen[name] = true
		f.units = append(f.units, newUnit(s, cal, streams))
	}
	return f, nil
}

// Start begins the outages and trips of all units at the engine's current
// minute.
func (f *Fleet) Start(e *sim.Engine) {
	for i := range f.units {
		f.units[i].start(e)
	}
}

// Len is the number of units.
func (f *Fleet) Len() int { return len(f.units) }

// Unit returns unit i, in the order of the specs.
func (f *Fleet) Unit(i int) *Unit { return &f.units[i] }

// Step advances all units by one minute; cold holds one cold source per unit.
func (f *Fleet) Step(m sim.Minute, cold []ColdSource) {
	units := f.units
	cold = cold[:len(units)]
	if m%sim.Day == 0 {
		for i := range units {
			units[i].stretchOut()
		}
	}
	net, available, draw, water := 0.0, 0.0, 0.0, 0.0
	for i := range units {
		u := &units[i]
		u.Step(&cold[i])
		net += u.share * u.NetMW
		water += u.share * u.NetMW * u.waterLPerKWh
		available += u.share * u.AvailableMW
		draw += u.share * u.GridDrawMW
	}
	f.NetMW, f.AvailableMW, f.GridDrawMW, f.WaterLPerKWh = net, available, draw, 0
	if net > 0 {
		f.WaterLPerKWh = water / net
	}
}

// Offer implements supply.Supplier. The units make what they can whether it is
// drawn or not, so the fleet asks nothing for it.
func (f *Fleet) Offer(_ sim.Minute, o *supply.Offer) {
	o.MW, o.EURPerMWh, o.KgPerMWh, o.WaterLPerKWh = f.NetMW, 0, 0, f.WaterLPerKWh
}

// Take implements supply.Supplier.
func (f *Fleet) Take(mw float64) { f.DrawnMW = mw }
