package weather

import (
	"math"
	"math/rand/v2"
)

// leastHumidity bounds the humidity state, which maxDryness is the dryness of.
const leastHumidity = 0.05

var maxDryness = math.Sqrt(-math.Log(leastHumidity))

// siteState is what a site's next day needs.
type siteState struct {
	*Climate
	pressurePa            float64
	dew                   dewDay // the dew points' correction on the day being made
	daily, hourly, humid  *rand.Rand
	temp, dry, swing      latent
	tempSwing, drySwing   [24]float64 // what a swing of 1 adds to the hours
	tempDraw              [24]float64 // the day's independent hourly draws, which later sites share
	tempNoise, dryNoise   noise
	tempDay, dryDay, sway window
	hours                 [2][24]Hour // of even and of odd days
}

// window holds a daily value of five days; the middle one is being made.
type window [5]float64

// push moves the window one day on.
func (w *window) push(v float64) {
	copy(w[:], w[1:])
	w[4] = v
}

// latent is a standard Gaussian daily process: autoregressive in its own past
// and driven by draws that it shares with the sites before it.
type latent struct {
	draw float64
	past [3]float64
}

// step draws the next day's value. The last of mix weighs the process's own
// draw, the ones before it those of the first sites.
func (l *latent) step(rng *rand.Rand, ar, mix []float64, before func(j int) float64) float64 {
	l.draw = rng.NormFloat64()
	own := len(mix) - 1
	z := mix[own] * l.draw
	for j, m := range mix[:own] {
		z += m * before(j)
	}
	for i, a := range ar {
		z += a * l.past[i]
	}
	l.past[2], l.past[1], l.past[0] = l.past[1], l.past[0], z
	return z
}

// noise is a second-order autoregressive process of unit variance.
type noise struct {
	a, b, scale float64
	last, prior float64
}

// newNoise returns noise with the two coefficients, at rest.
func newNoise(ar []float64) noise {
	a, b := ar[0], ar[1]
	return noise{a: a, b: b, scale: math.Sqrt((1 + b) * ((1-b)*(1-b) - a*a) / (1 - b))}
}

// step moves the noise on by a standard Gaussian draw.
func (n *noise) step(draw float64) float64 {
	n.last, n.prior = n.a*n.last+n.b*n.prior+n.scale*draw, n.last
	return n.last
}

// drawDay draws the site's daily means of temperature and dryness and its daily
// swing for a day with the given season, from its own draws and those of the
// sites before it.
func (s *siteState) drawDay(before []*siteState, season *Basis) {
	t := s.temp.step(s.daily, s.TempAR, s.TempMix, func(j int) float64 { return before[j].temp.draw })
	y := s.dry.step(s.daily, s.DryAR, s.DryMix, func(j int) float64 { return before[j].dry.draw })
	a := s.swing.step(s.daily, s.SwingAR, s.SwingMix, func(j int) float64 { return before[j].swing.draw })
	s.tempDay.push(s.TempMean.At(season) + s.TempMap.At(season, t))
	t = Bent(t)
	s.dryDay.push(s.DryMean.At(season) + s.DryOnTemp.At(season)*t + s.DryOnTemp2.At(season)*(t*t-1) + s.DryMap.At(season, y))
	s.sway.push(s.SwingOnTemp.At(season)*t + s.SwingOnDry.At(season)*Bent(y) + s.SwingMap.At(season, a))
}

// makeDay makes the hours of the window's middle day.
func (s *siteState) makeDay(before []*siteState, season *Basis, hours *[24]Hour) {
	var temp, dry, swing, tempMove, dryMove [24]float64
	DayCurve((*[5]float64)(&s.tempDay), &temp)
	DayCurve((*[5]float64)(&s.dryDay), &dry)
	SwingCurve((*[5]float64)(&s.sway), &swing)
	tempShape := diurnal(s.TempShape, season)
	dryShape := diurnal(s.DryShape, season)
	tempSD, drySD := s.TempNoiseSD.At(season), s.DryNoiseSD.At(season)
	s.dew.set(&s.DewMap, season)
	own := len(s.TempNoiseMix) - 1
	for h := range tempMove {
		s.tempDraw[h] = s.hourly.NormFloat64()
		draw := s.TempNoiseMix[own] * s.tempDraw[h]
		for j, m := range s.TempNoiseMix[:own] {
			draw += m * before[j].tempDraw[h]
		}
		e := tempSD * s.tempNoise.step(draw)
		tempMove[h] = tempShape.at(h) + swing[h]*s.tempSwing[h] + e
		dryMove[h] = dryShape.at(h) + swing[h]*s.drySwing[h] + s.DryOnNoise*e + drySD*s.dryNoise.step(s.humid.NormFloat64())
	}
	centre(&tempMove)
	centre(&dryMove)
	for h := range hours {
		t, y := temp[h]+tempMove[h], min(max(dry[h]+dryMove[h], 0), maxDryness)
		hours[h] = Hour{DryBulbDegC: t, RelHumidity: s.dew.relHumidity(t, -y*y), PressurePa: s.pressurePa}
	}
}
