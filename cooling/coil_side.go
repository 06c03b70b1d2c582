package cooling

import (
	"caloduc/sim"
	"caloduc/sim/record"
)

// airMode is what an air side does, in the order of its control sequence.
type airMode float64

// The modes of air sides on coils.
const (
	airOff       airMode = iota
	airWarming           // return air below the set point: recirculated, not cooled
	airMixed             // outdoor air mixed with return air
	airAdiabatic         // the same, on wet pads or a humidifier
	airTrimmed           // outdoor air alone, trimmed by coils where there are any
	airCoils             // dampers shut, coils hold the set point
	airSaturated         // coils with valves open, supply above the set point
	airStagnant          // all fans stand
)

// AirModes describes the modes of an air side on coils in order.
var AirModes = record.Modes{
	modeOff,
	modeWarming,
	{En: "outdoor air mixed", Fr: "air extérieur mélangé"},
	{En: "outdoor air on wet pads or humidifier", Fr: "air extérieur sur médias humides"},
	{En: "outdoor air trimmed by coils", Fr: "air extérieur et batteries"},
	{En: "coils", Fr: "batteries"},
	{En: "coils with valves open, supply above the set point", Fr: "vannes ouvertes, au-dessus de la consigne"},
	modeStagnant,
}

// hurryK is how far above its set point a loop has outdoor air let in, or free
// cooling ended, without waiting.
const hurryK = 3

// bearableK is a rise of the loop in a minute for which a coil's valve is not looked
// at again.
const bearableK = 0.05

// coilSide is a hall's air cooled by outdoor air, where there is an economiser, and
// by coils on a loop of water, where there is one.
//
// Control sequence:
//
//  1. Fans follow the hall's heat between min_air_flow and design; return air
//     colder than the supply set point is recirculated, not cooled.
//  2. Outdoor air within the humidity limits (dead band humidity_dead_band_K; air
//     too dry is humidified, or shut out) and colder than return air (dead band
//     1 K) comes in. Below the set point it is mixed with return air up to it, and
//     the loop rests; warmer, it comes in alone, on wet pads as far as the set
//     point, their effectiveness and the humidity limit allow, and coils trim it.
//  3. Else the dampers are shut and coils carry all: the valve sets the flow of
//     water (pumps follow by the affinity laws on a system curve with a static
//     head) so that supply air is at its set point; below the least flow water
//     bypasses the coils.
//  4. Outdoor air that has become unfit is kept, for temperature's sake, until coils
//     and what starts for it can carry the hall; it is let in again while supply
//     air or the loop is 3 K above its set point. Without a loop it is never shut
//     out. Such minutes are counted.
//  5. What cannot be carried warms the loop, then supply air; servers are throttled,
//     then shut down.
//
// Coils are dry while outdoor air comes in: it does so only below the dew-point
// limit, to which the water is no colder. Where sensible_heat_ratio is below 1 coils
// condense vapour at a steady rate by their sensible heat, and a humidifier makes it
// up; the vapour's heat enters the hall from outside the model (the assumption of
// Lei and Masanet).
type coilSide struct {
	hallAir
	outdoor     *outdoorAir // nil: none
	water       *waterLoop  // nil: no coils
	coil        coil
	latentShare float64 // latent over sensible heat of the coils
	sprayJPerKg float64 // of the humidifier that makes up condensate

	latentW float64
	mode    float64
	names   coilNames
}

// coilNames are the names of channels that differ from plant to plant; none without
// the mode's.
type coilNames struct {
	mode, water, set string
	modes            record.Modes
}

