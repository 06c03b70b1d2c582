package cooling

import (
	"caloduc/sim"
	"caloduc/sim/record"
)

// recoveryS is the time within which a sink is asked to bring a loop back to its
// set point, besides carrying the heat of the minute, s.
const recoveryS = 300

// waterLoop is a loop of chilled or facility water, one well-mixed node at the
// temperature T that leaves the sink, with its pumps, between what warms it and a
// sink on its return:
//
//	C·dT/dt = heat - constant - g·(Treturn - Tsink)
//	Treturn = T + heat/cw
//
// with heat all that enters the water, the pumps' included, less what a tank and a
// district network take of return water. Conductances are frozen over the minute.
//
// Each minute: begin; then run, ask, and carry, exchange or meet; or idle. A loop whose
// sink has come to rest sleeps until it runs again.
type waterLoop struct {
	waterSize
	node     loopNode
	pumps    unitBank
	store    chilledStore // beside it
	district heatRecovery // on return water
	sink     sink
	waterMinute
	pair keptPropagator

	begun        bool // the sink, in this minute
	calm, asleep bool // all is at rest; and has been booked so
}

// waterSize is what a loop is built with.
type waterSize struct {
	setAtDesignDegC float64
	resetK          float64 // rise of the set point from design heat to none
	cwWPerK         float64 // capacity flow at design
	pump            pump
	pumpHeat        heatFlow // where the pumps' heat is booked
	exchangerW      float64  // power of the sink's exchanger's part of the head at design flow
	restoreWPerK    float64  // heat asked for per kelvin off the set point
	restoreBandK    float64  // nearer than this nothing is
}

// waterMinute is a loop's minute.
type waterMinute struct {
	minute           sim.Minute
	outdoor          *Outdoor
	fraction         float64 // of the hall's design heat
	setDegC          float64
	flow             float64 // fraction of design
	cw, perCw        float64 // capacity flow, W/K, and its inverse
	pumpW, pumpHeatW float64 // electric power; heat in the water
	asideW           float64 // heat to the tank and the district network
	returnDegC       float64 // water to the sink, mean of the minute
	offer            offer
	take             take
}

// newWaterLoop makes a loop of heat capacity capJPerK at its set point.
func newWaterLoop(s waterSize, capJPerK float64) waterLoop {
	if s.restoreWPerK == 0 {
		s.restoreWPerK = capJPerK / recoveryS
	}
	l := waterLoop{waterSize: s, node: newLoopNode(capJPerK, s.setAtDesignDegC)}
	l.setDegC = s.setAtDesignDegC
	l.pumps.share = 1
	return l
}

// begin starts minute m, in which the hall makes that fraction of its design heat.
func (l *waterLoop) begin(m sim.Minute, out *Outdoor, fraction float64) {
	l.minute, l.outdoor, l.fraction, l.begun = m, out, fraction, false
}

// wake begins the sink's minute, once.
func (l *waterLoop) wake() {
	if l.begun {
		return
	}
	l.begun, l.calm, l.asleep = true, false, false
	l.setDegC = l.setAtDesignDegC
	if l.resetK > 0 && l.fraction < 1 {
		l.setDegC += l.resetK * (1 - l.fraction)
	}
	l.sink.begin(l.minute, l.outdoor, l.fraction)
}

// runs tells whether any pump is in service.
func (l *waterLoop) runs() bool { return l.pumps.share > 0 }

// run moves the water at the fraction f of design flow, f > 0.
func (l *waterLoop) run(f float64) {
	l.wake()
	if f == l.flow && l.exchangerW == 0 {
		return // all is as it was
	}
	if f != l.flow {
		l.flow = f
		l.cw = l.cwWPerK * f
		l.perCw = 1 / l.cw
		l.pair.drop()
	}
	l.pumpW = l.pump.powerW(f)
	if l.exchangerW > 0 && l.sink.passed() {
		l.pumpW += l.exchangerW * fanLaw(f)
	}
	l.pumpHeatW = l.pump.toFluid * l.pumpW
}

