package cooling

import (
	"fmt"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// EconomiserSpec describes an air-side economiser: outdoor air mixed into the
// hall's, within limits of humidity.
type EconomiserSpec struct {
	MaxDewPointDegC float64
	MinDewPointDegC float64
	MaxRelHumidity  float64
	MinRelHumidity  float64
	HumidityBandK   float64
	Humidify        bool
	Cycles, Drift   float64
	PumpJPerKg      float64
}

// declare declares the parameters.
func (s *EconomiserSpec) declare(p *param.Set) {
	p.Float(&s.MaxDewPointDegC, "max_dew_point_degC", 15, param.Between(5, 27), "outdoor air is shut out where its dew point is above", leiMasanet)
	p.Float(&s.MinDewPointDegC, "min_dew_point_degC", -9, param.Between(-25, 10), "outdoor air is shut out, or humidified, where its dew point is below", leiMasanet)
	p.Float(&s.MaxRelHumidity, "max_rel_humidity", 0.8, param.Between(0.3, 1), "largest relative humidity of supply air", leiMasanet)
	p.Float(&s.MinRelHumidity, "min_rel_humidity", 0.08, param.Between(0, 0.5), "smallest relative humidity of supply air", leiMasanet)
	p.Float(&s.HumidityBandK, "humidity_dead_band_K", 0.5, param.Between(0, 5), "outdoor air is let in again this far inside the dew point limits", param.Assumption)
	p.Bool(&s.Humidify, "humidify", true, "an adiabatic humidifier brings outdoor air that is too dry to the lower limit; false: it is shut out")
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of the humidifier's water", likeTowerCycles)
	p.Float(&s.Drift, "drift", 0.002, param.Between(0, 0.2), "drift of the humidifier as a share of evaporation", param.Assumption)
	p.Float(&s.PumpJPerKg, "humidifier_pump_J_per_kg", 15e3, param.Between(0, 1e6), "energy of the humidifier's pump per kg of water evaporated", param.Assumption)
}

// check reports impossible limits.
func (s *EconomiserSpec) check(report func(key, format string, args ...any)) {
	if s.MinDewPointDegC >= s.MaxDewPointDegC {
		report("min_dew_point_degC", "must be below max_dew_point_degC (%g degC)", s.MaxDewPointDegC)
	}
	if s.MinRelHumidity >= s.MaxRelHumidity {
		report("min_rel_humidity", "must be below max_rel_humidity (%g)", s.MaxRelHumidity)
	}
}

// build sets the limits for a supply set point at the site's pressure.
func (s *EconomiserSpec) build(setDegC, pressurePa float64) airEconomiser {
	dew := func(t float64) float64 { return psychro.HumidityRatioFromRelHumidity(t, 1, pressurePa) }
	e := airEconomiser{humidify: s.Humidify, pumpJPerKg: s.PumpJPerKg, water: waterLaw{drift: s.Drift, cycles: s.Cycles}}
	e.maxW = min(dew(s.MaxDewPointDegC), psychro.HumidityRatioFromRelHumidity(setDegC, s.MaxRelHumidity, pressurePa))
	e.minW = max(dew(s.MinDewPointDegC), psychro.HumidityRatioFromRelHumidity(setDegC, s.MinRelHumidity, pressurePa))
	e.reopenMaxW = min(dew(s.MaxDewPointDegC-s.HumidityBandK), e.maxW)
	e.reopenMinW = max(dew(s.MinDewPointDegC+s.HumidityBandK), e.minW)
	return e
}

// airEconomiser mixes outdoor air into a hall's air. Two dead bands move its
// dampers: outdoor air must be dry and moist enough, and colder than return air.
type airEconomiser struct {
	maxW, minW, reopenMaxW, reopenMinW float64 // humidity ratios, kg/kg
	humidify                           bool
	pumpJPerKg                         float64
	water                              waterLaw

	admitted bool // within the humidity limits
	open     bool // dampers are open

	// The minute's outdoor air: as it is, and after the humidifier.
	enthalpy, w0, tDegC, w, waterJPerKg float64
	outdoorShare, ventedW, pumpW        float64
	use                                 waterUse

	unfitMinutes int64 // outdoor air let in beyond the humidity limits
}

// rest is a minute without outdoor air.
func (e *airEconomiser) rest() {
	e.outdoorShare, e.ventedW, e.pumpW, e.use = 0, 0, 0, waterUse{}
}

// take looks at the minute's outdoor air.
func (e *airEconomiser) take(air *psychro.Air) {
	w := air.HumidityRatio
	switch {
	case w > e.maxW, w < e.minW && !e.humidify:
		e.admitted = false
	case w <= e.reopenMaxW && (w >= e.reopenMinW || e.humidify):
		e.admitted = true
	}
	e.w0, e.w, e.tDegC, e.waterJPerKg = w, w, air.DryBulbDegC, 0
	e.enthalpy = psychro.EnthalpyJPerKg(air.DryBulbDegC, w)
	if e.humidify && w < e.minW {
		water := max(air.WetBulbDegC, 0)
		e.w, e.waterJPerKg = e.minW, liquidJPerKgK*water
		e.tDegC = DryBulbOnWetBulbLine(e.enthalpy, w, water, e.w)
	}
}

// opens moves the dampers for return air at t, degC, and tells whether outdoor
// air comes in: where it is colder and admitted, or where the coils are not ready
// to carry the hall without it.
func (e *airEconomiser) opens(t float64, ready bool) bool {
	if !e.open {
		t -= outdoorMarginK
	}
	e.open = e.tDegC < t && (e.admitted || !ready)
	if e.open && !e.admitted {
		e.unfitMinutes++
	}
	return e.open
}

// vent books the exchange of flow, kg/s of dry air, with outdoors at the mean
// return temperature.
func (e *airEconomiser) vent(flow, returnDegC float64) {
	up := e.w - e.w0
	e.ventedW = flow * (psychro.EnthalpyJPerKg(returnDegC, e.w) - e.enthalpy - up*e.waterJPerKg)
	if up > 0 {
		e.use, e.pumpW = e.water.use(flow*up), e.pumpJPerKg*flow*up
	}
}

func (e *airEconomiser) declare(g record.Group) {
	g.Counter(&e.unfitMinutes, "humid_minutes", "minutes with outdoor air beyond the humidity limits, let in for want of other cooling", fmt.Sprintf("humidity ratio %.5f to %.5f kg/kg", e.minW, e.maxW))
}
