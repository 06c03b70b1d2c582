package network

import (
	"fmt"
	"math"

	"caloduc/sim"
)

// Transmission is the grid in operation. Each hour the market's schedule is spread over
// the buses, campuses draw at theirs, and the linear flow with losses is solved; within
// the hour it is solved again when a campus' draw has moved. The exported fields are its
// state at the last solution.
type Transmission struct {
	LoadMW       float64 // of the grid, campuses and exchange included
	LossMW       float64
	LossFraction float64   // of the load
	MostLoaded   float64   // highest loading of any circuit
	OverloadMW   float64   // above ratings in the intact grid, before redispatch
	RedispatchMW float64   // generation moved
	CostEURPerH  float64   // of moving it
	LinesOut     float64   // circuits out of service
	DarkMW       float64   // load behind lost lines
	Loading      []float64 // by corridor, of the most loaded circuit in service

	Campuses []Campus

	grid    *Grid
	spec    *Spec
	cal     sim.Calendar
	streams sim.Streams
	zones   []string

	dc       *DC
	security *Security
	changed  bool    // topology, since the last factorisation
	circuits [][]int // branches of each corridor
	down     []int   // faults of each branch under repair
	built    []bool  // branches in service but for faults

	spread       spread
	weights      []float64
	mw           []float64 // injected by bus
	angle        []float64
	flow         []float64
	loss         []float64
	drawnMW      []float64 // by campus, at the last solution
	hour         sim.Minute
	rating       float64   // factor on all ratings
	downMW, upMW []float64 // by which the stations of each bus can move

	insecure float64 // 1 where the loss of a circuit would overload another that a campus bears on
	ready    bool    // what stations can move is worked out
	solved   sim.Minute
}

// mostHeadroomMW is the headroom that is told where nothing binds.
const mostHeadroomMW = 10_000

// Campus is a campus at its bus.
type Campus struct {
	HeadroomMW float64 // more that its bus can take now
	LimitMW    float64 // that it may draw in all
	Binding    float64 // corridor that binds, by its number; -1: none

	name  string
	bus   int
	of    Access
	short float64 // 1 while the bus can take no more
}

// Schedule is what the market does in an hour.
type Schedule struct {
	LoadMW   float64 // without the campuses
	OutputMW ByFuel
	ExportMW []float64 // by zone, in the order of Zones

	// Nuclear is the part of the reactors' output that each bus feeds in; nil: by capacity.
	Nuclear []float64
}

// never is before any minute.
const never = sim.Minute(math.MinInt64 / 2)

// NewTransmission puts a grid to work for campuses at buses.
func NewTransmission(g *Grid, s *Spec, names, buses []string, cal sim.Calendar, streams sim.Streams) (*Transmission, error) {
	t := &Transmission{grid: g, spec: s, cal: cal, streams: streams, hour: never, rating: 1}
	for i, bus := range buses {
		at := g.Index(bus)
		if at < 0 {
			return nil, fmt.Errorf("campus %s is at bus %q, which the network %s has not%s", names[i], bus, g.Name, g.Meant(bus))
		}
		t.Campuses = append(t.Campuses, Campus{name: names[i], bus: at, Binding: -1, LimitMW: mostHeadroomMW,
			of: Access{LeastEffect: s.LeastEffect, Emergency: s.EmergencyRatio}})
	}
	if err := t.build(); err != nil {
		return nil, err
	}
	t.spread = newSpread(g)
	t.zones = t.spread.zones
	t.weights = g.Weights()
	n := len(g.Sites)
	t.mw, t.angle, t.drawnMW = make([]float64, n), make([]float64, n), make([]float64, len(names))
	t.downMW, t.upMW = make([]float64, n), make([]float64, n)
	t.Loading = make([]float64, len(g.Lines))
	return t, nil
}

// NearestReactors is the bus with nuclear stations that is nearest to a place, -1 where the
// grid has none.
func (t *Transmission) NearestReactors(latDeg, lonDeg float64) int {
	best, least := -1, math.Inf(1)
	at := Site{LatDeg: latDeg, LonDeg: lonDeg}
	for i := range t.grid.Sites {
		if d := distanceKM(&at, &t.grid.Sites[i]); t.grid.Sites[i].CapacityMW[Nuclear] > 0 && d < least {
			best, least = i, d
		}
	}
	return best
}

// Buses is the number of buses.
func (t *Transmission) Buses() int { return len(t.grid.Sites) }

// Zones are the zones with which the grid exchanges, in the order of Schedule.
func (t *Transmission) Zones() []string { return t.zones }

// Due tells whether the flows must be solved: a new hour, a change of the grid, or, after
// some minutes, a campus whose draw has moved by more than the threshold.
func (t *Transmission) Due(m sim.Minute, drawnMW []float64) bool {
	if m-t.hour >= 60 || t.changed {
		return true
	}
	if m-t.solved < sim.Minute(t.spec.IntervalMin) {
		return false
	}
	for i, mw := range drawnMW {
		if math.Abs(mw-t.drawnMW[i]) > t.spec.ThresholdMW {
			return true
		}
	}
	return false
}

