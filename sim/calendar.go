package sim

import (
	"fmt"
	"time"
	_ "time/tzdata" // zone data embedded: a run gives the same local hours on every machine
)

// Minute counts whole minutes since the start of the experiment (UTC). Spin-up
// minutes are negative: minute 0 is the first that counts.
type Minute int64

// Spans of time in minutes.
const (
	Hour Minute = 60
	Day  Minute = 24 * Hour
	Week Minute = 7 * Day
)

// The mean (Julian) year, over which yearly rates and charges are spread.
const (
	HoursPerYear   = 24 * 365.25
	MinutesPerYear = 60 * HoursPerYear
)

// Span cuts a number of minutes to whole ones: at least one, at most a million years.
func Span(minutes float64) Minute { return Minute(min(max(minutes, 1), 1e6*MinutesPerYear)) }

// Hours returns the span in hours.
func (m Minute) Hours() float64 { return float64(m) / 60 }

// Calendar ties minutes to dates: UTC inside, local time where tariffs and
// schedules ask for it. The zero value is not usable; see NewCalendar.
type Calendar struct {
	start time.Time
	years int
	zone  *time.Location
	end   Minute
}

// NewCalendar returns the calendar of an experiment that starts at 00:00 UTC on
// the day of start and lasts whole years, leap days included. zone is an IANA
// name ("Europe/Paris").
func NewCalendar(start time.Time, years int, zone string) (Calendar, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return Calendar{}, fmt.Errorf("calendar: unknown time zone %q", zone)
	}
	if years < 1 {
		return Calendar{}, fmt.Errorf("calendar: %d years: must be at least 1", years)
	}
	y, mo, d := start.Date()
	s := time.Date(y, mo, d, 0, 0, 0, 0, time.UTC)
	c := Calendar{start: s, years: years, zone: loc}
	c.end = c.MinuteOf(s.AddDate(years, 0, 0))
	return c, nil
}

// Until returns the calendar cut, or stretched, to the day of end, 00:00 UTC, which must
// lie after the start. Its years are those begun.
func (c Calendar) Until(end time.Time) (Calendar, error) {
	y, mo, d := end.Date()
	c.end = c.MinuteOf(time.Date(y, mo, d, 0, 0, 0, 0, time.UTC))
	if c.end <= 0 {
		return c, fmt.Errorf("calendar: the end %s is not after the start %s", end.Format(time.DateOnly), c.start.Format(time.DateOnly))
	}
	for c.years = 1; c.MinuteOf(c.start.AddDate(c.years, 0, 0)) < c.end; {
		c.years++
	}
	return c, nil
}

// In returns the calendar with the local time of another zone, by its IANA name.
func (c Calendar) In(zone string) (Calendar, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return c, fmt.Errorf("calendar: unknown time zone %q", zone)
	}
	c.zone = loc
	return c, nil
}

// Start is the instant of minute 0.
func (c Calendar) Start() time.Time { return c.start }

// End is the first minute after the experiment.
func (c Calendar) End() Minute { return c.end }

// Years is the number of calendar years the experiment lasts, one begun counted whole.
func (c Calendar) Years() int { return c.years }

// Time returns the instant of a minute, in UTC.
func (c Calendar) Time(m Minute) time.Time {
	return c.start.Add(time.Duration(m) * time.Minute)
}

// Local returns the instant of a minute in the experiment's zone.
func (c Calendar) Local(m Minute) time.Time { return c.Time(m).In(c.zone) }

// Zone is the experiment's time zone.
func (c Calendar) Zone() *time.Location { return c.zone }

// MinuteOf returns the minute in which an instant lies (floor).
func (c Calendar) MinuteOf(t time.Time) Minute {
	d := t.Sub(c.start)
	m := Minute(d / time.Minute)
	if d < 0 && d%time.Minute != 0 {
		m--
	}
	return m
}
