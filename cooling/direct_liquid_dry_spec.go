package cooling

import (
	"fmt"
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

func init() {
	Plants.Register("direct-liquid-dry", "direct liquid cooling with dry or adiabatic coolers; the uncaptured heat goes to outdoor air", func() PlantSpec { return new(DirectLiquidDrySpec) })
}

const buildings = "Modelica Buildings Library, Fluid/HeatExchangers, DryCooler and its data"

// DirectLiquidDrySpec describes direct liquid cooling: cold plates, coolant
// distribution units (CDU), a facility water loop and dry coolers with wetted
// pads, and an air side of its own for the heat that cold plates leave.
type DirectLiquidDrySpec struct {
	Force                     bool
	SupplyTempDegC            float64
	FacilityClass             string
	CDUApproachK              float64
	TCSRangeK, FacilityRangeK float64
	CDUConductance            float64
	TCSFlow, FacilityFlow     float64
	MinFlow, FlowBand         float64
	TCSMass, FacilityMass     float64
	CDUHeadkPa                float64
	FacilityHeadkPa           float64
	PumpEfficiency            float64
	MotorEfficiency           float64
	StaticHead                float64
	PlateResistance           float64
	PlateMaxCaseDegC          float64
	PlateHeatW                float64
	PlateConvective           float64
	Units                     float64
	UnitAir                   float64
	UnitConductance           float64
	UnitFankW                 float64
	MinFanSpeed, FanBand      float64
	LoadStep, LoadLagMin      float64
	RecirculationK            float64
	Adiabatic                 bool
	AdiabaticOnDegC           float64
	AdiabaticBandK            float64
	PadEffectiveness          float64
	UnitPadPumpkW             float64
	Cycles, Drift             float64
	Throttle                  ThrottleSpec
	Failures                  FailureSpec
	Redundancy                LiquidUnitsSpec
	Air                       AirSpec
	Recovery                  HeatRecoverySpec
	Storage                   StorageSpec
}

// Params declares the parameters.
func (s *DirectLiquidDrySpec) Params(p *param.Set) {
	p.Bool(&s.Force, "force", false, "run a plant that cannot serve the hall at the site's extreme, throttling counted")
	s.declareLoops(p)
	s.declareCoolers(p)
	s.Throttle.Params(p)
	s.Failures.Params(p)
	p.Table(&s.Redundancy, "units", "the liquid side's units, their redundancy and failures")
	p.Table(&s.Air, "air", "air side for the heat that cold plates leave in the hall")
	p.Table(&s.Recovery, "heat_recovery", "heat from the facility water for a district network")
	s.Storage.declare(p, byDryBulb)
}

// declareLoops declares cold plates, coolant distribution units and both loops.
func (s *DirectLiquidDrySpec) declareLoops(p *param.Set) {
	p.Float(&s.SupplyTempDegC, "supply_temp_degC", param.Auto, param.Between(5, 60), "set point of facility water supplied to the CDUs; auto: 1 K below what the servers' coolant limit needs", param.Assumption)
	p.Choice(&s.FacilityClass, "facility_class", "", facilityClassWords(), "ASHRAE class of facility water that the CDUs ask for; its highest temperature bounds the set point; absent: none")
	p.Float(&s.CDUApproachK, "cdu_approach_K", 4, param.Between(0.5, 15), "coolant supply (TCS) above facility supply at design", param.Unverified("3 to 5 K is commonly quoted for plate CDUs"))
	p.Float(&s.TCSRangeK, "tcs_range_K", 10, param.Between(2, 30), "rise of coolant through the cold plates at design", param.Assumption)
	p.Float(&s.FacilityRangeK, "facility_range_K", 10, param.Between(2, 30), "rise of facility water through the CDUs at design", likeLeiMasanet)
	p.Float(&s.CDUConductance, "cdu_conductance_kW_per_K", param.Auto, param.Above(0), "conductance of all CDUs at design flow; auto: for cdu_approach_K", param.Assumption)
	p.Float(&s.TCSFlow, "tcs_flow_kg_per_s", param.Auto, param.Above(0), "design flow of coolant through all cold plates; auto: for tcs_range_K", param.Assumption)
	p.Float(&s.FacilityFlow, "facility_flow_kg_per_s", param.Auto, param.Above(0), "design flow of facility water; auto: for facility_range_K", param.Assumption)
	p.Float(&s.MinFlow, "min_flow", 0.5, param.Between(0.2, 1), "smallest flow of both loops as a share of design; above, flow follows the servers' load", param.Assumption)
	p.Float(&s.FlowBand, "flow_dead_band", 0.05, param.Between(0, 0.2), "pumps keep their speed while the flow asked for stays this near, as a share of design", param.Assumption)
	p.Float(&s.TCSMass, "tcs_thermal_mass_MJ_per_K_per_MW", 2, param.Between(0.05, 100), "heat capacity of coolant, cold plates and racks per MW of captured design heat", param.Assumption)
	p.Float(&s.FacilityMass, "facility_thermal_mass_MJ_per_K_per_MW", 6, param.Between(0.1, 1000), "heat capacity of the facility loop per MW of captured design heat", param.Assumption)
	p.Float(&s.CDUHeadkPa, "cdu_pump_head_kPa", 200, param.Between(10, 1000), "head of CDU pumps at design flow", param.Assumption)
	p.Float(&s.FacilityHeadkPa, "facility_pump_head_kPa", 208.66, param.Between(10, 1000), "head of facility pumps at design flow", likeLeiMasanet)
	p.Float(&s.PumpEfficiency, "pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of pumps", likeLeiMasanet)
	p.Float(&s.MotorEfficiency, "pump_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "share of pump power that becomes heat in the fluid; the rest leaves with the hall's air (CDU) or the plant room's (facility)", param.Assumption)
	p.Float(&s.StaticHead, "static_head", 0.2, param.Fraction(), "share of pump head that does not fall with flow", param.Assumption)
	p.Float(&s.PlateResistance, "cold_plate_resistance_K_per_W", 0.025, param.Between(0.001, 1), "thermal resistance from case to coolant inlet at design flow", "EnergyPlus, new feature proposal on liquid-cooled IT equipment (2026)")
	p.Float(&s.PlateMaxCaseDegC, "cold_plate_max_case_degC", 85, param.Between(40, 120), "case temperature above which a cold plate takes no more heat", param.Assumption)
	p.Float(&s.PlateHeatW, "cold_plate_heat_W", 1200, param.Between(10, 10000), "heat of one cold plate at full load", param.Unverified("NVIDIA GB200: up to 1,200 W a GPU"))
	p.Float(&s.PlateConvective, "cold_plate_convective_share", 0.4, param.Fraction(), "share of the resistance that varies with flow", param.Assumption)
}

// declareCoolers declares dry coolers, their control and their pads.
func (s *DirectLiquidDrySpec) declareCoolers(p *param.Set) {
	p.Float(&s.Units, "dry_cooler_units", param.Auto, param.Above(0), "number of dry cooler units, not rounded; auto: sized for the site's extreme", param.Assumption)
	p.Float(&s.UnitAir, "dry_cooler_air_kW_per_K", 527.2, param.Above(0), "capacity flow of air through one unit at full fan speed", buildings)
	p.Float(&s.UnitConductance, "dry_cooler_conductance_kW_per_K", 607.5, param.Above(0), "conductance of one unit at its rating point", buildings)
	p.Float(&s.UnitFankW, "dry_cooler_fan_kW", 117.7, param.AtLeast(0), "power of one unit's fans at full speed", buildings)
	p.Float(&s.MinFanSpeed, "min_fan_speed", 0.3, param.Between(0.05, 1), "smallest fan speed; below it cells are staged off", buildings)
	p.Float(&s.FanBand, "fan_dead_band", 0.005, param.Between(0, 0.1), "fans keep their speed while the conductance they give stays this near what is asked for, as a share: some 0.1 K of supply temperature", param.Assumption)
	p.Float(&s.LoadStep, "load_step", 0.05, param.Between(0, 1), "change of heat, as a share of design, that the fans follow at once", param.Assumption)
	p.Float(&s.LoadLagMin, "load_lag_min", 10, param.AtLeast(0), "time in which the fans follow 63 % of a smaller change", param.Assumption)
	p.Float(&s.RecirculationK, "recirculation_K", 2, param.Between(0, 10), "air onto the coils above outdoor air at full heat", recirculationQuoted)
	p.Bool(&s.Adiabatic, "adiabatic", true, "wetted pads pre-cool the dry coolers' air on hot days")
	p.Float(&s.AdiabaticOnDegC, "adiabatic_on_degC", param.Auto, param.Between(10, 60), "outdoor dry bulb above which pads are wetted; auto: where dry operation just carries design heat, less the dead band", param.Assumption)
	p.Float(&s.AdiabaticBandK, "adiabatic_dead_band_K", 2, param.Between(0, 10), "pads dry again this far below the threshold", param.Assumption)
	p.Float(&s.PadEffectiveness, "pad_effectiveness", 0.75, param.AboveTo(0, 1), "saturation effectiveness of pads", param.Unverified("pads .6 to .85"))
	p.Float(&s.UnitPadPumpkW, "dry_cooler_pad_pump_kW", 1.5, param.AtLeast(0), "power of one unit's pad pump while pads are wet", param.Assumption)
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of pad water", likeTowerCycles)
	p.Float(&s.Drift, "drift", 0.002, param.Between(0, 0.2), "drift of pads as a share of evaporation", param.Assumption)
}

// Check reports impossible combinations.
func (s *DirectLiquidDrySpec) Check(report func(key, format string, args ...any)) {
	s.Storage.check(report)
}

// Build sizes the plant.
func (s *DirectLiquidDrySpec) Build(site Site, h Hall) (Plant, error) {
	site = site.complete()
	if h.LiquidFraction <= 0 {
		return nil, fmt.Errorf("hall %s: its servers have no cold plates (liquid fraction 0): direct liquid cooling carries nothing", h.Name)
	}
	if h.DesignITMW <= 0 {
		return nil, fmt.Errorf("hall %s: no IT load to size for", h.Name)
	}
	d := &directLiquidDry{hall: h, liquidW: 1e6 * h.DesignITMW * h.LiquidFraction, throttle: newThrottle(&s.Throttle)}
	if err := s.sizeLoops(d, h); err != nil && !s.Force {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	if err := s.sizeCooler(d, site); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	motorLoss := (1 - s.MotorEfficiency) * d.cduPump.designW
	airW := 1e6*(h.DesignITMW*(1-h.LiquidFraction)+h.DesignRoomHeatMW) + motorLoss
	var err error
	d.air, err = s.Air.build(site, airW, h.RackPowerkW*(1-h.LiquidFraction), h.MaxInletAirDegC, s.Force)
	if err != nil {
		return nil, fmt.Errorf("hall %s: air side: %w", h.Name, err)
	}
	if err := s.sizeStore(d, site.DesignDryBulbDegC); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	if err := s.sizeUnits(d); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	d.Stop()
	return d, nil
}

// sizeLoops sizes CDU, flows, pumps and cold plates.
func (s *DirectLiquidDrySpec) sizeLoops(d *directLiquidDry, h Hall) error {
	d.heat = s.Recovery.build()
	d.minFlow, d.flowBand, d.perDesign = s.MinFlow, s.FlowBand, 1/h.DesignITMW
	d.c1 = waterJPerKgK * given(s.TCSFlow, d.liquidW/s.TCSRangeK/waterJPerKgK)
	d.c2 = waterJPerKgK * given(s.FacilityFlow, d.liquidW/s.FacilityRangeK/waterJPerKgK)
	pumpOf := func(c, headkPa float64) pump {
		flow := c / (waterJPerKgK * waterKgPerM3)
		return pump{designW: PumpPowerW(flow, 1e3*headkPa, s.PumpEfficiency), static: s.StaticHead, toFluid: s.MotorEfficiency}
	}
	d.cduPump, d.facilityPump = pumpOf(d.c1, s.CDUHeadkPa), pumpOf(d.c2, s.FacilityHeadkPa)
	d.heat1, d.heat2 = s.TCSMass*d.liquidW, s.FacilityMass*d.liquidW
	d.perHeat1, d.perHeat2 = 1/d.heat1, 1/d.heat2
	d.warm1, d.warm2 = minuteS*d.perHeat1, minuteS*d.perHeat2
	d.recoverWPerK = (d.heat1 + d.heat2) / recoveryS
	ua := 1e3 * s.CDUConductance
	if isAuto(ua) {
		ua = CDUSizeWPerK(d.liquidW, d.liquidW/d.c1, d.liquidW/d.c2, s.CDUApproachK)
	}
	// What the CDUs' conductance makes of the approach.
	approach := d.liquidW/CDUConductanceWPerK(ua, d.c1, d.c2, 1, 1) - d.liquidW/d.c1
	d.short.conduct = func(f1, f2 float64) float64 { return CDUConductanceWPerK(ua, d.c1, d.c2, f1, f2) }
	d.cdu = newCurve(func(f float64) float64 { return CDUConductanceWPerK(ua, d.c1, d.c2, f, f) }, s.MinFlow, 1.001, 128)
	d.plate = newCurve(func(f float64) float64 { return ColdPlateResistance(s.PlateResistance, s.PlateConvective, f) }, s.MinFlow, 1.001, 128)
	d.plateW, d.plateMaxDegC = s.PlateHeatW, s.PlateMaxCaseDegC
	d.setDegC = s.SupplyTempDegC
	if isAuto(d.setDegC) {
		d.setDegC = min(h.MaxLiquidSupplyDegC-approach-1, facilityMaxDegC(s.FacilityClass))
	}
	d.supplyDegC = d.setDegC + approach
	d.t1, d.t2 = d.supplyDegC+d.liquidW/d.c1, d.setDegC
	if most := facilityMaxDegC(s.FacilityClass); d.setDegC > most {
		return fmt.Errorf("supply_temp_degC = %.4g is above what facility_class %s allows: %.4g degC", d.setDegC, s.FacilityClass, most)
	}
	if d.supplyDegC > h.MaxLiquidSupplyDegC {
		return fmt.Errorf("supply_temp_degC = %.4g with a CDU approach of %.4g K gives coolant of %.4g degC; the servers bear %.4g degC",
			d.setDegC, approach, d.supplyDegC, h.MaxLiquidSupplyDegC)
	}
	if most := ColdPlateMaxHeatW(s.PlateMaxCaseDegC, d.supplyDegC, s.PlateResistance); most < s.PlateHeatW {
		return fmt.Errorf("coolant of %.4g degC lets a cold plate of %g K/W take %.0f W of its %.0f W (case limit %.4g degC)",
			d.supplyDegC, s.PlateResistance, most, s.PlateHeatW, s.PlateMaxCaseDegC)
	}
	return nil
}

// minApproachK is the least approach of facility supply to air for which dry
// coolers are sized: below it their number runs away.
const minApproachK = 1.5

// sizeCooler sizes the dry coolers and sets the pads' threshold.
func (s *DirectLiquidDrySpec) sizeCooler(d *directLiquidDry, site Site) error {
	u := TrilliumTDFS1238
	u.AirWPerK, u.WaterWPerK = 1e3*s.UnitAir, 1e3*s.UnitAir
	u.UAWPerK, u.FanW = 1e3*s.UnitConductance, 1e3*s.UnitFankW
	sigma := site.PressurePa / 101325
	d.recirculationK = s.RecirculationK
	d.followPerMin = 1 - math.Exp(-1/s.LoadLagMin)
	heat := d.liquidW + s.MotorEfficiency*(d.cduPump.designW+d.facilityPump.designW)
	d.stepW = s.LoadStep * heat
	d.coolerW, d.perCoolerW = heat, 1/heat
	in := d.setDegC + heat/d.c2
	air := site.DesignDryBulbDegC
	if s.Adiabatic {
		air = AirAfterPads(air, site.DesignWetBulbDegC, s.PadEffectiveness)
	}
	air += s.RecirculationK
	need := u.UnitsFor(heat, d.c2, in, air, sigma, minApproachK)
	n := s.Units
	switch {
	case isAuto(n) && math.IsNaN(need):
		assist := "without adiabatic assist"
		if s.Adiabatic {
			assist = "after its pads"
		}
		err := fmt.Errorf("a dry cooler cannot supply %.1f degC: at the site's extreme (%.1f degC dry bulb, %.1f degC wet bulb) its air is %.1f degC %s and %g K of recirculation, and it has no mechanical help",
			d.setDegC, site.DesignDryBulbDegC, site.DesignWetBulbDegC, air, assist, s.RecirculationK)
		if !s.Force {
			return err
		}
		n = u.UnitsFor(heat, d.c2, in, d.setDegC-6, sigma, minApproachK)
	case isAuto(n):
		n = need
	case n < need*(1-1e-9) || math.IsNaN(need):
		if !s.Force {
			return fmt.Errorf("dry_cooler_units = %.4g do not carry %.4g MW at the site's extreme (%.1f degC onto the coils); %.4g units would", n, heat/1e6, air, need)
		}
	}
	d.cooler = newDryCooler(u, n, sigma, s.MinFanSpeed, s.FanBand)
	rated := d.c2 / (n * u.WaterWPerK)
	d.ratedFlow = rated
	d.film = newCurve(func(f float64) float64 { return math.Pow(rated*f, 0.85) }, s.MinFlow, 1.001, 128)
	if s.Adiabatic {
		d.padEff, d.padPumpW = s.PadEffectiveness, 1e3*s.UnitPadPumpkW*n
		d.water = waterLaw{drift: s.Drift, cycles: s.Cycles}
		d.padsOnDegC, d.padsBandK = s.AdiabaticOnDegC, s.AdiabaticBandK
		if isAuto(d.padsOnDegC) {
			d.padsOnDegC = max(d.dryLimitDegC(heat)-s.AdiabaticBandK, padLeastDegC)
		}
	}
	return nil
}

// padLeastDegC is the lowest automatic threshold of the pads.
const padLeastDegC = 10

// dryLimitDegC is the outdoor dry bulb at which the bank without water just
// carries heat with its fans at full speed.
func (d *directLiquidDry) dryLimitDegC(heat float64) float64 {
	in := d.setDegC + heat/d.c2
	lo, hi := -60.0, in
	for i := 0; i < 60; i++ {
		t := 0.5 * (lo + hi)
		n := d.cooler.number
		if n*d.cooler.unit.Conductance(in, t, d.c2/(n*d.cooler.unit.WaterWPerK), d.cooler.sigma)*(in-t) >= heat {
			lo = t
		} else {
			hi = t
		}
	}
	return lo - d.recirculationK
}

// complete fills in the pressure from the altitude where it is missing.
func (s Site) complete() Site {
	if s.PressurePa <= 0 {
		s.PressurePa = psychro.PressureAtAltitudePa(s.AltitudeM)
	}
	return s
}
