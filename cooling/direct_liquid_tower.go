package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// directLiquidTower is the plant built from DirectLiquidTowerSpec: the loops and
// the air side of directLiquidDry, with cooling towers behind a plate heat
// exchanger, and with trim chillers where the spec has them, in place of dry
// coolers. Its two nodes are those of directLiquidDry, the facility loop's heat
// capacity counting the towers' basins, which the exchanger keeps within some
// kelvins of it.
//
// Control sequence of direct-liquid-tower:
//
//  1. Both liquid loops' flow follows the servers' load between min_flow and
//     design, tower water the heat rejected between tower_min_flow and design.
//  2. Tower water is asked for at what holds the facility supply at its set point
//     through the exchanger, but no colder than tower_set_approach_K above wet
//     bulb and than tower_min_degC. A loop off its set point is brought back in
//     some minutes.
//  3. Fan speed holds that temperature; below least speed fans cycle; below what
//     still air carries water bypasses the towers.
//  4. Where wet bulb or least set point stand in the way the facility supply
//     rises; servers are throttled at their limit, then shut down.
//
// direct-liquid-trim adds chillers on the facility supply, behind the exchanger;
// their condensers stand in the tower water behind it:
//
//  5. Free cooling: as above. Chillers start (partial cooling) once towers alone
//     would hold the supply mode_on_K above its set point, and stop once that is
//     mode_off_K; a mode lasts at least min_mode_min, unless the loop is 3 K above
//     its set point.
//  6. In partial cooling tower water is as cold as 2 allows, and chillers take
//     what the exchanger leaves. Where it cools return water by less than
//     mode_off_K it is bypassed (mechanical cooling), until return water is
//     mode_on_K above the coldest tower water; tower water's set point is then
//     wet bulb plus tower_set_approach_K within condenser_min_degC and
//     condenser_max_degC.
//  7. Chillers are staged with dead band, confirmation, least running and resting
//     times (see stager). Their chilled water has the one temperature
//     chilled_water_temp_degC; each machine's pump runs with it.
//
// Cells of towers, exchangers, trim chillers and the units of the liquid loops
// and the air side fail and are repaired (see failures).
type directLiquidTower struct {
	directLiquidDry
	central central
	perC2   float64 // inverse of the facility loop's design capacity flow
	out     towerRecord
}

// towerRecord is what the recorder reads of a plant with cooling towers.
type towerRecord struct {
	towerMW, towerPumpHeatMW, compressorHeatMW      float64
	chilledPumpHeatMW, economisedMW, chillerMW      float64
	coldDegC, fanSpeed, mode, towerMode, chillersOn float64
}

// book reads the minute off a central plant.
func (r *towerRecord) book(c *central) {
	t, g := &c.towers, &c.chillers
	r.towerMW, r.towerPumpHeatMW = 1e-6*t.heatW, 1e-6*t.pumpHeatW
	r.economisedMW = 1e-6 * c.economisedW
	r.coldDegC, r.fanSpeed, r.mode, r.towerMode = t.coldDegC, t.bank.speed, float64(c.now), float64(t.bank.mode)
	if c.hasChill {
		r.compressorHeatMW, r.chilledPumpHeatMW = 1e-6*g.heatOfPowerW(), 1e-6*g.pumpHeatW
		r.chillerMW, r.chillersOn = 1e-6*g.takenW, float64(g.running)
	}
}

// Step implements Plant.
func (p *directLiquidTower) Step(m sim.Minute, air *psychro.Air, load Load) {
	d, c, du := &p.directLiquidDry, &p.central, &p.duty
	captured, running := d.begin(air, load)
	if running {
		p.rejectHeat(m, air, captured)
	} else {
		d.stop()
		d.store.wait()
		c.rest(m)
	}
	p.out.book(c)
	p.rec.coolerMW = p.out.towerMW
	use := c.towers.use
	d.book(use)
	trim := 1e-6 * c.chillers.powerW
	du.CompressorMW += trim
	du.ElectricMW += trim
}

// rejectHeat advances the loops by a minute.
func (p *directLiquidTower) rejectHeat(m sim.Minute, air *psychro.Air, captured float64) {
	d, c, at := &p.directLiquidDry, &p.central, &p.at
	ask := captured + at.heatW
	if d.recovers {
		ask -= d.recover(air, ask)
	}
	off := d.t2 - d.setDegC
	if off > recoveryBandK || off < -recoveryBandK {
		ask += d.recoverWPerK * off
	}
	g, sink, removed := c.begin(m, air, ask, d.setDegC, at.cw, at.cw*p.perC2, off)
	back, toTowers := d.advance(captured, g, sink, removed)
	c.finish(back, toTowers)
	r, du := &d.rec, &d.duty
	r.cduHeatMW, r.facHeatMW = 1e-6*at.cduHeatW, 1e-6*at.facHeatW
	du.CDUPumpMW = 1e-6 * at.cduW
	du.FacilityPumpMW = 1e-6 * (at.facW + c.towers.pumpW + c.chillers.pumpW)
	du.RejectionFanMW, du.SprayPumpMW = 1e-6*c.towers.bank.fanPowerW, 0
}

// Stop implements Plant.
func (p *directLiquidTower) Stop() {
	p.directLiquidDry.Stop()
	p.central.towers.rest()
	p.out = towerRecord{}
}

// Declare implements Plant.
func (p *directLiquidTower) Declare(g record.Group) {
	a := &p.air
	declareDuty(g, &p.duty)
	g.Channel(&p.meanT2, "facility_supply_degC", "facility water to the CDUs")
	g.Channel(&p.coolerInDegC, "facility_return_degC", "facility water to the heat exchanger")
	g.Channel(&p.supplyDegC, "tcs_supply_degC", "coolant to the cold plates")
	in, out := p.declareHeat(g)
	cin, cout := p.central.declare(g, &p.out, "trim_")
	g.Balance("heat", append(in, cin...), append(out, cout...))
	p.throttle.declare(g, &p.overheated)
	p.failures.declare(g)
	g.Counter(&p.chipLimited, "chip_limited_minutes", "minutes in which cold plates could not carry design heat at their case limit: clocks fall", "")
	a.declare(g)
	g.Counter(&p.spillMinutes, "spill_minutes", "minutes in which cold plates were at their limit and heat spilled to the air", "")
}
