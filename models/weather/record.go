package weather

import (
	"fmt"
	"math"
	"time"
)

// Record is the weather of a file: consecutive whole hours UTC, without gaps.
type Record struct {
	Name           string
	LatDeg, LonDeg float64   // NaN where the file does not tell
	ElevationM     float64   // altitude that temperature and pressure hold for
	UTCOffsetH     float64   // time of the file less UTC
	Start          time.Time // instant of the first hour, UTC; for a typical year 2001-01-01
	Hours          []Hour
	Typical        bool   // one typical year: 8760 hours from 1 January 00:00 UTC
	Source         string // format and what the file says of itself

	// The dry bulbs exceeded and undercut once in 20 years after the file's
	// header, moved to ElevationM as the hours are, degC; NaN where it gives none.
	Return20MaxDegC, Return20MinDegC float64

	years []recordYear

	once func() extremes // the extremes, worked out once
}

// newRecord returns a record of which nothing is known but its source.
func newRecord(source string) *Record {
	nan := math.NaN()
	return &Record{LatDeg: nan, LonDeg: nan, ElevationM: nan, Source: source, Return20MaxDegC: nan, Return20MinDegC: nan}
}

// typicalYear stands in for the year of a typical record: it has no leap day.
const typicalYear = 2001

// noDay marks a calendar day that a record year lacks.
const noDay = -1

// recordYear is one calendar year of a record.
type recordYear struct {
	year  int
	days  int        // how many of its days the record holds whole
	first [366]int32 // index of hour 00:00 UTC of each day of a leap year's calendar, or noDay
}

// index lists the whole days (UTC) of the record by year and calendar day. It
// fails where the years together miss a calendar day other than 29 February.
func (r *Record) index() error {
	r.years = nil
	for i := 0; i < len(r.Hours); {
		t := r.Start.Add(time.Duration(i) * time.Hour)
		if h := t.Hour(); h != 0 {
			i += 24 - h
			continue
		}
		if i+24 > len(r.Hours) {
			break
		}
		if n := len(r.years); n == 0 || r.years[n-1].year != t.Year() {
			y := recordYear{year: t.Year()}
			for d := range y.first {
				y.first[d] = noDay
			}
			r.years = append(r.years, y)
		}
		y := &r.years[len(r.years)-1]
		y.first[calendarDay(t)] = int32(i)
		y.days++
		i += 24
	}
	for d := range 366 {
		if d != leapDay && r.find(0, d) == noDay {
			at := time.Date(2000, 1, 1+d, 0, 0, 0, 0, time.UTC)
			return fmt.Errorf("no whole day (UTC) of %s in any year: a record must cover every day of the calendar", at.Format("2 January"))
		}
	}
	return nil
}

// joinEnds completes the record's first or last day. A record of whole years in
// local time begins and ends within the same day of the calendar (UTC); the one
// end that has more of its hours takes the others from the other end.
func (r *Record) joinEnds() {
	head := (24 - r.Start.Hour()) % 24 // hours of the first day, if not whole
	tail := (r.Start.Hour() + len(r.Hours)) % 24
	end := r.Start.Add(time.Duration(len(r.Hours)) * time.Hour)
	if head == 0 || tail == 0 || head+tail < 24 || len(r.Hours) < hoursPerYear || calendarDay(r.Start) != calendarDay(end) {
		return
	}
	n := len(r.Hours)
	if tail > head {
		r.Hours = append(r.Hours, r.Hours[head-(24-tail):head]...)
		return
	}
	lacking := 24 - head
	r.Hours = append(append([]Hour(nil), r.Hours[n-tail:n-tail+lacking]...), r.Hours...)
	r.Start = r.Start.Add(-time.Duration(lacking) * time.Hour)
}

// leapDay is the calendar day of 29 February.
const leapDay = 31 + 28

// calendarDay numbers the days of a leap year's calendar from 0: the same month
// and day have the same number in every year.
func calendarDay(t time.Time) int {
	d := t.YearDay() - 1
	y := t.Year()
	if d >= leapDay && !(y%4 == 0 && (y%100 != 0 || y%400 == 0)) {
		d++
	}
	return d
}

// find returns the index of 00:00 UTC of a calendar day in record year k, or in
// the next record year (around the end to the first) that has the day.
func (r *Record) find(k, day int) int32 {
	for next := range r.years {
		if i := r.years[(k+next)%len(r.years)].first[day]; i != noDay {
			return i
		}
	}
	return noDay
}

// DayAt returns the index of the record's hour that stands for 00:00 UTC of the
// given day. The record is laid on the simulated calendar by month and day: the
// simulated year k (0 is firstYear, years before it count backwards) takes its
// days from record year k modulo the number of record years, counting every
// calendar year of which the record holds a whole day. A day that this record
// year lacks is taken from the next record year that has it; 29 February, where
// no record year has it, repeats 28 February. Where days of different years
// meet, the hour from 23:00 to 00:00 UTC leads from one to the other.
func (r *Record) DayAt(t time.Time, firstYear int) int {
	n := len(r.years)
	k := ((t.Year()-firstYear)%n + n) % n
	d := calendarDay(t)
	i := r.find(k, d)
	if i == noDay {
		i = r.find(k, d-1)
	}
	return int(i)
}
