package price

import (
	"testing"
	"time"

	"caloduc/sim"

	"pgregory.net/rapid"
)

// The wall clock agrees with the calendar's own local time at any minute, asked
// in any order.
func TestWallClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom([]string{"Europe/Paris", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"}).Draw(t, "zone")
		cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 10, zone)
		if err != nil {
			t.Fatal(err)
		}
		w := wallClock{cal: cal}
		for range 50 {
			m := sim.Minute(rapid.Int64Range(-400*24*60, 3700*24*60).Draw(t, "minute"))
			hour, _ := w.at(m)
			l := cal.Local(m)
			y, mo, d := w.date.Date()
			if ly, lmo, ld := l.Date(); hour != l.Hour() || y != ly || mo != lmo || d != ld {
				t.Fatalf("minute %d: %v hour %d, want %v", m, w.date, hour, l)
			}
		}
	})
}
