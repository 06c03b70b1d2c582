package cooling

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// Modes of indirect-free-air, in the order of its control sequence.
const (
	iaOff        = 0
	iaWarming    = 1
	iaDry        = 2
	iaWet        = 3
	iaTrim       = 4
	iaMechanical = 5
	iaSaturated  = 6
	iaStagnant   = 7
)

// IndirectAirModes describes the modes of indirect-free-air in order.
var IndirectAirModes = record.Modes{
	modeOff,
	modeWarming,
	{En: "plates dry", Fr: "échangeur sec"},
	{En: "plates with wet pads", Fr: "échangeur et médias humides"},
	{En: "plates trimmed by chillers", Fr: "échangeur et groupes froids"},
	{En: "chillers alone", Fr: "groupes froids seuls"},
	{En: "supply above the set point", Fr: "soufflage au-dessus de la consigne"},
	{En: "stagnant for want of units", Fr: "sans unités en marche"},
}

// indirectAir is the plant built from IndirectAirSpec. The hall's air is one node
// with thermal mass, cooled through plates by scavenger air (outdoor air, after
// pads while they are wet, warmer by recirculation_K times the share of design
// heat) and by coils behind them, whose chilled water is the other node:
//
//	C·dT/dt = q + fans - k·(T - Tscavenger) - coils
//	c·dt/dt = coils + pump heat - evaporators
//	coils   ≤ eps·g·(T - k·(T - Tscavenger)/g - t)
//
// with k = eps·Cmin of the plates and g the capacity flow of the hall's air.
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
//  4. Scavenger fans at full speed short of it: coils on air-cooled chillers trim
//     what is missing, and scavenger fans run at the speed (of nine) at which both
//     together draw least; at full speed while chillers are not ready for more.
//     Chillers hold the chilled water's set point and are staged one at a time
//     (see stager).
//  5. Scavenger air not colder than return air (dead band plate_dead_band_K):
//     scavenger fans stop, chillers carry all they can.
//  6. What chillers cannot carry warms the chilled water; what coils cannot, the
//     supply; servers are throttled, then shut down.
//
// The air handling units (a unit is plates, pads, hall fans and scavenger fans),
// chillers and chilled-water pumps fail and are repaired (see failures); units in
// service share the hall's air.
//
// No humidity passes the plates: the hall keeps its own. Plates and coils are
// dry on the hall's side. Capacity flows are those of dry air at the site's
// pressure: at a given fan speed moist air's heat capacity per volume differs by
// less than half a percent.
type indirectAir struct {
	failures
	chilledLoop
	hall                  Hall
	air                   hallAir
	plates                plates
	scavengerKgPerS       float64
	bandK, recirculationK float64
	padEff, padPumpW      float64
	water                 waterLaw
	padsOnDegC, padsBandK float64
	mechanical            bool
	coilEff, coilW        float64
	throttle              throttle
	padsWet, platesOn     bool
	intakeDegC            float64 // scavenger air of the minute
	duty                  Duty
	rec                   indirectRecord
	overheated            int64
}

// indirectRecord is what the recorder reads besides Duty.
type indirectRecord struct {
	chilledLoopRecord
	hallRecord
	platesMW             float64
	scavengerSpeed, mode float64
}

// Duty implements Plant.
func (p *indirectAir) Duty() *Duty { return &p.duty }

// serve takes in the shares of units in service.
func (p *indirectAir) serve() {
	p.air.serve()
	p.plates.resize(p.air.fans.share)
	p.chillers.serve()
}

// Stop implements Plant.
func (p *indirectAir) Stop() {
	p.rest()
	p.air.rest()
	p.chilledLoop.stop()
	p.rec = indirectRecord{}
	p.duty = Duty{HeatLimit: min(1, p.air.rackShare), ServerInletAirDegC: p.air.inletDegC, LiquidSupplyDegC: math.NaN()}
}

// Step implements Plant.
func (p *indirectAir) Step(m sim.Minute, air *psychro.Air, load Load) {
	a := &p.air
	p.tick()
	p.rec = indirectRecord{hallRecord: hallRecord{serversMW: load.ITMW, roomMW: load.RoomHeatMW}}
	p.duty = Duty{LiquidSupplyDegC: math.NaN()}
	if q := load.totalW(); q > 0 {
		a.start(q)
		up := p.recirculationK * min(a.share, 1)
		p.intakeDegC = p.intake(air) + up
		p.ready(m, air, air.DryBulbDegC+up)
		switch {
		case a.stands():
			p.rec.mode = iaStagnant
			p.spare()
			a.stagnate()
		case a.needW() <= 0:
			p.rec.mode = iaWarming
			p.spare()
			a.drift(0)
		default:
			p.cool(air)
		}
	} else {
		a.rest()
		p.ready(m, air, p.condenserDegC)
		p.spare()
	}
	p.book(load)
}

