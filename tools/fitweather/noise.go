package main

import (
	"math"

	"caloduc/models/weather"
)

// fitAR2 fits hourly noise: second-order autoregressive, of the season's
// standard deviation, before the day's mean is taken out of it. It scales x to
// unit standard deviation.
func (f *fit) fitAR2(x [][24]float64) ([]float64, weather.Season, error) {
	d := newDesign(3)
	for i := range x {
		sum := 0.0
		for _, v := range x[i] {
			sum += v * v / 24
		}
		d.add(&f.bases[i], f.weights[i], sum, 1)
	}
	s, err := d.solve()
	if err != nil {
		return nil, nil, err
	}
	variance := func(b *weather.Basis) float64 { return max(s[0].At(b), 0.1*s[0][0]) }
	for i := range x {
		sd := math.Sqrt(variance(&f.bases[i]))
		for h := range x[i] {
			x[i][h] /= sd
		}
	}
	p, q, left := fastestRoots(covariances(x))
	d = newDesign(3)
	for day := 0.5; day < 365; day++ {
		b := weather.SeasonOf(day)
		d.add(&b, 1, math.Sqrt(variance(&b)/left), 1)
	}
	sd, err := d.solve()
	if err != nil {
		return nil, nil, err
	}
	return []float64{p + q, -p * q}, sd[0], nil
}

// covarianceLags is how many lags of the hourly noise are fitted.
const covarianceLags = 13

// covariances returns the mean products of noise with itself some hours later
// within a day.
func covariances(x [][24]float64) (c [covarianceLags]float64) {
	for i := range x {
		for lag := range c {
			for h := range 24 - lag {
				c[lag] += x[i][h] * x[i][h+lag] / float64((24-lag)*len(x))
			}
		}
	}
	return c
}

// fastestRoots searches the two real roots of the autoregression whose noise,
// its daily mean taken out, has the covariances c most nearly (lags 0 and 1,
// which set spread and smoothness, weigh most), and the variance that noise of
// unit variance keeps.
func fastestRoots(c [covarianceLags]float64) (p, q, left float64) {
	best := math.Inf(1)
	try := func(a, b float64) {
		if a <= b || a > 0.995 || b < -0.5 {
			return
		}
		m := centred(a, b)
		miss := 0.0
		for lag := 1; lag < len(c); lag++ {
			e := m[lag]/m[0] - c[lag]/c[0]
			if lag == 1 {
				e *= 10
			}
			miss += e * e
		}
		if miss < best {
			best, p, q, left = miss, a, b, m[0]/c[0]
		}
	}
	for a := 0.02; a < 1; a += 0.04 {
		for b := -0.5; b < a; b += 0.04 {
			try(a, b)
		}
	}
	for step := 0.02; step > 1e-4; step /= 1.5 {
		a, b := p, q
		for i := -3.0; i <= 3; i++ {
			for j := -3.0; j <= 3; j++ {
				try(a+i*step, b+j*step)
			}
		}
	}
	return p, q, left
}

// centred returns the covariances within a day of unit autoregressive noise with
// roots p and q whose daily mean is taken out along the generator's parabola.
func centred(p, q float64) (c [covarianceLags]float64) {
	w := weather.Parabola()
	var r, rows [24]float64
	for k := range r {
		n := float64(k + 1)
		r[k] = (math.Pow(p, n)*(1-q*q) - math.Pow(q, n)*(1-p*p)) / ((p - q) * (1 + p*q))
	}
	all := 0.0
	for i := range rows {
		for j := range rows {
			rows[i] += r[max(i-j, j-i)] / 24
		}
		all += rows[i] / 24
	}
	for lag := range c {
		for i := range 24 - lag {
			j := i + lag
			c[lag] += (r[lag] - w[i]*rows[j] - rows[i]*w[j] + w[i]*w[j]*all) / float64(24-lag)
		}
	}
	return c
}
