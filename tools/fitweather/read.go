package main

import (
	"fmt"
	"math"
	"path/filepath"
	"time"

	"caloduc/models/weather"
)

// record is a site's record in whole days of its own time.
type record struct {
	days []int64 // from 1970-01-01
	temp [][24]float64
	rh   [][24]float64
}

// read reads the site's files in order from a folder.
func (s *site) read(folder string) (*record, error) {
	r := &record{}
	for _, name := range s.files {
		f, err := weather.ReadFile(filepath.Join(folder, name), weather.Options{
			Format: weather.FormatAuto, AltitudeM: math.NaN(), FallbackAltitudeM: s.climate.ElevationM, HasFallback: true,
		})
		if err != nil {
			return nil, err
		}
		r.add(f, s.climate.OffsetHours)
	}
	if len(r.days) < 365 {
		return nil, fmt.Errorf("%d whole days are less than a year", len(r.days))
	}
	return r, nil
}

// add appends the whole days, in local time, of a file. A typical year is a
// circle and loses none.
func (r *record) add(f *weather.Record, offsetHours int) {
	first := f.Start.Add(time.Duration(offsetHours)*time.Hour).Unix() / 3600 // local hour of Hours[0]
	if n := len(f.Hours); f.Typical {
		turned := make([]weather.Hour, n)
		for i := range turned {
			turned[i] = f.Hours[((i-offsetHours)%n+n)%n]
		}
		f.Hours, first = turned, f.Start.Unix()/3600
	}
	lead := int((24 - first%24) % 24)
	for i := lead; i+24 <= len(f.Hours); i += 24 {
		day := (first + int64(i)) / 24
		if n := len(r.days); n > 0 && day <= r.days[n-1] {
			continue
		}
		r.addDay(day, f.Hours[i:i+24])
	}
}

// addDay appends a day.
func (r *record) addDay(day int64, hours []weather.Hour) {
	var temp, rh [24]float64
	for h, v := range hours {
		temp[h], rh[h] = v.DryBulbDegC, v.RelHumidity
	}
	r.days, r.temp, r.rh = append(r.days, day), append(r.temp, temp), append(r.rh, rh)
}

// leastRelHumidity bounds what the fit takes for weather: Lille's record has 62
// hours of 0 or 1 % in June 2024.
const leastRelHumidity = 0.02

// dryness is the humidity variable of the generator, √(−ln φ).
func dryness(rh float64) float64 {
	return math.Sqrt(-math.Log(min(max(rh, leastRelHumidity), 1)))
}
