package power

import (
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// Channels are the identifiers of what a hall's chain records.
type Channels struct {
	IT, UPSLoad                               record.ID // hourly
	PSULoss, DistributionLoss, UPSLoss, House record.ID
}

// Declare records the chain in the hall's group: two hourly channels, the
// rest integrated only. The caller balances them against the campus' draw.
func (c *Chain) Declare(g record.Group) Channels {
	ids := Channels{
		IT:               g.Channel(&c.ITMW, channel.ITPowerMW, "electric power at the servers' inlets"),
		UPSLoad:          g.Channel(&c.UPSLoad, "ups_load", "output of the UPS as a fraction of its modules' rating"),
		PSULoss:          g.Meter(&c.PSULossMW, "psu_loss_MW", "lost in server power supplies, inside the IT load"),
		DistributionLoss: g.Meter(&c.DistributionLossMW, "distribution_loss_MW", "lost between UPS and racks"),
		UPSLoss:          g.Meter(&c.UPSLossMW, "ups_loss_MW", "lost in the UPS"),
		House:            g.ByHour().Meter(&c.HouseMW, "house_power_MW", "lighting of the hall"),
	}
	g.Counter(&c.Overload, "power_overload_minutes", "minutes in which a stage of the power chain was above its rating's validity",
		"output up to 110 % of the rating of the modules in service")
	return ids
}
