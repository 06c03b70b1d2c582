package sweep

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"caloduc/experiments"
)

// nothing stands in for a run: it loads its point, as every run must, and writes
// what a short run writes.
func nothing(ctx context.Context, dir, home string, src source, p Point, progress experiments.Progress) error {
	for _, name := range []string{"manifest", "kpis.csv", "resolved.toml", totalsFile} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkOverhead is all that a sweep does for a run beside the run: its place
// in the design, its identity, its directory, its way to disk, its row. At most
// 2 ms a run on one core.
func BenchmarkOverhead(b *testing.B) {
	runPoint = nothing
	defer func() { runPoint = simulate }()
	o := quietly(b, b.TempDir())
	o.Jobs = 1
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	file := experiment(b, seeds(max(2, b.N)))
	b.ResetTimer()
	if err := Run(context.Background(), file, o); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N), "ms/run")
}

// BenchmarkOverheadWithFile is BenchmarkOverhead with a world built for every run
// of weather from a file: what all runs share is read once. At most 2 ms a run.
func BenchmarkOverheadWithFile(b *testing.B) {
	runPoint = built
	defer func() { runPoint = simulate }()
	o := quietly(b, b.TempDir())
	o.Jobs = 1
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	epw := filepath.Join(b.TempDir(), "site.epw")
	if err := os.WriteFile(epw, typicalYear(), 0o666); err != nil {
		b.Fatal(err)
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(epw, old, old); err != nil {
		b.Fatal(err)
	}
	o.Sets = []string{"weather.paris={file=\"" + epw + "\"}"}
	file := experiment(b, seeds(max(2, b.N)))
	b.ResetTimer()
	if err := Run(context.Background(), file, o); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N), "ms/run")
}

// built stands in for a run up to its first minute.
func built(ctx context.Context, dir, home string, src source, p Point, progress experiments.Progress) error {
	spec, resolved, err := src.load(p)
	if err != nil {
		return err
	}
	if _, err := experiments.Build(spec); err != nil {
		return err
	}
	if _, err := resolved.Hash(); err != nil {
		return err
	}
	return nothing(ctx, dir, home, src, p, progress)
}

// typicalYear is an EPW file of 8760 hours.
func typicalYear() []byte {
	var b bytes.Buffer
	b.WriteString("LOCATION,Somewhere,-,FRA,TEST,071490,48.73,2.40,1.0,90.0\nDESIGN CONDITIONS,0\nTYPICAL/EXTREME PERIODS,0\nGROUND TEMPERATURES,0\n" +
		"HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0\nCOMMENTS 1,\nCOMMENTS 2,\nDATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31\n")
	for h := range 8760 {
		at := time.Date(2001, 1, 1, h, 0, 0, 0, time.UTC)
		t := 11 - 9*math.Cos(float64(h)/8760*2*math.Pi) - 4*math.Cos(float64(h)/24*2*math.Pi)
		fmt.Fprintf(&b, "%d,%d,%d,%d,60,?9?9?9?9E0?9?9?9?9?9?9?9?9?9?9?9?9?9?9?9*9*9?9?9?9,%.1f,%.1f,%d,%d,0,0,300,0,0,0,0,0,0,0,200,3.0,5,5,20.0,22000,9,999999999,10,0.1,0,88,0.2,0.0,0.0\n",
			at.Year(), at.Month(), at.Day(), at.Hour()+1, t, t-5, 70, 100300)
	}
	return b.Bytes()
}

// BenchmarkResume is what a finished run costs when the sweep is started again.
func BenchmarkResume(b *testing.B) {
	runPoint = nothing
	defer func() { runPoint = simulate }()
	o := quietly(b, b.TempDir())
	file := experiment(b, seeds(200))
	if err := Run(context.Background(), file, o); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := Run(context.Background(), file, o); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N)/200, "ms/run")
}

// BenchmarkScaling is the same sweep of real runs by one worker and by two: at
// least 1.9 times the work where two cores are free.
func BenchmarkScaling(b *testing.B) {
	file := experiment(b, seeds(24))
	took := map[int]time.Duration{}
	for range b.N {
		for _, jobs := range []int{1, 2} {
			o := quietly(b, filepath.Join(b.TempDir(), fmt.Sprint(jobs)))
			o.Jobs = jobs
			began := time.Now()
			if err := Run(context.Background(), file, o); err != nil {
				b.Fatal(err)
			}
			took[jobs] += time.Since(began)
		}
	}
	b.ReportMetric(took[1].Seconds()/took[2].Seconds(), "times")
	b.ReportMetric(24*float64(b.N)/took[2].Seconds(), "years/s")
}
