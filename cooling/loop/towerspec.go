package loop

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

// TowerSpec describes a bank of cooling towers.
type TowerSpec struct {
	Model          string
	RangeK         float64
	ApproachK      float64
	WetBulbDegC    float64
	LiquidToGas    float64
	FanPressurePa  float64
	FanEfficiency  float64
	FanLaw         string
	MinFanSpeed    float64
	StillAir       float64
	Evaporation    string
	Drift, Cycles  float64
	CapacityFactor float64
}

// Models of a tower and laws of its fans.
const (
	TowerMerkel   = "merkel"
	TowerYork     = "yorkcalc"
	fanCubic      = "cubic"
	fanEnergyPlus = "energyplus"
)

const energyPlusTowers = param.Source("EnergyPlus, CoolingTower:VariableSpeed:Merkel, defaults")

// Params declares the parameters.
func (s *TowerSpec) Params(p *param.Set) {
	p.Choice(&s.Model, "model", TowerMerkel, []string{TowerMerkel, TowerYork}, "Merkel's theory as effectiveness-NTU, or the YorkCalc correlation")
	p.Float(&s.RangeK, "range_K", 5, param.Between(1, 22), "water in minus water out at design", component.LeiMasanet)
	p.Float(&s.ApproachK, "approach_K", 4, param.Between(1, 20), "water out minus wet bulb at design", component.LeiMasanet)
	p.Float(&s.WetBulbDegC, "design_wet_bulb_degC", param.Auto, param.Between(5, 35), "wet bulb for which towers are chosen; auto: the site's extreme", param.Assumption)
	p.Float(&s.LiquidToGas, "liquid_to_gas", 1.2, param.Between(0.3, 4), "mass ratio of water to dry air at design", "Modelica Buildings Library, CoolingTowers/Merkel.mo")
	p.Float(&s.FanPressurePa, "fan_pressure_Pa", 200, param.Between(10, 1000), "pressure rise of fans at full speed", component.LeiMasanet)
	p.Float(&s.FanEfficiency, "fan_efficiency", 0.75, param.AboveTo(0.1, 1), "air power over electric power of fans at full speed", component.LeiMasanet)
	p.Choice(&s.FanLaw, "fan_law", fanCubic, []string{fanCubic, fanEnergyPlus}, "fan power by the cube of speed, or 0.02 + 0.98 times the cube (EnergyPlus's example)")
	p.Float(&s.MinFanSpeed, "min_fan_speed", 0.2, param.Between(0.1, 0.9), "least fan speed; below, fans cycle", energyPlusTowers)
	p.Float(&s.StillAir, "still_air", 0.1, param.Between(0.02, 0.5), "air flow with fans off as a share of full; below min_fan_speed", energyPlusTowers)
	p.Choice(&s.Evaporation, "evaporation", component.EvaporationSaturated, []string{component.EvaporationSaturated, component.EvaporationAllHeat}, "air leaves saturated, or all heat evaporates water (the assumption of Lei and Masanet 2022)")
	p.Float(&s.Drift, "drift", 8e-5, param.Between(0, 0.01), "drift at full air flow as a share of circulating water", "EnergyPlus, CoolingTower defaults")
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of tower water", "EnergyPlus, CoolingTower defaults")
	p.Float(&s.CapacityFactor, "capacity_factor", 1, param.Between(0.5, 3), "towers built for this multiple of design heat", param.Assumption)
}

// Check reports impossible combinations.
func (s *TowerSpec) Check(report func(key, format string, args ...any)) {
	if s.StillAir >= s.MinFanSpeed {
		report("still_air", "must be below min_fan_speed (%g)", s.MinFanSpeed)
	}
}

// build sizes a bank that rejects heat, W, at design, and returns it with its water
// law and the design flow of water through all cells, kg/s. An ideal one holds its
// approach whatever the air can take: it has water, air and fans, but no conductance.
func (s *TowerSpec) build(site Site, heat float64, ideal bool) (b component.TowerBank, w component.TowerWater, waterKgPerS float64, err error) {
	wb := component.Given(s.WetBulbDegC, site.DesignWetBulbDegC)
	d := component.TowerDesign{WaterKgPerS: s.CapacityFactor * heat / (component.WaterJPerKgK * s.RangeK), DryBulbDegC: max(site.DesignDryBulbDegC, wb), WetBulbDegC: wb,
		RangeK: s.RangeK, ApproachK: s.ApproachK, PressurePa: site.PressurePa}
	if !(psychro.HumidityRatioFromWetBulb(d.DryBulbDegC, wb, site.PressurePa) >= 0) {
		return b, w, 0, fmt.Errorf("cooling tower for a wet bulb of %.1f degC: no air of %.1f degC, the site's extreme, is so dry", wb, d.DryBulbDegC)
	}
	d.AirM3PerS = component.TowerAirM3PerS(d.WaterKgPerS, s.LiquidToGas, d.DryBulbDegC, wb, site.PressurePa)
	t, york := component.MerkelTower{WaterKgPerS: d.WaterKgPerS, AirM3PerS: d.AirM3PerS, WetBulbDegC: wb}, 0.0
	if !ideal {
		if t, err = d.Size(); err != nil {
			return b, w, 0, fmt.Errorf("cooling tower of %g K range and %g K approach at %.1f degC wet bulb: %w", s.RangeK, s.ApproachK, wb, err)
		}
		if s.Model == TowerYork {
			if york, err = component.YorkReferenceKgPerS(d.WaterKgPerS, wb, s.RangeK, s.ApproachK); err != nil {
				return b, w, 0, err
			}
		}
	}
	fan := component.FanCurve{}
	if s.FanLaw == fanEnergyPlus {
		fan.Rest = 0.02
	}
	b = component.NewTowerBank(t, fan, d.AirM3PerS*s.FanPressurePa/s.FanEfficiency, s.MinFanSpeed, s.StillAir, site.PressurePa)
	b.YorkKgPerS = york
	return b, component.TowerWater{Drift: s.Drift, Cycles: s.Cycles, AllHeat: s.Evaporation == component.EvaporationAllHeat}, d.WaterKgPerS, nil
}
