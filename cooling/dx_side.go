package cooling

import (
	"caloduc/sim/channel"
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// The modes of a hall's air on direct expansion, in the order of its control
// sequence.
const (
	dxOff       airMode = iota
	dxWarming           // return air below the set point
	dxDry               // coils dry
	dxWet               // coils wet
	dxSaturated         // compressors at capacity
	dxStagnant          // all fans stand
)

// DXModes describes the modes of a hall's air on direct expansion in order.
var DXModes = record.Modes{
	modeOff,
	modeWarming,
	{En: "coils dry", Fr: "batteries sèches"},
	{En: "coils wet", Fr: "batteries humides"},
	{En: "compressors at capacity, supply above the set point", Fr: "compresseurs à fond, au-dessus de la consigne"},
	modeStagnant,
}

// dxSide is a hall's air on direct-expansion coils with air-cooled condensers. It is
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
// Fans and compressors fail and are repaired. Without fans nothing moves,
// ventilation included.
type dxSide struct {
	hallAir
	dxSize
	bank        dxBank
	compressors unitBank

	mode float64
	dxMinute
}

// dxSize is what the side is built with.
type dxSize struct {
	recirculationK          float64
	ventKgPerS, airKg       float64 // ventilation; dry air in the hall
	minW                    float64 // kept by the humidifier; 0: none
	waterJPerKg, pumpJPerKg float64
	water                   waterLaw
}

// dxMinute is the side's minute.
type dxMinute struct {
	moisture
	totalW, powerW, liquidJPerKg, vapourJPerKg float64 // of coils; of compressors; of condensate and vapour
	sensibleShare, running, storedKgPerS       float64
}

// step implements airSide.
func (s *dxSide) step(_ sim.Minute, out *Outdoor, serversW, roomW float64) {
	s.dxMinute = dxMinute{}
	s.ventW = 0
	if heat := serversW + roomW; s.dark(heat) {
		s.mode = float64(dxOff)
		s.rest()
		s.bank.remove(0, 0, 0)
	} else {
		s.start(heat)
		s.carry(out.Air)
	}
	s.running = s.bank.units.running
}

// carry is a minute with heat.
func (s *dxSide) carry(air *psychro.Air) {
	a, b := &s.hallAir, &s.bank
	if a.stands() {
		s.mode = float64(dxStagnant)
		b.remove(0, 0, 0)
		a.stagnate()
		return
	}
	tc := air.DryBulbDegC + s.recirculationK*min(a.fraction, 1)
	b.at(a.returnDegC, a.w, a.flow, tc)
	hg := latentJPerKg + vapourJPerKgK*a.returnDegC // vapour at return temperature
	a.ventW, a.ventDegC = s.ventKgPerS*(dryAirJPerKgK+vapourJPerKgK*air.HumidityRatio), air.DryBulbDegC
	start := a.w
	wet := start > b.dryW && b.units.number > 0
	if !wet {
		s.moisture = s.moistureFrom(air.HumidityRatio, 0)
		a.heatW += s.added * (s.waterJPerKg - hg)
	}
	a.stream(start)
	need := a.needW()
	if wet {
		loaded := 0.0
		if need > 0 {
			loaded = min(need/(max(b.units.running, 1)*b.eachW), 1)
		}
		s.moisture = s.moistureFrom(air.HumidityRatio, b.drying(a.flow, loaded)+dryLeast)
	}
	s.liquidJPerKg, s.vapourJPerKg = liquidJPerKgK*max(b.adpDegC, 0), hg
	latent := s.taken * (hg - s.liquidJPerKg)
	var mode airMode
	switch most := b.capacityW(); {
	case need <= 0:
		mode, s.totalW = dxWarming, latent
		a.drift(0)
	case need+latent <= most:
		mode, s.totalW = dxDry, need+latent
		if latent > 0 {
			mode = dxWet
		}
		a.hold()
	default:
		sensible := max(most-latent, 0)
		mode, s.totalW = dxSaturated, sensible+latent
		a.drift(sensible)
	}
	s.mode = float64(mode)
	s.powerW = b.remove(s.totalW, a.flow, tc)
	s.storedKgPerS = s.airKg / minuteS * (s.end - start)
	a.w = s.end
	if s.totalW > 0 {
		s.sensibleShare = 1 - latent/s.totalW
	}
}

// dryLeast is the drying, kg/s, of wet coils whose compressors rest: none, but
// wet.
const dryLeast = 1e-12

// moisture is one minute of the hall's humidity: vapour that ventilation brings,
// that the humidifier adds and that coils take, kg/s, and the humidity ratio at
// the end.
type moisture struct{ vent, added, taken, end float64 }

// moistureFrom solves the node of humidity with outdoor air at wo and coils that take
// drying, kg/s per kg/kg above their dry-out humidity, without the humidifier
// while they are wet:
//
//	M·dw/dt = m·(wo - w) - drying·(w - wdry) + added
func (s *dxSide) moistureFrom(wo, drying float64) moisture {
	w, dry, k := s.w, s.bank.dryW, s.ventKgPerS
	z := minuteS / s.airKg
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
	if next >= s.minW || drying > 0 {
		return moisture{vent: k * (wo - mean), end: next}
	}
	// The humidifier works at the rate that ends the minute at its limit.
	fall := k * z * phi1Neg.at(k*z) // fraction of the way to the end state
	end := (s.minW - w*(1-fall)) / fall
	next, mean = oneNode(w, end, k*z)
	return moisture{vent: k * (wo - mean), added: k * (end - wo), end: next}
}

// book implements part.
func (s *dxSide) book(d *Duty, h *ledger) {
	s.hallAir.book(d, h)
	d.CompressorMW += 1e-6 * s.powerW
	ventilation := 1e-6 * (s.ventW*(s.ventDegC-s.meanReturnDegC) + s.vent*s.vapourJPerKg)
	d.RejectedMW += 1e-6*(s.totalW+s.powerW) + max(-ventilation, 0)
	if s.added > 0 {
		d.SprayPumpMW += 1e-6 * s.pumpJPerKg * s.added
		d.draw(s.water.use(s.added))
	}
	h[ventilationHeat], h[humidifierHeat] = ventilation, 1e-6*s.added*s.waterJPerKg
	h[evaporatorHeat], h[condensateHeat] = 1e-6*s.totalW, 1e-6*s.taken*s.liquidJPerKg
	h[vapourStored] = 1e-6 * s.vapourJPerKg * s.storedKgPerS
}

// declare implements part.
func (s *dxSide) declare(g record.Group, has *flowSet) {
	s.hallAir.declare(g)
	has.has(airFanHeat, airStored, ventilationHeat, humidifierHeat, evaporatorHeat, condensateHeat, vapourStored)
	b := &s.bank
	g.Channel(&s.w, "hall_humidity_kg_per_kg", "humidity ratio of the hall's air")
	g.Mode(&s.mode, channel.CoolingMode, DXModes, "mode of the hall's air")
	g.Channel(&s.running, "compressors_running", "compressor stages that run")
	g.Meter(&s.sensibleShare, "sensible_heat_ratio", "sensible fraction of the coils' heat")
	g.Balance("moisture",
		record.Terms(g.Meter(&s.vent, "ventilation_vapour_kg_per_s", "vapour that ventilation brings in, less what it carries out"),
			g.Meter(&s.added, "humidifier_vapour_kg_per_s", "vapour from the humidifier")),
		record.Terms(g.Meter(&s.taken, "condensate_kg_per_s", "water condensed on coils, drained"),
			g.Meter(&s.storedKgPerS, "stored_vapour_kg_per_s", "vapour stored in the hall's air")))
	g.Counter(&b.wetBulbMinutes, "coil_out_of_bounds_minutes", "minutes in which coils ran out of their curves' range of entering air, clamped to it", b.curves.WetBulb.String())
	g.Counter(&b.condenserMinutes, "condenser_out_of_bounds_minutes", "minutes in which condensers ran out of their curves' range of air, clamped to it", b.curves.Condenser.String())
	g.Counter(&b.flowMinutes, "coil_flow_out_of_bounds_minutes", "minutes in which coils ran out of their curves' range of air flow, clamped to it", b.curves.Flow.String())
	g.Counter(&b.dryOut.failures, "dry_out_failures", "minutes in which the search for the coils' dry-out point ran into its iteration limit", "")
}

// units implements part.
func (s *dxSide) units() []*unitBank { return []*unitBank{&s.fans, &s.compressors} }

// serve implements part.
func (s *dxSide) serve() {
	s.hallAir.serve()
	s.bank.units.serve(math.Floor(s.compressors.serving() + 1e-9))
}

// stop implements part.
func (s *dxSide) stop() {
	s.rest()
	s.dxMinute, s.mode = dxMinute{}, float64(dxOff)
}
