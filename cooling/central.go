package cooling

import (
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// central is a central plant, the sink of a loop of water: a plate heat exchanger to
// tower water on the loop's return, then chillers, each where there are any. Tower
// water passes the exchanger first, then the condensers.
//
// Control sequence:
//
//  1. Chillers and exchanger hold the loop's water at its set point.
//  2. Free cooling (with exchanger): tower water is asked for at what holds the set
//     point through the exchanger, but no colder than tower_set_approach_K above wet
//     bulb and than tower_min_degC. Chillers start (partial) once the exchanger alone
//     would hold the water mode_on_K above its set point, and stop once that is
//     mode_off_K.
//  3. Partial: tower water is as cold as 2 allows, chillers take what the exchanger
//     leaves. Where it cools return water by less than mode_off_K it is bypassed
//     (mechanical), until return water is mode_on_K above the coldest tower water. A
//     mode lasts at least min_mode_min, unless in free cooling the loop is 3 K above
//     its set point.
//  4. Mechanical, and always without exchanger: tower water's set point is wet bulb
//     plus tower_set_approach_K within condenser_min_degC and condenser_max_degC.
//  5. Tower fans hold the set point of tower water; below least speed they cycle,
//     below what still air carries water bypasses the towers. Chillers are staged
//     with dead band, confirmation, least running and resting times (see stager).
//     Without chillers, what the towers do not carry warms the loop.
//
// Cells of towers, exchangers and chillers fail and are repaired: flow, conductance
// and capacity follow the fraction in service.
type central struct {
	towers   towerLoop
	plate    plateExchanger
	hasPlate bool
	chillers chillerGroup
	hasChill bool
	banks    centralUnits
	mode     economiserMode
	prefix   string // of the names of what its chillers do

	minute  sim.Minute
	outdoor *Outdoor
	wishW   float64 // heat for which chillers start while the loop rests

	now                 int     // mode of the minute
	plateG              float64 // conductance of the exchanger, 0 where it is bypassed
	condenserW          float64 // heat of condensers and tower pumps in tower water
	economisedW, savedK float64 // heat through the exchanger; by how much it cooled return water
	cwW, powerW         float64
	rec                 centralRecord
}

// centralRecord is what the recorder reads of a central plant.
type centralRecord struct{ economisedMW, chillerMW, mode, chillersOn float64 }

// begin implements sink.
func (c *central) begin(m sim.Minute, out *Outdoor, _ float64) {
	c.minute, c.outdoor, c.wishW = m, out, 0
}

// take implements sink.
func (c *central) take(o *offer) take {
	t, ask, set, cw := &c.towers, o.heatW+o.restoreW, o.setDegC, o.cwWPerK
	plate := c.hasPlate && c.plate.share > 0
	if !(ask > 0 && cw > 0 && t.share > 0 && (plate || c.hasChill)) {
		c.rest()
		return take{}
	}
	t.begin(c.outdoor.Air, ask+c.powerW)
	c.cwW = cw
	back := set + ask/cw // return water at the set point
	cold, through := set, 0.0
	c.plateG, c.now = 0, centralMechanical
	if plate {
		cold, through = c.economise(c.minute, ask, back, o.flow, o.offK)
	}
	if c.now == centralMechanical {
		cold, through, c.plateG = t.condenserDegC(), 0, 0
	}
	c.condenserW = t.pumpHeatW
	var removed float64
	if c.hasChill {
		want := 0.0
		if c.now != centralFree {
			want = max(ask-through, 0)
		}
		var heat float64
		removed, heat = c.chillers.run(c.minute, want, t.coldDegC+through*t.perCw, t.coldDegC)
		c.condenserW += heat
		c.powerW = c.chillers.powerW
	}
	t.hold(cold, through+c.condenserW)
	if c.plateG == 0 {
		return take{constantW: removed}
	}
	sink := t.sinkDegC + t.perW*c.condenserW
	if sink >= back+o.offK { // tower water too warm
		c.plateG = 0
		return take{constantW: removed}
	}
	return take{constantW: removed, gWPerK: c.plateG / (1 + c.plateG*t.perW), sinkDegC: sink}
}

// economise sets the mode and returns the set point of tower water and the heat
// expected through the exchanger.
func (c *central) economise(m sim.Minute, ask, back, f, offK float64) (coldDegC, through float64) {
	t := &c.towers
	floor := t.floorDegC()
	if c.hasChill && c.mode.mode == centralMechanical {
		lift := back - higher(floor, t.wetBulbDegC+t.approachPerW*ask)
		if c.now = c.mode.step(m, 0, offK, 0, lift); c.now == centralMechanical {
			return 0, 0
		}
	}
	coldest := floor
	if t.bank.mode == towerSaturated { // fans at full speed did not reach it last minute
		coldest = higher(floor, t.coldDegC)
	}
	g := c.plate.conductance(f, t.flow)
	cold := higher(back-ask/g, floor) // that which holds the set point
	reached := higher(cold, coldest)
	most := g * (back - reached)
	c.plateG = g
	switch {
	case !c.hasChill:
		c.now = centralFree
	case c.mode.mode != centralMechanical:
		alone := (ask - most) / c.cwW
		if t.bank.mode == towerSaturated && c.mode.mode == centralFree {
			alone = max(alone, offK)
		}
		c.now = c.mode.step(m, alone, offK, c.savedK, back-coldest)
	}
	if c.now == centralFree {
		return cold, ask
	}
	return cold, max(min(most, ask), 0)
}

// settle implements sink.
func (c *central) settle(returnDegC, economised float64) {
	t := &c.towers
	if t.flow == 0 {
		return
	}
	c.economisedW = economised
	heat := economised + c.condenserW
	cold := t.sinkDegC + t.perW*heat
	if c.plateG > 0 {
		cold = returnDegC - economised/c.plateG
	}
	c.savedK = economised / c.cwW
	t.settle(cold, heat)
}

// rest implements sink: towers and pumps rest, chillers switch off one by one, or
// start for what is to come.
func (c *central) rest() bool {
	c.halt()
	if !c.hasChill {
		return true
	}
	c.towers.wetBulbDegC = c.outdoor.WetBulbDegC
	c.chillers.rest(c.minute, c.wishW, c.towers.condenserDegC())
	return c.chillers.stage.on == 0
}

// halt is towers and exchanger at rest.
func (c *central) halt() {
	c.now, c.plateG, c.condenserW, c.economisedW, c.powerW = centralOff, 0, 0, 0, 0
	c.towers.rest()
}

// stop implements part.
func (c *central) stop() {
	c.halt()
	c.chillers.halt()
}

// ready implements sink.
func (c *central) ready(heat float64) bool {
	g := &c.chillers
	if g.regression {
		return true
	}
	c.wishW = heat
	return g.running > 0 && g.capacityW(g.running) >= heat
}

// passed implements sink.
func (c *central) passed() bool { return c.now == centralFree || c.now == centralPartial }

// book implements part.
func (c *central) book(d *Duty, h *ledger) {
	t, r := &c.towers, &c.rec
	d.FacilityPumpMW += 1e-6 * t.pumpW
	d.RejectionFanMW += 1e-6 * t.bank.fanPowerW
	d.RejectedMW += 1e-6 * t.heatW
	d.draw(t.use)
	h[towerHeat], h[towerPumpHeat] = 1e-6*t.heatW, 1e-6*t.pumpHeatW
	r.economisedMW, r.mode = 1e-6*c.economisedW, float64(c.now)
	if g := &c.chillers; c.hasChill {
		d.CompressorMW += 1e-6 * g.powerW
		d.FacilityPumpMW += 1e-6 * g.pumpW
		h[compressorHeat], h[chillerPumpHeat] = 1e-6*g.heatOfPowerW(), 1e-6*g.pumpHeatW
		r.chillerMW, r.chillersOn = 1e-6*g.takenW, float64(g.running)
	}
}

// declare implements part.
func (c *central) declare(g record.Group, has *flowSet) {
	has.has(towerHeat, towerPumpHeat)
	g.Channel(&c.towers.coldDegC, channel.TowerWaterDegC, "water leaving the cooling towers")
	g.Channel(&c.towers.bank.speed, "tower_fan_speed", "fan speed of cooling towers as a fraction of full speed, times the fraction of time they run")
	g.Mode(&c.rec.mode, channel.CoolingMode, CentralModes, "mode of the central plant")
	if c.hasPlate {
		g.Meter(&c.rec.economisedMW, "economiser_heat_MW", "heat through the plate heat exchanger into tower water")
	}
	if c.hasChill {
		has.has(compressorHeat)
		if c.chillers.onePumpW > 0 {
			has.has(chillerPumpHeat)
		}
		g.Meter(&c.rec.chillersOn, c.prefix+"chillers_running", "water-cooled chillers that run")
		g.Meter(&c.rec.chillerMW, c.prefix+"chiller_heat_MW", "heat taken out of chilled water by water-cooled chillers")
		c.chillers.declare(g)
	}
	c.towers.bank.declare(g)
}
