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
	acStagnant  = 6
)

// AirCooledModes describes the modes of air-cooled-chiller in order.
var AirCooledModes = record.Modes{
	modeOff,
	modeWarming,
	{En: "outdoor air mixed", Fr: "air extérieur mélangé"},
	{En: "outdoor air trimmed by coils", Fr: "air extérieur et batteries"},
	{En: "coils", Fr: "batteries"},
	{En: "coils with valves open, supply above the set point", Fr: "batteries à fond, au-dessus de la consigne"},
	modeStagnant,
}

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
//  6. A heat_recovery table takes its heat from return water; a tank
//     (thermal_storage) is charged while outdoor air is at or below
//     charge_dry_bulb_degC and the loop at its set point, and discharged while it
//     is at or above discharge_dry_bulb_degC, or the loop 1 K above its set point.
//  7. Chillers at capacity: the loop warms, then supply air; servers are
//     throttled, then shut down.
//
// Fans, chillers and chilled-water pumps fail and are repaired (see failures).
//
// Coils are dry: the hall has no source of humidity, and outdoor air comes in
// only below the dew-point limit, to which chilled water is no colder.
type airCooled struct {
	failures
	chilledLoop
	hall           Hall
	air            hallAir
	free           bool
	eco            airEconomiser
	coil           fanWall
	coilW          float64
	resetK         float64
	recirculationK float64
	throttle       throttle

	duty       Duty
	rec        airCooledRecord
	overheated int64
}

// airCooledRecord is what the recorder reads besides Duty.
type airCooledRecord struct {
	chilledLoopRecord
	hallRecord
	ventedMW           float64
	outdoorShare, mode float64
}

// Duty implements Plant.
func (p *airCooled) Duty() *Duty { return &p.duty }

func (p *airCooled) recovery() *heatRecovery { return p.district.ifAny() }

// serve takes in the shares of units in service.
func (p *airCooled) serve() {
	p.air.serve()
	p.chillers.serve()
}

// Stop implements Plant.
func (p *airCooled) Stop() {
	p.rest()
	p.air.rest()
	p.eco.rest()
	p.chilledLoop.stop()
	p.rec = airCooledRecord{}
	p.duty = Duty{HeatLimit: min(1, p.air.rackShare), ServerInletAirDegC: p.air.inletDegC, LiquidSupplyDegC: math.NaN()}
}

// Step implements Plant.
func (p *airCooled) Step(m sim.Minute, air *psychro.Air, load Load) {
	a, e, r := &p.air, &p.eco, &p.rec
	p.tick()
	*r = airCooledRecord{hallRecord: hallRecord{serversMW: load.ITMW, roomMW: load.RoomHeatMW}}
	e.rest()
	if q := load.totalW(); q > 0 {
		a.start(q)
		x := min(a.share, 1)
		p.begin(m, air.DryBulbDegC, air.DryBulbDegC+p.recirculationK*x, p.designDegC+p.resetK*(1-x))
		if p.free {
			e.take(air)
		}
		switch {
		case a.stands():
			r.mode = acStagnant
			p.idle(0)
			a.stagnate()
		case a.needW() <= 0:
			r.mode = acWarming
			p.idle(0)
			a.drift(0)
		case p.free && e.opens(a.heldDegC, p.ready()):
			p.outdoor()
		default:
			p.recirculate()
		}
	} else {
		a.rest()
		p.begin(m, air.DryBulbDegC, p.condenserDegC, p.setDegC)
		p.idle(0)
	}
	p.book(load)
}

// ready tells whether the chillers that run, or start for it, can carry the hall
// with the dampers shut. Chillers are not asked while outdoor air is admitted.
func (p *airCooled) ready() bool {
	if p.eco.admitted {
		return true
	}
	need := p.air.needW()
	return p.couldTakeW(need) >= need
}

