package reactor

import (
	"math"

	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// weighted is a channel with a weight: a unit's share of the fleet.
type weighted struct {
	net, availability record.ID
	share, capacityMW float64 // capacity: net capacity times share
}

// Declare declares the channels, indicators, balances and counters of the fleet
// below root, and the units' places. It returns the channel of what the campuses
// draw from it.
func (f *Fleet) Declare(root record.Group) record.ID {
	drawn := root.Meter(&f.DrawnMW, "fleet_drawn_power_MW", "power that the campuses draw from the reactors")
	if len(f.units) == 0 {
		return drawn
	}
	all := make([]weighted, len(f.units))
	for i := range f.units {
		u := &f.units[i]
		g := root.Group("reactor."+u.name, u.name)
		if u.block == nil {
			all[i] = u.declare(g)
		} else {
			all[i] = u.declareHourly(g.ByHour())
		}
	}
	net := root.Channel(&f.NetMW, channel.FleetNetPowerMW, "net power of the reactors to the experiment, after their shares")
	draw := root.Meter(&f.GridDrawMW, "fleet_grid_draw_MW", "house loads of the reactors supplied by the grid, after their shares")
	root.Indicator("fleet_grid_draw_MWh", "energy that the reactors draw from the grid while they make too little for themselves, after their shares",
		func(s record.Sums) float64 { return s.Of(draw) })
	root.Indicator(channel.FleetNetEnergyMWh, "net energy of the reactors to the experiment", func(s record.Sums) float64 { return s.Of(net) })
	factors(root, all, "fleet_", "all reactors").Main = true
	if f.block != nil {
		f.block.declare(root, all[f.single:])
	}
	return drawn
}

// factors declares Kp, Kd and Ku of some units, and returns the first.
func factors(g record.Group, units []weighted, prefix, of string) *record.Indicator {
	sums := func(s record.Sums) (energy, up, capacity float64) {
		for _, w := range units {
			energy += w.share * s.Of(w.net)
			up += w.capacityMW * s.Of(w.availability)
			capacity += w.capacityMW
		}
		return energy, up, capacity * s.Hours()
	}
	main := g.Indicator(prefix+channel.LoadFactor, "net energy over net capacity times hours (Kp), "+of, func(s record.Sums) float64 {
		energy, _, all := sums(s)
		return record.Ratio(energy, all)
	})
	g.Indicator(prefix+channel.AvailabilityFactor, "technical availability over the period (Kd), weighted by capacity, "+of, func(s record.Sums) float64 {
		_, up, all := sums(s)
		return record.Ratio(up, all)
	})
	g.Indicator(prefix+"use_factor", "use of what was technically available over the period (Ku = Kp/Kd), "+of, func(s record.Sums) float64 {
		energy, up, _ := sums(s)
		return record.Ratio(energy, up)
	})
	return main
}

// declare declares the sites of a block and what befell it.
func (b *block) declare(root record.Group, all []weighted) {
	for _, w := range b.sites {
		g := root.Group("site."+w.name, w.name)
		units := all[w.first : w.first+len(w.units)]
		g.Indicator(channel.NetEnergyMWh, "net energy of the site, whole units", func(s record.Sums) float64 {
			sum := 0.0
			for _, u := range units {
				sum += s.Of(u.net)
			}
			return sum
		})
		factors(g, units, "", "the site's units")
	}
	root.Counter(&b.defects, "generic_defects", "defects common to a series that were found", "")
}

// declareHourly declares a unit of a block within its group: means over the hour.
func (u *Unit) declareHourly(g record.Group) weighted {
	m := &u.block.mean
	net := g.Channel(&m.netMW, channel.NetPowerMW, "net power, whole unit")
	availability := g.Channel(&m.availability, channel.Availability, "technical availability, 0 in an outage")
	g.Channel(&u.Xenon, channel.Xenon, "xenon over its equilibrium at rated power")
	return u.declareRest(g, net, availability, &m.thermalMW, &m.grossMW, &m.condenserHeatMW, &m.houseLoadMW, &m.gridDrawMW)
}

// declare declares one unit within its group.
func (u *Unit) declare(g record.Group) weighted {
	net := g.Channel(&u.NetMW, channel.NetPowerMW, "net power, whole unit")
	availability := g.Channel(&u.Availability, channel.Availability, "technical availability, 0 in an outage")
	g.Channel(&u.Xenon, channel.Xenon, "xenon over its equilibrium at rated power")
	return u.declareRest(g, net, availability, &u.ThermalMW, &u.GrossMW, &u.CondenserHeatMW, &u.HouseLoadMW, &u.GridDrawMW)
}

// declareRest declares the unit's other powers, its balances and indicators, and its place.
// A unit of a block has the few indicators by which units are compared: there are many.
func (u *Unit) declareRest(g record.Group, net, availability record.ID, thermalMW, grossMW, condenserMW, houseMW, drawMW *float64) weighted {
	thermal := g.Meter(thermalMW, "thermal_power_MW", "heat from the reactor")
	gross := g.Meter(grossMW, "gross_power_MW", "power at the generator's terminals")
	condenser := g.Meter(condenserMW, "condenser_heat_MW", "heat to the cold source")
	house := g.Meter(houseMW, "house_load_MW", "power of the auxiliaries")
	draw := g.Meter(drawMW, "grid_draw_MW", "house load supplied by the grid")
	g.Balance("heat", record.Terms(thermal), record.Terms(gross, condenser))
	g.Balance("electricity", record.Terms(gross, draw), record.Terms(net, house))
	capacity := u.spec.NetCapacityMW
	g.Indicator(channel.NetEnergyMWh, "net energy, whole unit", func(s record.Sums) float64 { return s.Of(net) })
	if u.block == nil {
		g.Indicator(channel.ThermalEnergyMWh, "heat from the reactor, whole unit", func(s record.Sums) float64 { return s.Of(thermal) })
		g.Indicator(channel.CondenserHeatMWh, "heat to the cold source, whole unit", func(s record.Sums) float64 { return s.Of(condenser) })
		perMWh := u.waterLPerKWh // L/kWh is m3/MWh
		g.Indicator("water_consumed_m3", "fresh water that cooling consumes, whole unit", func(s record.Sums) float64 { return s.Of(net) * perMWh })
	}
	g.Indicator(channel.LoadFactor, "net energy over net capacity times hours (Kp)", func(s record.Sums) float64 {
		return record.Ratio(s.Of(net), capacity*s.Hours())
	})
	g.Indicator(channel.AvailabilityFactor, "technical availability over the period (Kd)", func(s record.Sums) float64 {
		return record.Ratio(s.Of(availability), s.Hours())
	})
	g.Indicator("use_factor", "use of what was technically available over the period (Ku = Kp/Kd)", func(s record.Sums) float64 {
		return record.Ratio(s.Of(net), capacity*s.Of(availability))
	})
	u.declareCounts(g)
	return weighted{net: net, availability: availability, share: u.spec.Share, capacityMW: capacity * u.spec.Share}
}

// declareCounts declares what befell the unit, and its place.
func (u *Unit) declareCounts(g record.Group) {
	bounds := "water -2 to 32 degC"
	if u.tower {
		bounds = "wet bulb -25 to 30 degC"
	}
	g.Counter(&u.coldOutOfBounds, "cold_source_out_of_bounds", "minutes with the cold source outside the bounds of the derating", bounds)
	g.Counter(&u.trips, "trips", "forced outages", "")
	g.Counter(&u.outages, "planned_outages", "planned outages begun", "")
	if !math.IsNaN(u.spec.LatDeg) && !math.IsNaN(u.spec.LonDeg) {
		g.Place(u.name, "reactor", u.spec.LatDeg, u.spec.LonDeg)
	}
}
