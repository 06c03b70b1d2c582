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
// independent of the air, with the statistics of France's hourly output of 2016.
type WindSpec struct {
	PowerMW float64
	Median  float64
	Spread  float64
	MemoryH float64
}

// sourceWind is where the statistics come from.
const sourceWind = param.Source("derived from the hourly capacity factors of France's onshore wind in 2016 (EMHIRES and ENTSO-E as gathered for Dispa-SET): mean 0.224, standard deviation 0.156, percentiles 5, 50 and 95 0.049, 0.184 and 0.567, correlation over a day 0.51")

// Params declares the turbines' keys.
func (s *WindSpec) Params(p *param.Set) {
	p.Float(&s.PowerMW, "power_MW", 10, param.Above(0), "rated power", param.Assumption)
	p.Float(&s.Median, "median_capacity_factor", 0.184, param.Between(0.01, 0.9), "output over rated power that half of the hours exceed", sourceWind)
	p.Float(&s.Spread, "spread", 0.98, param.Between(0, 3), "standard deviation of the logarithm of the capacity factor over what it lacks to 1", sourceWind)
	p.Float(&s.MemoryH, "memory_h", 14.5, param.Between(0.1, 1000), "time constant of each of two equal lags through which noise becomes wind: 14.5 h keep 0.51 of the correlation over a day", sourceWind)
}

// Build implements UnitSpec.
func (s *WindSpec) Build(name string, _ Place, _ sim.Calendar, streams sim.Streams) Source {
	w := &Wind{spec: s, draw: streams.Stream(name + ".wind"), phi: math.Exp(-1 / s.MemoryH)}
	// A first lag of unit variance, followed by a second: its variance, in discrete time.
	w.kick = math.Sqrt(1 - w.phi*w.phi)
	w.gain = math.Sqrt((1 + w.phi*w.phi) / (1 + w.phi) / (1 + w.phi))
	for range int(10*s.MemoryH) + 1 {
		w.hour()
	}
	return w
}

// Wind is the state of wind turbines.
type Wind struct {
	steady
	spec            *WindSpec
	draw            *rand.Rand
	phi, kick, gain float64
	lag, level      float64 // of the noise; of the second lag, whose variance is gain squared
	baseMW, slopeMW float64 // of the hour
	madeMW          float64
	from, until     sim.Minute
	started         bool
}

// hour draws the next hour's level.
func (w *Wind) hour() {
	w.lag = w.phi*w.lag + w.kick*w.draw.NormFloat64()
	w.level = w.phi*w.level + (1-w.phi)*w.lag
}

// hourMW is the output at the present level.
func (w *Wind) hourMW() float64 {
	logit := math.Log(w.spec.Median/(1-w.spec.Median)) + w.spec.Spread*w.level/w.gain
	return w.spec.PowerMW / (1 + math.Exp(-logit))
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
