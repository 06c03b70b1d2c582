package price

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
)

// table writes a CSV of local hours from 1 January of a year on; value gives
// the price or "" to leave the row out.
func table(year, n int, value func(t time.Time) string) string {
	var b strings.Builder
	b.WriteString("datetime_local_paris,eur_per_mwh\n")
	for t := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); t.Year() < year+n; t = t.Add(time.Hour) {
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
	r, err := parse([]byte(s), math.NaN(), cal)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Prices are found by wall clock: in summer 10:00 UTC is 12:00 in Paris.
func TestRecordFollowsWallClock(t *testing.T) {
	cal := paris(t, 2023, 1)
	r := mustParse(t, table(2023, 1, func(t time.Time) string { return fmt.Sprint(t.Hour()) }), cal)
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
	r := mustParse(t, table(2023, 2, code), paris(t, 2030, 3))
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
	one := mustParse(t, table(2023, 1, code), paris(t, 2024, 1))
	if got := one.Price(one.clock.cal.MinuteOf(time.Date(2024, 2, 29, 9, 0, 0, 0, one.clock.cal.Zone()))); got != codeOf(2023, 59, 9) {
		t.Errorf("29 February from a year without one: %g", got)
	}
}

// A missing day lies hour by hour between its neighbours, a missing hour
// between the hours around it.
func TestRecordInterpolates(t *testing.T) {
	cal := paris(t, 2023, 1)
	s := table(2023, 1, func(t time.Time) string {
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
	year := table(2023, 1, code)
	hole := table(2023, 3, func(t time.Time) string {
		if t.Year() == 2024 && t.Month() == 2 && t.Day() <= 8 {
			return ""
		}
		return code(t)
	})
	for what, c := range map[string]struct{ text, want string }{
		"empty":          {"", "empty"},
		"no columns":     {"time,price\n", "need one datetime_local"},
		"foreign":        {strings.Replace(year, "eur_per", "usd_per", 1), "file_unit_EUR"},
		"bad price":      {strings.Replace(year, ",23001", ",x3001", 1), "is not a price"},
		"bad time":       {strings.Replace(year, "2023-01-02 00", "2023-13-02 00", 1), "not a date"},
		"half a year":    {year[:strings.LastIndexByte(year[:len(year)/2], 10)+1], "no whole calendar year"},
		"a week missing": {hole, "no prices for 8 days from 2024-02-01"},
	} {
		_, err := parse([]byte(c.text), math.NaN(), cal)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", what, err, c.want)
		}
	}
}

// Compressed files, UTC columns and foreign currency.
func TestRecordForms(t *testing.T) {
	cal := paris(t, 2023, 1)
	s := table(2023, 1, func(t time.Time) string { return fmt.Sprint(t.Hour()) })
	s = strings.Replace(s, "datetime_local_paris,eur_per_mwh", "datetime_utc,usd_per_mwh", 1)
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte(s))
	w.Close()
	r, err := parse(z.Bytes(), 0.9, cal)
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
		r, err := ReadFile(shared(t, "data/grid/timeseries/"+c.file), math.NaN(), paris(t, 2026, 1))
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
	r, err := parse([]byte(table(2023, 1, code)), math.NaN(), cal)
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
