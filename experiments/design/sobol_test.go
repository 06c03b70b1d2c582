package design

import (
	"math"
	"slices"
	"strings"
	"testing"

	"caloduc/sim"
)

// TestSobolFirstPoints checks the first ten points in three dimensions of the
// example output of Joe and Kuo's program (order of the Gray code), and coordinates
// in dimension 10 worked out by hand from its direction numbers 1, 1, 7, 11, 19.
func TestSobolFirstPoints(t *testing.T) {
	want := [][3]float64{{0, 0, 0}, {0.5, 0.5, 0.5}, {0.75, 0.25, 0.25}, {0.25, 0.75, 0.75},
		{0.375, 0.375, 0.625}, {0.875, 0.875, 0.125}, {0.625, 0.125, 0.875}, {0.125, 0.625, 0.375},
		{0.1875, 0.3125, 0.9375}, {0.6875, 0.8125, 0.4375}}
	for n, w := range want {
		for d, x := range w {
			if got := float64(sobolPoint(uint32(n), d)) / (1 << 32); got != x {
				t.Errorf("point %d, dimension %d: %v, want %v", n, d+1, got, x)
			}
		}
	}
	// v1 = 0.1, v2 = 0.01, v3 = 0.111, v4 = 0.1011 in binary: points 1, 2, 4 and 8 are
	// v1, v1^v2 = 0.11, v2^v3 = 0.101 and v3^v4 = 0.0101.
	for n, x := range map[uint32]float64{1: 0.5, 2: 0.75, 4: 0.625, 8: 0.3125} {
		if got := float64(sobolPoint(n, 9)) / (1 << 32); got != x {
			t.Errorf("point %d, dimension 10: %v, want %v", n, got, x)
		}
	}
}

// TestDirectionNumbers checks what every row of the table must satisfy: the
// polynomial is primitive and its own, the initial numbers are odd and below 2^i.
func TestDirectionNumbers(t *testing.T) {
	seen := map[string]bool{}
	rows := 0
	for line := range strings.Lines(joeKuo) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		rows++
		var n []int
		for _, f := range strings.Fields(line) {
			n = append(n, atoi(t, f))
		}
		s, a := n[1], n[2]
		if n[0] != rows+1 || len(n) != 3+s {
			t.Fatalf("row %d: %s", rows, line)
		}
		for i, m := range n[3:] {
			if m%2 == 0 || m >= 1<<(i+1) {
				t.Errorf("dimension %d: m_%d = %d", n[0], i+1, m)
			}
		}
		// The powers of x modulo the polynomial run through all 2^s-1 values.
		poly, x, period := 1<<s|a<<1|1, 1, 0
		for ok := true; ok; ok = x != 1 && period < 1<<s {
			if x <<= 1; x>>s == 1 {
				x ^= poly
			}
			period++
		}
		if period != 1<<s-1 {
			t.Errorf("dimension %d: the polynomial is not primitive", n[0])
		}
		id := strings.Join(strings.Fields(line)[1:3], " ")
		if seen[id] {
			t.Errorf("dimension %d: the polynomial is taken", n[0])
		}
		seen[id] = true
	}
	if rows != sobolDims-1 {
		t.Errorf("%d rows, want %d", rows, sobolDims-1)
	}
}

func atoi(t *testing.T, s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			t.Fatalf("%q is no number", s)
		}
		n = 10*n + int(r-'0')
	}
	return n
}

// TestSobolIsBalanced: any power of two of scrambled points has one in each slice
// of every axis, and the first two axes are a (0, m, 2)-net: one in each box of
// area 2^-m.
func TestSobolIsBalanced(t *testing.T) {
	const m = 8
	points := sobolSample(1<<m, sobolDims, sim.Streams{Seed: 7})
	for d := range sobolDims {
		var slices [1 << m]int
		for _, p := range points {
			slices[int(p[d]*(1<<m))]++
		}
		for i, n := range slices {
			if n != 1 {
				t.Fatalf("dimension %d: %d points in slice %d", d+1, n, i)
			}
		}
	}
	for split := range m + 1 {
		boxes := map[[2]int]int{}
		for _, p := range points {
			boxes[[2]int{int(p[0] * float64(int(1)<<split)), int(p[1] * float64(int(1)<<(m-split)))}]++
		}
		if len(boxes) != 1<<m {
			t.Errorf("split %d: %d boxes of %d hold a point", split, len(boxes), 1<<m)
		}
	}
}

// TestScramblingIsUniform: over many seeds a point lies anywhere alike, and no
// point is at 0 or 1.
func TestScramblingIsUniform(t *testing.T) {
	const seeds = 2000
	var first, last []float64
	for seed := range uint64(seeds) {
		p := sobolSample(3, 2, sim.Streams{Seed: seed})
		first, last = append(first, p[0][0]), append(last, p[2][1])
	}
	for _, xs := range [][]float64{first, last} {
		slices.Sort(xs)
		if !(xs[0] > 0 && xs[seeds-1] < 1) {
			t.Errorf("from %v to %v", xs[0], xs[seeds-1])
		}
		// Kolmogorov-Smirnov: 1.63/sqrt(n) is passed by chance once in a hundred.
		worst := 0.0
		for i, x := range xs {
			worst = max(worst, math.Abs(x-(float64(i)+0.5)/seeds))
		}
		if worst > 1.63/math.Sqrt(seeds) {
			t.Errorf("distance from uniform %v", worst)
		}
	}
}

// TestSequencesBeatChance: the mean over 1024 points of the product of 2u in five
// dimensions, whose integral is 1, has an error of less than a fifth of that of
// independent points, sqrt(((4/3)^5-1)/1024) = 0.056.
func TestSequencesBeatChance(t *testing.T) {
	const seeds = 20
	for name, sample := range map[string]func(int, int, sim.Streams) [][]float64{"sobol": sobolSample, "halton": haltonSample} {
		square := 0.0
		for seed := range uint64(seeds) {
			mean := 0.0
			for _, p := range sample(1024, 5, sim.Streams{Seed: seed}) {
				f := 1.0
				for _, u := range p {
					f *= 2 * u
				}
				mean += f / 1024
			}
			square += (mean - 1) * (mean - 1) / seeds
		}
		if rms := math.Sqrt(square); rms > 0.056/5 {
			t.Errorf("%s: error %v", name, rms)
		} else {
			t.Logf("%s: error %v", name, rms)
		}
	}
}
