package reactor

import (
	"slices"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

// EventSpec is one staged event of a unit: [[reactor.event]].
type EventSpec struct {
	Name          string
	From          time.Time
	LengthD       float64
	PowerFraction float64
}

// Params declares the keys.
func (s *EventSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the event")
	p.Date(&s.From, "from", time.Time{}, "first day, 00:00 UTC")
	p.Float(&s.LengthD, "length_d", 1, param.Above(0), "days that it lasts", param.Setting)
	p.Float(&s.PowerFraction, "power_fraction", 0, param.Fraction(),
		"highest thermal power over rated while it lasts; what is lost counts as unavailable; below the least stable power, 0 among it, the unit is out", param.Setting)
}

// Check refuses an event without a day.
func (s *EventSpec) Check(report func(key, format string, args ...any)) {
	if s.From.IsZero() {
		report("from", "a staged event needs its first day")
	}
}

// FleetEventSpec is one staged event of a unit of the block: [[fleet.event]].
type FleetEventSpec struct {
	Unit string
	EventSpec
}

// Params declares the keys.
func (s *FleetEventSpec) Params(p *param.Set) {
	p.String(&s.Unit, "unit", "", "the unit, by its name in the catalogue").Require()
	s.EventSpec.Params(p)
}

// span is the event in minutes of the run.
func (s *EventSpec) span(cal sim.Calendar) (from, to sim.Minute) {
	from = cal.MinuteOf(s.From)
	return from, from + days(s.LengthD)
}

// noticeEvents tells of staged events that lie outside the run.
func (u *Unit) noticeEvents(cal sim.Calendar, out *sim.Notices) {
	for _, s := range u.spec.Events {
		if from, to := s.span(cal); to <= 0 || from >= cal.End() {
			out.Add("reactor."+u.name, "move it into the run", "the staged event from %s lies outside the run", s.From.Format(time.DateOnly))
		}
	}
}

// Notices tells of staged events that do not come.
func (f *Fleet) Notices(cal sim.Calendar) (out sim.Notices) {
	for i := range f.units {
		f.units[i].noticeEvents(cal, &out)
	}
	return out
}

// runStaged is one staged event. Its limit bounds the unit from outside; a limit below
// the least stable power takes it down.
func (u *Unit) runStaged(s *EventSpec) func(p *sim.Process) error {
	return func(p *sim.Process) error {
		from, to := s.span(u.planner.cal)
		if to <= p.Now() {
			return nil
		}
		p.WaitUntil(from)
		if s.PowerFraction < u.minLevel {
			u.stop(staged)
			p.WaitUntil(to)
			u.release(staged)
			return nil
		}
		u.limited = append(u.limited, s)
		u.boundByEvents()
		p.WaitUntil(to)
		u.limited = slices.DeleteFunc(u.limited, func(o *EventSpec) bool { return o == s })
		u.boundByEvents()
		return nil
	}
}

// boundByEvents takes the lowest of the staged limits that hold now.
func (u *Unit) boundByEvents() {
	u.caps.event = 1
	for _, s := range u.limited {
		u.caps.event = min(u.caps.event, s.PowerFraction)
	}
	u.bound()
}
