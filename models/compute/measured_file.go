package compute

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"caloduc/sim"
	"caloduc/sim/table"
)

// readings are what a file of measured power says.
type readings struct {
	minutes []float64 // of each, from the first, rising
	mw      []float64
	lines   []int     // of each in its file
	first   time.Time // of the first; zero where the file has no dates
	file    string
	dcgm    bool // its series are named after DCGM's

	missing int     // rows without a power
	gaps    int     // pauses that were filled
	filledH float64 // hours in them
}

// The pauses that are no gap: up to an hour, or up to ten usual intervals.
const (
	gapMinutes   = 60
	gapIntervals = 10
)

// longestMinutes is the longest time a file may cover.
const longestMinutes = 20 * sim.MinutesPerYear

// readSeries reads the file of a measured load, not to be changed.
func readSeries(s *MeasuredPower) (*readings, error) {
	way := fmt.Sprint("power ", s.TimeColumn, "\t", s.TimeUnit, "\t", s.PowerColumns, "\t", s.PowerUnit, "\t", s.AllowGaps, "\t", s.Format)
	return sim.SharedAll(s.Files, way, func() (*readings, error) {
		if s.Format == formatMLPerf || s.Format == formatPrometheus {
			return s.readLogs()
		}
		var parts []*readings
		for _, path := range s.Files {
			data, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			r, err := s.rows(data)
			if err != nil {
				return nil, inFile(path, err)
			}
			r.file = path
			parts = append(parts, r)
		}
		return s.join(parts)
	})
}

