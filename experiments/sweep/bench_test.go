package sweep

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"caloduc/experiments"
	"caloduc/experiments/result"
	"caloduc/sim"
)

// parts are the files that a run leaves, by name.
type parts map[string][]byte

// usual returns the files of a real run of one year.
func usual(b *testing.B) parts {
	b.Helper()
	o := quietly(b, b.TempDir())
	if err := Run(context.Background(), experiment(b, ""), o); err != nil {
		b.Fatal(err)
	}
	left := parts{}
	for path, text := range contents(b, filepath.Join(o.Out, result.RunsDir)) {
		left[filepath.Base(path)] = []byte(text)
	}
	return left
}

// write loads a point, as every run must, and leaves the files of a run.
func (left parts) write(dir string, src source, p Point) error {
	if _, _, err := src.load(p); err != nil {
		return err
	}
	for name, text := range left {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// standIn is a run without its minutes.
func (left parts) standIn(ctx context.Context, dir, home string, src source, p Point, progress experiments.Progress) error {
	return left.write(dir, src, p)
}

// alone leaves the files of n runs as n runs that are no sweep do, each brought to
// disk, and returns how long that takes.
func (left parts) alone(b *testing.B, file string, n int) time.Duration {
	b.Helper()
	_, base, err := experiments.Load(file, nil)
	if err != nil {
		b.Fatal(err)
	}
	src, own := source{"experiment.toml", base}, maps.Clone(left)
	delete(own, totalsFile) // a sweep's only
	dirs := b.TempDir()
	began := time.Now()
	for i := range n {
		dir := filepath.Join(dirs, strconv.Itoa(i))
		if err := os.Mkdir(dir, 0o777); err != nil {
			b.Fatal(err)
		}
		if err := own.write(dir, src, Point{sets: []string{"seed=" + strconv.Itoa(i+1)}}); err != nil {
			b.Fatal(err)
		}
		for name := range own {
			if err := syncPath(filepath.Join(dir, name)); err != nil {
				b.Fatal(err)
			}
		}
		if err := syncPath(dir); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(began)
}

// oneCore runs a sweep by one worker on one core.
func oneCore(b *testing.B, file string, sets ...string) {
	b.Helper()
	o := quietly(b, b.TempDir())
	o.Jobs, o.Sets = 1, sets
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	b.ResetTimer()
	if err := Run(context.Background(), file, o); err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
}

// BenchmarkOverhead is what a sweep of many runs takes longer on one core than the
// same runs one after another, their minutes left out: their places in the design,
// their identities, their totals, the table. At most 2 ms a run.
func BenchmarkOverhead(b *testing.B) {
	left := usual(b)
	runPoint = left.standIn
	defer func() { runPoint = simulate }()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	n := max(2, b.N)
	file := experiment(b, seeds(n))
	oneCore(b, file)
	alone := left.alone(b, file, n)
	b.ReportMetric(alone.Seconds()*1e3/float64(n), "ms-alone/run")
	b.ReportMetric((b.Elapsed()-alone).Seconds()*1e3/float64(n), "ms/run")
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

// stopwatch adds up the time that runs spend on their minutes.
type stopwatch struct {
	experiments.Progress
	began time.Time
	spent time.Duration
}

// Start implements experiments.Progress.
func (s *stopwatch) Start(cal sim.Calendar) {
	s.Progress.Start(cal)
	s.began = time.Now()
}

// Done implements experiments.Progress.
func (s *stopwatch) Done() {
	s.spent += time.Since(s.began)
	s.Progress.Done()
}

// BenchmarkOutsideMinutes is all that a sweep of real runs does beside their
// minutes, the runs' own part included (the world built, the files written), with
// weather of a site and out of a file.
func BenchmarkOutsideMinutes(b *testing.B) {
	epw := filepath.Join(b.TempDir(), "site.epw")
	if err := os.WriteFile(epw, typicalYear(), 0o666); err != nil {
		b.Fatal(err)
	}
	for _, weather := range []string{"site = \"Paris\"", "file = \"" + epw + "\""} {
		b.Run(weather[:len("site")], func(b *testing.B) {
			var watch stopwatch
			runPoint = func(ctx context.Context, dir, home string, src source, p Point, progress experiments.Progress) error {
				watch.Progress = progress
				return simulate(ctx, dir, home, src, p, &watch)
			}
			defer func() { runPoint = simulate }()
			oneCore(b, experiment(b, seeds(max(2, b.N))), "weather.paris={"+weather+"}")
			b.ReportMetric((b.Elapsed()-watch.spent).Seconds()*1e3/float64(b.N), "ms/run")
			b.ReportMetric(watch.spent.Seconds()*1e3/float64(b.N), "ms-of-minutes/run")
		})
	}
}

// BenchmarkResume is what a finished run costs when the sweep is started again.
func BenchmarkResume(b *testing.B) {
	runPoint = usual(b).standIn
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

// BenchmarkScaling is the same sweep of real runs by one worker on one core and by
// two on two: at least 1.9 times the work where the machine has two free cores.
// What it has is read beside it: runs that share nothing but the machine (what they
// lose, no sweep can win), and the share of two cores' time that the sweep used.
func BenchmarkScaling(b *testing.B) {
	const n = 48
	file := experiment(b, seeds(n))
	swept, apart := map[int]time.Duration{}, map[int]time.Duration{}
	var idle, total float64
	for range b.N {
		for _, cores := range []int{1, 2} {
			idleBefore, totalBefore := cpuSeconds()
			swept[cores] += onCores(cores, func() error {
				o := quietly(b, filepath.Join(b.TempDir(), "sweep"))
				o.Jobs = cores
				return Run(context.Background(), file, o)
			}, b)
			if cores == 2 {
				idleAfter, totalAfter := cpuSeconds()
				idle += idleAfter - idleBefore
				total += totalAfter - totalBefore
			}
			apart[cores] += onCores(cores, func() error {
				var g errgroup.Group
				for part := range cores {
					dir := b.TempDir()
					g.Go(func() error { return inARow(file, dir, 1+part*n/cores, n/cores) })
				}
				return g.Wait()
			}, b)
		}
	}
	b.ReportMetric(swept[1].Seconds()/swept[2].Seconds(), "times")
	b.ReportMetric(apart[1].Seconds()/apart[2].Seconds(), "times-apart")
	b.ReportMetric(1-idle/total, "busy")
	b.ReportMetric(n*float64(b.N)/swept[2].Seconds(), "years/s")
}

// cpuSeconds returns for how long the program's cores have been idle, and for how
// long they have been at all.
func cpuSeconds() (idle, total float64) {
	runtime.GC() // which brings them up to date
	m := []metrics.Sample{{Name: "/cpu/classes/idle:cpu-seconds"}, {Name: "/cpu/classes/total:cpu-seconds"}}
	metrics.Read(m)
	return m[0].Value.Float64(), m[1].Value.Float64()
}

// onCores returns how long work takes on that many cores.
func onCores(cores int, work func() error, b *testing.B) time.Duration {
	b.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	began := time.Now()
	if err := work(); err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}

// inARow makes n runs, one after another, from a seed on.
func inARow(file, dir string, seed, n int) error {
	for i := range n {
		spec, resolved, err := experiments.Load(file, []string{"seed=" + strconv.Itoa(seed+i)})
		if err != nil {
			return err
		}
		home := filepath.Join(dir, strconv.Itoa(i))
		if err := os.Mkdir(home, 0o777); err != nil {
			return err
		}
		if _, err := experiments.RunInto(context.Background(), home, home, "experiment.toml", spec, resolved, experiments.NewProgress(os.Stderr, true)); err != nil {
			return err
		}
	}
	return nil
}
