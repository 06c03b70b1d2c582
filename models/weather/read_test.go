package weather

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"caloduc/cooling/psychro"
)

// anywhere are options that let a file without an altitude pass.
var anywhere = Options{Format: FormatAuto, AltitudeM: math.NaN(), FallbackAltitudeM: 0, HasFallback: true}

// epwText writes a year of EPW: at local hour h of the year the dry bulb is
// temp(h).
func epwText(zone float64, temp func(h int) float64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "LOCATION,Test,-,FRA,TMY2,123456,48.0,2.0,%g,100.0\r\n", zone)
	b.WriteString("DESIGN CONDITIONS,0\r\nTYPICAL/EXTREME PERIODS,0\r\nGROUND TEMPERATURES,0\r\nHOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0\r\nCOMMENTS 1\r\nCOMMENTS 2\r\nDATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31\r\n")
	start := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	for h := 1; h <= 8760; h++ {
		t := start.Add(time.Duration(h-1) * time.Hour)
		fmt.Fprintf(&b, "1989,%d,%d,%d,60,?9,%.3f,5.0,50,100000,0\r\n", t.Month(), t.Day(), t.Hour()+1, temp(h))
	}
	return b.String()
}

// csvText writes Open-Meteo's CSV of so many hours from the start, with the
// value of each hour.
func csvText(start time.Time, hours int, value func(i int) string) string {
	var b strings.Builder
	b.WriteString("time,temperature_2m,relative_humidity_2m\n")
	for i := range hours {
		fmt.Fprintf(&b, "%s,%s\n", start.Add(time.Duration(i)*time.Hour).Format("2006-01-02T15:04Z"), value(i))
	}
	return b.String()
}

var newYear2022 = time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)

// TestEPWHours: hour h of the file, at its end in local standard time, is found
// at the right hour UTC, around the turn of the year too.
func TestEPWHours(t *testing.T) {
	for _, zone := range []float64{0, 1, -6, 5.5, 8} {
		r, err := Read("test.epw", []byte(epwText(zone, func(h int) float64 { return float64(h) / 200 })), anywhere)
		if err != nil {
			t.Fatal(err)
		}
		for utc, h := range r.Hours {
			local := (utc + int(math.Floor(zone)) + hoursPerYear) % hoursPerYear // 05:30 UTC goes to 6:00
			if local == 0 {
				local = hoursPerYear
			}
			if math.Abs(h.DryBulbDegC-float64(local)/200) > 1e-3 {
				t.Fatalf("zone %+g: hour %d UTC has %.3f, want that of local hour %d", zone, utc, h.DryBulbDegC, local)
			}
		}
	}
}

// TestEPWYears: a file of several years keeps them, leap day included.
func TestEPWYears(t *testing.T) {
	head, _, _ := strings.Cut(epwText(1, func(int) float64 { return 0 }), "1989,")
	var b strings.Builder
	b.WriteString(head)
	start := time.Date(2003, 1, 1, 0, 0, 0, 0, time.UTC)
	const hours = (365 + 366) * 24
	for h := range hours {
		at := start.Add(time.Duration(h) * time.Hour)
		fmt.Fprintf(&b, "%d,%d,%d,%d,60,?9,%.3f,5.0,999,999999,0\r\n", at.Year(), at.Month(), at.Day(), at.Hour()+1, 20+float64(h)/1000)
	}
	r, err := Read("x", []byte(b.String()), anywhere)
	if err != nil {
		t.Fatal(err)
	}
	if r.Typical || !r.Start.Equal(start) || len(r.Hours) != hours {
		t.Fatalf("%d hours from %s", len(r.Hours), r.Start)
	}
	if i := r.DayAt(time.Date(2032, 2, 29, 0, 0, 0, 0, time.UTC), 2030); i != (365+31+28)*24 {
		t.Errorf("29 February is at hour %d", i)
	}
	// The dew point gives the humidity, the altitude the pressure.
	h := r.Hours[0]
	if rh := psychro.SaturationPressurePa(5) / psychro.SaturationPressurePa(20); math.Abs(h.RelHumidity-rh) > 1e-12 || h.PressurePa != psychro.PressureAtAltitudePa(100) {
		t.Errorf("%+v", h)
	}
}

