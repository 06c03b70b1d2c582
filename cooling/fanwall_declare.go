package cooling

import "caloduc/sim/record"

// declare declares what every hall's air reports.
func (a *hallAir) declare(g record.Group) {
	g.Channel(&a.meanReturnDegC, "return_air_degC", "air leaving the servers")
	g.Channel(&a.fanSpeed, "air_fan_speed", "speed of the hall's fans as a share of full speed")
}

func (c *fanWall) declare(g record.Group) {
	g.Counter(&c.coilOutMinutes, "coil_out_of_bounds_minutes", "minutes in which chilled-water coils ran out of their films' bounds", coilAirFlow.String()+"; "+coilWaterFlow.String())
	g.Counter(&c.valve.failures, "valve_control_failures", "minutes in which the search for the flow of chilled water ran into its iteration limit", "")
}

// hallRecord is what the recorder reads of the heat of any hall, MW.
type hallRecord struct{ serversMW, roomMW, fanHeatMW, storedMW float64 }

// declare declares what heats a hall's air, and returns it as terms of the heat
// balance.
func (r *hallRecord) declare(g record.Group) []record.Term {
	return terms(
		g.Meter(&r.serversMW, "server_heat_MW", "heat of the servers"),
		g.Meter(&r.roomMW, "room_heat_MW", "heat of UPS, distribution and lighting in the hall"),
		g.Meter(&r.fanHeatMW, "air_fan_heat_MW", "heat of fans in the hall's air: all their power"))
}

// declareStored declares what a hall stores.
func declareStored(g record.Group, r *hallRecord) record.ID {
	return g.Meter(&r.storedMW, "air_stored_heat_MW", "heat stored in the hall")
}
