package reactor

import (
	"fmt"
	"slices"

	"caloduc/sim"
	"caloduc/sim/supply"
)

// Fleet is the reactors of an experiment: units of their own, stepped every minute, and
// behind them those of a block, stepped when something happens to them.
type Fleet struct {
	NetMW       float64 // power to the experiment: each unit's net power times its share
	AvailableMW float64 // what the units could deliver at full power, times their shares
	GridDrawMW  float64 // house loads that the grid supplies, times the shares
	DrawnMW     float64 // what the campuses draw of NetMW
	// WaterLPerKWh is the fresh water consumed per energy of NetMW.
	WaterLPerKWh float64

	units   []Unit
	single  int // units that are stepped every minute: the first ones
	block   *block
	request request
}

// NewFleet builds units of their own. Streams are named after each unit, so that adding
// one shifts nobody else's outages.
func NewFleet(specs []*Spec, cal sim.Calendar, streams sim.Streams) (*Fleet, error) {
	return NewFleetOf(&FleetSpec{}, specs, cal, streams)
}

// NewFleetOf builds units of their own and the block of a [fleet].
func NewFleetOf(s *FleetSpec, specs []*Spec, cal sim.Calendar, streams sim.Streams) (*Fleet, error) {
	own, err := s.units()
	if err != nil {
		return nil, err
	}
	f := &Fleet{units: make([]Unit, 0, len(specs)+len(own)), single: len(specs)}
	seen := map[string]bool{}
	for _, s := range slices.Concat(specs, own) {
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
	for i := range specs {
		f.units[i].place(streams)
	}
	placeTogether(f.units[f.single:], cal, streams)
	if len(own) > 0 {
		f.block = newBlock(s, f.units[f.single:], cal, streams)
	}
	f.request, err = s.Request.build(f, cal)
	return f, err
}

// Start begins the outages and trips of all units at the engine's current
// minute.
func (f *Fleet) Start(e *sim.Engine) {
	for i := range f.units {
		f.units[i].start(e)
	}
	if f.block != nil {
		f.block.start(e)
	}
}

// Len is the number of units.
func (f *Fleet) Len() int { return len(f.units) }

// Single is the number of units that are stepped every minute: they come first. Of the
// others Step reads the cold source at the first minute of an hour alone.
func (f *Fleet) Single() int { return f.single }

// Unit returns unit i, in the order of the specs.
func (f *Fleet) Unit(i int) *Unit { return &f.units[i] }

// Named returns the unit of that name, nil where there is none. Its AvailableMW is what
// it could give, its NetMW what it gives; Ask says what it is asked for.
func (f *Fleet) Named(name string) *Unit {
	for i := range f.units {
		if f.units[i].name == name {
			return &f.units[i]
		}
	}
	return nil
}

// Dedicate takes the unit of that name out of what the fleet offers and is asked for, and
// returns it to whom it feeds alone. It is called before the first minute.
func (f *Fleet) Dedicate(name string) (*Unit, error) {
	u := f.Named(name)
	if u == nil {
		return nil, fmt.Errorf("there is no reactor %q", name)
	}
	if u.dedicated {
		return nil, fmt.Errorf("the reactor %q feeds another campus already", name)
	}
	u.dedicated, u.share = true, 0
	return u, nil
}

// Step advances all units by one minute; cold holds one cold source per unit.
func (f *Fleet) Step(m sim.Minute, cold []ColdSource) {
	units := f.units[:f.single]
	if m%sim.Day == 0 {
		for i := range f.units {
			f.units[i].newDay(int64(m / sim.Day))
		}
	}
	if f.due(m) {
		split(f.request.order, f.request.mw, whole)
	}
	net, available, draw, water := 0.0, 0.0, 0.0, 0.0
	sources := cold[:len(units)]
	for i := range units {
		u := &units[i]
		u.Step(&sources[i])
		net += u.share * u.NetMW
		water += u.share * u.NetMW * u.waterLPerKWh
		available += u.share * u.AvailableMW
		draw += u.share * u.GridDrawMW
	}
	if b := f.block; b != nil {
		b.step(m, cold[f.single:])
		net += b.sums.net
		water += b.sums.water
		available += b.sums.available
		draw += b.sums.draw
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
