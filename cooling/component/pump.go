package component

import (
	"math"

	"caloduc/cooling/psychro"
)

// Constants of water and air. Water of loops is taken at 40 degC, their usual
// temperature.
const (
	WaterJPerKgK  = 4180.0 // specific heat of water
	WaterKgPerM3  = 992.0  // density of water
	DryAirJPerKgK = psychro.DryAirJPerKgK
	VapourJPerKgK = psychro.VapourJPerKgK
	LatentJPerKg  = psychro.LatentJPerKg
	LiquidJPerKgK = psychro.LiquidJPerKgK
	MinuteS       = 60.0
)

// PumpPowerW returns the electric power, W, of a pump that moves flowM3PerS
// against headPa with the wire-to-water efficiency (0 to 1): P = V·Δp/η.
func PumpPowerW(flowM3PerS, headPa, efficiency float64) float64 {
	return flowM3PerS * headPa / efficiency
}

// AffinityPower returns a pump's power as a fraction of its design power at a flow
// that is the fraction f of design, on a system curve whose head is the fraction
// static at no flow and rises with the square of the flow: P/P0 =
// f·(static + (1-static)·f²). With static = 0 it is the affinity law P/P0 = f³.
func AffinityPower(f, static float64) float64 {
	return f * (static + (1-static)*f*f)
}

// Pump is a pump of a loop, sized.
type Pump struct {
	DesignW float64 // electric power at design flow
	Static  float64 // fraction of the head that does not fall with flow
	ToFluid float64 // fraction of electric power that becomes heat in the fluid: the motor's efficiency
	FilterW float64 // electric power of a filter's pump beside it, whatever the flow
}

// PowerW returns the electric power, W, at the fraction f of design flow.
func (p *Pump) PowerW(f float64) float64 { return p.DesignW*AffinityPower(f, p.Static) + p.FilterW }

// FanLaw returns the fraction of design power that a fan draws at the fraction y of
// design speed, P/P0 = y³ (affinity law).
func FanLaw(y float64) float64 { return y * y * y }

// IsAuto tells whether a number was left to be worked out.
func IsAuto(x float64) bool { return math.IsNaN(x) }

// Given returns x, or the size worked out where x is auto.
func Given(x, auto float64) float64 {
	if IsAuto(x) {
		return auto
	}
	return x
}
