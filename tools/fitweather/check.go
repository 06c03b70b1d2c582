package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/models/weather"
	"caloduc/models/weather/normals"
)

// wetBulbStride is how many hours lie between two wet bulbs of the check; it
// meets every hour of the day.
const wetBulbStride = 5

// check writes the normals of every record beside those of years generated.
func check(w io.Writer, climates []weather.Climate, record []*normals.Collector, years int) error {
	made, err := generate(climates, years)
	if err != nil {
		return err
	}
	for i, c := range climates {
		fmt.Fprintf(w, "%s\n", c.Name)
		normals.Compare(w, record[i].Normals(), made[i].Normals())
	}
	fmt.Fprintln(w, "correlations of daily anomalies: record, generated")
	for i := range climates {
		for j := range i {
			if climates[i].Joint && climates[j].Joint {
				a, _ := normals.Correlation(record[i].Anomalies(), record[j].Anomalies())
				b, _ := normals.Correlation(made[i].Anomalies(), made[j].Anomalies())
				fmt.Fprintf(w, "  %s-%s %.3f %.3f %+.3f\n", climates[j].Name, climates[i].Name, a, b, b-a)
			}
		}
	}
	return nil
}

// collect collects the normals of the records.
func collect(climates []weather.Climate, records []*record) []*normals.Collector {
	out := make([]*normals.Collector, len(climates))
	for i, r := range records {
		out[i] = normals.NewCollector(psychro.PressureAtAltitudePa(climates[i].ElevationM), 1)
		for d := range r.days {
			out[i].Add(r.days[d], &r.temp[d], &r.rh[d])
		}
	}
	return out
}

// generate collects the normals of generated years, days in each site's time.
func generate(climates []weather.Climate, years int) ([]*normals.Collector, error) {
	var names []string
	out := make([]*normals.Collector, len(climates))
	for i, c := range climates {
		names = append(names, c.Name)
		out[i] = normals.NewCollector(psychro.PressureAtAltitudePa(c.ElevationM), wetBulbStride)
	}
	start := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	g, err := weather.NewGeneratorOf(climates, names, start, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		return nil, err
	}
	hours := make([]weather.Hour, len(climates))
	type day struct{ temp, rh [24]float64 }
	days := make([]day, len(climates))
	for h := start.Unix() / 3600; h < start.AddDate(years, 0, 0).Unix()/3600; h++ {
		g.Next(hours)
		for i, c := range climates {
			local := h + int64(c.OffsetHours)
			days[i].temp[local%24], days[i].rh[local%24] = hours[i].DryBulbDegC, hours[i].RelHumidity
			if local%24 == 23 && h > start.Unix()/3600+48 {
				out[i].Add(local/24, &days[i].temp, &days[i].rh)
			}
		}
	}
	return out, nil
}
