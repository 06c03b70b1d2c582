package market

// segment is a block of supply whose offers rise evenly from low to high.
type segment struct {
	low, perEUR, mw float64 // perEUR is 1/(high − low)
	tech            Technology
	demand          bool // that gives way, of a store or of trade
}

// stack is a zone's supply in an hour: what is given at any price, and segments.
type stack struct {
	fixedMW float64 // given, less what is taken, at any price
	n       int
	seg     [maxSegments]segment

	intakeMW [Technologies]float64 // what stores and trade take at the lowest prices
}

const maxSegments = 24

// narrowest keeps a segment's ends apart, EUR/MWh: a step of the stack is a steep ramp.
const narrowest = 0.02

// offer adds a block between two prices.
func (s *stack) offer(t Technology, mw, low, high float64) {
	if mw <= 0 {
		return
	}
	s.seg[s.n] = segment{low: low, perEUR: 1 / max(high-low, narrowest), mw: mw, tech: t}
	s.n++
}

// buy adds demand that falls from mw to nothing as the price rises from low to high: supply
// that rises from −mw to 0.
func (s *stack) buy(t Technology, mw, low, high float64) {
	if mw > 0 {
		s.fixedMW -= mw
		s.intakeMW[t] += mw
		s.offer(t, mw, low, high)
		s.seg[s.n-1].demand = true
	}
}

// run is the part of a segment that runs at a price.
func (g *segment) run(price float64) float64 {
	x := (price - g.low) * g.perEUR
	if x <= 0 {
		return 0
	}
	if x >= 1 {
		return 1
	}
	return x
}

// surplusMW is supply less demand at a price, and how fast it rises with the price; it
// never falls.
func (s *stack) surplusMW(price float64) (mw, perEUR float64) {
	mw = s.fixedMW
	for i := range s.seg[:s.n] {
		g := &s.seg[i]
		if x := (price - g.low) * g.perEUR; x >= 1 {
			mw += g.mw
		} else if x > 0 {
			mw += g.mw * x
			perEUR += g.mw * g.perEUR
		}
	}
	return mw, perEUR
}

// marginal is the technology that would serve the next megawatt at a price: the one
// with the steepest supply there, or, on a step, the next above.
func (s *stack) marginal(price float64) Technology {
	t, steepest, next := Scarcity, 0.0, infinite
	for i := range s.seg[:s.n] {
		g := &s.seg[i]
		slope := g.mw * g.perEUR
		if x := g.run(price); x > 0 && x < 1 && slope > steepest {
			t, steepest = g.tech, slope
		}
		if steepest == 0 && g.low >= price && g.low < next {
			t, next = g.tech, g.low
		}
	}
	return t
}

// clear empties the stack of all but a demand.
func (s *stack) clear(demandMW float64) {
	s.n, s.fixedMW, s.intakeMW = 0, -demandMW, [Technologies]float64{}
}

// flexible tells which technologies keep the reserve.
var flexible = [Technologies]bool{Gas: true, GasPeak: true, Oil: true, Reservoir: true, Pumped: true, Battery: true}

// reserve keeps mw of the flexible offers back, in proportion and at most half of them,
// and offers it from one price evenly up to the other: as reserve runs out, the price
// of energy rises to that of lost load.
func (s *stack) reserve(mw, from, to float64) {
	total := 0.0
	for i := range s.seg[:s.n] {
		if g := &s.seg[i]; flexible[g.tech] && !g.demand {
			total += g.mw
		}
	}
	if total <= 0 {
		return
	}
	mw = min(mw, 0.5*total)
	keep := 1 - mw/total
	for i := range s.seg[:s.n] {
		if g := &s.seg[i]; flexible[g.tech] && !g.demand {
			g.mw *= keep
		}
	}
	s.offer(Scarcity, mw, from, to)
}
