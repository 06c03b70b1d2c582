package weather

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

// readCSV reads a CSV file whose header names the columns that the options ask
// for.
func readCSV(f *file, o *Options) (*Record, *series, error) {
	c := &csvColumns{file: f, o: o, rec: newRecord("CSV"), at: map[string]int{}}
	c.rec.UTCOffsetH = o.CSV.UTCOffsetH
	head, _, _ := strings.Cut(f.text, "\n")
	in := csv.NewReader(strings.NewReader(f.text))
	in.Comma, in.ReuseRecord, in.TrimLeadingSpace = separator(o.CSV.Sep, head), true, true
	header, err := in.Read()
	if err != nil {
		return nil, nil, f.errorf(1, "no header: %w", err)
	}
	if err := c.find(header); err != nil {
		return nil, nil, err
	}
	s := &series{file: f}
	clk := clock{offsetH: o.CSV.UTCOffsetH}
	for {
		fields, err := in.Read()
		if err == io.EOF {
			return c.rec, s, nil
		}
		line, _ := in.FieldPos(0)
		if err != nil {
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				return nil, nil, f.errorf(bad.Line, "%w: the file is truncated or damaged", bad.Err)
			}
			return nil, nil, f.errorf(line, "%w", err)
		}
		w, err := c.row(line, fields, &clk)
		if err != nil {
			return nil, nil, err
		}
		if err := s.add(w); err != nil {
			return nil, nil, err
		}
	}
}

// separator returns the separator asked for, or the commonest one of a header.
func separator(name, header string) rune {
	switch name {
	case "comma":
		return ','
	case "semicolon":
		return ';'
	case "tab":
		return '\t'
	}
	best := ','
	for _, r := range ";\t" {
		if strings.Count(header, string(r)) > strings.Count(header, string(best)) {
			best = r
		}
	}
	return best
}

// csvColumns finds and converts the columns of a plain CSV file.
type csvColumns struct {
	file *file
	o    *Options
	rec  *Record
	at   map[string]int // index by column name asked for
}

func (c *csvColumns) find(header []string) error {
	s := &c.o.CSV
	for _, name := range []string{s.TimeColumn, s.DryBulbColumn, s.RelHumidityColumn, s.DewPointColumn, s.WetBulbColumn, s.PressureColumn} {
		if name == "" {
			continue
		}
		i := slices.IndexFunc(header, func(h string) bool { return strings.TrimSpace(h) == name })
		if i < 0 {
			return c.file.errorf(1, "no column %q; there are %s", name, strings.Join(header, ", "))
		}
		c.at[name] = i
	}
	if s.DryBulbColumn == "" || (s.RelHumidityColumn == "" && s.DewPointColumn == "" && s.WetBulbColumn == "") {
		return c.file.errorf(0, "format csv needs dry_bulb_column and one of rel_humidity_column, dew_point_column, wet_bulb_column")
	}
	return nil
}

func (c *csvColumns) row(line int, fields []string, clk *clock) (row, error) {
	s := &c.o.CSV
	hour, err := clk.hour(fields[c.at[s.TimeColumn]])
	if err != nil {
		return row{}, c.file.errorf(line, "%w", err)
	}
	get := func(name string) float64 {
		if name == "" || err != nil {
			return math.NaN()
		}
		var x float64
		x, err = c.file.number(line, name, fields[c.at[name]])
		return x
	}
	w := row{line: line, hour: hour, dryBulbDegC: s.degC(get(s.DryBulbColumn)), relHumidity: s.fraction(get(s.RelHumidityColumn))}
	altitude := c.o.altitude(math.NaN())
	w.pressurePa = s.pa(get(s.PressureColumn))
	if s.PressureLevel == "sea" {
		w.pressurePa = fromSeaLevel(w.pressurePa, altitude)
	}
	dewPoint, wetBulb := s.degC(get(s.DewPointColumn)), s.degC(get(s.WetBulbColumn))
	if err != nil {
		return row{}, err
	}
	if math.IsNaN(w.relHumidity) {
		w.relHumidity = relHumidityFromDewPoint(w.dryBulbDegC, dewPoint)
	}
	if math.IsNaN(w.relHumidity) && !math.IsNaN(wetBulb) && !math.IsNaN(w.dryBulbDegC) {
		p := w.pressurePa
		if math.IsNaN(p) {
			p = psychro.PressureAtAltitudePa(altitude)
		}
		h := psychro.HumidityRatioFromWetBulb(w.dryBulbDegC, math.Min(wetBulb, w.dryBulbDegC), p)
		w.relHumidity = psychro.RelHumidity(w.dryBulbDegC, h, p)
	}
	return w, nil
}

func (s *CSVSpec) degC(x float64) float64 {
	switch s.TempUnit {
	case "degF":
		return (x - 32) / 1.8
	case "K":
		return x - 273.15
	}
	return x
}

func (s *CSVSpec) fraction(x float64) float64 {
	if s.HumidityUnit == "fraction" {
		return x
	}
	return x / 100
}

func (s *CSVSpec) pa(x float64) float64 {
	switch s.PressureUnit {
	case "Pa":
		return x
	case "kPa":
		return 1000 * x
	}
	return 100 * x
}

// altitude is the altitude to work with: the one asked for, the file's, or the
// fallback; NaN where none is known.
func (o *Options) altitude(own float64) float64 {
	altitude := param.Or(own, o.AltitudeM)
	if o.HasFallback {
		return param.Or(altitude, o.FallbackAltitudeM)
	}
	return altitude
}

// fromSeaLevel returns the pressure at an altitude from one reduced to sea
// level, after the standard atmosphere.
func fromSeaLevel(seaPa, altitudeM float64) float64 {
	return seaPa * psychro.PressureAtAltitudePa(altitudeM) / psychro.PressureAtAltitudePa(0)
}

// clock reads times of one file, which mostly share one layout.
type clock struct {
	offsetH float64 // local time less UTC where a time carries no zone
	layout  int
}

// layouts of times; the first of each pair carries its zone.
var layouts = []string{
	"2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05Z07:00",
	"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04",
}

// firstLocal is the first of layouts that carries no zone.
const firstLocal = 3

// hour reads a time and returns the nearest whole hour since 1970 in UTC. A number
// below a year's hours is the hour of a typical year.
func (c *clock) hour(text string) (int64, error) {
	text = strings.TrimSpace(text)
	for range layouts {
		t, err := time.Parse(layouts[c.layout], text)
		if err == nil {
			s := float64(t.Unix())
			if c.layout >= firstLocal {
				s -= 3600 * c.offsetH
			}
			return int64(math.Floor(s/3600 + 0.5)), nil
		}
		c.layout = (c.layout + 1) % len(layouts)
	}
	switch x, err := strconv.ParseFloat(text, 64); {
	case err != nil:
	case math.Abs(x) > 1e6:
		return int64(math.Floor(x/3600 + 0.5)), nil
	case x >= 0 && x < hoursPerYear:
		return secondsOfYear(0).Unix()/3600 + int64(math.Floor(x-c.offsetH+0.5)), nil
	}
	return 0, fmt.Errorf("%q is not a time such as 2006-01-02T15:04Z", text)
}
