package weather

import (
	"math"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
)

// TestSharedFilesRun runs every shared file for two years, one of them a leap
// year, with a site that gives altitude and place where the file does not. At
// whole hours the air is the record's of the same month, day and hour.
func TestSharedFilesRun(t *testing.T) {
	cal := calendar(t, "2027-01-01", 2)
	for _, f := range sharedFiles {
		path := sharedWeather(t, f.files[0])
		s := newSystem(t, cal, 100, specOf(func(s *Spec) { s.Site, s.Files = "Paris", []string{path} }))
		rec := s.sites[0].rec
		for m := sim.Minute(-60); m < cal.End(); m += 60 {
			s.Step(m)
			at := cal.Time(m)
			h := rec.Hours[rec.DayAt(at.Truncate(24*time.Hour), 2027)+at.Hour()]
			if a := s.Air(0); a.DryBulbDegC != h.DryBulbDegC || a.PressurePa != h.PressurePa || math.IsNaN(a.WetBulbDegC) || a.WetBulbDegC > a.DryBulbDegC {
				t.Fatalf("%s, %s: %+v, record has %+v", f.site, at, *a, h)
			}
			if w := *s.RiverDegC(0); !(w >= 0 && w < 35) {
				t.Fatalf("%s, %s: river at %g degC", f.site, at, w)
			}
		}
		d := s.sites[0].design(0)
		lat, lon := s.Place(0)
		t.Logf("%-32s %6.2f %7.2f %4.0f m: design %.1f / %.1f wet / %.1f min, %.0f Pa (%s)", f.site, lat, lon, s.ElevationM(0),
			d.DryBulbDegC, d.WetBulbDegC, d.MinDryBulbDegC, d.PressurePa, d.Source)
		if !(d.WetBulbDegC > 18 && d.WetBulbDegC < 34 && d.DryBulbDegC > 30 && d.DryBulbDegC < 48 && d.MinDryBulbDegC < 23) {
			t.Errorf("%s: implausible design %+v", f.site, d)
		}
	}
}

// TestSharedWetBulbInterpolation is TestWetBulbInterpolation for real hours, but
// for two records with faults that reading tells of: Lille's relative humidity of
// 0 % and Lyon-Bron's drops by 20 K within an hour (errors of 0.6 and 1.4 K).
func TestSharedWetBulbInterpolation(t *testing.T) {
	var specs []*Spec
	for _, f := range sharedFiles {
		if strings.HasPrefix(f.site, "Lille") || strings.HasPrefix(f.site, "Lyon-Bron") {
			continue
		}
		specs = append(specs, specOf(func(s *Spec) { s.Site, s.Files = "Paris", []string{sharedWeather(t, f.files[0])} }))
	}
	checkInterpolation(t, newSystem(t, calendar(t, "2027-01-01", 1), 0, specs...), 7, 0.4, 0.08)
}

// TestSharedYearsCycle: Paris begins on 23 March 2021 and ends on 31 May 2025;
// the first simulated year takes its winter from 2022, the fifth its autumn from
// 2021.
func TestSharedYearsCycle(t *testing.T) {
	r := readShared(t, "FRA_openmeteo_weather_paris.2021-2025.csv.gz", 38)
	for _, c := range []struct{ simulated, record string }{
		{"2026-03-22", "2022-03-22"}, {"2026-03-23", "2021-03-23"}, {"2027-07-01", "2022-07-01"},
		{"2028-02-29", "2024-02-29"}, {"2030-05-31", "2025-05-31"}, {"2030-06-01", "2021-06-01"},
		{"2031-06-01", "2021-06-01"}, {"2025-12-31", "2021-12-31"},
	} {
		at, _ := time.Parse("2006-01-02", c.simulated)
		got := r.Start.Add(time.Duration(r.DayAt(at, 2026)) * time.Hour).Format("2006-01-02")
		if got != c.record {
			t.Errorf("%s is %s, want %s", c.simulated, got, c.record)
		}
	}
}

func BenchmarkReadSharedCSV(b *testing.B) {
	path := sharedWeather(b, "FRA_openmeteo_weather_paris.2021-2025.csv.gz")
	for b.Loop() {
		if _, err := ReadFile(path, Options{AltitudeM: 38}); err != nil {
			b.Fatal(err)
		}
	}
}
