package cooling

import (
	"caloduc/cooling/component"
	"caloduc/cooling/loop"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// vapourMJPerKg is the heat that a kilogram of water takes with it as vapour, at
// 20 degC.
var vapourMJPerKg = 1e-6 * component.LatentHeatJPerKg(20)

// DeclareHeatSinks declares, of a plant that has declared itself in g, where the
// hall's heat went, as indicators drawn from what the plant meters anyway: into the
// air by exchange of air, dry coolers, chillers' condensers and cooling towers,
// fans' and compressors' power included, what vapour carried off apart; into a
// river; into a district network. They leave out what stays in storage, what
// condensate and drained water carry, and the part of pumps' power that is lost
// outside hall and water.
func DeclareHeatSinks(g record.Group) {
	parts := []record.Group{g}
	liquid, air := g.Group("liquid", "liquid share"), g.Group("air", "air share")
	if _, ok := liquid.ByName("server_heat_MW"); ok {
		parts = []record.Group{liquid, air}
	}
	s := sinks{terms: map[string][]record.Term{}}
	for _, p := range parts {
		s.add(p)
	}
	for _, k := range sinkKinds {
		terms := s.terms[k.name]
		if len(terms) == 0 {
			continue
		}
		g.Indicator(k.name, k.meaning, func(sums record.Sums) (heat float64) {
			for _, t := range terms {
				heat += t.Factor * sums.Of(t.Channel)
			}
			return heat
		})
	}
}

// sinkKinds are the indicators of heat by sink.
var sinkKinds = []struct{ name, meaning string }{
	{channel.RoomHeatEnergyMWh, "heat of UPS, distribution and lighting in the hall"},
	{channel.HeatAirExchangeMWh, "heat carried out with the hall's air or through plates, scavenger fans included, less what vapour carried off"},
	{channel.HeatDryCoolersMWh, "heat to outdoor air by dry coolers, fans included, less what vapour carried off"},
	{channel.HeatCondensersMWh, "heat to outdoor air by the condensers of chillers and direct expansion, compressors included"},
	{channel.HeatTowersMWh, "heat to outdoor air by cooling towers, fans included, less what vapour carried off: below 0 where dry air gives heat to the water that evaporates"},
	{channel.HeatEvaporatedMWh, "heat carried off by evaporated water, its latent heat at 20 degC"},
	{channel.HeatRiverMWh, "heat to river or sea water"},
	{channel.HeatDistrictMWh, "heat to the district network, heat pumps included"},
}

// sinks gathers the terms of the indicators.
type sinks struct{ terms map[string][]record.Term }

// add adds what one plant meters.
func (s *sinks) add(g record.Group) {
	put := func(sink, meter string, factor float64) bool {
		id, ok := g.ByName(meter)
		if ok {
			s.terms[sink] = append(s.terms[sink], record.T(id, factor))
		}
		return ok
	}
	put(channel.RoomHeatEnergyMWh, "room_heat_MW", 1)
	put(channel.HeatDistrictMWh, "reused_heat_MW", 1)
	put(channel.HeatRiverMWh, "river_heat_MW", 1)
	wet := channel.HeatAirExchangeMWh // what water evaporates into
	put(wet, "vented_heat_MW", 1)
	put(wet, "ventilation_heat_MW", -1)
	switch {
	case put(channel.HeatTowersMWh, "tower_heat_MW", 1):
		wet = "heat_towers_MWh"
	case put(channel.HeatDryCoolersMWh, "dry_cooler_heat_MW", 1):
		wet = "heat_dry_coolers_MWh"
	default:
		put(wet, "plate_heat_MW", 1)
	}
	put(wet, "rejection_fan_MW", 1)
	const condensers = channel.HeatCondensersMWh
	if put(condensers, "evaporator_heat_MW", 1) {
		put(condensers, "compressor_MW", 1)
		put(condensers, "compressor_heat_MW", -1)
	}
	put(channel.HeatEvaporatedMWh, "evaporated_water_kg_per_s", vapourMJPerKg)
	put(wet, "evaporated_water_kg_per_s", -vapourMJPerKg)
	// Water that outdoor air took in goes off with the hall's air, whatever else
	// evaporates; what makes up for condensate stays between hall and coils.
	put(wet, "air_evaporated_water_kg_per_s", vapourMJPerKg)
	put(channel.HeatAirExchangeMWh, "air_evaporated_water_kg_per_s", -vapourMJPerKg)
	made := vapourMJPerKg / loop.CondensateMJPerKg
	put(channel.HeatEvaporatedMWh, "latent_heat_MW", -made)
	put(wet, "latent_heat_MW", made)
}
