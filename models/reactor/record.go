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
		all[i] = f.units[i].declare(root.Group("reactor."+f.units[i].name, f.units[i].name))
	}
	net := root.Channel(&f.NetMW, channel.FleetNetPowerMW, "net power of the reactors to the experiment, after their shares")
	root.Meter(&f.GridDrawMW, "fleet_grid_draw_MW", "house loads of the reactors supplied by the grid, after their shares")
	root.Indicator(channel.FleetNetEnergyMWh, "net energy of the reactors to the experiment", func(s record.Sums) float64 { return s.Of(net) })
	root.Indicator(channel.FleetLoadFactor, "net energy over net capacity times hours (Kp), all reactors", func(s record.Sums) float64 {
		sum, capacity := 0.0, 0.0
		for _, w := range all {
			sum += w.share * s.Of(w.net)
			capacity += w.capacityMW
		}
		return record.Ratio(sum, capacity*s.Hours())
	}).Main = true
	root.Indicator(channel.FleetAvailabilityFactor, "technical availability over the period (Kd), weighted by capacity, all reactors", func(s record.Sums) float64 {
		sum, capacity := 0.0, 0.0
		for _, w := range all {
			sum += w.capacityMW * s.Of(w.availability)
			capacity += w.capacityMW
		}
		return record.Ratio(sum, capacity*s.Hours())
	})
	return drawn
}

// declare declares one unit within its group.
func (u *Unit) declare(g record.Group) weighted {
	net := g.Channel(&u.NetMW, channel.NetPowerMW, "net power, whole unit")
	availability := g.Channel(&u.Availability, channel.Availability, "technical availability, 0 in an outage")
	g.Channel(&u.Xenon, channel.Xenon, "xenon over its equilibrium at rated power")
	thermal := g.Meter(&u.ThermalMW, "thermal_power_MW", "heat from the reactor")
	gross := g.Meter(&u.GrossMW, "gross_power_MW", "power at the generator's terminals")
	condenser := g.Meter(&u.CondenserHeatMW, "condenser_heat_MW", "heat to the cold source")
	house := g.Meter(&u.HouseLoadMW, "house_load_MW", "power of the auxiliaries")
	draw := g.Meter(&u.GridDrawMW, "grid_draw_MW", "house load supplied by the grid")
	g.Balance("heat", record.Terms(thermal), record.Terms(gross, condenser))
	g.Balance("electricity", record.Terms(gross, draw), record.Terms(net, house))
	capacity := u.spec.NetCapacityMW
	g.Indicator(channel.NetEnergyMWh, "net energy, whole unit", func(s record.Sums) float64 { return s.Of(net) })
	g.Indicator(channel.ThermalEnergyMWh, "heat from the reactor, whole unit", func(s record.Sums) float64 { return s.Of(thermal) })
	g.Indicator(channel.CondenserHeatMWh, "heat to the cold source, whole unit", func(s record.Sums) float64 { return s.Of(condenser) })
	perMWh := u.waterLPerKWh // L/kWh is m3/MWh
	g.Indicator("water_consumed_m3", "fresh water that cooling consumes, whole unit", func(s record.Sums) float64 { return s.Of(net) * perMWh })
	g.Indicator(channel.LoadFactor, "net energy over net capacity times hours (Kp)", func(s record.Sums) float64 {
		return record.Ratio(s.Of(net), capacity*s.Hours())
	})
	g.Indicator(channel.AvailabilityFactor, "technical availability over the period (Kd)", func(s record.Sums) float64 {
		return record.Ratio(s.Of(availability), s.Hours())
	})
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
	return weighted{net: net, availability: availability, share: u.spec.Share, capacityMW: capacity * u.spec.Share}
}
