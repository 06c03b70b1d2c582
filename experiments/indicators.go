package experiments

import (
	"math"

	"caloduc/models/economics"
	"caloduc/sim/channel"
	"caloduc/sim/list"
	"caloduc/sim/record"
)

// Conversions of integrals.
const (
	m3PerKgPerSH = 3600.0 / 1000 // kg/s over an hour, in m3
	literPerM3   = 1000.0
	kWhPerMWh    = 1000.0
)

// declareCampusIndicators declares what is drawn from the campus' electricity
// and water. All ratios are of energies over the period, never means of ratios.
func declareCampusIndicators(g record.Group, ids campusIDs, u *uses) {
	declare := func(name, meaning string, f func(record.Sums) float64) *record.Indicator {
		return g.Indicator(name, meaning, f).Within(0, math.Inf(1))
	}
	facility := func(s record.Sums) float64 { return s.Of(ids.facility) }
	it := func(s record.Sums) float64 { return s.Of(ids.it) }
	declare(channel.PUE, "power usage effectiveness, ISO/IEC 30134-2 category 3: facility energy, at the campus' meter, over energy at the servers' inlets",
		func(s record.Sums) float64 { return record.Ratio(facility(s), it(s)) }).Within(1, math.Inf(1)).Main = true
	declare("pue_category2", "PUE with the IT energy measured at the outlets of the distribution units; cables behind them are not modelled, so that it equals category 3",
		func(s record.Sums) float64 { return record.Ratio(facility(s), it(s)) })
	declare("pue_category1", "PUE with the IT energy measured at the UPS outlet",
		func(s record.Sums) float64 { return record.Ratio(facility(s), it(s)+u.distribution.of(s)) })
	declare("ppue_cooling", "partial PUE of cooling: IT and cooling energy over IT energy",
		func(s record.Sums) float64 { return record.Ratio(it(s)+u.cooling.of(s), it(s)) })
	declare("ppue_power", "partial PUE of the power chain: IT energy and losses of transformers, UPS and distribution over IT energy",
		func(s record.Sums) float64 {
			return record.Ratio(it(s)+u.transformers.of(s)+u.ups.of(s)+u.distribution.of(s), it(s))
		})
	declare("itue", "IT power usage effectiveness: IT energy over energy of chips and hosts, server fans and power supplies left out (Patterson 2013, TUE)",
		func(s record.Sums) float64 { return record.Ratio(it(s), u.computing.of(s)) })
	declare("tue", "total power usage effectiveness: facility energy over energy of chips and hosts (Patterson 2013)",
		func(s record.Sums) float64 { return record.Ratio(facility(s), u.computing.of(s)) })
	declare(channel.WUELPerKWh, "water usage effectiveness, ISO/IEC 30134-9: water drawn on site over IT energy",
		func(s record.Sums) float64 {
			return record.Ratio(s.Of(ids.water)*m3PerKgPerSH*literPerM3, it(s)*kWhPerMWh)
		}).Main = true
	if len(u.reused) > 0 {
		declare(channel.ERF, "energy reuse factor, ISO/IEC 30134-6: heat delivered to others over facility energy",
			func(s record.Sums) float64 { return record.Ratio(u.reused.of(s), facility(s)) })
		declare(channel.ERE, "energy reuse effectiveness (The Green Grid): facility energy less heat delivered to others over IT energy",
			func(s record.Sums) float64 { return record.Ratio(facility(s)-u.reused.of(s), it(s)) }).Within(math.Inf(-1), math.Inf(1))
		declare("reused_energy_MWh", "heat delivered to district networks", u.reused.of)
	}
	declare(channel.FacilityEnergyMWh, "energy taken at the campus' meter", facility)
	declare(channel.ITEnergyMWh, "energy at the servers' inlets", it).Main = true
	declare(channel.CoolingEnergyMWh, "energy of pumps, fans and compressors", u.cooling.of)
	declare("server_fan_energy_MWh", "energy of the server fans, inside the IT energy", u.serverFans.of)
	declare("psu_loss_energy_MWh", "energy lost in server power supplies, inside the IT energy", u.supplies.of)
	declare(channel.DistributionLossEnergyMWh, "energy lost between UPS and racks", u.distribution.of)
	declare(channel.UPSLossEnergyMWh, "energy lost in UPS", u.ups.of)
	declare(channel.TransformerLossEnergyMWh, "energy lost in the campus' transformers", u.transformers.of)
	declare(channel.HouseEnergyMWh, "energy of lighting, offices and the other services of the house, electrical rooms' cooling among them", u.house.of)
	declare("trace_heating_energy_MWh", "energy of trace heating, in that of the house", u.trace.of)
	declare("electrical_room_cooling_energy_MWh", "energy of the coolers of electrical rooms, in that of the house", u.rooms.of)
	declare(channel.WaterM3, "water drawn by cooling", func(s record.Sums) float64 { return s.Of(ids.water) * m3PerKgPerSH })
	declare("it_load_MW", "mean IT load", func(s record.Sums) float64 { return it(s) / s.Hours() })
}

