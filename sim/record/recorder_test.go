package record

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"caloduc/sim"
)

// record runs a span of minutes, set giving the values.
func record(tb rapid.TB, r *Recorder, minutes sim.Minute, set func(sim.Minute)) {
	tb.Helper()
	for m := range minutes {
		set(m)
		if err := r.Minute(m); err != nil {
			tb.Fatal(err)
		}
	}
}

func newRecorder(tb testing.TB, reg *Registry, cal sim.Calendar, o Options) *Recorder {
	tb.Helper()
	r, err := NewRecorder(reg, cal, o)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// A ramp that starts again every hour has known hours: were one minute booked to
// a neighbouring hour, minimum, maximum and mean would all show it.
func TestHoursBeginAndEndOnTheMinute(t *testing.T) {
	var ramp, step float64
	reg := NewRegistry()
	g := reg.Root().Group("campus.Fouju", "Fouju")
	g.Channel(&ramp, "ramp_MW", "minute of the hour plus the hour")
	g.Channel(&step, "supply_temp_degC", "below zero, one value an hour")
	path := filepath.Join(t.TempDir(), "hourly.parquet")
	cal := testCalendar(t, "2027-12-30", 1)
	r := newRecorder(t, reg, cal, Options{Path: path, Metadata: map[string]string{"title": "ramp"}})
	record(t, r, cal.End(), func(m sim.Minute) {
		ramp = float64(m%60) + float64(m/60)
		step = -0.1 * float64(m/60)
	})
	if _, err := os.Stat(path); err == nil {
		t.Error("the file bears its name before Close")
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}

	f, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	times, err := f.Times()
	if err != nil {
		t.Fatal(err)
	}
	if len(times) != 366*24 || f.Rows() != len(times) { // 2028 has a 29 February
		t.Fatalf("%d hours", len(times))
	}
	var columns [2][3][]float32
	for c, name := range []string{"campus.Fouju.ramp_MW", "campus.Fouju.supply_temp_degC"} {
		for k, part := range []string{".mean", ".min", ".max"} {
			if columns[c][k], err = f.Floats(name + part); err != nil {
				t.Fatal(err)
			}
		}
	}
	for h, at := range times {
		if want := cal.Start().Add(time.Duration(h) * time.Hour); !at.Equal(want) || at.Location() != time.UTC {
			t.Fatalf("hour %d begins at %v, want %v", h, at, want)
		}
		x := float64(h)
		for k, want := range []float64{x + 29.5, x, x + 59} {
			if columns[0][k][h] != float32(want) {
				t.Fatalf("hour %d: ramp column %d is %v, want %v", h, k, columns[0][k][h], want)
			}
			if want := float32(-0.1 * x); columns[1][k][h] != want {
				t.Fatalf("hour %d: constant column %d is %v, want %v", h, k, columns[1][k][h], want)
			}
		}
	}
	paths := f.parquet.Schema().Columns()
	for i, want := range []string{"time", "campus.Fouju.ramp_MW.mean", "campus.Fouju.ramp_MW.min", "campus.Fouju.ramp_MW.max"} {
		if len(paths) != 7 || len(paths[i]) != 1 || paths[i][0] != want {
			t.Errorf("column %d is %q, want the flat column %q", i, paths[i], want)
		}
	}
	if title, _ := f.Metadata("title"); title != "ramp" {
		t.Errorf("metadata title %q", title)
	}
	want := ChannelInfo{"campus.Fouju.supply_temp_degC", "campus.Fouju", "Fouju: supply temp", "degC", "°C", "below zero, one value an hour", nil}
	if got := f.Channels(); len(got) != 2 || !reflect.DeepEqual(got[1], want) {
		t.Errorf("channels %+v", got)
	}
}

func TestMinuteFileHoldsTheWindow(t *testing.T) {
	var a, b, c float64
	reg := NewRegistry()
	hall := reg.Root().Group("campus.Fouju", "Fouju").Group("hall.H1", "hall H1")
	hall.Channel(&a, "it_power_MW", "")
	hall.Meter(&b, "loss_MW", "")
	reg.Root().Group("campus.Fou", "Fou").Channel(&c, "it_power_MW", "")
	cal := testCalendar(t, "2026-01-01", 1)
	path := filepath.Join(t.TempDir(), "minute.parquet")
	from := 3*sim.Day + 17
	r := newRecorder(t, reg, cal, Options{MinutePath: path, MinuteChannels: []string{"campus.Fouju"}, MinuteFrom: from, MinuteTo: from + 50_000})
	record(t, r, 60*sim.Day, func(m sim.Minute) { a, b = float64(m), -float64(m) })
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	times, err := f.Times()
	if err != nil || len(times) != 50_000 {
		t.Fatalf("%d minutes, %v", len(times), err)
	}
	for name, sign := range map[string]float32{"campus.Fouju.hall.H1.it_power_MW": 1, "campus.Fouju.hall.H1.loss_MW": -1} {
		values, err := f.Floats(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range values {
			if v != sign*float32(from+sim.Minute(i)) || !times[i].Equal(cal.Time(from+sim.Minute(i))) {
				t.Fatalf("%s: row %d is %v at %v", name, i, v, times[i])
			}
		}
	}
	if _, err := f.Floats("campus.Fou.it_power_MW"); err == nil {
		t.Error("a scope stands for another that begins alike")
	}
}

func TestMinuteFileRefusesUnknownNamesAndEmptyWindows(t *testing.T) {
	var a float64
	reg := NewRegistry()
	reg.Root().Channel(&a, "x_MW", "")
	dir := t.TempDir()
	cal := testCalendar(t, "2026-01-01", 1)
	for _, o := range []Options{
		{MinuteChannels: []string{"x_MW", "y_MW"}},
		{MinuteChannels: []string{"x_MW"}, MinuteFrom: 10, MinuteTo: 10},
	} {
		o.Path, o.MinutePath = filepath.Join(dir, "h"), filepath.Join(dir, "m")
		if _, err := NewRecorder(reg, cal, o); err == nil {
			t.Errorf("%+v: accepted", o)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%+v: left %v", o, left)
		}
	}
}

func TestNotFiniteIsRefusedByNameAndTime(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e39} {
		for _, meter := range []bool{false, true} {
			if meter && finite(bad) {
				continue // a meter is not stored in 32 bits
			}
			var good, x float64
			reg := NewRegistry()
			g := reg.Root().Group("hall.H1", "hall H1")
			g.Channel(&good, "it_power_MW", "")
			if meter {
				g.Meter(&x, "loss_MW", "")
			} else {
				g.Channel(&x, "loss_MW", "")
			}
			r := newRecorder(t, reg, testCalendar(t, "2028-02-29", 1), Options{})
			var err error
			for m := sim.Minute(0); err == nil && m < 2*sim.Day; m++ {
				x = 1
				if m == 13*sim.Hour+5 {
					x = bad
				}
				err = r.Minute(m)
			}
			if err == nil || !strings.Contains(err.Error(), `"hall.H1.loss_MW"`) || !strings.Contains(err.Error(), "2028-02-29 13:00 UTC") {
				t.Errorf("%v, meter %v: error %v", bad, meter, err)
			}
		}
	}
}

func TestMinutesComeInOrder(t *testing.T) {
	cal := testCalendar(t, "2026-01-01", 1)
	r := newRecorder(t, NewRegistry(), cal, Options{})
	if err := r.Minute(1); err == nil {
		t.Error("minute 1 accepted before minute 0")
	}
	record(t, r, cal.End(), func(sim.Minute) {})
	for m := cal.End(); ; m++ {
		if err := r.Minute(m); err != nil {
			break
		} else if m > cal.End()+sim.Hour {
			t.Fatal("minutes accepted after the experiment's end")
		}
	}
}

func TestCloseWithinAnHourFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hourly.parquet")
	r := newRecorder(t, newSignals(1).reg, testCalendar(t, "2026-01-01", 1), Options{Path: path})
	record(t, r, 90, func(sim.Minute) {})
	if err := r.Close(); err == nil {
		t.Error("half an hour was lost without a word")
	}
}

