package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// stepAir carries the heat q, W, of the hall's air.
func (p *river) stepAir(m sim.Minute, air *psychro.Air, tc, q float64) {
	a, c := &p.air, &p.cold
	c.begin(tc)
	if q <= 0 {
		a.rest()
		p.spare(m)
		return
	}
	a.start(q)
	need := a.needW()
	switch {
	case a.stands():
		p.spare(m)
		c.stands = true
		a.stagnate()
		p.bookCircuit(c, 0)
	case need <= 0:
		p.spare(m)
		a.drift(0)
	case c.most == 0:
		p.spare(m)
		c.stands = true
		a.drift(0)
		p.bookCircuit(c, 0)
	default:
		p.coils(m, air, need)
	}
}

// spare is a minute in which coils take nothing.
func (p *river) spare(m sim.Minute) {
	p.cold.idle(m)
	p.cold.loop.net(0)
	p.store.wait()
	if !p.hasLiquid {
		p.heat.rest()
	}
}

// aside is the heat, W, that the tank and, in a hall without cold plates, the
// district network take of what enters the coils' water at the share f of flow.
func (p *river) aside(air *psychro.Air, heat, f float64) float64 {
	c := &p.cold
	if !p.store.on && (p.hasLiquid || p.heat.peakW == 0) {
		return 0
	}
	cw := c.plate.c1 * f
	back := c.loop.tDegC + heat/cw
	tank := p.store.step(p.reach.degC, c.loop.tDegC-c.setDegC, c.loop.tDegC, back, heat)
	if p.hasLiquid {
		return tank
	}
	return tank + p.heat.step(air.DryBulbDegC, back, cw, heat-tank)
}

// coils carry need, W, out of the hall's air, as far as their water goes.
func (p *river) coils(m sim.Minute, air *psychro.Air, need float64) {
	a, c := &p.air, &p.cold
	lift := a.heldDegC - c.loop.tDegC
	f, g := c.most, 0.0
	if lift > 0 {
		f, g = p.coil.flowFor(a.fanSpeed, need/lift, c.most)
	}
	held := lift > 0 && g*lift >= need*(1-searchTolerance)
	var pumpW, pumpHeat, out float64
	run := func() {
		pumpW = c.pump.powerW(f)
		pumpHeat = c.pump.toFluid * pumpW
	}
	run()
	aside := p.aside(air, min(need, g*max(lift, 0))+pumpHeat, f)
	if held {
		warmer := c.plan(m, p.reach, need+pumpHeat-aside, f)
		if warmer > bearableK && p.coil.conductance(a.fanSpeed, c.most)*(lift-warmer) < need*(1-searchTolerance) {
			held, f, g = false, c.most, p.coil.conductance(a.fanSpeed, c.most) // the water warms within the minute
			run()
		}
	}
	if held {
		out = c.loop.sink(need+pumpHeat-aside-c.away(), c.gWPerK, c.sinkDegC)
		a.hold()
	} else {
		c.plan(m, p.reach, g*max(lift, 0)+pumpHeat-aside, f)
		hall := newLoopNode(a.capJPerK, a.returnDegC)
		var coil float64
		coil, out = coupled(&hall, &c.loop, a.heatW+a.fanPowerW, pumpHeat-aside-c.away(), g, c.gWPerK, c.sinkDegC)
		a.settle(hall.tDegC, hall.meanDegC, hall.meanDegC+(a.fanPowerW-coil)/a.g)
	}
	c.finish(p.reach, out)
	p.rec.pumpHeatMW += 1e-6 * pumpHeat
	p.bookCircuit(c, 1e-6*pumpW)
}
