package network

import (
	"fmt"

	"caloduc/sim/record"
)

// Declare declares the channels and indicators of the grid within the group g.
func (t *Transmission) Declare(g record.Group) {
	g = g.ByHour()
	load := g.Channel(&t.LoadMW, "load_power_MW", "load of the grid with campuses and exports")
	loss := g.Channel(&t.LossMW, "loss_power_MW", "losses of the lines by the linear flow")
	g.Channel(&t.MostLoaded, "highest_loading", "loading of the most loaded circuit, over its rating in the air of the hour")
	over := g.Meter(&t.OverloadMW, "overload_power_MW", "flows above ratings in the intact grid, before redispatch")
	insecure := g.Meter(&t.insecure, "insecure", "1 while the loss of a circuit would overload another that a campus bears on, before redispatch")
	moved := g.Channel(&t.RedispatchMW, "redispatch_power_MW", "generation moved away from overloads")
	cost := g.Meter(&t.CostEURPerH, "redispatch_cost_EUR_per_h", "cost of moving it")
	out := g.Channel(&t.LinesOut, "lines_out", "circuits out of service")
	g.Indicator("network_loss_fraction", "losses of the lines over the grid's load", func(s record.Sums) float64 { return s.Of(loss) / s.Of(load) })
	g.Indicator("redispatch_energy_MWh", "generation moved away from overloads", func(s record.Sums) float64 { return s.Of(moved) })
	g.Indicator("overload_energy_MWh", "flows above ratings before redispatch", func(s record.Sums) float64 { return s.Of(over) })
	g.Indicator("insecure_h", "hours in which the loss of a circuit would overload another that a campus bears on, before redispatch", func(s record.Sums) float64 { return s.Of(insecure) })
	g.Indicator("redispatch_cost_EUR", "cost of moving generation", func(s record.Sums) float64 { return s.Of(cost) })
	g.Indicator("line_outage_h", "hours times circuits out of service", func(s record.Sums) float64 { return s.Of(out) })
	for c := range t.Loading {
		name := t.Corridor(c)
		if c >= len(t.Loading)-len(t.spec.Works) {
			name = fmt.Sprintf("%s, work %d", name, c-len(t.Loading)+len(t.spec.Works)+1)
		}
		g.Group("line."+name, name).Channel(&t.Loading[c], "loading", "loading of the corridor's most loaded circuit, over its rating")
	}
}

// DeclareCampus declares what a campus may draw at its bus, within the campus' group.
func (t *Transmission) DeclareCampus(i int, g record.Group) {
	c := &t.Campuses[i]
	g.Channel(&c.HeadroomMW, "headroom_MW", "more load that the bus can take, told up to 10 GW")
	g.Channel(&c.LimitMW, "network_limit_MW", "power that the campus may draw at its bus")
	bound := g.Meter(&c.short, "network_short", "1 while the bus can take no more, else 0")
	g.Indicator("network_short_h", "hours in which the campus' bus can take no more than it draws", func(s record.Sums) float64 { return s.Of(bound) })
}
