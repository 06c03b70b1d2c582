package reactor

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// shared returns the path of a file beside the repository, or skips the test.
func shared(t *testing.T, path string) string {
	t.Helper()
	dir := os.Getenv("CALODUC_SHARED")
	if dir == "" {
		root, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for filepath.Dir(root) != root {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			root = filepath.Dir(root)
		}
		dir = filepath.Join(filepath.Dir(root), "shared")
	}
	file := filepath.Join(dir, path)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("no %s: set CALODUC_SHARED", path)
	}
	return file
}

// rte reads RTE's half-hours of 29 January 2016, by unit of the catalogue.
func rte(t *testing.T) map[string][]float64 {
	f, err := os.Open(shared(t, "data/reactor/rte_nuclear_per_unit_30min_2016-01-29.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.NewReplacer("SAINT", "ST", "-", " ", " B", " ")
	names := map[string]string{}
	for _, u := range frenchUnits {
		names[plain.Replace(strings.ToUpper(u.name))] = u.name
	}
	series := map[string][]float64{}
	for _, row := range rows[1:] {
		mw, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			t.Fatal(err)
		}
		if name, ok := names[plain.Replace(row[0])]; ok {
			series[name] = append(series[name], mw)
		}
	}
	return series
}

// What RTE published for one winter night bears the defaults out: nobody moved
// faster than the ramp limit, Golfech 2 stayed above the minimum stable power,
// units shut down drew the standby load within a factor of two, and few units
// gave more than the gain of a cold source allows.
func TestDefaultsAgainstRTE(t *testing.T) {
	above, running := 0, 0
	series := rte(t)
	if len(series) != 56 {
		t.Errorf("%d units, want 56", len(series))
	}
	for _, fact := range frenchUnits {
		mw := series[fact.name]
		if len(mw) == 0 {
			continue // not yet built
		}
		s := decoded(t, fact.name, "")
		highest, lowest := math.Inf(-1), math.Inf(1)
		for i, p := range mw {
			highest, lowest = max(highest, p), min(lowest, p)
			if i > 0 && lowest > 0 && math.Abs(p-mw[i-1])/30 > s.RampLimitPerMin*s.NetCapacityMW {
				t.Errorf("%s moves by %g MW in half an hour", fact.name, p-mw[i-1])
			}
		}
		if highest < 0 {
			if standby := s.StandbyFraction * s.HouseLoadMW; -lowest > 2*standby || -highest < standby/2 {
				t.Errorf("%s draws %g to %g MW shut down, the model %g", fact.name, -highest, -lowest, standby)
			}
			continue
		}
		running++
		if highest > s.NetCapacityMW*(1+s.ColdSource.MaxGain) {
			above++
		}
		if fact.name == "Golfech 2" && lowest < s.MinStableFraction*s.NetCapacityMW {
			t.Errorf("Golfech 2 goes down to %g MW", lowest)
		}
	}
	if above*8 > running {
		t.Errorf("%d of %d units exceed the gain of a cold source", above, running)
	}
	t.Logf("%d of %d units above net capacity by more than the gain", above, running)
}
