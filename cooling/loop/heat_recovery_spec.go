package loop

import (
	"math"

	"caloduc/cooling/component"
	"caloduc/sim/param"
)

// HeatRecoverySpec describes heat given to a district network: an exchanger,
// then a heat pump for what is too cold. It is the table heat_recovery of a
// plant.
type HeatRecoverySpec struct {
	PeakMW           float64
	DesignDegC       float64
	LimitDegC        float64
	HotWater         float64
	LagH             float64
	MaxSupplyDegC    float64
	MinSupplyDegC    float64
	ReturnDegC       float64
	ColdDegC         float64
	MildDegC         float64
	ApproachK        float64
	HeatPump         bool
	LorenzEfficiency float64
	HeatPumpMW       float64
}

// pypsaNetworks is the source of the network's temperatures.
const pypsaNetworks = param.Source("PyPSA-Eur, sector.district_heating.supply_temperature_approximation (after Pieper et al. 2019, Euroheat DHC Market Outlook 2024, AGFW-Hauptbericht 2022): Denmark's 75 degC, and Germany's 82 and 58 of 109 degC in proportion")

// Params declares the parameters.
func (s *HeatRecoverySpec) Params(p *param.Set) {
	p.Float(&s.PeakMW, "district_peak_MW", 0, param.AtLeast(0), "heat that the network takes from the plant at most, at district_design_degC; 0: no heat recovery", param.Assumption)
	p.Float(&s.DesignDegC, "district_design_degC", -7, param.Between(-40, 10), "outdoor temperature at which demand is at its peak", param.Assumption)
	p.Float(&s.LimitDegC, "heating_limit_degC", 15, param.Between(5, 22), "outdoor temperature above which buildings are not heated", "PyPSA-Eur, threshold of heat demand")
	p.Float(&s.HotWater, "hot_water_share", 0.1, param.Fraction(), "hot water and the network's losses, the same all year, as a share of peak demand", param.Assumption)
	p.Float(&s.LagH, "district_lag_h", 24, param.Between(0.1, 240), "time constant with which demand and temperatures of the network follow outdoor temperature", param.Assumption)
	p.Float(&s.MaxSupplyDegC, "district_max_supply_degC", 75, param.Between(30, 130), "supply temperature of the network in the cold", pypsaNetworks)
	p.Float(&s.MinSupplyDegC, "district_min_supply_degC", 56, param.Between(30, 130), "supply temperature of the network in mild weather", pypsaNetworks)
	p.Float(&s.ReturnDegC, "district_return_degC", 40, param.Between(10, 80), "return temperature of the network", pypsaNetworks)
	p.Float(&s.ColdDegC, "district_cold_degC", 0, param.Between(-30, 20), "outdoor temperature below which supply temperature is at its highest", pypsaNetworks)
	p.Float(&s.MildDegC, "district_mild_degC", 10, param.Between(-20, 30), "outdoor temperature above which supply temperature is at its lowest", pypsaNetworks)
	p.Float(&s.ApproachK, "recovery_approach_K", 3, param.Between(0.5, 15), "least temperature difference in the exchanger between the plant's water and the network's", param.Assumption)
	p.Bool(&s.HeatPump, "heat_pump", true, "a heat pump brings to supply temperature what the exchanger leaves too cold; false: the network's other heat sources do")
	p.Float(&s.LorenzEfficiency, "lorenz_efficiency", 0.5, param.Between(0.2, 0.8), "COP of the heat pump over that of the Lorenz cycle", param.Unverified("0.4 to 0.6 is quoted for large heat pumps; method of Reinholdt et al. 2018, doi:10.18462/iir.gl.2018.1380"))
	p.Float(&s.HeatPumpMW, "heat_pump_heat_MW", param.Auto, param.Above(0), "heat that the heat pump gives at most; auto: no limit but demand", param.Assumption)
}

// Check reports impossible combinations.
func (s *HeatRecoverySpec) Check(report func(key, format string, args ...any)) {
	if s.MinSupplyDegC > s.MaxSupplyDegC {
		report("district_min_supply_degC", "must not be above district_max_supply_degC (%g)", s.MaxSupplyDegC)
	}
	if s.ReturnDegC >= s.MinSupplyDegC {
		report("district_return_degC", "must be below district_min_supply_degC (%g)", s.MinSupplyDegC)
	}
	if s.ColdDegC >= s.MildDegC {
		report("district_cold_degC", "must be below district_mild_degC (%g)", s.MildDegC)
	}
	if s.DesignDegC >= s.LimitDegC {
		report("district_design_degC", "must be below heating_limit_degC (%g)", s.LimitDegC)
	}
}

// Build makes the component; with no demand it takes nothing.
func (s *HeatRecoverySpec) Build() HeatRecovery {
	return HeatRecovery{spec: *s, PeakW: 1e6 * s.PeakMW, pumpW: component.Given(1e6*s.HeatPumpMW, math.Inf(1)),
		follow: -math.Expm1(-1 / (60 * s.LagH)), outdoorDegC: math.NaN()}
}
