package loop

import (
	"caloduc/cooling/component"
	"caloduc/cooling/failure"
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
	RiverTrimmed
)

// RiverSink is river or sea water, the sink of a loop of facility water: plate heat
// exchangers on the loop's return, then air-cooled trim chillers on a side stream,
// where there are any.
//
// Control sequence:
//
//  1. The flow of river water holds facility water at its set point. It is drawn as
//     little as that allows, but enough that the outfall keeps to its rise; its pumps
//     keep their speed within a dead band.
//  2. What may be drawn and discharged is kept to every minute (see RiverReach).
//  3. What exchangers or limits do not let pass goes to the trim chillers (staged, see
//     stager). Their own pumps' heat enters the loop.
//
// River pumps heat river water by the motors' efficiency: that counts towards the
// limits and is no heat of the hall. Pumps, exchangers and chillers fail and are
// repaired: flow, conductance and capacity follow the fraction in service.
type RiverSink struct {
	riverSize
	reach *ReachUser
	Loop  *Water
	Works *RiverWorks
	Plate component.PlateExchanger
	trim  *AirChillers // nil: none
	Flow  component.Search

	Intake float64 // fraction of river pumps in service
	least  float64 // least flow of river water of these
	kept   float64 // flow that river pumps keep to
	riverMinute
}

// riverSize is what a sink is built with. Flows are fractions of design.
type riverSize struct {
	coldPlates   bool           // their loop's, else the coils'
	HeatW        float64        // for which it is sized
	designKgPerS float64        // river water
	perCr        float64        // inverse of its capacity flow, K/W
	pump         component.Pump // of river water
	leastOfAll   float64        // least flow of all river pumps
	band         float64        // dead band of river pumps, a fraction of conductance
	trimShare    float64        // capacity of trim chillers over heatW
	trimDegC     float64        // water that leaves them
	sidePump     component.Pump // side stream
	perTrimW     float64        // inverse of the heat that fills it, 1/W
}

// riverMinute is a sink's minute.
type riverMinute struct {
	Mode           float64
	flowShare      float64 // river water
	askW           float64 // heat wanted to go to the river
	constW, gWPerK float64 // heat to the river as a constant, or its conductance
	outW           float64 // heat to the river
	pumpW, heatedW float64 // power of river pumps, and their heat in river water
	sideW, warmedW float64 // power of the side stream's pumps, and their heat in it
	limited        bool    // by what may be drawn or discharged
	saturated      bool    // exchangers give all
}

// RiverWorks are what all circuits of a plant share: their reach of the river, and
// units that act on each alike.
type RiverWorks struct {
	Reach                     *ReachUser
	Sinks                     []*RiverSink // of all circuits
	Intake, Exchangers, Pumps failure.Bank
}

// sideStreamLeast is the least flow of a side stream as a fraction of design.
const sideStreamLeast = 0.3

// begin implements sink.
func (s *RiverSink) begin(m sim.Minute, out *Outdoor, fraction float64) {
	s.riverMinute = riverMinute{}
	if t := s.trim; t != nil {
		t.start(m, s.trimDegC, out.DryBulbDegC, fraction)
	}
}

