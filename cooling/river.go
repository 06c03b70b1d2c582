package cooling

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// Modes of a river-cooled plant, in the order of its control sequence.
const (
	riverOff       = 0
	riverHeld      = 1
	riverSaturated = 2
	riverLimited   = 3
	riverTrimmed   = 4
	riverStands    = 5
)

// RiverModes describes the modes of a river-cooled plant in order.
var RiverModes = record.Modes{
	modeOff,
	{En: "river water holds the set points", Fr: "la rivière tient les consignes"},
	{En: "exchangers at their limit", Fr: "échangeurs à leur limite"},
	{En: "withdrawal or discharge at its limit", Fr: "prélèvement ou rejet à sa limite"},
	{En: "trim chillers run", Fr: "groupes froids d’appoint"},
	{En: "facility water or the hall's air stands for want of pumps or fans", Fr: "sans pompes ou sans ventilation"},
}

// river is the plant built from RiverPlantSpec: a campus on once-through river or
// sea water. Two circuits of facility water, each behind its own plate heat
// exchangers, take the river's water in parallel: one serves the CDUs of cold
// plates, the other the coils of the hall's air. A hall without cold plates has
// the second only. Each circuit has two nodes with thermal mass (coolant leaving
// the cold plates or the hall's air; facility water), solved together.
//
// Control sequence:
//
//  1. Coolant and facility flow follow the servers' load, the air's fans its heat,
//     the valve of the coils the heat needed at the supply air's set point.
//  2. The flow of river water holds facility water at its set point, and brings a
//     loop that is off it back in ten minutes. It is drawn as little as that
//     allows, but enough that the outfall keeps to its rise.
//  3. A heat_recovery table takes its heat out of the CDUs' facility water first,
//     in a hall without cold plates out of the coils'. A tank beside the coils'
//     water (thermal_storage) is charged while the river is at or below
//     charge_water_degC and the water at its set point, and discharged while the
//     river is at or above discharge_water_degC, or the water 1 K above its set
//     point.
//  4. The halls of a campus share their water (see riverReach). What may be drawn
//     (share of the river's flow, flow to leave in it) and
//     discharged (rise and temperature after mixing, together with the power
//     plant's heat; rise and temperature at the outfall) is kept to every minute.
//     Cold plates are served first, the air with the rest.
//  5. What exchangers or limits do not let pass goes to air-cooled trim chillers
//     on a side stream, where there are any (staged, see stager).
//  6. What remains warms the loop; servers are throttled, then shut down.
//
// River pumps, exchangers, facility pumps, distribution units, fans and trim
// chillers fail and are repaired (see failures): flow, conductance and capacity
// follow the share in service, of facility pumps, river pumps and exchangers in
// both circuits alike.
//
// River water passes through: it is withdrawn and returned, not consumed, so that
// WaterKgPerS is nil. Its temperature comes by SetWaterDegC. The power of river
// pumps heats river water by the motors' efficiency, counts towards the discharge
// limits and is no heat of the hall; that of the side stream's pumps heats the
// circuit. FacilityPumpMW has all pumps but the CDUs'.
type river struct {
	failures
	units     riverUnits
	hall      Hall
	reach     *reachUser
	liquid    riverLiquid
	hasLiquid bool
	cold      riverCircuit // the coils'
	air       hallAir
	coil      fanWall
	heat      heatRecovery
	store     chilledStore // beside the coils' water
	throttle  throttle

	recirculationK float64
	minute         sim.Minute

	duty       Duty
	rec        riverRecord
	overheated int64
	spill      int64
}

// riverRecord is what the recorder reads besides Duty.
type riverRecord struct {
	hallRecord
	cduHeatMW, cduMotorMW         float64
	pumpHeatMW, trimHeatMW        float64
	riverMW, evaporatorMW, loopMW float64
	riverDegC, outfallDegC        float64
	supplyDegC, mode              float64
}

// SetWaterDegC implements WaterUser.
func (p *river) SetWaterDegC(riverDegC, seaDegC float64) {
	p.reach.degC = riverDegC
	if p.reach.sea {
		p.reach.degC = seaDegC
	}
}

// Duty implements Plant.
func (p *river) Duty() *Duty { return &p.duty }

func (p *river) recovery() *heatRecovery { return p.heat.ifAny() }

// Stop implements Plant.
func (p *river) Stop() {
	p.rest()
	p.air.rest()
	p.heat.rest()
	p.store.idle()
	p.rec = riverRecord{}
	for _, c := range []*riverCircuit{&p.cold, &p.liquid.circuit} {
		c.begin(p.reach.degC)
		c.loop.net(0)
	}
	p.liquid.tcs.net(0)
	p.reach.rest()
	p.duty = Duty{HeatLimit: min(1, p.air.rackShare), ServerInletAirDegC: p.air.inletDegC, LiquidSupplyDegC: math.NaN()}
	if p.hasLiquid {
		p.liquid.rest()
		p.duty.LiquidSupplyDegC = p.liquid.supplyDegC
	}
	p.observe()
}

