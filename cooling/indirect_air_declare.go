package cooling

import "caloduc/sim/record"

// Declare implements Plant.
func (p *indirectAir) Declare(g record.Group) {
	r := &p.rec
	declareDuty(g, &p.duty)
	p.air.declare(g)
	g.Channel(&r.scavengerSpeed, "scavenger_fan_speed", "speed of scavenger fans as a share of full speed, times the share of them that run")
	g.Mode(&r.mode, "cooling_mode", IndirectAirModes, "mode of the indirect air handlers")
	in := r.hallRecord.declare(g)
	out := terms(
		g.Meter(&r.platesMW, "plate_heat_MW", "heat carried through the plates to scavenger air"),
		declareStored(g, &r.hallRecord))
	if p.mechanical {
		lin, lout := p.chilledLoop.declare(g, &r.chilledLoopRecord, &p.duty)
		in, out = append(in, lin...), append(out, lout...)
	}
	g.Balance("heat", in, out)
	p.throttle.declare(g, &p.overheated)
	p.failures.declare(g)
	g.Counter(&p.plates.outMinutes, "plate_out_of_bounds_minutes", "minutes in which the plates ran out of their films' bounds", plateHallFlow.String()+"; "+plateScavengerFlow.String())
	g.Counter(&p.plates.speed.failures, "scavenger_control_failures", "minutes in which the search for the scavenger fans' speed ran into its iteration limit", "")
}
