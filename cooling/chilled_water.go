package cooling

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// Modes of the coils of a chilled-water hall.
const (
	coilsOff       = 0
	coilsWarming   = 1
	coilsHold      = 2
	coilsSaturated = 3
	coilsStagnant  = 4
)

// CoilModes describes the modes of the coils of a chilled-water hall in order.
var CoilModes = record.Modes{
	modeOff,
	modeWarming,
	{En: "set point held", Fr: "consigne tenue"},
	{En: "valves open, supply above the set point", Fr: "vannes ouvertes, au-dessus de la consigne"},
	modeStagnant,
}

// chilledWater is the plant built from ChilledWaterSpec: computer room air
// handlers (CRAH) on a loop of chilled water, cooled by water-cooled chillers and,
// in chilled-water-economiser, by a plate heat exchanger to tower water on the
// return before them. Two nodes carry thermal mass, the hall's air T and the
// chilled water t that leaves for the coils:
//
//	C·dT/dt = q + fans - coil
//	c·dt/dt = coil + latent + pump heat - g·(return - sink) - chillers + tank
//	return  = t + (coil + latent + pump heat)/cw
//
// with g of exchanger and towers in series, frozen over the minute.
//
// Control sequence:
//
//  1. Fans follow the hall's heat between min_air_flow and design; return air
//     colder than the supply set point is recirculated, not cooled.
//  2. A valve sets the flow of chilled water so that supply air is at its set
//     point, pumps follow on a system curve with a static share; below the least
//     flow water bypasses the coils.
//  3. Chillers and exchanger hold chilled water at its set point, which rises by
//     chilled_water_reset_K from design heat to none, and bring a loop that is
//     off it back in some minutes.
//  4. Free cooling (with economiser): tower water is asked for at what holds the
//     set point through the exchanger, but no colder than tower_set_approach_K
//     above wet bulb and than tower_min_degC. Chillers start (partial) once the
//     exchanger alone would hold chilled water mode_on_K above its set point, and
//     stop once that is mode_off_K.
//  5. Partial: tower water is as cold as 4 allows, chillers take what the
//     exchanger leaves. Where it cools return water by less than mode_off_K it is
//     bypassed (mechanical), until return water is mode_on_K above the coldest
//     tower water. A mode lasts at least min_mode_min, unless in free cooling the
//     loop is 3 K above its set point.
//  6. Mechanical, and always without economiser: tower water's set point is wet
//     bulb plus tower_set_approach_K within condenser_min_degC and
//     condenser_max_degC.
//  7. Tower fans hold the set point of tower water; below least speed they cycle,
//     below what still air carries water bypasses the towers. Chillers are staged
//     with dead band, confirmation, least running and resting times (see stager).
//  8. With storage: a tank of chilled water beside the loop is charged while wet
//     bulb is at or below charge_wet_bulb_degC and the loop is at its set point,
//     and discharged while wet bulb is at or above discharge_wet_bulb_degC, or
//     while the loop is 1 K above its set point, as when chillers trip or start.
//  9. What cannot be carried warms the loop, then supply air; servers are
//     throttled at their limit, then shut down.
//
// With rear_doors the racks' doors take the servers' heat first (see doorHall); the
// valves of doors and coils work as above, side by side.
//
// Where sensible_heat_ratio is below 1 coils condense vapour at a steady rate by
// their sensible heat, and a humidifier makes it up; the vapour's heat enters the
// hall from outside the model (the assumption of Lei and Masanet).
//
// Fans, cells of towers, exchangers, chillers and chilled-water pumps fail and are
// repaired (see failures): flow, conductance and capacity follow the share in
// service.
type chilledWater struct {
	failures
	chilledPumps unitBank
	hall         Hall
	air          hallAir
	coil         fanWall
	loop         loopNode
	central      central
	doors        *doorHall // nil: none
	heatW        float64   // design heat of coils and doors, reserve included
	cwWPerK      float64   // capacity flow of chilled water at design
	pump         pump
	exchangerW   float64 // power of the exchanger's share of head at design flow
	setDegC      float64
	perDesign    float64 // inverse of the hall's design heat, 1/W
	resetK       float64
	latentShare  float64 // latent over sensible heat of the coils
	sprayJPerKg  float64
	store        chilledStore
	heat         heatRecovery // on return water
	throttle     throttle

	// Of the minute.
	minute     sim.Minute
	outdoor    *psychro.Air
	latentW    float64
	overheated int64

	duty Duty
	rec  chilledRecord
	out  towerRecord
}

