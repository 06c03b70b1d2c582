package weather

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
	"caloduc/sim/table"
)

// readCSV reads a CSV file whose header names the columns that the options ask
// for.
func readCSV(f *file, o *Options) (*Record, *series, error) {
	c := &csvColumns{file: f, o: o, rec: newRecord("CSV"), at: map[string]int{}}
	c.rec.UTCOffsetH = o.CSV.UTCOffsetH
	in, err := table.Open(f.text, map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t'}[o.CSV.Sep])
	if err != nil {
		return nil, nil, f.at(err)
	}
	if err := c.find(in); err != nil {
		return nil, nil, f.at(err)
	}
	s := &series{file: f}
	clk := clock{offsetH: o.CSV.UTCOffsetH}
	for {
		fields, err := in.Next()
		if err == io.EOF {
			return c.rec, s, nil
		}
		if err != nil {
			return nil, nil, f.at(err)
		}
		w, err := c.row(in, fields, &clk)
		if err != nil {
			return nil, nil, f.at(&table.LineError{Line: in.Line, Err: err})
		}
		if err := s.add(w); err != nil {
			return nil, nil, err
		}
	}
}

// csvColumns finds and converts the columns of a plain CSV file.
type csvColumns struct {
	file *file
	o    *Options
	rec  *Record
	at   map[string]int // index by column name asked for
}

func (c *csvColumns) find(in *table.Table) error {
	s := &c.o.CSV
	for _, name := range []string{s.TimeColumn, s.DryBulbColumn, s.RelHumidityColumn, s.DewPointColumn, s.WetBulbColumn, s.PressureColumn} {
		if name == "" {
			continue
		}
		i, err := in.Column(name)
		if err != nil {
			return err
		}
		c.at[name] = i
	}
	if s.DryBulbColumn == "" || (s.RelHumidityColumn == "" && s.DewPointColumn == "" && s.WetBulbColumn == "") {
		return errors.New("format csv needs dry_bulb_column and one of rel_humidity_column, dew_point_column, wet_bulb_column")
	}
	return nil
}

func (c *csvColumns) row(in *table.Table, fields []string, clk *clock) (row, error) {
	s := &c.o.CSV
	at, err := clk.second(fields[c.at[s.TimeColumn]])
	if err != nil {
		return row{}, err
	}
	get := func(name string) float64 {
		if name == "" || err != nil {
			return math.NaN()
		}
		var x float64
		if x, err = in.Number(fields[c.at[name]]); err != nil {
			err = fmt.Errorf("%s: %w", name, err)
		}
		return x
	}
	w := row{line: in.Line, hour: hourOf(at), second: at, dryBulbDegC: s.degC(get(s.DryBulbColumn)), relHumidity: s.fraction(get(s.RelHumidityColumn))}
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

// clock reads times of one file.
type clock struct {
	offsetH float64 // local time less UTC where a time carries no zone
}

// second reads a time and returns the second since 1970 in UTC. A number below a
// year's hours is the hour of a typical year.
func (c *clock) second(text string) (int64, error) {
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err == nil && x >= 0 && x < hoursPerYear {
		return secondsOfYear(typicalYear, 3600*(x-c.offsetH)).Unix(), nil
	}
	t, zoned, stampErr := table.Stamp(text)
	switch {
	case stampErr == nil && zoned:
		return t.Unix(), nil
	case stampErr == nil:
		return t.Unix() - int64(math.Round(3600*c.offsetH)), nil
	case err == nil && !looksCompact(text):
		t, err := table.Unix(x)
		return t.Unix(), err
	}
	return 0, stampErr
}

// looksCompact tells whether a number is a date without signs between its parts.
func looksCompact(text string) bool { n := len(strings.TrimSpace(text)); return n == 12 || n == 14 }

// hourOf is the whole hour since 1970 nearest to a second.
func hourOf(second int64) int64 { return floorDiv(second+1800, 3600) }
