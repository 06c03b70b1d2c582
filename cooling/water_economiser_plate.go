package cooling

import (
	"errors"
	"math"
)

// plateExchanger is a counterflow plate heat exchanger between two loops, both
// films corrected for flow as a CDU's (CDUConductanceWPerK).
type plateExchanger struct {
	ua, c1, c2 float64 // conductance and capacity flows at design, W/K
	f1, f2, g  float64 // shares of flow of the last call, and its conductance
	film2      float64 // resistance of the second film there, as plateFilm

	share, perShare float64 // of exchangers in service, and its inverse
}

// serve sets the share of exchangers in service.
func (p *plateExchanger) serve(share float64) {
	if share != p.share {
		p.share, p.perShare, p.f1, p.f2 = share, 1/share, -1, -1 // to be worked out anew
	}
}

// plateFilm is f^-0.65, the films' resistance by share of flow.
var plateFilm = newCurve(func(f float64) float64 { return math.Pow(f, -cduFlowExponent) }, 0.05, 1.35, 512)

var errPlate = errors.New("the cold side of the plate heat exchanger would warm past the warm side: its range is too large for the approach")

// newPlateExchanger sizes an exchanger that carries heat, W, between capacity
// flows c1 (warm side) and c2 (cold side), W/K, with the approach, K, of the warm
// side's outlet to the cold side's inlet.
func newPlateExchanger(heat, c1, c2, approachK float64) (plateExchanger, error) {
	p := plateExchanger{share: 1, perShare: 1, c1: c1, c2: c2, ua: CDUSizeWPerK(heat, heat/c1, heat/c2, approachK)}
	if !(p.ua > 0) || math.IsInf(p.ua, 0) {
		return p, errPlate
	}
	return p, nil
}

// conductance is eps·Cmin, W/K, at the shares f1 and f2 of design flow: heat per
// kelvin between both inlets. Exchangers in service share the flow.
func (p *plateExchanger) conductance(f1, f2 float64) float64 {
	if f1 == p.f1 && f2 == p.f2 {
		return p.g
	}
	if f2 != p.f2 { // tower pumps keep their speed for long
		p.film2 = plateFilm.at(f2 * p.perShare)
	}
	u := 2 * p.share * p.ua / (plateFilm.at(f1*p.perShare) + p.film2)
	p.f1, p.f2, p.g = f1, f2, counterflow(u, p.c1*f1, p.c2*f2)
	return p.g
}

// counterflow is eps·Cmin, W/K, of a counterflow exchanger of conductance u between
// the capacity flows a and b: CounterflowEffectiveness from a table and without its
// pole at equal flows. With d = NTU·(1 - lo/hi) = u·(hi - lo)/(lo·hi) and φ =
// (1-exp(-d))/d, eps·lo = u·φ·hi/(hi + u·φ).
func counterflow(u, a, b float64) float64 {
	if a > b {
		a, b = b, a
	}
	up := u * phi1Neg.at(u*((b-a)/(a*b)))
	return up * b / (b + up)
}
