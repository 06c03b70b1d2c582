package cooling

import (
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// RiverModes describes what a circuit on river or sea water does, in the order of its
// control sequence.
var RiverModes = record.Modes{
	modeOff,
	{En: "river water holds the set point", Fr: "la rivière tient la consigne"},
	{En: "exchangers at their limit", Fr: "échangeurs à leur limite"},
	{En: "withdrawal or discharge at its limit", Fr: "prélèvement ou rejet à sa limite"},
	{En: "trim chillers run", Fr: "groupes froids d’appoint"},
}

const (
	riverOff float64 = iota
	riverHeld
	riverSaturated
	riverLimited
	riverTrimmed
)

// riverSink is river or sea water, the sink of a loop of facility water: plate heat
// exchangers on the loop's return, then air-cooled trim chillers on a side stream,
// where there are any.
//
// Control sequence:
//
//  1. The flow of river water holds facility water at its set point. It is drawn as
//     little as that allows, but enough that the outfall keeps to its rise; its pumps
//     keep their speed within a dead band.
//  2. What may be drawn and discharged is kept to every minute (see riverReach).
//  3. What exchangers or limits do not let pass goes to the trim chillers (staged, see
//     stager). Their own pumps' heat enters the loop.
//
// River pumps heat river water by the motors' efficiency: that counts towards the
// limits and is no heat of the hall. Pumps, exchangers and chillers fail and are
// repaired: flow, conductance and capacity follow the fraction in service.
type riverSink struct {
	riverSize
	reach *reachUser
	loop  *waterLoop
	works *riverWorks
	plate plateExchanger
	trim  *airChillers // nil: none
	flow  search

	intake float64 // fraction of river pumps in service
	least  float64 // least flow of river water of these
	kept   float64 // flow that river pumps keep to
	riverMinute
}

// riverSize is what a sink is built with. Flows are fractions of design.
type riverSize struct {
	coldPlates   bool    // their loop's, else the coils'
	heatW        float64 // for which it is sized
	designKgPerS float64 // river water
	perCr        float64 // inverse of its capacity flow, K/W
	pump         pump    // of river water
	leastOfAll   float64 // least flow of all river pumps
	band         float64 // dead band of river pumps, a fraction of conductance
	trimShare    float64 // capacity of trim chillers over heatW
	trimDegC     float64 // water that leaves them
	sidePump     pump    // side stream
	perTrimW     float64 // inverse of the heat that fills it, 1/W
}

// riverMinute is a sink's minute.
type riverMinute struct {
	mode           float64
	flowShare      float64 // river water
	askW           float64 // heat wanted to go to the river
	constW, gWPerK float64 // heat to the river as a constant, or its conductance
	outW           float64 // heat to the river
	pumpW, heatedW float64 // power of river pumps, and their heat in river water
	sideW, warmedW float64 // power of the side stream's pumps, and their heat in it
	limited        bool    // by what may be drawn or discharged
	saturated      bool    // exchangers give all
}

// riverWorks are what all circuits of a plant share: their reach of the river, and
// units that act on each alike.
type riverWorks struct {
	reach                     *reachUser
	sinks                     []*riverSink // of all circuits
	intake, exchangers, pumps unitBank
}

// sideStreamLeast is the least flow of a side stream as a fraction of design.
const sideStreamLeast = 0.3

// begin implements sink.
func (s *riverSink) begin(m sim.Minute, out *Outdoor, fraction float64) {
	s.riverMinute = riverMinute{}
	if t := s.trim; t != nil {
		t.start(m, s.trimDegC, out.DryBulbDegC+t.recirculationK*min(fraction, 1))
	}
}

// take implements sink.
func (s *riverSink) take(o *offer) take {
	leaves := o.setDegC + o.offK
	lift := leaves + o.heatW/o.cwWPerK - s.reach.degC
	ask, expected := max(o.heatW+o.restoreW, 0), 0.0
	if ask > 0 && lift > 0 {
		expected = s.draw(ask, o.heatW, lift, o.flow)
	}
	t := take{constantW: s.constW, gWPerK: s.gWPerK, sinkDegC: s.reach.degC}
	if s.trim != nil {
		lack := ask - expected
		if lack < 1e-6*ask || leaves <= s.trimDegC { // nothing to cool
			lack = 0
		}
		t.constantW += s.chill(lack)
	}
	return t
}

// chill lets the trim chillers take lack, W, out of the loop as far as they go, and the
// heat of their own pumps; it returns what leaves the loop.
func (s *riverSink) chill(lack float64) float64 {
	pumpW := 0.0
	if lack > 0 {
		pumpW = s.sidePump.powerW(min(max(lack*s.perTrimW, sideStreamLeast), 1))
		lack += s.sidePump.toFluid * pumpW
	}
	s.trim.couldTakeW(lack)
	if s.trim.carry(lack) > 0 {
		s.sideW, s.warmedW = pumpW, s.sidePump.toFluid*pumpW
	}
	return s.trim.takenW - s.warmedW
}

// draw sets the flow of river water for ask, W, at the fraction f of facility flow,
// where heat, W, enters the loop and return water is lift, K, above the river. It
// returns the heat expected to go to the river.
func (s *riverSink) draw(ask, heat, lift, f float64) float64 {
	r := s.reach
	pumps := s.pump.toFluid * s.pump.designW
	s.askW = ask + pumps
	most := min(s.intake, r.leftKgPerS/s.designKgPerS)
	if most == 0 || s.plate.share == 0 {
		s.limited, s.saturated = s.intake > 0 && s.plate.share > 0, true
		return 0
	}
	// What the outfall and the river may take besides the heat of river pumps.
	allowed := min(r.leftW, r.outfallK*most/s.perCr) - pumps
	if most < s.least || allowed <= 0 {
		s.limited = true
		return 0
	}
	want := min(ask, allowed)
	s.limited = want < ask
	y, g := s.stream(f, most, want/lift)
	s.constW = want
	if got := g * lift; y >= most && got < want*(1-searchTolerance) { // all the exchangers give
		s.limited = s.limited || most < s.intake
		s.saturated = true
		if want = got; max(got, heat) <= allowed { // where the loop may warm to in the minute
			s.gWPerK, s.constW = g, 0
		} else {
			s.constW = got
		}
	} else {
		y = min(max(y, (want+pumps)*s.perCr/r.outfallK), most)
	}
	s.flowShare, s.pumpW = y, s.pump.powerW(y)
	return want
}

// stream returns the flow of river water that gives the exchangers the conductance
// want, W/K, at the fraction f of facility flow, and what it gives: the pumps keep
// their speed while that is no less than wanted and within the band.
func (s *riverSink) stream(f, most, want float64) (y, g float64) {
	if s.kept >= s.least && s.kept <= most {
		if g := s.plate.conductance(f, s.kept); g >= want*(1-searchTolerance) && g <= want*(1+s.band) {
			return s.kept, g
		}
	}
	s.kept, g = s.flow.find(func(y float64) float64 { return s.plate.conductance(f, y) }, s.least, most, want*(1+0.5*s.band))
	return s.kept, g
}

// settle implements sink.
func (s *riverSink) settle(_, throughW float64) {
	s.outW = s.constW
	if s.gWPerK > 0 {
		s.outW = throughW
	}
	s.heatedW = s.pump.toFluid * s.pumpW
	r, y := s.reach, s.flowShare
	r.use(y*s.designKgPerS, s.outW+s.heatedW)
	if s.limited {
		r.limited, y = true, s.intake // more would help
	}
	r.ask(s.askW, y*s.designKgPerS)
	switch {
	case s.trim != nil && s.trim.takenW > 0:
		s.mode = riverTrimmed
	case s.limited:
		s.mode = riverLimited
	case s.saturated:
		s.mode = riverSaturated
	default:
		s.mode = riverHeld
	}
}

// rest implements sink. A loop that stands above its set point, as where it was too warm
// for the servers, keeps its claim to the river.
func (s *riverSink) rest() bool {
	w := s.loop
	if w.node.tDegC > w.setDegC {
		s.askW = w.restoreWPerK * (w.node.tDegC - w.setDegC)
		s.reach.ask(s.askW, min(s.askW*s.perCr/s.reach.outfallK, s.intake)*s.designKgPerS)
	}
	return (s.trim == nil || s.trim.rest()) && w.node.tDegC <= w.setDegC
}

// stop implements part.
func (s *riverSink) stop() {
	s.riverMinute = riverMinute{mode: riverOff}
	if s.trim != nil {
		s.trim.stop()
	}
}

// ready implements sink: the river needs no start.
func (s *riverSink) ready(float64) bool { return s.intake > 0 && s.plate.share > 0 }

// passed implements sink.
func (s *riverSink) passed() bool { return s.flowShare > 0 }

// book implements part.
func (s *riverSink) book(d *Duty, h *ledger) {
	d.FacilityPumpMW += 1e-6 * (s.pumpW + s.sideW)
	d.RejectedMW += 1e-6 * (s.outW + s.heatedW)
	h[riverHeat] += 1e-6 * s.outW
	h[chilledPumpHeat] += 1e-6 * s.warmedW
	if s.trim != nil {
		s.trim.book(d, h)
	}
}

// declare implements part.
func (s *riverSink) declare(g record.Group, has *flowSet) {
	if s.coldPlates {
		g = g.Group("cold_plates", "cold plates")
	}
	has.has(riverHeat)
	g.Mode(&s.mode, channel.CoolingMode, RiverModes, "mode of the circuit on river or sea water")
	g.Counter(&s.flow.failures, "river_flow_control_failures", "minutes in which the search for the flow of river water ran into its iteration limit", "")
	if s.trim != nil {
		has.has(chilledPumpHeat)
		s.trim.declare(g, has)
	}
}

// units implements part. The first sink lists the works.
func (s *riverSink) units() []*unitBank {
	var banks []*unitBank
	if w := s.works; s == w.sinks[0] {
		banks = append(banks, &w.intake, &w.exchangers, &w.pumps)
	}
	if s.trim != nil {
		banks = append(banks, s.trim.units()...)
	}
	return banks
}

// serve implements part.
func (s *riverSink) serve() {
	w := s.works
	s.loop.pumps.share, s.intake = w.pumps.share, w.intake.share
	s.least, s.kept = s.leastOfAll*s.intake, -1 // to be worked out anew
	s.plate.serve(w.exchangers.share)
	if s.trim != nil {
		s.trim.serve()
	}
}
