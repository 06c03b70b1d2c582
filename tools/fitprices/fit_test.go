package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// shared returns a file of the reference data, or skips the test.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("CALODUC_SHARED")
	for d, _ := os.Getwd(); dir == ""; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			dir = filepath.Join(filepath.Dir(d), "shared")
		} else if d == filepath.Dir(d) {
			break
		}
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("reference data not found: %v (set CALODUC_SHARED)", err)
	}
	return path
}

// The embedded regimes are what this command writes.
func TestRegimesAreCurrent(t *testing.T) {
	regimes, err := fitFile(shared(t, "data/grid/timeseries/price_da_FR_2020_2024.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := source(regimes)
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../../models/economics/price/regimes_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("models/economics/price/regimes_gen.go differs from the fit: run the command again")
	}
}

// Ranks turn into symmetric scores, ties share one.
func TestNormalScores(t *testing.T) {
	z := normalScores([]float64{30, 10, 20, 20})
	if z[2] != z[3] || !(z[1] < z[2] && z[2] < z[0]) || z[1]+z[0] > 1e-12 {
		t.Errorf("scores %v", z)
	}
}
