package plots

import (
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

func TestQuantileIsThatOfSortedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Float64Range(-3, 3), 1, 200).Draw(t, "values")
		if rapid.Bool().Draw(t, "ties") {
			for i := range v {
				v[i] = float64(int(v[i]))
			}
		}
		q := rapid.SampledFrom([]float64{0, 0.05, 0.5, 0.95, 1}).Draw(t, "q")
		sorted := slices.Sorted(slices.Values(v))
		if got, want := quantile(v, q), stat.Quantile(q, stat.Empirical, sorted, nil); got != want {
			t.Fatalf("%v, want %v", got, want)
		}
		if !slices.Equal(slices.Sorted(slices.Values(v)), sorted) {
			t.Fatal("values lost")
		}
	})
}
