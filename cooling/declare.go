package cooling

import (
	"caloduc/cooling/loop"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// declareDuty declares what every plant reports: electric use and water by
// kind; and of what few do, that in which the plant takes part.
func declareDuty(g record.Group, d *loop.Duty, x Extras) {
	g.Channel(&d.ElectricMW, channel.CoolingPowerMW, "electric power of the cooling plant")
	w := g.Channel(&d.WaterKgPerS, "cooling_water_kg_per_s", "water drawn by the cooling plant")
	g.Channel(&d.ServerInletAirDegC, channel.ServerInletAirDegC, "air at the servers' inlets")
	g.Meter(&d.FacilityPumpMW, "facility_pump_MW", "pumps of facility, chilled, tower and river water")
	g.Meter(&d.CDUPumpMW, "cdu_pump_MW", "pumps of the coolant distribution units")
	g.Meter(&d.RejectionFanMW, "rejection_fan_MW", "fans of dry coolers and towers, scavenger fans")
	g.Meter(&d.AirFanMW, "air_fan_MW", "fans that move the hall's air")
	g.Meter(&d.CompressorMW, "compressor_MW", "compressors, with the condenser fans of air-cooled ones")
	g.Meter(&d.SprayPumpMW, "spray_pump_MW", "pumps that wet pads, humidifiers")
	e := g.Meter(&d.EvaporatedKgPerS, "evaporated_water_kg_per_s", "water evaporated")
	dr := g.Meter(&d.DriftKgPerS, "drift_water_kg_per_s", "water lost as drift")
	b := g.Meter(&d.BlowdownKgPerS, "blowdown_water_kg_per_s", "water blown down")
	g.Balance("water", record.Terms(w), record.Terms(e, dr, b))
	if x.Reuse {
		g.Meter(&d.HeatPumpMW, "heat_pump_MW", "heat pumps of heat recovery")
		g.Channel(&d.ReusedMW, "reused_heat_MW", "heat delivered to the district network, heat pumps' power included")
	}
	if x.River {
		in := g.Channel(&d.WithdrawnKgPerS, "withdrawn_water_kg_per_s", "river or sea water drawn, not consumed")
		out := g.Meter(&d.ReturnedKgPerS, "returned_water_kg_per_s", "river or sea water returned")
		g.Balance("river water", record.Terms(in), record.Terms(out))
	}
}

func (t *throttle) declare(g record.Group, overheated *int64) {
	g.Counter(&t.throttled, "throttled_minutes", "minutes in which the plant allowed the servers less than design heat", "")
	g.Counter(&t.shutdowns, "thermal_shutdowns", "times the servers shut down for heat", "")
	g.Counter(overheated, "overheated_minutes", "minutes with air or coolant above the servers' limit", "")
}

// named makes balance terms of channels that have been declared in g.
func named(g record.Group, names ...string) []record.Term {
	var ids []record.ID
	for _, name := range names {
		id, _ := g.ByName(name)
		ids = append(ids, id)
	}
	return record.Terms(ids...)
}
