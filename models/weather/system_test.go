package weather

import (
	"math"
	"slices"
	"testing"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// specOf returns a spec with its defaults, changed.
func specOf(change func(*Spec)) *Spec {
	s := &Spec{}
	declare(s)
	change(s)
	return s
}

// declare sets the defaults of a spec and of the tables below it.
func declare(s *Spec) {
	s.Params(&param.Set{})
	s.CSV.Params(&param.Set{})
	s.River.Params(&param.Set{})
}

func entries(specs ...*Spec) (list []param.Entry[*Spec]) {
	for i, s := range specs {
		list = append(list, param.Entry[*Spec]{Name: string(rune('a' + i)), Spec: s})
	}
	return list
}

func calendar(t testing.TB, start string, years int) sim.Calendar {
	t.Helper()
	at, err := time.Parse("2006-01-02", start)
	if err != nil {
		t.Fatal(err)
	}
	c, err := sim.NewCalendar(at, years, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func streams(seed uint64) sim.Streams { return sim.Streams{Seed: seed} }

func newSystem(t testing.TB, cal sim.Calendar, spinUp sim.Minute, specs ...*Spec) *System {
	t.Helper()
	s, err := New(entries(specs...), cal, streams(1), spinUp)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func paris(change func(*Spec)) *Spec {
	return specOf(func(s *Spec) {
		s.Site = "Paris"
		if change != nil {
			change(s)
		}
	})
}

// TestWetBulbInterpolation measures what the linear course within the hour
// costs: the interpolated wet bulb against the exact one of the interpolated dry
// bulb, humidity ratio and pressure, over a generated year of every site. Where
// the wet bulb passes 0 degC the wicks of water and ice differ by up to 0.7 K at
// one temperature, and the line leads over that step.
func TestWetBulbInterpolation(t *testing.T) {
	var specs []*Spec
	for _, name := range SiteNames() {
		specs = append(specs, specOf(func(s *Spec) { s.Site = name }))
	}
	checkInterpolation(t, newSystem(t, calendar(t, "2026-01-01", 1), 0, specs...), 7, 0.2, 0.04)
}

// checkInterpolation checks every few minutes of a year against the greatest
// error allowed, K, and that of 99.9 % of the minutes.
func checkInterpolation(t *testing.T, s *System, every sim.Minute, most, most999 float64) {
	var same, step []float64
	for m := sim.Minute(0); m < 365*sim.Day; m++ {
		s.Step(m)
		for i := range s.sites {
			if m%every != 0 {
				continue
			}
			a, w := s.Air(i), &s.sites[i]
			e := math.Abs(a.WetBulbDegC - psychro.WetBulbDegC(a.DryBulbDegC, a.HumidityRatio, a.PressurePa))
			if (w.base.air.WetBulbDegC < 0) == (w.ahead.air.WetBulbDegC < 0) {
				same = append(same, e)
			} else {
				step = append(step, e)
			}
		}
	}
	slices.Sort(same)
	slices.Sort(step)
	worst, p999 := same[len(same)-1], same[len(same)*999/1000]
	t.Logf("wet bulb error: maximum %.4f K, 99.9 %% %.4f K, mean %.5f K", worst, p999, mean(same))
	if worst > most || p999 > most999 {
		t.Errorf("wet bulb error up to %.3f K, 99.9 %% up to %.3f K", worst, p999)
	}
	if n := len(step); n > 0 {
		t.Logf("over 0 degC (%.2g of the minutes): maximum %.3f K, mean %.3f K", float64(n)/float64(n+len(same)), step[n-1], mean(step))
		if step[n-1] > 0.72 {
			t.Errorf("wet bulb error up to %.3f K over 0 degC", step[n-1])
		}
	}
}

// TestStepIsContinuous: minutes follow one another without jumps, and the hour's
// first minute has the exact state of the whole hour.
func TestStepIsContinuous(t *testing.T) {
	s := newSystem(t, calendar(t, "2026-01-01", 1), 90, paris(nil))
	air := s.Air(0)
	var last psychro.Air
	for m := sim.Minute(-90); m < 10*sim.Day; m++ {
		s.Step(m)
		if m%60 == 0 {
			w := &s.sites[0]
			if *air != w.base.air || w.now.riverDegC != w.base.riverDegC {
				t.Fatalf("minute %d: %+v is not the hour's %+v", m, *air, w.base.air)
			}
		}
		if m > -90 && math.Abs(air.DryBulbDegC-last.DryBulbDegC) > 0.3 {
			t.Fatalf("minute %d: dry bulb jumps from %.2f to %.2f", m, last.DryBulbDegC, air.DryBulbDegC)
		}
		last = *air
	}
}

func TestStepRefusesGoingBack(t *testing.T) {
	s := newSystem(t, calendar(t, "2026-01-01", 1), 0, paris(nil))
	s.Step(5)
	defer func() {
		if recover() == nil {
			t.Error("Step(4) after Step(5) did not panic")
		}
	}()
	s.Step(4)
}

// TestSameWeather: the same seed gives the same weather, whatever other places
// there are; another seed gives another.
func TestSameWeather(t *testing.T) {
	cal := calendar(t, "2026-01-01", 1)
	alone := newSystem(t, cal, 0, paris(nil))
	other := newSystem(t, cal, 0, specOf(func(s *Spec) { s.Site = SiteNames()[len(SiteNames())-1] }), paris(nil))
	reseeded, err := New(entries(paris(nil)), cal, streams(2), 0)
	if err != nil {
		t.Fatal(err)
	}
	differs := false
	for m := sim.Minute(0); m < 3*sim.Day; m++ {
		alone.Step(m)
		other.Step(m)
		reseeded.Step(m)
		if *alone.Air(0) != *other.Air(1) {
			t.Fatalf("minute %d: %+v with another place, %+v alone", m, *other.Air(1), *alone.Air(0))
		}
		differs = differs || *alone.Air(0) != *reseeded.Air(0)
	}
	if !differs {
		t.Error("another seed gave the same weather")
	}
}

func TestDeclare(t *testing.T) {
	s := newSystem(t, calendar(t, "2026-01-01", 1), 0, paris(nil), paris(nil))
	r := record.NewRegistry()
	s.Declare(r.Root())
	if len(r.Channels) != 8 {
		t.Errorf("%d channels, want 8", len(r.Channels))
	}
	if _, ok := r.ByName("weather.a.wet_bulb_degC"); !ok {
		t.Error("no channel weather.a.wet_bulb_degC")
	}
	if s.Index("b") != 1 || s.Index("c") != -1 || len(s.sites) != 2 {
		t.Error("places not found by name")
	}
}

// TestDayAt: the record is laid on the calendar by month and day.
func TestDayAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2019, 1, 1, rapid.IntRange(0, 23).Draw(t, "hour"), 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 800).Draw(t, "offset"))
		days := rapid.IntRange(368, 1500).Draw(t, "days")
		r := &Record{Start: start, Hours: make([]Hour, 24*days)}
		r.joinEnds()
		if err := r.index(); err != nil {
			t.Fatal(err)
		}
		first := rapid.IntRange(2020, 2030).Draw(t, "first")
		at := time.Date(first-2, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 4000).Draw(t, "day"))
		i := r.DayAt(at, first)
		got := r.Start.Add(time.Duration(i) * time.Hour)
		if got.Hour() != 0 {
			t.Fatalf("%s begins at %s", at, got)
		}
		same := got.Month() == at.Month() && got.Day() == at.Day()
		leap := at.Month() == 2 && at.Day() == 29 && got.Month() == 2 && got.Day() == 28
		if !same && !leap {
			t.Fatalf("%s stands for %s", got, at)
		}
	})
}