// step implements airSide.
func (s *coilSide) step(m sim.Minute, out *Outdoor, serversW, roomW float64) {
	a, heat := &s.hallAir, serversW+roomW
	s.latentW = 0
	dark := a.dark(heat)
	if dark {
		a.rest()
	} else {
		a.start(heat)
	}
	if s.water != nil {
		s.water.begin(m, out, a.fraction)
	}
	switch {
	case dark:
		s.at(airOff)
		s.idle()
	case a.stands():
		s.at(airStagnant)
		s.idle()
		a.stagnate()
	case s.outdoor != nil:
		s.outdoor.look(out.Air, a)
		a.stream(s.outdoor.w)
		need := a.needW()
		if need > 0 && s.opens(need) {
			s.takeOutdoor()
			return
		}
		a.stream(a.w) // the hall keeps its own humidity
		s.recirculate(a.needW())
	default:
		a.stream(a.w)
		s.recirculate(a.needW())
	}
	if s.outdoor != nil {
		s.outdoor.rest()
	}
}

// at notes the mode.
func (s *coilSide) at(m airMode) { s.mode = float64(m) }

// idle is a minute in which coils take nothing.
func (s *coilSide) idle() {
	if s.water != nil {
		s.water.idle()
	}
}

// opens moves the dampers and tells whether outdoor air comes in.
func (s *coilSide) opens(need float64) bool {
	e := s.outdoor
	open := e.colder(s.heldDegC) && (e.admitted || !s.carries(need))
	e.move(open)
	return open
}

// carries tells whether coils carry need, W, with the dampers shut: once what runs
// suffices, or, where they are shut, while neither supply air nor the loop is far
// above its set point.
func (s *coilSide) carries(need float64) bool {
	w := s.water
	switch {
	case w == nil || !w.runs():
		return false
	case !s.outdoor.open:
		return s.inletDegC-s.setDegC < hurryK && w.node.tDegC-w.setDegC < hurryK
	}
	return w.ready(need) && s.coil.conductance(s.fanSpeed, w.pumps.share)*(s.heldDegC-w.node.tDegC) >= need
}

// takeOutdoor is a minute with outdoor air.
func (s *coilSide) takeOutdoor() {
	a, e := &s.hallAir, s.outdoor
	if e.mixes(a) {
		s.at(airMixed)
		s.idle()
		a.hold()
	} else {
		s.at(airTrimmed)
		e.trimmed(a, s.trim(e.above(a)))
	}
	if e.wet() && s.mode == float64(airMixed) {
		s.at(airAdiabatic)
	}
	e.vent(a)
}

// trim cools outdoor air by need, W, as far as coils and loop go, and returns the
// heat taken.
func (s *coilSide) trim(need float64) float64 {
	w, t := s.water, s.outdoor.tDegC
	if w == nil || !w.runs() {
		s.idle()
		return 0
	}
	f, g, held := s.valve(need, t)
	w.run(f)
	if !held {
		w.ask(g * max(t-w.node.tDegC, 0))
		return w.meet(g, t)
	}
	w.ask(need)
	if s.warms(need, g, t) {
		return w.meet(g, t)
	}
	w.carry(need)
	return need
}

// recirculate is a minute with the dampers shut: coils carry need, W, of sensible
// heat out of the hall, or what they can.
func (s *coilSide) recirculate(need float64) {
	a, w := &s.hallAir, s.water
	if need <= 0 {
		s.at(airWarming)
		s.idle()
		a.drift(0)
		return
	}
	s.at(airSaturated)
	if w == nil || !w.runs() { // no water, or it stands
		s.idle()
		a.drift(0)
		return
	}
	f, g, held := s.valve(need, a.heldDegC)
	w.run(f)
	heat := need
	if !held {
		heat = g * max(a.heldDegC-w.node.tDegC, 0)
	}
	w.ask(heat * (1 + s.latentShare))
	if held && !s.warms(need, g, a.heldDegC) {
		s.at(airCoils)
		s.latentW = need * s.latentShare
		w.carry(need + s.latentW)
		a.hold()
		return
	}
	p := partner{tDegC: a.returnDegC, perCap: a.perCap, heatW: a.heatW + a.fanPowerW, gWPerK: g, perHeat: 1 + s.latentShare}
	next, mean, taken := w.exchange(&p, 0)
	s.latentW = s.latentShare * taken
	a.settle(next, mean, mean+(a.fanPowerW-taken)/a.g)
}

