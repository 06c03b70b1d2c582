package power

import "caloduc/sim/record"

// Channels are the identifiers of what a hall's chain records.
type Channels struct {
	IT, Loss, UPSLoad                      record.ID // hourly
	DC, PSULoss, DistributionLoss, UPSLoss record.ID
	Input, House                           record.ID
}

// Declare records the chain in the hall's group: three hourly channels, the
// rest integrated only, and the balance of the chain.
func (c *Chain) Declare(g record.Group) Channels {
	ids := Channels{
		IT:               g.Channel(&c.ITMW, "it_power_MW", "electric power at the servers' inlets"),
		Loss:             g.Channel(&c.LossMW, "power_loss_MW", "lost from the hall's low-voltage bus to the servers' DC bus"),
		UPSLoad:          g.Channel(&c.UPSLoad, "ups_load", "output of the UPS as a fraction of its modules' rating"),
		DC:               g.Meter(&c.DCMW, "dc_power_MW", "power taken by the servers' DC bus"),
		PSULoss:          g.Meter(&c.PSULossMW, "psu_loss_MW", "lost in server power supplies, inside the IT load"),
		DistributionLoss: g.Meter(&c.DistributionLossMW, "distribution_loss_MW", "lost between UPS and racks"),
		UPSLoss:          g.Meter(&c.UPSLossMW, "ups_loss_MW", "lost in the UPS"),
		Input:            g.Meter(&c.InputMW, "it_path_power_MW", "drawn by the IT path from the hall's low-voltage bus"),
		House:            g.Meter(&c.HouseMW, "house_power_MW", "lighting, security and offices"),
	}
	g.Balance("power chain", []record.Term{{Channel: ids.Input, Factor: 1}}, []record.Term{
		{Channel: ids.DC, Factor: 1}, {Channel: ids.PSULoss, Factor: 1},
		{Channel: ids.DistributionLoss, Factor: 1}, {Channel: ids.UPSLoss, Factor: 1}})
	g.Counter(&c.Overload, "power_overload_minutes", "minutes in which a stage of the power chain was above its rating's validity",
		"output up to 110 % of the rating of the modules in service")
	return ids
}

// TransformerChannels are the identifiers of what a campus's transformers record.
type TransformerChannels struct{ Output, GridLoss, HallLoss, Input record.ID }

// Declare records the transformers in the campus's group, integrated only, and
// their balance.
func (t *Transformer) Declare(g record.Group) TransformerChannels {
	ids := TransformerChannels{
		Output:   g.Meter(&t.OutputMW, "low_voltage_power_MW", "drawn by halls and cooling behind the transformers"),
		GridLoss: g.Meter(&t.Grid.LossMW, "grid_transformer_loss_MW", "lost in the transformers at the connection point"),
		HallLoss: g.Meter(&t.Hall.LossMW, "hall_transformer_loss_MW", "lost in the transformers of the halls"),
		Input:    g.Meter(&t.InputMW, "connection_power_MW", "drawn at the campus's connection point"),
	}
	g.Balance("transformers", []record.Term{{Channel: ids.Input, Factor: 1}}, []record.Term{
		{Channel: ids.Output, Factor: 1}, {Channel: ids.GridLoss, Factor: 1}, {Channel: ids.HallLoss, Factor: 1}})
	const bounds = "output up to 110 % of the rating of the transformers in service"
	g.Counter(&t.Grid.Overload, "grid_transformer_overload_minutes", "minutes in which the transformers at the connection point were overloaded", bounds)
	g.Counter(&t.Hall.Overload, "hall_transformer_overload_minutes", "minutes in which the transformers of the halls were overloaded", bounds)
	return ids
}
