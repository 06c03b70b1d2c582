package loop

import (
	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// LiquidSide is what lies between the servers and a loop of facility water: cold
// plates, coolant, its distribution units (CDU) and their pumps. Nodes are the coolant
// that leaves the cold plates, t1, and the facility water that leaves its sink, t2:
//
//	C1·dt1/dt = captured + CDU pump heat - G·(t1 - t2)
//
// with G = eps·Cmin of the CDUs, frozen over the minute, and t2 as in loop.Water.
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
//     no more than design heat at the case limit (ChipLimit).
//  3. Facility water off its set point is brought back in some minutes. Its sink is
//     asked for the heat of the servers; of those in tanks for what the fluid brings to
//     the water, since after a fall of load the tanks go on giving off what they hold.
//  4. With the servers down pumps run on until coolant and facility water are cool.
type LiquidSide struct {
	liquidSize
	Tcs     component.LoopNode // coolant leaving the cold plates
	coolant partner            // it, as the facility water sees it
	Water   Water
	cdus    failure.Bank
	at      flowPoint

	CapturedW    float64 // heat that cold plates capture in the minute, W
	MotorW       float64 // heat of CDU pump motors in the hall's air, W
	cduW         float64 // power of CDU pumps, W
	SupplyDegC   float64 // coolant to the cold plates (TCS supply), mean of the minute
	plateK       float64 // rise from coolant to case at design heat
	SpillMinutes int64
}

// liquidSize is what a liquid side is built with.
type liquidSize struct {
	HeatW, fraction   float64 // design heat captured; fraction of the servers'
	perDesign         float64 // inverse of design IT power, 1/W
	racks             float64 // whose servers it cools
	MinFlow, flowBand float64
	Ua, C1, C2        float64          // CDUs' conductance, capacity flows of coolant and facility water at design, W/K
	CDU, Plate        *component.Curve // CDUs' eps·Cmin at equal flows, W/K; cold plates' resistance, K/W; both by flow
	CDUPump           component.Pump
	PlateKPerW        float64 // case to coolant inlet at design flow
	Convective        float64 // the fraction of it that varies with flow
	plateW            float64 // heat of a plate at full load of the servers
	ownKPerW, ownW    float64 // what the plant says of both; auto: the hall's
	designDegC        float64 // coolant to the cold plates at design
	filled            float64 // part of the design heat for which there are plates
	maxCaseDegC       float64
	warmDegC          float64 // coolant leaving the cold plates at design
	immersed          bool    // servers are: nothing spills to the air
	Why               string  // why the set point is that cold, where chips ask for it; "" else
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

// Step carries what cold plates capture of the servers' heat, W, in minute m.
func (l *LiquidSide) Step(m sim.Minute, out *Outdoor, servers float64) {
	fraction := servers * l.perDesign
	l.Water.begin(m, out, fraction)
	if !l.capture(servers, fraction) {
		l.rest()
		l.Water.idle()
		return
	}
	w, at := &l.Water, &l.at
	intoW := l.CDUPump.ToFluid * at.cduPumpW
	l.cduW, l.MotorW = at.cduPumpW, at.cduPumpW-intoW
	intoW += l.CapturedW
	if at.facility == 0 { // the servers see the coolant itself
		w.idle()
		l.Tcs.Net(intoW)
		l.SupplyDegC = l.Tcs.MeanDegC
		return
	}
	w.run(at.facility)
	if l.immersed {
		w.ask(at.cduWPerK * (l.Tcs.TDegC - w.Node.TDegC))
	} else {
		w.ask(intoW)
	}
	p := &l.coolant
	p.tDegC, p.heatW, p.gWPerK = l.Tcs.TDegC, intoW, at.cduWPerK
	end, mean, across := w.exchange(p, nearPropagator)
	l.Tcs.Settle(end, mean)
	l.SupplyDegC = mean - across*at.perC1
}

// capture sets the flow of both loops and what cold plates take of the servers' heat,
// W, a fraction of design, with the coolant they last had. It tells whether the loops
// run.
func (l *LiquidSide) capture(servers, fraction float64) (running bool) {
	if servers <= 0 {
		l.CapturedW = 0
		l.run(l.MinFlow)
		warm := l.Water.Node.TDegC > l.Water.SetDegC+stillWarmK || l.Tcs.TDegC > l.warmDegC+stillWarmK
		return warm && l.at.facility > 0
	}
	flow := fraction
	if flow < l.MinFlow {
		flow = l.MinFlow
	} else if flow > 1 {
		flow = 1
	}
	if off := flow - l.at.flow; off > l.flowBand || off < -l.flowBand {
		l.run(flow)
	}
	l.CapturedW = l.fraction * servers
	if q := l.plateW * fraction / l.filled; !l.immersed && q*l.at.plateKPerW > l.maxCaseDegC-l.SupplyDegC {
		l.CapturedW *= component.ColdPlateMaxHeatW(l.maxCaseDegC, l.SupplyDegC, l.at.plateKPerW) / q
		l.SpillMinutes++
	}
	return true
}

// run sets the flow of both loops, a fraction of design.
func (l *LiquidSide) run(flow float64) {
	if flow == l.at.flow {
		return
	}
	s := l.cdus.Share
	f := min(flow, s)
	l.at = flowPoint{flow: flow, facility: min(f, l.Water.Pumps.Share), plateKPerW: l.resistance(f / l.filled)}
	if f > 0 {
		at := &l.at
		at.cduPumpW, at.perC1 = s*l.CDUPump.PowerW(f/s), 1/(l.C1*f)
		if at.facility == f {
			at.cduWPerK = s * l.CDU.At(f/s)
		} else {
			at.cduWPerK = s * component.CDUConductanceWPerK(l.Ua, l.C1, l.C2, f/s, at.facility/s)
		}
	}
}

// resistance is the cold plates' at the fraction f of their design flow, K/W. Where
// racks are missing, those that stand get all of the flow, up to what they are made for.
func (l *LiquidSide) resistance(f float64) float64 { return l.Plate.At(min(max(f, plateLeastFlow), 1)) }

// tabulate makes the tables of what varies with flow.
func (l *liquidSize) tabulate() {
	l.CDU = component.NewCurve(func(f float64) float64 { return component.CDUConductanceWPerK(l.Ua, l.C1, l.C2, f, f) }, l.MinFlow, 1.001, 128)
	l.Plate = component.NewCurve(func(f float64) float64 { return component.ColdPlateResistance(l.PlateKPerW, l.Convective, f) }, l.MinFlow, 1.001, 128)
}

// ChipLimit is the fraction of the servers' full heat with which chips stay at their case limit;
// 1: no limit.
func (l *LiquidSide) ChipLimit() float64 {
	room := l.maxCaseDegC - l.SupplyDegC
	if room >= l.plateK {
		return 1
	}
	return max(room, 0) / l.plateK
}

// FullHeatW is the heat that the sink of the water carries at design, W.
func (l *LiquidSide) FullHeatW() float64 {
	w := &l.Water
	return l.HeatW + l.CDUPump.ToFluid*l.CDUPump.DesignW + w.pump.ToFluid*w.pump.DesignW
}

// leastAirShare is the least heat for which an air side beside liquid is sized, over the
// liquid's: what pipes and distribution units give off where nothing else is left.
const leastAirShare = 1e-5

// Air is what the side leaves to the air of hall h.
func (l *LiquidSide) Air(h Hall) AirDemand {
	motors := (1 - l.CDUPump.ToFluid) * l.CDUPump.DesignW
	heat := 1e6*(h.DesignITMW*(1-l.fraction)+h.DesignRoomHeatMW) + motors
	return AirDemand{HeatW: max(heat, leastAirShare*l.HeatW), RackkW: h.RackPowerkW * (1 - l.fraction), MaxInletAirDegC: h.MaxInletAirDegC, AirClass: h.AirClass}
}

// rest is a minute in which nothing flows.
func (l *LiquidSide) rest() {
	l.CapturedW, l.cduW, l.MotorW = 0, 0, 0
	l.Tcs.Net(0)
	l.SupplyDegC = l.Tcs.TDegC
	if l.cdus.Share > 0 && l.Water.runs() { // coolant takes facility water's temperature
		l.SupplyDegC = l.Water.Node.TDegC
	}
}

// fit has the units in service taken in.
func (l *LiquidSide) fit() {
	l.at = flowPoint{flow: -1} // to be worked out anew
	l.plateK = l.plateW * l.resistance(l.cdus.Share/l.filled)
}

// Serve implements part.
func (l *LiquidSide) Serve() {
	l.Water.Serve()
	l.fit()
}

// Stop implements part.
func (l *LiquidSide) Stop() {
	l.rest()
	l.Water.Stop()
}

// Units implements part.
func (l *LiquidSide) Units() []*failure.Bank {
	return append([]*failure.Bank{&l.cdus}, l.Water.Units()...)
}

// Book implements part.
func (l *LiquidSide) Book(d *Duty, h *Ledger) {
	d.CDUPumpMW = 1e-6 * l.cduW
	d.LiquidSupplyDegC = l.SupplyDegC
	d.StoppedRacks = 1 - l.cdus.Share
	h[CDUPumpHeat], h[cduMotorHeat] = 1e-6*(l.cduW-l.MotorW), 1e-6*l.MotorW
	h[LoopStored] += 1e-6 * l.Tcs.StoredW
	l.Water.Book(d, h)
}

// Declare implements part.
func (l *LiquidSide) Declare(g record.Group, has *FlowSet) {
	has.Has(CDUPumpHeat, cduMotorHeat)
	g.Channel(&l.Water.Node.MeanDegC, channel.FacilitySupplyDegC, "facility water to the CDUs")
	g.Channel(&l.Water.returnDegC, channel.FacilityReturnDegC, "facility water from the CDUs")
	g.Channel(&l.SupplyDegC, channel.TCSSupplyDegC, "coolant to the cold plates")
	l.Water.Declare(g, has)
	if !l.immersed {
		g.Counter(&l.SpillMinutes, "spill_minutes", "minutes in which cold plates were at their limit and heat spilled to the air", "")
	}
}
