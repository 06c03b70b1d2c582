package weather

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

func looksOpenMeteoJSON(head string) bool {
	return strings.HasPrefix(strings.TrimSpace(head), "{") && strings.Contains(head, `"hourly_units"`)
}

func looksOpenMeteoCSV(head string) bool {
	return strings.HasPrefix(head, "latitude,longitude,") || (strings.HasPrefix(head, "time,") && strings.Contains(head, "temperature_2m"))
}

// The variables of Open-Meteo that are read, with older spellings.
var (
	omTemp      = []string{"temperature_2m"}
	omHumidity  = []string{"relative_humidity_2m", "relativehumidity_2m"}
	omDewPoint  = []string{"dew_point_2m", "dewpoint_2m"}
	omPressure  = []string{"surface_pressure"}
	omPressures = []string{"pressure_msl"}
)

// readOpenMeteoJSON reads an answer of Open-Meteo's API: hourly values at the
// hour, times in UTC or local with one constant offset for the whole file.
func readOpenMeteoJSON(f *file, o *Options) (*Record, *series, error) {
	var doc struct {
		Latitude, Longitude, Elevation *float64
		UTCOffsetSeconds               float64                    `json:"utc_offset_seconds"`
		Units                          map[string]string          `json:"hourly_units"`
		Hourly                         map[string]json.RawMessage `json:"hourly"`
	}
	if err := json.Unmarshal([]byte(f.text), &doc); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, nil, f.errorf(1+strings.Count(f.text[:syntax.Offset], "\n"), "%w: the file is truncated or damaged", err)
		}
		return nil, nil, f.errorf(0, "%w", err)
	}
	r := newRecord("Open-Meteo")
	r.UTCOffsetH = doc.UTCOffsetSeconds / 3600
	for _, c := range []struct{ dst, src *float64 }{{&r.LatDeg, doc.Latitude}, {&r.LonDeg, doc.Longitude}, {&r.ElevationM, doc.Elevation}} {
		if c.src != nil {
			*c.dst = *c.src
		}
	}
	t := &openMeteo{file: f, o: o, rec: r, units: doc.Units}
	var times []json.RawMessage
	if err := json.Unmarshal(doc.Hourly["time"], &times); err != nil {
		return nil, nil, f.errorf(0, "hourly.time: %w", err)
	}
	data, err := t.columns(doc.Hourly, len(times))
	if err != nil {
		return nil, nil, err
	}
	if err := t.choose(func(name string) bool { return data[name] != nil }); err != nil {
		return nil, nil, err
	}
	at := func(name string, i int) float64 {
		if name == "" || data[name][i] == nil {
			return math.NaN()
		}
		return *data[name][i]
	}
	s := &series{file: f}
	clock := clock{offsetH: r.UTCOffsetH}
	for i, text := range times {
		hour, err := clock.hour(strings.Trim(string(text), `"`))
		if err != nil {
			return nil, nil, f.errorf(0, "hourly.time[%d]: %w", i, err)
		}
		w := t.row(0, hour, at(t.temp, i), at(t.humidity, i), at(t.pressure, i))
		if err := s.add(w); err != nil {
			return nil, nil, err
		}
	}
	return r, s, nil
}

// columns reads those variables of a file of n hours that it has.
func (t *openMeteo) columns(hourly map[string]json.RawMessage, n int) (map[string][]*float64, error) {
	data := map[string][]*float64{}
	for _, name := range t.names() {
		if hourly[name] == nil {
			continue
		}
		var x []*float64
		if err := json.Unmarshal(hourly[name], &x); err != nil {
			return nil, t.file.errorf(0, "hourly.%s: %w", name, err)
		}
		if len(x) != n {
			return nil, t.file.errorf(0, "hourly.%s has %d values for %d times: the file is damaged", name, len(x), n)
		}
		data[name] = x
	}
	return data, nil
}

// openMeteo knows which variables a file has and in which units.
type openMeteo struct {
	file                     *file
	o                        *Options
	rec                      *Record
	units                    map[string]string // unit by variable; "" where not told
	temp, humidity, pressure string            // the variables chosen
	dewPoint, seaLevel       bool              // humidity is a dew point; pressure is reduced to sea level
}

// names are all variables that may be read.
func (t *openMeteo) names() []string {
	return slices.Concat(omTemp, omHumidity, omDewPoint, omPressure, omPressures)
}

