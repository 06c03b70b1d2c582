package main

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// fitJoint fits how the sites' draws mix: the lower triangular factor of the
// draws' covariance, so that a site depends on itself and those before it.
func fitJoint(fits []*fit) {
	joint := slices.DeleteFunc(slices.Clone(fits), func(f *fit) bool { return !f.Joint })
	for p := range 3 {
		rows := mixing(len(joint),
			func(j, k int) float64 {
				return correlation(joint[j], joint[k], func(f *fit, i int) []float64 { z, _, _ := f.daily(p); return z[i : i+1] })
			},
			func(k int) []float64 { _, ar, _ := joint[k].daily(p); return response(ar) })
		for k, f := range joint {
			_, _, mix := f.daily(p)
			*mix = rows[k]
		}
		for _, f := range fits {
			if _, ar, mix := f.daily(p); !f.Joint {
				*mix = []float64{1 / norm(response(ar))}
			}
		}
	}
	rows := mixing(len(joint),
		func(j, k int) float64 {
			return correlation(joint[j], joint[k], func(f *fit, i int) []float64 { return f.noise[i][:] })
		},
		func(k int) []float64 { return response(joint[k].TempNoiseAR) })
	for k, f := range joint {
		scale := norm(rows[k]) // the generator scales the noise itself
		for j := range rows[k] {
			rows[k][j] /= scale
		}
		f.TempNoiseMix = rows[k]
	}
	for _, f := range fits {
		if !f.Joint {
			f.TempNoiseMix = []float64{1}
		}
	}
}

// daily returns the p-th of the daily processes: Gaussian values, autoregression
// and how the sites' draws mix.
func (f *fit) daily(p int) (z, ar []float64, mix *[]float64) {
	switch p {
	case 0:
		return f.zTemp, f.TempAR, &f.TempMix
	case 1:
		return f.zDry, f.DryAR, &f.DryMix
	}
	return f.zSwing, f.SwingAR, &f.SwingMix
}

// response returns the weights with which an autoregressive process of the
// given coefficients remembers its draws.
func response(ar []float64) []float64 {
	psi := make([]float64, 400)
	psi[0] = 1
	for i := 1; i < len(psi); i++ {
		for k, a := range ar {
			if i > k {
				psi[i] += a * psi[i-k-1]
			}
		}
	}
	return psi
}

func norm(x []float64) float64 { return math.Sqrt(dot(x, x)) }

func dot(x, y []float64) float64 {
	sum := 0.0
	for i := range x {
		sum += x[i] * y[i]
	}
	return sum
}

// mixing returns the rows of the factor of the draws' covariance under which n
// autoregressive processes of unit variance have the given correlations. Where
// no such covariance exists the correlations are shrunk until one does.
func mixing(n int, correlation func(j, k int) float64, response func(k int) []float64) [][]float64 {
	cov := mat.NewSymDense(n, nil)
	for j := range n {
		for k := j; k < n; k++ {
			r := 1.0
			if j != k {
				r = correlation(j, k)
			}
			cov.SetSym(j, k, r/dot(response(j), response(k)))
		}
	}
	var chol mat.Cholesky
	for !chol.Factorize(cov) {
		for j := range n {
			for k := j + 1; k < n; k++ {
				cov.SetSym(j, k, 0.995*cov.At(j, k))
			}
		}
	}
	var l mat.TriDense
	chol.LTo(&l)
	rows := make([][]float64, n)
	for k := range rows {
		for j := 0; j <= k; j++ {
			rows[k] = append(rows[k], l.At(k, j))
		}
	}
	return rows
}

// correlation returns the correlation of two sites' series of mean zero, given by
// the values of each day of a record, over the days that both records hold.
func correlation(a, b *fit, of func(f *fit, i int) []float64) float64 {
	xx, xy, yy := 0.0, 0.0, 0.0
	for i, day := range a.days {
		j, both := slices.BinarySearch(b.days, day)
		if !both {
			continue
		}
		y := of(b, j)
		for h, x := range of(a, i) {
			xx, xy, yy = xx+x*x, xy+x*y[h], yy+y[h]*y[h]
		}
	}
	return xy / math.Sqrt(xx*yy)
}
