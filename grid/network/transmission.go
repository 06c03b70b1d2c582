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
	LeftMW       float64   // above ratings in the intact grid, after redispatch
	RedispatchMW float64   // generation moved
	CostEURPerH  float64   // of moving it
	LinesOut     float64   // circuits out of service
	DarkMW       float64   // load behind lost lines, campuses not counted
	Loading      []float64 // by corridor, of the most loaded circuit in service

	Campuses []Campus

	grid    *Grid
	spec    *Spec
	cal     sim.Calendar
	streams sim.Streams
	zones   []string

	c          *Case
	dc         *DC
	security   *Security
	changed    bool    // topology, since the last factorisation
	circuits   [][]int // branches of each corridor
	corridorOf []int32 // by branch
	corridors  []corridor
	down       []int  // faults of each branch under repair
	built      []bool // branches in service but for faults

	spread    spread
	weights   []float64
	mw        []float64 // injected by bus
	angle     []float64
	scheduled []float64 // flows by set as the market has them, with the draws of hourMW
	hourMW    []float64 // by campus
	flow      []float64 // by set, generation moved
	lost      []float64 // loss by bus, half of each line's
	drawnMW   []float64 // by campus, at the last solution
	hour      sim.Minute
	solved    sim.Minute
	rating    float64 // factor on all ratings

	moves        int       // of generation, at most, in one solution
	downMW, upMW []float64 // by which the stations of each bus can move still
	stationsMW   [2][]float64
	schedule     *Schedule
	ready, begun bool      // these are worked out for the hour, and stand for this solution
	trial        []float64 // flows kept while generation moves for trial
	trialMW      [2][]float64

	insecure float64 // 1 where the loss of a circuit would overload another that a campus bears on
}

// corridor is a corridor's circuits in service: the set that they are of, -1 without any.
type corridor struct {
	set      int32
	circuits float64
}

// mostHeadroomMW is the headroom that is told where nothing binds.
const mostHeadroomMW = 10_000

