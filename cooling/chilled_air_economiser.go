package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// Modes of chilled-water-air-economiser, in the order of its control sequence.
const (
	chilledAirOff     = 0
	chilledAirWarming = 1
	chilledAirMixing  = 2
	chilledAirTrim    = 3
	chilledAirCoils   = 4
	chilledAirStands  = 5
)

// ChilledAirModes describes the modes of chilled-water-air-economiser in order.
var ChilledAirModes = record.Modes{
	modeOff,
	modeWarming,
	{En: "outdoor air mixed", Fr: "air extérieur mélangé"},
	{En: "outdoor air trimmed by coils", Fr: "air extérieur et batteries"},
	{En: "recirculation on coils", Fr: "recyclage et batteries"},
	modeStagnant,
}

// chilledAir is the plant built from ChilledAirSpec: a chilled-water plant without
// water-side economiser (see chilledWater for its loops, chillers and towers)
// whose hall also takes outdoor air (airEconomiser).
//
// Control sequence:
//
//  1. Fans follow the hall's heat; return air colder than the supply set point is
//     recirculated, not cooled.
//  2. Outdoor air within the humidity limits (dead band humidity_dead_band_K; air
//     too dry is humidified, or shut out) and colder than return air (dead band
//     1 K) comes in. Below the set point it is mixed with return air up to it;
//     chilled water, towers and chillers rest, chillers switch off one by one.
//  3. Warmer outdoor air comes in alone and coils trim it to the set point.
//  4. Outdoor air too warm, too humid or too dry is shut out and coils carry all,
//     as in chilled-water. On the way there outdoor air is kept, for temperature's
//     sake, until the chillers that start for it can carry the hall; it is let in
//     again while the loop is 3 K above its set point. Such minutes are counted.
//  5. What cannot be carried warms the loop, then supply air; servers are
//     throttled at their limit, then shut down.
//
// Coils are dry while outdoor air comes in: it does so only below the dew-point
// limit, to which chilled water is no colder. sensible_heat_ratio holds while it
// is shut out.
type chilledAir struct {
	*chilledWater
	eco  airEconomiser
	wish float64 // heat for which chillers start while outdoor air is still in, W
	air2 chilledAirRecord
}

// chilledAirRecord is what the recorder reads besides that of chilledWater.
type chilledAirRecord struct{ mode, outdoorShare, ventedMW float64 }

// Stop implements Plant.
func (p *chilledAir) Stop() {
	p.chilledWater.Stop()
	p.eco.rest()
	p.air2 = chilledAirRecord{}
}

// Step implements Plant.
func (p *chilledAir) Step(m sim.Minute, air *psychro.Air, load Load) {
	a, r, e := &p.air, &p.rec, &p.eco
	p.tick()
	*r = chilledRecord{hallRecord: hallRecord{serversMW: load.ITMW, roomMW: load.RoomHeatMW}, setDegC: p.setDegC}
	p.minute, p.outdoor, p.latentW, p.wish = m, air, 0, 0
	p.duty.FacilityPumpMW = 0
	p.air2.mode = chilledAirOff
	e.rest()
	if q := load.totalW(); q > 0 {
		a.start(q)
		r.setDegC = p.setDegC + p.resetK*(1-min(a.share, 1))
		e.take(air)
		switch need := a.needW(); {
		case a.stands():
			p.air2.mode, r.coilMode = chilledAirStands, coilsStagnant
			p.unloaded()
			a.stagnate()
		case need <= 0:
			p.air2.mode, r.coilMode = chilledAirWarming, coilsWarming
			p.unloaded()
			a.drift(0)
		case e.opens(a.heldDegC, p.ready(need)):
			p.takeOutdoor()
		default:
			p.air2.mode = chilledAirCoils
			p.cool(need)
		}
	} else {
		a.rest()
		p.unloaded()
	}
	p.book(load)
	p.bookOutdoor()
}

// ready tells whether coils carry need, W, with the dampers shut: once the
// chillers that run suffice, or, where they are shut, unless the loop is far above
// its set point.
func (p *chilledAir) ready(need float64) bool {
	e, c := &p.eco, &p.central.chillers
	switch {
	case e.admitted || c.regression:
		return true
	case !e.open:
		return p.loop.tDegC-p.rec.setDegC < hurryK
	}
	p.wish = need + p.pump.toFluid*p.pump.designW
	return c.running > 0 && c.capacityW(c.running) >= p.wish
}

