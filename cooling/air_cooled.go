package cooling

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// Modes of air-cooled-chiller, in the order of its control sequence.
const (
	acOff       = 0
	acWarming   = 1
	acMixing    = 2
	acTrim      = 3
	acCoils     = 4
	acSaturated = 5
)

// AirCooledModes describes the modes of air-cooled-chiller in order.
const AirCooledModes = "0 off, 1 warming, 2 outdoor air mixed, 3 outdoor air trimmed by coils, 4 coils, 5 coils with valves open, supply above the set point"

// airCooled is the plant built from AirCooledSpec. Two nodes carry thermal mass,
// the hall's air T and the leaving chilled water t:
//
//	C·dT/dt = q + fans - coil
//	c·dt/dt = coil + pump heat - evaporators
//
// Control sequence:
//
//  1. Fans follow the hall's heat between min_air_flow and design; return air
//     colder than the supply set point is recirculated, not cooled.
//  2. With an air-side economiser: outdoor air within the humidity limits (dead
//     band humidity_dead_band_K; air too dry is humidified, or shut out) and
//     colder than return air (dead band 1 K) comes in. Below the set point it is
//     mixed with return air up to it, chillers and pumps at rest; above, it comes
//     in alone and coils trim it.
//  3. Else the dampers are shut and coils carry all: the valve sets the flow of
//     chilled water (pumps follow by the affinity laws on a system curve with a
//     static share) so that supply air is at its set point; below the least flow
//     water bypasses the coils.
//  4. The chilled-water set point rises by chilled_water_reset_K from design heat
//     to none. Chillers hold it, and bring a loop that is off it back in ten
//     minutes, as far as their capacity goes; their capacity and power follow
//     the temperature of the loop.
//  5. Chillers are staged one at a time, with dead band, confirmation, least
//     running and resting times (see stager). Outdoor air that has become too
//     humid or too dry is shut out once the chillers that run can carry the hall,
//     and let in for temperature's sake as long as they cannot; such minutes are
//     counted.
//  6. Chillers at capacity: the loop warms, then supply air; servers are
//     throttled, then shut down.
//
// Coils are dry: the hall has no source of humidity, and outdoor air comes in
// only below the dew-point limit, to which chilled water is no colder.
type airCooled struct {
	hall                   Hall
	air                    hallAir
	free                   bool
	eco                    airEconomiser
	coil                   fanWall
	coilW                  float64
	pump                   pump
	loop                   loopNode // leaving chilled water
	designDegC, resetK     float64
	recirculationK         float64
	bank                   airChillerBank
	throttle               throttle
	minute                 sim.Minute
	condenserDegC, setDegC float64 // of the minute

	duty       Duty
	rec        airCooledRecord
	overheated int64
}

// airCooledRecord is what the recorder reads besides Duty.
type airCooledRecord struct {
	serversMW, roomMW, fanHeatMW, pumpHeatMW   float64
	ventedMW, evaporatorMW, storedMW, loopMW   float64
	waterFlow, outdoorShare, mode, chillersRun float64
}

// Duty implements Plant.
func (p *airCooled) Duty() *Duty { return &p.duty }

// Stop implements Plant.
func (p *airCooled) Stop() {
	p.air.rest()
	p.eco.rest()
	p.loop.net(0)
	p.rec = airCooledRecord{}
	p.duty = Duty{HeatLimit: min(1, p.air.rackShare), ServerInletAirDegC: p.air.inletDegC, LiquidSupplyDegC: math.NaN()}
}

