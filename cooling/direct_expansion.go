package cooling

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// Modes of direct-expansion, in the order of its control sequence.
const (
	dxOff       = 0
	dxWarming   = 1
	dxDry       = 2
	dxWet       = 3
	dxSaturated = 4
	dxStagnant  = 5
)

// DXModes describes the modes of direct-expansion in order.
var DXModes = record.Modes{
	modeOff,
	modeWarming,
	{En: "coils dry", Fr: "batteries sèches"},
	{En: "coils wet", Fr: "batteries humides"},
	{En: "compressors at capacity, supply above the set point", Fr: "compresseurs à fond, au-dessus de la consigne"},
	modeStagnant,
}

// directExpansion is the plant built from DirectExpansionSpec. The hall's air is
// a node of temperature and a node of humidity:
//
//	C·dT/dt = q + fans - coils, sensible + ventilation - humidifier
//	M·dw/dt = ventilation + humidifier - condensate
//
// both solved exactly over the minute, ventilation's flow, the coils' dryness and
// their load frozen within it. Vapour that comes, goes or changes phase is
// counted at its enthalpy at return temperature at the minute's start.
//
// Control sequence:
//
//  1. Fans follow the hall's heat between min_air_flow and design; return air
//     colder than the supply set point is recirculated, not cooled.
//  2. Compressors hold the supply set point: those that run share the load by
//     cycling, with the losses of EnergyPlus's part-load fraction. They start when
//     their part load passes stage_up_load, at once, and stop, no sooner than
//     min_run_min after the last change, when the remaining ones would stay
//     below stage_down_load.
//  3. Coils below the hall's dew point dry its air until the humidity is such that
//     ventilation brings in what they take out; the latent heat is theirs to
//     carry.
//  4. Ventilation runs while the hall has heat. Where it dries the hall below
//     min_dew_point_degC an adiabatic humidifier holds that limit.
//  5. Condenser air below the curves' range is taken as its lower end: condenser
//     fans hold head pressure.
//  6. Compressors at capacity: the hall warms, then supply air; servers are
//     throttled, then shut down.
//
// Fans and compressors fail and are repaired (see failures). Without fans nothing
// moves, ventilation included.
type directExpansion struct {
	failures
	compressors             unitBank
	hall                    Hall
	air                     hallAir
	bank                    dxBank
	recirculationK          float64
	ventKgPerS, airKg       float64 // ventilation; dry air in the hall
	minW                    float64 // kept by the humidifier; 0: none
	waterJPerKg, pumpJPerKg float64
	water                   waterLaw
	throttle                throttle

	duty       Duty
	rec        dxRecord
	overheated int64
}

// dxRecord is what the recorder reads besides Duty.
type dxRecord struct {
	hallRecord
	ventilationMW, humidifierMW                        float64
	evaporatorMW, condensateMW, vapourMW               float64
	ventKgPerS, humidifierKgPerS, condensate, storedKg float64
	mode, running, sensibleShare                       float64
}

// Duty implements Plant.
func (p *directExpansion) Duty() *Duty { return &p.duty }

// serve takes in the shares of units in service.
func (p *directExpansion) serve() {
	p.air.serve()
	p.bank.units.serve(math.Floor(p.compressors.serving() + 1e-9))
}

// Stop implements Plant.
func (p *directExpansion) Stop() {
	p.rest()
	p.air.rest()
	p.rec = dxRecord{}
	p.duty = Duty{HeatLimit: min(1, p.air.rackShare), ServerInletAirDegC: p.air.inletDegC, LiquidSupplyDegC: math.NaN()}
}

// Step implements Plant.
func (p *directExpansion) Step(_ sim.Minute, air *psychro.Air, load Load) {
	p.tick()
	p.rec = dxRecord{hallRecord: hallRecord{serversMW: load.ITMW, roomMW: load.RoomHeatMW}}
	p.duty = Duty{LiquidSupplyDegC: math.NaN()}
	if q := load.totalW(); q > 0 {
		p.carry(air, q)
	} else {
		p.air.rest()
		p.bank.remove(0, 0, 0)
	}
	p.book(load)
}

