package weather

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// epwHeaderLines is the number of lines before the data of an EPW file.
const epwHeaderLines = 8

// epwFields is the number of fields of a data line.
const epwFields = 35

func looksEPW(head string) bool { return strings.HasPrefix(head, "LOCATION,") }

// readEPW reads an EnergyPlus weather file (IWEC, TMYx, TMY2, TMY3 and others).
// Hour h of a day is stamped at its end, h:00 local standard time, which is when
// temperature and humidity were read; times are rounded to the whole hour UTC
// where the zone has a half hour. A file of one year is a typical year, whatever
// years its months come from; a longer one keeps its years. Humidity is the
// relative humidity column's, the dew point's where that is missing.
//
// Format: EnergyPlus Auxiliary Programs, "EnergyPlus Weather File (EPW) Data
// Dictionary".
func readEPW(f *file, o *Options) (*Record, *series, error) {
	var r *Record
	var e epw
	err := f.lines(func(line int, text string) (err error) {
		fields := strings.Split(text, ",")
		switch {
		case line == 1:
			r, err = f.location(line, fields)
		case line == 2:
			r.Return20MinDegC, r.Return20MaxDegC = returnValues(fields)
		case line == epwHeaderLines:
			if fields[0] != "DATA PERIODS" || len(fields) < 3 {
				return f.errorf(line, "expected DATA PERIODS, read %q", fields[0])
			}
			if strings.TrimSpace(fields[2]) != "1" {
				return f.errorf(line, "%s records per hour; only one can be read", fields[2])
			}
		case line > epwHeaderLines && strings.TrimSpace(text) != "":
			err = e.add(f, line, fields)
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	r.Source = fmt.Sprintf("EPW, %s, WMO %s", r.Source, e.wmo(f))
	if len(e.rows) <= 366*24 && !o.dated {
		s, err := typicalYearOf(f, r, e.rows, e.dates)
		return r, s, err
	}
	s := &series{file: f}
	for i, w := range e.rows {
		d := e.dates[i]
		w.hour = time.Date(d.year, time.Month(d.month), d.day, d.hour, 0, 0, 0, time.UTC).Unix()/3600 - int64(math.Round(r.UTCOffsetH))
		if err := s.add(w); err != nil {
			return nil, nil, err
		}
	}
	return r, s, nil
}

// location reads the LOCATION line of EPW and Modelica files.
func (f *file) location(line int, fields []string) (*Record, error) {
	if len(fields) < 10 {
		return nil, f.errorf(line, "LOCATION has %d fields, needs 10", len(fields))
	}
	r := newRecord(fields[4])
	r.Name = strings.TrimSpace(fields[1])
	for i, dst := range []*float64{&r.LatDeg, &r.LonDeg, &r.UTCOffsetH, &r.ElevationM} {
		x, err := f.number(line, "LOCATION", fields[6+i])
		if err != nil {
			return nil, err
		}
		*dst = x
	}
	if !(math.Abs(r.UTCOffsetH) <= 14) {
		return nil, f.errorf(line, "LOCATION: time zone %g h is out of range -14 to 14", r.UTCOffsetH)
	}
	return r, nil
}

// returnValues finds the 20-year minimum and maximum dry bulb in the DESIGN
// CONDITIONS line, NaN where it has none: after "Extremes" come three wind
// speeds, in some editions the greatest wet bulb, then means and standard
// deviations of the yearly minimum and maximum and the values of 5, 10, 20 and
// 50 years, minimum first.
func returnValues(fields []string) (minDegC, maxDegC float64) {
	nan := math.NaN()
	var x []float64
	for i, name := range fields {
		if name != "Extremes" {
			continue
		}
		for _, text := range fields[i+1:] {
			v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if err != nil {
				break
			}
			x = append(x, v)
		}
		break
	}
	if len(x) < 15 {
		return nan, nan
	}
	at := 3
	if x[3] > x[4] { // a wet bulb above the yearly minimum, not below the maximum
		at = 4
	}
	if len(x) < at+12 {
		return nan, nan
	}
	return x[at+8], x[at+9]
}

// date is when a row was stamped in local standard time; hour 24 is the next
// day's 0.
type date struct{ year, month, day, hour int }

// epw collects the data lines of an EPW file.
type epw struct {
	rows  []row
	dates []date
}

func (e *epw) wmo(f *file) string {
	first, _, _ := strings.Cut(f.text, "\n")
	return strings.Split(first, ",")[5]
}

func (e *epw) add(f *file, line int, fields []string) error {
	if len(fields) > epwFields+8 {
		return f.errorf(line, "%d fields, a data line has %d: numbers with a decimal comma cannot be read", len(fields), epwFields)
	}
	if len(fields) < 10 {
		return f.errorf(line, "%d fields, a data line has 35: the file is truncated or damaged", len(fields))
	}
	var when [4]int
	for i := range when {
		n, err := strconv.Atoi(strings.TrimSpace(fields[i]))
		if err != nil {
			return f.errorf(line, "year, month, day, hour: %q is not a whole number", fields[i])
		}
		when[i] = n
	}
	d := date{when[0], when[1], when[2], when[3]}
	if d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 || d.hour < 1 || d.hour > 24 {
		return f.errorf(line, "no such hour: month %d, day %d, hour %d", d.month, d.day, d.hour)
	}
	var v [4]float64
	for i, c := range []struct {
		what    string
		missing float64
	}{{"dry bulb", 99.9}, {"dew point", 99.9}, {"relative humidity", 999}, {"pressure", 999999}} {
		x, err := f.number(line, c.what, fields[6+i])
		if err != nil {
			return err
		}
		if x >= c.missing {
			x = math.NaN()
		}
		v[i] = x
	}
	w := row{line: line, dryBulbDegC: v[0], relHumidity: v[2] / 100, pressurePa: v[3]}
	if math.IsNaN(w.relHumidity) {
		w.relHumidity = relHumidityFromDewPoint(v[0], v[1])
	}
	e.rows, e.dates = append(e.rows, w), append(e.dates, d)
	return nil
}

// typicalYearOf places the rows of one year on a typical year in UTC. The year must be
// whole to its last hour.
func typicalYearOf(f *file, r *Record, rows []row, dates []date) (*series, error) {
	if len(rows) == 0 {
		return nil, f.errorf(0, "no data lines: the file is truncated")
	}
	last := dates[len(dates)-1]
	if first := dates[0]; first.month != 1 || first.day != 1 {
		return nil, f.errorf(rows[0].line, "the year begins on day %d of month %d, not on 1 January", first.day, first.month)
	}
	if last.month != 12 || last.day != 31 || last.hour != 24 {
		return nil, f.errorf(rows[len(rows)-1].line, "the year ends on day %d of month %d at hour %d, not at the end of 31 December: the file is truncated",
			last.day, last.month, last.hour)
	}
	y := newYear(f, r, slices.ContainsFunc(dates, func(d date) bool { return d.month == 2 && d.day == 29 }))
	for i, d := range dates {
		t := time.Date(y.start.Year(), time.Month(d.month), d.day, d.hour, 0, 0, 0, time.UTC)
		if err := y.place(t, rows[i]); err != nil {
			return nil, err
		}
	}
	return y.series()
}
