package loop

import (
	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/sim"
	"caloduc/sim/record"
)

// recoveryS is the time within which a sink is asked to bring a loop back to its
// set point, besides carrying the heat of the minute, s.
const recoveryS = 300

// Water is a loop of chilled or facility water, one well-mixed node at the
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
type Water struct {
	waterSize
	Node     component.LoopNode
	Pumps    failure.Bank
	Store    ChilledStore // beside it
	District HeatRecovery // on return water
	Sink     Sink
	waterMinute
	pair component.KeptPropagator

	begun        bool // the sink, in this minute
	calm, asleep bool // all is at rest; and has been booked so
}

// waterSize is what a loop is built with.
type waterSize struct {
	SetAtDesignDegC float64
	resetK          float64 // rise of the set point from design heat to none
	reset           Reset   // its fall with outdoor air
	CwWPerK         float64 // capacity flow at design
	pump            component.Pump
	PumpHeat        HeatFlow // where the pumps' heat is booked
	ExchangerW      float64  // power of the sink's exchanger's part of the head at design flow
	restoreWPerK    float64  // heat asked for per kelvin off the set point
	restoreBandK    float64  // nearer than this nothing is
}

// waterMinute is a loop's minute.
type waterMinute struct {
	minute           sim.Minute
	outdoor          *Outdoor
	fraction         float64 // of the hall's design heat
	SetDegC          float64
	flow             float64 // fraction of design
	cw, perCw        float64 // capacity flow, W/K, and its inverse
	PumpW, pumpHeatW float64 // electric power; heat in the water
	asideW           float64 // heat to the tank and the district network
	returnDegC       float64 // water to the sink, mean of the minute
	offer            offer
	Take             Take
}

// NewWater makes a loop of heat capacity capJPerK at its set point.
func NewWater(s waterSize, capJPerK float64) Water {
	if s.restoreWPerK == 0 {
		s.restoreWPerK = capJPerK / recoveryS
	}
	l := Water{waterSize: s, Node: component.NewLoopNode(capJPerK, s.SetAtDesignDegC)}
	l.SetDegC = s.SetAtDesignDegC
	l.Pumps.Share = 1
	return l
}

// ColdestDegC is the set point in cold weather.
func (s *waterSize) ColdestDegC() float64 { return s.SetAtDesignDegC - s.reset.spanK }

// begin starts minute m, in which the hall makes that fraction of its design heat.
func (l *Water) begin(m sim.Minute, out *Outdoor, fraction float64) {
	l.minute, l.outdoor, l.fraction, l.begun = m, out, fraction, false
}

// wake begins the sink's minute, once.
func (l *Water) wake() {
	if l.begun {
		return
	}
	l.begun, l.calm, l.asleep = true, false, false
	l.SetDegC = l.SetAtDesignDegC
	if l.resetK > 0 && l.fraction < 1 {
		l.SetDegC += l.resetK * (1 - l.fraction)
	}
	if l.reset.spanK > 0 {
		l.SetDegC -= l.reset.BelowK(l.outdoor.DryBulbDegC)
	}
	l.Sink.begin(l.minute, l.outdoor, l.fraction)
}

// runs tells whether any pump is in service.
func (l *Water) runs() bool { return l.Pumps.Share > 0 }

// run moves the water at the fraction f of design flow, f > 0.
func (l *Water) run(f float64) {
	l.wake()
	if f == l.flow && l.ExchangerW == 0 {
		return // all is as it was
	}
	if f != l.flow {
		l.flow = f
		l.cw = l.CwWPerK * f
		l.perCw = 1 / l.cw
		l.pair.Drop()
	}
	l.PumpW = l.pump.PowerW(f)
	if l.ExchangerW > 0 && l.Sink.passed() {
		l.PumpW += l.ExchangerW * component.FanLaw(f)
	}
	l.pumpHeatW = l.pump.ToFluid * l.PumpW
}

// ask offers the sink heat, W, that enters the running water besides its pumps'.
func (l *Water) ask(heat float64) {
	heat += l.pumpHeatW
	off := l.Node.TDegC - l.SetDegC
	l.asideW = 0
	if l.Store.on || l.District.PeakW > 0 {
		l.asideW = l.aside(heat, off)
	}
	o := &l.offer
	o.heatW, o.restoreW, o.setDegC, o.offK, o.cwWPerK, o.flow = heat-l.asideW, 0, l.SetDegC, off, l.cw, l.flow
	if off > l.restoreBandK || off < -l.restoreBandK {
		o.restoreW = l.restoreWPerK * off
	}
	l.Take = l.Sink.take(o)
}

// aside is the heat, W, that tank and district network take of what enters the
// water, which is offK above its set point.
func (l *Water) aside(heat, offK float64) float64 {
	back := l.Node.TDegC + heat*l.perCw
	tank := l.Store.step(l.outdoor, offK, l.Node.TDegC, back, heat)
	return tank + l.District.step(l.outdoor.DryBulbDegC, back, l.cw, heat-tank)
}

// warmsK is by how much the loop is expected to warm within the minute in which it
// has asked for heat, W.
func (l *Water) warmsK(heat float64) float64 {
	heat += l.pumpHeatW - l.asideW
	through := l.Take.gWPerK * (l.Node.TDegC + heat*l.perCw - l.Take.SinkDegC)
	return (heat - l.Take.constantW - through) * l.Node.PerCap
}

