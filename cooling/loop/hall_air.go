package loop

import (
	"fmt"
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/psychro"
	"caloduc/sim/channel"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// HallAirSpec describes the air of a hall that is moved past servers and coils
// by fans.
type HallAirSpec struct {
	SupplyTempDegC float64
	Reset          ResetSpec
	Free           bool // outdoor air comes in
	RangeK         float64
	Flow           float64
	MinFlow        float64
	PressurePa     float64
	FanEfficiency  float64
	ThermalMass    float64
	MaxRackkW      float64
}

// airRange bounds the rise of air through servers at full load, K, given as such or by
// its flow.
var airRange = param.Between(5, 30)

// Declare declares the parameters; set point, range and pressure have a default
// for each plant.
func (s *HallAirSpec) Declare(p *param.Set, set, rangeK, pressurePa float64) {
	p.Float(&s.SupplyTempDegC, "supply_air_temp_degC", set, param.Between(10, 45), "set point of server inlet air; auto: 27 degC, or 1 K below the servers' limit where that is lower", param.Unverified("ASHRAE TC9.9 recommended envelope, 5th ed. 2021"))
	s.Reset.Declare(p, supplyAirKey, "set point of server inlet air", "20 degC where outdoor air comes in and supply_air_temp_degC is auto, as at Prineville with 18.3 to 26.7 degC; else no reset", 10, supplyAirMarginK)
	src := component.LeiMasanet
	if rangeK < 13.9 || rangeK > 19.4 { // their range
		src = param.Assumption
	}
	p.Float(&s.RangeK, "air_range_K", rangeK, airRange, "temperature rise of air through the servers at full load", src)
	p.Float(&s.Flow, "air_flow_kg_per_s", param.Auto, param.Above(0), "design flow of dry air through the servers; auto: for air_range_K", param.Assumption)
	p.Float(&s.MinFlow, "min_air_flow", 0.3, param.AboveTo(0.05, 1), "smallest air flow as a fraction of design", component.LikeDryCoolerFans)
	p.Float(&s.PressurePa, "hall_pressure_Pa", pressurePa, param.Between(0, 2000), "pressure drop of the hall with its ducts, and of filters and coils that have no key of their own, at design flow", param.Assumption)
	p.Float(&s.FanEfficiency, "fan_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-air efficiency of fans, motor and drive included", component.LeiMasanet)
	p.Float(&s.ThermalMass, "thermal_mass_MJ_per_K_per_MW", 20, param.Between(5, 500), "heat capacity of air, racks and building per MW of design air heat", param.Assumption)
	p.Float(&s.MaxRackkW, "max_air_rack_kW", 50, param.Above(0), "largest heat of a rack that air can carry", param.Unverified("commonly quoted limit of air cooling, 30 to 50 kW a rack"))
}

// AirDemand is what a hall's air must carry.
type AirDemand struct {
	HeatW           float64 // at full load
	RackkW          float64 // heat that one rack leaves to the air
	MaxInletAirDegC float64
	AirClass        AirClass
}

// AllInAir is the demand of a hall whose servers give all their heat to the air; the
// error tells that plant, so named, has no cold plates for them, without which they have no
// temperature, whatever force says.
func (h *Hall) AllInAir(plant string) (AirDemand, error) {
	d := AirDemand{HeatW: 1e6 * (h.DesignITMW + h.DesignRoomHeatMW), RackkW: h.RackPowerkW, MaxInletAirDegC: h.MaxInletAirDegC, AirClass: h.AirClass}
	if h.DesignITMW <= 0 {
		return d, ErrNoLoad
	}
	if h.LiquidFraction > 0 {
		return d, fmt.Errorf("%.0f kW racks with cold plates (liquid fraction %g) need a liquid plant; %s has none", h.RackPowerkW, h.LiquidFraction, plant)
	}
	return d, nil
}

// Build sizes the hall's air; pressurePa is the drop of what stands in the stream
// besides the hall itself.
func (s *HallAirSpec) Build(site Site, d AirDemand, pressurePa float64, units *failure.UnitsTable, kind *failure.Kind, force bool) (HallAir, error) {
	a := HallAir{hallAirSize: hallAirSize{RackShare: 1, MaxInletDegC: d.MaxInletAirDegC, minFlow: s.MinFlow, rackkW: d.RackkW, mostRackkW: s.MaxRackkW}, mostFlow: 1, perFans: 1}
	if d.RackkW > s.MaxRackkW {
		if !force {
			return a, fmt.Errorf("racks leave %.3g kW to the air, more than air can carry (max_air_rack_kW = %g)", d.RackkW, s.MaxRackkW)
		}
		a.RackShare = s.MaxRackkW / d.RackkW
	}
	a.SetDegC = component.Given(s.SupplyTempDegC, min(27, d.MaxInletAirDegC-1))
	if a.SetDegC > d.MaxInletAirDegC && !force {
		return a, fmt.Errorf("supply_air_temp_degC = %.4g exceeds the servers' inlet limit of %.4g degC", a.SetDegC, d.MaxInletAirDegC)
	}
	a.warmestDegC = a.SetDegC
	coldest := a.SetDegC
	if s.Free && component.IsAuto(s.SupplyTempDegC) {
		coldest = min(coldest, freeSupplyDegC)
	}
	var err error
	if a.reset, err = s.Reset.build(supplyAirKey, a.SetDegC, coldest, supplyAirMarginK); err != nil {
		return a, err
	}
	a.DesignW = d.HeatW
	a.MassFlow = component.Given(s.Flow, a.DesignW/(component.DryAirJPerKgK*s.RangeK))
	if rise := a.DesignW / (component.DryAirJPerKgK * a.MassFlow); !component.IsAuto(s.Flow) && !airRange.Contains(rise) {
		return a, fmt.Errorf("air_flow_kg_per_s = %.4g lets %.4g MW warm air by %.4g K; it must be within the bounds of air_range_K, %g to %g K: %.4g to %.4g kg/s", s.Flow, 1e-6*a.DesignW, rise,
			airRange.Min, airRange.Max, a.MassFlow*rise/airRange.Max, a.MassFlow*rise/airRange.Min)
	}
	a.FanW = a.MassFlow * psychro.VolumeM3PerKg(a.SetDegC, HallHumidity, site.PressurePa) * (s.PressurePa + pressurePa) / s.FanEfficiency
	a.perDesign = 1 / a.DesignW
	a.setMass(s.ThermalMass * a.DesignW)
	a.W = HallHumidity
	a.ReturnDegC = a.SetDegC + a.DesignW/(component.DryAirJPerKgK*a.MassFlow)
	a.Fans = units.Bank(kind, math.Ceil(1e-6*a.DesignW/failure.FanMW))
	return a, nil
}

// HallHumidity is the humidity ratio of a hall's air at the start, kg/kg: a dew
// point near 9 degC.
const HallHumidity = 0.007

// HallAir is a hall's air: one node, the hot aisle, with the heat capacity of
// all that it warms. Fans drive it from the coils past the servers; their heat
// is in the stream. Where the fans in service move less air than the servers draw,
// the rest comes back from the hot aisle. The node's equation,
//
//	C·dT/dt = q - g·(T - Tsupply) - v·(T - Toutdoor),
//
// is solved exactly over the minute for each kind of cooling: a held set point, a
// constant heat removed, or a conductance to a colder place.
type HallAir struct {
	hallAirSize

	ReturnDegC float64
	W          float64 // humidity ratio

	Fans              failure.Bank
	mostFlow, perFans float64 // fraction of design flow that fans in service give; their power over all fans' at one flow

	hallAirMinute
}

// hallAirSize is what a hall's air is built with.
type hallAirSize struct {
	DesignW, MassFlow, minFlow, FanW float64
	perDesign                        float64 // 1/designW
	CapWPerK, perCap                 float64 // heat capacity over a minute, and its inverse
	SetDegC, MaxInletDegC, RackShare float64
	warmestDegC                      float64 // set point in warm weather
	rackkW, mostRackkW               float64 // heat that a rack leaves to the air; that air carries
	reset                            Reset
	mixed                            bool // servers breathe the room's air: return air
}

// hallAirMinute is the minute's: what start sets, then what one of the closings
// sets.
type hallAirMinute struct {
	// Ventilation with outdoor air, besides the cooling's own exchange: its
	// capacity flow, W/K, and temperature. Zero: none.
	ventW, ventDegC                      float64
	HeatW, fraction, FanSpeed, fanPowerW float64
	back                                 float64 // fraction of the servers' air that comes back from the hot aisle
	Flow, g, PreDegC                     float64 // kg/s; W/K; air before fans at the set point
	heldNext, heldDegC                   float64 // return air's end and mean if the set point is held
	InletDegC, MeanReturnDegC, storedW   float64
}

// Bears tells why servers do not go with the hall's air whose racks leave it so many
// times the heat of those for which it was built, and whose inlet may have maxInletDegC.
func (a *HallAir) Bears(rackRatio, maxInletDegC float64) error {
	switch kW := a.rackkW * rackRatio; {
	case kW > a.mostRackkW:
		return fmt.Errorf("racks leave %.3g kW to the air, more than air can carry (max_air_rack_kW = %g)", kW, a.mostRackkW)
	case a.warmestDegC > maxInletDegC:
		return fmt.Errorf("supply air of %.4g degC exceeds the servers' inlet limit of %.4g degC", a.warmestDegC, maxInletDegC)
	}
	return nil
}

// setMass sets the heat capacity, J/K.
func (a *HallAir) setMass(capJPerK float64) {
	a.CapWPerK, a.perCap = capJPerK/component.MinuteS, component.MinuteS/capJPerK
}

// ColdestDegC is the set point in cold weather.
func (a *HallAir) ColdestDegC() float64 { return a.warmestDegC - a.reset.spanK }

// follow sets the set point by outdoor air at t, degC.
func (a *HallAir) follow(t float64) {
	if a.reset.spanK != 0 {
		a.SetDegC = a.warmestDegC - a.reset.BelowK(t)
	}
}

// start begins a minute with heat q, W: fans follow it. Where all of them
// stand, stagnate must end it; else stream goes on.
func (a *HallAir) start(q float64) {
	y := q * a.perDesign
	a.HeatW, a.fraction = q, y
	if y < a.minFlow {
		y = a.minFlow
	} else if y > 1 {
		y = 1
	}
	a.back = 0
	if y > a.mostFlow {
		a.back = 1 - a.mostFlow/y
		y = a.mostFlow
	}
	a.FanSpeed, a.fanPowerW = y, a.FanW*component.FanLaw(y)*a.perFans
	a.Flow = a.MassFlow * y
}

// stream works out the moving air at the humidity ratio w: its capacity flow, and
// what holds the set point.
func (a *HallAir) stream(w float64) {
	a.g = a.Flow * (component.DryAirJPerKgK + component.VapourJPerKgK*w)
	perG := 1 / a.g
	a.PreDegC = a.SetDegC - a.fanPowerW*perG
	k, end := a.g, a.SetDegC+a.HeatW*perG
	if a.ventW > 0 {
		k += a.ventW
		end = (a.g*a.SetDegC + a.ventW*a.ventDegC + a.HeatW) / k
	}
	a.heldNext, a.heldDegC = component.OneNode(a.ReturnDegC, end, k*a.perCap)
}

// tooWarm tells whether outdoor air at t, degC, is warmer than padDegC.
func (a *HallAir) tooWarm(t float64) bool {
	return (t-a.SetDegC)*a.Flow*component.DryAirJPerKgK+a.fanPowerW > 0
}

// padDegC is PreDegC for dry air, which the fans warm most: outdoor air that pads cool
// to it is cold enough whatever its humidity.
func (a *HallAir) padDegC() float64 {
	return a.SetDegC - a.fanPowerW/(a.Flow*component.DryAirJPerKgK)
}

// needW is the heat to take from return air so that the set point is held, W:
// below zero where return air is colder than that.
func (a *HallAir) needW() float64 { return a.g * (a.heldDegC - a.PreDegC) }

// hold ends a minute in which the set point was held.
func (a *HallAir) hold() { a.settle(a.heldNext, a.heldDegC, a.SetDegC) }

// supply ends a minute, without ventilation, in which supply air had the
// temperature t.
func (a *HallAir) supply(t float64) {
	next, mean := component.OneNode(a.ReturnDegC, t+a.HeatW/a.g, a.g*a.perCap)
	a.settle(next, mean, t)
}

// drift ends a minute in which the constant heat removed, W, was taken out.
func (a *HallAir) drift(removed float64) {
	heat := a.HeatW + a.fanPowerW - removed
	next := a.ReturnDegC + heat*a.perCap
	mean := 0.5 * (a.ReturnDegC + next)
	if a.ventW > 0 {
		next, mean = component.OneNode(a.ReturnDegC, a.ventDegC+heat/a.ventW, a.ventW*a.perCap)
	}
	a.settle(next, mean, mean+(a.fanPowerW-removed)/a.g)
}

// exchange ends a minute, without ventilation, in which return air gave heat
// through the conductance k, W/K, to a place at t, and the constant heat removed,
// W, besides. It returns the mean heat through k.
func (a *HallAir) exchange(k, t, removed float64) float64 {
	next, mean := component.OneNode(a.ReturnDegC, t+(a.HeatW+a.fanPowerW-removed)/k, k*a.perCap)
	out := k * (mean - t)
	a.settle(next, mean, mean+(a.fanPowerW-removed-out)/a.g)
	return out
}

// stands tells whether all fans stand in a minute that has been started.
func (a *HallAir) stands() bool { return a.Flow == 0 }

// stagnate ends a minute in which all fans stand: the servers breathe the air that
// they warm, at C·dT/dt = q.
func (a *HallAir) stagnate() {
	next := a.ReturnDegC + a.HeatW*a.perCap
	mean := 0.5 * (a.ReturnDegC + next)
	a.settle(next, mean, mean)
}

// halt ends a minute for which fans that might run are stopped.
func (a *HallAir) halt() {
	a.FanSpeed, a.fanPowerW, a.Flow = 0, 0, 0
	a.stagnate()
}

// settle ends the minute: return air at its end, means of return and inlet.
func (a *HallAir) settle(next, mean, inlet float64) {
	a.storedW = a.CapWPerK * (next - a.ReturnDegC)
	if a.mixed {
		inlet = mean
	} else if a.back > 0 {
		inlet += a.back * (mean - inlet)
	}
	a.ReturnDegC, a.MeanReturnDegC, a.InletDegC = next, mean, inlet
}

// dark tells whether a hall with that heat, W, may rest: not while servers that shut
// down for heat wait in warm air for it to be cooled.
func (a *HallAir) dark(heat float64) bool { return heat <= 0 && a.ExcessK() <= 0 }

// rest is a minute without heat: nothing moves, the air keeps its temperature.
func (a *HallAir) rest() {
	a.HeatW, a.fraction, a.FanSpeed, a.fanPowerW, a.Flow, a.storedW = 0, 0, 0, 0, 0, 0
	a.MeanReturnDegC, a.InletDegC = a.ReturnDegC, min(a.ReturnDegC, a.SetDegC)
}

// ExcessK is how far the servers' inlet air lies above their limit, K.
func (a *HallAir) ExcessK() float64 { return a.InletDegC - a.MaxInletDegC }

// Hall implements AirSide, for the sides that embed the air.
func (a *HallAir) Hall() *HallAir { return a }

// book adds what the air and its fans did.
func (a *HallAir) book(d *Duty, h *Ledger) {
	d.AirFanMW += 1e-6 * a.fanPowerW
	d.ServerInletAirDegC = a.InletDegC
	h[AirFanHeat] += 1e-6 * a.fanPowerW
	h[AirStored] = 1e-6 * a.storedW
}

// declare declares what every hall's air reports.
func (a *HallAir) declare(g record.Group) {
	g.Channel(&a.MeanReturnDegC, channel.ReturnAirDegC, "air leaving the servers")
	if a.reset.spanK > 0 {
		g.Channel(&a.SetDegC, "supply_air_set_degC", "set point of server inlet air, reset by outdoor air")
	}
	g.Channel(&a.FanSpeed, "air_fan_speed", "speed of the hall's fans as a fraction of full speed")
}

// serve takes in the fraction of fans in service: they run up to full speed.
func (a *HallAir) serve() {
	a.mostFlow, a.perFans = a.Fans.Share, 1
	if a.mostFlow > 0 {
		a.perFans = 1 / (a.mostFlow * a.mostFlow)
	}
}
