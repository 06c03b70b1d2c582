package compute

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"sort"
	"strings"
	"time"

	"caloduc/sim/table"
)

// The forms that a file of measured power may have.
const (
	formatCSV        = "csv"
	formatMLPerf     = "mlperf"
	formatPrometheus = "prometheus"
)

// meter is the readings of one meter: minutes since 1970, rising, and MW.
type meter struct {
	name    string
	minutes []float64
	mw      []float64
	line    int // of the last
}

// add takes a reading; one that is not later than the last is refused.
func (m *meter) add(line int, minutes, mw float64) error {
	if n := len(m.minutes); n > 0 && minutes <= m.minutes[n-1] {
		return &table.LineError{Line: line, Err: fmt.Errorf("%sthe reading is %.4g s before that of line %d: the log runs backwards", prefixed(m.name), 60*(m.minutes[n-1]-minutes), m.line)}
	}
	m.minutes, m.mw, m.line = append(m.minutes, minutes), append(m.mw, mw), line
	return nil
}

func prefixed(name string) string {
	if name == "" {
		return ""
	}
	return name + ": "
}

// at is the power at a time, linear between readings.
func (m *meter) at(minutes float64) float64 {
	i := sort.SearchFloat64s(m.minutes, minutes)
	switch {
	case i == 0:
		return m.mw[0]
	case i == len(m.minutes):
		return m.mw[i-1]
	}
	t := (minutes - m.minutes[i-1]) / (m.minutes[i] - m.minutes[i-1])
	return m.mw[i-1] + t*(m.mw[i]-m.mw[i-1])
}

// readLogs reads logs of several meters, each file with its own or all in one, and adds
// them up over the time in which all of them read.
func (s *MeasuredPower) readLogs() (*readings, error) {
	var all []*meter
	for _, path := range s.Files {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		more, err := s.meters(data)
		if err != nil {
			return nil, inFile(path, err)
		}
		all = append(all, more...)
	}
	r, err := together(all)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Files[0], err)
	}
	r.file = s.Files[0]
	r.dcgm = slices.ContainsFunc(all, func(m *meter) bool { return strings.Contains(m.name, "DCGM") })
	if err := s.pauses(r, 0); err != nil {
		return nil, inFile(r.file, err)
	}
	return r, nil
}

// meters reads the meters of one file.
func (s *MeasuredPower) meters(data []byte) ([]*meter, error) {
	text, err := table.Text(data)
	if err != nil {
		return nil, err
	}
	read := prometheus
	if s.Format == formatMLPerf {
		read = mlperf
	}
	all, err := read(text)
	if err != nil {
		return nil, err
	}
	for _, m := range all {
		if len(m.minutes) < 2 {
			return nil, fmt.Errorf("%sfewer than two readings", prefixed(m.name))
		}
	}
	if len(all) == 0 {
		return nil, errors.New("no reading of power")
	}
	return all, nil
}

// mlperf reads the log of a node's power of an MLPerf submission of training: lines of
// :::MLLOG and JSON, time_ms in milliseconds since 1970, readings in W under the key
// power_reading between power_measurement_start and power_measurement_stop where these
// stand.
func mlperf(text string) ([]*meter, error) {
	m := new(meter)
	number, stopped := 0, false
	for line := range strings.Lines(text) {
		number++
		_, rest, ok := strings.Cut(line, ":::MLLOG")
		if !ok {
			continue
		}
		var log struct {
			TimeMs float64         `json:"time_ms"`
			Key    string          `json:"key"`
			Value  json.RawMessage `json:"value"`
		}
		if err := json.Unmarshal([]byte(strings.TrimSpace(rest)), &log); err != nil {
			return nil, &table.LineError{Line: number, Err: fmt.Errorf("no JSON behind :::MLLOG: %w", err)}
		}
		switch log.Key {
		case "power_measurement_start":
			m.minutes, m.mw, stopped = nil, nil, false
		case "power_measurement_stop":
			stopped = true
		case "power_reading":
			if stopped {
				continue
			}
			w, err := watts(log.Value)
			if err == nil && log.TimeMs < 1000*calendarS {
				err = fmt.Errorf("time_ms %g is no date", log.TimeMs)
			}
			if err == nil {
				_, err = table.Unix(log.TimeMs / 1000)
			}
			if err != nil {
				return nil, &table.LineError{Line: number, Err: err}
			}
			if err := m.add(number, log.TimeMs/60000, w*1e-6); err != nil {
				return nil, err
			}
		}
	}
	return []*meter{m}, nil
}