// ready begins the chilled water's minute, where there is any, and spare ends one
// in which it is not needed.
func (p *indirectAir) ready(m sim.Minute, air *psychro.Air, condenserDegC float64) {
	if p.mechanical {
		p.begin(m, air.DryBulbDegC, condenserDegC, p.designDegC)
	}
}

func (p *indirectAir) spare() {
	if p.mechanical {
		p.idle(0)
	}
}

// intake moves the pads' dead band and returns scavenger air after them, degC.
func (p *indirectAir) intake(air *psychro.Air) float64 {
	t := air.DryBulbDegC
	if p.padEff == 0 {
		return t
	}
	on := p.padsOnDegC
	if p.padsWet {
		on -= p.padsBandK
	}
	p.padsWet = t > on
	if p.padsWet {
		t = AirAfterPads(t, air.WetBulbDegC, p.padEff)
	}
	return t
}

// cool carries the minute's heat through plates and coils.
func (p *indirectAir) cool(air *psychro.Air) {
	a, r := &p.air, &p.rec
	need := a.needW()
	lift := a.heldDegC - p.intakeDegC
	if p.platesOn {
		p.platesOn = lift > 0
	} else {
		p.platesOn = lift > p.bandK
	}
	if !p.platesOn {
		p.mechanically(need, 0, iaMechanical)
		return
	}
	at := p.plates.minute(a.fanSpeed, a.heldDegC, p.intakeDegC)
	v, k, running := p.plates.control(&at, need/lift)
	if k*lift >= need*(1-1e-12) {
		r.platesMW, r.mode = 1e-6*need, iaDry
		if p.padsWet {
			r.mode = iaWet
		}
		p.scavenge(air, v, running)
		p.spare()
		a.hold()
		return
	}
	if v, k = p.economic(&at, lift, need); v < 1 && p.removable(need-k*lift, a.heldDegC-k*lift/a.g) < need-k*lift {
		v, k = 1, p.plates.conductance(&at, 1) // chillers are not ready for more
	}
	p.scavenge(air, v, 1)
	p.mechanically(need, k, iaTrim)
}

// trimSpeeds are the speeds of scavenger fans while chillers trim.
var trimSpeeds = [...]float64{1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0}

// economic returns the speed of scavenger fans, and the plates' conductance there,
// that draws least together with chillers that carry the rest of need, W, at
// their efficiency at full load.
func (p *indirectAir) economic(at *plateMinute, lift, need float64) (speed, k float64) {
	speed, k = 1, p.plates.conductance(at, 1)
	if !p.mechanical {
		return speed, k
	}
	e := p.chillers.point.PerW
	least := p.plates.fansW + (need-k*lift)*e
	for _, v := range trimSpeeds[1:] {
		kv := 0.0
		if v > 0 {
			kv = p.plates.conductance(at, v)
		}
		if draw := p.plates.fansW*fanLaw(v) + (need-kv*lift)*e; draw < least {
			least, speed, k = draw, v, kv
		}
	}
	return speed, k
}

// scavenge books scavenger fans at the speed v, of which the share running runs,
// and the pads' water.
func (p *indirectAir) scavenge(air *psychro.Air, v, running float64) {
	du := &p.duty
	p.rec.scavengerSpeed = v * running
	du.RejectionFanMW = 1e-6 * running * p.plates.fansW * fanLaw(v)
	if !p.padsWet {
		return
	}
	share := p.air.fans.share
	du.SprayPumpMW = 1e-6 * p.padPumpW * share
	h := psychro.EnthalpyJPerKg(air.DryBulbDegC, air.HumidityRatio)
	t := AirAfterPads(air.DryBulbDegC, air.WetBulbDegC, p.padEff)
	up := max(HumidityOnWetBulbLine(h, air.HumidityRatio, max(air.WetBulbDegC, 0), t)-air.HumidityRatio, 0)
	u := p.water.use(p.scavengerKgPerS * share * v * running * up)
	du.EvaporatedKgPerS, du.DriftKgPerS, du.BlowdownKgPerS, du.WaterKgPerS = u.evaporated, u.drift, u.blowdown, u.drawn
}

// book sums the minute up.
func (p *indirectAir) book(load Load) {
	a, r, du := &p.air, &p.rec, &p.duty
	du.FacilityPumpMW, du.AirFanMW, du.CompressorMW = 1e-6*p.pumpW, 1e-6*a.fanPowerW, 1e-6*p.chillers.powerW
	du.ElectricMW = du.FacilityPumpMW + du.RejectionFanMW + du.AirFanMW + du.CompressorMW + du.SprayPumpMW
	du.ServerInletAirDegC = a.inletDegC
	r.fanHeatMW, r.storedMW = du.AirFanMW, a.storedMW
	if p.mechanical {
		r.chilledLoopRecord.book(&p.chilledLoop)
	}
	du.RejectedMW = r.platesMW + r.evaporatorMW + du.CompressorMW
	du.HeatLimit = a.limit(&p.throttle, &p.overheated, load.ITMW/p.hall.DesignITMW, math.Inf(-1))
}
