package record

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"caloduc/sim"
)

func sampleRows(n int) *Rows {
	r := &Rows{Columns: []Column{{Name: "point", Kind: Whole}, {Name: "campus.Fouju.pue", Kind: Numbers, Unit: "", Meaning: "power usage effectiveness"},
		{Name: "name", Kind: Text}, {Name: "a.b", Kind: Numbers, Unit: "degC", Symbol: "°C"}},
		Len: n, Numbers: map[int][]float64{}, Integers: map[int][]int64{}, Texts: map[int][]string{}, Metadata: map[string]string{"z": "1", "a": "2", "k": "3"}}
	for i := range n {
		r.Integers[0] = append(r.Integers[0], int64(i))
		x, s := 1+float64(i)/7, "Fouju é"
		if i%3 == 1 {
			x, s = math.NaN(), ""
		}
		r.Numbers[1] = append(r.Numbers[1], x)
		r.Texts[2] = append(r.Texts[2], s)
		r.Numbers[3] = append(r.Numbers[3], -x)
	}
	return r
}

// What is written is read again, gaps included, and equal tables give equal
// bytes, over several row groups too.
func TestRowsComeBack(t *testing.T) {
	for _, n := range []int{0, 1, 17, rowsGroup + 3} {
		want := sampleRows(n)
		path := filepath.Join(t.TempDir(), "runs.parquet")
		if err := WriteRows(path, want); err != nil {
			t.Fatal(err)
		}
		first, _ := os.ReadFile(path)
		if err := WriteRows(path, sampleRows(n)); err != nil {
			t.Fatal(err)
		}
		if second, _ := os.ReadFile(path); string(first) != string(second) {
			t.Errorf("%d rows: other bytes", n)
		}
		got, err := ReadRows(path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got.Len != n || len(got.Columns) != 4 || got.Columns[3] != want.Columns[3] || got.Metadata["k"] != "3" {
			t.Fatalf("%d rows: %+v", n, got.Columns)
		}
		for i := range n {
			x, y := got.Numbers[1][i], want.Numbers[1][i]
			if got.Integers[0][i] != int64(i) || x != y && !(math.IsNaN(x) && math.IsNaN(y)) || got.Texts[2][i] != want.Texts[2][i] {
				t.Fatalf("row %d: %v %v %q", i, got.Integers[0][i], x, got.Texts[2][i])
			}
		}
		one, err := ReadRows(path, func(c Column) bool { return c.Name == "a.b" })
		if err != nil || len(one.Columns) != 1 || len(one.Numbers[0]) != n {
			t.Fatalf("one column: %v, %v", one, err)
		}
	}
}

func TestReadRowsRefusesOtherFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.parquet")
	if err := os.WriteFile(path, []byte("PAR1 and no more"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadRows(path, nil); err == nil {
		t.Error("accepted")
	}
}

// The daily file holds, for each day, the mean of the hours' means and the
// extremes of the minutes.
func TestDailyFile(t *testing.T) {
	var x, y, z float64
	reg := NewRegistry()
	a, b := reg.Root().Group("hall.A", "A"), reg.Root().Group("hall.B", "B")
	a.Channel(&x, "it_power_MW", "")
	b.Channel(&y, "it_power_MW", "")
	b.Channel(&z, "other_MW", "")
	dir := t.TempDir()
	cal := testCalendar(t, "2028-02-27", 1)
	r := newRecorder(t, reg, cal, Options{Path: filepath.Join(dir, "h"), DailyPath: filepath.Join(dir, "d"), Channels: []string{"it_power_MW"}})
	value := func(m sim.Minute) float64 { return math.Sin(float64(m)/777) * 100 }
	record(t, r, 5*sim.Day+sim.Hour, func(m sim.Minute) { x, y, z = value(m), -value(m), 1 })
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	for name, rows := range map[string]int{"h": 121, "d": 5} {
		f, err := OpenFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if f.Rows() != rows || len(f.Channels()) != 2 {
			t.Errorf("%s: %d rows, channels %v", name, f.Rows(), f.Channels())
		}
		f.Close()
	}
	f, err := OpenFile(filepath.Join(dir, "d"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	times, _ := f.Times()
	mean, _ := f.Floats("hall.B.it_power_MW.mean")
	low, _ := f.Floats("hall.B.it_power_MW.min")
	high, _ := f.Floats("hall.B.it_power_MW.max")
	for d := range 5 {
		sum, lo, hi := 0.0, math.Inf(1), math.Inf(-1)
		from := sim.Minute(d) * sim.Day
		for m := from; m < from+sim.Day; m++ {
			v := -value(m)
			sum, lo, hi = sum+v, min(lo, v), max(hi, v)
		}
		if !times[d].Equal(cal.Time(from)) || low[d] != float32(lo) || high[d] != float32(hi) || math.Abs(float64(mean[d])-sum/1440) > 1e-5*100 {
			t.Errorf("day %d at %v: %v, %v, %v; want %v, %v, %v", d, times[d], mean[d], low[d], high[d], sum/1440, lo, hi)
		}
	}
	if _, err := NewRecorder(reg, cal, Options{DailyPath: filepath.Join(dir, "e"), Channels: []string{"ower_MW"}}); err == nil {
		t.Error("a part of a name passes for a channel")
	}
}