// ask offers the sink heat, W, that enters the running water besides its pumps'.
func (l *waterLoop) ask(heat float64) {
	heat += l.pumpHeatW
	off := l.node.tDegC - l.setDegC
	l.asideW = 0
	if l.store.on || l.district.peakW > 0 {
		l.asideW = l.aside(heat, off)
	}
	o := &l.offer
	o.heatW, o.restoreW, o.setDegC, o.offK, o.cwWPerK, o.flow = heat-l.asideW, 0, l.setDegC, off, l.cw, l.flow
	if off > l.restoreBandK || off < -l.restoreBandK {
		o.restoreW = l.restoreWPerK * off
	}
	l.take = l.sink.take(o)
}

// aside is the heat, W, that tank and district network take of what enters the
// water, which is offK above its set point.
func (l *waterLoop) aside(heat, offK float64) float64 {
	back := l.node.tDegC + heat*l.perCw
	tank := l.store.step(l.outdoor, offK, l.node.tDegC, back, heat)
	return tank + l.district.step(l.outdoor.DryBulbDegC, back, l.cw, heat-tank)
}

// warmsK is by how much the loop is expected to warm within the minute in which it
// has asked for heat, W.
func (l *waterLoop) warmsK(heat float64) float64 {
	heat += l.pumpHeatW - l.asideW
	through := l.take.gWPerK * (l.node.tDegC + heat*l.perCw - l.take.sinkDegC)
	return (heat - l.take.constantW - through) * l.node.perCap
}

// carry ends the minute under the constant heat, W, that enters besides the pumps'.
func (l *waterLoop) carry(heat float64) {
	t := &l.take
	heat += l.pumpHeatW - l.asideW
	rise := heat * l.perCw
	through := l.node.sink(heat-t.constantW, t.gWPerK, t.sinkDegC-rise)
	l.returns(l.node.meanDegC+rise, through)
}

// meet ends the minute in which the water takes heat through the conductance g,
// W/K, from air at t, degC, whose coil's inlet is that, and returns that heat, W.
func (l *waterLoop) meet(g, t float64) float64 {
	k := &l.take
	own := l.pumpHeatW - l.asideW
	past := 1 - k.gWPerK*l.perCw
	// C·dT/dt = past·(g·(t - T) + own) - constant - gs·(T - Tsink)
	all := past*g + k.gWPerK
	if all == 0 {
		l.node.net(past*own - k.constantW)
		l.returns(l.node.meanDegC+own*l.perCw, 0)
		return 0
	}
	l.node.sink(0, all, (past*(g*t+own)-k.constantW+k.gWPerK*k.sinkDegC)/all)
	heat := g * (t - l.node.meanDegC)
	back := l.node.meanDegC + (heat+own)*l.perCw
	l.returns(back, k.gWPerK*(back-k.sinkDegC))
	return heat
}

// partner is a node that gives heat to a loop through a conductance.
type partner struct {
	tDegC, perCap float64 // as the minute begins; rise in a minute per heat, K/W
	heatW         float64 // enters it at that temperature
	lossWPerK     float64 // less of it per kelvin above
	gWPerK        float64 // to the loop's water
	perHeat       float64 // heat that enters the water over heat through the conductance
	besidesW      float64 // constant heat that enters the water besides
}