// carry is a minute with heat q, W.
func (p *directExpansion) carry(air *psychro.Air, q float64) {
	a, b, r := &p.air, &p.bank, &p.rec
	a.start(q)
	if a.stands() {
		r.mode = dxStagnant
		b.remove(0, 0, 0)
		a.stagnate()
		return
	}
	tc := air.DryBulbDegC + p.recirculationK*min(a.share, 1)
	b.at(a.returnDegC, a.w, a.flow, tc)
	hg := latentJPerKg + vapourJPerKgK*a.returnDegC // vapour at return temperature
	cpVent := dryAirJPerKgK + vapourJPerKgK*air.HumidityRatio
	a.ventW, a.ventDegC = p.ventKgPerS*cpVent, air.DryBulbDegC
	start := a.w
	wet := start > b.dryW && b.units.number > 0
	var m moisture
	if !wet {
		m = p.moisture(air.HumidityRatio, 0)
		a.heatW += m.added * (p.waterJPerKg - hg)
	}
	a.air(start)
	need := a.needW()
	if wet {
		loaded := 0.0
		if need > 0 {
			loaded = min(need/(max(b.units.running, 1)*b.eachW), 1)
		}
		m = p.moisture(air.HumidityRatio, b.drying(a.flow, loaded)+dryLeast)
	}
	liquid := liquidJPerKgK * max(b.adpDegC, 0)
	latent := m.taken * (hg - liquid)
	total := 0.0
	switch most := b.capacityW(); {
	case need <= 0:
		r.mode, total = dxWarming, latent
		a.drift(0)
	case need+latent <= most:
		r.mode, total = dxDry, need+latent
		if latent > 0 {
			r.mode = dxWet
		}
		a.hold()
	default:
		sensible := max(most-latent, 0)
		r.mode, total = dxSaturated, sensible+latent
		a.drift(sensible)
	}
	p.duty.CompressorMW = 1e-6 * b.remove(total, a.flow, tc)
	a.w = m.end
	r.evaporatorMW, r.condensateMW = 1e-6*total, 1e-6*m.taken*liquid
	r.ventilationMW = 1e-6 * (a.ventW*(a.ventDegC-a.meanReturnDegC) + m.vent*hg)
	r.humidifierMW = 1e-6 * m.added * p.waterJPerKg
	r.vapourMW = 1e-6 * hg * p.airKg / minuteS * (m.end - start)
	r.ventKgPerS, r.humidifierKgPerS, r.condensate = m.vent, m.added, m.taken
	r.storedKg = p.airKg / minuteS * (m.end - start)
	if total > 0 {
		r.sensibleShare = 1 - latent/total
	}
	p.humidify(m.added)
}

// dryLeast is the drying, kg/s, of wet coils whose compressors rest: none, but
// wet.
const dryLeast = 1e-12

// moisture is one minute of the hall's humidity: vapour that ventilation brings,
// that the humidifier adds and that coils take, kg/s, and the humidity ratio at
// the end.
type moisture struct{ vent, added, taken, end float64 }

// moisture solves the node of humidity with outdoor air at wo and coils that take
// drying, kg/s per kg/kg above their dry-out humidity, without the humidifier
// while they are wet:
//
//	M·dw/dt = m·(wo - w) - drying·(w - wdry) + added
func (p *directExpansion) moisture(wo, drying float64) moisture {
	w, dry, k := p.air.w, p.bank.dryW, p.ventKgPerS
	z := minuteS / p.airKg
	if drying > 0 {
		g := k + drying
		next, mean := oneNode(w, (k*wo+drying*dry)/g, g*z)
		if mean > dry {
			return moisture{vent: k * (wo - mean), taken: drying * (mean - dry), end: next}
		}
	}
	if k == 0 {
		return moisture{end: w}
	}
	next, mean := oneNode(w, wo, k*z)
	if next >= p.minW || drying > 0 {
		return moisture{vent: k * (wo - mean), end: next}
	}
	// The humidifier works at the rate that ends the minute at its limit.
	fall := k * z * phi1Neg.at(k*z) // share of the way to the end state
	end := (p.minW - w*(1-fall)) / fall
	next, mean = oneNode(w, end, k*z)
	return moisture{vent: k * (wo - mean), added: k * (end - wo), end: next}
}

