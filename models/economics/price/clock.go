package price

import (
	"time"

	"caloduc/sim"
)

// wallClock tells local hours and days of rising minutes cheaply: the zone is
// asked only where its offset changes, the calendar only where the day does.
type wallClock struct {
	cal    sim.Calendar
	offset sim.Minute // local time less UTC
	from   sim.Minute // the offset holds for from ≤ m < until
	until  sim.Minute
	day    sim.Minute // local day of date, counted from the calendar's start
	date   time.Time  // midnight of that day, in UTC standing for local time
	known  bool
}

// at returns the local hour of a minute and whether its day differs from that
// of the call before; w.date is the day.
func (w *wallClock) at(m sim.Minute) (hour int, newDay bool) {
	if !w.known || m < w.from || m >= w.until {
		w.zone(m)
	}
	local := m + w.offset
	day := local / sim.Day
	if local < 0 && local%sim.Day != 0 {
		day--
	}
	if newDay = !w.known || day != w.day; newDay {
		w.day, w.date = day, w.cal.Start().AddDate(0, 0, int(day))
	}
	w.known = true
	return int((local - day*sim.Day) / sim.Hour), newDay
}

// zone asks the calendar's zone for the offset at m and how long it holds.
func (w *wallClock) zone(m sim.Minute) {
	t := w.cal.Local(m)
	_, seconds := t.Zone()
	w.offset = sim.Minute(seconds / 60)
	from, until := t.ZoneBounds()
	w.from, w.until = m, m+100*366*sim.Day // a zone without changes
	if !from.IsZero() {
		w.from = w.cal.MinuteOf(from)
	}
	if !until.IsZero() {
		w.until = w.cal.MinuteOf(until)
	}
}