// chilledRecord is what the recorder reads besides Duty.
type chilledRecord struct {
	hallRecord
	pumpHeatMW, latentMW, loopMW float64
	waterFlow, setDegC, coilMode float64
}

// Duty implements Plant.
func (p *chilledWater) Duty() *Duty { return &p.duty }

// serve takes in the shares of units in service.
func (p *chilledWater) serve() {
	p.air.serve()
	p.central.serve()
}

// Stop implements Plant.
func (p *chilledWater) Stop() {
	p.rest()
	p.air.rest()
	p.doors.rest()
	p.loop.net(0)
	p.central.towers.rest()
	p.store.idle()
	p.heat.rest()
	p.rec, p.out = chilledRecord{}, towerRecord{}
	p.duty = Duty{HeatLimit: min(1, p.air.rackShare), ServerInletAirDegC: p.air.inletDegC, LiquidSupplyDegC: math.NaN()}
}

// Step implements Plant.
func (p *chilledWater) Step(m sim.Minute, air *psychro.Air, load Load) {
	a, r := &p.air, &p.rec
	p.tick()
	*r = chilledRecord{hallRecord: hallRecord{serversMW: load.ITMW, roomMW: load.RoomHeatMW}, setDegC: p.setDegC}
	p.minute, p.outdoor, p.latentW = m, air, 0
	p.duty.FacilityPumpMW = 0
	if q := load.totalW(); q > 0 {
		r.setDegC = p.setDegC + p.resetK*(1-min(q*p.perDesign, 1))
		if p.doors != nil {
			p.withDoors(load)
			p.book(load)
			return
		}
		a.start(q)
		switch {
		case a.stands():
			r.coilMode = coilsStagnant
			p.idle()
			a.stagnate()
		case a.needW() > 0:
			p.cool(a.needW())
		default:
			r.coilMode = coilsWarming
			p.idle()
			a.drift(0)
		}
	} else {
		a.rest()
		p.doors.rest()
		p.idle()
	}
	p.book(load)
}

// cool carries need, W, of sensible heat out of the hall, or what the coils can.
func (p *chilledWater) cool(need float64) {
	a, l := &p.air, &p.loop
	lift := a.heldDegC - l.tDegC
	most := p.chilledPumps.share
	if most == 0 { // chilled water stands
		p.rec.coilMode = coilsSaturated
		p.idle()
		a.drift(0)
		return
	}
	if lift <= 0 { // the loop is warmer than return air
		p.rec.coilMode = coilsSaturated
		p.warm(most, 0)
		return
	}
	f, g := p.coil.flowFor(a.fanSpeed, need/lift, most)
	if g*lift < need*(1-searchTolerance) {
		p.rec.coilMode = coilsSaturated
		p.warm(f, g)
		return
	}
	p.rec.coilMode = coilsHold
	p.latentW = need * p.latentShare
	heat := need + p.latentW + p.pumps(f)
	cw := p.coil.waterW * f
	ge, sink, removed := p.carry(heat, cw, f)
	rise := heat / cw
	economised := l.sink(heat-removed, ge, sink-rise)
	p.central.finish(l.meanDegC+rise, economised)
	a.hold()
}

