package design

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"sync"

	"caloduc/sim"
)

//go:embed joekuo.txt
var joeKuo string

// sobolDims is the number of dimensions of the embedded direction numbers.
const sobolDims = 128

// directions returns the direction numbers v of every dimension, as fractions of
// 2^32 (Joe and Kuo 2008, doi:10.1137/070709359).
var directions = sync.OnceValue(func() *[sobolDims][32]uint32 {
	v := new([sobolDims][32]uint32)
	for i := range v[0] {
		v[0][i] = 1 << (31 - i)
	}
	d := 1
	for line := range strings.Lines(joeKuo) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		n := make([]uint32, len(fields))
		for i, f := range fields {
			x, err := strconv.ParseUint(f, 10, 32)
			if err != nil {
				panic(fmt.Sprintf("design: direction numbers: %v", err))
			}
			n[i] = uint32(x)
		}
		fillDirections(&v[d], int(n[1]), n[2], n[3:])
		d++
	}
	return v
})

// fillDirections works out the direction numbers of one dimension from the degree
// s, the inner coefficients a and the initial numbers m of its polynomial.
func fillDirections(v *[32]uint32, s int, a uint32, m []uint32) {
	for k := range v {
		if k < s {
			v[k] = m[k] << (31 - k)
			continue
		}
		v[k] = v[k-s] ^ v[k-s]>>s
		for i := 1; i < s; i++ {
			if a>>(s-1-i)&1 == 1 {
				v[k] ^= v[k-i]
			}
		}
	}
}

// sobolPoint returns coordinate dim of the n-th point of the unscrambled sequence,
// in fractions of 2^32 and in the order of the Gray code (Antonov and Saleev 1979).
func sobolPoint(n uint32, dim int) uint32 {
	v := &directions()[dim]
	var x uint32
	for gray := n ^ n>>1; gray != 0; gray &= gray - 1 {
		x ^= v[bits.TrailingZeros32(gray)]
	}
	return x
}

// owen scrambles a coordinate by nested uniform scrambling (Owen 1995, Randomly
// permuted (t,m,s)-nets and (t,s)-sequences): each bit is flipped or not by a
// random bit of its own for every value of the bits above it. The random bits are
// hashes of their place in that tree.
func owen(x uint32, key uint64) uint32 {
	var flips uint32
	for bit := 31; bit >= 0; bit-- {
		node := uint64(1)<<(31-bit) | uint64(x)>>(bit+1)
		flips |= uint32(mix(key+node*0x9e3779b97f4a7c15)>>63) << bit
	}
	return x ^ flips
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014, Fast splittable
// pseudorandom number generators): every bit of x moves about half the bits of
// the result.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// sobolSample returns the first n points of the scrambled sequence, each inside
// the open unit cube. More points extend fewer; another dimension leaves the
// others as they are. Any power of two of points is balanced in every axis.
func sobolSample(n, dims int, streams sim.Streams) [][]float64 {
	keys := make([]uint64, dims)
	for d := range keys {
		keys[d] = streams.Stream("design.sobol." + strconv.Itoa(d)).Uint64()
	}
	points := make([][]float64, n)
	for i := range points {
		points[i] = make([]float64, dims)
		for d := range points[i] {
			points[i][d] = (float64(owen(sobolPoint(uint32(i), d), keys[d])) + 0.5) / (1 << 32)
		}
	}
	return points
}

// SobolPoint returns coordinate dim of the n-th point of the unscrambled sequence.
func SobolPoint(n uint32, dim int) float64 { return float64(sobolPoint(n, dim)) / (1 << 32) }
