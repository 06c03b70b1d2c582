package plots

import "math"

// quantile is the smallest value that is no less than the share q of all, none of
// which is NaN: stat.Quantile with stat.Empirical, without sorting them all. It
// changes their order.
func quantile(v []float64, q float64) float64 {
	k := min(max(int(math.Ceil(q*float64(len(v))))-1, 0), len(v)-1)
	for lo, hi := 0, len(v)-1; lo < hi; {
		pivot := middle(v[lo], v[(lo+hi)/2], v[hi])
		i, j := lo, hi
		for i <= j {
			for v[i] < pivot {
				i++
			}
			for v[j] > pivot {
				j--
			}
			if i <= j {
				v[i], v[j] = v[j], v[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return v[k]
		}
	}
	return v[k]
}

// middle is the median of three.
func middle(a, b, c float64) float64 { return max(min(a, b), min(max(a, b), c)) }