// Step implements Plant.
func (p *airCooled) Step(m sim.Minute, air *psychro.Air, load Load) {
	a, e, r, du := &p.air, &p.eco, &p.rec, &p.duty
	*r = airCooledRecord{serversMW: load.ITMW, roomMW: load.RoomHeatMW}
	e.rest()
	p.minute = m
	du.FacilityPumpMW = 0
	if q := load.totalW(); q > 0 {
		a.start(q)
		x := min(a.share, 1)
		p.condenserDegC = air.DryBulbDegC + p.recirculationK*x
		p.setDegC = p.designDegC + p.resetK*(1-x)
		p.bank.begin(p.loop.tDegC, p.condenserDegC)
		if p.free {
			e.take(air)
		}
		switch {
		case a.needW() <= 0:
			r.mode = acWarming
			p.idle()
			a.drift(0)
		case p.free && e.opens(a.heldDegC, p.ready()):
			p.outdoor()
		default:
			p.recirculate()
		}
	} else {
		a.rest()
		p.bank.begin(p.loop.tDegC, p.condenserDegC)
		p.idle()
	}
	p.book(load)
}

// ready tells whether the chillers that run, or start for it, can carry the hall
// with the dampers shut. Chillers are not asked while outdoor air is admitted.
func (p *airCooled) ready() bool {
	if p.eco.admitted {
		return true
	}
	heat := p.air.needW() + p.pump.toFluid*p.pump.designW
	return p.bank.ready(p.minute, heat) >= heat
}

// outdoor is a minute with outdoor air.
func (p *airCooled) outdoor() {
	a, e := &p.air, &p.eco
	a.air(e.w)
	if e.tDegC <= a.preDegC {
		e.outdoorShare = max(a.heldDegC-a.preDegC, 0) / (a.heldDegC - e.tDegC)
		p.rec.mode = acMixing
		p.idle()
		a.hold()
	} else {
		e.outdoorShare = 1
		p.rec.mode = acTrim
		got := p.trim(a.g * (e.tDegC - a.preDegC))
		a.supply(e.tDegC + (a.fanPowerW-got)/a.g)
	}
	e.vent(a.flow*e.outdoorShare, a.meanReturnDegC)
}

// trim cools outdoor air by need, W, as far as coils and loop allow, and returns
// the heat taken.
func (p *airCooled) trim(need float64) float64 {
	t := p.eco.tDegC
	f, g, held := p.valve(need, t-p.loop.tDegC)
	if held {
		p.chill(need, f)
		return need
	}
	pumpHeat := p.pumps(f)
	out := p.evaporators(g*max(t-p.loop.tDegC, 0) + pumpHeat)
	if g == 0 {
		p.loop.net(pumpHeat - out)
		return 0
	}
	return -p.loop.sink(pumpHeat-out, g, t)
}

// recirculate is a minute with the dampers shut: coils carry all.
func (p *airCooled) recirculate() {
	a := &p.air
	need := a.needW()
	p.rec.mode = acCoils
	f, g, held := p.valve(need, a.heldDegC-p.loop.tDegC)
	if held {
		p.chill(need, f)
		a.hold()
		return
	}
	p.rec.mode = acSaturated
	pumpHeat := p.pumps(f)
	out := p.evaporators(g*max(a.heldDegC-p.loop.tDegC, 0) + pumpHeat)
	hall := newLoopNode(a.capJPerK, a.returnDegC)
	heat, _ := coupled(&hall, &p.loop, a.heatW+a.fanPowerW, pumpHeat-out, g, 0, 0)
	a.settle(hall.tDegC, hall.meanDegC, hall.meanDegC+(a.fanPowerW-heat)/a.g)
}

// valve sets the flow of chilled water for need, W, from air that is lift, K,
// warmer than it: the share of flow, the coils' conductance, and whether the heat
// is held. Air colder than the water shuts the coils off.
func (p *airCooled) valve(need, lift float64) (f, g float64, held bool) {
	if lift <= 0 {
		return 1, 0, false
	}
	f, g = p.coil.flowFor(p.air.fanSpeed, need/lift)
	return f, g, g*lift >= need*(1-searchTolerance)
}

// chill carries the coils' heat, W, at the share f of water flow.
func (p *airCooled) chill(heat, f float64) {
	pumpHeat := p.pumps(f)
	p.loop.net(heat + pumpHeat - p.evaporators(heat+pumpHeat))
}

