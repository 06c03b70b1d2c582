package design

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"caloduc/sim"
)

// noisy returns a difference with one common random number a replicate.
func noisy(f func(x, noise float64) float64, replicates int, seed uint64) func(float64) ([]float64, error) {
	random := sim.Streams{Seed: seed}.Stream("noise")
	noise := make([]float64, replicates)
	for i := range noise {
		noise[i] = random.NormFloat64()
	}
	return func(x float64) ([]float64, error) {
		ds := make([]float64, replicates)
		for i, e := range noise {
			ds[i] = f(x, e)
		}
		return ds, nil
	}
}

func TestThresholdWithoutNoise(t *testing.T) {
	s := Search{Low: 0, High: 2, Tolerance: 1e-6, Scan: 3, Level: 0.95}
	calls := 0
	got, err := FindThreshold(s, func(x float64) ([]float64, error) { calls++; return []float64{2 - x*x}, nil })
	if err != nil || math.Abs(got.X-math.Sqrt2) > 1e-6 || got.Rising || !math.IsNaN(got.Low) || !math.IsNaN(got.High) {
		t.Errorf("got %+v, %v", got, err)
	}
	if calls != len(got.Evaluations) || calls > 25 {
		t.Errorf("%d calls, %d evaluations", calls, len(got.Evaluations))
	}
	s.Low, s.High, s.Log, s.Tolerance = 1e-3, 1e5, true, 1e-4
	got, err = FindThreshold(s, func(x float64) ([]float64, error) { return []float64{math.Log10(x) - 1, math.Log10(x) - 1}, nil })
	if err != nil || math.Abs(got.X-10) > 1e-4 || !got.Rising || math.Abs(got.Low-10) > 1e-4 || math.Abs(got.High-10) > 1e-4 {
		t.Errorf("logarithmic axis: %+v, %v", got, err)
	}
}

// On an axis of whole numbers, the threshold is the first with the other sign, and
// nothing between the numbers is tried.
func TestThresholdOfWholeNumbers(t *testing.T) {
	for _, c := range []struct {
		zero, want, low, high float64
	}{{48.3, 49, 46, 51}, {49, 49, 47, 51}, {2.5, 3, 1, 5}} {
		f := func(x float64) ([]float64, error) {
			if x != math.Round(x) {
				t.Errorf("%v is tried", x)
			}
			return []float64{x - c.zero - 0.2, x - c.zero, x - c.zero + 0.2}, nil // ± 0.497 about the mean
		}
		got, err := FindThreshold(Search{Low: 1, High: 200, Tolerance: 1, Scan: 5, Level: 0.99, Whole: true}, f)
		if err != nil || got.X != c.want || !got.Whole || !(got.Low <= c.zero && c.zero <= got.High) || got.Low < c.low || got.High > c.high {
			t.Errorf("%+v: %+v, %v", c, got, err)
		}
	}
	if _, err := FindThreshold(Search{Low: 1, High: 2.5, Tolerance: 1, Scan: 2, Level: 0.9, Whole: true}, nil); err == nil {
		t.Error("an end that is no whole number is accepted")
	}
}

// TestThresholdInterval: for the difference slope·(x-3) + noise the interval is that
// of the mean noise over the slope.
func TestThresholdInterval(t *testing.T) {
	for _, slope := range []float64{2, -2} {
		f := noisy(func(x, e float64) float64 { return slope*(x-3) + e }, 12, 5)
		got, err := FindThreshold(Search{Low: 0, High: 10, Tolerance: 1e-6, Scan: 5, Level: 0.9}, f)
		if err != nil {
			t.Fatal(err)
		}
		at3, _ := f(3)
		m, _ := Mean(at3, 0.9)
		low, high := 3-m.High/slope, 3-m.Low/slope
		if slope < 0 {
			low, high = high, low
		}
		if math.Abs(got.X-(3-m.Estimate/slope)) > 1e-6 || math.Abs(got.Low-low) > 1e-6 || math.Abs(got.High-high) > 1e-6 ||
			got.OpenLow || got.OpenHigh || got.Rising != (slope > 0) {
			t.Errorf("slope %v: %+v, want %v to %v", slope, got, low, high)
		}
	}
}

// TestThresholdIntervalsCover: 90 % of 90 % intervals hold the true threshold,
// within four standard errors of 1000 trials (0.038), though the slope is noisy too.
func TestThresholdIntervalsCover(t *testing.T) {
	share := covered(1000, func(_ *rand.Rand, seed int) bool {
		f := noisy(func(x, e float64) float64 { return (x-3)*(2+0.3*e) + e }, 8, uint64(seed))
		got, err := FindThreshold(Search{Low: -5, High: 20, Tolerance: 1e-3, Scan: 2, Level: 0.9}, f)
		return err == nil && got.Low <= 3 && 3 <= got.High
	})
	t.Logf("share %v", share)
	if math.Abs(share-0.9) > 0.038 {
		t.Errorf("%v of the intervals hold the threshold", share)
	}
}

func TestThresholdOpenInterval(t *testing.T) {
	f := noisy(func(x, e float64) float64 { return x - 0.5 + 3*e }, 4, 2)
	ds, _ := f(0)
	m, _ := Mean(ds, 0.95)
	root := -m.Estimate
	got, err := FindThreshold(Search{Low: root - 0.1, High: root + 0.1, Tolerance: 1e-3, Scan: 3, Level: 0.95}, f)
	if err != nil || !got.OpenLow || !got.OpenHigh || got.Low != got.Evaluations[0].X {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestThresholdRefuses(t *testing.T) {
	one := func(f func(float64) float64) func(float64) ([]float64, error) {
		return func(x float64) ([]float64, error) { return []float64{f(x)}, nil }
	}
	s := Search{Low: 0, High: 10, Tolerance: 0.1, Scan: 11, Level: 0.95}
	if _, err := FindThreshold(s, one(func(x float64) float64 { return x + 1 })); !errors.Is(err, ErrNoChange) {
		t.Errorf("no change: %v", err)
	}
	if _, err := FindThreshold(s, one(math.Sin)); err == nil || !strings.Contains(err.Error(), "3 times: 3 to 4, 6 to 7, 9 to 10") {
		t.Errorf("several changes: %v", err)
	}
	if _, err := FindThreshold(s, one(func(x float64) float64 { return math.Log(x - 5) })); err == nil || !strings.Contains(err.Error(), "at 0: the run is missing") {
		t.Errorf("a failed run: %v", err)
	}
	boom := errors.New("boom")
	if _, err := FindThreshold(s, func(float64) ([]float64, error) { return nil, boom }); !errors.Is(err, boom) {
		t.Errorf("an error: %v", err)
	}
	calls := 0
	if _, err := FindThreshold(s, func(float64) ([]float64, error) { calls++; return make([]float64, calls), nil }); err == nil || !strings.Contains(err.Error(), "replicates, but") {
		t.Errorf("changing replicates: %v", err)
	}
	for _, bad := range []Search{{}, {Low: 0, High: 1, Log: true, Tolerance: 1, Scan: 2, Level: 0.9}, {Low: 0, High: 1, Scan: 2, Level: 0.9},
		{Low: 0, High: 1, Tolerance: 1, Scan: 1, Level: 0.9}, {Low: 0, High: 1, Tolerance: 1, Scan: 2, Level: 2}} {
		if _, err := FindThreshold(bad, one(func(x float64) float64 { return x - 0.5 })); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}
