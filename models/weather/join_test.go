package weather

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

// yearText is a year of hours from its start; the dry bulb tells year and hour.
func yearText(year, hours int) string {
	return csvText(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), hours, func(i int) string { return fmt.Sprintf("%.4f,50", float64(year-2020)+float64(i)/1e4) })
}

// Yearly files, in any order, make the record that one file of all years makes, and play
// each year as it was; what overlaps, is missing or is of another kind or place is told
// with file and line.
func TestYearlyFilesJoin(t *testing.T) {
	dir := t.TempDir()
	path := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	a, b := path("2022.csv", yearText(2022, 8760)), path("2023.csv", yearText(2023, 8760))
	body := func(text string) string { _, rows, _ := strings.Cut(text, "\n"); return rows }
	both := path("both.csv", yearText(2022, 8760)+body(yearText(2023, 8760)))
	one, err := ReadFiles([]string{both}, anywhere)
	if err != nil {
		t.Fatal(err)
	}
	two, err := ReadFiles([]string{b, a}, anywhere)
	if err != nil {
		t.Fatal(err)
	}
	if !two.Start.Equal(one.Start) || !slices.Equal(one.Hours, two.Hours) || len(two.notices) != 0 {
		t.Errorf("two files make %d hours from %v: %v", len(two.Hours), two.Start, two.notices)
	}
	if at := two.DayAt(time.Date(2023, 3, 1, 0, 0, 0, 0, time.UTC), 2022); math.Abs(two.Hours[at].DryBulbDegC-3-59*24/1e4) > 1e-9 {
		t.Errorf("1 March 2023 has %g", two.Hours[at].DryBulbDegC)
	}
	gappy := anywhere
	gappy.AllowGaps = true
	late, typical := path("2024.csv", without(t, yearText(2024, 8784), 100)), path("typical.epw", epwText(1, func(int) float64 { return 7 }))
	if r, err := ReadFiles([]string{a, b, late}, gappy); err != nil || len(r.notices) == 0 {
		t.Errorf("a gap between files, allowed: %v", err)
	}
	for _, c := range []struct {
		want  string
		files []string
	}{
		{"both.csv:2: the hour 2022-01-01T00:00Z lies in " + a + ", too (line 2)", []string{a, both}},
		{"2023.csv:8761: dry bulb is missing for 100 hours from 2024-01-01T00:00Z", []string{a, b, late}},
		{"typical.epw:8768: dry bulb is missing for 280512 hours from 1990", []string{typical, a}},
		{"files of a list are of one place", []string{amy(t, path, 2021, 48), amy(t, path, 2022, 52)}},
	} {
		if _, err := ReadFiles(c.files, anywhere); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
	if r, err := ReadFiles([]string{amy(t, path, 2022, 48), amy(t, path, 2021, 48)}, anywhere); err != nil || r.Typical || len(r.years) < 2 {
		t.Errorf("EPW of two measured years: %v", err)
	}
}

// without drops the first rows of a file.
func without(t *testing.T, text string, rows int) string {
	t.Helper()
	lines := strings.SplitAfter(text, "\n")
	return lines[0] + strings.Join(lines[1+rows:], "")
}

// amy writes an EPW of a measured year at a latitude.
func amy(t *testing.T, path func(name, text string) string, year, lat int) string {
	t.Helper()
	text := strings.ReplaceAll(epwText(0, func(h int) float64 { return 10 + float64(h)/1e4 }), "\n1989,", fmt.Sprintf("\n%d,", year))
	return path(fmt.Sprintf("amy-%d-%d.epw", year, lat), strings.Replace(text, ",48.0,", fmt.Sprintf(",%d.0,", lat), 1))
}
