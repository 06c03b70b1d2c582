package design

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"caloduc/sim"
)

// Bootstrap says how intervals are found by resampling.
type Bootstrap struct {
	Resamples int     // at least 100; 1000 is usual
	Level     float64 // confidence, such as 0.95
	Seed      uint64
}

func (s Bootstrap) check() error {
	if s.Resamples < 100 || !(s.Level > 0 && s.Level < 1) {
		return fmt.Errorf("bootstrap: %d resamples at level %v: wants at least 100, and a level above 0 and below 1", s.Resamples, s.Level)
	}
	return nil
}

// intervals draws n units with replacement again and again and returns, for each
// of the statistics that estimate writes into out, the estimate from all units and
// the percentile interval of the resamples.
//
// The percentiles are the expanded ones of Hesterberg 2014, What teachers should
// know about the bootstrap, arXiv:1411.5279: plain percentiles are too narrow for
// small n, as they rest on a variance with divisor n and on normal instead of t.
func (s Bootstrap) intervals(stream string, n, statistics int, estimate func(units []int, out []float64)) []Interval {
	units := make([]int, n)
	for i := range units {
		units[i] = i
	}
	all := make([]float64, statistics)
	estimate(units, all)
	draws := s.draw(sim.Streams{Seed: s.Seed}.Stream(stream), units, statistics, estimate)
	out := make([]Interval, statistics)
	tail := expandedTail(s.Level, n)
	for j := range out {
		slices.Sort(draws[j])
		out[j] = Interval{all[j], percentile(draws[j], tail), percentile(draws[j], 1-tail)}
	}
	return out
}

// draw returns the resampled values of each statistic.
func (s Bootstrap) draw(random *rand.Rand, units []int, statistics int, estimate func([]int, []float64)) [][]float64 {
	draws := make([][]float64, statistics)
	for j := range draws {
		draws[j] = make([]float64, s.Resamples)
	}
	out := make([]float64, statistics)
	n := len(units)
	for r := range s.Resamples {
		for i := range units {
			units[i] = random.IntN(n)
		}
		estimate(units, out)
		for j, x := range out {
			draws[j][r] = x
		}
	}
	return draws
}

// expandedTail is the share of resamples outside one end of the interval.
func expandedTail(level float64, n int) float64 {
	if n < 2 {
		return (1 - level) / 2
	}
	z := studentT(level, float64(n-1)) * math.Sqrt(float64(n)/float64(n-1))
	return distuv.UnitNormal.CDF(-z)
}

// percentile returns the value below which the share p of sorted values lies,
// interpolated (definition 7 of Hyndman and Fan 1996, Sample quantiles in
// statistical packages).
func percentile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := min(int(at), len(sorted)-2)
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
