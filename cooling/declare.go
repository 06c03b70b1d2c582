package cooling

import (
	"fmt"

	"caloduc/sim/record"
)

// declareDuty declares what every plant reports: electric use and water by
// kind.
func declareDuty(g record.Group, d *Duty) {
	g.Channel(&d.ElectricMW, "cooling_power_MW", "electric power of the cooling plant")
	w := g.Channel(&d.WaterKgPerS, "cooling_water_kg_per_s", "water drawn by the cooling plant")
	g.Channel(&d.ServerInletAirDegC, "server_inlet_air_degC", "air at the servers' inlets")
	g.Meter(&d.FacilityPumpMW, "facility_pump_MW", "pumps of facility, chilled, tower and river water")
	g.Meter(&d.CDUPumpMW, "cdu_pump_MW", "pumps of the coolant distribution units")
	g.Meter(&d.RejectionFanMW, "rejection_fan_MW", "fans of dry coolers and towers, scavenger fans")
	g.Meter(&d.AirFanMW, "air_fan_MW", "fans that move the hall's air")
	g.Meter(&d.CompressorMW, "compressor_MW", "chillers, condenser fans included")
	g.Meter(&d.SprayPumpMW, "spray_pump_MW", "pumps that wet pads, humidifiers")
	e := g.Meter(&d.EvaporatedKgPerS, "evaporated_water_kg_per_s", "water evaporated")
	dr := g.Meter(&d.DriftKgPerS, "drift_water_kg_per_s", "water lost as drift")
	b := g.Meter(&d.BlowdownKgPerS, "blowdown_water_kg_per_s", "water blown down")
	g.Balance("water", terms(w), terms(e, dr, b))
}

// terms makes balance terms of channels that share one unit.
func terms(ids ...record.ID) []record.Term {
	t := make([]record.Term, len(ids))
	for i, id := range ids {
		t[i] = record.Term{Channel: id, Factor: 1}
	}
	return t
}

func (t *throttle) declare(g record.Group, overheated *int64) {
	g.Counter(&t.throttled, "throttled_minutes", "minutes in which the plant allowed the servers less than design heat", "")
	g.Counter(&t.shutdowns, "thermal_shutdowns", "times the servers shut down for heat", "")
	g.Counter(overheated, "overheated_minutes", "minutes with air or coolant above the servers' limit", "")
}

func (a *airSide) declare(g record.Group) {
	g.Counter(&a.humidMinutes, "humid_minutes", "minutes with supply air above the humidity limit, let in for want of other cooling", fmt.Sprintf("humidity ratio up to %.5f kg/kg", a.maxW))
	if a.mechanical {
		g.Counter(&a.chillerMinutes, "chiller_out_of_bounds_minutes", "minutes in which air-cooled chillers ran out of their curves' range, clamped to it", a.chillers.entering.String())
	}
}

// Declare implements Plant.
func (f *freeAir) Declare(g record.Group) {
	a, r := &f.air, &f.rec
	declareDuty(g, &f.duty)
	g.Channel(&a.meanReturnDegC, "return_air_degC", "air leaving the servers")
	g.Channel(&a.fanSpeed, "air_fan_speed", "speed of the hall's fans as a share of full speed")
	g.Channel(&a.outdoorShare, "outdoor_air_share", "share of outdoor air in supply air")
	g.Mode(&a.mode, "cooling_mode", AirModes, "mode of the air side")
	g.Channel(&a.w, "supply_humidity_kg_per_kg", "humidity ratio of supply air")
	in := terms(
		g.Meter(&r.serversMW, "server_heat_MW", "heat of the servers"),
		g.Meter(&r.roomMW, "room_heat_MW", "heat of UPS, distribution and lighting in the hall"),
		g.Meter(&f.duty.AirFanMW, "air_fan_heat_MW", "heat of fans in the hall's air: all their power"),
		g.Meter(&a.pumpHeatMW, "chilled_pump_heat_MW", "heat of chilled-water pumps in their water"))
	out := terms(
		g.Meter(&a.ventedMW, "vented_heat_MW", "heat carried out by air exchange"),
		g.Meter(&a.evaporatorMW, "evaporator_heat_MW", "heat taken out by chillers"),
		g.Meter(&a.storedMW, "air_stored_heat_MW", "heat stored in the hall"))
	g.Balance("heat", in, out)
	f.throttle.declare(g, &f.overheated)
	f.failures.declare(g)
	a.declare(g)
}

