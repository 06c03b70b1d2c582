package compute

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"caloduc/sim"
)

// readSeries reads the file of a measured load and returns MW by minute, not to be
// changed.
func readSeries(s *MeasuredPower) ([]float64, error) {
	way := fmt.Sprint("power ", s.TimeColumn, "\t", s.TimeUnit, "\t", s.PowerColumns, "\t", s.PowerUnit)
	return sim.Shared(s.File, way, s.read)
}

// read reads the file.
func (s *MeasuredPower) read() ([]float64, error) {
	f, err := os.Open(s.File)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(s.File, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.File, err)
		}
		r = z
	}
	t, v, err := s.parse(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.File, err)
	}
	return byMinute(t, v), nil
}

// parse reads the rows: time in minutes from the first, power in MW.
func (s *MeasuredPower) parse(r io.Reader) (t, mw []float64, err error) {
	rows := csv.NewReader(r)
	rows.ReuseRecord = true
	rows.TrimLeadingSpace = true
	head, err := rows.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("no header: %w", err)
	}
	timeCol, cols, err := s.columns(head)
	if err != nil {
		return nil, nil, err
	}
	toMW := map[string]float64{"W": 1e-6, "kW": 1e-3, "MW": 1}[s.PowerUnit]
	origin := 0.0
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		line, _ := rows.FieldPos(timeCol)
		at, err := s.minutes(row[timeCol])
		if err != nil {
			return nil, nil, fmt.Errorf("line %d: time %q: %w", line, row[timeCol], err)
		}
		if len(t) == 0 {
			origin = at
		}
		at -= origin
		if len(t) > 0 && at <= t[len(t)-1] {
			return nil, nil, fmt.Errorf("line %d: time %q is not after the row before", line, row[timeCol])
		}
		sum := 0.0
		for _, c := range cols {
			p, err := strconv.ParseFloat(row[c], 64)
			if err != nil || math.IsNaN(p) || math.IsInf(p, 0) || p < 0 {
				return nil, nil, fmt.Errorf("line %d: power %q is not a number of at least 0", line, row[c])
			}
			sum += p
		}
		t, mw = append(t, at), append(mw, sum*toMW)
	}
	if len(t) < 2 {
		return nil, nil, errors.New("fewer than two rows")
	}
	return t, mw, nil
}

// columns finds the time column and the power columns in the header.
func (s *MeasuredPower) columns(head []string) (timeCol int, power []int, err error) {
	timeCol = slices.Index(head, s.TimeColumn)
	if timeCol < 0 {
		return 0, nil, fmt.Errorf("no column %q among %s", s.TimeColumn, strings.Join(head, ", "))
	}
	for _, want := range strings.Split(s.PowerColumns, ",") {
		want = strings.TrimSpace(want)
		prefix, any := strings.CutSuffix(want, "*")
		found := false
		for i, name := range head {
			if i != timeCol && (name == want || any && strings.HasPrefix(name, prefix)) && !slices.Contains(power, i) {
				power, found = append(power, i), true
			}
		}
		if !found {
			return 0, nil, fmt.Errorf("no column %q among %s", want, strings.Join(head, ", "))
		}
	}
	return timeCol, power, nil
}

// minutes reads a time in minutes.
func (s *MeasuredPower) minutes(text string) (float64, error) {
	if s.TimeUnit == "datetime" {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
			if at, err := time.Parse(layout, text); err == nil {
				return float64(at.UnixMilli()) / 60000, nil
			}
		}
		return 0, errors.New("not an ISO 8601 date and time")
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errors.New("not a number")
	}
	return v * map[string]float64{"s": 1.0 / 60, "min": 1, "h": 60}[s.TimeUnit], nil
}

// byMinute averages readings at times t (minutes, ascending, from 0) over whole
// minutes, linear between them. The series is cycled: after the last reading it
// runs back to the first over one usual interval (the median), so that the cycle
// lasts as long as the readings stand for, cut to whole minutes.
func byMinute(t, v []float64) []float64 {
	gaps := make([]float64, len(t)-1)
	for i := range gaps {
		gaps[i] = t[i+1] - t[i]
	}
	slices.Sort(gaps)
	period := t[len(t)-1] + gaps[len(gaps)/2]
	t, v = append(slices.Clone(t), period), append(slices.Clone(v), v[0])
	n := max(1, int(period+1e-6))
	out := make([]float64, n)
	i := 0
	for k := range out {
		a, end := float64(k), min(float64(k+1), period)
		length := end - a
		for a < end {
			for i+2 < len(t) && t[i+1] <= a {
				i++
			}
			b := min(end, t[i+1])
			if b <= a {
				break
			}
			slope := (v[i+1] - v[i]) / (t[i+1] - t[i])
			out[k] += (b - a) / length * (v[i] + slope*((a+b)/2-t[i]))
			a = b
		}
	}
	return out
}