// valve sets the flow of water for need, W, out of air at t, degC: its fraction of
// design, the coil's conductance and whether need is held. No more water flows than
// the pumps in service give; air colder than the water opens the valve.
func (s *coilSide) valve(need, t float64) (f, g float64, held bool) {
	most, lift := s.water.pumps.share, t-s.water.node.tDegC
	if lift <= 0 {
		return most, 0, false
	}
	f, g = s.coil.flowFor(s.fanSpeed, need/lift, most)
	return f, g, g*lift >= need*(1-searchTolerance)
}

// warms tells whether the water warms so far within the minute that the coil, of
// conductance g, no longer takes need, W, out of air at t, degC.
func (s *coilSide) warms(need, g, t float64) bool {
	warmer := s.water.warmsK(need * (1 + s.latentShare))
	return warmer >= bearableK && g*(t-s.water.node.tDegC-warmer) < need*(1-searchTolerance)
}

// book implements part.
func (s *coilSide) book(d *Duty, h *ledger) {
	s.hallAir.book(d, h)
	if s.outdoor != nil {
		s.outdoor.book(d, h)
	}
	if s.water != nil {
		s.water.book(d, h)
	}
	if s.latentShare > 0 {
		made := s.latentW * (1. / condensateJPerKg)
		d.SprayPumpMW += 1e-6 * s.sprayJPerKg * made
		d.draw(waterUse{evaporated: made, drawn: made})
		h[latentHeat] = 1e-6 * s.latentW
	}
}

// condensateJPerKg is the latent heat by which condensate is made up: water's at
// its boiling point, as in the code published with Lei and Masanet (2022).
const condensateJPerKg = 2266e3

// declare implements part. Beside a liquid side there are no channels of the air's.
func (s *coilSide) declare(g record.Group, has *flowSet) {
	has.has(airFanHeat, airStored)
	if s.names.mode != "" {
		s.declareChannels(g)
	}
	if s.outdoor != nil {
		s.outdoor.declare(g, has)
	}
	if s.latentShare > 0 {
		has.has(latentHeat)
	}
	if s.water != nil {
		s.coil.declare(g)
		s.water.declare(g, has)
	}
}

// declareChannels declares what is recorded of the hall's air and the coils' water.
func (s *coilSide) declareChannels(g record.Group) {
	s.hallAir.declare(g)
	g.Mode(&s.mode, s.names.mode, s.names.modes, "mode of the hall's air")
	if e := s.outdoor; e != nil {
		g.Channel(&e.fraction, "outdoor_air_share", "fraction of outdoor air in supply air")
		g.Channel(&s.w, "supply_humidity_kg_per_kg", "humidity ratio of supply air")
	}
	if w := s.water; w != nil {
		g.Channel(&w.node.meanDegC, s.names.water, "water to the coils")
		if s.names.set != "" {
			g.Channel(&w.setDegC, s.names.set, "set point of water to the coils")
		}
		g.Meter(&w.flow, "chilled_water_flow_share", "flow of water to the coils as a fraction of design")
	}
}

// units implements part.
func (s *coilSide) units() []*unitBank {
	if s.water == nil {
		return []*unitBank{&s.fans}
	}
	return append([]*unitBank{&s.fans}, s.water.units()...)
}

// serve implements part.
func (s *coilSide) serve() {
	s.hallAir.serve()
	if s.water != nil {
		s.water.serve()
	}
}

// stop implements part.
func (s *coilSide) stop() {
	s.rest()
	s.at(airOff)
	s.latentW = 0
	if s.outdoor != nil {
		s.outdoor.rest()
	}
	if s.water != nil {
		s.water.stop()
	}
}
