package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// The modes of a hall's air on plates, in the order of its control sequence.
const (
	platesOff        airMode = iota
	platesWarming            // return air below the set point
	platesDry                // plates hold the set point
	platesWet                // the same with wet pads
	platesTrimmed            // coils trim what plates leave
	platesMechanical         // scavenger fans stand, coils hold the set point
	platesSaturated          // supply above the set point
	platesStagnant           // all units stand
)

// PlatesModes describes the modes of a hall's air on plates in order.
var PlatesModes = record.Modes{
	modeOff,
	modeWarming,
	{En: "plates dry", Fr: "échangeur sec"},
	{En: "plates with wet pads", Fr: "échangeur et médias humides"},
	{En: "plates trimmed by chillers", Fr: "échangeur et groupes froids"},
	{En: "chillers alone", Fr: "groupes froids seuls"},
	{En: "supply above the set point", Fr: "soufflage au-dessus de la consigne"},
	{En: "stagnant for want of units", Fr: "sans unités en marche"},
}

// platesSide is a hall's air cooled through plates by scavenger air (outdoor air,
// after pads while they are wet, warmer by recirculation_K times the fraction of
// design heat) and by coils behind them:
//
//	C·dT/dt = q + fans - k·(T - Tscavenger) - coils
//
// with k = eps·Cmin of the plates.
//
// Control sequence:
//
//  1. The hall's fans follow its heat between min_air_flow and design; return air
//     colder than the supply set point bypasses the plates.
//  2. Scavenger fans hold the supply set point: the conductance asked for is the
//     heat over the difference between return and scavenger air. Below
//     min_scavenger_speed some of them stop.
//  3. Above a dry-bulb threshold pads wet the scavenger air, until it is the dead
//     band below.
//  4. Scavenger fans at full speed short of it: coils trim what is missing, and
//     scavenger fans run at the speed (of nine) at which both together draw least; at
//     full speed while chillers are not ready for more.
//  5. Scavenger air not colder than return air (dead band plate_dead_band_K):
//     scavenger fans stop, chillers carry all they can.
//  6. What chillers cannot carry warms the chilled water; what coils cannot, the
//     supply; servers are throttled, then shut down.
//
// The air handling units (a unit is plates, pads, hall fans and scavenger fans) fail
// and are repaired; units in service share the hall's air.
//
// No humidity passes the plates: the hall keeps its own. Plates and coils are
// dry on the hall's side. Capacity flows are those of dry air at the site's
// pressure: at a given fan speed moist air's heat capacity per volume differs by
// less than half a percent.
type platesSide struct {
	coilSide
	plates   plates
	pads     scavengerPads
	chillers *airChillers // the sink of the coils' water; nil: none
	platesSize
	platesMinute
	started bool // the plates
}

// platesSize is what the side is built with.
type platesSize struct {
	scavengerKgPerS       float64
	bandK, recirculationK float64
}

// platesMinute is the side's minute.
type platesMinute struct {
	intakeDegC float64 // scavenger air
	platesW    float64 // heat through the plates
	fanW, padW float64 // scavenger fans, pad pumps
	speed      float64 // of scavenger fans, times the fraction of them that run
	use        waterUse
}

// scavengerPads are wetted pads in scavenger air.
type scavengerPads struct {
	eff, pumpW   float64 // 0: none
	onDegC, band float64
	water        waterLaw
	wet          bool
}

// intake moves the pads' dead band and returns scavenger air after them, degC.
func (s *scavengerPads) intake(air *psychro.Air) float64 {
	t := air.DryBulbDegC
	if s.eff == 0 {
		return t
	}
	on := s.onDegC
	if s.wet {
		on -= s.band
	}
	if s.wet = t > on; s.wet {
		t = AirAfterPads(t, air.WetBulbDegC, s.eff)
	}
	return t
}

// step implements airSide.
func (s *platesSide) step(m sim.Minute, out *Outdoor, serversW, roomW float64) {
	a, heat := &s.hallAir, serversW+roomW
	dark := a.dark(heat)
	if dark {
		a.rest()
	} else {
		a.start(heat)
	}
	s.platesMinute = platesMinute{intakeDegC: s.pads.intake(out.Air) + s.recirculationK*min(a.fraction, 1)}
	if s.water != nil {
		s.water.begin(m, out, a.fraction)
	}
	if !a.stands() {
		a.stream(a.w)
	}
	switch {
	case dark:
		s.at(platesOff)
		s.idle()
	case a.stands():
		s.at(platesStagnant)
		s.idle()
		a.stagnate()
	case a.needW() <= 0:
		s.at(platesWarming)
		s.idle()
		a.drift(0)
	default:
		s.cool(out.Air, a.needW())
	}
}

// cool carries need, W, through plates and coils.
func (s *platesSide) cool(air *psychro.Air, need float64) {
	a, lift := &s.hallAir, s.heldDegC-s.intakeDegC
	if s.started {
		s.started = lift > 0
	} else {
		s.started = lift > s.bandK
	}
	if !s.started {
		s.trim(need, 0, platesMechanical)
		return
	}
	at := s.plates.minute(a.fanSpeed, a.heldDegC, s.intakeDegC)
	v, k, running := s.plates.control(&at, need/lift)
	if k*lift >= need*(1-1e-12) {
		s.platesW = need
		s.at(platesDry)
		if s.pads.wet {
			s.at(platesWet)
		}
		s.scavenge(air, v, running)
		s.idle()
		a.hold()
		return
	}
	if v, k = s.economic(&at, lift, need); v < 1 && s.removable(need-k*lift, a.heldDegC-k*lift/a.g) < need-k*lift {
		v, k = 1, s.plates.conductance(&at, 1) // chillers are not ready for more
	}
	s.scavenge(air, v, 1)
	s.trim(need, k, platesTrimmed)
}

