// Package price is the hourly day-ahead price of electricity: read from a file
// or generated with the statistics of past years.
package price

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"caloduc/sim"
)

// Limits of what a price record may lack.
const (
	maxGapDays     = 7 // longer runs of missing days are refused inside the record
	minDaysPerYear = 358
)

// ReadFile reads a CSV file of hourly prices. It needs one column
// datetime_local_… (wall clock) or datetime_utc and one …_per_mwh; gzip is
// accepted. unitEUR converts the file's currency; it may be NaN where
// the file is in euros.
func ReadFile(path string, unitEUR float64, cal sim.Calendar) (*Record, error) {
	way := fmt.Sprintf("prices in %v by the clock of %s", unitEUR, cal.Zone())
	r, err := sim.Shared(path, way, func() (*Record, error) { return readFile(path, unitEUR, cal) })
	if err != nil {
		return nil, err
	}
	own := *r // the hours are shared, the clock is not
	own.clock = wallClock{cal: cal}
	return &own, nil
}

func readFile(path string, unitEUR float64, cal sim.Calendar) (*Record, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("prices: %w", err)
	}
	r, err := parse(data, unitEUR, cal)
	if err != nil {
		return nil, fmt.Errorf("prices: %s: %w", path, err)
	}
	return r, nil
}

func parse(data []byte, unitEUR float64, cal sim.Calendar) (*Record, error) {
	if len(data) == 0 {
		return nil, errors.New("the file is empty")
	}
	data, err := sim.Unpack(data)
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(bytes.NewReader(data))
	rows.ReuseRecord = true
	header, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("no header: %w", err)
	}
	cols, err := findColumns(header, unitEUR)
	if err != nil {
		return nil, err
	}
	days := newDayTable()
	for {
		row, err := rows.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		line, _ := rows.FieldPos(0)
		if strings.TrimSpace(row[cols.price]) == "" {
			continue // a blank hour is a missing one
		}
		t, err := cols.wallClock(row[cols.time], cal)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		price, err := strconv.ParseFloat(strings.TrimSpace(row[cols.price]), 64)
		if err != nil || price != price || price > 1e6 || price < -1e6 {
			return nil, fmt.Errorf("line %d: %q is not a price", line, row[cols.price])
		}
		days.add(t, price*cols.unitEUR)
	}
	return days.record(cal)
}

// columns says where the time and the price of a row stand.
type columns struct {
	time, price int
	utc         bool
	unitEUR     float64
}

func findColumns(header []string, unitEUR float64) (columns, error) {
	c := columns{time: -1, price: -1, unitEUR: unitEUR}
	for i, h := range header {
		h = strings.ToLower(strings.TrimSpace(h))
		switch {
		case strings.HasPrefix(h, "datetime_utc"):
			c.time, c.utc = i, true
		case strings.HasPrefix(h, "datetime_local"):
			c.time, c.utc = i, false
		case strings.HasSuffix(h, "_per_mwh"):
			c.price = i
			if unitEUR != unitEUR { // not given
				if h != "eur_per_mwh" {
					return c, fmt.Errorf("column %q is not in euros: give market.file_unit_EUR", h)
				}
				c.unitEUR = 1
			}
		}
	}
	if c.time < 0 || c.price < 0 {
		return c, fmt.Errorf("columns %q: need one datetime_local_… or datetime_utc and one …_per_mwh", header)
	}
	return c, nil
}

// wallClock reads "2020-01-01 00:00:00", an offset behind it ignored, as local
// wall-clock time; UTC is converted to the experiment's zone.
func (c columns) wallClock(s string, cal sim.Calendar) (time.Time, error) {
	s = strings.Replace(strings.TrimSpace(s), "T", " ", 1)
	if len(s) < 16 {
		return time.Time{}, fmt.Errorf("%q is not a date and time", s)
	}
	t, err := time.Parse("2006-01-02 15:04", s[:16])
	if err != nil {
		return t, fmt.Errorf("%q is not a date and time", s)
	}
	if c.utc {
		l := t.In(cal.Zone())
		t = time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), 0, 0, time.UTC)
	}
	return t, nil
}
