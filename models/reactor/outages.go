package reactor

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"caloduc/sim"
)

// outageKind is a kind of planned outage.
type outageKind uint8

const (
	refuellingOnly outageKind = iota // ASR
	partial                          // VP
	tenYearly                        // VD
)

// tenYears in minutes: the most that may lie between two ten-yearly outages.
const tenYears = sim.Minute(3652.5 * float64(sim.Day))

// days converts days to minutes.
func days(d float64) sim.Minute { return sim.Minute(math.Round(d * float64(sim.Day))) }

// hours converts hours to minutes, at least one.
func hours(h float64) sim.Minute {
	return max(1, sim.Minute(math.Round(h*float64(sim.Hour))))
}

// SeasonShift returns by how many days an outage of a length, both in days, that
// would start at t is moved so that it lies between 1 April and 31 October, or
// comes nearer to it: earlier or later, whichever is nearer, by at most maxD. An
// outage that is longer than the season is moved to start on 1 April.
func SeasonShift(t time.Time, lengthD, maxD float64) float64 {
	best := math.Inf(1)
	for year := t.Year() - 1; year <= t.Year()+1; year++ {
		opens := time.Date(year, time.April, 1, 0, 0, 0, 0, time.UTC).Sub(t).Hours() / 24
		closes := time.Date(year, time.November, 1, 0, 0, 0, 0, time.UTC).Sub(t).Hours()/24 - lengthD
		shift := min(max(0, opens), max(closes, opens))
		if math.Abs(shift) < math.Abs(best) {
			best = shift
		}
	}
	return min(max(best, -maxD), maxD)
}

// planner draws a unit's planned outages: when the next starts and how long it
// lasts.
type planner struct {
	spec        *Spec
	cal         sim.Calendar
	draw        *rand.Rand
	streams     sim.Streams
	plan        *plan // of the fleet it shares, nil for a unit of its own
	booked      booking
	meanD       float64 // expected length of the outage planned last
	partialNext bool
	tenYearDue  sim.Minute
}

// burnIn is how long, in minutes, the calendar runs before the first minute, so that the
// first January is like all others: units of a yearly cycle come back some days later each
// year and need some ten years to settle in the season.
const burnIn = 40 * sim.Minute(sim.MinutesPerYear)

// begin returns where the unit stands in its calendar at minute 0. Where its last
// refuelling is not given, the calendar begins years before at a place drawn evenly over
// a cycle and runs up to then.
func (p *planner) begin(draw *rand.Rand) (at position) {
	at = p.open(draw)
	for at.start+at.length <= 0 {
		p.advance(&at)
	}
	return at
}

// open begins the calendar.
func (p *planner) open(draw *rand.Rand) (at position) {
	s := p.spec
	since := draw.Float64() * (s.CycleLengthD + s.meanOutageD())
	at.restart = -burnIn - days(since)
	p.partialNext = draw.Float64() < 0.5
	given := !math.IsNaN(s.SinceRefuellingD)
	if given {
		at.restart = -days(s.SinceRefuellingD)
	}
	p.tenYearDue = at.restart + sim.Minute(draw.Float64()*float64(tenYears))
	if s.CommercialYear > 0 {
		p.tenYearDue = p.cal.MinuteOf(firstTenYearly(s.CommercialYear, p.cal.Time(at.restart)))
	}
	at.start, at.length = p.next(at.restart)
	if given && at.start <= 0 { // too late to bring it forward
		at.start = max(1, at.restart+days(s.CycleLengthD))
	}
	return at
}

// advance turns to the next outage.
func (p *planner) advance(at *position) {
	at.restart = at.start + at.length
	at.start, at.length = p.next(at.restart)
}

// next returns the start and the length of the outage after a restart. Starts
// are planned with the mean length of their kind.
func (p *planner) next(restart sim.Minute) (start, length sim.Minute) {
	nominal := restart + days(p.spec.CycleLengthD)
	o := &p.spec.Outages
	p.meanD = o.planned(p.kind(nominal)) * (1 + o.OverrunFraction)
	start = p.move(nominal)
	mean := p.meanD * p.discipline(start)
	return start, max(sim.Day, days(sim.Lognormal(p.draw, mean, o.Spread)))
}

// move returns when the outage planned last is to start that would start at nominal.
func (p *planner) move(nominal sim.Minute) sim.Minute {
	most := p.spec.Outages.SeasonShiftD
	if p.plan != nil {
		return p.plan.place(&p.booked, nominal, p.meanD, most)
	}
	return nominal + days(SeasonShift(p.cal.Time(nominal), p.meanD, most))
}

// discipline is how long the outages that start in a year last over the mean: all units of
// a country feel it alike.
func (p *planner) discipline(start sim.Minute) float64 {
	year := p.streams.Stream(fmt.Sprintf("outages.%d", p.cal.Time(start).Year()))
	return sim.Lognormal(year, 1, p.spec.Outages.YearSpread)
}

// kind returns what an outage at about minute m is: the ten-yearly one if the
// next would come after it falls due, else the other of the alternation.
func (p *planner) kind(m sim.Minute) outageKind {
	if m+days(p.spec.CycleLengthD+p.spec.Outages.PartialD) > p.tenYearDue {
		p.tenYearDue = m + tenYears
		p.partialNext = false
		return tenYearly
	}
	p.partialNext = !p.partialNext
	if p.partialNext {
		return refuellingOnly
	}
	return partial
}

// planned returns the planned length of a kind of outage, days.
func (s *OutageSpec) planned(k outageKind) float64 {
	switch k {
	case partial:
		return s.PartialD
	case tenYearly:
		return s.TenYearlyD
	}
	return s.RefuellingD
}

// meanOutageD is the expected length of a planned outage, days, over ten years.
func (s *Spec) meanOutageD() float64 {
	o := &s.Outages
	short := (o.RefuellingD + o.PartialD) / 2
	perDecade := max(1, 3652.5/(s.CycleLengthD+short*(1+o.OverrunFraction)))
	return (1 + o.OverrunFraction) * (short + (o.TenYearlyD-short)/perDecade)
}