// exchange ends the minute of the loop and its partner together:
//
//	Ca·dTa/dt = qa - k·(Ta - Ta0) - G·(Ta - T)
//	C·dT/dt   = n·G·(Ta - T) + q - constant - g·(Treturn - Tsink)
//
// and returns the partner's temperature at the end and in the mean, degC, and the
// mean heat through the conductance G, W. While the water flows as it does, the
// propagator is kept for g within the fraction by; the steady state is exact all the
// same.
func (l *waterLoop) exchange(a *partner, by float64) (end, mean, acrossW float64) {
	t, n, pa, pb := &l.take, &l.node, a.perCap, l.node.perCap
	own := a.besidesW + l.pumpHeatW - l.asideW
	past := 1 - t.gWPerK*l.perCw // of what enters the water, not taken at once
	into := a.perHeat * a.gWPerK
	if !l.pair.holds(t.gWPerK, a.gWPerK, by) {
		l.pair.keep(t.gWPerK, a.gWPerK, twoNodes{a11: -(a.gWPerK + a.lossWPerK) * pa, a12: a.gWPerK * pa, a21: past * into * pb, a22: -(past*into + t.gWPerK) * pb})
	}
	// Rates as the minute begins, K a minute, and how they change of themselves.
	lift := a.tDegC - n.tDegC
	da := (a.heatW - a.gWPerK*lift) * pa
	db := (past*(into*lift+own) - t.constantW - t.gWPerK*(n.tDegC-t.sinkDegC)) * pb
	dda := -(a.gWPerK*(da-db) + a.lossWPerK*da) * pa
	ddb := (past*into*(da-db) - t.gWPerK*db) * pb
	mean, cold := l.pair.mean(a.tDegC, da, dda), l.pair.mean(n.tDegC, db, ddb)
	acrossW = a.gWPerK * (mean - cold)
	heat := a.perHeat*acrossW + own
	back := cold + heat*l.perCw
	through := t.gWPerK * (back - t.sinkDegC)
	n.settle(n.tDegC+pb*(heat-t.constantW-through), cold)
	end = a.tDegC + pa*(a.heatW-a.lossWPerK*(mean-a.tDegC)-acrossW)
	l.returns(back, through)
	return end, mean, acrossW
}

// returns tells the sink what came back, degC, and what its conductance carried, W,
// in the mean.
func (l *waterLoop) returns(degC, throughW float64) {
	l.returnDegC = degC
	l.sink.settle(degC, throughW)
}

// idle ends a minute in which nothing flows: the loop keeps its temperature.
func (l *waterLoop) idle() {
	if l.asleep && !l.store.on {
		return
	}
	l.wake()
	l.still()
	l.calm = l.sink.rest()
	l.store.wait()
	l.district.rest()
}

// still is water that stands.
func (l *waterLoop) still() {
	l.flow, l.pumpW, l.pumpHeatW, l.asideW, l.take = 0, 0, 0, 0, take{}
	l.node.net(0)
	l.returnDegC = l.node.tDegC
}

// ready tells whether the sink could take heat, W, and that of the pumps.
func (l *waterLoop) ready(heat float64) bool {
	l.wake()
	return l.runs() && l.sink.ready(heat+l.pump.toFluid*l.pump.designW)
}

// stop implements part.
func (l *waterLoop) stop() {
	l.still()
	l.store.idle()
	l.district.rest()
	l.sink.stop()
}

// book implements part.
func (l *waterLoop) book(d *Duty, h *ledger) {
	if l.asleep && !l.store.on {
		return
	}
	l.asleep = l.calm
	d.FacilityPumpMW += 1e-6 * l.pumpW
	h[l.pumpHeat] += 1e-6 * l.pumpHeatW
	h[loopStored] += 1e-6 * l.node.storedW
	if l.store.on {
		l.store.book(h)
	}
	if l.district.peakW > 0 {
		l.district.book(d, h)
	}
	l.sink.book(d, h)
}

// declare implements part.
func (l *waterLoop) declare(g record.Group, has *flowSet) {
	has.has(l.pumpHeat, loopStored)
	l.store.declare(g, has)
	l.district.declare(g, has)
	l.sink.declare(g, has)
}

// units implements part.
func (l *waterLoop) units() []*unitBank {
	if l.pumps.kind == nil { // they are another's
		return l.sink.units()
	}
	return append([]*unitBank{&l.pumps}, l.sink.units()...)
}

// serve implements part.
func (l *waterLoop) serve() { l.sink.serve() }
