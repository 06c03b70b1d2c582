package cooling

import (
	"fmt"
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

const energyPlusDX = param.Source("EnergyPlus, Coil:Cooling:DX:SingleSpeed in its example files")

// DirectExpansionSpec describes computer room air conditioners with direct-expansion
// coils and air-cooled condensers (see loop.DxSide).
type DirectExpansionSpec struct {
	commonSpec
	loop.HallAirSpec
	component.CompressorStagingSpec
	CapacityMW      float64
	StagekW         float64
	COP             float64
	BypassFactor    float64
	Reserve         float64
	RecirculationK  float64
	Condenser       component.AirCondenserSpec
	Ventilation     float64
	AirVolume       float64
	Humidify        bool
	MinDewPointDegC float64
	WaterTempDegC   float64
	PumpJPerKg      float64
	Cycles, Drift   float64
	without         withoutWater
}

// leastM3PerSPerW is the least rated air flow of a direct-expansion coil over its rated
// total capacity, m3/s per W (300 cubic feet a minute a ton: EnergyPlus, Input Output
// Reference, Coil:Cooling:DX:SingleSpeed).
const leastM3PerSPerW = 4.027e-5

// Params declares the parameters.
func (s *DirectExpansionSpec) Params(p *param.Set) {
	s.commonSpec.declare(p, &failure.FanUnits, &failure.CompressorUnits)
	p.Float(&s.CapacityMW, "dx_capacity_MW", param.Auto, param.Above(0), "rated total capacity of all compressors; auto: sized for the site's extreme", param.Assumption)
	p.Float(&s.StagekW, "stage_capacity_kW", 60, param.Above(1), "rated capacity of one compressor stage; their number is rounded up", param.Assumption)
	p.Float(&s.COP, "dx_cop", 3, param.Between(1, 10), "COP at 19.4 degC wet bulb and 35 degC condenser air, condenser fans included, hall fans not", energyPlusDX)
	p.Float(&s.BypassFactor, "bypass_factor", 0.1, param.Between(0.001, 0.6), "fraction of air that passes a coil untouched at rated flow", param.Assumption)
	p.Float(&s.Reserve, "reserve", 0.05, param.Between(0, 1), "compressors are sized larger than design heat at the site's extreme by this fraction", param.Assumption)
	p.Float(&s.RecirculationK, "recirculation_K", 2, param.Between(0, 10), "air into the condensers above outdoor air at full heat", component.RecirculationQuoted)
	s.Condenser.Declare(p, "", component.WindowACCurves.Condenser.Min, "lower bound of EnergyPlus' curves of direct expansion")
	p.Float(&s.Ventilation, "ventilation_share", 0.002, param.Between(0, 0.1), "outdoor air let in for pressure and people, as a fraction of design air flow", param.Assumption)
	p.Float(&s.AirVolume, "air_volume_m3", param.Auto, param.Above(0), "volume of the hall's air; auto: 2000 m3 for each MW of design air heat", param.Assumption)
	p.Bool(&s.Humidify, "humidify", true, "an adiabatic humidifier keeps the hall at the lower dew point limit")
	p.Float(&s.MinDewPointDegC, "min_dew_point_degC", -9, param.Between(-25, 10), "lower limit of the hall's dew point", component.LeiMasanet)
	p.Float(&s.WaterTempDegC, "humidifier_water_temp_degC", 15, param.Between(1, 60), "water to the humidifier", param.Assumption)
	p.Float(&s.PumpJPerKg, "humidifier_pump_J_per_kg", 15e3, param.Between(0, 1e6), "energy of the humidifier's pump per kg of water evaporated", param.Assumption)
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of the humidifier's water", component.LikeTowerCycles)
	p.Float(&s.Drift, "drift", 0, param.Between(0, 0.2), "drift of the humidifier as a fraction of evaporation", param.Assumption)
	s.CompressorStagingSpec.Declare(p)
	s.HallAirSpec.Declare(p, 20, 11, 500)
	s.without.declare(p, "refrigerant", "direct expansion has no loop of water beside which a tank could stand")
}

// Check reports impossible combinations.
func (s *DirectExpansionSpec) Check(report func(key, format string, args ...any)) {
	s.CompressorStagingSpec.CheckKeys(report)
	s.without.check(report)
}

// Build sizes the plant.
func (s *DirectExpansionSpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	side, err := s.size(site.Complete(), h)
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(&joined{air: side}, h)
}

// size sizes air, ventilation, humidifier, coils and compressors.
func (s *DirectExpansionSpec) size(site loop.Site, h loop.Hall) (*loop.DxSide, error) {
	demand, err := h.AllInAir("direct expansion")
	if err != nil {
		return nil, err
	}
	side := &loop.DxSide{DxSize: loop.DxSize{RecirculationK: s.RecirculationK, Condenser: s.Condenser.Build(site.PressurePa)}}
	if side.HallAir, err = s.HallAirSpec.Build(site, demand, 0, &s.Units, &failure.FanUnits, s.Force); err != nil {
		return nil, err
	}
	side.VentKgPerS = s.Ventilation * side.MassFlow
	if least := side.MassFlow * psychro.VolumeM3PerKg(side.SetDegC, loop.HallHumidity, site.PressurePa); s.AirVolume < least {
		return nil, fmt.Errorf("air_volume_m3 = %.4g is less than fans move in a second; %.4g m3 is", s.AirVolume, least)
	}
	side.AirKg = component.Given(s.AirVolume, 2000*1e-6*side.DesignW) / psychro.VolumeM3PerKg(side.SetDegC, loop.HallHumidity, site.PressurePa)
	if s.Humidify {
		side.MinW = psychro.SaturationHumidityRatio(s.MinDewPointDegC, site.PressurePa)
		side.WaterJPerKg, side.PumpJPerKg = component.LiquidJPerKgK*s.WaterTempDegC, s.PumpJPerKg
		side.Water = component.WaterLaw{Drift: s.Drift, Cycles: s.Cycles}
	}
	if err := s.sizeCoils(side, site); err != nil {
		return nil, err
	}
	side.Compressors = s.Units.Bank(&failure.CompressorUnits, side.Bank.Units.Number)
	return side, nil
}

// sizeCoils sizes compressors and coils for design heat and the reserve at the
// site's extreme, with dry coils at rated air flow. Ventilation at the extreme is
// part of the heat; its vapour is taken as saturating the wet bulb.
func (s *DirectExpansionSpec) sizeCoils(side *loop.DxSide, site loop.Site) error {
	a := &side.HallAir
	w := psychro.HumidityRatioFromWetBulb(site.DesignDryBulbDegC, site.DesignWetBulbDegC, site.PressurePa)
	if math.IsNaN(w) {
		w = 0
	}
	hot := psychro.EnthalpyJPerKg(site.DesignDryBulbDegC, w) - psychro.EnthalpyJPerKg(a.ReturnDegC, loop.HallHumidity)
	need := a.DesignW + a.FanW + side.VentKgPerS*max(hot, 0)
	heat := (1 + s.Reserve) * need
	t := a.ReturnDegC
	tc, _ := side.Condenser.EnteringDegC(site.DesignDryBulbDegC+s.RecirculationK, 1)
	adp := t - heat/(a.MassFlow*(1-s.BypassFactor)*component.DryAirJPerKgK)
	if cold := adp - (a.SetDegC - a.ColdestDegC()); cold < component.MinCoilDegC && !s.Force {
		return fmt.Errorf("supply air of %.1f degC with an air_range_K of %.3g needs coils at %.1f degC, which ice up below %d degC", a.ColdestDegC(), a.DesignW/(a.MassFlow*component.DryAirJPerKgK), cold, component.MinCoilDegC)
	}
	c := &component.WindowACCurves
	dry := psychro.SaturationHumidityRatio(max(adp, component.MinCoilDegC), site.PressurePa)
	auto := heat / c.Capacity(psychro.WetBulbDegC(t, dry, site.PressurePa), tc, 1)
	ref := component.Given(1e6*s.CapacityMW, auto)
	if least := auto / (1 + s.Reserve); ref < least*(1-1e-9) && !s.Force {
		return fmt.Errorf("dx_capacity_MW = %.4g does not carry the hall's heat with %.1f degC into the condensers at the site's extreme; %.4g would", s.CapacityMW, tc, 1e-6*least)
	}
	flow := a.MassFlow * psychro.VolumeM3PerKg(a.SetDegC, loop.HallHumidity, site.PressurePa)
	if most := flow / leastM3PerSPerW; s.CapacityMW > 0 && ref > most && ref > auto {
		return fmt.Errorf("dx_capacity_MW = %.4g is more than coils give in %.4g m3/s of air: they ice up with less than %g m3/s for each W; %.4g at most", s.CapacityMW, flow, leastM3PerSPerW, 1e-6*max(most, auto))
	}
	n := math.Ceil(1e-3 * ref / s.StagekW)
	side.Bank = component.NewDXBank(c, ref, s.COP, a.MassFlow, s.BypassFactor, site.PressurePa, &s.CompressorStagingSpec, n)
	return nil
}
