package loop

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Words of humidity_limits.
const (
	humidityRecommended = "recommended"
	humidityAllowable   = "allowable"
)

// recommended is ASHRAE's recommended envelope of humidity.
var recommended = AirClass{MaxDewPointDegC: 15, MaxRelHumidity: 0.6}

// OutdoorAirSpec describes outdoor air that is mixed into the hall's, within limits
// of humidity: an air-side economiser.
type OutdoorAirSpec struct {
	Limits          string
	MaxDewPointDegC float64
	MinDewPointDegC float64
	MaxRelHumidity  float64
	MinRelHumidity  float64
	HumidityBandK   float64
	Humidify        bool
	Cycles, Drift   float64
	PumpJPerKg      float64
}

// Params declares the parameters.
func (s *OutdoorAirSpec) Params(p *param.Set) {
	p.Choice(&s.Limits, "humidity_limits", humidityAllowable, []string{humidityRecommended, humidityAllowable}, "recommended: dew point at most 15 degC, relative humidity 0.6; allowable: those of the servers' air_class, where none is named of A2 (A1 and H1 17 degC and 0.8, A2 21 and 0.8, A3 24 and 0.85, A4 24 and 0.9; ASHRAE TC 9.9, Thermal Guidelines, 5th ed. 2021)")
	p.Float(&s.MaxDewPointDegC, "max_dew_point_degC", param.Auto, param.Between(5, 27), "outdoor air is shut out where its dew point is above; auto: by humidity_limits, but coils, which are dry, trim no air whose dew point is above their chilled water", component.LeiMasanet)
	p.Float(&s.MinDewPointDegC, "min_dew_point_degC", -9, param.Between(-25, 10), "outdoor air is humidified, or shut out, where its dew point is below", component.LeiMasanet)
	p.Float(&s.MaxRelHumidity, "max_rel_humidity", param.Auto, param.Between(0.3, 1), "largest relative humidity of supply air; auto: by humidity_limits", component.LeiMasanet)
	p.Float(&s.MinRelHumidity, "min_rel_humidity", 0.08, param.Between(0, 0.5), "smallest relative humidity of supply air", component.LeiMasanet)
	p.Float(&s.HumidityBandK, "humidity_dead_band_K", 0.5, param.Between(0, 5), "outdoor air is let in again this far inside the dew point limits", param.Assumption)
	p.Bool(&s.Humidify, "humidify", true, "an adiabatic humidifier, or wetted pads, bring outdoor air that is too dry to the lower limit; false: it is shut out")
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of the water of humidifier or pads", component.LikeTowerCycles)
	p.Float(&s.Drift, "drift", 0.002, param.Between(0, 0.2), "drift of humidifier or pads as a fraction of evaporation", param.Assumption)
	p.Float(&s.PumpJPerKg, "humidifier_pump_J_per_kg", 15e3, param.Between(0, 1e6), "energy of the humidifier's pump per kg of water evaporated, where there are no pads or coils condense", param.Assumption)
}

// Check reports impossible limits.
func (s *OutdoorAirSpec) Check(report func(key, format string, args ...any)) {
	if s.MinDewPointDegC >= s.MaxDewPointDegC {
		report("min_dew_point_degC", "must be below max_dew_point_degC (%g degC)", s.MaxDewPointDegC)
	}
	if s.MinRelHumidity >= s.MaxRelHumidity {
		report("min_rel_humidity", "must be below max_rel_humidity (%g)", s.MaxRelHumidity)
	}
}

// limits are those that go by humidity_limits for servers of that class.
func (s *OutdoorAirSpec) limits(class AirClass) AirClass {
	if s.Limits == humidityRecommended {
		return recommended
	}
	return class
}

