package loop

import (
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// The modes of a hall's air on direct expansion, in the order of its control
// sequence.
const (
	dxOff       AirMode = iota
	dxWarming           // return air below the set point
	dxDry               // coils dry
	DxWet               // coils wet
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

// DxSide is a hall's air on direct-expansion coils with air-cooled condensers. It is
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
//  5. Condenser air below condenser_least_air_degC is taken as that: condenser fans
//     slow down and hold head pressure. Thin air acts as warmer air (AirCondenser).
//  6. Compressors at capacity: the hall warms, then supply air; servers are
//     throttled, then shut down. Fans stop with them where compressors carry less
//     than the fans' own heat.
//
// Fans and compressors fail and are repaired. Without fans nothing moves,
// ventilation included.
type DxSide struct {
	HallAir
	DxSize
	Bank        component.DxBank
	Compressors failure.Bank

	Mode        float64
	heldMinutes int64
	dxMinute
}

// DxSize is what the side is built with.
type DxSize struct {
	RecirculationK          float64
	Condenser               component.AirCondenser
	VentKgPerS, AirKg       float64 // ventilation; dry air in the hall
	MinW                    float64 // kept by the humidifier; 0: none
	WaterJPerKg, PumpJPerKg float64
	Water                   component.WaterLaw
}

// dxMinute is the side's minute.
type dxMinute struct {
	Moisture
	totalW, powerW, liquidJPerKg, vapourJPerKg float64 // of coils; of compressors; of condensate and vapour
	SensibleShare, running, StoredKgPerS       float64
}

// Step implements AirSide.
func (s *DxSide) Step(_ sim.Minute, out *Outdoor, serversW, roomW float64) {
	s.dxMinute = dxMinute{}
	s.ventW = 0
	s.follow(out.DryBulbDegC)
	if heat := serversW + roomW; s.dark(heat) {
		s.Mode = float64(dxOff)
		s.rest()
		s.Bank.Remove(0, 0, 0)
	} else {
		s.start(heat)
		s.carry(out.Air)
	}
	s.running = s.Bank.Units.Running
}

// stagnate is a minute in which no compressor runs and no air moves.
func (s *DxSide) stagnate() {
	s.Mode = float64(dxStagnant)
	s.Bank.Remove(0, 0, 0)
}

// carry is a minute with heat.
func (s *DxSide) carry(air *psychro.Air) {
	a, b := &s.HallAir, &s.Bank
	if a.stands() {
		s.stagnate()
		a.stagnate()
		return
	}
	tc, held := s.Condenser.EnteringDegC(air.DryBulbDegC+s.RecirculationK*min(a.fraction, 1), a.fraction)
	b.At(a.ReturnDegC, a.W, a.Flow, tc)
	if a.HeatW <= 0 && b.CapacityW() <= a.fanPowerW { // servers wait, and fans would but warm the hall
		s.stagnate()
		a.halt()
		return
	}
	hg := component.LatentJPerKg + component.VapourJPerKgK*a.ReturnDegC // vapour at return temperature
	a.ventW, a.ventDegC = s.VentKgPerS*(component.DryAirJPerKgK+component.VapourJPerKgK*air.HumidityRatio), air.DryBulbDegC
	start := a.W
	wet := start > b.DryW && b.Units.Number > 0
	if !wet {
		s.Moisture = s.moistureFrom(air.HumidityRatio, 0)
		a.HeatW += s.Added * (s.WaterJPerKg - hg)
	}
	a.stream(start)
	need := a.needW()
	if wet {
		loaded := 0.0
		if need > 0 {
			loaded = min(need/(max(b.Units.Running, 1)*b.EachW), 1)
		}
		s.Moisture = s.moistureFrom(air.HumidityRatio, b.Drying(a.Flow, loaded)+dryLeast)
	}
	s.liquidJPerKg, s.vapourJPerKg = component.LiquidJPerKgK*max(b.AdpDegC, 0), hg
	latent := s.Taken * (hg - s.liquidJPerKg)
	var mode AirMode
	switch most := b.CapacityW(); {
	case need <= 0:
		mode, s.totalW = dxWarming, latent
		a.drift(0)
	case need+latent <= most:
		mode, s.totalW = dxDry, need+latent
		if latent > 0 {
			mode = DxWet
		}
		a.hold()
	default:
		sensible := max(most-latent, 0)
		mode, s.totalW = dxSaturated, sensible+latent
		a.drift(sensible)
	}
	s.Mode = float64(mode)
	s.powerW = b.Remove(s.totalW, a.Flow, tc) * s.Condenser.FanFactor
	if s.powerW > 0 && held {
		s.heldMinutes++
	}
	s.StoredKgPerS = s.AirKg / component.MinuteS * (s.end - start)
	a.W = s.end
	if s.totalW > 0 {
		s.SensibleShare = 1 - latent/s.totalW
	}
}

// dryLeast is the drying, kg/s, of wet coils whose compressors rest: none, but
// wet.
const dryLeast = 1e-12

// Moisture is one minute of the hall's humidity: vapour that ventilation brings in and
// carries out, that the humidifier adds and that coils take, kg/s, and the humidity ratio
// at the end.
type Moisture struct{ Brought, Carried, Added, Taken, end float64 }

// Vent is what ventilation brings in, less what it carries out, kg/s.
func (m *Moisture) Vent() float64 { return m.Brought - m.Carried }

// moistureFrom solves the node of humidity with outdoor air at wo and coils that take
// drying, kg/s per kg/kg above their dry-out humidity, without the humidifier
// while they are wet:
//
//	M·dw/dt = m·(wo - w) - drying·(w - wdry) + added
func (s *DxSide) moistureFrom(wo, drying float64) Moisture {
	w, dry, k := s.W, s.Bank.DryW, s.VentKgPerS
	z := component.MinuteS / s.AirKg
	if drying > 0 {
		g := k + drying
		next, mean := component.OneNode(w, (k*wo+drying*dry)/g, g*z)
		if mean > dry {
			return Moisture{Brought: k * wo, Carried: k * mean, Taken: drying * (mean - dry), end: next}
		}
	}
	if k == 0 {
		return Moisture{end: w}
	}
	next, mean := component.OneNode(w, wo, k*z)
	if next >= s.MinW || drying > 0 {
		return Moisture{Brought: k * wo, Carried: k * mean, end: next}
	}
	// The humidifier works at the rate that ends the minute at its limit.
	fall := k * z * component.Phi1Neg.At(k*z) // fraction of the way to the end state
	end := (s.MinW - w*(1-fall)) / fall
	next, mean = component.OneNode(w, end, k*z)
	return Moisture{Brought: k * wo, Carried: k * mean, Added: k * (end - wo), end: next}
}

// Book implements part.
func (s *DxSide) Book(d *Duty, h *Ledger) {
	s.HallAir.book(d, h)
	d.CompressorMW += 1e-6 * s.powerW
	ventilation := 1e-6 * (s.ventW*(s.ventDegC-s.MeanReturnDegC) + s.Vent()*s.vapourJPerKg)
	d.RejectedMW += 1e-6*(s.totalW+s.powerW) + max(-ventilation, 0)
	if s.Added > 0 {
		d.SprayPumpMW += 1e-6 * s.PumpJPerKg * s.Added
		d.draw(s.Water.Use(s.Added))
	}
	h[ventilationHeat], h[humidifierHeat] = ventilation, 1e-6*s.Added*s.WaterJPerKg
	h[EvaporatorHeat], h[condensateHeat] = 1e-6*s.totalW, 1e-6*s.Taken*s.liquidJPerKg
	h[vapourStored] = 1e-6 * s.vapourJPerKg * s.StoredKgPerS
}

// Declare implements part.
func (s *DxSide) Declare(g record.Group, has *FlowSet) {
	s.HallAir.declare(g)
	has.Has(AirFanHeat, AirStored, ventilationHeat, humidifierHeat, EvaporatorHeat, condensateHeat, vapourStored)
	b := &s.Bank
	g.Channel(&s.W, "hall_humidity_kg_per_kg", "humidity ratio of the hall's air")
	g.Mode(&s.Mode, channel.CoolingMode, DXModes, "mode of the hall's air")
	g.Channel(&s.running, "compressors_running", "compressor stages that run")
	g.Meter(&s.SensibleShare, "sensible_heat_ratio", "sensible fraction of the coils' heat")
	g.Balance("moisture",
		record.Terms(g.Meter(&s.Brought, "ventilation_vapour_in_kg_per_s", "vapour that ventilation brings in"),
			g.Meter(&s.Added, "humidifier_vapour_kg_per_s", "vapour from the humidifier")),
		record.Terms(g.Meter(&s.Carried, "ventilation_vapour_out_kg_per_s", "vapour that ventilation carries out"),
			g.Meter(&s.Taken, "condensate_kg_per_s", "water condensed on coils, drained"),
			g.Meter(&s.StoredKgPerS, "stored_vapour_kg_per_s", "vapour stored in the hall's air")))
	g.Bound(&b.WetBulbMinutes, &b.RanMinutes, "coil_out_of_bounds_minutes", "minutes in which coils ran out of their curves' range of entering air, clamped to it", b.Curves.WetBulb.String())
	g.Bound(&b.CondenserMinutes, &b.RanMinutes, "condenser_out_of_bounds_minutes", "minutes in which condensers ran out of their curves' range of air, clamped to it", b.Curves.Condenser.String())
	g.Bound(&b.FlowMinutes, &b.RanMinutes, "coil_flow_out_of_bounds_minutes", "minutes in which coils ran out of their curves' range of air flow, clamped to it", b.Curves.Flow.String())
	g.Counter(&s.heldMinutes, "condenser_head_pressure_minutes", "minutes in which air was colder than the condensers bear, and fans held head pressure", "")
	g.Counter(&b.DryOut.Failures, "dry_out_failures", "minutes in which the search for the coils' dry-out point ran into its iteration limit", "")
}

// Units implements part.
func (s *DxSide) Units() []*failure.Bank { return []*failure.Bank{&s.Fans, &s.Compressors} }

// Serve implements part.
func (s *DxSide) Serve() {
	s.HallAir.serve()
	s.Bank.Units.Serve(math.Floor(s.Compressors.Serving() + 1e-9))
}

// Stop implements part.
func (s *DxSide) Stop() {
	s.rest()
	s.dxMinute, s.Mode = dxMinute{}, float64(dxOff)
}
