package price

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
)

// year writes a CSV of local hours from 1 January of a year on; value gives
// the price or "" to leave the row out.
func year(first, n int, value func(t time.Time) string) string {
	var b strings.Builder
	b.WriteString("datetime_local_paris,eur_per_mwh\n")
	for t := time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC); t.Year() < first+n; t = t.Add(time.Hour) {
		if v := value(t); v != "" {
			fmt.Fprintf(&b, "%s,%s\n", t.Format(time.DateTime), v)
		}
	}
	return b.String()
}

// code is a price that tells its date and hour apart.
func code(t time.Time) string { return fmt.Sprint(codeOf(t.Year(), t.YearDay(), t.Hour())) }

func codeOf(year, yearday, hour int) float64 { return float64((year-2000)*1000 + yearday + 30000*hour) }

func mustParse(t *testing.T, s string, cal sim.Calendar) *Record {
	t.Helper()
	r, err := parsed(Files{UnitEUR: math.NaN()}, []byte(s), cal)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Prices are found by wall clock: in summer 10:00 UTC is 12:00 in Paris.
func TestRecordFollowsWallClock(t *testing.T) {
	cal := paris(t, 2023, 1)
	r := mustParse(t, year(2023, 1, func(t time.Time) string { return fmt.Sprint(t.Hour()) }), cal)
	for _, c := range []struct {
		at   time.Time
		want float64
	}{
		{time.Date(2023, 1, 15, 11, 0, 0, 0, time.UTC), 12},
		{time.Date(2023, 7, 15, 10, 0, 0, 0, time.UTC), 12},
		{time.Date(2023, 3, 26, 0, 0, 0, 0, time.UTC), 1},  // last hour before summer time
		{time.Date(2023, 3, 26, 1, 0, 0, 0, time.UTC), 3},  // 02:00 does not exist
		{time.Date(2023, 10, 29, 0, 0, 0, 0, time.UTC), 2}, // 02:00, first time
		{time.Date(2023, 10, 29, 1, 0, 0, 0, time.UTC), 2}, // 02:00, second time
	} {
		if got := r.Price(cal.MinuteOf(c.at)); got != c.want {
			t.Errorf("%s: price of hour %g, want %g", c.at, got, c.want)
		}
	}
}

// The record's years repeat by calendar day; 29 February takes 28 February
// where there is none.
func TestRecordCycles(t *testing.T) {
	r := mustParse(t, year(2023, 2, code), paris(t, 2030, 3))
	price := func(y int, m time.Month, d int) float64 {
		return r.Price(r.clock.cal.MinuteOf(time.Date(y, m, d, 9, 0, 0, 0, r.clock.cal.Zone())))
	}
	for _, c := range []struct {
		year      int
		month     time.Month
		day       int
		year0     int
		dayOfYear int
	}{
		{2029, 3, 1, 2023, 60}, {2030, 3, 1, 2024, 61}, {2031, 12, 31, 2023, 365},
		{2032, 2, 29, 2024, 60}, {2036, 2, 29, 2024, 60}, {2022, 6, 1, 2024, 153},
	} {
		want := codeOf(c.year0, c.dayOfYear, 9)
		if got := price(c.year, c.month, c.day); got != want {
			t.Errorf("%d-%02d-%02d: %g, want %g", c.year, c.month, c.day, got, want)
		}
	}
	one := mustParse(t, year(2023, 1, code), paris(t, 2024, 1))
	if got := one.Price(one.clock.cal.MinuteOf(time.Date(2024, 2, 29, 9, 0, 0, 0, one.clock.cal.Zone()))); got != codeOf(2023, 59, 9) {
		t.Errorf("29 February from a year without one: %g", got)
	}
}

// A missing day lies hour by hour between its neighbours, a missing hour
// between the hours around it.
func TestRecordInterpolates(t *testing.T) {
	cal := paris(t, 2023, 1)
	s := year(2023, 1, func(t time.Time) string {
		switch {
		case t.Month() == 5 && (t.Day() == 10 || t.Day() == 11), t.Month() == 6 && t.Day() == 1 && t.Hour() == 7:
			return ""
		}
		return fmt.Sprint(float64(t.YearDay()) + float64(t.Hour()*t.Hour()))
	})
	r := mustParse(t, s, cal)
	if r.Interpolated != 49 {
		t.Errorf("%d hours interpolated, want 49", r.Interpolated)
	}
	for _, c := range []struct {
		month time.Month
		day   int
		hour  int
		want  float64
	}{{5, 10, 20, 130 + 400}, {5, 11, 3, 131 + 9}, {6, 1, 7, 152 + 50}} {
		at := time.Date(2023, c.month, c.day, c.hour, 0, 0, 0, cal.Zone())
		if got := r.Price(cal.MinuteOf(at)); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %g, want %g", at, got, c.want)
		}
	}
}

