package market

import (
	"math"
	"math/rand/v2"
)

// Shape is the weather-driven side of a zone in fitted numbers: demand over its mean,
// and the statistics of wind, sun and rivers as capacity factors. tools/fitmarket fits
// it to a year of hours.
type Shape struct {
	Zone   string
	Source string
	Clock  string // time zone by which hours of the day and days are told

	Weekday, Weekend [24]float64 // demand of an hour of the day over the year's mean, local time
	Season           [4]float64  // cosine and sine of one and of two cycles a year, over the mean

	LatDeg, LonDeg      float64
	MeanDegC, SwingDegC float64 // of the climate: mean and half of the yearly swing, coldest in mid-January
	SpreadDegC          float64 // of daily means about it

	WindMean, WindSpread       float64    // of the log-odds of the capacity factor
	WindSeason                 [2]float64 // cosine and sine of the year, log-odds
	WindSlowH, WindFastH       float64    // time constants
	WindWithHub, WindWithTempK float64    // correlation with the hub's wind; with the temperature's anomaly in winter (its opposite in summer)

	SunPeak, SunPower                          float64 // clear-sky capacity factor at the zenith, exponent of the sine of elevation
	SunMean, SunSpread, SunSeason, SunDayToDay float64 // log-odds of a day's clearness; its cosine of the year; correlation from day to day

	SunWithHub float64 // correlation of a day's clearness with the hub's

	RiverMean, RiverSpread float64 // of the logarithm of the capacity factor
	RiverSeason            [2]float64
}

// SinElevation returns the sine of the sun's elevation, 0 by night, at a latitude and
// longitude, deg, for a day of the year and an hour in UTC (declination after Cooper
// 1969, Solar Energy 12(3), without the equation of time: ±16 minutes).
func SinElevation(latDeg, lonDeg, yearDay, hourUTC float64) float64 {
	declination := 23.45 * math.Pi / 180 * math.Sin(2*math.Pi*(284+yearDay+1)/365)
	hourAngle := math.Pi / 12 * (hourUTC + lonDeg/15 - 12)
	lat := latDeg * math.Pi / 180
	return max(0, math.Sin(lat)*math.Sin(declination)+math.Cos(lat)*math.Cos(declination)*math.Cos(hourAngle))
}

// ExpectedDegC is the climate's daily mean temperature.
func (s *Shape) ExpectedDegC(h *Hour) float64 {
	return s.MeanDegC - s.SwingDegC*coldest.of(h)
}

// factors are a zone's weather-driven state in an hour.
type factors struct {
	deviate            float64 // of the zone's own wind, normal
	windSlow, windFast float64 // Ornstein–Uhlenbeck processes in cascade, of unit variance at the end
	sun                float64 // normal deviate of the day's clearness
	river              float64
	clear              float64 // part of the clear sky's sun that comes through
	smoothDegC         float64 // mean temperature of the last day
	started            bool

	wind, solar, riverCF float64 // capacity factors
}

// logistic is the inverse of the log-odds.
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// step moves the factors on by an hour. tempDegC is the zone's temperature; hub is the
// hub's, or itself. Wind is the logistic of a Gaussian process of two time constants,
// correlated with the hub's and, in winter, with the temperature; a day's clearness and
// the rivers' flow are processes of one.
func (f *factors) step(s *Shape, h *Hour, tempDegC float64, hub *factors, r *rand.Rand) {
	if !f.started {
		f.smoothDegC, f.windSlow, f.sun, f.river = tempDegC, r.NormFloat64(), r.NormFloat64(), r.NormFloat64()
		f.windFast, f.started = f.windSlow, true
	}
	f.smoothDegC += (tempDegC - f.smoothDegC) / 24
	keep := math.Exp(-1 / s.WindSlowH)
	f.windSlow = keep*f.windSlow + math.Sqrt(1-keep*keep)*r.NormFloat64()
	f.windFast += (f.windSlow - f.windFast) * (1 - math.Exp(-1/s.WindFastH))
	if h.OfDay == 0 {
		f.sun = s.SunDayToDay*f.sun + math.Sqrt(1-s.SunDayToDay*s.SunDayToDay)*r.NormFloat64()
		const days = 20.0 // time constant of rivers
		f.river += -f.river/days + math.Sqrt(2/days)*r.NormFloat64()
	}
	cos, sin := h.cos, h.sin
	anomaly := max(-2.5, min(2.5, (f.smoothDegC-s.ExpectedDegC(h))/s.SpreadDegC))
	withTemp := s.WindWithTempK * cos
	f.deviate = f.windFast / math.Sqrt(s.WindSlowH/(s.WindSlowH+s.WindFastH))
	f.wind = logistic(s.WindMean + s.WindSeason[0]*cos + s.WindSeason[1]*sin + s.WindSpread*(joined(s.WindWithHub, hub.deviate, f.deviate)*math.Sqrt(1-withTemp*withTemp)+withTemp*anomaly))
	f.clear = logistic(s.SunMean + s.SunSeason*cos + s.SunSpread*joined(s.SunWithHub, hub.sun, f.sun))
	f.riverCF = min(1, math.Exp(s.RiverMean+s.RiverSeason[0]*cos+s.RiverSeason[1]*sin+s.RiverSpread*f.river))
}

// shine sets the sun's factor in the middle of a step.
func (f *factors) shine(s *Shape, h *Hour, halfStepH float64) {
	f.solar = 0
	if e := SinElevation(s.LatDeg, s.LonDeg, h.YearDay, h.UTC+halfStepH); e > 0 {
		f.solar = f.clear * s.SunPeak * math.Pow(e, s.SunPower)
	}
}

// joined is a normal deviate made of the hub's and the zone's own, of a correlation
// with the hub's.
func joined(correlation, hub, own float64) float64 {
	return correlation*hub + math.Sqrt(1-correlation*correlation)*own
}

// demandMW is the demand of an hour at a mean and at the smoothed temperature: profile
// and season hold what the climate's own temperature asks for, so that only its
// difference moves demand.
func (z *zone) demandMW(h *Hour, meanMW, smoothDegC float64) float64 {
	s := z.shape
	profile := &s.Weekday
	if h.Weekend {
		profile = &s.Weekend
	}
	cos2, sin2 := h.cos*h.cos-h.sin*h.sin, 2*h.sin*h.cos
	season := s.Season[0]*h.cos + s.Season[1]*h.sin + s.Season[2]*cos2 + s.Season[3]*sin2
	return meanMW*(profile[h.OfDay]+season) + z.thermalMW(smoothDegC) - z.thermalMW(s.ExpectedDegC(h))
}

// thermalMW is the demand for heating and cooling at a daily mean temperature.
func (z *zone) thermalMW(degC float64) float64 {
	return z.spec.HeatingMWPerK*max(0, z.spec.HeatingBelowDegC-degC) + z.spec.CoolingMWPerK*max(0, degC-z.spec.CoolingAboveDegC)
}

// shapeOf returns the fitted shape of a zone of the catalogue.
func shapeOf(zone string) *Shape {
	for i := range Shapes {
		if Shapes[i].Zone == zone {
			return &Shapes[i]
		}
	}
	return nil
}
