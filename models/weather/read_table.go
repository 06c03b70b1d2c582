package weather

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"caloduc/sim/table"
)

// modelicaTable opens the text of a Modelica table: its name and size.
var modelicaTable = regexp.MustCompile(`(?m)^(?:double|float)\s+\w+\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)`)

func looksRT2012(head string) bool {
	return strings.HasPrefix(head, "#1") && modelicaTable.MatchString(head) && strings.Contains(head, "FDIRN")
}

func looksMOS(head string) bool {
	return strings.HasPrefix(head, "#1") && modelicaTable.MatchString(head) && strings.Contains(head, "LOCATION,")
}

// tableRow is a line of numbers of a Modelica table.
type tableRow struct {
	line int
	x    []float64
}

// table reads the numbers of a Modelica text table and checks its size: a year
// of hours with at least so many columns.
func (f *file) table(columns int) ([]tableRow, error) {
	m := modelicaTable.FindStringSubmatch(f.text)
	if m == nil {
		return nil, f.errorf(0, "no table \"double name(rows,columns)\"")
	}
	want, _ := strconv.Atoi(m[1])
	var rows []tableRow
	err := f.lines(func(line int, text string) error {
		if text == "" || text[0] == '#' || modelicaTable.MatchString(text) {
			return nil
		}
		fields := strings.Fields(text)
		if len(fields) == 0 {
			return nil
		}
		if len(fields) < columns {
			return f.errorf(line, "%d columns, needs %d: the file is truncated or damaged", len(fields), columns)
		}
		t := tableRow{line: line, x: make([]float64, columns)}
		for i := range t.x {
			x, err := f.number(line, "column "+strconv.Itoa(i+1), fields[i])
			if err != nil {
				return err
			}
			t.x[i] = x
		}
		rows = append(rows, t)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(rows) != want {
		return nil, f.errorf(0, "%d rows where the table says %d: the file is truncated", len(rows), want)
	}
	if want < hoursPerYear-1 {
		return nil, f.errorf(0, "%d rows; a year has %d hours", want, hoursPerYear)
	}
	return rows, nil
}

// readMOS reads a weather table of the Modelica Buildings Library: an EPW file
// with time in seconds since the beginning of the year (local standard time,
// value at that time). The converter moves hour 1 to time 0; it is moved back.
func readMOS(f *file, _ *Options) (*Record, *series, error) {
	rows, err := f.table(5)
	if err != nil {
		return nil, nil, err
	}
	r := newRecord("")
	err = f.lines(func(line int, text string) (err error) {
		if text, ok := strings.CutPrefix(text, "#LOCATION,"); ok {
			r, err = f.location(line, append([]string{"LOCATION"}, strings.Split(text, ",")...))
		} else if text, ok := strings.CutPrefix(text, "#DESIGN CONDITIONS,"); ok {
			r.Return20MinDegC, r.Return20MaxDegC = returnValues(strings.Split(text, ","))
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	r.Source = "Modelica weather table, " + r.Source
	if rows[0].x[0] >= hoursPerYear*7200 {
		s, err := datedMOS(f, rows)
		return r, s, err
	}
	if rows[0].x[0] == 0 && rows[1].x[0] == 7200 {
		rows[0].x[0] = 3600
	}
	y := newYear(f, r, len(rows) > hoursPerYear+1)
	for _, t := range rows {
		if err := y.place(y.start.Add(time.Duration(t.x[0]*float64(time.Second))), t.mos()); err != nil {
			return nil, nil, err
		}
	}
	s, err := y.series()
	return r, s, err
}

// mos takes the air from a row of a weather table.
func (t *tableRow) mos() row {
	w := row{line: t.line, dryBulbDegC: t.x[1], relHumidity: t.x[3] / 100, pressurePa: t.x[4]}
	if math.IsNaN(w.relHumidity) {
		w.relHumidity = relHumidityFromDewPoint(t.x[1], t.x[2])
	}
	return w
}

// datedMOS reads a weather table whose times are seconds since 1970.
func datedMOS(f *file, rows []tableRow) (*series, error) {
	s := &series{file: f}
	for _, t := range rows {
		at, err := table.Unix(t.x[0])
		if err != nil {
			return nil, f.errorf(t.line, "%w", err)
		}
		w := t.mos()
		w.second = at.Unix()
		w.hour = hourOf(w.second)
		if err := s.add(w); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// secondsOfYear returns the time so many seconds into a year.
func secondsOfYear(year int, seconds float64) time.Time {
	return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(seconds * float64(time.Second)))
}

// readRT2012 reads a year of the French thermal regulation RT 2012 as the
// library BuildSysPro stores it: time in s, two irradiances, dry bulb, dew point,
// sky temperature, pressure, relative humidity as a fraction, wind, wind
// direction, latitude, longitude. Values stand at the middle of each hour of
// true solar time; they are taken at the whole hour UTC nearest to that time by
// the longitude (the equation of time, at most 16 minutes, is left out, and the
// shift is below half an hour). The record is for sea level.
func readRT2012(f *file, _ *Options) (*Record, *series, error) {
	rows, err := f.table(12)
	if err != nil {
		return nil, nil, err
	}
	r := newRecord("RT 2012 regulatory typical year (sea level, solar time)")
	r.LatDeg, r.LonDeg, r.ElevationM = rows[0].x[10], rows[0].x[11], 0
	r.UTCOffsetH = r.LonDeg / 15
	y := newYear(f, r, len(rows) > hoursPerYear+1)
	for _, t := range rows {
		w := row{line: t.line, dryBulbDegC: t.x[3], relHumidity: t.x[7], pressurePa: t.x[6]}
		if err := y.place(y.start.Add(time.Duration(t.x[0]*float64(time.Second))), w); err != nil {
			return nil, nil, err
		}
	}
	s, err := y.series()
	return r, s, err
}
