package network

import (
	"fmt"

	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// Declare declares the channels and indicators of the grid within the group g.
func (t *Transmission) Declare(g record.Group) {
	g = g.ByHour()
	load := g.Channel(&t.LoadMW, "load_power_MW", "load of the grid with campuses and exports")
	loss := g.Channel(&t.LossMW, "loss_power_MW", "losses of the lines by the linear flow")
	g.Channel(&t.MostLoaded, "highest_loading", "loading of the most loaded circuit, over its rating in the air of the hour")
	over := g.Meter(&t.OverloadMW, "overload_power_MW", "flows above ratings in the intact grid, before redispatch")
	left := g.Meter(&t.LeftMW, "overload_left_power_MW", "flows above ratings in the intact grid, after redispatch")
	insecure := g.Meter(&t.insecure, "insecure", "1 while the loss of a circuit would overload another that a campus bears on, before redispatch")
	moved := g.Channel(&t.RedispatchMW, "redispatch_power_MW", "generation moved away from overloads")
	cost := g.Meter(&t.CostEURPerH, "redispatch_cost_EUR_per_h", "cost of moving it")
	out := g.Channel(&t.LinesOut, "lines_out", "circuits out of service")
	dark := g.Meter(&t.DarkMW, "dark_power_MW", "load behind lost lines, campuses not counted")
	g.Indicator("dark_energy_MWh", "load that was behind lost lines, campuses not counted", func(s record.Sums) float64 { return s.Of(dark) })
	g.Indicator("network_loss_fraction", "losses of the lines over the grid's load", func(s record.Sums) float64 { return s.Of(loss) / s.Of(load) })
	g.Indicator("network_load_energy_MWh", "load of the grid with campuses and exports", func(s record.Sums) float64 { return s.Of(load) })
	g.Indicator(channel.RedispatchEnergyMWh, "generation moved away from overloads", func(s record.Sums) float64 { return s.Of(moved) })
	g.Indicator("overload_energy_MWh", "flows above ratings before redispatch", func(s record.Sums) float64 { return s.Of(over) })
	g.Indicator("overload_left_energy_MWh", "flows above ratings after redispatch", func(s record.Sums) float64 { return s.Of(left) })
	g.Indicator("insecure_h", "hours in which the loss of a circuit would overload another that a campus bears on, before redispatch", func(s record.Sums) float64 { return s.Of(insecure) })
	g.Indicator("redispatch_cost_EUR", "cost of moving generation", func(s record.Sums) float64 { return s.Of(cost) })
	g.Indicator("line_outage_h", "hours times circuits out of service", func(s record.Sums) float64 { return s.Of(out) })
	for _, s := range t.grid.Sites {
		g.Place(s.Name, "network-bus", s.LatDeg, s.LonDeg)
	}
	for c := range t.Loading {
		l, name := &t.grid.Lines[c], t.Corridor(c)
		if c >= len(t.Loading)-len(t.spec.Works) {
			name = fmt.Sprintf("%s, work %d", name, c-len(t.Loading)+len(t.spec.Works)+1)
		}
		g.Line(name, l.From, l.To, l.Circuits, classOf(l.Class).RatingMVA)
		g.Group("line."+name, name).Channel(&t.Loading[c], "loading", "loading of the corridor's most loaded circuit, over its rating")
	}
}

// DeclareCampus declares what a campus may draw at its bus, within the campus' group.
func (t *Transmission) DeclareCampus(i int, g record.Group) {
	c := &t.Campuses[i]
	g.Channel(&c.HeadroomMW, channel.HeadroomMW, "more load that the bus can take, told up to 10 GW")
	g.Channel(&c.LimitMW, "network_limit_MW", "power that the campus may draw at its bus")
	hourly := g.ByHour()
	hourly.Channel(&c.Binding, "binding_line", "line that binds the bus at the hour's beginning, by its place in the manifest's list; -1: none")
	hourly.Channel(&c.Outage, "binding_outage", "line that would have lost a circuit then; -1: none, all are in service")
	bound := g.Meter(&c.short, "network_short", "1 while the bus can take no more, else 0")
	g.Indicator("network_short_h", "hours in which the campus' bus can take no more than it draws", func(s record.Sums) float64 { return s.Of(bound) })
}
