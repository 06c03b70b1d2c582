// Package normals computes the climate statistics by which a generator is held
// against the record it was fitted to. Both go through the same code.
package normals

import (
	"math"
	"sort"
	"time"

	"caloduc/cooling/psychro"
)

// Normals are the statistics of a site. Every calendar month counts by its
// length, however often the record holds it.
type Normals struct {
	Days                                                             int         // days the statistics are of
	MeanDegC                                                         float64     // annual mean
	MonthDegC                                                        [12]float64 // monthly means
	MonthRangeK                                                      [12]float64 // monthly mean of the daily maximum less minimum
	MonthRelHumidity                                                 [12]float64
	MonthWetBulbDegC                                                 [12]float64
	DaySDK, DayLag1                                                  float64 // of daily means about a two-harmonic seasonal fit
	HourLag1                                                         float64 // correlation of the temperature with the hour before, season included
	DryBulb996DegC                                                   float64 // 99.6 % quantile of the hours
	DryBulb004DegC                                                   float64 // 0.4 % quantile
	MaxDegC, MinDegC                                                 float64
	WetBulb99DegC                                                    float64
	WetBulbMaxDegC                                                   float64
	DewPoint90DegC, DewPoint99DegC, DewPoint999DegC, DewPointMaxDegC float64
	HoursWetBulbUnder10                                              float64 // a year
	HoursWetBulbUnder18                                              float64
	DewPointOver10, DewPointOver15, DewPointOver20                   float64 // parts of the year with a dew point above 10, 15, 20 degC
	RelHumidity                                                      float64
	MinRelHumidity                                                   float64
}

// hoursAYear is the mean length of a Gregorian year.
const hoursAYear = 24 * 365.2425

// histogram counts temperatures by calendar month in cells of 0.02 K.
type histogram struct {
	count [12][cells]int32
	total [12]int
}

const (
	cells      = 6000
	cellK      = 0.02
	lowestDegC = -60
)

func (h *histogram) add(month int, degC float64) {
	i := int((degC - lowestDegC) / cellK)
	h.count[month][min(max(i, 0), cells-1)]++
	h.total[month]++
}

// below returns the part of the year's hours below a temperature.
func (h *histogram) below(degC float64) float64 {
	return h.share(int(math.Round((degC - lowestDegC) / cellK)))
}

// share returns the part of the year's hours in the cells before the n-th.
func (h *histogram) share(n int) float64 {
	part := 0.0
	for m, w := range monthShare {
		sum := 0
		for _, c := range h.count[m][:n] {
			sum += int(c)
		}
		if h.total[m] > 0 {
			part += w * float64(sum) / float64(h.total[m])
		}
	}
	return part
}

// quantile returns the temperature below which the part q of the year lies.
func (h *histogram) quantile(q float64) float64 {
	n := sort.Search(cells, func(n int) bool { return h.share(n) >= q })
	return lowestDegC + cellK*(float64(n)-0.5)
}

// monthQuantile returns the temperature below which the part q of a calendar
// month, from 0, lies.
func (h *histogram) monthQuantile(month int, q float64) float64 {
	sum, want := 0.0, q*float64(h.total[month])
	for n, c := range h.count[month] {
		if sum += float64(c); sum >= want {
			return lowestDegC + cellK*(float64(n)+0.5)
		}
	}
	return lowestDegC + cellK*cells
}

// monthBelow returns the part of a calendar month, from 0, below a temperature.
func (h *histogram) monthBelow(month int, degC float64) float64 {
	sum := 0.0
	for _, c := range h.count[month][:int(math.Round((degC-lowestDegC)/cellK))] {
		sum += float64(c)
	}
	return sum / float64(h.total[month])
}

// monthShare is each calendar month's part of the year.
var monthShare = [12]float64{
	31 / 365.2425, 28.2425 / 365.2425, 31 / 365.2425, 30 / 365.2425, 31 / 365.2425, 30 / 365.2425,
	31 / 365.2425, 31 / 365.2425, 30 / 365.2425, 31 / 365.2425, 30 / 365.2425, 31 / 365.2425,
}

// Collector gathers days and gives their normals. The zero value is not usable:
// see NewCollector.
type Collector struct {
	pressurePa     float64
	stride         int
	hour           int // hours seen, to take every stride-th wet bulb
	daily          []daily
	temp, wet, dew histogram
	month          [12]monthly
	lastDay        int64
	last           float64
	pair           moments
	normals        Normals
}

// daily is one day's mean temperature.
type daily struct {
	day  int64 // from 1970-01-01
	degC float64
}

// monthly sums what a calendar month's normals are made of.
type monthly struct {
	days, hours, wets                  float64
	temp, rangeK, relHumidity, wetBulb float64
}

// NewCollector returns a collector for a place at a pressure, which takes the
// wet bulb of every stride-th hour. A stride without a divisor in common with
// 24 meets all hours of the day.
func NewCollector(pressurePa float64, stride int) *Collector {
	return &Collector{
		pressurePa: pressurePa, stride: stride, lastDay: math.MinInt64,
		normals: Normals{MaxDegC: -99, MinDegC: 99, WetBulbMaxDegC: -99, DewPointMaxDegC: -99, MinRelHumidity: 1},
	}
}

