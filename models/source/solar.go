package source

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

// SolarSpec is a solar field.
type SolarSpec struct {
	PowerMW     float64
	Performance float64
	RangePerK   float64
}

// Params declares the field's keys.
func (s *SolarSpec) Params(p *param.Set) {
	p.Float(&s.PowerMW, "power_MW", 10, param.Above(0), "peak power, at 1,000 W/m2", param.Assumption)
	p.Float(&s.Performance, "performance_ratio", 0.8, param.AboveTo(0, 1), "output over peak power times radiation on level ground over 1,000 W/m2: losses, less what a slope gains", param.Assumption)
	p.Float(&s.RangePerK, "range_coefficient", 0.16, param.Between(0.05, 0.3), "part of the sun's radiation that reaches the ground, per root of the day's range of temperature in K: 0.16 inland, 0.19 at the coast", "FAO-56 (Allen et al. 1998), equation 50")
}

// Build implements UnitSpec.
func (s *SolarSpec) Build(_ string, at Place, cal sim.Calendar, _ sim.Streams) Source {
	return &Solar{spec: s, at: at, cal: cal, rangeK: 8, clear: ClearSky(at.ElevationM)}
}

// Solar is the state of a solar field. The day's range of temperature, by which clouds
// are told, is that of the 24 hours up to the last full hour.
type Solar struct {
	steady
	spec   *SolarSpec
	at     Place
	cal    sim.Calendar
	past   [24]float64 // dry bulb of the last hours
	hours  int
	rangeK float64
	clear  float64 // part of the radiation that reaches the ground under a clear sky
	madeMW float64
	until  sim.Minute
}

// sunEvery is how often the sun's height is worked out.
const sunEvery = 10 * sim.Minute(1)

// Offer implements supply.Supplier.
func (s *Solar) Offer(m sim.Minute, o *supply.Offer) {
	if m >= s.until || s.hours == 0 {
		s.until = m + sunEvery
		if m%sim.Hour == 0 || s.hours == 0 {
			s.remember(s.at.Air)
		}
		t := s.cal.Time(m)
		hour := float64(t.Hour()) + float64(t.Minute())/60 + s.at.LonDeg/15
		outside := Extraterrestrial(s.at.LatDeg, t.YearDay(), hour)
		s.madeMW = s.spec.PowerMW * s.spec.Performance * outside * Transmitted(s.spec.RangePerK, s.rangeK, s.clear) / 1000
	}
	o.MW = s.madeMW
}

// remember takes an hour's temperature in.
func (s *Solar) remember(air *psychro.Air) {
	s.past[s.hours%24] = air.DryBulbDegC
	if s.hours++; s.hours < 24 {
		return
	}
	low, high := s.past[0], s.past[0]
	for _, t := range s.past {
		low, high = min(low, t), max(high, t)
	}
	s.rangeK = high - low
}

// NextMW implements Source.
func (s *Solar) NextMW() float64 { return s.madeMW }

// FirmMW implements Source.
func (s *Solar) FirmMW() float64 { return s.madeMW }

// Installed implements Source.
func (s *Solar) Installed() equipment.List {
	var l equipment.List
	l.One(&equipment.SolarField, "campus", s.spec.PowerMW*1e3)
	return l
}

// solarConstant is 0.0820 MJ/(m2 min) in W/m2 (FAO-56).
const solarConstant = 0.0820e6 / 60

// Extraterrestrial returns the sun's radiation on a level plane above the air, W/m2, at a
// latitude in degrees, a day of the year from 1 and an hour of mean solar time: FAO-56
// (Allen et al. 1998), equations 21 to 24 without the integral, the equation of time
// left out (at most a quarter of an hour).
func Extraterrestrial(latDeg float64, yearday int, solarHour float64) float64 {
	j := 2 * math.Pi * float64(yearday) / 365
	distance := 1 + 0.033*math.Cos(j)
	declination := 0.409 * math.Sin(j-1.39)
	sinLat, cosLat := math.Sincos(latDeg * math.Pi / 180)
	sinDec, cosDec := math.Sincos(declination)
	height := sinLat*sinDec + cosLat*cosDec*math.Cos((solarHour-12)*math.Pi/12)
	return solarConstant * distance * max(0, height)
}

// ClearSky returns the part of the radiation above the air that reaches the ground under
// a clear sky, at an altitude in m: FAO-56, equation 37.
func ClearSky(elevationM float64) float64 { return 0.75 + 2e-5*elevationM }

// Transmitted returns the part of the radiation above the air that reaches the ground,
// by the day's range of temperature in K: Hargreaves and Samani, FAO-56 equation 50,
// at most that of a clear sky. Published for whole days; here it holds for each hour of
// the day, so that a day's clouds are spread over it evenly.
func Transmitted(rangeCoefficient, rangeK, clear float64) float64 {
	return min(clear, rangeCoefficient*math.Sqrt(max(0, rangeK)))
}
