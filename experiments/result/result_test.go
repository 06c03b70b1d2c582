package result

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/record"
)

// write makes a finished result of a small world in dir.
func write(tb testing.TB, dir string, years int) {
	tb.Helper()
	check := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	check(Begin(dir, false))
	cal, err := sim.NewCalendar(time.Date(2027, 11, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
	check(err)
	var it, fans float64
	reg := record.NewRegistry()
	hall := reg.Root().Group("campus.Fouju", "Fouju").Group("hall.H1", "hall H1")
	id := hall.Channel(&it, "it_power_MW", "electric power at the servers' inlets")
	hall.Meter(&fans, "fan_power_MW", "power of the fans")
	reg.Root().Group("campus.Lille", "Lille").Channel(&fans, "it_power_MW", "")
	hall.Indicator("it_energy_MWh", "", func(s record.Sums) float64 {
		if s.Of(id) == 0 {
			return math.NaN()
		}
		return s.Of(id)
	})
	r, err := record.NewRecorder(reg, cal, record.Options{
		Path: filepath.Join(dir, HourlyFile), MinutePath: filepath.Join(dir, MinuteFile),
		MinuteChannels: []string{"campus.Fouju.hall.H1.fan_power_MW"}, MinuteFrom: 60, MinuteTo: 180})
	check(err)
	for m := range cal.End() {
		fans = float64(m % 60)
		it = 0
		if m >= 30*sim.Day { // from December on
			it = 10 + float64(m%60)
		}
		check(r.Minute(m))
	}
	check(r.Close())
	var kpis bytes.Buffer
	check(r.WriteIndicators(&kpis))
	check(os.WriteFile(filepath.Join(dir, IndicatorsFile), kpis.Bytes(), 0o666))
	check(WriteManifest(dir, manifest()))
	check(Finish(dir))
}

func manifest() *Manifest {
	return &Manifest{SchemaVersion: SchemaVersion, ModelVersion: "7", Title: "π & <test>", Seed: 3, Years: 1,
		Start:    time.Date(2027, 11, 1, 0, 0, 0, 0, time.UTC),
		Balances: []Balance{{Scope: "campus.Fouju", Name: "heat", Throughput: 5, Residual: 1e-16}},
		Figures:  []Figure{{Name: "pue", Kind: "pue-over-years"}}}
}

func open(tb testing.TB, dir string) *Result {
	tb.Helper()
	r, err := Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { r.Close() })
	return r
}

func TestResultReadsBackWhatWasWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	write(t, dir, 1)
	r := open(t, dir)
	if !reflect.DeepEqual(r.Manifest(), manifest()) {
		t.Errorf("manifest %+v", r.Manifest())
	}

	scope := "campus.Fouju.hall.H1"
	months, values := r.Monthly("it_energy_MWh", scope)
	if len(months) != 12 || !math.IsNaN(values[0]) || values[1] != 31*24*39.5 || values[3] != 29*24*39.5 {
		t.Errorf("months %v %v", months, values)
	}
	if want := time.Date(2028, 2, 1, 0, 0, 0, 0, time.UTC); !months[3].Equal(want) {
		t.Errorf("the fourth month is %v", months[3])
	}
	years, values := r.Yearly("it_energy_MWh", scope)
	if len(years) != 2 || years[1].Year() != 2028 || values[0] != 31*24*39.5 {
		t.Errorf("years %v %v", years, values)
	}
	if got := r.Total("it_energy_MWh", scope); got != 336*24*39.5 {
		t.Errorf("total %v", got)
	}
	if got := r.Total("it_energy_MWh", "campus.Lille"); !math.IsNaN(got) {
		t.Errorf("total of nothing %v", got)
	}
	if rows, err := r.Indicators(); err != nil || len(rows) != 15 || rows[0].Unit != "MWh" {
		t.Errorf("%d rows, %v: %+v", len(rows), err, rows[0])
	}
}

func TestResultReadsSeries(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, 1)
	r := open(t, dir)
	times, err := r.Times()
	if err != nil || len(times) != 366*24 || !times[1].Equal(time.Date(2027, 11, 1, 1, 0, 0, 0, time.UTC)) {
		t.Fatalf("%d hours, %v", len(times), err)
	}
	s, err := r.Series("campus.Fouju.hall.H1.it_power_MW")
	if err != nil {
		t.Fatal(err)
	}
	if s.Channel.Symbol != "MW" || s.Channel.Label != "Fouju, hall H1: it power" {
		t.Errorf("channel %+v", s.Channel)
	}
	for h := range times {
		want := [3]float32{}
		if h >= 30*24 {
			want = [3]float32{39.5, 10, 69}
		}
		if got := [3]float32{s.Mean[h], s.Min[h], s.Max[h]}; got != want {
			t.Fatalf("hour %d: %v, want %v", h, got, want)
		}
	}
	if _, err := r.Series("campus.Fouju.hall.H1.fan_power_MW"); err == nil || !strings.Contains(err.Error(), "fan_power_MW") {
		t.Errorf("a meter is no series: %v", err)
	}
	minutes, err := r.MinuteTimes()
	if err != nil || len(minutes) != 120 {
		t.Errorf("%d minutes, %v", len(minutes), err)
	}
	values, err := r.MinuteValues("campus.Fouju.hall.H1.fan_power_MW")
	if err != nil || len(values) != 120 || values[61] != 1 {
		t.Errorf("minutes %v, %v", values, err)
	}
}

func TestMatch(t *testing.T) {
	var channels []Channel
	for _, name := range []string{"it_power_MW", "campus.A.hall.H1.it_power_MW", "campus.B.hall.H1.it_power_MW", "campus.A.exit_power_MW", "campus.A.it_power_MW.x"} {
		channels = append(channels, Channel{Name: name})
	}
	for pattern, want := range map[string][]int{
		"it_power_MW": {0, 1, 2}, "A.*it_power_MW": {1, 3}, "A.*.it_power_MW": {1}, "campus.*.it_power_MW": {1, 2}, "H1.it_power_MW": {1, 2}, "(": nil, "*_MW": {0, 1, 2, 3},
	} {
		var got []int
		for _, c := range Match(channels, pattern) {
			got = append(got, slices.IndexFunc(channels, func(x Channel) bool { return x.Name == c.Name }))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", pattern, got, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, 1)
	if err := os.WriteFile(filepath.Join(dir, IncompleteFile), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !errors.Is(err, ErrIncomplete) {
		t.Errorf("incomplete: %v", err)
	}
	os.Remove(filepath.Join(dir, IncompleteFile))
	newer := manifest()
	newer.SchemaVersion = SchemaVersion + 1
	if err := WriteManifest(dir, newer); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "newer caloduc") {
		t.Errorf("newer: %v", err)
	}
	for _, text := range []string{"{", "[]", `{"name":"a web page"}`} {
		os.WriteFile(filepath.Join(dir, ManifestFile), []byte(text), 0o666)
		if _, err := Open(dir); err == nil {
			t.Errorf("manifest %q opens", text)
		}
	}
	if _, err := Open(t.TempDir()); err == nil || !strings.Contains(err.Error(), "not a result") {
		t.Errorf("empty: %v", err)
	}
}

// BenchmarkSeries reads one channel of ten years: open, times, mean, min, max.
func BenchmarkSeries(b *testing.B) {
	dir := b.TempDir()
	write(b, dir, 10)
	b.ResetTimer()
	for range b.N {
		r, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		if _, err = r.Times(); err != nil {
			b.Fatal(err)
		}
		if _, err = r.Series("campus.Fouju.hall.H1.it_power_MW"); err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
}
