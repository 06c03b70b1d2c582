package price

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"caloduc/sim"
)

// Record is a series of hourly prices by local wall clock: 24 prices a day
// over whole years. The hour that daylight saving skips is interpolated, the
// hour it repeats has one price.
type Record struct {
	clock wallClock
	first time.Time // first day, midnight UTC standing for the wall clock
	years int
	today int // index of the first hour of the current day
	hours []float64
	// Interpolated counts the hours that the file lacks.
	Interpolated int64
}

// Price returns the price at the same wall-clock hour of the same
// calendar day, the record's years repeated in turn. 29 February takes 28
// February where the record's year has none. Weekdays are not kept.
func (r *Record) Price(m sim.Minute) float64 {
	hour, newDay := r.clock.at(m)
	if newDay {
		r.today = 24 * r.dayOf(r.clock.date)
	}
	return r.hours[r.today+hour]
}

// dayOf returns the day of the record that stands for a date.
func (r *Record) dayOf(date time.Time) int {
	year, month, day := date.Date()
	k := (year - r.first.Year()) % r.years
	if k < 0 {
		k += r.years
	}
	d := time.Date(r.first.Year()+k, month, day, 0, 0, 0, 0, time.UTC)
	if d.Month() != month {
		d = d.AddDate(0, 0, -1)
	}
	return dayNumber(r.first, d)
}

// Years are the calendar years of the record.
func (r *Record) Years() (first, n int) { return r.first.Year(), r.years }

// Day returns the 24 prices of a day of the record, by wall clock.
func (r *Record) Day(d time.Time) []float64 {
	i := 24 * dayNumber(r.first, d)
	return r.hours[i : i+24]
}

func dayNumber(first, d time.Time) int { return int(d.Sub(first) / (24 * time.Hour)) }

// dayTable gathers prices by day while a file is read.
type dayTable struct{ days map[time.Time]*[24]cell }

type cell struct {
	sum float64
	n   int
}

func newDayTable() *dayTable { return &dayTable{days: map[time.Time]*[24]cell{}} }

// add books a price; several in one hour (quarter hours, the repeated hour of
// autumn) are averaged.
func (d *dayTable) add(t time.Time, price float64) {
	day := t.Truncate(24 * time.Hour)
	h := d.days[day]
	if h == nil {
		h = new([24]cell)
		d.days[day] = h
	}
	h[t.Hour()].sum += price
	h[t.Hour()].n++
}

// record turns the table into whole consecutive years without holes.
func (d *dayTable) record(cal sim.Calendar) (*Record, error) {
	first, years, err := d.span()
	if err != nil {
		return nil, err
	}
	n := dayNumber(first, first.AddDate(years, 0, 0))
	r := &Record{clock: wallClock{cal: cal}, first: first, years: years, hours: make([]float64, 24*n)}
	for i := range n {
		h := d.days[first.AddDate(0, 0, i)]
		for j := range 24 {
			r.hours[24*i+j] = math.NaN()
			if h != nil && h[j].n > 0 {
				r.hours[24*i+j] = h[j].sum / float64(h[j].n)
			}
		}
	}
	return r, r.fill()
}

// span finds the whole years of the record: those with nearly all of their
// days. They must follow one another.
func (d *dayTable) span() (first time.Time, years int, err error) {
	count := map[int]int{}
	for day := range d.days {
		count[day.Year()]++
	}
	var whole []int
	for y, n := range count {
		if n >= minDaysPerYear {
			whole = append(whole, y)
		}
	}
	if len(whole) == 0 {
		return first, 0, errors.New("no whole calendar year of prices")
	}
	sort.Ints(whole)
	years = whole[len(whole)-1] - whole[0] + 1
	if years != len(whole) {
		return first, 0, fmt.Errorf("a year between %d and %d lacks more than %d days", whole[0], whole[len(whole)-1], 366-minDaysPerYear)
	}
	return time.Date(whole[0], 1, 1, 0, 0, 0, 0, time.UTC), years, nil
}

// fill interpolates missing hours: one or a few hours between their neighbours,
// missing days hour by hour between the days before and after. At the ends of
// the record the nearest day stands in.
func (r *Record) fill() error {
	for i := 0; i < len(r.hours); i++ {
		if !math.IsNaN(r.hours[i]) {
			continue
		}
		step := 1 // neighbours are hours
		if i%24 == 0 && i+24 <= len(r.hours) && !slices.ContainsFunc(r.hours[i:i+24], known) {
			step = 24 // neighbours are days
		}
		end := i
		for end < len(r.hours) && math.IsNaN(r.hours[end]) {
			end += step
		}
		if gap := (end - i + 23) / 24; gap > maxGapDays {
			return fmt.Errorf("no prices for %d days from %s on", gap, r.first.AddDate(0, 0, i/24).Format(time.DateOnly))
		}
		for j := i; j < end; j++ {
			if math.IsNaN(r.hours[j]) {
				r.hours[j] = r.between(j, step)
				r.Interpolated++
			}
		}
	}
	return nil
}

func known(price float64) bool { return !math.IsNaN(price) }

// between interpolates hour i between the nearest known hours at multiples of
// step before and after it.
func (r *Record) between(i, step int) float64 {
	lo, hi := i-step, i+step
	for hi < len(r.hours) && math.IsNaN(r.hours[hi]) {
		hi += step
	}
	switch {
	case hi >= len(r.hours) && lo < 0:
		return 0
	case hi >= len(r.hours):
		return r.hours[lo]
	case lo < 0:
		return r.hours[hi]
	}
	f := float64(i-lo) / float64(hi-lo)
	return (1-f)*r.hours[lo] + f*r.hours[hi]
}
