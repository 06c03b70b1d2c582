package normals

import (
	"math"
	"testing"
)

// TestNormalsOfACourse: a year of a seasonal cosine with a triangular day and
// saturated air has statistics known in advance.
func TestNormalsOfACourse(t *testing.T) {
	c := NewCollector(101325, 1)
	for day := range int64(8 * 1461) {
		var temp, rh [24]float64
		for h := range temp {
			temp[h] = 15 + 10*math.Cos(2*math.Pi*(float64(day)+0.5)/365.2425) + math.Abs(float64(h)-11.5)/2 - 3
			rh[h] = 1
		}
		c.Add(day, &temp, &rh)
	}
	n := c.Normals()
	for _, v := range []struct {
		what            string
		have, want, tol float64
	}{
		{"mean", n.MeanDegC, 15, 0.02},
		{"January", n.MonthDegC[0], 15 + 10*math.Sin(2*math.Pi*31/365.2425)/(2*math.Pi*31/365.2425), 0.03},
		{"range in May", n.MonthRangeK[4], 5.5, 1e-9},
		{"standard deviation of days", n.DaySDK, 0, 1e-6},
		{"maximum", n.MaxDegC, 27.75, 0.01},
		{"wet bulb of saturated air", n.WetBulbMaxDegC, n.MaxDegC, 1e-6},
		{"median", c.temp.quantile(0.5), 15, 0.15},
		{"hours below 10", n.HoursWetBulbUnder10, hoursAYear * c.temp.below(10), 1e-6},
	} {
		if math.Abs(v.have-v.want) > v.tol {
			t.Errorf("%s: %g, want %g", v.what, v.have, v.want)
		}
	}
}

// TestCorrelation: over the days in common alone.
func TestCorrelation(t *testing.T) {
	a := []Anomaly{{1, 1}, {2, -1}, {3, 2}, {5, 0}, {9, 100}}
	b := []Anomaly{{1, 2}, {2, -2}, {3, 4}, {4, 7}, {5, 0}}
	if r, days := Correlation(a, b); math.Abs(r-1) > 1e-12 || days != 4 {
		t.Errorf("correlation %g over %d days, want 1 over 4", r, days)
	}
}