// humidify books the humidifier's water and pump for added, kg/s.
func (p *directExpansion) humidify(added float64) {
	if added <= 0 {
		return
	}
	du := &p.duty
	u := p.water.use(added)
	du.EvaporatedKgPerS, du.DriftKgPerS, du.BlowdownKgPerS, du.WaterKgPerS = u.evaporated, u.drift, u.blowdown, u.drawn
	du.SprayPumpMW = 1e-6 * p.pumpJPerKg * added
}

// book sums the minute up.
func (p *directExpansion) book(load Load) {
	a, r, du := &p.air, &p.rec, &p.duty
	du.AirFanMW = 1e-6 * a.fanPowerW
	du.ElectricMW = du.AirFanMW + du.CompressorMW + du.SprayPumpMW
	du.ServerInletAirDegC = a.inletDegC
	r.fanHeatMW, r.storedMW, r.running = du.AirFanMW, a.storedMW, p.bank.units.running
	du.RejectedMW = r.evaporatorMW + du.CompressorMW + max(-r.ventilationMW, 0)
	du.HeatLimit = a.limit(&p.throttle, &p.overheated, load.ITMW/p.hall.DesignITMW, math.Inf(-1))
}

// Declare implements Plant.
func (p *directExpansion) Declare(g record.Group) {
	r, b := &p.rec, &p.bank
	declareDuty(g, &p.duty)
	p.air.declare(g)
	g.Channel(&p.air.w, "hall_humidity_kg_per_kg", "humidity ratio of the hall's air")
	g.Mode(&r.mode, "cooling_mode", DXModes, "mode of the direct-expansion units")
	g.Channel(&r.running, "compressors_running", "compressor stages that run")
	g.Meter(&r.sensibleShare, "sensible_heat_ratio", "sensible share of the coils' heat")
	in := append(r.hallRecord.declare(g), terms(
		g.Meter(&r.ventilationMW, "ventilation_heat_MW", "heat that ventilation brings in, vapour included"),
		g.Meter(&r.humidifierMW, "humidifier_water_heat_MW", "enthalpy of the humidifier's water"))...)
	out := terms(
		g.Meter(&r.evaporatorMW, "evaporator_heat_MW", "heat taken out by coils, latent heat included"),
		g.Meter(&r.condensateMW, "condensate_heat_MW", "enthalpy of condensate"),
		declareStored(g, &r.hallRecord),
		g.Meter(&r.vapourMW, "vapour_stored_heat_MW", "heat stored in the vapour of the hall's air"))
	g.Balance("heat", in, out)
	g.Balance("moisture",
		terms(g.Meter(&r.ventKgPerS, "ventilation_vapour_kg_per_s", "vapour that ventilation brings in, less what it carries out"),
			g.Meter(&r.humidifierKgPerS, "humidifier_vapour_kg_per_s", "vapour from the humidifier")),
		terms(g.Meter(&r.condensate, "condensate_kg_per_s", "water condensed on coils, drained"),
			g.Meter(&r.storedKg, "stored_vapour_kg_per_s", "vapour stored in the hall's air")))
	p.throttle.declare(g, &p.overheated)
	p.failures.declare(g)
	g.Counter(&b.wetBulbMinutes, "coil_out_of_bounds_minutes", "minutes in which coils ran out of their curves' range of entering air, clamped to it", b.curves.WetBulb.String())
	g.Counter(&b.condenserMinutes, "condenser_out_of_bounds_minutes", "minutes in which condensers ran out of their curves' range of air, clamped to it", b.curves.Condenser.String())
	g.Counter(&b.flowMinutes, "coil_flow_out_of_bounds_minutes", "minutes in which coils ran out of their curves' range of air flow, clamped to it", b.curves.Flow.String())
	g.Counter(&b.dryOut.failures, "dry_out_failures", "minutes in which the search for the coils' dry-out point ran into its iteration limit", "")
}