// trimSpeeds are the speeds of scavenger fans while chillers trim.
var trimSpeeds = [...]float64{1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0}

// economic returns the speed of scavenger fans, and the plates' conductance there,
// that draws least together with chillers that carry the rest of need, W, at
// their efficiency at full load.
func (s *platesSide) economic(at *plateMinute, lift, need float64) (speed, k float64) {
	speed, k = 1, s.plates.conductance(at, 1)
	if s.chillers == nil {
		return speed, k
	}
	e := s.chillers.point.PerW
	least := s.plates.fansW + (need-k*lift)*e
	for _, v := range trimSpeeds[1:] {
		kv := 0.0
		if v > 0 {
			kv = s.plates.conductance(at, v)
		}
		if draw := s.plates.fansW*fanLaw(v) + (need-kv*lift)*e; draw < least {
			least, speed, k = draw, v, kv
		}
	}
	return speed, k
}

// removable is what coils can take out of air at t, degC, W, when lack is wanted:
// chillers are staged for it.
func (s *platesSide) removable(lack, t float64) float64 {
	w := s.water
	if w == nil || !w.runs() {
		return 0
	}
	pumps := w.pump.toFluid * w.pump.designW
	return max(0, min(s.chillers.couldTakeW(lack+pumps)-pumps, s.coil.conductance(s.fanSpeed, w.pumps.share)*(t-w.node.tDegC)))
}

// scavenge books scavenger fans at the speed v, of which that fraction runs, and the
// pads' water.
func (s *platesSide) scavenge(air *psychro.Air, v, running float64) {
	s.speed = v * running
	s.fanW = running * s.plates.fansW * fanLaw(v)
	if s.pads.wet {
		share := s.fans.share
		s.padW = s.pads.pumpW * share
		s.use = s.pads.water.use(s.scavengerKgPerS * share * v * running * PadsUptake(air, s.pads.eff))
	}
}

// trim carries need, W, through plates of conductance k and coils, in the mode given
// if that holds the set point.
func (s *platesSide) trim(need, k float64, mode airMode) {
	a, w := &s.hallAir, s.water
	s.platesW = k * (a.heldDegC - s.intakeDegC)
	if w == nil || !w.runs() {
		s.at(platesSaturated)
		s.idle()
		if s.platesW = 0; k == 0 {
			a.drift(0)
		} else {
			s.platesW = a.exchange(k, s.intakeDegC, 0)
		}
		return
	}
	lack, t := need-s.platesW, a.heldDegC-s.platesW/a.g
	f, g, held := s.valve(lack, t)
	w.run(f)
	heat := lack
	if !held {
		heat = g * max(t-w.node.tDegC, 0)
	}
	w.ask(heat)
	if held && !s.warms(lack, g, t) {
		s.at(mode)
		w.carry(lack)
		a.hold()
		return
	}
	s.at(platesSaturated)
	// Coils meet return air after the plates, nearer to scavenger air by that factor.
	near := 1 - k/a.g
	lift := a.returnDegC - s.intakeDegC
	p := partner{tDegC: s.intakeDegC + near*lift, perCap: near * a.perCap, heatW: a.heatW + a.fanPowerW - k*lift, lossWPerK: k / near, gWPerK: g, perHeat: 1}
	next, mean, taken := w.exchange(&p, 0)
	next, mean = s.intakeDegC+(next-s.intakeDegC)/near, s.intakeDegC+(mean-s.intakeDegC)/near
	s.platesW = k * (mean - s.intakeDegC)
	a.settle(next, mean, mean+(a.fanPowerW-s.platesW-taken)/a.g)
}

// serve implements part.
func (s *platesSide) serve() {
	s.coilSide.serve()
	s.plates.resize(s.fans.share)
}

// stop implements part.
func (s *platesSide) stop() {
	s.coilSide.stop()
	s.platesMinute = platesMinute{}
}

// book implements part.
func (s *platesSide) book(d *Duty, h *ledger) {
	s.coilSide.book(d, h)
	d.RejectionFanMW += 1e-6 * s.fanW
	d.SprayPumpMW += 1e-6 * s.padW
	d.RejectedMW += 1e-6 * s.platesW
	d.draw(s.use)
	h[plateHeat] = 1e-6 * s.platesW
}

// declare implements part.
func (s *platesSide) declare(g record.Group, has *flowSet) {
	s.coilSide.declare(g, has)
	has.has(plateHeat)
	g.Channel(&s.speed, "scavenger_fan_speed", "speed of scavenger fans as a fraction of full speed, times the fraction of them that run")
	g.Counter(&s.plates.outMinutes, "plate_out_of_bounds_minutes", "minutes in which the plates ran out of their films' bounds", plateHallFlow.String()+"; "+plateScavengerFlow.String())
	g.Counter(&s.plates.speed.failures, "scavenger_control_failures", "minutes in which the search for the scavenger fans' speed ran into its iteration limit", "")
}