func TestFileOfNoHoursOpens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hourly.parquet")
	r := newRecorder(t, newSignals(2).reg, testCalendar(t, "2026-01-01", 1), Options{Path: path})
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if times, err := f.Times(); err != nil || len(times) != 0 || len(f.Channels()) != 2 {
		t.Errorf("%v, %v", times, err)
	}
}

func TestEqualRunsGiveEqualBytes(t *testing.T) {
	var files [2][]byte
	for i := range files {
		s := newSignals(7)
		path := filepath.Join(t.TempDir(), "hourly.parquet")
		r := newRecorder(t, s.reg, testCalendar(t, "2026-01-01", 2), Options{Path: path,
			Metadata: map[string]string{"a": "1", "b": "2", "c": "3", "d": "4", "e": "5"}})
		record(t, r, 400*sim.Day, s.set)
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		var err error
		if files[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if string(files[0]) != string(files[1]) {
		t.Error("two equal runs gave different bytes")
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	r := newRecorder(t, newSignals(3).reg, testCalendar(t, "2026-01-01", 1), Options{
		Path: filepath.Join(dir, "hourly.parquet"), MinutePath: filepath.Join(dir, "minute.parquet"), MinuteChannels: []string{"campus"}})
	record(t, r, sim.Day, func(sim.Minute) {})
	if files, _ := filepath.Glob(filepath.Join(dir, "*.partial")); len(files) != 2 {
		t.Fatalf("unfinished files: %v", files)
	}
	if err := r.Abort(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

func TestMinuteAllocatesNothing(t *testing.T) {
	s := newSignals(40)
	r := newRecorder(t, s.reg, testCalendar(t, "2026-01-01", 1), Options{})
	m := sim.Minute(0)
	if n := testing.AllocsPerRun(int(25*sim.Day), func() {
		if err := r.Minute(m); err != nil {
			t.Fatal(err)
		}
		m++
	}); n != 0 {
		t.Errorf("%v allocations a minute", n)
	}
}

// Each hour is told as its integral, over the ends of days, where someone asks for totals
// within one, too.
func TestEachHourIsTold(t *testing.T) {
	var x, y float64
	reg := NewRegistry()
	g := reg.Root().Group("campus.Fouju", "Fouju")
	a, b := g.Channel(&x, "x_MW", "of the hour"), g.Meter(&y, "y_MW", "one")
	cal := testCalendar(t, "2027-12-30", 1)
	r := newRecorder(t, reg, cal, Options{})
	hours := 0
	r.EachHour([]ID{b, a}, func(hour []float64) {
		if want := float64(hours%7) + 0.5; math.Abs(hour[0]-1) > 1e-9 || math.Abs(hour[1]-want) > 1e-9*want {
			t.Fatalf("hour %d: %v, want 1 and %g", hours, hour, want)
		}
		hours++
	})
	record(t, r, 5*sim.Day, func(m sim.Minute) {
		x, y = float64((m/60)%7)+0.5, 1
		if m == 30*60 {
			r.Totals()
		}
	})
	if hours != 5*24 {
		t.Errorf("%d hours", hours)
	}
}