func TestRecordRefuses(t *testing.T) {
	cal := paris(t, 2023, 1)
	whole := year(2023, 1, code)
	hole := year(2023, 3, func(t time.Time) string {
		if t.Year() == 2024 && t.Month() == 2 && t.Day() <= 8 {
			return ""
		}
		return code(t)
	})
	for what, c := range map[string]struct{ text, want string }{
		"empty":          {"", "empty"},
		"no columns":     {"time,price\n1,2\n", "need one datetime_local"},
		"foreign":        {strings.Replace(whole, "eur_per", "usd_per", 1), "file_unit_EUR"},
		"bad price":      {strings.Replace(whole, ",23001", ",x3001", 1), "is not a price"},
		"bad time":       {strings.Replace(whole, "2023-01-02 00", "2023-13-02 00", 1), "no such time"},
		"half a year":    {whole[:strings.LastIndexByte(whole[:len(whole)/2], 10)+1], "no whole calendar year"},
		"a week missing": {hole, "no prices for 8 days from 2024-02-01"},
	} {
		_, err := parsed(Files{UnitEUR: math.NaN()}, []byte(c.text), cal)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", what, err, c.want)
		}
	}
}

// Compressed files, UTC columns and foreign currency.
func TestRecordForms(t *testing.T) {
	cal := paris(t, 2023, 1)
	s := year(2023, 1, func(t time.Time) string { return fmt.Sprint(t.Hour()) })
	s = strings.Replace(s, "datetime_local_paris,eur_per_mwh", "datetime_utc,usd_per_mwh", 1)
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte(s))
	w.Close()
	r, err := parsed(Files{UnitEUR: 0.9}, z.Bytes(), cal)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Price(cal.MinuteOf(time.Date(2023, 7, 1, 10, 0, 0, 0, time.UTC))); math.Abs(got-9) > 1e-12 {
		t.Errorf("10:00 UTC at 10 USD, 0.9 EUR per USD: %g", got)
	}
}

// The records of France and Germany are read whole, with the yearly means that
// their provenance states.
func TestRealRecords(t *testing.T) {
	for _, c := range []struct {
		file  string
		means []float64
	}{
		{"price_da_FR_2020_2024.csv.gz", []float64{32.21, 109.17, 275.51, 96.66, 58.01}},
		{"price_da_DE-LU_2020_2024.csv.gz", []float64{30.49, 96.91, 235.31, 95.18, 78.52}},
	} {
		r, err := Files{Paths: []string{shared(t, "data/grid/timeseries/"+c.file)}, UnitEUR: math.NaN()}.Read(paris(t, 2026, 1))
		if err != nil {
			t.Fatal(err)
		}
		if y, n := r.Years(); y != 2020 || n != 5 {
			t.Errorf("%s: years %d, %d", c.file, y, n)
		}
		for i, want := range c.means {
			sum, n := 0.0, 0.0
			for d := time.Date(2020+i, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == 2020+i; d = d.AddDate(0, 0, 1) {
				for _, p := range r.Day(d) {
					sum += p
					n++
				}
			}
			// interpolated days move the mean of a year a little
			if math.Abs(sum/n-want) > 0.004*want {
				t.Errorf("%s %d: mean %.2f, want %.2f", c.file, 2020+i, sum/n, want)
			}
		}
	}
}

// shared returns a file of the reference data, or skips the test.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("CALODUC_SHARED")
	for d, _ := os.Getwd(); dir == ""; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			dir = filepath.Join(filepath.Dir(d), "shared")
		} else if d == filepath.Dir(d) {
			break
		}
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("reference data not found: %v (set CALODUC_SHARED)", err)
	}
	return path
}

func BenchmarkRecordHour(b *testing.B) {
	cal := paris(b, 2023, 1)
	r, err := parsed(Files{UnitEUR: math.NaN()}, []byte(year(2023, 1, code)), cal)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	m := sim.Minute(0)
	for b.Loop() {
		r.Price(m)
		if m += sim.Hour; m > 3650*sim.Day {
			m = 0
		}
	}
}

// Offsets are honoured whatever the column is called; a gap of more than six hours lies
// between days, hour by hour, from wherever in the day it starts.
func TestOffsetsAndGaps(t *testing.T) {
	cal := paris(t, 2023, 1)
	text := year(2023, 1, func(t time.Time) string {
		if t.Month() == 5 && (t.Day() == 10 && t.Hour() >= 15 || t.Day() == 11 && t.Hour() < 20) {
			return ""
		}
		return fmt.Sprint(t.Hour())
	})
	r := mustParse(t, text, cal)
	if r.Interpolated != 29 {
		t.Errorf("%d hours filled, not 29", r.Interpolated)
	}
	for h, p := range r.Day(time.Date(2023, 5, 11, 0, 0, 0, 0, time.UTC)) {
		if p != float64(h) {
			t.Errorf("hour %d of the gap is %g", h, p)
		}
	}
	for _, head := range []string{"datetime_utc", "datetime_local_somewhere"} {
		s := strings.ReplaceAll(strings.Replace(text, "datetime_local_paris", head, 1), ":00:00,", ":00:00-06:00,")
		r := mustParse(t, s, cal)
		if got := r.Price(cal.MinuteOf(time.Date(2023, 7, 1, 10, 0, 0, 0, time.UTC))); got != 4 {
			t.Errorf("%s: 10:00 UTC is %g at -06:00, not 4", head, got)
		}
	}
	if n := r.Notices("f"); len(n) != 1 || !strings.Contains(n[0].String(), "29 hours have no price") {
		t.Errorf("%v", n)
	}
	other := *r
	other.clock.cal = paris(t, 2026, 2)
	if n := other.Notices("f"); len(n) != 2 || !strings.Contains(n[1].String(), "prices of 2023 to 2023 stand in, in turn, for the years 2026 to 2027") {
		t.Errorf("%v", n)
	}
}

