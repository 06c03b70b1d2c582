package market

import "time"

// HourAt returns the hour that begins at a time in the zone's local clock.
func HourAt(index int64, local time.Time) Hour {
	utc := local.UTC()
	return Hour{
		Index:   index,
		Year:    local.Year(),
		YearDay: float64(local.YearDay()-1) + float64(local.Hour())/24,
		OfDay:   local.Hour(),
		UTC:     float64(utc.Hour()) + float64(utc.Minute())/60 + 0.5, // the sun at the middle of the hour
		Weekend: local.Weekday() == time.Saturday || local.Weekday() == time.Sunday,
		Years:   float64(index) / 8766,
	}
}
