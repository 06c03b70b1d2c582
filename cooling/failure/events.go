package failure

import (
	"caloduc/sim/channel"
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Spec says whether a plant's units fail at random, and which outages are
// staged. A plant's spec holds one and calls its Params.
type Spec struct {
	Random bool
	Events []*EventSpec
}

// Params declares the parameters.
func (s *Spec) Params(p *param.Set) {
	p.Bool(&s.Random, "random_failures", true, "units fail at random and are repaired; staged events take place in any case")
	param.List(p, &s.Events, "event", "name", "a staged outage of units")
}

// EventSpec is one staged outage: [[campus.hall.cooling.event]].
type EventSpec struct {
	Name   string
	What   string
	At     string
	ForMin float64
	Units  int
}

// Params declares the parameters.
func (s *EventSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the event")
	p.Choice(&s.What, "what", "", unitWords(), "kind of unit that stops").Require()
	p.String(&s.At, "at", "", "minute at which the units stop, in the campus' local time: 2027-07-15T14:00").Require()
	p.Float(&s.ForMin, "for_min", 60, param.AtLeast(1), "minutes until they are back", param.Setting)
	p.Int(&s.Units, "units", 1, param.AtLeast(1), "number of units that stop, all if there are fewer; standing-by units take over as far as they go", param.Setting)
}

// eventLayout is how a local minute is written.
const eventLayout = "2006-01-02T15:04"

// Check refuses what is no minute.
func (s *EventSpec) Check(report func(key, format string, args ...any)) {
	if _, err := time.Parse(eventLayout, s.At); s.At != "" && err != nil {
		report("at", "%q is no minute: write it as 2027-07-15T14:00", s.At)
	}
}

// Set are the failing units of one plant. A plant takes part in three
// steps, of which freeAir is the shortest example:
//
//   - its spec holds a FailureSpec and, for each kind of unit, a UnitsSpec
//     declared by p.Table(s.Units.Fan.of(&FanUnits), "fan", …);
//   - Build makes the unitBanks (newUnitBank) and joins them: p.failures, err =
//     s.Failures.join(p.serve, &p.fans, …), where serve takes the banks' shares
//     into the plant's sizes; it is called by events alone, when a share changes;
//   - the plant's struct embeds failures, which makes it Failing; Step begins
//     with p.tick(), Stop calls p.rest(), Declare calls p.failures.declare(g).
//
// While every share is 1 a minute costs two stores and a branch.
type Set struct {
	Zone     *time.Location // of staged events; nil: the experiment's
	Banks    []*Bank
	random   bool
	staged   []*EventSpec
	serve    func()
	Least    float64 // share in service of the kind that lacks most
	Lacking  bool    // some kind gives less than design capacity
	resting  bool    // the hall is closed: nothing is counted
	Happened int64   // staged events
}

// Join returns the failures of a plant with these banks. The error names an event
// for whose kind the plant has no units.
func (s *Spec) Join(serve func(), banks ...*Bank) (Set, error) {
	f := Set{Banks: banks, random: s.Random, staged: s.Events, serve: serve, Least: 1}
	var words []string
	for _, b := range banks {
		words = append(words, b.Kind.Word)
	}
	for _, e := range s.Events {
		if f.Bank(e.What) == nil {
			return f, fmt.Errorf("event at %s: this plant has no %s; it has %s", e.At, e.What, strings.Join(words, ", "))
		}
	}
	return f, nil
}

// Bank returns the units of a kind by its word, nil if there are none.
func (f *Set) Bank(word string) *Bank {
	for _, b := range f.Banks {
		if b.Kind.Word == word {
			return b
		}
	}
	return nil
}

// Start begins failures and staged events at the engine's current minute.
func (f *Set) Start(e *sim.Engine, name string, streams sim.Streams) {
	name += ".cooling."
	for _, b := range f.Banks {
		if !f.random || b.Spec.MTBFH == 0 {
			continue
		}
		for i := range b.Installed {
			// A stream for each unit: one unit more shifts no other's draws.
			unit := fmt.Sprintf("%s%s.%d", name, b.Kind.Word, i+1)
			f.planFailure(e, b, unit, streams.Stream(unit))
		}
	}
	for _, s := range f.staged {
		f.stage(e, s, name+s.What)
	}
}

// planFailure sets a unit's next failure and its repair.
func (f *Set) planFailure(e *sim.Engine, b *Bank, name string, draw *rand.Rand) {
	e.At(e.Now()+spanOf(60*b.Spec.MTBFH*draw.ExpFloat64()), name, func() error {
		if !f.resting {
			b.Failed++
		}
		f.Shift(b, &b.Broken, 1)
		e.At(e.Now()+spanOf(60*lognormal(draw, b.Spec.RepairH, b.Spec.RepairSpread)), name, func() error {
			f.Shift(b, &b.Broken, -1)
			f.planFailure(e, b, name, draw)
			return nil
		})
		return nil
	})
}

// stage sets a staged outage. One that lies before the plant's start is an error
// of the run.
func (f *Set) stage(e *sim.Engine, s *EventSpec, name string) {
	b := f.Bank(s.What)
	cal := e.Calendar()
	zone := cmp.Or(f.Zone, cal.Zone())
	t, err := time.ParseInLocation(eventLayout, s.At, zone)
	at := cal.MinuteOf(t)
	if err != nil || at < e.Now() {
		e.At(e.Now(), name, func() error {
			return fmt.Errorf("the event at %q is no minute after the hall's opening (%s)", s.At, cal.Time(e.Now()).In(zone).Format(eventLayout))
		})
		return
	}
	units := min(s.Units, b.Installed)
	e.At(at, name, func() error {
		f.Happened++
		f.Shift(b, &b.Staged, units)
		e.At(e.Now()+spanOf(s.ForMin), name, func() error {
			f.Shift(b, &b.Staged, -units)
			return nil
		})
		return nil
	})
}

// Shift takes units out of service or back, and has the plant take in what
// changed.
func (f *Set) Shift(b *Bank, out *int, by int) {
	was := b.Share
	b.shift(out, by)
	if b.Share == was {
		return
	}
	f.Least = 1
	for _, b := range f.Banks {
		f.Least = min(f.Least, b.Share)
	}
	f.Lacking = f.Least < 1
	f.serve()
}

// Tick begins a minute of the plant.
func (f *Set) Tick() {
	f.resting = false
	if f.Lacking {
		f.count()
	}
}

func (f *Set) count() {
	for _, b := range f.Banks {
		if b.Share < 1 {
			b.Short++
		}
	}
}

// Rest ends counting until the next minute.
func (f *Set) Rest() { f.resting = true }

// Declare declares what failures report.
func (f *Set) Declare(g record.Group) {
	g.Channel(&f.Least, channel.CapacityInService, "share of design capacity in service, of the kind of unit that lacks most")
	for _, b := range f.Banks {
		g.Counter(&b.Failed, b.Kind.Key+"_failures", "failures at random of units of this kind; standing-by units take over", "")
		g.Counter(&b.Short, b.Kind.Key+"_short_minutes", "minutes in which units of this kind gave less than design capacity", "")
	}
	g.Counter(&f.Happened, "staged_events", "staged outages that took place", "")
}

// spanOf rounds a number of minutes, to at least one and at most a million years.
func spanOf(minutes float64) sim.Minute {
	return sim.Minute(min(max(math.Round(minutes), 1), 1e6*365.25*1440))
}

// lognormal draws from a lognormal distribution given by its mean and the
// standard deviation over the mean.
func lognormal(r *rand.Rand, mean, spread float64) float64 {
	variance := math.Log1p(spread * spread)
	return mean * math.Exp(math.Sqrt(variance)*r.NormFloat64()-variance/2)
}
