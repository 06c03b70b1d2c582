package main

import (
	"caloduc/models/weather"
	"caloduc/sim/list"
)

// fit is a climate being fitted, with what its neighbours need to know.
type fit struct {
	weather.Climate
	days                  []int64
	zTemp, zDry, zSwing   []float64     // Gaussian values by day
	noise                 [][24]float64 // temperature noise by day, of unit standard deviation
	bases                 []weather.Basis
	weights               []float64 // so that every calendar month counts by its length
	dayTemp, dayDry       []float64 // daily means
	tempMove, dryMove     [][24]float64
	swing                 []float64
	tempCourse, dryCourse [][24]float64
}

// fitSite fits everything but the draws shared with other sites.
func fitSite(c weather.Climate, r *record) (*fit, error) {
	f := &fit{Climate: c, days: r.days, weights: monthWeights(r.days)}
	for i, d := range r.days {
		f.bases = append(f.bases, weather.SeasonOf(float64(d)+0.5))
		temp, dry := 0.0, 0.0
		for h := range 24 {
			temp += r.temp[i][h] / 24
			dry += dryness(r.rh[i][h]) / 24
		}
		f.dayTemp, f.dayDry = append(f.dayTemp, temp), append(f.dayDry, dry)
	}
	f.takeMoves(r)
	for _, step := range []func() error{f.fitTemp, f.fitDry, f.fitShapes, f.fitSwing, f.fitNoise} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// monthWeights weighs days so that a calendar month the record holds more often
// counts no more.
func monthWeights(days []int64) []float64 {
	var count [12]float64
	for _, d := range days {
		count[monthOf(d)]++
	}
	return list.Map(days, func(d int64) float64 { return 30.4 / count[monthOf(d)] })
}

// fitTemp fits the daily mean temperature.
func (f *fit) fitTemp() error {
	d := newDesign(13)
	for i, t := range f.dayTemp {
		d.addOn(f.days[i], &f.bases[i], f.weights[i], t, 1)
	}
	d.keepMonths()
	s, err := d.solve()
	if err != nil {
		return err
	}
	f.TempMean = s[0]
	x := make([]float64, len(f.days))
	for i, t := range f.dayTemp {
		x[i] = t - f.TempMean.At(&f.bases[i])
	}
	if f.TempMap, f.zTemp, err = fitMap(f.days, f.bases, x, 5, 3, 3); err != nil {
		return err
	}
	f.TempAR, err = autoregression(f.days, f.zTemp, 3)
	return err
}

// fitDry fits the daily mean dryness.
func (f *fit) fitDry() error {
	d := newDesign(11, 5, 1)
	for i, y := range f.dayDry {
		z := weather.Bent(f.zTemp[i])
		d.add(&f.bases[i], f.weights[i], y, 1, z, z*z-1)
	}
	s, err := d.solve()
	if err != nil {
		return err
	}
	f.DryMean, f.DryOnTemp, f.DryOnTemp2 = s[0], s[1], s[2]
	x := make([]float64, len(f.days))
	for i, y := range f.dayDry {
		b, z := &f.bases[i], weather.Bent(f.zTemp[i])
		x[i] = y - f.DryMean.At(b) - z*f.DryOnTemp.At(b) - (z*z-1)*f.DryOnTemp2.At(b)
	}
	d = newDesign(11)
	for i, v := range x {
		d.addOn(f.days[i], &f.bases[i], f.weights[i], v, 1)
	}
	d.keepMonths()
	if s, err = d.solve(); err != nil {
		return err
	}
	for i, v := range s[0] {
		f.DryMean[i] += v
	}
	for i := range x {
		x[i] -= s[0].At(&f.bases[i])
	}
	if f.DryMap, f.zDry, err = fitMap(f.days, f.bases, x, 3, 1, 0); err != nil {
		return err
	}
	f.DryAR, err = autoregression(f.days, f.zDry, 2)
	return err
}

// fitSwing fits the day's swing, by which its temperatures follow the season's
// diurnal course.
func (f *fit) fitSwing() error {
	f.swing = make([]float64, len(f.days))
	course := weather.AnnualCourse(f.TempShape)
	for i := range f.days {
		shape, square := 0.0, 0.0
		for h, v := range course {
			shape += v * (f.tempMove[i][h] - f.tempCourse[i][h])
			square += v * v
		}
		f.swing[i] = shape / square
	}
	d := newDesign(3, 3)
	for i, a := range f.swing {
		d.add(&f.bases[i], f.weights[i], a, weather.Bent(f.zTemp[i]), weather.Bent(f.zDry[i]))
	}
	s, err := d.solve()
	if err != nil {
		return err
	}
	f.SwingOnTemp, f.SwingOnDry = s[0], s[1]
	x := make([]float64, len(f.days))
	for i, a := range f.swing {
		b := &f.bases[i]
		x[i] = a - weather.Bent(f.zTemp[i])*f.SwingOnTemp.At(b) - weather.Bent(f.zDry[i])*f.SwingOnDry.At(b)
	}
	if f.SwingMap, f.zSwing, err = fitMap(f.days, f.bases, x, 3, 1, 0); err != nil {
		return err
	}
	f.SwingAR, err = autoregression(f.days, f.zSwing, 2)
	return err
}

// window returns a daily series around day i; beyond a gap in the record it
// repeats the last day before it.
func (f *fit) window(x []float64, i int) *[5]float64 {
	var w [5]float64
	w[2] = x[i]
	for k := 1; k <= 2; k++ {
		w[2-k], w[2+k] = w[3-k], w[1+k]
		if i >= k && f.days[i]-f.days[i-k] == int64(k) {
			w[2-k] = x[i-k]
		}
		if i+k < len(x) && f.days[i+k]-f.days[i] == int64(k) {
			w[2+k] = x[i+k]
		}
	}
	return &w
}
