package cooling

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
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
)

// IndirectAirModes describes the modes of indirect-free-air in order.
const IndirectAirModes = "0 off, 1 warming, 2 plates dry, 3 plates with wet pads, 4 plates trimmed by chillers, 5 chillers alone, 6 supply above the set point"

// indirectAir is the plant built from IndirectAirSpec. The hall's air is one node
// with thermal mass, cooled through plates by scavenger air (outdoor air, after
// pads while they are wet, warmer by recirculation_K times the share of design
// heat) and by coils behind them:
//
//	C·dT/dt = q + fans - eps·Cmin·(T - Tscavenger) - coils
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
//     Chillers are staged one at a time (see stager).
//  5. Scavenger air not colder than return air (dead band plate_dead_band_K):
//     scavenger fans stop, chillers carry all they can.
//  6. What is still missing warms the supply; servers are throttled, then shut
//     down.
//
// No humidity passes the plates: the hall keeps its own. Plates and coils are
// dry on the hall's side. Capacity flows are those of dry air at the site's
// pressure: at a given fan speed moist air's heat capacity per volume differs by
// less than half a percent.
type indirectAir struct {
	hall                      Hall
	air                       hallAir
	plates                    plates
	scavengerKgPerS           float64
	bandK, recirculationK     float64
	padEff, padPumpW          float64
	water                     waterLaw
	padsOnDegC, padsBandK     float64
	mechanical                bool
	chilledDegC, coilEff      float64
	coilW                     float64
	pump                      pump
	bank                      airChillerBank
	minute                    sim.Minute
	throttle                  throttle
	padsWet, platesOn         bool
	condenserDegC, intakeDegC float64 // of the minute
	duty                      Duty
	rec                       indirectRecord
	overheated                int64
}

// indirectRecord is what the recorder reads besides Duty.
type indirectRecord struct {
	serversMW, roomMW, fanHeatMW, pumpHeatMW float64
	platesMW, evaporatorMW, storedMW         float64
	scavengerSpeed, mode, chillersRun        float64
}

// Duty implements Plant.
func (p *indirectAir) Duty() *Duty { return &p.duty }

// Stop implements Plant.
func (p *indirectAir) Stop() {
	p.air.rest()
	p.rec = indirectRecord{}
	p.duty = Duty{HeatLimit: min(1, p.air.rackShare), ServerInletAirDegC: p.air.inletDegC, LiquidSupplyDegC: math.NaN()}
}

// Step implements Plant.
func (p *indirectAir) Step(m sim.Minute, air *psychro.Air, load Load) {
	a := &p.air
	p.rec = indirectRecord{serversMW: load.ITMW, roomMW: load.RoomHeatMW}
	p.duty = Duty{LiquidSupplyDegC: math.NaN()}
	p.minute = m
	if q := load.totalW(); q > 0 {
		a.start(q)
		up := p.recirculationK * min(a.share, 1)
		p.condenserDegC = air.DryBulbDegC + up
		p.intakeDegC = p.intake(air) + up
		p.begin()
		if a.needW() <= 0 {
			p.rec.mode = iaWarming
			p.trim(0)
			a.drift(0)
		} else {
			p.cool(air)
		}
	} else {
		a.rest()
		p.begin()
		p.trim(0)
	}
	p.book(load)
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
		p.alone(need)
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
		p.trim(0)
		a.hold()
		return
	}
	if v, k = p.economic(&at, lift, need); v < 1 && p.removable(need-k*lift, a.heldDegC-k*lift/a.g) < need-k*lift {
		v, k = 1, p.plates.conductance(&at, 1) // chillers are not ready for more
	}
	p.scavenge(air, v, 1)
	lack := need - k*lift
	most := p.removable(lack, a.heldDegC-k*lift/a.g)
	if lack <= most {
		r.mode, r.platesMW = iaTrim, 1e-6*k*lift
		p.trim(lack)
		a.hold()
		return
	}
	got := p.trim(most)
	r.mode = iaSaturated
	if k == 0 {
		a.drift(got)
		return
	}
	r.platesMW = 1e-6 * a.exchange(k, p.intakeDegC, got)
}

// alone carries need, W, by coils alone.
func (p *indirectAir) alone(need float64) {
	a := &p.air
	most := p.removable(need, a.heldDegC)
	if need <= most {
		p.rec.mode = iaMechanical
		p.trim(need)
		a.hold()
		return
	}
	p.rec.mode = iaSaturated
	a.drift(p.trim(most))
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
	e := p.bank.point.PerW
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
	du.SprayPumpMW = 1e-6 * p.padPumpW
	h := psychro.EnthalpyJPerKg(air.DryBulbDegC, air.HumidityRatio)
	t := AirAfterPads(air.DryBulbDegC, air.WetBulbDegC, p.padEff)
	up := max(HumidityOnWetBulbLine(h, air.HumidityRatio, max(air.WetBulbDegC, 0), t)-air.HumidityRatio, 0)
	u := p.water.use(p.scavengerKgPerS * v * running * up)
	du.EvaporatedKgPerS, du.DriftKgPerS, du.BlowdownKgPerS, du.WaterKgPerS = u.evaporated, u.drift, u.blowdown, u.drawn
}

// begin starts the chillers' minute.
func (p *indirectAir) begin() {
	if p.mechanical {
		p.bank.begin(p.chilledDegC, p.condenserDegC)
	}
}

// removable is what coils can take out of air at t, degC, W, when lack is wanted:
// chillers are staged for it.
func (p *indirectAir) removable(lack, t float64) float64 {
	if !p.mechanical {
		return 0
	}
	pumps := p.pump.toFluid * p.pump.designW
	w := p.bank.ready(p.minute, lack+pumps) - pumps
	return max(0, min(w, p.coilW, p.coilEff*p.air.g*(t-p.chilledDegC)))
}

// minTrimFlow is the least flow of chilled water as a share of design.
const minTrimFlow = 0.3

// trim takes heat, W, out of the air by coils, no more than removable, and
// returns it.
func (p *indirectAir) trim(heat float64) float64 {
	if !p.mechanical {
		return 0
	}
	if heat <= 0 {
		p.bank.ready(p.minute, 0)
		return 0
	}
	w := p.pump.powerW(min(max(heat/p.coilW, minTrimFlow), 1))
	p.duty.FacilityPumpMW, p.rec.pumpHeatMW = 1e-6*w, 1e-6*w*p.pump.toFluid
	p.rec.evaporatorMW = 1e-6 * p.bank.carry(heat+w*p.pump.toFluid)
	return heat
}

// book sums the minute up.
func (p *indirectAir) book(load Load) {
	a, r, du := &p.air, &p.rec, &p.duty
	du.AirFanMW, du.CompressorMW = 1e-6*a.fanPowerW, 1e-6*p.bank.powerW
	du.ElectricMW = du.FacilityPumpMW + du.RejectionFanMW + du.AirFanMW + du.CompressorMW + du.SprayPumpMW
	du.ServerInletAirDegC = a.inletDegC
	r.fanHeatMW, r.storedMW, r.chillersRun = du.AirFanMW, a.storedMW, float64(p.bank.running)
	du.RejectedMW = r.platesMW + r.evaporatorMW + du.CompressorMW
	excess := a.inletDegC - a.maxInletDegC
	if excess > 0 {
		p.overheated++
	}
	du.HeatLimit = min(p.throttle.limit(excess, load.ITMW/p.hall.DesignITMW), a.rackShare)
}
