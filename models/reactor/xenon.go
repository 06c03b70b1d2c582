package reactor

import "math"

// Half-lives of the poison chain, hours: iodine-135 and xenon-135.
const (
	iodineHalfLifeH = 6.57
	xenonHalfLifeH  = 9.14
)

// Yields per fission of uranium-235 by thermal neutrons (unverified: quoted from
// reactor physics lectures; codes use 0.061 to 0.064 and 0.002 to 0.004).
const (
	iodineYield = 0.0639
	xenonYield  = 0.0023
)

// Poison is the point model of the iodine-135 and xenon-135 chain, the standard
// one of reactor physics:
//
//	dI/dt = yI p - lI I
//	dX/dt = yX p + lI I - lX (1 + r p) X
//
// with p the reactor's power over its rated power and r the rate of neutron
// capture in xenon at rated power over its decay constant. Iodine and xenon are
// given relative to their equilibrium at rated power, so that both are 1 there.
type Poison struct {
	LambdaI, LambdaX float64 // decay constants, 1/s
	YieldI, YieldX   float64 // yields per fission
	FluxRatio        float64 // r, dimensionless: sigma_Xe phi0 / lambda_Xe
}

// NewPoison returns the chain of uranium-235 with the flux ratio r.
func NewPoison(fluxRatio float64) Poison {
	return Poison{
		LambdaI: math.Ln2 / (iodineHalfLifeH * 3600), LambdaX: math.Ln2 / (xenonHalfLifeH * 3600),
		YieldI: iodineYield, YieldX: xenonYield, FluxRatio: fluxRatio,
	}
}

// Equilibrium returns iodine and xenon after many hours at power p, relative to
// their equilibrium at rated power.
func (c Poison) Equilibrium(p float64) (iodine, xenon float64) {
	return p, (1 + c.FluxRatio) * p / (1 + c.FluxRatio*p)
}

// poisonStep is the exact solution of the chain over a span of constant power,
// for which it holds the equilibrium: iodine' = eqI + (iodine-eqI) decayI and
// xenon' = xenon decayX + source + feed (iodine-eqI).
type poisonStep struct {
	iodine, xenon                float64 // in equilibrium
	decayI, decayX, source, feed float64
}

// step returns the coefficients for a span of constant power p. The feed of
// xenon by decaying iodine has a removable singularity where both decay alike
// (r p about 0.39); it is computed without a difference of exponentials.
func (c Poison) step(p, seconds float64) poisonStep {
	removal := c.LambdaX * (1 + c.FluxRatio*p)
	production := c.LambdaX * (1 + c.FluxRatio)
	decayI := math.Exp(-c.LambdaI * seconds)
	decayX := math.Exp(-removal * seconds)
	direct := c.YieldI / (c.YieldI + c.YieldX)
	iodine, xenon := c.Equilibrium(p)
	return poisonStep{
		iodine: iodine, xenon: xenon,
		decayI: decayI, decayX: decayX,
		source: production * p * -math.Expm1(-removal*seconds) / removal,
		feed:   production * direct * decayI * seconds * relativeExpm1((c.LambdaI-removal)*seconds),
	}
}

// advance applies the step.
func (s *poisonStep) advance(iodine, xenon float64) (float64, float64) {
	surplus := iodine - s.iodine
	return s.iodine + surplus*s.decayI, xenon*s.decayX + s.source + s.feed*surplus
}

// Advance returns iodine and xenon after a span of constant power p, exactly:
// the closed form of both equations, whatever the length of the span.
func (c Poison) Advance(iodine, xenon, p, seconds float64) (float64, float64) {
	s := c.step(p, seconds)
	return s.advance(iodine, xenon)
}

// PeakAfterStep returns the highest xenon after a step from equilibrium at power from
// to power to below it, relative to that at rated power, and how many hours after the
// step it comes: where the closed form of Advance has its maximum. A step upwards has
// none above where it begins.
func (c Poison) PeakAfterStep(from, to float64) (xenon, hours float64) {
	if math.Abs(1+c.FluxRatio*to-c.LambdaI/c.LambdaX) < 1e-6 {
		to += 1e-6 // where iodine and xenon vanish alike, which the form below divides by
	}
	removal := c.LambdaX * (1 + c.FluxRatio*to)
	direct := c.YieldI / (c.YieldI + c.YieldX)
	_, begin := c.Equilibrium(from)
	_, end := c.Equilibrium(to)
	fed := c.LambdaX * (1 + c.FluxRatio) * direct * (from - to) / (removal - c.LambdaI)
	own := begin - end - fed
	ratio := -removal * own / (c.LambdaI * fed)
	if !(ratio > 0) {
		return begin, 0
	}
	seconds := math.Log(ratio) / (removal - c.LambdaI)
	if seconds <= 0 {
		return begin, 0
	}
	return end + fed*math.Exp(-c.LambdaI*seconds) + own*math.Exp(-removal*seconds), seconds / 3600
}

// LowestPower returns the lowest power, over rated and at least least, to which a unit in
// equilibrium at rated power may step so that the xenon which then builds up stays within
// margin, a reactivity in pcm, worth being that of the equilibrium xenon in pcm.
func (c Poison) LowestPower(least, marginPcm, worthPcm float64) float64 {
	within := func(p float64) bool {
		peak, _ := c.PeakAfterStep(1, p)
		return worthPcm*(peak-1) <= marginPcm
	}
	if within(least) {
		return least
	}
	low, high := least, 1.0
	for high-low > 1e-3 {
		if middle := (low + high) / 2; within(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// relativeExpm1 is (e^x - 1)/x, 1 at x = 0.
func relativeExpm1(x float64) float64 {
	if math.Abs(x) < 1e-8 {
		return 1 + x/2
	}
	return math.Expm1(x) / x
}

// Boron returns the boron concentration of the coolant, ppm by mass, which
// falls linearly with the part of the natural cycle length that is burnt
// (0 after refuelling, 1 at the end; clamped).
func Boron(startPpm, endPpm, burnt float64) float64 {
	return startPpm + (endPpm-startPpm)*min(max(burnt, 0), 1)
}

// RestartAllowed tells whether diluting boron can outweigh the xenon in excess
// of the equilibrium at rated power: worth and boronWorth are reactivities in
// pcm and pcm/ppm, both positive.
func RestartAllowed(xenon, worthPcm, boronPpm, boronWorthPcmPerPpm float64) bool {
	return worthPcm*(xenon-1) <= boronPpm*boronWorthPcmPerPpm
}