// Build sets the limits for the supply set points of a hall's air at the site's pressure,
// coils on water of coilDegC (infinite: none) and servers of that class. The error tells
// that the limits leave no humidity, or wet the coils.
func (s *OutdoorAirSpec) Build(a *HallAir, coilDegC, pressurePa float64, class AirClass, force bool) (*OutdoorAir, error) {
	setDegC, mostRel := a.SetDegC, component.Given(s.MaxRelHumidity, s.limits(class).MaxRelHumidity)
	most, given := component.Given(s.MaxDewPointDegC, s.limits(class).MaxDewPointDegC), !component.IsAuto(s.MaxDewPointDegC)
	if given && most > coilDegC+1e-9 && !force {
		return nil, fmt.Errorf("chilled water of %.1f degC is below max_dew_point_degC = %g: coils are modelled dry", coilDegC, most)
	}
	dew := func(t float64) float64 { return psychro.SaturationHumidityRatio(t, pressurePa) }
	e := &OutdoorAir{outdoorAirSize: outdoorAirSize{humidify: s.Humidify, pumpJPerKg: s.PumpJPerKg, water: component.WaterLaw{Drift: s.Drift, Cycles: s.Cycles}}}
	e.maxW = min(dew(most), psychro.HumidityRatioFromRelHumidity(setDegC, mostRel, pressurePa))
	e.MinW = max(dew(s.MinDewPointDegC), psychro.HumidityRatioFromRelHumidity(setDegC, s.MinRelHumidity, pressurePa))
	if e.MinW >= e.maxW {
		return nil, fmt.Errorf("limits of humidity leave none: at a supply of %.1f degC min_dew_point_degC and min_rel_humidity ask for %.5f kg/kg, dew point (%.1f degC) and max_rel_humidity allow %.5f", setDegC, e.MinW, most, e.maxW)
	}
	e.reopenMaxW = min(dew(most-s.HumidityBandK), e.maxW)
	e.reopenMinW = max(dew(s.MinDewPointDegC+s.HumidityBandK), e.MinW)
	if e.trimW, e.reopenTrimW = e.maxW, e.maxW; !given && coilDegC < most {
		e.trimW, e.reopenTrimW = min(dew(coilDegC), e.maxW), min(dew(coilDegC-s.HumidityBandK), e.maxW)
	}
	if cold := a.ColdestDegC(); cold < setDegC {
		e.reset = &humidityByReset{dryW: dew(s.MinDewPointDegC), reopenDryW: dew(s.MinDewPointDegC + s.HumidityBandK), coldW: psychro.HumidityRatioFromRelHumidity(cold, mostRel, pressurePa),
			least: component.NewCurve(func(t float64) float64 {
				return psychro.HumidityRatioFromRelHumidity(t, s.MinRelHumidity, pressurePa)
			}, cold, setDegC, 64),
			driest: component.NewCurve(func(w float64) float64 {
				return psychro.SaturationTempDegC(psychro.VapourPressurePa(w, pressurePa) / mostRel)
			}, 0.5*e.maxW, 1.1*e.maxW, 256)}
	}
	return e, nil
}

// humidityByReset are the limits of relative humidity where the set point of supply air
// is reset: what is moist enough for warm air is more than enough for cold, and air that
// would be too moist in cold supply is mixed with return air to a warmer one.
type humidityByReset struct {
	dryW, reopenDryW float64          // humidity ratios at the least dew point
	coldW            float64          // the largest at the coldest set point
	least            *component.Curve // humidity ratio at the least relative humidity by set point
	driest           *component.Curve // set point at the largest relative humidity by humidity ratio
}

// follow moves the limits to the set point with which outdoor air would come in, up to
// where it is dry enough; while it does not, the set point is that of warm weather.
func (e *OutdoorAir) follow(a *HallAir, air *psychro.Air) {
	r := e.reset
	set := a.warmestDegC - a.reset.BelowK(air.DryBulbDegC)
	if air.HumidityRatio > r.coldW && set < a.warmestDegC {
		set = min(max(set, r.driest.At(air.HumidityRatio)), a.warmestDegC)
	}
	least := r.least.At(set)
	e.MinW, e.reopenMinW = max(r.dryW, least), max(r.reopenDryW, least)
	if a.SetDegC = set; !e.admitted {
		a.SetDegC = a.warmestDegC
	}
}

// evaporativeMinutes is the counter of evaporative cooling, described by the next.
const (
	evaporativeMinutes = "evaporative_minutes"
	evaporativeMeaning = "minutes in which evaporation cooled outdoor air"
)

// padFrostDegC is the outdoor temperature below which pads do not cool for fear of
// frost; humidifying happens in mixed, warm air and goes on.
const padFrostDegC = 5

// outdoorMarginK is the dead band of the outdoor dampers: they open once outdoor
// air (after pads) is this much cooler than return air.
const outdoorMarginK = 1

// OutdoorAir is outdoor air that is mixed into a hall's air. Two dead bands move its
// dampers: outdoor air must be dry and moist enough, and colder than return air.
//
// Pads and humidifier stand behind the mixing box. In energy and water that is the
// same as in the intake, which is how it is computed: outdoor air is brought along
// its line of constant wet bulb to the humidity of the supply, then mixed. The hall
// has no source of humidity: supply and return air share one humidity ratio.
type OutdoorAir struct {
	outdoorAirSize
	reset *humidityByReset // nil: the set point stands

	admitted bool // within the humidity limits
	barred   bool // too moist for the coils that would have to trim it
	open     bool // dampers are open

	outdoorAirMinute
	UnfitMinutes  int64 // outdoor air let in beyond the humidity limits
	CooledMinutes int64 // evaporation cooled outdoor air
}

