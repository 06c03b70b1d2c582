package cooling

import (
	"fmt"
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

const leiMasanet = param.Source("own choice within the ranges of Lei and Masanet (2022), doi:10.1016/j.resconrec.2022.106323, hyperscale data centres")

// AirSpec describes the air side of a hall: outdoor air mixed with return air,
// wetted pads, and chilled-water coils as fallback.
type AirSpec struct {
	SupplyTempDegC   float64
	RangeK           float64
	Flow             float64
	ChillerMW        float64
	MinFlow          float64
	HallPressurePa   float64
	FilterPressurePa float64
	PadPressurePa    float64
	CoilPressurePa   float64
	FanEfficiency    float64
	MaxDewPointDegC  float64
	MinDewPointDegC  float64
	MaxRelHumidity   float64
	MinRelHumidity   float64
	HumidityBandK    float64
	Adiabatic        bool
	PadEffectiveness float64
	PadPumpShare     float64
	Cycles           float64
	Drift            float64
	MechanicalShare  float64
	Chillers         int
	ChillerCOP       float64
	ChilledWaterDegC float64
	ChilledRangeK    float64
	ChilledHeadkPa   float64
	PumpEfficiency   float64
	MotorEfficiency  float64
	CoilEffective    float64
	RecirculationK   float64
	ThermalMass      float64
	ChilledMass      float64
	MaxRackkW        float64
	Units            AirUnitsSpec
}

// Params declares the parameters.
func (s *AirSpec) Params(p *param.Set) {
	p.Float(&s.SupplyTempDegC, "supply_air_temp_degC", param.Auto, param.Between(10, 45), "set point of server inlet air; auto: 27 degC, or 1 K below the servers' limit where that is lower", param.Unverified("ASHRAE TC9.9 recommended envelope, 5th ed. 2021"))
	p.Float(&s.RangeK, "air_range_K", 13.9, param.Between(5, 30), "temperature rise of air through the servers at full load", leiMasanet)
	p.Float(&s.Flow, "air_flow_kg_per_s", param.Auto, param.Above(0), "design flow of dry air through the servers; auto: for air_range_K", param.Assumption)
	p.Float(&s.MinFlow, "min_air_flow", 0.3, param.AboveTo(0.05, 1), "smallest air flow as a share of design", likeDryCoolerFans)
	p.Float(&s.HallPressurePa, "hall_pressure_Pa", 250, param.Between(0, 2000), "pressure drop of louvres, ducts and hall at design flow", param.Assumption)
	p.Float(&s.FilterPressurePa, "filter_pressure_Pa", 120, param.Between(0, 1000), "pressure drop of filters, half loaded, at design flow", param.Assumption)
	p.Float(&s.PadPressurePa, "pad_pressure_Pa", 60, param.Between(0, 500), "pressure drop of wetted pads at design flow", param.Assumption)
	p.Float(&s.CoilPressurePa, "coil_pressure_Pa", 90, param.Between(0, 500), "pressure drop of chilled-water coils at design flow", param.Assumption)
	p.Float(&s.FanEfficiency, "fan_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-air efficiency of fans, motor and drive included", leiMasanet)
	p.Float(&s.MaxDewPointDegC, "max_dew_point_degC", 15, param.Between(5, 27), "outdoor air is shut out where its dew point is above", leiMasanet)
	p.Float(&s.MinDewPointDegC, "min_dew_point_degC", -9, param.Between(-25, 10), "air is humidified up to this dew point", leiMasanet)
	p.Float(&s.MaxRelHumidity, "max_rel_humidity", 0.8, param.Between(0.3, 1), "largest relative humidity of supply air", leiMasanet)
	p.Float(&s.MinRelHumidity, "min_rel_humidity", 0.08, param.Between(0, 0.5), "smallest relative humidity of supply air", leiMasanet)
	p.Float(&s.HumidityBandK, "humidity_dead_band_K", 0.5, param.Between(0, 5), "outdoor air is let in again this far below the dew point limit", param.Assumption)
	p.Bool(&s.Adiabatic, "adiabatic", true, "wetted pads cool and humidify the intake air")
	p.Float(&s.PadEffectiveness, "pad_effectiveness", 0.8, param.AboveTo(0, 1), "saturation effectiveness of pads", param.Unverified("rigid media .6 to .85"))
	p.Float(&s.PadPumpShare, "pad_pump_share", 0.0005, param.Between(0, 0.1), "power of pad pumps, while pads are wet, as a share of design air heat", param.Assumption)
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of pad water", likeTowerCycles)
	p.Float(&s.Drift, "drift", 0.002, param.Between(0, 0.2), "drift of pads as a share of evaporation", param.Assumption)
	p.Float(&s.MechanicalShare, "mechanical_share", 1.05, param.Between(0, 2), "chiller capacity as a share of design air heat at the site's extreme, 5 % being reserve; 0: no chillers", param.Assumption)
	p.Float(&s.ChillerMW, "chiller_capacity_MW", param.Auto, param.Above(0), "reference capacity of all chillers; auto: for mechanical_share", param.Assumption)
	p.Int(&s.Chillers, "chillers", 4, param.Between(1, 100), "number of equal chillers", param.Assumption)
	p.Float(&s.ChillerCOP, "chiller_cop", 2.96, param.Between(1, 10), "chiller COP at 6.67 degC leaving water and 35 degC air, condenser fans included", param.Unverified("ASHRAE 90.1-2019 Table 6.8.1-3, air-cooled, 10.1 Btu/Wh"))
	p.Float(&s.ChilledWaterDegC, "chilled_water_temp_degC", param.Auto, param.Between(4.4, 27), "leaving chilled water; auto: the dew point limit, so that coils stay dry", param.Assumption)
	p.Float(&s.ChilledRangeK, "chilled_water_range_K", 6, param.Between(3, 15), "rise of chilled water through the coils at design", leiMasanet)
	p.Float(&s.ChilledHeadkPa, "chilled_water_head_kPa", 143.658, param.Between(10, 1000), "head of chilled-water pumps at design flow", leiMasanet)
	p.Float(&s.PumpEfficiency, "chilled_water_pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of chilled-water pumps", leiMasanet)
	p.Float(&s.MotorEfficiency, "chilled_water_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "share of pump power that becomes heat in the chilled water; the rest leaves with the plant room's air", param.Assumption)
	p.Float(&s.CoilEffective, "coil_effectiveness", 0.8, param.AboveTo(0.1, 1), "largest effectiveness of chilled-water coils", leiMasanet)
	p.Float(&s.RecirculationK, "recirculation_K", 2, param.Between(0, 10), "intake air of chillers above outdoor air at full heat; reserve of the outdoor-air path in sizing", recirculationQuoted)
	p.Float(&s.ThermalMass, "thermal_mass_MJ_per_K_per_MW", 20, param.Between(5, 500), "heat capacity of air, racks and building per MW of design air heat", param.Assumption)
	p.Float(&s.ChilledMass, "chilled_water_thermal_mass_MJ_per_K_per_MW", 27, param.Between(5, 500), "heat capacity of the chilled-water loop per MW of coil heat: it bridges a chiller's failure", param.Unverified("6 US gal a ton (6.5 l/kW) is commonly quoted as the least volume for process cooling"))
	p.Float(&s.MaxRackkW, "max_air_rack_kW", 50, param.Above(0), "largest heat of a rack that air can carry", param.Unverified("commonly quoted limit of air cooling, 30 to 50 kW a rack"))
	p.Table(&s.Units, "units", "the air side's units, their redundancy and failures")
}

// Check reports impossible combinations.
func (s *AirSpec) Check(report func(key, format string, args ...any)) {
	if s.MinDewPointDegC >= s.MaxDewPointDegC {
		report("min_dew_point_degC", "must be below max_dew_point_degC (%g degC)", s.MaxDewPointDegC)
	}
	if s.MinRelHumidity >= s.MaxRelHumidity {
		report("min_rel_humidity", "must be below max_rel_humidity (%g)", s.MaxRelHumidity)
	}
	if !isAuto(s.ChilledWaterDegC) && s.ChilledWaterDegC < s.MaxDewPointDegC && s.MechanicalShare > 0 {
		report("chilled_water_temp_degC", "is below max_dew_point_degC (%g degC): coils are modelled dry", s.MaxDewPointDegC)
	}
}

// build sizes the air side for designW of heat whose servers bear maxInlet.
func (s *AirSpec) build(site Site, designW, rackkW, maxInlet float64, force bool) (airSide, error) {
	a := airSide{designW: designW, rackShare: 1, maxInletDegC: maxInlet}
	if rackkW > s.MaxRackkW {
		if !force {
			return a, fmt.Errorf("racks leave %.3g kW to the air, more than air can carry (max_air_rack_kW = %g)", rackkW, s.MaxRackkW)
		}
		a.rackShare = s.MaxRackkW / rackkW
	}
	a.setDegC = s.SupplyTempDegC
	if isAuto(a.setDegC) {
		a.setDegC = min(27, maxInlet-1)
	}
	if a.setDegC > maxInlet && !force {
		return a, fmt.Errorf("supply_air_temp_degC = %.4g exceeds the servers' inlet limit of %.4g degC", a.setDegC, maxInlet)
	}
	p := site.PressurePa
	a.maxW = min(psychro.HumidityRatioFromRelHumidity(s.MaxDewPointDegC, 1, p), psychro.HumidityRatioFromRelHumidity(a.setDegC, s.MaxRelHumidity, p))
	a.reopenW = min(psychro.HumidityRatioFromRelHumidity(s.MaxDewPointDegC-s.HumidityBandK, 1, p), a.maxW)
	a.minW = max(psychro.HumidityRatioFromRelHumidity(s.MinDewPointDegC, 1, p), psychro.HumidityRatioFromRelHumidity(a.setDegC, s.MinRelHumidity, p))
	a.w = a.minW
	a.massFlow = given(s.Flow, designW/(dryAirJPerKgK*s.RangeK))
	a.minFlow = s.MinFlow
	a.capJPerK = s.ThermalMass * designW
	a.perDesign, a.perCap, a.capMW = 1/designW, minuteS/a.capJPerK, 1e-6/minuteS*a.capJPerK
	dp := s.HallPressurePa + s.FilterPressurePa
	if s.Adiabatic {
		dp += s.PadPressurePa
		a.padEff = s.PadEffectiveness
		a.padPumpW = s.PadPumpShare * designW
		a.water = waterLaw{drift: s.Drift, cycles: s.Cycles}
	}
	if s.MechanicalShare > 0 {
		dp += s.CoilPressurePa
	}
	a.fanW = a.massFlow * psychro.VolumeM3PerKg(a.setDegC, a.minW, p) * dp / s.FanEfficiency
	a.riseK = a.fanW / (dryAirJPerKgK * a.massFlow)
	s.sizeChillers(&a, site)
	a.sizeUnits(s)
	a.returnDegC = a.setDegC + designW/(dryAirJPerKgK*a.massFlow)
	return a, s.feasible(&a, site, force)
}

// sizeChillers sizes chillers, coils and chilled-water pumps.
func (s *AirSpec) sizeChillers(a *airSide, site Site) {
	a.recirculationK = s.RecirculationK
	if s.MechanicalShare == 0 {
		a.admitted = true
		return
	}
	a.mechanical, a.admitted = true, true
	a.chilledDegC = s.ChilledWaterDegC
	if isAuto(a.chilledDegC) {
		a.chilledDegC = s.MaxDewPointDegC
	}
	a.coilEff = s.CoilEffective
	a.coilW = s.MechanicalShare * (a.designW + a.fanW)
	flow := a.coilW / (waterJPerKgK * s.ChilledRangeK * waterKgPerM3)
	a.pump = pump{designW: PumpPowerW(flow, 1e3*s.ChilledHeadkPa, s.PumpEfficiency), toFluid: s.MotorEfficiency}
	c := &AirCooledScrew
	ref := (a.coilW + a.pump.toFluid*a.pump.designW) / c.Capacity(a.chilledDegC, site.DesignDryBulbDegC+s.RecirculationK)
	a.chillers = newChillers(c, given(1e6*s.ChillerMW, ref), s.ChillerCOP, s.Chillers, a.chilledDegC)
}

// feasible tells whether full load can be held at the site's extremes.
func (s *AirSpec) feasible(a *airSide, site Site, force bool) error {
	if force {
		return nil
	}
	air := site.DesignDryBulbDegC
	if a.padEff > 0 {
		air = AirAfterPads(air, site.DesignWetBulbDegC, a.padEff)
	}
	supply := air + s.RecirculationK + a.riseK
	// With outdoor air, chillers trim what is missing; without, they carry all.
	trim := math.Min(a.coilW/(dryAirJPerKgK*a.massFlow), a.coilEff*max(0, air-a.chilledDegC))
	if best := supply - trim; best > a.maxInletDegC {
		return fmt.Errorf("outdoor air reaches %.1f degC at the servers at the site's extreme (%.1f degC dry bulb, %.1f degC wet bulb) with mechanical_share = %g; the servers bear %.1f degC",
			best, site.DesignDryBulbDegC, site.DesignWetBulbDegC, s.MechanicalShare, a.maxInletDegC)
	}
	if a.mechanical && a.chilledDegC+(1-a.coilEff)*(a.returnDegC-a.chilledDegC)+a.riseK > a.setDegC {
		return fmt.Errorf("chilled water of %.1f degC cannot hold supply air of %.1f degC with coil_effectiveness = %g", a.chilledDegC, a.setDegC, a.coilEff)
	}
	return nil
}
