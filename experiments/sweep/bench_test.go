package sweep

import (
	"context"
	"fmt"
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
