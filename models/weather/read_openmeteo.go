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

func looksOpenMeteoJSON(text string) bool {
	text = strings.TrimSpace(text)
	return (strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")) &&
		(strings.Contains(text, `"hourly_units"`) || strings.Contains(text, `"daily_units"`) || strings.Contains(text, `"error"`))
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

// answer is what Open-Meteo's API answers for one place.
type answer struct {
	Latitude, Longitude, Elevation *float64
	UTCOffsetSeconds               float64                    `json:"utc_offset_seconds"`
	Units                          map[string]string          `json:"hourly_units"`
	Hourly                         map[string]json.RawMessage `json:"hourly"`
	Daily                          json.RawMessage            `json:"daily"`
	Error                          bool                       `json:"error"`
	Reason                         string                     `json:"reason"`
}

// openAnswer reads the answer for the place that the options choose.
func openAnswer(f *file, o *Options) (*answer, error) {
	var places []answer
	var err error
	if strings.HasPrefix(strings.TrimSpace(f.text), "[") {
		err = json.Unmarshal([]byte(f.text), &places)
	} else {
		places = make([]answer, 1)
		err = json.Unmarshal([]byte(f.text), &places[0])
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return nil, f.errorf(1+strings.Count(f.text[:syntax.Offset], "\n"), "%w: the file is truncated or damaged", err)
	case errors.As(err, &kind):
		return nil, f.errorf(1+strings.Count(f.text[:kind.Offset], "\n"), "%s is a %s, not what the service answers", kind.Field, kind.Value)
	case err != nil:
		return nil, f.errorf(0, "%w", err)
	case len(places) == 0:
		return nil, f.errorf(0, "the list of places is empty")
	case o.Place == 0 && len(places) > 1:
		return nil, f.errorf(0, "the file holds %d places: choose one with place = 1 to %d", len(places), len(places))
	case o.Place > len(places):
		return nil, f.errorf(0, "place = %d, but the file holds %d", o.Place, len(places))
	}
	doc := &places[max(o.Place, 1)-1]
	switch {
	case doc.Error:
		return nil, f.errorf(0, "the service answered: %s", doc.Reason)
	case doc.Hourly == nil && doc.Daily != nil:
		return nil, f.errorf(0, "daily values alone: ask the service for hourly temperature_2m and relative_humidity_2m")
	case doc.Hourly["time"] == nil:
		return nil, f.errorf(0, "no hourly.time")
	}
	return doc, nil
}

// readOpenMeteoJSON reads an answer of Open-Meteo's API: hourly values at the
// hour, times in UTC or local with one constant offset for the whole file.
func readOpenMeteoJSON(f *file, o *Options) (*Record, *series, error) {
	doc, err := openAnswer(f, o)
	if err != nil {
		return nil, nil, err
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
	s := &series{file: f}
	clock := clock{offsetH: r.UTCOffsetH}
	for i, text := range times {
		at, err := clock.second(strings.Trim(string(text), `"`))
		if err != nil {
			return nil, nil, f.errorf(0, "hourly.time[%d]: %w", i, err)
		}
		var v [4]float64
		for k, name := range t.chosen() {
			v[k] = math.NaN()
			if name != "" && data[name][i] != nil {
				v[k] = *data[name][i]
			}
		}
		if err := s.add(t.row(0, at, v)); err != nil {
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
	file                               *file
	o                                  *Options
	rec                                *Record
	units                              map[string]string // unit by variable; "" where not told
	temp, humidity, dewPoint, pressure string            // the variables chosen, "" where there is none
	seaLevel                           bool              // pressure is reduced to sea level
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
	t.temp, t.humidity, t.dewPoint, t.pressure = pick(omTemp), pick(omHumidity), pick(omDewPoint), pick(omPressure)
	if t.pressure == "" {
		t.pressure, t.seaLevel = pick(omPressures), true
	}
	if t.temp == "" || t.humidity == "" && t.dewPoint == "" {
		return t.file.errorf(0, "needs hourly temperature_2m and relative_humidity_2m (or dew_point_2m)")
	}
	for name, want := range map[string]string{t.temp: "°C", t.humidity: "%", t.dewPoint: "°C", t.pressure: "hPa"} {
		if u := t.units[name]; name != "" && u != "" && u != want {
			return t.file.errorf(0, "%s is in %q; only %q can be read", name, u, want)
		}
	}
	return nil
}

// chosen are the variables of a row.
func (t *openMeteo) chosen() [4]string {
	return [4]string{t.temp, t.humidity, t.dewPoint, t.pressure}
}

// row makes a row of the chosen variables. The dew point stands in for a humidity that
// is missing.
func (t *openMeteo) row(line int, second int64, v [4]float64) row {
	w := row{line: line, hour: hourOf(second), second: second, dryBulbDegC: v[0], relHumidity: v[1] / 100, pressurePa: 100 * v[3]}
	if math.IsNaN(w.relHumidity) {
		w.relHumidity = relHumidityFromDewPoint(v[0], v[2])
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
		at, err := clk.second(fields[0])
		if err != nil {
			return f.errorf(line, "%w", err)
		}
		var v [4]float64
		for i, name := range t.chosen() {
			v[i] = math.NaN()
			if name == "" {
				continue
			}
			if v[i], err = f.number(line, name, fields[header[name]]); err != nil {
				return err
			}
		}
		return s.add(t.row(line, at, v))
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
