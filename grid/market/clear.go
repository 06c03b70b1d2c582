package market

import "math"

const infinite = math.MaxFloat64

// clearing holds the prices that a clearing ended on.
type clearing struct {
	below, above float64 // prices between which the zone's balance changes its sign
	part         float64 // of the way from below to above at which it is 0
	leftMW       float64 // surplus that is left at the floor, or, below 0, demand at the cap
}

// price is where the zone's balance is 0.
func (c *clearing) price() float64 { return c.below + c.part*(c.above-c.below) }

// root finds the price at which a rising balance is 0 between two ends: bisection until the ends are a
// hundredth of a cent apart, then the straight line between them. Outside the ends it stays at the nearer.
func root(low, high float64, balance func(price float64) float64) clearing {
	a, b := balance(low), balance(high)
	switch {
	case a >= 0:
		return clearing{below: low, above: low, leftMW: a}
	case b <= 0:
		return clearing{below: high, above: high, leftMW: b}
	}
	for high-low > 1e-4 {
		mid := 0.5 * (low + high)
		// Every second step goes where the straight line crosses 0, a little beyond it, for
		// supply is close to straight there.
		if x := balance(mid); x < 0 {
			low, a = mid, x
		} else {
			high, b = mid, x
		}
		if b > a {
			at := low - a*(high-low)/(b-a)
			step := 0.02 * (high - low)
			for _, p := range [2]float64{at - step, at + step} {
				if p <= low || p >= high {
					continue
				}
				if x := balance(p); x < 0 {
					low, a = p, x
				} else {
					high, b = p, x
				}
			}
		}
	}
	return clearing{below: low, above: high, part: -a / (b - a)}
}

// clear couples the zones: zone 0 is the hub, every other trades with it alone within its limits.
// At a hub price p a neighbour takes what it lacks at p, within the limits, so that the
// hub's balance, its own surplus less all exports, rises with p and has one root. A
// neighbour whose link is full has a price of its own.
func (m *Market) clear() {
	hub := root(m.floor, m.cap, func(p float64) float64 {
		mw := m.zones[0].stack.surplusMW(p)
		for i := range m.zones[1:] {
			z := &m.zones[i+1]
			mw -= z.takes(p)
		}
		return mw
	})
	m.zones[0].cleared = hub
	for i := range m.zones[1:] {
		z := &m.zones[i+1]
		z.cleared = hub
		z.cleared.leftMW = 0
		low, high := z.takes(hub.below), z.takes(hub.above)
		takes := low + hub.part*(high-low)
		want := -z.stack.surplusMW(hub.price())
		if z.curve == nil && (want > z.importLimitMW || want < -z.exportLimitMW) {
			z.cleared = root(m.floor, m.cap, func(p float64) float64 { return z.stack.surplusMW(p) + takes })
		}
		z.exportMW = -takes
	}
}

// takes is the power that a neighbour takes from the hub at a price, MW.
func (z *zone) takes(price float64) float64 {
	mw := -z.stack.surplusMW(price)
	if mw > z.importLimitMW {
		return z.importLimitMW
	}
	if mw < -z.exportLimitMW {
		return -z.exportLimitMW
	}
	return mw
}
