package reactor

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/table"
)

// Kinds of request.
const (
	fullRequest     = "full"     // all that the units can give
	flatRequest     = "flat"     // a constant power
	seasonalRequest = "seasonal" // a course over the year, the week and the day
)

// RequestSpec is the table request of a [fleet].
type RequestSpec struct {
	Kind         string
	Power        float64
	SeasonSwing  float64
	WeekendDrop  float64
	DaySwing     float64
	File, Column string
	TimeColumn   string
	UnitMW       float64
}

// sourceShape is where the seasonal course comes from.
const sourceShape param.Source = "least squares on RTE's hourly nuclear output of France in 2021 over 61,370 MW: mean, yearly wave, half-daily wave, Saturdays and Sundays"

// Params declares the keys.
func (s *RequestSpec) Params(p *param.Set) {
	p.Choice(&s.Kind, "kind", fullRequest, []string{fullRequest, flatRequest, seasonalRequest},
		"what is asked of the fleet: all that it can give, a constant power, or a course over year, week and day; a file takes its place")
	p.Float(&s.Power, "power_fraction", 0.677, param.Between(0, 1.5), "flat, seasonal: mean power asked for on weekdays, over the fleet's net capacity", sourceShape)
	p.Float(&s.SeasonSwing, "season_swing", 0.099, param.Fraction(), "seasonal: amplitude of the yearly wave, highest on 1 January, over the mean", sourceShape)
	p.Float(&s.WeekendDrop, "weekend_drop", 0.042, param.Fraction(), "seasonal: part less on Saturdays and Sundays", sourceShape)
	p.Float(&s.DaySwing, "day_swing", 0.0098, param.Fraction(), "seasonal: amplitude of the half-daily wave, highest at 9:00 and 21:00 local time, over the mean", sourceShape)
	p.File(&s.File, "file", "power asked for, hour by hour (CSV, gzip accepted), cycled by calendar day where it is shorter than the run; whole units, before the share")
	p.String(&s.Column, "column", "nuclear_MW", "column of the file that holds the power")
	p.String(&s.TimeColumn, "time_column", "time", "column of the file that holds the time, ISO 8601, UTC unless it says otherwise")
	p.Float(&s.UnitMW, "unit_MW", 1, param.Above(0), "MW per unit of the column: 1000 for GW", param.Setting)
}

// RequestError is a fault of the file of a request.
type RequestError struct {
	File string
	Err  error
}

// Error names the file and the fault.
func (e *RequestError) Error() string { return filepath.Base(e.File) + ": " + e.Err.Error() }

// Unwrap returns the fault.
func (e *RequestError) Unwrap() error { return e.Err }

// build returns the request of a fleet.
func (s *RequestSpec) build(f *Fleet, cal sim.Calendar) (r request, err error) {
	capacity := 0.0
	for i := range f.units {
		capacity += f.units[i].spec.NetCapacityMW
	}
	switch {
	case s.File != "":
		if r.series, err = s.read(cal); err != nil {
			return r, &RequestError{s.File, err}
		}
	case s.Kind == flatRequest:
		r.series = wave{cal: cal, meanMW: s.Power * capacity}
	case s.Kind == seasonalRequest:
		r.series = wave{cal: cal, meanMW: s.Power * capacity, season: s.SeasonSwing, weekend: s.WeekendDrop, day: s.DaySwing}
	default:
		return r, nil
	}
	r.asked = true
	return r, nil
}

// wave is a course over the year, the week and the day.
type wave struct {
	cal                          sim.Calendar
	meanMW, season, weekend, day float64
}

func (w wave) at(m sim.Minute) float64 {
	t := w.cal.Local(m)
	mw := w.meanMW * (1 + w.season*math.Cos(2*math.Pi*float64(t.YearDay()-1)/365.25))
	mw *= 1 + w.day*math.Cos(2*math.Pi*(float64(t.Hour())-9)/12)
	if day := t.Weekday(); day == 0 || day == 6 {
		mw *= 1 - w.weekend
	}
	return mw
}

// hourly is a file's power by hour since its first, MW.
type hourly struct {
	cal   sim.Calendar
	first int64 // hour since 1970
	mw    []float64
}

// at returns the power of the hour; outside the file that of the same day and hour in one
// of its years, or, where it holds no whole year, of the same hour of its weeks.
func (h *hourly) at(m sim.Minute) float64 {
	t := h.cal.Time(m)
	if mw, ok := h.of(t.Unix()/3600 - h.first); ok {
		return mw
	}
	first := time.Unix(3600*h.first, 0).UTC()
	years := max(1, len(h.mw)/8760)
	year := first.Year() + ((t.Year()-first.Year())%years+years)%years
	for _, y := range []int{year, year + 1} { // a file that begins within a year ends in the next
		day := t.Day()
		if t.Month() == time.February {
			day = min(day, 28)
		}
		if mw, ok := h.of(time.Date(y, t.Month(), day, t.Hour(), 0, 0, 0, time.UTC).Unix()/3600 - h.first); ok {
			return mw
		}
	}
	n := int64(len(h.mw))
	if week := int64(7 * 24); n > week {
		n -= n % week
	}
	mw, _ := h.of(((t.Unix()/3600-h.first)%n + n) % n)
	return mw
}

// of returns the power of an hour of the file.
func (h *hourly) of(i int64) (mw float64, ok bool) {
	if i < 0 || i >= int64(len(h.mw)) {
		return 0, false
	}
	return h.mw[i], true
}

// read reads the file.
func (s *RequestSpec) read(cal sim.Calendar) (*hourly, error) {
	data, err := os.ReadFile(s.File)
	if err != nil {
		return nil, err
	}
	text, err := table.Text(data)
	if err != nil {
		return nil, err
	}
	in, err := table.Open(text, table.Auto)
	if err != nil {
		return nil, err
	}
	when, err := in.Column(s.TimeColumn)
	if err != nil {
		return nil, err
	}
	what, err := in.Column(s.Column)
	if err != nil {
		return nil, err
	}
	h := &hourly{cal: cal}
	for {
		row, err := in.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := h.add(in, row, when, what, s.UnitMW); err != nil {
			return nil, &table.LineError{Line: in.Line, Err: err}
		}
	}
	if len(h.mw) < 24 {
		return nil, fmt.Errorf("%d hours: a request needs a day at least", len(h.mw))
	}
	return h, nil
}

// add takes a row over: the hours that a file leaves out keep the power before them.
func (h *hourly) add(in *table.Table, row []string, when, what int, unitMW float64) error {
	t, _, err := table.Stamp(row[when])
	if err != nil {
		return err
	}
	mw, err := in.Number(row[what])
	if err != nil {
		return err
	}
	hour := t.Unix() / 3600
	if len(h.mw) == 0 {
		h.first = hour
	}
	i := hour - h.first
	const gap = 48
	switch n := int64(len(h.mw)); {
	case i < n-1 || i > n+gap:
		return fmt.Errorf("%s does not follow the row before by an hour, or %d at most", row[when], gap)
	case i == n-1: // within the same hour: the first row of it counts
		return nil
	case math.IsNaN(mw) && n == 0:
		return fmt.Errorf("the first power is missing")
	case math.IsNaN(mw):
		mw = h.mw[n-1] / unitMW
	}
	for int64(len(h.mw)) < i {
		h.mw = append(h.mw, h.mw[len(h.mw)-1])
	}
	h.mw = append(h.mw, mw*unitMW)
	return nil
}