func TestGzipAndByteOrderMark(t *testing.T) {
	text := "\ufeff" + epwText(1, func(int) float64 { return 10 })
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(text))
	z.Close()
	if _, err := Read("test", packed.Bytes(), anywhere); err != nil {
		t.Error(err)
	}
	if _, err := Read("test", packed.Bytes()[:packed.Len()/2], anywhere); err == nil || !strings.Contains(err.Error(), "damaged gzip") {
		t.Errorf("half a gzip: %v", err)
	}
}

// TestHoursOfATypicalYear: numbers from 0 to 8759 are the hours of a year that
// joins its own beginning, moved by the zone of the file.
func TestHoursOfATypicalYear(t *testing.T) {
	var b strings.Builder
	b.WriteString("hour,t,rh\n")
	for h := range 8760 {
		fmt.Fprintf(&b, "%d,%d,50\n", h, h%24)
	}
	for _, offset := range []float64{0, -7} {
		r, err := Read("test", []byte(b.String()), Options{Format: FormatCSV, AltitudeM: 0,
			CSV: CSVSpec{TimeColumn: "hour", DryBulbColumn: "t", RelHumidityColumn: "rh", UTCOffsetH: offset}})
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range []time.Time{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2028, 12, 31, 0, 0, 0, 0, time.UTC)} {
			if got, want := r.Hours[r.DayAt(day, 2026)].DryBulbDegC, float64((24+int(offset))%24); got != want {
				t.Errorf("offset %g h: %v at 00:00 UTC: hour %g, want %g", offset, day, got, want)
			}
		}
	}
}

// TestReadErrors: what is wrong with a file is said with file and line.
func TestReadErrors(t *testing.T) {
	epw := epwText(1, func(int) float64 { return 10 })
	lines := strings.SplitAfter(epw, "\r\n")
	om := csvText(newYear2022, 8760, func(int) string { return "10.0,50" })
	plain := Options{Format: FormatCSV, AltitudeM: 100, CSV: CSVSpec{TimeColumn: "time", DryBulbColumn: "temperature_2m", RelHumidityColumn: "relative_humidity_2m"}}
	for _, c := range []struct {
		what, text, want string
		o                Options
	}{
		{"unknown", "hello\nworld\n", "cannot tell the format", anywhere},
		{"truncated EPW", strings.Join(lines[:5000], ""), "x:5000: the year ends on day", anywhere},
		{"line cut short", strings.Join(lines[:5000], "") + "1989,7,27", "x:5001: 3 fields", anywhere},
		{"missing hours", strings.Join(append(append([]string(nil), lines[:100]...), lines[110:]...), ""), "x:100: dry bulb is missing for 10 hours", anywhere},
		{"twice", strings.Join(append(append([]string(nil), lines[:100]...), lines[99:]...), ""), "x:101: the hour is given twice (also in line 100)", anywhere},
		{"Fahrenheit", epwText(1, func(h int) float64 { return 70 }), "dry bulb 70 degC is out of range", anywhere},
		{"not a number", strings.Replace(epw, "10.000,5.0,50", "ten,5.0,50", 1), `x:9: dry bulb: "ten" is not a number`, anywhere},
		{"kPa", strings.ReplaceAll(epw, ",100000,", ",100,"), "pressure 100 Pa is out of range", anywhere},
		{"half-hourly", strings.Replace(epw, "DATA PERIODS,1,1", "DATA PERIODS,1,2", 1), "x:8: 2 records per hour", anywhere},
		{"no altitude", om, "does not tell its altitude", Options{AltitudeM: math.NaN()}},
		{"fractions", csvText(newYear2022, 8760, func(i int) string { return []string{"10.0,0.5", "10.0,"}[i%2] }), "are these fractions", anywhere},
		{"humidity", csvText(newYear2022, 8760, func(int) string { return "10.0,150" }), "x:2: 2022-01-01T00:00Z: relative humidity 150 %", anywhere},
		{"blank", csvText(newYear2022, 8760, func(int) string { return "," }), "no hour with dry bulb and humidity", anywhere},
		{"half a year", csvText(newYear2022, 4000, func(int) string { return "10,50" }), "no whole day (UTC) of 16 June", anywhere},
		{"short line", om[:len(om)-4], "x:8761: 2 fields under a header of 3", anywhere},
		{"going back", om + "2022-03-01T00:00Z,1,50\n", "x:8762: the hour 2022-03-01T00:00Z comes after", anywhere},
		{"no such time", strings.Replace(om, "2022-01-01T05:00Z", "5 o'clock", 1), "is not a time", anywhere},
		{"no such column", om, `x:1: no column "dry"`, Options{Format: FormatCSV, AltitudeM: 0, CSV: CSVSpec{TimeColumn: "time", DryBulbColumn: "dry"}}},
		{"plain, bad number", strings.Replace(om, "10.0,50", "10.0,fifty", 1), `x:2: relative_humidity_2m: "fifty" is not a number`, plain},
		{"plain, truncated", om[:len(om)-4], "x:8761: wrong number of fields", plain},
		{"unknown format", om, `unknown format "grib"`, Options{Format: "grib"}},
		{"short table", "#1\ndouble data(8760,12) #FDIRN\n1800 0 0 1 0 0 103100 0.9 1 0 48 6\n", "1 rows where the table says 8760", anywhere},
		{"JSON cut", `{"latitude":1,"hourly_units":{},` + "\n" + `"hourly":{"time":["2020-01-01T0`, "x:2: unexpected end of JSON input", anywhere},
		{"JSON units", `{"hourly_units":{"temperature_2m":"°F"},"hourly":{"time":[],"temperature_2m":[],"relative_humidity_2m":[]}}`, `temperature_2m is in "°F"`, anywhere},
		{"JSON lengths", `{"hourly_units":{},"hourly":{"time":["2020-01-01T00:00"],"temperature_2m":[],"relative_humidity_2m":[1]}}`, "0 values for 1 times", anywhere},
	} {
		_, err := Read("x", []byte(c.text), c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "x") {
			t.Errorf("%s: error %v, want x: … %q", c.what, err, c.want)
		}
	}
}

