package market

import (
	"math"
	"time"

	"caloduc/sim"
)

// Hour is an hour of the market, or a quarter of one where the market clears by quarters.
type Hour struct {
	Year    int     // of the calendar
	YearDay float64 // 0 to 366, days since the year began, local time
	OfDay   int     // 0 to 23, local time
	Minute  int     // within the hour: 0, or 15, 30, 45
	UTC     float64 // hour of the day in UTC
	Weekend bool    // or public holiday
	Years   float64 // since the start of the run
	Month   int     // as Month counts them
	Place   int     // of the hour in a leap year, UTC

	cos, sin float64 // of the part of the year as an angle
	hours    float64 // after the run's start
	local    time.Time
}

// season is a yearly wave that peaks on a day of the year.
type season struct{ cos, sin float64 }

func peaksOn(yearDay float64) season {
	sin, cos := math.Sincos(2 * math.Pi * yearDay / 365.25)
	return season{cos, sin}
}

// of is 1 on the day of the peak and −1 half a year from it.
func (s season) of(h *Hour) float64 { return s.cos*h.cos + s.sin*h.sin }

// The waves of the year: cold and heat from coldest mid-January, nuclear outages least in
// mid-December, reservoirs lowest in April and fed by melt in May and June.
var (
	coldest     = peaksOn(18)
	mostNuclear = peaksOn(349)
	lowestWater = peaksOn(105)
	melt        = peaksOn(150)
)

// HourAt returns the hour, or quarter, that begins at a time in the zones' local clock,
// hours after the run's start.
func HourAt(hours float64, local time.Time) Hour {
	utc := local.UTC()
	h := Hour{
		Year:    local.Year(),
		YearDay: float64(local.YearDay()-1) + float64(local.Hour())/24,
		OfDay:   local.Hour(),
		Minute:  local.Minute(),
		UTC:     float64(utc.Hour()) + float64(utc.Minute())/60,
		Weekend: local.Weekday() == time.Saturday || local.Weekday() == time.Sunday || Holiday(local),
		Years:   hours / 8766,
		Month:   Month(local),
		Place:   place(utc),
		hours:   hours,
		local:   local,
	}
	h.sin, h.cos = math.Sincos(h.angle())
	return h
}

// by is the same hour by another clock; same tells that both show the same time.
func (h *Hour) by(clock *time.Location) (other Hour, same bool) {
	local := h.local.In(clock)
	_, theirs := local.Zone()
	if _, ours := h.local.Zone(); ours == theirs {
		return Hour{}, true
	}
	other = HourAt(h.hours, local)
	other.Year = h.Year
	return other, false
}

// angle is the part of the year as an angle.
func (h *Hour) angle() float64 { return 2 * math.Pi * h.YearDay / 365.25 }

// Holiday tells the public holidays that most of western Europe shares: New Year,
// Easter Monday, 1 May, Ascension, Whit Monday, 1 November, Christmas.
func Holiday(t time.Time) bool {
	switch t.Month() {
	case time.January, time.May, time.November:
		if t.Day() == 1 {
			return true
		}
	case time.December:
		return t.Day() == 25
	}
	if t.Month() < time.March || t.Month() > time.June {
		return false
	}
	switch sim.AfterEaster(t) {
	case 1, 39, 50:
		return true
	}
	return false
}
