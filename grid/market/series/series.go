// Package series reads hourly tables of a power system: demand, output by fuel, flows.
package series

import (
	"fmt"
	"io"
	"math"
	"os"
	"time"

	"caloduc/sim/table"
)

// Series is a table by the hour: its first column is the time, the others are numbers,
// NaN where blank.
type Series struct {
	At    []time.Time // UTC, or, without an offset in the file, its clock as if it were UTC
	Names []string
	cols  [][]float64
	from  []int // column of the table
}

// Read reads the named columns of a table, gzip or plain; all where none is named.
// Times are ISO 8601, day.month.year hour:minute, or a month such as 2021-01.
func Read(path string, names ...string) (*Series, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text, err := table.Text(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	t, err := table.Open(text, table.Auto)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s := new(Series)
	if err := s.choose(t, names); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for {
		row, err := t.Next()
		if err == io.EOF {
			return s, nil
		}
		if err == nil {
			err = s.book(t, row)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, t.Line, err)
		}
	}
}

// choose finds the columns.
func (s *Series) choose(t *table.Table, names []string) error {
	if len(names) == 0 {
		names = t.Header[1:]
	}
	for _, n := range names {
		i, err := t.Column(n)
		if err != nil {
			return err
		}
		s.Names, s.from = append(s.Names, n), append(s.from, i)
	}
	s.cols = make([][]float64, len(s.Names))
	return nil
}

// stamp reads a time.
func stamp(text string) (time.Time, error) {
	for _, layout := range []string{"02.01.2006 15:04", "2006-01"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	at, _, err := table.Stamp(text)
	return at, err
}

// book books a row.
func (s *Series) book(t *table.Table, row []string) error {
	at, err := stamp(row[0])
	if err != nil {
		return err
	}
	s.At = append(s.At, at)
	for i, k := range s.from {
		x, err := t.Number(row[k])
		if err != nil {
			return fmt.Errorf("%s: %q is not a number", s.Names[i], row[k])
		}
		s.cols[i] = append(s.cols[i], x)
	}
	return nil
}

// Column returns the values of a column.
func (s *Series) Column(name string) ([]float64, error) {
	for i, n := range s.Names {
		if n == name {
			return s.cols[i], nil
		}
	}
	return nil, fmt.Errorf("no column %q; there are %v", name, s.Names)
}

// ByHour returns a column's values by its time, of what is no gap.
func (s *Series) ByHour(name string) (map[time.Time]float64, error) {
	col, err := s.Column(name)
	if err != nil {
		return nil, err
	}
	m := make(map[time.Time]float64, len(col))
	for i, x := range col {
		if !math.IsNaN(x) {
			m[s.At[i]] = x
		}
	}
	return m, nil
}
