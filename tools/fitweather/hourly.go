package main

import (
	"math"
	"time"

	"caloduc/models/weather"
)

// monthOf returns a day's calendar month, from 0.
func monthOf(day int64) int { return int(time.Unix(86400*day, 0).UTC().Month()) - 1 }

// takeMoves takes the curve through the daily means out of the hours.
func (f *fit) takeMoves(r *record) {
	f.tempMove = make([][24]float64, len(f.days))
	f.dryMove = make([][24]float64, len(f.days))
	for i := range f.days {
		var temp, dry [24]float64
		weather.DayCurve(f.window(f.dayTemp, i), &temp)
		weather.DayCurve(f.window(f.dayDry, i), &dry)
		for h := range 24 {
			f.tempMove[i][h] = r.temp[i][h] - temp[h]
			f.dryMove[i][h] = dryness(r.rh[i][h]) - dry[h]
		}
	}
}

// fitShapes fits the mean diurnal courses.
func (f *fit) fitShapes() error {
	var err error
	if f.TempShape, f.tempCourse, err = f.fitShape(f.tempMove, 5, 5, 5, 5, 1, 1); err != nil {
		return err
	}
	f.DryShape, f.dryCourse, err = f.fitShape(f.dryMove, 5, 5, 3, 1, 1, 1)
	return err
}

// fitShape fits a mean diurnal course, two seasons to each of its harmonics,
// and returns it with its values at every hour of the record.
func (f *fit) fitShape(move [][24]float64, harmonics ...int) ([]weather.Season, [][24]float64, error) {
	d := newDesign(harmonics...)
	for i := range move {
		for h, v := range move[i] {
			d.add(&f.bases[i], f.weights[i], v, harmonicsOfDay(h, len(harmonics))...)
		}
	}
	s, err := d.solve()
	if err != nil {
		return nil, nil, err
	}
	course := make([][24]float64, len(move))
	for i := range course {
		for h := range 24 {
			for k, v := range harmonicsOfDay(h, len(harmonics)) {
				course[i][h] += v * s[k].At(&f.bases[i])
			}
		}
	}
	return s, course, nil
}

// harmonicsOfDay returns cosine and sine of the day's first harmonics.
func harmonicsOfDay(h, n int) []float64 {
	x := make([]float64, n)
	for k := range x {
		sin, cos := math.Sincos(2 * math.Pi * float64((k/2+1)*h) / 24)
		x[k] = cos
		if k%2 == 1 {
			x[k] = sin
		}
	}
	return x
}

// fitNoise fits what the hours do beyond curve and course.
func (f *fit) fitNoise() error {
	n := len(f.days)
	f.noise = make([][24]float64, n)
	swings := make([][24]float64, n)
	tempSwing, drySwing := weather.AnnualCourse(f.TempShape), weather.AnnualCourse(f.DryShape)
	for i := range f.days {
		weather.SwingCurve(f.window(f.swing, i), &swings[i])
		for h := range 24 {
			f.noise[i][h] = f.tempMove[i][h] - f.tempCourse[i][h] - swings[i][h]*tempSwing[h]
		}
	}
	d := newDesign(1, 1)
	for i := range f.days {
		for h, y := range f.dryMove[i] {
			d.add(&f.bases[i], f.weights[i], y-f.dryCourse[i][h], swings[i][h]*drySwing[h], f.noise[i][h])
		}
	}
	s, err := d.solve()
	if err != nil {
		return err
	}
	f.DryOnSwing, f.DryOnNoise = s[0][0], s[1][0]
	rest := make([][24]float64, n)
	for i := range f.days {
		for h, y := range f.dryMove[i] {
			rest[i][h] = y - f.dryCourse[i][h] - f.DryOnSwing*swings[i][h]*drySwing[h] - f.DryOnNoise*f.noise[i][h]
		}
	}
	if f.TempNoiseAR, f.TempNoiseSD, err = f.fitAR2(f.noise); err != nil {
		return err
	}
	f.DryNoiseAR, f.DryNoiseSD, err = f.fitAR2(rest)
	return err
}
