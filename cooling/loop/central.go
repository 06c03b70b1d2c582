package loop

import (
	"caloduc/cooling/component"
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// Central is a central plant, the sink of a loop of water: a plate heat exchanger to
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
type Central struct {
	Towers   TowerLoop
	Plate    component.PlateExchanger
	HasPlate bool
	Chillers ChillerGroup
	HasChill bool
	Banks    CentralUnits
	Mode     economiserMode
	Prefix   string // of the names of what its chillers do

	minute  sim.Minute
	outdoor *Outdoor
	wishW   float64 // heat for which chillers start while the loop rests

	Now                 int     // mode of the minute
	PlateG              float64 // conductance of the exchanger, 0 where it is bypassed
	condenserW          float64 // heat of condensers and tower pumps in tower water
	economisedW, savedK float64 // heat through the exchanger; by how much it cooled return water
	cwW, powerW         float64
	rec                 centralRecord
}

// centralRecord is what the recorder reads of a central plant.
type centralRecord struct{ economisedMW, chillerMW, mode, chillersOn float64 }

// begin implements sink.
func (c *Central) begin(m sim.Minute, out *Outdoor, _ float64) {
	c.minute, c.outdoor, c.wishW = m, out, 0
}

// take implements sink.
func (c *Central) take(o *offer) Take {
	t, ask, set, cw := &c.Towers, o.heatW+o.restoreW, o.setDegC, o.cwWPerK
	plate := c.HasPlate && c.Plate.Share > 0
	if !(ask > 0 && cw > 0 && t.share > 0 && (plate || c.HasChill)) {
		c.rest()
		return Take{}
	}
	t.begin(c.outdoor.Air, ask+c.powerW)
	c.cwW = cw
	back := set + ask/cw // return water at the set point
	cold, through := set, 0.0
	c.PlateG, c.Now = 0, CentralMechanical
	if plate {
		cold, through = c.economise(c.minute, ask, back, o.flow, o.offK)
	}
	if c.Now == CentralMechanical {
		cold, through, c.PlateG = t.condenserDegC(), 0, 0
	}
	c.condenserW = t.pumpHeatW
	var removed float64
	if c.HasChill {
		want := 0.0
		if c.Now != CentralFree {
			want = max(ask-through, 0)
		}
		var heat float64
		removed, heat = c.Chillers.run(c.minute, want, set, t.coldDegC+through*t.perCw, t.coldDegC)
		c.condenserW += heat
		c.powerW = c.Chillers.PowerW
	}
	t.hold(cold, through+c.condenserW)
	if c.PlateG == 0 {
		return Take{constantW: removed}
	}
	sink := t.sinkDegC + t.perW*c.condenserW
	if sink >= back+o.offK { // tower water too warm
		c.PlateG = 0
		return Take{constantW: removed}
	}
	return Take{constantW: removed, gWPerK: c.PlateG / (1 + c.PlateG*t.perW), SinkDegC: sink}
}

// economise sets the mode and returns the set point of tower water and the heat
// expected through the exchanger.
func (c *Central) economise(m sim.Minute, ask, back, f, offK float64) (coldDegC, through float64) {
	t := &c.Towers
	floor := t.floorDegC()
	if c.HasChill && c.Mode.mode == CentralMechanical {
		lift := back - higher(floor, t.wetBulbDegC+t.approachPerW*ask)
		if c.Now = c.Mode.step(m, 0, offK, 0, lift); c.Now == CentralMechanical {
			return 0, 0
		}
	}
	coldest := floor
	if t.Bank.Mode == component.TowerSaturated { // fans at full speed did not reach it last minute
		coldest = higher(floor, t.coldDegC)
	}
	g := c.Plate.Conductance(f, t.flow)
	cold := higher(back-ask/g, floor) // that which holds the set point
	reached := higher(cold, coldest)
	most := g * (back - reached)
	c.PlateG = g
	switch {
	case !c.HasChill:
		c.Now = CentralFree
	case c.Mode.mode != CentralMechanical:
		alone := (ask - most) / c.cwW
		if t.Bank.Mode == component.TowerSaturated && c.Mode.mode == CentralFree {
			alone = max(alone, offK)
		}
		c.Now = c.Mode.step(m, alone, offK, c.savedK, back-coldest)
	}
	if c.Now == CentralFree {
		return cold, ask
	}
	return cold, max(min(most, ask), 0)
}

// settle implements sink.
func (c *Central) settle(returnDegC, economised float64) {
	t := &c.Towers
	if t.flow == 0 {
		return
	}
	c.economisedW = economised
	heat := economised + c.condenserW
	cold := t.sinkDegC + t.perW*heat
	if c.PlateG > 0 {
		cold = returnDegC - economised/c.PlateG
	}
	c.savedK = economised / c.cwW
	t.settle(cold, heat)
}

// rest implements sink: towers and pumps rest, chillers switch off one by one, or
// start for what is to come.
func (c *Central) rest() bool {
	c.halt()
	if !c.HasChill {
		return true
	}
	c.Towers.wetBulbDegC = c.outdoor.WetBulbDegC
	c.Chillers.rest(c.minute, c.wishW, c.Towers.condenserDegC())
	return c.Chillers.Stage.On == 0
}

// halt is towers and exchanger at rest.
func (c *Central) halt() {
	c.Now, c.PlateG, c.condenserW, c.economisedW, c.powerW = centralOff, 0, 0, 0, 0
	c.Towers.rest()
}

// Stop implements part.
func (c *Central) Stop() {
	c.halt()
	c.Chillers.halt()
}

// ready implements sink.
func (c *Central) ready(heat float64) bool {
	g := &c.Chillers
	if g.regression {
		return true
	}
	c.wishW = heat
	return g.Running > 0 && g.CapacityW(g.Running) >= heat
}

// passed implements sink.
func (c *Central) passed() bool { return c.Now == CentralFree || c.Now == CentralPartial }

// Book implements part.
func (c *Central) Book(d *Duty, h *Ledger) {
	t, r := &c.Towers, &c.rec
	d.FacilityPumpMW += 1e-6 * t.pumpW
	d.RejectionFanMW += 1e-6 * t.Bank.FanPowerW
	d.RejectedMW += 1e-6 * t.heatW
	d.draw(t.use)
	h[towerHeat], h[towerPumpHeat] = 1e-6*t.heatW, 1e-6*t.pumpHeatW
	r.economisedMW, r.mode = 1e-6*c.economisedW, float64(c.Now)
	if g := &c.Chillers; c.HasChill {
		d.CompressorMW += 1e-6 * g.PowerW
		d.FacilityPumpMW += 1e-6 * g.pumpW
		h[compressorHeat], h[chillerPumpHeat] = 1e-6*g.heatOfPowerW(), 1e-6*g.pumpHeatW
		r.chillerMW, r.chillersOn = 1e-6*g.TakenW, float64(g.Running)
	}
}

// Declare implements part.
func (c *Central) Declare(g record.Group, has *FlowSet) {
	has.Has(towerHeat, towerPumpHeat)
	g.Channel(&c.Towers.coldDegC, channel.TowerWaterDegC, "water leaving the cooling towers")
	g.Channel(&c.Towers.Bank.Speed, "tower_fan_speed", "fan speed of cooling towers as a fraction of full speed, times the fraction of time they run")
	g.Mode(&c.rec.mode, channel.CoolingMode, CentralModes, "mode of the central plant")
	if c.HasPlate {
		g.Meter(&c.rec.economisedMW, "economiser_heat_MW", "heat through the plate heat exchanger into tower water")
	}
	if c.HasChill {
		has.Has(compressorHeat)
		if c.Chillers.OnePumpW > 0 {
			has.Has(chillerPumpHeat)
		}
		g.Meter(&c.rec.chillersOn, c.Prefix+"chillers_running", "water-cooled chillers that run")
		g.Meter(&c.rec.chillerMW, c.Prefix+"chiller_heat_MW", "heat taken out of chilled water by water-cooled chillers")
		c.Chillers.declare(g)
	}
	c.Towers.Bank.Declare(g)
}
