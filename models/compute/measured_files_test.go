package compute

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Files that follow one another make, in any order, the series that one of both makes;
// overlaps, times without dates and gaps between them are told with file and line.
func TestMeasuredFilesJoin(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, day, hours int) string {
		text := "time,power\n"
		for h := range hours {
			at := time.Date(2025, 12, day, h, 0, 0, 0, time.UTC)
			text += fmt.Sprintf("%s,%d\n", at.Format(time.DateTime), 100*day+at.Hour())
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a, b, c, both := write("a.csv", 3, 24), write("b.csv", 4, 24), write("c.csv", 12, 24), write("both.csv", 3, 24)
	text, err := os.ReadFile(b)
	if err != nil {
		t.Fatal(err)
	}
	_, rows, _ := strings.Cut(string(text), "\n")
	f, err := os.OpenFile(both, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(rows); err != nil {
		t.Fatal(err)
	}
	f.Close()
	read := func(allow bool, unit string, files ...string) (*readings, error) {
		return readSeries(&MeasuredPower{Files: files, TimeColumn: "time", TimeUnit: unit, PowerColumns: "power", PowerUnit: "MW", AllowGaps: allow})
	}
	one, err := read(false, "datetime", both)
	if err != nil {
		t.Fatal(err)
	}
	two, err := read(false, "datetime", b, a)
	if err != nil {
		t.Fatal(err)
	}
	if !two.first.Equal(one.first) || !slices.Equal(one.minutes, two.minutes) || !slices.Equal(one.mw, two.mw) || two.gaps != 0 {
		t.Errorf("two files make %d readings from %v, %d gaps", len(two.mw), two.first, two.gaps)
	}
	if r, err := read(true, "datetime", a, b, c); err != nil || r.gaps != 1 || math.Abs(r.filledH-7*24-1) > 1e-9 {
		t.Errorf("a week between files: %+v, %v", r, err)
	}
	for _, bad := range []struct {
		want  string
		files []string
	}{
		{"c.csv:2: no reading for 169 h before it", []string{c, a, b}},
		{"b.csv:2: 2025-12-04 00:00:00 lies within " + both, []string{both, b}},
	} {
		if _, err := read(false, "datetime", bad.files...); err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%v, want %q", err, bad.want)
		}
	}
	plain := filepath.Join(dir, "plain.csv")
	if err := os.WriteFile(plain, []byte("time,power\n0,1\n1,2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.csv")
	if err := os.WriteFile(other, []byte("time,power\n0,1\n1,2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := read(false, "h", plain, other); err == nil || !strings.Contains(err.Error(), "plain.csv: its times are no dates") {
		t.Errorf("files without dates: %v", err)
	}
}