// carry ends the minute under the constant heat, W, that enters besides the pumps'.
func (l *Water) carry(heat float64) {
	t := &l.Take
	heat += l.pumpHeatW - l.asideW
	rise := heat * l.perCw
	through := l.Node.Sink(heat-t.constantW, t.gWPerK, t.SinkDegC-rise)
	l.returns(l.Node.MeanDegC+rise, through)
}

// meet ends the minute in which the water takes heat through the conductance g,
// W/K, from air at t, degC, whose coil's inlet is that, and returns that heat, W.
func (l *Water) meet(g, t float64) float64 {
	k := &l.Take
	own := l.pumpHeatW - l.asideW
	past := 1 - k.gWPerK*l.perCw
	// C·dT/dt = past·(g·(t - T) + own) - constant - gs·(T - Tsink)
	all := past*g + k.gWPerK
	if all == 0 {
		l.Node.Net(past*own - k.constantW)
		l.returns(l.Node.MeanDegC+own*l.perCw, 0)
		return 0
	}
	l.Node.Sink(0, all, (past*(g*t+own)-k.constantW+k.gWPerK*k.SinkDegC)/all)
	heat := g * (t - l.Node.MeanDegC)
	back := l.Node.MeanDegC + (heat+own)*l.perCw
	l.returns(back, k.gWPerK*(back-k.SinkDegC))
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
func (l *Water) exchange(a *partner, by float64) (end, mean, acrossW float64) {
	t, n, pa, pb := &l.Take, &l.Node, a.perCap, l.Node.PerCap
	own := a.besidesW + l.pumpHeatW - l.asideW
	past := 1 - t.gWPerK*l.perCw // of what enters the water, not taken at once
	into := a.perHeat * a.gWPerK
	if !l.pair.Holds(t.gWPerK, a.gWPerK, by) {
		l.pair.Keep(t.gWPerK, a.gWPerK, component.TwoNodes{A11: -(a.gWPerK + a.lossWPerK) * pa, A12: a.gWPerK * pa, A21: past * into * pb, A22: -(past*into + t.gWPerK) * pb})
	}
	// Rates as the minute begins, K a minute, and how they change of themselves.
	lift := a.tDegC - n.TDegC
	da := (a.heatW - a.gWPerK*lift) * pa
	db := (past*(into*lift+own) - t.constantW - t.gWPerK*(n.TDegC-t.SinkDegC)) * pb
	dda := -(a.gWPerK*(da-db) + a.lossWPerK*da) * pa
	ddb := (past*into*(da-db) - t.gWPerK*db) * pb
	mean, cold := l.pair.Mean(a.tDegC, da, dda), l.pair.Mean(n.TDegC, db, ddb)
	acrossW = a.gWPerK * (mean - cold)
	heat := a.perHeat*acrossW + own
	back := cold + heat*l.perCw
	through := t.gWPerK * (back - t.SinkDegC)
	n.Settle(n.TDegC+pb*(heat-t.constantW-through), cold)
	end = a.tDegC + pa*(a.heatW-a.lossWPerK*(mean-a.tDegC)-acrossW)
	l.returns(back, through)
	return end, mean, acrossW
}

// returns tells the sink what came back, degC, and what its conductance carried, W,
// in the mean.
func (l *Water) returns(degC, throughW float64) {
	l.returnDegC = degC
	l.Sink.settle(degC, throughW)
}

// idle ends a minute in which nothing flows: the loop keeps its temperature.
func (l *Water) idle() {
	if l.asleep && !l.Store.on {
		return
	}
	l.wake()
	l.still()
	l.calm = l.Sink.rest()
	l.Store.wait()
	l.District.rest()
}

// still is water that stands.
func (l *Water) still() {
	l.flow, l.PumpW, l.pumpHeatW, l.asideW, l.Take = 0, 0, 0, 0, Take{}
	l.Node.Net(0)
	l.returnDegC = l.Node.TDegC
}

// ready tells whether the sink could take heat, W, and that of the pumps.
func (l *Water) ready(heat float64) bool {
	l.wake()
	return l.runs() && l.Sink.ready(heat+l.pump.ToFluid*l.pump.DesignW)
}

// Stop implements part.
func (l *Water) Stop() {
	l.still()
	l.Store.idle()
	l.District.rest()
	l.Sink.Stop()
}

// Book implements part.
func (l *Water) Book(d *Duty, h *Ledger) {
	if l.asleep && !l.Store.on {
		return
	}
	l.asleep = l.calm
	d.FacilityPumpMW += 1e-6 * l.PumpW
	h[l.PumpHeat] += 1e-6 * l.pumpHeatW
	h[LoopStored] += 1e-6 * l.Node.StoredW
	if l.Store.on {
		l.Store.book(h)
	}
	if l.District.PeakW > 0 {
		l.District.book(d, h)
	}
	l.Sink.Book(d, h)
}

// Declare implements part.
func (l *Water) Declare(g record.Group, has *FlowSet) {
	has.Has(l.PumpHeat, LoopStored)
	l.Store.declare(g, has)
	l.District.declare(g, has)
	l.Sink.Declare(g, has)
}

// Units implements part.
func (l *Water) Units() []*failure.Bank {
	if l.Pumps.Kind == nil { // they are another's
		return l.Sink.Units()
	}
	return append([]*failure.Bank{&l.Pumps}, l.Sink.Units()...)
}

// Serve implements part.
func (l *Water) Serve() { l.Sink.Serve() }
