package market

import (
	"math"
	"testing"
	"time"

	"caloduc/sim"
)

// BenchmarkYear clears seven zones over a year of hours; the issue asks for 0.25 s.
func BenchmarkYear(b *testing.B) {
	m, hours := europeanYear(b)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		for i := range hours {
			m.Clear(&hours[i], &Inputs{NuclearMW: math.NaN(), NuclearLeastMW: math.NaN()})
		}
	}
}

// europeanYear returns the seven zones and the hours of 2026.
func europeanYear(t testing.TB) (*Market, []Hour) {
	t.Helper()
	m, err := New(specOf(t, ""), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return m, yearOf(2026)
}

func yearOf(year int) []Hour {
	var hours []Hour
	for at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() == year; at = at.Add(time.Hour) {
		hours = append(hours, HourAt(float64(len(hours)), at))
	}
	return hours
}
