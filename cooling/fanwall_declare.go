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