// watts reads a reading: a number, or one under the name value.
func watts(raw json.RawMessage) (float64, error) {
	var w float64
	if json.Unmarshal(raw, &w) != nil {
		var in struct {
			Value *float64 `json:"value"`
		}
		if err := json.Unmarshal(raw, &in); err != nil || in.Value == nil {
			return 0, fmt.Errorf("%s is no reading in W", raw)
		}
		w = *in.Value
	}
	if w < 0 || w > 1e9 {
		return 0, fmt.Errorf("a reading of %g W", w)
	}
	return w, nil
}

// prometheus reads an export of a metric of power in W, such as DCGM_FI_DEV_POWER_USAGE:
// a column of time and one for each series, as Grafana writes it, or columns timestamp and
// value and those of labels, a row for each reading.
func prometheus(text string) ([]*meter, error) {
	t, err := table.Open(text, table.Auto)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(t.Header, func(h string) bool {
		return slices.Contains([]string{"time", "timestamp"}, strings.ToLower(h))
	})
	if at < 0 {
		return nil, &table.LineError{Line: 1, Err: fmt.Errorf("no column Time or timestamp; there are %s", strings.Join(t.Header, ", "))}
	}
	value := slices.IndexFunc(t.Header, func(h string) bool { return strings.EqualFold(h, "value") })
	byName := map[string]*meter{}
	var all []*meter
	of := func(name string) *meter {
		m := byName[name]
		if m == nil {
			m = &meter{name: name}
			byName[name] = m
			all = append(all, m)
		}
		return m
	}
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		minutes, err := sampled(row[at])
		if err != nil {
			return nil, &table.LineError{Line: t.Line, Err: err}
		}
		for i, field := range row {
			if i == at || value >= 0 && i != value {
				continue
			}
			name := t.Header[i]
			if value >= 0 {
				name = series(row, at, value)
			}
			w, err := scraped(field)
			if err != nil {
				return nil, &table.LineError{Line: t.Line, Err: fmt.Errorf("%s: %w", name, err)}
			}
			if w != w {
				continue
			}
			if err := of(name).add(t.Line, minutes, w*1e-6); err != nil {
				return nil, err
			}
		}
	}
}

// series names a series by its labels.
func series(row []string, at, value int) string {
	var labels []string
	for i, field := range row {
		if i != at && i != value {
			labels = append(labels, field)
		}
	}
	return strings.Join(labels, " ")
}

// sampled reads the time of a sample, in minutes since 1970: a date, or seconds or
// milliseconds.
func sampled(field string) (float64, error) {
	x, err := table.Number(field, false)
	if err != nil {
		t, _, err := table.Stamp(field)
		return float64(t.UnixMilli()) / 60000, err
	}
	if x > 1e11 {
		x /= 1000
	}
	if x < calendarS {
		return 0, fmt.Errorf("time %q is no date", field)
	}
	_, err = table.Unix(x)
	return x / 60, err
}

// scraped reads a reading in W, with its unit where it has one; NaN where there is none.
func scraped(field string) (float64, error) {
	number, unit, _ := strings.Cut(field, " ")
	factor, ok := map[string]float64{"": 1, "W": 1, "kW": 1e3, "MW": 1e6}[unit]
	if !ok {
		return 0, fmt.Errorf("%q is no power", field)
	}
	w, err := table.Number(number, false)
	if w < 0 || w*factor > 1e9 {
		return 0, fmt.Errorf("a reading of %s", field)
	}
	return w * factor, err
}

// together adds up meters over the time in which all read, at the usual interval of the
// one that reads most often.
func together(all []*meter) (*readings, error) {
	from, to, step := math.Inf(-1), math.Inf(1), math.Inf(1)
	for _, m := range all {
		from, to = max(from, m.minutes[0]), min(to, m.minutes[len(m.minutes)-1])
		step = min(step, (&readings{minutes: m.minutes}).interval())
	}
	step = max(1, math.Round(step*60000)) / 60000 // whole milliseconds, as logs have them
	n := (to-from)/step + 1e-3
	if !(n >= 1) || n > 1e8 {
		return nil, errors.New("the meters have no time in common")
	}
	r := &readings{first: time.UnixMilli(int64(math.Round(from * 60000))).UTC()}
	for k := range int(n) + 1 {
		at, sum := from+float64(k)*step, 0.0
		for _, m := range all {
			sum += m.at(at)
		}
		r.minutes, r.mw, r.lines = append(r.minutes, float64(k)*step), append(r.mw, sum), append(r.lines, k+1)
	}
	return r, nil
}