// take implements sink.
func (s *RiverSink) take(o *offer) Take {
	leaves := o.setDegC + o.offK
	lift := leaves + o.heatW/o.cwWPerK - s.reach.DegC
	ask, expected := max(o.heatW+o.restoreW, 0), 0.0
	if ask > 0 && lift > 0 {
		expected = s.draw(ask, o.heatW, lift, o.flow)
	}
	t := Take{constantW: s.constW, gWPerK: s.gWPerK, SinkDegC: s.reach.DegC}
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
func (s *RiverSink) chill(lack float64) float64 {
	pumpW := 0.0
	if lack > 0 {
		pumpW = s.sidePump.PowerW(min(max(lack*s.perTrimW, sideStreamLeast), 1))
		lack += s.sidePump.ToFluid * pumpW
	}
	s.trim.couldTakeW(lack)
	if s.trim.Carry(lack) > 0 {
		s.sideW, s.warmedW = pumpW, s.sidePump.ToFluid*pumpW
	}
	return s.trim.TakenW - s.warmedW
}

// draw sets the flow of river water for ask, W, at the fraction f of facility flow,
// where heat, W, enters the loop and return water is lift, K, above the river. It
// returns the heat expected to go to the river.
func (s *RiverSink) draw(ask, heat, lift, f float64) float64 {
	r := s.reach
	pumps := s.pump.ToFluid * s.pump.DesignW
	s.askW = ask + pumps
	most := min(s.Intake, r.leftKgPerS/s.designKgPerS)
	if most == 0 || s.Plate.Share == 0 {
		s.limited, s.saturated = s.Intake > 0 && s.Plate.Share > 0, true
		return 0
	}
	// What the outfall and the river may take besides the heat of river pumps.
	allowed := min(r.leftW, r.OutfallK*most/s.perCr) - pumps
	if most < s.least || allowed <= 0 {
		s.limited = true
		return 0
	}
	want := min(ask, allowed)
	s.limited = want < ask
	y, g := s.stream(f, most, want/lift)
	s.constW = want
	if got := g * lift; y >= most && got < want*(1-component.SearchTolerance) { // all the exchangers give
		s.limited = s.limited || most < s.Intake
		s.saturated = true
		if want = got; max(got, heat) <= allowed { // where the loop may warm to in the minute
			s.gWPerK, s.constW = g, 0
		} else {
			s.constW = got
		}
	} else {
		y = min(max(y, (want+pumps)*s.perCr/r.OutfallK), most)
	}
	s.flowShare, s.pumpW = y, s.pump.PowerW(y)
	return want
}

// stream returns the flow of river water that gives the exchangers the conductance
// want, W/K, at the fraction f of facility flow, and what it gives: the pumps keep
// their speed while that is no less than wanted and within the band.
func (s *RiverSink) stream(f, most, want float64) (y, g float64) {
	if s.kept >= s.least && s.kept <= most {
		if g := s.Plate.Conductance(f, s.kept); g >= want*(1-component.SearchTolerance) && g <= want*(1+s.band) {
			return s.kept, g
		}
	}
	s.kept, g = s.Flow.Find(func(y float64) float64 { return s.Plate.Conductance(f, y) }, s.least, most, want*(1+0.5*s.band))
	return s.kept, g
}

// settle implements sink.
func (s *RiverSink) settle(_, throughW float64) {
	s.outW = s.constW
	if s.gWPerK > 0 {
		s.outW = throughW
	}
	s.heatedW = s.pump.ToFluid * s.pumpW
	r, y := s.reach, s.flowShare
	r.use(y*s.designKgPerS, s.outW+s.heatedW)
	if s.limited {
		r.limited, y = true, s.Intake // more would help
	}
	r.ask(s.askW, y*s.designKgPerS)
	switch {
	case s.trim != nil && s.trim.TakenW > 0:
		s.Mode = RiverTrimmed
	case s.limited:
		s.Mode = riverLimited
	case s.saturated:
		s.Mode = riverSaturated
	default:
		s.Mode = riverHeld
	}
}

// rest implements sink. A loop that stands above its set point, as where it was too warm
// for the servers, keeps its claim to the river.
func (s *RiverSink) rest() bool {
	w := s.Loop
	if w.Node.TDegC > w.SetDegC {
		s.askW = w.restoreWPerK * (w.Node.TDegC - w.SetDegC)
		s.reach.ask(s.askW, min(s.askW*s.perCr/s.reach.OutfallK, s.Intake)*s.designKgPerS)
	}
	return (s.trim == nil || s.trim.rest()) && w.Node.TDegC <= w.SetDegC
}

// Stop implements part.
func (s *RiverSink) Stop() {
	s.riverMinute = riverMinute{Mode: riverOff}
	if s.trim != nil {
		s.trim.Stop()
	}
}

// ready implements sink: the river needs no start.
func (s *RiverSink) ready(float64) bool { return s.Intake > 0 && s.Plate.Share > 0 }

// passed implements sink.
func (s *RiverSink) passed() bool { return s.flowShare > 0 }

// Book implements part.
func (s *RiverSink) Book(d *Duty, h *Ledger) {
	d.FacilityPumpMW += 1e-6 * (s.pumpW + s.sideW)
	d.RejectedMW += 1e-6 * (s.outW + s.heatedW)
	h[riverHeat] += 1e-6 * s.outW
	h[ChilledPumpHeat] += 1e-6 * s.warmedW
	if s.trim != nil {
		s.trim.Book(d, h)
	}
}

// Declare implements part.
func (s *RiverSink) Declare(g record.Group, has *FlowSet) {
	if s.coldPlates {
		g = g.Group("cold_plates", "cold plates")
	}
	has.Has(riverHeat)
	g.Mode(&s.Mode, channel.CoolingMode, RiverModes, "mode of the circuit on river or sea water")
	g.Counter(&s.Flow.Failures, "river_flow_control_failures", "minutes in which the search for the flow of river water ran into its iteration limit", "")
	if s.trim != nil {
		has.Has(ChilledPumpHeat)
		s.trim.Declare(g, has)
	}
}

// Units implements part. The first sink lists the works.
func (s *RiverSink) Units() []*failure.Bank {
	var banks []*failure.Bank
	if w := s.Works; s == w.Sinks[0] {
		banks = append(banks, &w.Intake, &w.Exchangers, &w.Pumps)
	}
	if s.trim != nil {
		banks = append(banks, s.trim.Units()...)
	}
	return banks
}

// Serve implements part.
func (s *RiverSink) Serve() {
	w := s.Works
	s.Loop.Pumps.Share, s.Intake = w.Pumps.Share, w.Intake.Share
	s.least, s.kept = s.leastOfAll*s.Intake, -1 // to be worked out anew
	s.Plate.Serve(w.Exchangers.Share)
	if s.trim != nil {
		s.trim.Serve()
	}
}
