package table

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Years in which a record may lie; a time beyond is a mistake of its unit.
const (
	firstYear = 1900
	lastYear  = 2200
)

// Stamp reads a date and time: ISO 8601 with a T or a blank between them, seconds
// and their fraction where given, or the digits YYYYMMDDHHMM and YYYYMMDDHHMMSS.
// zoned tells whether it carries Z, UTC or an offset; else it stands in UTC for the
// clock it was read from.
func Stamp(text string) (t time.Time, zoned bool, err error) {
	s := scanner{text: strings.TrimSpace(text)}
	bare := !strings.ContainsAny(s.text, "-:T ")
	year := s.digits(4)
	s.skip("-")
	month := s.digits(2)
	s.skip("-")
	day := s.digits(2)
	s.skip("T ")
	hour := s.digits(2)
	s.skip(":")
	minute := s.digits(2)
	second, nano := 0, 0
	if s.skip(":") || bare && len(s.text) > 0 {
		second = s.digits(2)
		if s.skip(".,") {
			nano = s.fraction()
		}
	}
	zone, zoned := s.zone()
	if s.bad || s.text != "" {
		return t, false, fmt.Errorf("%q is not a time such as 2026-01-31T15:00Z or 2026-01-31 15:00:00+01:00", text)
	}
	if month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60 {
		return t, false, fmt.Errorf("%q: there is no such time", text)
	}
	t = time.Date(year, time.Month(month), day, hour, minute, second, nano, time.UTC)
	if int(t.Month()) != month && hour < 24 && day > 28 {
		return t, false, fmt.Errorf("%q: the month has no such day", text)
	}
	if year < firstYear || year > lastYear {
		return t, false, fmt.Errorf("%q: the year %d is outside %d to %d", text, year, firstYear, lastYear)
	}
	return t.Add(-zone), zoned, nil
}

// scanner takes a text apart from its beginning.
type scanner struct {
	text string
	bad  bool
}

// digits takes a number of n digits.
func (s *scanner) digits(n int) (x int) {
	if len(s.text) < n {
		s.bad = true
		return 0
	}
	for _, c := range []byte(s.text[:n]) {
		if c < '0' || c > '9' {
			s.bad = true
			return 0
		}
		x = 10*x + int(c-'0')
	}
	s.text = s.text[n:]
	return x
}

// skip takes one of the characters, if one comes next.
func (s *scanner) skip(any string) bool {
	if s.text == "" || !strings.Contains(any, s.text[:1]) {
		return false
	}
	s.text = s.text[1:]
	return true
}

// fraction takes the digits of a fraction of a second and returns nanoseconds.
func (s *scanner) fraction() int {
	n := 0
	for n < len(s.text) && s.text[n] >= '0' && s.text[n] <= '9' {
		n++
	}
	x, err := strconv.ParseFloat("0."+s.text[:n], 64)
	if err != nil {
		s.bad = true
	}
	s.text = s.text[n:]
	return int(math.Round(x * 1e9))
}

// zone takes what tells the zone: Z, UTC, GMT, +01:00, +0100 or +01.
func (s *scanner) zone() (offset time.Duration, told bool) {
	s.text = strings.TrimLeft(s.text, " ")
	switch s.text {
	case "":
		return 0, false
	case "Z", "z", "UTC", "GMT":
		s.text = ""
		return 0, true
	}
	sign := time.Duration(1)
	if s.text[0] == '-' {
		sign = -1
	}
	if !s.skip("+-") {
		s.bad = true
		return 0, false
	}
	hours, minutes := s.digits(2), 0
	if s.skip(":") || s.text != "" {
		minutes = s.digits(2)
	}
	if hours > 15 || minutes > 59 {
		s.bad = true
	}
	return sign * (time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute), true
}

// Unix returns the time so many seconds after 1970 began, UTC.
func Unix(seconds float64) (time.Time, error) {
	in := func(s float64) bool { return s >= yearStart(firstYear) && s < yearStart(lastYear+1) }
	if in(seconds) {
		whole := math.Floor(seconds)
		return time.Unix(int64(whole), int64((seconds-whole)*1e9)).UTC(), nil
	}
	for _, unit := range []struct {
		name string
		per  float64
	}{{"milliseconds", 1e3}, {"microseconds", 1e6}, {"nanoseconds", 1e9}} {
		if in(seconds / unit.per) {
			return time.Time{}, fmt.Errorf("%.0f s after 1970 lies outside the years %d to %d: are these %s?", seconds, firstYear, lastYear, unit.name)
		}
	}
	return time.Time{}, errors.New(strconv.FormatFloat(seconds, 'g', -1, 64) + " s after 1970 lies outside all years that are read")
}

func yearStart(year int) float64 {
	return float64(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Unix())
}
