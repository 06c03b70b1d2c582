package sim

import (
	"testing"
	"time"
)

// A year of rates is the Julian one: four calendar years have 1461 days.
func TestYearOfRates(t *testing.T) {
	const days = 365 + 365 + 366 + 365
	if HoursPerYear*4 != days*24 || MinutesPerYear*4 != days*24*60 {
		t.Errorf("a year of %g hours, %g minutes", float64(HoursPerYear), float64(MinutesPerYear))
	}
}

// A calendar may end on any day: its years are those begun.
func TestUntil(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	c, err := NewCalendar(day(2026, 1, 1), 1, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		end   time.Time
		days  Minute
		years int
	}{{day(2026, 1, 31), 30, 1}, {day(2027, 1, 1), 365, 1}, {day(2027, 1, 2), 366, 2}, {day(2029, 1, 1), 1096, 3}} {
		if u, err := c.Until(x.end); err != nil || u.End() != x.days*Day || u.Years() != x.years {
			t.Errorf("%s: %d days, %d years, %v", x.end, u.End()/Day, u.Years(), err)
		}
	}
	if _, err := c.Until(day(2026, 1, 1)); err == nil {
		t.Error("a run without a day")
	}
}