// TestGaps: blanks at both ends are trimmed, up to six hours interpolated, more
// refused or, where allowed, filled from the neighbouring days.
func TestGaps(t *testing.T) {
	blank := map[int]bool{}
	text := func() string {
		return csvText(newYear2022, 400*24, func(i int) string {
			if i < 30 || i >= 399*24 || blank[i] {
				return ","
			}
			return fmt.Sprintf("%g,50", float64(i%24)+float64(i/24)/100)
		})
	}
	for i := 1000; i < 1006; i++ {
		blank[i] = true
	}
	r, err := Read("x", []byte(text()), anywhere)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Hours) != 399*24-30 || !r.Start.Equal(newYear2022.Add(30*time.Hour)) {
		t.Errorf("%d hours from %s", len(r.Hours), r.Start)
	}
	a, b := r.Hours[999-30].DryBulbDegC, r.Hours[1006-30].DryBulbDegC
	for i := 1000; i < 1006; i++ {
		if want := a + (b-a)*float64(i-999)/7; math.Abs(r.Hours[i-30].DryBulbDegC-want) > 1e-9 {
			t.Errorf("hour %d: %g, want %g", i, r.Hours[i-30].DryBulbDegC, want)
		}
	}
	blank[1006] = true
	if _, err := Read("x", []byte(text()), anywhere); err == nil || !strings.Contains(err.Error(), "is missing for 7 hours from 2022-02-11T16:00Z to 2022-02-11T22:00Z") {
		t.Errorf("seven hours: %v", err)
	}
	allowed := anywhere
	allowed.AllowGaps = true
	if r, err = Read("x", []byte(text()), allowed); err != nil {
		t.Fatal(err)
	}
	// Days differ by 0.01 K and are whole around the gap: the mean of both.
	if got, want := r.Hours[1003-30].DryBulbDegC, float64(1003%24)+float64(1003/24)/100; math.Abs(got-want) > 1e-9 {
		t.Errorf("filled hour: %g, want %g", got, want)
	}
}

