// Package price is the hourly day-ahead price of electricity: read from a file
// or generated with the statistics of past years.
package price

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"caloduc/sim"
	"caloduc/sim/table"
)

// Limits of what a price record may lack.
const (
	maxGapDays     = 7 // longer runs of missing days are refused inside the record
	minDaysPerYear = 358
)

// Files says which files of hourly prices are read, and how: one, or several that
// together make one record.
type Files struct {
	Paths   []string
	Column  string  // of the price; "": the only one whose name ends in _per_mwh
	UnitEUR float64 // of the file's currency; NaN where the file is in euros
}

// Read reads the files, gzip or plain. Each needs one column datetime_local_… (wall
// clock) or datetime_utc and one …_per_mwh. A time's own offset goes before its
// column's name. No time may stand in two of them.
func (f Files) Read(cal sim.Calendar) (*Record, error) {
	way := fmt.Sprintf("prices %q in %v by the clock of %s", f.Column, f.UnitEUR, cal.Zone())
	r, err := sim.SharedAll(f.Paths, way, func() (*Record, error) { return f.read(cal) })
	if err != nil {
		return nil, fmt.Errorf("prices: %w", err)
	}
	own := *r // the hours are shared, the clock is not
	own.clock = wallClock{cal: cal}
	return &own, nil
}

// read makes one record of all files.
func (f Files) read(cal sim.Calendar) (*Record, error) {
	days := newDayTable(cal.Zone())
	missing := 0
	for _, days.file = range f.Paths {
		data, err := os.ReadFile(days.file)
		if err != nil {
			return nil, err
		}
		n, err := f.parse(data, days)
		var at *table.LineError
		if errors.As(err, &at) {
			return nil, fmt.Errorf("%s:%d: %w", days.file, at.Line, at.Err)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", days.file, err)
		}
		missing += n
	}
	r, err := days.record(cal)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(f.Paths, ", "), err)
	}
	r.Missing = missing
	return r, nil
}

// parse books the rows of one file and returns how many have no price.
func (f Files) parse(data []byte, days *dayTable) (missing int, err error) {
	text, err := table.Text(data)
	if err != nil {
		return 0, err
	}
	t, err := table.Open(text, table.Auto)
	if err != nil {
		return 0, err
	}
	c, err := f.columns(t)
	if err != nil {
		return 0, err
	}
	for {
		row, err := t.Next()
		if err == io.EOF {
			return t.Missing, nil
		}
		if err == nil {
			err = c.book(days, t, row)
		}
		var known *table.LineError
		if err != nil && !errors.As(err, &known) {
			err = &table.LineError{Line: t.Line, Err: err}
		}
		if err != nil {
			return 0, err
		}
	}
}

// columns says where the time and the price of a row stand.
type columns struct {
	time, price int
	utc         bool // times without an offset are UTC
	unitEUR     float64
}

// columns finds the columns in the header.
func (f Files) columns(t *table.Table) (columns, error) {
	c := columns{time: -1, price: -1, unitEUR: f.UnitEUR}
	refuse := func(format string, args ...any) (columns, error) {
		return c, &table.LineError{Line: 1, Err: fmt.Errorf(format, args...)}
	}
	for i, name := range t.Header {
		h := strings.ToLower(name)
		if h == "datetime_utc" || strings.HasPrefix(h, "datetime_utc_") || strings.HasPrefix(h, "datetime_local") {
			if c.time >= 0 {
				return refuse("columns %q and %q are both times: leave one", t.Header[c.time], name)
			}
			c.time, c.utc = i, strings.HasPrefix(h, "datetime_utc")
		}
		if name == f.Column || f.Column == "" && strings.HasSuffix(h, "_per_mwh") {
			if c.price >= 0 {
				return refuse("columns %q and %q are both prices: name one with market.price_column", t.Header[c.price], name)
			}
			c.price = i
		}
	}
	switch {
	case c.price < 0 && f.Column != "":
		return refuse("no column %q; there are %s", f.Column, strings.Join(t.Header, ", "))
	case c.time < 0 || c.price < 0:
		return refuse("columns %q: need one datetime_local_… or datetime_utc and one …_per_mwh", t.Header)
	case c.unitEUR == c.unitEUR:
		return c, nil
	}
	if h := strings.ToLower(t.Header[c.price]); h != "eur_per_mwh" && !strings.HasSuffix(h, "_eur_per_mwh") {
		return refuse("column %q is not in euros: give market.file_unit_EUR", t.Header[c.price])
	}
	c.unitEUR = 1
	return c, nil
}

// mostEUR bounds what is taken for a price of electricity, EUR/MWh either way.
const mostEUR = 1e6

// book books a row. A blank price is a missing one.
func (c columns) book(days *dayTable, t *table.Table, row []string) error {
	price, err := t.Number(row[c.price])
	if err != nil || price > mostEUR || price < -mostEUR {
		return fmt.Errorf("%q is not a price", row[c.price])
	}
	at, zoned, err := table.Stamp(row[c.time])
	if err != nil {
		return err
	}
	if zoned || c.utc {
		return days.addInstant(at, price*c.unitEUR, t.Line)
	}
	return days.add(at, at, price*c.unitEUR, t.Line)
}

// wall returns the time that clocks of a zone show at an instant, in UTC standing for
// local time.
func wall(at time.Time, zone *time.Location) time.Time {
	l := at.In(zone)
	return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), 0, time.UTC)
}
