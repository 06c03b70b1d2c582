package cooling

import (
	"caloduc/sim/channel"
	"fmt"
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// HallAirSpec describes the air of a hall that is moved past servers and coils
// by fans.
type HallAirSpec struct {
	SupplyTempDegC float64
	RangeK         float64
	Flow           float64
	MinFlow        float64
	PressurePa     float64
	FanEfficiency  float64
	ThermalMass    float64
	MaxRackkW      float64
}

// declare declares the parameters; set point, range and pressure have a default
// for each plant.
func (s *HallAirSpec) declare(p *param.Set, set, rangeK, pressurePa float64) {
	p.Float(&s.SupplyTempDegC, "supply_air_temp_degC", set, param.Between(10, 45), "set point of server inlet air; auto: 27 degC, or 1 K below the servers' limit where that is lower", param.Unverified("ASHRAE TC9.9 recommended envelope, 5th ed. 2021"))
	src := leiMasanet
	if rangeK < 13.9 || rangeK > 19.4 { // their range
		src = param.Assumption
	}
	p.Float(&s.RangeK, "air_range_K", rangeK, param.Between(5, 30), "temperature rise of air through the servers at full load", src)
	p.Float(&s.Flow, "air_flow_kg_per_s", param.Auto, param.Above(0), "design flow of dry air through the servers; auto: for air_range_K", param.Assumption)
	p.Float(&s.MinFlow, "min_air_flow", 0.3, param.AboveTo(0.05, 1), "smallest air flow as a fraction of design", likeDryCoolerFans)
	p.Float(&s.PressurePa, "hall_pressure_Pa", pressurePa, param.Between(0, 2000), "pressure drop of the hall with its ducts, and of filters and coils that have no key of their own, at design flow", param.Assumption)
	p.Float(&s.FanEfficiency, "fan_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-air efficiency of fans, motor and drive included", leiMasanet)
	p.Float(&s.ThermalMass, "thermal_mass_MJ_per_K_per_MW", 20, param.Between(5, 500), "heat capacity of air, racks and building per MW of design air heat", param.Assumption)
	p.Float(&s.MaxRackkW, "max_air_rack_kW", 50, param.Above(0), "largest heat of a rack that air can carry", param.Unverified("commonly quoted limit of air cooling, 30 to 50 kW a rack"))
}

// airDemand is what a hall's air must carry.
type airDemand struct {
	heatW           float64 // at full load
	rackkW          float64 // heat that one rack leaves to the air
	maxInletAirDegC float64
}

// allInAir is the demand of a hall whose servers give all their heat to the air; the
// error tells that plant, so named, has no cold plates for them.
func (h *Hall) allInAir(plant string, force bool) (airDemand, error) {
	d := airDemand{heatW: 1e6 * (h.DesignITMW + h.DesignRoomHeatMW), rackkW: h.RackPowerkW, maxInletAirDegC: h.MaxInletAirDegC}
	if h.DesignITMW <= 0 {
		return d, errNoLoad
	}
	if h.LiquidFraction > 0 && !force {
		return d, fmt.Errorf("%.0f kW racks with cold plates (liquid fraction %g) need a liquid plant; %s has none", h.RackPowerkW, h.LiquidFraction, plant)
	}
	return d, nil
}

// build sizes the hall's air; pressurePa is the drop of what stands in the stream
// besides the hall itself.
func (s *HallAirSpec) build(site Site, d airDemand, pressurePa float64, units *unitsTable, kind *unitKind, force bool) (hallAir, error) {
	a := hallAir{hallAirSize: hallAirSize{rackShare: 1, maxInletDegC: d.maxInletAirDegC, minFlow: s.MinFlow}, mostFlow: 1, perFans: 1}
	if d.rackkW > s.MaxRackkW {
		if !force {
			return a, fmt.Errorf("racks leave %.3g kW to the air, more than air can carry (max_air_rack_kW = %g)", d.rackkW, s.MaxRackkW)
		}
		a.rackShare = s.MaxRackkW / d.rackkW
	}
	a.setDegC = given(s.SupplyTempDegC, min(27, d.maxInletAirDegC-1))
	if a.setDegC > d.maxInletAirDegC && !force {
		return a, fmt.Errorf("supply_air_temp_degC = %.4g exceeds the servers' inlet limit of %.4g degC", a.setDegC, d.maxInletAirDegC)
	}
	a.designW = d.heatW
	a.massFlow = given(s.Flow, a.designW/(dryAirJPerKgK*s.RangeK))
	a.fanW = a.massFlow * psychro.VolumeM3PerKg(a.setDegC, hallHumidity, site.PressurePa) * (s.PressurePa + pressurePa) / s.FanEfficiency
	a.perDesign = 1 / a.designW
	a.setMass(s.ThermalMass * a.designW)
	a.w = hallHumidity
	a.returnDegC = a.setDegC + a.designW/(dryAirJPerKgK*a.massFlow)
	a.fans = units.bank(kind, math.Ceil(1e-6*a.designW/fanMW))
	return a, nil
}

// hallHumidity is the humidity ratio of a hall's air at the start, kg/kg: a dew
// point near 9 degC.
const hallHumidity = 0.007

// hallAir is a hall's air: one node, the hot aisle, with the heat capacity of
// all that it warms. Fans drive it from the coils past the servers; their heat
// is in the stream. Where the fans in service move less air than the servers draw,
// the rest comes back from the hot aisle. The node's equation,
//
//	C·dT/dt = q - g·(T - Tsupply) - v·(T - Toutdoor),
//
// is solved exactly over the minute for each kind of cooling: a held set point, a
// constant heat removed, or a conductance to a colder place.
type hallAir struct {
	hallAirSize

	returnDegC float64
	w          float64 // humidity ratio

	fans              unitBank
	mostFlow, perFans float64 // fraction of design flow that fans in service give; their power over all fans' at one flow

	hallAirMinute
}

// hallAirSize is what a hall's air is built with.
type hallAirSize struct {
	designW, massFlow, minFlow, fanW float64
	perDesign                        float64 // 1/designW
	capWPerK, perCap                 float64 // heat capacity over a minute, and its inverse
	setDegC, maxInletDegC, rackShare float64
	mixed                            bool // servers breathe the room's air: return air
}

// hallAirMinute is the minute's: what start sets, then what one of the closings
// sets.
type hallAirMinute struct {
	// Ventilation with outdoor air, besides the cooling's own exchange: its
	// capacity flow, W/K, and temperature. Zero: none.
	ventW, ventDegC                      float64
	heatW, fraction, fanSpeed, fanPowerW float64
	back                                 float64 // fraction of the servers' air that comes back from the hot aisle
	flow, g, preDegC                     float64 // kg/s; W/K; air before fans at the set point
	heldNext, heldDegC                   float64 // return air's end and mean if the set point is held
	inletDegC, meanReturnDegC, storedW   float64
}

// setMass sets the heat capacity, J/K.
func (a *hallAir) setMass(capJPerK float64) {
	a.capWPerK, a.perCap = capJPerK/minuteS, minuteS/capJPerK
}

// start begins a minute with heat q, W: fans follow it. Where all of them
// stand, stagnate must end it; else stream goes on.
func (a *hallAir) start(q float64) {
	y := q * a.perDesign
	a.heatW, a.fraction = q, y
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
	a.fanSpeed, a.fanPowerW = y, a.fanW*fanLaw(y)*a.perFans
	a.flow = a.massFlow * y
}

// stream works out the moving air at the humidity ratio w: its capacity flow, and
// what holds the set point.
func (a *hallAir) stream(w float64) {
	a.g = a.flow * (dryAirJPerKgK + vapourJPerKgK*w)
	perG := 1 / a.g
	a.preDegC = a.setDegC - a.fanPowerW*perG
	k, end := a.g, a.setDegC+a.heatW*perG
	if a.ventW > 0 {
		k += a.ventW
		end = (a.g*a.setDegC + a.ventW*a.ventDegC + a.heatW) / k
	}
	a.heldNext, a.heldDegC = oneNode(a.returnDegC, end, k*a.perCap)
}

// tooWarm tells whether outdoor air at t, degC, is warmer than padDegC.
func (a *hallAir) tooWarm(t float64) bool {
	return (t-a.setDegC)*a.flow*dryAirJPerKgK+a.fanPowerW > 0
}

// padDegC is preDegC for dry air, which the fans warm most: outdoor air that pads cool
// to it is cold enough whatever its humidity.
func (a *hallAir) padDegC() float64 {
	return a.setDegC - a.fanPowerW/(a.flow*dryAirJPerKgK)
}

// needW is the heat to take from return air so that the set point is held, W:
// below zero where return air is colder than that.
func (a *hallAir) needW() float64 { return a.g * (a.heldDegC - a.preDegC) }

// hold ends a minute in which the set point was held.
func (a *hallAir) hold() { a.settle(a.heldNext, a.heldDegC, a.setDegC) }

// supply ends a minute, without ventilation, in which supply air had the
// temperature t.
func (a *hallAir) supply(t float64) {
	next, mean := oneNode(a.returnDegC, t+a.heatW/a.g, a.g*a.perCap)
	a.settle(next, mean, t)
}

// drift ends a minute in which the constant heat removed, W, was taken out.
func (a *hallAir) drift(removed float64) {
	heat := a.heatW + a.fanPowerW - removed
	next := a.returnDegC + heat*a.perCap
	mean := 0.5 * (a.returnDegC + next)
	if a.ventW > 0 {
		next, mean = oneNode(a.returnDegC, a.ventDegC+heat/a.ventW, a.ventW*a.perCap)
	}
	a.settle(next, mean, mean+(a.fanPowerW-removed)/a.g)
}

// exchange ends a minute, without ventilation, in which return air gave heat
// through the conductance k, W/K, to a place at t, and the constant heat removed,
// W, besides. It returns the mean heat through k.
func (a *hallAir) exchange(k, t, removed float64) float64 {
	next, mean := oneNode(a.returnDegC, t+(a.heatW+a.fanPowerW-removed)/k, k*a.perCap)
	out := k * (mean - t)
	a.settle(next, mean, mean+(a.fanPowerW-removed-out)/a.g)
	return out
}

// stands tells whether all fans stand in a minute that has been started.
func (a *hallAir) stands() bool { return a.flow == 0 }

// stagnate ends a minute in which all fans stand: the servers breathe the air that
// they warm, at C·dT/dt = q.
func (a *hallAir) stagnate() {
	next := a.returnDegC + a.heatW*a.perCap
	mean := 0.5 * (a.returnDegC + next)
	a.settle(next, mean, mean)
}

// settle ends the minute: return air at its end, means of return and inlet.
func (a *hallAir) settle(next, mean, inlet float64) {
	a.storedW = a.capWPerK * (next - a.returnDegC)
	if a.mixed {
		inlet = mean
	} else if a.back > 0 {
		inlet += a.back * (mean - inlet)
	}
	a.returnDegC, a.meanReturnDegC, a.inletDegC = next, mean, inlet
}

// dark tells whether a hall with that heat, W, may rest: not while servers that shut
// down for heat wait in warm air for it to be cooled.
func (a *hallAir) dark(heat float64) bool { return heat <= 0 && a.excessK() <= 0 }

// rest is a minute without heat: nothing moves, the air keeps its temperature.
func (a *hallAir) rest() {
	a.heatW, a.fraction, a.fanSpeed, a.fanPowerW, a.flow, a.storedW = 0, 0, 0, 0, 0, 0
	a.meanReturnDegC, a.inletDegC = a.returnDegC, min(a.returnDegC, a.setDegC)
}

// excessK is how far the servers' inlet air lies above their limit, K.
func (a *hallAir) excessK() float64 { return a.inletDegC - a.maxInletDegC }

// hall implements airSide, for the sides that embed the air.
func (a *hallAir) hall() *hallAir { return a }

// book adds what the air and its fans did.
func (a *hallAir) book(d *Duty, h *ledger) {
	d.AirFanMW += 1e-6 * a.fanPowerW
	d.ServerInletAirDegC = a.inletDegC
	h[airFanHeat] += 1e-6 * a.fanPowerW
	h[airStored] = 1e-6 * a.storedW
}

// declare declares what every hall's air reports.
func (a *hallAir) declare(g record.Group) {
	g.Channel(&a.meanReturnDegC, channel.ReturnAirDegC, "air leaving the servers")
	g.Channel(&a.fanSpeed, "air_fan_speed", "speed of the hall's fans as a fraction of full speed")
}

// serve takes in the fraction of fans in service: they run up to full speed.
func (a *hallAir) serve() {
	a.mostFlow, a.perFans = a.fans.share, 1
	if a.mostFlow > 0 {
		a.perFans = 1 / (a.mostFlow * a.mostFlow)
	}
}