// Words that several plants' modes share.
var (
	modeOff      = record.Word{En: "off", Fr: "arrêt"}
	modeWarming  = record.Word{En: "warming", Fr: "réchauffage"}
	modeStagnant = record.Word{En: "stagnant for want of fans", Fr: "sans ventilation"}
)

// AirModes describes the modes of an air side in order.
var AirModes = record.Modes{
	modeOff,
	modeWarming,
	{En: "mixing", Fr: "mélange"},
	{En: "adiabatic", Fr: "adiabatique"},
	{En: "outdoor air with trim", Fr: "air extérieur et appoint"},
	{En: "recirculation on chillers", Fr: "recyclage et groupes froids"},
	modeStagnant,
}

// LiquidModes describes the modes of a dry-cooled liquid plant in order.
var LiquidModes = record.Modes{
	modeOff,
	{En: "cells staged", Fr: "cellules étagées"},
	{En: "fans modulating", Fr: "ventilateurs modulés"},
	{En: "fans saturated", Fr: "ventilateurs à fond"},
	{En: "pads wet", Fr: "médias humides"},
	{En: "pads wet and fans saturated", Fr: "médias humides, ventilateurs à fond"},
}

// declareHeat declares the heat flows of every plant with cold plates, but for
// the sink of its liquid: servers, room and motors in; loops, air side, store and
// district network out.
func (d *directLiquidDry) declareHeat(g record.Group) (in, out []record.Term) {
	r, a := &d.rec, &d.air
	in = terms(
		g.Meter(&r.serversMW, "server_heat_MW", "heat of the servers"),
		g.Meter(&r.roomMW, "room_heat_MW", "heat of UPS, distribution and lighting in the hall"),
		g.Meter(&r.cduHeatMW, "cdu_pump_heat_MW", "heat of CDU pumps in their coolant"),
		g.Meter(&r.cduMotorMW, "cdu_motor_heat_MW", "heat of CDU pump motors in the hall's air"),
		g.Meter(&r.facHeatMW, "facility_pump_heat_MW", "heat of facility pumps in their water"),
		g.Meter(&d.duty.AirFanMW, "air_fan_heat_MW", "heat of fans in the hall's air: all their power"),
		g.Meter(&a.pumpHeatMW, "chilled_pump_heat_MW", "heat of the air side's chilled-water pumps in their water"))
	out = terms(
		g.Meter(&r.loopStoredMW, "loop_stored_heat_MW", "heat stored in the liquid loops"),
		g.Meter(&a.ventedMW, "vented_heat_MW", "heat carried out by air exchange"),
		g.Meter(&a.evaporatorMW, "evaporator_heat_MW", "heat taken out by the air side's chillers"),
		g.Meter(&a.storedMW, "air_stored_heat_MW", "heat stored in the hall's air side"))
	sin, sout := d.store.declareAny(g)
	in, out = append(in, sin...), append(out, sout...)
	return in, append(out, d.heat.declareAny(g, &d.duty)...)
}

// Declare implements Plant.
func (d *directLiquidDry) Declare(g record.Group) {
	r, a := &d.rec, &d.air
	declareDuty(g, &d.duty)
	g.Channel(&d.meanT2, "facility_supply_degC", "facility water to the CDUs")
	g.Channel(&d.coolerInDegC, "facility_return_degC", "facility water to the dry coolers")
	g.Channel(&d.supplyDegC, "tcs_supply_degC", "coolant to the cold plates")
	g.Channel(&r.fanSpeed, "dry_cooler_fan_speed", "fan speed of dry coolers as a share of full speed, times the share of cells that run")
	g.Mode(&r.mode, "cooling_mode", LiquidModes, "mode of the dry coolers")
	in, out := d.declareHeat(g)
	out = append(out, terms(g.Meter(&r.coolerMW, "dry_cooler_heat_MW", "heat rejected by dry coolers"))...)
	g.Balance("heat", in, out)
	d.throttle.declare(g, &d.overheated)
	d.failures.declare(g)
	g.Counter(&d.chipLimited, "chip_limited_minutes", "minutes in which cold plates could not carry design heat at their case limit: clocks fall", "")
	a.declare(g)
	g.Counter(&d.coolerMinutes, "dry_cooler_out_of_bounds_minutes", "minutes in which dry coolers ran out of their films' bounds",
		dryCoolerAir.String()+"; "+dryCoolerWater.String()+"; "+dryCoolerWaterFlow.String())
	g.Counter(&d.cooler.failures, "fan_control_failures", "minutes in which the search for the fan speed ran into its iteration limit", "")
	g.Counter(&d.spillMinutes, "spill_minutes", "minutes in which cold plates were at their limit and heat spilled to the air", "")
}