// inFile names file and line of a fault.
func inFile(path string, err error) error {
	var at *table.LineError
	if errors.As(err, &at) {
		return fmt.Errorf("%s:%d: %w", path, at.Line, at.Err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// join makes one of files that follow one another in time, and counts its gaps.
func (s *MeasuredPower) join(parts []*readings) (*readings, error) {
	if len(parts) > 1 {
		for _, p := range parts {
			if p.first.IsZero() {
				return nil, fmt.Errorf("%s: its times are no dates: it has no place among other files", p.file)
			}
		}
		slices.SortStableFunc(parts, func(a, b *readings) int { return a.first.Compare(b.first) })
	}
	all := *parts[0]
	if err := s.pauses(&all, 0); err != nil {
		return nil, inFile(all.file, err)
	}
	for _, p := range parts[1:] {
		n, shift := len(all.minutes), p.first.Sub(all.first).Minutes()
		if last := all.minutes[n-1]; shift <= last {
			return nil, inFile(p.file, &table.LineError{Line: p.lines[0], Err: fmt.Errorf("%s lies within %s: files must follow one another in time", p.first.Format(time.DateTime), all.file)})
		}
		for i, at := range p.minutes {
			all.minutes, all.mw, all.lines = append(all.minutes, shift+at), append(all.mw, p.mw[i]), append(all.lines, p.lines[i])
		}
		if end := all.minutes[len(all.minutes)-1]; end > longestMinutes {
			return nil, fmt.Errorf("%s: ends %.3g years after the first file begins: at most %.0f are read", p.file, end/sim.MinutesPerYear, longestMinutes/sim.MinutesPerYear)
		}
		all.missing, all.file = all.missing+p.missing, p.file
		if err := s.pauses(&all, n); err != nil {
			return nil, inFile(p.file, err)
		}
	}
	return &all, nil
}

// parse reads a single file.
func (s *MeasuredPower) parse(data []byte) (*readings, error) {
	r, err := s.rows(data)
	if err != nil {
		return nil, err
	}
	return r, s.pauses(r, 0)
}

// rows reads the rows of a file.
func (s *MeasuredPower) rows(data []byte) (*readings, error) {
	text, err := table.Text(data)
	if err != nil {
		return nil, err
	}
	t, err := table.Open(text, table.Auto)
	if err != nil {
		return nil, err
	}
	timeCol, cols, err := s.columns(t)
	if err != nil {
		return nil, err
	}
	r := new(readings)
	var origin float64
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		at, dated, err := s.minute(row[timeCol])
		if err != nil {
			return nil, &table.LineError{Line: t.Line, Err: err}
		}
		mw, err := s.power(t, row, cols)
		if err != nil {
			return nil, &table.LineError{Line: t.Line, Err: err}
		}
		if mw != mw {
			r.missing++
			continue
		}
		if len(r.lines) == 0 {
			if origin = at; dated {
				r.first = time.UnixMilli(int64(at * 60000)).UTC()
			}
		}
		at -= origin
		if n := len(r.lines); n > 0 && at <= r.minutes[n-1] {
			return nil, &table.LineError{Line: t.Line, Err: fmt.Errorf("time %q is not after that of line %d", row[timeCol], r.lines[n-1])}
		}
		if at > longestMinutes {
			return nil, &table.LineError{Line: t.Line, Err: fmt.Errorf("time %q is %.3g years after the first: at most %.0f are read; was the clock set, or is time_unit another?",
				row[timeCol], at/sim.MinutesPerYear, longestMinutes/sim.MinutesPerYear)}
		}
		r.minutes, r.mw, r.lines = append(r.minutes, at), append(r.mw, mw), append(r.lines, t.Line)
	}
	if len(r.lines) < 2 {
		return nil, errors.New("fewer than two rows with a power")
	}
	return r, nil
}

// pauses counts the gaps before the readings from one on, or refuses the first.
func (s *MeasuredPower) pauses(r *readings, from int) error {
	most := max(gapMinutes, gapIntervals*r.interval())
	for i := max(1, from); i < len(r.minutes); i++ {
		pause := r.minutes[i] - r.minutes[i-1]
		if pause <= most {
			continue
		}
		if !s.AllowGaps {
			return &table.LineError{Line: r.lines[i], Err: fmt.Errorf("no reading for %.4g h before it: set allow_gaps = true to draw a straight line over gaps", pause/60)}
		}
		r.gaps++
		r.filledH += pause / 60
	}
	return nil
}

// columns finds the time column and the power columns in the header.
func (s *MeasuredPower) columns(t *table.Table) (timeCol int, power []int, err error) {
	if timeCol, err = t.Column(s.TimeColumn); err != nil {
		return 0, nil, err
	}
	for _, want := range strings.Split(s.PowerColumns, ",") {
		want = strings.TrimSpace(want)
		prefix, any := strings.CutSuffix(want, "*")
		found := false
		for i, name := range t.Header {
			if i != timeCol && (name == want || any && strings.HasPrefix(name, prefix)) && !slices.Contains(power, i) {
				power, found = append(power, i), true
			}
		}
		if !found {
			return 0, nil, &table.LineError{Line: 1, Err: fmt.Errorf("no column %q among %s", want, strings.Join(t.Header, ", "))}
		}
	}
	return timeCol, power, nil
}

// power adds up the power columns of a row, MW; NaN where one is missing.
func (s *MeasuredPower) power(t *table.Table, row []string, cols []int) (float64, error) {
	sum := 0.0
	for _, c := range cols {
		p, err := t.Number(row[c])
		if err != nil {
			return 0, fmt.Errorf("power %w", err)
		}
		if p < 0 {
			return 0, fmt.Errorf("power %q is below 0", row[c])
		}
		sum += p
	}
	return sum * map[string]float64{"W": 1e-6, "kW": 1e-3, "MW": 1}[s.PowerUnit], nil
}

// calendarS is the least number of seconds that is read as a date: those since 1970
// until 1989. No run lasted so long.
const calendarS = 6e8

// minute reads a time in minutes, and tells whether it is a date, in minutes since
// 1970.
func (s *MeasuredPower) minute(field string) (at float64, dated bool, err error) {
	if s.TimeUnit == "datetime" {
		t, _, err := table.Stamp(field)
		return float64(t.UnixMilli()) / 60000, true, err
	}
	x, err := table.Number(field, false)
	if err != nil || x != x {
		return 0, false, fmt.Errorf("time %q is not a number", field)
	}
	if s.TimeUnit == "s" && x > calendarS {
		_, err := table.Unix(x)
		return x / 60, true, err
	}
	at = x * map[string]float64{"s": 1. / 60, "min": 1, "h": 60}[s.TimeUnit]
	if at > calendarS || at < -calendarS {
		return 0, false, fmt.Errorf("time %q: %g %s are more than any record covers", field, x, s.TimeUnit)
	}
	return at, false, nil
}

// interval is the usual time between readings: the median, minutes.
func (r *readings) interval() float64 {
	steps := make([]float64, len(r.minutes)-1)
	for i := range steps {
		steps[i] = r.minutes[i+1] - r.minutes[i]
	}
	slices.Sort(steps)
	return steps[(len(steps)-1)/2]
}

// byMinute averages readings over whole minutes, linear between them. The series is
// cycled: after the last reading it runs back to the first over one usual interval,
// so that the cycle lasts as long as the readings stand for, cut to whole minutes.
func (r *readings) byMinute() []float64 {
	period := r.minutes[len(r.minutes)-1] + r.interval()
	t, v := append(slices.Clone(r.minutes), period), append(slices.Clone(r.mw), r.mw[0])
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
