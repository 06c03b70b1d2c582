package loop

import (
	"caloduc/cooling/component"
	"caloduc/sim/param"
)

// RiverSpec describes the river or sea that a plant draws on, and what may be
// drawn and discharged.
type RiverSpec struct {
	Body              string
	Regime            string
	WaterDegC         float64
	FlowM3PerS        float64
	UpstreamMW        float64
	MaxRiseK          float64
	WarmDegC          float64
	WarmRiseK         float64
	MaxDownstreamDegC float64
	DischargeRiseK    float64
	DischargeDegC     float64
	WithdrawalShare   float64
	ReserveM3PerS     float64
}

// RiverRegimes are published limits of heat discharged by power stations, after
// mixing with the river. The orders ask for daily or hourly means; here every
// minute keeps to them.
var RiverRegimes = param.Catalogue{Entries: []param.CatalogueEntry{
	{Name: "golfech", Source: param.Unverified("28 degC downstream as quoted for the order of 18 January 1990; the rise is that of the exceptional regime"),
		Values: map[string]any{"max_downstream_degC": 28.0, "max_mixed_rise_K": 1.25}},
	{Name: "golfech-exceptional", Source: "Arrêté du 11 juin 2004 (Golfech), art. 5: 30 degC daily mean, 1.25 K hourly mean",
		Values: map[string]any{"max_downstream_degC": 30.0, "max_mixed_rise_K": 1.25}},
	{Name: "bugey-exceptional", Source: "Arrêté du 11 juin 2004 (Bugey), art. 5: 27 degC daily mean; 3 K up to 26 degC, 1 K above",
		Values: map[string]any{"max_downstream_degC": 27.0, "max_mixed_rise_K": 3.0, "warm_downstream_degC": 26.0, "warm_mixed_rise_K": 1.0}},
	{Name: "tricastin", Source: "France Bleu, August 2023: canal at most 28 degC downstream, 4 K",
		Values: map[string]any{"max_downstream_degC": 28.0, "max_mixed_rise_K": 4.0}},
}}

// Params declares the parameters. An automatic limit is none.
func (s *RiverSpec) Params(p *param.Set) {
	p.Choice(&s.Body, "body", bodyRiver, []string{bodyRiver, bodySea}, "whose temperature the water has: that of the table river or sea of the campus' weather site")
	p.Preset(&s.Regime, "regime", "", &RiverRegimes, "published limits of discharge")
	p.Float(&s.WaterDegC, "water_degC", 15, param.Between(-2, 40), "temperature of the water where the experiment gives none", param.Assumption)
	p.Float(&s.FlowM3PerS, "flow_m3_per_s", 100, param.Above(0), "flow of the river past the plant, constant: that of low water for a safe result; for the sea, the water that mixes with the discharge", param.Assumption)
	p.Float(&s.UpstreamMW, "power_plant_heat_MW", 0, param.AtLeast(0), "heat that the power plant beside it discharges to the same reach, which counts towards the limits after mixing", param.Assumption)
	p.Float(&s.MaxRiseK, "max_mixed_rise_K", param.Auto, param.AtLeast(0), "largest rise of the river after mixing; auto: no limit", "")
	p.Float(&s.WarmDegC, "warm_downstream_degC", param.Auto, param.Between(0, 45), "temperature downstream above which warm_mixed_rise_K holds; auto: none", "")
	p.Float(&s.WarmRiseK, "warm_mixed_rise_K", param.Auto, param.AtLeast(0), "largest rise of the river after mixing, above warm_downstream_degC; auto: no limit", "")
	p.Float(&s.MaxDownstreamDegC, "max_downstream_degC", param.Auto, param.Between(0, 45), "warmest the river may be after mixing; auto: no limit", "")
	p.Float(&s.DischargeRiseK, "max_discharge_rise_K", 10, param.Between(1, 30), "largest rise of the water from intake to outfall", param.Assumption)
	p.Float(&s.DischargeDegC, "max_discharge_degC", param.Auto, param.Between(5, 60), "warmest water at the outfall; auto: no limit", "")
	p.Float(&s.WithdrawalShare, "max_withdrawal_share", 0.1, param.AboveTo(0, 1), "largest part of the river's flow that may be drawn", param.Assumption)
	p.Float(&s.ReserveM3PerS, "reserved_flow_m3_per_s", 0, param.AtLeast(0), "flow that must stay in the river between intake and outfall", param.Assumption)
}

// Check reports impossible combinations.
func (s *RiverSpec) Check(report func(key, format string, args ...any)) {
	if s.ReserveM3PerS >= s.FlowM3PerS {
		report("reserved_flow_m3_per_s", "leaves nothing of flow_m3_per_s (%g) to draw", s.FlowM3PerS)
	}
	if component.IsAuto(s.WarmDegC) != component.IsAuto(s.WarmRiseK) {
		report("warm_mixed_rise_K", "goes with warm_downstream_degC: give both or neither")
	}
}

// Bodies of water.
const (
	bodyRiver = "river"
	bodySea   = "sea"
)

// Constants of river water at 20 degC.
const (
	riverKgPerM3 = 998.0
	riverJPerM3K = riverKgPerM3 * component.WaterJPerKgK
)

// RiverLimits are limits of the temperature of a river after mixing with
// discharged water; +Inf is none.
type RiverLimits struct {
	RiseK             float64 // rise
	WarmDegC          float64 // above this downstream,
	WarmRiseK         float64 // a rise of no more than this
	MaxDownstreamDegC float64
}

// AllowedRiseK returns the greatest rise that the limits allow a river that
// arrives at upstreamDegC: that within RiseK up to WarmDegC, or that within
// WarmRiseK up to the maximum, whichever is more.
func (l *RiverLimits) AllowedRiseK(upstreamDegC float64) float64 {
	cool := min(l.RiseK, l.WarmDegC-upstreamDegC)
	warm := min(l.RiseK, l.WarmRiseK, l.MaxDownstreamDegC-upstreamDegC)
	return max(min(cool, l.MaxDownstreamDegC-upstreamDegC), warm, 0)
}

// build gives the limits.
func (s *RiverSpec) build() reachLimits {
	return reachLimits{sea: s.Body == bodySea,
		limits: RiverLimits{RiseK: none(s.MaxRiseK), WarmDegC: none(s.WarmDegC), WarmRiseK: none(s.WarmRiseK), MaxDownstreamDegC: none(s.MaxDownstreamDegC)},
		perK:   riverJPerM3K * s.FlowM3PerS, upstreamW: 1e6 * s.UpstreamMW,
		MostKgPerS:     riverKgPerM3 * max(min(s.WithdrawalShare*s.FlowM3PerS, s.FlowM3PerS-s.ReserveM3PerS), 0),
		dischargeRiseK: s.DischargeRiseK, dischargeDegC: none(s.DischargeDegC)}
}
