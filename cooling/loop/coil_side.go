package loop

import (
	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// AirMode is what an air side does, in the order of its control sequence.
type AirMode float64

// The modes of air sides on coils.
const (
	airOff       AirMode = iota
	airWarming           // return air below the set point: recirculated, not cooled
	AirMixed             // outdoor air mixed with return air
	AirAdiabatic         // the same, on wet pads or a humidifier
	AirTrimmed           // outdoor air alone, trimmed by coils where there are any
	AirCoils             // dampers shut, coils hold the set point
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

// CoilSide is a hall's air cooled by outdoor air, where there is an economiser, and
// by coils on a loop of water, where there is one.
//
// Control sequence:
//
//  1. Fans follow the hall's heat between min_air_flow and design; return air
//     colder than the supply set point is recirculated, not cooled. The set point
//     is reset by outdoor air (Reset); where that is shut out for its humidity it is
//     that of warm weather.
//  2. Outdoor air within the humidity limits (dead band humidity_dead_band_K; air
//     too dry is humidified, or shut out) and colder than return air (dead band
//     1 K) comes in. Below the set point it is mixed with return air up to it, and
//     the loop rests; warmer, it comes in alone, on wet pads (after an indirect
//     stage, where the sequence has one) as far as the set point, their effectiveness
//     and the humidity limit allow, and coils trim what is above
//     evaporative_supply_degC. Water first: pads stay dry while coils that run hold
//     the supply.
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
// Coils are dry while outdoor air comes in: they trim none whose dew point is above their
// water. Where sensible_heat_ratio is below 1 coils
// condense vapour at a steady rate by their sensible heat, and a humidifier makes it
// up; the vapour's heat enters the hall from outside the model (the assumption of
// Lei and Masanet).
type CoilSide struct {
	HallAir
	Outdoor     *OutdoorAir // nil: none
	Water       *Water      // nil: no coils
	Coil        component.Coil
	LatentShare float64 // latent over sensible heat of the coils
	SprayJPerKg float64 // of the humidifier that makes up condensate

	latentW float64
	Mode    float64
	Names   CoilNames
}

// CoilNames are the names of channels that differ from plant to plant; none without
// the mode's.
type CoilNames struct {
	Mode, Water, Set string
	Modes            record.Modes
}

// Step implements AirSide.
func (s *CoilSide) Step(m sim.Minute, out *Outdoor, serversW, roomW float64) {
	a, heat := &s.HallAir, serversW+roomW
	if e := s.Outdoor; e != nil && e.reset != nil {
		e.follow(a, out.Air)
	} else {
		a.follow(out.DryBulbDegC)
	}
	s.latentW = 0
	dark := a.dark(heat)
	if dark {
		a.rest()
	} else {
		a.start(heat)
	}
	if s.Water != nil {
		s.Water.begin(m, out, a.fraction)
	}
	switch {
	case dark:
		s.at(airOff)
		s.idle()
	case a.stands():
		s.at(airStagnant)
		s.idle()
		a.stagnate()
	case s.Outdoor != nil:
		fit := s.Outdoor.Admits(out.HumidityRatio)
		s.Outdoor.look(out.Air, a, fit && s.Outdoor.waterFirst && s.spares(out.Air))
		a.stream(s.Outdoor.w)
		need := a.needW()
		if need > 0 && s.opens(need) {
			s.takeOutdoor()
			return
		}
		if e := s.Outdoor; e.trimW < e.maxW {
			a.W = min(a.W, e.trimW) // coils dry it within the minute
		}
		a.stream(a.W) // the hall keeps its own humidity
		s.recirculate(a.needW())
	default:
		a.stream(a.W)
		s.recirculate(a.needW())
	}
	if s.Outdoor != nil {
		s.Outdoor.rest()
	}
}

// at notes the mode.
func (s *CoilSide) at(m AirMode) { s.Mode = float64(m) }

// idle is a minute in which coils take nothing.
func (s *CoilSide) idle() {
	if s.Water != nil {
		s.Water.idle()
	}
}

// opens moves the dampers and tells whether outdoor air comes in.
func (s *CoilSide) opens(need float64) bool {
	e := s.Outdoor
	open := e.colder(s.heldDegC) && (e.admitted && !e.barred || !s.carries(need))
	e.move(open)
	return open
}

// carries tells whether coils carry need, W, with the dampers shut: once what runs
// suffices, or, where they are shut, while neither supply air nor the loop is far
// above its set point.
func (s *CoilSide) carries(need float64) bool {
	w := s.Water
	switch {
	case w == nil || !w.runs():
		return false
	case !s.Outdoor.open:
		return s.InletDegC-s.SetDegC < hurryK && w.Node.TDegC-w.SetDegC < hurryK
	}
	return w.ready(need) && s.Coil.Conductance(s.FanSpeed, w.Pumps.Share)*(s.heldDegC-w.Node.TDegC) >= need
}

// spares tells whether coils that run leave nothing for pads to do: they hold the supply
// out of outdoor air, or of return air where that is colder.
func (s *CoilSide) spares(air *psychro.Air) bool {
	a, w := &s.HallAir, s.Water
	if w == nil || !w.runs() || !a.tooWarm(air.DryBulbDegC) {
		return false
	}
	a.stream(air.HumidityRatio)
	t := min(air.DryBulbDegC, a.heldDegC)
	if e := s.Outdoor; air.HumidityRatio > e.trimLimit() && e.trimW < e.maxW {
		t = a.heldDegC // dampers shut
	}
	need := a.g * (t - a.PreDegC - max(s.Outdoor.mostDegC-a.SetDegC, 0))
	return need <= 0 || w.ready(need) && s.Coil.Conductance(s.FanSpeed, w.Pumps.Share)*(t-w.Node.TDegC) >= need
}

// takeOutdoor is a minute with outdoor air.
func (s *CoilSide) takeOutdoor() {
	a, e := &s.HallAir, s.Outdoor
	if e.mixes(a) {
		s.at(AirMixed)
		s.idle()
		a.hold()
	} else if above := e.above(a); above <= 0 && s.Water != nil {
		s.at(AirMixed)
		s.idle()
		e.trimmed(a, 0)
	} else {
		s.at(AirTrimmed)
		e.trimmed(a, s.trim(above))
	}
	if e.wet() && s.Mode == float64(AirMixed) {
		s.at(AirAdiabatic)
	}
	e.vent(a)
}

// trim cools outdoor air by need, W, as far as coils and loop go, and returns the
// heat taken.
func (s *CoilSide) trim(need float64) float64 {
	w, t := s.Water, s.Outdoor.tDegC
	if w == nil || !w.runs() {
		s.idle()
		return 0
	}
	f, g, held := s.valve(need, t)
	w.run(f)
	if !held {
		w.ask(g * max(t-w.Node.TDegC, 0))
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
func (s *CoilSide) recirculate(need float64) {
	a, w := &s.HallAir, s.Water
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
		heat = g * max(a.heldDegC-w.Node.TDegC, 0)
	}
	w.ask(heat * (1 + s.LatentShare))
	if held && !s.warms(need, g, a.heldDegC) {
		s.at(AirCoils)
		s.latentW = need * s.LatentShare
		w.carry(need + s.latentW)
		a.hold()
		return
	}
	latent := s.LatentShare
	if a.ReturnDegC < w.Node.TDegC { // a coil that warms the air dries nothing
		latent = 0
	}
	p := partner{tDegC: a.ReturnDegC, perCap: a.perCap, heatW: a.HeatW + a.fanPowerW, gWPerK: g, perHeat: 1 + latent}
	next, mean, taken := w.exchange(&p, 0)
	s.latentW = latent * taken
	a.settle(next, mean, mean+(a.fanPowerW-taken)/a.g)
}

// valve sets the flow of water for need, W, out of air at t, degC: its fraction of
// design, the coil's conductance and whether need is held. No more water flows than
// the pumps in service give; air colder than the water opens the valve.
func (s *CoilSide) valve(need, t float64) (f, g float64, held bool) {
	most, lift := s.Water.Pumps.Share, t-s.Water.Node.TDegC
	if lift <= 0 {
		return most, 0, false
	}
	f, g = s.Coil.FlowFor(s.FanSpeed, need/lift, most)
	return f, g, g*lift >= need*(1-component.SearchTolerance)
}

// warms tells whether the water warms so far within the minute that the coil, of
// conductance g, no longer takes need, W, out of air at t, degC.
func (s *CoilSide) warms(need, g, t float64) bool {
	warmer := s.Water.warmsK(need * (1 + s.LatentShare))
	return warmer >= bearableK && g*(t-s.Water.Node.TDegC-warmer) < need*(1-component.SearchTolerance)
}

// Book implements part.
func (s *CoilSide) Book(d *Duty, h *Ledger) {
	s.HallAir.book(d, h)
	if s.Outdoor != nil {
		s.Outdoor.book(d, h)
	}
	if s.Water != nil {
		s.Water.Book(d, h)
	}
	if s.LatentShare > 0 {
		made := max(s.latentW, 0) * (1. / condensateJPerKg) // below nought within a minute: the coil's own film evaporates
		d.SprayPumpMW += 1e-6 * s.SprayJPerKg * made
		d.draw(component.WaterUse{Evaporated: made, Drawn: made})
		h[latentHeat] = 1e-6 * s.latentW
	}
}

// condensateJPerKg is the latent heat by which condensate is made up: water's at
// its boiling point, as in the code published with Lei and Masanet (2022).
const condensateJPerKg = 2266e3

// CondensateMJPerKg is the same in MJ/kg.
const CondensateMJPerKg = 1e-6 * condensateJPerKg

// Declare implements part. Beside a liquid side there are no channels of the air's.
func (s *CoilSide) Declare(g record.Group, has *FlowSet) {
	has.Has(AirFanHeat, AirStored)
	if s.Names.Mode != "" {
		s.declareChannels(g)
	}
	if s.Outdoor != nil {
		s.Outdoor.declare(g, has)
	}
	if s.LatentShare > 0 {
		has.Has(latentHeat)
	}
	if s.Water != nil {
		s.Coil.Declare(g)
		s.Water.Declare(g, has)
	}
}

// declareChannels declares what is recorded of the hall's air and the coils' water.
func (s *CoilSide) declareChannels(g record.Group) {
	s.HallAir.declare(g)
	g.Mode(&s.Mode, s.Names.Mode, s.Names.Modes, "mode of the hall's air")
	if e := s.Outdoor; e != nil {
		g.Channel(&e.Fraction, "outdoor_air_share", "fraction of outdoor air in supply air")
		g.Channel(&s.W, "supply_humidity_kg_per_kg", "humidity ratio of supply air")
	}
	if w := s.Water; w != nil {
		g.Channel(&w.Node.MeanDegC, s.Names.Water, "water to the coils")
		if s.Names.Set != "" {
			g.Channel(&w.SetDegC, s.Names.Set, "set point of water to the coils")
		}
		g.Meter(&w.flow, "chilled_water_flow_share", "flow of water to the coils as a fraction of design")
	}
}

// Units implements part.
func (s *CoilSide) Units() []*failure.Bank {
	if s.Water == nil {
		return []*failure.Bank{&s.Fans}
	}
	return append([]*failure.Bank{&s.Fans}, s.Water.Units()...)
}

// Serve implements part.
func (s *CoilSide) Serve() {
	s.HallAir.serve()
	if s.Water != nil {
		s.Water.Serve()
	}
}

// Stop implements part.
func (s *CoilSide) Stop() {
	s.rest()
	s.at(airOff)
	s.latentW = 0
	if s.Outdoor != nil {
		s.Outdoor.rest()
	}
	if s.Water != nil {
		s.Water.Stop()
	}
}
