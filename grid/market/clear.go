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

// root finds the price at which a rising balance is 0 between two ends, from a first
// guess: the guess is widened until it holds the root, then narrowed by the secant,
// every third time by halves. Supply is straight between the ends of its segments, so
// that the last two prices give the root exactly. Out of the ends it stays at the
// nearer.
func root(low, high, guess float64, balance func(price float64) float64) clearing {
	guess = max(low, min(high, guess))
	x := balance(guess)
	a, b := x, x
	least, most := low, high
	low, high = guess, guess
	for step := 4.0; a >= 0; step *= 4 {
		if low <= least {
			return clearing{below: least, above: least, leftMW: a}
		}
		high, b = low, a
		low = max(least, low-step)
		a = balance(low)
	}
	for step := 4.0; b < 0; step *= 4 {
		if high >= most {
			return clearing{below: most, above: most, leftMW: b}
		}
		low, a = high, b
		high = min(most, high+step)
		b = balance(high)
	}
	for i := 0; high-low > 1e-3; i++ {
		p := low - a*(high-low)/(b-a)
		if i%3 == 2 || p <= low || p >= high {
			p = 0.5 * (low + high)
		}
		if x = balance(p); x < 0 {
			low, a = p, x
		} else {
			high, b = p, x
		}
		if x > -1e-6 && x < 1e-6 {
			break
		}
	}
	return clearing{below: low, above: high, part: -a / (b - a)}
}

// clear couples the zones: zone 0 is the hub, every other trades with it alone within
// its limits. At a hub price p a neighbour takes what it lacks at p, within the limits,
// so that the hub's balance, its own surplus less all exports, rises with p and has one
// root. A neighbour whose link is full has a price of its own.
func (m *Market) clear() {
	hub := root(m.floor, m.cap, m.zones[0].cleared.price(), func(p float64) float64 {
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
		before := z.cleared.price()
		z.cleared = hub
		z.cleared.leftMW = 0
		low, high := z.takes(hub.below), z.takes(hub.above)
		takes := low + hub.part*(high-low)
		want := -z.stack.surplusMW(hub.price())
		if z.curve == nil && (want > z.importLimitMW || want < -z.exportLimitMW) {
			z.cleared = root(m.floor, m.cap, before, func(p float64) float64 { return z.stack.surplusMW(p) + takes })
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
