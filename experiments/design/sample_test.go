package design

import (
	"math"
	"slices"
	"testing"

	"caloduc/sim"
)

func TestLatinHypercubeHasOneInEachSlice(t *testing.T) {
	const n = 50
	paths := []string{"a", "b", "c"}
	points := latinHypercube(n, paths, sim.Streams{Seed: 5})
	for j := range paths {
		var slices [n]int
		for _, p := range points {
			slices[int(p[j]*n)]++
		}
		for i, c := range slices {
			if c != 1 {
				t.Errorf("axis %d: %d points in slice %d", j, c, i)
			}
		}
	}
	for i, p := range latinHypercube(n, []string{"b"}, sim.Streams{Seed: 5}) {
		if p[0] != points[i][1] {
			t.Fatal("other axes change an axis' sample")
		}
	}
}

func TestRadicalInverse(t *testing.T) {
	identity := func(base, places int) [][]int {
		digits := make([][]int, places)
		for i := range digits {
			for d := range base {
				digits[i] = append(digits[i], d)
			}
		}
		return digits
	}
	// Halton 1960: 1/2, 1/4, 3/4, 1/8, … and 1/3, 2/3, 1/9, 4/9, …
	for base, want := range map[int][]float64{2: {0, 0.5, 0.25, 0.75, 0.125, 0.625}, 3: {0, 1. / 3, 2. / 3, 1. / 9, 4. / 9, 7. / 9}} {
		for i, w := range want {
			if got := radicalInverse(i, base, identity(base, 30)); math.Abs(got-w) > 1e-9 {
				t.Errorf("base %d, point %d: %v, want %v", base, i, got, w)
			}
		}
	}
	if got := primes(8); !slices.Equal(got, []int{2, 3, 5, 7, 11, 13, 17, 19}) {
		t.Errorf("primes %v", got)
	}
}

// TestHaltonIsBalanced: the first b^k points have one in each slice of width b^-k.
func TestHaltonIsBalanced(t *testing.T) {
	points := haltonSample(3125, 4, sim.Streams{Seed: 9})
	for d, n := range []int{2048, 2187, 3125, 2401} {
		slices := make([]int, n)
		for _, p := range points[:n] {
			slices[int(p[d]*float64(n))]++
		}
		for i, c := range slices {
			if c != 1 {
				t.Fatalf("axis %d: %d points in slice %d", d, c, i)
			}
		}
	}
}

// TestTrajectories: each axis takes one step of half the levels in every
// trajectory, and every level is taken alike.
func TestTrajectories(t *testing.T) {
	const axes, levels, n = 5, 6, 600
	b := New(Morris)
	b.Levels, b.Trajectories = levels, n
	b.Axes = make([]Axis, axes)
	var taken [levels]int
	for _, tr := range b.trajectories() {
		rows := tr.points(levels)
		if len(rows) != axes+1 {
			t.Fatalf("%d rows", len(rows))
		}
		steps := make([]int, axes)
		for i := 1; i < len(rows); i++ {
			for j := range axes {
				if d := rows[i][j] - rows[i-1][j]; d != 0 {
					steps[j]++
					if d != levels/2 && d != -levels/2 || tr.order[i-1] != j || (d > 0) != tr.up[j] {
						t.Fatalf("row %d: axis %d steps by %d", i, j, d)
					}
				}
			}
		}
		for j, s := range steps {
			if s != 1 {
				t.Fatalf("axis %d takes %d steps", j, s)
			}
		}
		for j := range axes {
			taken[rows[0][j]]++
			taken[rows[axes][j]]++
		}
	}
	want := 2 * n * axes / levels
	for l, c := range taken {
		if math.Abs(float64(c-want)) > 5*math.Sqrt(float64(want)) {
			t.Errorf("level %d is taken %d times, want about %d", l, c, want)
		}
	}
}

// TestWidestSpreadsTrajectories: the chosen trajectories lie further apart than the
// first ones drawn, and within 5 % of the best subset, found by trying all.
func TestWidestSpreadsTrajectories(t *testing.T) {
	const levels, n, candidates = 4, 4, 12
	total := func(ts []trajectory) float64 {
		sum := 0.0
		for i, a := range ts {
			for _, b := range ts[:i] {
				d := spread(a.points(levels), b.points(levels))
				sum += d * d
			}
		}
		return math.Sqrt(sum)
	}
	for seed := range 10 {
		var drawn []trajectory
		for i := range candidates {
			drawn = append(drawn, drawTrajectory(i, 3, levels, sim.Streams{Seed: uint64(seed)}))
		}
		best := 0.0
		for set := range 1 << candidates {
			var ts []trajectory
			for i := range candidates {
				if set>>i&1 == 1 {
					ts = append(ts, drawn[i])
				}
			}
			if len(ts) == n {
				best = max(best, total(ts))
			}
		}
		got := total(widest(drawn, n, levels))
		if got <= total(drawn[:n]) || got < 0.95*best {
			t.Errorf("seed %d: spread %v, first drawn %v, best %v", seed, got, total(drawn[:n]), best)
		}
	}
}

func TestSaltelliExchangesColumns(t *testing.T) {
	base := [][]float64{{1, 2, 3, 4, 5, 6}}
	want := [][]float64{{1, 2, 3}, {4, 2, 3}, {1, 5, 3}, {1, 2, 6}, {1, 5, 6}, {4, 2, 6}, {4, 5, 3}, {4, 5, 6}}
	got := saltelli(base, true)
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v", got)
	}
	if got := saltelli(base, false); len(got) != 5 || !slices.Equal(got[4], want[7]) {
		t.Errorf("without pairs: %v", got)
	}
}
