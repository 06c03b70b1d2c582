package normals

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Anomalies returns the days' mean temperatures less their two-harmonic
// seasonal fit by least squares.
func (c *Collector) Anomalies() []Anomaly {
	const terms = 5
	a := mat.NewDense(terms, terms, nil)
	right := mat.NewVecDense(terms, nil)
	for _, d := range c.daily {
		h := twoHarmonics(d.day)
		b := mat.NewVecDense(terms, h[:])
		a.RankOne(a, 1, b, b)
		right.AddScaledVec(right, d.degC, b)
	}
	var x mat.VecDense
	if err := x.SolveVec(a, right); err != nil {
		x = *mat.NewVecDense(terms, slices.Repeat([]float64{math.NaN()}, terms))
	}
	out := make([]Anomaly, len(c.daily))
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
