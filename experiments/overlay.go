package experiments

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"caloduc/experiments/result"
	"caloduc/sim/param"
	"caloduc/sim/table"
)

// mostPoints is how many of an author's own numbers a figure takes: they are stored
// with the result.
const mostPoints = 20_000

// OverlaySpec says where an author's own numbers stand, and what they are.
type OverlaySpec struct {
	File, X, Y, Low, High string
	Label, Panel          string
	Factor                float64

	overlay *result.Overlay
}

// Params implements param.Spec.
func (s *OverlaySpec) Params(p *param.Set) {
	p.File(&s.File, "file", "a table of comma-separated values with a header; none unless given")
	p.String(&s.X, "x", "", "the column across: dates or times where the axis is time, otherwise numbers; the first unless given")
	p.String(&s.Y, "y", "", "the column upwards; the second unless given")
	p.String(&s.Low, "low", "", "the column of the lower ends of intervals; none unless given")
	p.String(&s.High, "high", "", "the column of the upper ends of intervals; none unless given")
	p.Float(&s.Factor, "factor", 1, param.Any(), "what y, low and high are multiplied by, to be in the unit of the axis: 0.001 for kW on an axis of MW", param.Setting)
	p.String(&s.Label, "label", "", "what the key says of the numbers; the column's name unless given")
	p.String(&s.Panel, "panel", "", "the only panel that shows them, by its name; all unless given")
}

// Check reads the table.
func (s *OverlaySpec) Check(report func(key, format string, args ...any)) {
	if s.File == "" {
		if s.X+s.Y+s.Low+s.High+s.Label+s.Panel != "" {
			report("file", "no file of numbers is given")
		}
		return
	}
	if (s.Low == "") != (s.High == "") {
		report("low", "an interval has two ends: give low and high")
		return
	}
	overlay, err := s.read()
	var line *table.LineError
	switch {
	case errors.As(err, &line):
		report("file", "%s:%d: %v", s.File, line.Line, line.Err)
	case err != nil:
		report("file", "%s: %v", s.File, err)
	}
	s.overlay = overlay
}

// read reads the columns.
func (s *OverlaySpec) read() (*result.Overlay, error) {
	data, err := os.ReadFile(s.File)
	if err != nil {
		return nil, err
	}
	text, err := table.Text(data)
	if err != nil {
		return nil, err
	}
	t, err := table.Open(text, table.Auto)
	if err != nil {
		return nil, err
	}
	if len(t.Header) < 2 {
		return nil, fmt.Errorf("wants two columns at least, one for x and one for y, got %d", len(t.Header))
	}
	o := &result.Overlay{Label: s.Label, Panel: s.Panel}
	columns := []struct {
		name string
		to   *[]float64
		at   int
	}{{s.X, &o.X, 0}, {s.Y, &o.Y, 1}, {s.Low, &o.Low, -1}, {s.High, &o.High, -1}}
	for i := range columns {
		if c := &columns[i]; c.name != "" {
			if c.at, err = t.Column(c.name); err != nil {
				return nil, err
			}
		}
	}
	if o.Label == "" {
		o.Label = t.Header[columns[1].at]
	}
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if len(o.X) >= mostPoints {
			return nil, fmt.Errorf("more than %d rows: a figure cannot show them one by one", mostPoints)
		}
		for i, c := range columns {
			if c.at < 0 {
				continue
			}
			v, err := s.number(t, row[c.at], i == 0, o)
			if err != nil {
				return nil, &table.LineError{Line: t.Line, Err: fmt.Errorf("column %s: %w", t.Header[c.at], err)}
			}
			*c.to = append(*c.to, v)
		}
	}
	if len(o.X) == 0 {
		return nil, errors.New("no rows below the header")
	}
	return o, nil
}

// number reads a value; one of x may be a date.
func (s *OverlaySpec) number(t *table.Table, field string, isX bool, o *result.Overlay) (float64, error) {
	v, err := t.Number(field)
	if !isX {
		if err == nil && math.IsNaN(v) {
			return 0, errors.New("no value: leave the row out")
		}
		return v * s.Factor, err
	}
	if len(field) >= len("2006-01") && (err != nil || o.Dates) {
		month := len(field) == len("2006-01")
		if month {
			field += "-01"
		}
		if len(field) == len("2006-01-02") {
			field += "T00:00"
		}
		at, _, failure := table.Stamp(field)
		if failure != nil {
			return 0, failure
		}
		if len(o.X) > 0 && !o.Dates {
			return 0, fmt.Errorf("%q stands below numbers", field)
		}
		if o.Dates = true; month { // it is of the whole month
			at = at.Add(at.AddDate(0, 1, 0).Sub(at) / 2)
		}
		return float64(at.Unix()), nil
	}
	return v, err
}
