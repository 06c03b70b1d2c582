package economics

import (
	"time"

	"caloduc/sim"
)

// Hour is an hour of the accounts by the local clock of the campus.
type Hour struct {
	First   sim.Minute // of it
	Year    int
	Month   time.Month
	OfDay   int
	Working bool // Monday to Friday, and no French public holiday

	ends sim.Minute
	date time.Time // as the clock shows it
}

// hourAt is the local hour in which a minute lies.
func hourAt(cal sim.Calendar, m sim.Minute) Hour {
	t := cal.Local(m)
	first := m - sim.Minute(t.Minute())
	return Hour{First: first, ends: first + sim.Hour, Year: t.Year(), Month: t.Month(), OfDay: t.Hour(), Working: working(t), date: t}
}

func working(t time.Time) bool {
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday && !sim.FrenchHoliday(t)
}

// winter tells November to March.
func (h *Hour) winter() bool { return h.Month >= time.November || h.Month <= time.March }

// between tells an hour of the day from one hour to before another.
func (h *Hour) between(from, to int) bool { return h.OfDay >= from && h.OfDay < to }
