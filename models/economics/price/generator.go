package price

import (
	"math"
	"math/rand/v2"

	"caloduc/sim"
)

// Generator makes hourly prices with the statistics of a regime.
type Generator struct {
	regime *Regime
	clock  wallClock
	rng    *rand.Rand

	slow, fast         float64 // noise of the hour
	slowDraw, fastDraw float64 // standard deviation of what is new in an hour
	last               sim.Minute
	started            bool
	level              [24]float64
}

// NewGenerator returns a generator for a regime's name. Local hours and days
// are the calendar's.
func NewGenerator(regime string, cal sim.Calendar, rng *rand.Rand) (*Generator, error) {
	r, err := find(regime)
	if err != nil {
		return nil, err
	}
	return newGenerator(r, cal, rng), nil
}

func newGenerator(r *Regime, cal sim.Calendar, rng *rand.Rand) *Generator {
	g := &Generator{regime: r, clock: wallClock{cal: cal}, rng: rng}
	slow, fast := r.Sigma*math.Sqrt(r.SlowShare), r.Sigma*math.Sqrt(1-r.SlowShare)
	g.slow, g.fast = slow*rng.NormFloat64(), fast*rng.NormFloat64()
	g.slowDraw = slow * math.Sqrt(1-r.Slow*r.Slow)
	g.fastDraw = fast * math.Sqrt(1-r.Fast*r.Fast)
	return g
}

// Price returns the price of the hour that begins at m. Hours must be asked in
// rising order; those left out are drawn and passed over.
func (g *Generator) Price(m sim.Minute) float64 {
	if g.started {
		for ; g.last < m; g.last += sim.Hour {
			g.slow = g.regime.Slow*g.slow + g.slowDraw*g.rng.NormFloat64()
			g.fast = g.regime.Fast*g.fast + g.fastDraw*g.rng.NormFloat64()
		}
	}
	g.last, g.started = m, true
	hour, newDay := g.clock.at(m)
	if newDay {
		g.regime.Shape(g.clock.date.YearDay()-1, g.clock.date.Weekday(), &g.level)
	}
	return g.regime.At(g.level[hour] + g.slow + g.fast)
}