// outdoorAirSize is what the economiser is built with.
type outdoorAirSize struct {
	maxW, MinW, reopenMaxW, reopenMinW float64 // humidity ratios, kg/kg
	trimW, reopenTrimW                 float64 // of air that coils may trim
	humidify                           bool
	waterFirst                         bool    // coils before pads
	alone                              bool    // nothing else cools: no humidity shuts outdoor air out
	pumpJPerKg                         float64 // of the humidifier
	padEff, padPumpW                   float64 // 0: no pads
	stageEff, stageW                   float64 // of the indirect stage before the pads: effectiveness, fans' and pump's power; 0: none
	mostDegC                           float64 // supply air that needs no trim
	water                              component.WaterLaw
}

// outdoorAirMinute is the minute's outdoor air: as it is, but for the enthalpy, which
// an indirect stage lowers; and after pads or humidifier.
type outdoorAirMinute struct {
	enthalpy, w0, tDegC, w, waterJPerKg float64
	stageKg                             float64 // water of the indirect stage over outdoor air
	cooled                              bool    // by pads or the stage before them
	Fraction, ventedW, pumpW, fanW      float64 // of outdoor air in supply air; heat carried out; power of pumps, of the stage
	use                                 component.WaterUse
}

// rest is a minute without outdoor air.
func (e *OutdoorAir) rest() {
	e.Fraction, e.ventedW = 0, 0
	e.dry()
}

// dry is pads and humidifier at rest.
func (e *OutdoorAir) dry() { e.pumpW, e.fanW, e.use = 0, 0, component.WaterUse{} }

// Admits moves the dead band of the humidity limits and tells whether outdoor air of the
// humidity ratio w is let in.
func (e *OutdoorAir) Admits(w float64) bool {
	switch {
	case e.alone:
		e.admitted = true
	case w > e.maxW, w < e.MinW && !e.humidify:
		e.admitted = false
	case w <= e.reopenMaxW && (w >= e.reopenMinW || e.humidify):
		e.admitted = true
	}
	return e.admitted
}

// look takes in the minute's outdoor air for a hall's air that has been started. Pads
// stay dry where coils are enough.
func (e *OutdoorAir) look(air *psychro.Air, a *HallAir, coils bool) {
	t, w := air.DryBulbDegC, air.HumidityRatio
	e.w0, e.w, e.tDegC, e.waterJPerKg = w, w, t, 0
	e.stageKg, e.cooled = 0, false
	e.enthalpy = psychro.EnthalpyJPerKg(t, w)
	switch {
	case e.padEff > 0 && e.admitted && t > padFrostDegC && a.tooWarm(t) && !coils:
		e.cool(air, a)
	case e.humidify && w < e.MinW:
		e.moisten(air.WetBulbDegC, e.MinW)
	}
	e.barred = e.tooMoist(a)
}

// trimLimit is the humidity ratio, kg/kg, above which coils trim no outdoor air.
func (e *OutdoorAir) trimLimit() float64 {
	if e.barred {
		return e.reopenTrimW
	}
	return e.trimW
}

// tooMoist tells whether outdoor air, after what cools it, needs a trim by coils on which
// it would condense.
func (e *OutdoorAir) tooMoist(a *HallAir) bool {
	const held = 1e-6 // K
	limit := e.trimLimit()
	return e.w > limit && limit < e.maxW && !e.alone && a.tooWarm(e.tDegC-max(e.mostDegC-a.SetDegC, 0)-held)
}

// cool wets the pads as far as air is to be cooled and its humidity may rise, less where
// coils trim the rest; before them the indirect stage, where there is one, cools as far as
// it can.
func (e *OutdoorAir) cool(air *psychro.Air, a *HallAir) {
	e.cooled = true
	toDegC := a.padDegC()
	t, wetBulb := air.DryBulbDegC, air.WetBulbDegC
	if e.stageEff > 0 {
		h := e.enthalpy
		t = max(toDegC, component.AirAfterPads(t, wetBulb, e.stageEff))
		e.tDegC, e.enthalpy = t, psychro.EnthalpyJPerKg(t, e.w0)
		e.stageKg = component.WettedSurfaceKg(h-e.enthalpy, wetBulb)
		if t <= toDegC {
			return
		}
		wetBulb = psychro.WetBulbDegC(t, e.w0, air.PressurePa)
	}
	t = max(toDegC, component.AirAfterPads(t, wetBulb, e.padEff))
	w := component.HumidityOnWetBulbLine(e.enthalpy, e.w0, max(wetBulb, 0), t)
	if !e.alone {
		w = min(w, e.maxW)
	}
	e.moisten(wetBulb, max(w, e.w0))
	if e.tooMoist(a) {
		e.moisten(wetBulb, max(min(w, e.trimLimit()), e.w0))
	}
}

