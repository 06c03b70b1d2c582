package design

import (
	"math/big"
	"strconv"

	"caloduc/sim"
)

// latinHypercube returns n points with one in each of n slices of every axis
// (McKay, Beckman and Conover 1979). An axis' coordinates depend on its path alone.
func latinHypercube(n int, paths []string, streams sim.Streams) [][]float64 {
	points := make([][]float64, n)
	for i := range points {
		points[i] = make([]float64, len(paths))
	}
	for j, path := range paths {
		random := streams.Stream("design.latin-hypercube." + path)
		for i, slice := range random.Perm(n) {
			u := (float64(slice) + random.Float64()) / float64(n)
			points[i][j] = min(max(u, 0x1p-53), 1-0x1p-53)
		}
	}
	return points
}

// haltonSample returns the first n points of the Halton sequence with random
// permutations of the digits (Owen 2017, A randomized Halton algorithm in R,
// arXiv:1706.02808). More points extend fewer; another dimension leaves the others
// as they are.
func haltonSample(n, dims int, streams sim.Streams) [][]float64 {
	points := make([][]float64, n)
	for i := range points {
		points[i] = make([]float64, dims)
	}
	for d, base := range primes(dims) {
		random := streams.Stream("design.halton." + strconv.Itoa(d))
		var digits [][]int // a permutation for each place
		for p := 1.0; p < 1<<48; p *= float64(base) {
			digits = append(digits, random.Perm(base))
		}
		for i := range points {
			points[i][d] = radicalInverse(i, base, digits)
		}
	}
	return points
}

// radicalInverse mirrors the digits of i about the point, each permuted, and
// returns the middle of the last digit's slice: never 0 or 1.
func radicalInverse(i, base int, permuted [][]int) float64 {
	u, weight := 0.0, 1.0
	for _, p := range permuted {
		weight /= float64(base)
		u += weight * float64(p[i%base])
		i /= base
	}
	return u + weight/2
}

// primes returns the first n primes.
func primes(n int) []int {
	var found []int
	for c := 2; len(found) < n; c++ {
		if big.NewInt(int64(c)).ProbablyPrime(0) { // exact below 2^64
			found = append(found, c)
		}
	}
	return found
}

// saltelli returns the points of Saltelli et al. 2010, Variance based sensitivity
// analysis of model output, Comput. Phys. Commun. 181, 259-270: for each
// base point, whose first half is a row of matrix A and whose second half is one
// of B, the rows of A, of every A_B(i) (A with column i from B), with pairs of
// every B_A(i), and of B. More base points extend fewer.
func saltelli(base [][]float64, pairs bool) [][]float64 {
	var points [][]float64
	for _, row := range base {
		k := len(row) / 2
		a, b := row[:k], row[k:]
		points = append(points, a)
		points = append(points, exchanged(a, b)...)
		if pairs {
			points = append(points, exchanged(b, a)...)
		}
		points = append(points, b)
	}
	return points
}

// exchanged returns a with each of its coordinates in turn taken from b.
func exchanged(a, b []float64) [][]float64 {
	out := make([][]float64, len(a))
	for i := range a {
		out[i] = append([]float64{}, a...)
		out[i][i] = b[i]
	}
	return out
}
