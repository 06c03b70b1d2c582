package table

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Auto is the separator that is told by the header.
const Auto rune = 0

// Table is a text table that is being read, row by row, under its header.
type Table struct {
	Header []string
	Line   int // of the row read last, from 1
	// Missing counts the numbers that were blank or stood for a missing value.
	Missing int

	rows         *csv.Reader
	decimalComma bool
}

// LineError is a fault in a line of the table, counted from 1.
type LineError struct {
	Line int
	Err  error
}

// Error names the line and the fault.
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns the fault.
func (e *LineError) Unwrap() error { return e.Err }

// Open reads the header of a table. Columns are parted by the separator, Auto for
// the header's commonest among comma, semicolon and tab; where it is no comma,
// numbers may have a decimal comma.
func Open(text string, separator rune) (*Table, error) {
	t := &Table{rows: csv.NewReader(strings.NewReader(text))}
	if separator == Auto {
		head, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
		separator = ','
		for _, r := range ";\t" {
			if strings.Count(head, string(r)) > strings.Count(head, string(separator)) {
				separator = r
			}
		}
	}
	t.decimalComma = separator != ','
	t.rows.Comma, t.rows.ReuseRecord, t.rows.TrimLeadingSpace = separator, true, true
	head, err := t.Next()
	if err != nil {
		return nil, fmt.Errorf("no header: %w", err)
	}
	t.Header = slices.Clone(head)
	for i, h := range t.Header {
		for j, other := range t.Header[:i] {
			if h == other && h != "" {
				return nil, &LineError{t.Line, fmt.Errorf("columns %d and %d are both named %q", j+1, i+1, h)}
			}
		}
	}
	return t, nil
}

// FieldPos returns the line and the column in bytes, both from 1, of a field of the row
// read last: of the header before any row.
func (t *Table) FieldPos(i int) (line, column int) { return t.rows.FieldPos(i) }

// Column returns the place of the column of that name.
func (t *Table) Column(name string) (int, error) {
	if i := slices.Index(t.Header, strings.TrimSpace(name)); i >= 0 {
		return i, nil
	}
	return 0, &LineError{1, fmt.Errorf("no column %q; there are %s", name, strings.Join(t.Header, ", "))}
}

// Next returns the next row, its fields without blanks around them, valid until the
// next call, or io.EOF.
func (t *Table) Next() ([]string, error) {
	row, err := t.rows.Read()
	if err != nil {
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, t.damaged(bad)
		}
		return nil, err
	}
	t.Line, _ = t.rows.FieldPos(0)
	for i, s := range row {
		row[i] = strings.TrimSpace(s)
	}
	return row, nil
}

// damaged is the error of a line that is no row. A quote that nothing ends takes all
// lines after it: the fault is where the row began.
func (t *Table) damaged(bad *csv.ParseError) error {
	line := bad.Line
	if errors.Is(bad.Err, csv.ErrQuote) || errors.Is(bad.Err, csv.ErrBareQuote) {
		line = bad.StartLine
	}
	return &LineError{line, fmt.Errorf("%w: the file is truncated or damaged", bad.Err)}
}

// missing are the words that stand for a missing number.
var missing = []string{"", "nan", "null", "na", "n/a", "none", "-", "--", "m"}

// fillers are numbers that stand for a missing number in tables of weather, prices
// and power: none of these can be so large, and none is −9999.
var fillers = []float64{-9999, -9999.9, -99999, 9999.99, 99999, 999999, 9999999, 1e20, 9.96921e36}

// Number reads a number, NaN where it is missing.
func (t *Table) Number(field string) (float64, error) {
	x, err := Number(field, t.decimalComma)
	if err == nil && x != x {
		t.Missing++
	}
	return x, err
}

// Number reads a number, NaN where it is missing: blank, a word for it, or a filler
// such as −9999 and 999999.
func Number(field string, decimalComma bool) (float64, error) {
	field = strings.Trim(field, " \t\"")
	x, err := strconv.ParseFloat(field, 64)
	if err != nil {
		if slices.Contains(missing, strings.ToLower(field)) {
			return math.NaN(), nil
		}
		whole, part, comma := strings.Cut(field, ",")
		if !comma || strings.ContainsAny(whole+part, ",.") {
			return 0, fmt.Errorf("%q is not a number", field)
		}
		if !decimalComma {
			return 0, fmt.Errorf("%q is not a number: a decimal comma is read where columns are parted by semicolons or tabs", field)
		}
		if x, err = strconv.ParseFloat(whole+"."+part, 64); err != nil {
			return 0, fmt.Errorf("%q is not a number", field)
		}
	}
	if math.IsInf(x, 0) {
		return 0, fmt.Errorf("%q is not a finite number", field)
	}
	if slices.Contains(fillers, x) {
		return math.NaN(), nil
	}
	return x, nil
}