// Only what an hour holds several times is averaged: quarter hours and the hour that
// autumn repeats.
func TestDuplicates(t *testing.T) {
	cal := paris(t, 2023, 1)
	text := year(2023, 1, func(t time.Time) string { return "10" })
	autumn := strings.Replace(text, "2023-10-29 02:00:00,10\n", "2023-10-29 02:00:00,10\n2023-10-29 02:00:00,30\n", 1)
	if got := mustParse(t, autumn, cal).Price(cal.MinuteOf(time.Date(2023, 10, 29, 1, 0, 0, 0, time.UTC))); got != 20 {
		t.Errorf("the repeated hour is %g", got)
	}
	quarters := strings.Replace(text, "2023-06-01 02:00:00,10\n", "2023-06-01 02:00:00,10\n2023-06-01 02:15:00,20\n2023-06-01 02:30:00,30\n2023-06-01 02:45:00,40\n", 1)
	if got := mustParse(t, quarters, cal).Price(cal.MinuteOf(time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC))); got != 25 {
		t.Errorf("the mean of quarter hours is %g", got)
	}
	twice := strings.Replace(text, "2023-06-01 02:00:00,10\n", "2023-06-01 02:00:00,10\n2023-06-01 02:00:00,30\n", 1)
	two := strings.Replace(strings.ReplaceAll(text, ",10\n", ",10,999\n"), "eur_per_mwh", "dayahead_eur_per_mwh,imbalance_eur_per_mwh", 1)
	daily := "datetime_local,eur_per_mwh\n"
	for d := range 365 {
		daily += time.Date(2023, 1, 1+d, 0, 0, 0, 0, time.UTC).Format(time.DateTime) + ",50\n"
	}
	for what, c := range map[string]struct{ text, want string }{
		"an hour twice": {twice, "line 3629: the time 2023-06-01 02:00 is given twice (also in line 3628)"},
		"two columns":   {two, `columns "dayahead_eur_per_mwh" and "imbalance_eur_per_mwh" are both prices: name one with market.price_column`},
		"one a day":     {daily, "1 prices a day: they must be hourly"},
	} {
		if _, err := parsed(Files{UnitEUR: math.NaN()}, []byte(c.text), cal); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not %q", what, err, c.want)
		}
	}
	r, err := parsed(Files{Column: "imbalance_eur_per_mwh", UnitEUR: math.NaN()}, []byte(two), cal)
	if err != nil || r.Price(0) != 999 {
		t.Errorf("%v", err)
	}
}

// parsed is the record of one file's bytes.
func parsed(f Files, data []byte, cal sim.Calendar) (*Record, error) {
	days := newDayTable(cal.Zone())
	missing, err := f.parse(data, days)
	if err != nil {
		return nil, err
	}
	r, err := days.record(cal)
	if err != nil {
		return nil, err
	}
	r.Missing = missing
	return r, nil
}

// Files of a year each, in any order, make the record that one of both years makes; a
// time in two of them is refused with both places, a year between them that lacks too.
func TestYearlyFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a, b, late := write("2022.csv", year(2022, 1, code)), write("2023.csv", year(2023, 1, code)), write("2025.csv", year(2025, 1, code))
	both := write("both.csv", year(2022, 2, code))
	cal := paris(t, 2023, 1)
	read := func(paths ...string) (*Record, error) { return Files{Paths: paths, UnitEUR: math.NaN()}.Read(cal) }
	one, err := read(both)
	if err != nil {
		t.Fatal(err)
	}
	two, err := read(b, a)
	if err != nil {
		t.Fatal(err)
	}
	if two.years != 2 || !two.first.Equal(one.first) || !slices.Equal(one.hours, two.hours) {
		t.Errorf("two files make %d years from %v", two.years, two.first)
	}
	if _, err := read(a, both); err == nil || !strings.Contains(err.Error(), "both.csv:2: ") || !strings.Contains(err.Error(), "2022.csv:2)") {
		t.Errorf("a time in two files: %v", err)
	}
	if _, err := read(a, late); err == nil || !strings.Contains(err.Error(), "a year between 2022 and 2025 lacks") {
		t.Errorf("no prices of 2023 and 2024: %v", err)
	}
}