// warm ends a minute in which coils with valves open, of conductance g at the
// share f of water flow, do not hold the set point.
func (p *chilledWater) warm(f, g float64) {
	a, l := &p.air, &p.loop
	k := (1 + p.latentShare) * g // heat into the loop per kelvin
	pumpHeat := p.pumps(f)
	cw := p.coil.waterW * f
	ge, sink, removed := p.carry(k*max(a.heldDegC-l.tDegC, 0)+pumpHeat, cw, f)
	past := 1 - ge/cw
	pa, pb := 1/a.capJPerK, 1/l.capJPerK
	n := twoNodes{a11: -g * pa, a12: g * pa, a21: past * k * pb, a22: -(past*k + ge) * pb}
	lift := a.returnDegC - l.tDegC
	ma, mb := n.mean(n.propagator(minuteS), a.returnDegC, l.tDegC,
		(a.heatW+a.fanPowerW-g*lift)*pa, (past*(k*lift+pumpHeat)-removed-ge*(l.tDegC-sink))*pb)
	coil := g * (ma - mb)
	p.latentW = p.latentShare * coil
	heat := coil + p.latentW + pumpHeat
	back := mb + heat/cw
	economised := ge * (back - sink)
	l.settle(l.tDegC+minuteS*pb*(heat-economised-removed), mb)
	a.settle(a.returnDegC+minuteS*pa*(a.heatW+a.fanPowerW-coil), ma, ma+(a.fanPowerW-coil)/a.g)
	p.central.finish(back, economised)
}

// carry sets tank, towers, exchanger and chillers for heat, W, that enters the
// loop at capacity flow cw, W/K, the share f of design. It returns the exchanger's
// conductance and sink, and the constant heat taken out.
func (p *chilledWater) carry(heat, cw, f float64) (g, sinkDegC, removedW float64) {
	l, set := &p.loop, p.rec.setDegC
	off := l.tDegC - set
	tank := p.store.step(p.outdoor.WetBulbDegC, off, l.tDegC, l.tDegC+heat/cw, heat)
	taken := p.heat.step(p.outdoor.DryBulbDegC, l.tDegC+heat/cw, cw, heat-tank)
	ask := heat - tank - taken + l.capJPerK*(1./recoveryS)*off
	g, sinkDegC, removedW = p.central.begin(p.minute, p.outdoor, ask, set, cw, f, off)
	return g, sinkDegC, removedW + tank + taken
}

// pumps runs the chilled-water pumps at the share f of flow and returns their
// heat in the water, W.
func (p *chilledWater) pumps(f float64) float64 {
	w := p.pump.powerW(f)
	if n := p.central.now; n == centralFree || n == centralPartial { // last minute's
		w += p.exchangerW * fanLaw(f)
	}
	p.duty.FacilityPumpMW, p.rec.waterFlow = 1e-6*w, f
	w *= p.pump.toFluid
	p.rec.pumpHeatMW = 1e-6 * w
	return w
}

// idle is a minute in which coils take nothing: pumps and towers rest, the loop
// keeps its temperature.
func (p *chilledWater) idle() {
	p.loop.net(0)
	p.central.rest(p.minute)
	p.store.wait()
	p.heat.rest()
}

// book sums the minute up.
func (p *chilledWater) book(load Load) {
	a, r, du, c := &p.air, &p.rec, &p.duty, &p.central
	made := p.latentW * (1. / condensateJPerKg)
	du.FacilityPumpMW += 1e-6 * c.towers.pumpW
	du.RejectionFanMW, du.AirFanMW = 1e-6*c.towers.bank.fanPowerW, 1e-6*a.fanPowerW
	if p.doors != nil {
		du.AirFanMW += 1e-6 * p.doors.fanW
	}
	du.CompressorMW, du.SprayPumpMW = 1e-6*c.chillers.powerW, 1e-6*p.sprayJPerKg*made
	p.heat.book(du)
	du.ElectricMW = du.FacilityPumpMW + du.RejectionFanMW + du.AirFanMW + du.CompressorMW + du.SprayPumpMW + du.HeatPumpMW
	use := &c.towers.use
	du.EvaporatedKgPerS, du.DriftKgPerS, du.BlowdownKgPerS, du.WaterKgPerS = use.evaporated+made, use.drift, use.blowdown, use.drawn+made
	du.ServerInletAirDegC = a.inletDegC
	p.out.book(c)
	du.RejectedMW = p.out.towerMW
	r.fanHeatMW, r.storedMW, r.loopMW, r.latentMW = du.AirFanMW, a.storedMW, 1e-6*p.loop.storedW, 1e-6*p.latentW
	du.HeatLimit = a.limit(&p.throttle, &p.overheated, load.ITMW/p.hall.DesignITMW, math.Inf(-1))
}

// condensateJPerKg is the latent heat by which condensate is made up: water's at
// its boiling point, as in the code published with Lei and Masanet (2022).
const condensateJPerKg = 2266e3
