package experiments

import (
	"context"
	"path/filepath"
	"runtime"
	"testing"

	"caloduc/sim"
	"caloduc/sim/record"
)

// worldOf builds the world of an experiment.
func worldOf(tb testing.TB, file string, sets ...string) *World {
	tb.Helper()
	spec, _, err := Load(file, sets)
	if err != nil {
		tb.Fatal(err)
	}
	w, err := Build(spec)
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

// minutes advances a world by b.N minutes in one loop, records included where a
// recorder is given. Events are the engine's; between events a minute allocates
// nothing.
func minutes(b *testing.B, w *World, rec *record.Recorder) {
	b.ReportAllocs()
	b.ResetTimer()
	err := w.engine.Run(context.Background(), min(sim.Minute(b.N), w.cal.End()), w.component, func(m sim.Minute) error {
		if err := w.minute(m); err != nil || rec == nil {
			return err
		}
		return rec.Minute(m)
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)*365.25*1440/1e9, "s/year")
}

// BenchmarkCampusMinute is one campus with its reactor and line, everything on.
func BenchmarkCampusMinute(b *testing.B) {
	w := worldOf(b, oneCampus, "years=40", "spin_up_d=0")
	minutes(b, w, nil)
}

// BenchmarkCampusMinuteRecorded writes the hourly records too: at most 0.25 s a
// year.
func BenchmarkCampusMinuteRecorded(b *testing.B) {
	w := worldOf(b, oneCampus, "years=40", "spin_up_d=0")
	rec, err := record.NewRecorder(w.record, w.cal, record.Options{Path: filepath.Join(b.TempDir(), "hourly.parquet")})
	if err != nil {
		b.Fatal(err)
	}
	defer rec.Abort()
	minutes(b, w, rec)
}

// BenchmarkFlagshipMinute is the bundled flagship from its last year on, all
// halls open, with hourly records.
func BenchmarkFlagshipMinute(b *testing.B) {
	w := worldOf(b, "france-3gw.toml", "start=2035-01-01", "years=40", "spin_up_d=0")
	rec, err := record.NewRecorder(w.record, w.cal, record.Options{Path: filepath.Join(b.TempDir(), "hourly.parquet")})
	if err != nil {
		b.Fatal(err)
	}
	defer rec.Abort()
	minutes(b, w, rec)
}

// BenchmarkNetworkMinute is the bundled French network with market, fleet and five campuses,
// with hourly records: at most 2 s of user time a year.
func BenchmarkNetworkMinute(b *testing.B) {
	w := worldOf(b, "france-network.toml", "years=40", "spin_up_d=0")
	rec, err := record.NewRecorder(w.record, w.cal, record.Options{Path: filepath.Join(b.TempDir(), "hourly.parquet")})
	if err != nil {
		b.Fatal(err)
	}
	defer rec.Abort()
	minutes(b, w, rec)
}

// BenchmarkFlagship is the whole run, from the file to the stored result.
func BenchmarkFlagship(b *testing.B) {
	for i := range b.N {
		runInto(b, filepath.Join(b.TempDir(), string(rune('a'+i))), "france-3gw.toml")
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/10, "s/year")
}

// TestAMinuteAllocatesNothing steps a world between events: with no training
// runs, no reactor and no faults nothing but physics is left.
func TestAMinuteAllocatesNothing(t *testing.T) {
	w := worldOf(t, oneCampus, "spin_up_d=0", "campus.workload.backlog=0", "campus.workload.initial_busy_fraction=0")
	defer w.engine.Close()
	rec, err := record.NewRecorder(w.record, w.cal, record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m := sim.Minute(0)
	for ; m < sim.Day; m++ {
		if err := w.minute(m); err != nil {
			t.Fatal(err)
		}
		if err := rec.Minute(m); err != nil {
			t.Fatal(err)
		}
	}
	if n := testing.AllocsPerRun(5000, func() {
		w.minute(m)
		rec.Minute(m)
		m++
	}); n != 0 {
		t.Errorf("%v allocations a minute", n)
	}
}

// TestMemoryDoesNotGrowWithTheSpan compares the live heap after three and after
// six years of the same world: by then the buffers of the hourly file are full.
func TestMemoryDoesNotGrowWithTheSpan(t *testing.T) {
	heap := func(years int) float64 {
		spec, _, err := Load(oneCampus, []string{"years=8", "spin_up_d=0", "campus.hall.racks=20", "campus.workload.min_hall_fraction=1"})
		if err != nil {
			t.Fatal(err)
		}
		w, err := Build(spec)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := record.NewRecorder(w.record, w.cal, record.Options{Path: filepath.Join(t.TempDir(), "hourly.parquet")})
		if err != nil {
			t.Fatal(err)
		}
		defer rec.Abort()
		live := func() float64 {
			var s runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&s)
			return float64(s.HeapAlloc) / 1e6
		}
		before := live()
		if err := w.engine.Run(context.Background(), sim.Minute(years)*365*sim.Day, w.component, func(m sim.Minute) error {
			if err := w.minute(m); err != nil {
				return err
			}
			return rec.Minute(m)
		}); err != nil {
			t.Fatal(err)
		}
		grown := live() - before
		runtime.KeepAlive(w)
		runtime.KeepAlive(rec)
		return grown
	}
	if short, long := heap(3), heap(6); long > short+4 {
		t.Errorf("%.1f MB of heap after three years, %.1f MB after six", short, long)
	}
}
