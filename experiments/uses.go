package experiments

import (
	"slices"

	"caloduc/models/compute"
	"caloduc/models/power"
	"caloduc/sim/list"
	"caloduc/sim/record"
)

// uses are the end uses and losses of a campus' electricity by kind, over all
// halls: every watt stands in exactly one of them.
type uses struct {
	computing    channels // chips and hosts
	serverFans   channels
	supplies     channels // losses of the server power supplies: with the two above, the IT load
	distribution channels
	ups          channels
	transformers channels
	cooling      channels // pumps, fans, compressors
	house        channels // lighting, services, coolers of electrical rooms
	trace, rooms channels // of it: trace heating, coolers of electrical rooms
	reused       channels // not a use: heat delivered to a district network
}

// coolingUses are the meters of electricity that every plant declares.
var coolingUses = []string{"facility_pump_MW", "cdu_pump_MW", "rejection_fan_MW", "air_fan_MW", "compressor_MW", "spray_pump_MW"}

// hall adds the uses of one hall.
func (u *uses) hall(w *World, g record.Group, machines compute.HallIDs, chain power.Channels, services power.ServiceChannels) {
	u.computing = append(u.computing, machines.Chip, machines.Host)
	u.serverFans = append(u.serverFans, machines.Fan)
	u.supplies = append(u.supplies, chain.PSULoss)
	u.distribution = append(u.distribution, chain.DistributionLoss)
	u.ups = append(u.ups, chain.UPSLoss)
	u.house = append(u.house, chain.House, services.Standing, services.Trace, services.RoomCooling)
	u.trace, u.rooms = append(u.trace, services.Trace), append(u.rooms, services.RoomCooling)
	for _, name := range coolingUses {
		u.cooling = append(u.cooling, w.id(g, name))
	}
	if id, ok := w.record.ByName(g.Scope() + ".heat_pump_MW"); ok { // with heat recovery only
		u.cooling = append(u.cooling, id)
		u.reused = append(u.reused, w.id(g, "reused_heat_MW"))
	}
}

// terms are all uses as terms of a balance.
func (u *uses) terms() []record.Term {
	return list.Map(slices.Concat(u.computing, u.serverFans, u.supplies, u.distribution, u.ups, u.transformers, u.cooling, u.house), func(id record.ID) record.Term { return record.T(id, 1) })
}

// channels are added up over a period.
type channels []record.ID

func (c channels) of(s record.Sums) float64 {
	sum := 0.0
	for _, id := range c {
		sum += s.Of(id)
	}
	return sum
}
