package experiments

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

var before = flag.String("before", "", "folder of golden years of another commit, with which those of commissioned houses are compared")

// move is how far an indicator moved in the years in which it did.
type move struct {
	name     string
	years    int
	low      float64
	high     float64
	lowest   string // year
	furthest string
}

// moves lists the indicators that moved by more than a millionth, by year.
func moves(was, now map[string]map[string]float64) []move {
	found := map[string]*move{}
	for _, year := range slices.Sorted(maps.Keys(was)) {
		for name, a := range was[year] {
			b, still := now[year][name]
			if !still || math.Abs(b-a) <= 1e-6*math.Max(math.Abs(a), 1e-9) {
				continue
			}
			m := found[name]
			if m == nil {
				m = &move{name: name, low: math.Inf(1), high: math.Inf(-1)}
				found[name] = m
			}
			m.years++
			rise := (b - a) / math.Max(math.Abs(a), 1e-9)
			if rise < m.low {
				m.low, m.lowest = rise, year
			}
			if rise > m.high {
				m.high, m.furthest = rise, year
			}
		}
	}
	var out []move
	for _, name := range slices.Sorted(maps.Keys(found)) {
		out = append(out, *found[name])
	}
	slices.SortStableFunc(out, func(a, b move) int { return cmp.Compare(b.years, a.years) })
	return out
}

// TestBefore prints how far the golden years of commissioned houses are from those of
// another commit:
//
//	git archive COMMIT experiments/testdata/plants | tar x -C DIR
//	go test ./experiments -run TestBefore -v -before DIR/experiments/testdata/plants
func TestBefore(t *testing.T) {
	if *before == "" {
		t.Skip("compares with -before")
	}
	var mu sync.Mutex
	was, now := map[string]map[string]float64{}, map[string]map[string]float64{}
	t.Run("years", func(t *testing.T) {
		for _, r := range goldenRuns() {
			t.Run(r.name, func(t *testing.T) {
				t.Parallel()
				r.sets = append(slices.Clone(r.sets), `campus.hall.house="commissioned"`)
				old, young := string(read(t, filepath.Join(*before, r.name+".csv"))), r.table(t)
				mu.Lock()
				defer mu.Unlock()
				if strings.HasPrefix(old, "refused") || strings.HasPrefix(young, "refused") {
					t.Logf("before: %.120s\nnow: %.120s", old, young)
					return
				}
				was[r.name], now[r.name] = goldenValues(t, old), goldenValues(t, young)
			})
		}
	})
	for _, m := range moves(was, now) {
		fmt.Printf("%-60s %3d years %+9.2g %-40s to %+9.2g %s\n", m.name, m.years, m.low, m.lowest, m.high, m.furthest)
	}
}
