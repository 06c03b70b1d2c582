package component

import (
	"errors"
	"math"
)

// cduFlowExponent is the exponent of flow in each side's film coefficient of a
// plate heat exchanger. Unverified: .65 to .7 is quoted.
const cduFlowExponent = 0.65

// CDUSizeWPerK returns the conductance, W/K, of the counterflow plate exchanger
// of a coolant distribution unit that carries heatW with the given range on the
// servers' side (TCS), range on the facility side, and approach (TCS supply
// minus facility supply), all K.
func CDUSizeWPerK(heatW, tcsRangeK, facilityRangeK, approachK float64) float64 {
	c1, c2 := heatW/tcsRangeK, heatW/facilityRangeK
	// Hot inlet minus cold inlet is approach plus TCS range.
	return CoilSizeWPerK(heatW/(min(c1, c2)*(approachK+tcsRangeK)), c1, c2)
}

// CDUConductanceWPerK returns eps·Cmin, W/K: heat per kelvin between the two
// inlets, of a counterflow plate exchanger with design conductance ua, W/K, whose
// sides (equal film resistances at design) carry the fractions f1, f2 of their design
// capacity flows c1, c2, W/K:
//
//	UA = 2·UA0/(f1^-0.65 + f2^-0.65)
//
// eps of CounterflowEffectiveness, for turbulent flow. Zero at no flow. Powers are
// read from a table within 1e-6.
func CDUConductanceWPerK(ua, c1, c2, f1, f2 float64) float64 {
	return EffectiveWPerK(CounterflowEffectiveness, 2*ua/(plateFilm.At(f1)+plateFilm.At(f2)), c1*f1, c2*f2)
}

// plateFilm is f^-0.65, the films' resistance by flow.
var plateFilm = NewCurve(func(f float64) float64 { return math.Pow(f, -cduFlowExponent) }, 0.05, 1.35, 512)

// PlateExchanger is a bank of counterflow plate heat exchangers between two loops.
type PlateExchanger struct {
	ua, c1, c2 float64 // conductance and capacity flows at design, W/K
	Share      float64 // fraction in service
}

// ConductanceAtDesign is the conductance of all exchangers needed, W/K.
func (p *PlateExchanger) ConductanceAtDesign() float64 { return p.ua }

// Serve sets the fraction of exchangers in service.
func (p *PlateExchanger) Serve(fraction float64) { p.Share = fraction }

var errPlate = errors.New("the cold side of the plate heat exchanger would warm past the warm side: its range is too large for the approach")

// NewPlateExchanger sizes an exchanger that carries heat, W, between capacity
// flows c1 (warm side) and c2 (cold side), W/K, with the approach, K, of the warm
// side's outlet to the cold side's inlet.
func NewPlateExchanger(heat, c1, c2, approachK float64) (PlateExchanger, error) {
	p := PlateExchanger{Share: 1, c1: c1, c2: c2, ua: CDUSizeWPerK(heat, heat/c1, heat/c2, approachK)}
	if !(p.ua > 0) || math.IsInf(p.ua, 0) {
		return p, errPlate
	}
	return p, nil
}

// Conductance is eps·Cmin, W/K, at the fractions f1 and f2 of design flow: heat per
// kelvin between both inlets. Exchangers in service take all the flow.
func (p *PlateExchanger) Conductance(f1, f2 float64) float64 {
	return p.Share * CDUConductanceWPerK(p.ua, p.c1, p.c2, f1/p.Share, f2/p.Share)
}
