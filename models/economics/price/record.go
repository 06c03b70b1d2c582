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
	// Interpolated counts the hours that the file lacks, Missing its rows without a
	// price.
	Interpolated int64
	Missing      int
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
	d := time.Date(r.yearOf(year), month, day, 0, 0, 0, 0, time.UTC)
	if d.Month() != month {
		d = d.AddDate(0, 0, -1)
	}
	return dayNumber(r.first, d)
}

// yearOf returns the year of the record that stands for a year: itself where the
// record has it.
func (r *Record) yearOf(year int) int {
	return r.first.Year() + ((year-r.first.Year())%r.years+r.years)%r.years
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
type dayTable struct {
	file string // that is being read
	zone *time.Location
	days map[time.Time]*[24]cell
	seen map[time.Time]spot // by stamp
}

// spot is where a price stands.
type spot struct {
	file string
	line int
}

// cell is an hour of the wall clock.
type cell struct {
	sum float64
	n   int
}

func newDayTable(zone *time.Location) *dayTable {
	return &dayTable{zone: zone, days: map[time.Time]*[24]cell{}, seen: map[time.Time]spot{}}
}

// addInstant books the price of an instant at the wall clock's hour.
func (d *dayTable) addInstant(at time.Time, price float64, line int) error {
	return d.add(wall(at, d.zone), at, price, line)
}

// add books a price at wall-clock time t, NaN for none. What is given for several times
// of one hour (quarter hours, the repeated hour of autumn) is averaged; a stamp twice is
// refused but for the wall clock's repeated hour.
func (d *dayTable) add(t, stamp time.Time, price float64, line int) error {
	if price != price {
		return nil
	}
	if before, known := d.seen[stamp]; known && (!t.Equal(stamp) || !repeated(t, d.zone)) {
		also := fmt.Sprintf("in line %d", before.line)
		if before.file != d.file {
			also = fmt.Sprintf("at %s:%d", before.file, before.line)
		}
		return fmt.Errorf("the time %s is given twice (also %s)", stamp.Format("2006-01-02 15:04"), also)
	}
	d.seen[stamp] = spot{d.file, line}
	day := t.Truncate(24 * time.Hour)
	h := d.days[day]
	if h == nil {
		h = new([24]cell)
		d.days[day] = h
	}
	h[t.Hour()].sum += price
	h[t.Hour()].n++
	return nil
}

// repeated tells whether a zone's clocks show the time t twice.
func repeated(t time.Time, zone *time.Location) bool {
	at := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, zone)
	return wall(at.Add(time.Hour), zone).Equal(wall(at, zone)) || wall(at.Add(-time.Hour), zone).Equal(wall(at, zone))
}

// skipped tells whether a zone's clocks never show the time t.
func skipped(t time.Time, zone *time.Location) bool {
	return !wall(time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, zone), zone).Equal(t)
}

// record turns the table into whole consecutive years without holes.
func (d *dayTable) record(cal sim.Calendar) (*Record, error) {
	if err := d.hourly(); err != nil {
		return nil, err
	}
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

// hourly refuses a table that holds a price or two a day.
func (d *dayTable) hourly() error {
	hours := 0
	for _, h := range d.days {
		for _, c := range h {
			hours += min(c.n, 1)
		}
	}
	if per := float64(hours) / float64(max(1, len(d.days))); per < 12 {
		return fmt.Errorf("%.3g prices a day: they must be hourly", per)
	}
	return nil
}

// shortGapH is the longest gap, in hours, that lies between the hours around it.
const shortGapH = 6

// fill fills missing hours: short gaps lie between the hours around them, longer ones
// hour by hour between the nearest days that have the hour. At the ends of the record
// the nearest day stands in.
func (r *Record) fill() error {
	given := slices.Clone(r.hours)
	for i := 0; i < len(r.hours); i++ {
		if known(given[i]) {
			continue
		}
		end := i
		for end < len(given) && !known(given[end]) {
			end++
		}
		if end-i > 24*maxGapDays {
			return fmt.Errorf("no prices for %d days from %s on", (end-i+23)/24, r.first.AddDate(0, 0, i/24).Format(time.DateOnly))
		}
		step := 1
		if end-i > shortGapH {
			step = 24
		}
		for j := i; j < end; j++ {
			r.hours[j] = between(given, j, step)
			if t := r.first.Add(time.Duration(j) * time.Hour); !skipped(t, r.clock.cal.Zone()) {
				r.Interpolated++
			}
		}
		i = end
	}
	return nil
}

func known(price float64) bool { return !math.IsNaN(price) }

// between interpolates hour i between the nearest known hours at multiples of
// step before and after it.
func between(hours []float64, i, step int) float64 {
	lo, hi := i-step, i+step
	for lo >= 0 && !known(hours[lo]) {
		lo -= step
	}
	for hi < len(hours) && !known(hours[hi]) {
		hi += step
	}
	switch {
	case hi >= len(hours) && lo < 0:
		return 0
	case hi >= len(hours):
		return hours[lo]
	case lo < 0:
		return hours[hi]
	}
	f := float64(i-lo) / float64(hi-lo)
	return (1-f)*hours[lo] + f*hours[hi]
}

// Notices tells what of a file of prices is not as it seems.
func (r *Record) Notices(about string) (out sim.Notices) {
	if r.Missing > 0 {
		out.Add(about, "", "%d rows have no price", r.Missing)
	}
	if r.Interpolated > 0 {
		out.Add(about, "", "%d hours have no price: up to %d in a row lie between the hours around them, more hour by hour between the days around them", r.Interpolated, shortGapH)
	}
	from, to := r.clock.cal.Start().Year(), r.clock.cal.Start().Year()+r.clock.cal.Years()-1
	if last := r.first.Year() + r.years - 1; from < r.first.Year() || to > last {
		out.Add(about, "", "prices of %d to %d stand in, in turn, for the years %d to %d that the file lacks: %d plays %d", r.first.Year(), last, max(from, last+1), to, to, r.yearOf(to))
	}
	return out
}

// Range returns the lowest and highest hour of the record and its mean.
func (r *Record) Range() (lowest, highest, mean float64) {
	sum := 0.0
	for _, p := range r.hours {
		sum += p
	}
	return slices.Min(r.hours), slices.Max(r.hours), sum / float64(len(r.hours))
}