// Campus is a campus at its bus.
type Campus struct {
	ContractedMW float64 // up to which generation moves for it

	HeadroomMW float64 // more than it drew at the last solution that its bus can take
	MayDrawMW  float64 // that its bus can take in all
	LimitMW    float64 // that it may draw
	Binding    float64 // corridor that binds, by its number; -1: none
	Outage     float64 // corridor that has lost a circuit then; -1: none

	name  string
	bus   int
	of    Access
	room  Headroom // as generation stands
	short float64  // 1 while the bus can take no more
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
	t := &Transmission{grid: g, spec: s, cal: cal, streams: streams, hour: never, rating: 1, moves: redispatchRounds}
	for i, bus := range buses {
		at := g.Index(bus)
		if at < 0 {
			return nil, fmt.Errorf("campus %s is at bus %q, which the network %s has not%s", names[i], bus, g.Name, g.Meant(bus))
		}
		t.Campuses = append(t.Campuses, Campus{name: names[i], bus: at, Binding: -1, Outage: -1, LimitMW: mostHeadroomMW,
			of: Access{LeastEffect: s.LeastEffect, Emergency: s.EmergencyRatio, Intact: !s.NMinus1}})
	}
	n := len(g.Sites)
	t.spread = newSpread(g, cal.Time(cal.End()-1).Year())
	t.zones = t.spread.zones
	t.weights = g.Weights()
	t.mw, t.angle, t.lost = make([]float64, n), make([]float64, n), make([]float64, n)
	t.drawnMW, t.hourMW = make([]float64, len(names)), make([]float64, len(names))
	t.downMW, t.upMW = make([]float64, n), make([]float64, n)
	for i := range 2 {
		t.stationsMW[i], t.trialMW[i] = make([]float64, n), make([]float64, n)
	}
	if err := t.build(); err != nil {
		return nil, err
	}
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
// and sets what each campus may draw. Within an hour, whose schedule stands, only the draws'
// changes are added to the flows.
func (t *Transmission) Step(m sim.Minute, s *Schedule, drawnMW []float64, airDegC float64) error {
	fresh := t.changed || m-t.hour >= 60
	if t.changed {
		if err := t.factorise(); err != nil {
			return err
		}
	}
	t.hour, t.solved = m-m%60, m
	t.rating = RatingFactor(airDegC, t.spec.RatingAirDegC, t.spec.MaxConductorDegC)
	copy(t.drawnMW, drawnMW)
	if fresh {
		t.schedule = s
		if year := t.cal.Time(m).Year(); year != t.spread.year {
			t.spread.begin(t.grid, year)
		}
		t.solve(s)
	}
	copy(t.flow, t.scheduled)
	if !fresh {
		t.shiftDraws()
	}
	t.redispatch()
	t.limit()
	return nil
}

// solve works out the flows of the schedule, and what they lose.
func (t *Transmission) solve(s *Schedule) {
	t.ready = false
	copy(t.hourMW, t.drawnMW)
	t.inject(s)
	t.dc.Solve(t.mw, t.angle)
	t.security.FlowsMW(t.angle, t.scheduled)
	t.LossMW = t.security.lossesMW(t.scheduled, t.lost)
	t.LossFraction = t.LossMW / max(t.LoadMW, 1)
	t.OverloadMW = t.load(t.scheduled)
	t.LeftMW = t.OverloadMW
}

// shiftDraws adds to the flows what the campuses draw more than at the hour's solution.
func (t *Transmission) shiftDraws() {
	for i := range t.Campuses {
		c := &t.Campuses[i]
		more := t.drawnMW[i] - t.hourMW[i]
		if more == 0 || t.dc.island[c.bus] < 0 {
			continue
		}
		for k, mw := range c.of.shift {
			t.flow[k] += more * mw
		}
	}
}

// lossesMW sets what is lost by bus, half of a branch's loss r·P²/base at either end, and
// returns the sum.
func (s *Security) lossesMW(flow, lost []float64) (sum float64) {
	clear(lost)
	for i, k := range s.branch {
		half := 0.5 * float64(s.circuits[i]) * s.d.c.Branches[k].RPu * flow[i] * flow[i] / s.d.c.BaseMVA
		lost[s.d.from[k]] += half
		lost[s.d.to[k]] += half
		sum += 2 * half
	}
	return sum
}

// RatingFactor is the current that a conductor carries in air of another temperature, over
// its rating: √((T_max − T_air)/(T_max − T_rating)), the balance of losses and a heat given
// off in proportion to the rise (IEEE Std 738 with its other terms held).
func RatingFactor(airDegC, ratingAirDegC, maxDegC float64) float64 {
	return math.Sqrt(max(0, maxDegC-airDegC) / (maxDegC - ratingAirDegC))
}

// inject spreads the schedule over the buses. What stands behind lost lines falls out. What is
// missing or too much then, the last hour's losses among it, is shared by the stations.
func (t *Transmission) inject(s *Schedule) {
	sum := t.spread.inject(t.mw, s)
	for i, c := range t.Campuses {
		t.mw[c.bus] -= t.drawnMW[i]
		sum -= t.drawnMW[i]
	}
	t.LoadMW, t.DarkMW = s.LoadMW, 0
	for _, mw := range t.drawnMW {
		t.LoadMW += mw
	}
	for _, mw := range s.ExportMW {
		t.LoadMW += max(0, mw)
	}
	weights := 1.0
	for i, mw := range t.lost {
		t.mw[i] -= mw
		sum -= mw
		if t.dc.island[i] < 0 {
			t.DarkMW += t.spread.load[i] * s.LoadMW
			sum -= t.mw[i]
			t.mw[i] = 0
			weights -= t.weights[i]
		}
	}
	for i, w := range t.weights {
		if t.dc.island[i] >= 0 {
			t.mw[i] -= w / weights * sum
		}
	}
}

// load works out how loaded the corridors are by flows, and returns what is above ratings.
func (t *Transmission) load(flow []float64) (overMW float64) {
	t.MostLoaded = 0
	for i, c := range t.corridors {
		t.Loading[i] = 0
		if c.set < 0 {
			continue
		}
		rate, mw := t.security.ratingMVA(int(c.set))*t.rating, math.Abs(flow[c.set])
		t.Loading[i] = mw / rate
		overMW += c.circuits * max(0, mw-rate)
		t.MostLoaded = max(t.MostLoaded, t.Loading[i])
	}
	return overMW
}

// limit sets what the campuses may draw: what is left as generation stands, or, where that
// is less than they have contracted, what is left once it has moved for them.
func (t *Transmission) limit() {
	for i := range t.Campuses {
		c := &t.Campuses[i]
		c.HeadroomMW, c.Binding, c.Outage, c.short = -t.drawnMW[i], -1, -1, 0 // dark
		if t.dc.island[c.bus] >= 0 {
			h := t.reach(c, t.drawnMW[i])
			c.HeadroomMW = min(h.MW, mostHeadroomMW)
			if h.Branch >= 0 {
				c.Binding = float64(t.corridorOf[h.Branch])
			}
			if h.Out >= 0 {
				c.Outage = float64(t.corridorOf[h.Out])
			}
		}
		if c.HeadroomMW < leastMoveMW && t.drawnMW[i] < c.ContractedMW-leastMoveMW { // redispatch leaves nothing but rounding
			c.short = 1
		}
		c.MayDrawMW = max(0, t.drawnMW[i]+c.HeadroomMW)
		c.LimitMW = mostHeadroomMW
		if t.spec.Policy == Curtail {
			c.LimitMW = c.MayDrawMW
		}
	}
}

// Corridor names a corridor: "Cirolliers – Fouju".
func (t *Transmission) Corridor(c int) string {
	if c < 0 {
		return ""
	}
	return t.grid.Lines[c].From + " – " + t.grid.Lines[c].To
}
