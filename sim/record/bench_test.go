package record

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"caloduc/sim"
)

// signals is a world of n channels as a campus has them: some constant, some
// with the day and the year, most of those with noise.
type signals struct {
	reg    *Registry
	values []float64
	noise  []float64
}

func newSignals(n int) *signals {
	s := &signals{reg: NewRegistry(), values: make([]float64, n), noise: make([]float64, 4096)}
	g := s.reg.Root().Group("campus.Fouju", "Fouju")
	for i := range s.values {
		g.Channel(&s.values[i], fmt.Sprintf("load_%d_MW", i), "a signal for measuring")
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range s.noise {
		s.noise[i] = rng.NormFloat64()
	}
	return s
}

// set gives every channel its value of a minute.
func (s *signals) set(m sim.Minute) {
	day := math.Sin(2 * math.Pi * float64(m) / float64(sim.Day))
	year := math.Sin(2 * math.Pi * float64(m) / float64(365*sim.Day))
	for i := range s.values {
		switch i % 5 {
		case 0:
			s.values[i] = float64(i)
		case 1:
			s.values[i] = 20 + 8*year + 5*day
		default:
			s.values[i] = 100 + 30*year + 10*day + s.noise[(int(m)*7+i*13)&4095]
		}
	}
}

func testCalendar(tb testing.TB, start string, years int) sim.Calendar {
	tb.Helper()
	t, err := time.Parse("2006-01-02", start)
	if err != nil {
		tb.Fatal(err)
	}
	cal, err := sim.NewCalendar(t, years, "Europe/Paris")
	if err != nil {
		tb.Fatal(err)
	}
	return cal
}

// BenchmarkMinute measures the recorder without a file, the signals standing
// still; ns/channel is the time of one channel and minute.
func BenchmarkMinute(b *testing.B) {
	s := newSignals(120)
	r, err := NewRecorder(s.reg, testCalendar(b, "2026-01-01", 400), Options{})
	if err != nil {
		b.Fatal(err)
	}
	s.set(1000)
	b.ReportAllocs()
	b.ResetTimer()
	for m := range b.N {
		if err := r.Minute(sim.Minute(m)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/120, "ns/channel")
}

// BenchmarkYear records simulated years of 120 channels, with and without the
// hourly file; both copy the signals' values every minute. ns/op is a year.
func BenchmarkYear(b *testing.B) {
	s := newSignals(120)
	days := make([][]float64, 7*sim.Day)
	for m := range days {
		s.set(sim.Minute(m))
		days[m] = append([]float64(nil), s.values...)
	}
	for _, file := range []string{"", "hourly.parquet"} {
		b.Run("file="+file, func(b *testing.B) {
			o := Options{}
			if file != "" {
				o.Path = filepath.Join(b.TempDir(), file)
			}
			r, err := NewRecorder(s.reg, testCalendar(b, "2026-01-01", b.N), o)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			b.ResetTimer()
			for m := range r.cal.End() {
				copy(s.values, days[int(m)%len(days)])
				if err := r.Minute(m); err != nil {
					b.Fatal(err)
				}
			}
			if err := r.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkTable measures a year of hourly rows handed to the file.
func BenchmarkTable(b *testing.B) {
	s := newSignals(120)
	const hours = 8760
	year := make([][]float32, hours)
	for h := range year {
		row := make([]float32, 0, 360)
		low, high, sum := make([]float64, 120), make([]float64, 120), make([]float64, 120)
		for k := range 6 {
			s.set(sim.Minute(h*60 + k*10))
			for i, v := range s.values {
				if k == 0 {
					low[i], high[i] = v, v
				}
				low[i], high[i], sum[i] = min(low[i], v), max(high[i], v), sum[i]+v
			}
		}
		for i := range sum {
			row = append(row, float32(sum[i]/6), float32(low[i]), float32(high[i]))
		}
		year[h] = row
	}
	path := filepath.Join(b.TempDir(), "hourly.parquet")
	t, err := newTable(path, s.reg.Channels, seriesParts, hourlyGroupRows, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for y := range b.N {
		for h, row := range year {
			n := t.row(int64(y*hours+h) * 3_600_000)
			for c, v := range row {
				t.set(n, c, v)
			}
			if err := t.rowDone(); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := t.close(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/float64(b.N)/1e6, "MB/year")
}
