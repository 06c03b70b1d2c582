package weather

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"caloduc/sim"
)

// Record is the weather of a file: consecutive whole hours UTC, without gaps.
type Record struct {
	Name           string
	LatDeg, LonDeg float64   // NaN where the file does not tell
	ElevationM     float64   // altitude that temperature and pressure hold for
	UTCOffsetH     float64   // time of the file less UTC
	Start          time.Time // instant of the first hour, UTC; for a typical year 2001-01-01, with 29 February 2000-01-01
	Hours          []Hour
	Typical        bool   // one typical year from 1 January 00:00 UTC: 8760 hours, 8784 with 29 February
	Source         string // format and what the file says of itself

	// The dry bulbs exceeded and undercut once in 20 years after the file's
	// header, moved to ElevationM as the hours are, degC; NaN where it gives none.
	Return20MaxDegC, Return20MinDegC float64

	years   []recordYear
	cycle   []int       // those of years that stand in for others in turn
	notices sim.Notices // of the file

	once func() extremes // the extremes, worked out once
}

// newRecord returns a record of which nothing is known but its source.
func newRecord(source string) *Record {
	nan := math.NaN()
	return &Record{LatDeg: nan, LonDeg: nan, ElevationM: nan, Source: source, Return20MaxDegC: nan, Return20MinDegC: nan}
}

// The years that stand in for the year of a typical record without and with a leap day.
const (
	typicalYear     = 2001
	typicalLeapYear = 2000
)

// noDay marks a calendar day that a record year lacks.
const noDay = -1

// recordYear is one calendar year of a record.
type recordYear struct {
	year  int
	days  int        // how many of its days the record holds whole
	first [366]int32 // index of hour 00:00 UTC of each day of a leap year's calendar, or noDay
}

// standInDays is the number of days from which a year stands in for others, its other
// days being those of the next: stray days do not make a year.
const standInDays = 90

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
	r.cycle = nil
	for i, y := range r.years {
		if y.days >= standInDays {
			r.cycle = append(r.cycle, i)
		}
	}
	if r.cycle == nil {
		for i := range r.years {
			r.cycle = append(r.cycle, i)
		}
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
// given day. The record is laid on the simulated calendar by month and day: a year that
// it holds is played as it was; for another, the simulated year k (0 is firstYear, years
// before it count backwards) takes its days from the record's years in turn, but for those of which it holds
// stray days alone. A day
// that this record year lacks is taken from the next record year that has it; 29
// February, where no record year has it, repeats 28 February. Where days of different
// years meet, the hour from 23:00 to 00:00 UTC leads from one to the other.
func (r *Record) DayAt(t time.Time, firstYear int) int {
	k := r.yearFor(t.Year(), firstYear)
	d := calendarDay(t)
	i := r.find(k, d)
	if i == noDay {
		i = r.find(k, d-1)
	}
	return int(i)
}

// yearFor returns which record year a simulated year plays.
func (r *Record) yearFor(year, firstYear int) int {
	if i := slices.IndexFunc(r.years, func(y recordYear) bool { return y.year == year }); i >= 0 && !r.Typical {
		return i
	}
	n := len(r.cycle)
	return r.cycle[((year-firstYear)%n+n)%n]
}

// padEnds completes the first and the last day of the record where a few hours are
// missing there, with the hour next to them.
func (r *Record) padEnds() {
	lacking := func(hours int) int {
		if n := hours % 24; n <= longestGapH {
			return n
		}
		return 0
	}
	head := lacking(r.Start.Hour())
	tail := lacking(24 - (r.Start.Hour()+len(r.Hours))%24)
	n := len(r.Hours)
	r.Hours = slices.Concat(slices.Repeat(r.Hours[:1], head), r.Hours, slices.Repeat(r.Hours[n-1:], tail))
	r.Start = r.Start.Add(-time.Duration(head) * time.Hour)
	if head+tail > 0 {
		r.notices.Add("", "", "%d hours are missing at the record's ends: those next to them stand in", head+tail)
	}
}

// standIns tells which years of the record stand in for which of the run.
func (r *Record) standIns(from, years int) (out sim.Notices) {
	if r.Typical {
		return nil
	}
	played, lacking := "", 0
	for y := from; y < from+years; y++ {
		k := r.years[r.yearFor(y, from)]
		switch {
		case k.year != y:
			lacking++
			if lacking <= mostNamed {
				played += fmt.Sprintf(", %d for %d", k.year, y)
			}
		case k.days < 365:
			out.Add("", "", "%d of the days of %d are in the file; other years stand in for the rest", k.days, y)
		}
	}
	if lacking > mostNamed {
		played += ", and so on"
	}
	if lacking > 0 {
		out.Add("", "", "years of the file stand in for those that it lacks: %s", strings.TrimPrefix(played, ", "))
	}
	return out
}

// mostNamed is the number of years that are named.
const mostNamed = 3
