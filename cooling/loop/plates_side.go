package loop

import (
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// The modes of a hall's air on plates, in the order of its control sequence.
const (
	platesOff        AirMode = iota
	platesWarming            // return air below the set point
	PlatesDry                // plates hold the set point
	PlatesWet                // the same with wet pads
	PlatesTrimmed            // coils trim what plates leave
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

// PlatesSide is a hall's air cooled through plates by scavenger air (outdoor air,
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
//     band below (dry first). Energy first: wherever slower fans or compressors save
//     more than the pads' pumps draw. Water first: only while coils and chillers that
//     run cannot trim what dry plates leave.
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
type PlatesSide struct {
	CoilSide
	Plates   component.Plates
	Pads     ScavengerPads
	Chillers *AirChillers // the sink of the coils' water; nil: none
	PlatesSize
	platesMinute
	started bool // the plates
}

// PlatesSize is what the side is built with.
type PlatesSize struct {
	ScavengerKgPerS       float64
	BandK, RecirculationK float64
}

// platesMinute is the side's minute.
type platesMinute struct {
	IntakeDegC float64 // scavenger air
	platesW    float64 // heat through the plates
	fanW, padW float64 // scavenger fans, pad pumps
	Speed      float64 // of scavenger fans, times the fraction of them that run
	use        component.WaterUse
}

// PadSequence is what comes first where scavenger air may be wetted.
type PadSequence int

// The sequences of pads.
const (
	PadsDryFirst    PadSequence = iota // wetted above a dry bulb
	PadsEnergyFirst                    // wherever that saves power
	PadsWaterFirst                     // where chillers do not suffice
)

// ScavengerPads are wetted pads in scavenger air.
type ScavengerPads struct {
	Sequence     PadSequence
	Eff, PumpW   float64 // 0: none
	OnDegC, Band float64
	Water        component.WaterLaw
	wet          bool
	WetMinutes   int64
}

// warm moves the dead band of the pads' threshold.
func (s *ScavengerPads) warm(tDegC float64) bool {
	on := s.OnDegC
	if s.wet {
		on -= s.Band
	}
	return tDegC > on
}

// wetted is scavenger air after wet pads, degC.
func (s *PlatesSide) wetted(air *psychro.Air) float64 {
	return component.AirAfterPads(air.DryBulbDegC, air.WetBulbDegC, s.Pads.Eff) + s.RecirculationK*min(s.fraction, 1)
}

// wets moves the pads in a minute in which need, W, is to be carried, scavenger air
// being dry at s.IntakeDegC.
func (s *PlatesSide) wets(air *psychro.Air, need float64) bool {
	p, a := &s.Pads, &s.HallAir
	switch {
	case p.Eff == 0:
		return false
	case p.Sequence == PadsDryFirst || !p.warm(air.DryBulbDegC):
		return p.warm(air.DryBulbDegC)
	}
	lift := a.heldDegC - s.IntakeDegC
	at := s.Plates.Minute(a.FanSpeed, a.heldDegC, s.IntakeDegC)
	if p.Sequence == PadsWaterFirst {
		carried := max(s.Plates.Conductance(&at, 1)*lift, 0)
		return carried < need && s.removable(need-carried, a.heldDegC-carried/a.g) < need-carried
	}
	if lift <= 0 {
		return true
	}
	dry, wet := s.Plates.FansFor(&at, need/lift), s.wetted(air)
	at = s.Plates.Minute(a.FanSpeed, a.heldDegC, wet)
	saved := dry - s.Plates.FansFor(&at, need/(a.heldDegC-wet))
	pays := p.PumpW * s.Fans.Share
	if !p.wet {
		pays *= 2
	}
	return saved > pays || math.IsNaN(saved) // neither suffices: compressors save
}

// Step implements AirSide.
func (s *PlatesSide) Step(m sim.Minute, out *Outdoor, serversW, roomW float64) {
	a, heat := &s.HallAir, serversW+roomW
	a.follow(out.DryBulbDegC)
	dark := a.dark(heat)
	if dark {
		a.rest()
	} else {
		a.start(heat)
	}
	s.platesMinute = platesMinute{IntakeDegC: out.DryBulbDegC + s.RecirculationK*min(a.fraction, 1)}
	if s.Water != nil {
		s.Water.begin(m, out, a.fraction)
	}
	if !a.stands() {
		a.stream(a.W)
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
		return
	}
	s.Pads.wet = s.Pads.wet && s.Pads.warm(out.DryBulbDegC)
}

// cool carries need, W, through plates and coils.
func (s *PlatesSide) cool(air *psychro.Air, need float64) {
	if s.Pads.wet = s.wets(air, need); s.Pads.wet {
		s.IntakeDegC = s.wetted(air)
	}
	a, lift := &s.HallAir, s.heldDegC-s.IntakeDegC
	if s.started {
		s.started = lift > 0
	} else {
		s.started = lift > s.BandK
	}
	if !s.started {
		s.trim(need, 0, platesMechanical)
		return
	}
	at := s.Plates.Minute(a.FanSpeed, a.heldDegC, s.IntakeDegC)
	v, k, running := s.Plates.Control(&at, need/lift)
	if k*lift >= need*(1-1e-12) {
		s.platesW = need
		s.at(PlatesDry)
		if s.Pads.wet {
			s.at(PlatesWet)
		}
		s.scavenge(air, v, running)
		s.idle()
		a.hold()
		return
	}
	if v, k = s.economic(&at, lift, need); v < 1 && s.removable(need-k*lift, a.heldDegC-k*lift/a.g) < need-k*lift {
		v, k = 1, s.Plates.Conductance(&at, 1) // chillers are not ready for more
	}
	s.scavenge(air, v, 1)
	s.trim(need, k, PlatesTrimmed)
}

// trimSpeeds are the speeds of scavenger fans while chillers trim.
var trimSpeeds = [...]float64{1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0}

// economic returns the speed of scavenger fans, and the plates' conductance there,
// that draws least together with chillers that carry the rest of need, W, at
// their efficiency at full load.
func (s *PlatesSide) economic(at *component.PlateMinute, lift, need float64) (speed, k float64) {
	speed, k = 1, s.Plates.Conductance(at, 1)
	if s.Chillers == nil {
		return speed, k
	}
	e := s.Chillers.Point.PerW
	least := s.Plates.FansW + (need-k*lift)*e
	for _, v := range trimSpeeds[1:] {
		kv := 0.0
		if v > 0 {
			kv = s.Plates.Conductance(at, v)
		}
		if draw := s.Plates.FansW*component.FanLaw(v) + (need-kv*lift)*e; draw < least {
			least, speed, k = draw, v, kv
		}
	}
	return speed, k
}

// removable is what coils can take out of air at t, degC, W, when lack is wanted:
// chillers are staged for it.
func (s *PlatesSide) removable(lack, t float64) float64 {
	w := s.Water
	if w == nil || !w.runs() {
		return 0
	}
	pumps := w.pump.ToFluid * w.pump.DesignW
	return max(0, min(s.Chillers.couldTakeW(lack+pumps)-pumps, s.Coil.Conductance(s.FanSpeed, w.Pumps.Share)*(t-w.Node.TDegC)))
}

// scavenge books scavenger fans at the speed v, of which that fraction runs, and the
// pads' water.
func (s *PlatesSide) scavenge(air *psychro.Air, v, running float64) {
	s.Speed = v * running
	s.fanW = running * s.Plates.FansW * component.FanLaw(v)
	if s.Pads.wet {
		s.Pads.WetMinutes++
		share := s.Fans.Share
		s.padW = s.Pads.PumpW * share
		s.use = s.Pads.Water.Use(s.ScavengerKgPerS * share * v * running * component.PadsUptake(air, s.Pads.Eff))
	}
}

// trim carries need, W, through plates of conductance k and coils, in the mode given
// if that holds the set point.
func (s *PlatesSide) trim(need, k float64, mode AirMode) {
	a, w := &s.HallAir, s.Water
	s.platesW = k * (a.heldDegC - s.IntakeDegC)
	if w == nil || !w.runs() {
		s.at(platesSaturated)
		s.idle()
		if s.platesW = 0; k == 0 {
			a.drift(0)
		} else {
			s.platesW = a.exchange(k, s.IntakeDegC, 0)
		}
		return
	}
	lack, t := need-s.platesW, a.heldDegC-s.platesW/a.g
	f, g, held := s.valve(lack, t)
	w.run(f)
	heat := lack
	if !held {
		heat = g * max(t-w.Node.TDegC, 0)
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
	lift := a.ReturnDegC - s.IntakeDegC
	p := partner{tDegC: s.IntakeDegC + near*lift, perCap: near * a.perCap, heatW: a.HeatW + a.fanPowerW - k*lift, lossWPerK: k / near, gWPerK: g, perHeat: 1}
	next, mean, taken := w.exchange(&p, 0)
	next, mean = s.IntakeDegC+(next-s.IntakeDegC)/near, s.IntakeDegC+(mean-s.IntakeDegC)/near
	s.platesW = k * (mean - s.IntakeDegC)
	a.settle(next, mean, mean+(a.fanPowerW-s.platesW-taken)/a.g)
}

// Serve implements part.
func (s *PlatesSide) Serve() {
	s.CoilSide.Serve()
	s.Plates.Resize(s.Fans.Share)
}

// Stop implements part.
func (s *PlatesSide) Stop() {
	s.CoilSide.Stop()
	s.platesMinute = platesMinute{}
}

// Book implements part.
func (s *PlatesSide) Book(d *Duty, h *Ledger) {
	s.CoilSide.Book(d, h)
	d.RejectionFanMW += 1e-6 * s.fanW
	d.SprayPumpMW += 1e-6 * s.padW
	d.RejectedMW += 1e-6 * s.platesW
	d.draw(s.use)
	h[PlateHeat] = 1e-6 * s.platesW
}

// Declare implements part.
func (s *PlatesSide) Declare(g record.Group, has *FlowSet) {
	s.CoilSide.Declare(g, has)
	has.Has(PlateHeat)
	g.Channel(&s.Speed, "scavenger_fan_speed", "speed of scavenger fans as a fraction of full speed, times the fraction of them that run")
	if s.Pads.Eff > 0 {
		g.Counter(&s.Pads.WetMinutes, evaporativeMinutes, evaporativeMeaning, "")
	}
	g.Bound(&s.Plates.OutMinutes, &s.Plates.RanMinutes, "plate_out_of_bounds_minutes", "minutes in which the plates ran out of their films' bounds", component.PlateHallFlow.String()+"; "+component.PlateScavengerFlow.String())
	g.Counter(&s.Plates.Speed.Failures, "scavenger_control_failures", "minutes in which the search for the scavenger fans' speed ran into its iteration limit", "")
}
