package cooling

import (
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// loopWater is what is known of the water in loops of chilled water.
var loopWater = param.Unverified("makers of chillers ask for 3 to 10 US gallons of loop water a ton: 13 to 45 MJ/K per MW")

// chilledLoop is a loop of chilled water, one node, with its pumps, cooled by
// air-cooled chillers. Each minute: begin, then carry or idle.
//
// The chillers hold the loop's set point, and bring a loop that is off it back
// in some minutes, as far as those that run go; capacity and power follow the
// temperature of the loop. Water flows as far as the pumps in service go; it
// stands where there are none.
type chilledLoop struct {
	loop       loopNode // leaving chilled water
	designDegC float64
	pump       pump
	pumps      unitBank
	chillers   airChillerBank
	cwWPerK    float64      // capacity flow at design
	store      chilledStore // beside it
	district   heatRecovery // on return water

	// Of the minute.
	minute           sim.Minute
	setDegC          float64
	outdoorDegC      float64
	condenserDegC    float64 // air into the condensers
	flow             float64 // share of design
	pumpW, pumpHeatW float64 // electric power; heat in the water
	evaporatorW      float64
	asideW           float64 // heat to the tank and the district network
	asked            bool    // those have had their minute
	netW             float64 // heat into the loop besides the coils'
}

// begin starts minute m with outdoor air at t, air tc into the condensers and the
// set point set, degC.
func (c *chilledLoop) begin(m sim.Minute, t, tc, set float64) {
	c.minute, c.outdoorDegC, c.condenserDegC, c.setDegC = m, t, tc, set
	c.chillers.begin(c.loop.tDegC, tc)
	c.flow, c.pumpW, c.pumpHeatW, c.evaporatorW, c.asideW, c.asked = 0, 0, 0, 0, 0, false
}

// runs tells whether any pump is in service.
func (c *chilledLoop) runs() bool { return c.pumps.share > 0 }

// run moves the water at the share f of design flow under heat, W, besides that of
// the pumps, and sets what the chillers take out.
func (c *chilledLoop) run(f, heat float64) {
	c.flow = f
	c.pumpW = c.pump.powerW(f)
	c.pumpHeatW = c.pump.toFluid * c.pumpW
	heat += c.pumpHeatW
	off := c.loop.tDegC - c.setDegC
	if !c.asked {
		c.asked = true
		c.asideW = c.aside(off, heat, c.cwWPerK*f)
	}
	ask := heat - c.asideW + c.loop.capJPerK*(1./recoveryS)*off
	c.chillers.ready(c.minute, ask)
	c.evaporatorW = c.chillers.carry(ask)
	c.netW = c.pumpHeatW - c.evaporatorW - c.asideW
}

// aside is the heat, W, that tank and district network take of what enters water of
// capacity flow cw, W/K, that is off its set point.
func (c *chilledLoop) aside(offK, heat, cw float64) float64 {
	if !c.store.on && c.district.peakW == 0 {
		return 0
	}
	back := c.loop.tDegC + heat/cw
	tank := c.store.step(c.outdoorDegC, offK, c.loop.tDegC, back, heat)
	return tank + c.district.step(c.outdoorDegC, back, cw, heat-tank)
}

// idle is a minute in which nothing flows: the loop keeps its temperature.
// Chillers are staged for heat, W, which they do not carry yet.
func (c *chilledLoop) idle(heat float64) {
	c.chillers.ready(c.minute, heat)
	c.loop.net(0)
	c.store.wait()
	c.district.rest()
}

// couldTakeW is what chillers that run, staged for heat, W, can take out besides
// the heat of the pumps.
func (c *chilledLoop) couldTakeW(heat float64) float64 {
	if !c.runs() {
		return 0
	}
	pumps := c.pump.toFluid * c.pump.designW
	return max(0, c.chillers.ready(c.minute, heat+pumps)-pumps)
}

// stop is a loop at rest.
func (c *chilledLoop) stop() {
	c.flow, c.pumpW, c.pumpHeatW, c.evaporatorW = 0, 0, 0, 0
	c.chillers.takenW, c.chillers.powerW, c.chillers.running = 0, 0, 0
	c.loop.net(0)
	c.store.idle()
	c.district.rest()
}

// sizeUnits makes the loop's units: chillers and pumps.
func (c *chilledLoop) sizeUnits(chiller, pump *UnitsSpec) {
	c.chillers.sizeUnits(&airChillerUnits, chiller)
	c.pumps = newUnitBank(&chilledUnits, pump, chilledUnits.number)
}

// declare declares the loop, and returns its terms of the heat balance.
func (c *chilledLoop) declare(g record.Group, r *chilledLoopRecord, d *Duty) (in, out []record.Term) {
	g.Channel(&c.loop.meanDegC, "chilled_water_temp_degC", "leaving chilled water")
	g.Meter(&r.chillersRun, "chillers_running", "chillers that run")
	g.Meter(&c.flow, "chilled_water_flow_share", "flow of chilled water as a share of design")
	in = terms(g.Meter(&r.pumpHeatMW, "chilled_pump_heat_MW", "heat of chilled-water pumps in their water"))
	out = terms(g.Meter(&r.evaporatorMW, "evaporator_heat_MW", "heat taken out by chillers"),
		g.Meter(&r.loopMW, "loop_stored_heat_MW", "heat stored in the chilled-water loop"))
	c.chillers.declare(g)
	sin, sout := c.store.declareAny(g)
	out = append(out, c.district.declareAny(g, d)...)
	return append(in, sin...), append(out, sout...)
}

// chilledLoopRecord is what the recorder reads of a chilledLoop.
type chilledLoopRecord struct {
	pumpHeatMW, evaporatorMW, loopMW, chillersRun float64
}

// book notes the loop's minute.
func (r *chilledLoopRecord) book(c *chilledLoop) {
	r.pumpHeatMW, r.evaporatorMW, r.loopMW = 1e-6*c.pumpHeatW, 1e-6*c.evaporatorW, 1e-6*c.loop.storedW
	r.chillersRun = float64(c.chillers.running)
}

// carry runs the loop for need, W, through a coil from air at t, degC, at the share
// y of its flow, and tells whether that is held; then the loop's minute is over.
// Else the valve is open, with the conductance g, W/K, and it is the caller's to
// solve. No more water flows than the pumps in service give; air colder than the
// water shuts the coil off.
func (c *chilledLoop) carry(w *fanWall, y, need, t float64) (g float64, held bool) {
	lift, most := t-c.loop.tDegC, c.pumps.share
	f := most
	if lift > 0 {
		f, g = w.flowFor(y, need/lift, most)
		if g*lift >= need*(1-searchTolerance) {
			c.run(f, need)
			warmer := (need + c.netW) * (minuteS / c.loop.capJPerK)
			if warmer < bearableK || w.conductance(y, most)*(lift-warmer) >= need*(1-searchTolerance) {
				c.loop.net(need + c.netW)
				return g, true
			}
			f, g = most, w.conductance(y, most) // the water warms within the minute
		}
	}
	c.run(f, g*max(lift, 0))
	return g, false
}

// bearableK is a rise of the loop in a minute for which a coil's valve is not
// looked at again.
const bearableK = 0.05