// takeOutdoor is a minute with outdoor air.
func (p *chilledAir) takeOutdoor() {
	a, e := &p.air, &p.eco
	if e.mixes(a) {
		p.air2.mode = chilledAirMixing
		p.unloaded()
		a.hold()
	} else {
		p.air2.mode = chilledAirTrim
		e.trimmed(a, p.trim(e.above(a)))
	}
	e.vent(a.flow*e.outdoorShare, a.meanReturnDegC)
}

// trim cools outdoor air by need, W, as far as coils and loop go, and returns the
// heat taken.
func (p *chilledAir) trim(need float64) float64 {
	l, t := &p.loop, p.eco.tDegC
	lift, most := t-l.tDegC, p.chilledPumps.share
	if most == 0 { // chilled water stands
		p.unloaded()
		return 0
	}
	if lift <= 0 { // nothing to gain until the loop is colder
		f := min(p.coil.minWater, most)
		p.rec.coilMode = coilsSaturated
		pumpHeat := p.pumps(f)
		p.run(pumpHeat, p.coil.waterW*f, f)
		return 0
	}
	f, g := p.coil.flowFor(p.air.fanSpeed, need/lift, most)
	pumpHeat, cw := p.pumps(f), p.coil.waterW*f
	if g*lift >= need*(1-searchTolerance) {
		p.rec.coilMode = coilsHold
		p.run(need+pumpHeat, cw, f)
		return need
	}
	p.rec.coilMode = coilsSaturated
	_, _, removed := p.carry(g*lift+pumpHeat, cw, f)
	coil := -l.sink(pumpHeat-removed, g, t)
	p.central.finish(l.meanDegC+(coil+pumpHeat)/cw, 0)
	return coil
}

// run ends the loop's minute under constant heat, W, at capacity flow cw, W/K, the
// share f of design.
func (p *chilledAir) run(heat, cw, f float64) {
	_, _, removed := p.carry(heat, cw, f)
	p.loop.net(heat - removed)
	p.central.finish(p.loop.meanDegC+heat/cw, 0)
}

// unloaded is a minute in which coils take nothing: the loop keeps its temperature,
// towers and pumps rest. Chillers switch off, or start for what is to come.
func (p *chilledAir) unloaded() {
	c, t := &p.central, &p.central.towers
	p.loop.net(0)
	c.now, c.plateG, c.condenserW, c.economisedW, c.powerW = centralOff, 0, 0, 0, 0
	t.rest()
	t.wetBulbDegC = p.outdoor.WetBulbDegC
	p.store.wait()
	p.heat.rest()
	g := &c.chillers
	if g.regression {
		g.rest(p.minute)
		return
	}
	tc := t.condenserDegC()
	g.point = g.at(g.leavingDegC, tc)
	g.running = g.stage.step(p.minute, p.wish, g.point.AvailableW, g.inService)
	g.takenW, g.powerW, g.condenserW, g.pumpW, g.pumpHeatW = 0, 0, 0, 0, 0
}

// bookOutdoor adds outdoor air to the minute's sums.
func (p *chilledAir) bookOutdoor() {
	du, e := &p.duty, &p.eco
	spray := 1e-6 * e.pumpW
	du.SprayPumpMW += spray
	du.ElectricMW += spray
	u := &e.use
	du.EvaporatedKgPerS += u.evaporated
	du.DriftKgPerS += u.drift
	du.BlowdownKgPerS += u.blowdown
	du.WaterKgPerS += u.drawn
	p.air2.outdoorShare, p.air2.ventedMW = e.outdoorShare, 1e-6*e.ventedW
	du.RejectedMW += p.air2.ventedMW
}

// Declare implements Plant.
func (p *chilledAir) Declare(g record.Group) {
	in, out := p.chilledWater.declareTerms(g)
	g.Mode(&p.air2.mode, "air_mode", ChilledAirModes, "mode of the air economiser")
	g.Channel(&p.air2.outdoorShare, "outdoor_air_share", "share of outdoor air in supply air")
	out = append(out, terms(g.Meter(&p.air2.ventedMW, "vented_heat_MW", "heat carried out by air exchange"))...)
	g.Balance("heat", in, out)
	p.eco.declare(g)
}