// moisten brings outdoor air of that wet bulb, degC, to the humidity ratio w by water at
// its wet bulb.
func (e *OutdoorAir) moisten(wetBulbDegC, w float64) {
	water := max(wetBulbDegC, 0)
	e.w, e.waterJPerKg = w, component.LiquidJPerKgK*water
	e.tDegC = component.DryBulbOnWetBulbLine(e.enthalpy, e.w0, water, w)
}

// wet tells whether pads or humidifier raise the humidity, or the stage before them is wet.
func (e *OutdoorAir) wet() bool { return e.w > e.w0 || e.stageKg > 0 }

// colder moves the dampers' dead band for return air at t, degC, and tells whether
// outdoor air is colder.
func (e *OutdoorAir) colder(t float64) bool {
	if !e.open {
		t -= outdoorMarginK
	}
	return e.tDegC < t
}

// move opens the dampers or shuts them.
func (e *OutdoorAir) move(open bool) {
	e.open = open
	if open && (!e.admitted || e.barred) {
		e.UnfitMinutes++
	}
}

// mixes begins a minute with outdoor air in a hall that needs cooling, and tells whether it is cold
// enough to be mixed with return air to the supply set point; else it comes in
// alone. vent must end the minute.
func (e *OutdoorAir) mixes(a *HallAir) bool {
	a.W = e.w
	if e.tDegC <= a.PreDegC {
		e.Fraction = (a.heldDegC - a.PreDegC) / (a.heldDegC - e.tDegC)
		return true
	}
	e.Fraction = 1
	return false
}

// above is the heat, W, that outdoor air alone has above the warmest supply that needs
// no trim.
func (e *OutdoorAir) above(a *HallAir) float64 {
	return a.g * (e.tDegC - a.PreDegC - max(e.mostDegC-a.SetDegC, 0))
}

// trimmed ends the hall's minute with outdoor air alone from which coils took
// heat, W.
func (e *OutdoorAir) trimmed(a *HallAir, heat float64) {
	a.supply(e.tDegC + (a.fanPowerW-heat)/a.g)
}

// vent books the exchange with outdoors, at the mean return temperature of the
// minute that has been ended.
func (e *OutdoorAir) vent(a *HallAir) {
	flow, up := a.Flow*e.Fraction, e.w-e.w0
	e.ventedW = flow * (psychro.EnthalpyJPerKg(a.MeanReturnDegC, e.w) - e.enthalpy - up*e.waterJPerKg)
	e.dry()
	if up <= 0 && e.stageKg <= 0 {
		return
	}
	e.use = e.water.Use(flow * (up + e.stageKg))
	if e.stageKg > 0 {
		e.fanW = e.stageW
	}
	if e.pumpW = e.padPumpW; e.padEff == 0 {
		e.pumpW = e.pumpJPerKg * flow * up
	}
	if e.cooled {
		e.CooledMinutes++
	}
}

// book adds the minute.
func (e *OutdoorAir) book(d *Duty, h *Ledger) {
	if e.use.Drawn > 0 {
		d.SprayPumpMW += 1e-6 * e.pumpW
		d.RejectionFanMW += 1e-6 * e.fanW
		d.draw(e.use)
	}
	d.RejectedMW += 1e-6 * e.ventedW
	h[ventedHeat] += 1e-6 * e.ventedW
}

// declare declares what the economiser reports.
func (e *OutdoorAir) declare(g record.Group, has *FlowSet) {
	has.Has(ventedHeat)
	g.Meter(&e.use.Evaporated, "air_evaporated_water_kg_per_s", "water evaporated into outdoor air on its way into the hall")
	if e.padEff > 0 {
		g.Counter(&e.CooledMinutes, evaporativeMinutes, evaporativeMeaning, "")
	}
	g.Counter(&e.UnfitMinutes, "humid_minutes", "minutes with outdoor air beyond the humidity limits, let in for want of other cooling", fmt.Sprintf("humidity ratio %.5f to %.5f kg/kg", e.MinW, e.maxW))
}
