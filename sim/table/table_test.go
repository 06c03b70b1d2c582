package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"
)

func packed(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.Bytes()
}

// What a table may come as, and what is refused by its name.
func TestText(t *testing.T) {
	for _, c := range []struct{ name, data, want, refused string }{
		{"plain", "a,b\n1,2\n", "a,b\n1,2\n", ""},
		{"mark", "\ufeffa,b\n", "a,b\n", ""},
		{"gzip without suffix", string(packed("a,b\n")), "a,b\n", ""},
		{"gzip with mark", string(packed("\ufeffa\n")), "a\n", ""},
		{"latin 1", "Orl\xe9ans,1\n", "Orl\xe9ans,1\n", ""},
		{"damaged gzip", string(packed(strings.Repeat("a,b\n", 99))[:20]), "", "damaged gzip"},
		{"zip", "PK\x03\x04abc", "", "zip archive"},
		{"UTF-16", "\xff\xfea\x00,\x00", "", "UTF-16"},
		{"web page", "  <!DOCTYPE html><html>", "", "web page"},
		{"LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "", "git lfs pull"},
		{"Parquet", "PAR1\x15\x04", "", "Parquet"},
		{"binary", "a\x00b", "", "binary"},
		{"control characters", "\x01\x02\xff", "", "binary"},
		{"empty", "", "", "empty"},
		{"blank", " \n\n", "", "empty"},
	} {
		got, err := Text([]byte(c.data))
		if c.refused == "" && (err != nil || got != c.want) {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
		if c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)) {
			t.Errorf("%s: %v, not %q", c.name, err, c.refused)
		}
	}
}

func TestStamps(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01-31T15:00Z":             "2026-01-31T15:00:00Z",
		"2026-01-31 15:00":              "2026-01-31T15:00:00 local",
		"2026-01-31 15:00:00+00:00":     "2026-01-31T15:00:00Z",
		"2026-01-31 15:00:00.250 UTC":   "2026-01-31T15:00:00.25Z",
		"2026-01-31T15:00:00-0530":      "2026-01-31T20:30:00Z",
		"2026-01-31T15:00:00+01":        "2026-01-31T14:00:00Z",
		" 2026-01-31T15:00:00Z ":        "2026-01-31T15:00:00Z",
		"202601311500":                  "2026-01-31T15:00:00 local",
		"20260131150030":                "2026-01-31T15:00:30 local",
		"2024-02-29T24:00":              "2024-03-01T00:00:00 local",
		"2026-01-31T15:00:00.123456789": "2026-01-31T15:00:00.123456789 local",
	} {
		at, zoned, err := Stamp(text)
		got := at.Format("2006-01-02T15:04:05.999999999") + map[bool]string{true: "Z", false: " local"}[zoned]
		if err != nil || got != want {
			t.Errorf("%q: %s, %v, not %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"2023-02-29T00:00": "no such day", "2026-13-01T00:00": "no such time", "2026-04-31 00:00": "no such day",
		"2026-01-01T25:00": "no such time", "0643-01-01T00:00": "outside 1900 to 2200", "2026-01-01": "not a time",
		"01/02/2026 15:00": "not a time", "": "not a time", "2026-01-01T00:00:00+1": "not a time", "2026-01-01T00:00:00+99:00": "not a time",
	} {
		if at, _, err := Stamp(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v, not %q", text, at, err, want)
		}
	}
}

func TestUnixTellsItsUnit(t *testing.T) {
	if at, err := Unix(1704067200.5); err != nil || !at.Equal(time.Date(2024, 1, 1, 0, 0, 0, 5e8, time.UTC)) {
		t.Errorf("%v, %v", at, err)
	}
	for x, want := range map[float64]string{1704067200e3: "milliseconds", 1704067200e6: "microseconds", 1704067200e9: "nanoseconds", 1e300: "outside all years"} {
		if _, err := Unix(x); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%g: %v, not %q", x, err, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]float64{"1.5": 1.5, " -3e2 ": -300, "\"7\"": 7, "12,5": 12.5} {
		if x, err := Number(text, true); err != nil || x != want {
			t.Errorf("%q: %g, %v", text, x, err)
		}
	}
	for _, text := range []string{"", "NaN", "null", "NA", "n/a", "-9999", "-9999.0", "999999", "9999.99", "None"} {
		if x, err := Number(text, false); err != nil || !math.IsNaN(x) {
			t.Errorf("%q: %g, %v, not missing", text, x, err)
		}
	}
	for _, text := range []string{"12,5", "1,234.5", "Inf", "-inf", "abc", "1 2"} {
		if x, err := Number(text, false); err == nil {
			t.Errorf("%q: %g", text, x)
		}
	}
}

// Lines are those of the file, where quotes and blank lines stand before the fault, too.
func TestLines(t *testing.T) {
	tb, err := Open("time; power ; \"a note\"\n\n1;2,5;\"x\ny\"\n2;-9999;z\n3;7;\"never ended\n4;8;z\n", Auto)
	if err != nil {
		t.Fatal(err)
	}
	if i, err := tb.Column("power"); i != 1 || err != nil {
		t.Errorf("column %d, %v", i, err)
	}
	if _, err := tb.Column("watts"); err == nil || !strings.Contains(err.Error(), "line 1: no column \"watts\"; there are time, power, a note") {
		t.Error(err)
	}
	for _, want := range []struct {
		line int
		x    float64
	}{{3, 2.5}, {5, math.NaN()}} {
		row, err := tb.Next()
		if err != nil {
			t.Fatal(err)
		}
		if x, err := tb.Number(row[1]); err != nil || x != want.x && x == x || tb.Line != want.line {
			t.Errorf("line %d: %g, %v, not %v", tb.Line, x, err, want)
		}
	}
	var at *LineError
	if _, err := tb.Next(); !errors.As(err, &at) || at.Line != 6 {
		t.Errorf("%v, not at line 6", err)
	}
	if tb.Missing != 1 {
		t.Errorf("%d missing", tb.Missing)
	}
	if _, err := Open("a,b,a\n", Auto); err == nil || !strings.Contains(err.Error(), "columns 1 and 3") {
		t.Error(err)
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("time,power\n2026-01-01T00:00Z,1.5\n"))
	f.Add(packed("a;b\n1,5;-9999\n"))
	f.Add([]byte("a\t\"b\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := Text(data)
		if err != nil {
			return
		}
		tb, err := Open(text, Auto)
		for last := 0; err == nil; {
			var row []string
			if row, err = tb.Next(); err != nil {
				break
			}
			if tb.Line <= last {
				t.Fatalf("line %d after %d", tb.Line, last)
			}
			last = tb.Line
			for _, s := range row {
				if x, err := tb.Number(s); err == nil && math.IsInf(x, 0) {
					t.Fatalf("%q is infinite", s)
				}
				if at, _, err := Stamp(s); err == nil && (at.Year() < firstYear-1 || at.Year() > lastYear+1) {
					t.Fatalf("%q is %v", s, at)
				}
			}
		}
	})
}
