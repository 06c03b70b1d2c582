package cooling

import "caloduc/sim/record"

// declareWithdrawn declares what a plant on river or sea water reports besides
// the rest of its duty.
func declareWithdrawn(g record.Group, d *Duty) {
	in := g.Channel(&d.WithdrawnKgPerS, "withdrawn_water_kg_per_s", "river or sea water drawn, not consumed")
	out := g.Meter(&d.ReturnedKgPerS, "returned_water_kg_per_s", "river or sea water returned")
	g.Balance("river water", terms(in), terms(out))
}

// Declare implements Plant.
func (p *river) Declare(g record.Group) {
	r := &p.rec
	declareDuty(g, &p.duty)
	declareWithdrawn(g, &p.duty)
	p.air.declare(g)
	g.Mode(&r.mode, "cooling_mode", RiverModes, "mode of the river-water circuit")
	g.Channel(&r.outfallDegC, "outfall_degC", "river or sea water at the outfall")
	g.Channel(&p.reach.downDegC, "downstream_degC", "river or sea after mixing with the discharge of all halls of the campus and the power plant's")
	g.Meter(&r.riverDegC, "river_degC", "river or sea water as it arrives")
	g.Meter(&p.reach.mixedRiseK, "river_rise_K", "rise of the river or sea after mixing")
	g.Channel(&p.cold.loop.meanDegC, "coil_water_degC", "facility water to the coils")
	in := append(r.hallRecord.declare(g), terms(
		g.Meter(&r.pumpHeatMW, "facility_pump_heat_MW", "heat of facility pumps in their water"),
		g.Meter(&r.trimHeatMW, "chilled_pump_heat_MW", "heat of the side stream's pumps in its water"))...)
	out := terms(
		g.Meter(&r.riverMW, "river_heat_MW", "heat through the exchangers to river or sea water"),
		g.Meter(&r.evaporatorMW, "evaporator_heat_MW", "heat taken out by trim chillers"),
		g.Meter(&r.loopMW, "loop_stored_heat_MW", "heat stored in facility water and coolant"),
		declareStored(g, &r.hallRecord))
	if p.hasLiquid {
		g.Channel(&r.supplyDegC, "facility_supply_degC", "facility water to the CDUs")
		g.Channel(&p.duty.LiquidSupplyDegC, "tcs_supply_degC", "coolant to the cold plates")
		in = append(in, terms(
			g.Meter(&r.cduHeatMW, "cdu_pump_heat_MW", "heat of CDU pumps in their coolant"),
			g.Meter(&r.cduMotorMW, "cdu_motor_heat_MW", "heat of CDU pump motors in the hall's air"))...)
		g.Counter(&p.spill, "spill_minutes", "minutes in which cold plates were at their limit and heat spilled to the air", "")
	}
	sin, sout := p.store.declareAny(g)
	sout = append(sout, p.heat.declareAny(g, &p.duty)...)
	g.Balance("heat", append(in, sin...), append(out, sout...))
	p.throttle.declare(g, &p.overheated)
	p.failures.declare(g)
	p.coil.declare(g)
	p.declareCircuits(g)
}

// declareCircuits declares counters of the river, the exchangers and the trim
// chillers.
func (p *river) declareCircuits(g record.Group) {
	g.Counter(&p.reach.limitedMinutes, "river_limited_minutes", "minutes in which a limit of withdrawal or discharge held heat back from the river", "")
	g.Counter(&p.reach.outside, "river_out_of_bounds_minutes", "minutes in which the river or sea was colder or warmer than modelled", riverWater.String())
	g.Counter(&p.cold.flow.failures, "river_flow_control_failures", "minutes in which the search for the flow of river water ran into its iteration limit", "")
	if p.cold.trim {
		p.cold.bank.declare(g)
	}
	if c := &p.liquid.circuit; p.hasLiquid {
		g = g.Group("cold_plates", "cold plates")
		g.Counter(&c.flow.failures, "river_flow_control_failures", "minutes in which the search for the flow of river water ran into its iteration limit", "")
		if c.trim {
			c.bank.declare(g)
		}
	}
}
