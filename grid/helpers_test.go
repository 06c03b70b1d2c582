package grid

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"compress/gzip"

	"caloduc/sim"
	"caloduc/sim/param"
)

// decoded returns a connection's spec from the text of its table.
func decoded(t testing.TB, text string) *ConnectionSpec {
	t.Helper()
	s := &ConnectionSpec{}
	if _, err := param.Decode("test.toml", []byte(text), s, nil); err != nil {
		t.Fatal(err)
	}
	return s
}

func calendar(t testing.TB, years int) sim.Calendar {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func connect(t testing.TB, text string) *Connection {
	t.Helper()
	c, err := NewConnection("Test", decoded(t, text), 500/1.5, calendar(t, 1), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// simulate runs the connection's events over years, with f in every minute.
func simulate(t testing.TB, c *Connection, years int, f func(m sim.Minute)) {
	t.Helper()
	cal := calendar(t, years)
	e := sim.NewEngine(cal, 0)
	c.Start(e)
	err := e.Run(context.Background(), cal.End(), func() string { return "grid" }, func(m sim.Minute) error {
		f(m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// shared returns the path of a file beside the repository, or skips the test.
func shared(t *testing.T, path string) string {
	t.Helper()
	dir := os.Getenv("CALODUC_SHARED")
	if dir == "" {
		root, err := os.Getwd()
		for err == nil {
			if _, missing := os.Stat(filepath.Join(root, "go.mod")); missing == nil {
				break
			}
			if parent := filepath.Dir(root); parent != root {
				root = parent
				continue
			}
			break
		}
		dir = filepath.Join(filepath.Dir(root), "shared")
	}
	file := filepath.Join(dir, path)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("no %s: set CALODUC_SHARED", path)
	}
	return file
}

// table reads a gzipped CSV of numbers; the first line names the columns.
func table(t *testing.T, path string) []map[string]float64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]float64
	for _, line := range lines[1:] {
		row := map[string]float64{}
		for i, name := range lines[0] {
			if row[name], err = strconv.ParseFloat(line[i], 64); err != nil {
				t.Fatal(err)
			}
		}
		rows = append(rows, row)
	}
	return rows
}