// Add takes one day, counted from 1970-01-01, of hourly dry bulbs (degC) and
// relative humidities. Days come in order; gaps are allowed.
func (c *Collector) Add(day int64, degC, rh *[24]float64) {
	month := int(time.Unix(86400*day, 0).UTC().Month() - 1)
	m := &c.month[month]
	low, high, sum := degC[0], degC[0], 0.0
	for h, t := range degC {
		low, high, sum = min(low, t), max(high, t), sum+t
		m.relHumidity += rh[h]
		c.normals.MinRelHumidity = min(c.normals.MinRelHumidity, rh[h])
		c.temp.add(month, t)
		if c.hour++; c.hour%c.stride == 0 {
			humidity := psychro.HumidityRatioFromRelHumidity(t, rh[h], c.pressurePa)
			wb, dew := psychro.WetBulbDegC(t, humidity, c.pressurePa), psychro.DewPointDegC(humidity, c.pressurePa)
			c.wet.add(month, wb)
			c.dew.add(month, dew)
			if dew > c.normals.DewPointMaxDegC { // nor NaN, where a record has air without water
				c.normals.DewPointMaxDegC = dew
			}
			m.wetBulb += wb
			m.wets++
			c.normals.WetBulbMaxDegC = max(c.normals.WetBulbMaxDegC, wb)
		}
		if h > 0 || day == c.lastDay+1 {
			c.pair.add(c.last, t)
		}
		c.last = t
	}
	c.lastDay = day
	c.normals.MaxDegC = max(c.normals.MaxDegC, high)
	c.normals.MinDegC = min(c.normals.MinDegC, low)
	m.days++
	m.hours += 24
	m.temp += sum
	m.rangeK += high - low
	c.daily = append(c.daily, daily{day, sum / 24})
}

// Normals returns the statistics of the days so far.
func (c *Collector) Normals() Normals {
	n := c.normals
	n.Days = len(c.daily)
	for i, m := range c.month {
		n.MonthDegC[i] = m.temp / m.hours
		n.MonthRangeK[i] = m.rangeK / m.days
		n.MonthRelHumidity[i] = m.relHumidity / m.hours
		n.MonthWetBulbDegC[i] = m.wetBulb / m.wets
		n.MeanDegC += monthShare[i] * n.MonthDegC[i]
		n.RelHumidity += monthShare[i] * n.MonthRelHumidity[i]
	}
	n.HourLag1 = c.pair.correlation()
	n.DryBulb996DegC = c.temp.quantile(0.996)
	n.DryBulb004DegC = c.temp.quantile(0.004)
	n.WetBulb99DegC = c.wet.quantile(0.99)
	n.DewPoint90DegC, n.DewPoint99DegC, n.DewPoint999DegC = c.dew.quantile(0.90), c.dew.quantile(0.99), c.dew.quantile(0.999)
	n.HoursWetBulbUnder10 = hoursAYear * c.wet.below(10)
	n.HoursWetBulbUnder18 = hoursAYear * c.wet.below(18)
	n.DewPointOver10, n.DewPointOver15, n.DewPointOver20 = 1-c.dew.below(10), 1-c.dew.below(15), 1-c.dew.below(20)
	var square, pair moments
	a := c.Anomalies()
	for i := range a {
		square.add(a[i].DegC, a[i].DegC)
		if i > 0 && a[i].Day == a[i-1].Day+1 {
			pair.add(a[i-1].DegC, a[i].DegC)
		}
	}
	n.DaySDK = math.Sqrt(square.xx/square.n - square.x*square.x/square.n/square.n)
	n.DayLag1 = pair.correlation()
	return n
}

// MonthDewPointDegC returns the dew point below which the part q of a calendar month,
// from 0, lies.
func (c *Collector) MonthDewPointDegC(month int, q float64) float64 {
	return c.dew.monthQuantile(month, q)
}

// MonthDewPointsBelow returns the part of a calendar month's hours, from 0, with
// a dew point below one.
func (c *Collector) MonthDewPointsBelow(month int, degC float64) float64 {
	return c.dew.monthBelow(month, degC)
}

// Anomaly is a day's mean temperature less a two-harmonic seasonal fit.
type Anomaly struct {
	Day  int64
	DegC float64
}

// Correlation returns the correlation of two sites' anomalies over the days
// they have in common, and the number of those.
func Correlation(a, b []Anomaly) (r float64, days int) {
	var m moments
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].Day < b[j].Day:
			i++
		case a[i].Day > b[j].Day:
			j++
		default:
			m.add(a[i].DegC, b[j].DegC)
			i++
			j++
		}
	}
	return m.correlation(), int(m.n)
}

// moments sums the first and second moments of pairs.
type moments struct{ n, x, y, xx, xy, yy float64 }

func (m *moments) add(x, y float64) {
	m.n++
	m.x += x
	m.y += y
	m.xx += x * x
	m.xy += x * y
	m.yy += y * y
}

func (m *moments) correlation() float64 {
	return (m.n*m.xy - m.x*m.y) / math.Sqrt((m.n*m.xx-m.x*m.x)*(m.n*m.yy-m.y*m.y))
}
