package market

import "math"

// store is a store of energy that offers by what it takes for the usual price: a moving
// average of the prices that it has seen.
type store struct {
	level     float64 // part of the volume
	volumeMWh float64
	inflowMW  float64 // on the average of the year
	usual     float64 // EUR/MWh over the gas-fired cost
	known     bool
}

// size sets volume and inflow.
func (s *store) size(volumeMWh, inflowMW float64) { s.volumeMWh, s.inflowMW = volumeMWh, inflowMW }

// see moves the usual price.
func (s *store) see(ratio, memoryDays, stepH float64) {
	if s.known {
		s.usual += (ratio - s.usual) * stepH / (24 * memoryDays)
	}
}

// guide is the level that reservoirs should have: highest in October, lowest in April.
func guide(h *Hour) float64 { return 0.55 - 0.25*lowestWater.of(h) }

// inflow is a reservoir's inflow over its yearly mean: melt in May and June.
func inflow(h *Hour) float64 { return 1 + 0.6*melt.of(h) }

// WaterValue is what a reservoir's water is worth: the usual price, more where it lies
// lower than its guide curve,
//
//	v = u · exp(g·(guide − level))
//
// with the gain g: a stated rule in the place of stochastic dynamic programming (for
// which see Stage and Larsson 1961, Incremental cost of water power, AIEE Transactions
// 80).
func WaterValue(usual, gain, guide, level float64) float64 {
	return usual * math.Exp(gain*(guide-level))
}

// offerStores offers reservoir, pumped storage and battery.
func (z *zone) offerStores(h *Hour, s *StorageSpec, gasCost, stepH float64) {
	c := &z.has
	if c.Reservoir > 0 {
		r := &z.reservoir
		r.begin()
		v := gasCost * WaterValue(max(r.usual, s.WaterLeast/max(gasCost, 1)), s.GuideGain, guide(h), r.level)
		least := s.ReservoirLeast * c.Reservoir
		if r.volumeMWh <= 0 || r.level <= 0.01 {
			least = min(least, r.inflowMW*inflow(h))
			z.stack.offer(Reservoir, least, -20, 0)
		} else {
			z.stack.offer(Reservoir, least, -20, 0)
			z.stack.offer(Reservoir, 0.85*c.Reservoir-least, s.LowRatio*v, s.High*v)
		}
		r.level += r.inflowMW * inflow(h) * stepH / max(r.volumeMWh, 1)
	}
	z.pumped.offer(&z.stack, Pumped, c.Pumped*z.spec.PumpedAvailability, 0.8, s.RoundTrip, s, gasCost, stepH)
	z.battery.offer(&z.stack, Battery, c.Battery, 1, s.BatteryRoundTrip, s, gasCost, stepH)
}

// begin starts the usual price at the gas-fired cost times 0.9.
func (s *store) begin() {
	if !s.known {
		s.usual, s.known = 0.9, true
	}
}

// offer offers a store for the day: it buys below a part of the usual price and gives
// above it, less eagerly the fuller or the emptier it is, and no more than it holds.
func (s *store) offer(to *stack, t Technology, mw, intake, roundTrip float64, spec *StorageSpec, gasCost, stepH float64) {
	if mw <= 0 || s.volumeMWh <= 0 {
		return
	}
	s.begin()
	u := max(gasCost*s.usual*(1+0.5*(0.5-s.level)), 5)
	take := min(mw*intake, (1-s.level)*s.volumeMWh/(roundTrip*stepH)) // intake is stored with the round trip's loss
	give := min(mw, s.level*s.volumeMWh/stepH)
	to.buy(t, take, spec.PumpFrom*u, spec.PumpTo*u)
	to.offer(t, give, u, spec.GenerateTo*u)
}

// moved books a step's output, MWh; intake is stored with the round trip's loss.
func (s *store) moved(mwh, roundTrip float64) {
	if s.volumeMWh <= 0 {
		return
	}
	if mwh < 0 {
		mwh *= roundTrip
	}
	s.level -= mwh / s.volumeMWh
	s.level = max(0, min(1, s.level))
}
