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
// guess. balance also tells its slope: between the ends of segments supply is straight,
// so that the tangent's root is the balance's, once the segment is found. Until the root
// lies between two prices a step is bounded, then every third one halves what is left.
// Out of the ends it stays at the nearer.
func root(least, most, guess float64, balance func(price float64) (mw, perEUR float64)) clearing {
	low, high := least, most
	var a, b float64 // balances at low and high, once they are known
	belowKnown, aboveKnown := false, false
	p, step := max(least, min(most, guess)), 4.0
	for i := 0; ; i++ {
		x, slope := balance(p)
		if x > -1e-6 && x < 1e-6 {
			return clearing{below: p, above: p}
		}
		if x < 0 {
			if p >= most {
				return clearing{below: most, above: most, leftMW: x}
			}
			low, a, belowKnown = p, x, true
		} else {
			if p <= least {
				return clearing{below: least, above: least, leftMW: x}
			}
			high, b, aboveKnown = p, x, true
		}
		next := p - x/slope // ±Inf where the balance is flat
		switch bracketed := belowKnown && aboveKnown; {
		case bracketed && high-low <= 1e-3:
			return clearing{below: low, above: high, part: -a / (b - a)}
		case bracketed && (i%3 == 2 || !(next > low && next < high)):
			next = 0.5 * (low + high)
		case !bracketed:
			next = max(p-step, min(p+step, next))
			next = max(least, min(most, next))
			step *= 4
		}
		p = next
	}
}

// clear couples the zones: zone 0 is the hub, every other trades with it alone within
// its limits. At a hub price p a neighbour takes what it lacks at p, within the limits,
// so that the hub's balance, its own surplus less all exports, rises with p and has one
// root. A neighbour whose link is full has a price of its own.
func (m *Market) clear() {
	hub := root(m.floor, m.cap, m.zones[0].cleared.price(), func(p float64) (mw, perEUR float64) {
		mw, perEUR = m.zones[0].stack.surplusMW(p)
		for i := range m.zones[1:] {
			takes, slope := m.zones[i+1].takes(p)
			mw, perEUR = mw-takes, perEUR+slope
		}
		return mw, perEUR
	})
	m.zones[0].cleared = hub
	for i := range m.zones[1:] {
		z := &m.zones[i+1]
		before := z.cleared.price()
		z.cleared = hub
		z.cleared.leftMW = 0
		takes, slope := z.takes(hub.below)
		if hub.above != hub.below {
			high, _ := z.takes(hub.above)
			takes += hub.part * (high - takes)
		}
		if full := slope == 0 && (takes == z.importLimitMW || takes == -z.exportLimitMW); full && z.curve == nil {
			z.cleared = root(m.floor, m.cap, before, func(p float64) (float64, float64) {
				mw, slope := z.stack.surplusMW(p)
				return mw + takes, slope
			})
		}
		z.exportMW = -takes
	}
}

// takes is the power that a neighbour takes from the hub at a price, MW, and how fast it
// falls as the price rises.
func (z *zone) takes(price float64) (mw, perEUR float64) {
	mw, perEUR = z.stack.surplusMW(price)
	if mw = -mw; mw > z.importLimitMW {
		return z.importLimitMW, 0
	}
	if mw < -z.exportLimitMW {
		return -z.exportLimitMW, 0
	}
	return mw, perEUR
}
