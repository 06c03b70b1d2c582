package main

import (
	"math"
	"slices"

	"caloduc/models/weather"
	"caloduc/models/weather/normals"
	"caloduc/sim/list"
)

// Rounds and years of the calibration.
const (
	calibrationRounds = 5
	calibrationYears  = 200
)

// calibrate corrects what the fit of the parts leaves in the whole: it
// generates years and moves the skewness of the daily temperature towards the
// record's 99.6 % and 0.4 % dry bulbs and its spread to the record's, the hourly noise towards its daily
// ranges, the day's memory towards its lag-1 correlation, and the room above the knee of the dew points towards its 99 % and
// 99.9 % dew points.
func calibrate(climates []weather.Climate, records []*normals.Collector) error {
	truth := list.Map(records, (*normals.Collector).Normals)
	for i := range climates {
		climates[i].DewMap = newDewMap()
	}
	for range calibrationRounds {
		made, err := generate(climates, calibrationYears)
		if err != nil {
			return err
		}
		for i := range climates {
			n := made[i].Normals()
			calibrateTails(&climates[i], truth[i], n)
			if err := calibrateDew(&climates[i], records[i], made[i]); err != nil {
				return err
			}
			calibrateRoom(&climates[i], truth[i], n)
			if !climates[i].Joint {
				calibrateMemory(&climates[i], truth[i], n)
			}
			if err := calibrateNoise(&climates[i], truth[i], n); err != nil {
				return err
			}
		}
	}
	return nil
}

// calibrateTails moves the skewness in the hot and in the cold season, as far as
// the map still rises, and scales the map to the record's standard deviation.
func calibrateTails(c *weather.Climate, want, have normals.Normals) {
	const gain = 0.15 // skewness for a K at the tail, somewhat less than 1/(z²−1) of z = 2.3
	hot := gain * (want.DryBulb996DegC - have.DryBulb996DegC)
	cold := gain * (want.DryBulb004DegC - have.DryBulb004DegC)
	length := math.Hypot(c.TempMean[1], c.TempMean[2])
	old := c.TempMap
	c.TempMap = weather.Map{SD: slices.Clone(old.SD), Skew: slices.Clone(old.Skew), Kurt: slices.Clone(old.Kurt)}
	c.TempMap.Skew[0] += (hot + cold) / 2
	c.TempMap.Skew[1] += (hot - cold) / 2 * c.TempMean[1] / length
	c.TempMap.Skew[2] += (hot - cold) / 2 * c.TempMean[2] / length
	if !rising(&c.TempMap) {
		c.TempMap = old
	}
	for _, s := range []weather.Season{c.TempMap.SD, c.TempMap.Skew, c.TempMap.Kurt} {
		for i := range s {
			s[i] *= want.DaySDK / have.DaySDK
		}
	}
}

// calibrateMemory moves the autoregression of a site that draws alone towards
// the record's correlation from day to day: in a record of one year the Gaussian
// values remember more than the temperatures, which the seasons weigh unequally.
func calibrateMemory(c *weather.Climate, want, have normals.Normals) {
	const gain = 0.6
	c.TempAR[0] += gain * (want.DayLag1 - have.DayLag1)
	c.TempMix = []float64{1 / norm(response(c.TempAR))}
}

// calibrateNoise moves the seasonal standard deviation of the hourly noise.
func calibrateNoise(c *weather.Climate, want, have normals.Normals) error {
	const gain = 0.35 // noise for a K of daily range
	d := newDesign(3)
	for m := range want.MonthRangeK {
		b := midMonth(m)
		d.add(&b, 1, gain*(want.MonthRangeK[m]-have.MonthRangeK[m]), 1)
	}
	s, err := d.solve()
	if err != nil {
		return err
	}
	for i, v := range s[0] {
		c.TempNoiseSD[i] += v
	}
	return nil
}
