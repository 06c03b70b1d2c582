package loop

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/sim/param"
)

var guideline36 = param.Unverified("ASHRAE Guideline 36-2021, 5.16.2.2: a straight line between two outdoor temperatures; the temperatures are an own choice")

// ResetSpec describes a set point that falls as outdoor air does.
type ResetSpec struct{ SetDegC, ColdDegC, WarmDegC float64 }

// Declare declares the parameters: prefix begins the keys, what names the set point, at
// least leastDegC, auto says what it falls to where the file does not, marginK is how far
// outdoor air lies below the set point that it is reset by.
func (s *ResetSpec) Declare(p *param.Set, prefix, what, auto string, leastDegC, marginK float64) {
	p.Float(&s.SetDegC, prefix+"_cold_degC", param.Auto, param.Between(leastDegC, 60), what+" in cold weather; as warm as that of warm weather, or warmer: no reset; auto: "+auto, param.Assumption)
	p.Float(&s.ColdDegC, prefix+"_reset_cold_degC", param.Auto, param.Between(-60, 50), fmt.Sprintf("outdoor air at and below which the set point is its coldest; auto: %g K below that", marginK), guideline36)
	p.Float(&s.WarmDegC, prefix+"_reset_warm_degC", param.Auto, param.Between(-60, 50), fmt.Sprintf("outdoor air at and above which the set point is its warmest; auto: %g K below that", marginK), guideline36)
}

// Reset is how far a set point lies below its warmest by outdoor air:
//
//	span·(warm - t)/(warm - cold)   within 0 and span
//
// (the form of ASHRAE Guideline 36-2021, 5.16.2.2; not read).
type Reset struct{ spanK, warmDegC, perK float64 }

// BelowK returns that for outdoor air at t, degC.
func (r *Reset) BelowK(t float64) float64 {
	if r.spanK == 0 || t >= r.warmDegC {
		return 0
	}
	if k := r.perK * (r.warmDegC - t); k < r.spanK {
		return k
	}
	return r.spanK
}

// build makes the reset of a set point of setDegC in warm weather, which falls to
// coldDegC where the file does not say; key is its key. A spec whose keys a plant does
// not declare resets nothing.
func (s *ResetSpec) build(key string, setDegC, coldDegC, marginK float64) (Reset, error) {
	if *s == (ResetSpec{}) {
		return Reset{}, nil
	}
	to := component.Given(s.SetDegC, coldDegC)
	if to >= setDegC {
		return Reset{}, nil
	}
	cold, warm := component.Given(s.ColdDegC, to-marginK), component.Given(s.WarmDegC, setDegC-marginK)
	if cold >= warm {
		return Reset{}, fmt.Errorf("%s_reset_cold_degC = %.4g must be below %s_reset_warm_degC = %.4g", key, cold, key, warm)
	}
	return Reset{spanK: setDegC - to, warmDegC: warm, perK: (setDegC - to) / (warm - cold)}, nil
}

// Keys of the set points that are reset, and how far outdoor air lies below them: by
// what outdoor air, tower water and dry coolers reach without full fans.
const (
	supplyAirKey, supplyAirMarginK       = "supply_air", 3
	chilledWaterKey, chilledWaterMarginK = "chilled_water", 8
	facilityKey, facilityMarginK         = "supply", 15
)

// freeFacilityDegC is the coldest facility water of plants without compressors, where the
// file gives no set point: coolant of some 29 degC, within the 25 to 45 degC that NVIDIA's
// DGX SuperPOD takes (unverified); the towers of Frontier have a set point of 7 to 32 degC.
const freeFacilityDegC = 25

// freeSupplyDegC is the coldest supply air of plants that let outdoor air in, where the
// file gives no set point: with it the relative humidity stays below 0.75 at a dew point
// of 15 degC.
const freeSupplyDegC = 20