// declareFootprint declares what is drawn from carbon and from the water of
// power generation.
func declareFootprint(g record.Group, ids campusIDs, account economics.Channels) {
	g.Indicator("cue_kg_per_kWh", "carbon usage effectiveness, ISO/IEC 30134-8: carbon of the energy used over IT energy",
		func(s record.Sums) float64 {
			return record.Ratio(s.Of(account.NuclearCarbon)+s.Of(account.MarketCarbon), s.Of(ids.it)*kWhPerMWh)
		})
	g.Indicator("wue_source_L_per_kWh", "water usage effectiveness with the water that power generation consumes (The Green Grid, WUE source)",
		func(s record.Sums) float64 {
			site := s.Of(ids.water) * m3PerKgPerSH * literPerM3
			source := (s.Of(account.ContractWater) + s.Of(account.MarketWater)) * literPerM3
			return record.Ratio(site+source, s.Of(ids.it)*kWhPerMWh)
		})
}

func declareHallIndicators(g record.Group, it, cooling record.ID) {
	g.Indicator(channel.ITEnergyMWh, "energy at the servers' inlets", func(s record.Sums) float64 { return s.Of(it) })
	g.Indicator(channel.CoolingEnergyMWh, "energy of pumps, fans and compressors", func(s record.Sums) float64 { return s.Of(cooling) })
	g.Indicator("ppue_cooling", "partial PUE of cooling: IT and cooling energy over IT energy",
		func(s record.Sums) float64 { return record.Ratio(s.Of(it)+s.Of(cooling), s.Of(it)) })
}

// declareSystem declares the indicators of the whole experiment.
func declareSystem(root record.Group, all []campusIDs) {
	gather := func(of func(campusIDs) record.ID) channels { return list.Map(all, of) }
	facility := gather(func(c campusIDs) record.ID { return c.facility })
	it := gather(func(c campusIDs) record.ID { return c.it })
	water := gather(func(c campusIDs) record.ID { return c.water })
	cost := gather(func(c campusIDs) record.ID { return c.total })
	carbon := gather(func(c campusIDs) record.ID { return c.carbon })
	gpu := gather(func(c campusIDs) record.ID { return c.gpu })
	root.Indicator(channel.PUE, "power usage effectiveness of all campuses together",
		func(s record.Sums) float64 { return record.Ratio(facility.of(s), it.of(s)) }).Main = true
	root.Indicator(channel.WUELPerKWh, "water usage effectiveness of all campuses together",
		func(s record.Sums) float64 {
			return record.Ratio(water.of(s)*m3PerKgPerSH*literPerM3, it.of(s)*kWhPerMWh)
		})
	root.Indicator(channel.ITEnergyMWh, "energy at the servers' inlets, all campuses", it.of)
	root.Indicator(channel.CostEUR, "all costs of all campuses", cost.of).Main = true
	root.Indicator(channel.CostEURPerGPUh, "all costs over GPU-hours online", func(s record.Sums) float64 { return record.Ratio(cost.of(s), gpu.of(s)) }).Main = true
	root.Indicator(channel.CarbonKg, "carbon of energy and equipment, all campuses", carbon.of).Main = true
}
