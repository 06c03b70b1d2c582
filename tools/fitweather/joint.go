package main

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// fitJoint fits how the sites' draws mix: the lower triangular factor of the
// draws' covariance, so that a site depends on itself and those before it.
func fitJoint(fits []*fit) {
	var joint []*fit
	for _, f := range fits {
		if f.Joint {
			joint = append(joint, f)
		}
	}
	processes := []struct {
		z   func(f *fit) []float64
		ar  func(f *fit) []float64
		mix func(f *fit) *[]float64
	}{
		{func(f *fit) []float64 { return f.zTemp }, func(f *fit) []float64 { return f.TempAR }, func(f *fit) *[]float64 { return (*[]float64)(&f.TempMix) }},
		{func(f *fit) []float64 { return f.zDry }, func(f *fit) []float64 { return f.DryAR }, func(f *fit) *[]float64 { return (*[]float64)(&f.DryMix) }},
		{func(f *fit) []float64 { return f.zSwing }, func(f *fit) []float64 { return f.SwingAR }, func(f *fit) *[]float64 { return (*[]float64)(&f.SwingMix) }},
	}
	for _, p := range processes {
		rows := mixing(len(joint),
			func(j, k int) float64 { return dailyCorrelation(joint[j], joint[k], p.z(joint[j]), p.z(joint[k])) },
			func(k int) []float64 { return response(p.ar(joint[k])) })
		for k, f := range joint {
			*p.mix(f) = rows[k]
		}
		for _, f := range fits {
			if !f.Joint {
				*p.mix(f) = []float64{1 / norm(response(p.ar(f)))}
			}
		}
	}
	rows := mixing(len(joint),
		func(j, k int) float64 { return noiseCorrelation(joint[j], joint[k]) },
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

// commonDays calls f with the indices of every day that two records share.
func commonDays(a, b *fit, f func(i, j int)) {
	for i, j := 0, 0; i < len(a.days) && j < len(b.days); {
		switch {
		case a.days[i] < b.days[j]:
			i++
		case a.days[i] > b.days[j]:
			j++
		default:
			f(i, j)
			i++
			j++
		}
	}
}

// dailyCorrelation returns the correlation of two daily Gaussian series over
// the days in common.
func dailyCorrelation(a, b *fit, x, y []float64) float64 {
	xx, xy, yy := 0.0, 0.0, 0.0
	commonDays(a, b, func(i, j int) {
		xx += x[i] * x[i]
		xy += x[i] * y[j]
		yy += y[j] * y[j]
	})
	return xy / math.Sqrt(xx*yy)
}

// noiseCorrelation returns the correlation of two sites' temperature noise at
// the same hour of their days.
func noiseCorrelation(a, b *fit) float64 {
	xx, xy, yy := 0.0, 0.0, 0.0
	commonDays(a, b, func(i, j int) {
		for h := range 24 {
			x, y := a.noise[i][h], b.noise[j][h]
			xx, xy, yy = xx+x*x, xy+x*y, yy+y*y
		}
	})
	return xy / math.Sqrt(xx*yy)
}
