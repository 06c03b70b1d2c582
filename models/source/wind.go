package source

import (
	"math"
	"math/rand/v2"

	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

// WindSpec is a group of wind turbines. The weather has no wind: their output is drawn,
// independent of the air, with the statistics of France's hourly output of 2016. With c the
// capacity factor, -ln(1-c) is lognormal: small powers follow the wind's own spread, large
// ones saturate at the rated power.
type WindSpec struct {
	PowerMW    float64
	Median     float64
	Spread     float64
	MemoryH    float64
	SmoothingH float64
}

// sourceWind is where the statistics come from.
const sourceWind = param.Source("derived from the hourly capacity factors of France's onshore wind in 2016 (EMHIRES and ENTSO-E as gathered for Dispa-SET): mean 0.224, standard deviation 0.156, percentiles 5, 50 and 95 0.049, 0.184 and 0.567, correlation over an hour 0.991, over a day 0.51")

// Params declares the turbines' keys.
func (s *WindSpec) Params(p *param.Set) {
	p.Float(&s.PowerMW, "power_MW", 10, param.Above(0), "rated power", param.Assumption)
	p.Float(&s.Median, "median_capacity_factor", 0.184, param.Between(0.01, 0.9), "output over rated power that half of the hours exceed", sourceWind)
	p.Float(&s.Spread, "spread", 0.84, param.Between(0, 3), "standard deviation of ln(-ln(1 - capacity factor))", sourceWind)
	p.Float(&s.MemoryH, "memory_h", 36, param.Between(0.1, 1000), "time constant of the weather: the first of two lags through which noise becomes wind", sourceWind)
	p.Float(&s.SmoothingH, "smoothing_h", 1.7, param.Between(0.1, 100), "time constant of the second lag: gusts that many turbines even out", sourceWind)
}

// Build implements UnitSpec.
func (s *WindSpec) Build(name string, _ Place, _ sim.Calendar, streams sim.Streams) Source {
	w := &Wind{spec: s, draw: streams.Stream(name + ".wind"), slow: math.Exp(-1 / s.MemoryH), fast: math.Exp(-1 / s.SmoothingH)}
	// A first lag of unit variance, followed by a second: its variance, in discrete time.
	w.kick = math.Sqrt(1 - w.slow*w.slow)
	w.gain = math.Sqrt((1 - w.fast) / (1 + w.fast) * (1 + w.slow*w.fast) / (1 - w.slow*w.fast))
	for range int(10*(s.MemoryH+s.SmoothingH)) + 1 {
		w.hour()
	}
	return w
}

// Wind is the state of wind turbines.
type Wind struct {
	steady
	spec            *WindSpec
	draw            *rand.Rand
	slow, fast      float64 // part of each lag that an hour leaves
	kick, gain      float64
	lag, level      float64 // of the noise; of the second lag, whose variance is gain squared
	baseMW, slopeMW float64 // of the hour
	madeMW          float64
	from, until     sim.Minute
	started         bool
}

// hour draws the next hour's level.
func (w *Wind) hour() {
	w.lag = w.slow*w.lag + w.kick*w.draw.NormFloat64()
	w.level = w.fast*w.level + (1-w.fast)*w.lag
}

// hourMW is the output at the present level.
func (w *Wind) hourMW() float64 {
	strength := -math.Log1p(-w.spec.Median) * math.Exp(w.spec.Spread*w.level/w.gain)
	return w.spec.PowerMW * -math.Expm1(-strength)
}

// Offer implements supply.Supplier: linear between whole hours.
func (w *Wind) Offer(m sim.Minute, o *supply.Offer) {
	if !w.started {
		w.started, w.from, w.until = true, m, m
		w.slopeMW, w.baseMW = 0, w.hourMW()
	}
	if m >= w.until {
		w.from, w.until = m, m+sim.Hour-(m%sim.Hour+sim.Hour)%sim.Hour
		w.baseMW = w.hourMW()
		w.hour()
		w.slopeMW = (w.hourMW() - w.baseMW) / float64(w.until-w.from)
	}
	w.madeMW = w.baseMW + w.slopeMW*float64(m-w.from)
	o.MW = w.madeMW
}

// NextMW implements Source.
func (w *Wind) NextMW() float64 { return w.madeMW }

// FirmMW implements Source.
func (w *Wind) FirmMW() float64 { return w.madeMW }

// Installed implements Source.
func (w *Wind) Installed() equipment.List {
	var l equipment.List
	l.One(&equipment.WindTurbines, "campus", w.spec.PowerMW*1e3)
	return l
}
