package market

import "time"

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
}

// HourAt returns the hour, or quarter, that begins at a time in the zones' local clock,
// hours after the run's start.
func HourAt(hours float64, local time.Time) Hour {
	utc := local.UTC()
	return Hour{
		Year:    local.Year(),
		YearDay: float64(local.YearDay()-1) + float64(local.Hour())/24,
		OfDay:   local.Hour(),
		Minute:  local.Minute(),
		UTC:     float64(utc.Hour()) + float64(utc.Minute())/60,
		Weekend: local.Weekday() == time.Saturday || local.Weekday() == time.Sunday || Holiday(local),
		Years:   hours / 8766,
		Month:   Month(local),
		Place:   place(utc),
	}
}

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
	month, day := Easter(t.Year())
	switch t.YearDay() - time.Date(t.Year(), month, day, 0, 0, 0, 0, time.UTC).YearDay() {
	case 1, 39, 50:
		return true
	}
	return false
}

// Easter returns the Gregorian Easter Sunday of a year (the anonymous algorithm of
// 1876, Meeus, Astronomical Algorithms, 1991, ch. 8).
func Easter(year int) (time.Month, int) {
	a, b, c := year%19, year/100, year%100
	d := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	e := (32 + 2*(b%4) + 2*(c/4) - d - c%4) % 7
	f := d + e - 7*((a+11*d+22*e)/451) + 114
	return time.Month(f / 31), f%31 + 1
}