// outdoor is a minute with outdoor air.
func (p *airCooled) outdoor() {
	a, e := &p.air, &p.eco
	if e.mixes(a) {
		p.rec.mode = acMixing
		p.idle(0)
		a.hold()
	} else {
		p.rec.mode = acTrim
		e.trimmed(a, p.trim(e.above(a)))
	}
	e.vent(a.flow*e.outdoorShare, a.meanReturnDegC)
}

// trim cools outdoor air by need, W, as far as coils and loop allow, and returns
// the heat taken.
func (p *airCooled) trim(need float64) float64 {
	if !p.runs() {
		p.idle(need)
		return 0
	}
	t := p.eco.tDegC
	g, held := p.carry(&p.coil, p.air.fanSpeed, need, t)
	switch {
	case held:
		return need
	case g == 0:
		p.loop.net(p.netW)
		return 0
	default:
		return -p.loop.sink(p.netW, g, t)
	}
}

// recirculate is a minute with the dampers shut: coils carry all.
func (p *airCooled) recirculate() {
	a := &p.air
	need := a.needW()
	p.rec.mode = acSaturated
	if !p.runs() { // chilled water stands
		p.idle(need)
		a.drift(0)
		return
	}
	g, held := p.carry(&p.coil, a.fanSpeed, need, a.heldDegC)
	if held {
		p.rec.mode = acCoils
		a.hold()
		return
	}
	hall := newLoopNode(a.capJPerK, a.returnDegC)
	heat, _ := coupled(&hall, &p.loop, a.heatW+a.fanPowerW, p.netW, g, 0, 0)
	a.settle(hall.tDegC, hall.meanDegC, hall.meanDegC+(a.fanPowerW-heat)/a.g)
}

// book sums the minute up.
func (p *airCooled) book(load Load) {
	a, r, du, e := &p.air, &p.rec, &p.duty, &p.eco
	du.FacilityPumpMW = 1e-6 * p.pumpW
	du.AirFanMW, du.SprayPumpMW, du.CompressorMW = 1e-6*a.fanPowerW, 1e-6*e.pumpW, 1e-6*p.chillers.powerW
	p.district.book(du)
	du.ElectricMW = du.FacilityPumpMW + du.AirFanMW + du.CompressorMW + du.SprayPumpMW + du.HeatPumpMW
	du.EvaporatedKgPerS, du.DriftKgPerS, du.BlowdownKgPerS, du.WaterKgPerS = e.use.evaporated, e.use.drift, e.use.blowdown, e.use.drawn
	du.ServerInletAirDegC = a.inletDegC
	r.chilledLoopRecord.book(&p.chilledLoop)
	r.fanHeatMW, r.storedMW, r.ventedMW = du.AirFanMW, a.storedMW, 1e-6*e.ventedW
	r.outdoorShare = e.outdoorShare
	du.RejectedMW = r.ventedMW + r.evaporatorMW + du.CompressorMW
	du.HeatLimit = a.limit(&p.throttle, &p.overheated, load.ITMW/p.hall.DesignITMW, math.Inf(-1))
}

// Declare implements Plant.
func (p *airCooled) Declare(g record.Group) {
	a, r := &p.air, &p.rec
	declareDuty(g, &p.duty)
	a.declare(g)
	g.Mode(&r.mode, "cooling_mode", AirCooledModes, "mode of the chilled-water loop and the hall's air")
	lin, lout := p.chilledLoop.declare(g, &r.chilledLoopRecord, &p.duty)
	g.Meter(&r.outdoorShare, "outdoor_air_share", "share of outdoor air in supply air")
	in := r.hallRecord.declare(g)
	out := terms(
		g.Meter(&r.ventedMW, "vented_heat_MW", "heat carried out by air exchange"),
		declareStored(g, &r.hallRecord))
	g.Balance("heat", append(in, lin...), append(out, lout...))
	p.throttle.declare(g, &p.overheated)
	p.failures.declare(g)
	p.coil.declare(g)
	if p.free {
		p.eco.declare(g)
	}
}
