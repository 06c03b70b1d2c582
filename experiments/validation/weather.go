package validation

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/models/weather"
	"caloduc/models/weather/normals"
)

const openMeteo = "Open-Meteo historical forecast, hourly, March 2021 to May 2025 (CC BY 4.0), its statistics; the generator was fitted to this record"

// climateNormals are the statistics of one site's record: annual mean, monthly
// means, standard deviation and lag-1 correlation of the daily mean about two
// harmonics, the dry bulb not exceeded in 99.6 % of hours and the wet bulb in 99 %.
type climateNormals struct {
	site          string
	meanDegC      float64
	monthDegC     [12]float64
	daySDK, lag1  float64
	dry996, wet99 float64
}

var frenchNormals = []climateNormals{
	{"Paris", 13.6, [12]float64{5.34, 7.45, 10.17, 11.84, 15.52, 19.85, 21.18, 21.45, 18.76, 15.05, 9.13, 6.68}, 3.19, 0.79, 32.7, 20.2},
	{"Lille", 12.2, [12]float64{4.69, 6.68, 8.78, 10.13, 13.87, 17.85, 19.26, 19.66, 17.51, 13.62, 8.48, 6.10}, 3.10, 0.79, 30.9, 19.4},
	{"Strasbourg", 12.7, [12]float64{3.89, 6.08, 9.09, 10.84, 15.58, 20.73, 21.28, 21.44, 17.68, 13.60, 7.39, 4.44}, 3.37, 0.81, 32.3, 21.2},
	{"Lyon", 14.1, [12]float64{4.79, 7.22, 10.45, 12.29, 16.51, 21.60, 23.06, 23.43, 19.21, 15.78, 8.87, 5.22}, 3.33, 0.80, 35.3, 21.4},
	{"Marseille", 17.5, [12]float64{10.23, 11.45, 13.21, 14.95, 18.60, 23.31, 25.61, 25.46, 22.57, 19.70, 14.09, 11.15}, 2.23, 0.78, 31.8, 23.3},
}

// generatedClimates holds generated years against the records. The tolerances
// are those asked of 300 generated years.
func generatedClimates() []Comparison {
	var list []Comparison
	for i, c := range frenchNormals {
		add := func(name, quantity, unit string, published float64, tolerance Tolerance, of func(n *normals.Normals) float64) {
			list = append(list, Comparison{Name: c.site + "." + name, Quantity: c.site + ", " + quantity, Unit: unit, Source: openMeteo,
				Published: value(published), Tolerance: tolerance,
				Run: func(e *Env) (float64, error) {
					g, err := generatedFrance(e)
					if err != nil {
						return 0, err
					}
					return of(&g.normals[i]), nil
				}})
		}
		add("mean", "annual mean", "degC", c.meanDegC, within(0.2), func(n *normals.Normals) float64 { return n.MeanDegC })
		add("worst-month", "monthly mean that is farthest off", "K", 0, within(0.5), func(n *normals.Normals) float64 { return worst(n.MonthDegC, c.monthDegC) })
		add("day-sd", "standard deviation of days", "K", c.daySDK, share(0.10), func(n *normals.Normals) float64 { return n.DaySDK })
		add("day-lag1", "lag-1 correlation of days", "", c.lag1, share(0.10), func(n *normals.Normals) float64 { return n.DayLag1 })
		add("dry-bulb-99.6", "99.6 % dry bulb", "degC", c.dry996, within(1), func(n *normals.Normals) float64 { return n.DryBulb996DegC })
		add("wet-bulb-99", "99 % wet bulb", "degC", c.wet99, within(1), func(n *normals.Normals) float64 { return n.WetBulb99DegC })
	}
	return list
}

func generatedTogether() []Comparison {
	var list []Comparison
	for _, p := range []struct {
		site string
		r    float64
	}{{"Lille", 0.93}, {"Lyon", 0.79}} {
		list = append(list, Comparison{Name: "correlation.Paris-" + p.site, Quantity: "correlation of daily anomalies, Paris and " + p.site, Source: openMeteo,
			Published: value(p.r), Tolerance: within(0.07),
			Run: func(e *Env) (float64, error) {
				g, err := generatedFrance(e)
				if err != nil {
					return 0, err
				}
				r, _ := normals.Correlation(g.anomalies["Paris"], g.anomalies[p.site])
				return r, nil
			}})
	}
	return list
}

// worst is the difference of monthly means that is farthest from 0.
func worst(made, record [12]float64) float64 {
	w := 0.0
	for m := range made {
		if d := made[m] - record[m]; math.Abs(d) > math.Abs(w) {
			w = d
		}
	}
	return w
}

// france is the weather of the French sites over generated years.
type france struct {
	normals   []normals.Normals // in the order of frenchNormals
	anomalies map[string][]normals.Anomaly
}

func generatedFrance(e *Env) (*france, error) {
	return once(e, "weather.france", func() (*france, error) { return generateFrance(e.years(80, 300)) })
}

// generateFrance draws the French sites together. The wet bulb is taken of every
// seventh hour, which meets all hours of the day; days are UTC, as the record's.
func generateFrance(years int) (*france, error) {
	var names []string
	var made []*normals.Collector
	for _, c := range frenchNormals {
		_, _, elevationM, ok := weather.SiteInfo(c.site)
		if !ok {
			return nil, fmt.Errorf("no generator of %s", c.site)
		}
		names = append(names, c.site)
		made = append(made, normals.NewCollector(psychro.PressureAtAltitudePa(elevationM), 7))
	}
	start := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	g, err := weather.NewGenerator(names, start, rand.New(rand.NewPCG(1, 7)))
	if err != nil {
		return nil, err
	}
	hours := make([]weather.Hour, len(names))
	temp, rh := make([][24]float64, len(names)), make([][24]float64, len(names))
	for h := start.Unix() / 3600; h < start.AddDate(years, 0, 0).Unix()/3600; h++ {
		g.Next(hours)
		for i := range hours {
			temp[i][h%24], rh[i][h%24] = hours[i].DryBulbDegC, hours[i].RelHumidity
			if h%24 == 23 {
				made[i].Add(h/24, &temp[i], &rh[i])
			}
		}
	}
	f := &france{anomalies: map[string][]normals.Anomaly{}}
	for i, c := range made {
		f.normals = append(f.normals, c.Normals())
		f.anomalies[names[i]] = c.Anomalies()
	}
	return f, nil
}