func BenchmarkStep(b *testing.B) {
	names := SiteNames()
	var specs []*Spec
	for i := range 5 {
		specs = append(specs, specOf(func(s *Spec) { s.Site = names[i%len(names)] }))
	}
	s := newSystem(b, calendar(b, "2026-01-01", 40), 0, specs...)
	b.ReportAllocs()
	b.ResetTimer()
	m := sim.Minute(0)
	for b.Loop() {
		s.Step(m)
		m++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/5, "ns/site")
}

func BenchmarkStepFile(b *testing.B) {
	r := &Record{Start: time.Date(typicalYear, 1, 1, 0, 0, 0, 0, time.UTC), Hours: make([]Hour, hoursPerYear), Typical: true}
	for i := range r.Hours {
		r.Hours[i] = Hour{DryBulbDegC: 10 + 10*math.Sin(float64(i)/24), RelHumidity: 0.6 + 0.3*math.Cos(float64(i)/24), PressurePa: 1e5}
	}
	if err := r.index(); err != nil {
		b.Fatal(err)
	}
	s := newSystem(b, calendar(b, "2026-01-01", 40), 0, paris(nil))
	s.sites[0].rec, s.gen, s.genOf = r, nil, nil
	s.sites[0].enter(0, s.start)
	b.ReportAllocs()
	b.ResetTimer()
	m := sim.Minute(0)
	for b.Loop() {
		s.Step(m)
		m++
	}
}

func mean(x []float64) (m float64) {
	for _, v := range x {
		m += v / float64(len(x))
	}
	return m
}
