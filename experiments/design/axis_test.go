package design

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestGridValuesOfRangesAndDistributions(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		axis Axis
		want []string
	}{
		{Axis{N: 5, Domain: Range(0.1, 0.5)}, []string{"0.1", "0.2", "0.3", "0.4", "0.5"}},
		{Axis{N: 4, Domain: LogRange(1, 1000)}, []string{"1", "10", "100", "1000"}},
		{Axis{N: 4, Whole: true, Domain: Range(1, 10)}, []string{"1", "4", "7", "10"}},
		{Axis{N: 1, Domain: Range(2, 4)}, []string{"3"}},
		// Quartile middles of the standard normal: ±0.3186393639643752, ±1.150349380376008.
		{Axis{N: 4, Domain: Normal(0, 1, -inf, inf)}, []string{"-1.15034938038", "-0.318639363964", "0.318639363964", "1.15034938038"}},
		{Axis{N: 3, Domain: Triangular(0, 1, 2)}, []string{"0", "1", "2"}},
		{Axis{N: 1, Domain: LogNormal(60, 0.3, 0, inf)}, []string{"60"}},
	} {
		values := c.axis.values()
		for i, v := range values {
			if len(values) != len(c.want) || text(v) != c.want[i] {
				t.Errorf("%+v: got %v, want %v", c.axis.Domain, values, c.want)
				break
			}
		}
	}
}

// TestQuantilesStayInsideAndRise: whatever the distribution and its ends.
func TestQuantilesStayInsideAndRise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.Float64Range(0.1, 10).Draw(t, "from")
		to := from + rapid.Float64Range(0.1, 10).Draw(t, "width")
		mid := from + (to-from)*rapid.Float64Range(0, 1).Draw(t, "mid")
		domain := rapid.SampledFrom([]Continuous{Range(from, to), LogRange(from, to), Normal(mid, to-from, from, to),
			LogNormal(mid, 0.5, from, to), Triangular(from, mid, to)}).Draw(t, "domain")
		a := Axis{Domain: domain}
		u := rapid.Float64Range(0, 1).Draw(t, "u")
		v := rapid.Float64Range(u, 1).Draw(t, "v")
		x, y := a.at(u).(float64), a.at(v).(float64)
		if !(from <= x && x <= y && y <= to) {
			t.Fatalf("%v at %v, %v at %v, within %v to %v", x, u, y, v, from, to)
		}
	})
}

func TestTruncatedNormalKeepsItsShape(t *testing.T) {
	a := Axis{Domain: Normal(0, 1, 0, math.Inf(1))} // half-normal: median 0.6744897501960817
	if x := a.at(0.5).(float64); math.Abs(x-0.6744897501960817) > 1e-11 {
		t.Errorf("median of the half-normal is %v", x)
	}
}

func TestWeightsAndWholeNumbersShareOutEvenly(t *testing.T) {
	weighted := Axis{Domain: Weighted([]any{"a", "b", "c", "d"}, []float64{1, 0, 3, 0})}
	whole := Axis{Whole: true, Domain: Range(1, 4)}
	list := Axis{Domain: Values(1, 2, 3, 4)}
	words, counts, items := map[any]int{}, map[any]int{}, map[any]int{}
	const n = 4000
	for i := range n {
		u := (float64(i) + 0.5) / n
		words[weighted.at(u)]++
		counts[whole.at(u)]++
		items[list.at(u)]++
	}
	if words["a"] != n/4 || words["c"] != 3*n/4 || len(words) != 2 || weighted.at(1) != "c" {
		t.Errorf("weights 1, 0, 3, 0 give %v, and %v at the end", words, weighted.at(1))
	}
	for k := int64(1); k <= 4; k++ {
		if counts[k] != n/4 || items[k] != n/4 {
			t.Errorf("whole numbers 1 to 4 give %v, the list %v", counts, items)
		}
	}
}
