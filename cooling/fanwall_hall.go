package cooling

import (
	"fmt"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
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
	p.Float(&s.MinFlow, "min_air_flow", 0.3, param.AboveTo(0.05, 1), "smallest air flow as a share of design", likeDryCoolerFans)
	p.Float(&s.PressurePa, "hall_pressure_Pa", pressurePa, param.Between(0, 2000), "pressure drop of hall, filters and coils at design flow", param.Assumption)
	p.Float(&s.FanEfficiency, "fan_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-air efficiency of fans, motor and drive included", leiMasanet)
	p.Float(&s.ThermalMass, "thermal_mass_MJ_per_K_per_MW", 20, param.Between(5, 500), "heat capacity of air, racks and building per MW of design air heat", param.Assumption)
	p.Float(&s.MaxRackkW, "max_air_rack_kW", 50, param.Above(0), "largest heat of a rack that air can carry", param.Unverified("commonly quoted limit of air cooling, 30 to 50 kW a rack"))
}

// build sizes the hall's air for all the hall's heat; plant is how errors name
// the plant.
func (s *HallAirSpec) build(site Site, h Hall, plant string, force bool) (hallAir, error) {
	a := hallAir{rackShare: 1, mostFlow: 1, perFans: 1, maxInletDegC: h.MaxInletAirDegC, minFlow: s.MinFlow}
	if h.DesignITMW <= 0 {
		return a, fmt.Errorf("hall %s: no IT load to size for", h.Name)
	}
	if h.LiquidFraction > 0 && !force {
		return a, fmt.Errorf("hall %s: %.0f kW racks with cold plates (liquid fraction %g) need a liquid plant; %s has none", h.Name, h.RackPowerkW, h.LiquidFraction, plant)
	}
	if h.RackPowerkW > s.MaxRackkW {
		if !force {
			return a, fmt.Errorf("hall %s: racks leave %.3g kW to the air, more than air can carry (max_air_rack_kW = %g)", h.Name, h.RackPowerkW, s.MaxRackkW)
		}
		a.rackShare = s.MaxRackkW / h.RackPowerkW
	}
	a.setDegC = s.SupplyTempDegC
	if isAuto(a.setDegC) {
		a.setDegC = min(27, h.MaxInletAirDegC-1)
	}
	if a.setDegC > h.MaxInletAirDegC && !force {
		return a, fmt.Errorf("hall %s: supply_air_temp_degC = %.4g exceeds the servers' inlet limit of %.4g degC", h.Name, a.setDegC, h.MaxInletAirDegC)
	}
	a.designW = 1e6 * (h.DesignITMW + h.DesignRoomHeatMW)
	a.massFlow = given(s.Flow, a.designW/(dryAirJPerKgK*s.RangeK))
	a.fanW = a.massFlow * psychro.VolumeM3PerKg(a.setDegC, hallHumidity, site.PressurePa) * s.PressurePa / s.FanEfficiency
	a.capJPerK = s.ThermalMass * a.designW
	a.perDesign, a.perCap = 1/a.designW, minuteS/a.capJPerK
	a.w = hallHumidity
	a.returnDegC = a.setDegC + a.designW/(dryAirJPerKgK*a.massFlow)
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
	designW, massFlow, minFlow, fanW, capJPerK float64
	perDesign, perCap                          float64 // 1/designW; a minute over capJPerK
	setDegC, maxInletDegC, rackShare           float64

	returnDegC float64
	w          float64 // humidity ratio

	mixed             bool // servers breathe the room's air: return air
	fans              unitBank
	mostFlow, perFans float64 // share of design flow that fans in service give; their power over all fans' at one flow

	// Ventilation with outdoor air, besides the cooling's own exchange: its
	// capacity flow, W/K, and temperature. Zero: none.
	ventW, ventDegC float64

	// The minute's: what start sets, then what one of the closings sets. back is
	// the share of the servers' air that comes back from the hot aisle.
	heatW, share, fanSpeed, fanPowerW   float64
	back                                float64
	flow, g, preDegC                    float64 // kg/s; W/K; air before fans at the set point
	heldNext, heldDegC                  float64 // return air's end and mean if the set point is held
	inletDegC, meanReturnDegC, storedMW float64
}

// start begins a minute with heat q, W > 0: fans follow it. Where all of them
// stand, stagnate must end it.
func (a *hallAir) start(q float64) {
	y := q * a.perDesign
	a.heatW, a.share = q, y
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
	if a.flow == 0 {
		return
	}
	a.air(a.w)
}

// air sets the humidity ratio of the minute's air stream.
func (a *hallAir) air(w float64) {
	a.w = w
	a.g = a.flow * (dryAirJPerKgK + vapourJPerKgK*w)
	a.preDegC = a.setDegC - a.fanPowerW/a.g
	k := a.g + a.ventW
	a.heldNext, a.heldDegC = oneNode(a.returnDegC, (a.g*a.setDegC+a.ventW*a.ventDegC+a.heatW)/k, k*a.perCap)
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

// exchange ends a minute, without ventilation, in which return air gave heat through the conductance
// k, W/K, to a place at t, and the constant heat removed, W, besides. It returns
// the mean heat through k.
func (a *hallAir) exchange(k, t, removed float64) float64 {
	next, mean := oneNode(a.returnDegC, t+(a.heatW+a.fanPowerW-removed)/k, k*a.perCap)
	out := k * (mean - t)
	a.settle(next, mean, mean+(a.fanPowerW-removed-out)/a.g)
	return out
}

// settle ends the minute: return air at its end, means of return and inlet.
func (a *hallAir) settle(next, mean, inlet float64) {
	a.storedMW = 1e-6 * a.capJPerK / minuteS * (next - a.returnDegC)
	if a.mixed {
		inlet = mean
	} else if a.back > 0 {
		inlet += a.back * (mean - inlet)
	}
	a.returnDegC, a.meanReturnDegC, a.inletDegC = next, mean, inlet
}

// limit gives the share of design heat that the servers, which make the share of it
// now, may make in the next minute, where their coolant is liquidK above its limit
// (minus infinity: there is none).
func (a *hallAir) limit(t *throttle, overheated *int64, share, liquidK float64) float64 {
	excess := max(a.inletDegC-a.maxInletDegC, liquidK)
	if excess > 0 {
		*overheated++
	}
	return min(t.limit(excess, share), a.rackShare)
}

// rest is a minute without heat: nothing moves, the air keeps its temperature.
func (a *hallAir) rest() {
	a.heatW, a.share, a.fanSpeed, a.fanPowerW, a.flow, a.storedMW = 0, 0, 0, 0, 0, 0
	a.meanReturnDegC, a.inletDegC = a.returnDegC, min(a.returnDegC, a.setDegC)
}
