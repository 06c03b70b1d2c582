package cooling

import "caloduc/sim/record"

// Declare implements Plant.
func (p *chilledWater) Declare(g record.Group) {
	in, out := p.declareTerms(g)
	g.Balance("heat", in, out)
}

// declareTerms is Declare without the heat balance, whose terms it returns.
func (p *chilledWater) declareTerms(g record.Group) (in, out []record.Term) {
	a, r := &p.air, &p.rec
	declareDuty(g, &p.duty)
	a.declare(g)
	g.Channel(&p.loop.meanDegC, "chilled_water_temp_degC", "chilled water to the coils")
	g.Channel(&r.setDegC, "chilled_water_set_degC", "set point of chilled water to the coils")
	g.Meter(&r.waterFlow, "chilled_water_flow_share", "flow of chilled water as a share of design")
	g.Mode(&r.coilMode, "coil_mode", CoilModes, "mode of the hall's coils")
	in = append(r.hallRecord.declare(g), terms(
		g.Meter(&r.pumpHeatMW, "chilled_pump_heat_MW", "heat of chilled-water pumps in their water"),
		g.Meter(&r.latentMW, "latent_heat_MW", "heat of vapour that coils condense"))...)
	out = terms(
		g.Meter(&r.loopMW, "loop_stored_heat_MW", "heat stored in the chilled-water loop"),
		declareStored(g, &r.hallRecord))
	if d := p.doors; d != nil {
		g.Meter(&d.doorMW, "rear_door_heat_MW", "heat that rear doors take out of the servers' air")
		g.Channel(&d.flow, "rear_door_flow_share", "flow of chilled water through the rear doors as a share of design")
	}
	cin, cout := p.central.declare(g, &p.out, "")
	in, out = append(in, cin...), append(out, cout...)
	sin, sout := p.store.declareAny(g)
	in, out = append(in, sin...), append(out, sout...)
	out = append(out, p.heat.declareAny(g, &p.duty)...)
	p.throttle.declare(g, &p.overheated)
	p.failures.declare(g)
	p.coil.declare(g)
	return in, out
}
