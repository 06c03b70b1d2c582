package normals

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Anomalies returns the days' mean temperatures less their two-harmonic
// seasonal fit by least squares.
func (c *Collector) Anomalies() []Anomaly {
	const terms = 5
	var sum [terms][terms]float64
	var right [terms]float64
	for _, d := range c.daily {
		b := twoHarmonics(d.day)
		for i := range b {
			right[i] += b[i] * d.degC
			for j := range b {
				sum[i][j] += b[i] * b[j]
			}
		}
	}
	a := mat.NewDense(terms, terms, nil)
	for i := range sum {
		a.SetRow(i, sum[i][:])
	}
	var x mat.VecDense
	out := make([]Anomaly, len(c.daily))
	if err := x.SolveVec(a, mat.NewVecDense(terms, right[:])); err != nil {
		for i, d := range c.daily {
			out[i] = Anomaly{d.day, math.NaN()}
		}
		return out
	}
	for i, d := range c.daily {
		fit := 0.0
		for j, v := range twoHarmonics(d.day) {
			fit += v * x.AtVec(j)
		}
		out[i] = Anomaly{d.day, d.degC - fit}
	}
	return out
}

// twoHarmonics returns a constant and the first two annual harmonics on a day.
func twoHarmonics(day int64) [5]float64 {
	angle := 2 * math.Pi * (float64(day) + 0.5) / 365.2425
	s1, c1 := math.Sincos(angle)
	s2, c2 := math.Sincos(2 * angle)
	return [5]float64{1, c1, s1, c2, s2}
}
