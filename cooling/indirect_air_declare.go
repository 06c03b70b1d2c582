package cooling

import "caloduc/sim/record"

// Declare implements Plant.
func (p *indirectAir) Declare(g record.Group) {
	r := &p.rec
	declareDuty(g, &p.duty)
	p.air.declare(g)
	g.Channel(&r.scavengerSpeed, "scavenger_fan_speed", "speed of scavenger fans as a share of full speed, times the share of them that run")
	g.Channel(&r.mode, "cooling_mode", IndirectAirModes)
	g.Meter(&r.chillersRun, "chillers_running", "chillers that run")
	in := terms(
		g.Meter(&r.serversMW, "server_heat_MW", "heat of the servers"),
		g.Meter(&r.roomMW, "room_heat_MW", "heat of UPS, distribution and lighting in the hall"),
		g.Meter(&r.fanHeatMW, "air_fan_heat_MW", "heat of fans in the hall's air: all their power"),
		g.Meter(&r.pumpHeatMW, "chilled_pump_heat_MW", "heat of chilled-water pumps in their water"))
	out := terms(
		g.Meter(&r.platesMW, "plate_heat_MW", "heat carried through the plates to scavenger air"),
		g.Meter(&r.evaporatorMW, "evaporator_heat_MW", "heat taken out by chillers"),
		g.Meter(&r.storedMW, "air_stored_heat_MW", "heat stored in the hall"))
	g.Balance("heat", in, out)
	p.throttle.declare(g, &p.overheated)
	g.Counter(&p.plates.outMinutes, "plate_out_of_bounds_minutes", "minutes in which the plates ran out of their films' bounds", plateHallFlow.String()+"; "+plateScavengerFlow.String())
	g.Counter(&p.plates.speed.failures, "scavenger_control_failures", "minutes in which the search for the scavenger fans' speed ran into its iteration limit", "")
	if p.mechanical {
		p.bank.declare(g)
	}
}
