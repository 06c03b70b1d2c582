package trace

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"caloduc/sim/table"
)

// number reads a number. Traces have no fillers but their own: 999999 s is a time.
func number(field string) (float64, error) {
	x, err := strconv.ParseFloat(field, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, fmt.Errorf("%q is not a number", field)
	}
	return x, nil
}

// clock turns stamps into seconds after the trace's origin, the day of the first of them.
type clock struct {
	t    *Trace
	zone *time.Location
}

// seconds reads a date and time; one that names no zone is by the trace's clock.
func (c *clock) seconds(field string) (float64, error) {
	at, zoned, err := table.Stamp(field)
	if err != nil {
		return 0, err
	}
	if !zoned {
		if at, err = c.local(at); err != nil {
			return 0, fmt.Errorf("%q: %w", field, err)
		}
	}
	return c.since(at), nil
}

// since is how many seconds a time is after the origin.
func (c *clock) since(at time.Time) float64 {
	if c.t.Origin.IsZero() {
		c.t.Origin = at
	}
	// Durations end at 292 years; Stamp reads 300.
	return float64(at.Unix()-c.t.Origin.Unix()) + float64(at.Nanosecond()-c.t.Origin.Nanosecond())*1e-9
}

// local is the time at which the zone's clock shows what at shows in UTC.
func (c *clock) local(at time.Time) (time.Time, error) {
	shown := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), c.zone)
	if shown.Hour() != at.Hour() || shown.Minute() != at.Minute() {
		return at, fmt.Errorf("there is no such time by the clock of %s", c.zone)
	}
	_, offset := shown.Zone()
	for _, other := range []time.Duration{-time.Hour, time.Hour} {
		o := shown.Add(other)
		if _, o2 := o.Zone(); o2 != offset && o.Hour() == at.Hour() && o.Minute() == at.Minute() {
			c.t.Ambiguous++
			if o.Before(shown) {
				shown = o
			}
		}
	}
	return shown, nil
}

// span reads a time such as Slurm prints it, D-HH:MM:SS, HH:MM:SS or MM:SS, in seconds.
func span(field string) (float64, error) {
	rest, days := field, 0.0
	var err error
	if d, after, ok := strings.Cut(field, "-"); ok {
		if days, err = number(d); err != nil {
			return 0, fmt.Errorf("%q is not a time such as 1-02:03:04", field)
		}
		rest = after
	}
	parts := strings.Split(rest, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, fmt.Errorf("%q is not a time such as 1-02:03:04", field)
	}
	s := 0.0
	for _, p := range parts {
		x, err := number(p)
		if err != nil || x < 0 {
			return 0, fmt.Errorf("%q is not a time such as 1-02:03:04", field)
		}
		s = 60*s + x
	}
	return days*86400 + s, nil
}
