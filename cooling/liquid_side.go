package cooling

import (
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// liquidSide is what lies between the servers and a loop of facility water: cold
// plates, coolant, its distribution units (CDU) and their pumps. Nodes are the coolant
// that leaves the cold plates, t1, and the facility water that leaves its sink, t2:
//
//	C1·dt1/dt = captured + CDU pump heat - G·(t1 - t2)
//
// with G = eps·Cmin of the CDUs, frozen over the minute, and t2 as in waterLoop.
//
// Control sequence:
//
//  1. Coolant and facility water follow the servers' load between min_flow and design;
//     pumps keep their speed within flow_dead_band. Coolant flows through the CDUs in
//     service alone, each up to its design flow, and facility water through them
//     alone, as far as its pumps in service go. Without facility water the coolant
//     warms at heat over heat capacity; the servers see it.
//  2. Cold plates take heat up to their maximum, q = (Tcase,max - Tsupply)/R(flow);
//     what is above spills to the hall's air, and in the next minute the servers make
//     no more than design heat at the case limit (chipLimit).
//  3. Facility water off its set point is brought back in some minutes.
//  4. With the servers down pumps run on until coolant and facility water are cool.
type liquidSide struct {
	liquidSize
	tcs     loopNode // coolant leaving the cold plates
	coolant partner  // it, as the facility water sees it
	water   waterLoop
	cdus    unitBank
	at      flowPoint

	capturedW    float64 // heat that cold plates capture in the minute, W
	motorW       float64 // heat of CDU pump motors in the hall's air, W
	cduW         float64 // power of CDU pumps, W
	supplyDegC   float64 // coolant to the cold plates (TCS supply), mean of the minute
	plateK       float64 // rise from coolant to case at design heat
	spillMinutes int64
}

// liquidSize is what a liquid side is built with.
type liquidSize struct {
	heatW, fraction   float64 // design heat captured; fraction of the servers'
	perDesign         float64 // inverse of design IT power, 1/W
	minFlow, flowBand float64
	ua, c1, c2        float64 // CDUs' conductance, capacity flows of coolant and facility water at design, W/K
	cdu, plate        *curve  // CDUs' eps·Cmin at equal flows, W/K; cold plates' resistance, K/W; both by flow
	cduPump           pump
	plateKPerW        float64 // case to coolant inlet at design flow
	convective        float64 // the fraction of it that varies with flow
	plateW            float64
	maxCaseDegC       float64
	warmDegC          float64 // coolant leaving the cold plates at design
	immersed          bool    // servers are: nothing spills to the air
}

// flowPoint is what follows from the flow asked for and the units in service alone,
// kept while these last.
type flowPoint struct {
	flow, facility float64 // asked for; of facility water; fractions of design
	cduPumpW       float64
	cduWPerK       float64 // conductance of the CDUs
	perC1          float64 // inverse of the coolant's capacity flow
	plateKPerW     float64
}

// plateLeastFlow is the least fraction of design flow for which the cold plates'
// film is evaluated: below, it is no longer turbulent, and stagnant coolant still
// conducts.
const plateLeastFlow = 0.1

// stillWarmK is how far above its set point, or its temperature at design, a loop is
// cooled on with the servers down.
const stillWarmK = 0.5

// nearPropagator is the fraction within which the coefficients of the loops may move
// before those of transients are worked out anew.
const nearPropagator = 0.02

// step carries what cold plates capture of the servers' heat, W, in minute m.
func (l *liquidSide) step(m sim.Minute, out *Outdoor, servers float64) {
	fraction := servers * l.perDesign
	l.water.begin(m, out, fraction)
	if !l.capture(servers, fraction) {
		l.rest()
		l.water.idle()
		return
	}
	w, at := &l.water, &l.at
	intoW := l.cduPump.toFluid * at.cduPumpW
	l.cduW, l.motorW = at.cduPumpW, at.cduPumpW-intoW
	intoW += l.capturedW
	if at.facility == 0 { // the servers see the coolant itself
		w.idle()
		l.tcs.net(intoW)
		l.supplyDegC = l.tcs.meanDegC
		return
	}
	w.run(at.facility)
	w.ask(intoW)
	p := &l.coolant
	p.tDegC, p.heatW, p.gWPerK = l.tcs.tDegC, intoW, at.cduWPerK
	end, mean, across := w.exchange(p, nearPropagator)
	l.tcs.settle(end, mean)
	l.supplyDegC = mean - across*at.perC1
}

// capture sets the flow of both loops and what cold plates take of the servers' heat,
// W, a fraction of design, with the coolant they last had. It tells whether the loops
// run.
func (l *liquidSide) capture(servers, fraction float64) (running bool) {
	if servers <= 0 {
		l.capturedW = 0
		l.run(l.minFlow)
		warm := l.water.node.tDegC > l.water.setDegC+stillWarmK || l.tcs.tDegC > l.warmDegC+stillWarmK
		return warm && l.at.facility > 0
	}
	flow := fraction
	if flow < l.minFlow {
		flow = l.minFlow
	} else if flow > 1 {
		flow = 1
	}
	if off := flow - l.at.flow; off > l.flowBand || off < -l.flowBand {
		l.run(flow)
	}
	l.capturedW = l.fraction * servers
	if q := l.plateW * fraction; !l.immersed && q*l.at.plateKPerW > l.maxCaseDegC-l.supplyDegC {
		l.capturedW *= ColdPlateMaxHeatW(l.maxCaseDegC, l.supplyDegC, l.at.plateKPerW) / q
		l.spillMinutes++
	}
	return true
}

// run sets the flow of both loops, a fraction of design.
func (l *liquidSide) run(flow float64) {
	if flow == l.at.flow {
		return
	}
	s := l.cdus.share
	f := min(flow, s)
	l.at = flowPoint{flow: flow, facility: min(f, l.water.pumps.share), plateKPerW: l.resistance(f)}
	if f > 0 {
		at := &l.at
		at.cduPumpW, at.perC1 = s*l.cduPump.powerW(f/s), 1/(l.c1*f)
		if at.facility == f {
			at.cduWPerK = s * l.cdu.at(f/s)
		} else {
			at.cduWPerK = s * CDUConductanceWPerK(l.ua, l.c1, l.c2, f/s, at.facility/s)
		}
	}
}

// resistance is the cold plates' at the fraction f of design flow, K/W.
func (l *liquidSide) resistance(f float64) float64 { return l.plate.at(max(f, plateLeastFlow)) }

// tabulate makes the tables of what varies with flow.
func (l *liquidSize) tabulate() {
	l.cdu = newCurve(func(f float64) float64 { return CDUConductanceWPerK(l.ua, l.c1, l.c2, f, f) }, l.minFlow, 1.001, 128)
	l.plate = newCurve(func(f float64) float64 { return ColdPlateResistance(l.plateKPerW, l.convective, f) }, l.minFlow, 1.001, 128)
}

// chipLimit is the fraction of design heat with which chips stay at their case limit;
// 1: no limit.
func (l *liquidSide) chipLimit() float64 {
	room := l.maxCaseDegC - l.supplyDegC
	if room >= l.plateK {
		return 1
	}
	return max(room, 0) / l.plateK
}

// fullHeatW is the heat that the sink of the water carries at design, W.
func (l *liquidSide) fullHeatW() float64 {
	w := &l.water
	return l.heatW + l.cduPump.toFluid*l.cduPump.designW + w.pump.toFluid*w.pump.designW
}

// air is what the side leaves to the air of hall h.
func (l *liquidSide) air(h Hall) airDemand {
	motors := (1 - l.cduPump.toFluid) * l.cduPump.designW
	return airDemand{heatW: 1e6*(h.DesignITMW*(1-l.fraction)+h.DesignRoomHeatMW) + motors, rackkW: h.RackPowerkW * (1 - l.fraction), maxInletAirDegC: h.MaxInletAirDegC}
}

// rest is a minute in which nothing flows.
func (l *liquidSide) rest() {
	l.capturedW, l.cduW, l.motorW = 0, 0, 0
	l.tcs.net(0)
	l.supplyDegC = l.tcs.tDegC
	if l.cdus.share > 0 && l.water.runs() { // coolant takes facility water's temperature
		l.supplyDegC = l.water.node.tDegC
	}
}

// fit has the units in service taken in.
func (l *liquidSide) fit() {
	l.at = flowPoint{flow: -1} // to be worked out anew
	l.plateK = l.plateW * l.resistance(l.cdus.share)
}

// serve implements part.
func (l *liquidSide) serve() {
	l.water.serve()
	l.fit()
}

// stop implements part.
func (l *liquidSide) stop() {
	l.rest()
	l.water.stop()
}

// units implements part.
func (l *liquidSide) units() []*unitBank {
	return append([]*unitBank{&l.cdus}, l.water.units()...)
}

// book implements part.
func (l *liquidSide) book(d *Duty, h *ledger) {
	d.CDUPumpMW = 1e-6 * l.cduW
	d.LiquidSupplyDegC = l.supplyDegC
	h[cduPumpHeat], h[cduMotorHeat] = 1e-6*(l.cduW-l.motorW), 1e-6*l.motorW
	h[loopStored] += 1e-6 * l.tcs.storedW
	l.water.book(d, h)
}

// declare implements part.
func (l *liquidSide) declare(g record.Group, has *flowSet) {
	has.has(cduPumpHeat, cduMotorHeat)
	g.Channel(&l.water.node.meanDegC, channel.FacilitySupplyDegC, "facility water to the CDUs")
	g.Channel(&l.water.returnDegC, channel.FacilityReturnDegC, "facility water from the CDUs")
	g.Channel(&l.supplyDegC, channel.TCSSupplyDegC, "coolant to the cold plates")
	l.water.declare(g, has)
	if !l.immersed {
		g.Counter(&l.spillMinutes, "spill_minutes", "minutes in which cold plates were at their limit and heat spilled to the air", "")
	}
}
