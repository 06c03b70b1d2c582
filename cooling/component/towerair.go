package component

// saturatedAir is SaturatedAirTempDegC at one pressure, as tables on both sides
// of the triple point, where its slope jumps. It covers -45 to 75 degC and goes
// on straight above, where only a search may look.
type saturatedAir struct {
	pressurePa float64
	knee, top  float64 // enthalpies at the triple point and at 75 degC
	perJPerKg  float64 // slope above
	ice, water *Curve
}

const saturatedTopDegC = 75

func newSaturatedAir(pressurePa float64) saturatedAir {
	h := func(t float64) float64 { return SaturatedAirJPerKg(t, pressurePa) }
	inverse := func(h float64) float64 { return SaturatedAirTempDegC(h, pressurePa) }
	const triple = 0.01
	top := h(saturatedTopDegC)
	return saturatedAir{pressurePa: pressurePa, knee: h(triple), top: top, perJPerKg: 1 / (top - h(saturatedTopDegC-1)),
		ice: NewCurve(inverse, h(-45), h(triple), 32), water: NewCurve(inverse, h(triple+1e-9), top, 320)}
}

func (s *saturatedAir) tempDegC(h float64) float64 {
	if h <= s.knee {
		return s.ice.At(h)
	} else if h >= s.top {
		return saturatedTopDegC + (h-s.top)*s.perJPerKg
	}
	return s.water.At(h)
}