// TestCSVMapping: units, separators, zones and every kind of humidity.
func TestCSVMapping(t *testing.T) {
	const tDegC, rh, z = 20.0, 0.4, 200.0
	p := psychro.PressureAtAltitudePa(z)
	air := psychro.FromRelHumidity(tDegC, rh, p)
	dew := psychro.DewPointDegC(air.HumidityRatio, p)
	for _, c := range []struct {
		head, row string
		csv       CSVSpec
	}{
		{"when;T;RH", fmt.Sprintf("%.6f;%.6f", 9*tDegC/5+32, rh), CSVSpec{RelHumidityColumn: "RH", TempUnit: "degF", HumidityUnit: "fraction", Sep: "auto"}},
		{"when\tT\tTd", fmt.Sprintf("%.6f\t%.6f", tDegC+273.15, dew+273.15), CSVSpec{DewPointColumn: "Td", TempUnit: "K", Sep: "tab"}},
		{"when, T, Tw", fmt.Sprintf("%.6f, %.6f", tDegC, air.WetBulbDegC), CSVSpec{WetBulbColumn: "Tw"}},
		{"when,T,RH,p", fmt.Sprintf("%g,%g,%.6f", tDegC, 100*rh, p/1000), CSVSpec{RelHumidityColumn: "RH", PressureColumn: "p", PressureUnit: "kPa"}},
		{"when,T,RH,p", fmt.Sprintf("%g,%g,1013.25", tDegC, 100*rh), CSVSpec{RelHumidityColumn: "RH", PressureColumn: "p", PressureLevel: "sea"}},
	} {
		var b strings.Builder
		b.WriteString(c.head + "\n")
		for i := range 8760 {
			at := newYear2022.Add(time.Duration(i) * time.Hour)
			fmt.Fprintf(&b, "%s%c%s\n", at.Add(2*time.Hour).Format("2006-01-02 15:04:05"), c.head[4], c.row)
		}
		c.csv.TimeColumn, c.csv.DryBulbColumn, c.csv.UTCOffsetH = "when", "T", 2
		r, err := Read("x", []byte(b.String()), Options{Format: FormatCSV, AltitudeM: z, CSV: c.csv})
		if err != nil {
			t.Errorf("%s: %v", c.head, err)
			continue
		}
		h := r.Hours[100]
		if !r.Start.Equal(newYear2022) || math.Abs(h.DryBulbDegC-tDegC) > 1e-5 || math.Abs(h.RelHumidity-rh) > 1e-5 || math.Abs(h.PressurePa-p) > 0.5 {
			t.Errorf("%s: %s, %+v", c.head, r.Start, h)
		}
	}
}

// TestOpenMeteoPlace: the lines before the table give place, altitude and zone.
func TestOpenMeteoPlace(t *testing.T) {
	var b strings.Builder
	b.WriteString("latitude,longitude,elevation,utc_offset_seconds,timezone,timezone_abbreviation\n48.8,2.3,38.0,3600,Europe/Paris,CET\n\n")
	b.WriteString("time,temperature_2m (°C),dew_point_2m (°C),surface_pressure (hPa)\n")
	for i := range 8760 {
		fmt.Fprintf(&b, "%s,15,15,1000\n", newYear2022.Add(time.Duration(i)*time.Hour).Format("2006-01-02T15:04"))
	}
	r, err := Read("x", []byte(b.String()), Options{AltitudeM: math.NaN()})
	if err != nil {
		t.Fatal(err)
	}
	if r.LatDeg != 48.8 || r.LonDeg != 2.3 || r.ElevationM != 38 || r.UTCOffsetH != 1 || !r.Start.Equal(newYear2022.Add(-time.Hour)) {
		t.Errorf("%s, %g, %g, %g m, %+g h", r.Start, r.LatDeg, r.LonDeg, r.ElevationM, r.UTCOffsetH)
	}
	if h := r.Hours[0]; h.RelHumidity != 1 || h.PressurePa != 1e5 {
		t.Errorf("%+v", h)
	}
	bad := strings.Replace(b.String(), "(°C)", "(°F)", 1)
	if _, err := Read("x", []byte(bad), Options{AltitudeM: math.NaN()}); err == nil || !strings.Contains(err.Error(), `"°F"`) {
		t.Errorf("Fahrenheit: %v", err)
	}
}
