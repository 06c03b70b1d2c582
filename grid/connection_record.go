package grid

import (
	"math"

	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// Declare declares the channels, indicators, balance and counters of the
// connection within the group g, and the place of its substation.
func (c *Connection) Declare(g record.Group) {
	demand := g.Channel(&c.DemandMW, "demand_power_MW", "power taken at the campus' bus")
	sent := g.Channel(&c.SentMW, channel.SentPowerMW, "power drawn from the transmission network")
	loss := g.Meter(&c.LossMW, "loss_power_MW", "losses of line and transformers")
	g.Channel(&c.Loading, "loading", "load of the circuits or transformers in service over their rating")
	line := g.Meter(&c.LineLossMW, "line_loss_power_MW", "losses of the line's conductors")
	transformer := g.Meter(&c.TransformerLossMW, "transformer_loss_power_MW", "losses of the transformers")
	unserved := g.Meter(&c.UnservedMW, "unserved_power_MW", "demand without supply: no circuit or transformer in service")
	limit := g.Meter(&c.AtLimit, "at_limit", "1 while the demand is at the limit, else 0")
	circuits := g.Meter(&c.CircuitsOut, "circuits_out", "circuits out of service")
	units := g.Meter(&c.TransformersOut, "transformers_out", "transformers out of service")

	term := func(id record.ID) record.Term { return record.Term{Channel: id, Factor: 1} }
	g.Balance("transmission", []record.Term{term(sent), term(unserved)},
		[]record.Term{term(demand), term(line), term(transformer)})

	g.Indicator(channel.DrawnEnergyMWh, "energy drawn from the transmission network", func(s record.Sums) float64 { return s.Of(sent) })
	g.Indicator("transmission_loss_fraction", "losses of line and transformers over the energy drawn", func(s record.Sums) float64 {
		if s.Of(sent) == 0 {
			return math.NaN()
		}
		return s.Of(loss) / s.Of(sent)
	})
	g.Indicator(channel.UnservedEnergyMWh, "energy asked for while without supply", func(s record.Sums) float64 { return s.Of(unserved) })
	g.Indicator("at_limit_h", "hours with the demand at the limit of contract or equipment", func(s record.Sums) float64 { return s.Of(limit) })
	g.Indicator("circuit_outage_h", "hours times circuits out of service", func(s record.Sums) float64 { return s.Of(circuits) })
	g.Indicator("transformer_outage_h", "hours times transformers out of service", func(s record.Sums) float64 { return s.Of(units) })
	g.Counter(&c.collapsed, "voltage_collapse", "minutes in which the line could not carry the demand at any voltage", "demand within LimitMW")
	g.Counter(&c.overheated, "conductor_overheated", "minutes with the conductors above their highest temperature", "rated conductor temperature")
	g.Counter(&c.happened, "staged_grid_events", "staged outages of circuits and transformers that took place", "")
	if !math.IsNaN(c.spec.LatDeg) && !math.IsNaN(c.spec.LonDeg) && c.spec.Bus != "" {
		g.Place(c.spec.Bus, "bus", c.spec.LatDeg, c.spec.LonDeg)
	}
}
