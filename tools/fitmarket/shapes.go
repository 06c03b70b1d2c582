package main

import (
	"fmt"
	"math"
	"path/filepath"
	"time"

	"caloduc/grid/market"
	"caloduc/grid/market/series"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// place is a zone's climate (public normals, rounded), clock and record.
type place struct {
	name, clock      string
	lat, lon         float64
	mean, swing, std float64 // degC, K
	offshore         float64 // part of wind power at sea
	file             string  // "" for the European record
	windMW, solarMW  float64 // capacities of that record, where it has output, not factors
	riverMW          float64
	windCF, solarCF  float64 // over years, where that of the record is far from what the operators publish
	riverCF          float64 // of run of river over years: output and capacity as the operators publish them, rounded
}

var places = []place{
	{name: "FR", clock: "Europe/Paris", lat: 46.8, lon: 2.4, mean: 12.3, swing: 7.7, std: 3.2, offshore: 0.03, riverCF: 0.45},
	{name: "DE", clock: "Europe/Berlin", lat: 51, lon: 10, mean: 9.6, swing: 9.2, std: 3.8, offshore: 0.13, windCF: 0.21, solarCF: 0.105, riverCF: 0.45},
	{name: "BE", clock: "Europe/Brussels", lat: 50.8, lon: 4.5, mean: 10.6, swing: 7.4, std: 3.5, offshore: 0.43, riverCF: 0.25},
	{name: "ES", clock: "Europe/Madrid", lat: 39.8, lon: -3.5, mean: 15, swing: 8.6, std: 2.9, riverCF: 0.3},
	{name: "IT", clock: "Europe/Rome", lat: 43.5, lon: 11.5, mean: 14.3, swing: 9.3, std: 2.8, riverCF: 0.42},
	{name: "CH", clock: "Europe/Zurich", lat: 47, lon: 8, mean: 9.3, swing: 9.2, std: 3.5, riverCF: 0.48},
	{name: "GB", clock: "Europe/London", lat: 52.5, lon: -1.5, mean: 10.2, swing: 6, std: 3.1, offshore: 0.48, riverCF: 0.35},
	{name: "PJM", clock: "America/New_York", lat: 40, lon: -79, mean: 11.6, swing: 12.4, std: 4.8, file: "us_gen_hourly_PJM_2022.csv.gz", windMW: 11200, solarMW: 6500, riverMW: 5000},
	{name: "ERCOT", clock: "America/Chicago", lat: 31, lon: -98, mean: 19.6, swing: 10.3, std: 4.6, file: "us_gen_hourly_ERCOT_2022.csv.gz", windMW: 35000, solarMW: 12500, riverMW: 600},
}

// hourly are a zone's series of a year, as factors.
type hourly struct {
	at                       []time.Time
	load, wind, solar, river []float64
}

func fitShapes(folder string) ([]market.Shape, error) {
	europe, err := series.Read(filepath.Join(folder, "cf_load_hourly_2016_fr_neighbours.csv.gz"))
	if err != nil {
		return nil, err
	}
	withTemp, err := windWithTemperature(folder)
	if err != nil {
		return nil, err
	}
	var shapes []market.Shape
	var hub, hubClear []float64
	for _, p := range places {
		x, err := p.read(folder, europe)
		if err != nil {
			return nil, err
		}
		s := market.Shape{Zone: p.name, Source: "fitted by tools/fitmarket to " + p.source(), Clock: p.clock, LatDeg: p.lat, LonDeg: p.lon, MeanDegC: p.mean, SwingDegC: p.swing, SpreadDegC: p.std, WindWithTempK: withTemp}
		local, err := p.local(x.at)
		if err != nil {
			return nil, err
		}
		fitDemand(&s, local, x.load)
		deviates := fitWind(&s, local, x.wind)
		clear := fitSun(&s, x.at, local, x.solar)
		if p.name == "FR" {
			hub, hubClear = deviates, clear
		} else if p.file == "" {
			s.WindWithHub = stat.Correlation(hub, deviates, nil)
			s.SunWithHub = stat.Correlation(hubClear[:364], clear[:364], nil)
		}
		s.WindMean += shift(p.windCF, stat.Mean(x.wind, nil))
		s.SunPeak *= ratio(p.solarCF, stat.Mean(x.solar, nil))
		fitRiver(&s, local, x.river, p.riverCF)
		shapes = append(shapes, s)
	}
	return append(shapes, innerMongolia(shapes)), nil
}

// shift moves log-odds of factors from one mean to another, near enough; 0 where the
// other is not known.
func shift(to, from float64) float64 {
	if to == 0 {
		return 0
	}
	return math.Log(to/(1-to)) - math.Log(from/(1-from))
}

func ratio(to, from float64) float64 {
	if to == 0 {
		return 1
	}
	return to / from
}

// innerMongolia borrows what no public record gives.
func innerMongolia(shapes []market.Shape) market.Shape {
	s := shapes[7] // the demand of PJM, little weather in it
	wind := shapes[1]
	s.Zone, s.Source = "CN-Inner-Mongolia", "assumption: no hourly record is public; sun and rivers of PJM, wind of Germany with capacity factor of about 0.28, demand flat but for a fifth of PJM's shape"
	s.Clock = "Asia/Shanghai"
	for h := range 24 {
		s.Weekday[h], s.Weekend[h] = 1+0.2*(s.Weekday[h]-1), 1+0.2*(s.Weekend[h]-1)
	}
	for i := range s.Season {
		s.Season[i] *= 0.2
	}
	s.WindMean, s.WindSpread, s.WindSeason = wind.WindMean+0.75, wind.WindSpread, wind.WindSeason
	s.WindSlowH, s.WindFastH, s.WindWithHub = wind.WindSlowH, wind.WindFastH, 0
	s.LatDeg, s.LonDeg, s.MeanDegC, s.SwingDegC, s.SpreadDegC = 41, 112, 6, 17, 4.5
	return s
}

func (p *place) source() string {
	if p.file != "" {
		return "hourly demand and output of 2022 (EIA-930), capacities rounded"
	}
	return "hourly demand and capacity factors of 2016 (Dispa-SET database, after ENTSO-E and EMHIRES); climate: public normals, rounded"
}

func (p *place) local(at []time.Time) ([]time.Time, error) {
	zone, err := time.LoadLocation(p.clock)
	out := make([]time.Time, len(at))
	for i, t := range at {
		if err == nil {
			out[i] = t.In(zone)
		}
	}
	return out, err
}

func (p *place) read(folder string, europe *series.Series) (x hourly, err error) {
	if p.file != "" {
		return p.readUS(folder)
	}
	n := p.name
	if n == "GB" {
		n = "UK"
	}
	col := func(name string, must bool) []float64 {
		c, e := europe.Column(name)
		if e != nil && must {
			err = e
		}
		return c
	}
	x = hourly{at: europe.At, load: col("load_mw_"+n, true), solar: col("cf_"+n+"_PHOT", true), river: col("cf_"+n+"_HROR", true)}
	on, off := col("cf_"+n+"_WTON", true), col("cf_"+n+"_WTOF", false)
	for i := range on {
		w := on[i]
		if off != nil {
			w += p.offshore * (off[i] - on[i])
		}
		x.wind = append(x.wind, w)
	}
	return x, err
}

func (p *place) readUS(folder string) (x hourly, err error) {
	s, err := series.Read(filepath.Join(folder, p.file))
	if err != nil {
		return x, err
	}
	x.at = s.At
	x.load = make([]float64, len(s.At))
	for _, name := range s.Names {
		c, _ := s.Column(name)
		if name == "avg_ci_g_per_kwh" {
			continue
		}
		for i, v := range c {
			x.load[i] += max(0, nan0(v))
		}
	}
	scaled := func(name string, mw float64) (out []float64) {
		c, e := s.Column(name)
		if e != nil {
			err = e
		}
		for _, v := range c {
			out = append(out, min(1, max(0, nan0(v))/mw))
		}
		return out
	}
	x.wind, x.solar, x.river = scaled("wnd_mw", p.windMW), scaled("sun_mw", p.solarMW), scaled("wat_mw", p.riverMW)
	return x, err
}

func nan0(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}

// yearAngle is as the market has it.
func yearAngle(t time.Time) float64 {
	return 2 * math.Pi * (float64(t.YearDay()-1) + float64(t.Hour())/24) / 365.25
}

// fitDemand fits season and profile to demand over its mean.
func fitDemand(s *market.Shape, at []time.Time, load []float64) {
	mean := stat.Mean(load, nil)
	var rows [][]float64
	var y []float64
	for i, t := range at {
		a := yearAngle(t)
		rows = append(rows, []float64{1, math.Cos(a), math.Sin(a), math.Cos(2 * a), math.Sin(2 * a)})
		y = append(y, load[i]/mean)
	}
	b := solve(rows, y)
	copy(s.Season[:], b[1:])
	var sum, n [2][24]float64
	for i, t := range at {
		w := 0
		if d := t.Weekday(); d == time.Saturday || d == time.Sunday {
			w = 1
		}
		season := 0.0
		for k, c := range s.Season {
			season += c * rows[i][k+1]
		}
		sum[w][t.Hour()] += y[i] - season
		n[w][t.Hour()]++
	}
	for h := range 24 {
		s.Weekday[h], s.Weekend[h] = sum[0][h]/n[0][h], sum[1][h]/n[1][h]
	}
}

func logOdds(x float64) float64 { x = max(0.004, min(0.985, x)); return math.Log(x / (1 - x)) }

// fitWind fits log-odds and time constants; it returns the deviates.
func fitWind(s *market.Shape, at []time.Time, cf []float64) []float64 {
	var rows [][]float64
	var y []float64
	for i, t := range at {
		a := yearAngle(t)
		rows = append(rows, []float64{1, math.Cos(a), math.Sin(a)})
		y = append(y, logOdds(cf[i]))
	}
	b := solve(rows, y)
	s.WindMean, s.WindSeason = b[0], [2]float64{b[1], b[2]}
	for i := range y {
		y[i] -= b[0] + b[1]*rows[i][1] + b[2]*rows[i][2]
	}
	s.WindSpread = stat.StdDev(y, nil)
	s.WindSlowH, s.WindFastH = timeConstants(lagged(y, 1), lagged(y, 24))
	return y
}

func lagged(y []float64, k int) float64 { return stat.Correlation(y[k:], y[:len(y)-k], nil) }

// timeConstants are those of two processes in cascade whose autocorrelation,
// (a·exp(−t/a) − b·exp(−t/b))/(a − b), is nearest at one and at 24 hours.
func timeConstants(one, day float64) (slow, fast float64) {
	best := math.Inf(1)
	for a := 5.0; a <= 80; a += 0.5 {
		for b := 0.3; b < 5; b += 0.1 {
			r := func(t float64) float64 { return (a*math.Exp(-t/a) - b*math.Exp(-t/b)) / (a - b) }
			if e := 100*math.Pow(r(1)-one, 2) + math.Pow(r(24)-day, 2); e < best {
				best, slow, fast = e, a, b
			}
		}
	}
	return slow, fast
}

// fitSun fits the clear sky to the 95th percentiles by elevation, and the days'
// clearness under it.
func fitSun(s *market.Shape, utc, local []time.Time, cf []float64) []float64 {
	elevation := make([]float64, len(cf))
	bins := make([][]float64, 10)
	for i, t := range utc {
		yd := float64(local[i].YearDay()-1) + float64(local[i].Hour())/24
		e := market.SinElevation(s.LatDeg, s.LonDeg, yd, float64(t.Hour())+0.5)
		elevation[i] = e
		if e > 0.1 {
			k := min(9, int(10*e))
			bins[k] = append(bins[k], cf[i])
		}
	}
	var rows [][]float64
	var y []float64
	for k, b := range bins {
		if len(b) > 60 {
			rows = append(rows, []float64{1, math.Log((float64(k) + 0.5) / 10)})
			y = append(y, math.Log(percentile(b, 0.97)))
		}
	}
	b := solve(rows, y)
	s.SunPeak, s.SunPower = math.Exp(b[0]), b[1]
	return fitClearness(s, local, elevation, cf)
}

// fitClearness fits the log-odds of the days' clearness and returns their deviates.
func fitClearness(s *market.Shape, local []time.Time, elevation, cf []float64) []float64 {
	var rows [][]float64
	var y []float64
	got, clear := 0.0, 0.0
	for i, t := range local {
		if t.Hour() == 0 && clear > 0 {
			rows = append(rows, []float64{1, math.Cos(yearAngle(t))})
			y = append(y, logOdds(max(0.03, got/clear)))
			got, clear = 0, 0
		}
		got += cf[i]
		if elevation[i] > 0 {
			clear += s.SunPeak * math.Pow(elevation[i], s.SunPower)
		}
	}
	b := solve(rows, y)
	s.SunMean, s.SunSeason = b[0], b[1]
	for i := range y {
		y[i] -= b[0] + b[1]*rows[i][1]
	}
	s.SunSpread, s.SunDayToDay = stat.StdDev(y, nil), lagged(y, 1)
	return y
}

// fitRiver fits season and spread of the logarithm, and its mean to the mean of many
// years where that is known: one year is wet or dry.
func fitRiver(s *market.Shape, at []time.Time, cf []float64, years float64) {
	var rows [][]float64
	var y []float64
	for i, t := range at {
		a := yearAngle(t)
		rows = append(rows, []float64{1, math.Cos(a), math.Sin(a)})
		y = append(y, math.Log(max(cf[i], 0.005)))
	}
	b := solve(rows, y)
	s.RiverMean, s.RiverSeason = b[0], [2]float64{b[1], b[2]}
	for i := range y {
		y[i] -= b[0] + b[1]*rows[i][1] + b[2]*rows[i][2]
	}
	s.RiverSpread = stat.StdDev(y, nil)
	if years > 0 {
		s.RiverMean += math.Log(years / stat.Mean(cf, nil))
	}
}

// windWithTemperature is how far the wind of French days goes with their temperature:
// the slope of deviates on the anomaly in its spreads times the cosine of the year,
// from the spring of 2021 to its end.
func windWithTemperature(folder string) (float64, error) {
	w, err := series.Read(filepath.Join(folder, "weather_fr_4cities_2021_2025.csv.gz"))
	if err != nil {
		return 0, err
	}
	g, err := series.Read(filepath.Join(folder, "fr_generation_flows_hourly_2021.csv.gz"))
	if err != nil {
		return 0, err
	}
	paris, err := w.ByHour("paris_t_c")
	if err != nil {
		return 0, err
	}
	wind, err := g.Column("wind_onshore")
	if err != nil {
		return 0, err
	}
	fr := market.Shape{MeanDegC: 12.3, SwingDegC: 7.7, SpreadDegC: 3.2}
	var rows [][]float64
	var y []float64
	for i, t := range g.At {
		c, ok := paris[t]
		if !ok || math.IsNaN(wind[i]) || t.Hour() != 12 {
			continue
		}
		h := market.HourAt(0, t)
		a := yearAngle(t)
		anomaly := max(-2.5, min(2.5, (c-3-fr.ExpectedDegC(&h))/fr.SpreadDegC)) // noon lies about 3 K over the mean
		rows = append(rows, []float64{1, math.Cos(a), math.Sin(a), anomaly * math.Cos(a)})
		y = append(y, logOdds(wind[i]/18500))
	}
	if len(rows) < 100 {
		return 0, fmt.Errorf("only %d days have both wind and temperature", len(rows))
	}
	b := solve(rows, y)
	res := make([]float64, len(y))
	for i := range y {
		res[i] = y[i] - b[0] - b[1]*rows[i][1] - b[2]*rows[i][2]
	}
	return max(-0.9, min(0.9, b[3]/stat.StdDev(res, nil))), nil
}

// solve is least squares.
func solve(rows [][]float64, y []float64) []float64 {
	a := mat.NewDense(len(rows), len(rows[0]), nil)
	for i, r := range rows {
		a.SetRow(i, r)
	}
	var b mat.VecDense
	if err := b.SolveVec(a, mat.NewVecDense(len(y), y)); err != nil {
		panic(err)
	}
	return b.RawVector().Data
}
