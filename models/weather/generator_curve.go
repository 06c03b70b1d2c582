package weather

import "math"

// seasonTerms is the length of the longest Season: a mean and six harmonics.
const seasonTerms = 13

// Basis holds 1, cos θ, sin θ, cos 2θ, sin 2θ, … of the season's angle θ.
type Basis [seasonTerms]float64

// Season is a quantity that changes over the year: its mean, then the cosine
// and sine amplitudes of its annual harmonics.
type Season []float64

// At returns the quantity's value at the season.
func (c Season) At(b *Basis) float64 {
	sum := 0.0
	for i, v := range c {
		sum += v * b[i]
	}
	return sum
}

// seasonOfDay returns the basis at the noon of a day counted from 1970-01-01.
func seasonOfDay(day int64) Basis { return SeasonOf(float64(day) + 0.5) }

// SeasonOf returns the basis at an instant given in days from 1970-01-01. The
// angle runs once through the circle in a mean Gregorian year of 365.2425 days
// from 1970-01-01 on.
func SeasonOf(days float64) Basis {
	years := days / 365.2425
	sin, cos := math.Sincos(2 * math.Pi * (years - math.Floor(years)))
	b := Basis{1, cos, sin}
	for i := 3; i < seasonTerms; i += 2 {
		b[i] = b[i-2]*cos - b[i-1]*sin
		b[i+1] = b[i-1]*cos + b[i-2]*sin
	}
	return b
}

// Map turns a standard Gaussian value into an anomaly whose spread, skewness
// and kurtosis change with the season: the first three terms of the expansion
// of a quantile function in Hermite polynomials.
type Map struct {
	SD, Skew, Kurt Season
}

// mapCut is where a Map's tails begin, those that a record of few years cannot
// tell: beyond it a Gaussian value is bent towards mapCut + mapTail, which it
// never reaches. That extremes of temperature are bounded is common experience;
// how far beyond the record the bound lies is an assumption.
const (
	mapCut  = 2.5
	mapTail = 1.0
)

// At returns the anomaly at the season for the Gaussian value z.
func (m *Map) At(b *Basis, z float64) float64 {
	return mapped(z, m.SD.At(b), m.Skew.At(b), m.Kurt.At(b))
}

// mapped is a Map's function with the coefficients of one season.
func mapped(z, sd, skew, kurt float64) float64 {
	c := min(max(z, -mapCut), mapCut)
	v := sd*c + skew*(c*c-1) + kurt*(c*c*c-3*c)
	if c != z {
		v += (Bent(z) - c) * (sd + 2*skew*c + 3*kurt*(c*c-1))
	}
	return v
}

// Bent returns z, its tails bent.
func Bent(z float64) float64 {
	if over := math.Abs(z) - mapCut; over > 0 {
		return math.Copysign(mapCut+mapTail*(1-math.Exp(-over/mapTail)), z)
	}
	return z
}

// dayBasis weighs, hour by hour, the values at the day's start, its end, and
// the day's mean: a parabola whose mean over the 24 hours is the day's own.
var dayBasis = func() (basis [24][3]float64) {
	var mean [3]float64
	for h := range basis {
		u := (float64(h) + 0.5) / 24
		basis[h] = [3]float64{1 - 4*u + 3*u*u, -2*u + 3*u*u, 6 * u * (1 - u)}
		for i, v := range basis[h] {
			mean[i] += v / 24
		}
	}
	for h := range basis {
		m := basis[h][2] / mean[2]
		basis[h] = [3]float64{basis[h][0] - mean[0]*m, basis[h][1] - mean[1]*m, m}
	}
	return basis
}()

// Parabola returns the hourly weights of a day's mean, 1 on average and near 0
// at the midnights, along which the generator takes a daily mean out of hours.
func Parabola() (w [24]float64) {
	for h := range w {
		w[h] = dayBasis[h][2]
	}
	return w
}

// DayCurve draws a smooth hourly curve through a day in the middle of five
// daily means. It is continuous from day to day and keeps every day's mean;
// the values at midnight are those of the piecewise parabolic method (Colella
// and Woodward 1984, J. Comput. Phys. 54, eq. 1.9).
func DayCurve(days *[5]float64, out *[24]float64) {
	start := (7*(days[1]+days[2]) - days[0] - days[3]) / 12
	end := (7*(days[2]+days[3]) - days[1] - days[4]) / 12
	for h := range out {
		b := &dayBasis[h]
		out[h] = b[0]*start + b[1]*end + b[2]*days[2]
	}
}

// SwingCurve is DayCurve with the mean of two days at the midnight between.
func SwingCurve(days *[5]float64, out *[24]float64) {
	start, end := (days[1]+days[2])/2, (days[2]+days[3])/2
	for h := range out {
		b := &dayBasis[h]
		out[h] = b[0]*start + b[1]*end + b[2]*days[2]
	}
}

// centre takes a day's mean out of its hourly movements, leaving the midnights
// where they are, so that the daily means stay the daily process's own.
func centre(move *[24]float64) {
	mean := 0.0
	for _, v := range move {
		mean += v / 24
	}
	for h := range move {
		move[h] -= mean * dayBasis[h][2]
	}
}

// diurnalTerms is twice the number of the day's harmonics.
const diurnalTerms = 6

// diurnalBasis holds cosine and sine of the day's harmonics at each hour.
var diurnalBasis = func() (basis [24][diurnalTerms]float64) {
	for h := range basis {
		for k := range diurnalTerms / 2 {
			sin, cos := math.Sincos(2 * math.Pi * float64((k+1)*h) / 24)
			basis[h][2*k], basis[h][2*k+1] = cos, sin
		}
	}
	return basis
}()

// shape holds the amplitudes of a day's harmonics.
type shape [diurnalTerms]float64

// diurnal returns the day's shape at the season.
func diurnal(terms []Season, b *Basis) (s shape) {
	for i, c := range terms {
		s[i] = c.At(b)
	}
	return s
}

// at returns the shape's value at an hour of the day.
func (s *shape) at(h int) float64 {
	b := &diurnalBasis[h]
	return s[0]*b[0] + s[1]*b[1] + s[2]*b[2] + s[3]*b[3] + s[4]*b[4] + s[5]*b[5]
}

// AnnualCourse returns the annual mean of the diurnal course.
func AnnualCourse(terms []Season) (hours [24]float64) {
	var s shape
	for i, c := range terms {
		s[i] = c[0]
	}
	for h := range hours {
		hours[h] = s.at(h)
	}
	return hours
}
