package design

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is an estimate and its confidence interval.
type Interval struct{ Estimate, Low, High float64 }

// Mean returns the mean of independent replicates with its confidence interval by
// Student's t (Student 1908, The probable error of a mean, Biometrika 6, 1-25): exact
// for normal replicates, good for means close to normal. level is the confidence,
// such as 0.95. Fewer than two replicates, or one that is missing (NaN), are an
// error.
func Mean(replicates []float64, level float64) (Interval, error) {
	if err := checkSample(replicates, level); err != nil {
		return Interval{}, err
	}
	mean, sd := stat.MeanStdDev(replicates, nil)
	n := float64(len(replicates))
	half := studentT(level, n-1) * sd / math.Sqrt(n)
	return Interval{mean, mean - half, mean + half}, nil
}

// Paired returns the mean of a minus b, replicate by replicate, with its confidence
// interval by Student's t. Replicates of one number share their random numbers, so
// that what both points have in common cancels; a and b are in the order of the
// replicates.
func Paired(a, b []float64, level float64) (Interval, error) {
	if len(a) != len(b) {
		return Interval{}, fmt.Errorf("paired difference: %d replicates and %d: each needs its partner", len(a), len(b))
	}
	diff := slices.Clone(a)
	for i := range diff {
		diff[i] -= b[i]
	}
	return Mean(diff, level)
}

func checkSample(xs []float64, level float64) error {
	if !(level > 0 && level < 1) {
		return fmt.Errorf("confidence level %v: must be above 0 and below 1", level)
	}
	if len(xs) < 2 {
		return fmt.Errorf("%d replicates: an interval needs at least two", len(xs))
	}
	for i, x := range xs {
		if !finite(x) {
			return fmt.Errorf("replicate %d is missing or not finite", i)
		}
	}
	return nil
}

// studentT is the number of standard errors on either side of a mean.
func studentT(level, freedom float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: freedom}.Quantile((1 + level) / 2)
}