// Step solves the flows at a schedule with the campuses' draws and the air over the lines,
// and sets what each campus may draw.
func (t *Transmission) Step(m sim.Minute, s *Schedule, drawnMW []float64, airDegC float64) error {
	if t.changed {
		if err := t.factorise(); err != nil {
			return err
		}
	}
	t.hour, t.solved = m-m%60, m
	t.rating = RatingFactor(airDegC, t.spec.RatingAirDegC, t.spec.MaxConductorDegC)
	copy(t.drawnMW, drawnMW)
	t.inject(s)
	t.dc.Solve(t.mw, t.angle)
	t.dc.FlowsMW(t.angle, t.flow)
	t.LossMW = t.dc.LossesMW(t.flow, t.loss)
	t.LossFraction = t.LossMW / max(t.LoadMW, 1)
	t.load()
	t.redispatch(s)
	t.limit()
	return nil
}

// RatingFactor is the current that a conductor carries in air of another temperature, over
// its rating: √((T_max − T_air)/(T_max − T_rating)), the balance of losses and a heat given
// off in proportion to the rise (IEEE Std 738 with its other terms held).
func RatingFactor(airDegC, ratingAirDegC, maxDegC float64) float64 {
	return math.Sqrt(max(0, maxDegC-airDegC) / (maxDegC - ratingAirDegC))
}

// inject spreads the schedule over the buses. What is missing or too much, the last hour's
// losses among it, is shared by the stations.
func (t *Transmission) inject(s *Schedule) {
	sum := t.spread.inject(t.mw, s)
	for i, c := range t.Campuses {
		t.mw[c.bus] -= t.drawnMW[i]
		sum -= t.drawnMW[i]
	}
	t.LoadMW = s.LoadMW
	for _, mw := range t.drawnMW {
		t.LoadMW += mw
	}
	for _, mw := range s.ExportMW {
		t.LoadMW += max(0, mw)
	}
	for k, l := range t.loss {
		t.mw[t.dc.from[k]] -= l / 2
		t.mw[t.dc.to[k]] -= l / 2
		sum -= l
	}
	for i, w := range t.weights {
		t.mw[i] -= w * sum
	}
}

// load works out how loaded the corridors are.
func (t *Transmission) load() {
	t.MostLoaded, t.OverloadMW = 0, 0
	for c, branches := range t.circuits {
		t.Loading[c] = 0
		for _, k := range branches {
			rate := t.dc.c.Branches[k].RateMVA * t.rating
			mw := math.Abs(t.flow[k])
			t.Loading[c] = max(t.Loading[c], mw/rate)
			t.OverloadMW += max(0, mw-rate)
		}
		t.MostLoaded = max(t.MostLoaded, t.Loading[c])
	}
}

// limit sets what the campuses may draw.
func (t *Transmission) limit() {
	for i := range t.Campuses {
		c := &t.Campuses[i]
		c.HeadroomMW, c.Binding, c.short = -t.drawnMW[i], -1, 0 // dark
		if t.dc.island[c.bus] >= 0 {
			h := c.of.At(t.flow, t.rating)
			c.HeadroomMW = min(h.MW, mostHeadroomMW)
			if h.Branch >= 0 {
				c.Binding = float64(t.corridor(h.Branch))
			}
		}
		if c.HeadroomMW <= 0 {
			c.short = 1
		}
		c.LimitMW = mostHeadroomMW
		if t.spec.Policy == Curtail {
			c.LimitMW = max(0, t.drawnMW[i]+c.HeadroomMW)
		}
	}
}

// corridor is the number of the corridor of a branch.
func (t *Transmission) corridor(branch int) int {
	for c, branches := range t.circuits {
		if n := len(branches); branch >= branches[0] && branch <= branches[n-1] {
			return c
		}
	}
	return -1
}

// Corridor names a corridor: "Cirolliers – Fouju".
func (t *Transmission) Corridor(c int) string {
	if c < 0 {
		return ""
	}
	return t.grid.Lines[c].From + " – " + t.grid.Lines[c].To
}

// spread is how what a zone does lies on the buses.
type spread struct {
	load  []float64   // by bus
	fuels [][]float64 // by fuel, by bus
	zones []string
	links [][]float64 // by zone, by bus
}

func newSpread(g *Grid) spread {
	s := spread{fuels: make([][]float64, fuels)}
	all := g.CapacityMW()
	for i := range g.Sites {
		s.load = append(s.load, g.Sites[i].LoadFraction)
		for f, mw := range g.Sites[i].CapacityMW {
			part := 0.0
			if all[f] > 0 {
				part = mw / all[f]
			}
			s.fuels[f] = append(s.fuels[f], part)
		}
	}
	seen := map[string]bool{}
	for _, l := range g.Links {
		if seen[l.Zone] || l.FromYear != 0 {
			continue
		}
		seen[l.Zone] = true
		parts := make([]float64, len(g.Sites))
		for k, part := range g.linkParts(l.Zone) {
			parts[g.Index(g.Links[k].Bus)] += part
		}
		s.zones, s.links = append(s.zones, l.Zone), append(s.links, parts)
	}
	return s
}

// inject sets the power into each bus and returns their sum.
func (s *spread) inject(mw []float64, o *Schedule) (sum float64) {
	for i, part := range s.load {
		mw[i] = -part * o.LoadMW
	}
	for f, parts := range s.fuels {
		if Fuel(f) == Nuclear && o.Nuclear != nil {
			parts = o.Nuclear
		}
		for i, part := range parts {
			mw[i] += part * o.OutputMW[f]
		}
	}
	for z, parts := range s.links {
		if z < len(o.ExportMW) && o.ExportMW[z] != 0 {
			for i, part := range parts {
				mw[i] -= part * o.ExportMW[z]
			}
		}
	}
	for _, x := range mw {
		sum += x
	}
	return sum
}
