package cooling

import (
	"caloduc/sim/channel"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// FailureSpec says whether a plant's units fail at random, and which outages are
// staged. A plant's spec holds one and calls its Params.
type FailureSpec struct {
	Random bool
	Events []*EventSpec
}

// Params declares the parameters.
func (s *FailureSpec) Params(p *param.Set) {
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
	p.String(&s.At, "at", "", "minute at which the units stop, in the experiment's local time: 2027-07-15T14:00").Require()
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

// failures are the failing units of one plant. A plant takes part in three
// steps, of which freeAir is the shortest example:
//
//   - its spec holds a FailureSpec and, for each kind of unit, a UnitsSpec
//     declared by p.Table(s.Units.Fan.of(&fanUnits), "fan", …);
//   - Build makes the unitBanks (newUnitBank) and joins them: p.failures, err =
//     s.Failures.join(p.serve, &p.fans, …), where serve takes the banks' shares
//     into the plant's sizes; it is called by events alone, when a share changes;
//   - the plant's struct embeds failures, which makes it Failing; Step begins
//     with p.tick(), Stop calls p.rest(), Declare calls p.failures.declare(g).
//
// While every share is 1 a minute costs two stores and a branch.
type failures struct {
	banks    []*unitBank
	random   bool
	staged   []*EventSpec
	serve    func()
	least    float64 // share in service of the kind that lacks most
	lacking  bool    // some kind gives less than design capacity
	resting  bool    // the hall is closed: nothing is counted
	happened int64   // staged events
}

// join returns the failures of a plant with these banks. The error names an event
// for whose kind the plant has no units.
func (s *FailureSpec) join(serve func(), banks ...*unitBank) (failures, error) {
	f := failures{banks: banks, random: s.Random, staged: s.Events, serve: serve, least: 1}
	var words []string
	for _, b := range banks {
		words = append(words, b.kind.word)
	}
	for _, e := range s.Events {
		if f.bank(e.What) == nil {
			return f, fmt.Errorf("event at %s: this plant has no %s; it has %s", e.At, e.What, strings.Join(words, ", "))
		}
	}
	return f, nil
}

func (f *failures) bank(word string) *unitBank {
	for _, b := range f.banks {
		if b.kind.word == word {
			return b
		}
	}
	return nil
}

// Start begins failures and staged events at the engine's current minute.
func (f *failures) Start(e *sim.Engine, name string, streams sim.Streams) {
	name += ".cooling."
	for _, b := range f.banks {
		if !f.random || b.spec.MTBFH == 0 {
			continue
		}
		for i := range b.installed {
			// A stream for each unit: one unit more shifts no other's draws.
			unit := fmt.Sprintf("%s%s.%d", name, b.kind.word, i+1)
			f.planFailure(e, b, unit, streams.Stream(unit))
		}
	}
	for _, s := range f.staged {
		f.stage(e, s, name+s.What)
	}
}

// planFailure sets a unit's next failure and its repair.
func (f *failures) planFailure(e *sim.Engine, b *unitBank, name string, draw *rand.Rand) {
	e.At(e.Now()+spanOf(60*b.spec.MTBFH*draw.ExpFloat64()), name, func() error {
		if !f.resting {
			b.failed++
		}
		f.shift(b, &b.broken, 1)
		e.At(e.Now()+spanOf(60*lognormal(draw, b.spec.RepairH, b.spec.RepairSpread)), name, func() error {
			f.shift(b, &b.broken, -1)
			f.planFailure(e, b, name, draw)
			return nil
		})
		return nil
	})
}

// stage sets a staged outage. One that lies before the plant's start is an error
// of the run.
func (f *failures) stage(e *sim.Engine, s *EventSpec, name string) {
	b := f.bank(s.What)
	cal := e.Calendar()
	t, err := time.ParseInLocation(eventLayout, s.At, cal.Zone())
	at := cal.MinuteOf(t)
	if err != nil || at < e.Now() {
		e.At(e.Now(), name, func() error {
			return fmt.Errorf("the event at %q is no minute after the hall's opening (%s)", s.At, cal.Local(e.Now()).Format(eventLayout))
		})
		return
	}
	units := min(s.Units, b.installed)
	e.At(at, name, func() error {
		f.happened++
		f.shift(b, &b.staged, units)
		e.At(e.Now()+spanOf(s.ForMin), name, func() error {
			f.shift(b, &b.staged, -units)
			return nil
		})
		return nil
	})
}

// shift takes units out of service or back, and has the plant take in what
// changed.
func (f *failures) shift(b *unitBank, out *int, by int) {
	was := b.share
	b.shift(out, by)
	if b.share == was {
		return
	}
	f.least = 1
	for _, b := range f.banks {
		f.least = min(f.least, b.share)
	}
	f.lacking = f.least < 1
	f.serve()
}

// tick begins a minute of the plant.
func (f *failures) tick() {
	f.resting = false
	if f.lacking {
		f.count()
	}
}

func (f *failures) count() {
	for _, b := range f.banks {
		if b.share < 1 {
			b.short++
		}
	}
}

// rest ends counting until the next minute.
func (f *failures) rest() { f.resting = true }

func (f *failures) declare(g record.Group) {
	g.Channel(&f.least, channel.CapacityInService, "share of design capacity in service, of the kind of unit that lacks most")
	for _, b := range f.banks {
		g.Counter(&b.failed, b.kind.key+"_failures", "failures at random of units of this kind; standing-by units take over", "")
		g.Counter(&b.short, b.kind.key+"_short_minutes", "minutes in which units of this kind gave less than design capacity", "")
	}
	g.Counter(&f.happened, "staged_events", "staged outages that took place", "")
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