// choose settles on the variables that are there and checks their units.
func (t *openMeteo) choose(has func(string) bool) error {
	pick := func(names []string) string {
		for _, n := range names {
			if has(n) {
				return n
			}
		}
		return ""
	}
	t.temp, t.humidity, t.pressure = pick(omTemp), pick(omHumidity), pick(omPressure)
	if t.humidity == "" {
		t.humidity, t.dewPoint = pick(omDewPoint), true
	}
	if t.pressure == "" {
		t.pressure, t.seaLevel = pick(omPressures), true
	}
	if t.temp == "" || t.humidity == "" {
		return t.file.errorf(0, "needs hourly temperature_2m and relative_humidity_2m (or dew_point_2m)")
	}
	for name, want := range map[string]string{t.temp: "°C", t.humidity: "%", t.pressure: "hPa"} {
		if name == t.humidity && t.dewPoint {
			want = "°C"
		}
		if u := t.units[name]; name != "" && u != "" && u != want {
			return t.file.errorf(0, "%s is in %q; only %q can be read", name, u, want)
		}
	}
	return nil
}

// row makes a row of the chosen variables.
func (t *openMeteo) row(line int, hour int64, temp, humidity, pressure float64) row {
	w := row{line: line, hour: hour, dryBulbDegC: temp, relHumidity: humidity / 100, pressurePa: 100 * pressure}
	if t.dewPoint {
		w.relHumidity = relHumidityFromDewPoint(temp, humidity)
	}
	if t.seaLevel {
		w.pressurePa = fromSeaLevel(w.pressurePa, t.o.altitude(t.rec.ElevationM))
	}
	return w
}

// readOpenMeteoCSV reads Open-Meteo's CSV, with or without the two lines that
// describe the place before the table, units in brackets after the names or
// none. Times are UTC where they end in Z, otherwise they have the offset of
// the place's line, UTC where there is none.
func readOpenMeteoCSV(f *file, o *Options) (*Record, *series, error) {
	r := newRecord("Open-Meteo")
	t := &openMeteo{file: f, o: o, rec: r, units: map[string]string{}}
	s := &series{file: f}
	var place []string
	var header map[string]int
	var clk clock
	err := f.lines(func(line int, text string) error {
		fields := strings.Split(text, ",")
		switch {
		case strings.TrimSpace(text) == "":
			return nil
		case header == nil && fields[0] == "latitude":
			place = fields
			return nil
		case header == nil && place != nil && fields[0] != "time":
			return t.place(line, place, fields)
		case header == nil:
			if fields[0] != "time" {
				return f.errorf(line, "expected the header \"time,…\", read %q", text)
			}
			header = map[string]int{}
			for i, name := range fields {
				name, unit, _ := strings.Cut(name, " (")
				header[name], t.units[name] = i, strings.TrimSuffix(unit, ")")
			}
			clk.offsetH = r.UTCOffsetH
			return t.choose(func(name string) bool { _, ok := header[name]; return ok })
		}
		if len(fields) != len(header) {
			return f.errorf(line, "%d fields under a header of %d: the file is truncated or damaged", len(fields), len(header))
		}
		hour, err := clk.hour(fields[0])
		if err != nil {
			return f.errorf(line, "%w", err)
		}
		var v [3]float64
		for i, name := range []string{t.temp, t.humidity, t.pressure} {
			v[i] = math.NaN()
			if name == "" {
				continue
			}
			if v[i], err = f.number(line, name, fields[header[name]]); err != nil {
				return err
			}
		}
		return s.add(t.row(line, hour, v[0], v[1], v[2]))
	})
	return r, s, err
}

// place reads the line that describes the place under its header.
func (t *openMeteo) place(line int, header, fields []string) error {
	for i, name := range header {
		if i >= len(fields) {
			return t.file.errorf(line, "%d fields under a header of %d", len(fields), len(header))
		}
		dst := map[string]*float64{"latitude": &t.rec.LatDeg, "longitude": &t.rec.LonDeg, "elevation": &t.rec.ElevationM, "utc_offset_seconds": &t.rec.UTCOffsetH}[name]
		if dst == nil {
			continue
		}
		x, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return t.file.errorf(line, "%s: %w", name, err)
		}
		*dst = x
	}
	t.rec.UTCOffsetH /= 3600
	if t.rec.Name = ""; !math.IsNaN(t.rec.LatDeg) {
		t.rec.Source += fmt.Sprintf(", cell %.3f, %.3f", t.rec.LatDeg, t.rec.LonDeg)
	}
	return nil
}
