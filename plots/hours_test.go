package plots

import (
	"errors"
	"math"
	"slices"
	"testing"

	"caloduc/experiments/result"
	"pgregory.net/rapid"
)

func TestModeOfAnHour(t *testing.T) {
	for _, c := range []struct {
		lo, mean, hi float32
		want         int
	}{{2, 2, 2, 2}, {1, 1.2, 2, 1}, {1, 1.8, 2, 2}, {1, 1.5, 2, changing}, {2, 4.9, 5, 5}, {2, 3, 5, changing}} {
		if got := modeOfHour(c.lo, c.mean, c.hi); got != c.want {
			t.Errorf("%v: mode %d", c, got)
		}
	}
}

// A sorted curve begins at the highest and ends at the lowest value and never
// rises; where it is not thinned it holds every value.
func TestDurationCurve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Float64Range(-1e3, 1e3), 1, 60).Draw(t, "values")
		n := rapid.IntRange(1, 80).Draw(t, "steps")
		share, sorted := duration(append(v, math.NaN()), n)
		if sorted[0] != slices.Max(v) || len(v) > 1 && (sorted[len(sorted)-1] != slices.Min(v) || share[0] != 0 || share[len(share)-1] != 1) {
			t.Fatalf("%v became %v over %v", v, sorted, share)
		}
		for i := 1; i < len(sorted); i++ {
			if sorted[i] > sorted[i-1] || share[i] <= share[i-1] {
				t.Fatalf("%v rises, or %v falls", sorted, share)
			}
		}
		if len(v) > 1 && len(sorted) != min(n, len(v)-1)+1 {
			t.Fatalf("%d points of %d values in %d steps", len(sorted), len(v), n)
		}
	})
}

func TestRanksByLogarithm(t *testing.T) {
	for _, m := range []int{1, 2, 7, 1000, 87_648} {
		k := logRanks(m, 100)
		if k[0] != 0 || k[len(k)-1] != m-1 || !slices.IsSorted(k) || len(k) > 101 || len(slices.Compact(slices.Clone(k))) != len(k) {
			t.Errorf("of %d: %v", m, k)
		}
	}
}

func TestPeriods(t *testing.T) {
	r := open(t, tenYears)
	all, err := periodOf(r, result.Figure{})
	if err != nil || all.first != 0 || all.last != len(all.times) || math.Abs(all.years()-10) > 0.01 {
		t.Errorf("%v, %v", all, err)
	}
	p, err := periodOf(r, result.Figure{From: "2031-07-01", Days: 7})
	if err != nil || p.last-p.first != 7*24 || !p.times[p.first].Equal(day(2031, 7, 1)) {
		t.Errorf("hours %d to %d, %v", p.first, p.last, err)
	}
	if p, err = periodOf(r, result.Figure{From: "2035-12-31", Days: 30}); err != nil || p.last-p.first != 24 {
		t.Errorf("past the end: hours %d to %d, %v", p.first, p.last, err)
	}
	if _, err := periodOf(r, result.Figure{From: "July"}); err == nil || errors.Is(err, ErrLacks) {
		t.Errorf("from = July: %v", err)
	}
}

func TestScopesAreFoundByWhatTheyRecord(t *testing.T) {
	r := oneRegion(t, 1)
	for _, c := range []struct {
		within   string
		at       level
		channels []string
		want     []string
	}{
		{"", campuses, []string{"facility_power_MW", "it_power_MW"}, []string{"campus.Fouju", "campus.Escaudain"}},
		{"", halls, []string{"it_power_MW"}, []string{"campus.Fouju.hall.H1", "campus.Escaudain.hall.H1"}},
		{"campus.Fouju", halls, []string{"it_power_MW"}, []string{"campus.Fouju.hall.H1"}},
		{"campus.Fou", halls, []string{"it_power_MW"}, nil},
		{"", reactors, []string{"net_power_MW", "xenon"}, []string{"reactor.Nogent 1", "reactor.Nogent 2"}},
		{"", reactors, []string{"net_power_MW", "boron_ppm"}, nil},
	} {
		if got := recorders(r, c.within, c.at, c.channels...); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q", c, got)
		}
	}
	if got, err := weatherOf(r, "campus.Fouju.hall.H1"); got != "weather.paris" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got := called("campus.Fouju.hall.H1"); got != "Fouju, H1" {
		t.Errorf("called %q", got)
	}
}
