package price

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"caloduc/sim/list"
)

// Regime is the statistics of past years, 60 fitted numbers: a shape by season,
// hour and kind of day, two autocorrelated noises, and the price at each level
// of their sum. No price of those years is kept but as a quantile.
//
// The model is latent and Gaussian: the level z is
//
//	z = Mean + annual + diurnal × season + weekend + Sigma (slow + fast)
//
// with two first-order autoregressive noises of unit variance together, and the
// price is a monotone, piecewise linear function of z (Levels, Prices).
type Regime struct {
	Name   string
	Source string

	Mean     float64
	Annual   [4]float64    // cos, sin of once and twice a year
	Saturday float64       // added on Saturdays
	Sunday   float64       // added on Sundays
	Diurnal  [8][3]float64 // cos, sin of once to four times a day: mean, × cos and × sin of the year
	Weekend  [4]float64    // cos, sin of once and twice a day, added on Saturdays and Sundays

	Sigma     float64 // standard deviation of the noise
	SlowShare float64 // share of its variance that is slow
	Slow      float64 // autocorrelation of the slow part from hour to hour
	Fast      float64 // autocorrelation of the fast part from hour to hour

	Prices [len(Levels)]float64 // EUR/MWh at Levels
}

// Levels are the levels z at which a regime's prices are given. Beyond the ends
// the price stays where it is.
var Levels = [...]float64{-3.6, -3, -2.5, -2.2, -2, -1.8, -1.65, -1.5, -1.3, -1, -0.6, -0.2, 0.2, 0.6, 1, 1.3, 1.65, 2, 2.5, 3, 3.6}

// At returns the price at a level.
func (r *Regime) At(z float64) float64 {
	n := len(Levels)
	if z <= Levels[0] {
		return r.Prices[0]
	}
	if z >= Levels[n-1] {
		return r.Prices[n-1]
	}
	i := sort.SearchFloat64s(Levels[:], z)
	f := (z - Levels[i-1]) / (Levels[i] - Levels[i-1])
	return r.Prices[i-1] + f*(r.Prices[i]-r.Prices[i-1])
}

// Shape sets the levels without noise of the 24 hours of a day, yearday counted
// from 0.
func (r *Regime) Shape(yearday int, day time.Weekday, level *[24]float64) {
	s1, c1 := math.Sincos(2 * math.Pi * float64(yearday) / 365.25)
	c2, s2 := c1*c1-s1*s1, 2*s1*c1
	base := r.Mean + r.Annual[0]*c1 + r.Annual[1]*s1 + r.Annual[2]*c2 + r.Annual[3]*s2
	switch day {
	case time.Saturday:
		base += r.Saturday
	case time.Sunday:
		base += r.Sunday
	}
	weekend := day == time.Saturday || day == time.Sunday
	var k [8]float64
	for i := range k {
		k[i] = r.Diurnal[i][0] + r.Diurnal[i][1]*c1 + r.Diurnal[i][2]*s1
		if weekend && i < len(r.Weekend) {
			k[i] += r.Weekend[i]
		}
	}
	for h := range level {
		z := base
		for i := range k {
			z += k[i] * hourly[h][i]
		}
		level[h] = z
	}
}

// hourly holds cos and sin of once to four times a day for every hour.
var hourly = func() (b [24][8]float64) {
	for h := range b {
		for i := range 4 {
			s, c := math.Sincos(2 * math.Pi * float64((i+1)*h) / 24)
			b[h][2*i], b[h][2*i+1] = c, s
		}
	}
	return b
}()

// Below returns the probability that the level of a random hour lies below z:
// the mean of normal distributions around the shape.
func (r *Regime) Below(z float64) float64 {
	var level [24]float64
	sum := 0.0
	for day := range 365 {
		for _, kind := range [...]struct {
			day    time.Weekday
			weight float64
		}{{time.Monday, 5}, {time.Saturday, 1}, {time.Sunday, 1}} {
			r.Shape(day, kind.day, &level)
			for _, s := range level {
				sum += kind.weight * distuv.UnitNormal.CDF((z-s)/r.Sigma)
			}
		}
	}
	return sum / (365 * 24 * 7)
}

// RegimeNames lists the regimes.
func RegimeNames() []string {
	return list.Map(Regimes, func(r Regime) string { return r.Name })
}

// LastYear is the last year of a regime, which its name ends with: 2024 of
// "fr-2023-2024"; 0 where it ends with none.
func LastYear(name string) int {
	year, _ := strconv.Atoi(name[strings.LastIndexByte(name, '-')+1:])
	return year
}

// find returns the regime of a name.
func find(name string) (*Regime, error) {
	for i := range Regimes {
		if Regimes[i].Name == name {
			return &Regimes[i], nil
		}
	}
	return nil, fmt.Errorf("prices: no regime %q (there are %q)", name, RegimeNames())
}