// Step implements Plant.
func (p *river) Step(m sim.Minute, air *psychro.Air, load Load) {
	r, du := &p.rec, &p.duty
	p.tick()
	*r = riverRecord{hallRecord: hallRecord{serversMW: load.ITMW, roomMW: load.RoomHeatMW}}
	p.minute = m
	du.FacilityPumpMW, du.CDUPumpMW, du.RejectionFanMW = 0, 0, 0
	p.reach.begin(m)
	inAir := load.totalW()
	limited := false
	tc := air.DryBulbDegC + p.recirculationK
	if p.hasLiquid {
		inAir += p.stepLiquid(m, air, tc, 1e6*load.ITMW, load.ITMW/p.hall.DesignITMW)
		limited = p.liquid.circuit.limited
	}
	p.stepAir(m, air, tc, inAir)
	p.reach.finish(limited || p.cold.limited)
	p.observe()
	p.book(load)
}

// stepLiquid carries the heat that cold plates capture and returns what the hall's
// air has besides: the motors of CDU pumps, less what was captured, W.
func (p *river) stepLiquid(m sim.Minute, air *psychro.Air, tc, servers, share float64) (inAirW float64) {
	l, c := &p.liquid, &p.liquid.circuit
	c.begin(tc)
	captured, running, spilled := l.capture(p.hall.LiquidFraction, servers, share)
	if spilled {
		p.spill++
	}
	if !running {
		p.heat.rest()
		c.idle(m)
		l.rest()
		return 0
	}
	p.rec.cduHeatMW, p.rec.cduMotorMW = 1e-6*l.cduHeatW, 1e-6*(l.cduW-l.cduHeatW)
	p.rec.pumpHeatMW = 1e-6 * l.pumpHeatW
	p.duty.CDUPumpMW = 1e-6 * l.cduW
	inAirW = l.cduW - l.cduHeatW - captured
	if l.flow == 0 { // facility water stands, and the servers see the coolant itself
		p.heat.rest()
		c.idle(m)
		c.loop.net(0)
		c.stands = true
		l.tcs.net(captured + l.cduHeatW)
		l.supplyDegC = l.tcs.meanDegC
		p.bookCircuit(c, 0)
		p.rec.loopMW += 1e-6 * l.tcs.storedW
		return inAirW
	}
	heat := captured + l.cduHeatW + l.pumpHeatW
	taken := p.heat.step(air.DryBulbDegC, c.loop.tDegC+heat*l.perCw, l.cw, heat)
	c.plan(m, p.reach, heat-taken, l.flow)
	across, out := coupled(&l.tcs, &c.loop, captured+l.cduHeatW, l.pumpHeatW-taken-c.away(), l.cduWPerK, c.gWPerK, c.sinkDegC)
	l.supplyDegC = l.tcs.meanDegC - across*l.perC1
	c.finish(p.reach, out)
	p.bookCircuit(c, 1e-6*l.pumpW)
	p.rec.loopMW += 1e-6 * l.tcs.storedW
	return inAirW
}

// bookCircuit books a circuit's minute; pumpMW is the power of its facility pumps.
func (p *river) bookCircuit(c *riverCircuit, pumpMW float64) {
	r := &p.rec
	p.duty.FacilityPumpMW += pumpMW + 1e-6*(c.riverPumpW+c.trimPumpW)
	r.trimHeatMW += 1e-6 * c.trimHeatW
	r.riverMW += 1e-6 * c.outW
	r.evaporatorMW += 1e-6 * c.trimW
	r.loopMW += 1e-6 * c.loop.storedW
	switch {
	case c.stands:
		r.mode = riverStands
	case c.trimW > 0:
		r.mode = max(r.mode, riverTrimmed)
	case c.limited:
		r.mode = max(r.mode, riverLimited)
	case c.saturated:
		r.mode = max(r.mode, riverSaturated)
	default:
		r.mode = max(r.mode, riverHeld)
	}
}

// observe notes the river's minute.
func (p *river) observe() {
	q, r := p.reach, &p.rec
	p.duty.WithdrawnKgPerS, p.duty.ReturnedKgPerS = q.drawnKgPerS, q.drawnKgPerS
	r.riverDegC, r.outfallDegC = q.degC, q.outfallDegC
}

// book sums the minute up.
func (p *river) book(load Load) {
	a, r, du := &p.air, &p.rec, &p.duty
	du.AirFanMW = 1e-6 * a.fanPowerW
	du.CompressorMW = 1e-6 * (p.cold.compressorW() + p.liquid.circuit.compressorW())
	p.heat.book(du)
	du.ElectricMW = du.FacilityPumpMW + du.CDUPumpMW + du.AirFanMW + du.CompressorMW + du.HeatPumpMW
	du.ServerInletAirDegC = a.inletDegC
	r.fanHeatMW, r.storedMW = du.AirFanMW, a.storedMW
	du.RejectedMW = r.riverMW + r.evaporatorMW + du.CompressorMW + 1e-6*(p.cold.riverPumpHeatW+p.liquid.circuit.riverPumpHeatW)
	liquid := math.Inf(-1)
	if p.hasLiquid {
		r.supplyDegC = p.liquid.circuit.loop.meanDegC
		du.LiquidSupplyDegC = p.liquid.supplyDegC
		liquid = p.liquid.supplyDegC - p.hall.MaxLiquidSupplyDegC
	}
	du.HeatLimit = a.limit(&p.throttle, &p.overheated, load.ITMW/p.hall.DesignITMW, liquid)
}

// compressorW is the power of the circuit's trim chillers.
func (c *riverCircuit) compressorW() float64 {
	if !c.trim {
		return 0
	}
	return c.bank.powerW
}
