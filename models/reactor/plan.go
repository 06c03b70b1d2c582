package reactor

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"caloduc/sim"
)

// loadMW is the mean load of France by month, MW (RTE, 2021 to the middle of 2025).
var loadMW = [12]float64{66310, 60877, 54687, 48147, 42554, 42860, 43293, 41179, 43120, 44934, 54522, 61162}

// plan is the calendar of the planned outages of a fleet: what is to be out on each day.
// An outage is placed, within the days by which it may be moved, where the load and the
// capacity out besides are least over its length: so margins are levelled over the year,
// winters are kept free, and outages give way to one another.
//
// Source of the rule: levelled reserve, as in Garver, IEEE Transactions on Power Apparatus
// and Systems 91 (1972) 2057; that EDF places outages in windows, by what is offline
// besides, and away from winter: Porcheron et al., ROADEF/EURO challenge 2010, and
// Khemmoudj, Porcheron and Bennaceur, CP 2006, doi:10.1007/11889205_21.
type plan struct {
	cal   sim.Calendar
	first int64     // day of need[0]
	need  []float64 // load and what is planned to be out, by day, MW
}

// newPlan returns an empty calendar that begins before the burn-in.
func newPlan(cal sim.Calendar) *plan {
	return &plan{cal: cal, first: -int64(burnIn/sim.Day) - 4000}
}

// booking is what a unit has in the calendar.
type booking struct {
	from, days int64
	mw         float64
}

// load is the load to be expected on a day, MW: linear between the middles of months.
func (p *plan) load(day int64) float64 {
	at := float64(p.cal.Time(sim.Minute(day)*sim.Day).YearDay()-1)/(365.25/12) - 0.5
	low := math.Floor(at)
	i := (int(low) + 12) % 12
	return loadMW[i] + (at-low)*(loadMW[(i+1)%12]-loadMW[i])
}

// add adds a booking's power, times a factor, to the days it holds.
func (p *plan) add(b booking, factor float64) {
	i := int(b.from - p.first)
	p.grow(i + int(b.days))
	for k := range int(b.days) {
		p.need[i+k] += factor * b.mw
	}
}

// grow lets the calendar hold n days.
func (p *plan) grow(n int) {
	for day := len(p.need); day < n; day++ {
		p.need = append(p.need, p.load(p.first+int64(day)))
	}
}

// place moves a unit's booking to where it is to be: an outage that would begin at nominal
// and last lengthD, moved by at most maxD either way, all in days but for nominal.
func (p *plan) place(b *booking, nominal sim.Minute, lengthD, maxD float64) sim.Minute {
	p.add(*b, -1)
	b.days = max(1, int64(math.Round(lengthD)))
	room := int64(maxD)
	day := int64(math.Floor(float64(nominal) * daysPerMinute))
	p.grow(int(day + room + b.days + 1 - p.first))
	at := func(d int64) float64 { return p.need[d-p.first] }
	cost := 0.0
	for d := range b.days {
		cost += at(day - room + d)
	}
	best, least := int64(0), math.Inf(1)
	for shift := -room; shift <= room; shift++ {
		near := cost < least || cost == least && max(shift, -shift) < max(best, -best)
		if near {
			best, least = shift, cost
		}
		cost += at(day+shift+b.days) - at(day+shift)
	}
	b.from = day + best
	p.add(*b, 1)
	return nominal + sim.Minute(best)*sim.Day
}

// placeTogether places the units of a fleet at the first minute: their calendar is run from
// years before, the unit that comes back first always planning next.
func placeTogether(units []Unit, cal sim.Calendar, streams sim.Streams) {
	shared := newPlan(cal)
	draws := make([]*rand.Rand, len(units))
	at := make([]position, len(units))
	for i := range units {
		u := &units[i]
		u.planner.plan, u.planner.booked.mw = shared, u.spec.NetCapacityMW
		draws[i] = streams.Stream(fmt.Sprintf("reactor.%s.position", u.name))
		at[i] = u.planner.open(draws[i])
	}
	ends := func(p position) sim.Minute { return p.start + p.length }
	for len(units) > 0 {
		next := slices.MinFunc(at, func(a, b position) int { return int(ends(a) - ends(b)) })
		if ends(next) > 0 {
			break
		}
		i := slices.Index(at, next)
		units[i].planner.advance(&at[i])
	}
	for i := range units {
		units[i].settle(at[i], draws[i])
	}
}