// pumps runs the chilled-water pumps at the share f of flow and returns their
// heat in the water, W.
func (p *airCooled) pumps(f float64) float64 {
	w := p.pump.powerW(f)
	p.duty.FacilityPumpMW, p.rec.waterFlow = 1e-6*w, f
	w *= p.pump.toFluid
	p.rec.pumpHeatMW = 1e-6 * w
	return w
}

// evaporators runs the chillers for the heat that enters the loop, W, and for
// what brings it back to its set point; it returns what they take out.
func (p *airCooled) evaporators(heat float64) float64 {
	heat += p.loop.capJPerK * (1. / recoveryS) * (p.loop.tDegC - p.setDegC)
	p.bank.ready(p.minute, heat)
	out := p.bank.carry(heat)
	p.rec.evaporatorMW = 1e-6 * out
	return out
}

// idle is a minute in which coils take nothing: pumps rest, the loop keeps its
// temperature.
func (p *airCooled) idle() {
	p.bank.ready(p.minute, 0)
	p.loop.net(0)
}

// book sums the minute up.
func (p *airCooled) book(load Load) {
	a, r, du, e := &p.air, &p.rec, &p.duty, &p.eco
	du.AirFanMW, du.SprayPumpMW, du.CompressorMW = 1e-6*a.fanPowerW, 1e-6*e.pumpW, 1e-6*p.bank.powerW
	du.ElectricMW = du.FacilityPumpMW + du.AirFanMW + du.CompressorMW + du.SprayPumpMW
	du.EvaporatedKgPerS, du.DriftKgPerS, du.BlowdownKgPerS, du.WaterKgPerS = e.use.evaporated, e.use.drift, e.use.blowdown, e.use.drawn
	du.ServerInletAirDegC = a.inletDegC
	r.fanHeatMW, r.storedMW, r.ventedMW = du.AirFanMW, a.storedMW, 1e-6*e.ventedW
	r.outdoorShare, r.chillersRun, r.loopMW = e.outdoorShare, float64(p.bank.running), 1e-6*p.loop.storedW
	du.RejectedMW = r.ventedMW + r.evaporatorMW + du.CompressorMW
	excess := a.inletDegC - a.maxInletDegC
	if excess > 0 {
		p.overheated++
	}
	du.HeatLimit = min(p.throttle.limit(excess, load.ITMW/p.hall.DesignITMW), a.rackShare)
}

// Declare implements Plant.
func (p *airCooled) Declare(g record.Group) {
	a, r := &p.air, &p.rec
	declareDuty(g, &p.duty)
	a.declare(g)
	g.Channel(&p.loop.meanDegC, "chilled_water_temp_degC", "leaving chilled water")
	g.Channel(&r.mode, "cooling_mode", AirCooledModes)
	g.Meter(&r.chillersRun, "chillers_running", "chillers that run")
	g.Meter(&r.waterFlow, "chilled_water_flow_share", "flow of chilled water as a share of design")
	g.Meter(&r.outdoorShare, "outdoor_air_share", "share of outdoor air in supply air")
	in := terms(
		g.Meter(&r.serversMW, "server_heat_MW", "heat of the servers"),
		g.Meter(&r.roomMW, "room_heat_MW", "heat of UPS, distribution and lighting in the hall"),
		g.Meter(&r.fanHeatMW, "air_fan_heat_MW", "heat of fans in the hall's air: all their power"),
		g.Meter(&r.pumpHeatMW, "chilled_pump_heat_MW", "heat of chilled-water pumps in their water"))
	out := terms(
		g.Meter(&r.ventedMW, "vented_heat_MW", "heat carried out by air exchange"),
		g.Meter(&r.evaporatorMW, "evaporator_heat_MW", "heat taken out by chillers"),
		g.Meter(&r.loopMW, "loop_stored_heat_MW", "heat stored in the chilled-water loop"),
		g.Meter(&r.storedMW, "air_stored_heat_MW", "heat stored in the hall"))
	g.Balance("heat", in, out)
	p.throttle.declare(g, &p.overheated)
	p.bank.declare(g)
	p.coil.declare(g)
	if p.free {
		p.eco.declare(g)
	}
}
